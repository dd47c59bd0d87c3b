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
    "several_words", "surname", "joined", "bare", "worst", "root_sound", "cost", "root_cost",
)  # fmt: skip
"""The last two are what alignment adds; they can only lower a score."""
GROUPS = ("one_word", "other_script", "several_words")
"""What evidence tells depends on the kind of name: each kind has weights of its own."""
_OTHER, _SEVERAL = FEATURES.index("other_script"), FEATURES.index("several_words")
_ROOT_SOUND = FEATURES.index("root_sound")
TINY = 1e-6
HARDLY = 99.0  # more than anything costs
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
        math.sqrt(5 * (1 - sound)),
    )


def promise(plain: str, said: str, key: str, written: str, crowd: float) -> float:
    """About the weight of `likeness` for a word (small letters) and its likest key, from the little that is known before a form is chosen."""
    there = frame(key)
    sound = 5 * (1 - fuzz.ratio(said, key) / 100)
    unlike = 1 - fuzz.ratio(plain, written) / 100
    found = weights()[0]
    return (
        found[0]
        + found[1] * 6 / len(key)
        + found[2] * sound
        + found[_ROOT_SOUND] * math.sqrt(sound)
        + found[3] * 5 * Levenshtein.normalized_distance(frame(said), there)
        + found[4] * 5 * unlike
        + found[5] * 20 * unlike / max(3, len(written))
        + found[6] * 5 * (1 - JaroWinkler.similarity(plain, written))
        + found[7] * abs(len(plain) - len(written)) / 3
        + found[8] * crowd / 4
    )


def costs_of(keys: Sequence[str], costs: Sequence[float]) -> tuple[float, float]:
    """What aligning adds to the evidence: the cost of a symbol, and its root."""
    cost = 10 * sum(costs) / sum(map(len, keys))
    return cost, math.sqrt(cost)


def most_cost(evidence: Sequence[float], least: float, symbols: int) -> float:
    """What aligning may cost, for keys of so many symbols, before the weight of evidence is under `least`; 0 where it is so before."""
    *_, by_cost, by_root = weights()[group_of(evidence)]
    spare = logit(evidence) - least
    if spare <= 0:
        return 0.0
    inside = by_root * by_root - 4 * by_cost * spare  # by_cost * x² + by_root * x + spare = 0, x the root of the cost
    if abs(by_cost) < TINY:
        root = -spare / by_root if by_root < 0 else HARDLY
    else:
        root = HARDLY if inside < 0 else min((x for x in ((-by_root - s * math.sqrt(inside)) / (2 * by_cost) for s in (1, -1)) if x > 0), default=HARDLY)
    return min(HARDLY, root * root) * symbols / 10


def group_of(evidence: Sequence[float]) -> int:
    """The number of the kind of name in `GROUPS`."""
    return 2 if evidence[_SEVERAL] else 1 if evidence[_OTHER] else 0


def logit(values: Sequence[float]) -> float:
    """The evidence weighed: all of it, or only what comes before the costs."""
    return sum(map(float.__mul__, weights()[group_of(values)], values))


def score(z: float) -> float:
    """The probability, in percent, that a candidate with this weight of evidence is right."""
    return min(HIGHEST, 100 / (1 + math.exp(-max(-30.0, min(30.0, z)))))


@lru_cache(maxsize=1)
def weights() -> tuple[tuple[float, ...], ...]:
    """The shipped weights of each of `GROUPS`, in the order of `FEATURES`."""
    rows = tree("matching/weights.yaml")["weights"]
    return tuple(tuple(float(rows[name][group]) for name in FEATURES) for group in GROUPS)
