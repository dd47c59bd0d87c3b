"""Outcomes of pieces and of listed spellings put where they stand in a text."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from heapq import merge
from typing import Protocol

from translit.lexicon.writing import ordinary_words, simplified
from translit.matching.attached import Piece, behind_prefixes, mistaken, pieces
from translit.matching.evidence import KNOWN_VIA
from translit.matching.index import Index
from translit.matching.policy import Candidate, Decision
from translit.matching.resolve import Outcome, Resolver
from translit.matching.unspaced import Unspaced, is_unspaced_name
from translit.matching.via import joined

FIRST_CASELESS = "\u0590"  # scripts that tell no capitals begin behind Latin, Greek, Cyrillic and Armenian


class Decide(Protocol):
    """What decides many runs; with `correct` the outcomes that change nothing are wanted, too."""

    def __call__(self, runs: Iterable[str], *, correct: bool = False) -> dict[str, tuple[Outcome, ...]]: ...  # noqa: D102 - see the class


def decide_whole(spelling: str, resolver: Resolver, names: Callable[[], Unspaced]) -> Outcome:
    """The outcome of one whole spelling, what is written onto it and letters of another script set aside."""
    found = pieces(spelling, resolver.index)
    if found is not None and len(found) == 1:
        return within(spelling, found[0], resolver.resolve(found[0].text))
    if not found and found is not None:
        outcome = resolver.resolve(spelling)
        return replace(outcome, decision=Decision(spelling, "unknown", outcome.decision.candidates, ("mixed-scripts",)), start=0, end=len(spelling))
    forms = names().listed(spelling) if is_unspaced_name(spelling) else ()
    if forms:
        return one_of(spelling, list(map(resolver.resolve, forms)))
    return unprefixed(resolver.resolve(spelling), resolver.resolve)


def decide_cut(runs: Iterable[str], index: Index, decide: Decide) -> dict[str, tuple[Outcome, ...]]:
    """The outcomes of many runs, those cut first in which a name begins or ends inside a word or has letters of another script."""
    cut = {run: found for run in runs if not run.isascii() and (found := pieces(run, index)) is not None}
    if not cut:
        return _sifted(decide(runs))
    decided = decide(run for run in runs if run not in cut)
    parts = decide({p.text for found in cut.values() for p in found if not p.repaired})  # apart from the runs: a piece isn't cut again
    repaired = decide({p.text for found in cut.values() for p in found if p.repaired}, correct=True)
    for run, found in cut.items():
        decided[run] = tuple(within(run, p, o) for p in found for o in (repaired if p.repaired else parts)[p.text])
    return _sifted(decided)


def _sifted(decided: dict[str, tuple[Outcome, ...]]) -> dict[str, tuple[Outcome, ...]]:
    """Ordinary words of scripts that tell no capitals are held back where they are only like a name."""
    for run, outcomes in decided.items():
        if outcomes and not run.isascii():
            decided[run] = tuple(map(_ordinary_held, outcomes))
    return decided


def _ordinary_held(outcome: Outcome) -> Outcome:
    decision = outcome.decision
    if decision.verdict not in ("replace", "ambiguous") or max(decision.spelling) < FIRST_CASELESS:
        return outcome
    language = ordinary_words().get(decision.spelling)
    if language is None or KNOWN_VIA.intersection(decision.candidates[0].via):
        return outcome
    return replace(outcome, decision=Decision(decision.spelling, "unknown", decision.candidates, (*decision.reasons, f"common-word:{language}")))


def decide_listed(
    text: str, first: int, last: int, names: Unspaced, known: dict[str, tuple[Outcome, ...]], resolver: Resolver
) -> list[tuple[int, Outcome]]:
    """The listed names in scripts without spaces in whole lines of a text: where each begins, and what was decided of it. `known` remembers."""
    out: list[tuple[int, Outcome]] = []
    for start, end, forms in names.find(text, first, last):
        spelling = text[start:end]
        outcomes = known.get(spelling)
        if outcomes is None:
            outcome = one_of(spelling, [resolver.resolve(form, running=True) for form in forms])
            outcomes = known[spelling] = (outcome,) if outcome.decision.candidates else ()
        out += [(start, outcome) for outcome in outcomes]
    return out


def within(run: str, piece: Piece, outcome: Outcome) -> Outcome:
    """The outcome of a piece as one of its run: with the offsets of the run, and what was set aside as evidence."""
    start, end = piece.place(outcome.start), piece.place(outcome.end)
    decision = outcome.decision
    more = [piece.before] if piece.before and not outcome.start else []
    if piece.after and outcome.end == len(piece.text):
        more.append(piece.after)
    wrong = list(mistaken(run[start:end], piece.text[outcome.start : outcome.end])) if piece.repaired else []
    verdict = "replace" if wrong and decision.verdict == "correct" else decision.verdict
    found = replace(decision, spelling=run[start:end], verdict=verdict, candidates=_linked(decision.candidates, [*more, *wrong]))
    return replace(outcome, decision=found, start=start, end=end, attached=start > 0 and run[start - 1].isalnum())


def unprefixed(outcome: Outcome, resolve: Callable[[str], Outcome]) -> Outcome:
    """The outcome without the prefix, where a word is taken for a name that its rest is more like: وخرسون isn't Kherson, but و and خرسون."""
    decision = outcome.decision
    spelling = decision.spelling
    if decision.verdict not in ("replace", "ambiguous") or decision.candidates[0].method == "exact" or spelling.isascii():
        return outcome
    for rest in behind_prefixes(spelling):
        found = resolve(rest)
        if found.decision.candidates and found.decision.score >= decision.score and found.decision.candidates[0].entry.id == decision.candidates[0].entry.id:
            prefix = spelling.removesuffix(rest)
            candidates = _linked(found.decision.candidates, [f"prefix:{prefix}"])
            start = outcome.start + len(prefix)
            return replace(found, decision=replace(found.decision, candidates=candidates), start=start, end=start + found.end, attached=True)
    return outcome


