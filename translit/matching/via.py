"""What links a spelling to an entry, found out when somebody asks."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, overload


class Via(Sequence[str]):
    """Ids of rule sets and named evidence, like a tuple; found out at the first look, for most are never looked at.

    >>> Via(lambda: ("uk-de",)) == ("uk-de",), list(Via(lambda: ("uk-de",)))
    (True, ['uk-de'])
    """

    __slots__ = ("_find", "_found")

    def __init__(self, find: Callable[[], Sequence[str]]) -> None:
        self._find: Callable[[], Sequence[str]] | None = find
        self._found: tuple[str, ...] = ()

    def _all(self) -> tuple[str, ...]:
        find = self._find
        if find is not None:
            self._found = tuple(find())
            self._find = None
        return self._found

    @overload
    def __getitem__(self, index: int) -> str: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[str, ...]: ...
    def __getitem__(self, index: int | slice) -> str | tuple[str, ...]:
        return self._all()[index]

    def __len__(self) -> int:
        return len(self._all())

    def __iter__(self) -> Iterator[str]:
        return iter(self._all())

    def __eq__(self, other: object) -> bool:
        return self._all() == (other._all() if isinstance(other, Via) else other)

    def __hash__(self) -> int:
        return hash(self._all())

    def __repr__(self) -> str:
        return repr(self._all())

    def __reduce__(self) -> tuple[Any, ...]:
        return (tuple, (self._all(),))


def joined(via: Sequence[str], *more: str) -> Sequence[str]:
    """The same with more named evidence at the end."""
    return Via(lambda: (*via, *more)) if isinstance(via, Via) else (*via, *more)
