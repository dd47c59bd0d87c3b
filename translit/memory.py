"""What a Normalizer remembers of the runs it has met."""

from __future__ import annotations

from translit.matching.policy import Policy
from translit.matching.resolve import Outcome
from translit.placing import Standing

Decided = dict[str, tuple[Outcome, ...]]


class Memory:
    """Spellings with their outcomes; none where there is nothing to say of one."""

    __slots__ = ("apart", "decided", "listed", "right", "standing")

    def __init__(self) -> None:
        self.decided: Decided = {}
        """Runs without letters of scripts that are written without spaces."""
        self.apart: Decided = {}
        """Runs in texts with such letters."""
        self.listed: Decided = {}
        """Listed names in such scripts."""
        self.right: Decided = {}
        """Runs near a tie, those that change nothing among them."""
        self.standing: dict[str, tuple[Standing, ...]] = {}
        """Runs of `decided` with outcomes, as far as they have been met."""

    def stand(self, run: str, outcomes: tuple[Outcome, ...], policy: Policy) -> tuple[Standing, ...]:
        """The outcomes of a run as they are placed, remembered."""
        found = self.standing[run] = tuple(Standing(run, outcome, policy) for outcome in outcomes)
        return found

    def __len__(self) -> int:
        return len(self.decided) + len(self.apart) + len(self.listed) + len(self.right)
