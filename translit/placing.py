"""What comes of names where nothing around them is worth a closer look: told by a few cheap ones.

Most names stand between two ordinary words. What a closer look would find there was found out of those words before, and what it would find in the name
itself doesn't depend on the place.
"""

from __future__ import annotations

from typing import Any

from translit.matching.beside import is_link, quiet_after, quiet_before, quiet_before_link
from translit.matching.context import OPEN, STOPS, at_sentence_start, is_prose, phrases_with
from translit.matching.evidence import common_word
from translit.matching.policy import Decision, Policy
from translit.matching.resolve import Outcome
from translit.result import Edit, Mention, edit_of

REACH = 40  # code points looked at on each side
SENTENCE_START = 3.0  # a short fuzzy mention that begins a sentence must score so much more
SURE_LETTERS = 8  # a mention with as many isn't short
_ENDS = frozenset(".,;:!?…\")]}»”")  # what ends a clause; an apostrophe may be the name's own


class Standing:
    """An outcome of a run, with what can be told of it before it is known where it stands."""

    __slots__ = ("_edit", "_end", "_held", "_held_first", "_longer", "_start", "outcome")

    def __init__(self, run: str, outcome: Outcome, policy: Policy) -> None:
        self.outcome = outcome
        self._start, self._end = outcome.start, outcome.end
        self._edit: tuple[Any, ...] | None = None
        self._held = self._held_first = None
        decision = outcome.decision
        if decision.verdict == "unknown":
            self._held = decision
        if decision.verdict != "replace" or outcome.licence or decision.candidates[0].entry.kind == "person":
            return
        before, best = run[outcome.start : outcome.end], decision.candidates[0]
        if is_prose(before) and not phrases_with(before, tuple(best.entry.never)):
            self._edit = before, decision.written, best.entry, best.method, best.score, best.via, best.form
            reason = begins_only(decision, policy)
            self._held_first = held_back(decision, reason) if reason else None
            self._longer = decision.written if len(decision.written) > len(before) and before in decision.written else ""

    def place(self, text: str, at: int) -> Edit | Mention | None:
        """What comes of it in a run that begins at `at`: an edit, or what is held back; None where nothing but a closer look tells."""
        start, end = at + self._start, at + self._end
        what = self._edit
        before = text[start - 1 : start]
        if what is None:
            return Mention(start, end, self._held) if self._held and before in OPEN else None
        if before == " ":
            gap = text.rfind(" ", start - REACH if start > REACH else 0, start - 1)
            word = text[gap + 1 : start - 1]
            if gap < 0 or not (quiet_before(word) or (is_link(word) and _unlinked(text, gap))):
                return None
            first = word[-1] in STOPS and at_sentence_start(text, start)
        elif not start or before == "\n":
            first = True
        else:
            return None
        after = text[end : end + 1]
        if after == " ":
            gap = text.find(" ", end + 1, end + REACH)
            if gap < 0 or not quiet_after(text[end + 1 : gap]):
                return None
        elif after in _ENDS:
            if text[end + 1 : end + 2] not in OPEN or (after == "," and not text[end + 2 : end + 3].islower()):
                return None
        elif after != "\n":
            return None
        if first and self._held_first:
            return Mention(start, end, self._held_first)
        if self._longer and stands(text, start, end, self._longer):
            return None
        return edit_of(start, end, *what)


def _unlinked(text: str, end: int) -> bool:
    """Whether the word that ends there says nothing of a name after the next word."""
    gap = text.rfind(" ", end - REACH if end > REACH else 0, end)
    return gap >= 0 and quiet_before_link(text[gap + 1 : end])


def held_back(decision: Decision, reason: str) -> Decision:
    """The decision where a reason against it is found in the text."""
    return Decision(decision.spelling, "unknown", decision.candidates, (*decision.reasons, reason))


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
