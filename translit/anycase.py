"""Names in small letters, for texts whose authors leave capitals out (`Policy(any_case=True)`).

Runs begin with a capital, so a text is read as if the words that a known name could stand in had one. In small letters only what is listed, or what a
rule set writes, is taken for a name: among all the words of a language too many are like one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise

from translit.lexicon.lists import light_words
from translit.matching.evidence import background, common_word
from translit.matching.index import Index
from translit.result import Edit, Mention
from translit.text import HYPHENS, WORD, fold, plain_marks

REMEMBERED = 500_000  # words that are kept
_GAPS = frozenset(" \u00a0" + HYPHENS)
_NONE: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class _Known:
    """What a word can be in the gazetteer."""

    alone: bool
    """It is a known or derived spelling, and no ordinary word and no name that stands for itself."""
    ordinary: bool
    light: bool
    """It is an article, a particle or the like, which stands in small letters in names, too."""
    of: frozenset[int]
    """The known and derived spellings of several words in which it stands."""


class Raised:
    """A text with capitals where a name in small letters may begin a word; the letters stand where they stood."""

    __slots__ = ("_places", "source", "text")

    def __init__(self, source: str, places: Mapping[int, bool]) -> None:
        self.source = source
        self._places = places
        """Where capitals were put -> whether the word may be a name by itself."""
        out: list[str] = []
        at = 0
        for place in sorted(places):
            out += (source[at:place], source[place].upper())
            at = place + 1
        self.text = "".join([*out, source[at:]]) if places else source

    def edits(self, edits: Iterable[Edit], *, keep_case: bool) -> Iterator[Edit]:
        """The edits of the source. What was in small letters is replaced only where it is known, and stays so with `keep_case`."""
        for edit in edits:
            raised = self._raised(edit.start, edit.end)
            if not raised:
                yield edit
                continue
            before = self.source[edit.start : edit.end]
            after = edit.after.lower() if keep_case and before.islower() else edit.after
            # In some languages the language or the people has the country's name, in small letters.
            if edit.method == "exact" and edit.entry.kind != "country" and after != before and (any(raised) or not _GAPS.isdisjoint(before)):
                yield replace(edit, before=before, after=after)

    def mentions(self, mentions: Iterable[Mention]) -> Iterator[Mention]:
        """The same for what was left alone."""
        for mention in mentions:
            raised = self._raised(mention.start, mention.end)
            if not raised:
                yield mention
            elif any(raised) and mention.decision.candidates[0].method == "exact":
                yield replace(mention, decision=replace(mention.decision, spelling=self.source[mention.start : mention.end]))

    def _raised(self, start: int, end: int) -> list[bool]:
        places = self._places
        return [places[at] for at in range(start, end) if at in places] if places else []


class AnyCase:
    """Finds where names may stand in small letters. Holds a memory of words only; threads may share it."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._words: dict[str, _Known | None] = {}

    def raised(self, text: str) -> Raised:
        """The text with capitals at the words of known names."""
        if len(self._words) > REMEMBERED:
            self._words = {}
        known, places, start = self._words, dict[int, bool](), 0
        for line in text.splitlines(keepends=True):
            words = WORD.findall(line)
            for word in set(words).difference(known):
                known[word] = self._known(word)
            if any(map(known.get, words)):
                places |= _places(text, start, start + len(line), known)
            start += len(line)
        return Raised(text, places)

    def _known(self, word: str) -> _Known | None:
        index, folded = self._index, fold(word)
        plain = plain_marks(word)
        bare = fold(plain.rpartition("'")[0]) if "'" in plain else folded
        of = index.tokens.get(folded, _NONE)
        single = any(name in index.known or name in index.derived for name in (folded, bare))
        if not single and not of:
            return None
        light = folded in light_words()
        ordinary = light or bool(common_word(word) or background(word))
        return _Known(single and not ordinary, ordinary, light, frozenset(of))


def _places(text: str, start: int, end: int, known: Mapping[str, _Known | None]) -> dict[int, bool]:
    """Where words begin that get a capital, and whether they are names by themselves; else they and a neighbour stand in one name, and one of them is no
    ordinary word."""
    found = [(m.start(), m.end(), one) for m in WORD.finditer(text, start, end) if (one := known[m[0]]) is not None]
    chosen = {at: True for at, _, one in found if one.alone}
    for (at, stop, one), (after, _, other) in pairwise(found):
        if after != stop + 1 or text[stop] not in _GAPS or (one.ordinary and other.ordinary) or one.of.isdisjoint(other.of):
            continue
        if (text[at].islower() and not one.light) or (text[after].islower() and not other.light):
            chosen.setdefault(at, False)
            chosen.setdefault(after, False)
    return {at: alone for at, alone in chosen.items() if text[at].islower() and len(text[at].upper()) == 1}
