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
    replaced = _endings()[1]
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
        some, _, within = _endings()
        found, cut, least = self._found, len(word) - 1, self._least
        while cut >= least and (end := word[cut:]) in within:  # nearly all words are done with after two letters or three
            if end in some and word[:cut] in found:
                return True
            cut -= 1
        return False


@lru_cache(maxsize=1)
def _endings() -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """The endings, folded; what they can stand for; and what endings end in."""
    some = frozenset(fold(e.letters) for e in endings())
    return some, frozenset(fold(e.replaces) for e in endings()), tails_of(some)


def tails_of(endings: Iterable[str]) -> frozenset[str]:
    """What texts end in, themselves among it.

    >>> sorted(tails_of(["ami", "i"]))
    ['ami', 'i', 'mi']
    """
    return frozenset(one[start:] for one in endings for start in range(len(one)))
