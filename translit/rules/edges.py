"""The edges of the reading lattice: what a rule set's rules say when they are read backward."""

from __future__ import annotations

from dataclasses import dataclass

from translit.rules.key import squeeze, symbols
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
