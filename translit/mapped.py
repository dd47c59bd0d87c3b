"""Values of a compiled file, each decoded when it is first asked for."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Generic, TypeVar

import msgspec

from translit.errors import TranslitError

T = TypeVar("T")

LARGE = 1 << 12  # bytes of a value that is decoded anew each time
BITS = 10  # of a sieve for each text, at least
_ABSENT: Any = object()


class Damaged(TranslitError):  # noqa: N818 - it says what the file is
    """The file isn't what was written."""


def sieve_of(texts: Collection[str]) -> bytes:
    """A bit for the hash of each text, in a power of two of bits.

    A filter as Bloom described it (1970), with one hash: the same by which a `Table` finds its shards.
    """
    most = (1 << max(3, (BITS * len(texts) - 1).bit_length())) - 1
    bits = bytearray((most + 1) >> 3)
    for text in texts:
        bit = zlib.crc32(text.encode("utf-8", "surrogatepass")) & most
        bits[bit >> 3] |= 1 << (bit & 7)
    return bytes(bits)


class Sieve:
    """Tells of most texts that they aren't among some; of those that are, and of one other in ten or fewer, that they may be.

    >>> some = Sieve(sieve_of(["Kherson", "Kyiv"]))
    >>> "Kyiv" in some, "Odesa" in some
    (True, False)
    """

    __slots__ = ("bits", "most")

    def __init__(self, bits: bytes | memoryview) -> None:
        self.bits = bits
        self.most = 8 * len(bits) - 1
        """The highest number of a bit."""

    def __contains__(self, text: object) -> bool:
        bit = zlib.crc32(str(text).encode("utf-8", "surrogatepass")) & self.most
        return bool(self.bits[bit >> 3] >> (bit & 7) & 1)


class Blocks(Sequence[T]):
    """Values of one part, each decoded when it is first asked for, then kept."""

    def __init__(self, path: Path, data: memoryview, kind: Any) -> None:
        self._path = path
        self._count = int.from_bytes(data[:8], "little")
        start = 8 + 8 * (self._count + 1)
        self._places = data[8:start]
        self._data = data[start:]
        self._decoder: Any = msgspec.msgpack.Decoder(kind)
        self._known: dict[int, T] = {}

    def __len__(self) -> int:
        return self._count

    def __getitem__(self, number: Any) -> Any:
        known = self._known.get(number)
        if known is None:
            if not 0 <= number < self._count:
                raise IndexError(number)
            start, end = struct.unpack_from("<2Q", self._places, 8 * number)
            data = self._data[start + 4 : end]
            if zlib.crc32(data) != int.from_bytes(self._data[start : start + 4], "little"):
                raise Damaged(f"{self._path}: damaged: remove it, or compile it again")
            known = self._known[number] = self._decoder.decode(data)
        return known


class Table(Mapping[str, T]):
    """A mapping of which only those shards are decoded that are looked into, and of these only the values that are asked for. A sieve tells of most keys that
    they are in none."""

    __slots__ = ("_bits", "_decode", "_known", "_mask", "_most", "_ripe", "_shards")

    def __init__(self, shards: Blocks[dict[str, Any]], sieve: Sieve, kind: Any, ripe: Callable[[dict[str, T]], object] | None = None) -> None:
        self._shards, self._known = shards, shards._known
        self._mask = len(shards) - 1
        self._bits, self._most = sieve.bits, sieve.most
        self._decode: Callable[[Any], T] = msgspec.msgpack.Decoder(kind).decode
        self._ripe = ripe

    def _unseen(self, number: int) -> dict[str, Any]:
        found: dict[str, Any] = self._shards[number]
        if 2 * len(self._known) > len(self._shards):
            self.ripen()
        return found

    def ripen(self) -> None:
        """Hand over a dict of all that is in the table, unless it was done or the table is very large."""
        ripe, self._ripe = self._ripe, None
        if ripe is not None:
            decode = self._decode
            ripe({key: decode(value) if type(value) is msgspec.Raw else value for shard in self._shards for key, value in shard.items()})

    def __getitem__(self, key: str) -> T:
        found = self.get(key, _ABSENT)
        if found is _ABSENT:
            raise KeyError(key)
        return found  # type: ignore[no-any-return]

    def get(self, key: str, default: Any = None) -> Any:
        """The value of a key, else the default."""
        hashed = zlib.crc32(key.encode("utf-8", "surrogatepass"))
        bit = hashed & self._most
        if not self._bits[bit >> 3] >> (bit & 7) & 1:
            return default
        number = hashed & self._mask
        shard = self._known.get(number)
        if shard is None:
            shard = self._unseen(number)
        found = shard.get(key, default)
        if type(found) is msgspec.Raw:
            raw, found = found, self._decode(found)
            if len(raw) < LARGE:
                shard[key] = found
        return found

    def __contains__(self, key: object) -> bool:
        if not isinstance(key, str):
            return False
        hashed = zlib.crc32(key.encode("utf-8", "surrogatepass"))  # once more what `get` does: this is asked of every word
        bit = hashed & self._most
        if not self._bits[bit >> 3] >> (bit & 7) & 1:
            return False
        number = hashed & self._mask
        found = self._known.get(number)
        return key in (self._unseen(number) if found is None else found)

    def __bool__(self) -> bool:
        return any(self._shards)

    def __iter__(self) -> Iterator[str]:
        for shard in self._shards:
            yield from shard

    def __len__(self) -> int:
        return sum(map(len, self._shards))


class Grouped(Sequence[T], Generic[T]):
    """Values that are kept in blocks of `size`."""

    __slots__ = ("_blocks", "_known", "_length", "_size")

    def __init__(self, blocks: Blocks[list[T]], size: int, length: int) -> None:
        self._blocks, self._known = blocks, blocks._known
        self._size = size
        self._length = length

    def __len__(self) -> int:
        return self._length

    def __getitem__(self, number: Any) -> Any:
        if isinstance(number, slice):
            return tuple(self[i] for i in range(*number.indices(self._length)))
        if number < 0:
            number += self._length
        if not 0 <= number < self._length:
            raise IndexError(number)
        block, place = divmod(number, self._size)
        found = self._known.get(block)
        return (self._blocks[block] if found is None else found)[place]

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Sequence) or isinstance(other, str) or len(self) != len(other):
            return False
        return all(a == b for a, b in zip(self, other, strict=True))

    def __hash__(self) -> int:
        return hash(tuple(self))
