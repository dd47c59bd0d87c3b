"""Readers of the lists under `data/`: common words by language, names that stand for themselves, particles, endings, protected phrases."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import msgspec

from translit.compiled import Sources, Writer
from translit.shipped import Shipped, names_of, resource, tree
from translit.text import fold

_DATA = "lexicon/data"
_NAMES = ("antiquity", "cities", "given", "lookalikes", "surnames")


def _lines(path: str) -> list[str]:
    return [line for line in resource(f"{_DATA}/{path}").splitlines() if line and not line.startswith("#")]


def _build(writer: Writer) -> None:
    words, names = _read_words(), _read_names()
    writer.table("words", words)
    writer.table("names", names)
    writer.value("all", [list(words), list(names)])
    writer.value("endings", _read_endings())


_LISTS = Shipped("words", Sources(f"{_DATA}/words/*.txt", f"{_DATA}/names/*.txt", f"{_DATA}/endings/*.yaml", "lexicon/lists.py"), _build)


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


@lru_cache(maxsize=1)
def all_listed() -> tuple[frozenset[str], frozenset[str]]:
    """The keys of `common_words` and of `background_names`: to be asked about many words, where the tables are made to be asked about a few.

    >>> words, names = all_listed()
    >>> "person" in words, "emerson" in names
    (True, True)
    """
    store = _LISTS.store(build=True)
    words, names = (common_words(), background_names()) if store is None else store.value("all", list[list[str]])
    return frozenset(words), frozenset(names)


class Ending(msgspec.Struct, frozen=True, array_like=True):
    """Letters that a language adds to a name, or puts where the name's own last letters were."""

    letters: str
    language: str
    case: str
    """nominative, genitive … (`possessive`, `article`, `adjective` for what isn't a case)."""
    keep: bool = False
    """Whether the ending stays when the stem is rewritten (Chersons → Khersons) or goes with it (Hersonas → Kherson)."""
    replaces: str = ""
    """What the name has where the ending stands (Moskwie: `a`, of Moskwa)."""
    after: str = ""
    """`consonant` or `vowel`: the letter before the ending; anything where it is empty."""
    marks: str = ""
    """The letters beside a to z that the language writes names with, in Latin script."""
    sure: bool = True
    """Whether its table is more than a draft."""


@lru_cache(maxsize=1)
def _grammar() -> Any:
    return tree(f"{_DATA}/grammar.yaml")


def _strings(value: Any) -> list[str]:
    return [value] if isinstance(value, str) else list(value)


def read_endings(table: Any) -> list[Ending]:
    """The endings of one table of `data/endings`, given as plain values."""
    return [
        Ending(letters, table["language"], row["case"], row.get("stays") == "yes", own, row.get("after", ""), table.get("marks", ""), table["status"] != "draft")
        for row in table["endings"]
        for letters in _strings(row["write"])
        for own in _strings(row.get("for", ""))
    ]


def _read_endings() -> list[Ending]:
    from translit.yamlfile import parse

    names = names_of(f"{_DATA}/endings")
    return [e for name in names for e in read_endings(parse(resource(f"{_DATA}/endings/{name}"), name))]


@lru_cache(maxsize=1)
def endings() -> tuple[Ending, ...]:
    """The endings of names in all languages that have a table, longest first."""
    store = _LISTS.store(build=True)
    found = _read_endings() if store is None else store.value("endings", list[Ending])
    return tuple(sorted(dict.fromkeys(found), key=lambda e: (-len(e.letters), e.letters, e.language, e.replaces, e.case)))


@lru_cache(maxsize=1)
def kept_endings() -> tuple[Ending, ...]:
    """The endings that stay when their stem is rewritten, longest first."""
    return tuple(e for e in endings() if e.keep)


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
