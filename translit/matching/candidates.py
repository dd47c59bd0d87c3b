"""The candidates of a spelling: known forms, then what sounds like it, each with a score and with what links it.

Candidates are ranked by all the evidence that is had without aligning; only those that can still come out on top are aligned. Which rule sets
link a spelling to its entry is found out when somebody looks (`Via`).
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from translit.lexicon.lists import light_words
from translit.matching.align import KeyLattice
from translit.matching.index import MAX_PERSON, Derived, Form, Index, Posting, native_forms
from translit.matching.people import Laid, alignments
from translit.matching.policy import Candidate
from translit.matching.score import Asked, costs_of, likeness, logit, most_cost, score
from translit.matching.units import units_of
from translit.matching.via import Via
from translit.matching.words import Shortlist, WordMatcher, spellings
from translit.rules.key import loosely
from translit.rules.read import PLAIN, Reading
from translit.text import fold, plain_marks, script_of, spelled

EXACT_SCORE = 100.0
NUMERAL = re.compile(r"[ivx]+|\d+")  # what tells two parts of one place apart
DERIVED_SCORE = 99.0
TOP = 5
SHORTLIST = 8  # forms whose likeness is judged
SHORTLIST_RUNNING = 3  # the same in running text
LOOKED_AT = 4  # of them aligned, at most
LOOSELY = 8  # the same for a script whose vowels tell little
NEAR_BEST = 25.0  # points of RapidFuzz ratio (mean over the words) under the likest that are still judged
RIVAL = 1.0  # weight of evidence under the best that is still of interest
LEAST = -2.5  # weight of evidence (a score of 8) under which a candidate isn't worth aligning
LEAST_RUNNING = 1.38  # the same in running text (a score of 80)
LINKED = 2  # candidates of which the method is found out
WORTH_LINKING = 40.0  # the score from which it is
AS_GOOD = 10.0  # points under the best form of an entry from which a native form that reads by rule is shown instead


@dataclass(frozen=True, slots=True)
class Found:
    """A candidate, and the evidence for it."""

    candidate: Candidate
    surname: bool = False
    swapped: bool = False
    evidence: tuple[float, ...] = ()
    """The evidence in numbers (see `score.FEATURES`), empty for a known form."""
    form: Form | None = None
    laid: tuple[Laid, ...] = ()
    notes: tuple[str, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class _Prospect:
    """A form that sounds like the spelling, before anything is aligned."""

    weight: float
    evidence: tuple[float, ...]
    number: int
    words: tuple[tuple[str, str, Posting], ...]
    """Word of the spelling, key, place in the form."""


_Place = tuple[float, str, Posting]
"""How alike a word is to a key, the key, and its place in a form."""


class Finder:
    """Finds candidates in one index. Holds caches only."""

    def __init__(self, index: Index) -> None:
        self.index = index
        self.words = WordMatcher(index)

    def find(self, spelling: str, words: Sequence[str], *, running: bool, known: bool = False) -> list[Found]:
        """All candidates of a spelling, best first, one for each entry and kind of form. `known`: of a Latin one, those that have it or are written so."""
        if not words or len(words) > 2 * MAX_PERSON:
            return []
        best: dict[tuple[int, bool], list[Found]] = {}  # an entry, or its surname alone -> what links its forms
        for one in self.index.known.get(" ".join(words), ()):
            entry = self.index.entries[one.entry]
            best.setdefault((one.entry, False), []).append(Found(Candidate(entry, one.form, "exact", EXACT_SCORE, (one.via,))))
        sure = len(best) == 1
        if not best:
            for number, found in self._derived(spelling, words):
                best.setdefault((number, False), []).append(found)
            sure = running and len(best) == 1  # who asks about one spelling wants to see what else it could be
        if not sure and not (known and script_of(spelling) == "Latn"):
            for found in self._alike(spelling, words, running=running):
                if found.form is not None:
                    best.setdefault((found.form.entry, found.surname), []).append(found)
        if not best:
            return []
        own = spelled(spelling)
        ranked = sorted(
            (sorted(fs, key=_rank) for (number, _), fs in best.items() if own not in self.index.never[number]), key=lambda fs: _rank(fs[0])
        )
        linked = [self._linked(fs, spelling) for fs in ranked[:LINKED]]
        return sorted((*linked, *(fs[0] for fs in ranked[LINKED : 4 * TOP])), key=_rank)

    def _derived(self, spelling: str, words: Sequence[str]) -> Iterable[tuple[int, Found]]:
        """What rule sets write so: the number of each entry, and the candidate."""
        found: dict[int, list[Derived]] = {}
        for one in self.index.derived.get(" ".join(words), ()):
            if one.via >= 0 and same_marks(spelling, one.marked):
                found.setdefault(one.entry, []).append(one)
        for number, some in found.items():
            entry = self.index.entries[number]
            via = self.index.rule_sets_of(one for one in some if one.form == some[0].form)
            yield number, Found(Candidate(entry, native_forms(entry)[some[0].form], "exact", DERIVED_SCORE, via))

    # -- likeness --------------------------------------------------------------------------------------------------------------------

    def _alike(self, spelling: str, words: Sequence[str], *, running: bool) -> Iterable[Found]:
        tokens = reading_words(spelling, words)
        asked = Asked(spelling, alone=len(tokens) == 1)
        prospects = self._prospects(asked, tokens, running=running)
        if len(tokens) > 1:
            if not running and not NUMERAL.fullmatch(tokens[-1]):
                prospects += self._prospects(asked, ["".join(tokens)], running=running, joined=True)
            if tokens[-1] not in light_words() and len(units := units_of(tokens)) == 1:
                prospects += self._prospects(asked, units, running=running)  # Abd al-Majid is one name
        yield from self._aligned(prospects, running=running, loose=asked.script in loosely())
        if len(tokens) > 1:
            for a in alignments(tokens, self.index, self.words, running=running):
                said = Asked(" ".join([a.said.get(word, word) for word in tokens]), alone=False) if a.said else asked
                yield self._person(said, a.form, a.hits, swapped=a.swapped, loss=a.loss, notes=a.notes)

    def _prospects(self, asked: Asked, tokens: Sequence[str], *, running: bool, joined: bool = False) -> list[_Prospect]:
        count = len(tokens)
        if count == 1:
            shortlists = [self.words.shortlist(tokens[0], running, "near_text" if running else "near_alone")]
        else:  # words of a longer name vouch for each other
            shortlists = [self.words.shortlist(word, running, "near_part_text" if running else "near_part") for word in tokens]
        if not all(s.alike for s in shortlists):
            return []
        fitting = self._fitting_one(shortlists[0], SHORTLIST_RUNNING if running else SHORTLIST) if count == 1 else self._fitting(shortlists)
        out: list[_Prospect] = []
        crowd = sum(s.crowd for s in shortlists) / count
        frame, entries, forms = self.words.frame, self.index.entries, self.index.forms
        for number, chosen in fitting:
            form = forms[number]
            keys = [key for _, key, _ in chosen]
            evidence = likeness(
                asked, keys, [alike / 100 for alike, _, _ in chosen], [frame(w, k, running=running) for w, k in zip(tokens, keys, strict=True)], crowd, entries[form.entry].canonical,
                surname=form.surname, joined=joined or form.joined,
            )  # fmt: skip
            out.append(
                _Prospect(logit(evidence), evidence, number, tuple((w, key, posting) for w, (_, key, posting) in zip(tokens, chosen, strict=True)))
            )
        return out

    def _fitting_one(self, shortlist: Shortlist, most: int) -> Iterable[tuple[int, list[_Place]]]:
        """The forms of one word that sound most like the spelling."""
        forms, postings = self.index.forms, self.index.postings
        seen: set[int] = set()
        least = next(iter(shortlist.alike.values())) - NEAR_BEST
        for key, alike in shortlist.alike.items():
            if alike < least:
                return
            for posting in postings.get(key, ()):
                number = posting.form
                if number not in seen and forms[number].length == 1:
                    seen.add(number)
                    yield number, [(alike, key, posting)]
                    if len(seen) >= most:
                        return

    def _fitting(self, shortlists: Sequence[Shortlist]) -> Iterable[tuple[int, list[_Place]]]:
        """The forms of as many words that sound most like the spelling, word for word."""
        forms, postings = self.index.forms, self.index.postings
        count = len(shortlists)
        near: dict[int, list[_Place]] = {}
        for i, shortlist in enumerate(shortlists):
            here: dict[int, list[_Place]] = {}
            for key, alike in shortlist.alike.items():
                for posting in postings.get(key, ()):
                    number = posting.form
                    if posting.place == i and number not in here and forms[number].length == count and (i == 0 or number in near):
                        here[number] = [*near.get(number, ()), (alike, key, posting)]
            near = here
        ranked = sorted(((-sum(alike for alike, _, _ in chosen), number) for number, chosen in near.items()))
        for total, number in ranked[:SHORTLIST]:
            if total > ranked[0][0] + NEAR_BEST * count:
                return
            yield number, near[number]

    def _aligned(self, prospects: list[_Prospect], *, running: bool, loose: bool) -> Iterable[Found]:
        """The best of the prospects, aligned: costs can only lower a score, so one that can't come to the top any more is left out."""
        prospects.sort(key=lambda p: (-p.weight, p.number))
        floor = LEAST_RUNNING if running else LEAST
        for count, p in enumerate(prospects):
            if p.weight < floor or count >= (LOOSELY if loose else LOOKED_AT):
                return
            symbols = sum(len(key) for _, key, _ in p.words)
            bound = most_cost(p.evidence, floor, symbols)
            laid: list[Laid] = []
            for word, key, posting in p.words:
                hit = self.words.hit(word, key, bound, running=running)
                if hit is None:
                    break
                laid.append(Laid(word, hit, posting))
            else:
                found = self._judged(p.evidence, self.index.forms[p.number], laid)
                floor = max(floor, logit(found.evidence) - RIVAL)
                yield found

    def _judged(self, evidence: tuple[float, ...], form: Form, laid: Sequence[Laid], *, swapped: bool = False, notes: tuple[str, ...] = ()) -> Found:
        values = (*evidence, *costs_of([x.hit.key for x in laid], [x.hit.cost + x.posting.cost for x in laid]))
        entry = self.index.entries[form.entry]
        return Found(
            Candidate(entry, form.source, "fuzzy", round(score(logit(values)), 1), notes), form.surname, swapped, values, form, tuple(laid), notes
        )

    def _person(self, asked: Asked, form: Form, laid: Sequence[Laid], *, swapped: bool, loss: float, notes: tuple[str, ...]) -> Found:
        keys = [x.hit.key for x in laid]
        crowd = sum(self.words.shortlist(x.word, among="near_people").crowd for x in laid) / len(laid)
        evidence = likeness(
            asked, keys, [self.words.alike(x.word, x.hit.key) for x in laid], [self.words.frame(x.word, x.hit.key) for x in laid], crowd, self.index.entries[form.entry].canonical,
            swapped=swapped, loss=loss,
        )  # fmt: skip
        return self._judged(evidence, form, laid, swapped=swapped, notes=notes)

    # -- what links them -------------------------------------------------------------------------------------------------------------

    def _linked(self, forms: Sequence[Found], spelling: str) -> Found:
        """The candidate of one entry with its method and what links it: a form that readings explain, or the one that scored best."""
        best = forms[0]
        if best.form is None or best.candidate.score < WORTH_LINKING:
            return best
        for found in forms[:LINKED]:
            if found.candidate.form != found.candidate.entry.canonical and found.candidate.score >= best.candidate.score - AS_GOOD:
                linked = self._by_differences(found, spelling)
                if linked.candidate.method != "fuzzy":
                    return replace(linked, candidate=replace(linked.candidate, score=max(best.candidate.score, linked.candidate.score)))
        return self._by_differences(best, spelling)

    def _by_differences(self, found: Found, spelling: str) -> Found:
        """The same with its method: by rule where readings explain every word, fuzzy where differences are left."""
        form = found.form
        if form is None:
            return found
        unexplained = [x for x in found.laid if not self.words.explained(x.word, x.hit.key) and self._reading(x) is None]
        fuzzy = bool(unexplained or found.notes)
        plain = not fuzzy and not found.swapped and not form.surname
        if plain and form.script != "Latn" and script_of(spelling) == form.script and not any(x.hit.cost + x.posting.cost for x in found.laid):
            return replace(found, candidate=replace(found.candidate, method="exact", score=DERIVED_SCORE), evidence=())
        labels = (*found.notes, *(["order:swapped"] * found.swapped), *(["surname"] * form.surname))
        via = Via(lambda: (*self._rule_sets_of(found.laid), *self._differences(unexplained), *labels))
        return replace(found, candidate=replace(found.candidate, method="fuzzy" if fuzzy else "rule", via=via))

    def _differences(self, laid: Sequence[Laid]) -> list[str]:
        return list(dict.fromkeys(step for x in laid for step in self.words.differences(x.word, x.hit.key)))

    def _reading(self, laid: Laid) -> Reading | None:
        """The reading of a word under the conventions of its source language, where it is the key it was laid on."""
        found = (self.index.reader.towards(s.word, laid.hit.key) for s in spellings(laid.word) if not isinstance(s.ways, KeyLattice))
        return next((r for r in found if r is not None), None)

    def _rule_sets_of(self, laid: Sequence[Laid]) -> tuple[str, ...]:
        """The rule sets under which the words read as the keys they were laid on."""
        named: list[tuple[str, ...]] = []
        mixed = False
        for x in laid:
            reading = self._reading(x)
            syllables = tuple(s.via for s in spellings(x.word) if s.via and x.hit.key in s.crudes)
            via = syllables or (reading.via if reading else x.posting.via if x.posting.via != (PLAIN,) else ())
            mixed = mixed or bool(reading and reading.mixed)
            if via:
                named.append(via)
        return (*common_via(named), *(["mixed-conventions"] * mixed))


