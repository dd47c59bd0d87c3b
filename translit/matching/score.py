"""The score of a candidate that isn't a known form: features of the evidence, weighed by `weights.yaml`, as a probability of being right (0–100)."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import lru_cache

from rapidfuzz import fuzz
from rapidfuzz.distance import JaroWinkler, Levenshtein

from translit.matching.evidence import background, common_word
from translit.matching.signs import frame
from translit.rules.key import key_of_native, skeleton, tables
from translit.shipped import tree
from translit.text import fold, script_of

FEATURES = (
    "bias", "short", "sound", "frame", "unlike", "unlike_short", "unlike_start", "length", "crowd", "common", "known", "other_script", "left_out", "swapped",
    "several_words", "surname", "joined", "bare", "worst", "cost",
)  # fmt: skip
"""The last one is what alignment adds; it can only lower a score."""
COSTS = 1
HIGHEST = 98.9  # a known form scores 99 or 100
_fold = lru_cache(maxsize=1 << 16)(fold)


class Asked:
    """A spelling, and what is the same for all its candidates."""

    __slots__ = ("common", "known", "plain", "script", "spelling", "turned")

    def __init__(self, spelling: str, *, alone: bool) -> None:
        self.spelling = spelling
        self.script = script_of(spelling)
        self.plain = fold(spelling) if self.script == "Latn" else in_latin(fold(spelling), self.script)
        self.turned = " ".join(sorted(self.plain.split()))
        self.common = float(alone and bool(common_word(spelling)))
        self.known = float(alone and bool(background(spelling)))


_SPELLED = {"x": "kh", "č": "ch", "š": "sh", "ž": "zh", "c": "ts", "ŝ": "shch"}


def in_latin(name: str, script: str) -> str:
    """A name of another script in plain Latin letters, for comparing letters only; as it is where the script has no key table.

    >>> in_latin("хайдук", "Cyrl")
    'khaiduk'
    """
    if script not in tables():
        return name
    return " ".join("".join([_SPELLED.get(c, c) for c in key_of_native(word, script)]) for word in name.split())


@lru_cache(maxsize=1 << 16)
def _written(canonical: str) -> tuple[str, str]:
    """A canonical form's letters, and its script."""
    return fold(canonical), script_of(canonical)


@lru_cache(maxsize=1 << 16)
def _bare(key: str) -> bool:
    return len(skeleton(key)) < 3


def likeness(
    asked: Asked, keys: Sequence[str], alike: Sequence[float], frames: Sequence[float], crowd: float, canonical: str, *,
    surname: bool = False, swapped: bool = False, joined: bool = False, loss: float = 0.0,
) -> tuple[float, ...]:  # fmt: skip
    """The evidence that is had without aligning anything, in the order of `FEATURES`. `alike` and `frames` (0 to 1) and `keys` are one a word."""
    count = len(keys)
    written, script = _written(canonical)
    plain = asked.plain
    if surname:
        written = written.rsplit(" ", 1)[-1]
    if swapped:
        plain, written = asked.turned, " ".join(sorted(written.split()))
    same = script == asked.script
    comparable = same or (script == "Latn" and asked.plain.isascii())
    unlike = 1 - fuzz.ratio(plain, written) / 100 if comparable else 0.0
    if count == 1:
        symbols, sound, vowels, bare, worst = len(keys[0]), alike[0], frames[0], _bare(keys[0]), 0.0
    else:
        sizes = [len(key) for key in keys]
        symbols = sum(sizes)
        sound = sum(map(float.__mul__, alike, map(float, sizes))) / symbols
        vowels = sum(map(float.__mul__, frames, map(float, sizes))) / symbols
        bare = any(map(_bare, keys))
        worst = 5 * (1 - min(alike))
    return (
        1.0,
        6 / symbols,
        5 * (1 - sound),
        5 * vowels,
        5 * unlike,
        20 * unlike / max(3, len(written)),
        5 * (1 - JaroWinkler.similarity(plain, written)) if comparable else 0.0,
        abs(len(plain) - len(written)) / 3 if comparable else 0.0,
        crowd / 4,
        asked.common,
        asked.known,
        0.0 if same else 1.0,
        loss / 10,
        float(swapped),
        float(count > 1),
        float(surname),
        float(joined),
        float(bare),
        worst,
    )


def promise(plain: str, said: str, key: str, written: str, crowd: float) -> float:
    """About the weight of `likeness` for a word (small letters) and its likest key, from the little that is known before a form is chosen."""
    there = frame(key)
    unlike = 1 - fuzz.ratio(plain, written) / 100
    found = _promising_weights()
    return (
        found[0]
        + found[1] * 6 / len(key)
        + found[2] * 5 * (1 - fuzz.ratio(said, key) / 100)
        + found[3] * 5 * Levenshtein.normalized_distance(frame(said), there)
        + found[4] * 5 * unlike
        + found[5] * 20 * unlike / max(3, len(written))
        + found[6] * 5 * (1 - JaroWinkler.similarity(plain, written))
        + found[7] * abs(len(plain) - len(written)) / 3
        + found[8] * crowd / 4
    )


@lru_cache(maxsize=1)
def _promising_weights() -> tuple[float, ...]:
    return weights()[: FEATURES.index("crowd") + 1]


def costs_of(keys: Sequence[str], costs: Sequence[float]) -> tuple[float]:
    """What aligning adds to the evidence: the cost of a symbol."""
    return (10 * sum(costs) / sum(map(len, keys)),)


def logit(values: Sequence[float]) -> float:
    """The evidence weighed: all of it, or only what comes before the costs."""
    return sum(map(float.__mul__, weights(), values))


def score(z: float) -> float:
    """The probability, in percent, that a candidate with this weight of evidence is right."""
    return min(HIGHEST, 100 / (1 + math.exp(-max(-30.0, min(30.0, z)))))


@lru_cache(maxsize=1)
def weights() -> tuple[float, ...]:
    """The shipped weights, in the order of `FEATURES`."""
    rows = tree("matching/weights.yaml")["weights"]
    return tuple(float(rows[name]["weight"]) for name in FEATURES)
