"""What a Normalizer remembers of the runs it has met: what was decided of each, and which of them have anything to say."""

from __future__ import annotations

from collections.abc import Mapping

from translit.matching.resolve import Outcome


class Memory:
    """Runs of words with their outcomes.

    Most runs of most texts are nothing, or right: the sets tell of a whole text in a few steps whether anything in it would change. A run is in its sets
    before it is in `decided`, so that a thread that finds it there finds it in them, too.
    """

    __slots__ = ("acting", "changing", "decided", "licensing", "quiet", "right")

    def __init__(self) -> None:
        self.decided: dict[str, tuple[Outcome, ...]] = {}
        self.acting: set[str] = set()
        """The runs with any outcome."""
        self.changing: set[str] = set()
        """The runs with an outcome that can be an edit."""
        self.licensing: set[str] = set()
        """The runs with the full name of a person."""
        self.right: dict[str, tuple[Outcome, ...]] = {}
        """Runs near a tie with their outcomes, those that change nothing among them."""
        self.quiet = True
        """Whether the last text had no changing run: a guess at the next one, which spares time and decides nothing."""

    def add(self, decided: Mapping[str, tuple[Outcome, ...]]) -> None:
        """Remember what was decided."""
        for run, outcomes in decided.items():
            for outcome in outcomes:
                self.acting.add(run)
                if outcome.decision.verdict in ("replace", "ambiguous"):  # context can settle a tie
                    self.changing.add(run)
                elif outcome.decision.verdict == "correct" and not outcome.licence:
                    self.licensing.add(run)
        self.decided.update(decided)
