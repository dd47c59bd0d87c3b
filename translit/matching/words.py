"""One word against the index: which keys it can mean, exactly or nearly, at what cost and by what evidence."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz

from translit.matching.align import align
from translit.matching.index import Index, near_signs
from translit.rules.key import VOWELLESS, key_of_native, tables
from translit.rules.native import latin_of
from translit.rules.read import Reading, sounds_reader
from translit.text import fold, script_of

MAX_COST = 0.34  # of a fuzzy hit, per symbol of the key
LOOKS_ALIKE = 50.0  # RapidFuzz ratio of a spelling and a key, marks aside, before the spelling is read in running text
CLOSE_RATIO = 74.0  # the same where only what could be applied is wanted
MIN_RATIO = 55.0  # RapidFuzz ratio of two keys before they are aligned
SHORTLIST = 10
FUZZY_LETTERS = 3


@dataclass(frozen=True, slots=True)
class WordHit:
    """A key of the index that a word can mean."""

    key: str
    cost: float
    via: tuple[str, ...]
    """The rule sets under which it reads so; empty for a word in its own script."""
    mixed: bool = False
    steps: tuple[str, ...] = ()
    """The differences, where the word only nearly reads so."""


class WordMatcher:
    """Caches what it finds: the same words come again and again."""

    def __init__(self, index: Index) -> None:
        self.index = index
        self.exactly = lru_cache(maxsize=1 << 16)(self._exactly)
        self.nearly = lru_cache(maxsize=1 << 16)(self._nearly)
        self.close = lru_cache(maxsize=1 << 16)(self._close)

    def near(self, word: str, how: str) -> tuple[WordHit, ...]:
        """`nearly` or `close`, by name."""
        return self.close(word) if how == "close" else self.nearly(word)

    def _exactly(self, word: str) -> tuple[WordHit, ...]:
        """The keys that some reading of the word reaches."""
        index = self.index
        best: dict[str, WordHit] = {}
        for reading in self._readings(word, towards=True):
            if reading.key in index.keys:
                old = best.get(reading.key)
                if old is None or reading.cost < old.cost:
                    best[reading.key] = WordHit(reading.key, reading.cost, reading.via, reading.mixed)
        return tuple(sorted(best.values(), key=lambda h: (h.cost, h.key)))

    def _close(self, word: str) -> tuple[WordHit, ...]:
        """Like `nearly`, but only what is so near that it could be applied: for running text."""
        return self._nearly(word, CLOSE_RATIO)

    def _nearly(self, word: str, min_ratio: float = MIN_RATIO) -> tuple[WordHit, ...]:
        """The keys that a reading of the word comes near to, without those it reaches."""
        if len(word) < FUZZY_LETTERS:
            return ()
        index = self.index
        reached = {hit.key for hit in self.exactly(word)}
        near: set[str] = set()
        readings = () if script_of(word) == "Latn" else self._readings(word, towards=False)
        for spelling in {str(r.key) for r in readings} or {word}:
            for sign in near_signs(spelling):
                near.update(index.rough.get(sign, ()))
        near -= reached
        if min_ratio >= CLOSE_RATIO and not readings:
            # Reading is dear, and what is so near that it could be applied looks alike as it stands, too.
            plain = fold(word)
            near = {key for key in near if fuzz.ratio(plain, fold(key), score_cutoff=LOOKS_ALIKE)}
        if not near:
            return ()
        readings = readings or self._readings(word, towards=False)
        vowelless = script_of(word) in VOWELLESS
        cutoff = min_ratio - 20 * vowelless
        short: list[tuple[float, str, Reading]] = []
        for key in near:
            best_ratio, best_reading = 0.0, None
            for reading in readings:
                ratio = fuzz.ratio(reading.key, key, score_cutoff=max(best_ratio, cutoff)) - 10 * reading.cost
                if ratio > best_ratio:
                    best_ratio, best_reading = ratio, reading
            if best_reading is not None:
                short.append((best_ratio, key, best_reading))
        short.sort(key=lambda s: (-s[0], s[1]))
        best: dict[str, WordHit] = {}
        for _, key, reading in short[:SHORTLIST]:
            cost, steps = align(reading.key, key, vowelless)
            cost += reading.cost
            if cost <= MAX_COST * len(key):
                best[key] = WordHit(key, round(cost, 3), reading.via, reading.mixed, steps)
        return tuple(sorted(best.values(), key=lambda h: (h.cost, h.key))[:SHORTLIST])

    def _readings(self, word: str, *, towards: bool) -> tuple[Reading, ...]:
        script = script_of(word)
        reader = self.index.reader
        if script == "Latn":
            return reader.read_towards(word, self.index.prefixes) if towards else sounds_reader().read(word)
        if script in tables():
            key = key_of_native(word, script)
            return (Reading(key, 0.0, ()),) if key else ()
        if script == "Zyyy":
            return ()
        return tuple(
            Reading(r.key, r.cost + 0.1, (via,), r.mixed)
            for latin, via in latin_of(word, script)
            for r in (reader.read_towards(latin, self.index.prefixes) if towards else sounds_reader().read(latin))
        )
