"""Gazetteer tools: reading the quick way, writing, changing in place, lint, export, comparison."""

import json
import re
import tomllib

import pytest
import yaml
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from translit import DataError, Normalizer, UsageError
from translit.audit import difference, failing, safe_removals, unreached
from translit.cli.main import cli
from translit.gazetteer import quick
from translit.gazetteer.edit import Source
from translit.gazetteer.exporting import export, exporter_names
from translit.gazetteer.forms import derived, pairs
from translit.gazetteer.importing import importer_names
from translit.gazetteer.lint import dangers, lint
from translit.gazetteer.load import _odd_blocks, entries_from, entries_of_text, expectations, items_of_text, slug
from translit.gazetteer.model import FIELDS, KINDS, Entry
from translit.gazetteer.schema import json_schema
from translit.gazetteer.write import as_yaml, scalar
from translit.yamlfile import parse


def run(*args):
    return CliRunner().invoke(cli, [str(a) for a in args])


# -- the quick way and the long way are one ------------------------------------------------------------------------------------------

PIECES = [
    "- ", "-  ", "- id: a\n", "- id: b\n", "- canonical: Kherson\n", "  canonical: Kyiv\n", "  kind: city\n", "  kind: citty\n", "  id: 'c'\n", "  id: ~\n",
    "  native: {uk: Херсон, ru: [Херсон, Кіев]}\n", "  native: {uk: Київ, uk: Б}\n", "  native: {uk: [Київ, 'Б, в'], ru: \"К\"}\n", "  native:\n    uk: Київ\n",
    "  variants: [A b, \"C, d\", 'E']\n", "  variants:\n    - X\n    - Y\n", "  variants: []\n", "  variants: [a,b]\n", "  variants: [ a, b ]\n",
    "  variants: [a\n- b]\n", "  variants: [a,\n  b]\n", "  never: [Fo'o, \"b'a\"]\n", "  never: Foo\n", "  note: a, b [c]\n", "  note: >\n    folded\n    text\n",
    "  note: 'it''s'\n", '  note: "x\\ty"\n', "  note: a # c\n", "  note: a#c\n", "  note: a: b\n", "  note: -a\n", "  note: a\n   b\n", "  canonical: X \n",
    "  styles: {a: B}\n", "  expect: {Cherson: Kherson}\n", '  canonical: "A\nb"\n', "\n- canonical: Z\n", '  "id": q\n', " id: z\n", "# comment\n", "  # more\n",
    "\n", " \n", "   \n", '"', "'", "[", "]", "{", "}", ":", ": ", "#", " #", "&a ", "*a", "!x ", "|", "\t", "\r", "\x85", "\u2028", "\ufeff", "e\u0301", "\xa0",
    "x", "- x\n", "---\n", "  variants:\n", "  never:\n", "  native:\n", "  - A, b\n", "    - C\n", "      - D\n", "    uk: Київ\n", "    ru:\n", "    uk: [А, Б]\n", "  native: {}\n", "...\n", "%YAML 1.2\n", "? ", "  country: UA\n",
]  # fmt: skip


def long_way(text):
    try:
        return entries_from(items_of_text(text, "g.yaml"), "g.yaml")
    except DataError:
        return None


@settings(max_examples=400, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=14), st.booleans(), st.integers(0, 200), st.sampled_from(PIECES))
def test_the_quick_way_reads_what_the_long_way_reads(pieces, begun, at, extra):
    text = ("- canonical: First\n" if begun else "") + "".join(pieces)
    text = text[:at] + extra + text[at:]
    found = quick.read(text, _odd_blocks, slug)
    if found is not None:
        assert found == long_way(text)


