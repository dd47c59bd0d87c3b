"""One word against the index: which keys it can mean, and how near each is.

Candidates are filed under signs; RapidFuzz shortlists them by their crude readings; the few that are left are aligned with every reading of the word.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz, process
from rapidfuzz.distance import Levenshtein

from translit.matching.align import KeyLattice, Lattice, differences, distance, key_lattice, lattice
from translit.matching.index import Index
from translit.matching.signs import bare_sign, crudes, frame, shortened, sign
from translit.rules.key import VOWELLESS, key_of_native, tables
from translit.rules.native import latin_of
from translit.text import fold, plain_marks, script_of

MAX_COST = 0.34  # of a hit, per symbol of the key
SPARE = 0.5  # and so much more, so that short keys aren't cut off by one step
MIN_RATIO = 55.0  # RapidFuzz ratio of the crude readings before they are aligned
CLOSE_RATIO = 70.0  # the same where only what could be applied is wanted
PROMISING = 72.0  # and for a stem
SHORTLIST = 30
REMEMBERED = 1 << 17  # costs that are kept
ROUGH = 0.1  # for a script that is read through Latin letters


@dataclass(frozen=True, slots=True)
class WordHit:
    """A key of the index that a word can mean."""

    key: str
    cost: float
    """What the readings and the differences cost (see `align`)."""
    alike: float
    """How alike the crude readings are, 0 to 1."""


@dataclass(frozen=True, slots=True)
class Spelled:
    """A word made ready: how it is spelled, what it sounds like at its plainest, and how its letters are read."""

    word: str
    crudes: tuple[str, ...]
    ways: Lattice
    vowelless: bool = False
    extra: float = 0.0


class WordMatcher:
    """Caches what it finds: the same words come again and again."""

    def __init__(self, index: Index) -> None:
        self.index = index
        self.shortlist = lru_cache(maxsize=1 << 15)(self._shortlist)
        self.crowd = lru_cache(maxsize=1 << 16)(self._crowd)
        self.frame = lru_cache(maxsize=1 << 16)(_frame_distance)
        self._costs: dict[tuple[str, str], tuple[float, float]] = {}

    def _shortlist(self, word: str, running: bool = False) -> dict[str, float]:
        """The keys that sound like the word at its plainest -> how alike they are (0–100), the likest first. In running text only what could be applied."""
        found: dict[str, float] = {}
        for spelled in spellings(word):
            near = self.filed(spelled)
            for said in spelled.crudes if near else ():
                for key, ratio, _ in process.extract(said, near, scorer=fuzz.ratio, score_cutoff=CLOSE_RATIO if running else MIN_RATIO, limit=None):
                    found[key] = max(ratio, found.get(key, 0.0))
            if self.index.bare and not spelled.vowelless:
                found |= dict.fromkeys([key for key in self._filed_bare(spelled) if key not in found][:SHORTLIST], MIN_RATIO)
        return dict(sorted(found.items(), key=lambda f: (-f[1], f[0]))[:SHORTLIST])

    def _crowd(self, word: str) -> float:
        """Logarithm of how many keys are filed near the word: in a crowd, likeness tells less."""
        return math.log1p(max((len(self.filed(s)) for s in spellings(word)), default=0))

    def hit(self, word: str, key: str, bound: float = 99.0) -> WordHit | None:
        """How near a word is to a key; None where the cost is above `bound`, or too much for the key's length."""
        bound = min(bound, MAX_COST * len(key) + SPARE)
        known = self._costs.get((word, key))  # the cost, and the bound it was looked for under
        if known is None or (known[0] > known[1] and bound > known[1]):
            if len(self._costs) > REMEMBERED:
                self._costs.clear()
            cost = min((self.cost(s, key, bound) + s.extra for s in spellings(word)), default=bound + 1)
            known = self._costs[word, key] = (round(cost, 3), bound)
        if known[0] > bound:
            return None
        return WordHit(key, known[0], max(fuzz.ratio(said, key) for s in spellings(word) for said in s.crudes) / 100)

    def filed(self, spelled: Spelled) -> list[str]:
        """The keys that are filed near a word."""
        filed = self.index.all_bare() if spelled.vowelless else self.index.near
        of = bare_sign if spelled.vowelless else sign
        lists = [found for symbols in {of(said): None for said in spelled.crudes} for near in shortened(symbols) if (found := filed.get(near)) is not None]
        if len(lists) < 2:
            return lists[0] if lists else []
        return list(set().union(*lists))

    def promising(self, word: str) -> bool:
        """Whether a key of the same sign sounds much the same: what a stem must have to be looked at."""
        for spelled in spellings(word):
            for said in spelled.crudes:
                near = self.index.near.get(sign(said))
                if near and process.extractOne(said, near, scorer=fuzz.ratio, score_cutoff=PROMISING) is not None:
                    return True
        return False

    def _filed_bare(self, spelled: Spelled) -> list[str]:
        signs = {bare_sign(said) for said in spelled.crudes}
        return sorted({key for s in signs for key in self.index.bare.get(s, ())})

    def cost(self, spelled: Spelled, key: str, bound: float) -> float:
        """What it costs at least to take a word for a key: reading the word, or where it isn't Latin, reading the canonical word that the key is from."""
        surplus = key in self.index.vowelless
        cost = distance(spelled.word, key, bound, spelled.ways, lacking=spelled.vowelless, surplus=surplus)
        latin = self.index.spelled.get(key)
        if latin and isinstance(spelled.ways, KeyLattice):
            cost = min(cost, distance(latin, spelled.word, bound, lacking=False, surplus=spelled.vowelless))
        return cost

    @lru_cache(maxsize=1 << 15)  # noqa: B019 - lives as long as the Normalizer
    def differences(self, word: str, key: str) -> tuple[float, tuple[str, ...]]:
        """The cost of the way that needs fewest differences, and those differences; none where readings alone explain the word."""
        bound = MAX_COST * len(key) + SPARE
        surplus = key in self.index.vowelless
        found = [
            (cost + s.extra, steps)
            for s in spellings(word)
            for cost, steps in [differences(s.word, key, bound, s.ways, lacking=s.vowelless, surplus=surplus)]
        ]
        return min(found, key=lambda f: (bool(f[1]), f[0]), default=(bound, ("far",)))


def _frame_distance(word: str, key: str) -> float:
    """How unlike the crude readings are, 0 to 1, with all vowels alike."""
    there = frame(key)
    return min((Levenshtein.normalized_distance(frame(said), there) for s in spellings(word) for said in s.crudes), default=1.0)


@lru_cache(maxsize=1 << 14)
def spellings(word: str) -> tuple[Spelled, ...]:
    """A word made ready to be looked up; several where its script is read through more than one Latin spelling."""
    script = script_of(word)
    if script == "Latn":
        plain = plain_marks(word).lower()
        said = tuple(c for c in crudes(plain) if c)
        return (Spelled(plain, said, lattice()),) if said else ()
    if script in tables():
        key = key_of_native(word, script)
        return (Spelled(key, (key,), key_lattice(), script in VOWELLESS),) if key else ()
    if script == "Zyyy":
        return ()
    return tuple(Spelled(latin, crudes(fold(latin)), lattice(), extra=ROUGH) for latin, _ in latin_of(word, script) if crudes(fold(latin)))
