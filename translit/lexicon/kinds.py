"""Readers of `data/kinds.yaml` and `data/demonyms.yaml`: words beside a name that say what it names, and words that are made from a name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from translit.shipped import tree
from translit.text import spelled

_KINDS = "lexicon/data/kinds.yaml"
_DEMONYMS = "lexicon/data/demonyms.yaml"


@dataclass(frozen=True, slots=True)
class KindWord:
    """What a word beside a name says of it: kinds of entries (see `gazetteer.model.KINDS`)."""

    fits: frozenset[str]
    against: frozenset[str]


@lru_cache(maxsize=3)
def kind_words(side: str, *, linked: bool = False) -> Mapping[str, KindWord]:
    """Word in small letters, marks kept -> what it says of the name after it (`before`: it stands before) or before it (`after`). A final stop belongs to the word.
    With `linked`, only those that a small word may part from the name.

    >>> sorted(kind_words("before")["fluss"].against), "fluss" in kind_words("after")
    (['city', 'country', 'person', 'region'], True)
    """
    out: dict[str, KindWord] = {}
    for group in tree(_KINDS)["groups"].values():
        if linked and group.get("linked") != "yes":
            continue
        here = KindWord(frozenset(group["fits"]), frozenset(group["against"]))
        for words in group.get(side, {}).values():
            for word in map(spelled, words):
                known = out.get(word)
                out[word] = here if known in (None, here) else KindWord(known.fits | here.fits, known.against & here.against)
    return out


@lru_cache(maxsize=1)
def links() -> frozenset[str]:
    """Small words between such a word and the name: `of` in "the city of Cherson"."""
    return frozenset(tree(_KINDS)["links"])


@lru_cache(maxsize=1)
def demonym_endings() -> tuple[str, ...]:
    """What languages add to the name of a place for its people or its language: small letters, longest first.

    >>> "Khersonais".endswith(demonym_endings()), "Kherson".endswith(demonym_endings())
    (True, False)
    """
    by_language: Mapping[str, Any] = tree(_DEMONYMS)["endings"]
    return tuple(sorted({ending for endings in by_language.values() for ending in endings}, key=lambda e: (-len(e), e)))


@lru_cache(maxsize=1)
def people_endings() -> tuple[tuple[str, str], ...]:
    """Endings that make a word for people of another word, each with its language: small letters, longest first."""
    found = [(ending, language) for language, endings in tree(_DEMONYMS)["people_of"].items() for ending in endings]
    return tuple(sorted(found, key=lambda e: (-len(e[0]), e)))


@lru_cache(maxsize=1)
def elided() -> frozenset[str]:
    """Words that stand before another without their vowel: `l` of "l'île"."""
    return frozenset(tree(_DEMONYMS)["elided"])
