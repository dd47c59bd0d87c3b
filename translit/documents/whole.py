"""Files that appear whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path

from translit.errors import DocumentError


def write_whole(path: Path, text: str) -> None:
    """Write text as UTF-8 by way of a file beside it, which is then renamed. Raises `DocumentError`."""
    try:
        import tempfile

        handle, temporary = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    except OSError as error:
        raise DocumentError(f"{path}: can't be written: {error.strerror}") from error
    scratch = Path(temporary)
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(text.encode("utf-8"))
        scratch.chmod(0o644)
        scratch.replace(path)
    except OSError as error:
        scratch.unlink(missing_ok=True)
        raise DocumentError(f"{path}: can't be written: {error.strerror}") from error
