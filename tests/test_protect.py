"""Protected places: what is kept, what isn't, and what it costs."""

import pickle

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from translit import Normalizer, UsageError
from translit.cli.main import cli
from translit.protect import Guards, Shield, open_after, protected_spans

KEEP = Guards(quotations="keep")
PHRASES = Guards(phrases=("Chicken Kiev", "Kiev"))

# text with the protected places in ⟦ ⟧, guards
CASES = [
    ("⟦Cherson⟧ [sic] and Cherson", Guards()),
    ("⟦Kirill Stremouzov⟧ (sic!) came", Guards()),
    ("the general ⟦Stremouzov⟧ [sic]", Guards()),
    ("⟦cherson⟧ [sic]", Guards()),
    ("“⟦Cherson⟧” [sic]", Guards()),
    ("Cherson. [sic]", Guards()),
    ("Cherson music (basic)", Guards()),
    ("One Two\n\n⟦Three⟧ [sic]", Guards()),
    ("⟦Cherson  # translit: ignore⟧\nCherson", Guards()),
    ("# translit: ignore-next-line\n⟦Cherson⟧\nCherson", Guards()),
    ("// translit:ignore-next-line\r\n⟦Cherson⟧\r\nCherson", Guards()),
    ("a\n⟦<!-- translit: off -->\nCherson\n<!-- translit: on -->⟧\nCherson", Guards()),
    ("a\n⟦% translit: off\nCherson⟧", Guards()),
    ("Write translit: ignore behind it: Cherson", Guards()),
    ("# translit: ignored Cherson", Guards()),
    ("# translit: ignore-all Cherson", Guards()),
    ("⟦x # translit: off⟧⟦⟧", Guards()),
    ("⟦chicken  kiev⟧, ⟦Kiev⟧, Kievan", PHRASES),
    ("«Cherson»", Guards()),
    ("Er sagte: ⟦„Cherson fiel“⟧ in Cherson", KEEP),
    ("⟦“Cherson ‘fell’”⟧ and Cherson", KEEP),
    ("⟦« Cherson »⟧ et ⟦»Cherson«⟧", KEEP),
    ('He said ⟦"Cherson"⟧, not "Cherson', KEEP),
    ("⟦「赫尔松」⟧", KEEP),
    ("Cherson's “open\n\nCherson” end", KEEP),
    ("6' 2\" Cherson", KEEP),
]


@pytest.mark.parametrize(("marked", "guards"), CASES)
def test_places(marked, guards):
    text, wanted, at = "", [], 0
    for i, part in enumerate(marked.replace("⟧", "⟦").split("⟦")):
        if i % 2 and part:
            wanted.append((at, at + len(part)))
        text += part
        at += len(part)
    assert sorted({(start, end) for start, end, _ in protected_spans(text, guards)}) == wanted


def test_off_goes_on_in_the_next_piece():
    assert open_after("x\n# translit: off\nCherson\n")
    assert protected_spans("Cherson\n# translit: on\nCherson", off=True) == [(0, 22, "off")]
    assert not open_after("Cherson\n# translit: on\n", off=True)
    assert open_after("Cherson", off=True)
    assert protected_spans("Cherson", off=True) == [(0, 7, "off")]


def test_unknown_policy():
    with pytest.raises(UsageError, match=r"did you mean 'keep'\?"):
        Guards(quotations="kep")


PIECES = st.sampled_from([
    "Cherson", " ", "\n", "\r\n", "# ", "<!-- ", "translit: off", "translit: on", "translit: ignore", "translit: ignore-next-line", " -->", "[sic]", "(sic)", "“", "”", "„",
    "»", "«", '"', "Chicken Kiev", "kiev", ".", "\n\n", "’s", "İ", "e\u0301",
])  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES, max_size=25).map("".join), st.booleans(), st.booleans())
def test_laws(text, quotes, off):
    guards = Guards(phrases=("Chicken Kiev",), quotations="keep" if quotes else "normalize")
    spans = protected_spans(text, guards, off=off)
    assert spans == sorted(spans)
    assert all(0 <= start < end <= len(text) or start == end for start, end, _ in spans)
    assert {s[2] for s in spans} <= {"ignore", "off", "sic", "phrase", "quotation"}
    assert set(protected_spans(text, Guards(), off=off)) <= set(spans)
    shield = Shield(spans)
    for start in range(len(text)):
        touched = [s for s in spans if s[0] < start + 1 and s[1] > start]
        assert bool(shield.reason(start, start + 1)) == bool(touched)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.lists(PIECES, max_size=5).map("".join), max_size=6))
def test_off_and_on_in_pieces_are_as_in_the_whole(lines):
    text = "".join(line.replace("\r", "").replace("\n", "") + "\n" for line in lines)
    whole = {s[:2] for s in protected_spans(text) if s[2] == "off"}
    inside = {i for a, b in whole for i in range(a, b)}
    off, at, pieced = False, 0, set()
    for line in text.splitlines(keepends=True):
        pieced |= {i + at for a, b, reason in protected_spans(line, off=off) if reason == "off" for i in range(a, b)}
        off = open_after(line, off=off)
        at += len(line)
    assert {i for i in inside ^ pieced if text[i] != "\n"} == set()


@pytest.mark.parametrize(
    "text", ["„" * 200_000, "# translit: ignore " * 50_000, "x [sic] " * 50_000, '"' * 200_001, "translit: off" * 50_000, "A " * 100_000 + "[sic]"]
)
def test_hard_texts_are_no_matter(text):
    protected_spans(text, Guards(phrases=("a b", "a c"), quotations="keep"))
    assert open_after(text) in (True, False)


def guarded(**guards):
    return Normalizer.from_entries([{"canonical": "Kherson", "native": {"uk": "Херсон"}}]).guarded(Guards(**guards))


def test_a_guarded_normalizer_holds_back_and_says_why():
    result = guarded(quotations="keep").explain("Cherson [sic], “Cherson”, Cherson")
    assert result.text == "Cherson [sic], “Cherson”, Kherson"
    assert [(m.start, m.decision.reasons) for m in result.held] == [(0, ("kept-sic",)), (16, ("kept-quotation",))]
    assert guarded().normalize("“Cherson”") == "“Kherson”"
    assert guarded(phrases=("Cherson Street",)).normalize("Cherson Street in Cherson") == "Cherson Street in Kherson"
    again = pickle.loads(pickle.dumps(guarded(quotations="keep")))
    assert again.normalize("“Cherson” Cherson") == "“Cherson” Kherson"


def test_comments_of_a_format_are_obeyed(tmp_path):
    path = tmp_path / "a.md"
    text = "Cherson\n\n<!-- translit: off -->\n\nCherson **Cherson**\n\n<!-- translit: on -->\n\nCherson <!-- translit: ignore -->\n\nCherson\n"
    path.write_text(text, encoding="utf-8", newline="")
    assert CliRunner().invoke(cli, ["normalize", "-q", "-w", str(path)]).exit_code == 0
    assert path.read_text(encoding="utf-8") == text.replace("Cherson\n\n<", "Kherson\n\n<", 1).removesuffix("Cherson\n") + "Kherson\n"
