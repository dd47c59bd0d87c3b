"""The edges of the reading lattice: what a rule set's rules say when they are read backward."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import msgspec

from translit.rules.key import squeeze, symbols, tables
from translit.rules.model import END, START, Rule, RuleSet
from translit.text import fold, plain_marks

COST_LOST_MARKS = 0.1  # š written s
LONGEST_KEY = 4  # symbols of one chunk that are of use in reading

# Classes of neighbours, a bit each: word edge, front vowel, back vowel, hushing, hissing, liquid, nasal, dental, velar, labial.
EDGE = 1
CLASS = {c: 1 << bit for bit, members in enumerate(("ei", "aou", "čšžŝc", "sz", "lr", "nm", "td", "kgxh", "bpvf"), start=1) for c in members}
ANY = (1 << 10) - 1


@dataclass(frozen=True, slots=True)
class Edge:
    """A chunk can stand for `key` after and before these classes of neighbours, in the rule sets of `mask`."""

    key: str
    prev: int
    next: int
    cost: float
    mask: int


Merged = dict[tuple[str, str, int, int, float], int]
PLAIN = "plain"
COST_ALSO = 0.1  # met, but not what the convention writes today


class Tables(msgspec.Struct, frozen=True):
    """What a reader looks up, in the form it is compiled to: sets of rule sets, which are wider than a machine's integers, are kept once, as bytes."""

    ids: tuple[str, ...]
    """`plain`, then the rule sets, a bit each."""
    scripts: dict[str, str]
    """Rule set -> script of its source."""
    masks: list[bytes]
    edges: dict[str, list[tuple[str, int, int, float, int]]]
    """Chunk -> key, neighbours before and after, cost, and the place of its rule sets in `masks`."""


class Letters(msgspec.Struct, frozen=True):
    """What a chunk with its key symbols stands for in the source scripts: for explanations."""

    masks: list[bytes]
    rows: list[tuple[str, str, dict[str, int]]]


class _Masks:
    def __init__(self) -> None:
        self.rows: dict[int, int] = {}

    def place(self, mask: int) -> int:
        return self.rows.setdefault(mask, len(self.rows))

    def packed(self) -> list[bytes]:
        return [mask.to_bytes((mask.bit_length() + 7) // 8, "little") for mask in self.rows]


def make_tables(rule_sets: Sequence[RuleSet]) -> Tables:
    """The edges of some rule sets and of the plainest reading."""
    merged: Merged = {}
    for chunk, key in tables()[PLAIN].items():
        merged[chunk, key, ANY, ANY, 0.0] = 1
    for bit, rs in enumerate(rule_sets, start=1):
        silent = frozenset(r.find for r in rs.rules if not r.write and not r.contexts)
        for rule in rs.rules:
            add_edges(merged, rule, rs, silent, 0.0, 1 << bit)
        for rule in rs.also:
            add_edges(merged, rule, rs, silent, COST_ALSO, 1 << bit)
    masks = _Masks()
    edges: dict[str, list[tuple[str, int, int, float, int]]] = {}
    for (write, key, prev, following, cost), mask in sorted(merged.items()):
        edges.setdefault(write, []).append((key, prev, following, cost, masks.place(mask)))
    return Tables((PLAIN, *(rs.id for rs in rule_sets)), {rs.id: rs.script for rs in rule_sets}, masks.packed(), edges)


def make_letters(rule_sets: Sequence[RuleSet]) -> Letters:
    """The source letters of every chunk, by the key symbols it stands for."""
    found: dict[tuple[str, str], dict[str, int]] = {}
    for bit, rs in enumerate(rule_sets, start=1):
        for rule in (*rs.rules, *rs.also):
            row = found.setdefault((plain_marks(rule.write).lower(), squeeze(symbols(rule.find, rs.script, rs.language))), {})
            row[rule.find] = row.get(rule.find, 0) | 1 << bit
    masks = _Masks()
    rows = [(*place, {find: masks.place(mask) for find, mask in row.items()}) for place, row in found.items()]
    return Letters(masks.packed(), rows)


def add_edges(merged: Merged, rule: Rule, rs: RuleSet, silent: frozenset[str], cost: float, bit: int) -> None:
    """Add what one rule says, read backward, for the rule set of this bit."""
    write = plain_marks(rule.write).lower()
    if not write:
        return
    key = squeeze(symbols(rule.find, rs.script, rs.language))
    if len(key) > LONGEST_KEY or (not key and write.isalpha()):
        return  # whole endings and words, and signs without a sound of their own (ayn, silent vowels), would make anything read as anything
    prev = _classes(rule.prev, rs.script, silent, -1)
    following = _classes(rule.next, rs.script, silent, 0)
    for chunk, extra in {_unmarked(write): COST_LOST_MARKS, write: 0.0}.items():
        if chunk:
            place = (chunk, key, prev, following, cost + extra)
            merged[place] = merged.get(place, 0) | bit


def _unmarked(write: str) -> str:
    return write if write.isascii() else "".join(fold(c) if c != "'" else c for c in write)


def _classes(context: frozenset[str] | None, script: str, silent: frozenset[str], end: int) -> int:
    """A context as classes of neighbours; anything where a letter that leaves no trace in the spelling may stand there."""
    if context is None or context & silent:
        return ANY
    out = 0
    for item in context:
        if item in (START, END):
            out |= EDGE
            continue
        folded = symbols(item, script)
        if not folded:
            return ANY
        out |= CLASS.get(folded[end], ANY)
    return out
