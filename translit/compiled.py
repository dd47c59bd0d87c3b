"""Compiled data: what was worked out from the shipped tables or from a gazetteer, kept in a file that is mapped and decoded where it is looked at.

A file is a header (MessagePack) and parts. A part is decoded whole, or is a table cut into shards by a checksum of the key, of which only those are
decoded that are asked for. Nothing in it can run: it is plain data, checked by checksums, and belongs to its sources by a hash of their contents.

Compiled data lives in the folder that `TRANSLIT_CACHE` names (`off`: nowhere), else in `translit` under the user's cache folder. A folder that can't be
written, a damaged file or one of other sources costs time, never a result.
"""

from __future__ import annotations

import os
import struct
import sys
import zlib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from itertools import accumulate, chain
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from translit.mapped import Blocks, Damaged, Sieve, Table, sieve_of

try:
    from _blake2 import blake2b  # hashlib has the same, but loads OpenSSL first
except ImportError:
    from hashlib import blake2b

T = TypeVar("T")

VARIABLE = "TRANSLIT_CACHE"
PACKAGE = Path(__file__).resolve().parent
VERSION = 2
SHARD = 48  # keys of a shard, about
CHUNK = 1 << 20  # bytes that are copied at a time
SMALL = 1 << 26  # bytes of a file that is checked whole when it is opened; a larger one shard by shard
RIPE = 1 << 12  # shards of a table that becomes a dict once half of them were looked into
KEPT = 24  # gazetteers of which compiled data is kept, the last used

_HEAD = struct.Struct("<II")  # length and checksum of the header
_decode = msgspec.msgpack.decode
_encode = msgspec.msgpack.encode


def hashed(data: bytes) -> blake2b:
    """The hash that says which contents compiled data belongs to, begun with some of them."""
    return blake2b(data, digest_size=16)


# -- sources -----------------------------------------------------------------------------------------------------------------------------


class Sources:
    """Files of the package from which something is compiled: patterns below the package's folder."""

    def __init__(self, *patterns: str) -> None:
        self._patterns = patterns

    def _files(self) -> Iterator[tuple[str, os.DirEntry[str] | Path]]:
        for pattern in self._patterns:
            folder, _, name = pattern.rpartition("/")
            if not name.startswith("*"):
                yield pattern, PACKAGE / pattern
                continue
            with os.scandir(PACKAGE / folder) as found:
                yield from sorted((f"{folder}/{e.name}", e) for e in found if e.name.endswith(name[1:]))

    def state(self) -> str:
        """Where the files are, their sizes and when they were last changed: quick to have, and the same only where the contents are.

        The change of the inode counts beside that of the contents, which whoever copies or unpacks files can set.
        """
        rows: list[object] = [VERSION, str(PACKAGE), sys.version, os.name]
        for name, file in self._files():
            stat = file.stat()
            rows.append((name, stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns))
        return hashed(repr(rows).encode()).hexdigest()

    def digest(self) -> str:
        """A hash of the contents, and of the Unicode version they are read with: the same on every machine."""
        import unicodedata

        out = hashed(f"{VERSION} {unicodedata.unidata_version}".encode())
        for name, file in self._files():
            data = Path(file).read_bytes()
            out.update(f"\n{name} {len(data)}\n".encode())
            out.update(data)
        return out.hexdigest()


# -- writing -----------------------------------------------------------------------------------------------------------------------------


