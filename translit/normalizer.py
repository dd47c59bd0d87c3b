"""The Normalizer: scan, resolve, rewrite.

A text is cut into runs of words that could be names. Every distinct run is decided once (and remembered), what stands around a run is looked at
only where something would change, and the text is rewritten in those places alone.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from functools import cache
from itertools import compress
from pathlib import Path
from typing import Any

from translit.compiled import PACKAGE, Store
from translit.errors import UsageError
from translit.gazetteer.model import Entry
from translit.gazetteer.store import read_entries, read_files
from translit.lexicon.lists import light_words, particles
from translit.matching.context import around, at_sentence_start
from translit.matching.evidence import common_word
from translit.matching.exact import ExactFinder
from translit.matching.gazetteers import cache_name, cache_name_of, keep, open_cached, open_saved, save
from translit.matching.index import Index
from translit.matching.memory import Memory
from translit.matching.policy import Candidate, Decision, Policy
from translit.matching.resolve import Outcome, Resolver
from translit.matching.saved import SavedIndex
from translit.matching.scout import neighbours, parts_of_names, spelled_low, worth_a_look
from translit.matching.styles import check_style
from translit.protect import NO_GUARDS, Guards, Shield, open_after, protected_spans, shielded
from translit.result import Edit, Later, Mention, Result, spliced
from translit.rules.read import default_reader
from translit.text import APOSTROPHES, WORD, fold, run_pattern, spelled, starts_upper

REMEMBERED = 200_000  # runs whose decisions are kept
MAX_RUN = 60  # words of one run that are looked at together
SENTENCE_START = 3.0  # a short fuzzy mention that begins a sentence must score so much more
SURE_LETTERS = 8  # a mention with as many isn't short
_ALONE = [False]
NEAR = 1 << 12  # code points of a piece, about, in which a change is looked for closely
QUIET = 5 * NEAR  # code points of a text for each change, from which it is read so
WORTH_A_LOOK = 80.0  # held-back candidates from this score are reported

Change = tuple[int, int, str, Candidate]
"""Start and end (code points), what is to stand there, and the candidate it was decided for."""


class Session:
    """What one document has shown so far: the persons whose full names stood in it, and whether a comment has switched changes off."""

    __slots__ = ("licensed", "off")

    def __init__(self, licensed: Iterable[str] = ()) -> None:
        self.licensed = set(licensed)
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
        self._memory = Memory()
        self._pattern = run_pattern(particles())
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
        ready = cls(read_files(files), policy)
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
        return self._judged(text, None, thorough=False).text

    def resolve(self, name: str) -> Decision:
        """Decide one whole spelling, without context.

        >>> n = Normalizer.from_entries([{"canonical": "Kherson", "native": {"uk": "Херсон"}}])
        >>> n.resolve("Jersón").entry.canonical, n.resolve("Emerson").verdict
        ('Kherson', 'unknown')
        """
        if not isinstance(name, str):
            raise UsageError(f"resolve takes a text, not {type(name).__name__}")
        outcome = self._resolver.resolve(name.strip())
        decision = outcome.decision
        if outcome.licence and decision.verdict != "unknown":
            return Decision(name, "unknown", decision.candidates, (*decision.reasons, "surname-alone"))
        tail = name.strip()[outcome.end :]
        return Decision(name, decision.verdict, decision.candidates, decision.reasons, decision.written + tail if decision.written else "")

    def explain(self, text: str, session: Session | None = None) -> Result:
        """Return the text before and after, with every edit and what was left alone.

        Pass one `Session` for the pieces of a document that is handed over in parts (cut at line ends).
        """
        return self._judged(text, session)

    # -- inside ----------------------------------------------------------------------------------------------------------------------

    def _judged(self, text: str, session: Session | None, *, thorough: bool = True) -> Result:
        """What comes of a text; unless `thorough`, without what was left alone."""
        memory = self._memory
        if len(memory.decided) > REMEMBERED:
            memory = self._memory = Memory()
        off = session.off if session else False
        if session:
            session.off = open_after(text, off=off)
        if not memory.quiet:
            return self._result(text, *self._placed(text, memory, session or Session(), thorough=thorough), off=off)
        # To find the runs takes less than to find where they stand: only pieces are looked at closely in which something could change.
        licensed = set(session.licensed) if session else set()
        runs, pieces = self._stirred(text, memory, licensing=session is not None)
        changes = self._placed(text, memory, session or Session(), pieces, thorough=False)[0] if pieces else []
        result = self._result(text, changes, off=off)
        if not thorough or memory.acting.isdisjoint(runs):
            return result
        whole = cache(lambda: self._result(text, *self._placed(text, memory, Session(licensed)), off=off))
        return Result(text, result.text, result.edits, Later(lambda: whole().ambiguities), Later(lambda: whole().held))

    def _result(self, text: str, changes: list[Change], ambiguities: Sequence[Mention] = (), held: Sequence[Mention] = (), *, off: bool) -> Result:
        edits = Later(lambda: [_edit(text, *change) for change in changes]) if changes else ()
        result = Result(text, spliced(text, (change[:3] for change in changes)) if changes else text, edits, ambiguities, held)
        if not changes and not ambiguities:
            return result
        spans = protected_spans(text, self.guards, off=off)
        return shielded(result, Shield(spans).reason) if spans else result

    def _met(self, memory: Memory, distinct: set[str]) -> set[str]:
        """The distinct runs of a text, all of them decided."""
        unseen = distinct.difference(memory.decided)
        if unseen:
            memory.add(self._decide_exact(unseen))
        return distinct

    def _stirred(self, text: str, memory: Memory, *, licensing: bool) -> tuple[set[str], list[tuple[int, int]]]:
        """The distinct runs of a text, and the pieces of it (start and end) in which something could change."""
        found: list[tuple[int, int, list[str]]] = []
        runs: set[str] = set()
        start, size = 0, len(text)
        while start < size:
            end = text.find("\n", start + NEAR) + 1 or size
            here = self._pattern.findall(text, start, end)
            runs.update(here)
            found.append((start, end, here))
            start = end
        self._met(memory, runs)
        stirring = (runs & memory.changing) | (runs & memory.licensing) if licensing else runs & memory.changing
        pieces = [(start, end) for start, end, here in found if not stirring.isdisjoint(here)] if stirring else []
        memory.quiet = len(pieces) * QUIET <= size
        return runs, pieces

    def _placed(
        self, text: str, memory: Memory, session: Session, pieces: Iterable[tuple[int, int]] = (), *, thorough: bool = True
    ) -> tuple[list[Change], tuple[Mention, ...], tuple[Mention, ...]]:
        """The changes, ambiguities and held mentions in pieces of a text (or all of it), before what protects a place of it is looked for."""
        changes: list[Change] = []
        ambiguities: list[Mention] = []
        held: list[Mention] = []
        for start, end in pieces or ((0, len(text)),):
            parts = self._pattern.split(text[start:end])
            runs = parts[1::2]
            distinct = self._met(memory, set(runs))
            acting = distinct & memory.acting if thorough else (distinct & memory.changing) | (distinct & memory.licensing)
            if not pieces:
                memory.quiet = len(distinct & memory.changing) * QUIET <= len(text)
            done = 0
            for number in compress(range(len(runs)), map(acting.__contains__, runs)) if acting else ():
                start += sum(map(len, parts[done : 2 * number + 1]))
                done = 2 * number + 1
                for outcome in memory.decided[runs[number]]:
                    self._place(text, start, outcome, session, changes, ambiguities, held)
        return changes, tuple(ambiguities), tuple(held)

    def _decide_exact(self, runs: Iterable[str]) -> dict[str, tuple[Outcome, ...]]:
        """The outcomes of many runs; where only exact spellings count, they are sieved by a table."""
        finder = self._resolver.finder
        if not isinstance(finder, ExactFinder):
            return self._decide_runs(runs)
        return dict.fromkeys(runs, ()) | {run: self._decide_run(run, alone, part) for run, alone, part in finder.holding(runs)}

    def _decide_runs(self, runs: Iterable[str]) -> dict[str, tuple[Outcome, ...]]:
        """The outcomes of many runs. Those of words that sound like nothing in the gazetteer are passed over together."""
        decided: dict[str, tuple[Outcome, ...]] = dict.fromkeys(runs, ())
        index, matcher = self._resolver.index, self._resolver.words
        words = {run: [run] if run.isalpha() else WORD.findall(run) for run in decided}
        low = spelled_low({word for found in words.values() for word in found})
        alone = worth_a_look(low, index, matcher)
        parts = parts_of_names([found for found in words.values() if len(found) > 1], low, index, matcher) if index.longest > 1 else {}
        for run, found in words.items():
            if len(found) == 1:
                if found[0] in alone:
                    decided[run] = self._decide_run(run, alone, _ALONE)
                continue
            part = neighbours(found, parts)
            if sum(part) > 1 or not alone.isdisjoint(found):
                decided[run] = self._decide_run(run, alone, part)
        return decided

    def _decide_run(self, run: str, alone: Container[str], part: Sequence[bool]) -> tuple[Outcome, ...]:
        """The outcomes worth knowing in a run of words, from left to right, longest first; offsets into the run. Only words that are in `alone` are looked
        at by themselves, and only those marked in `part` as words of a longer name."""
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
                    outcome = resolve(run[start:end], running=True)
                    if size > 1 and (outcome.loose or _at_odds(words[i : i + size], outcome)):
                        size -= 1  # a text keeps its words: none is dropped, none is made up
                        continue
                    if outcome.decision.verdict != "unknown" or (size == 1 and outcome.decision.score >= WORTH_A_LOOK):
                        if outcome.decision.verdict == "correct" and outcome.decision.candidates[0].entry.kind != "person":
                            break  # nothing to do, and nobody's surname is licensed
                        out.append(Outcome(outcome.decision, start + outcome.start, start + outcome.end, outcome.licence, outcome.loose))
                        break
                size -= 1
            i += max(size, 1)
        return tuple(out)

    def _foreign(self, word: str) -> bool:
        """Whether a word stands in no known spelling."""
        index, folded = self._resolver.index, fold(word.removesuffix("'s").removesuffix("’s"))
        return folded not in index.tokens and folded not in index.known

    def _place(
        self, text: str, offset: int, outcome: Outcome, session: Session, changes: list[Change], ambiguities: list[Mention], held: list[Mention]
    ) -> None:
        """Judge an outcome where it stands: an edit, an ambiguity, or held back."""
        decision = outcome.decision
        start, end = offset + outcome.start, offset + outcome.end
        before = text[start - 1 : start]
        if before != " " and (before.isalnum() or before == "_"):
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
        if not reason and " " not in decision.spelling and at_sentence_start(text, start):
            doubtful = best.method == "fuzzy" and len(decision.spelling) < SURE_LETTERS and best.score < self.policy.min_score + SENTENCE_START
            reason = "sentence-start" if doubtful else common_word(decision.spelling)
        if reason:
            held.append(Mention(start, end, Decision(decision.spelling, "unknown", decision.candidates, (*decision.reasons, reason))))
        elif decision.verdict == "ambiguous":
            ambiguities.append(Mention(start, end, decision))
        else:
            if not outcome.licence:
                session.licensed.add(best.entry.id)
            after = text[end : end + 1]
            if after and after in APOSTROPHES and decision.written[-1] in APOSTROPHES:  # it is the name's own (Kazan’), or may be
                end += 1
                if spelled(text[start:end]) == spelled(decision.written):
                    return
            changes.append((start, end, decision.written, best))

    def _settled(self, decision: Decision, entry_id: str) -> Decision:
        """An ambiguous surname whose full name was met in this document."""
        chosen = [c for c in decision.candidates if c.entry.id == entry_id]
        if not chosen:
            return decision
        written = self._resolver.surname_of(chosen[0].entry, decision.spelling)
        verdict = "correct" if written == decision.spelling else "replace"
        return Decision(decision.spelling, verdict, (chosen[0], *(c for c in decision.candidates if c is not chosen[0])), (), written)


def _edit(text: str, start: int, end: int, after: str, best: Candidate) -> Edit:
    return Edit(start, end, text[start:end], after, best.entry, best.method, best.score, best.via, best.form)


def _at_odds(words: Sequence[str], outcome: Outcome) -> bool:
    """Whether a mention begins with an article or particle where the name that would be written doesn't: the word belongs to the sentence (Le Kirill …)."""
    if words[0].lower() not in light_words() or not outcome.decision.candidates:
        return False
    first = fold(outcome.decision.candidates[0].entry.canonical).split()[0]
    return first not in light_words() and not first.startswith(fold(words[0]))


def default_gazetteer() -> Path:
    """The path of the gazetteer that comes with the package (in a checkout, the one at its top)."""
    packaged = PACKAGE / "gazetteer.yaml"
    return packaged if packaged.exists() else PACKAGE.parent / "gazetteer.yaml"