PLAIN = [
    "- canonical: Kherson\n",
    "# head\n\n- id: a\n  canonical: Kryvyi Rih\n  kind: city\n  native: {uk: Кривий Ріг, ru: [Кривой Рог, Кривой]}\n  variants: [Krivoi Rog, \"X, y\"]\n  note: a, b\n",
    "- canonical: A\r\n  never: B\r\n",
    "- canonical: A\n  id: '1'\n  native:\n    ru: Б, в\n    uk:\n    - Г\n    - Д\n  never: []\n  variants:\n  - E f\n  - g\n",
    "- canonical: A\n  variants:\n    - B\n    - 'C: d'\n  native:\n    uk:\n      - Д\n    ru: [Е]\n  kind: city\n",
    "- {canonical: Flow}\n- canonical: Plain\n- canonical: \"Qu\\x41\"\n",
]  # fmt: skip


@pytest.mark.parametrize("text", PLAIN)
def test_the_quick_way_is_taken(text):
    handed = []
    quick.read(text, handed.append, slug)
    assert handed == ([] if "Flow" not in text else handed)
    assert quick.read(text, _odd_blocks, slug) == long_way(text) != None  # noqa: E711 - both, and something


def test_an_open_quote_does_not_swallow_plain_entries():
    text = '- canonical: "A\n- canonical: B\n- canonical: C"\n'
    assert quick.read(text, _odd_blocks, slug) is None
    assert [e.canonical for e in entries_of_text(text)] == ["A - canonical: B - canonical: C"]


def test_faults_have_lines_after_plain_blocks():
    with pytest.raises(DataError) as error:
        entries_of_text("- canonical: A\n- canonical: B\n  kind: citty\n\n- id: x\n- canonical: A\n", "g.yaml")
    assert [(f.line, f.path) for f in error.value.faults] == [(3, "entries[1].kind"), (5, "entries[2]"), (6, "entries[3].id")]


# -- writing -------------------------------------------------------------------------------------------------------------------------

NAMES = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp", "Zs", "Cf", "Cn", "Co")), min_size=1, max_size=12).filter(
    lambda t: any(map(str.isalnum, t))
)
TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cn")), max_size=20)
ENTRIES = st.builds(
    dict,
    canonical=NAMES,
    kind=st.sampled_from(KINDS),
    native=st.dictionaries(st.sampled_from(["uk", "ru", "no", "und"]), st.lists(NAMES, min_size=1, max_size=3, unique=True), max_size=3),
    variants=st.lists(NAMES, max_size=30, unique=True),
    never=st.lists(NAMES, max_size=3, unique=True),
    styles=st.dictionaries(NAMES, NAMES, max_size=2),
    note=TEXTS,
)


@settings(max_examples=150, deadline=None)
@given(st.lists(ENTRIES, max_size=4))
def test_what_is_written_is_read_again(rows):
    entries = entries_from([{"id": f"e{i}", **row} for i, row in enumerate(rows)])
    text = "".join(as_yaml(entries, ["a header"]))
    assert entries_of_text(text) == entries
    assert entries_from(items_of_text(text, "")) == entries


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_a_scalar_is_itself_in_any_place(text):
    for frame in ("- {}\n", "- [a, {}, b]\n", "- {{k: {}}}\n", "- k: {}\n"):
        (node,) = parse(frame.format(scalar(text)))
        value = node if isinstance(node, str) else node[1] if isinstance(node, list) else node["k"]
        assert value == text


@pytest.mark.parametrize("text", ["no", "Null", "012", "1e5", "2022-02-24", "yes", "~", ".5", "=", "<<", "On"])
def test_other_yaml_readers_take_names_for_text_too(text):
    assert yaml.safe_load(f"- {scalar(text)}") == [text]


# -- changing in place ---------------------------------------------------------------------------------------------------------------

FILE = """# my names
# second line

- id: kherson            # the city
  canonical: Kherson
  kind: city
  # on its spellings
  native: {uk: Херсон}   # one form
  variants: [Cherson, Korsun]

# ---- persons

- canonical: Kirill Stremousov
  native:
    ru: Кирилл Стремоусов  # Russian
  kind: person
- {id: omsk, canonical: Omsk}
# the end
"""


def test_nothing_changed_is_the_same_text():
    assert Source(FILE).text() == FILE
    crlf = FILE.replace("\n", "\r\n")
    assert Source(crlf).text() == crlf


