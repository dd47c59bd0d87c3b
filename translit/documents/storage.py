"""Files on disk: opened through their compression, written whole or not at all."""

from __future__ import annotations

import bz2
import gzip
import lzma
import os
import sys
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, BinaryIO, cast

from translit.errors import DocumentError

COMPRESSED = {".gz": "gzip", ".bz2": "bzip2", ".xz": "xz", ".zst": "zstd"}
LONGEST_NAME = 40  # characters of the target's name in that of its temporary file
BROKEN = (EOFError, zlib.error, lzma.LZMAError, gzip.BadGzipFile)


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
    except OSError as error:
        if isinstance(error, BROKEN):
            raise DocumentError(f"{path}: not a whole {compression(path)} file: {error}") from error
        raise DocumentError(f"{path}: can't be read: {error.strerror or error}") from error
    except BROKEN as error:
        raise DocumentError(f"{path}: not a whole {compression(path)} file: {error}") from error
    except Exception as error:
        if type(error).__name__ != "ZstdError":
            raise
        raise DocumentError(f"{path}: not a whole zstd file: {error}") from error


def open_scratch(scratch: Path, like: Path) -> IO[bytes]:
    """Open a temporary file for writing in the compression of `like`."""
    return cast("IO[bytes]", _opened(scratch, "wb", like))


def _opened(path: Path, mode: str, like: Path) -> Any:
    kind = compression(like)
    if kind == "gzip":
        # No time and no name of the temporary file in the header: the same text gives the same bytes.
        return _Gzip(path, mode) if mode == "wb" else gzip.open(path, "rb")
    if kind == "bzip2":
        return bz2.open(path, mode)
    if kind == "xz":
        return lzma.open(path, mode)
    if kind == "zstd":
        return _zstd().open(path, mode)
    return path.open(mode)


class _Gzip(gzip.GzipFile):
    def __init__(self, path: Path, mode: str) -> None:
        self._raw = path.open(mode)
        super().__init__(filename="", mode=mode, compresslevel=6, fileobj=self._raw, mtime=0)  # as gzip itself

    def close(self) -> None:
        super().close()
        self._raw.close()


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
