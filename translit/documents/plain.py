"""Plain text files, UTF-8: read in pieces cut at line ends, written whole or not at all."""

from __future__ import annotations

import codecs
import io
import os
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, BinaryIO

from translit.errors import DocumentError
from translit.normalizer import Normalizer, Session
from translit.result import Result

PIECE = 1 << 20  # code points handed over at a time
LONGEST_LINE = 1 << 20  # a longer line is cut at a space
SUFFIXES = frozenset({".txt", ".text", ".md", ".markdown", ".rst"})


def find_files(path: Path) -> list[Path]:
    """A file itself; of a folder, the text files under it, sorted, hidden ones left out."""
    if not path.exists():
        raise DocumentError(f"{path}: no such file or folder")
    if path.is_file():
        return [path]
    return sorted(
        p for p in path.rglob("*") if p.is_file() and p.suffix.lower() in SUFFIXES and not any(x.startswith(".") for x in p.relative_to(path).parts)
    )


def pieces(stream: IO[str]) -> Iterator[str]:
    """Cut a text stream (opened with `newline=""`) into pieces that end at line ends."""
    while piece := stream.read(PIECE):
        tail = stream.readline(LONGEST_LINE)
        piece += tail
        yield piece


def results(source: BinaryIO, name: str, normalizer: Normalizer) -> Iterator[Result]:
    """Normalize a binary stream piece by piece. Raises `DocumentError` where it isn't UTF-8."""
    session = Session()
    stream = io.TextIOWrapper(source, encoding="utf-8", newline="")
    try:
        for piece in pieces(stream):
            yield normalizer.explain(piece, session)
    except UnicodeDecodeError as error:
        raise DocumentError(f"{name}: not UTF-8 ({error.reason}): convert it first, for example with iconv") from error
    finally:
        stream.detach()


def file_results(path: Path, normalizer: Normalizer) -> Iterator[Result]:
    """Normalize a file piece by piece; nothing is yielded from a file that isn't UTF-8 throughout."""
    with open_file(path) as source:
        check_utf8(source, str(path))
        source.seek(0)
        yield from results(source, str(path), normalizer)


def open_file(path: Path) -> BinaryIO:
    """Open a file for reading. Raises `DocumentError`."""
    try:
        return path.open("rb")
    except OSError as error:
        raise DocumentError(f"{path}: can't be read: {error.strerror}") from error


def check_utf8(source: BinaryIO, name: str) -> None:
    """Raise `DocumentError` with the byte offset where a stream stops being UTF-8."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    done = 0
    while True:
        block = source.read(1 << 20)
        pending = len(decoder.getstate()[0])
        try:
            decoder.decode(block, final=not block)
        except UnicodeDecodeError as error:
            raise DocumentError(f"{name}: not UTF-8 at byte {done - pending + error.start}: convert it first, for example with iconv") from error
        if not block:
            return
        done += len(block)


def rewrite(path: Path, target: Path, normalizer: Normalizer, seen: Callable[[Result], None]) -> bool:
    """Normalize `path` into `target` (which may be the same file) and return whether anything changed.

    The target appears whole or not at all: the text goes to a temporary file beside it, which is then renamed. A file in place that needs no edit is
    not touched.
    """
    changed = False
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
    except OSError as error:
        raise DocumentError(f"{target}: can't be written: {error.strerror}") from error
    scratch = Path(temporary)
    try:
        with os.fdopen(handle, "wb") as out:
            for result in file_results(path, normalizer):
                changed = changed or bool(result.edits)
                out.write(result.text.encode("utf-8"))
                seen(result)
            out.flush()
            os.fsync(out.fileno())
        if changed or path.resolve() != target.resolve():
            scratch.chmod(path.stat().st_mode & 0o7777)
            scratch.replace(target.resolve() if target.exists() else target)
        else:
            scratch.unlink()
    except OSError as error:
        scratch.unlink(missing_ok=True)
        raise DocumentError(f"{target}: can't be written: {error.strerror}") from error
    except BaseException:
        scratch.unlink(missing_ok=True)
        raise
    return changed
