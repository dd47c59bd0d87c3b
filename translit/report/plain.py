"""Results as lines, as JSON and as a diff."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Protocol

from translit.matching.policy import Candidate, Decision
from translit.report.words import held_back, reason
from translit.result import Edit, Mention, Result, warnings_of

CONTEXT = 3


class Located(Protocol):
    """A result with its place: the label of what it is part of, and the number of its first line."""

    @property
    def label(self) -> str: ...  # noqa: D102 - see the class
    @property
    def first(self) -> int: ...  # noqa: D102 - see the class
    @property
    def result(self) -> Result: ...  # noqa: D102 - see the class


class Lines:
    """Line and column (1-based, code points) of offsets in a text; `first` is the number of its first line."""

    def __init__(self, text: str, first: int = 1) -> None:
        self.first = first
        self._starts = [0]
        at = text.find("\n")
        while at >= 0:
            self._starts.append(at + 1)
            at = text.find("\n", at + 1)

    def place(self, offset: int) -> tuple[int, int]:
        """The line and column of an offset."""
        line = bisect_right(self._starts, offset) - 1
        return self.first + line, offset - self._starts[line] + 1


def edit_line(path: str, place: tuple[int, int], edit: Edit) -> str:
    """`article.txt:3:14: Cherson -> Kherson (99, exact: …)`, with what should be known of it."""
    warned = "".join(f" [warning: {w}]" for w in warnings_of(edit))
    return f"{path}:{place[0]}:{place[1]}: {edit.before} -> {edit.after} ({edit.score:g}, {edit.method}: {reason(edit)}){warned}"


def mention_line(path: str, place: tuple[int, int], mention: Mention) -> str:
    """A name that was left alone, with its candidates and the reason."""
    found = " or ".join(dict.fromkeys(f"{c.entry.canonical} ({c.score:g})" for c in mention.decision.candidates[:3]))
    return f"{path}:{place[0]}:{place[1]}: {mention.decision.spelling} left alone: {found}? {held_back(mention.decision)}"


def result_lines(path: str, result: Result, first: int = 1, *, held: bool = True) -> list[str]:
    """A line for each edit and each name left alone, in the order of the text; without `held`, of the latter only those that could be two entries."""
    lines = Lines(result.source, first)
    rows = [(edit.start, edit_line(path, lines.place(edit.start), edit)) for edit in result.edits]
    left = (*result.ambiguities, *(result.held if held else ()))
    rows += [(m.start, mention_line(path, lines.place(m.start), m)) for m in left]
    return [row for _, row in sorted(rows)]


class Summary:
    """Counts what was changed, for a few lines at the end."""

    def __init__(self) -> None:
        self.edits: Counter[tuple[str, str]] = Counter()
        self._why: dict[tuple[str, str], Edit | str] = {}
        self.left: Counter[str] = Counter()
        self.warnings: Counter[str] = Counter()
        self._left_why: dict[str, Decision | str] = {}
        self._entries: Counter[tuple[str, str]] = Counter()
        self._files: Counter[tuple[str, str]] = Counter()

    def add(self, result: Result) -> None:
        """Count one result in."""
        self.warnings.update(result.warnings)
        for edit in result.edits:
            pair = (edit.before, edit.after)
            self.edits[pair] += 1
            self._entries[edit.entry.canonical, edit.entry.id] += 1
            self._why.setdefault(pair, edit)  # put into words when they are printed
        for mention in result.ambiguities:
            self.left[mention.decision.spelling] += 1
            self._left_why.setdefault(mention.decision.spelling, mention.decision)

    def __getstate__(self) -> dict[str, Any]:
        return self.__dict__ | {
            "_why": {pair: _why(why) for pair, why in self._why.items()},
            "_left_why": {word: _held_back(why) for word, why in self._left_why.items()},
        }

    def add_file(self, other: Summary) -> None:
        """Count the summary of one file in."""
        self.add_part(other)
        self._files.update(other._entries.keys())

    def add_part(self, other: Summary) -> None:
        """Count the summary of a part of the same file in."""
        self.edits += other.edits
        self.left += other.left
        self.warnings += other.warnings
        self._entries += other._entries
        for pair, why in other._why.items():
            self._why.setdefault(pair, why)
        for word, held in other._left_why.items():
            self._left_why.setdefault(word, held)

    def lines(self) -> list[str]:
        """The changes, most frequent first, each with its reason."""
        out = []
        for (before, after), count in sorted(self.edits.items(), key=lambda i: (-i[1], i[0])):
            out.append(f"{count:>5} × {before} → {after}   {_why(self._why[before, after])}")
        out += [f"{count:>5} × warning: {warning}" for warning, count in sorted(self.warnings.items(), key=lambda i: (-i[1], i[0]))]
        out += [f"{count:>5} × {word} left alone: {_held_back(self._left_why[word])}" for word, count in sorted(self.left.items(), key=lambda i: (-i[1], i[0]))]
        return out

    def entry_lines(self) -> list[str]:
        """How often each name was changed, and in how many files, most frequent first."""
        twice = Counter(canonical for canonical, _ in self._entries)
        return [
            f"{count:>5} × {canonical}{f' ({entry_id})' if twice[canonical] > 1 else ''} in {self._files[canonical, entry_id]} files".replace(" 1 files", " 1 file")
            for (canonical, entry_id), count in sorted(self._entries.items(), key=lambda i: (-i[1], i[0]))
        ]


def _why(edit: Edit | str) -> str:
    return edit if isinstance(edit, str) else f"{edit.method} {edit.score:g}   {reason(edit)}"


def _held_back(decision: Decision | str) -> str:
    return decision if isinstance(decision, str) else held_back(decision)


def as_json(path: str, parts: Iterable[Located]) -> dict[str, Any]:
    """One file's results as plain values. Offsets count code points from the beginning of the file, or of the member, column or page that `part` names."""
    edits: list[dict[str, Any]] = []
    left: list[dict[str, Any]] = []
    offset, label = 0, path
    for part in parts:
        result, lines = part.result, Lines(part.result.source, part.first)
        where = {} if part.label == path or "!" not in part.label else {"part": part.label.split("!", 1)[1]}
        offset = offset if part.label == label else 0
        label = part.label
        for edit in result.edits:
            row = {"start": edit.start + offset, "end": edit.end + offset, **_place(lines, edit.start), "before": edit.before, "after": edit.after}
            warned = {"warnings": list(said)} if (said := warnings_of(edit)) else {}
            edits.append(where | row | _entry(edit) | {"reason": reason(edit)} | warned)
        for kind, mentions in (("ambiguous", result.ambiguities), ("held", result.held)):
            for m in mentions:
                row = {"start": m.start + offset, "end": m.end + offset, **_place(lines, m.start), "spelling": m.decision.spelling, "verdict": kind}
                left.append(where | row | {"reason": held_back(m.decision), "candidates": [_entry(c) for c in m.decision.candidates]})
        offset += len(result.source)
    return {"path": path, "edits": edits, "left_alone": left}


