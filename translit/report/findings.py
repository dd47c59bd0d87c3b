"""What `check` found, place by place: the one list that every format of its output is written from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from translit.report.plain import Lines
from translit.report.words import held_back, reason
from translit.result import Result


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A spelling in a file. Lines and columns are 1-based, columns count code points, the end is behind the last one."""

    path: str
    line: int
    column: int
    end_line: int
    end_column: int
    before: str
    after: str
    """What it would become; empty where it is left alone."""
    rule: str
    """exact, rule, fuzzy, or ambiguous where it is left alone."""
    score: float
    why: str
    entry: str

    @property
    def message(self) -> str:
        """One sentence."""
        if self.after:
            return f"“{self.before}” should be “{self.after}” ({self.rule} {self.score:g}: {self.why})"
        return f"“{self.before}” could be more than one name and is left alone: {self.why}"


def places(path: str, result: Result, first: int = 1) -> list[Place]:
    """The edits and ambiguities of a result, in order; `first` is the number of the source's first line.

    >>> from translit import explain
    >>> [(p.line, p.column, p.after) for p in places("a.txt", explain("In Cherson"))]
    [(1, 4, 'Kherson')]
    """
    if not result.edits and not result.ambiguities:
        return []
    lines = Lines(result.source, first)
    found = []
    for edit in result.edits:
        where = (*lines.place(edit.start), *lines.place(edit.end))
        found.append(Place(path, *where, edit.before, edit.after, edit.method, edit.score, reason(edit), edit.entry.id))
    for mention in result.ambiguities:
        where = (*lines.place(mention.start), *lines.place(mention.end))
        decision = mention.decision
        names = " or ".join(dict.fromkeys(c.entry.canonical for c in decision.candidates[:3]))
        why = f"{names}; {held_back(decision)}"
        found.append(Place(path, *where, decision.spelling, "", "ambiguous", decision.score, why, decision.candidates[0].entry.id))
    return sorted(found)


def by_name(found: Iterable[Place]) -> list[str]:
    """Counts per name, the most frequent first: `12 × Kherson (kherson): 9 Cherson, 3 Jersón`.

    >>> from translit import explain
    >>> by_name(places("a.txt", explain("Cherson, Jersón, Cherson")))
    ['    3 × Kherson (kherson): 2 Cherson, 1 Jersón']
    """
    counts: dict[str, Counter[str]] = {}
    written: dict[str, Counter[str]] = {}
    for place in found:
        if place.after:
            counts.setdefault(place.entry, Counter())[place.before] += 1
            written.setdefault(place.entry, Counter())[place.after] += 1
    rows = []
    for entry, spellings in sorted(counts.items(), key=lambda i: (-i[1].total(), i[0])):
        ordered = sorted(spellings.items(), key=lambda i: (-i[1], i[0]))
        name = min(written[entry].items(), key=lambda i: (-i[1], i[0]))[0]
        rows.append(f"{spellings.total():>5} × {name} ({entry}): " + ", ".join(f"{n} {spelling}" for spelling, n in ordered))
    return rows
