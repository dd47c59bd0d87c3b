"""Unicode facts: letters, scripts, case shapes, folds and the runs of words a name could stand in."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache

APOSTROPHES = "'’‘ʼʻ`´′ʹ＇"
HYPHENS = "-‐‑"
_TO_ASCII = str.maketrans(dict.fromkeys(APOSTROPHES, "'") | dict.fromkeys(HYPHENS, "-"))

# Scripts by the first word of the character's Unicode name; what is not listed is "Zyyy" (common).
_SCRIPT_NAMES = {
    "LATIN": "Latn", "CYRILLIC": "Cyrl", "GREEK": "Grek", "ARABIC": "Arab", "HEBREW": "Hebr", "ARMENIAN": "Armn", "GEORGIAN": "Geor",
    "DEVANAGARI": "Deva", "BENGALI": "Beng", "GURMUKHI": "Guru", "GUJARATI": "Gujr", "ORIYA": "Orya", "TAMIL": "Taml", "TELUGU": "Telu",
    "KANNADA": "Knda", "MALAYALAM": "Mlym", "SINHALA": "Sinh", "THAI": "Thai", "LAO": "Laoo", "KHMER": "Khmr", "MYANMAR": "Mymr",
    "ETHIOPIC": "Ethi", "TIBETAN": "Tibt", "HANGUL": "Hang", "HIRAGANA": "Hira", "KATAKANA": "Kana", "CJK": "Hani", "MONGOLIAN": "Mong",
    "THAANA": "Thaa", "SYRIAC": "Syrc", "CHEROKEE": "Cher",
}  # fmt: skip


@cache
def script_of_char(char: str) -> str:
    """Return the ISO 15924 code of a letter's script, `Zyyy` for anything else.

    >>> script_of_char("Х"), script_of_char("X"), script_of_char("-")
    ('Cyrl', 'Latn', 'Zyyy')
    """
    if not char.isalpha():
        return "Zyyy"
    return _SCRIPT_NAMES.get(unicodedata.name(char, "").split(" ", 1)[0].split("-", 1)[0], "Zyyy")


def script_of(text: str) -> str:
    """Return the script of most letters in `text` (`Zyyy` where there are none; the first one wins a tie).

    >>> script_of("Кривий Ріг")
    'Cyrl'
    """
    if text.isascii():
        return "Latn" if any(c.isalpha() for c in text) else "Zyyy"
    return _script_of(text) if len(text) <= NAME else _script_of.__wrapped__(text)


NAME = 64  # characters of a text that may be asked about again and again


@lru_cache(maxsize=1 << 15)
def _script_of(text: str) -> str:
    counts: dict[str, int] = {}
    for char in text:
        script = script_of_char(char)
        if script != "Zyyy":
            counts[script] = counts.get(script, 0) + 1
    return max(counts, key=lambda s: counts[s]) if counts else "Zyyy"


def plain_marks(text: str) -> str:
    """NFC, with every apostrophe as `'` and every hyphen as `-`. The length may change.

    >>> plain_marks("Кам’янець‑Подільський")
    "Кам'янець-Подільський"
    """
    if text.isascii() and "`" not in text:
        return text
    return unicodedata.normalize("NFC", text).translate(_TO_ASCII)


def taken_apart(text: str) -> str:
    """NFD, apostrophes and hyphens plain: letters and their marks one by one, Hangul syllables as letters.

    >>> len(taken_apart("각"))
    3
    """
    return unicodedata.normalize("NFD", text).translate(_TO_ASCII)


def in_word(char: str) -> bool:
    """Whether a character is a letter or a mark on one."""
    return char.isalpha() or unicodedata.category(char)[0] == "M"


_EXTRA_FOLDS = str.maketrans({"ł": "l", "đ": "d", "ø": "o", "ı": "i", "ħ": "h", "ŧ": "t", "æ": "ae", "œ": "oe", "ß": "ss", "þ": "th", "ð": "d"})


@lru_cache(maxsize=1 << 16)
def fold(text: str) -> str:
    """Return the form under which spellings are looked up: case, marks, apostrophes, hyphens and spacing set aside.

    Letters of other scripts than Latin keep the marks that make them letters of their own (й, ї, ё).

    >>> fold("Chersón"), fold("Iwano-Frankiwsk"), fold("Ciudad  Juárez"), fold("Горбачёв")
    ('cherson', 'iwano frankiwsk', 'ciudad juarez', 'горбачёв')
    """
    text = plain_marks(text).casefold()
    if not text.isascii():
        try:
            text = text.translate(_FOLDED)
        except _CombiningError:
            text = _strip_latin_marks(text).translate(_EXTRA_FOLDS)
    return " ".join(text.replace("'", "").replace("-", " ").split())


class _CombiningError(Exception):
    """A mark of its own: what becomes of it depends on the letter before."""


class _Folded(dict[int, str]):
    """Letter -> folded; filled as letters are met."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        if unicodedata.combining(char):
            raise _CombiningError
        self[code] = folded = _strip_latin_marks(char).translate(_EXTRA_FOLDS)
        return folded


