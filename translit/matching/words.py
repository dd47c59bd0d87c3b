"""One word against the index: which keys it can mean, and how near each is.

Candidates are filed under signs; RapidFuzz shortlists them by their crude readings; the few that are left are aligned with every reading of the word.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz, process
from rapidfuzz.distance import Levenshtein

from translit.matching.align import KeyLattice, Lattice, differences, distance, key_lattice, lattice, loose_lattice, reads
from translit.matching.index import Index
from translit.matching.signs import bare, bare_sign, crudes, frame, shortened, sign, softened, text_sign
from translit.rules.key import VOWELLESS, VOWELS, key_of_native, loosely, tables
from translit.rules.native import latin_of
from translit.rules.syllables import japanese_readings, korean_readings, pinyin_readings
from translit.text import fold, plain_marks, script_of

MAX_COST = 0.34  # of a hit, per symbol of the key
SPARE = 0.5  # and so much more, so that short keys aren't cut off by one step
MIN_RATIO = 55.0  # RapidFuzz ratio of the crude readings before they are aligned
LEAST_LOOSELY = 70.0  # ratio in running text for a script whose vowels tell little: of consonants, and a fifth of the whole
CLOSE_RATIOS = (80.0, 80.0, 80.0, 80.0, 80.0, 75.0, 70.0, 70.0)  # the same where only what could be applied is wanted, by symbols of the reading
CLOSE_RATIO = 66.0  # and for a longer one
LEAST_OF_PART = 60.0  # the same for a word of a longer name: its other words can make up for it
PROMISING = 72.0  # and for a stem
CLOSE_STEM = 75.0  # and where what it is written like is looked for
STEMS = 3  # keys that are looked at for one
SHORTLIST = 30
BY_SYLLABLES = 0.3  # what a reading by syllables costs more than a plain one
SURE_READING = 0.2  # and what it may cost by itself
READINGS = 2  # of each language
SHORTEST_BY_SYLLABLES = 5  # letters
REMEMBERED = 1 << 17  # costs that are kept
IN_FULL = {"near_text": "near_alone", "near_part_text": "near_part"}  # what is looked up in running text -> all that lies near: how crowded it is
ROUGH = 0.1  # for a script that is read through Latin letters


@dataclass(frozen=True, slots=True)
class WordHit:
    """A key of the index that a word can mean."""

    key: str
    cost: float
    """What the readings and the differences cost (see `align`)."""


@dataclass(frozen=True, slots=True)
class Shortlist:
    """The keys that sound like a word at its plainest."""

    alike: dict[str, float]
    """Key -> how alike it is (RapidFuzz ratio, 0–100), the likest first. In running text only what could be applied."""
    crowd: float
    """Logarithm of how many keys are filed near the word: in a crowd, likeness tells less."""


@dataclass(frozen=True, slots=True)
class Spelled:
    """A word made ready: how it is spelled, what it sounds like at its plainest, and how its letters are read."""

    word: str
    crudes: tuple[str, ...]
    frames: tuple[str, ...]
    """The crude readings with all vowels alike."""
    ways: Lattice
    vowelless: bool = False
    """Whether its script has no short vowels."""
    loose: bool = False
    """Whether its letters can mean several sounds, and its vowels tell little."""
    extra: float = 0.0
    via: str = ""
    """The rule set under which it reads so, where it isn't the spelling itself."""


