"""How likely two spellings are one name: evidence in numbers, weighed by `weights.yaml`."""

from __future__ import annotations

import heapq
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from rapidfuzz import fuzz
from rapidfuzz.distance import JaroWinkler, Levenshtein

from translit.clusters.keys import key_steps
from translit.lexicon.lists import background_names, light_words
from translit.rules.key import VOWELS, skeleton
from translit.rules.read import PLAIN, Reading, default_reader
from translit.text import fold, spelled
from translit.yamlfile import Map, parse

READINGS = 8  # of each word that are laid side by side
ALIGNED = 4  # of these where no key is shared
RARE = 0.1  # what a reading costs, in choosing one, that hardly any convention has
SURE = 0.2  # cost of a shared key from which no other pair of readings is looked for
CLOSELY = 2  # pairs of readings whose differences are weighed, those with the fewest first
A_STEP = 0.6  # what a difference costs by and large
HIGHEST = 98.9
MARKS_ONLY = 99.0

FEATURES = (
    "bias", "reading", "exact", "vowel", "vowel_more", "consonant", "consonant_more", "soft", "rare", "per_symbol", "short", "unlike", "unlike_short", "start", "length",
    "ends", "begins", "tail", "consonants", "language", "known", "known_both", "words", "same_word", "bare", "marks",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Likeness:
    """What links two spellings, word for word."""

    score: float
    """0–100: the share of pairs with such evidence that are one name."""
    keys: tuple[str, ...]
    """The key under which each pair of words meets."""
    left: tuple[str, ...]
    """The rule sets under which the first spelling reads so."""
    right: tuple[str, ...]
    steps: tuple[str, ...]
    """Differences between the keys: `confusion:z~s`, `extra:a`, `missing:h`."""
    spelled: str = ""
    """What the first spelling reads as, where that isn't `keys`."""
    meant: str = ""
    values: tuple[float, ...] = ()
    """The evidence in numbers, in the order of `FEATURES`."""


@dataclass(frozen=True, slots=True)
class _Words:
    cost: float
    reading: float
    """The part of the cost that is the readings'."""
    rare: float
    """How rare the two readings are (0–2)."""
    key: str
    left: tuple[str, ...]
    right: tuple[str, ...]
    steps: tuple[str, ...]
    same_language: bool
    spelled: str = ""
    """The first word's own key, where the two differ."""
    equal: bool = False


def compare(a: str, b: str) -> Likeness | None:
    """Lay two spellings side by side; None where a word has no reading.

    >>> compare("Cherson", "Kherson").keys, compare("Kherson", "Bremen").score < 1
    (('xerson',), True)
    """
    left, right = _telling(a), _telling(b)
    if len(left) != len(right):
        left, right = ["".join(left)], ["".join(right)]
    pairs: list[_Words] = []
    for x, y in zip(left, right, strict=True):
        same = fold(x) == fold(y)
        pair = _Words(0.0, 0.0, 0.0, fold(x), (), (), (), True, equal=True) if same else _meet(x, y)
        if pair is None:
            return None
        pairs.append(pair)
    steps = tuple(s for p in pairs for s in p.steps)
    values = _features(a, b, pairs)
    keys = tuple(p.key for p in pairs)
    by_left, by_right = _common(p.left for p in pairs if not p.equal), _common(p.right for p in pairs if not p.equal)
    if all(p.equal for p in pairs):
        return Likeness(MARKS_ONLY, keys, by_left, by_right, steps)
    return Likeness(_score(values), keys, by_left, by_right, steps, " ".join(p.spelled or p.key for p in pairs), " ".join(keys), values)


def _telling(name: str) -> list[str]:
    """The words of a name without those that come and go (Al Basrah, El Basra), unless there are no others."""
    words = name.replace("-", " ").split()
    return [w for w in words if fold(w) not in light_words()] or words


def _common(rule_sets: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    """The rule sets that explain every word, or those of the first where none does."""
    first, *others = [r for r in rule_sets if r] or [()]
    for other in others:
        these = set(other)
        first = tuple(i for i in first if i in these) or first
    return first


@lru_cache(maxsize=1 << 16)
def readings(word: str) -> tuple[tuple[Reading, frozenset[str], float], ...]:
    """The plainest readings of a word, each with the languages of the names it would be read as, and how rare it is (0–1) among the conventions."""
    found = [r for r in default_reader().read(word) if not r.mixed]
    most = max((len(r.via) for r in found), default=1)
    ranked = sorted(((r, 1 - len(r.via) / most) for r in found), key=lambda x: (x[0].cost + RARE * x[1], x[0].key))
    return tuple((r, frozenset(v.split("-", 1)[0] for v in r.via if v != PLAIN), rare) for r, rare in ranked[:READINGS])


def _meet(a: str, b: str) -> _Words | None:
    """The cheapest way in which two words mean the same or nearly so."""
    left, right = readings(a), readings(b)
    if not left or not right:
        return None
    best: tuple[float, _Words] | None = None
    by_key = {y[0].key: y for y in right}
    for x, languages, rare in left:
        if x.key in by_key:
            y, others, rare_too = by_key[x.key]
            cost = x.cost + y.cost
            rank = cost + RARE * (rare + rare_too)
            if best is None or rank < best[0]:
                best = (rank, _Words(cost, cost, rare + rare_too, x.key, x.via, y.via, (), bool(languages & others)))
    if best is not None and best[0] <= SURE:
        return best[1]
    near = []
    for i, (x, _, rare) in enumerate(left[:ALIGNED]):
        for j, (y, _, rare_too) in enumerate(right[:ALIGNED]):
            rank = x.cost + y.cost + RARE * (rare + rare_too)
            if x.key != y.key and (best is None or rank < best[0]):
                near.append((rank + A_STEP * Levenshtein.distance(x.key, y.key), rank, i, j))
    for _, rank, i, j in heapq.nsmallest(CLOSELY, near):
        (x, languages, rare), (y, others, rare_too) = left[i], right[j]
        cost, steps = key_steps(x.key, y.key)
        if best is None or rank + cost < best[0]:
            read = x.cost + y.cost
            best = (rank + cost, _Words(read + cost, read, rare + rare_too, y.key, x.via, y.via, steps, bool(languages & others), x.key))
    return best[1] if best else None


def promising(a: str, b: str, least: float) -> bool:
    """Whether two spellings can reach these log odds at all, whatever they read as: what can be seen without reading them, and the best for the rest."""
    x, y = fold(a), fold(b)
    weight = _weight()
    unlike = 1 - fuzz.ratio(x, y) / 100
    seen = (
        5 * weight["unlike"] * unlike
        + weight["unlike_short"] * 20 * unlike / max(3, len(x), len(y))
        + 5 * weight["start"] * (1 - JaroWinkler.similarity(x, y))
    )
    seen += weight["ends"] * (x[-1:] != y[-1:]) + 5 * weight["consonants"] * (1 - fuzz.ratio(x.translate(_NO_VOWELS), y.translate(_NO_VOWELS)) / 100)
    seen += max(0.0, weight["words"]) + max(0.0, weight["same_word"]) if " " in x or " " in y else 0.0
    return seen + _best_of_the_rest() >= least


_NO_VOWELS = str.maketrans(dict.fromkeys("aeiouyj' -"))
_SEEN = ("unlike", "unlike_short", "start", "ends", "consonants", "words", "same_word")
_STEPS = ("vowel", "vowel_more", "consonant", "consonant_more", "soft")


@lru_cache(maxsize=1)
def _weight() -> dict[str, float]:
    return dict(zip(FEATURES, weights(), strict=True))


@lru_cache(maxsize=1)
def _best_of_the_rest() -> float:
    """The most that the evidence `promising` doesn't look at can add: with equal keys, or with three steps of the kinds that speak for a pair."""
    weight = _weight()
    steps = sum(3 * max(0.0, weight[name]) for name in _STEPS)
    rest = sum(max(0.0, w) * (2.0 if name == "short" else 1.0) for name, w in weight.items() if name not in (*_SEEN, *_STEPS, "bias", "exact"))
    return weight["bias"] + rest + max(steps, weight["exact"])


def _features(a: str, b: str, pairs: Sequence[_Words]) -> tuple[float, ...]:
    different = [p for p in pairs if not p.equal]
    symbols = max(1, sum(len(p.key) for p in different))
    steps = [s for p in different for s in p.steps]
    counts = dict.fromkeys(("vowel", "vowel_more", "consonant", "consonant_more", "soft"), 0)
    for step in steps:
        counts[_kind(step)] += 1
    plain = fold(a), fold(b)
    unlike = 1 - fuzz.ratio(*plain) / 100
    start = 1 - JaroWinkler.similarity(*plain)
    known = [spelled(name) in background_names() for name in (a, b)]
    bare = [p.translate(_NO_VOWELS) for p in plain]
    return (
        1.0,
        10 * sum(p.reading for p in different) / symbols,
        float(not steps),
        *(min(3.0, float(n)) for n in counts.values()),
        sum(p.rare for p in different) / max(1, len(different)),
        10 * sum(p.cost - p.reading for p in different) / symbols,
        6 / symbols,
        5 * unlike,
        20 * unlike / max(3, *map(len, plain)),
        5 * start,
        abs(len(plain[0]) - len(plain[1])) / 3,
        float(plain[0][-1:] != plain[1][-1:]),
        float(plain[0][:1] != plain[1][:1]),
        float((plain[0][-1:] in VOWELS) != (plain[1][-1:] in VOWELS)),
        5 * (1 - fuzz.ratio(*bare) / 100),
        float(not all(p.same_language for p in different)),
        float(any(known)),
        float(all(known)),
        float(len(pairs) > 1),
        float(len(different) < len(pairs)),
        float(any(len(skeleton(p.key)) <= 2 for p in different)),
        float(plain[0] != a.casefold() or plain[1] != b.casefold()),
    )


def _kind(step: str) -> str:
    """What sort of difference a step of an alignment is."""
    name, _, symbols = step.partition(":")
    if name == "confusion":
        return "vowel" if symbols[0] in VOWELS and symbols[-1] in VOWELS else "consonant"
    return "soft" if symbols in ("i", "h") else "vowel_more" if symbols in VOWELS else "consonant_more"


def _score(values: Sequence[float]) -> float:
    z = sum(w * v for w, v in zip(weights(), values, strict=True))
    return min(HIGHEST, 100 / (1 + math.exp(-max(-30.0, min(30.0, z)))))


@lru_cache(maxsize=1)
def weights() -> tuple[float, ...]:
    """The shipped weights, in the order of `FEATURES`."""
    node = parse(files("translit.clusters").joinpath("weights.yaml").read_text(encoding="utf-8"), "weights.yaml")
    if not isinstance(node, Map):  # pragma: no cover - the file is shipped
        raise TypeError("weights.yaml")
    return tuple(float(node["weights"][name]["weight"]) for name in FEATURES)
