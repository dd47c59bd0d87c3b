"""Parquet and Feather: string columns, a batch at a time; schema, metadata, row groups, compression and the other columns stay. Needs pyarrow."""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator
from itertools import zip_longest
from pathlib import Path
from typing import Any

from translit.documents.base import Options, Part
from translit.documents.storage import replacing
from translit.errors import DocumentError, did_you_mean
from translit.normalizer import Normalizer
from translit.result import Result
from translit.rewriting import Session

FEATHER = "feather"
CODECS = {0: "lz4", 1: "zstd"}  # CompressionType of the Arrow IPC format


def _pyarrow() -> Any:
    try:
        import pyarrow
        import pyarrow.compute
        import pyarrow.parquet
    except ImportError:
        raise DocumentError("Parquet and Feather files need pyarrow: pip install 'translit-normalizer[parquet]'") from None
    return pyarrow


def texts(path: Path, kind: str, options: Options) -> Iterator[str]:
    """The values of the string columns (of the columns asked for), each once a batch."""
    pa = _pyarrow()
    with _errors(path, pa):
        reader = _Reader(path, kind, pa)
        columns = _columns(reader.schema, options, str(path), pa)
        for batch in reader.batches():
            for number in columns:
                yield from (v for v in pa.compute.unique(_plain(batch.column(number), pa)).to_pylist() if v)


def file_parts(path: Path, kind: str, options: Options, normalizer: Normalizer) -> Iterator[Part]:
    """Normalize the string columns; a part is a cell that has something to say, its line the row."""
    pa = _pyarrow()
    with _errors(path, pa):
        reader = _Reader(path, kind, pa)
        columns = _columns(reader.schema, options, str(path), pa)
        values, row = _Values(normalizer, pa), 1
        for batch in reader.batches():
            for number in columns:
                _, parts = values.normalized(batch.column(number), f"{path}!{reader.schema.names[number]}", row)
                yield from parts
            row += batch.num_rows


def rewrite(path: Path, target: Path, kind: str, options: Options, normalizer: Normalizer, seen: Callable[[Part], None]) -> bool:
    """Normalize `path` into `target` (which may be the same file) and return whether anything changed.

    The target is read again before it is put in its place: other columns, other rows and the schema with its metadata have to be equal.
    """
    pa = _pyarrow()
    with _errors(path, pa), replacing(path, target) as scratch:
        reader = _Reader(path, kind, pa)
        columns = _columns(reader.schema, options, str(path), pa)
        values, row = _Values(normalizer, pa), 1
        edited: set[tuple[int, int]] = set()  # column and row of every cell that changes
        schema = _with_added(reader.schema, columns, options, pa)
        with reader.writer(scratch.path, schema) as write:
            for batch in reader.batches():
                arrays = list(batch.columns)
                for number in columns:
                    array, parts = values.normalized(batch.column(number), f"{path}!{reader.schema.names[number]}", row)
                    for part in parts:
                        edited |= {(number, part.first)} if part.result.edits else set()
                        seen(part)
                    arrays[number] = array
                write(pa.RecordBatch.from_arrays(_placed(arrays, list(batch.columns), columns, options), schema=schema))
                row += batch.num_rows
        changed = bool(edited or options.out_columns)
        scratch.keep = changed or path.resolve() != target.resolve()
        if scratch.keep:
            _compare(reader, _Reader(scratch.path, kind, pa), edited, options, str(path), pa)
    return changed


class _errors:  # noqa: N801 - reads as a statement
    """Turn what pyarrow raises into `DocumentError`."""

    def __init__(self, path: Path, pa: Any) -> None:
        self._path = path
        self._pa = pa

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: Any, error: BaseException | None, trace: Any) -> None:
        if isinstance(error, (self._pa.ArrowException, OSError)):
            raise DocumentError(f"{self._path}: can't be read or written: {str(error).splitlines()[0]}") from error


