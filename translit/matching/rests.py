"""What stays of names when the letters are taken off that an ending can stand for: tells of most words at once that no name is their stem."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache

from translit.lexicon.lists import endings
from translit.text import fold


class Rests:
    """The rests of many names (folded, each one word), of `least` letters or more.

    >>> rests = Rests(["moskva", "herson"], least=2)
    >>> rests.begin("moskvy"), rests.begin("hersonu"), rests.begin("mosty")
    (True, True, False)
    """

    __slots__ = ("_found", "_least")

    def __init__(self, names: Iterable[str], *, least: int) -> None:
        _, replaced, _ = _endings()
        sizes = sorted({len(own) for own in replaced})
        self._least = least
        self._found = {name[: len(name) - size] for name in names for size in sizes if len(name) >= size + least and name[len(name) - size :] in replaced}

    def begin(self, word: str) -> bool:
        """Whether a word (folded) is one of them and an ending."""
        some, _, longest = _endings()
        found, size = self._found, len(word)
        for cut in range(max(self._least, size - longest), size):  # noqa: SIM110 - asked of every word: a generator would take half as long again
            if word[:cut] in found and word[cut:] in some:
                return True
        return False


class Unhurried:
    """Rests that are made once so many words were asked about; until then every word may begin with one. To make them takes all names, a page asks little."""

    __slots__ = ("_left", "_made", "_make")

    def __init__(self, make: Callable[[], Rests], after: int) -> None:
        self._make, self._left = make, after
        self._made: Rests | None = None

    def begin(self, word: str) -> bool:
        """Whether a word may be one of them and an ending."""
        if self._made is None:
            if self._left > 0:
                self._left -= 1
                return True
            self._made = self._make()
        return self._made.begin(word)


@lru_cache(maxsize=1)
def _endings() -> tuple[frozenset[str], frozenset[str], int]:
    """The endings, folded; what they can stand for; and how long they are."""
    some = frozenset(fold(e.letters) for e in endings())
    return some, frozenset(fold(e.replaces) for e in endings()), max(map(len, some))
