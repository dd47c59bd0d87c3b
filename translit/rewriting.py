"""The rewriting of a text: scan, decide, place.

A text is cut into runs of words that could be names. Every distinct run is decided once (and remembered), what stands around a run is looked at
only where something would change, and the text is rewritten in those places alone.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from contextlib import nullcontext
from itertools import chain
from operator import itemgetter

from translit.anycase import AnyCase
from translit.collector import collector_off
from translit.lexicon.lists import particles
from translit.matching.beside import at_odds, beside
from translit.matching.context import around, at_sentence_start
from translit.matching.evidence import common_word
from translit.matching.policy import Decision
from translit.matching.resolve import Outcome, Resolver
from translit.matching.scout import neighbours, parts_of_names, spelled_low, worth_a_look
from translit.matching.splice import decide_cut, decide_listed, decide_whole, merged, unprefixed
from translit.matching.ties import Habits, Line, Place, Tie, place_of, settled, tie_of
from translit.matching.unspaced import Unspaced
from translit.memory import Memory
from translit.placing import begins_only, held_back, stands
from translit.protect import Guards, Shield, open_after, protected_spans, shielded
from translit.result import Edit, Mention, Result, apply_edits
from translit.scanning import Scanner
from translit.text import APOSTROPHES, WORD, Runs, fold, is_unspaced, spelled, starts_upper

REMEMBERED = 200_000  # runs whose decisions are kept
LONG = 1 << 16  # code points of a text whose edits and decisions are many, and none of them garbage
VERY_LONG = 1 << 19  # code points of a text that asks for most of a gazetteer of thousands
VERY_MANY = 1_000_000  # forms of a gazetteer
TOGETHER = 1 << 12  # runs that are decided together against so many
MAX_RUN = 60  # words of one run that are looked at together
WORTH_A_LOOK = 80.0  # held-back candidates from this score are reported
_NONE: frozenset[int] = frozenset()


class Session:
    """What one document has shown so far: the persons whose full names stood in it, what its spellings were linked by, and whether a comment has switched
    changes off."""

    __slots__ = ("habits", "licensed", "off")

    def __init__(self) -> None:
        self.licensed: set[str] = set()
        self.habits = Habits()
        self.off = False


class Rewriter:
    """Rewrites texts as one resolver decides. Holds its memory of runs only; threads may share it."""

    def __init__(self, resolver: Resolver) -> None:
        self.policy = resolver.policy
        self._resolver = resolver
        self._memory = Memory()
        self._pattern = Runs(particles())
        self._scanner = Scanner(lambda runs: decide_cut(runs, resolver.index, self._decide_runs), self.policy, self._pattern)
        self._any_case = AnyCase(resolver.index) if resolver.policy.any_case else None
        self._unspaced: Unspaced | None = None
        self._longest = resolver.index.longest

    def whole(self, spelling: str) -> Outcome:
        """Decide one whole spelling."""
        return decide_whole(spelling, self._resolver, self._unspaced_names)

    def judged(self, text: str, session: Session | None, guards: Guards) -> Result:
        """What comes of a text."""
        if len(self._memory) > REMEMBERED:
            self._memory = Memory()
        off = session.off if session else False
        if session:
            session.off = open_after(text, off=off)
        if len(text) > VERY_LONG:
            self._resolver.index.ripen()
        with collector_off() if len(text) > LONG else nullcontext():
            edits, ambiguities, held = (self._in_any_case if self._any_case else self._placed)(text, session or Session())
        if session and self.policy.context == "document":
            session.habits.see_all(edits)
        result = Result(text, apply_edits(text, edits), tuple(edits), tuple(ambiguities), tuple(held))
        if not edits and not ambiguities:
            return result
        spans = protected_spans(text, guards, off=off, touching=chain(edits, ambiguities))
        return shielded(result, Shield(spans).reason) if spans else result

    def _in_any_case(self, text: str, session: Session) -> tuple[list[Edit], list[Mention], list[Mention]]:
        assert self._any_case is not None
        raised = self._any_case.raised(text)
        edits, ambiguities, held = self._placed(raised.text, session)
        return list(raised.edits(edits, keep_case=self.policy.keep_case)), list(raised.mentions(ambiguities)), list(raised.mentions(held))

    # -- scanning --------------------------------------------------------------------------------------------------------------------

    def _placed(self, text: str, session: Session) -> tuple[list[Edit], list[Mention], list[Mention]]:
        """The edits, ambiguities and held mentions of a text, before what protects a place of it is looked for."""
        edits: list[Edit] = []
        ambiguities: list[Mention] = []
        held: list[Mention] = []
        memory = self._memory
        for piece in self._scanner.pieces(text, memory):
            if piece.apart and self._resolver.index.unspaced:
                listed = decide_listed(text, piece.start, piece.end, self._unspaced_names(), memory.listed, self._resolver)
                placed = ((start, standing.outcome) for start, here in piece.acting(text, memory.apart) for standing in here)
                for start, outcome in merged(placed, listed):
                    self._place(text, start, outcome, session, edits, ambiguities, held)
                continue
            for start, here in piece.acting(text, memory.apart if piece.apart else memory.plain):
                for standing in here:
                    found = standing.place(text, start)
                    if found is None:
                        self._place(text, start, standing.outcome, session, edits, ambiguities, held)
                    elif isinstance(found, Edit):
                        edits.append(found)
                        session.licensed.add(found.entry.id)
                    else:
                        held.append(found)
        if ambiguities and self.policy.context != "never":
            self._settle(text, session, edits, ambiguities)
        return edits, ambiguities, held

    def _unspaced_names(self) -> Unspaced:
        if self._unspaced is None:
            self._unspaced = Unspaced(self._resolver.index.unspaced)
        return self._unspaced

    # -- deciding --------------------------------------------------------------------------------------------------------------------

    def _decide_runs(self, runs: Iterable[str], *, correct: bool = False) -> dict[str, tuple[Outcome, ...]]:
        """The outcomes of many runs, those that change nothing too with `correct`. What lies near their words is had for all of them at once, but for the
        largest gazetteers: so much lies near a word there that it wouldn't fit into memory."""
        if len(self._resolver.index.forms) < VERY_MANY:
            return self._decide_together(runs, correct=correct)
        every, decided = list(runs), dict[str, tuple[Outcome, ...]]()
        for first in range(0, len(every), TOGETHER):
            decided |= self._decide_together(every[first : first + TOGETHER], correct=correct)
        return decided

    def _decide_together(self, runs: Iterable[str], *, correct: bool) -> dict[str, tuple[Outcome, ...]]:
        """The same. Words that sound like nothing in the gazetteer are passed over together."""
        decided: dict[str, tuple[Outcome, ...]] = dict.fromkeys(runs, ())
        index, matcher = self._resolver.index, self._resolver.finder.words
        words = {run: [run] if run.isalpha() else WORD.findall(run) for run in decided}
        listed = self.policy.methods == ("exact",)  # nothing but known and derived spellings can come of it
        low = spelled_low({word for found in words.values() for word in found})
        alone = worth_a_look(low, index, matcher, listed=listed)
        parts = parts_of_names([found for found in words.values() if len(found) > 1], low, index, matcher, listed=listed) if index.longest > 1 else {}
        for run, found in words.items():
            if len(found) == 1:
                if found[0] in alone:
                    decided[run] = self._decide_word(found[0], run.find(found[0]), correct=correct)
                continue
            part = neighbours(found, parts) if sum(map(parts.__contains__, found)) > 1 else [False] * len(found)
            if sum(part) > 1 or not alone.isdisjoint(found):
                decided[run] = self._decide_run(run, alone, part, parts, correct=correct)
        return decided

    def _decide_word(self, word: str, at: int, *, correct: bool) -> tuple[Outcome, ...]:
        """The outcome of a word that stands by itself in a run, if it is worth knowing."""
        if not starts_upper(word) or (not correct and self._resolver.right(word)):
            return ()
        resolve = self._resolver.resolve
        outcome = unprefixed(resolve(word, running=True), resolve)
        decision = outcome.decision
        if decision.verdict == "unknown" and decision.score < WORTH_A_LOOK:
            return ()
        return (outcome if not at else _moved(outcome, at),) if correct or not _nothing_to_do(decision) else ()

    def _decide_run(
        self, run: str, alone: Container[str], part: Sequence[bool], parts: Mapping[str, AbstractSet[int]], *, correct: bool = False
    ) -> tuple[Outcome, ...]:
        """The outcomes worth knowing in a run of words, from left to right, longest first; offsets into the run. Only words that are in `alone` are looked
        at by themselves, and only those marked in `part` as words of a longer name. Places in their right spelling are worth knowing only with `correct`."""
        spans = [m.span() for m in WORD.finditer(run)]
        resolve = self._resolver.resolve
        words = [run[slice(*span)] for span in spans]
        out: list[Outcome] = []
        i = 0
        while i < len(spans):
            word = words[i]
            if not (part[i] or word in alone) or not starts_upper(word) or (len(spans) > 1 and self._plain(word)):
                i += 1
                continue
            size = 1
            while part[i] and size < min(self._longest, len(spans) - i, MAX_RUN) and part[i + size]:
                size += 1
            while size:
                start, end = spans[i][0], spans[i + size - 1][1]
                if size == 1:
                    out += self._decide_word(word, start, correct=correct) if word in alone else ()
                    break
                last = words[i + size - 1]
                if starts_upper(last) and not parts.get(word, _NONE).isdisjoint(parts.get(last, _NONE)) and not self._plain(last):
                    outcome = unprefixed(resolve(run[start:end], running=True), resolve)
                    # A text keeps its words: none is dropped, none is made up.
                    if outcome.decision.verdict != "unknown" and not outcome.loose and not at_odds(words[i : i + size], outcome.decision):
                        if correct or not _nothing_to_do(outcome.decision):
                            out.append(_moved(outcome, start))
                        break
                size -= 1
            i += size
        return tuple(out)

    def _plain(self, word: str) -> bool:
        """Whether a word is ordinary and in no known spelling: alone it would be held back, and it doesn't begin or end a longer name."""
        index, folded = self._resolver.index, fold(word.removesuffix("'s").removesuffix("’s"))
        return folded not in index.tokens and folded not in index.known and bool(common_word(word))

    # -- placing ---------------------------------------------------------------------------------------------------------------------

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
            if reason.startswith("given-name") and edits and edits[-1].end == start - 1:
                reason = ""  # the name before has just been taken for another place
        if not reason and at_sentence_start(text, start):
            reason = begins_only(decision, self.policy)
        if reason:
            held.append(Mention(start, end, held_back(decision, reason)))
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
            if len(decision.written) > end - start and stands(text, start, end, decision.written):
                return
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
        cut = [Line(text, start, ties) for start, ties in lines.items()]
        outcomes = self._right_near(text, cut)
        for line in cut:
            start = line.start
            habits = session.habits if self.policy.context == "document" else Habits()
            first = seen if self.policy.context == "document" else bisect_left(edits, start, key=_start)
            seen = bisect_left(edits, line.end, key=_start)
            habits.see_all(edits[first:seen])
            for tie, decision in line.settle(self._places(text, line, edits, outcomes), habits):
                done[tie.start] = decision
                best = decision.candidates[0]
                if decision.verdict == "replace":
                    made.append(Edit(tie.start, tie.end, text[tie.start : tie.end], decision.written, best.entry, best.method, best.score, best.via, best.form))
                    habits.see(made[-1].before, made[-1].via)
        if made:
            edits += made
            edits.sort(key=_start)
        ambiguities[:] = [m for m in ambiguities if m.start not in done]

    def _right_near(self, text: str, lines: Iterable[Line]) -> Mapping[str, tuple[Outcome, ...]]:
        """What was decided of the runs near ties that places can settle: all at once."""
        known = self._memory.right  # another thread may begin a new memory meanwhile
        runs = {run for line in lines for start, end in line.spans() for run in self._pattern.findall(text, start, end)}
        if unseen := runs.difference(known):
            known.update(self._decide_runs(unseen, correct=True))
        return known

    def _places(self, text: str, line: Line, edits: Sequence[Edit], outcomes: Mapping[str, tuple[Outcome, ...]]) -> Iterator[Place]:
        """The places near the ties of a line whose country isn't in doubt."""
        found = [(e.start, e.end, e.entry, e.after) for e in edits[bisect_left(edits, line.start, key=_start) : bisect_left(edits, line.end, key=_start)]]
        for start, end in line.spans():
            for match in self._pattern.finditer(text, start, end):
                at = match.start()
                for outcome in outcomes[match[0]]:
                    first, last = at + outcome.start, at + outcome.end
                    if outcome.decision.verdict != "correct" or outcome.licence or text[first - 1 : first].isalnum():
                        continue
                    entry = outcome.decision.candidates[0].entry
                    if not (around(text, first, last, entry.never) or beside(text, first, last, outcome.decision)):
                        found.append((first, last, entry, text[first:last]))
        return filter(None, (place_of(*one, self._resolver.index) for one in sorted(found, key=itemgetter(0))))


def _nothing_to_do(decision: Decision) -> bool:
    """Whether a spelling is right, and nobody's surname is licensed by it."""
    return decision.verdict == "correct" and decision.candidates[0].entry.kind != "person"


def _moved(outcome: Outcome, by: int) -> Outcome:
    return Outcome(outcome.decision, by + outcome.start, by + outcome.end, outcome.licence, outcome.loose, outcome.attached)


def _start(edit: Edit) -> int:
    return edit.start
