"""Ties between entries that what stands around them may settle: the words beside, other places near by, the spelling habits of the document.

A tie is settled for one candidate only if the evidence speaks for it and against all that would be written otherwise; what is doubtful stays ambiguous. Everything
here looks the same in a text whose other names are already in order, so that a second pass finds nothing more.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol

from translit.gazetteer.model import LANGUAGES, Entry
from translit.matching.beside import Beside, in_a_longer_name, kind_beside
from translit.matching.index import Index
from translit.matching.policy import Candidate, Decision
from translit.matching.via import joined
from translit.text import fold

SENTENCES = 2  # how many sentences away a place still counts
NEAR = 1.5  # the least weight that settles a tie: a place in the same sentence (1) and one in the next (1/2)
LEAD = 3.0  # by how much the places of one country must outweigh those of a rival's
IN_VAIN = 1000  # spellings that follow no language, listed variants for instance, after which no others are looked into
ENOUGH = 200  # spellings from which a habit is told: to find out what links one takes a while
NAMES = 3  # distinct spellings that a document must have shown before its habit counts
SHARE = 0.8  # the share of them that must follow it
MOST = 4  # candidates of a tie; where there are more, not all of them are known
_SENTENCE_END = re.compile(r"(?<=\w\w\w)[.!?…]+[\"”“»’')\]]*\s+")


@dataclass(frozen=True, slots=True)
class Tie:
    """An ambiguous mention and the candidates between which nothing decided, each with what would be written for it."""

    start: int
    end: int
    decision: Decision
    options: tuple[tuple[Candidate, str], ...]


@dataclass(frozen=True, slots=True)
class Place:
    """A mention of a place that isn't in doubt."""

    start: int
    end: int
    name: str
    countries: frozenset[str]
    """Those that have a place of this name. Where they are several it speaks for none of them, and against all others."""


def place_of(start: int, end: int, entry: Entry, written: str, index: Index) -> Place | None:
    """The place that a mention is, once it is written so; None where it is none, or nothing is known of where it lies."""
    countries = frozenset(index.entries[k.entry].country for k in index.known.get(fold(written), ())) | {entry.country}
    return Place(start, end, entry.canonical, countries - {""}) if entry.country and entry.kind != "person" else None


class _Mention(Protocol):
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...
    @property
    def decision(self) -> Decision: ...


class _Edit(Protocol):
    @property
    def before(self) -> str: ...
    @property
    def via(self) -> Sequence[str]: ...


def tie_of(mention: _Mention, margin: float, written: Callable[[Entry, str], str]) -> Tie | None:
    """The tie that an ambiguous mention stands for; None where it isn't known whole, or only persons are in it. `written` gives what stands in the text for an
    entry, in the case shape of a spelling."""
    decision = mention.decision
    best = decision.candidates[0]
    near = [c for c in decision.candidates if best.score - c.score < margin and (best.method != "exact" or c.method == "exact")]
    if len(near) > MOST or all(c.entry.kind == "person" for c in near):
        return None
    return Tie(mention.start, mention.end, decision, tuple((c, written(c.entry, decision.spelling)) for c in near))