def test_only_the_lines_of_the_changed_key_differ():
    source = Source(FILE)
    source.drop("kherson", "variants", ["Cherson"])
    assert source.text() == FILE.replace("[Cherson, Korsun]", "[Korsun]")
    source.drop("kherson", "variants", ["Korsun"])
    assert source.text() == FILE.replace("  variants: [Cherson, Korsun]\n", "")
    source.put("kherson", "native", {"uk": ["Херсон", "Херсонъ"]})
    assert "  native: {uk: [Херсон, Херсонъ]}   # one form\n" in source.text()
    source.extend("kirill-stremousov", "variants", ["Stremousow"])
    assert "    ru: Кирилл Стремоусов  # Russian\n  kind: person\n  variants: [Stremousow]\n" in source.text()
    source.extend("omsk", "never", ["Tomsk"])
    assert "- id: omsk\n  canonical: Omsk\n  never: [Tomsk]\n# the end\n" in source.text()
    assert comments(source.text()) == comments(FILE)


def test_an_entry_is_put_at_the_end():
    source = Source("- canonical: Omsk\n  # why\n")
    source.append({"canonical": "Tomsk", "kind": "city"})
    assert source.text() == "- canonical: Omsk\n  # why\n\n- id: tomsk\n  canonical: Tomsk\n  kind: city\n"
    with pytest.raises(UsageError, match="already"):
        source.append({"canonical": "Tomsk"})
    empty = Source("")
    empty.append({"canonical": "Omsk"})
    assert empty.text() == "- id: omsk\n  canonical: Omsk\n"


@pytest.mark.parametrize("text", ["[{canonical: A}]\n", "  - canonical: A\n"])
def test_files_not_written_in_blocks_are_refused(text):
    with pytest.raises(UsageError, match="first column"):
        Source(text)


def comments(text):
    return sorted(re.findall(r"# (?!b)[^\n\r]*", text))


def test_fmt_keeps_comments_and_meaning():
    source = Source(FILE)
    source.tidy()
    tidy = source.text()
    assert comments(tidy) == comments(FILE)
    assert entries_of_text(tidy) == entries_of_text(FILE)
    assert tidy.startswith("# my names\n# second line\n\n- id: kherson            # the city\n")
    assert "  kind: person\n  native:\n    ru: Кирилл Стремоусов  # Russian\n\n- id: omsk\n  canonical: Omsk\n" in tidy
    again = Source(tidy)
    again.tidy()
    assert again.text() == tidy


BLOCKS = [
    "- canonical: {}\n", "- canonical: {}  # c1\n  kind: city\n", "- kind: place\n  # c2\n  canonical: {}\n", "- id: {}\n  canonical: Name\n\n  # c3\n  note: x\n",
    "- {{canonical: {}, kind: city}}\n", "- variants:\n    - Aa  # c4\n    - Bb\n  canonical: {}\n  note: >\n    two\n    lines\n", "- canonical: {}\n  note: 'a # b'   \n",
]  # fmt: skip
BETWEEN = ["", "\n", "\n\n\n", "# c5\n", "\n# c6\n\n", "  # c7\n"]


@settings(max_examples=200, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(BETWEEN), st.sampled_from(BLOCKS)), max_size=5), st.sampled_from(BETWEEN))
def test_fmt_is_idempotent_keeps_comments_and_meaning(rows, tail):
    text = "".join(between + block.format(f"N{i}") for i, (between, block) in enumerate(rows)) + tail
    source = Source(text)
    assert source.text() == text
    source.tidy()
    tidy = source.text()
    assert entries_of_text(tidy) == entries_of_text(text)
    assert comments(tidy) == comments(text)
    again = Source(tidy)
    again.tidy()
    assert again.text() == tidy
    assert tidy == "" or (tidy.endswith("\n") and not tidy.endswith("\n\n"))


# -- lint ----------------------------------------------------------------------------------------------------------------------------

