"""Settings files, and check's formats: the habits of a project."""

import json

import pytest
import yaml
from click.testing import CliRunner

from translit import DataError
from translit.cli.main import CONFIGURED, cli
from translit.config import SETTINGS, find_config, read_config
from translit.report.findings import Place
from translit.report.github import annotation

TEXT = "In Cherson sprach man.\n"


def run(*args, stdin=None, env=None):
    return CliRunner().invoke(cli, [str(a) for a in args], input=stdin, env=env)


@pytest.fixture
def project(tmp_path, monkeypatch):
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "names.yaml").write_text("- {canonical: Kherson, native: {uk: Херсон}, styles: {old: Cherszon}}\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path / "sub")
    return tmp_path


def test_the_nearest_file_counts_and_the_command_line_goes_before_it(project):
    (project / "pyproject.toml").write_text('[project]\nname = "x"\n[tool.translit]\ngazetteer = "names.yaml"\nstyle = "old"\n', encoding="utf-8")
    assert run("normalize", "-q", "a.txt").stdout == TEXT.replace("Cherson", "Cherszon")
    assert run("normalize", "-q", "--style", "canonical", "a.txt").stdout == TEXT.replace("Cherson", "Kherson")
    assert run("--no-config", "normalize", "-q", "a.txt").stdout == TEXT.replace("Cherson", "Kherson")
    (project / "sub" / "pyproject.toml").write_text("[tool.other]\nx = 1\n", encoding="utf-8")
    assert run("normalize", "-q", "a.txt").stdout == TEXT.replace("Cherson", "Cherszon")
    (project / "sub" / "translit.toml").write_text("min-score = 100\n", encoding="utf-8")
    assert run("normalize", "-q", "a.txt").stdout == TEXT
    assert run("--config", project / "pyproject.toml", "normalize", "-q", "a.txt").stdout == TEXT.replace("Cherson", "Cherszon")


def test_protect_and_quotations(project):
    (project / "translit.toml").write_text('protect = ["Cherson Street"]\nquotations = "keep"\nmethods = ["exact", "rule"]\n', encoding="utf-8")
    text = "Cherson Street, “Cherson”, Cherson"
    assert run("normalize", "-q", "-", stdin=text).stdout == "Cherson Street, “Cherson”, Kherson"
    assert run("normalize", "-q", "--quotations", "normalize", "-", stdin=text).stdout == "Cherson Street, “Kherson”, Kherson"
    assert find_config(project).values["methods"] == "exact,rule"


FAULTS = [
    ("mn-score = 3\n", "translit.toml:1: mn-score: unknown key (did you mean 'min-score'?)"),
    ('\nmin-score = "high"\n', "translit.toml:2: min-score: must be a number, not text"),
    ("min-score = true\n", "must be a number, not true or false"),
    ("min-score = 101\n", "must be between 0 and 100"),
    ('surnames = "sometimes"\n', "must be one of licensed, never, always, not 'sometimes'"),
    ('methods = ["exact", "exakt"]\n', "not 'exakt' (did you mean 'exact'?)"),
    ("protect = [1]\n", "must be text or a list of texts, not a list"),
    ("style = \n", "translit.toml:1: not valid TOML"),
    ("style = 'é\xe9".encode("latin-1"), "not valid TOML"),
]


@pytest.mark.parametrize(("text", "message"), FAULTS)
def test_faults_name_their_place_and_exit_2(project, text, message):
    path = project / "translit.toml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    result = run("normalize", "a.txt")
    assert result.exit_code == 2
    assert result.stdout == ""
    assert message in result.stderr
    assert "Traceback" not in result.stderr


def test_all_faults_at_once(project):
    path = project / "pyproject.toml"
    path.write_text("[tool.other]\nstyle = 1\n\n[tool.translit]\nstyle = 1\nsurname = 'x'\n", encoding="utf-8")
    with pytest.raises(DataError) as error:
        find_config(project)
    assert [(f.line, f.path) for f in error.value.faults] == [(5, "tool.translit.style"), (6, "tool.translit.surname")]


def test_no_settings(tmp_path):
    assert find_config(tmp_path / "none").values == {}
    with pytest.raises(DataError, match="can't be read"):
        read_config(tmp_path / "none.toml")
    (tmp_path / "pyproject.toml").write_text("[tool]\ntranslit = 3\n", encoding="utf-8")
    with pytest.raises(DataError, match="must be a table"):
        find_config(tmp_path)


def test_every_setting_is_an_option_of_every_configured_command():
    for name in CONFIGURED:
        options = {p.name for p in cli.get_command(None, name).params}
        assert {s.option for s in SETTINGS.values()} <= options


# -- check: formats ------------------------------------------------------------------------------------------------------------------


def test_json_lines(project):
    result = run("check", "--format", "json", "a.txt")
    assert result.exit_code == 1
    (row,) = map(json.loads, result.stdout.splitlines())
    assert (row["path"], row["line"], row["column"], row["end_column"], row["before"], row["after"], row["rule"]) == (
        "a.txt",
        1,
        4,
        11,
        "Cherson",
        "Kherson",
        "exact",
    )


def test_sarif(project):
    (project / "sub" / "b c.txt").write_text("x\n😀 Cherson\n", encoding="utf-8")
    node = json.loads(run("check", "--format", "sarif", ".").stdout)
    assert node["version"] == "2.1.0"
    (one,) = node["runs"]
    assert one["columnKind"] == "unicodeCodePoints"
    rules = [r["id"] for r in one["tool"]["driver"]["rules"]]
    found = {r["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]: r for r in one["results"]}
    assert set(found) == {"a.txt", "b%20c.txt"}
    for result in found.values():
        assert rules[result["ruleIndex"]] == result["ruleId"]
    place = found["b%20c.txt"]["locations"][0]["physicalLocation"]["region"]
    assert place == {"startLine": 2, "startColumn": 3, "endLine": 2, "endColumn": 10}
    change = found["b%20c.txt"]["fixes"][0]["artifactChanges"][0]["replacements"][0]
    assert (change["deletedRegion"], change["insertedContent"]) == (place, {"text": "Kherson"})


def test_sarif_without_findings_is_whole(project):
    (project / "sub" / "a.txt").write_text("Kherson\n", encoding="utf-8")
    result = run("check", "--format", "sarif", "a.txt")
    assert result.exit_code == 0
    assert json.loads(result.stdout)["runs"][0]["results"] == []


def test_github(project):
    line = run("check", "--format", "github", "a.txt").stdout
    assert line.startswith("::warning file=a.txt,line=1,endLine=1,col=4,endColumn=10,title=Cherson → Kherson::“Cherson” should be “Kherson”")


def test_github_escapes_and_names_over_two_lines():
    place = Place("a:b,c%.txt", 1, 9, 2, 4, "Kryvyi\nRih", "", "ambiguous", 80, "x\ny", "k")
    assert annotation(place) == (
        "::notice file=a%3Ab%2Cc%25.txt,line=1,endLine=2,title=Kryvyi%0ARih?::“Kryvyi%0ARih” could be more than one name and is left alone: x%0Ay"
    )


def test_stats(project):
    result = run("check", "--stats", "-", stdin="Cherson, Jersón, Cherson, Charkiw")
    assert result.stdout == "    3 × Kherson (kherson): 2 Cherson, 1 Jersón\n    1 × Kharkiv (kharkiv): 1 Charkiw\n"
    assert result.exit_code == 1


def test_colour_only_where_it_is_wanted(project):
    plain = run("normalize", "a.txt")
    assert "\x1b" not in plain.stderr
    colourful = CliRunner().invoke(cli, ["normalize", "a.txt"], color=True)
    assert "\x1b" in colourful.stderr
    assert "\x1b" not in colourful.stdout
    silent = CliRunner(env={"NO_COLOR": "1"}).invoke(cli, ["normalize", "a.txt"], color=True)
    assert "\x1b" not in silent.stderr


def test_the_pre_commit_hooks_are_commands(request):
    root = request.config.rootpath
    hooks = yaml.safe_load((root / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    assert [h["id"] for h in hooks] == ["translit-check", "translit-fix"]
    for hook in hooks:
        name, *args = hook["entry"].split()
        assert name == "translit"
        assert run(*args, "--help").exit_code == 0


def test_completion_script():
    result = CliRunner().invoke(cli, [], prog_name="translit", env={"_TRANSLIT_COMPLETE": "bash_source"})
    assert "_translit_completion" in result.stdout
    result = CliRunner().invoke(
        cli, [], prog_name="translit", env={"_TRANSLIT_COMPLETE": "bash_complete", "COMP_WORDS": "translit gazetteer imp", "COMP_CWORD": "2"}
    )
    assert "import" in result.stdout


# -- the manuals don't lag -----------------------------------------------------------------------------------------------------------


def test_every_setting_is_in_the_manual(request):
    text = (request.config.rootpath / "docs" / "habits.md").read_text(encoding="utf-8")
    assert [line.split("`")[1] for line in text.splitlines() if line.startswith("| `")][: len(SETTINGS)] == list(SETTINGS)


def test_the_settings_in_the_manual_are_read(request, tmp_path):
    text = (request.config.rootpath / "docs" / "habits.md").read_text(encoding="utf-8")
    (tmp_path / "pyproject.toml").write_text(text.split("```toml\n")[1].split("```")[0], encoding="utf-8")
    assert set(find_config(tmp_path).values) == {s.option for s in SETTINGS.values()}
