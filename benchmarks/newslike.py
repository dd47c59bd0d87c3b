"""Generated gazetteers and news-like text for the speed benchmark.

The text has no grammar: words of the package's English list, short ones most often, and names among them. One token in a hundred is a gazetteer
name in some spelling, four are other names (cities, given names, surnames), drawn so that new ones keep turning up as they do in news.
"""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from itertools import accumulate
from typing import Any

from common import cities, native_forms
from injected import derived_spellings
from rapidfuzz import fuzz

from translit import Entry, Normalizer
from translit.lexicon.lists import background_names, common_words
from translit.text import script_of

GAZETTEER_NAMES = 0.01  # of all tokens
OTHER_NAMES = 0.04
SENTENCE = (6, 24)  # words
PARAGRAPH = (2, 6)  # sentences, on one line
_UKRAINIAN = re.compile("[іїєґ]", re.IGNORECASE)
_RUSSIAN = re.compile("[ыэъё]", re.IGNORECASE)


def generated_entries(size: int) -> list[dict[str, Any]]:
    """The most populous cities of Ukraine, Russia, Belarus and their neighbours in Cyrillic, with one Ukrainian and one Russian form each."""
    entries: list[dict[str, Any]] = []
    for city in cities():
        if len(entries) == size:
            break
        if city["countrycode"] not in ("UA", "RU", "BY", "KZ", "BG", "RS", "MK", "KG", "MD", "UZ"):
            continue
        found = [form for form in native_forms(city) if script_of(form) == "Cyrl" and form[0].isupper()]
        likely = sorted(found, key=lambda form: (-fuzz.ratio(city["name"], _first_latin(form)), form))
        ukrainian = [form for form in likely if not _RUSSIAN.search(form)]
        russian = [form for form in likely if not _UKRAINIAN.search(form)]
        native = {"uk": ukrainian[0]} if ukrainian and city["countrycode"] == "UA" else {}
        native |= {"ru": russian[0]} if russian else {}
        if native:
            entries.append({"id": str(city["geonameid"]), "canonical": city["name"], "kind": "city", "native": native})
    return entries