KHERSON = Entry("kherson", "Kherson", "city", {"uk": ("Херсон",)}, ("Korsun",))
LINT = [
    ([Entry("mylove", "Mylove", native={"uk": ("Милове",)}), Entry("milove", "Milove", native={"uk": ("Мілове",), "ru": ("Милове",)})], "collision"),
    ([Entry("a", "Omsk", variants=("Person",))], "word"),
    ([Entry("a", "Omsk", variants=("Ms",))], "short"),
    ([Entry("a", "Kherson", native={"uk": ("Херсон",)}, variants=("Cherson",))], "redundant"),
    ([Entry("a", "Omsk", never=("Omsk",))], "unreachable"),
    ([Entry("a", "Omsk", variants=("Omzk",), never=("Omzk",))], "contrary"),
    ([Entry("a", "Man", native={"ru": ("Ман",)}, variants=("The",))], "danger"),
    ([Entry("a", "Omsk"), Entry("b", "Tomsk", variants=("Omsk",))], "shared"),
]


@pytest.mark.parametrize(("entries", "code"), LINT)
def test_lint_codes(entries, code):
    assert code in {f.code for f in lint(entries)}


def test_a_collision_names_both_and_the_rule_set():
    found = [f for f in lint(LINT[0][0], "g.yaml", {"mylove": 1, "milove": 5}) if f.code == "collision"]
    assert {(f.line, f.entry) for f in found} == {(1, "mylove"), (5, "milove")}
    assert all("'Milove' (" in f.message and "(uk-" in f.message for f in found)


def test_lint_is_silent_on_a_good_gazetteer_whatever_the_order():
    good = [KHERSON, Entry("stremousov", "Kirill Stremousov", "person", {"ru": ("Кирилл Стремоусов",)})]
    assert lint(good) == lint(good[::-1]) == []


def test_danger_grows_with_each_evidence():
    found = dangers([KHERSON, Entry("man", "Man"), Entry("rome", "Rome", native={"ru": ("Рим",)}), Entry("stremousov", "Stremousov")])
    assert found["stremousov"].score == 0
    assert found["man"].score > found["stremousov"].score
    assert next(iter(found)) in ("man", "rome")
    assert all(0 <= d.score <= 100 for d in found.values())


def test_fix_takes_out_only_what_is_derived_and_keeps_comments(tmp_path):
    path = tmp_path / "g.yaml"
    path.write_text(
        "# mine\n- id: k\n  canonical: Kherson  # city\n  native: {uk: Херсон}\n  variants: [Cherson, Korsun, Jersón]  # old\n", encoding="utf-8"
    )
    result = run("gazetteer", "lint", "--fix", path)
    assert "2 variants taken out" in result.stderr
    assert path.read_text(encoding="utf-8") == "# mine\n- id: k\n  canonical: Kherson  # city\n  native: {uk: Херсон}\n  variants: [Korsun]  # old\n"
    before = path.stat().st_mtime_ns
    run("gazetteer", "lint", "--fix", path)
    assert path.stat().st_mtime_ns == before
    normalizer = Normalizer.load(path)
    assert [normalizer.resolve(n).entry.id for n in ("Cherson", "Korsun", "Jersón")] == ["k", "k", "k"]


def test_safe_removals_lead_to_the_entry_all_the_same():
    n = Normalizer([Entry("k", "Kherson", "city", {"uk": ("Херсон",)}, ("Cherson", "Korsun"))])
    assert list(safe_removals(n)) == ["k"]
    assert list(safe_removals(n)["k"]) == ["Cherson"]


def test_spellings_that_lead_nowhere():
    n = Normalizer([Entry("a", "Omsk", variants=("Zzyzx",)), Entry("b", "Tomsk", variants=("Korsun",), never=("Korsun",))])
    assert unreached(n) == {"b": {"Korsun": "unknown"}}
    twins = Normalizer([Entry("a", "Omsk"), Entry("b", "Tomsk", variants=("Omsk",))])
    assert unreached(twins) == {"b": {"Omsk": "leads to a"}}


