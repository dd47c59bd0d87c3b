"""Decisions: asked once, kept in a file that people can read, obeyed by every later run, in the terminal and on the page."""

import itertools
import json
import re
import shutil
import subprocess

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from translit import Entry, Normalizer
from translit.cli.main import cli
from translit.clusters.find import find
from translit.clusters.model import Cluster
from translit.decisions import HEADER, Judgement, append, apply, in_scope, parse_decisions, quoted, settled, take_back
from translit.errors import DataError, DocumentError, UsageError
from translit.report.page import review_page
from translit.review import Review

DAY = "2026-11-26"
TEXT = "Cherson, Kherson, Kherson. Stremouzov met Stremoussov, Stremouzov and Stremousow.\n"
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


def judged(spelling, name, *, same=True, **more):
    return Judgement(spelling=spelling, name=name, same=same, **more)


# -- the file -----------------------------------------------------------------------------------------------------------------------

FAULTS = [
    ("- {spelling: A}\n", "decisions.yaml:1: decisions[0]: needs one of `is` and `not`"),
    ("- {spelling: A, is: B, not: C}\n", "decisions.yaml:1: decisions[0].not: needs one of `is` and `not`"),
    ("\n- is: B\n", "decisions.yaml:2: decisions[0]: spelling missing"),
    ("- {spelling: A, is: a}\n", "decisions.yaml:1: decisions[0].is: a spelling is always itself: name another one"),
    ("- {spelling: A, is: B, date: 2026-13-01}\n", "decisions.yaml:1: decisions[0].date: must be a date like 2026-11-26, not '2026-13-01'"),
    ("- spelling: A\n  is: B\n  resaon: x\n", "decisions.yaml:3: decisions[0].resaon: unknown key 'resaon' (did you mean 'reason'?)"),
    ("- text\n", "decisions.yaml:1: decisions[0]: a decision is a mapping with `spelling` and `is` or `not`"),
    ("a: b\n", "decisions.yaml:1: decisions are a list: `- spelling: …`"),
]


@pytest.mark.parametrize(("text", "message"), FAULTS)
def test_faults_have_their_place(text, message):
    with pytest.raises(DataError) as error:
        parse_decisions(text)
    assert str(error.value) == message


def test_all_faults_at_once():
    with pytest.raises(DataError) as error:
        parse_decisions("".join(text for text, _ in FAULTS[:1] * 3))
    assert len(error.value.faults) == 3


names = st.text(st.characters(exclude_categories=("Cc", "Cs", "Cn", "Co", "Zl", "Zp", "Cf", "Zs"), include_characters=" "), min_size=1).filter(
    lambda t: t == t.strip() and t.isprintable()
)


@given(names, st.sampled_from(["yes", "no", "2026-11-26", "a: b", '"', "#", "- x", "O'Brien", "[a]", "12"]))
def test_what_is_written_is_read_back(name, other):
    for spelling, meant in ((name, other), (other, name)):
        if spelling.casefold() != meant.casefold():
            made = judged(spelling, meant, date=DAY, reason=f"{name} {other}", scope="a/*.txt")
            (back,) = parse_decisions(made.as_yaml()) if made.pair != {spelling} and len(made.pair) == 2 else (made,)
            assert (back.spelling, back.name, back.reason, back.scope) == (made.spelling, made.name, made.reason, made.scope)


def test_append_and_take_back(tmp_path):
    path = tmp_path / "decisions.yaml"
    append(path, [judged("A", "B")])
    path.write_bytes(path.read_bytes().rstrip(b"\n"))
    first = path.read_bytes()
    written = append(path, [judged("C", "D", same=False)])
    assert path.read_text(encoding="utf-8").startswith(HEADER + "- spelling: A")
    assert [j.spelling for j in parse_decisions(path.read_text(encoding="utf-8"))] == ["A", "C"]
    take_back(path, written)
    assert path.read_bytes() == first
    with pytest.raises(DocumentError, match="changed by another program"):
        take_back(path, written)


