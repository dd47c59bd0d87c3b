"""A large file of plain text, its pieces worked on by several processes; what comes of it is the same as of one.

The file is cut into the very pieces that one process would read. Each worker reads a range of them for itself and writes what comes of it into a file of
its own; these are put together in order. A surname alone counts once the full name was met, perhaps in an earlier range: a worker begins with
the persons of the first range as a guess and notes which it asked for, and a range that guessed wrong is done again with what is known by then.

Not split are files with a `translit:` comment in them or a line longer than a piece, small and compressed ones, formats with a syntax, and encodings in
which a line end is more than a byte. What isn't in its encoding is left to one process, which says so.
"""

from __future__ import annotations

import shutil
import signal
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import count, islice
from pathlib import Path
from typing import IO, Any, Generic, TypeVar

from translit.documents import textfile
from translit.documents.base import Part
from translit.documents.encoding import HEAD, Encoding, find_encoding
from translit.documents.plain import PlainScanner
from translit.documents.spans import Changes, compare
from translit.documents.storage import compression, replacing
from translit.documents.textfile import Done, apply_results, pieces_of, write_piece
from translit.matching.ties import Habits
from translit.normalizer import Normalizer
from translit.rewriting import Session

S = TypeVar("S")

LEAST = 1 << 24  # bytes of a file that is worth it
RANGE = 8  # pieces of a range
FIRST = 2  # pieces that are read before there are workers, at least


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


class _Unsplit(Exception):  # noqa: N818 - no error, but the end of an attempt
    """The file isn't to be split; what settles a tie, for instance, may stand in another range."""


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
                    made, _, result = apply_results(text, spans, results, self.scanner)
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
    except (_Unsplit, UnicodeDecodeError):
        return None


def _in_ranges(
    path: Path, target: Path, scanner: PlainScanner, asked: str, normalizer: Normalizer, begin: Callable[[], S], add: Callable[[S, Part], object], jobs: int
) -> list[S] | None:
    encoding = _encoding(path, scanner, asked)
    if encoding is None or sys.platform != "linux":  # without a cheap fork every worker would build the index anew
        return None
    import multiprocessing
    import tempfile

    work = _Work(path, encoding, scanner, normalizer, begin, add, Session())
    outcomes: list[S] = []
    changed = False
    with replacing(path, target) as scratch, tempfile.TemporaryDirectory(prefix=".translit-", dir=target.parent) as folder:

        numbers, pieces = count(), _cut(path, encoding, scanner)
        sent: deque[_Range] = deque()

        def ranges(licensed: frozenset[str], size: int) -> Iterator[_Range]:
            while some := tuple(islice(pieces, size)):
                sent.append(_Range(some, Path(folder) / str(next(numbers)), licensed))
                yield sent[-1]

        with scratch.path.open("wb") as out:
            out.write(encoding.bom)
            known: set[str] = set()

            def take(outcome: _Outcome[S]) -> None:
                nonlocal changed
                given = sent.popleft()
                if outcome.tied and outcomes:
                    raise _Unsplit
                if any((i in known) != (i in given.licensed) for i in outcome.asked):
                    outcome = work(_Range(given.pieces, given.part, frozenset(known)))
                known.update(outcome.licensed)
                outcomes.append(outcome.seen)
                changed = changed or outcome.changed
                with given.part.open("rb") as part:
                    shutil.copyfileobj(part, out, 1 << 20)
                given.part.unlink()

            # The first pieces are done before there are workers, which begin with their decisions in memory.
            for _ in range(RANGE // FIRST):
                for given in islice(ranges(frozenset(known), FIRST), 1):
                    take(work(given, begins=True))
                if work.session.habits.full:
                    break
            most = path.stat().st_size // (RANGE * textfile.PIECE) + 1
            with multiprocessing.get_context("fork").Pool(min(jobs, most), _begin, (work,)) as pool:
                for outcome in pool.imap(_in_worker, ranges(frozenset(known), RANGE)):
                    take(outcome)
                pool.close()  # workers that are done end by themselves: one that is stopped on the way may never end
                pool.join()
        scratch.keep = changed or path.resolve() != target.resolve()
    return outcomes


def _encoding(path: Path, scanner: PlainScanner, asked: str) -> Encoding | None:
    """The encoding of a file that can be split, as far as its first bytes tell."""
    if type(scanner) is not PlainScanner or compression(path) or path.stat().st_size < max(LEAST, RANGE * textfile.PIECE):
        return None
    with path.open("rb") as source:
        encoding = find_encoding(source.read(HEAD), asked, scanner.declared, str(path))
    return encoding if encoding.codec.lower().replace("_", "-") in ("utf-8", "ascii", "iso8859-1", "latin-1", "cp1252") else None


def _cut(path: Path, encoding: Encoding, scanner: PlainScanner) -> Iterator[_Piece]:
    """The pieces that one process would read. Raises `_Unsplit`."""
    at, line = len(encoding.bom), 1
    whole_lines = True
    with path.open("rb") as source:
        source.seek(at)
        # Line ends are the same byte in all of these encodings, so that pieces can be cut without decoding.
        for data in pieces_of(source, Encoding("latin-1", encoding.bom), scanner):
            if "translit:" in data or not whole_lines:
                raise _Unsplit
            yield _Piece(at, at + len(data), line)
            whole_lines = data.endswith("\n")
            at, line = at + len(data), line + data.count("\n")


_work: _Work[Any] | None = None


def _begin(work: _Work[Any]) -> None:
    global _work
    _work = work
    signal.signal(signal.SIGTERM, signal.SIG_DFL)  # what a worker writes is in a folder that goes with the work


def _in_worker(given: _Range) -> _Outcome[Any]:
    assert _work is not None
    return _work(given)