class WordMatcher:
    """Caches what it finds: the same words come again and again."""

    def __init__(self, index: Index) -> None:
        self.index = index
        self.shortlist = lru_cache(maxsize=1 << 15)(self._shortlist)
        self.frame = _frame_distance
        self.explained = lru_cache(maxsize=1 << 15)(self._explained)
        self._costs: dict[tuple[str, str, bool], tuple[float, float]] = {}

    def _shortlist(self, word: str, running: bool = False, among: str = "near") -> Shortlist:
        found: dict[str, float] = {}
        filed = 0
        all_near = IN_FULL.get(among)
        for spelled in plain_spellings(word) if running else spellings(word):
            near = self.filed(spelled, among)
            filed = max(filed, len(self.filed(spelled, all_near) if all_near and near else near))
            if spelled.loose:
                found |= _loosely_alike(spelled, near, LEAST_LOOSELY if running else MIN_RATIO)
                continue
            for said in spelled.crudes if near else ():
                least = MIN_RATIO if not running else least_alike(said) if among == "near_text" else LEAST_OF_PART
                for key, ratio, _ in process.extract(said, near, scorer=fuzz.ratio, score_cutoff=least, limit=SHORTLIST):
                    if ratio > found.get(key, 0.0):
                        found[key] = ratio
            if self.index.bare:
                found |= dict.fromkeys([key for key in self._filed_bare(spelled) if key not in found][:SHORTLIST], MIN_RATIO)
        return Shortlist(dict(sorted(found.items(), key=lambda f: (-f[1], f[0]))[:SHORTLIST]), math.log1p(filed))

    def hit(self, word: str, key: str, bound: float = 99.0, *, running: bool = False) -> WordHit | None:
        """How near a word is to a key; None where the cost is above `bound`, or too much for the key's length."""
        bound = min(bound, MAX_COST * len(key) + SPARE)
        known = self._costs.get((word, key, running))  # the cost, and the bound it was looked for under
        if known is None or (known[0] > known[1] and bound > known[1]):
            if len(self._costs) > REMEMBERED:
                self._costs.clear()
            cost = min((self.cost(s, key, bound) + s.extra for s in (plain_spellings(word) if running else spellings(word))), default=bound + 1)
            known = self._costs[word, key, running] = (round(cost, 3), bound)
        if known[0] > bound:
            return None
        return WordHit(key, known[0])

    def alike(self, word: str, key: str, *, running: bool = False) -> float:
        """How alike a key and the crude readings of a word are, 0 to 1."""
        return max(fuzz.ratio(said, key) for s in (plain_spellings(word) if running else spellings(word)) for said in s.crudes) / 100

    def filed(self, spelled: Spelled, among: str = "near") -> list[str]:
        """The keys that are filed near a word: in one of the `near…` tables of the index."""
        filed: dict[str, str] = self.index.all_bare() if spelled.loose else getattr(self.index, among)
        running = among.endswith("text")  # where a name keeps its consonants
        of, shorter = (bare_sign, _itself if running else shortened) if spelled.loose else (text_sign, softened) if running else (sign, shortened)
        texts = [
            found for symbols in {of(said): None for said in spelled.crudes} for near in shorter(symbols) if (found := filed.get(near)) is not None
        ]
        if len(texts) < 2:
            return texts[0].split("\n") if texts else []
        return list(dict.fromkeys("\n".join(texts).split("\n")))

    def near_keys(self, word: str) -> list[str]:
        """The keys of the same sign that sound much the same: what a stem must have to be looked at."""
        found: list[str] = []
        for spelled in plain_spellings(word):
            for said in spelled.crudes:
                near = self.index.near.get(sign(said))
                if near:
                    found += [key for key, _, _ in process.extract(said, near.split("\n"), scorer=fuzz.ratio, score_cutoff=CLOSE_STEM, limit=STEMS)]
        return found

    def _filed_bare(self, spelled: Spelled) -> list[str]:
        found = filter(None, map(self.index.bare.get, {bare_sign(said) for said in spelled.crudes}))
        return sorted(set("\n".join(found).split("\n")) - {""})

    def cost(self, spelled: Spelled, key: str, bound: float) -> float:
        """What it costs at least to take a word for a key: reading the word, or where it isn't Latin, reading the canonical word that the key is from."""
        surplus = key in self.index.vowelless or (spelled.loose and not spelled.vowelless)
        cost = distance(spelled.word, key, bound, spelled.ways, lacking=spelled.vowelless, surplus=surplus)
        latin = self.index.spelled.get(key)
        if latin and isinstance(spelled.ways, KeyLattice):
            cost = min(cost, distance(latin, spelled.word, bound, lacking=spelled.loose and not spelled.vowelless, surplus=spelled.vowelless))
        return cost

    def _explained(self, word: str, key: str) -> bool:
        """Whether readings alone make the word the key, with no difference left."""
        bound, surplus = MAX_COST * len(key) + SPARE, key in self.index.vowelless
        return any(reads(s.word, key, bound, s.ways, lacking=s.vowelless, surplus=surplus) for s in _each_spelling(word))

    def differences(self, word: str, key: str) -> tuple[str, ...]:
        """What is left where readings don't explain the word (see `align.differences`)."""
        bound, surplus = MAX_COST * len(key) + SPARE, key in self.index.vowelless
        found = [differences(s.word, key, bound, s.ways, lacking=s.vowelless, surplus=surplus) for s in spellings(word)]
        return min(found, default=(bound, ()))[1]