# -- what holds ---------------------------------------------------------------------------------------------------------------------

SETTLED = [
    ([("A", "B", True)], [("A", "B", True)]),
    ([("A", "B", True), ("A", "B", False)], [("A", "B", False)]),
    ([("A", "B", False), ("B", "A", True)], [("B", "A", True)]),
    ([("A", "B", True), ("A", "C", True)], [("A", "C", True)]),
    ([("A", "B", True), ("B", "C", True)], [("A", "C", True), ("B", "C", True)]),
    ([("A", "B", True), ("B", "A", True)], [("B", "A", True)]),
    ([("A", "B", False), ("A", "C", False)], [("A", "B", False), ("A", "C", False)]),
]


@pytest.mark.parametrize(("made", "held"), SETTLED)
def test_the_last_decision_holds(made, held):
    assert [(j.spelling, j.name, j.same) for j in settled(judged(a, b, same=same) for a, b, same in made)] == held


def test_a_contradiction_is_settled_the_same_way_twice():
    made = [judged("C", "B"), judged("C", "D", same=False), judged("D", "B")]
    once = apply([Entry("a", "A", variants=("B",)), Entry("c", "C")], made)
    assert [(e.id, set(e.variants)) for e in once] == [("a", {"B", "D"}), ("c", set())] == [(e.id, set(e.variants)) for e in apply(once, made)]


rows = st.lists(st.tuples(*[st.sampled_from("ABCDE")] * 2, st.booleans()).filter(lambda r: r[0] != r[1]), max_size=8)


@given(rows)
def test_applying_twice_is_applying_once(made):
    made = [judged(a, b, same=same) for a, b, same in made]
    entries = [Entry("a", "A", variants=("B",)), Entry("c", "C")]
    once = apply(entries, made)
    assert [(e.id, e.canonical, set(e.variants)) for e in apply(once, made)] == [(e.id, e.canonical, set(e.variants)) for e in once]
    assert sorted(e.id for e in apply(reversed(entries), made)) == sorted(e.id for e in once)
    for j in made[-1:]:
        together = any({j.spelling, j.name} <= {e.canonical, *e.variants} for e in once)
        assert together is j.same


def test_entries():
    entries = (Entry("kherson", "Kherson", never=("Herson",)), Entry("mylove", "Mylove", variants=("Milowe",)), Entry("milove", "Milove"))
    out = {e.id: e for e in apply(entries, [judged("Herson", "Kherson"), judged("Milowe", "Milove"), judged("Gerson", "Kherson", same=False), judged("X", "New")])}
    assert (out["kherson"].variants, out["kherson"].never) == (("Herson",), ("Gerson",))
    assert (out["mylove"].variants, out["mylove"].never, out["milove"].variants) == ((), ("Milowe",), ("Milowe",))
    assert (out["new"].canonical, out["new"].variants) == ("New", ("X",))
    two = (Entry("a", "Saldo"), Entry("b", "Saldo"))
    with pytest.raises(DataError, match=r"decisions.yaml:7: is: 'Saldo' is the name of a and b: add `entry: a`"):
        apply(two, [judged("Zaldo", "Saldo", line=7)])
    assert apply(two, [judged("Zaldo", "Saldo", entry="b")])[1].variants == ("Zaldo",)


def test_scope():
    here, there = judged("A", "B", scope="reports/*.txt"), judged("C", "D")
    assert in_scope([here, there], ["reports/a.txt"]) == (here, there)
    assert in_scope([here, there], ["reports/a.txt", "notes/b.txt"]) == (there,)


def test_the_normalizer_obeys():
    entries = apply(Normalizer.from_entries([{"canonical": "Kherson", "native": {"uk": "Херсон"}}]).entries, [judged("Cherson", "Kherson", same=False)])
    assert Normalizer(entries).normalize("Cherson and Jersón") == "Cherson and Kherson"


# -- asking -------------------------------------------------------------------------------------------------------------------------

