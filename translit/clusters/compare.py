"""How likely two spellings are one name: evidence in numbers, weighed by `weights.yaml`. Nothing is read under a convention here; `explain` does that."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from rapidfuzz import fuzz
from rapidfuzz.distance import JaroWinkler, Levenshtein

from translit.clusters.forms import Word, joined, telling
from translit.lexicon.lists import background_names
from translit.rules.key import VOWELS
from translit.text import spelled
from translit.yamlfile import Map, parse

HIGHEST = 98.9
MARKS_ONLY = 99.0
PERSONS = frozenset({"given", "surnames", "antiquity"})
_NO_VOWELS = str.maketrans(dict.fromkeys("aeiou"))
_CLASSES = {"s": "szcšžčŝ", "k": "kgxhcč", "t": "dt", "p": "bp", "f": "vfw", "r": "rl", "n": "mn"}
_NEAR = frozenset((a, b) for members in _CLASSES.values() for a in members for b in members)
_AVERAGED = frozenset(
    {"exact", "per symbol", "same consonants", "length", "short", "unlike", "unlike short", "start", "start spelled", "same consonants spelled"}
)

Evidence = dict[str, float]
"""What is seen of two spellings, by the names of `weights.yaml`."""


FARTHEST, FARTHER = 0.45, 0.2  # differences for each symbol, and in all, beyond which two words are hardly ever one: 2 in 100 such pairs


@dataclass(frozen=True, slots=True)
class Likeness:
    """What two spellings have in common."""

    score: float
    """0–100: the share of pairs with such evidence that are one name."""
    exact: bool
    """Whether some plainest reading of the one is one of the other's."""
    marks: bool
    """Whether they differ in marks, case or light words only."""
    steps: tuple[str, ...] = ()
    """Differences between the plainest readings: `confusion:z~s`, `extra:a`, `missing:h`."""
    keys: tuple[str, str] = ("", "")
    """The plainest readings that come nearest each other."""


UNLIKE = Likeness(0.0, exact=False, marks=False)


def compare(a: str, b: str) -> Likeness:
    """Lay two spellings of one script side by side.

    >>> compare("Cherson", "Kherson").score > 75, compare("Kherson", "Bremen").score < 1
    (True, True)
    """
    pairs = different(a, b)
    if not pairs:
        return Likeness(MARKS_ONLY, exact=True, marks=True)
    near = [nearest(x, y) for x, y in pairs]
    if any(distance > FARTHEST * max(len(p), len(q)) + FARTHER for distance, p, q in near):
        return UNLIKE
    score = min(HIGHEST, 100 / (1 + math.exp(-log_odds(a, b, pairs, near))))
    keys = (" ".join(x for _, x, _ in near), " ".join(y for _, _, y in near))
    steps = tuple(step for _, x, y in near for step in _steps(x, y))
    return Likeness(score, exact=not steps, marks=False, steps=steps, keys=keys)


def different(a: str, b: str) -> list[tuple[Word, Word]]:
    """The words in which two names differ, side by side: all in one where they have not the same number of words."""
    left, right = telling(a), telling(b)
    if len(left) != len(right):
        left, right = (joined(left),), (joined(right),)
    return [(x, y) for x, y in zip(left, right, strict=True) if x.plain != y.plain]


def nearest(x: Word, y: Word) -> tuple[int, str, str]:
    """The plainest readings of two words that are nearest each other, and how many symbols lie between."""
    if len(x.keys) == len(y.keys) == 1:
        p, q = x.keys[0], y.keys[0]
        return Levenshtein.distance(p, q), p, q
    return min((Levenshtein.distance(p, q), p, q) for p in x.keys for q in y.keys)


def log_odds(a: str, b: str, pairs: list[tuple[Word, Word]], near: list[tuple[int, str, str]]) -> float:
    """The weighed sum of the evidence, between -30 and 30."""
    weight = weights()
    z = sum(weight.get(name, 0.0) * value for name, value in evidence(a, b, pairs, near).items())
    return max(-30.0, min(30.0, z))


def evidence(a: str, b: str, pairs: list[tuple[Word, Word]] | None = None, near: list[tuple[int, str, str]] | None = None) -> Evidence:
    """All that is seen of two spellings (which differ in some word), by name."""
    pairs = different(a, b) if pairs is None else pairs
    near = [nearest(x, y) for x, y in pairs] if near is None else near
    seen = _of_words(pairs[0], near[0])
    if len(pairs) > 1:
        for pair, found in zip(pairs[1:], near[1:], strict=True):
            for name, value in _of_words(pair, found).items():
                seen[name] = seen.get(name, 0.0) + value
        for name in _AVERAGED & seen.keys():
            seen[name] /= len(pairs)
    seen["bias"] = 1.0
    if " " in a or "-" in a or " " in b or "-" in b:
        words = max(len(telling(a)), len(telling(b)))
        seen["words"] = float(words > 1)
        seen["same word"] = float(words > len(pairs))
        if len(telling(a)) != len(telling(b)):
            seen["words apart"] = 1.0
            seen["words apart: differences"] = float(near[0][0])
        seen["light word more"] = float(_light(a) != _light(b)) * near[0][0]
    known = (kind_of(a), kind_of(b))
    for kind in known:
        if kind:
            name = f"known {'person' if kind in PERSONS else kind}"
            seen[name] = seen.get(name, 0.0) + 1.0
    seen["both known"] = float(all(known))
    seen["marks"] = float(not (a.isascii() and b.isascii()))
    seen["hyphen"] = float(("-" in a) != ("-" in b))
    seen["apostrophe"] = float(_apostrophe(a) != _apostrophe(b))
    return seen