_FOLDED = _Folded()


def _strip_latin_marks(text: str) -> str:
    out: list[str] = []
    base_is_latin = False
    for char in unicodedata.normalize("NFD", text):
        if unicodedata.combining(char):
            if not base_is_latin and unicodedata.category(char) == "Mn" and char != "\u0301":
                out.append(char)
        else:
            base_is_latin = char.isascii() or script_of_char(char) == "Latn"
            out.append(char)
    return unicodedata.normalize("NFC", "".join(out))


def spelled(text: str) -> str:
    """The spelling itself, case and the look of apostrophes and hyphens set aside; marks stay.

    >>> spelled("Malé") == spelled("Male"), spelled("CHERSON")
    (False, 'cherson')
    """
    return plain_marks(text).casefold()


# Georgian is written without capitals, though Unicode has given its letters some (for headlines in capitals alone).
_CASELESS_GEORGIAN = "\u10d0-\u10ff"


def _caseless(char: str) -> bool:
    return char.lower() == char.upper() or "\u10d0" <= char <= "\u10ff"


def is_cased(text: str) -> bool:
    """Whether `text` has a letter of a script that knows capitals.

    >>> is_cased("Херсон"), is_cased("خالد")
    (True, False)
    """
    return any(not _caseless(c) for c in text)


def is_all_caps(text: str) -> bool:
    """Whether every cased letter is a capital and there are at least two.

    >>> is_all_caps("CHERSON"), is_all_caps("X"), is_all_caps("Cherson")
    (True, False, False)
    """
    return text.isupper() and sum(c.isupper() for c in text) > 1


def starts_upper(text: str) -> bool:
    """Whether the first letter is a capital, or of a script without capitals."""
    for char in text:
        if char.isalpha():
            return not char.islower() or _caseless(char)
    return False


def like_case(model: str, text: str) -> str:
    """Write `text` in capitals if `model` is all capitals, else leave it as it is.

    >>> like_case("CHERSON", "Kherson"), like_case("Cherson", "Kherson")
    ('KHERSON', 'Kherson')
    """
    return text.upper() if is_all_caps(model) else text


_UNIFORM = ((0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xAC00, 0xD7A3), (0xD800, 0xF8FF))
"""Blocks of the first plane in which all code points are letters without case, or (surrogates, private use) none is one."""


_STARTS = frozenset({"Lu", "Lt", "Lo"})
_NEAR = 0x530
"""Below it are Latin, Greek and Cyrillic, but for rare letters of theirs."""


def _class_ranges(categories: frozenset[str], but: str = "", *, near: bool = False) -> str:
    """The regular-expression ranges of all code points in these general categories, without those in the ranges `but`; with `near`, only of the first."""
    # A class with code points beyond the first plane can't be compiled to a table, and is searched 20 times more slowly.
    # Half of the first plane are letters of one kind (ideographs, syllables), or nothing: they needn't be asked one by one.
    wanted = bytearray()
    for first, last in ((_NEAR, _NEAR - 1),) if near else (*_UNIFORM, (0x10000, 0x10000)):
        wanted += bytes(map(categories.__contains__, map(unicodedata.category, map(chr, range(len(wanted), first)))))
        wanted += bytes([unicodedata.category(chr(first)) in categories]) * (min(last + 1, 0x10000) - len(wanted))
    for first_but, _, last_but in re.findall(r"(.)(-)(.)", but):
        if ord(first_but) < len(wanted):
            wanted[ord(first_but) : ord(last_but) + 1] = bytes(ord(last_but) + 1 - ord(first_but))
    ranges = [_range(m.start(), m.end() - 1) for m in re.finditer(b"\x01+", wanted)]
    if "Lo" in categories and not near:
        ranges.append(_CASELESS_GEORGIAN)
    return "".join(ranges)


def _range(first: int, last: int) -> str:
    escape = re.escape
    return escape(chr(first)) if first == last else f"{escape(chr(first))}-{escape(chr(last))}"


@cache
def start_class(but: str = "", *, near: bool = False) -> str:
    """The letters a name can begin with: capitals, and letters of scripts without case (Lu, Lt, Lo), without those in the ranges `but`; with `near`, only
    those of Latin, Greek and Cyrillic."""
    return _class_ranges(_STARTS, but, near=near)


# Letters and marks of the scripts that are written without spaces: Thai, Lao, Burmese, Khmer, hiragana, Han.
UNSPACED = (
    "\u0e00-\u0e3e\u0e40-\u0e4f\u0e80-\u0ecf\u0edc-\u0edf\u1000-\u103f\u1050-\u108f\u109a-\u109d\ua9e0-\ua9ef\ua9fa-\ua9fe\uaa60-\uaa7f\u1780-\u17d3\u17d7-\u17d7"
    "\u17dc-\u17dd\u3005-\u3007\u3041-\u3096\u309d-\u309f\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
)
KATAKANA = "\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff\uff66-\uff9f"
"""Written without spaces too, but foreign names stand in it as whole runs."""
_UNSPACED_LETTER = f"[{UNSPACED}{KATAKANA}]"  # compiled at its first use


