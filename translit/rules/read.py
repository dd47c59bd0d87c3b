"""Reading backward: a Latin spelling under every convention at once, as costed source readings folded to keys.

All conventions form one lattice. Its edges are Latin chunks (`tsch`, `w`, `oe`), each with the key symbols it can stand for, the neighbours it
needs, and the set of conventions that write it so (a bit each). A path keeps the conventions that explain every one of its steps; a path
that must change convention on the way is dearer. The number of paths kept at each position is bounded (`BEAM`), so is the number of readings.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TypeVar

from translit.compiled import Store, Writer
from translit.rules.edges import ANY, CLASS, COST_LOST_MARKS, EDGE, PLAIN, Edge, Letters, Tables, make_letters, make_tables
from translit.rules.key import VOWELLESS, Key, has_key, squeeze
from translit.rules.library import LIBRARY, catalogue, convention_languages, get_rule_set
from translit.rules.model import RuleSet
from translit.text import fold, plain_marks

__all__ = ["BEAM", "PLAIN", "READINGS", "Reader", "Reading", "compiled_readers", "default_reader", "sounds_reader"]

BEAM = 10
READINGS = 10
REMEMBERED = 100_000  # places whose readings are kept
MAX_LETTERS = 40  # of one word; a longer one has no readings

COST_CHANGE = 0.5  # half the word in one convention, half in another
COST_SKIPPED = 1.0  # a letter that no convention writes
COST_DOUBLED = 0.15  # a doubled letter that the convention would write once
COST_SPLIT = 0.06  # t + sch where the same convention knows tsch
COST_ELSEWHERE = 0.02  # c + h where only other conventions know ch
COST_ABOUT = 0.3  # ways to read one thing that differ by less are taken together
COST_BOUND = 0.45
COST_CHUNK = 0.02  # when explaining: one chunk explains more than two

@dataclass(frozen=True, slots=True)
class Reading:
    """What a spelling can stand for: a key, what it costs (0 = regular), and the rule sets under which it reads so."""

    key: Key
    cost: float
    via: tuple[str, ...]
    mixed: bool = False
    """Whether no single rule set explains the whole spelling; `via` then holds those of its parts."""


_Option = tuple[int, str, int, float, int]  # letters, key, what may follow, cost, rule sets


class Reader:
    """Reads Latin words under a set of rule sets (default: every shipped one)."""

    def __init__(self, rule_sets: Sequence[RuleSet] | Sequence[str], compiled: Store | None = None, name: str = "") -> None:
        """Make one of rule sets, or of the compiled form of those with these ids; its tables are made or decoded when they are first asked for."""
        self._given, self._compiled, self._name = rule_sets, compiled, name
        self._known_options: dict[tuple[str, int], list[_Option]] = {}
        self._after: dict[tuple[str, int], tuple[Edge, ...]] = {}
        self._by_symbol: dict[tuple[str, int], dict[str, list[_Option]]] = {}
        self._chunks: dict[str, tuple[tuple[int, str, float], ...]] = {}
        self._named: dict[int, tuple[str, ...]] = {}
        self._cache = lru_cache(maxsize=1 << 15)(self._read)

    @cached_property
    def rule_sets(self) -> tuple[RuleSet, ...]:
        """The rule sets, in the order of their ids."""
        return tuple(get_rule_set(given) if isinstance(given, str) else given for given in self._given)

    @cached_property
    def with_exceptions(self) -> tuple[RuleSet, ...]:
        """Those that spell some words by themselves."""
        if self._compiled is None:
            return tuple(rs for rs in self.rule_sets if rs.exceptions)
        return tuple(get_rule_set(i) for i in self.ids[1:] if catalogue()[i].exceptions)

    @cached_property
    def _tables(self) -> Tables:
        return make_tables(self.rule_sets) if self._compiled is None else self._compiled.value(f"{self._name}/tables", Tables)

    @cached_property
    def ids(self) -> tuple[str, ...]:
        """`plain`, then the ids of the rule sets: a bit each."""
        return self._tables.ids

    @cached_property
    def scripts(self) -> Mapping[str, str]:
        """Id of a rule set -> the script of its source."""
        return self._tables.scripts

    @cached_property
    def all_mask(self) -> int:
        """The bits of all rule sets."""
        return (1 << len(self.ids)) - 1

    @cached_property
    def _edges(self) -> dict[str, list[Edge]]:
        masks = [int.from_bytes(m, "little") for m in self._tables.masks]
        return {write: [Edge(key, prev, following, cost, masks[place]) for key, prev, following, cost, place in rows] for write, rows in self._tables.edges.items()}

    @cached_property
    def _longest(self) -> dict[str, int]:
        """Two letters -> length of the longest chunk that begins with them."""
        longest: dict[str, int] = {}
        for write in self._edges:
            longest[write[:2]] = max(len(write), longest.get(write[:2], 2))
        return longest

    @cached_property
    def _letters(self) -> dict[tuple[str, str], dict[str, int]]:
        """Chunk and key symbols -> source letters, with their rule sets."""
        found = make_letters(self.rule_sets) if self._compiled is None else self._compiled.value(f"{self._name}/letters", Letters)
        masks = [int.from_bytes(m, "little") for m in found.masks]
        return {(write, meant): {find: masks[place] for find, place in row.items()} for write, meant, row in found.rows}

    def read(self, word: str) -> tuple[Reading, ...]:
        """Return the readings of one Latin word, cheapest first, at most `READINGS`; none for an empty or overlong word.

        >>> [r.key for r in default_reader().read("Inhulez") if "uk-de" in r.via][:1]
        ['ingulec']
        """
        return self._cache(plain_marks(word).lower())

    def towards(self, word: str, key: str) -> Reading | None:
        """The cheapest reading of a word that is this key, or None: fast, since all that leads elsewhere is left out.

        >>> "uk-de" in default_reader().towards("Inhulez", "ingulec").via
        True
        """
        word = plain_marks(word).lower()
        n, m = len(word), len(key)
        if not word or n > MAX_LETTERS:
            return None
        paths: list[dict[tuple[int, int], tuple[float, int, int]]] = [{} for _ in range(n + 1)]
        paths[0][0, ANY] = (0.0, self.all_mask, 0)
        for i in range(n):
            for (j, needs), (cost, mask, parts) in paths[i].items():
                last = CLASS.get(key[j - 1], ANY) if j else EDGE
                by_symbol = self._options_by_symbol(word, i, last)
                ways = [*by_symbol.get(key[j : j + 1], ()), *by_symbol.get("", ())] if j < m else list(by_symbol.get("", ()))
                if j:
                    ways += [o for o in by_symbol.get(key[j - 1], ()) if key[j - 1] != key[j : j + 1]]
                for length, more, following, extra, rule_sets in ways:
                    if more:
                        if not needs & CLASS.get(more[0], ANY):
                            continue
                        at = _laid_on(key, j, more)
                        if at < 0:
                            continue
                    else:
                        at = j
                        following &= needs
                    end = i + length
                    if end == n:
                        if not following & EDGE or at != m:
                            continue
                        following = ANY
                    both = mask & rule_sets
                    if both:
                        _put(paths[end], (at, following), cost + extra, both, parts)
                    elif not parts:  # one change of convention, not two
                        _put(paths[end], (at, following), cost + extra + COST_CHANGE, rule_sets, mask)
        found = min((path for (j, _), path in paths[n].items() if j == m), default=None)
        return Reading(Key(key), round(found[0], 3), self._names(found[1] | found[2]), bool(found[2])) if found else None

    def _options_by_symbol(self, word: str, i: int, last: int) -> dict[str, list[_Option]]:
        """What can be read at a place, by the first key symbol."""
        letters = word[i : i + self._longest.get(word[i : i + 2], 2)]
        found = self._by_symbol.get((letters, last))
        if found is None:
            if len(self._by_symbol) >= REMEMBERED:
                self._by_symbol.clear()
            found = self._by_symbol[letters, last] = {}
            for option in self._options(word, i, last):
                found.setdefault(option[1][:1], []).append(option)
        return found

    def _read(self, word: str) -> tuple[Reading, ...]:
        n = len(word)
        if not word or n > MAX_LETTERS:
            return ()
        # position -> (key so far, what may follow) -> (cost, rule sets that explain this part, rule sets of the parts before)
        paths: list[Paths] = [{} for _ in range(n + 1)]
        paths[0]["", ANY] = (0.0, self.all_mask, 0)
        for i in range(n):
            here = paths[i]
            if not here:
                continue
            # what is already much dearer than the cheapest won't be among the readings
            bound = min(cost for cost, _, _ in here.values()) + COST_BOUND
            here = {state: path for state, path in here.items() if path[0] <= bound}
            kept = sorted(here.items(), key=_rank)[:BEAM] if len(here) > BEAM else list(here.items())
            options: dict[int, list[_Option]] = {}
            for (key, needs), (cost, mask, parts) in kept:
                last = CLASS.get(key[-1], ANY) if key else EDGE
                found = options.get(last)
                if found is None:
                    found = options[last] = self._options(word, i, last)
                for length, more, following, extra, rule_sets in found:
                    if more:
                        if not needs & CLASS.get(more[0], ANY):
                            continue
                        joined = key + more if key[-1:] != more[0] and len(more) == 1 else _joined(key, more)
                    else:
                        joined = key
                        following &= needs
                    end = i + length
                    if end == n:
                        if not following & EDGE:
                            continue
                        following = ANY
                    both = mask & rule_sets
                    if both:
                        _put(paths[end], (joined, following), cost + extra, both, parts)
                    elif not parts:  # one change of convention, not two
                        _put(paths[end], (joined, following), cost + extra + COST_CHANGE, rule_sets, mask)
        readings = [
            Reading(Key(key), round(cost, 3), self._names(mask | parts), bool(parts))
            for (key, _), (cost, mask, parts) in sorted(paths[n].items(), key=_rank)
            if key
        ]
        return tuple(readings[:READINGS])

    def windows(self, word: str) -> list[str]:
        """The letters of a word that matter at each of its places: as many as the longest chunk that begins there."""
        longest = self._longest
        return [word[i : i + longest.get(word[i : i + 2], 2)] for i in range(len(word))]

    def chunk_options(self, letters: str) -> tuple[tuple[int, str, float], ...]:
        """What the chunks that begin these letters can stand for, whatever stands around: letters, key symbols, cost (remembered)."""
        found = self._chunks.get(letters)
        if found is None:
            if len(self._chunks) >= REMEMBERED:
                self._chunks.clear()
            best: dict[tuple[int, str], float] = {}
            for length, more, _, cost, _ in self._all_options(letters, ANY):
                best[length, more] = min(cost, best.get((length, more), cost))
            found = self._chunks[letters] = tuple(sorted((length, more, cost) for (length, more), cost in best.items()))
        return found

    def _options(self, word: str, i: int, last: int) -> list[_Option]:
        """What can be read at a place after a neighbour of this class, longest chunks first (remembered by the letters that matter)."""
        letters = word[i : i + self._longest.get(word[i : i + 2], 2)]
        place = (letters, last)
        found = self._known_options.get(place)
        if found is None:
            if len(self._known_options) >= REMEMBERED:
                self._known_options.clear()
            found = self._known_options[place] = self._all_options(letters, last)
        return found

    def _all_options(self, word: str, last: int) -> list[_Option]:
        found: list[_Option] = []
        longer = 0  # which rule sets know a longer chunk here
        doubled = False
        for length in range(len(word), 0, -1):
            chunk = word[:length]
            edges = self._edges_after(chunk, last)
            known = 0
            for e in edges:
                known |= e.mask
                split = e.mask & longer
                if split:
                    found.append((length, e.key, e.next, e.cost + COST_SPLIT, split))
                if e.mask != split:
                    found.append((length, e.key, e.next, e.cost + (COST_ELSEWHERE if longer else 0.0), e.mask & ~split))
            doubled = doubled or (length == 2 and bool(edges) and chunk[0] == chunk[1])
            longer |= known
        letter = word[0]
        if not doubled and word[1:2] == letter:
            found.append((1, "", ANY, COST_DOUBLED, self.all_mask))
        bare = fold(letter)
        if bare != letter:
            found += [(1, e.key, e.next, e.cost + COST_LOST_MARKS, e.mask) for e in self._edges_after(bare, last)]
        if not found:
            found.append((1, "", ANY, 0.0 if letter in "'-" else COST_SKIPPED, self.all_mask))
        return found

    def _edges_after(self, chunk: str, last: int) -> tuple[Edge, ...]:
        """The edges of a chunk that may stand after a neighbour of this class; those that mean the same are one."""
        edges = self._edges.get(chunk)
        if edges is None:
            return ()
        place = (chunk, last)
        found = self._after.get(place)
        if found is None:
            best: dict[tuple[str, int], tuple[float, int]] = {}
            for e in edges:
                if e.prev & last:
                    cost, mask = best.get((e.key, e.next), (e.cost, 0))
                    # a reading that some rule sets have regularly and others now and then is one edge where that makes little difference
                    best[e.key, e.next] = (min(cost, e.cost), mask | e.mask)
            found = self._after[place] = tuple(Edge(key, last, following, cost, mask) for (key, following), (cost, mask) in best.items())
        return found

    def chunks(self, word: str, key: str) -> list[tuple[str, dict[str, tuple[str, ...]]]]:
        """How the plainest reading of `word` as `key` goes, whatever the conventions of its parts: each Latin chunk with the source letters it stands for and the rule sets that write it so.

        Empty where the word doesn't read as that key.
        """
        word = plain_marks(word).lower()
        best: dict[tuple[int, str], tuple[float, tuple[tuple[str, str], ...]]] = {(0, ""): (0.0, ())}
        for i in range(len(word)):
            for (at, so_far), (cost, steps) in sorted(best.items()):
                if at != i:
                    continue
                last = CLASS.get(so_far[-1], ANY) if so_far else EDGE
                for length, more, _, extra, _ in self._options(word, i, last):
                    joined = _joined(so_far, more)
                    if not key.startswith(joined):
                        continue
                    total = cost + extra + COST_CHUNK
                    place = (i + length, joined)
                    if place not in best or total < best[place][0]:
                        best[place] = (total, (*steps, (word[i : i + length], more)))
        found = best.get((len(word), key))
        if found is None:
            return []
        return [(write, {f: self._names(m) for f, m in self._letters.get((write, squeeze(meant)), {}).items()}) for write, meant in found[1]]

    def _names(self, mask: int) -> tuple[str, ...]:
        found = self._named.get(mask)
        if found is None:
            found = self._named[mask] = tuple(name for bit, name in enumerate(self.ids) if mask >> bit & 1)
        return found


Paths = dict[tuple[str, int], tuple[float, int, int]]
State = TypeVar("State", bound=tuple[object, int])


def _rank(item: tuple[tuple[str, int], tuple[float, int, int]]) -> tuple[float, str, int]:
    (key, needs), (cost, _, _) = item
    return (cost, key, needs)


def _joined(key: str, more: str) -> str:
    for char in more:
        if not key or key[-1] != char:
            key += char
    return key


def _laid_on(key: str, j: int, more: str) -> int:
    """The place in a key that is reached from `j` by these symbols, a doubled one counted once; -1 where they don't fit."""
    for char in more:
        if j and key[j - 1] == char and key[j : j + 1] != char:
            continue
        if key[j : j + 1] != char:
            return -1
        j += 1
    return j