EXPECT = """- id: kherson
  canonical: Kherson
  native: {uk: Херсон}
  expect:
    Die Front bei Cherson: Die Front bei Kherson
    Emerson: Kherson
"""


def test_expect_pairs_are_run_by_test_and_lint(tmp_path):
    path = tmp_path / "g.yaml"
    path.write_text(EXPECT, encoding="utf-8")
    for command in ("test", "lint"):
        result = run("gazetteer", command, path)
        assert result.exit_code == 1
        assert "g.yaml:6: kherson: expected 'Emerson' to become 'Kherson', not 'Emerson'" in result.stdout
    assert "1 of 2 expectations hold" in run("gazetteer", "test", path).stderr
    path.write_text(EXPECT.replace("Emerson: Kherson", "Emerson: Emerson"), encoding="utf-8")
    assert run("gazetteer", "test", path).exit_code == 0
    items = items_of_text(EXPECT, "g")
    assert [e.line for e in expectations(items)] == [5, 6]
    assert len(failing(Normalizer(entries_from(items)), expectations(items))) == 1


def test_expect_must_be_a_mapping_of_texts():
    with pytest.raises(DataError, match=r"g:1: entries\[0\].expect: must map texts"):
        entries_of_text("- canonical: A\n  expect: [x]\n".replace("\n  expect", ", expect").replace("- c", "- {c").replace("]\n", "]}\n"), "g")


# -- export --------------------------------------------------------------------------------------------------------------------------

NAMED = [
    Entry("kherson", "Kherson", "city", {"uk": ("Херсон",)}, ("Korsun", "Ke")),
    Entry("kryvyi-rih", "Kryvyi Rih", "city", {"uk": ("Кривий Ріг",)}, ('Krivoi "R" Rog',), ("Kriwij Rih",)),
    Entry("a", "Anapa", variants=("Twice", "Person")),
    Entry("b", "Berdiansk", variants=("Twice",)),
]


def test_pairs_leave_out_what_a_plain_list_cannot_judge():
    found = {p.variant: p.canonical for p in pairs(NAMED)}
    assert found["Cherson"] == "Kherson"
    assert found["Korsun"] == "Kherson"
    assert found["Херсон"] == "Kherson"
    assert not {"Twice", "Person", "Ke", "Kherson", "Kriwij Rih"} & set(found)
    assert {p.variant for p in pairs(NAMED, with_derived=False)} == {"Korsun", "Херсон", 'Krivoi "R" Rog', "Кривий Ріг"}


def test_every_export_is_what_its_tool_reads():
    rows = pairs(NAMED)
    text = {name: "".join(export(name, rows, "place")[0]) for name in exporter_names()}
    vale = yaml.safe_load(text["vale"])
    assert (vale["extends"], vale["action"], vale["swap"]["Cherson"]) == ("substitution", {"name": "replace"}, "Kherson")
    assert vale["swap"]['Krivoi "R" Rog'] == "Kryvyi Rih"
    assert tomllib.loads(text["typos"])["default"]["extend-identifiers"]["Cherson"] == "Kherson"
    cspell = json.loads(text["cspell"])
    assert "Cherson->Kherson" in cspell["flagWords"]
    assert cspell["words"] == ["Kherson"]
    assert "cherson->Kherson" in text["codespell"].splitlines()
    assert not [line for line in text["codespell"].splitlines() if " " in line]
    (operation,) = json.loads(text["openrefine"])
    assert (operation["op"], operation["columnName"]) == ("core/mass-edit", "place")
    assert {e["to"] for e in operation["edits"]} == {"Kherson", "Kryvyi Rih"}
    assert text["csv"].splitlines()[0] == "variant,canonical,id,kind,via"


def test_vale_keys_are_escaped():
    text, _ = export("vale", pairs([Entry("a", "Omsk", variants=("Om.sk (old)",))], with_derived=False))
    assert "Om\\.sk \\(old\\)" in yaml.safe_load("".join(text))["swap"]


def test_export_of_an_unknown_format():
    with pytest.raises(UsageError, match=r"did you mean 'vale'\?"):
        export("val", [])


