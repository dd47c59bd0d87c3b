"""The runs of a text, piece by piece, with what was decided of each.

To find the runs takes less than to find where they stand, so that is found out only in pieces where something was decided of one. Runs don't reach over
line ends, and pieces end there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from translit.lexicon.lists import particles
from translit.matching.memory import Memory
from translit.matching.resolve import Outcome
from translit.matching.unspaced import has_rare_han, has_unspaced
from translit.text import run_pattern

NEAR = 1 << 12  # code points of a piece, at least, but for the last


@dataclass(frozen=True, slots=True)
class Piece:
    """Whole lines of a text, from `start` to `end`."""

    start: int
    end: int
    runs: list[str]
    outcomes: list[tuple[Outcome, ...] | None]
    """Of each run; None where it isn't decided."""
    apart: bool
    """Whether it has letters of scripts without spaces, which are in no run (see `run_pattern`)."""

    @property
    def decided(self) -> bool:
        """Whether all of its runs are."""
        return None not in self.outcomes

    def acting(self, text: str) -> Iterator[tuple[int, str, tuple[Outcome, ...]]]:
        """The runs of which something was decided: where each begins, and what."""
        if any(self.outcomes):
            at, find = self.start, text.find
            for run, outcomes in zip(self.runs, self.outcomes, strict=True):
                at = find(run, at)  # no letter that can begin a run is outside of one, so what is found first after one run is the next
                if outcomes:
                    yield at, run, outcomes
                at += len(run)


class Scanner:
    """Finds the runs of texts. Read-only."""

    __slots__ = ("_apart", "_decide", "_plain")

    def __init__(self, decide: Callable[[set[str]], dict[str, tuple[Outcome, ...]]]) -> None:
        self._decide = decide
        self._plain = run_pattern(particles()).findall
        self._apart: Callable[[str, int, int], list[str]] | None = None

    def pieces(self, text: str, memory: Memory) -> Iterator[Piece]:
        """The pieces of a text in their order, all of their runs decided."""
        found = self._found(text, memory)
        for piece in found:
            if piece.decided:
                yield piece
                continue
            rest = [piece, *found]  # what is new is decided all at once
            for apart, known in ((False, memory.decided), (True, memory.apart)):
                unseen = {run for p in rest if p.apart is apart for run in p.runs}.difference(known)
                if unseen:
                    known.update(self._decide(unseen))
            for p in rest:
                yield Piece(p.start, p.end, p.runs, list(map((memory.apart if p.apart else memory.decided).get, p.runs)), p.apart)

    def _found(self, text: str, memory: Memory) -> Iterator[Piece]:
        rare = apart = has_rare_han(text)
        start, size, known = 0, len(text), memory.decided.get
        while start < size:
            end = text.find("\n", start + NEAR) + 1 or size
            apart = (apart or rare) and has_unspaced(text[start:end])  # a piece is most often like the one before
            if not apart:
                runs = self._plain(text, start, end)
                outcomes = list(map(known, runs))
                apart = None in outcomes and any(o is None and not run.isascii() and has_unspaced(run) for run, o in zip(runs, outcomes, strict=True))
            if apart:
                runs = self._within_spaces(text, start, end)
                outcomes = list(map(memory.apart.get, runs))
            yield Piece(start, end, runs, outcomes, apart)
            start = end

    def _within_spaces(self, text: str, start: int, end: int) -> list[str]:
        if self._apart is None:
            self._apart = run_pattern(particles(), apart=True).findall
        return self._apart(text, start, end)
