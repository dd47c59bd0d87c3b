"""Which conventions link two spellings: both are read towards one key. Asked only of spellings that were linked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from translit.clusters.compare import different, nearest
from translit.clusters.forms import Word, telling
from translit.clusters.keys import key_steps
from translit.rules.read import PLAIN, default_reader

FAVOURED = ("en", "de", "fr", "pl", "es", "it", "nl", "cs", "sv", "hu")


@dataclass(frozen=True, slots=True)
class Reason:
    """What two spellings read as, and where."""

    key: str
    """What both read as, or the second where they don't agree; empty where only marks differ."""
    left: tuple[str, ...]
    """The rule sets under which the first reads so."""
    right: tuple[str, ...]
    steps: tuple[str, ...]
    """Differences between the two readings: `confusion:z~s`, `extra:a`, `missing:h`."""


def reason(a: str, b: str) -> Reason:
    """The conventions under which two spellings read alike, or as nearly alike as can be seen.

    >>> found = reason("Cherson", "Kherson")
    >>> found.key, "ru-de" in found.left, "ru-en" in found.right, found.steps
    ('xerson', True, True, ())
    """
    found = [_meet(x, y) for x, y in different(a, b)]
    if not found:
        return Reason("", (), (), ())
    steps = tuple(s for r in found for s in r.steps)
    return Reason(" ".join(r.key for r in found), _common(r.left for r in found), _common(r.right for r in found), steps)


def _meet(x: Word, y: Word) -> Reason:
    best: tuple[float, str, Reason] | None = None
    for key in dict.fromkeys((*y.keys, *x.keys)):
        (cost, left), (more, right) = read_as(x, key), read_as(y, key)
        if left and right and (best is None or (cost + more, key) < best[:2]):
            best = (cost + more, key, Reason(key, left, right, ()))
    if best is not None:
        return best[2]
    _, p, q = nearest(x, y)
    return Reason(q, read_as(x, p)[1], read_as(y, q)[1], key_steps(p, q)[1])


def read_as(word: Word, key: str) -> tuple[float, tuple[str, ...]]:
    """What it costs to read a word as a key, and the rule sets under which it reads so: none where no single one does."""
    if word.script != "Latn":
        return (0.0, (word.script,)) if key in word.keys else (0.0, ())
    return _read(word.text, key)


@lru_cache(maxsize=1 << 15)
def _read(text: str, key: str) -> tuple[float, tuple[str, ...]]:
    found = default_reader().towards(text, key)
    if found is None or found.mixed:
        return 0.0, ()
    return found.cost, tuple(v for v in found.via if v != PLAIN) or (PLAIN,)


def _common(rule_sets: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    """The rule sets that explain every word, or those of the first where none does."""
    first, *others = [r for r in rule_sets if r] or [()]
    for other in others:
        these = set(other)
        first = tuple(i for i in first if i in these) or first
    return first


@lru_cache(maxsize=1 << 14)
def languages(left: tuple[str, ...], right: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The languages whose press writes each of two spellings: for names of the source language in which that tells them apart best."""
    by_source: dict[str, tuple[list[str], list[str]]] = {}
    for side, ids in enumerate((left, right)):
        for rule_set in ids:
            source, _, target = rule_set.partition("-")
            if len(target) == 2:
                by_source.setdefault(source, ([], []))[side].append(target)
    if not by_source:
        return (), ()
    best = max(sorted(by_source), key=lambda s: (min(map(len, by_source[s])) > 0, s != "und", len(set(by_source[s][0]) ^ set(by_source[s][1]))))
    x, y = (tuple(sorted(dict.fromkeys(targets), key=_order)) for targets in by_source[best])
    return x, y


def _order(language: str) -> tuple[int, str]:
    return (FAVOURED.index(language) if language in FAVOURED else len(FAVOURED), language)


def irregular(name: str, language: str) -> tuple[bool, float]:
    """Whether no plainest reading of a name is regular in a language's convention, and at what cost one is."""
    worst = 0.0
    for x in telling(name):
        costs = [cost for key in x.keys for cost, via in (read_as(x, key),) if any(v.endswith(f"-{language}") for v in via)]
        if not costs:
            return True, 0.0
        worst += min(costs)
    return False, worst