CLUSTERS = (Cluster({"K": 3, "A": 2, "B": 1}, "K", ()), Cluster({"M": 2, "N": 1}, "M", ()))
ANSWERS = [
    ("yyy", [("A", "K", True), ("B", "K", True), ("N", "M", True)]),
    ("nyn", [("A", "K", False), ("B", "K", True), ("N", "M", False)]),
    ("ay", [("A", "K", True), ("B", "K", True), ("N", "M", True)]),
    ("ds", [("A", "K", False), ("B", "K", False)]),
    ("sss", []),
    ("yuny", [("A", "K", False), ("B", "K", True)]),
    ("auyn", [("A", "K", True), ("B", "K", False)]),
    ("u", []),
]


@pytest.mark.parametrize(("keys", "made"), ANSWERS)
def test_answers(keys, made):
    review = Review(CLUSTERS, DAY)
    log = []
    for key in keys:
        if key == "u":
            back = review.undo() or ()
            del log[len(log) - len(back) :]
        else:
            log += review.answer(key)
    assert [(j.spelling, j.name, j.same) for j in log] == made
    assert all(j.date == DAY for j in log)


def test_another_form():
    review = Review(CLUSTERS[:1], DAY)
    review.answer("e", "Kay")
    asked = []
    while review.question:
        asked.append((review.question.spelling, review.question.name))
        review.answer("y")
    assert asked == [("A", "Kay"), ("B", "Kay"), ("K", "Kay")]
    with pytest.raises(UsageError):
        Review(CLUSTERS, DAY).answer("e", "  ")
    with pytest.raises(UsageError):
        review.answer("y")


@given(st.lists(st.sampled_from("ynads")))
def test_undo_goes_all_the_way_back(keys):
    review = Review(CLUSTERS, DAY)
    for key in keys:
        if review.question:
            review.answer(key)
    while review.undo() is not None:
        pass
    assert (review.question.spelling, review.position) == ("A", (1, 3))


def run(*args, keys=""):
    return CliRunner().invoke(cli, list(map(str, args)), input=keys)


def test_nobody_is_asked_twice(tmp_path):
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    first = run("review", "--date", DAY, tmp_path, keys="?ynu y n n")
    assert first.exit_code == 0, first.output
    assert "[1/" in first.output
    assert "why: both read" in first.output
    kept = (tmp_path / "decisions.yaml").read_text(encoding="utf-8")
    made = parse_decisions(kept)
    assert len(made) == 3
    assert {j.date for j in made} == {DAY}
    again = run("review", "--date", DAY, tmp_path)
    assert "nothing to ask" in again.output
    (tmp_path / "b.txt").write_text("More of " + TEXT, encoding="utf-8")
    assert "nothing to ask" in run("review", tmp_path).output
    assert (tmp_path / "decisions.yaml").read_text(encoding="utf-8") == kept