class _Reader:
    """A Parquet or Feather file: its schema, its batches, and a writer that packs as it was packed."""

    def __init__(self, path: Path, kind: str, pa: Any) -> None:
        self._pa = pa
        self._path = path
        self._feather = kind == FEATHER
        if self._feather:
            self._file = pa.ipc.open_file(pa.memory_map(str(path)))
            self.schema = self._file.schema
        else:
            self._file = pa.parquet.ParquetFile(path)
            self.schema = self._file.schema_arrow

    def batches(self) -> Iterator[Any]:
        """The record batches of a Feather file, the row groups of a Parquet file."""
        if self._feather:
            for i in range(self._file.num_record_batches):
                yield self._file.get_batch(i)
            return
        for i in range(self._file.num_row_groups):
            table = self._file.read_row_group(i).combine_chunks()
            found = table.to_batches()
            if len(found) == 1:
                yield found[0]
            elif found:  # a column too large for one batch
                raise DocumentError(f"{self._path}: row group {i} is too large to be read at once")

    def writer(self, path: Path, schema: Any) -> _Writer:
        """A writer with the codecs of this file."""
        pa = self._pa
        if self._feather:
            options = pa.ipc.IpcWriteOptions(compression=_ipc_codec(self._path, pa))
            return _Writer(pa.ipc.new_file(str(path), schema, options=options), feather=True)
        codecs: dict[str, str] = {}
        encoded: list[str] = []
        statistics: list[str] = []
        meta = self._file.metadata
        if meta.num_row_groups:
            group = meta.row_group(0)
            for i in range(group.num_columns):
                column = group.column(i)
                codecs[column.path_in_schema] = column.compression if column.compression != "UNCOMPRESSED" else "NONE"
                encoded += [column.path_in_schema] if any("DICTIONARY" in e for e in column.encodings) else []
                statistics += [column.path_in_schema] if column.is_stats_set else []
        version = meta.format_version if meta.format_version in ("1.0", "2.4", "2.6") else "2.6"
        added = [n for n in schema.names if n not in self.schema.names]
        codecs |= dict.fromkeys(added, next(iter(codecs.values()), "SNAPPY"))
        return _Writer(
            pa.parquet.ParquetWriter(
                path, schema, compression=codecs or "snappy", version=version, use_dictionary=encoded + added, write_statistics=statistics + added
            ),
            feather=False,
        )


class _Writer:
    """Closes what pyarrow opened, and writes one row group for each batch of a Parquet file."""

    def __init__(self, writer: Any, *, feather: bool) -> None:
        self._writer = writer
        self._feather = feather

    def __enter__(self) -> Callable[[Any], None]:
        return self._batch

    def _batch(self, batch: Any) -> None:
        if self._feather:
            self._writer.write_batch(batch)
        else:
            self._writer.write_batch(batch, row_group_size=max(batch.num_rows, 1))

    def __exit__(self, *_: object) -> None:
        self._writer.close()


def _ipc_codec(path: Path, pa: Any) -> str | None:
    """The codec of the first record batch that has one: pyarrow doesn't tell, so it is read from the message's header (a flatbuffer, Message.fbs)."""
    with pa.memory_map(str(path)) as source:
        source.seek(8)
        for message in pa.ipc.MessageReader.open_stream(source):
            if message.type == "record batch":
                return _codec_in(message.metadata.to_pybytes())
    return None


def _codec_in(header: bytes) -> str | None:
    def field(table: int, number: int) -> int:
        vtable = table - struct.unpack_from("<i", header, table)[0]
        slot = 4 + 2 * number
        offset = struct.unpack_from("<H", header, vtable + slot)[0] if slot < struct.unpack_from("<H", header, vtable)[0] else 0
        return table + int(offset) if offset else 0

    def follow(at: int) -> int:
        return at + int(struct.unpack_from("<I", header, at)[0])

    batch = field(follow(0), 2)  # Message.header
    body = field(follow(batch), 3) if batch else 0  # RecordBatch.compression
    if not body:
        return None
    codec = field(follow(body), 0)  # BodyCompression.codec
    return CODECS[header[codec] if codec else 0]


def _is_text(kind: Any, pa: Any) -> bool:
    if pa.types.is_dictionary(kind):
        return _is_text(kind.value_type, pa)
    return bool(pa.types.is_string(kind) or pa.types.is_large_string(kind) or pa.types.is_string_view(kind))


