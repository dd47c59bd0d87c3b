"""The scan against its slow and obvious twin: every run found by a plain pattern, decided by itself, judged where it stands."""

import re
import unicodedata

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tests.test_laws import LAW, ROWS, TEXT
from translit import Normalizer, Policy, rewriting, scanning
from translit.gazetteer.forms import derived
from translit.lexicon.lists import particles
from translit.matching.splice import decide_cut
from translit.matching.unspaced import has_unspaced
from translit.protect import Guards, Shield, open_after, protected_spans, shielded
from translit.result import Result, apply_edits
from translit.rewriting import Session
from translit.text import _JOIN, _MARKS, _WORD, Runs, _either, _is_far, run_pattern, start_class

MORE_ROWS = [
    *ROWS,
    {"id": "suzdal", "canonical": "Suzdal’", "kind": "city", "native": {"ru": "Суздаль"}},
    {"id": "juarez", "canonical": "Ciudad Juárez", "kind": "city", "variants": ["Juarez City"]},
    {"id": "bucheon", "canonical": "Bucheon", "kind": "city", "variants": ["Puchon", "Pucheon"]},
    {"id": "si", "canonical": "Bucheon-si", "kind": "city"},
    {"id": "one", "canonical": "Konstantinovsk", "kind": "city", "native": {"ru": "Константиновск"}},
    {"id": "two", "canonical": "Konstantinovskaya", "kind": "city", "native": {"ru": "Константиновская"}},
    {"id": "gadaffi", "canonical": "Omar Gaddafi", "kind": "person", "variants": ["Omar Kadhafi"]},
]
GUARDS = Guards(phrases=("Cherson and",), quotations="keep")
NORMALIZERS = [
    Normalizer.from_entries(MORE_ROWS),
    Normalizer.from_entries(MORE_ROWS, policy=Policy(methods=("exact",))),
    Normalizer.from_entries(MORE_ROWS, policy=Policy(surnames="always", min_score=70)).guarded(GUARDS),
]
WORDS = st.sampled_from(
    [
        "Suzdal",
        "Suzdal’",
        "Susdal’s",
        "Juárez",
        "Juarez",
        "Ciudad",
        "City",
        "Bucheon",
        "Puchon",
        "Bucheon-si",
        "Pucheon-si",
        "Konstantinovskiy",
        "Konstantinowsk",
        "de",
        "van",
        "Omar",
        "McCherson",
        "Cherson's",
        "“Cherson”",
        "[sic]",
        "(Sic!)",
        "#translit:ignore",
        "Muammar",
        "Kadhafi",
        "Херсон",
        "Харьков",
        "خالد",
        "Ḩalab",
    ]
)
JOINERS = st.sampled_from([" ", " ", "\n", "-", "’", "'", ", ", ". ", "\u00a0", "_", "", ", Idaho "])
LONG = st.lists(st.tuples(st.one_of(WORDS, TEXT), JOINERS), max_size=24).map(lambda parts: "".join(a + b for a, b in parts))


def plain_pattern() -> re.Pattern[str]:
    """The pattern of a run as one would write it down."""
    inner = rf"{_WORD}*+(?:{_JOIN}{_WORD}++)*+"
    word, gap = rf"[{start_class()}]{inner}", r"(?:[ \u00a0]|-|‐|‑)"
    lower = "|".join(sorted(map(re.escape, particles()), key=lambda p: (-len(p), p)))
    return re.compile(rf"{word}(?:{gap}(?:(?:{lower}){gap}){{0,2}}{word})*+(?:[-‐‑]{_WORD}++(?:{_JOIN}{_WORD}++)*+)*+")


PLAIN = plain_pattern()


def twin(n: Normalizer, text: str, session: Session) -> Result:
    edits, ambiguities, held = [], [], []
    rewriter = n._rewriter
    for match in PLAIN.finditer(text):
        for outcome in one_by_one(n, match[0]):
            rewriter._place(text, match.start(), outcome, session, edits, ambiguities, held)
    off, session.off = session.off, open_after(text, off=session.off)
    if ambiguities:
        rewriter._settle(text, session, edits, ambiguities)
    for edit in edits:
        session.habits.see(edit.before, edit.via)
    result = Result(text, apply_edits(text, edits), tuple(edits), tuple(ambiguities), tuple(held))
    spans = protected_spans(text, n.guards, off=off)
    return shielded(result, Shield(spans).reason) if edits or ambiguities else result


def one_by_one(n, run):
    """What is decided of a run by itself."""
    return decide_cut([run], n._resolver.index, n._rewriter._decide_runs)[run]


@LAW
@given(
    st.lists(LONG, min_size=1, max_size=3),
    st.sampled_from(range(len(NORMALIZERS))),
    st.sampled_from([1, 30, scanning.NEAR]),
    st.booleans(),
    st.booleans(),
)
def test_the_scan_finds_what_its_twin_finds(texts, which, near, fresh, shared):
    assume(not any(map(has_unspaced, texts)))  # test_referee.py has those
    n = NORMALIZERS[which]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(scanning, "NEAR", near)
        agree(n, texts, fresh=fresh, shared=shared)


def agree(n, texts, *, fresh, shared):
    mine, its = Session(), Session()
    for text in texts:
        if fresh:
            n._rewriter._memory.__init__()
        expected = twin(n, text, its if shared else Session())
        found = n.explain(text, mine if shared else None)
        assert (found.text, found.edits, found.ambiguities, tuple(found.held)) == (expected.text, expected.edits, expected.ambiguities, expected.held)
        if not shared:
            assert n.normalize(text) == expected.text
        else:
            assert (mine.licensed, mine.off) == (its.licensed, its.off)


