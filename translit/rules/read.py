"""Reading backward: a Latin spelling under every convention at once, as costed source readings folded to keys.

All conventions form one lattice. Its edges are Latin chunks (`tsch`, `w`, `oe`), each with the key symbols it can stand for, the neighbours it
needs, and the set of conventions that write it so (a bit each). A path keeps the conventions that explain every one of its steps; a path
that must change convention on the way is dearer. The number of paths kept at each position is bounded (`BEAM`), so is the number of readings.
"""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass
from functools import lru_cache

from translit.rules.key import Key, has_key, squeeze, symbols, tables
from translit.rules.library import convention_languages, rule_sets_for
from translit.rules.model import END, START, Rule, RuleSet
from translit.text import fold, plain_marks

BEAM = 32
READINGS = 16
MAX_LETTERS = 40  # of one word; a longer one has no readings

COST_ALSO = 0.1  # met, but not what the convention writes today
COST_LOST_MARKS = 0.1  # š written s
COST_CHANGE = 0.5  # half the word in one convention, half in another
COST_SKIPPED = 1.0  # a letter that no convention writes
COST_DOUBLED = 0.15  # a doubled letter that the convention would write once
COST_SPLIT = 0.06  # t + sch where the same convention knows tsch
COST_ELSEWHERE = 0.02  # c + h where only other conventions know ch
COST_ABOUT = 0.12  # ways to read one thing that differ by less are taken together
COST_CHUNK = 0.02  # when explaining: one chunk explains more than two

PLAIN = "plain"


@dataclass(frozen=True, slots=True)
class Reading:
    """What a spelling can stand for: a key, what it costs (0 = regular), and the rule sets under which it reads so."""

    key: Key
    cost: float
    via: tuple[str, ...]
    mixed: bool = False
    """Whether no single rule set explains the whole spelling; `via` then holds those of its parts."""


@dataclass(frozen=True, slots=True)
class _Edge:
    write: str
    key: str
    prev: frozenset[str] | None
    next: frozenset[str] | None
    cost: float
    mask: int


class Reader:
    """Reads Latin words under a set of rule sets (default: every shipped one)."""

    def __init__(self, rule_sets: Sequence[RuleSet]) -> None:
        self.rule_sets = tuple(rule_sets)
        self.ids = (PLAIN, *(rs.id for rs in rule_sets))
        self.all_mask = (1 << len(self.ids)) - 1
        merged: dict[tuple[str, str, frozenset[str] | None, frozenset[str] | None, float], int] = {}
        for chunk, key in tables()[PLAIN].items():
            merged[chunk, key, None, None, 0.0] = 1
        for bit, rs in enumerate(rule_sets, start=1):
            silent = frozenset(r.find for r in rs.rules if not r.write and not r.contexts)
            for rule in rs.rules:
                _add(merged, rule, rs.script, silent, 0.0, 1 << bit)
            for rule in rs.also:
                _add(merged, rule, rs.script, silent, COST_ALSO, 1 << bit)
        self._letters: dict[tuple[str, str], dict[str, int]] = {}
        for bit, rs in enumerate(rule_sets, start=1):
            for rule in (*rs.rules, *rs.also):
                place = (plain_marks(rule.write).lower(), squeeze(symbols(rule.find, rs.script)))
                found = self._letters.setdefault(place, {})
                found[rule.find] = found.get(rule.find, 0) | 1 << bit
        self._edges: dict[str, list[_Edge]] = {}
        for (write, key, prev, following, cost), mask in merged.items():
            self._edges.setdefault(write[0], []).append(_Edge(write, key, prev, following, cost, mask))
        for edges in self._edges.values():
            edges.sort(key=lambda e: (-len(e.write), e.write, e.key, e.cost, e.mask))
        self._named: dict[int, tuple[str, ...]] = {}
        self._cache = lru_cache(maxsize=1 << 15)(self._read)

    def read(self, word: str) -> tuple[Reading, ...]:
        """Return the readings of one Latin word, cheapest first, at most `READINGS`; none for an empty or overlong word.

        >>> [r.key for r in default_reader().read("Inhulez") if "uk-de" in r.via][:1]
        ['ingulec']
        """
        return self._cache(plain_marks(word).lower())

    def read_towards(self, word: str, prefixes: Container[str]) -> tuple[Reading, ...]:
        """Like `read`, but only readings all of whose beginnings are in `prefixes`: what an index knows is found without a beam's losses."""
        return self._read(plain_marks(word).lower(), prefixes)

    def _read(self, word: str, prefixes: Container[str] | None = None) -> tuple[Reading, ...]:
        n = len(word)
        if not word or n > MAX_LETTERS:
            return ()
        # position -> (key so far, what the next symbol must be) -> (cost, rule sets that explain this part, rule sets of the parts before)
        paths: list[Paths] = [{} for _ in range(n + 1)]
        paths[0]["", None] = (0.0, self.all_mask, 0)
        for i in range(n):
            here = paths[i]
            if not here:
                continue
            kept = sorted(here.items(), key=_rank)[:BEAM] if len(here) > BEAM else list(here.items())
            edges = self._edges_at(word, i)
            for (key, needs), (cost, mask, parts) in kept:
                last = key[-1:] or START
                for edge in edges:
                    if edge.prev is not None and last not in edge.prev:
                        continue
                    first = edge.key[:1]
                    if needs is not None and first and first not in needs:
                        continue
                    end = i + len(edge.write)
                    following = edge.next if first or edge.next is not None else needs
                    if following is not None and end == n and END not in following:
                        continue
                    joined = _joined(key, edge.key)
                    if prefixes is not None and joined not in prefixes:
                        continue
                    both = mask & edge.mask
                    new_cost = cost + edge.cost
                    new_parts = parts
                    if not both:
                        both = edge.mask
                        new_cost += COST_CHANGE
                        new_parts |= mask
                    _put(paths[end], (joined, following if end < n else None), new_cost, both, new_parts)
        readings = [
            Reading(Key(key), round(cost, 3), self._names(mask | parts), bool(parts))
            for (key, _), (cost, mask, parts) in sorted(paths[n].items(), key=_rank)
            if key
        ]
        return tuple(readings[:READINGS])

    def _edges_at(self, word: str, i: int) -> list[_Edge]:
        found: list[_Edge] = []
        longer, longest = 0, 0  # which rule sets know a longer chunk here
        length = 0
        for e in self._edges.get(word[i], ()):
            if word.startswith(e.write, i):
                if len(e.write) != length:
                    longer, length = longest, len(e.write)
                longest |= e.mask
                split = e.mask & longer
                if split:
                    found.append(_Edge(e.write, e.key, e.prev, e.next, e.cost + COST_SPLIT, split))
                if e.mask != split:
                    found.append(_Edge(e.write, e.key, e.prev, e.next, e.cost + COST_ELSEWHERE, e.mask & ~split) if longer else e)
        if i + 1 < len(word) and word[i] == word[i + 1] and not any(e.write == word[i] * 2 for e in found):
            found.append(_Edge(word[i], "", None, None, COST_DOUBLED, self.all_mask))
        bare = fold(word[i])
        if bare != word[i]:
            plain = [e for e in self._edges.get(bare[:1], ()) if e.write == bare]
            found += [_Edge(word[i], e.key, e.prev, e.next, e.cost + COST_LOST_MARKS, e.mask) for e in plain]
        if not found:
            found.append(_Edge(word[i], "", None, None, 0.0 if word[i] in "'-" else COST_SKIPPED, self.all_mask))
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
                for edge in self._edges_at(word, i):
                    joined = _joined(so_far, edge.key)
                    if not key.startswith(joined) or (edge.prev is not None and (so_far[-1:] or START) not in edge.prev):
                        continue
                    total = cost + edge.cost + COST_CHUNK
                    place = (i + len(edge.write), joined)
                    if place not in best or total < best[place][0]:
                        best[place] = (total, (*steps, (edge.write, edge.key)))
        found = best.get((len(word), key))
        if found is None:
            return []
        return [(write, {f: self._names(m) for f, m in self._letters.get((write, squeeze(meant)), {}).items()}) for write, meant in found[1]]

    def _names(self, mask: int) -> tuple[str, ...]:
        found = self._named.get(mask)
        if found is None:
            found = self._named[mask] = tuple(name for bit, name in enumerate(self.ids) if mask >> bit & 1)
        return found