class Habits:
    """Which languages spell as a document does, as far as it has been read."""

    __slots__ = ("_counts", "_mute", "_told", "_unread")

    def __init__(self) -> None:
        self._mute = 0
        self._unread: dict[str, Sequence[str]] = {}
        self._told: dict[str, frozenset[str]] = {}
        self._counts: Counter[str] = Counter()

    @property
    def full(self) -> bool:
        """Whether the document has shown so many spellings that no other will count."""
        return len(self._told) + len(self._unread) >= ENOUGH or self._mute >= IN_VAIN

    def copy(self) -> Habits:
        """The same so far; what either sees from now on is its own."""
        twin = Habits()
        twin._unread, twin._told, twin._counts, twin._mute = dict(self._unread), dict(self._told), Counter(self._counts), self._mute
        return twin

    def see(self, spelling: str, via: Sequence[str]) -> None:
        """A spelling, and what linked it to its entry; looked into when somebody asks."""
        if spelling not in self._told and not self.full:
            self._unread.setdefault(spelling, via)

    def see_all(self, edits: Iterable[_Edit]) -> None:
        """Many of them, as long as they count."""
        told, unread = self._told, self._unread
        most = ENOUGH - len(told) if self._mute < IN_VAIN else 0
        for edit in edits:
            if len(unread) >= most:
                return
            if edit.before not in told:
                unread.setdefault(edit.before, edit.via)

    def leading(self, but: str) -> frozenset[str]:
        """The languages that nearly all spellings but this one follow; none where there are too few to tell.

        >>> habits = Habits()
        >>> for name in ("Charkiw", "Inhulez", "Mylowe"): habits.see(name, ("uk-de",))
        >>> habits.leading("Cherson"), habits.leading("Mylowe")
        (frozenset({'de'}), frozenset())
        """
        for spelling, via in self._unread.items():
            if languages := languages_of(via):
                self._told[spelling] = languages
                self._counts.update(languages)
            else:
                self._mute += 1
        self._unread.clear()
        own = self._told.get(but, frozenset())
        total = len(self._told) - bool(own)
        return frozenset(x for x, count in self._counts.items() if count - (x in own) >= SHARE * total) if total >= NAMES else frozenset()


class Line:
    """The line of a text in which ties are, cut into sentences."""

    def __init__(self, text: str, start: int, ties: Sequence[Tie]) -> None:
        self.text = text
        self.start = start
        end = text.find("\n", start)
        self.end = end = len(text) if end < 0 else end
        self._starts = [start, *(m.end() for m in _SENTENCE_END.finditer(text, start, end) if m.end() < end)]
        self._ties: dict[int, list[Tie]] = {}
        for tie in ties:
            self._ties.setdefault(self._sentence(tie.start), []).append(tie)

    def _sentence(self, at: int) -> int:
        return bisect_right(self._starts, at)

    def spans(self) -> Iterator[tuple[int, int]]:
        """The parts of the text whose places may settle a tie: whole sentences, in order and apart. None where no country could."""
        tied = [sentence for sentence, ties in self._ties.items() if any(candidate.entry.country for tie in ties for candidate, _ in tie.options)]
        numbers = sorted({near for sentence in tied for near in range(sentence - SENTENCES, sentence + SENTENCES + 1)})
        for number in numbers:
            if 0 < number <= len(self._starts):
                yield self._starts[number - 1], self._starts[number] if number < len(self._starts) else self.end

    def settle(self, places: Iterable[Place], habits: Habits) -> Iterator[tuple[Tie, Decision]]:
        """The ties that can be settled, each with the decision that replaces its own. `places` stand in the line."""
        near = _Near()
        for place in places:
            near.add(self._sentence(place.start), place.countries, place.name)
        left = {tie.start: tie for ties in self._ties.values() for tie in ties}
        done: list[tuple[Tie, _Choice]] = []
        for tie in list(left.values()):
            chosen = _by_kind(tie, kind_beside(self.text, tie.start, tie.end))
            if chosen is None and in_a_longer_name(self.text, tie.start, tie.end):
                del left[tie.start]
            elif chosen is None:
                chosen = _by_country(tie, near.weights(self._sentence(tie.start))) or _by_habit(tie, habits)
            if chosen is not None:
                done.append((tie, chosen))
        while done:  # what is settled is a place near the others
            changed: set[int] = set()
            for tie, (candidate, written, why) in done:
                del left[tie.start]
                if candidate.entry.country:
                    changed.add(sentence := self._sentence(tie.start))
                    near.add(sentence, {candidate.entry.country}, candidate.entry.canonical)
                yield tie, settled(tie.decision, candidate, written, self.text[tie.start : tie.end], why)
            again = {n for sentence in changed for n in range(sentence - SENTENCES, sentence + SENTENCES + 1)}
            done = []
            for sentence in sorted(again):
                weights = near.weights(sentence)
                for tie in self._ties.get(sentence, ()):
                    if tie.start in left and (chosen := _by_country(tie, weights)) is not None:
                        done.append((tie, chosen))


@dataclass(frozen=True, slots=True)
class _Weight:
    """What the places around a sentence say of a country."""

    sure: float = 0.0
    """The weight of those that lie nowhere else."""
    all: float = 0.0
    name: str = ""
    """The nearest of those that lie nowhere else."""


