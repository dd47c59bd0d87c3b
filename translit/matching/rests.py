"""What stays of names when the letters are taken off that an ending can stand for: tells of most words at once that no name is their stem."""

from __future__ import annotations

from collections.abc import Container, Iterable
from functools import lru_cache

from translit.lexicon.lists import endings
from translit.text import fold


def rests_of(names: Iterable[str], least: int) -> set[str]:
    """The rests of names (folded, each one word), of `least` letters or more.

    >>> sorted(rests_of(["moskva"], 5))
    ['moskv', 'moskva']
    """
    _, replaced, _ = _endings()
    sizes = sorted({len(own) for own in replaced})
    return {name[: len(name) - size] for name in names for size in sizes if len(name) >= size + least and name[len(name) - size :] in replaced}


class Rests:
    """The rests of many names, of `least` letters or more; there may be some too many among them.

    >>> rests = Rests(rests_of(["moskva", "herson"], 2), 2)
    >>> rests.begin("moskvy"), rests.begin("hersonu"), rests.begin("mosty")
    (True, True, False)
    """

    __slots__ = ("_found", "_least")

    def __init__(self, found: Container[str], least: int) -> None:
        self._found, self._least = found, least

    def begin(self, word: str) -> bool:
        """Whether a word (folded) is one of them and an ending."""
        some, _, longest = _endings()
        found, size = self._found, len(word)
        for cut in range(max(self._least, size - longest), size):  # noqa: SIM110 - asked of every word: a generator would take half as long again
            if word[cut:] in some and word[:cut] in found:
                return True
        return False


@lru_cache(maxsize=1)
def _endings() -> tuple[frozenset[str], frozenset[str], int]:
    """The endings, folded; what they can stand for; and how long they are."""
    some = frozenset(fold(e.letters) for e in endings())
    return some, frozenset(fold(e.replaces) for e in endings()), max(map(len, some))
