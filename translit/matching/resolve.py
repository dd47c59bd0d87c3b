"""From a spelling to candidates and a decision: exact, rule, fuzzy, then gates and margin."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from translit.gazetteer.model import Entry
from translit.lexicon.lists import Ending
from translit.matching.candidates import EXACT_SCORE, TOP, Finder, Found
from translit.matching.evidence import KNOWN_VIA, gates
from translit.matching.index import Index, words_of
from translit.matching.inflection import NOMINATIVE, VOWELS, Stem, fitting, label_of, letters, phrases, stems, written_by
from translit.matching.people import LACKING, SURPLUS
from translit.matching.policy import Candidate, Decision, Policy
from translit.matching.styles import write
from translit.matching.via import joined
from translit.text import fold, like_case, plain_marks, script_of, spelled

STEM_LETTERS = 5  # a stem must have as many before an ending without apostrophe is taken off
FEMININE = frozenset("aáāаяą")  # last letters of women's surnames, where the masculine one has none
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
    attached: bool = False
    """Whether a letter right before it may be of another word: of a prefix, or in a script without spaces."""


class Resolver:
    """Decides spellings against one index under one policy. Holds caches only; safe to share between threads."""

    def __init__(self, index: Index, policy: Policy) -> None:
        self.index = index
        self.policy = policy
        self.finder = Finder(index)
        self._entries_near = lru_cache(maxsize=1 << 15)(self._find_near)
        self._running = lru_cache(maxsize=1 << 14)(self._resolve)
        self._exact_only = policy.methods == ("exact",)

    # -- whole spellings -------------------------------------------------------------------------------------------------------------

    def resolve(self, spelling: str, *, running: bool = False) -> Outcome:
        """Decide one whole spelling; an ending is taken off where the stem is known. In running text far candidates aren't looked for, and the same words
        come again and again."""
        return self._running(spelling) if running else self._resolve(spelling, running=False)

    def _resolve(self, spelling: str, *, running: bool = True) -> Outcome:
        listed = self._listed(spelling)
        if listed is not None:
            return listed
        whole = self._decide(spelling, words_of(spelling), running=running)
        decision = whole.decision
        if decision.verdict != "unknown" and decision.candidates[0].method == "exact":
            return whole
        stem = self._by_stem(spelling, decision, running=running)  # a stem that is known outweighs a likeness of the whole
        if stem is not None:
            return stem if self.policy.inflection != "leave" else Outcome(Decision(spelling, "unknown", stem.decision.candidates, ("ending",)), 0, len(spelling))
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

    def right(self, spelling: str) -> bool:
        """Whether a spelling is what is written for the one entry that has it, and no person: in a text nothing comes of it, and it is what is met most often."""
        known = self.index.known.get(fold(spelling), ())
        if not known or any(one.entry != known[0].entry for one in known) or "exact" not in self.policy.methods:
            return False
        entry = self.index.entries[known[0].entry]
        listed = any(one.form == spelling and one.via in KNOWN_VIA for one in known)
        return listed and entry.kind != "person" and not entry.never and write(entry, self.policy.style) == spelling

    def _near(self, name: str) -> frozenset[int]:
        """The numbers of the entries that sound much like the last word of a stem."""
        return self._entries_near(plain_marks(name).lower().replace("-", " ").split()[-1])

    def _find_near(self, word: str) -> frozenset[int]:
        postings, forms = self.index.postings, self.index.forms
        return frozenset(forms[posting.form].entry for key in self.finder.words.near_keys(word) for posting in postings.get(key, ()))

    def _phrases(self, spelling: str, whole: Decision) -> list[Stem]:
        """The stems of a name of several words in one case: only of names that share their sound with it."""
        if " " not in spelling or not self.index.has_native or not all(self._in_names(word) for word in spelling.split()):
            return []
        shared: set[int] | None = None
        for word in spelling.split():
            keys = [*self.finder.words.shortlist(word, among="near_part").alike]
            for stem in stems(word, within=True):
                keys += self.finder.words.near_keys(stem.name.lower())
            numbers = {n for key in keys for n in self.index.forms_of.get(key, ())}
            shared = numbers if shared is None else shared & numbers
            if not shared:
                break
        entries = [c.entry for c in whole.candidates] + [self.index.entries[self.index.forms[n].entry] for n in sorted(shared or ())]
        return phrases(spelling, {e.id: e for e in entries}.values())

    def _in_names(self, word: str) -> bool:
        """Whether a word, or what it could be a form of, stands in a known name of several words."""
        tokens = self.index.tokens
        return fold(word) in tokens or any(fold(stem.name) in tokens for stem in stems(word, within=True))

    def _with_stems(self, spelling: str, whole: Outcome) -> Outcome:
        """Add what the spelling could be if it bore another language's ending: candidates for a caller's own threshold, never a verdict."""
        more: dict[str, Candidate] = {}
        for stem in stems(spelling):
            if stem.keep or letters(stem.name) < STEM_LETTERS - 1 or not any(e.case == NOMINATIVE for e in stem.endings) or not self._near(stem.name):
                continue
            for candidate in self._decide(stem.name, words_of(stem.name), running=False, rules_only=True).decision.candidates[:1]:
                via = joined(candidate.via, f"ending:{label_of(stem.endings)}")
                likely = replace(candidate, method="rule", score=round(candidate.score * STEM_SHARE, 1), via=via)
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
        """The outcome of a stem, where one is known or means the same entry as the whole would; None without one, or where two entries have one."""
        if whole.entry is None and spelling.isalpha() and not self.index.rests()[0].begin(fold(spelling)):
            return None  # nothing but a known stem would do
        tried = [*self._phrases(spelling, whole), *(stem for stem in stems(spelling) if self._worth_a_look(stem, whole))]
        if not tried or any(r.startswith(("common-word", "known-name")) for r in gates_of_word(spelling, self.policy)):
            return None
        kept: tuple[Stem, Outcome] | None = None
        found: list[tuple[Stem, Outcome]] = []
        for stem in tried:
            if kept and (stem.keep or len(stem.name) >= len(kept[0].name)):
                continue  # Chersons: nothing but an s; but Hersonas isn't the genitive of Hersona
            outcome = self._of_stem(spelling, stem, whole, running=running)
            if outcome is None:
                continue
            if stem.apostrophe:
                return outcome
            if stem.keep:
                kept = stem, outcome
            else:
                found.append((stem, outcome))
        if len({o.decision.candidates[0].entry.id for _, o in found}) == 1:
            return max((o for _, o in found), key=lambda o: o.decision.score)  # of equals the first, whose ending is the longest
        return kept[1] if kept and not found and kept[1].decision.candidates else None

    def _worth_a_look(self, stem: Stem, whole: Decision) -> bool:
        """Whether a stem can be a known form, or what the whole is taken for."""
        size = letters(stem.name)
        if stem.apostrophe:
            return True
        if size < STEM_LETTERS and script_of(stem.name) == "Latn" and not stem.keep and not any(e.sure and not e.replaces for e in stem.endings):
            return False
        folded = fold(stem.name)
        known, derived = folded in self.index.known, self.index.derived.get(folded, ())
        if size < STEM_LETTERS - (known if stem.keep else self._telling(stem) or script_of(stem.name) != "Latn"):
            return False
        if known or not (derived or whole.entry is not None):
            return known
        if not stem.keep and size == STEM_LETTERS and stem.name[-1].lower() in VOWELS and not self._telling(stem) and script_of(stem.name) == "Latn":
            return False
        if stem.keep:
            return bool(derived) or (whole.entry is not None and bool(self._near(stem.name)))
        languages = {e.language for e in stem.endings} if derived else ()
        return any(written_by(self.index.entries[n], language, stem.name, surname=True) for n in {d.entry for d in derived} for language in languages)

    @staticmethod
    def _telling(stem: Stem) -> bool:
        """Whether an ending is more than one plain letter, of which short words may have any."""
        return any(len(e.letters) > 1 or not e.letters.isascii() for e in stem.endings)

    def _of_stem(self, spelling: str, stem: Stem, whole: Decision, *, running: bool) -> Outcome | None:
        """The outcome of one stem, `unknown` where it shows that nothing is to be done; None where it says nothing."""
        found = self._decide(stem.name, words_of(stem.name), running=running, rules_only=not stem.apostrophe and whole.entry is None)
        decision = found.decision
        if decision.verdict not in ("correct", "replace"):
            return None
        best = decision.candidates[0]
        if best.entry.kind == "person" and not stem.apostrophe and spelling[-1].lower() in FEMININE and spelling.split()[:-1] == stem.name.split()[:-1]:
            return Outcome(Decision(spelling, "unknown", decision.candidates, ("feminine",)), 0, len(spelling))  # Petrova is a woman's name, too
        same = whole.entry is not None and whole.entry.id == best.entry.id and best.score >= whole.score
        some: Sequence[Ending] = stem.endings
        if stem.keep or stem.apostrophe:
            surely = best.method == "exact" and best.score >= STEM_SCORE
            if found.licence:
                surely = any(written_by(best.entry, e.language, stem.name, surname=True) for e in stem.endings)
            if not (same or stem.apostrophe or surely):
                return None
            if best.entry.kind == "country" and not stem.apostrophe:
                return None  # IJslands, Suizas: languages and peoples
            if decision.verdict == "correct" and not stem.apostrophe and not same:
                return Outcome(Decision(spelling, "unknown"), 0, len(spelling))
        else:
            known = [k for k in self.index.known.get(fold(stem.name), ()) if self.index.entries[k.entry] == best.entry]
            surname = bool(found.licence)
            fit = fitting(best, stem.name, stem.endings, known, surname=surname) if best.method == "exact" or surname or best.method == "rule" else []
            if best.entry.kind == "country" and not any(script_of(stem.name) != "Latn" for _ in fit):
                return None  # Islandais, Kolumbiai: peoples and languages
            if not fit and not same:
                return None
            some = fit or stem.endings
            if decision.verdict == "correct" and fit and not any(e.case == NOMINATIVE for e in some) and self.policy.inflection == "keep":
                candidates = tuple(replace(c, via=joined(c.via, f"ending:{label_of(some)}")) for c in decision.candidates)
                return Outcome(Decision(spelling, "correct", candidates, (), spelling), 0, len(spelling), found.licence)  # spelled as it should be
        via = f"ending:{label_of(some)}"
        candidates = tuple(replace(c, via=joined(c.via, via)) for c in decision.candidates)
        keep = stem.keep and self.policy.inflection == "keep"
        end, text = (len(spelling) - len(some[0].letters), decision.spelling) if keep else (len(spelling), spelling)
        return Outcome(Decision(text, decision.verdict if keep else "replace", candidates, decision.reasons, decision.written), 0, end, found.licence, found.loose)

    def _decide(self, spelling: str, words: Sequence[str], *, running: bool, rules_only: bool = False) -> Outcome:
        found = self.finder.find(spelling, words, running=running, known=running and self._exact_only)
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
        if best.surname and spelling[-1].lower() in FEMININE and not _ends_so(best.candidate.entry):
            held = (*held, "feminine")
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
        text = self.written_of(found.candidate.entry, spelling)
        parts = text.split()
        return f"{parts[1]} {parts[0]}" if found.swapped and len(parts) == len(spelling.split()) == 2 else text

    def written_of(self, entry: Entry, spelling: str) -> str:
        """An entry's written form, in the case shape of the spelling."""
        text = write(entry, self.policy.style)
        return like_case(spelling, text) if self.policy.keep_case else text

    def surname_of(self, entry: Entry, spelling: str) -> str:
        """The surname of a person's written form, in the case shape of the spelling."""
        text = write(entry, self.policy.style).split()[-1]
        return like_case(spelling, text) if self.policy.keep_case else text


@lru_cache(maxsize=1 << 10)
def _ends_so(entry: Entry) -> bool:
    """Whether a person's own name ends in one of `FEMININE` in some spelling (Лукашэнка)."""
    forms = (entry.canonical, *entry.variants, *(form for forms in entry.native.values() for form in forms))
    return any(form[-1:].lower() in FEMININE for form in forms)


def gates_of_word(spelling: str, policy: Policy) -> tuple[str, ...]:
    """The gates of a spelling as a one-word rule candidate, whatever the entry."""
    dummy = Candidate(Entry("", ""), "", "rule", 0.0, ())
    return gates(spelling, words_of(spelling), dummy, policy)
