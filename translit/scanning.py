"""The runs of a text, piece by piece, with what was decided of each.

To find the runs takes less than to find where they stand, so that is found out only in pieces where something was decided of one. Runs don't reach over
line ends, and pieces end there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from translit.lexicon.lists import particles
from translit.matching.policy import Policy
from translit.matching.unspaced import has_rare_han, has_unspaced
from translit.memory import Decided, Known, Memory
from translit.placing import Standing
from translit.text import Runs, run_pattern

NEAR = 1 << 12  # code points of a piece, at least, but for the last
HEAD = 4  # letters by which runs are told apart


@dataclass(slots=True)
class Piece:
    """Whole lines of a text, from `start` to `end`, in which something was decided of a run, or could be of what is in no run."""

    start: int
    end: int
    runs: list[str]
    numbers: list[int]
    """Of the runs of which it isn't known that there is nothing to say."""
    apart: bool
    """Whether it has letters of scripts without spaces, which are in no run (see `run_pattern`)."""

    def acting(self, text: str, known: Known) -> Iterator[tuple[int, tuple[Standing, ...]]]:
        """Where each run begins of which something was decided, and what."""
        at, end, past, find = self.start, self.end, 0, text.find  # what is short is searched without preparing for it, so the end is named
        runs, acting = self.runs, known.acting
        for number in self.numbers:
            run = runs[number]
            # No letter that can begin a run is outside of one, so what is found first after one run is the next. What begins like none of those between
            # is found without them: no letter stands right after a run, so that nothing begins in one and goes on behind it.
            if number > past:
                head, between = run[:HEAD], runs[past:number]
                if self.apart or not head.isalnum() or head in "\n".join(between):
                    for other in between:
                        at = find(other, at, end) + len(other)
            at = find(run, at, end)
            yield at, acting.get(run, ())
            at += len(run)
            past = number + 1


class Scanner:
    """Finds the runs of texts. Read-only."""

    __slots__ = ("_apart", "_decide", "_plain", "_policy")

    def __init__(self, decide: Callable[[set[str]], Decided], policy: Policy, runs: Runs) -> None:
        self._decide = decide
        self._policy = policy
        self._plain = runs.findall
        self._apart: Callable[[str, int, int], list[str]] | None = None

    def pieces(self, text: str, memory: Memory) -> Iterator[Piece]:
        """The pieces of a text that are worth a look, in their order, all of their runs decided."""
        found = self._found(text, memory)
        for piece in found:
            known, runs = memory.apart if piece.apart else memory.plain, piece.runs
            if all(runs[number] in known.acting for number in piece.numbers):
                yield piece
                continue
            rest = [piece, *found]  # what is new is decided all at once
            for apart, known in ((False, memory.plain), (True, memory.apart)):
                unseen = known.unseen({run for p in rest if p.apart is apart for run in p.runs})
                if unseen:
                    known.add(self._decide(unseen), self._policy)
            for p in rest:
                yield Piece(p.start, p.end, p.runs, _not_in((memory.apart if p.apart else memory.plain).nothing, p.runs), p.apart)

    def _found(self, text: str, memory: Memory) -> Iterator[Piece]:
        rare = apart = has_rare_han(text)
        start, size, plain = 0, len(text), memory.plain
        while start < size:
            end = text.find("\n", start + NEAR) + 1 or size
            apart = (apart or rare) and has_unspaced(text[start:end])  # a piece is most often like the one before
            if not apart:
                runs = self._plain(text, start, end)
                numbers = _not_in(plain.nothing, runs)
                for number in numbers:
                    if not (run := runs[number]).isascii() and run not in plain.acting and has_unspaced(run):
                        apart = True
                        break
            if apart:
                runs = self._within_spaces(text, start, end)
                numbers = _not_in(memory.apart.nothing, runs)
            if numbers or apart:
                yield Piece(start, end, runs, numbers, apart)
            start = end

    def _within_spaces(self, text: str, start: int, end: int) -> list[str]:
        if self._apart is None:
            self._apart = run_pattern(particles(), apart=True).findall
        return self._apart(text, start, end)


def _not_in(nothing: set[str], runs: list[str]) -> list[int]:
    """The numbers of the runs that aren't in the set."""
    said = list(map(nothing.__contains__, runs))
    numbers: list[int] = []
    number = -1
    for _ in range(said.count(False)):  # few of many: they are found faster than all are looked at
        number = said.index(False, number + 1)
        numbers.append(number)
    return numbers
