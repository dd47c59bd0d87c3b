"""From a spelling to candidates and a decision: exact, rule, fuzzy, then gates and margin."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from translit.gazetteer.model import Entry
from translit.lexicon.lists import Ending, endings
from translit.matching.candidates import EXACT_SCORE, TOP, Finder, Found
from translit.matching.evidence import KNOWN_VIA, gates
from translit.matching.exact import ExactFinder
from translit.matching.index import Index, words_of
from translit.matching.people import LACKING, SURPLUS
from translit.matching.policy import Candidate, Decision, Policy
from translit.matching.styles import write
from translit.matching.via import joined
from translit.matching.words import WordMatcher
from translit.text import fold, like_case, spelled

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
    loose: bool = False
    """Whether the spelling has a word that the best candidate lacks, or the other way round."""


class Resolver:
    """Decides spellings against one index under one policy. Holds caches only; safe to share between threads."""

    def __init__(self, index: Index, policy: Policy) -> None:
        self.index = index
        self.policy = policy
        self.finder: Finder | ExactFinder = ExactFinder(index) if policy.methods == ("exact",) else Finder(index)
        if policy.methods == ("exact",):  # a name comes in many runs, and nothing else is looked at
            self.resolve = lru_cache(maxsize=1 << 16)(self.resolve)  # type: ignore[method-assign]

    @property
    def words(self) -> WordMatcher:
        """What the words of a text are laid beside."""
        return self.finder.words if isinstance(self.finder, Finder) else WordMatcher(self.index)

    # -- whole spellings -------------------------------------------------------------------------------------------------------------

    def resolve(self, spelling: str, *, running: bool = False) -> Outcome:
        """Decide one whole spelling; an ending is taken off where the stem is known. In running text far candidates aren't looked for."""
        listed = self._listed(spelling)
        if listed is not None:
            return listed
        whole = self._decide(spelling, words_of(spelling), running=running)
        decision = whole.decision
        if decision.verdict != "unknown" and decision.candidates[0].method == "exact":
            return whole
        stem = self._by_stem(spelling, decision, running=running)  # a stem that is known outweighs a likeness of the whole
        if stem is not None:
            return (
                stem
                if self.policy.inflection != "leave"
                else Outcome(Decision(spelling, "unknown", stem.decision.candidates, ("ending",)), 0, len(spelling))
            )
        return whole if running or decision.verdict != "unknown" else self._with_stems(spelling, whole)

    def _listed(self, spelling: str) -> Outcome | None:
        """The outcome of a spelling that the gazetteer has, marks and all, for one entry alone."""
        known = self.index.known.get(fold(spelling), ())
        own = spelled(spelling)
        if len({k.entry for k in known}) != 1 or own in self.index.never[known[0].entry] or "exact" not in self.policy.methods:
            return None
        form = next((k for k in known if k.via in KNOWN_VIA and spelled(k.form) == own), None)
        if form is None:
            return None
        found = Found(Candidate(self.index.entries[form.entry], form.form, "exact", EXACT_SCORE, (form.via,)))
        written = self.written(found, spelling)
        same = written.casefold() == spelling.casefold()
        decision = Decision(spelling, "correct" if same else "replace", (found.candidate,), (), spelling if same else written)
        return Outcome(decision, 0, len(spelling))

    def _stems(self, spelling: str) -> Iterable[tuple[str, Ending]]:
        """The stems that a spelling could have, each with the ending that is taken off."""
        lower = spelling.casefold().replace("’", "'").replace("ʼ", "'")
        if len(lower) != len(spelling):
            return
        for ending in endings_of(lower[-1:]):
            stem = spelling[: -len(ending.letters)]
            if not lower.endswith(ending.letters) or not stem or stem[-1] in " -":
                continue
            yield stem, ending

    def _worth_a_look(self, stem: str, ending: Ending, whole: Decision) -> bool:
        """Whether a stem can be a known form, or what the whole is taken for."""
        known = fold(stem) in self.index.known or ending.letters.startswith("'")
        return known or ((self.index.has_native or whole.entry is not None) and _letters(stem) >= STEM_LETTERS and self._promising(stem))

    def _promising(self, stem: str) -> bool:
        return self.finder.words.promising(stem.replace("-", " ").split()[-1].casefold())

    def _with_stems(self, spelling: str, whole: Outcome) -> Outcome:
        """Add what the spelling could be if it bore another language's ending: candidates for a caller's own threshold, never a verdict."""
        more: dict[str, Candidate] = {}
        for stem, ending in self._stems(spelling):
            if ending.keep or _letters(stem) < STEM_LETTERS - 1 or not self._promising(stem):
                continue
            for candidate in self._decide(stem, words_of(stem), running=False, rules_only=True).decision.candidates[:1]:
                likely = replace(
                    candidate,
                    method="rule",
                    score=round(candidate.score * STEM_SHARE, 1),
                    via=joined(candidate.via, f"ending:-{ending.letters} ({ending.language})"),
                )
                if likely.entry.id not in more or likely.score > more[likely.entry.id].score:
                    more[likely.entry.id] = likely
        if not more:
            return whole
        decision = whole.decision
        merged = sorted((*decision.candidates, *more.values()), key=lambda c: (-c.score, c.entry.id))
        best = {c.entry.id: c for c in reversed(merged)}
        candidates = tuple(sorted(best.values(), key=lambda c: (-c.score, c.entry.id))[:TOP])
        return replace(whole, decision=replace(decision, candidates=candidates, reasons=decision.reasons or ("ending",)))

    def _by_stem(self, spelling: str, whole: Decision, *, running: bool) -> Outcome | None:
        """The outcome of a stem, where one is known or means the same entry as the whole would; None without one."""
        stems = [(stem, ending) for stem, ending in self._stems(spelling) if self._worth_a_look(stem, ending, whole)]
        if not stems or any(r.startswith(("common-word", "known-name")) for r in gates_of_word(spelling, self.policy)):
            return None
        for stem, ending in stems:
            apostrophe = ending.letters.startswith("'")
            if not apostrophe and _letters(stem) < STEM_LETTERS - (fold(stem) in self.index.known):
                continue
            found = self._decide(stem, words_of(stem), running=running, rules_only=not apostrophe and whole.entry is None)
            decision = found.decision
            if decision.verdict not in ("correct", "replace"):
                continue
            best = decision.candidates[0]
            same = whole.entry is not None and whole.entry.id == best.entry.id and best.score >= whole.score
            if not (same or apostrophe or (best.method == "exact" and best.score >= STEM_SCORE)):
                continue
            if not ending.keep and best.entry.kind == "country":
                continue  # Islandais, Kolumbiai: peoples and languages
            if not ending.keep and best.method == "exact" and best.via == ("canonical",) and not same:
                continue  # another language's ending on a spelling that isn't of another language
            if decision.verdict == "correct" and ending.keep and not apostrophe and not same:
                return None
            via = f"ending:-{ending.letters} ({ending.language})"
            candidates = tuple(replace(c, via=joined(c.via, via)) for c in decision.candidates)
            keep = ending.keep and self.policy.inflection == "keep"
            end, text = (len(stem), stem) if keep else (len(spelling), spelling)
            return Outcome(
                Decision(text, decision.verdict if keep else "replace", candidates, decision.reasons, decision.written),
                0,
                end,
                found.licence,
                found.loose,
            )
        return None

    def _decide(self, spelling: str, words: Sequence[str], *, running: bool, rules_only: bool = False) -> Outcome:
        found = self.finder.find(spelling, words, running=running)
        if rules_only:
            found = [f for f in found if f.candidate.method != "fuzzy"]
        if not found:
            return Outcome(Decision(spelling, "unknown"), 0, len(spelling))
        best = found[0]
        loose = SURPLUS in best.notes or LACKING in best.notes
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
            return Outcome(Decision(spelling, "unknown", candidates, held), 0, len(spelling), loose=loose)
        rivals = [f for f in found[1:] if best.candidate.method != "exact" or f.candidate.method == "exact"]  # a known form outweighs a likeness
        rival = next((f for f in rivals if self.written(f, spelling) != written), None)
        if rival is not None and best_score - rival.candidate.score < self.policy.min_margin and not (licence and not rival.surname):
            reason = f"margin:{best_score - rival.candidate.score:g}<{self.policy.min_margin:g}"
            return Outcome(Decision(spelling, "ambiguous", candidates, (reason,)), 0, len(spelling), licence, loose)
        verdict = "correct" if written == spelling else "replace"
        return Outcome(Decision(spelling, verdict, candidates, (), written), 0, len(spelling), licence, loose)

    def _spelled_right(self, spelling: str, found: Iterable[Found]) -> Found | None:
        """The first candidate whose written form the spelling already is, capitals aside."""
        for f in found:
            if f.candidate.method == "exact" and self.written(f, spelling).casefold() == spelling.casefold():
                return f
        return None

    def written(self, found: Found, spelling: str) -> str:
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


@lru_cache(maxsize=256)
def endings_of(letter: str) -> tuple[Ending, ...]:
    """The endings whose last letter this is, longest first."""
    return tuple(e for e in endings() if e.letters[-1:] == letter)


def _letters(text: str) -> int:
    return sum(map(str.isalpha, text))


def gates_of_word(spelling: str, policy: Policy) -> tuple[str, ...]:
    """The gates of a spelling as a one-word rule candidate, whatever the entry."""
    dummy = Candidate(Entry("", ""), "", "rule", 0.0, ())
    return gates(spelling, words_of(spelling), dummy, policy)
