"""Faults of a rule table that reading it line by line can't show: rules that tie and rules that never apply."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product

from translit.errors import Fault
from translit.rules.model import Rule

_OTHER = "\0"  # any symbol that no context names


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
    faults: list[Fault] = []
    winners: set[int] = set()
    tied: set[tuple[int, int]] = set()
    for prev, following in product(_symbols([r.prev for r in group]), _symbols([r.next for r in group])):
        matching = [i for i, rule in enumerate(group) if fits(rule, prev, following)]
        best = [i for i in matching if not any(_beats(group[j], group[i]) for j in matching)]
        winners.update(best[:1])
        if len(best) > 1:
            tied.add((best[0], best[1]))
            winners.update(best)
    for i, j in sorted(tied):
        first, second = sorted((group[i], group[j]), key=lambda r: (r.file, r.line))
        where = f"line {first.line}" if first.file == second.file else f"{first.file}:{first.line}"
        faults.append(Fault(file, second.line, f"rule for {second.find!r}", f"ties with the rule on {where}: make one context narrower"))
    for i, rule in enumerate(group):
        if i not in winners:
            faults.append(Fault(file, rule.line, f"rule for {rule.find!r}", "unreachable: more specific rules cover every case"))
    return faults


def _beats(a: Rule, b: Rule) -> bool:
    """Whether `a` is more specific than `b` wherever both fit."""
    if a is b or (a.prev == b.prev and a.next == b.next):
        return False
    if a.contexts != b.contexts:
        return a.contexts > b.contexts
    return _within(a.prev, b.prev) and _within(a.next, b.next)


def _within(a: frozenset[str] | None, b: frozenset[str] | None) -> bool:
    return b is None or (a is not None and a <= b)


def _symbols(contexts: Sequence[frozenset[str] | None]) -> list[str]:
    """One symbol for each set of contexts that some symbol lies in: enough to try every case."""
    seen: dict[frozenset[int], str] = {frozenset(): _OTHER}
    for symbol in sorted(set().union(*(c for c in contexts if c is not None))):
        signature = frozenset(i for i, c in enumerate(contexts) if c is not None and symbol in c)
        seen.setdefault(signature, symbol)
    return list(seen.values())
