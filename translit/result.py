"""What comes of a text: the edits, where they stand, and what was left alone on purpose."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from translit.gazetteer.model import LANGUAGES, Entry
from translit.matching.policy import Decision
from translit.text import script_of_char

HOMOGLYPH = "homoglyph"


@dataclass(frozen=True, slots=True)
class Edit:
    """One replaced span. `start` and `end` are code points of the source."""

    start: int
    end: int
    before: str
    after: str
    entry: Entry
    method: str
    score: float
    via: Sequence[str]
    """What links the two spellings: rule set ids and named evidence."""
    form: str = ""
    """The form of the entry that the spelling was linked to."""


class _Unfrozen:
    """An edit while it is made."""

    __slots__ = ("after", "before", "end", "entry", "form", "method", "score", "start", "via")


def edit_of(start: int, end: int, before: str, after: str, entry: Entry, method: str, score: float, via: Sequence[str], form: str) -> Edit:
    """The same as `Edit(…)`, in a quarter of the time: a frozen class sets its values by a detour.

    >>> edit_of(0, 2, "ab", "AB", None, "exact", 100.0, (), "AB") == Edit(0, 2, "ab", "AB", None, "exact", 100.0, (), "AB")
    True
    """
    made: Any = _Unfrozen()
    made.start, made.end, made.before, made.after = start, end, before, after
    made.entry, made.method, made.score, made.via, made.form = entry, method, score, via, form
    made.__class__ = Edit
    edit: Edit = made
    return edit


@dataclass(frozen=True, slots=True)
class Mention:
    """A span of the source that could be a name, with its decision."""

    start: int
    end: int
    decision: Decision


@dataclass(frozen=True, slots=True)
class Result:
    """A text before and after.

    >>> from translit import explain
    >>> result = explain("The Cherson region")
    >>> result.text, result.to_text(12), result.to_source(12)
    ('The Kherson region', 12, 12)
    """

    source: str
    text: str
    edits: Sequence[Edit] = ()
    ambiguities: Sequence[Mention] = ()
    """Names that could be two entries: left alone."""
    held: Sequence[Mention] = ()
    """Names with a candidate that the policy or a gate held back: left alone, worth a look."""

    @property
    def conventions(self) -> tuple[HabitShare, ...]:
        """Whose spelling habits the changed names follow, the likeliest first; empty without edits.

        >>> from translit import explain
        >>> share = explain("Cherson, Charkiw, Inhulez and Mylowe").conventions[0]
        >>> share.language, share.names, share.total
        ('de', 4, 4)
        """
        return habit_shares(self.edits)

    @property
    def warnings(self) -> tuple[str, ...]:
        """What a reader of the source should know, in its order: changed names that were spelled with letters of another script that look alike.

        >>> from translit import explain
        >>> explain("Сherson").warnings
        ('homoglyph: С (U+0421) in Сherson',)
        """
        return tuple(w for edit in self.edits for w in warnings_of(edit))

    def to_text(self, offset: int) -> int:
        """Map an offset of the source to the text; inside an edit, to the edit's start."""
        return self._map(offset, forward=True)

    def to_source(self, offset: int) -> int:
        """Map an offset of the text to the source; inside an edit, to the edit's start."""
        return self._map(offset, forward=False)

    def _map(self, offset: int, *, forward: bool) -> int:
        length = len(self.source if forward else self.text)
        if not 0 <= offset <= length:
            raise IndexError(f"offset {offset} is outside 0…{length}")
        sources, texts = self._anchors()
        mine, other = (sources, texts) if forward else (texts, sources)
        i = bisect_right(mine, (offset, length + 1)) - 1
        if i < 0:
            return offset
        (start, end), (other_start, other_end) = mine[i], other[i]
        return other_start if start <= offset < end else other_end + offset - end

    def _anchors(self) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
        """The spans of the edits in the source and in the text."""
        sources: list[tuple[int, int]] = []
        texts: list[tuple[int, int]] = []
        shift = 0
        for edit in self.edits:
            sources.append((edit.start, edit.end))
            texts.append((edit.start + shift, edit.start + shift + len(edit.after)))
            shift += len(edit.after) - (edit.end - edit.start)
        return sources, texts


def warnings_of(edit: Edit) -> tuple[str, ...]:
    """What a reader should know of one edit."""
    if edit.before.isascii() or len({s for s in map(script_of_char, edit.before) if s != "Zyyy"}) < 2:
        return ()
    return tuple(f"homoglyph: {char} (U+{ord(char):04X}) in {edit.before}" for v in edit.via for kind, _, char in (v.partition(":"),) if kind == HOMOGLYPH)


@dataclass(frozen=True, slots=True)
class HabitShare:
    """How many of a document's names one language's convention explains."""

    language: str
    """ISO 639-1 code of the language whose press spells so."""
    names: int
    total: int
    """Distinct spellings that any convention explains."""
    others: tuple[str, ...]
    """The spellings it doesn't explain, sorted."""


def habit_shares(edits: Iterable[Edit]) -> tuple[HabitShare, ...]:
    """Count the distinct spellings each language's conventions explain. A spelling that few languages share tells more where counts are equal."""
    explained: dict[str, set[str]] = {}
    for edit in edits:
        targets = {v.split("-", 1)[1] for v in edit.via if v.count("-") == 1 and v.split("-", 1)[1] in LANGUAGES}
        if targets:
            explained.setdefault(edit.before, set()).update(targets)
    tells: dict[str, float] = {}
    for targets in explained.values():
        for language in targets:
            tells[language] = tells.get(language, 0.0) + 1 / len(targets)
    shares = [
        HabitShare(language, sum(language in t for t in explained.values()), len(explained), tuple(sorted(w for w, t in explained.items() if language not in t)))
        for language in tells
    ]
    return tuple(sorted(shares, key=lambda s: (-s.names, -tells[s.language], s.language)))


def apply_edits(source: str, edits: Sequence[Edit]) -> str:
    """Return `source` with the edits made; they must be in order and apart.

    >>> apply_edits("abc", [])
    'abc'
    """
    if not edits:
        return source
    out: list[str] = []
    position = 0
    for edit in edits:
        out.append(source[position : edit.start])
        out.append(edit.after)
        position = edit.end
    out.append(source[position:])
    return "".join(out)


def spliced(source: str, changes: Iterable[tuple[int, int, str]]) -> str:
    """Return `source` with other text from start to end; the changes must be in order and apart.

    >>> spliced("abc", [(1, 2, "B")])
    'aBc'
    """
    out: list[str] = []
    position = 0
    for start, end, after in changes:
        out += (source[position:start], after)
        position = end
    out.append(source[position:])
    return "".join(out)
