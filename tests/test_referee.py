"""The slow, obvious twin of the Normalizer's way through a text: runs found letter by letter, every word and window asked one by one, nothing remembered.

What sounds like no name is passed over by the same rule as in the Normalizer, but asked for each word by itself, not for all words of a text at once.
"""

import unicodedata

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from translit import Normalizer, scanning
from translit.lexicon.lists import common_words, particles
from translit.lexicon.writing import simplified
from translit.matching.attached import pieces
from translit.matching.beside import at_odds
from translit.matching.scout import neighbours, parts_of_names, spelled_low, worth_a_look
from translit.matching.splice import _sifted, one_of, unprefixed, within
from translit.matching.unspaced import has_unspaced, stands_alone
from translit.result import apply_edits
from translit.rewriting import MAX_RUN, WORTH_A_LOOK, Session
from translit.text import WORD, fold, is_unspaced, script_of_char, starts_upper, taken_apart

ROWS = [
    {"id": "kherson", "canonical": "Kherson", "kind": "city", "native": {"uk": "Херсон", "ar": "خيرسون", "he": "חרסון", "zh": "赫尔松", "ja": "ヘルソン",
     "th": "เคอร์ซอน", "ko": "헤르손", "km": "ខឺសុន", "lo": "ເຄີຊອນ", "my": "ခါဆွန်", "el": "Χερσώνα", "ka": "ხერსონი"}},
    {"id": "oblast", "canonical": "Kherson Oblast", "kind": "region", "native": {"zh": "赫尔松州", "ja": "ヘルソン州"}},
    {"id": "kyiv", "canonical": "Kyiv", "kind": "city", "native": {"uk": "Київ", "ru": "Киев", "ar": "كييف", "he": "קייב", "zh": "基辅", "ko": "키이우"}},
    {"id": "rih", "canonical": "Kryvyi Rih", "kind": "city", "native": {"uk": "Кривий Ріг"}},
    {"id": "china", "canonical": "China", "kind": "country", "native": {"zh": ["中国", "中國"], "ja": "中国"}},
    {"id": "putin", "canonical": "Vladimir Putin", "kind": "person", "native": {"ru": "Владимир Путин", "zh": ["弗拉基米尔·普京"], "ja": "ウラジーミル・プーチン"}},
]  # fmt: skip
NORMALIZER = Normalizer.from_entries(ROWS)
FORMS = sorted({f for e in NORMALIZER.entries for fs in e.native.values() for f in fs if any(map(is_unspaced, f))})


# -- the twin --------------------------------------------------------------------------------------------------------------------------


def twin(text):
    """The text as a plain loop rewrites it."""
    session, edits, ambiguities, held = Session(), [], [], []
    names = list(listed(text))
    spans = [(start, start + o.end) for start, o in names]
    found = names + [
        (start, o)
        for start, run in runs(text)
        for o in decided(run)
        if not any(start + o.start < e and s < start + o.end for s, e in spans)
    ]
    for start, outcome in sorted(found, key=lambda f: f[0] + f[1].start):
        NORMALIZER._rewriter._place(text, start, outcome, session, edits, ambiguities, held)
    return apply_edits(text, edits)


def runs(text):
    """Start and spelling of each run: words that begin like names, parted by one space or hyphen, or by a particle between two such gaps."""
    apart = has_unspaced(text)
    at = 0
    while at < len(text):
        end = begun(text, at, apart)
        if end is None:
            at += 1
            continue
        while True:
            further = next_name(text, end, apart)
            if further is None:
                break
            end = further
        while text[end : end + 1] in HYPHENS and (tail := letters(text, end + 1, apart)) > end + 1:
            end = joined(text, tail, apart)
        yield at, text[at:end]
        at = end


HYPHENS = ("-", "‐", "‑")
GAPS = (" ", "\u00a0", *HYPHENS)
JOINS = "'’ʼʻ‘`´′ʹ"


def in_word(char, apart):
    if apart and is_unspaced(char):
        return False
    return char.isalnum() or char == "_" or is_mark(char)


def is_mark(char):
    """Marks of the scripts that are written with spaces; those of others are letters of theirs or end a word."""
    return WORD.fullmatch(char) is not None


def letters(text, at, apart):
    while at < len(text) and in_word(text[at], apart):
        at += 1
    return at


def joined(text, at, apart):
    while at < len(text) and text[at] in JOINS and (end := letters(text, at + 1, apart)) > at + 1:
        at = end
    return at


def begun(text, at, apart):
    """The end of a word that can begin a name, where one begins at `at`."""
    if at >= len(text) or ord(text[at]) > 0xFFFF:
        return None
    char = text[at]
    georgian = "\u10d0" <= char <= "\u10ff"
    if not (unicodedata.category(char) in ("Lu", "Lt", "Lo") or georgian):
        return None
    if apart and is_unspaced(char):
        return katakana(text, at + 1) if is_katakana(char) else None
    end = joined(text, letters(text, at + 1, apart), apart)
    return katakana(text, end) if apart else end


def is_katakana(char):
    return is_unspaced(char) and script_of_char(char) in ("Kana", "Zyyy") and ("\u30a1" <= char <= "\u30ff" or "\u31f0" <= char <= "\u31ff" or "\uff66" <= char <= "\uff9f")


def katakana(text, at):
    while at < len(text) and is_katakana(text[at]):
        at += 1
    return at


def next_name(text, at, apart):
    """The end of the next word of a run; up to two particles may stand before it."""
    for count in (2, 1, 0):
        here = at
        for _ in range(count):
            if text[here : here + 1] not in GAPS:
                break
            # The longest particle that a gap follows.
            size = next((len(p) for p in sorted(particles(), key=len, reverse=True) if text.startswith(p, here + 1) and text[here + 1 + len(p) : here + 2 + len(p)] in GAPS), None)
            if size is None:
                break
            here += 1 + size
        else:
            if text[here : here + 1] in GAPS and (end := begun(text, here + 1, apart)) is not None:
                return end
    return None


