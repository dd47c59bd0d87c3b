"""From a spelling to candidates and a decision: exact, rule, fuzzy, then gates and margin."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from translit.gazetteer.model import Entry
from translit.lexicon.lists import common_words, endings
from translit.matching.evidence import gates
from translit.matching.index import MAX_PERSON, Form, Index, Posting, words_of
from translit.matching.people import alignments
from translit.matching.policy import Candidate, Decision, Policy
from translit.matching.score import features, score
from translit.matching.styles import write
from translit.matching.units import units_of
from translit.matching.words import WordHit, WordMatcher
from translit.rules.library import romanizer
from translit.rules.read import PLAIN
from translit.text import fold, like_case, plain_marks, spelled

EXACT_SCORE = 100.0
DERIVED_SCORE = 99.0
TOP = 5
STEM_LETTERS = 5  # a stem must have as many before an ending without apostrophe is taken off
STEM_SCORE = 95.0
STEM_SHARE = 0.82  # of a stem's score, where only an ending of another language would make it the name


@dataclass(frozen=True, slots=True)
class Outcome:
    """A decision and where it applies: `start` and `end` are offsets into the spelling; `licence` are the ids of persons whose
    full name must have been met before (empty: none needed)."""

    decision: Decision
    start: int
    end: int
    licence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Found:
    candidate: Candidate
    surname: bool = False
    swapped: bool = False
    evidence: tuple[float, ...] = ()
    """The evidence in numbers (see `score.FEATURES`), empty for a known form."""


class Resolver:
    """Decides spellings against one index under one policy. Holds caches only; safe to share between threads."""

    def __init__(self, index: Index, policy: Policy) -> None:
        self.index = index
        self.policy = policy
        self.words = WordMatcher(index)
        self._rule_sets = {rs.id: rs for rs in index.reader.rule_sets}

    # -- whole spellings -------------------------------------------------------------------------------------------------------------

    def resolve(self, spelling: str, *, running: bool = False) -> Outcome:
        """Decide one whole spelling; an ending is taken off where the stem is known. In running text far candidates aren't looked for."""
        fuzzy = "close" if running else "near"
        whole = self._decide(spelling, words_of(spelling), fuzzy=fuzzy)
        decision = whole.decision
        if decision.verdict != "unknown" and decision.candidates[0].method == "exact":
            return whole
        stem = self._by_stem(spelling, decision, fuzzy)  # a stem that is known outweighs a likeness of the whole
        if stem is not None:
            return stem if self.policy.inflection != "leave" else Outcome(Decision(spelling, "unknown", stem.decision.candidates, ("ending",)), 0, len(spelling))
        return whole if running or decision.verdict != "unknown" else self._with_stems(spelling, whole)

    def _with_stems(self, spelling: str, whole: Outcome) -> Outcome:
        """Add what the spelling could be if it bore another language's ending: candidates for a caller's own threshold, never a verdict."""
        more: dict[str, Candidate] = {}
        lower = spelling.casefold()
        for ending in endings():
            stem = spelling[: -len(ending.letters)]
            if ending.keep or not lower.endswith(ending.letters) or sum(c.isalpha() for c in stem) < STEM_LETTERS - 1 or len(lower) != len(spelling):
                continue
            for candidate in self._decide(stem, words_of(stem), fuzzy="").decision.candidates:
                likely = replace(candidate, method="rule", score=round(candidate.score * STEM_SHARE, 1), via=(*candidate.via, f"ending:-{ending.letters} ({ending.language})"))
                if likely.entry.id not in more or likely.score > more[likely.entry.id].score:
                    more[likely.entry.id] = likely
        if not more:
            return whole
        decision = whole.decision
        merged = sorted((*decision.candidates, *more.values()), key=lambda c: (-c.score, c.entry.id))
        best = {c.entry.id: c for c in reversed(merged)}
        candidates = tuple(sorted(best.values(), key=lambda c: (-c.score, c.entry.id))[:TOP])
        return replace(whole, decision=replace(decision, candidates=candidates, reasons=decision.reasons or ("ending",)))

    def _by_stem(self, spelling: str, whole: Decision, fuzzy: str) -> Outcome | None:
        """The outcome of a stem, where one is known or means the same entry as the whole would; None without one."""
        if any(r.startswith(("common-word", "known-name")) for r in gates_of_word(spelling, self.policy)):
            return None
        lower = spelling.casefold().replace("’", "'").replace("ʼ", "'")
        if len(lower) != len(spelling):
            return None
        for ending in endings():
            if not lower.endswith(ending.letters):
                continue
            cut = len(spelling) - len(ending.letters)
            stem = spelling[:cut]
            apostrophe = ending.letters.startswith("'")
            if not stem or stem[-1] in " -":
                continue
            if not apostrophe and sum(c.isalpha() for c in stem) < STEM_LETTERS - (fold(stem) in self.index.known):
                continue
            found = self._decide(stem, words_of(stem), fuzzy=fuzzy if apostrophe or whole.entry is not None else "")
            decision = found.decision
            if decision.verdict not in ("correct", "replace"):
                continue
            best = decision.candidates[0]
            same = whole.entry is not None and whole.entry.id == best.entry.id and best.score >= whole.score
            if not (same or apostrophe or (best.method == "exact" and best.score >= STEM_SCORE)):
                continue
            if not ending.keep and best.via == ("canonical",) and not same:
                continue  # another language's ending on a spelling that isn't of another language
            if decision.verdict == "correct" and ending.keep and not apostrophe and not same:
                return None
            via = f"ending:-{ending.letters} ({ending.language})"
            candidates = tuple(replace(c, via=(*c.via, via)) for c in decision.candidates)
            keep = ending.keep and self.policy.inflection == "keep"
            end, text = (cut, stem) if keep else (len(spelling), spelling)
            return Outcome(Decision(text, decision.verdict if keep else "replace", candidates, decision.reasons, decision.written), 0, end, found.licence)
        return None

    def _decide(self, spelling: str, words: Sequence[str], *, fuzzy: str) -> Outcome:
        found = self._candidates(spelling, words, fuzzy=fuzzy)
        if not found:
            return Outcome(Decision(spelling, "unknown"), 0, len(spelling))
        best = found[0]
        written = self.written(best, spelling)
        candidates = tuple(f.candidate for f in found[:TOP])
        held = gates(spelling, words, best.candidate, self.policy)
        best_score = best.candidate.score
        licence: tuple[str, ...] = ()
        if best.surname and self.policy.surnames != "always":
            licence = tuple(sorted({f.candidate.entry.id for f in found if f.surname and f.candidate.score >= best_score - self.policy.min_margin}))
        same = self._spelled_right(spelling, found)
        if same is not None:
            ordered = (same.candidate, *(c for c in candidates if c is not same.candidate))
            return Outcome(Decision(spelling, "correct", ordered[:TOP], (), spelling), 0, len(spelling))
        if best_score < self.policy.min_score:
            held = (*held, f"score:{best_score:g}<{self.policy.min_score:g}")
        if held:
            return Outcome(Decision(spelling, "unknown", candidates, held), 0, len(spelling))
        rivals = [f for f in found[1:] if best.candidate.method != "exact" or f.candidate.method == "exact"]  # a known form outweighs a likeness
        rival = next((f for f in rivals if self.written(f, spelling) != written), None)
        if rival is not None and best_score - rival.candidate.score < self.policy.min_margin and not (licence and not rival.surname):
            reason = f"margin:{best_score - rival.candidate.score:g}<{self.policy.min_margin:g}"
            return Outcome(Decision(spelling, "ambiguous", candidates, (reason,)), 0, len(spelling), licence)
        verdict = "correct" if written == spelling else "replace"
        return Outcome(Decision(spelling, verdict, candidates, (), written), 0, len(spelling), licence)

    def _spelled_right(self, spelling: str, found: Iterable[_Found]) -> _Found | None:
        """The first candidate whose written form the spelling already is, capitals aside."""
        for f in found:
            if f.candidate.method == "exact" and self.written(f, spelling).casefold() == spelling.casefold():
                return f
        return None

    def written(self, found: _Found, spelling: str) -> str:
        """What stands in the text for this candidate."""
        if found.surname:
            return self.surname_of(found.candidate.entry, spelling)
        text = write(found.candidate.entry, self.policy.style)
        parts = text.split()
        if found.swapped and len(parts) == len(spelling.split()) == 2:
            text = f"{parts[1]} {parts[0]}"
        return like_case(spelling, text) if self.policy.keep_case else text

    def surname_of(self, entry: Entry, spelling: str) -> str:
        """The surname of a person's written form, in the case shape of the spelling."""
        text = write(entry, self.policy.style).split()[-1]
        return like_case(spelling, text) if self.policy.keep_case else text

    # -- candidates ------------------------------------------------------------------------------------------------------------------

    def _candidates(self, spelling: str, words: Sequence[str], *, fuzzy: str) -> list[_Found]:
        """All candidates of a spelling, best first, one for each entry and kind of form."""
        if not words or len(words) > 2 * MAX_PERSON:
            return []
        folded = " ".join(words)
        best: dict[tuple[int, bool], _Found] = {}
        for known in self.index.known.get(folded, ()):
            entry = self.index.entries[known.entry]
            _keep(best, known.entry, _Found(Candidate(entry, known.form, "exact", EXACT_SCORE, (known.via,))))
        if len(best) != 1:
            for form, hits in self._matching_forms(spelling, words, fuzzy=fuzzy):
                _keep(best, form.entry, self._judge(form, hits, spelling, swapped=False))
            if len(words) > 1:
                for a in alignments(_reading_words(spelling, words), self.index, self.words, fuzzy=fuzzy if "fuzzy" in self.policy.methods else ""):
                    _keep(best, a.form.entry, self._judge(a.form, a.hits, spelling, swapped=a.swapped, loss=a.loss, notes=a.notes))
        found = [f for (number, _), f in best.items() if spelled(spelling) not in self.index.never[number]]
        return sorted(found, key=lambda f: (-f.candidate.score, f.surname, f.candidate.entry.id))

    def _matching_forms(
        self, spelling: str, words: Sequence[str], *, fuzzy: str
    ) -> Iterable[tuple[Form, list[tuple[WordHit, Posting]]]]:
        """The forms of as many words that fit word for word."""
        forms, postings = self.index.forms, self.index.postings
        tokens = _reading_words(spelling, words)
        if len(tokens) > 1 and len(joined := units_of(tokens)) == 1:
            tokens = joined  # Abd al-Majid is one name
        options: list[dict[int, dict[int, tuple[WordHit, Posting]]]] = []  # per word: form -> place -> best hit
        for word in tokens:
            hits = self.words.exactly(word)
            if fuzzy and "fuzzy" in self.policy.methods and (len(tokens) > 1 or word not in common_words()):
                hits += self.words.near(word, fuzzy)
            here: dict[int, dict[int, tuple[WordHit, Posting]]] = {}
            for hit in hits:
                for posting in postings.get(hit.key, ()):
                    if forms[posting.form].length == len(tokens) and (not options or posting.form in options[-1]):
                        old = here.setdefault(posting.form, {}).get(posting.place)
                        if old is None or hit.cost + posting.cost < old[0].cost + old[1].cost:
                            here[posting.form][posting.place] = (hit, posting)
            if not here:
                return
            options.append(here)
        for number in options[-1]:
            if all(i in options[i][number] for i in range(len(tokens))):
                yield forms[number], [options[i][number][i] for i in range(len(tokens))]

    def _judge(
        self, form: Form, hits: list[tuple[WordHit, Posting]], spelling: str, *, swapped: bool, loss: float = 0.0, notes: Sequence[str] = ()
    ) -> _Found:
        entry = self.index.entries[form.entry]
        steps = [step for hit, _ in hits for step in hit.steps]
        via = _common_via(hits)
        derived: tuple[str, ...] = ()
        known = False
        if not steps and not notes and not swapped and not form.surname and form.source != entry.canonical:
            derived = self._derivations(form, via, spelling)
            known = bool(derived) or (all(not hit.via for hit, _ in hits) and not any(hit.cost + posting.cost for hit, posting in hits))
        if known:
            return _Found(Candidate(entry, form.source, "exact", DERIVED_SCORE, derived or via))
        values = features(form, hits, entry, spelling, swapped=swapped, loss=loss)
        said = [*dict.fromkeys(steps), *notes]
        if any(hit.mixed for hit, _ in hits):
            said.append("mixed-conventions")
        if swapped:
            said.append("order:swapped")
        if form.surname:
            said.append("surname")
        candidate = Candidate(entry, form.source, "fuzzy" if steps or notes else "rule", round(score(values), 1), (*via, *said))
        return _Found(candidate, form.surname, swapped, values)

    def _derivations(self, form: Form, via: tuple[str, ...], spelling: str) -> tuple[str, ...]:
        """The rule sets that write the native form exactly as spelled."""
        known = [v for v in via if v in self._rule_sets and self._rule_sets[v].script == form.script]
        return tuple(v for v in known if _same_spelling(spelling, romanizer(v)(form.source)))


