"""Readers of what depends on the writing system: what is written onto a name, letters that look like others, Chinese words and simplified characters."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from translit.shipped import resource, tree
from translit.text import script_of, taken_apart

_DATA = "lexicon/data/writing"


@dataclass(frozen=True, slots=True)
class Attached:
    """Letters that are written onto a name."""

    letters: str
    language: str
    least: int
    """Letters that the name must have."""
    reads: str = ""
    """What the spelling leaves out between the letters and the name (ا in للجزائر)."""


@lru_cache(maxsize=1)
def _table() -> Any:
    return tree("lexicon/data/prefixes.yaml")


@lru_cache(maxsize=1)
def prefixes() -> Mapping[str, tuple[Attached, ...]]:
    """First letter -> the prefixes that begin with it, longest first.

    >>> [row.letters for row in prefixes()["ف"]]
    ['فال', 'فب', 'فل', 'ف']
    """
    rows = [Attached(row["prefix"], row["language"], int(row["least"]), row.get("reads", "")) for row in _table()["prefixes"]]
    rows.sort(key=lambda r: (-len(r.letters), r.letters, r.reads))
    return {first: tuple(r for r in rows if r.letters[0] == first) for first in dict.fromkeys(r.letters[0] for r in rows)}


@lru_cache(maxsize=1)
def suffixes() -> Mapping[str, tuple[Attached, ...]]:
    """Last character -> the particles that end with it, longest first; those of syllables also letter by letter (NFD)."""
    rows = [Attached(form, row["language"], 2) for row in _table()["particles"] for form in dict.fromkeys((row["particle"], taken_apart(row["particle"])))]
    rows.sort(key=lambda r: (-len(r.letters), r.letters))
    return {last: tuple(r for r in rows if r.letters[-1] == last) for last in dict.fromkeys(r.letters[-1] for r in rows)}


@lru_cache(maxsize=1)
def kana_particles() -> frozenset[str]:
    """Hiragana that a name written in hiragana may stand beside."""
    return frozenset(_table()["kana_particles"])


@lru_cache(maxsize=1)
def followers() -> frozenset[str]:
    """What may follow a name in a longer Chinese word without making it another (人 in 中国人)."""
    return frozenset(_table()["followed_by"])


@lru_cache(maxsize=1)
def homoglyphs() -> Mapping[str, Mapping[str, str]]:
    """Letter -> script -> the letter of that script that looks like it.

    >>> homoglyphs()["С"]["Latn"] == "C", sorted(homoglyphs()["у"])
    (True, ['Grek', 'Latn'])
    """
    rows = tree("lexicon/data/homoglyphs.yaml")["scripts"]
    found: dict[str, dict[str, str]] = {}
    for letters in zip(*rows.values(), strict=True):
        for one in letters:
            if one != "·":
                found[one] = {script_of(other): other for other in letters if other not in (one, "·")}
    return found


@lru_cache(maxsize=1)
def simplified() -> dict[int, str]:
    """Character -> its simplified form, for `str.translate`.

    >>> "赫爾松、臺灣".translate(simplified())
    '赫尔松、台湾'
    """
    return {ord(char): row[0] for row in _rows("simplified.txt") for char in row[1:]}


@lru_cache(maxsize=1)
def han_words() -> Mapping[str, int]:
    """Chinese or Japanese word in simplified characters -> how rare it is (−10 log10 of its frequency).

    >>> han_words()["国家"] < han_words()["新德里"], "赫尔松" in han_words()
    (True, False)
    """
    return {word: int(row[0]) for line in _rows("han.txt") for row in (line.split(),) for word in row[1:]}


@lru_cache(maxsize=1)
def ordinary_words() -> Mapping[str, str]:
    """Arabic words, and Japanese ones in katakana -> their language. Personal names may be among them: they speak against a likeness in running text only.

    >>> ordinary_words()["キュート"], "モスクワ" in ordinary_words()
    ('ja', False)
    """
    return {word: language for language in ("ar", "ja") for word in _rows(f"{language}.txt")}


def _rows(name: str) -> list[str]:
    return [line for line in resource(f"{_DATA}/{name}").splitlines() if line and not line.startswith("#")]