def is_unspaced(char: str) -> bool:
    """Whether a character belongs to a script that is written without spaces.

    >>> is_unspaced("松"), is_unspaced("ソ"), is_unspaced("손"), is_unspaced("")
    (True, True, False, False)
    """
    return ("\u0dff" < char < "\u1800" or char > "\u3004") and re.match(_UNSPACED_LETTER, char) is not None


# Inside a word: letters, digits, marks, and apostrophes or hyphens between letters. `\w` has no combining marks, so the blocks are named.
_MARKS = "\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u0900-\u0903\u093a-\u094f"
_WORD = rf"[\w{_MARKS}]"
_JOIN = "['’ʼʻ‘`´′ʹ]"
WORD = re.compile(rf"{_WORD}+(?:{_JOIN}{_WORD}+)*{_JOIN}?", re.UNICODE)


@cache
def run_pattern(particles: frozenset[str], *, apart: bool = False, near: bool = False) -> re.Pattern[str]:
    """The pattern of a run: words in a row that each begin with a capital (or a caseless letter), or are a particle between two such.

    Words are joined by one space (also a no-break space), one line end with no blank line, or a hyphen. No look-behind stands in front, so that the
    search can skip lower-case text; a run that begins inside a word (McDonald) is dropped by the caller. With `apart`, letters of scripts that are
    written without spaces are in no word, but for katakana, whose runs are words. With `near`, only those of texts in
    Latin, Greek and Cyrillic without combining marks are found.
    """
    start = start_class(UNSPACED if apart else "", near=near)
    inside = r"\w" if near else _WORD
    inner = rf"{inside}*+(?:{_JOIN}{inside}++)*+"
    letters = rf"{inside}++"
    if apart:
        # One class can't say "a word's letter or a mark, but none of these", so marks are asked for where a letter isn't found.
        one = rf"[^\W{UNSPACED}{KATAKANA}]"
        letters = rf"(?:{one}++|[{_MARKS}]++)++"
        rest = rf"{one}*+(?:[{_MARKS}]++{one}*+)*+"
        inner = rf"{rest}(?:{_JOIN}{letters})*+[{KATAKANA}]*+"
    word = rf"[{start}]{inner}"
    gap = r"[ \u00a0\-‐‑]"
    # What follows a word is most often neither a capital nor a particle: both are ruled out by a first letter, and no counted group is begun for them.
    lower = f"{_either(particles)}{gap}" if particles else ""
    more = rf"{gap}(?:{lower}(?:{lower}|)|){word}" if lower else rf"{gap}{word}"
    tail = rf"(?:[-‐‑]{letters}(?:{_JOIN}{letters})*+)*+"
    return re.compile(rf"{word}(?:{more})*+{tail}")


def _is_far(char: str) -> bool:
    """Whether a character needs the pattern of all scripts: a mark, or one that can begin a name and is far up in Unicode."""
    if char < "\u0300":
        return False
    category = unicodedata.category(char)
    return category[0] == "M" or (char >= chr(_NEAR) and (category in _STARTS or "\u10d0" <= char <= "\u10ff"))


_PAGE = 1 << 14
_PAGES = 1 << 16


class Runs:
    """Finds the runs of texts. The pattern of all scripts takes as long to compile as a page to be read: the first pages do without it, where they can.

    >>> runs = Runs(frozenset({"van"}))
    >>> runs.findall("the Gogh van Gogh in Київ", 0, 25)
    ['Gogh van Gogh', 'Київ']
    """

    __slots__ = ("_left", "_particles", "_pattern")

    def __init__(self, particles: frozenset[str]) -> None:
        self._particles = particles
        self._pattern: re.Pattern[str] | None = None
        self._left = _PAGES

    def _for(self, text: str) -> re.Pattern[str]:
        pattern = self._pattern
        if pattern is None:
            if self._left > 0 and len(text) <= _PAGE and not any(map(_is_far, set(text))):
                self._left -= len(text) + 500
                return run_pattern(self._particles, near=True)
            pattern = self._pattern = run_pattern(self._particles)
        return pattern

    def findall(self, text: str, start: int, end: int) -> list[str]:
        """The runs in a part of a text."""
        return self._for(text).findall(text, start, end)

    def finditer(self, text: str, start: int, end: int) -> Iterator[re.Match[str]]:
        """The same with their places."""
        return self._for(text).finditer(text, start, end)


def _either(words: Iterable[str]) -> str:
    """The regular expression of any of these words, the longest first, letter by letter."""
    heads: dict[str, list[str]] = {}
    for word in sorted(words, reverse=True):
        heads.setdefault(word[:1], []).append(word[1:])
    return f"(?:{'|'.join(head and re.escape(head) + (_either(rest) if any(rest) else '') for head, rest in heads.items())})"
