"""CSV and TSV: cells are text; delimiters, quotes, line ends, blank and ragged rows stay as they are (RFC 4180, and what is met beside it)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from translit.documents.base import Options, Scanner
from translit.documents.spans import Change, Piece, Span
from translit.errors import DocumentError, did_you_mean
from translit.normalizer import Normalizer
from translit.result import Edit, Result

DELIMITERS = ",;\t|"
SAMPLE = 50  # records that the delimiter is found from
SAMPLE_SIZE = 1 << 16  # code points in which they stand
LONGEST_CELL = 1 << 22  # code points; a quote that isn't closed within them is an ordinary character
_SEP = re.compile(r"sep=(.)(?:\r\n|\n|\r|\Z)")


class Cell(NamedTuple):
    """A cell in the source, with its quotes."""

    start: int
    end: int
    quoted: bool


@dataclass(frozen=True, slots=True)
class Place:
    """Where a span stands: its cell, and the column to add beside it."""

    cell: Cell
    added: str | None = None
    """Name of the column to add, in the header row; an empty string in the rows after it; None where none is added."""


class _Cells:
    """Cuts a text into records of cells."""

    def __init__(self, delimiter: str) -> None:
        d = re.escape(delimiter)
        # A quoted cell ends where a delimiter or a line end follows its closing quote. Otherwise the quote is an ordinary character of a plain cell.
        self._quoted = re.compile(rf'"(?:[^"]++|"")*+"(?={d}|[\r\n]|\Z)')
        self._plain = re.compile(rf"[^{d}\r\n]*+")
        self._end = re.compile(r"\r\n|\n|\r")
        self._delimiter = delimiter

    def records(self, text: str, last: bool) -> Iterator[tuple[list[Cell], int]]:
        """Each record and where the next begins; without `last`, only those that are sure to be whole."""
        at, length = 0, len(text)
        while at < length:
            row: list[Cell] = []
            while True:
                match = self._quoted.match(text, at) if text.startswith('"', at) else None
                if match and match.end() == length and not last:
                    return
                if match is None and not last and text.startswith('"', at) and length - at < LONGEST_CELL and self._open(text, at):
                    return
                quoted = match is not None
                end = match.end() if match else self._plain.match(text, at).end()  # type: ignore[union-attr]
                row.append(Cell(at, end, quoted))
                if not text.startswith(self._delimiter, end) or end >= length:
                    break
                at = end + 1
            stop = self._end.match(text, end)
            # A record is whole once its line end is; a carriage return at the end of the buffer may have a line feed after it.
            if not last and (stop is None or (stop.end() == length and stop[0] == "\r")):
                return
            at = stop.end() if stop else end
            yield row, at

    @staticmethod
    def _open(text: str, at: int) -> bool:
        """Whether the quote at `at` is still open at the end of the text: no lone quote follows it."""
        body = text.find('"', at + 1)
        while body >= 0 and text.startswith('""', body):
            body = text.find('"', body + 2)
        return body < 0 or body == len(text) - 1


def sniff(text: str, last: bool) -> str:
    r"""The delimiter of a table: the one that cuts most records into the same number of cells, more than one; a comma where none does.

    >>> sniff("a;b\n1,5;2\n2,5;3\n", True), sniff("name\nCherson\n", True)
    (';', ',')
    """
    best, best_score = ",", 0.0
    text, last = text[:SAMPLE_SIZE], last and len(text) <= SAMPLE_SIZE
    for delimiter in DELIMITERS:
        widths: Counter[int] = Counter()
        for i, (row, _) in enumerate(_Cells(delimiter).records(text, last)):
            if i == SAMPLE:
                break
            if row[0].end > row[0].start or len(row) > 1:
                widths[len(row)] += 1
        if widths:
            width, count = max(widths.items(), key=lambda w: (w[1], w[0]))
            score = count / widths.total() if width > 1 else 0.0
            if score > best_score:
                best, best_score = delimiter, score
    return best


class DelimitedScanner(Scanner):
    """A span for each cell (of the columns asked for)."""

    delimiter = ""

    def __init__(self, name: str, options: Options, normalizer: Normalizer | None) -> None:
        super().__init__(name, options, normalizer)
        if options.out_columns and len(options.out_columns) != len(options.columns):
            raise DocumentError(f"{name}: {len(options.out_columns)} output columns for {len(options.columns)} columns: give one --out-column for each --column")
        self._cells: _Cells | None = None
        self._numbers: tuple[int, ...] | None = None
        self._header = bool(options.out_columns) or any(not c.isdigit() for c in options.columns)

    def scan(self, text: str, last: bool) -> tuple[list[Span], int]:
        """The cells of all whole records."""
        spans: list[Span] = []
        used = 0
        if self._cells is None:
            declared = _SEP.match(text)
            if declared:
                used = declared.end()
            self._cells = _Cells(declared[1] if declared else self.delimiter or sniff(text, last))
        body = text[used:] if used else text
        begin = used
        for row, end in self._cells.records(body, last):
            used = begin + end
            if len(row) == 1 and row[0].start == row[0].end:
                continue
            cells = [Cell(c.start + begin, c.end + begin, c.quoted) for c in row] if begin else row
            if self._numbers is None:
                self._numbers = self._find_columns([_span(text, c).text.strip() for c in cells])
                if self._header:
                    spans += self._header_spans(cells)
                    continue
            spans += self._row_spans(text, cells)
        return spans, used

    def _find_columns(self, names: list[str]) -> tuple[int, ...]:
        """The numbers, from 0, of the columns asked for. Raises `DocumentError` naming every one that isn't there."""
        numbers: list[int] = []
        faults: list[str] = []
        for asked in self.options.columns:
            if asked in names:
                numbers.append(names.index(asked))
            elif asked.isdigit() and 0 < int(asked) <= len(names):
                numbers.append(int(asked) - 1)
            else:
                faults.append(f"no column {asked!r}{did_you_mean(asked, names)}")
        faults += [f"there is a column {n!r} already" for n in self.options.out_columns if n in names]
        if faults:
            raise DocumentError("\n".join(f"{self.name}:{self.line}: {fault}" for fault in faults))
        return tuple(numbers)

    def _header_spans(self, cells: list[Cell]) -> Iterator[Span]:
        for number, name in sorted(zip(self._numbers or (), self.options.out_columns, strict=False)):
            yield Span([], place=Place(cells[number], name))

    def _row_spans(self, text: str, cells: list[Cell]) -> Iterator[Span]:
        numbers = sorted(set(self._numbers or ())) if self.options.columns else range(len(cells))
        added = "" if self.options.out_columns else None
        for number in numbers:
            if number < len(cells) and (added is not None or cells[number].start < cells[number].end):
                yield _span(text, cells[number], Place(cells[number], added))

    def render(self, span: Span, result: Result) -> tuple[list[Change], list[Edit]]:
        """The edits in the cell, or a cell with them beside it. A cell that gets a delimiter or a quote by an edit is quoted."""
        place = span.place
        assert isinstance(place, Place)  # every span of this scanner has one
        cell = place.cell
        if place.added:
            return [Change(cell.end, cell.end, self._delimiter + self._quote(place.added, quoted=cell.quoted))], []
        if place.added is not None:
            return [Change(cell.end, cell.end, self._delimiter + self._quote(result.text, quoted=cell.quoted))], list(result.edits)
        changes, made = super().render(span, result)
        if changes and not cell.quoted and self._quote(result.text, quoted=False) != result.text and not any(c in span.text for c in self._special):
            return [Change(cell.start, cell.end, self._quote(result.text, quoted=True))], made
        return changes, made

    @property
    def _delimiter(self) -> str:
        return self._cells._delimiter if self._cells else ","

    @property
    def _special(self) -> str:
        return self._delimiter + '"\r\n'

    def _quote(self, text: str, *, quoted: bool) -> str:
        return '"' + text.replace('"', '""') + '"' if quoted or any(c in text for c in self._special) else text

    def finish(self) -> None:
        """An empty table has no columns."""
        if self._numbers is None and self.options.columns:
            self._find_columns([])


class TabbedScanner(DelimitedScanner):
    """Cells between tabs."""

    delimiter = "\t"


def _span(text: str, cell: Cell, place: Place | None = None) -> Span:
    if not cell.quoted:
        return Span([Piece(cell.start, cell.end, text[cell.start : cell.end])], place=place)
    pieces: list[Piece] = []
    at, stop = cell.start + 1, cell.end - 1
    while at < stop:
        quote = text.find('"', at, stop)
        if quote < 0:
            quote = stop
        if at < quote:
            pieces.append(Piece(at, quote, text[at:quote]))
        if quote < stop:
            pieces.append(Piece(quote, quote + 2, '"', literal=False))
        at = quote + 2
    return Span(pieces, _double, place)


def _double(text: str) -> str:
    return text.replace('"', '""')
