"""The command line by example: arguments, input, output, exit code."""

import json
import os
import signal
import subprocess
import sys
import time

import pytest
from click.testing import CliRunner

from translit.cli.main import COMMANDS, cli

ARTICLE = "In Cherson sprach Kirill Stremouzov.\nStremoussov kam aus Kherson.\n"
CLEAN = "In Kherson sprach Kirill Stremousov.\nStremousov kam aus Kherson.\n"


def run(*args, stdin=None):
    return CliRunner().invoke(cli, [str(a) for a in args], input=stdin)


@pytest.fixture
def article(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text(ARTICLE, encoding="utf-8", newline="")
    return path


def test_normalize_to_standard_output(article):
    result = run("normalize", article)
    assert result.exit_code == 0
    assert result.stdout == CLEAN
    assert "1 × Cherson → Kherson" in result.stderr
    assert "ch = х" in result.stderr
    assert "z = s (" in result.stderr
    assert "ss = с (German, French" in result.stderr
    assert article.read_text(encoding="utf-8") == ARTICLE
    assert run("normalize", "-q", article).stderr == ""


def test_normalize_standard_input():
    assert run("normalize", "-", stdin=ARTICLE).stdout == CLEAN
    assert run("normalize", stdin=ARTICLE).stdout == CLEAN


def test_in_place_keeps_mode_and_untouched_files(article, tmp_path):
    article.chmod(0o640)
    other = tmp_path / "b.txt"
    other.write_bytes(b"\xef\xbb\xbfnothing here\r\n")
    before = other.stat()
    assert run("normalize", "-w", tmp_path).exit_code == 0
    assert article.read_text(encoding="utf-8") == CLEAN
    assert article.stat().st_mode & 0o777 == 0o640
    assert (other.stat().st_ino, other.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a.txt", "b.txt"]


def test_output_folder(article, tmp_path):
    (tmp_path / "in" / "sub").mkdir(parents=True)
    (tmp_path / "in" / "sub" / "x.md").write_bytes(b"Cherson\r\n")
    assert run("normalize", "-o", tmp_path / "out", tmp_path / "in", article).exit_code == 0
    assert (tmp_path / "out" / "sub" / "x.md").read_bytes() == b"Kherson\r\n"
    assert (tmp_path / "out" / "a.txt").read_text(encoding="utf-8") == CLEAN


def test_diff_applies(article, tmp_path):
    result = run("normalize", "--diff", article)
    patch = tmp_path / "p.diff"
    patch.write_text(result.stdout, encoding="utf-8", newline="")
    assert result.stdout.startswith(f"--- {article}\n+++ {article}\n@@ -1,2 +1,2 @@\n-In Cherson")
    subprocess.run(["git", "init", "-q", tmp_path], check=True)
    text = patch.read_text(encoding="utf-8").replace(f"--- {article}", "--- a/a.txt").replace(f"+++ {article}", "+++ b/a.txt")
    subprocess.run(["git", "apply", "-"], cwd=tmp_path, input=text, text=True, check=True)
    assert article.read_text(encoding="utf-8") == CLEAN


def test_json(article):
    row = json.loads(run("normalize", "--json", article).stdout)
    assert [(e["line"], e["column"], e["before"], e["after"]) for e in row["edits"]] == [
        (1, 4, "Cherson", "Kherson"),
        (1, 19, "Kirill Stremouzov", "Kirill Stremousov"),
        (2, 1, "Stremoussov", "Stremousov"),
    ]
    assert ARTICLE[row["edits"][2]["start"] : row["edits"][2]["end"]] == "Stremoussov"
    assert row["edits"][0]["entry"] == {"id": "kherson", "canonical": "Kherson", "kind": "city"}


def test_check(article, tmp_path):
    result = run("check", article)
    assert result.exit_code == 1
    assert f"{article}:1:4: Cherson -> Kherson (99, exact: Херсон in German" in result.stdout
    good = tmp_path / "good.txt"
    good.write_text(CLEAN, encoding="utf-8")
    assert run("check", good).exit_code == 0


def test_explain_name_and_file(article):
    out = run("explain", "Mylowe").stdout
    assert out.startswith("Mylowe: replace → Mylove\n")
    assert "Милове in German and Polish: w = в" in out
    assert "readings of Mylowe:" in out
    assert "a name of its own (surnames)" in run("explain", "Gerson").stdout or "unknown" in run("explain", "Gerson").stdout
    assert "Kirill Stremouzov -> Kirill Stremousov" in run("explain", article).stdout


def test_explain_says_whose_habits_a_file_follows(tmp_path):
    path = tmp_path / "d.txt"
    path.write_text("Cherson, Charkiw, Inhulez, Mylowe und Saporischschja.\n", encoding="utf-8")
    assert run("explain", "--conventions", path).stdout.startswith(f"{path}: 5 of 5 names follow German spelling\n")
    assert run("explain", "--conventions", "Cherson").exit_code == 2


def test_romanize():
    assert run("romanize", "--scheme", "uk-kmu-2010", "Інгулець").stdout == "Inhulets\n"
    assert run("romanize", "-s", "ru-de", stdin="Чайковский\nЩукин\n").stdout == "Tschaikowski\nSchtschukin\n"
    assert run("romanize", "-s", "ru-de", stdin="Щукин\r\nЩукин\r\n\r\nЩукин").stdout_bytes == b"Schtschukin\r\nSchtschukin\r\n\r\nSchtschukin"
    assert "cyrl-letters.yaml" in run("romanize", "-s", "ru-de", "--trace", "Чайковский").stdout


def test_schemes():
    assert "uk-kmu-2010" in run("schemes").stdout
    assert run("schemes", "german", "russian").stdout.split()[0] == "ru-de"
    assert "Чайковский → Tschaikowski" in run("schemes", "--show", "ru-de").stdout


def test_gazetteer_commands(tmp_path):
    path = tmp_path / "g.yaml"
    path.write_text("- {id: k, canonical: Kherson, native: {uk: Херсон}, variants: [Cherson]}\n", encoding="utf-8")
    result = run("gazetteer", "lint", path)
    assert (result.exit_code, result.stdout) == (1, "g.yaml:1: k: variant 'Cherson' is redundant: uk-cs derives it from Херсон\n")
    assert run("gazetteer", "compile", path, tmp_path / "g.bin").exit_code == 0
    assert run("normalize", "-g", tmp_path / "g.bin", "-", stdin="Cherson, Kiew").stdout == "Kherson, Kiew"


BROKEN = [
    (["normalize", "missing.txt"], "missing.txt: no such file"),
    (["normalize", "latin1.txt"], "latin1.txt: not UTF-8 at byte 3"),
    (["normalize", "-w", "latin1.txt"], "latin1.txt: not UTF-8 at byte 3"),
    (["normalize", "-g", "bad.yaml", "good.txt"], "bad.yaml:1: entries[0]: canonical missing"),
    (["normalize", "--style", "deutsch", "good.txt"], "unknown style 'deutsch'"),
    (["normalize", "--methods", "exakt", "good.txt"], "unknown value 'exakt' (did you mean 'exact'?)"),
    (["normalize", "-w", "--diff", "good.txt"], "choose one of"),
    (["normalize", "-w", "-"], "standard input can't be rewritten"),
    (["romanize", "-s", "nope", "x"], "unknown scheme 'nope'"),
    (["romanize", "-s", "nope.yaml", "x"], "nope.yaml: can't be read"),
    (["gazetteer", "lint", "missing.yaml"], "missing.yaml: can't be read"),
    (["check", "missing"], "missing: no such file"),
]


@pytest.mark.parametrize(("args", "message"), BROKEN)
def test_broken_input_is_one_clear_line_and_exit_2(tmp_path, monkeypatch, args, message):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "good.txt").write_text("Cherson", encoding="utf-8")
    (tmp_path / "latin1.txt").write_bytes(b"Orl\xebans Cherson")
    (tmp_path / "bad.yaml").write_text("- id: x\n", encoding="utf-8")
    result = run(*args)
    assert result.exit_code == 2
    assert result.stderr.startswith("translit: ")
    assert message in result.stderr
    assert result.stderr.count("\n") == 1
    assert "Traceback" not in result.stderr
    assert (tmp_path / "latin1.txt").read_bytes() == b"Orl\xebans Cherson"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["bad.yaml", "good.txt", "latin1.txt"]


@pytest.mark.parametrize("command", [[], *[[c] for c in COMMANDS], ["gazetteer", "lint"], ["gazetteer", "compile"]])
def test_every_help_ends_with_an_example(command):
    result = run(*command, "--help")
    assert result.exit_code == 0
    assert "Example:" in result.stdout


def test_an_interrupted_rewrite_leaves_the_original_whole(tmp_path):
    path = tmp_path / "big.txt"
    text = "In Cherson ist nichts. " * 400_000
    path.write_text(text, encoding="utf-8")
    process = subprocess.Popen([sys.executable, "-m", "translit.cli.main", "normalize", "-q", "-w", str(path)])
    deadline = time.monotonic() + 60
    while not list(tmp_path.glob(".big.txt.*")) and time.monotonic() < deadline and process.poll() is None:
        time.sleep(0.01)
    process.send_signal(signal.SIGINT)
    process.wait(60)
    assert path.read_text(encoding="utf-8") in (text, text.replace("Cherson", "Kherson"))
    assert [p.name for p in tmp_path.iterdir()] == ["big.txt"]


def test_a_closed_pipe_is_no_error(article):
    article.write_text("Cherson\n" * 200_000, encoding="utf-8")
    command = f"{sys.executable} -m translit.cli.main normalize -q {article} | head -1"
    done = subprocess.run(command, shell=True, capture_output=True, text=True, check=False, env=os.environ | {"PYTHONWARNINGS": "default"})
    assert done.stdout == "Kherson\n"
    assert "Traceback" not in done.stderr