Paths = dict[tuple[str, frozenset[str] | None], tuple[float, int, int]]


def _rank(item: tuple[tuple[str, frozenset[str] | None], tuple[float, int, int]]) -> tuple[float, str, list[str]]:
    (key, needs), (cost, _, _) = item
    return (cost, key, sorted(needs or ()))


def _joined(key: str, more: str) -> str:
    for char in more:
        if not key or key[-1] != char:
            key += char
    return key


def _put(paths: Paths, state: tuple[str, frozenset[str] | None], cost: float, mask: int, parts: int) -> None:
    """Keep the cheaper way to a state; of two about as cheap, the rule sets of both."""
    old = paths.get(state)
    if old is None:
        paths[state] = (cost, mask, parts)
    elif bool(parts) == bool(old[2]) and abs(cost - old[0]) <= COST_ABOUT:
        paths[state] = (min(cost, old[0]), old[1] | mask, old[2] | parts)
    elif cost < old[0] - 1e-9 or (parts == 0 < old[2] and cost <= old[0]):
        paths[state] = (cost, mask, parts)


Merged = dict[tuple[str, str, frozenset[str] | None, frozenset[str] | None, float], int]


def _add(merged: Merged, rule: Rule, script: str, silent: frozenset[str], cost: float, bit: int) -> None:
    write = plain_marks(rule.write).lower()
    if not write:
        return
    key = symbols(rule.find, script)
    prev = _folded(rule.prev, script, silent, -1)
    following = _folded(rule.next, script, silent, 0)
    for chunk, extra in {_unmarked(write): COST_LOST_MARKS, write: 0.0}.items():
        if chunk:
            place = (chunk, key, prev, following, cost + extra)
            merged[place] = merged.get(place, 0) | bit


def _unmarked(write: str) -> str:
    return write if write.isascii() else "".join(fold(c) if c != "'" else c for c in write)


def _folded(context: frozenset[str] | None, script: str, silent: frozenset[str], end: int) -> frozenset[str] | None:
    """A context in key symbols; None (anything) where a letter that leaves no trace in the spelling may stand there."""
    if context is None or context & silent:
        return None
    out: set[str] = set()
    for item in context:
        if item in (START, END):
            out.add(item)
            continue
        folded = symbols(item, script)
        if not folded:
            return None
        out.add(folded[end])
    return frozenset(out)


@lru_cache(maxsize=1)
def default_reader() -> Reader:
    """The reader of the languages whose names the shipped conventions spell: their conventions and their schemes."""
    return Reader([rs for language in convention_languages() for rs in rule_sets_for(language) if has_key(rs.script)])


@lru_cache(maxsize=1)
def plain_reader() -> Reader:
    """The reader that knows no convention: letter by letter."""
    return Reader([])
