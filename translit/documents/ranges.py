"""A large file of plain text, its pieces worked on by several processes; what comes of it is the same as of one.

The file is cut into the very pieces that one process would read. Each worker reads a range of them for itself and writes what comes of it into a file of
its own; these are put together in order. A surname alone counts once the full name was met, perhaps in an earlier range: a worker begins with
the persons of the first range as a guess and notes which it asked for, and a range that guessed wrong is done again with what is known by then.

Not split are files with a `translit:` comment in them, small and compressed ones, formats with a syntax, and encodings in which a line end is more than a byte.
"""

from __future__ import annotations

import mmap
import shutil
import signal
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, Generic, TypeVar

from translit.documents.base import Part
from translit.documents.encoding import HEAD, Encoding, find_encoding
from translit.documents.plain import PlainScanner
from translit.documents.spans import Changes, compare
from translit.documents.storage import compression, replacing
from translit.documents.textfile import Done, apply_results, pieces_of, read_again, write_piece
from translit.matching.ties import Habits
from translit.normalizer import Normalizer
from translit.rewriting import Session

S = TypeVar("S")

LEAST = 1 << 24  # bytes of a file that is worth it
RANGE = 8  # pieces of a range


@dataclass(frozen=True, slots=True)
class _Piece:
    start: int
    end: int
    """Bytes of the file."""
    line: int


@dataclass(frozen=True, slots=True)
class _Range:
    pieces: tuple[_Piece, ...]
    part: Path
    """Where what comes of it is written."""
    licensed: frozenset[str]
    """The persons whose full names are taken to have been met before."""


@dataclass(frozen=True, slots=True)
class _Outcome(Generic[S]):
    seen: S
    changed: bool
    licensed: frozenset[str]
    """The persons whose full names stand in the range."""
    asked: frozenset[str]
    """The persons whose full names were asked for where none had stood in the range yet."""
    tied: bool
    """Whether the habits of the document so far were asked for."""


class _Tied(Exception):  # noqa: N818 - no error, but the end of an attempt
    """What settles a tie may stand in another range: the file isn't to be split."""


class _Habits(Habits):
    """A document's habits that note whether they were asked for."""

    __slots__ = ("asked",)

    def __init__(self) -> None:
        super().__init__()
        self.asked = False

    def leading(self, but: str) -> frozenset[str]:
        self.asked = True
        return super().leading(but)


class _Licensed(set[str]):
    """A session's persons, with what was asked of those that another range must tell."""

    def __init__(self, guess: Iterable[str]) -> None:
        super().__init__(guess)
        self.own: set[str] = set()
        self.asked: set[str] = set()

    def add(self, element: str) -> None:
        self.own.add(element)
        super().add(element)

    def intersection(self, *others: Iterable[object]) -> set[str]:
        ids = [i for other in others for i in other if isinstance(i, str)]
        self.asked.update(i for i in ids if i not in self.own)
        return {i for i in ids if i in self}


@dataclass(frozen=True, slots=True)
class _Work(Generic[S]):
    path: Path
    encoding: Encoding
    scanner: PlainScanner
    normalizer: Normalizer
    begin: Callable[[], S]
    add: Callable[[S, Part], object]
    session: Session
    """The document's, after its first range: where its habits are full, they are those of every later range, too."""

    def __call__(self, given: _Range, *, begins: bool = False) -> _Outcome[S]:
        session = self.session if begins else Session()
        session.licensed = licensed = _Licensed(given.licensed)
        if not begins:
            session.habits = self.session.habits.copy() if self.session.habits.full else _Habits()
        seen, name, first = self.begin(), str(self.path), given.pieces[0].start
        with Changes() as changes:
            with self.path.open("rb") as source, given.part.open("wb") as out:
                source.seek(first)
                position = 0
                for piece in given.pieces:
                    text = source.read(piece.end - piece.start).decode(self.encoding.codec)
                    spans, _ = self.scanner.scan(text, last=True)
                    results = [self.normalizer.explain(span.text, session) for span in spans]
                    made, edits, result = apply_results(text, spans, results, self.scanner)
                    if made:
                        read_again(result.text, spans, edits, self.scanner, name)
                    position = write_piece(out, Done(Part(name, piece.line, result), made), self.encoding, name, position, changes)
                    self.add(seen, Part(name, piece.line, result))
            with self.path.open("rb") as before, given.part.open("rb") as after:
                before.seek(first)
                rest = given.pieces[-1].end - first
                compare(_Stretch(before, rest), after, changes, name)  # type: ignore[arg-type]
            return _Outcome(seen, len(changes) > 0, frozenset(licensed.own), frozenset(licensed.asked), isinstance(session.habits, _Habits) and session.habits.asked)


