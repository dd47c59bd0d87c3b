"""What a Normalizer remembers of the runs it has met."""

from __future__ import annotations

from translit.matching.policy import Policy
from translit.matching.resolve import Outcome
from translit.placing import Standing

Decided = dict[str, tuple[Outcome, ...]]


class Known:
    """Runs that were decided. Of most of them nothing is to be said, and to find that out takes less of a set."""

    __slots__ = ("acting", "nothing")

    def __init__(self) -> None:
        self.nothing: set[str] = set()
        self.acting: dict[str, tuple[Standing, ...]] = {}

    def unseen(self, runs: set[str]) -> set[str]:
        """Those of them that weren't met before."""
        return runs.difference(self.nothing, self.acting)

    def add(self, decided: Decided, policy: Policy) -> None:
        """Remember what was decided."""
        self.acting.update((run, tuple(Standing(run, o, policy) for o in outcomes)) for run, outcomes in decided.items() if outcomes)
        self.nothing.update(run for run, outcomes in decided.items() if not outcomes)

    def __len__(self) -> int:
        return len(self.nothing) + len(self.acting)


class Memory:
    """What was decided of spellings."""

    __slots__ = ("apart", "listed", "plain", "right")

    def __init__(self) -> None:
        self.plain = Known()
        """Runs without letters of scripts that are written without spaces."""
        self.apart = Known()
        """Runs in texts with such letters."""
        self.listed: Decided = {}
        """Listed names in such scripts."""
        self.right: Decided = {}
        """Runs near a tie, those that change nothing among them."""

    def __len__(self) -> int:
        return len(self.plain) + len(self.apart) + len(self.listed) + len(self.right)
