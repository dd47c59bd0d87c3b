"""Edits where nothing around them is worth a closer look: told by a few cheap ones.

Most names stand between two ordinary words. What a closer look would find there was found out of those words before, and what it would find in the name
itself doesn't depend on the place.
"""

from __future__ import annotations

from typing import Any

from translit.matching.beside import is_link, quiet_after, quiet_before, quiet_before_link
from translit.matching.context import OPEN_AFTER, STOPS, is_prose, phrases_with
from translit.matching.evidence import common_word
from translit.matching.policy import Decision, Policy
from translit.matching.resolve import Outcome
from translit.result import Edit, edit_of

REACH = 40  # code points looked at on each side
SENTENCE_START = 3.0  # a short fuzzy mention that begins a sentence must score so much more
SURE_LETTERS = 8  # a mention with as many isn't short
_ENDS = frozenset(".,;:!?…\")]}»”")  # what ends a clause; an apostrophe may be the name's own


class Standing:
    """An outcome of a run, with what can be told of it before it is known where it stands."""

    __slots__ = ("_begins", "_end", "_longer", "_start", "_what", "outcome")

    def __init__(self, run: str, outcome: Outcome, policy: Policy) -> None:
        self.outcome = outcome
        self._start, self._end = outcome.start, outcome.end
        self._what: tuple[Any, ...] | None = None
        decision = outcome.decision
        if decision.verdict != "replace" or outcome.licence or decision.candidates[0].entry.kind == "person":
            return
        before, best = run[outcome.start : outcome.end], decision.candidates[0]
        if is_prose(before) and not phrases_with(before, tuple(best.entry.never)):
            self._what = before, decision.written, best.entry, best.method, best.score, best.via, best.form
            self._begins = not begins_only(decision, policy)
            self._longer = decision.written if len(decision.written) > len(before) and before in decision.written else ""

    def edit(self, text: str, at: int) -> Edit | None:
        """The edit in a run that begins at `at`; None where nothing but a closer look tells whether there is one."""
        what = self._what
        if what is None:
            return None
        start, end = at + self._start, at + self._end
        before = text[start - 1 : start]
        if before == " ":
            gap = text.rfind(" ", start - REACH if start > REACH else 0, start - 1)
            word = text[gap + 1 : start - 1]
            if gap < 0 or not (quiet_before(word) or (is_link(word) and _unlinked(text, gap))) or (word[-1] in STOPS and not self._begins):
                return None
        elif not self._begins or (start and before != "\n"):
            return None
        after = text[end : end + 1]
        if after == " ":
            gap = text.find(" ", end + 1, end + REACH)
            if gap < 0 or not quiet_after(text[end + 1 : gap]):
                return None
        elif after in _ENDS:
            if text[end + 1 : end + 2] not in OPEN_AFTER or (after == "," and not text[end + 2 : end + 3].islower()):
                return None
        elif after != "\n":
            return None
        if self._longer and stands(text, start, end, self._longer):
            return None
        return edit_of(start, end, *what)


def _unlinked(text: str, end: int) -> bool:
    """Whether the word that ends there says nothing of a name after the next word."""
    gap = text.rfind(" ", end - REACH if end > REACH else 0, end)
    return gap >= 0 and quiet_before_link(text[gap + 1 : end])


def begins_only(decision: Decision, policy: Policy) -> str:
    """Why a mention that begins a sentence may be no more than the beginning of one: a word with a capital; empty where it is a name there, too."""
    if " " in decision.spelling:
        return ""
    best = decision.candidates[0]
    doubtful = best.method == "fuzzy" and len(decision.spelling) < SURE_LETTERS and best.score < policy.min_score + SENTENCE_START
    return "sentence-start" if doubtful else common_word(decision.spelling)


def stands(text: str, start: int, end: int, written: str) -> bool:
    """Whether `text[start:end]` is a part of what is to be written there, and the rest of it stands around it already.

    >>> stands("in Al ‘Amārah", 7, 13, "Al ‘Amārah"), stands("in Amārah", 3, 9, "Al ‘Amārah")
    (True, False)
    """
    before = text[start:end]
    at = written.find(before)
    while at >= 0:
        if start >= at and text.startswith(written, start - at):
            return True
        at = written.find(before, at + 1)
    return False
