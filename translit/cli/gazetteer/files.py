"""Reading and writing gazetteer files for the commands."""

from __future__ import annotations

from pathlib import Path

import click

from translit.errors import DocumentError
from translit.gazetteer.edit import Source
from translit.gazetteer.load import read_gazetteer, read_text
from translit.gazetteer.model import Entry
from translit.gazetteer.store import is_compiled, load_entries, write_whole
from translit.normalizer import default_gazetteer

PATH = click.Path(path_type=Path)


def entries_of(path: Path | None) -> tuple[Entry, ...]:
    """The entries of a gazetteer, YAML or compiled; without a path, of the shipped one."""
    path = path or default_gazetteer()
    return load_entries(path) if is_compiled(path) else read_gazetteer(path)


def source_of(path: Path) -> Source:
    """A gazetteer that is going to be changed in place."""
    return Source(read_text(path), path.name)


def put_back(path: Path, source: Source) -> bool:
    """Write a changed gazetteer, whole or not at all; return whether anything differs."""
    mark = b"\xef\xbb\xbf" if path.read_bytes().startswith(b"\xef\xbb\xbf") else b""
    data = mark + source.text().encode("utf-8")
    if data == path.read_bytes():
        return False
    save(path, data)
    return True


def save(path: Path, data: bytes) -> None:
    """Write a file whole or not at all. Raises `DocumentError`."""
    try:
        write_whole(path, data)
    except OSError as error:
        raise DocumentError(f"{path}: can't be written: {error.strerror}") from error