def _place(lines: Lines, offset: int) -> dict[str, int]:
    line, column = lines.place(offset)
    return {"line": line, "column": column}


def _entry(item: Edit | Candidate) -> dict[str, Any]:
    return {
        "entry": {"id": item.entry.id, "canonical": item.entry.canonical, "kind": item.entry.kind},
        "method": item.method,
        "score": item.score,
        "via": list(item.via),
    }


def unified_diff(path: str, result: Result, first: int = 1, *, header: bool = True) -> Iterator[str]:
    """The hunks of a unified diff, each line with its own line end. Edits never add or remove lines, so no search is needed."""
    if not result.edits:
        return
    lines = Lines(result.source)
    before, after = result.source.split("\n"), result.text.split("\n")
    changed = sorted({lines.place(edit.start)[0] - 1 for edit in result.edits})
    if header:
        yield f"--- {path}\n"
        yield f"+++ {path}\n"
    for group in _groups(changed, len(before)):
        start, end = max(0, group[0] - CONTEXT), min(_shown(before), group[-1] + CONTEXT + 1)
        yield f"@@ -{start + first},{end - start} +{start + first},{end - start} @@\n"
        i = start
        while i < end:
            if i not in group:
                yield f" {before[i]}\n"
                i += 1
                continue
            j = i
            while j in group:
                j += 1
            for sign, side in (("-", before), ("+", after)):
                for k in range(i, j):
                    yield f"{sign}{side[k]}\n"
                    if k == len(before) - 1:
                        yield "\\ No newline at end of file\n"
            i = j


def _shown(lines: Sequence[str]) -> int:
    """How many lines there are: none after a last line end."""
    return len(lines) - (lines[-1] == "")


def _groups(changed: Sequence[int], count: int) -> Iterator[list[int]]:
    group: list[int] = []
    for line in changed:
        if group and line - group[-1] > 2 * CONTEXT:
            yield group
            group = []
        group.append(line)
    if group and count:
        yield group
