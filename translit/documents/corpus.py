"""A corpus: documents gone through more than once, piece by piece, each with its name."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from translit.documents.base import Options
from translit.documents.document import Document

PIECE = 1 << 20  # code points handed over at a time
PLAIN = Options()


def text_of(path: Path, options: Options = PLAIN) -> Iterator[str]:
    """The text of one file as a reader sees it, in pieces that end at line ends. Raises `DocumentError` where it can't be read."""
    parts: list[str] = []
    size = 0
    for text in Document(path, options).texts():
        parts.append(text if text.endswith("\n") else text + "\n")
        size += len(text)
        if size >= PIECE:
            yield "".join(parts)
            parts, size = [], 0
    if parts:
        yield "".join(parts)


def corpus_of(files: Sequence[Path], options: Options = PLAIN, typed: str | None = None) -> Callable[[], Iterable[tuple[str, str]]]:
    """Document names and pieces of all these files; `typed` is the text of standard input."""

    def documents() -> Iterator[tuple[str, str]]:
        if typed is not None:
            yield "<stdin>", typed
        for path in files:
            for piece in text_of(path, options):
                yield str(path), piece

    return documents