@lru_cache(maxsize=1 << 16)
def kind_of(name: str) -> str:
    """The list of names that stand for themselves in which a name is, or an empty string."""
    return background_names().get(spelled(name), "")


def _light(name: str) -> int:
    """How many words of a name come and go."""
    return len(name.replace("-", " ").split()) - len(telling(name))


def _apostrophe(name: str) -> bool:
    return "'" in name or "’" in name


def _of_words(pair: tuple[Word, Word], found: tuple[int, str, str]) -> Evidence:
    (x, y), (distance, *keys) = pair, found
    p, q = sorted(keys)  # of several shortest ways, the one found depends on the side it is looked for from
    longest = max(len(p), len(q))
    unlike = 1 - fuzz.ratio(x.plain, y.plain) / 100
    bare, other = p.translate(_NO_VOWELS), q.translate(_NO_VOWELS)
    seen: Evidence = {
        "exact": float(not distance),
        "per symbol": 10 * distance / longest if longest else 0.0,
        "same consonants": float(bare == other),
        "consonants in all": float(max(len(bare), len(other))),
        "length": float(longest),
        "short": 10 / max(2, longest),
        "four or less": float(longest <= 4),
        "five or less": float(longest <= 5),
        "unlike": 5 * unlike,
        "unlike short": 20 * unlike / max(3, len(x.plain), len(y.plain)),
        "start": 5 * (1 - JaroWinkler.similarity(p, q)),
        "start spelled": 5 * (1 - JaroWinkler.similarity(x.plain, y.plain)),
        "length apart": abs(len(x.plain) - len(y.plain)) / 3,
        "same consonants spelled": float(x.plain.translate(_NO_VOWELS) == y.plain.translate(_NO_VOWELS)),
    }
    if distance:
        consonants = 0
        for name, first, last in _differences(p, q):
            kind = _kind(name)
            seen[name] = seen.get(name, 0.0) + 1.0
            seen[kind] = seen.get(kind, 0.0) + 1.0
            consonants += "vowel" not in kind
            if first:
                seen[f"first: {kind}"] = 1.0
            if last:
                seen[f"last: {kind}"] = 1.0
                seen[f"last {name}"] = 1.0
        seen["differences"] = float(distance)
        seen["two or more"] = float(distance >= 2)
        seen["three or more"] = float(distance >= 3)
        seen["two consonants"] = float(consonants >= 2)
        seen["short and different"] = 10 * distance / longest if longest <= 5 else 0.0
    return seen


def _differences(p: str, q: str) -> Iterator[tuple[str, bool, bool]]:
    """The differences of two readings by name (`s~z`, `+a`), and whether they stand at the beginning or the end."""
    n, m = len(p), len(q)
    for edit in Levenshtein.editops(p, q):
        tag, i, j = edit.tag, edit.src_pos, edit.dest_pos
        if tag == "replace":
            a, b = p[i], q[j]
            yield (f"{a}~{b}" if a < b else f"{b}~{a}"), i == 0 or j == 0, i == n - 1 or j == m - 1
        elif tag == "delete":
            yield f"+{p[i]}", i == 0, i == n - 1
        else:
            yield f"+{q[j]}", j == 0, j == m - 1


@lru_cache(maxsize=1 << 12)
def _kind(name: str) -> str:
    """What sort of difference it is."""
    if name[0] == "+":
        return "vowel more" if name[1] in VOWELS else "h more" if name[1] == "h" else "consonant more"
    a, b = name[0], name[-1]
    if a in VOWELS and b in VOWELS:
        return "vowel for vowel"
    if a in VOWELS or b in VOWELS:
        return "vowel for consonant"
    return "near consonant" if (a, b) in _NEAR else "far consonant"


def _steps(p: str, q: str) -> Iterator[str]:
    """The differences of two readings as explanations name them."""
    for edit in Levenshtein.editops(p, q):
        tag, i, j = edit.tag, edit.src_pos, edit.dest_pos
        yield f"confusion:{p[i]}~{q[j]}" if tag == "replace" else f"extra:{p[i]}" if tag == "delete" else f"missing:{q[j]}"


@lru_cache(maxsize=1)
def weights() -> Mapping[str, float]:
    """The shipped weights by the names of the evidence."""
    node = parse(files("translit.clusters").joinpath("weights.yaml").read_text(encoding="utf-8"), "weights.yaml")
    if not isinstance(node, Map):  # pragma: no cover - the file is shipped
        raise TypeError("weights.yaml")
    return {name: float(weight) for part in ("evidence", "differences") for name, weight in node[part].items()}
