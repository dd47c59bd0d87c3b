"""A corpus: documents gone through more than once, piece by piece, each with its name."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from translit.documents.plain import check_utf8, find_files, open_file, pieces
from translit.errors import DocumentError

DASH = "-"


def text_of(path: Path) -> Iterator[str]:
    """The text of one file in pieces that end at line ends. Raises `DocumentError` where it can't be read.

    The one place where discovery, review and reports read files.
    """
    with open_file(path) as source:
        check_utf8(source, str(path))
        source.seek(0)
        stream = io.TextIOWrapper(source, encoding="utf-8", newline="")
        try:
            yield from pieces(stream)
        finally:
            stream.detach()


def corpus_of(roots: Sequence[Path]) -> Callable[[], Iterable[tuple[str, str]]]:
    """Document names and pieces of all files under these paths; standard input (`-`) is kept in memory."""
    typed = _standard_input() if any(str(r) == DASH for r in roots) else ""
    files = list(dict.fromkeys(f for r in roots if str(r) != DASH for f in find_files(r)))

    def documents() -> Iterator[tuple[str, str]]:
        for root in roots:
            if str(root) == DASH:
                yield "<stdin>", typed
        for path in files:
            for piece in text_of(path):
                yield str(path), piece

    return documents


def _standard_input() -> str:
    data = sys.stdin.buffer.read()
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise DocumentError(f"<stdin>: not UTF-8 at byte {error.start}: convert it first, for example with iconv") from error