def reading_words(spelling: str, words: Sequence[str]) -> list[str]:
    """The words as they are read: marks still on them."""
    parts = spelling.casefold().replace("-", " ").replace("‐", " ").replace("‑", " ").split()
    return parts if len(parts) == len(words) else list(words)


def same_spelling(spelling: str, written: str) -> bool:
    """Whether a spelling is what a rule set writes: accents aside, and one other mark may be lost, but none may be there that isn't written."""
    return spelling == written or (fold(spelling) == fold(written) and same_marks(spelling, written))


def same_marks(spelling: str, written: str) -> bool:
    """The same for two spellings of the same letters, or a plain one that is left empty."""
    if spelling == written or (spelling.isascii() and written.isascii()):
        return True
    here, there = _marked(spelling), _marked(written)
    return not here - there and sum((there - here).values()) <= 1


@lru_cache(maxsize=1 << 14)
def _marked(name: str) -> Counter[str]:
    """The letters of a name that carry another mark than an acute or grave accent."""
    plain = unicodedata.normalize("NFD", plain_marks(name).casefold()).replace("\u0301", "").replace("\u0300", "")
    return Counter(c for c in unicodedata.normalize("NFC", plain) if c.isalpha() and not c.isascii())


def common_via(lists: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    """The rule sets that explain every word; where none does, those of each."""
    if not lists:
        return ()
    common = set(lists[0]).intersection(*lists[1:])
    source = [v for v in lists[0] if v in common] if common else [v for vs in lists for v in vs]
    named = [v for v in dict.fromkeys(source) if v != PLAIN]
    return tuple(named or (PLAIN,))


def _rank(found: Found) -> tuple[float, bool, str, str]:
    return (-found.candidate.score, found.surname, found.candidate.entry.id, found.candidate.form)
