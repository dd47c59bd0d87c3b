"""Persons: a name as units that may stand in another order, be left out, or be written together.

Units are words with the light ones set aside (al-, bin, van, de …) and the ones that belong together joined (Abd al-Rahman, Abdurrahman). Two names are laid side
by side unit for unit: what both have must agree, what one leaves out costs little, what contradicts costs much.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from rapidfuzz import fuzz

from translit.lexicon.given import equivalents, nicknames
from translit.matching.index import Form, Index, Posting
from translit.matching.signs import crudes
from translit.matching.units import units_of
from translit.matching.words import WordHit, WordMatcher
from translit.rules.key import VOWELLESS, key_of_native, tables
from translit.text import plain_marks, script_of

SHORTLIST = 8  # forms that are laid beside a mention
LEFT_OUT = 1.0  # points for each unit that only one side has
LEFT_OUT_WEIGHT = 25.0  # points for what they weigh, as a share of the whole: a frequent name says little, a rare one much
SURNAME_LEFT_OUT = 8.0  # points more where that is the form's last unit
CONTRADICTS = 22.0  # points for a unit on each side that doesn't agree
MIDDLE_CONTRADICTS = 9.0  # the same between the first unit and the last
SURPLUS = "surplus-word"  # evidence that the mention has a word that the form lacks
LACKING = "lacking-word"  # evidence that it lacks one of the form's
MAX_UNITS = 9
NICKNAME = 4.0  # points for a short form of the form's given name, or the other way round
EQUIVALENT = 7.0  # the same for a given name of another language, where it counts at all
SAME_NAME = 90.0  # how alike (RapidFuzz ratio, 0–100) the keys of two spellings of one given name are
ALIKE = 90.0  # as how alike (0–100) a name counts with another that it can stand for, when forms are shortlisted
SURE = 0.05  # cost a symbol up to which the surname is the same


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
    said: Mapping[str, str] = field(default_factory=dict)
    """Units of the mention -> the given name that they stand for."""


    @property
    def contradicts(self) -> bool:
        """Whether a unit on each side doesn't agree."""
        return any(note.startswith("contradicts") for note in self.notes)


_Cells = Mapping[tuple[int, int], tuple[float, WordHit, Posting]]
"""A unit of the mention and a place of the form -> how much they cost a symbol, and what links them."""


@dataclass(frozen=True, slots=True)
class Other:
    """A given name that another one can stand for."""

    name: str
    """Small letters."""
    note: str
    loss: float


def alignments(words: Sequence[str], index: Index, matcher: WordMatcher, *, running: bool = False) -> list[Alignment]:
    """Lay a mention of two or more words beside the persons' forms that share most with it. In running text a given name stands for itself: a text keeps its words."""
    units = units_of(words) if index.people else []
    if not 2 <= len(units) <= MAX_UNITS:
        return []
    near: dict[int, dict[int, float]] = {}  # form -> unit -> how alike
    for i, unit in enumerate(units):
        for key, alike in matcher.shortlist(unit, among="near_people").alike.items():
            for posting in index.people.get(key, ()):
                places = near.setdefault(posting.form, {})
                places[i] = max(alike * len(key), places.get(i, 0.0))
    others: dict[int, dict[str, Other]] = {} if running else {i: found for i, unit in enumerate(units) if (found := _other_keys(unit, index))}
    for i, found in others.items():
        for key in found:
            for posting in index.people.get(key, ()):
                near.setdefault(posting.form, {}).setdefault(i, ALIKE * len(key))
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
        a = _lay(units, index.forms[number], index, cells)
        if others and (a is None or a.loss):
            a = _with_others(units, number, index, matcher, cells, others, a)
        if a is not None:
            out.append(a)
    return sorted(out, key=lambda a: a.loss)


def _other_keys(unit: str, index: Index) -> dict[str, Other]:
    """The keys of the gazetteer's persons that a given name can stand for without sounding like them."""
    out: dict[str, Other] = {}
    for other in other_names(unit):
        for key in _keys(other.name):
            if key in index.people and (key not in out or other.loss < out[key].loss):
                out[key] = other
    return out


