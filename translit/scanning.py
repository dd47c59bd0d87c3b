"""The runs of a text, piece by piece, with what was decided of each.

To find the runs takes less than to find where they stand, so that is found out only in pieces where something was decided of one. Runs don't reach over
line ends, and pieces end there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import compress

from translit.lexicon.lists import particles
from translit.matching.resolve import Outcome
from translit.matching.unspaced import has_rare_han, has_unspaced
from translit.memory import Decided, Memory
from translit.text import run_pattern

NEAR = 1 << 12  # code points of a piece, at least, but for the last
HEAD = 4  # letters by which runs are told apart


@dataclass(frozen=True, slots=True)
class Piece:
    """Whole lines of a text, from `start` to `end`, in which something was decided of a run, or could be of what is in no run."""

    start: int
    end: int
    runs: list[str]
    outcomes: list[tuple[Outcome, ...]] | None
    """Of each run; None as long as not all are decided."""
    apart: bool
    """Whether it has letters of scripts without spaces, which are in no run (see `run_pattern`)."""

    def acting(self, text: str) -> Iterator[tuple[int, str, tuple[Outcome, ...]]]:
        """The runs of which something was decided: where each begins, and what."""
        at, past, find = self.start, 0, text.find
        runs, outcomes = self.runs, self.outcomes or []
        for number in compress(range(len(runs)), outcomes):
            run = runs[number]
            # No letter that can begin a run is outside of one, so what is found first after one run is the next. What begins like none of those between
            # is found without them: no letter stands right after a run, so that nothing begins in one and goes on behind it.
            if number > past:
                head, between = run[:HEAD], runs[past:number]
                if self.apart or not head.isalnum() or head in "\n".join(between):
                    for other in between:
                        at = find(other, at) + len(other)
            at = find(run, at)
            yield at, run, outcomes[number]
            at += len(run)
            past = number + 1


class Scanner:
    """Finds the runs of texts. Read-only."""

    __slots__ = ("_apart", "_decide", "_plain")

    def __init__(self, decide: Callable[[set[str]], Decided]) -> None:
        self._decide = decide
        self._plain = run_pattern(particles()).findall
        self._apart: Callable[[str, int, int], list[str]] | None = None

    def pieces(self, text: str, memory: Memory) -> Iterator[Piece]:
        """The pieces of a text that are worth a look, in their order."""
        found = self._found(text, memory)
        for piece in found:
            if piece.outcomes is not None:
                yield piece
                continue
            rest = [piece, *found]  # what is new is decided all at once
            for apart, known in ((False, memory.decided), (True, memory.apart)):
                unseen = {run for p in rest if p.apart is apart for run in p.runs}.difference(known)
                if unseen:
                    known.update(self._decide(unseen))
            for p in rest:
                yield Piece(p.start, p.end, p.runs, _all_of(p.runs, memory.apart if p.apart else memory.decided), p.apart)

    def _found(self, text: str, memory: Memory) -> Iterator[Piece]:
        rare = apart = has_rare_han(text)
        start, size = 0, len(text)
        while start < size:
            end = text.find("\n", start + NEAR) + 1 or size
            apart = (apart or rare) and has_unspaced(text[start:end])  # a piece is most often like the one before
            if not apart:
                runs = self._plain(text, start, end)
                outcomes = _all_of(runs, memory.decided)
                apart = outcomes is None and any(not run.isascii() and run not in memory.decided and has_unspaced(run) for run in runs)
            if apart:
                runs = self._within_spaces(text, start, end)
                outcomes = _all_of(runs, memory.apart)
            if outcomes is None or apart or any(outcomes):
                yield Piece(start, end, runs, outcomes, apart)
            start = end

    def _within_spaces(self, text: str, start: int, end: int) -> list[str]:
        if self._apart is None:
            self._apart = run_pattern(particles(), apart=True).findall
        return self._apart(text, start, end)


def _all_of(runs: list[str], known: Decided) -> list[tuple[Outcome, ...]] | None:
    """What was decided of each run; None where one of them isn't known."""
    try:
        return list(map(known.__getitem__, runs))
    except KeyError:
        return None
