"""What stands around a mention: spans that are not prose, other places of the same name, fixed phrases, sentence starts."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from translit.lexicon.lists import namesake_regions, protected_phrases
from translit.text import fold, is_unspaced

_NOT_PROSE = re.compile(
    r"(?:[a-z][a-z0-9+.-]*:)?//|^\W*www\.|mailto:|\w@\w|^\W*@|^\W*#\w|^\W*(?:~|\.{0,2})/\w|^\W*[a-z]:\\|\\\w|\w_\w|[\w-]\.[a-z]{2,5}(?:[/:?#]|\W*$)|[\w-]+\.[\w-]+\.[a-z]{2,}|=\S",
)
_REGION = re.compile(r",\s+([A-Z][\w.]*(?:\s[A-Z][\w.]*)?)")
_OPENING = " \t\u00a0\"'“”„«»‘’([{—–-*_>#•"
_SENTENCE_ENDS = ".!?…:\n\r"
OPEN = frozenset(("", " ", "\n", "\u00a0", "\t"))  # beside a mention: nothing of an address or a path stands there
STOPS = frozenset(_OPENING + _SENTENCE_ENDS)  # one of them right before a mention, or before the space there: a sentence may begin
REACH = 60  # code points looked at on each side


def around(text: str, start: int, end: int, never: Iterable[str] = ()) -> str:
    """Return the named gate that what stands around `text[start:end]` raises, or an empty string. `never` are the entry's own look-alikes; those
    of several words are looked for around the mention.

    >>> around("see https://x.org/Cherson now", 18, 25), around("in Moskau, Idaho.", 3, 9), around("in Cherson.", 3, 10)
    ('not-prose', 'namesake:Idaho', '')
    """
    if not (text[start - 1 : start] in OPEN and text[end : end + 1] in OPEN):
        left, right = start, end
        while left > 0 and start - left < REACH and not text[left - 1].isspace() and not is_unspaced(text[left - 1]):
            left -= 1
        while right < len(text) and right - end < REACH and not text[right].isspace() and not is_unspaced(text[right]):
            right += 1
        chunk = text[left:right]
        if len(chunk) > end - start and ("`" in (text[start - 1 : start] + text[end : end + 1]) or not is_prose(chunk)):
            return "not-prose"
    if text.startswith(",", end):
        region = _REGION.match(text, end, min(len(text), end + REACH))
        if region:
            words = region[1].split()
            for name in (" ".join(words), words[0]):
                if fold(name.rstrip(".")) in namesake_regions():
                    return f"namesake:{name.rstrip('.')}"
    phrases = phrases_with(text[start:end], tuple(never))
    if phrases:
        near = fold(text[max(0, start - REACH) : end + REACH])
        for phrase in phrases:
            if phrase in near:
                return f"protected:{phrase}"
    return ""


@lru_cache(maxsize=1 << 14)
def phrases_with(spelling: str, never: tuple[str, ...] = ()) -> tuple[str, ...]:
    """The phrases in which a spelling stands for something else, the entry's own among them.

    >>> "chicken kiev" in phrases_with("Kiev")
    True
    """
    here = fold(spelling)
    own = [fold(n) for n in never if " " in n or "-" in n]
    return tuple(phrase for phrase in (*protected_phrases(), *own) if here in phrase)


def is_prose(chunk: str) -> bool:
    """Whether what stands between two spaces is no address or path. Punctuation that ends a clause is set aside, so that `Cherson.` isn't taken for a file name.

    >>> is_prose("Cherson.)"), is_prose("x.org/Cherson")
    (True, False)
    """
    return _NOT_PROSE.search(chunk.rstrip(".,;:!?…\"'”’»)]}")) is None


def at_sentence_start(text: str, start: int) -> bool:
    """Whether a sentence, a line or the text begins at `start`.

    >>> at_sentence_start("Gone. “Cherson", 7), at_sentence_start("in Cherson", 3)
    (True, False)
    """
    i = start
    while i > 0 and text[i - 1] in _OPENING:
        i -= 1
    return i == 0 or text[i - 1] in _SENTENCE_ENDS