# -- commands ------------------------------------------------------------------------------------------------------------------------


def test_add_begins_and_extends_a_file(tmp_path):
    path = tmp_path / "g.yaml"
    assert run("gazetteer", "add", path, "Kherson", "--kind", "city", "--native", "uk=Херсон").exit_code == 0
    path.write_text("# mine\n" + path.read_text(encoding="utf-8"), encoding="utf-8")
    assert run("gazetteer", "add", path, "Kherson", "--variant", "Korsun", "--native", "ru=Херсон", "--never", "Emerson").exit_code == 0
    assert path.read_text(encoding="utf-8") == (
        "# mine\n- id: kherson\n  canonical: Kherson\n  kind: city\n  native: {uk: Херсон, ru: Херсон}\n  variants: [Korsun]\n  never: [Emerson]\n"
    )
    assert "nothing to add" in run("gazetteer", "add", path, "Kherson", "--variant", "Korsun").stderr
    for args, message in (
        (["Cherson", "--id", "kherson"], "is 'Kherson' there"),
        (["Omsk", "--native", "xx=Омск"], "unknown language 'xx'"),
        (["Omsk", "--native", "Омск"], "write LANG=FORM"),
        (["Kherson", "--kind", "river"], "change it by hand"),
    ):
        result = run("gazetteer", "add", path, *args)
        assert (result.exit_code, message in result.stderr) == (2, True), result.stderr


def test_accept_takes_a_draft(tmp_path):
    path, draft = tmp_path / "g.yaml", tmp_path / "draft.yaml"
    path.write_text("- canonical: Kherson  # city\n  never: [Emerson]\n", encoding="utf-8")
    draft.write_text("- canonical: Kherson\n  variants: [Korsun, Emerson]\n- canonical: Omsk\n- canonical: Tomsk\n", encoding="utf-8")
    result = run("gazetteer", "accept", path, draft, "--only", "kherson", "--only", "omsk")
    assert "1 added, 1 given more spellings" in result.stderr
    assert path.read_text(encoding="utf-8") == (
        "- canonical: Kherson  # city\n  variants: [Korsun]\n  never: [Emerson]\n\n- id: omsk\n  canonical: Omsk\n"
    )
    before = path.read_bytes()
    run("gazetteer", "accept", path, draft, "--only", "kherson", "--only", "omsk")
    assert path.read_bytes() == before


def test_fmt_check_and_bom(tmp_path):
    path = tmp_path / "g.yaml"
    path.write_bytes("\ufeff- {canonical: Omsk, id: o}\r\n".encode())
    assert run("gazetteer", "fmt", "--check", path).exit_code == 1
    assert run("gazetteer", "fmt", path).exit_code == 0
    assert path.read_bytes() == "\ufeff- id: o\r\n  canonical: Omsk\r\n".encode()
    assert run("gazetteer", "fmt", "--check", path).exit_code == 0


def test_diff_shows_which_replacements_change(tmp_path):
    old, new, text = tmp_path / "old.yaml", tmp_path / "new.yaml", tmp_path / "a.txt"
    old.write_text("- {canonical: Kherson, native: {uk: Херсон}}\n- canonical: Omsk\n", encoding="utf-8")
    new.write_text("- {canonical: Kherson, native: {uk: Херсон}, never: [Cherson]}\n- {canonical: Tomsk, variants: [Tomskus]}\n", encoding="utf-8")
    text.write_text("Cherson, Jersón, Cherson, Tomskus\n", encoding="utf-8")
    result = run("gazetteer", "diff", old, new, text)
    assert result.exit_code == 1
    assert result.stdout == "+ entry tomsk\n- entry omsk\n~ entry kherson\n- Cherson → Kherson   2 ×\n+ Tomskus → Tomsk   1 ×\n"
    same = run("gazetteer", "diff", old, old, text)
    assert (same.exit_code, same.stdout) == (0, "")
    assert not difference(Normalizer.load(old), Normalizer.load(old), lambda n: n.explain("Cherson").edits)