_NOTHING = _Weight()


class _Near:
    """The places of a line by sentence and country."""

    def __init__(self) -> None:
        self._sure: dict[int, Counter[str]] = {}
        self._all: dict[int, Counter[str]] = {}
        self._named: dict[tuple[int, str], str] = {}

    def add(self, sentence: int, countries: Set[str], name: str) -> None:
        self._all.setdefault(sentence, Counter()).update(countries)
        if len(countries) == 1:
            self._sure.setdefault(sentence, Counter()).update(countries)
            for country in countries:
                self._named.setdefault((sentence, country), name)

    def weights(self, sentence: int) -> dict[str, _Weight]:
        """Country -> what the places around a sentence say of it."""
        out: dict[str, _Weight] = {}
        for away in range(SENTENCES + 1):
            for there in sorted({sentence - away, sentence + away}):
                for country, count in self._all.get(there, {}).items():
                    sure = self._sure.get(there, _NONE)[country]
                    known = out.get(country, _NOTHING)
                    name = known.name or self._named.get((there, country), "")
                    out[country] = _Weight(known.sure + sure / (1 + away), known.all + count / (1 + away), name)
        return out


_NONE: Counter[str] = Counter()


def settled(decision: Decision, chosen: Candidate, written: str, spelling: str, why: str) -> Decision:
    """A decision for one of its candidates, which says why."""
    best = Candidate(chosen.entry, chosen.form, chosen.method, chosen.score, joined(chosen.via, f"settled:{why}"))
    return Decision(spelling, "correct" if written == spelling else "replace", (best, *(c for c in decision.candidates if c is not chosen)), (), written)


_Choice = tuple[Candidate, str, str]


def _only(tie: Tie, speaks_for: Callable[[Candidate], str], against: Callable[[Candidate, Candidate], bool]) -> _Choice | None:
    """The one candidate that something speaks for while it speaks against all that would be written otherwise. A person is never chosen."""
    found: list[_Choice] = []
    for candidate, written in tie.options:
        why = speaks_for(candidate) if candidate.entry.kind != "person" else ""
        if why and all(against(candidate, other) for other, there in tie.options if there != written):
            found.append((candidate, written, why))
    return found[0] if len(found) == 1 else None


def _by_kind(tie: Tie, beside: Beside) -> _Choice | None:
    why = f"kind:{' '.join(beside.words)}"
    return _only(tie, lambda c: why if c.entry.kind in beside.fits else "", lambda _, other: other.entry.kind in beside.against) if beside.words else None


def _by_country(tie: Tie, near: Mapping[str, _Weight]) -> _Choice | None:
    def speaks_for(candidate: Candidate) -> str:
        weight = near.get(candidate.entry.country, _NOTHING)
        return f"neighbour:{weight.name}" if weight.sure >= NEAR else ""

    def against(candidate: Candidate, other: Candidate) -> bool:
        mine, theirs = candidate.entry.country, other.entry.country
        return theirs not in ("", mine) and other.entry.kind != "person" and near.get(theirs, _NOTHING).all * LEAD <= near[mine].sure

    return _only(tie, speaks_for, against) if near else None


def _by_habit(tie: Tie, habits: Habits) -> _Choice | None:
    leading = habits.leading(tie.decision.spelling)

    def speaks_for(candidate: Candidate) -> str:
        shared = sorted(leading & languages_of(candidate.via))
        return f"habit:{' '.join(shared)}" if shared else ""

    return _only(tie, speaks_for, lambda _, other: bool(theirs := languages_of(other.via)) and not leading & theirs) if leading else None


def languages_of(via: Iterable[str]) -> frozenset[str]:
    """The languages whose conventions are among what links two spellings.

    >>> sorted(languages_of(("uk-de", "uk-pl", "uk-kmu-2010", "listed")))
    ['de', 'pl']
    """
    return _languages_of(tuple(via))


@lru_cache(maxsize=1 << 12)
def _languages_of(via: tuple[str, ...]) -> frozenset[str]:
    return frozenset(v.split("-", 1)[1] for v in via if v.count("-") == 1 and v.split("-", 1)[1] in LANGUAGES)