def _columns(schema: Any, options: Options, name: str, pa: Any) -> tuple[int, ...]:
    """The numbers, from 0, of the columns asked for; without any, all that hold strings. Raises `DocumentError`."""
    names = list(schema.names)
    if not options.columns:
        return tuple(i for i, f in enumerate(schema) if _is_text(f.type, pa))
    numbers: list[int] = []
    faults: list[str] = []
    for asked in options.columns:
        number = names.index(asked) if asked in names else int(asked) - 1 if asked.isdigit() and 0 < int(asked) <= len(names) else -1
        if number < 0:
            faults.append(f"no column {asked!r}{did_you_mean(asked, names)}")
        elif not _is_text(schema.field(number).type, pa):
            faults.append(f"column {asked!r} holds {schema.field(number).type}, not strings")
        else:
            numbers.append(number)
    if options.out_columns and len(options.out_columns) != len(options.columns):
        faults.append("give one --out-column for each --column")
    faults += [f"there is a column {n!r} already" for n in options.out_columns if n in names]
    if faults:
        raise DocumentError("\n".join(f"{name}: {fault}" for fault in faults))
    return tuple(numbers) if options.out_columns else tuple(dict.fromkeys(numbers))


def _with_added(schema: Any, columns: tuple[int, ...], options: Options, pa: Any) -> Any:
    for number, name in sorted(zip(columns, options.out_columns, strict=False), reverse=True):
        schema = schema.insert(number + 1, pa.field(name, schema.field(number).type, nullable=schema.field(number).nullable))
    return schema


def _placed(new: list[Any], old: list[Any], columns: tuple[int, ...], options: Options) -> list[Any]:
    """The columns of a batch: edited in place, or as they were with the edited ones beside them."""
    if not options.out_columns:
        return new
    out = list(old)
    for number in sorted(columns, reverse=True):
        out.insert(number + 1, new[number])
    return out


def _plain(array: Any, pa: Any) -> Any:
    return array.dictionary_decode() if pa.types.is_dictionary(array.type) else array


class _Values:
    """Normalizes columns, each distinct value of a batch once. A dictionary that all batches share becomes one dictionary again."""

    def __init__(self, normalizer: Normalizer, pa: Any) -> None:
        self._normalizer = normalizer
        self._pa = pa
        self._session = Session()
        self._dictionaries: dict[str, tuple[Any, list[Result]]] = {}

    def normalized(self, array: Any, label: str, row: int) -> tuple[Any, Iterator[Part]]:
        """The column with its values normalized, and the cells that have something to say."""
        pa = self._pa
        shared = pa.types.is_dictionary(array.type) and not array.dictionary.null_count
        encoded = array if shared else _plain(array, pa).dictionary_encode()
        results = self._results(encoded.dictionary, label if shared else "")
        telling = {i for i, r in enumerate(results) if r.edits or r.ambiguities or r.held}
        if any(results[i].edits for i in telling):
            places: dict[str, int] = {}
            moved = pa.array([places.setdefault(r.text, len(places)) for r in results], encoded.indices.type)
            values = pa.array(list(places), encoded.dictionary.type)
            indices = moved.take(encoded.indices)
            array = pa.DictionaryArray.from_arrays(indices, values, ordered=array.type.ordered) if shared else values.take(indices).cast(array.type)
        found = encoded.indices.to_pylist() if telling else []
        return array, (Part(label, row + i, results[code]) for i, code in enumerate(found) if code in telling)

    def _results(self, values: Any, label: str) -> list[Result]:
        known = self._dictionaries.get(label)
        if known and known[0].equals(values):
            return known[1]
        results = [self._normalizer.explain(v, self._session) if v else Result(v or "", v or "") for v in values.to_pylist()]
        if label:
            self._dictionaries[label] = values, results
        return results


def _compare(before: _Reader, after: _Reader, edited: set[tuple[int, int]], options: Options, name: str, pa: Any) -> None:
    """Raise `DocumentError` unless everything but the edited cells and the added columns is the same."""
    fault = DocumentError(f"{name}: something would change outside the edits: nothing written")
    added = set(options.out_columns)
    kept = [f for f in after.schema if f.name not in added]
    if kept != list(before.schema) or before.schema.metadata != after.schema.metadata:
        raise fault
    row = 1
    for old, new in zip_longest(before.batches(), after.batches()):
        if old is None or new is None or old.num_rows != new.num_rows:
            raise fault
        left = [c for c, f in zip(new.columns, after.schema, strict=True) if f.name not in added]
        for i, (x, y) in enumerate(zip(old.columns, left, strict=True)):
            if x.equals(y):
                continue
            differs = pa.compute.not_equal(_plain(x, pa), _plain(y, pa)).to_pylist() if _is_text(x.type, pa) and not added else [True]
            if x.null_count != y.null_count or any(d and (i, row + j) not in edited for j, d in enumerate(differs)):
                raise fault
        row += old.num_rows