def _put(paths: dict[State, tuple[float, int, int]], state: State, cost: float, mask: int, parts: int) -> None:
    """Keep the cheaper way to a state; of two about as cheap, the rule sets of both."""
    old = paths.get(state)
    if old is None:
        paths[state] = (cost, mask, parts)
    elif bool(parts) == bool(old[2]) and abs(cost - old[0]) <= COST_ABOUT:
        paths[state] = (min(cost, old[0]), old[1] | mask, old[2] | parts)
    elif cost < old[0] - 1e-9 or (parts == 0 < old[2] and cost <= old[0]):
        paths[state] = (cost, mask, parts)


def compiled_readers(writer: Writer, rule_sets: Mapping[str, RuleSet]) -> None:
    """Add the tables of the shipped readers to the compiled form of all rule sets."""
    for name, chosen in {"default": _default_ids, "sounds": _sounds_ids}.items():
        own = [rule_sets[i] for i in chosen({i: (rs.language, rs.script) for i, rs in rule_sets.items() if rs.kind != "base"})]
        writer.value(f"{name}/tables", make_tables(own))
        writer.value(f"{name}/letters", make_letters(own))


def _default_ids(known: Mapping[str, tuple[str, str]]) -> list[str]:
    """Pointed Arabic and Hebrew would add readings for nearly every vowel; the conventions for foreign sounds (`und-…`) read those names instead."""
    spelled = set(convention_languages())
    return [i for i, (language, script) in known.items() if language in spelled and has_key(script) and script not in VOWELLESS]


def _sounds_ids(known: Mapping[str, tuple[str, str]]) -> list[str]:
    return [i for i, (language, _) in known.items() if language == "und"]


def _reader(name: str, chosen: Callable[[Mapping[str, tuple[str, str]]], list[str]]) -> Reader:
    store = LIBRARY.store(build=True)
    ids = chosen({i: (row.language, row.script) for i, row in catalogue().items()})
    return Reader(ids, store, name) if store is not None else Reader([get_rule_set(i) for i in ids])


@lru_cache(maxsize=1)
def default_reader() -> Reader:
    """The reader of the languages whose names the shipped conventions spell: their conventions and their schemes."""
    return _reader("default", _default_ids)


@lru_cache(maxsize=1)
def sounds_reader() -> Reader:
    """The reader of how languages write foreign sounds, whatever the language of the name: a few rule sets that stand for all."""
    return _reader("sounds", _sounds_ids)