class _Stretch:
    """The next bytes of a file, as if it ended there."""

    def __init__(self, file: IO[bytes], left: int) -> None:
        self._file = file
        self._left = left

    def read(self, size: int) -> bytes:
        data = self._file.read(min(size, self._left))
        self._left -= len(data)
        return data


def rewrite_in_ranges(
    path: Path, target: Path, scanner: PlainScanner, asked: str, normalizer: Normalizer, begin: Callable[[], S], add: Callable[[S, Part], object], jobs: int
) -> list[S] | None:
    """Normalize `path` into `target` with so many processes; what `begin` and `add` made of each range, in order. None where the file isn't split.

    As with one process, the target appears whole or not at all, and a file in place that needs no edit is not touched.
    """
    try:
        return _in_ranges(path, target, scanner, asked, normalizer, begin, add, jobs)
    except _Tied:
        return None


def _in_ranges(
    path: Path, target: Path, scanner: PlainScanner, asked: str, normalizer: Normalizer, begin: Callable[[], S], add: Callable[[S, Part], object], jobs: int
) -> list[S] | None:
    pieces = _cut(path, scanner, asked)
    if pieces is None or sys.platform != "linux":  # without a cheap fork every worker would build the index anew
        return None
    import multiprocessing
    import tempfile

    encoding, found = pieces
    work = _Work(path, encoding, scanner, normalizer, begin, add, Session())
    outcomes: list[S] = []
    changed = False
    with replacing(path, target) as scratch, tempfile.TemporaryDirectory(prefix=".translit-", dir=target.parent) as folder:

        def ranges(licensed: frozenset[str], start: int, stop: int) -> Iterator[_Range]:
            for number in range(start, stop, RANGE):
                yield _Range(tuple(found[number : number + RANGE]), Path(folder) / str(number), licensed)

        with scratch.path.open("wb") as out:
            out.write(encoding.bom)
            known: set[str] = set()

            def take(given: _Range, outcome: _Outcome[S]) -> None:
                nonlocal changed
                if outcome.tied and outcomes:
                    raise _Tied
                if any((i in known) != (i in given.licensed) for i in outcome.asked):
                    outcome = work(_Range(given.pieces, given.part, frozenset(known)))
                known.update(outcome.licensed)
                outcomes.append(outcome.seen)
                changed = changed or outcome.changed
                with given.part.open("rb") as part:
                    shutil.copyfileobj(part, out, 1 << 20)
                given.part.unlink()

            # The first range is done before there are workers: they begin with its decisions in memory.
            for given in ranges(frozenset(), 0, RANGE):
                take(given, work(given, begins=True))
            rest = list(ranges(frozenset(known), RANGE, len(found)))
            with multiprocessing.get_context("fork").Pool(min(jobs, len(rest)), _begin, (work,)) as pool:
                for given, outcome in zip(rest, pool.imap(_in_worker, rest), strict=True):
                    take(given, outcome)
                pool.close()  # workers that are done end by themselves: one that is stopped on the way may never end
                pool.join()
        scratch.keep = changed or path.resolve() != target.resolve()
    return outcomes


def _cut(path: Path, scanner: PlainScanner, asked: str) -> tuple[Encoding, list[_Piece]] | None:
    """The pieces that one process would read; None where the file isn't to be split, or isn't in its encoding (whoever reads it as a whole says so)."""
    if type(scanner) is not PlainScanner or compression(path) or path.stat().st_size < LEAST:
        return None
    with path.open("rb") as source:
        encoding = find_encoding(source.read(HEAD), asked, scanner.declared, str(path))
        if encoding.codec.lower().replace("_", "-") not in ("utf-8", "ascii", "iso8859-1", "latin-1", "cp1252"):
            return None
        with mmap.mmap(source.fileno(), 0, access=mmap.ACCESS_READ) as data:
            if data.find(b"translit:") >= 0:
                return None
        source.seek(len(encoding.bom))
        pieces: list[_Piece] = []
        at, line = len(encoding.bom), 1
        try:
            for text in pieces_of(source, encoding, scanner):
                end = at + len(text.encode(encoding.codec))
                pieces.append(_Piece(at, end, line))
                at, line = end, line + text.count("\n")
        except UnicodeError:
            return None
    return (encoding, pieces) if len(pieces) > RANGE and at == path.stat().st_size else None


_work: _Work[Any] | None = None


def _begin(work: _Work[Any]) -> None:
    global _work
    _work = work
    signal.signal(signal.SIGTERM, signal.SIG_DFL)  # what a worker writes is in a folder that goes with the work


def _in_worker(given: _Range) -> _Outcome[Any]:
    assert _work is not None
    return _work(given)
