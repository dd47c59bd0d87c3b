"""Names in scripts that are written without spaces: Han, hiragana, Thai, Lao, Khmer, Burmese.

A text has no words there to decide, so that only listed spellings are found: the longest that begins at a place, where nothing says that it is a part of
something else. Katakana runs are words like any other and are not looked for here, but for names that also have other letters.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import compress, count
from operator import add

from translit.lexicon.writing import followers, han_words, kana_particles, simplified
from translit.text import KATAKANA, UNSPACED, in_word, plain_marks, script_of_char, taken_apart

SURE = 5  # characters that a Han name must have to need no look at the words around it, and one in another script to need no edge
REACH = 6  # characters looked at on each side of a Han name
LONGEST_WORD = 6
UNLISTED = 55  # how rare a name is taken to be that no list of words has (see `han_words`)
SINGLE = 40  # and a character by itself
HIRAGANA_LEAST = 3
_DOTS = "·・‧•･"
_LETTER = f"[{UNSPACED}]"  # compiled at its first use
_KATAKANA = f"[{KATAKANA}]"
# Vowel signs that are letters to Unicode and still belong to the consonant after or before them.
_LEADING = frozenset("เแโใไເແໂໃໄ")
_TRAILING = frozenset("ะาำๅະາຳຽ")
# A consonant with one of these on it closes the syllable before it: Thai thanthakhat, Khmer bantoc, Burmese virama and asat.
_CLOSING = frozenset("\u0e4c\u17cb\u1039\u103a")
_STACKING = frozenset("\u17d2\u1039")


def is_unspaced_name(form: str) -> bool:
    """Whether a spelling has to be looked for without the help of word edges.

    >>> is_unspaced_name("赫尔松"), is_unspaced_name("ヘルソン州"), is_unspaced_name("ヘルソン"), is_unspaced_name("松")
    (True, True, False, False)
    """
    if form.isascii() or len(form) < 2:
        return False
    return re.search(_LETTER, form) is not None or (re.search(_KATAKANA, form) is not None and re.fullmatch(r"\w+", form.replace(" ", "")) is None)


def has_unspaced(text: str) -> bool:
    """Whether a text has letters of scripts that are written without spaces.

    >>> has_unspaced("“Херсон”"), has_unspaced("ヘルソン")
    (False, True)
    """
    if text.isascii():
        return False
    if not re.search(_FAR, text):
        return False
    return re.search(_IN_FIRST_PLANE, text) is not None or has_rare_han(text)


def has_rare_han(text: str) -> bool:
    """Whether a text has ideographs beyond the first plane.

    >>> has_rare_han("𠮷野家"), has_rare_han("中国 😀")
    (True, False)
    """
    # Four bytes are taken for every character where one is beyond the first plane, so most texts needn't be looked through.
    return sys.getsizeof(text) >= 4 * len(text) and re.search(_BEYOND, text) is not None


# What isn't Latin, Greek, Cyrillic and the like, nor punctuation: cheap to compile, so that most pages need no other of these patterns.
_FAR = "[^\x00-\u0dff\u1800-\u3004]"
# A class of letters beyond the first plane, too, is searched 50 times more slowly than one in it or beyond it.
_FIRST_PLANE, _, _OTHERS = UNSPACED.partition(chr(0x20000))
_IN_FIRST_PLANE = f"[{_FIRST_PLANE}{KATAKANA}]"
_BEYOND = f"[{chr(0x20000)}{_OTHERS}]"


class Unspaced:
    """The listed names of a gazetteer that are found without word edges. Read-only.

    >>> names = Unspaced(["赫尔松", "赫尔松州", "中国"])
    >>> [(start, found) for start, _, found in names.find("俄军从赫爾松州撤退，其中国家最大。")]
    [(3, ('赫尔松州',))]
    """

    def __init__(self, forms: Iterable[str]) -> None:
        self._names: dict[str, list[str]] = {}
        sizes: dict[str, set[int]] = {}
        for form in sorted(forms):
            for spelling in dict.fromkeys((plain_marks(form), taken_apart(form))):
                plain = spelling.translate(_plain())
                self._names.setdefault(plain, []).append(form)
                sizes.setdefault(plain[:2], set()).add(len(plain))
        self._sizes = {pair: sorted(found, reverse=True) for pair, found in sizes.items()}

    def listed(self, spelling: str) -> tuple[str, ...]:
        """The listed forms that a whole spelling is, in these or in the other Chinese characters."""
        found = self._names.get(plain_marks(spelling).translate(_plain()), ())
        return (spelling,) if spelling in found else tuple(found)

    def find(self, text: str, first: int = 0, last: int | None = None) -> Iterator[tuple[int, int, tuple[str, ...]]]:
        """Start, end and listed forms of every name in whole lines of a text, from left to right: the longest at each place, none within another."""
        reach, sizes, names = 0, self._sizes, self._names.get
        plain = text[first:last].translate(_plain())  # letter for letter
        whole = len(plain)
        for at in compress(count(), map(sizes.__contains__, map(add, plain, plain[1:]))):
            for size in sizes[plain[at : at + 2]] if first + at >= reach else ():
                found = names(plain[at : at + size])
                start, end = first + at, first + at + size
                if found is not None and at + size <= whole and stands_alone(text, start, end):
                    reach, spelling = end, text[start:end]
                    yield start, end, (spelling,) if spelling in found else tuple(found)
                    break


def stands_alone(text: str, start: int, end: int) -> bool:
    """Whether nothing around `text[start:end]` says that it is a part of another word.

    >>> stands_alone("在中国家庭", 1, 3), stands_alone("其中国家", 1, 3), stands_alone("印度尼西亚", 0, 2)
    (True, False, False)
    """
    before, after = text[start - 1 : start], text[end : end + 1]
    if after and unicodedata.category(after)[0] == "M":
        return False
    first, last = script_of_char(text[start]), script_of_char(text[end - 1])
    if first == "Hani" or last == "Hani":
        name = text[start:end]
        if len(name) < SURE and all(map(_is_han, name)) and not _cut_from(text, start, end):
            return False
    if "Kana" in (first, last) and ((first == "Kana" and re.match(_KATAKANA, before)) or (last == "Kana" and re.match(_KATAKANA, after))):
        return False
    if "Hira" in (first, last) and not _among_hiragana(text[start:end], before if first == "Hira" else "", after if last == "Hira" else ""):
        return False
    return first not in ("Thai", "Laoo", "Khmr", "Mymr") or _among_syllables(text, start, end, first)


def _among_hiragana(name: str, before: str, after: str) -> bool:
    if len(name) < HIRAGANA_LEAST:
        return False
    return all(not char or script_of_char(char) != "Hira" or char in kana_particles() for char in (before, after))


def _among_syllables(text: str, start: int, end: int, script: str) -> bool:
    """Whether whole syllables are before and after, and a short name has an edge at one side."""
    before, after, beyond = text[start - 1 : start], text[end : end + 1], text[end + 1 : end + 2]
    if before in _LEADING or before in _STACKING or after in _TRAILING or beyond in _CLOSING:
        return False
    if end - start >= SURE:
        return True
    return not all(char and in_word(char) and (script_of_char(char) in (script, "Zyyy")) for char in (before, after))


# -- Chinese words ---------------------------------------------------------------------------------------------------------------------


def _is_han(char: str) -> bool:
    return script_of_char(char) == "Hani" or char == "々"


def _cut_from(text: str, start: int, end: int) -> bool:
    """Whether a Han name is more likely a word of its own than a part of the words around it."""
    left, right = start, end
    while left > 0 and start - left < REACH and _is_han(text[left - 1]):
        left -= 1
    while right < len(text) and right - end < REACH and _is_han(text[right]):
        right += 1
    return (left == start and right == end) or _is_word(text[left:right].translate(simplified()), start - left, end - left)


@lru_cache(maxsize=1 << 15)
def _is_word(stretch: str, start: int, end: int) -> bool:
    """Compare the likeliest row of words with the name among them with the likeliest one in which a word crosses its edges or has it inside."""
    words = han_words()
    spans = ((i, j) for i in range(max(0, start - LONGEST_WORD), end) for j in range(start + 1, min(len(stretch), i + LONGEST_WORD) + 1))
    crossing = ((i, j) for i, j in spans if (i < start < j or i < end < j) and not (i == start and stretch[end:j] in followers()))
    rivals = [(i, j, cost) for i, j in crossing if (cost := words.get(stretch[i:j])) is not None]
    if not rivals:
        return True
    upto, since = _costs(stretch), _costs(stretch[::-1], backward=True)[::-1]
    name = upto[start] + words.get(stretch[start:end], UNLISTED) + since[end]
    return name <= min(upto[i] + cost + since[j] for i, j, cost in rivals)


def _costs(stretch: str, *, backward: bool = False) -> list[int]:
    """What the likeliest words cost, up to each place."""
    words = han_words()
    costs = [0]
    for end in range(1, len(stretch) + 1):
        best = costs[end - 1] + SINGLE
        for start in range(max(0, end - LONGEST_WORD), end - 1):
            word = stretch[start:end]
            best = min(best, costs[start] + words.get(word[::-1] if backward else word, SINGLE * LONGEST_WORD))
        costs.append(best)
    return costs


@lru_cache(maxsize=1)
def _plain() -> dict[int, str]:
    """Simplified characters, and one dot between the parts of a foreign name."""
    return simplified() | dict.fromkeys(map(ord, _DOTS), "·")