def one_of(spelling: str, outcomes: Sequence[Outcome]) -> Outcome:
    """The outcome of a spelling that stands for these listed ones: ambiguous where they are of more than one entry."""
    first = outcomes[0].decision
    candidates = tuple({c.entry.id: c for o in reversed(outcomes) for c in reversed(o.decision.candidates)}.values())
    if len({o.decision.candidates[0].entry.id for o in outcomes if o.decision.candidates}) > 1:
        decision = Decision(spelling, "ambiguous", tuple(sorted(candidates, key=lambda c: (-c.score, c.entry.id))), ("margin:0",))
        return Outcome(decision, 0, len(spelling), attached=True)
    if first.spelling == spelling:
        return replace(outcomes[0], attached=True)
    plain = spelling.translate(simplified())
    other = "traditional" if plain != spelling else "simplified" if first.spelling.translate(simplified()) != first.spelling else ""
    verdict = "replace" if first.verdict == "correct" else first.verdict
    written = first.written
    decision = replace(first, spelling=spelling, verdict=verdict, candidates=_linked(first.candidates, [f"characters:{other}"] if other else []), written=written)
    return replace(outcomes[0], decision=decision, start=0, end=len(spelling), attached=True)


def _linked(candidates: tuple[Candidate, ...], more: Sequence[str]) -> tuple[Candidate, ...]:
    return tuple(replace(c, via=joined(c.via, *more)) for c in candidates) if more else candidates


def merged(placed: Iterable[tuple[int, Outcome]], listed: Sequence[tuple[int, Outcome]]) -> Iterator[tuple[int, Outcome]]:
    """Both, in the order of the text; a listed name outweighs what it overlaps."""
    spans = [(start + o.start, start + o.end) for start, o in listed]

    def free() -> Iterator[tuple[int, Outcome]]:
        at = 0
        for start, outcome in placed:
            begin, end = start + outcome.start, start + outcome.end
            while at < len(spans) and spans[at][1] <= begin:
                at += 1
            if at == len(spans) or spans[at][0] >= end:
                yield start, outcome

    return merge(free(), listed, key=lambda found: found[0] + found[1].start)
