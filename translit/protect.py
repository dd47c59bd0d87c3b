"""Places of a text that stay as they are, whatever stands there: inline comments, [sic], quotations and the user's own phrases.

Pure and cheap: a text without any of the marks is passed over by a few searches. `protected_spans` gives the places, `open_after` what a piece of a
document leaves open for the next one.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import Protocol

from translit.errors import UsageError, did_you_mean
from translit.matching.policy import Candidate, Decision
from translit.result import Edit, Mention, Result, apply_edits

QUOTATIONS = ("keep", "normalize")
LONGEST_QUOTATION = 2000  # characters; a mark that isn't closed by then opened nothing
SIC_REACH = 80  # characters before [sic] in which the name it is about begins
SIC_WORDS = 4
MARK_REACH = 12  # characters before `translit:` in which the mark of a comment stands

Span = tuple[int, int, str]
"""Start and end (code points) and the reason: `ignore`, `off`, `sic`, `phrase`, `quotation`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Guards:
    """What is protected besides inline comments and [sic]. Raises `UsageError` for an unknown policy.

    >>> Guards(phrases=("Chicken Kiev",)).quotations
    'normalize'
    """

    phrases: tuple[str, ...] = ()
    """Phrases that stay, found as whole words, in any case; a space in one stands for any white space."""
    quotations: str = "normalize"
    """Names inside quotation marks: `normalize` them, or `keep` them as quoted."""

    def __post_init__(self) -> None:
        if self.quotations not in QUOTATIONS:
            raise UsageError(
                f"quotations: unknown value {self.quotations!r}{did_you_mean(self.quotations, QUOTATIONS)}; known are {', '.join(QUOTATIONS)}"
            )


NO_GUARDS = Guards()

_COMMENT = r"translit:[ \t]*(ignore-next-line|ignore|off|on)(?![\w-])"
# Patterns as texts are compiled at their first use: few pages need them.
# What may stand before the word in a comment's line: the mark of a comment in some language. Prose that merely speaks of «translit: ignore» isn't one.
_MARK = r"(?:<!--|\{#|/\*|\(\*|//|--|[#%;'*]|\.\.|\\\"|<%#)[ \t]*\Z"
# A pattern for each bracket: one that begins with a letter of its own is searched for ten times faster than a class, or regardless of case.
_SIC = {b: rf"{re.escape(b)}(?:[sS][iI][cC]!?|[rR][eE][cC][tT][eE][^\])]*)[\])]" for b in "[("}
_WORDS = r"[^\W_]+(?:['’ʼ\-‐‑][^\W_]+)*['’]?"
_LINE_END = r"\r\n|[\n\r]"
# Opening mark -> its closing ones. A mark that also serves as an apostrophe (' and ’) opens nothing.
_PAIRS = {"“": "”", "„": "“”", "«": "»", "»": "«", "‹": "›", "「": "」", "『": "』", "‚": "‘’", '"': '"'}
_QUOTES = '[“„«»‹「『‚"]'


class _Placed(Protocol):
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


def protected_spans(text: str, guards: Guards = NO_GUARDS, *, off: bool = False, touching: Iterable[_Placed] | None = None) -> list[Span]:
    """Return the spans of `text` that stay as they are, sorted by their beginnings; they may overlap. `off`: an earlier piece left `translit: off` open.
    With `touching`, spans that touch none of these places may be left out.

    A comment is known by the mark of a comment before it (`#`, `//`, `<!--`, `%` …): `translit: ignore` keeps its line, `translit: ignore-next-line`
    the next one, `translit: off` all lines to `translit: on`.

    >>> protected_spans("Cherson [sic] fell")
    [(0, 7, 'sic')]
    >>> protected_spans("He ate chicken  kiev.", Guards(phrases=("Chicken Kiev",)))
    [(7, 20, 'phrase')]
    >>> protected_spans("He wrote: „Cherson fiel“, in Cherson.", Guards(quotations="keep"))
    [(10, 24, 'quotation')]
    """
    spans: list[Span] = []
    spans += commented_spans(text, off=off)
    spans += _by_sic(text, chain.from_iterable(re.finditer(p, text) for p in _SIC.values()) if touching is None else _sic_after(text, touching))
    if guards.phrases:
        spans += [(m.start(), m.end(), "phrase") for m in _phrases(guards.phrases).finditer(text)]
    if guards.quotations == "keep":
        spans += _quotations(text)
    return sorted(spans)


def open_after(text: str, *, off: bool = False) -> bool:
    """Whether `translit: off` is in force at the end of a piece of text.

    >>> open_after("# translit: off\\nCherson\\n"), open_after("Cherson\\n# translit: on\\n", off=True)
    (True, False)
    """
    return _by_comments(text, off)[1] if "translit:" in text else off


class Shield:
    """Answers whether a span touches a protected one.

    >>> shield = Shield([(0, 7, "sic"), (20, 30, "phrase")])
    >>> shield.reason(3, 5), shield.reason(7, 20), shield.reason(25, 40)
    ('sic', '', 'phrase')
    """

    __slots__ = ("_ends", "_spans", "_starts")

    def __init__(self, spans: Sequence[Span]) -> None:
        self._spans = sorted(spans)
        self._starts = [s[0] for s in self._spans]
        self._ends: list[tuple[int, str]] = []  # the furthest end so far, with its reason
        furthest = (0, "")
        for _, end, reason in self._spans:
            furthest = max(furthest, (end, reason), key=lambda e: e[0])
            self._ends.append(furthest)

    def reason(self, start: int, end: int) -> str:
        """Why start to end is protected, or an empty string."""
        i = bisect_right(self._starts, end - 1) - 1
        if i < 0:
            return ""
        reach, reason = self._ends[i]
        return reason if reach > start else ""