@lru_cache(maxsize=1 << 14)
def other_names(unit: str) -> tuple[Other, ...]:
    """The given names that one can stand for: those it is a short form of or that are short forms of it, and those of other languages.

    >>> [o.note for o in other_names("bill")]
    ['nickname:Bill, William']
    """
    return tuple(dict.fromkeys(other for key in _keys(unit) for other in _others().get(key, ())))


@lru_cache(maxsize=1)
def _others() -> dict[str, tuple[Other, ...]]:
    out: dict[str, list[Other]] = {}

    def add(one: str, other: str, note: str, loss: float) -> None:
        for key in _keys(plain_marks(one).lower()):
            out.setdefault(key, []).append(Other(plain_marks(other).lower(), note, loss))

    spelled: dict[str, list[str]] = {}  # a name, by key -> the same in other languages' spelling
    for group in equivalents():
        keys = {name: _keys(plain_marks(name).lower()) for name in group}
        for one in group:
            for other in group:
                if fuzz.ratio(keys[one][0], keys[other][0]) >= SAME_NAME:
                    spelled.setdefault(keys[one][0], []).append(other)
                elif one != other:
                    add(one, other, f"equivalent:{one}, {other}", EQUIVALENT)
    for _, name, short in nicknames():
        for full in dict.fromkeys((name, *(other for key in _keys(plain_marks(name).lower()) for other in spelled.get(key, ())))):
            add(short, full, f"nickname:{short}, {full}", NICKNAME)
            add(full, short, f"nickname:{short}, {full}", NICKNAME)
    return {key: tuple(dict.fromkeys(found)) for key, found in out.items()}


def _keys(word: str) -> tuple[str, ...]:
    """The keys of a given name in small letters; none in a script that has none or leaves its vowels out."""
    script = script_of(word)
    if script == "Latn":
        return crudes(word)
    return (key_of_native(word, script),) if script in tables() and script not in VOWELLESS else ()


def _with_others(
    units: Sequence[str], number: int, index: Index, matcher: WordMatcher, cells: _Cells, others: Mapping[int, Mapping[str, Other]], plain: Alignment | None
) -> Alignment | None:
    """The same with one given name taken for another that it can stand for, where that is better."""
    best, form = plain, index.forms[number]
    for i, found in others.items():
        for key, other in found.items():
            for posting in index.people_of(number).get(key, ()):
                hit = matcher.hit(other.name, key)
                if hit is None or posting.place == form.length - 1:
                    continue
                free = {(unit, place): cell for (unit, place), cell in cells.items() if unit != i and place != posting.place}
                names = [other.name if n == i else unit for n, unit in enumerate(units)]
                a = _lay(names, form, index, free | {(i, posting.place): (-1.0, hit, posting)})
                if a is None or a.contradicts or (best is not None and a.loss + other.loss >= best.loss):
                    continue
                if not _same_surname(a) or (other.loss >= EQUIVALENT and not _nobody_else(a, index)):
                    continue
                best = replace(a, loss=a.loss + other.loss, notes=(*a.notes, other.note, SURPLUS, LACKING), said={units[i]: index.spelled.get(key, other.name)})
    return best


def _same_surname(a: Alignment) -> bool:
    """Whether the surname is the form's own."""
    return any(x.posting.place == a.form.length - 1 and x.hit.cost + x.posting.cost <= SURE * len(x.hit.key) for x in a.hits)


def _nobody_else(a: Alignment, index: Index) -> bool:
    """Whether nobody else has the surname."""
    last = next(x for x in a.hits if x.posting.place == a.form.length - 1)
    return all(index.forms[p.form].entry == a.form.entry for p in index.people.get(last.hit.key, ()) if p.place == index.forms[p.form].length - 1)


def _lay(units: Sequence[str], form: Form, index: Index, cells: _Cells) -> Alignment | None:
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