class Writer:
    """Collects the parts of a file."""

    def __init__(self, magic: bytes) -> None:
        import tempfile

        self._magic = magic
        self._parts: dict[str, tuple[int, int, int]] = {}
        self._body = tempfile.SpooledTemporaryFile(max_size=SMALL)  # noqa: SIM115 - gone with the writer
        self._size = self._sum = 0

    def _add(self, name: str, chunks: Iterable[bytes]) -> None:
        start, own = self._size, 0
        for chunk in chunks:
            self._body.write(chunk)
            self._size += len(chunk)
            own, self._sum = zlib.crc32(chunk, own), zlib.crc32(chunk, self._sum)
        self._parts[name] = (start, self._size - start, own)

    def value(self, name: str, value: Any) -> None:
        """Add a part that is decoded whole."""
        self._add(name, [_encode(value)])

    def blocks(self, name: str, blocks: Iterable[Any]) -> None:
        """Add a part of many values, each decoded by itself."""
        data = list(map(_encode, blocks))
        places = list(accumulate((4 + len(d) for d in data), initial=0))
        head = len(data).to_bytes(8, "little"), struct.pack(f"<{len(places)}Q", *places)
        self._add(name, chain(head, (zlib.crc32(d).to_bytes(4, "little") + d for d in data)))

    def table(self, name: str, rows: Mapping[str, Any], *, whole: int = 0, shard: int = SHARD) -> None:
        """Add a table by text, about `shard` rows decoded together; one with at most `whole` rows is decoded as a whole."""
        count = 1 if len(rows) <= whole else 1 << max(0, (len(rows) // shard).bit_length())
        shards: list[dict[str, Any]] = [{} for _ in range(count)]
        checksum, mask = zlib.crc32, count - 1
        for key, value in rows.items():
            shards[checksum(key.encode("utf-8", "surrogatepass")) & mask][key] = value
        if count > 1:
            self.sieve(f"{name}/keys", rows)
        self.blocks(name, shards)

    def sieve(self, name: str, keys: Collection[str]) -> None:
        """Add what tells of most texts that they aren't among `keys`."""
        self._add(name, [sieve_of(keys)])

    def finish(self, **header: Any) -> Iterator[bytes]:
        """The file, in chunks; afterwards nothing can be added."""
        head = _encode({**header, "format": VERSION, "size": self._size, "sum": self._sum, "parts": self._parts})
        yield b"".join((self._magic, _HEAD.pack(len(head), zlib.crc32(head)), head))
        with self._body as body:
            body.seek(0)
            yield from iter(lambda: body.read(CHUNK), b"")


# -- reading -----------------------------------------------------------------------------------------------------------------------------


class Store:
    """A compiled file, mapped. Raises `Damaged` where it isn't one, is cut off or changed, and `OSError` where it can't be read."""

    def __init__(self, path: Path, magic: bytes) -> None:
        import mmap

        self.path, self._magic = path, magic
        with path.open("rb") as file:
            start = file.read(len(magic) + _HEAD.size)
            if len(start) < len(magic) + _HEAD.size or not start.startswith(magic):
                raise Damaged("not a compiled file")
            length, checksum = _HEAD.unpack_from(start, len(magic))
            head = file.read(min(length, SMALL))
            if len(head) != length or zlib.crc32(head) != checksum:
                raise Damaged("damaged header")
            self.header: dict[str, Any] = _decode(head)
            if self.header.get("format") != VERSION:
                raise Damaged(f"made by another version ({self.header.get('format')})")
            self._at = len(start) + length
            if os.fstat(file.fileno()).st_size != self._at + self.header["size"]:
                raise Damaged("cut off")
            self._map = memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
        self._parts: dict[str, tuple[int, int, int]] = self.header["parts"]
        if self.header["size"] <= SMALL and zlib.crc32(self._map[self._at :]) != self.header["sum"]:
            raise Damaged("checksums differ")

    def relabelled(self, **header: Any) -> Iterable[bytes | memoryview]:
        """The file with other values in its header, in chunks."""
        head = _encode({**self.header, **header})
        return self._magic, _HEAD.pack(len(head), zlib.crc32(head)), head, self._map[self._at :]

    def part(self, name: str) -> memoryview:
        """The bytes of a part."""
        offset, length, _ = self._parts[name]
        return self._map[self._at + offset : self._at + offset + length]

    def value(self, name: str, kind: type[T]) -> T:
        """A part that is decoded whole."""
        return _decode(self._sound(name), type=kind)

    def _sound(self, name: str) -> memoryview:
        data = self.part(name)
        if self.header["size"] > SMALL and zlib.crc32(data) != self._parts[name][2]:
            raise Damaged(f"{self.path}: damaged: remove it, or compile it again")
        return data

    def blocks(self, name: str, kind: Any) -> Blocks[Any]:
        """A part of many values, decoded as they are asked for; `kind` is the type of one."""
        return Blocks(self.path, self.part(name), kind)

    def table(self, name: str, kind: Any, ripe: Callable[[dict[str, Any]], object] | None = None) -> Mapping[str, Any]:
        """A table by text, its values of type `kind`: a dict where it is small. Of a larger one that has seen much use, `ripe` is handed a dict to use from
        then on (not of a very large one)."""
        shards = self.blocks(name, dict[str, kind])
        if len(shards) == 1:
            return shards[0]  # type: ignore[no-any-return]
        return Table(self.blocks(name, dict[str, msgspec.Raw]), self.sieve(f"{name}/keys"), kind, ripe if len(shards) <= RIPE else None)

    def sieve(self, name: str) -> Sieve:
        """A part that tells of most texts that they aren't among some."""
        return Sieve(self._sound(name))


def grouped(values: Sequence[T], size: int) -> list[Sequence[T]]:
    """Values in blocks of a size."""
    return [values[i : i + size] for i in range(0, len(values), size)]


# -- the cache ---------------------------------------------------------------------------------------------------------------------------


def cache_folder() -> Path | None:
    """The folder that compiled data is kept in; None where it is switched off. It need not exist, nor be writable."""
    given = os.environ.get(VARIABLE)
    if given is not None:
        return None if given.strip().lower() in ("", "off", "0", "no") else Path(given).expanduser()
    try:
        if sys.platform == "win32":
            base = Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
        elif sys.platform == "darwin":
            base = Path.home() / "Library" / "Caches"
        else:
            named = os.environ.get("XDG_CACHE_HOME", "")
            base = Path(named) if Path(named).is_absolute() else Path.home() / ".cache"
    except RuntimeError:  # nobody's home
        return None
    return base / "translit"


MAGIC = b"translit-cache\n"


def remembered(name: str, fits: Callable[[Mapping[str, Any]], bool]) -> Store | None:
    """The compiled file of this name in the cache, if there is a sound one whose header fits."""
    folder = cache_folder()
    if folder is None:
        return None
    try:
        store = Store(folder / name, MAGIC)
        return store if fits(store.header) else None
    except (OSError, Damaged, msgspec.MsgspecError, KeyError, TypeError, ValueError):
        return None


def remember(name: str, data: Callable[[], Iterable[bytes | memoryview]]) -> bool:
    """Put a compiled file into the cache, whole or not at all, whoever else does the same; returns whether it could be done.

    `data` is called only where the folder can be written.
    """
    folder = cache_folder()
    if folder is None:
        return False
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not os.access(folder, os.W_OK):
            return False
        write_whole(folder / name, data(), durable=False)
        _tidy(folder, name)
    except OSError:
        return False
    return True


def _tidy(folder: Path, name: str) -> None:
    """Keep only the last written files of the same kind."""
    alike = sorted(folder.glob(f"{name.split('-', 1)[0]}-*.bin"), key=lambda p: p.stat().st_mtime_ns, reverse=True)
    for old in alike[KEPT:]:
        old.unlink(missing_ok=True)


def write_whole(path: Path, data: bytes | Iterable[bytes | memoryview], *, durable: bool = True) -> None:
    """Write a file, given as a whole or in chunks, whole or not at all: into a temporary file beside it, then renamed over it; its mode is kept.

    `durable`: it is on the disk before the old one is gone.
    """
    path = path.resolve()
    scratch = path.parent / f".{path.name[:40]}.{os.urandom(8).hex()}"  # made before the file is, so that it is always removed
    try:
        with os.fdopen(os.open(scratch, os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_BINARY", 0), 0o600), "wb") as file:
            file.writelines([data] if isinstance(data, bytes) else data)
            if durable:
                file.flush()
                os.fsync(file.fileno())
        scratch.chmod(path.stat().st_mode & 0o7777 if path.exists() else 0o666 & ~_umask())
        scratch.replace(path)
    except BaseException:
        scratch.unlink(missing_ok=True)
        raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