def test_stats_and_show(tmp_path):
    path = tmp_path / "g.yaml"
    path.write_text("# licence: CC0 1.0\n- {canonical: Kherson, kind: city, country: UA, native: {uk: Херсон}}\n", encoding="utf-8")
    node = json.loads(run("gazetteer", "stats", "--json", path).stdout)
    assert (node["entries"], node["kinds"], node["origin"]) == (1, {"city": 1}, ["licence: CC0 1.0"])
    assert node["derived spellings"] == len(derived(entries_of_text(path.read_text(encoding="utf-8"))[0]))
    out = run("gazetteer", "show", "kherson", "-g", path).stdout
    assert out.startswith("- id: kherson\n  canonical: Kherson\n")
    assert "Cherson (uk-" in out
    assert "did you mean 'kherson'" in run("gazetteer", "show", "khersn", "-g", path).stderr


def test_the_schema_and_the_reader_know_the_same_keys():
    node = json.loads(run("schema").stdout)
    assert node == json.loads(json.dumps(json_schema()))
    assert list(node["items"]["properties"]) == list(FIELDS)
    full = {
        "id": "1",
        "canonical": "A1",
        "kind": "city",
        "country": "UA",
        "native": {"uk": ["А"]},
        "variants": ["B"],
        "never": ["C"],
        "styles": {"s": "D"},
    }
    full |= {"expect": {"x": "x"}, "note": "n"}
    assert list(FIELDS) == sorted(full, key=list(FIELDS).index)
    assert entries_from([full])[0].note == "n"


GROUP = ["accept", "add", "compile", "diff", "export", "fmt", "import", "lint", "show", "stats", "test"]


def test_the_group_lists_its_folder():
    listed = run("gazetteer", "--help").stdout
    assert all(f"  {name} " in listed for name in GROUP)


@pytest.mark.parametrize("name", GROUP)
def test_every_command_has_an_example(name):
    result = run("gazetteer", name, "--help")
    assert result.exit_code == 0
    assert "Example:" in result.stdout


BROKEN = [
    (["gazetteer", "fmt", "missing.yaml"], "can't be read"),
    (["gazetteer", "add", "bad.yaml", "Omsk"], "bad.yaml:1: entries[0]: canonical missing"),
    (["gazetteer", "lint", "--fix"], "--fix needs the PATH"),
    (["gazetteer", "export", "csv", "bad.yaml"], "canonical missing"),
    (["gazetteer", "show", "nowhere", "-g", "good.yaml"], "no entry 'nowhere'"),
    (["gazetteer", "test", "bad.yaml"], "canonical missing"),
    (["gazetteer", "diff", "good.yaml", "missing.yaml"], "can't be read"),
    (["gazetteer", "fmt", "flow.yaml"], "first column"),
]


@pytest.mark.parametrize(("args", "message"), BROKEN)
def test_a_users_mistake_is_one_clear_line(tmp_path, monkeypatch, args, message):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "bad.yaml").write_text("- id: x\n", encoding="utf-8")
    (tmp_path / "good.yaml").write_text("- canonical: Omsk\n", encoding="utf-8")
    (tmp_path / "flow.yaml").write_text("[{canonical: Omsk}]\n", encoding="utf-8")
    result = run(*args)
    assert result.exit_code == 2
    assert message in result.stderr
    assert "Traceback" not in result.stderr
    assert sorted(p.name for p in tmp_path.iterdir()) == ["bad.yaml", "flow.yaml", "good.yaml"]


def test_the_manual_names_every_key_command_and_format(request):
    text = (request.config.rootpath / "docs" / "gazetteer.md").read_text(encoding="utf-8")
    for name in (*FIELDS, *importer_names(), *exporter_names()):
        assert f"| `{name}` |" in text
    for name in GROUP:
        assert f"translit gazetteer {name} " in text
    example = text.split("```yaml\n")[1].split("```")[0]
    items = items_of_text(example, "manual")
    assert failing(Normalizer(entries_from(items)), expectations(items)) == []
