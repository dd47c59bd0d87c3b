"""From pairs to clusters: what is compared, what is kept apart and why, and what goes together."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from importlib.resources import files

from translit.clusters.block import pairs
from translit.clusters.compare import Likeness, compare
from translit.clusters.model import Apart, Link
from translit.lexicon.lists import background_names
from translit.rules.read import PLAIN
from translit.text import fold, spelled
from translit.yamlfile import Map, parse

MIN_SCORE = 80.0
NEAR_SCORE = 35.0  # from which a pair counts as a near miss
FITTED_ON = 9_000  # names among which the weights were fitted
FEWEST = 1_200  # a smaller corpus makes no pair likelier than among so many
CROSS = 0.5  # share of the pairs between two groups that must be linked before they are one

Veto = Callable[[str, str], str]
"""Why two spellings must stay apart, or an empty string."""


def chance(names: int) -> float:
    """What is taken off a pair's log odds: the more names there are, the more look alike by chance."""
    return math.log(max(names, FEWEST) / FITTED_ON)


def adjusted(score: float, shift: float) -> float:
    """A score in percent with its log odds lowered by `shift`.

    >>> adjusted(90.0, 0.0), adjusted(90.0, 2.0) < 60
    (90.0, True)
    """
    odds = math.log(score / (100 - score)) - shift
    return round(100 / (1 + math.exp(-odds)), 1)


def link(names: Sequence[str], counts: Mapping[str, int], veto: Veto, *, same: Iterable[tuple[str, str]] = ()) -> tuple[list[Link], list[Apart]]:
    """Compare what is worth comparing. Pairs in `same` are linked whatever they look like."""
    shift = chance(len(names))
    links: list[Link] = []
    apart: list[Apart] = []
    decided = {tuple(sorted(pair)) for pair in same}
    for i, j in pairs(names):
        a, b = names[i], names[j]
        if (a, b) in decided:
            continue
        found = compare(a, b)
        if found is None:
            continue
        score = adjusted(found.score, shift) if found.values else found.score
        if score < NEAR_SCORE:
            continue
        reason = veto(a, b) or differs_by_ending(a, b) or both_known(a, b)
        if not reason and score < MIN_SCORE:
            reason = "not alike enough" + "".join(f", {s}" for s in found.steps)
        if reason:
            apart.append(Apart(a, b, reason, score, counts.get(a, 0) + counts.get(b, 0)))
        else:
            links.append(made(a, b, found, score))
    present = set(names)
    links += [Link(a, b, 100.0, "", (), (), ("decided",)) for a, b in sorted(decided) if a in present and b in present]
    return sorted(links, key=lambda k: (-k.score, k.a, k.b)), apart


def made(a: str, b: str, found: Likeness, score: float) -> Link:
    """A link out of a comparison."""
    key = " ".join(found.keys) if found.values else ""
    return Link(a, b, score, key, _languages(found.left), _languages(found.right), found.steps)


def _languages(rule_sets: Iterable[str]) -> tuple[str, ...]:
    """The languages whose conventions are among these rule sets, those with most of them first."""
    count = Counter(i.split("-", 1)[1] for i in rule_sets if i != PLAIN and len(i.split("-", 1)[1]) == 2)
    return tuple(sorted(count, key=lambda code: (-count[code], code)))


def groups(links: Sequence[Link], apart: Iterable[tuple[str, str]]) -> list[list[str]]:
    """Join what is linked, strongest links first. Two groups become one only where at least half of the pairs between them are linked and none is kept apart."""
    linked = {(k.a, k.b) for k in links}
    barred = {frozenset(pair) for pair in apart}
    home: dict[str, list[str]] = {}
    for k in links:
        left, right = home.setdefault(k.a, [k.a]), home.setdefault(k.b, [k.b])
        if left is right:
            continue
        cross = [(a, b) for a in left for b in right]
        if k.score < 100 and any(frozenset(pair) in barred for pair in cross):
            continue
        if sum((a, b) in linked or (b, a) in linked for a, b in cross) < CROSS * len(cross):
            continue
        merged = left + right
        for name in merged:
            home[name] = merged
    return [sorted(g) for g in {id(g): g for g in home.values()}.values() if len(g) > 1]


def both_known(a: str, b: str) -> str:
    """Two names that each stand for themselves (Hansen, Hanson) are two names."""
    known = background_names()
    x, y = spelled(a), spelled(b)
    return f"both are names of their own ({known[x]}, {known[y]})" if x in known and y in known and fold(a) != fold(b) else ""


@lru_cache(maxsize=1)
def _endings() -> tuple[tuple[str, str, str], ...]:
    node = parse(files("translit.clusters").joinpath("apart.yaml").read_text(encoding="utf-8"), "apart.yaml")
    if not isinstance(node, Map):  # pragma: no cover - the file is shipped
        raise TypeError("apart.yaml")
    rows = [(*("" if e == "none" else e for e in row["pair"]), row["note"]) for row in node["endings"]]
    return tuple((a, b, note) for a, b, note in rows)


def differs_by_ending(a: str, b: str) -> str:
    """`-a: man's and woman's form` where two names are the same but for an ending of `apart.yaml`.

    >>> differs_by_ending("Ivanov", "Ivanova")
    "differ by the ending -a: man's and woman's form, or a case"
    """
    x, y = spelled(a), spelled(b)
    for one, other, note in _endings():
        for p, q in ((x, y), (y, x)):
            if p.endswith(one) and q.endswith(other) and p[: len(p) - len(one)] == q[: len(q) - len(other)]:
                return f"differ by the ending {f'-{one} or ' if one else ''}-{other}: {note}"
    return ""
