"""Data that comes with the package: compiled at first use and taken from the cache from then on, or read from its YAML."""

from __future__ import annotations

import os
import sys
import zlib
from collections.abc import Callable, Iterable
from functools import lru_cache
from pathlib import Path
from typing import Any

from translit.compiled import MAGIC, PACKAGE, Sources, Store, Writer, cache_folder, remember, remembered

TREES = (
    "rules/keys.yaml", "rules/korean-surnames.yaml", "matching/costs.yaml", "matching/weights.yaml", "lexicon/data/grammar.yaml", "lexicon/data/kinds.yaml",
    "lexicon/data/demonyms.yaml", "lexicon/data/equivalents.yaml", "lexicon/data/homoglyphs.yaml", "lexicon/data/prefixes.yaml",
)  # fmt: skip


class Shipped:
    """Compiled data of one group of the package's files: taken from the cache, or built and put there at first use."""

    def __init__(self, name: str, sources: Sources, build: Callable[[Writer], None]) -> None:
        self._name = name
        self._sources = sources
        self._build = build
        self._open = lru_cache(maxsize=None)(self._opened)

    def _file(self) -> str:
        return f"{self._name}-{zlib.crc32(f'{PACKAGE} {sys.version}'.encode()):08x}.bin"

    def _opened(self, folder: Path | None) -> Store | None:
        if folder is None:
            return None
        try:
            state = self._sources.state()
        except OSError:  # in an archive: there are no files to look at
            return None
        found = remembered(self._file(), lambda header: header["state"] == state)
        if found is None and (alike := remembered(self._file(), lambda header: header["digest"] == self._sources.digest())) is not None:
            remember(self._file(), lambda: alike.relabelled(state=state))  # files that were touched or unpacked anew: the next run needn't read them
            return alike
        return found

    def store(self, *, build: bool = False) -> Store | None:
        """The compiled data, if it is there; with `build` it is made where it can be kept."""
        folder = cache_folder()
        found = self._open(folder)
        if found is None and build and folder is not None and remember(self._file(), self._built):
            self._open.cache_clear()
            found = self._open(folder)
        return found

    def _built(self) -> Iterable[bytes]:
        state, digest = self._sources.state(), self._sources.digest()
        writer = Writer(MAGIC)
        self._build(writer)
        return writer.finish(state=state, digest=digest)

    def digest(self) -> str:
        """The hash of the sources' contents."""
        found = self.store()
        return str(found.header["digest"]) if found else self._sources.digest()


def resource(path: str) -> str:
    """The text of one of the package's files, also where the package lies in an archive."""
    try:
        return (PACKAGE / path).read_text(encoding="utf-8")
    except (NotADirectoryError, FileNotFoundError):
        from importlib.resources import files

        return files("translit").joinpath(*path.split("/")).read_text(encoding="utf-8")


def names_of(folder: str) -> list[str]:
    """The names of what is in one of the package's folders, sorted."""
    try:
        return sorted(os.listdir(PACKAGE / folder))  # noqa: PTH208 - names, not paths
    except (NotADirectoryError, FileNotFoundError):
        from importlib.resources import files

        return sorted(item.name for item in files("translit").joinpath(*folder.split("/")).iterdir())


def _parsed(path: str) -> Any:
    from translit.yamlfile import parse

    return parse(resource(path), path.rpartition("/")[2])


def _build(writer: Writer) -> None:
    for path in TREES:
        writer.value(path, _parsed(path))


DATA = Shipped("data", Sources(*TREES), _build)


def tree(path: str) -> Any:
    """One of the small tables in `TREES`, as plain values.

    >>> tree("rules/keys.yaml")["crude"]["sch"]
    'š'
    """
    store = DATA.store(build=True)
    return _parsed(path) if store is None else store.value(path, Any)