def test_runs_that_are_decided_a_few_at_a_time(monkeypatch):
    text = "Cherson, Krywyj Rih und Charkow; Kirill Stremoussow, dann Stremoussow. In Puchon und Ciudad Juarez, Emerson, Jersón – Херсон, Konstantinowsk."
    whole = Normalizer.from_entries(MORE_ROWS).explain(text)
    monkeypatch.setattr(rewriting, "VERY_MANY", 0)
    monkeypatch.setattr(rewriting, "TOGETHER", 2)
    assert len(whole.edits) > 4
    assert Normalizer.from_entries(MORE_ROWS).explain(text) == whole


def test_a_long_text_of_few_changes():
    n = NORMALIZERS[0]
    line = "Nothing of note was said in Emerson that day, and Kherson slept. " * 30 + "\n"
    text = line * 30 + "Kirill Stremoussow left Cherson.\n" + line * 30 + "“Stremoussow,” they said [sic] (Cherson [sic]).\n" + line
    assert n.explain(text) == twin(n, text, Session())
    assert n.normalize(text) == twin(n, text, Session()).text


@given(st.text(alphabet="aAdelrnvoÉ’'-‐ \u00a0\n_\u0301Хб", max_size=30))
def test_the_pattern_finds_the_same_runs_as_the_plain_one(text):
    assert run_pattern(particles()).findall(text) == PLAIN.findall(text)


@pytest.mark.parametrize(
    ("text", "expected"), [("in Suzdal’ now", "in Suzdal’ now"), ("in Susdal’ now", "in Suzdal’ now"), ("in Susdal now", "in Suzdal’ now")]
)
def test_an_apostrophe_that_ends_a_name_is_written_once(text, expected):
    assert NORMALIZERS[0].normalize(text) == expected
    assert NORMALIZERS[0].normalize(expected) == expected


MET = [
    ("Kharkov Charkow. Nothing\nMc Charkow, Charkow", "begins inside a run before it"),
    ("in McCharkow and Charkow", "stands inside a word before it"),
    ("Ann-Charkow de Charkow Charkowo, Charkow", "is a part of a run before it"),
]


@pytest.mark.parametrize(("text", "_why"), MET, ids=[why for _, why in MET])
def test_a_run_is_found_where_it_stands(text, _why):
    n = NORMALIZERS[0]
    assert n.explain(text) == twin(n, text, Session())
    assert n.explain(text) == twin(n, text, Session())


def test_alternatives_letter_by_letter():
    words = ["de", "del", "della", "e", "y", "von"]
    pattern = re.compile(_either(words))
    assert [w for w in (*words, "dell", "d", "", "yo", "vo") if pattern.fullmatch(w)] == words


EXACT = [
    ("Cherson, Jersón, Herszon and Херсон", "Kherson, Kherson, Kherson and Kherson"),
    ("Charkow’s, CHARKOW", "Kharkiv’s, KHARKIV"),
    ("Krywyj Rih, Moammar Kadhafi", "Kryvyi Rih, Muammar Gaddafi"),
    ("in Ciudad Juárez, Juarez City", "in Ciudad Juárez, Ciudad Juárez"),
    ("Bucheon-si, Puchon-si, Puchon", "Bucheon-si, Bucheon-si, Bucheon"),
    ("Stremouzov, Kherzon, Cherrson", "Stremouzov, Kherzon, Cherrson"),
]


@pytest.mark.parametrize(("text", "expected"), EXACT)
def test_exact_spellings_alone(text, expected):
    assert NORMALIZERS[1].normalize(text) == expected
    assert NORMALIZERS[1].normalize(expected) == expected


def test_what_is_exact_is_so_for_the_whole_search():
    whole = NORMALIZERS[0]
    for entry in NORMALIZERS[1].entries:
        for spelling in derived(entry):
            decision = NORMALIZERS[1].resolve(spelling)
            assert decision.verdict != "replace" or whole.resolve(spelling).entry in (decision.entry, None), spelling


def test_the_start_class_is_what_unicode_says():
    wanted = re.compile(f"[{start_class()}]")
    for code in range(0x10000):
        capital = unicodedata.category(chr(code)) in ("Lu", "Lt", "Lo") or 0x10D0 <= code <= 0x10FF
        assert bool(wanted.match(chr(code))) == capital, hex(code)


SCRIPTS = st.characters(categories=("Lu", "Ll", "Lt", "Lo", "Lm", "Mn", "Mc", "Nd", "Zs", "Po", "Pd", "So"))


@LAW
@given(st.lists(st.one_of(WORDS, TEXT, SCRIPTS, JOINERS, st.sampled_from(["ქართული", "Ἀθῆναι", "Kyi\u0308v", "ℂ", "ა"])), max_size=20).map("".join))
def test_first_pages_have_the_same_runs(text):
    """Without the pattern of all scripts, too."""
    runs, pattern = Runs(particles()), run_pattern(particles())
    for _ in range(2):
        assert runs.findall(text, 0, len(text)) == pattern.findall(text)
        assert [m.span() for m in runs.finditer(text, 1, len(text))] == [m.span() for m in pattern.finditer(text, 1, len(text))]


def test_what_needs_the_pattern_of_all_scripts():
    start, mark = re.compile(f"[{start_class()}]"), re.compile(f"[{_MARKS}]")
    for char in map(chr, range(0x300, 0x10000)):
        if mark.match(char) or (char > "\u052f" and start.match(char)):
            assert _is_far(char), hex(ord(char))
    assert not any(map(_is_far, "AzÉłŽЯїΩ’“”–…№ \u00a0"))
    runs = Runs(frozenset())
    runs.findall("Cherson", 0, 7)
    assert runs._pattern is None
    for _ in range(200):
        runs.findall("Cherson", 0, 7)
    assert runs._pattern is run_pattern(frozenset())
