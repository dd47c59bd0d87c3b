"""Weighted alignment of a Latin spelling with a key: what the differences cost, and which they are.

The spelling is read on the way: each of its chunks may be any of the sounds that some language writes so (the conventions for foreign sounds), and only
what no reading explains is a difference. Costs are in `costs.yaml`; 0 is no difference, 2 another sound altogether.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from translit.rules.key import VOWELS, loosely
from translit.rules.read import sounds_reader
from translit.shipped import tree


@dataclass(frozen=True, slots=True)
class Costs:
    """The weights of `costs.yaml`."""

    confusions: dict[tuple[str, str], float]
    vowel: float
    consonant: float
    vowel_more: float
    i_more: float
    h_more: float
    consonant_more: float
    first: float
    silent: float

    def swap(self, a: str, b: str) -> float:
        """The cost of reading symbol `a` for `b`."""
        if a == b:
            return 0.0
        cost = self.confusions.get((a, b))
        if cost is not None:
            return cost
        return self.vowel if a in VOWELS and b in VOWELS else self.consonant

    def more(self, a: str) -> float:
        """The cost of symbol `a` standing on one side only."""
        if a == "i":
            return self.i_more
        if a == "h":
            return self.h_more
        return self.vowel_more if a in VOWELS else self.consonant_more


@lru_cache(maxsize=1)
def default_costs() -> Costs:
    """The shipped weights."""
    node = tree("matching/costs.yaml")
    confusions: dict[tuple[str, str], float] = {}
    for pair, item in node["confusions"].items():
        a, b = pair.split("~")
        confusions[a, b] = confusions[b, a] = float(item["cost"])
    return Costs(confusions, **{k: float(v) for k, v in node.items() if k != "confusions"})


Option = tuple[int, str, float]
"""So many letters, the key symbols they can stand for, and what that costs."""
_Move = tuple[int, str, int, float, float, str]
"""So many letters, symbols of the key they are laid on, how many, what the reading costs, what the difference costs, and its name."""
_Skip = tuple[int, float, float, str]
"""So many letters left out, what the reading costs, what the difference costs, and its name (empty: no difference)."""

REMEMBERED = 1 << 17
LOOSE = 0.1  # a symbol that stands for another of its letter's sounds


class _Moves(dict[str, tuple[_Move, ...]]):
    """Symbol -> how the chunks that begin some letters can be laid on a key that goes on with it; made when it is asked for."""

    def __init__(self, options: tuple[Option, ...]) -> None:
        super().__init__()
        self._options = options

    def __missing__(self, symbol: str) -> tuple[_Move, ...]:
        found = self[symbol] = tuple(_moves(self._options, symbol))
        return found


class _Skips(dict[str, tuple[_Skip, ...]]):
    """Symbol before -> what it costs to leave out the chunks that begin some letters."""

    def __init__(self, options: tuple[Option, ...], *, surplus: bool) -> None:
        super().__init__()
        self._options = options
        self._surplus = surplus

    def __missing__(self, before: str) -> tuple[_Skip, ...]:
        found = self[before] = tuple(_skips(self._options, before, surplus=self._surplus))
        return found


class Lattice:
    """The chunks of Latin spellings with the sounds they can have, and how each can be laid on a key (remembered)."""

    def __init__(self) -> None:
        self._moves: dict[str, _Moves] = {}
        self._skips: dict[str, tuple[_Skips, _Skips]] = {}
        self.spell = lru_cache(maxsize=1 << 12)(self._spell)

    def _spell(self, word: str) -> list[str]:
        """The letters that matter at each place of a word (small letters)."""
        return sounds_reader().windows(word)

    def options(self, letters: str) -> tuple[Option, ...]:
        """What the chunks that begin these letters can stand for."""
        return sounds_reader().chunk_options(letters)

    def moves(self, letters: str) -> _Moves:
        """How the chunks that begin these letters can be laid on a key, by the symbol it goes on with."""
        found = self._moves.get(letters)
        if found is None:
            if len(self._moves) > REMEMBERED:
                self._moves.clear()
            found = self._moves[letters] = _Moves(self.options(letters))
        return found

    def skips(self, letters: str, surplus: bool) -> _Skips:
        """What it costs to leave out the chunks that begin these letters, by the symbol before."""
        found = self._skips.get(letters)
        if found is None:
            if len(self._skips) > REMEMBERED:
                self._skips.clear()
            options = self.options(letters)
            found = self._skips[letters] = (_Skips(options, surplus=False), _Skips(options, surplus=True))
        return found[surplus]


class KeyLattice(Lattice):
    """A word that is a key already: each symbol is itself."""

    def _spell(self, word: str) -> list[str]:
        """The symbols one by one."""
        return list(word)

    def options(self, letters: str) -> tuple[Option, ...]:
        """The symbol itself."""
        return ((1, letters, 0.0),)


class LooseLattice(KeyLattice):
    """A key from a script whose letters can mean several sounds."""

    def __init__(self, script: str) -> None:
        super().__init__()
        self._also = loosely()[script]

    def options(self, letters: str) -> tuple[Option, ...]:
        """The symbol itself, and what else it can stand for."""
        return ((1, letters, 0.0), *((1, other, LOOSE) for other in self._also.get(letters, ())))


def _moves(options: tuple[Option, ...], symbol: str) -> list[_Move]:
    costs = default_costs()
    exact: dict[tuple[int, str], float] = {}
    near: dict[int, tuple[float, float, str]] = {}
    for length, more, cost in options:
        if not more:
            continue
        if more[0] == symbol:
            place = (length, more)
            if place not in exact or cost < exact[place]:
                exact[place] = cost
        elif len(more) == 1:
            extra = costs.swap(more, symbol)
            old = near.get(length)
            if old is None or cost + extra < old[0] + old[1]:
                near[length] = (cost, extra, f"confusion:{more}~{symbol}")
    out = [(length, more, len(more), cost, 0.0, "") for (length, more), cost in exact.items()]
    for length, (cost, extra, name) in near.items():
        same = exact.get((length, symbol))
        if same is None or cost + extra < same:
            out.append((length, symbol, 1, cost, extra, name))
    return sorted(out)


def _skips(options: tuple[Option, ...], before: str, *, surplus: bool) -> list[_Skip]:
    """A silent chunk, a symbol said already, or a vowel the key's script doesn't write is no difference."""
    costs = default_costs()
    best: dict[int, _Skip] = {}
    for length, more, cost in options:
        if len(more) > 1:
            continue
        quiet = not more or more == before
        unwritten = surplus and more in VOWELS
        extra = 0.0 if quiet else costs.silent if unwritten else costs.more(more)
        skip = (length, cost, extra, "" if quiet or unwritten else f"extra:{more}")
        old = best.get(length)
        if old is None or (cost + extra, bool(skip[3])) < (old[1] + old[2], bool(old[3])):
            best[length] = skip
    return [best[length] for length in sorted(best)]


@lru_cache(maxsize=1)
def lattice() -> Lattice:
    """The lattice of Latin spellings."""
    return Lattice()


@lru_cache(maxsize=8)
def loose_lattice(script: str) -> LooseLattice:
    """The lattice of keys from one of the scripts of `key.loosely`."""
    return LooseLattice(script)


@lru_cache(maxsize=1)
def key_lattice() -> KeyLattice:
    """The lattice of keys."""
    return KeyLattice()


def distance(word: str, key: str, bound: float, ways: Lattice | None = None, *, lacking: bool = False, surplus: bool = False) -> float:
    """What it costs to take a spelling (small letters) for a key; `inf` where it is more than `bound`.

    `lacking`: the word is from a script without short vowels; `surplus`: the key is. A vowel only the other side has then costs next to nothing.

    >>> distance("tschernihiw", "černihiv", 3), distance("emerson", "xerson", 2)
    (0.0, inf)
    """
    table = _table(word, key, bound, ways or lattice(), lacking=lacking, surplus=surplus, only_rules=False)
    return table[len(word)].get(len(key), float("inf"))


def differences(
    word: str, key: str, bound: float, ways: Lattice | None = None, *, lacking: bool = False, surplus: bool = False
) -> tuple[float, tuple[str, ...]]:
    """The cost and the differences as `confusion:a~b`, `extra:a`, `missing:b`, on the cheapest way.

    >>> differences("kherlon", "xerson", 3), differences("cherson", "xerson", 3)[1]
    ((1.4, ('missing:s',)), ())
    """
    ways = ways or lattice()
    table = _table(word, key, bound, ways, lacking=lacking, surplus=surplus, only_rules=False)
    total = table[len(word)].get(len(key))
    if total is None:
        return float("inf"), ()
    return round(total, 3), _named(word, key, table, ways, lacking=lacking, surplus=surplus)


def reads(word: str, key: str, bound: float, ways: Lattice | None = None, *, lacking: bool = False, surplus: bool = False) -> bool:
    """Whether readings alone explain the spelling, at no more than `bound`.

    >>> reads("stremouzov", "stremousov", 3), reads("kherlon", "xerson", 3)
    (True, False)
    """
    return len(key) in _table(word, key, bound, ways or lattice(), lacking=lacking, surplus=surplus, only_rules=True)[len(word)]


MAX_WORD = 60  # letters; a longer word is no name
LONGEST_CHUNK = 8
_Table = list[dict[int, float]]


def _table(word: str, key: str, bound: float, ways: Lattice, *, lacking: bool, surplus: bool, only_rules: bool) -> _Table:
    """Place in the word -> place in the key -> what the way there costs at least, as far as the bound."""
    n, m = len(word), len(key)
    table: _Table = [{} for _ in range(n + 1)]
    if n > MAX_WORD or m > MAX_WORD:
        return table
    table[0][0] = 0.0
    costs = default_costs()
    first = costs.first
    missing = _missing(key, lacking, only_rules)
    for i, letters in enumerate(ways.spell(word)):
        row = table[i]
        if not row:
            continue
        moves, skips = ways.moves(letters), ways.skips(letters, surplus)
        for j in range(min(row), m + 1):
            c = row.get(j)
            if c is None:
                continue
            if j < m:
                t = c + (missing[j] if i or j else missing[j] * first)
                if t <= bound and t < row.get(j + 1, 1e9):
                    row[j + 1] = t
                for length, more, size, cost, extra, _ in moves[key[j]]:
                    if extra:
                        if only_rules:
                            continue
                        t = c + cost + (extra if i or j else extra * first)
                    elif size > 1 and not key.startswith(more, j):
                        continue
                    else:
                        t = c + cost
                    if t <= bound:
                        there = table[i + length]
                        if t < there.get(j + size, 1e9):
                            there[j + size] = t
            for length, cost, extra, name in skips[key[j - 1 : j]]:
                if only_rules and name:
                    continue
                t = c + cost + (extra if i else extra * first)
                if t <= bound:
                    there = table[i + length]
                    if t < there.get(j, 1e9):
                        there[j] = t
    last = table[n]
    for j in range(m):
        c = last.get(j)
        if c is not None and c + missing[j] <= bound and c + missing[j] < last.get(j + 1, 1e9):
            last[j + 1] = c + missing[j]
    return table


@lru_cache(maxsize=1 << 14)
def _missing(key: str, lacking: bool, only_rules: bool) -> list[float]:
    """What it costs that the word lacks each symbol of the key."""
    costs = default_costs()
    return [costs.silent if lacking and c in VOWELS else 1e6 if only_rules else costs.more(c) for c in key]


def _named(word: str, key: str, table: _Table, ways: Lattice, *, lacking: bool, surplus: bool) -> tuple[str, ...]:
    """The differences along the cheapest way, found backward."""
    spelled = ways.spell(word)
    missing = _missing(key, lacking, False)
    i, j = len(word), len(key)
    steps: list[str] = []
    while i or j:
        i, j, name = next(_ways_to(i, j, key, table, spelled, missing, ways, surplus))
        if name:
            steps.append(name)
    return tuple(reversed(steps))


def _ways_to(
    i: int, j: int, key: str, table: _Table, spelled: list[str], missing: list[float], ways: Lattice, surplus: bool
) -> Iterator[tuple[int, int, str]]:
    """The places from which the cheapest way reaches (i, j), each with the name of the difference between."""
    here, first = table[i][j], default_costs().first
    for at in range(max(0, i - LONGEST_CHUNK), i):
        for start, c in table[at].items():
            if start > j or c > here:
                continue
            if start < j:
                for length, more, size, cost, extra, name in ways.moves(spelled[at])[key[start]]:
                    fits = at + length == i and start + size == j and (extra or key.startswith(more, start))
                    if fits and abs(c + cost + extra * (1 if at or start else first) - here) < 1e-9:
                        yield at, start, name
            else:
                for length, cost, extra, name in ways.skips(spelled[at], surplus)[key[j - 1 : j]]:
                    if at + length == i and abs(c + cost + extra * (1 if at else first) - here) < 1e-9:
                        yield at, start, name
    c = table[i].get(j - 1, 1e9)
    if j and abs(c + missing[j - 1] * (1 if i or j > 1 else first) - here) < 1e-9:
        yield i, j - 1, f"missing:{key[j - 1]}"


@lru_cache(maxsize=1 << 16)
def align(spelled: str, meant: str, vowelless: bool = False) -> tuple[float, tuple[str, ...]]:
    """Return the cost of taking key `spelled` for key `meant`, and the differences as `confusion:a~b`, `extra:a` or `missing:b`.

    Where `spelled` is from a script without short vowels, a vowel it lacks costs next to nothing.

    >>> align("stremouzov", "stremousov")
    (0.4, ('confusion:z~s',))
    """
    cost, steps = differences(spelled, meant, 99.0, key_lattice(), lacking=vowelless)
    return round(cost, 3), steps
