"""What the commands that read files share: their options, and the run over many files with its progress."""

from __future__ import annotations

import io
import os
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, Generic, Protocol, TypeVar

import click

from translit.documents.base import Options, Part
from translit.documents.document import FORMATS, Document, stream_parts
from translit.documents.encoding import check_encoding
from translit.documents.files import find_files
from translit.errors import DocumentError, UsageError
from translit.normalizer import Normalizer

F = TypeVar("F", bound=Callable[..., Any])
V = TypeVar("V")
V_co = TypeVar("V_co", covariant=True)

PATIENCE = 2.0  # seconds before progress is shown
STDIN = Path("-")


_READING = (
    click.option("--input-format", "format_", type=click.Choice(list(FORMATS)), help="Format of the files, where their names don't tell."),
    click.option("--encoding", default="", metavar="NAME|auto", help="Encoding of text files (default: byte order mark, declaration, UTF-8)."),
    click.option("--column", "columns", multiple=True, metavar="NAME|NUMBER", help="CSV, TSV, Parquet, Feather: only this column (repeatable)."),
    click.option("--field", "fields", multiple=True, metavar="PATH", help="JSON, JSONL: only this field, as a.b (* for any key; repeatable)."),
)


def document_options(*, writing: bool = False) -> Callable[[F], F]:
    """The options that say how files are to be read; with `writing`, also those that say what is added to them."""
    more = (
        click.option(
            "--out-column", "out_columns", multiple=True, metavar="NAME", help="Leave the column as it is and add one of this name beside it."
        ),
        click.option("--tag-names", is_flag=True, help="TEI: wrap every known name in persName, placeName, orgName …"),
    )
    options = (
        *_READING,
        *(more if writing else ()),
        click.option(
            "--jobs", type=click.IntRange(0), default=1, show_default=True, help="Files, or ranges of one large plain text, worked on at the same time (0: one for each processor)."
        ),
    )

    def decorate(function: F) -> F:
        for option in reversed(options):
            function = option(function)
        return function

    return decorate


def reading_options(function: F) -> F:
    """The options that say how files are to be read, for a command that reads them together."""
    for option in reversed(_READING):
        function = option(function)
    return function


DOCUMENT_OPTIONS = ("format_", "encoding", "columns", "fields", "out_columns", "tag_names")


def make_options(given: dict[str, Any]) -> Options:
    """Take the document options out of a command's keyword arguments. Raises `UsageError`."""
    found = {name: given.pop(name) for name in DOCUMENT_OPTIONS if name in given}
    if len(found.get("out_columns", ())) not in (0, len(found["columns"])):
        raise UsageError("give one --out-column for each --column")
    return Options(
        format=found["format_"] or "",
        encoding=check_encoding(found["encoding"]),
        columns=found["columns"],
        out_columns=found.get("out_columns", ()),
        fields=found["fields"],
        tag_names=found.get("tag_names", False),
    )


def parts_of(path: Path, normalizer: Normalizer, options: Options) -> Iterator[Part]:
    """The parts of a file, or of standard input."""
    if path == STDIN:
        return stream_parts(sys.stdin.buffer, "<stdin>", options, normalizer)
    return Document(path, options).parts(normalizer)


class Work(Protocol[V_co]):
    """What is done with each file; picklable, so that it can be sent to another process."""

    def __call__(self, path: Path, root: Path, out: IO[bytes]) -> V_co:
        """Work on a file that was found under `root`; what is to be printed goes to `out`."""


@dataclass(frozen=True, slots=True)
class _Outcome(Generic[V]):
    value: V | None
    printed: bytes
    error: str


def run(
    paths: Sequence[Path], options: Options, work: Work[V], *, jobs: int = 1, writing: bool = False, quiet: bool = False
) -> tuple[list[V], list[str]]:
    """Work on all files that the paths stand for; returns what came of those that could be read, and a message for each of the others."""
    found = find_files([p for p in paths if p != STDIN], options, writing=writing)
    if not quiet:
        for note in found.notes():
            click.echo(note, err=True)
    tasks = [(p, p) for p in paths if p == STDIN] + found.files
    values: list[V] = []
    errors: list[str] = []
    progress = _Progress(len(tasks), shown=writing or not sys.stdout.isatty())
    for outcome in _parallel(tasks, work, jobs) if jobs != 1 and len(tasks) > 1 else _serial(tasks, work):
        progress.step()
        if outcome.printed:
            sys.stdout.buffer.write(outcome.printed)
            sys.stdout.buffer.flush()
        if outcome.error:
            errors.append(outcome.error)
        elif outcome.value is not None:
            values.append(outcome.value)
    progress.clear()
    return values, errors


def _serial(tasks: Sequence[tuple[Path, Path]], work: Work[V]) -> Iterator[_Outcome[V]]:
    sys.stdout.flush()
    for path, root in tasks:
        try:
            yield _Outcome(work(path, root, sys.stdout.buffer), b"", "")
        except DocumentError as error:
            yield _Outcome(None, b"", str(error))
        finally:
            sys.stdout.buffer.flush()


def _parallel(tasks: Sequence[tuple[Path, Path]], work: Work[V], jobs: int) -> Iterator[_Outcome[V]]:
    import multiprocessing

    # Where processes can be forked safely, the workers share the index that is in memory already; elsewhere each builds its own.
    context = multiprocessing.get_context("fork" if sys.platform == "linux" else None)
    with context.Pool(min(jobs or os.cpu_count() or 1, len(tasks)), _begin, (work,)) as pool:
        yield from pool.imap(_in_worker, tasks)
        pool.close()  # workers that are done end by themselves: one that is stopped on the way may never end
        pool.join()


_work: Any = None


def _begin(work: Any) -> None:
    global _work
    import signal

    _work = work
    # A worker that is stopped removes its temporary file on the way out.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))


def _in_worker(task: tuple[Path, Path]) -> _Outcome[Any]:
    out = io.BytesIO()
    try:
        value = _work(*task, out)
    except DocumentError as error:
        return _Outcome(None, out.getvalue(), str(error))
    return _Outcome(value, out.getvalue(), "")


class _Progress:
    """A line on the terminal, once the work has taken a while; nothing where standard error isn't a terminal."""

    def __init__(self, count: int, *, shown: bool) -> None:
        self._count = count
        self._done = 0
        self._begun = time.monotonic()
        self._shown = shown and count > 1 and sys.stderr.isatty()
        self._drawn = False

    def step(self) -> None:
        self._done += 1
        if self._shown and time.monotonic() - self._begun > PATIENCE:
            click.echo(f"\r{self._done} of {self._count} files", err=True, nl=False)
            self._drawn = True

    def clear(self) -> None:
        if self._drawn:
            click.echo("\r" + " " * 40 + "\r", err=True, nl=False)