def gates_of_word(spelling: str, policy: Policy) -> tuple[str, ...]:
    """The gates of a spelling as a one-word rule candidate, whatever the entry."""
    dummy = Candidate(Entry("", ""), "", "rule", 0.0, ())
    return gates(spelling, words_of(spelling), dummy, policy)


def _reading_words(spelling: str, words: Sequence[str]) -> list[str]:
    """The words as they are read: marks still on them."""
    parts = spelling.casefold().replace("-", " ").replace("‐", " ").replace("‑", " ").split()
    return parts if len(parts) == len(words) else list(words)


def _same_spelling(spelling: str, written: str) -> bool:
    """Whether a spelling is what a rule set writes: accents aside, and one other mark may be lost, but none may be there that isn't written."""
    if fold(spelling) != fold(written):
        return False
    here, there = (_marked(name) for name in (spelling, written))
    return not here - there and sum((there - here).values()) <= 1


def _marked(name: str) -> Counter[str]:
    """The letters of a name that carry another mark than an acute or grave accent."""
    plain = unicodedata.normalize("NFD", plain_marks(name).casefold()).replace("\u0301", "").replace("\u0300", "")
    return Counter(c for c in unicodedata.normalize("NFC", plain) if c.isalpha() and not c.isascii())


def _keep(best: dict[tuple[int, bool], _Found], number: int, found: _Found) -> None:
    place = (number, found.surname)
    old = best.get(place)
    if old is None or (-found.candidate.score, found.candidate.form, found.candidate.via) < (
        -old.candidate.score,
        old.candidate.form,
        old.candidate.via,
    ):
        best[place] = found


def _common_via(hits: Sequence[tuple[WordHit, Posting]]) -> tuple[str, ...]:
    """The rule sets that explain every word; where none does, those of each."""
    lists = [hit.via or posting.via for hit, posting in hits if hit.via or posting.via]
    if not lists:
        return ()
    common = set(lists[0]).intersection(*lists[1:])
    source = [v for v in lists[0] if v in common] if common else [v for vs in lists for v in vs]
    named = [v for v in dict.fromkeys(source) if v != PLAIN]
    return tuple(named or (PLAIN,))
