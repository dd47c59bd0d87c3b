"""Faults of a rule table that reading it line by line can't show: rules that tie and rules that never apply."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import product

from translit.errors import Fault
from translit.rules.model import Rule


def specificity(rule: Rule) -> tuple[int, int, int]:
    """Sort key: longer `find` first, then more contexts, then narrower ones."""
    return (-len(rule.find), -rule.contexts, sum(len(s) for s in (rule.prev, rule.next) if s is not None))


def fits(rule: Rule, prev: str, following: str) -> bool:
    """Whether the rule's contexts allow these neighbours."""
    return (rule.prev is None or prev in rule.prev) and (rule.next is None or following in rule.next)


def check_rules(rules: Sequence[Rule], file: str) -> list[Fault]:
    """Return a fault for every pair of rules that tie and every rule that another always hides."""
    by_find: dict[str, list[Rule]] = {}
    for rule in rules:
        by_find.setdefault(rule.find, []).append(rule)
    faults: list[Fault] = []
    for group in by_find.values():
        if len(group) > 1:
            faults += _check_group(group, file)
    return faults


def _check_group(group: list[Rule], file: str) -> list[Fault]:
    hidden, tied = _judged(tuple([(rule.prev, rule.next) for rule in group]))
    faults: list[Fault] = []
    for i, j in tied:
        first, second = sorted((group[i], group[j]), key=lambda r: (r.file, r.line))
        where = f"line {first.line}" if first.file == second.file else f"{first.file}:{first.line}"
        faults.append(Fault(file, second.line, f"rule for {second.find!r}", f"ties with the rule on {where}: make one context narrower"))
    faults += [Fault(file, group[i].line, f"rule for {group[i].find!r}", "unreachable: more specific rules cover every case") for i in hidden]
    return faults


_Context = frozenset[str] | None
_Around = tuple[_Context, _Context]


@lru_cache(maxsize=1 << 12)
def _judged(group: tuple[_Around, ...]) -> tuple[list[int], list[tuple[int, int]]]:
    """Of rules with these contexts and one `find`, those that others always hide and the pairs that tie. Rule sets that extend one another ask the same."""
    winners: set[int] = set()
    tied: set[tuple[int, int]] = set()
    befores, afters = _symbols([prev for prev, _ in group]), _symbols([following for _, following in group])
    numbers = range(len(group))
    beaten = [{i for i in numbers if _beats(group[j], group[i])} for j in numbers]
    for before, after in product(befores, afters):
        matching = before & after
        best = sorted(matching.difference(*[beaten[j] for j in matching]))
        winners.update(best[:1])
        if len(best) > 1:
            tied.add((best[0], best[1]))
            winners.update(best)
    return [i for i in numbers if i not in winners], sorted(tied)


def _beats(a: _Around, b: _Around) -> bool:
    """Whether a rule with the contexts `a` is more specific than one with `b` wherever both fit."""
    if a == b:
        return False
    bound, other = sum(c is not None for c in a), sum(c is not None for c in b)
    if bound != other:
        return bound > other
    return _within(a[0], b[0]) and _within(a[1], b[1])


def _within(a: frozenset[str] | None, b: frozenset[str] | None) -> bool:
    return b is None or (a is not None and a <= b)


def _symbols(contexts: Sequence[_Context]) -> list[frozenset[int]]:
    """Which contexts hold a symbol, for each set of them that some symbol lies in: enough to try every case."""
    bound: dict[str, list[int]] = {}
    for i, context in enumerate(contexts):
        for symbol in context or ():
            bound.setdefault(symbol, []).append(i)
    free = [i for i, context in enumerate(contexts) if context is None]
    return [frozenset((*free, *some)) for some in dict.fromkeys([(), *map(tuple, bound.values())])]