def test_decisions_change_what_is_written(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text(TEXT, encoding="utf-8")
    gazetteer = tmp_path / "g.yaml"
    gazetteer.write_text("- {id: kherson, canonical: Kherson, native: {uk: Херсон}}\n", encoding="utf-8")
    assert run("normalize", "-q", "-g", gazetteer, path).stdout == TEXT.replace("Cherson", "Kherson")
    append(tmp_path / "decisions.yaml", [judged("Cherson", "Kherson", same=False), judged("Stremousow", "Stremouzov")])
    assert run("normalize", "-q", "-g", gazetteer, path).stdout == TEXT.replace("Stremousow", "Stremouzov").replace("Stremoussov", "Stremouzov")
    elsewhere = tmp_path / "d.yaml"
    elsewhere.write_text("", encoding="utf-8")
    assert run("normalize", "-q", "-g", gazetteer, "--decisions", elsewhere, path).stdout == TEXT.replace("Cherson", "Kherson")
    (tmp_path / "decisions.yaml").write_text("- {spelling: x}\n", encoding="utf-8")
    broken = run("normalize", "-q", "-g", gazetteer, path)
    assert broken.exit_code == 2
    assert "decisions.yaml:1: " in broken.stderr


# -- the page -----------------------------------------------------------------------------------------------------------------------

HOSTILE = "Cherson </script><script>document.title='owned'</script><img src=x onerror=document.title='owned'> Kherson & Kherson\n"


def page(text=TEXT, before=""):
    found = find(lambda: [("a<b>.txt", text)])
    return review_page(found, Review(found.clusters, DAY).asked(), before=before, file="decisions.yaml")


def test_the_page_is_alone_and_safe():
    text = page(HOSTILE)
    assert not re.search(r"""(?:src|href)\s*=\s*["']?(?:https?:)?//""", text)
    assert text.count("<script") == 2
    assert "onerror=document" not in text.replace("\\u003c", "").split('type="application/json">')[0]
    data = json.loads(re.search(r'type="application/json">(.*?)</script>', text, re.DOTALL)[1])
    assert data["clusters"][0]["name"] == "Kherson"


def chromium(path, tmp_path, *more):
    flags = "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync"
    profile = tmp_path / f"profile{next(_NUMBERS)}"
    command = [CHROMIUM, *flags.split(), f"--user-data-dir={profile}", *more, "--dump-dom", f"file://{path}"]
    try:
        return subprocess.run(command, capture_output=True, check=True, timeout=30).stdout.decode()
    except subprocess.TimeoutExpired as late:  # it sometimes writes the page and doesn't end
        if not late.stdout:
            raise
        return late.stdout.decode()


_NUMBERS = itertools.count()
in_browser = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium here")


@in_browser
def test_the_page_decides_as_the_terminal_does(tmp_path):
    """Keys pressed by a script added to the page: accept, reject, undo, accept; the exported text is read back."""
    before = judged("X", "Y", date="2026-01-01").as_yaml()
    keys = "".join(f'document.dispatchEvent(new KeyboardEvent("keydown", {{key: "{k}", bubbles: true}}));' for k in "ynunyx")
    path = tmp_path / "r.html"
    path.write_text(page(before=before).replace("</body>", f"<script>HTMLAnchorElement.prototype.click = () => {{}}; {keys} document.getElementById('said').textContent = document.getElementById('text').value;</script></body>"), encoding="utf-8")
    dom = chromium(path, tmp_path)
    text = re.search(r'<p id="said"[^>]*>(.*?)</p>', dom, re.DOTALL)[1]
    made = parse_decisions(text.replace("&amp;", "&").replace("&lt;", "<").replace("&gt;", ">"))
    assert made[0].spelling == "X"
    found = find(lambda: [("a", TEXT)])
    asked = [(c.suggested, s) for i, spelt in Review(found.clusters, DAY).asked().items() for c in [found.clusters[i]] for s in spelt]
    assert {(j.name, j.spelling) for j in made[1:]} <= set(asked)
    assert len(made) >= 3
    assert not all(j.same for j in made)
    assert "3 spellings to decide" in dom


@in_browser
def test_a_hostile_text_runs_nothing(tmp_path):
    path = tmp_path / "r.html"
    path.write_text(page(HOSTILE), encoding="utf-8")
    dom = chromium(path, tmp_path)
    assert "<title>Names to review</title>" in dom
    assert "owned" not in re.search(r"<title>(.*?)</title>", dom)[1]
    assert "<img" not in dom.replace("&lt;img", "")


def test_the_page_by_command(tmp_path):
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    out = tmp_path / "r.html"
    done = run("review", "--html", out, tmp_path)
    assert done.exit_code == 0
    assert "3 questions" in done.stderr
    assert out.read_text(encoding="utf-8").startswith("<!doctype html>")
    assert not (tmp_path / "decisions.yaml").exists()


@pytest.mark.parametrize("value", ["Kherson", "no", "a: b", "Sankt-Peterburg", "O’Brien", "tab\there", "'", "é", "-", "2026-11-26"])
def test_scalars(value):
    assert parse_decisions(f"- {{spelling: {quoted('q' + value) if value.isprintable() else quoted('q')}, is: {quoted('zz')}}}")
