"""Gazetteers with their index: compiled files, and the cache of those that are read from YAML."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import msgspec

from translit.compiled import MAGIC as CACHE_MAGIC
from translit.compiled import Store, Writer, cache_folder, hashed, remember, remembered, write_whole
from translit.gazetteer.model import Entry
from translit.gazetteer.store import MAGIC, is_compiled, open_gazetteer, plain, write_entries
from translit.matching.index import Index
from translit.matching.saved import index_digest, index_fits, write_index

LEAST = 1 << 14  # bytes of a gazetteer below which making the index anew costs no more than keeping it
FEW = 100  # entries, likewise


def _written(magic: bytes, entries: Sequence[Entry], index: Index) -> Iterable[bytes]:
    writer = Writer(magic)
    write_entries(writer, entries)
    return writer.finish(entries=len(entries), **write_index(writer, index))


def save(path: Path, entries: Sequence[Entry], index: Index) -> None:
    """Write entries and their index to `path`, whole or not at all."""
    write_whole(path, _written(MAGIC, entries, index))


def open_saved(path: Path) -> Store | None:
    """A compiled gazetteer whose index was made with the rules that are installed. Raises `DataError` for a damaged one."""
    if not is_compiled(path):
        return None
    store = open_gazetteer(path)
    return store if index_fits(store.header) else None


def cache_name(paths: Sequence[Path]) -> str:
    """The name under which the index of these files is kept: a hash of their contents and of all that an index is made with. Empty where it isn't kept."""
    if cache_folder() is None:
        return ""
    out = hashed(index_digest().encode())
    size = 0
    for path in paths:
        try:
            data = path.read_bytes()
        except OSError:  # whoever reads it says so
            return ""
        size += len(data)
        out.update(len(data).to_bytes(8, "little"))
        out.update(data)
    return f"gazetteer-{out.hexdigest()}.bin" if size >= LEAST else ""


def cache_name_of(entries: Sequence[Entry]) -> str:
    """The same for entries that come from no file, or were changed since; empty for a few."""
    if cache_folder() is None or len(entries) < FEW:
        return ""
    out = hashed(index_digest().encode())
    out.update(msgspec.msgpack.encode([plain(e) for e in entries]))
    return f"gazetteer-{out.hexdigest()}.bin"


def open_cached(name: str) -> Store | None:
    """The index that was kept under this name."""
    return remembered(name, index_fits)


def keep(name: str, entries: Sequence[Entry], index: Index) -> None:
    """Put an index into the cache, where that can be done."""
    remember(name, lambda: _written(CACHE_MAGIC, entries, index))
