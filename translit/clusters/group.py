"""From pairs to clusters: what is compared, what is kept apart and why, and what goes together."""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from heapq import heapify, heappop, heappush
from importlib.resources import files

from rapidfuzz.distance import Prefix

from translit.clusters.block import places
from translit.clusters.compare import compare
from translit.clusters.crowd import EVEN_AT, Crowd, names_evidence
from translit.clusters.explain import languages
from translit.clusters.explain import reason as reason_of
from translit.clusters.model import Apart, Link
from translit.lexicon.lists import background_names
from translit.text import fold, script_of, spelled
from translit.yamlfile import Map, parse

MIN_SCORE = 77.0
JOINED = 65.0  # score that the pairs between two groups must reach on average
REMEMBERED = 5.0  # score from which a pair is remembered as having come near
STEEPNESS = 1.2  # log odds that a pair which wasn't compared loses for each natural logarithm of the number of names
FAINT = 0.3  # score by looks alone under which no corpus makes two spellings one name
UNCOMPARED = -3.0  # log odds of a pair that was not worth comparing
SURE = 97.0  # score from which a name that stands for itself may be another all the same
BARRED = -1e6
DECIDED = 1e9
_ALIKE = str.maketrans("wyjWYJ", "viiVII")  # letters that many conventions write for each other
SHORTEST_STEM = 3  # letters before the ending of a case
LONGEST_CASE = 4
ENDING = 0.0  # log odds of a pair that differs by an ending

Veto = Callable[[str, str], str]
"""Why two spellings must stay apart, or an empty string."""


def adjusted(score: float, shift: float) -> float:
    """A score in percent with its log odds lowered by `shift`.

    >>> adjusted(90.0, 0.0), adjusted(90.0, 2.0) < 60
    (90.0, True)
    """
    return round(100 / (1 + math.exp(shift - _odds(score))), 1)


def link(
    names: Sequence[str], counts: Mapping[str, int], veto: Veto, *, languages: Collection[str] = (), same: Iterable[tuple[str, str]] = ()
) -> tuple[list[Link], list[Apart]]:
    """Compare what is worth comparing. Pairs in `same` are linked whatever they look like; `languages` are those of the corpus."""
    near = places(names)
    crowd = Crowd(names, near)
    links: list[Link] = []
    apart: list[Apart] = []
    decided = {tuple(sorted(pair)) for pair in same}
    for place in near:
        i, j = divmod(place, len(names))
        a, b = names[i], names[j]
        if (a, b) in decided:
            continue
        found = compare(a, b)
        if found.score < FAINT:
            continue
        score = found.score if found.marks else adjusted(found.score, crowd.shift(i, j, exact=found.exact))
        if score < REMEMBERED:
            continue
        reason = veto(a, b) or both_known(a, b) or (own_name(a, b) if score < SURE and not found.exact else "")
        if not reason and (
            ending := differs_by_ending(a, b, languages)
            or differs_by_ending(a.translate(_ALIKE), b.translate(_ALIKE), languages)
            or differs_by_ending(*found.keys)
            or differs_by_case(a, b)
        ):
            apart.append(Apart(a, b, ending, score, counts.get(a, 0) + counts.get(b, 0), bars=False))
            continue
        bars = bool(reason)
        if not reason and score < MIN_SCORE:
            reason = "not alike enough" + "".join(f", {s}" for s in found.steps)
        if reason:
            apart.append(Apart(a, b, reason, score, counts.get(a, 0) + counts.get(b, 0), bars))
        else:
            links.append(Link(a, b, score, "", steps=found.steps))
    present = set(names)
    links += [Link(a, b, 100.0, "", (), (), ("decided",)) for a, b in sorted(decided) if a in present and b in present]
    return sorted(links, key=lambda k: (-k.score, k.a, k.b)), apart


def explained(link: Link) -> Link:
    """The same link with the conventions behind it."""
    if link.steps == ("decided",):
        return link
    found = reason_of(link.a, link.b)
    left, right = languages(found.left, found.right)
    return replace(link, key=found.key, steps=found.steps, left=left, right=right)


