"""Files on disk: opened through their compression, written whole or not at all."""

from __future__ import annotations

import io
import os
import sys
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import IO, Any, BinaryIO, cast

from translit.errors import DocumentError

COMPRESSED = {".gz": "gzip", ".bz2": "bzip2", ".xz": "xz", ".zst": "zstd"}
LONGEST_NAME = 40  # characters of the target's name in that of its temporary file
BUFFER = 1 << 18  # bytes that are packed or unpacked at a time
KEPT = 1 << 26  # bytes of an unpacked file that are kept for when it is read again
_BROKEN = frozenset({"BadGzipFile", "LZMAError", "ZstdError"})  # by name: their modules are loaded for files of their kind alone


def compression(path: Path) -> str:
    """The compression that a file's name says, or an empty string.

    >>> compression(Path("a.csv.gz")), compression(Path("a.csv"))
    ('gzip', '')
    """
    return COMPRESSED.get(path.suffix.lower(), "")


@contextmanager
def open_source(path: Path, like: Path | None = None) -> Iterator[BinaryIO]:
    """Open a file for reading, through its compression (or that of `like`). Raises `DocumentError`, also for what goes wrong while it is read."""
    try:
        with _opened(path, "rb", like or path) as source:
            yield source
    except Exception as error:
        if isinstance(error, (EOFError, zlib.error)) or type(error).__name__ in _BROKEN:
            raise DocumentError(f"{path}: not a whole {compression(path)} file: {error}") from error
        if isinstance(error, OSError):
            raise DocumentError(f"{path}: can't be read: {error.strerror or error}") from error
        raise


def open_scratch(scratch: Path, like: Path) -> IO[bytes]:
    """Open a temporary file for writing in the compression of `like`."""
    return cast("IO[bytes]", _opened(scratch, "wb", like))


def _opened(path: Path, mode: str, like: Path) -> Any:
    kind = compression(like)
    if not kind:
        return path.open(mode)
    # What is read and written is often a name or a few words: buffers keep that from the compression, which is dear to call.
    if mode == "wb":
        return io.BufferedWriter(_packing(path, kind), BUFFER)
    return io.BufferedReader(_Unpacked(_unpacking(path, kind)), BUFFER)


def _packing(path: Path, kind: str) -> Any:
    if kind == "gzip":
        import gzip

        class Gzip(gzip.GzipFile):
            def __init__(self) -> None:
                self._raw = path.open("wb")
                # No time and no name of the temporary file in the header: the same text gives the same bytes. As dense as gzip itself makes it.
                super().__init__(filename="", mode="wb", compresslevel=6, fileobj=self._raw, mtime=0)

            def close(self) -> None:
                super().close()
                self._raw.close()

        return Gzip()
    return _module(kind).open(path, "wb")


def _unpacking(path: Path, kind: str) -> Any:
    return _module(kind).open(path, "rb")


def _module(kind: str) -> Any:
    return _zstd() if kind == "zstd" else import_module({"gzip": "gzip", "bzip2": "bz2", "xz": "lzma"}[kind])


class _Unpacked(io.RawIOBase):
    """A compressed file as it is read. To begin again costs nothing where all of it was read and could be kept."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._kept: io.BytesIO | None = io.BytesIO()
        """What was read so far, from the beginning; the stream itself once it is whole."""

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._stream.tell()

    def seek(self, offset: int, whence: int = 0) -> int:
        if self._kept is not None and self._kept is not self._stream:
            self._kept = io.BytesIO() if offset == whence == 0 else None
        return self._stream.seek(offset, whence)

    def readinto(self, buffer: Any) -> int:
        data = self._stream.read(len(buffer))
        buffer[: len(data)] = data
        if self._kept is not None and self._kept is not self._stream:
            if not data:
                self._stream.close()
                self._stream = self._kept
            elif self._kept.tell() + len(data) > KEPT:
                self._kept = None
            else:
                self._kept.write(data)
        return len(data)

    def close(self) -> None:
        super().close()
        self._stream.close()


def _zstd() -> Any:
    try:
        if sys.version_info >= (3, 14):
            from compression import zstd  # type: ignore[import-not-found, unused-ignore]
        else:
            from backports import zstd
    except ImportError:
        raise DocumentError("zst files need backports.zstd: pip install 'translit-normalizer[zst]'") from None
    return zstd


class Scratch:
    """A temporary file beside a target."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.keep = False
        """Set it to put the file in the target's place; it vanishes otherwise."""


@contextmanager
def replacing(source: Path, target: Path) -> Iterator[Scratch]:
    """A temporary file that takes the place of `target`, with the mode of `source`, once `keep` is set and nothing was raised.

    Raises `DocumentError` where the target can't be written or is read-only.
    """
    # The name is made first, so that there is no moment at which the file is there and nobody would remove it.
    scratch = Scratch(target.parent / f".{target.name[:LONGEST_NAME]}.{os.urandom(8).hex()}")
    try:
        if target.exists() and not target.stat().st_mode & 0o222:
            raise DocumentError(f"{target}: can't be written: it is read-only")
        target.parent.mkdir(parents=True, exist_ok=True)
        os.close(os.open(scratch.path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        yield scratch
        if scratch.keep:
            with scratch.path.open("rb+") as out:
                os.fsync(out.fileno())
            scratch.path.chmod(source.stat().st_mode & 0o7777)
            scratch.path.replace(target.resolve() if target.exists() else target)
    except OSError as error:
        raise DocumentError(f"{target}: can't be written: {error.strerror}") from error
    finally:
        scratch.path.unlink(missing_ok=True)
