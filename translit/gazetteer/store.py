"""Entries on disk in a compact, safe form: what `save` writes and `load` reads back without YAML."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import msgspec

from translit.errors import DataError, Fault
from translit.gazetteer.model import Entry

MAGIC = b"translit-gazetteer\n"
VERSION = 1


def save_entries(entries: Sequence[Entry], path: Path) -> None:
    """Write entries to `path`, whole or not at all."""
    body = msgspec.msgpack.encode({"version": VERSION, "entries": [_plain(e) for e in entries]})
    write_whole(path, MAGIC + body)


def is_compiled(path: Path) -> bool:
    """Whether the file begins like a compiled gazetteer."""
    try:
        with path.open("rb") as file:
            return file.read(len(MAGIC)) == MAGIC
    except OSError:
        return False


def load_entries(path: Path) -> tuple[Entry, ...]:
    """Read what `save_entries` wrote. Raises `DataError` for a file that is damaged or from another version."""
    data = path.read_bytes()[len(MAGIC) :]
    try:
        node: dict[str, Any] = msgspec.msgpack.decode(data, type=dict[str, Any])
    except msgspec.DecodeError as error:
        raise DataError([Fault(str(path), 0, "", f"damaged compiled gazetteer ({error}): compile it again")]) from error
    if node.get("version") != VERSION:
        raise DataError([Fault(str(path), 0, "", f"compiled by another version ({node.get('version')}): compile it again")])
    try:
        return tuple(msgspec.convert(row, Entry) for row in node["entries"])
    except (KeyError, msgspec.ValidationError) as error:
        raise DataError([Fault(str(path), 0, "", f"damaged compiled gazetteer ({error}): compile it again")]) from error


def _plain(entry: Entry) -> dict[str, Any]:
    return {name: value for name in Entry.__slots__ if (value := getattr(entry, name))}


def write_whole(path: Path, data: bytes) -> None:
    """Write a file whole or not at all: into a temporary file beside it, then renamed over it; its mode is kept."""
    path = path.resolve()
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(path.stat().st_mode & 0o7777 if path.exists() else 0o666 & ~_umask())
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