def commented_spans(text: str, *, off: bool = False) -> list[Span]:
    """The spans that comments protect, alone: for the source of a format whose comments are no text.

    >>> commented_spans("<!-- translit: ignore-next-line -->\\nCherson\\nCherson")
    [(36, 43, 'ignore')]
    """
    return sorted(_by_comments(text, off)[0]) if off or "translit:" in text else []


def shielded(result: Result, reason: Callable[[int, int], str]) -> Result:
    """The result without the edits and ambiguities that are protected: they are held back, with the reason `kept-…`.

    `reason` says of a span of the source why it is protected, or gives an empty string: `Shield(…).reason`.

    >>> from translit import explain
    >>> shielded(explain("Cherson, Cherson"), Shield([(0, 3, "sic")]).reason).text
    'Cherson, Kherson'
    """
    held = list(result.held)
    edits: list[Edit] = []
    ambiguities: list[Mention] = []
    for edit in result.edits:
        if why := reason(edit.start, edit.end):
            candidate = Candidate(edit.entry, edit.form, edit.method, edit.score, edit.via)
            held.append(Mention(edit.start, edit.end, Decision(edit.before, "unknown", (candidate,), (f"kept-{why}",))))
        else:
            edits.append(edit)
    for mention in result.ambiguities:
        if why := reason(mention.start, mention.end):
            kept = Decision(mention.decision.spelling, "unknown", mention.decision.candidates, (*mention.decision.reasons, f"kept-{why}"))
            held.append(Mention(mention.start, mention.end, kept))
        else:
            ambiguities.append(mention)
    if len(held) == len(result.held):
        return result
    held.sort(key=lambda m: (m.start, m.end))
    return Result(result.source, apply_edits(result.source, edits), tuple(edits), tuple(ambiguities), tuple(held))


def _by_comments(text: str, off: bool) -> tuple[list[Span], bool]:
    spans: list[Span] = []
    begun = 0 if off else -1
    first, last = 0, -1  # of the line that was looked at last: its beginning, its end
    for match in re.finditer(_COMMENT, text):
        if not re.compile(_MARK).search(text, max(0, match.start() - MARK_REACH), match.start()):
            continue
        if match.start() > last:
            first = max(first, last + 1, text.rfind("\n", max(0, last), match.start()) + 1, text.rfind("\r", max(0, last), match.start()) + 1)
            last = _line_end(text, match.end())
        what = match[1]
        if what == "off":
            begun = first if begun < 0 else begun
        elif what == "on":
            if begun >= 0:
                spans.append((begun, last, "off"))
            begun = -1
        elif what == "ignore":
            spans.append((first, last, "ignore"))
        elif last < len(text):
            following = last + (2 if text.startswith("\r\n", last) else 1)
            spans.append((following, _line_end(text, following), "ignore"))
    if begun >= 0:
        spans.append((begun, len(text), "off"))
    return spans, begun >= 0


def _line_end(text: str, start: int) -> int:
    found = re.compile(_LINE_END).search(text, start)
    return found.start() if found else len(text)


def _sic_after(text: str, places: Iterable[_Placed]) -> Iterator[re.Match[str]]:
    """The [sic] that may be about one of these places."""
    some = [(bracket, re.compile(pattern)) for bracket, pattern in _SIC.items() if bracket in text]
    find = text.find
    for place in places if some else ():
        first, last = place.start + 1, place.end + SIC_REACH + 1
        for bracket, pattern in some:
            at = find(bracket, first, last)
            while at >= 0:
                if match := pattern.match(text, at):
                    yield match
                at = find(bracket, at + 1, last)


def _by_sic(text: str, found: Iterable[re.Match[str]]) -> list[Span]:
    """The words that [sic] is about: as many as stand right before it and begin with a capital, at least one."""
    spans: list[Span] = []
    for match in found:
        reach = max(0, match.start() - SIC_REACH)
        words = [w for w in re.compile(_WORDS).finditer(text, reach, match.start()) if w.start() == 0 or w.start() > reach or not text[reach - 1].isalnum()]
        begin = end = match.start()
        for count, word in enumerate(reversed(words)):
            between = text[word.end() : begin]
            if between.strip("\"”“»«'’ \t\u00a0\n\r") or count == SIC_WORDS or (count and (not word[0][0].isupper() or "\n\n" in between)):
                break
            begin, end = word.start(), word.end() if not count else end
        if begin < match.start():
            spans.append((begin, end, "sic"))
    return spans


@lru_cache(maxsize=64)
def _phrases(phrases: tuple[str, ...]) -> re.Pattern[str]:
    forms = sorted({r"\s+".join(map(re.escape, p.split())) for p in phrases if p.split()}, key=lambda f: (-len(f), f))
    return re.compile(rf"(?<!\w)(?:{'|'.join(forms)})(?!\w)" if forms else r"(?!)", re.IGNORECASE)


def _quotations(text: str) -> list[Span]:
    """Pairs of quotation marks within a paragraph, the outer ones; a mark without its partner is passed over."""
    spans: list[Span] = []
    quotes = re.compile(_QUOTES)
    at = 0
    while (match := quotes.search(text, at)) is not None:
        start = match.start()
        at = start + 1
        if match[0] in '"»' and start and (text[start - 1].isalnum() or text[start - 1] in ".,!?…"):
            continue  # it closes
        limit = min(len(text), start + LONGEST_QUOTATION)
        paragraph = text.find("\n\n", start, limit)
        limit = paragraph if paragraph >= 0 else limit
        ends = [e for c in _PAIRS[match[0]] if (e := text.find(c, at, limit)) >= 0]
        if ends:
            spans.append((start, min(ends) + 1, "quotation"))
            at = min(ends) + 1
    return spans