def groups(links: Sequence[Link], weak: Iterable[Apart], names: int = EVEN_AT) -> list[list[str]]:
    """Join what is linked, strongest first, as long as the pairs between two groups are on average likely to be one name (average linkage, in log odds).

    `weak` are the pairs that came near; those that bar each other never meet, but by a decision. A pair that wasn't even compared counts as `UNCOMPARED`, as in a corpus of so many names.
    """
    uncompared = UNCOMPARED - max(-1.0, STEEPNESS * names_evidence(names))
    odds: dict[str, dict[str, tuple[float, int]]] = {}  # group -> group -> sum of log odds, how many pairs
    members: dict[str, list[str]] = {}
    for k in links:
        members.setdefault(k.a, [k.a])
        members.setdefault(k.b, [k.b])
    known = [(k.a, k.b, DECIDED if k.score >= 100 else _odds(k.score)) for k in links]
    known += [(m.a, m.b, BARRED if m.bars else ENDING if m.score >= MIN_SCORE else _odds(m.score)) for m in weak if m.a in members and m.b in members]
    for a, b, value in known:
        odds.setdefault(a, {})[b] = odds.setdefault(b, {})[a] = (value, 1)
    heap = [(-value, a, b) for a, b, value in known if value >= _odds(MIN_SCORE)]
    heapify(heap)
    while heap:
        value, a, b = heappop(heap)
        if a not in members or b not in members or b not in odds[a] or _average(odds[a][b], members[a], members[b], uncompared) != -value:
            continue
        members[a] += members.pop(b)
        del odds[a][b]
        for other, (total, n) in odds.pop(b).items():
            if other == a:
                continue
            del odds[other][b]
            old_total, old_n = odds[a].get(other, (0.0, 0))
            odds[a][other] = odds[other][a] = (old_total + total, old_n + n)
        for other, pair in odds[a].items():
            mean = _average(pair, members[a], members[other], uncompared)
            if mean >= _odds(JOINED):
                heappush(heap, (-mean, min(a, other), max(a, other)))
    return [sorted(g) for g in members.values() if len(g) > 1]


def _odds(score: float) -> float:
    score = min(99.9, max(0.1, score))
    return math.log(score / (100 - score))


def _average(pair: tuple[float, int], left: Sequence[str], right: Sequence[str], uncompared: float) -> float:
    total, n = pair
    size = len(left) * len(right)
    return (total + uncompared * (size - n)) / size


def both_known(a: str, b: str) -> str:
    """Two names that each stand for themselves (Hansen, Hanson) are two names."""
    known = background_names()
    x, y = spelled(a), spelled(b)
    return f"both are names of their own ({known[x]}, {known[y]})" if x in known and y in known and fold(a) != fold(b) else ""


def own_name(a: str, b: str) -> str:
    """A person's name that stands for itself (Gerson) is not another that it only nearly reads as."""
    for name in (a, b):
        if background_names().get(spelled(name)) in ("given", "surnames", "antiquity"):
            return f"{name} is a name of its own ({background_names()[spelled(name)]})"
    return ""


@lru_cache(maxsize=1)
def _apart() -> Map:
    node = parse(files("translit.clusters").joinpath("apart.yaml").read_text(encoding="utf-8"), "apart.yaml")
    if not isinstance(node, Map):  # pragma: no cover - the file is shipped
        raise TypeError("apart.yaml")
    return node


@lru_cache(maxsize=1)
def _cases() -> dict[str, frozenset[str]]:
    return {script: frozenset("" if e == "none" else spelled(e) for e in found) for script, found in _apart()["cases"].items()}


def differs_by_case(a: str, b: str) -> str:
    """Why two names of a script with cases are forms of one, where every word that differs does so in two endings of `apart.yaml`; else an empty string.

    >>> differs_by_case("Харьков", "Харькове"), differs_by_case("Зеленский", "Зеленський")
    ('forms of one name: -, -е', '')
    """
    cases = _cases().get(script_of(a))
    left, right = spelled(a).split(), spelled(b).split()
    if not cases or len(left) != len(right):
        return ""
    told = ""
    for x, y in zip(left, right, strict=True):
        if x == y:
            continue
        stem = Prefix.similarity(x, y)
        cut = next(
            (k for k in range(stem, max(stem - LONGEST_CASE, SHORTEST_STEM) - 1, -1) if k >= SHORTEST_STEM and x[k:] in cases and y[k:] in cases), 0
        )
        if not cut:
            return ""
        told = told or f"forms of one name: -{x[cut:]}, -{y[cut:]}"
    return told


@lru_cache(maxsize=1)
def _endings() -> tuple[tuple[str, str, str, frozenset[str]], ...]:
    rows = []
    for row in _apart()["endings"]:
        one, other = ("" if e == "none" else e for e in row["pair"])
        rows.append((one, other, row["note"], frozenset(row.get("languages", ()))))
    return tuple(rows)


def differs_by_ending(a: str, b: str, languages: Collection[str] = ()) -> str:
    """Why two names are not one, where they are the same but for an ending of `apart.yaml` (of these languages, or of any); else an empty string.

    >>> differs_by_ending("Ivanov", "Ivanova")
    "differ by the ending -ov or -ova: man's and woman's form"
    >>> differs_by_ending("Cherson", "Chersona", ["pl"]), differs_by_ending("Cherson", "Chersona", ["en"])
    ('differ by the ending -a: a case', '')
    """
    x, y = spelled(a), spelled(b)
    for one, other, note, spoken in _endings():
        if spoken and not spoken & set(languages):
            continue
        for p, q in ((x, y), (y, x)):
            if p.endswith(one) and q.endswith(other) and p[: len(p) - len(one)] == q[: len(q) - len(other)]:
                return f"differ by the ending {f'-{one} or ' if one else ''}-{other}: {note}"
    return ""