def least_alike(said: str) -> float:
    """How alike (0–100) a key must be to a crude reading in running text: in a short one, one step is much."""
    return CLOSE_RATIOS[len(said)] if len(said) < len(CLOSE_RATIOS) else CLOSE_RATIO


@lru_cache(maxsize=1 << 16)
def _frame_of(key: str) -> str:
    return frame(key)


def _frame_distance(word: str, key: str, *, running: bool = False) -> float:
    """How unlike the crude readings are, 0 to 1, with all vowels alike."""
    there = _frame_of(key)
    return min(
        [Levenshtein.normalized_distance(here, there) for s in (plain_spellings(word) if running else spellings(word)) for here in s.frames],
        default=1.0,
    )


def _each_spelling(word: str) -> Iterator[Spelled]:
    """The spellings of a word, those by syllables made only if they are asked for: they are dear."""
    plain = plain_spellings(word)
    yield from plain
    yield from spellings(word)[len(plain) :]


@lru_cache(maxsize=1 << 14)
def spellings(word: str) -> tuple[Spelled, ...]:
    """The same, and what a Latin word is if it is read by syllables."""
    plain = plain_spellings(word)
    return (*plain, *_by_syllables(plain[0].word)) if plain and plain[0].ways is lattice() else plain


@lru_cache(maxsize=1 << 14)
def plain_spellings(word: str) -> tuple[Spelled, ...]:
    """A word made ready to be looked up; several where its script is read through more than one Latin spelling."""
    script = script_of(word)
    if script == "Latn":
        plain = plain_marks(word).lower()
        said = tuple(c for c in crudes(plain) if c)
        return (Spelled(plain, said, tuple(map(frame, said)), lattice()),) if said else ()
    if script in tables():
        key = key_of_native(word, script)
        if script not in loosely():
            return (Spelled(key, (key,), (frame(key),), key_lattice()),) if key else ()
        return (Spelled(key, _variants(key, script), (frame(key),), loose_lattice(script), vowelless=script in VOWELLESS, loose=True),) if key else ()
    if script == "Zyyy":
        return ()
    read = [(latin, crudes(fold(latin))) for latin, _ in latin_of(word, script)]
    if script in loosely():
        return tuple(Spelled(said[0], said, tuple(map(frame, said)), loose_lattice(script), loose=True) for _, said in read if all(said))
    return tuple(Spelled(latin, said, tuple(map(frame, said)), lattice(), extra=ROUGH) for latin, said in read if all(said))


def _by_syllables(word: str) -> Iterator[Spelled]:
    """What a Latin word is if it spells a Chinese, Japanese or Korean name in another system than today's (Tsingtao, Pusan)."""
    if len(word) < SHORTEST_BY_SYLLABLES:
        return
    plain = fold(word)
    seen = {plain}
    for read in (pinyin_readings, korean_readings, japanese_readings):
        for reading in read(word)[:READINGS]:
            if reading.cost > SURE_READING or reading.reading in seen:
                continue
            seen.add(reading.reading)
            said = crudes(reading.reading)
            yield Spelled(reading.reading, said, tuple(map(frame, said)), lattice(), extra=BY_SYLLABLES + reading.cost, via=reading.via)


def _variants(key: str, script: str) -> tuple[str, ...]:
    """A key, and the same with letters read as vowels that can be either."""
    as_vowels = "".join([next((o for o in loosely()[script].get(c, ()) if o and o in VOWELS), c) if i else c for i, c in enumerate(key)])
    return (key,) if as_vowels == key else (key, as_vowels)


def _itself(symbols: str) -> tuple[str]:
    return (symbols,)


@lru_cache(maxsize=1 << 16)
def _bare(key: str) -> str:
    return bare(key)


def _loosely_alike(spelled: Spelled, near: list[str], least: float) -> dict[str, float]:
    """How alike keys are to a word whose vowels tell little: by consonants, then as a whole."""
    found: dict[str, float] = {}
    frames = list(map(_bare, near))
    for said in spelled.crudes:
        for _, consonants, i in process.extract(_bare(said), frames, scorer=fuzz.ratio, score_cutoff=(least - 20.0) / 0.8 - 0.01, limit=None):
            ratio = 0.8 * consonants + 0.2 * fuzz.ratio(said, near[i])
            if ratio >= least and ratio > found.get(near[i], 0.0):
                found[near[i]] = ratio
    return found