def decided(run):
    """The outcomes of one run, its pieces decided one by one."""
    cut = pieces(run, NORMALIZER._resolver.index)
    found = windows(run) if cut is None else [within(run, piece, o) for piece in cut for o in windows(piece.text, correct=piece.repaired)]
    return _sifted({run: tuple(found)})[run]


def windows(run, *, correct=False):
    """Every window of a run is resolved, the longest at each place first."""
    resolve, index = NORMALIZER._resolver.resolve, NORMALIZER._resolver.index
    spans = [m.span() for m in WORD.finditer(run)]
    words = [run[a:b] for a, b in spans]

    def plain(word):
        folded = fold(word.removesuffix("'s").removesuffix("’s"))
        return folded not in index.tokens and folded not in index.known and any(w in common_words() for w in (word.casefold(), fold(word)))

    matcher = NORMALIZER._resolver.finder.words
    alone = [bool(worth_a_look(spelled_low([word]), index, matcher)) for word in words]
    part = neighbours(words, parts_of_names([words], spelled_low(words), index, matcher)) if len(words) > 1 else [False]
    out, i = [], 0
    while i < len(words):
        step = 1
        if starts_upper(words[i]) and not plain(words[i]):
            for size in range(min(index.longest, len(words) - i, MAX_RUN), 0, -1):
                if not (alone[i] if size == 1 else all(part[i : i + size])):
                    continue
                last = words[i + size - 1]
                if size > 1 and (not starts_upper(last) or plain(last)):
                    continue
                start, end = spans[i][0], spans[i + size - 1][1]
                outcome = unprefixed(resolve(run[start:end], running=True), resolve)
                if size > 1 and (outcome.loose or at_odds(words[i : i + size], outcome.decision)):
                    continue
                verdict = outcome.decision.verdict
                if verdict != "unknown" or (size == 1 and outcome.decision.score >= WORTH_A_LOOK):
                    step = size
                    if verdict != "correct" or outcome.decision.candidates[0].entry.kind == "person" or correct:
                        shifted = type(outcome)(outcome.decision, start + outcome.start, start + outcome.end, outcome.licence, outcome.loose, outcome.attached)
                        out.append(shifted)
                    break
        i += step
    return out


def listed(text):
    """The longest listed name at each place, each form tried."""
    if not has_unspaced(text):
        return
    dots = dict.fromkeys(map(ord, "·・‧•･"), "·")

    def plain(name):
        return name.translate(simplified() | dots)

    at = 0
    while at < len(text):
        for size in range(min(16, len(text) - at), 1, -1):
            spelling = text[at : at + size]
            forms = [f for f in FORMS if plain(spelling) in (plain(f), plain(taken_apart(f))) and not all(map(is_katakana, f))]
            if forms and stands_alone(text, at, at + size):
                forms = [spelling] if spelling in forms else forms
                yield at, one_of(spelling, [NORMALIZER._resolver.resolve(f, running=True) for f in forms])
                at += size - 1
                break
        at += 1


# -- the cases --------------------------------------------------------------------------------------------------------------------------

NAMES = st.sampled_from(
    [f for e in NORMALIZER.entries for fs in ([e.canonical], *e.native.values()) for f in fs]
    + ["Cherson", "Сherson", "Kуiv", "赫爾松", "وخيرسون", "بخيرسون", "ובחרסון", "헤르손에서", "Krywyj", "Rih", "Cherson's", "Charkiw", "Putin", "Wladimir"]
    + ["其中国家", "国家", "の", "は", "และ", "州", "大学", "في", "de", "na", "van", "der", "The"]
)
GAP = st.sampled_from([" ", "", "", "-", ", ", "。", "、", "\n", "’s ", "\u00a0", "·", "・", "1", "'", "\u0301"])
SCRIPTS = ("ABab", "АБвг", "ΑΒγδ", "अआकख", "中国赫尔松北", "ヘルソンー", "はがさ", "เแคซร์อ", "កខស៊្ន", "ကဆွန်", "ເຄຊອນ", "خيرسونوبل", "חרסוןובל", "헤르손에서", "აბგ", "ԱԲգ", "አበ", "𐌰𐌱", "_-'’ ")
PLAIN = st.sampled_from(SCRIPTS).flatmap(lambda letters: st.text(letters, max_size=5))
ANYTHING = st.text(st.characters(codec="utf-8", exclude_categories=("Cs",)), max_size=5)
TEXT = st.lists(st.one_of(NAMES, NAMES, GAP, GAP, PLAIN, ANYTHING), max_size=12).map("".join)


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(TEXT, st.sampled_from([1, scanning.NEAR]))
def test_the_twin_agrees(text, near):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(scanning, "NEAR", near)
        assert NORMALIZER.normalize(text) == twin(text)


@pytest.mark.parametrize(
    "text", ["Cherson ", "俄军从赫爾松州撤退。", "في خيرسون وكييف", "Тhe Сherson", "Krywyj Rih-Cherson-х", "弗拉基米尔・普京", "Krywyj van der Rih", "Cherson 𠮷 Kyjiw", "ツ\nCherson\nヘルソン州 Cherson", "ウラジーミル・プーチン", "ァبخيرسون", "ヘルソンبخيرسون"]
)
def test_the_twin_agrees_on(text):
    assert NORMALIZER.normalize(text) == twin(text)


def test_what_stands_beside_katakana_can_be_of_several_scripts():
    assert NORMALIZER.normalize("ァХерсонخيرسون") == "ァХерсонخيرسون"
