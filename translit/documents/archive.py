"""Zip archives with some members replaced: every other byte is copied as it is (PKWARE APPNOTE 6.3.3, without Zip64 and encryption)."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping

from translit.errors import DocumentError

LARGEST = 256 << 20  # bytes of a member when unpacked
_LOCAL = struct.Struct("<4s5H3I2H")
_CENTRAL = struct.Struct("<4s6H3I5H2I")
_END = struct.Struct("<4s4H2IH")
_STREAMED = 0x08  # sizes follow the data
_ENCRYPTED = 0x01


class Archive:
    """A zip file in memory. Raises `DocumentError` where it is broken, encrypted, or of a kind that isn't understood."""

    def __init__(self, data: bytes, name: str) -> None:
        self.data = data
        self.name = name
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
            raise DocumentError(f"{name}: not a whole zip file: {error}") from error
        members = self._zip.infolist()
        names = [m.filename for m in members]
        if len(set(names)) < len(names):
            raise DocumentError(f"{name}: has a member twice")
        if any(m.flag_bits & _ENCRYPTED for m in members):
            raise DocumentError(f"{name}: is encrypted")
        self.names = tuple(names)

    def read(self, member: str) -> bytes:
        """A member, unpacked."""
        info = self._zip.getinfo(member)
        if info.file_size > LARGEST:
            raise DocumentError(f"{self.name}: {member} is larger than {LARGEST >> 20} MB")
        try:
            return self._zip.read(member)
        except (zipfile.BadZipFile, EOFError, zlib.error, NotImplementedError, OSError, RuntimeError) as error:
            raise DocumentError(f"{self.name}: {member} can't be read: {error}") from error

    def replaced(self, new: Mapping[str, bytes]) -> bytes:
        """The archive with some members replaced, compressed as they were; everything else, and the order, stays. Compared before it is returned."""
        out = bytearray()
        moved: dict[int, int] = {}
        sizes: dict[int, tuple[int, int, int]] = {}
        directory, count = self._directory()
        entries = sorted(self._central(directory, count), key=lambda e: e[0])
        begins = [e[0] for e in entries] + [directory]
        out += self.data[: begins[0]]
        for (begin, method, name), end in zip(entries, begins[1:], strict=True):
            moved[begin] = len(out)
            if name not in new:
                out += self.data[begin:end]
                continue
            fields = list(_LOCAL.unpack_from(self.data, begin))
            body = new[name]
            packed = _deflated(body) if method == zipfile.ZIP_DEFLATED else body
            sizes[begin] = (zlib.crc32(body), len(packed), len(body))
            fields[2] &= ~_STREAMED
            fields[6:9] = sizes[begin]
            head = begin + _LOCAL.size
            out += _LOCAL.pack(*fields) + self.data[head : head + fields[9] + fields[10]] + packed
        start = len(out)
        out += self._directory_again(directory, count, moved, sizes, start)
        self._compare(bytes(out), new)
        return bytes(out)

    def _directory(self) -> tuple[int, int]:
        """Where the central directory begins, and how many entries it has."""
        at = self.data.rfind(b"PK\x05\x06")
        if at < 0 or at + _END.size > len(self.data):
            raise DocumentError(f"{self.name}: not a whole zip file")
        _, _, _, count, total, _, offset, _ = _END.unpack_from(self.data, at)
        if 0xFFFF in (count, total) or offset == 0xFFFFFFFF:
            raise DocumentError(f"{self.name}: Zip64 archives aren't supported")
        if self.data[offset : offset + 4] != b"PK\x01\x02" or count != len(self.names):
            raise DocumentError(f"{self.name}: the directory of the zip file isn't where it says")
        return offset, count

    def _central(self, at: int, count: int) -> Iterator[tuple[int, int, str]]:
        """Offset, method and name of each member, in the directory's order."""
        for i in range(count):
            fields = _CENTRAL.unpack_from(self.data, at)
            offset = fields[16]
            if self.data[offset : offset + 4] != b"PK\x03\x04" or fields[4] not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
                raise DocumentError(f"{self.name}: {self.names[i]} is packed in a way that isn't supported")
            yield offset, fields[4], self.names[i]
            at += _CENTRAL.size + fields[10] + fields[11] + fields[12]

    def _directory_again(self, at: int, count: int, moved: Mapping[int, int], sizes: Mapping[int, tuple[int, int, int]], start: int) -> bytes:
        """The central directory with the new places and sizes, and the end record."""
        out = bytearray()
        begin = at
        for _ in range(count):
            fields = list(_CENTRAL.unpack_from(self.data, at))
            length = fields[10] + fields[11] + fields[12]
            if fields[16] in sizes:
                fields[3] &= ~_STREAMED
                fields[7:10] = sizes[fields[16]]
            fields[16] = moved[fields[16]]
            out += _CENTRAL.pack(*fields) + self.data[at + _CENTRAL.size : at + _CENTRAL.size + length]
            at += _CENTRAL.size + length
        tail = bytearray(self.data[at:])
        end = tail.rfind(b"PK\x05\x06")
        if end != 0:
            raise DocumentError(f"{self.name}: the zip file has a signature or data after its directory that isn't understood")
        struct.pack_into("<II", tail, 12, at - begin, start)
        return bytes(out + tail)

    def _compare(self, data: bytes, new: Mapping[str, bytes]) -> None:
        """Raise `DocumentError` unless another reader finds the same members in the same order, the replaced ones as given."""
        with zipfile.ZipFile(io.BytesIO(data)) as again:
            before, after = self._zip.infolist(), again.infolist()
            for old, found in zip(before, after, strict=True):
                same = (old.filename, old.compress_type, old.date_time, old.extra, old.comment, old.external_attr) == (
                    found.filename, found.compress_type, found.date_time, found.extra, found.comment, found.external_attr,
                )  # fmt: skip
                if not same or again.read(found) != new.get(old.filename, None if old.filename in new else self._zip.read(old)):
                    raise DocumentError(f"{self.name}: {old.filename} would change outside the edits: nothing written")


def _deflated(data: bytes) -> bytes:
    packer = zlib.compressobj(6, zlib.DEFLATED, -15)
    return packer.compress(data) + packer.flush()
