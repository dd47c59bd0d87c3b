"""Persons: a name as units that may stand in another order, be left out, or be written together.

Units are words with the light ones set aside (al-, bin, van, de …) and the ones that belong together joined (Abd al-Rahman, Abdurrahman). Two names are laid side
by side unit for unit: what both have must agree, what one leaves out costs little, what contradicts costs much.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from translit.matching.index import Form, Index, Posting
from translit.matching.units import units_of
from translit.matching.words import WordHit, WordMatcher

SHORTLIST = 8  # forms that are laid beside a mention
LEFT_OUT = 1.0  # points for each unit that only one side has
LEFT_OUT_WEIGHT = 25.0  # points for what they weigh, as a share of the whole: a frequent name says little, a rare one much
SURNAME_LEFT_OUT = 8.0  # points more where that is the form's last unit
CONTRADICTS = 22.0  # points for a unit on each side that doesn't agree
MIDDLE_CONTRADICTS = 9.0  # the same between the first unit and the last
SURPLUS = "surplus-word"  # evidence that the mention has a word that the form lacks
LACKING = "lacking-word"  # evidence that it lacks one of the form's
MAX_UNITS = 9


@dataclass(frozen=True, slots=True)
class Laid:
    """A word of a mention laid on a word of a form."""

    word: str
    hit: WordHit
    posting: Posting


@dataclass(frozen=True, slots=True)
class Alignment:
    """A mention laid beside a person's form."""

    form: Form
    hits: list[Laid]
    loss: float
    """Points for what is left out or contradicts."""
    swapped: bool
    notes: tuple[str, ...]


def alignments(words: Sequence[str], index: Index, matcher: WordMatcher) -> list[Alignment]:
    """Lay a mention of two or more words beside the persons' forms that share most with it."""
    units = units_of(words) if index.people else []
    if not 2 <= len(units) <= MAX_UNITS:
        return []
    near: dict[int, dict[int, float]] = {}  # form -> unit -> how alike
    for i, unit in enumerate(units):
        for key, alike in matcher.shortlist(unit, among="near_people").alike.items():
            for posting in index.people.get(key, ()):
                places = near.setdefault(posting.form, {})
                places[i] = max(alike * len(key), places.get(i, 0.0))
    ranked = sorted((n for n, places in near.items() if len(places) > 1), key=lambda n: (-sum(near[n].values()), n))
    out = []
    for number in ranked[:SHORTLIST]:
        cells: dict[tuple[int, int], tuple[float, WordHit, Posting]] = {}
        for i, unit in enumerate(units):
            for key in matcher.shortlist(unit, among="near_people").alike:
                for posting in index.people_of(number).get(key, ()):
                    hit = matcher.hit(unit, key)
                    if hit is None:
                        continue
                    cost = (hit.cost + posting.cost) / max(3, len(key))
                    if (i, posting.place) not in cells or cost < cells[i, posting.place][0]:
                        cells[i, posting.place] = (cost, hit, posting)
        if (a := _lay(units, index.forms[number], index, cells)) is not None:
            out.append(a)
    return sorted(out, key=lambda a: a.loss)


def _lay(units: Sequence[str], form: Form, index: Index, cells: Mapping[tuple[int, int], tuple[float, WordHit, Posting]]) -> Alignment | None:
    taken: dict[int, int] = {}  # unit -> place
    for (i, place), _ in sorted(cells.items(), key=lambda c: (c[1][0], abs(c[0][0] - c[0][1]), c[0])):
        if i not in taken and place not in taken.values():
            taken[i] = place
    if len(taken) < 2:
        return None
    extra = [i for i in range(len(units)) if i not in taken]
    missing = [p for p in range(form.length) if p not in taken.values()]
    against = min(len(extra), len(missing))
    known = sum(index.weight(cells[i, p][1].key) for i, p in taken.items())
    left = sum(index.weight(units[i]) for i in extra[against:]) + sum(form.weights[p] for p in missing[against:])
    loss = LEFT_OUT * (len(extra) + len(missing) - 2 * against) + LEFT_OUT_WEIGHT * left / (known + left)
    notes: list[str] = [f"left-out:{len(extra) + len(missing) - 2 * against}"] if left else []
    for i, place in zip(extra[:against], missing[:against], strict=True):
        middle = 0 < i < len(units) - 1 and 0 < place < form.length - 1
        loss += MIDDLE_CONTRADICTS if middle else CONTRADICTS
        notes.append(f"contradicts:{units[i]}")
    if form.length - 1 in missing[against:] and len(units) - 1 in taken and taken[len(units) - 1] < form.length - 1:
        loss += SURNAME_LEFT_OUT
    if extra:
        notes.append(SURPLUS)
    if missing:
        notes.append(LACKING)
    order = [taken[i] for i in sorted(taken)]
    swapped = order != sorted(order)
    hits = [Laid(units[i], *cells[i, place][1:]) for i, place in sorted(taken.items())]
    return Alignment(form, hits, loss, swapped, tuple(notes))
