"""The Normalizer: scan, resolve, rewrite.

A text is cut into runs of words that could be names. Every distinct run is decided once (and remembered), what stands around a run is looked at
only where something would change, and the text is rewritten in those places alone.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from itertools import accumulate, islice
from operator import itemgetter
from pathlib import Path
from typing import Any

from translit.compiled import PACKAGE, Store
from translit.errors import DataError, Fault, UsageError
from translit.gazetteer.model import Entry
from translit.gazetteer.store import is_compiled, load_entries, read_entries
from translit.lexicon.lists import particles
from translit.matching.beside import at_odds, beside
from translit.matching.context import around, at_sentence_start
from translit.matching.evidence import common_word
from translit.matching.gazetteers import cache_name, cache_name_of, keep, open_cached, open_saved, save
from translit.matching.index import Index
from translit.matching.policy import Decision, Policy
from translit.matching.resolve import Outcome, Resolver
from translit.matching.saved import SavedIndex
from translit.matching.scout import neighbours, parts_of_names, spelled_low, worth_a_look
from translit.matching.splice import decide_cut, decide_listed, decide_whole, merged, unprefixed
from translit.matching.styles import check_style
from translit.matching.ties import Habits, Line, Place, Tie, place_of, settled, tie_of
from translit.matching.unspaced import Unspaced, has_unspaced
from translit.protect import NO_GUARDS, Guards, Shield, open_after, protected_spans, shielded
from translit.result import Edit, Mention, Result, apply_edits
from translit.rules.read import default_reader
from translit.text import WORD, fold, is_unspaced, run_pattern, starts_upper

REMEMBERED = 200_000  # runs whose decisions are kept
MAX_RUN = 60  # words of one run that are looked at together
SENTENCE_START = 3.0  # a short fuzzy mention that begins a sentence must score so much more
SURE_LETTERS = 8  # a mention with as many isn't short
_ALONE = [False]
WORTH_A_LOOK = 80.0  # held-back candidates from this score are reported


class Session:
    """What one document has shown so far: the persons whose full names stood in it, what its spellings were linked by, and whether a comment has switched
    changes off."""

    __slots__ = ("habits", "licensed", "off")

    def __init__(self) -> None:
        self.licensed: set[str] = set()
        self.habits = Habits()
        self.off = False


class Normalizer:
    """Rewrites the spellings of names to one form each.

    Immutable after it is made, but for its memory of decisions; threads may share it, and it can be pickled (the memory stays behind).

    >>> n = Normalizer.from_entries([{"canonical": "Kherson", "native": {"uk": "Херсон"}}])
    >>> n.normalize("Cherson, Jersón, Emerson")
    'Kherson, Kherson, Emerson'
    """

    guards: Guards = NO_GUARDS
    """What stays as it is besides inline comments and [sic] (see `guarded`)."""

    def __init__(self, entries: Sequence[Entry], policy: Policy | None = None) -> None:
        self.policy = policy or Policy()
        self.entries: Sequence[Entry] = tuple(entries)
        check_style(self.policy.style, {name for e in self.entries for name in e.styles})
        self._prepare()

    def _prepare(self, index: Index | None = None) -> None:
        self._resolver = Resolver(index or Index(self.entries, default_reader()), self.policy)
        self._runs: dict[str, tuple[Outcome, ...]] = {}
        self._pattern = run_pattern(particles())
        self._unspaced: Unspaced | None = None
        self._longest = self._resolver.index.longest

    def __getstate__(self) -> dict[str, Any]:
        return {"policy": self.policy, "entries": tuple(self.entries), "guards": self.guards}

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__dict__.update(state)
        self._prepare()

    # -- making ----------------------------------------------------------------------------------------------------------------------

    @classmethod
    def load(cls, paths: str | Path | Iterable[str | Path] | None = None, *, policy: Policy | None = None) -> Normalizer:
        """Load one or more gazetteers, YAML or compiled; without a path, the one that comes with the package.

        Raises `DataError` with every fault of the files.
        """
        given = [default_gazetteer()] if paths is None else [paths] if isinstance(paths, (str, Path)) else paths
        files = list(map(Path, given))
        found = open_saved(files[0]) if len(files) == 1 else None
        name = cache_name(files) if found is None else ""
        found = found or (open_cached(name) if name else None)
        if found is not None:
            return cls._of_store(found, policy)
        ready = cls(cls._read(files), policy)
        if name:
            keep(name, ready.entries, ready._resolver.index)
        return ready

    @classmethod
    def kept(cls, entries: Sequence[Entry], policy: Policy | None = None) -> Normalizer:
        """The same as `Normalizer(entries, policy)`, its index taken from the cache or put there: for entries that come again."""
        name = cache_name_of(entries)
        found = open_cached(name) if name else None
        if found is not None:
            return cls._of_store(found, policy)
        ready = cls(entries, policy)
        if name:
            keep(name, ready.entries, ready._resolver.index)
        return ready

    @classmethod
    def _of_store(cls, store: Store, policy: Policy | None) -> Normalizer:
        """One whose index is in a compiled file."""
        new = cls.__new__(cls)
        new.policy = policy or Policy()
        check_style(new.policy.style, set(store.value("named", list[str])))
        new.entries, ordered = read_entries(store)
        new._prepare(SavedIndex(store, ordered, default_reader()))
        return new

    @staticmethod
    def _read(paths: Iterable[Path]) -> list[Entry]:
        """The entries of all files. Raises `DataError` with every fault."""
        from translit.gazetteer.load import read_gazetteer

        entries: list[Entry] = []
        seen: dict[str, Path] = {}
        faults: list[Fault] = []
        for path in paths:
            try:
                found = load_entries(path) if is_compiled(path) else read_gazetteer(path)
            except DataError as error:
                faults += error.faults
                continue
            for entry in found:
                if entry.id in seen:
                    faults.append(Fault(str(path), 0, entry.id, f"the id is also in {seen[entry.id]}: ids must differ"))
                seen.setdefault(entry.id, path)
            entries += found
        if faults:
            raise DataError(faults)
        return entries

    @classmethod
    def from_entries(cls, entries: Iterable[Mapping[str, Any] | Entry], *, policy: Policy | None = None) -> Normalizer:
        """Make one from plain values; only `canonical` is required. Raises `DataError` with every fault.

        >>> Normalizer.from_entries([{"canonical": "Stremousov"}]).normalize("Stremouzov or Stremoussov")
        'Stremousov or Stremousov'
        """
        from translit.gazetteer.load import entries_from

        rows = list(entries)
        ready = [e for e in rows if isinstance(e, Entry)]
        return cls((*ready, *entries_from(e for e in rows if not isinstance(e, Entry))), policy)

    def save(self, path: str | Path) -> None:
        """Write the entries with their index in compiled form; `load` maps it, and makes a new index where the rules have changed since."""
        save(Path(path), self.entries, self._resolver.index)

    def guarded(self, guards: Guards) -> Normalizer:
        """The same Normalizer with places that stay as they are: phrases of one's own, quotations. Its index is shared.

        >>> n = Normalizer.from_entries([{"canonical": "Kherson", "native": {"uk": "Херсон"}}]).guarded(Guards(quotations="keep"))
        >>> n.normalize("Cherson, “Cherson”, Cherson [sic]")
        'Kherson, “Cherson”, Cherson [sic]'
        """
        twin = object.__new__(type(self))
        twin.__dict__.update(self.__dict__)  # a copy by way of its state would make the index anew
        twin.guards = guards
        return twin

    # -- using -----------------------------------------------------------------------------------------------------------------------

    def normalize(self, text: str) -> str:
        """Return `text` with every known spelling in its written form: always `explain(text).text`."""
        return self.explain(text).text

    def resolve(self, name: str) -> Decision:
        """Decide one whole spelling, without context.

        >>> n = Normalizer.from_entries([{"canonical": "Kherson", "native": {"uk": "Херсон"}}])
        >>> n.resolve("Jersón").entry.canonical, n.resolve("Emerson").verdict
        ('Kherson', 'unknown')
        """
        if not isinstance(name, str):
            raise UsageError(f"resolve takes a text, not {type(name).__name__}")
        spelling = name.strip()
        outcome = decide_whole(spelling, self._resolver, self._unspaced_names)
        decision = outcome.decision
        if outcome.licence and decision.verdict != "unknown":
            return Decision(name, "unknown", decision.candidates, (*decision.reasons, "surname-alone"))
        written = f"{spelling[: outcome.start]}{decision.written}{spelling[outcome.end :]}" if decision.written else ""
        return Decision(name, decision.verdict, decision.candidates, decision.reasons, written)

    def _unspaced_names(self) -> Unspaced:
        if self._unspaced is None:
            self._unspaced = Unspaced(self._resolver.index.unspaced)
        return self._unspaced

    def explain(self, text: str, session: Session | None = None) -> Result:
        """Return the text before and after, with every edit and what was left alone.

        Pass one `Session` for the pieces of a document that is handed over in parts (cut at line ends).
        """
        session = session or Session()
        known = self._runs
        if len(known) > REMEMBERED:
            known = self._runs = {}
        unspaced = has_unspaced(text)
        parts = (run_pattern(particles(), apart=True) if unspaced else self._pattern).split(text)
        runs = parts[1::2]
        distinct = set(runs)
        unseen = distinct.difference(known)
        if unseen:
            known.update(decide_cut(unseen, self._resolver.index, self._decide_runs))
        off = session.off
        session.off = open_after(text, off=off)
        listed = decide_listed(text, self._unspaced_names(), known, self._resolver) if unspaced and self._resolver.index.unspaced else []
        if not listed and not any(map(known.__getitem__, distinct)):
            return Result(text, text)
        edits: list[Edit] = []
        ambiguities: list[Mention] = []
        held: list[Mention] = []
        placed: Iterable[tuple[int, Outcome]] = (
            (start, outcome)
            for start, outcomes in zip(islice(accumulate(map(len, parts)), 0, None, 2), map(known.__getitem__, runs), strict=False)
            for outcome in outcomes
        )
        for start, outcome in merged(placed, listed) if listed else placed:
            self._place(text, start, outcome, session, edits, ambiguities, held)
        if ambiguities and self.policy.context != "never":
            self._settle(text, session, edits, ambiguities)
        if self.policy.context == "document":
            for edit in edits:
                session.habits.see(edit.before, edit.via)
        result = Result(text, apply_edits(text, edits), tuple(edits), tuple(ambiguities), tuple(held))
        if not edits and not ambiguities:
            return result
        spans = protected_spans(text, self.guards, off=off)
        return shielded(result, Shield(spans).reason) if spans else result

    # -- inside ----------------------------------------------------------------------------------------------------------------------

    def _decide_runs(self, runs: Iterable[str], *, correct: bool = False) -> dict[str, tuple[Outcome, ...]]:
        """The outcomes of many runs, those that change nothing too with `correct`. Words that sound like nothing in the gazetteer are passed over together."""
        decided: dict[str, tuple[Outcome, ...]] = dict.fromkeys(runs, ())
        index, matcher = self._resolver.index, self._resolver.finder.words
        words = {run: [run] if run.isalpha() else WORD.findall(run) for run in decided}
        low = spelled_low({word for found in words.values() for word in found})
        alone = worth_a_look(low, index, matcher)
        parts = parts_of_names([found for found in words.values() if len(found) > 1], low, index, matcher) if index.longest > 1 else {}
        for run, found in words.items():
            if len(found) == 1:
                if found[0] in alone:
                    decided[run] = self._decide_run(run, alone, _ALONE, correct=correct)
                continue
            part = neighbours(found, parts)
            if sum(part) > 1 or not alone.isdisjoint(found):
                decided[run] = self._decide_run(run, alone, part, correct=correct)
        return decided

    def _decide_run(self, run: str, alone: Container[str], part: Sequence[bool], *, correct: bool = False) -> tuple[Outcome, ...]:
        """The outcomes worth knowing in a run of words, from left to right, longest first; offsets into the run. Only words that are in `alone` are looked
        at by themselves, and only those marked in `part` as words of a longer name. Places in their right spelling are worth knowing only with `correct`."""
        spans = [m.span() for m in WORD.finditer(run)]
        resolve = self._resolver.resolve
        words = [run[slice(*span)] for span in spans]
        # A word that is ordinary, or a name of its own, and in no known spelling: alone it would be held back, and it doesn't begin or end a longer name.
        foreign = [self._foreign(w) for w in words] if len(words) > 1 else [False]
        plain = [f and bool(common_word(w)) for f, w in zip(foreign, words, strict=True)]
        out: list[Outcome] = []
        i = 0
        while i < len(spans):
            if not starts_upper(words[i]) or plain[i] or not (part[i] or words[i] in alone):
                i += 1
                continue
            size = 1
            while part[i] and size < min(self._longest, len(spans) - i, MAX_RUN) and part[i + size]:
                size += 1
            while size:
                start, end = spans[i][0], spans[i + size - 1][1]
                if size == 1 and (words[i] not in alone):
                    break
                if size == 1 or (starts_upper(words[i + size - 1]) and not plain[i + size - 1]):
                    outcome = unprefixed(resolve(run[start:end], running=True), resolve)
                    if size > 1 and (outcome.loose or at_odds(words[i : i + size], outcome.decision)):
                        size -= 1  # a text keeps its words: none is dropped, none is made up
                        continue
                    if outcome.decision.verdict != "unknown" or (size == 1 and outcome.decision.score >= WORTH_A_LOOK):
                        if outcome.decision.verdict == "correct" and not correct and outcome.decision.candidates[0].entry.kind != "person":
                            break  # nothing to do, and nobody's surname is licensed
                        out.append(Outcome(outcome.decision, start + outcome.start, start + outcome.end, outcome.licence, outcome.loose, outcome.attached))
                        break
                size -= 1
            i += max(size, 1)
        return tuple(out)

    def _foreign(self, word: str) -> bool:
        """Whether a word stands in no known spelling."""
        index, folded = self._resolver.index, fold(word.removesuffix("'s").removesuffix("’s"))
        return folded not in index.tokens and folded not in index.known

    def _place(
        self, text: str, offset: int, outcome: Outcome, session: Session, edits: list[Edit], ambiguities: list[Mention], held: list[Mention]
    ) -> None:
        """Judge an outcome where it stands: an edit, an ambiguity, or held back."""
        decision = outcome.decision
        start, end = offset + outcome.start, offset + outcome.end
        before = text[start - 1 : start]
        if before != " " and not outcome.attached and (before.isalnum() or before == "_") and not is_unspaced(before):
            return
        if decision.verdict == "correct":
            if not outcome.licence:
                session.licensed.add(decision.candidates[0].entry.id)
            return
        if decision.verdict == "unknown":
            held.append(Mention(start, end, decision))
            return
        best = decision.candidates[0]
        reason = around(text, start, end, best.entry.never)
        if not reason and outcome.licence and self.policy.surnames != "always":
            licensed = session.licensed.intersection(outcome.licence) if self.policy.surnames == "licensed" else set()
            if not licensed:
                reason = "surname-alone"
            elif decision.verdict == "ambiguous" and len(licensed) == 1:
                decision = self._settled(decision, next(iter(licensed)))
                best = decision.candidates[0]
        if not reason:
            reason = beside(text, start, end, decision)
        if not reason and " " not in decision.spelling:
            doubtful = best.method == "fuzzy" and len(decision.spelling) < SURE_LETTERS and best.score < self.policy.min_score + SENTENCE_START
            if at_sentence_start(text, start):
                reason = "sentence-start" if doubtful else common_word(decision.spelling)
        if reason:
            held.append(Mention(start, end, Decision(decision.spelling, "unknown", decision.candidates, (*decision.reasons, reason))))
        elif decision.verdict == "ambiguous":
            ambiguities.append(Mention(start, end, decision))
        else:
            if not outcome.licence:
                session.licensed.add(best.entry.id)
            edits.append(Edit(start, end, text[start:end], decision.written, best.entry, best.method, best.score, best.via, best.form))

    def _settled(self, decision: Decision, entry_id: str) -> Decision:
        """An ambiguous surname whose full name was met in this document."""
        chosen = next((c for c in decision.candidates if c.entry.id == entry_id), None)
        if chosen is None:
            return decision
        return settled(decision, chosen, self._resolver.surname_of(chosen.entry, decision.spelling), decision.spelling, "full-name")

    def _settle(self, text: str, session: Session, edits: list[Edit], ambiguities: list[Mention]) -> None:
        """Settle by context what can be: ambiguities become edits, and both lists stay in order."""
        lines: dict[int, list[Tie]] = {}
        for mention in ambiguities:
            tie = tie_of(mention, self.policy.min_margin, self._resolver.written_of)
            if tie is not None:
                lines.setdefault(text.rfind("\n", 0, mention.start) + 1, []).append(tie)
        done: dict[int, Decision] = {}
        made: list[Edit] = []
        seen = 0
        for start, ties in lines.items():
            line = Line(text, start, ties)
            habits = session.habits if self.policy.context == "document" else Habits()
            while seen < len(edits) and edits[seen].start < line.end:
                if self.policy.context == "document" or edits[seen].start >= start:
                    habits.see(edits[seen].before, edits[seen].via)
                seen += 1
            for tie, decision in line.settle(self._places(text, line, edits), habits):
                done[tie.start] = decision
                best = decision.candidates[0]
                if decision.verdict == "replace":
                    made.append(Edit(tie.start, tie.end, text[tie.start : tie.end], decision.written, best.entry, best.method, best.score, best.via, best.form))
                    habits.see(made[-1].before, made[-1].via)
        edits.extend(made)
        edits.sort(key=_start)
        ambiguities[:] = [m for m in ambiguities if m.start not in done]

    def _places(self, text: str, line: Line, edits: Sequence[Edit]) -> Iterator[Place]:
        """The places near the ties of a line whose country isn't in doubt."""
        found = [(e.start, e.end, e.entry, e.after) for e in edits[bisect_left(edits, line.start, key=_start) : bisect_left(edits, line.end, key=_start)]]
        for start, end in line.spans():
            runs = [(m.start(), m[0]) for m in self._pattern.finditer(text, start, end)]
            outcomes = self._decide_runs({run for _, run in runs}, correct=True)
            for at, run in runs:
                for outcome in outcomes[run]:
                    first, last = at + outcome.start, at + outcome.end
                    if outcome.decision.verdict != "correct" or outcome.licence or text[first - 1 : first].isalnum():
                        continue
                    entry = outcome.decision.candidates[0].entry
                    if not (around(text, first, last, entry.never) or beside(text, first, last, outcome.decision)):
                        found.append((first, last, entry, text[first:last]))
        return filter(None, (place_of(*one, self._resolver.index) for one in sorted(found, key=itemgetter(0))))


def _start(edit: Edit) -> int:
    return edit.start


def default_gazetteer() -> Path:
    """The path of the gazetteer that comes with the package (in a checkout, the one at its top)."""
    packaged = PACKAGE / "gazetteer.yaml"
    return packaged if packaged.exists() else PACKAGE.parent / "gazetteer.yaml"
