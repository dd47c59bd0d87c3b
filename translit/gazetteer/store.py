"""Entries on disk in a compact, safe form, read back without YAML; an index may stand beside them (see `matching.saved`)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import msgspec

from translit.compiled import Store, Writer, grouped, write_whole
from translit.errors import DataError, Fault
from translit.gazetteer.model import Entry
from translit.mapped import Damaged, Grouped

MAGIC = b"translit-gazetteer\n"
BLOCK = 32  # entries that are decoded together

__all__ = ["MAGIC", "is_compiled", "load_entries", "open_gazetteer", "read_entries", "read_files", "save_entries", "write_entries", "write_whole"]


def save_entries(entries: Sequence[Entry], path: Path) -> None:
    """Write entries, without an index, to `path`, whole or not at all."""
    writer = Writer(MAGIC)
    write_entries(writer, entries)
    write_whole(path, writer.finish(entries=len(entries)))


def is_compiled(path: Path) -> bool:
    """Whether the file begins like a compiled gazetteer."""
    try:
        with path.open("rb") as file:
            return file.read(len(MAGIC)) == MAGIC
    except OSError:
        return False


def open_gazetteer(path: Path) -> Store:
    """Map a compiled gazetteer. Raises `DataError` for a file that is damaged or from another version."""
    try:
        return Store(path, MAGIC)
    except (Damaged, msgspec.DecodeError, KeyError, TypeError) as error:
        raise DataError([Fault(str(path), 0, "", f"damaged compiled gazetteer ({error}): compile it again")]) from error
    except OSError as error:
        raise DataError([Fault(str(path), 0, "", f"can't be read: {error.strerror}")]) from error


def load_entries(path: Path) -> tuple[Entry, ...]:
    """Read the entries of a compiled gazetteer. Raises `DataError` for a file that is damaged or from another version."""
    store = open_gazetteer(path)
    try:
        return tuple(read_entries(store)[0])
    except (Damaged, msgspec.MsgspecError, KeyError) as error:
        raise DataError([Fault(str(path), 0, "", f"damaged compiled gazetteer ({error}): compile it again")]) from error


def read_files(paths: Iterable[Path]) -> list[Entry]:
    """The entries of all files, YAML or compiled. Raises `DataError` with every fault."""
    from translit.gazetteer.load import read_gazetteer

    entries: list[Entry] = []
    seen: dict[str, Path] = {}
    faults: list[Fault] = []
    for path in paths:
        try:
            found = load_entries(path) if is_compiled(path) else read_gazetteer(path)
        except DataError as error:
            faults += error.faults
            continue
        for entry in found:
            if entry.id in seen:
                faults.append(Fault(str(path), 0, entry.id, f"the id is also in {seen[entry.id]}: ids must differ"))
            seen.setdefault(entry.id, path)
        entries += found
    if faults:
        raise DataError(faults)
    return entries


def write_entries(writer: Writer, entries: Sequence[Entry]) -> None:
    """Add entries, in order of their ids, and the order they were given in."""
    order = sorted(range(len(entries)), key=lambda i: entries[i].id)
    writer.blocks("entries", grouped([plain(entries[i]) for i in order], BLOCK))
    ranks = sorted(range(len(order)), key=order.__getitem__)
    writer.value("order", [] if ranks == list(range(len(ranks))) else ranks)
    writer.value("named", sorted({name for e in entries for name in e.styles}))


def plain(entry: Entry) -> dict[str, Any]:
    """An entry as plain values, without what is empty."""
    return {name: value for name in Entry.__slots__ if (value := getattr(entry, name))}


def read_entries(store: Store) -> tuple[Sequence[Entry], Sequence[Entry]]:
    """The entries as they were given, and in order of their ids; decoded when they are asked for."""
    count = store.header["entries"]
    ordered: Sequence[Entry] = Grouped(store.blocks("entries", list[Entry]), BLOCK, count)
    ranks = store.value("order", list[int])
    return (_Reordered(ordered, ranks) if ranks else ordered), ordered


class _Reordered(Sequence[Entry]):
    __slots__ = ("_ranks", "_values")

    def __init__(self, values: Sequence[Entry], ranks: Sequence[int]) -> None:
        self._values = values
        self._ranks = ranks

    def __len__(self) -> int:
        return len(self._ranks)

    def __getitem__(self, number: Any) -> Any:
        return tuple(self._values[i] for i in self._ranks[number]) if isinstance(number, slice) else self._values[self._ranks[number]]
