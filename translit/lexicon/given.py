"""Readers of `data/nicknames/*.txt` and `data/equivalents.yaml`: other names that a person's given name goes by."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from translit.shipped import names_of, resource, tree

_FOLDER = "lexicon/data/nicknames"


@lru_cache(maxsize=1)
def nicknames() -> tuple[tuple[str, str, str], ...]:
    """Language code, full name and one of its short forms, each as the language writes it.

    >>> ("en", "William", "Bill") in nicknames()
    True
    """
    return tuple(_read())


def _read() -> Iterator[tuple[str, str, str]]:
    for file in names_of(_FOLDER):
        for line in resource(f"{_FOLDER}/{file}").splitlines():
            name, colon, short = line.partition(":")
            if colon and not line.startswith("#"):
                yield from ((file.removesuffix(".txt"), name.strip(), s.strip()) for s in short.split(","))


@lru_cache(maxsize=1)
def equivalents() -> tuple[tuple[str, ...], ...]:
    """Groups of given names that are one by origin, in Latin script.

    >>> any({"John", "Ivan", "Jan"} <= set(group) for group in equivalents())
    True
    """
    return tuple(map(tuple, tree("lexicon/data/equivalents.yaml")["groups"]))
