"""Readers of the lists under `data/`: common words by language, names that stand for themselves, particles, endings, protected phrases."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

from translit.text import fold
from translit.yamlfile import Map, Seq, parse

_DATA = files("translit.lexicon").joinpath("data")


def _lines(*path: str) -> list[str]:
    text = _DATA.joinpath(*path).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


@lru_cache(maxsize=1)
def common_words() -> Mapping[str, str]:
    """Word in small letters, its marks kept -> codes of the languages in which it is common, space-separated.

    >>> "en" in common_words()["person"]
    True
    """
    out: dict[str, str] = {}
    for item in sorted(_DATA.joinpath("words").iterdir(), key=lambda p: p.name):
        language = item.name.removesuffix(".txt")
        for word in _lines("words", item.name):
            out[word] = f"{out[word]} {language}" if word in out else language
    return out


@lru_cache(maxsize=1)
def background_names() -> Mapping[str, str]:
    """Name in small letters, its marks kept -> the list it is from (`given`, `surnames`, `cities`, `antiquity`).

    Marks tell names apart: Jerson is a given name, Jersón the Spanish spelling of a city.

    >>> background_names()["emerson"], "jersón" in background_names()
    ('given', False)
    """
    out: dict[str, str] = {}
    for name in ("antiquity", "cities", "given", "surnames"):
        for line in _lines("names", f"{name}.txt"):
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
    node = parse(_DATA.joinpath("grammar.yaml").read_text(encoding="utf-8"), "grammar.yaml")
    if not isinstance(node, Map):  # pragma: no cover - the file is shipped
        raise TypeError("grammar.yaml")
    return node


@lru_cache(maxsize=1)
def endings() -> tuple[Ending, ...]:
    """The endings of names, longest first."""
    rows: Seq = _grammar()["endings"]
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
