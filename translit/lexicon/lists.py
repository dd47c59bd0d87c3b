"""Readers of the lists under `data/`: common words by language, names that stand for themselves, particles, endings, protected phrases."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from translit.compiled import Sources, Writer
from translit.shipped import Shipped, names_of, resource, tree
from translit.text import fold

_DATA = "lexicon/data"
_NAMES = ("antiquity", "cities", "given", "lookalikes", "surnames")


def _lines(path: str) -> list[str]:
    return [line for line in resource(f"{_DATA}/{path}").splitlines() if line and not line.startswith("#")]


def _build(writer: Writer) -> None:
    writer.table("words", _read_words())
    writer.table("names", _read_names())


_LISTS = Shipped("words", Sources(f"{_DATA}/words/*.txt", f"{_DATA}/names/*.txt", "lexicon/lists.py"), _build)


@lru_cache(maxsize=1)
def common_words() -> Mapping[str, str]:
    """Word in small letters, its marks kept -> codes of the languages in which it is common, space-separated.

    >>> "en" in common_words()["person"]
    True
    """
    store = _LISTS.store(build=True)
    return _read_words() if store is None else store.table("words", str)


def _read_words() -> dict[str, str]:
    out: dict[str, str] = {}
    for name in names_of(f"{_DATA}/words"):
        language = name.removesuffix(".txt")
        for word in _lines(f"words/{name}"):
            out[word] = f"{out[word]} {language}" if word in out else language
    return out


@lru_cache(maxsize=1)
def background_names() -> Mapping[str, str]:
    """Name in small letters, its marks kept -> the list it is from (`given`, `surnames`, `cities`, `antiquity`).

    Marks tell names apart: Jerson is a given name, Jersón the Spanish spelling of a city.

    >>> background_names()["emerson"], "jersón" in background_names()
    ('given', False)
    """
    store = _LISTS.store(build=True)
    return _read_names() if store is None else store.table("names", str)


def _read_names() -> dict[str, str]:
    out: dict[str, str] = {}
    for name in _NAMES:
        for line in _lines(f"names/{name}.txt"):
            out.setdefault(line.casefold(), name)
    return out


@dataclass(frozen=True, slots=True)
class Ending:
    """Letters that a language adds to a name."""

    letters: str
    language: str
    keep: bool
    """Whether the ending stays when the stem is rewritten (Chersons → Khersons) or goes with it (Hersonas → Kherson)."""


@lru_cache(maxsize=1)
def _grammar() -> Any:
    return tree(f"{_DATA}/grammar.yaml")


@lru_cache(maxsize=1)
def endings() -> tuple[Ending, ...]:
    """The endings of names, longest first."""
    rows = _grammar()["endings"]
    found = [Ending(row["ending"], row["language"], row["stays"] == "yes") for row in rows]
    return tuple(sorted(found, key=lambda e: (-len(e.letters), e.letters, e.language)))


@lru_cache(maxsize=1)
def particles() -> frozenset[str]:
    """Small words inside names (`van`, `na`, `al`)."""
    return frozenset(_grammar()["particles"])


@lru_cache(maxsize=1)
def light_words() -> frozenset[str]:
    """Words of a person's name that come and go (`al`, `bin`, `de`)."""
    return frozenset(_grammar()["light_words"])


@lru_cache(maxsize=1)
def protected_phrases() -> tuple[str, ...]:
    """Phrases in which a name is not the place or person: folded."""
    return tuple(sorted(map(fold, _grammar()["protected"])))


@lru_cache(maxsize=1)
def namesake_regions() -> frozenset[str]:
    """Regions after whose name (`Moscow, Idaho`) a place is another one: folded."""
    return frozenset(map(fold, _grammar()["namesake_regions"]))
