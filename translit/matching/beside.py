"""The words right beside a mention: those that say what it is the name of, and those that make it a part of a person's name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from translit.lexicon.kinds import KindWord, kind_words, links
from translit.lexicon.lists import background_names, common_words, light_words
from translit.matching.evidence import common_word
from translit.matching.policy import Decision
from translit.text import HYPHENS, fold, spelled, starts_upper

REACH = 40  # code points looked at on each side
_BEFORE = re.compile(r"(?:^|(?<=[\s(\[{\"“„«»‘’'/—–-]))([^\W\d_][\w’'\-]*\.?)$")
_AFTER = re.compile(r"[^\W\d_]\w*")
SHORTEST = 3  # letters of the words that the word lists have
_GAPS = " \u00a0"
PATRONYMIC_BEFORE = frozenset({"abu", "abou", "aboul", "umm", "oum", "ibn", "bin", "bint", "abdel", "abdul"})
"""Words after which a person's name goes on: what follows them alone is not the whole of it."""


@dataclass(frozen=True, slots=True)
class Beside:
    """What the words beside a mention say of its kind."""

    fits: frozenset[str] = frozenset()
    against: frozenset[str] = frozenset()
    words: tuple[str, ...] = ()


def word_before(text: str, start: int) -> tuple[str, int]:
    """The word that one space parts from what begins at `start`, with a stop that belongs to it, and where it begins; empty where something else stands there.

    >>> word_before("Herr Cherson", 5), word_before("Gone. Cherson", 6), word_before("gone, Cherson", 6)
    (('Herr', 0), ('Gone.', 0), ('', 6))
    """
    if start < 2 or text[start - 1] not in _GAPS:
        return "", start
    first = max(0, start - 1 - REACH)
    pieces = text[first : start - 1].rsplit(None, 1)  # the pattern is dear to search for in more than a word
    piece = pieces[-1] if pieces and (len(pieces) > 1 or not first) and not text[start - 2].isspace() else ""
    if piece.isalpha():
        return piece, start - 1 - len(piece)
    found = _BEFORE.search(piece) if piece else None
    return (found[1], start - 1 - len(piece) + found.start(1)) if found else ("", start)


def word_after(text: str, end: int, gaps: str = _GAPS) -> str:
    """The word that one space parts from what ends at `end`; empty where something else stands there.

    >>> word_after("Cherson Region", 7), word_after("Cherson, Region", 7)
    ('Region', '')
    """
    found = _AFTER.match(text, end + 1, end + 1 + REACH) if text[end : end + 1] in gaps and end + 1 < len(text) else None
    return found[0] if found else ""


def kind_beside(text: str, start: int, end: int) -> Beside:
    """What the words beside `text[start:end]` say of its kind.

    >>> kind_beside("the city of Cherson", 12, 19).words, sorted(kind_beside("Cherson-Fluss", 0, 7).fits), kind_beside("the village. Cherson", 13, 20).words
    (('city',), ['river'], ())
    """
    return _kind_said_by(text, *word_before(text, start), word_after(text, end, _GAPS + HYPHENS))


def _kind_said_by(text: str, word: str, begin: int, after: str) -> Beside:
    linked = bool(word) and _links(word)
    if linked:
        word, _ = word_before(text, begin)
    said: list[KindWord] = []
    words: list[str] = []
    for side, neighbour in (("before", word), ("after", after)):
        found = _kind_said(neighbour, side, linked=linked and side == "before") if neighbour else None
        if found:
            said.append(found)
            words.append(neighbour)
    if not said:
        return _NOTHING
    fits = frozenset().union(*(s.fits for s in said))
    return Beside(fits, frozenset().union(*(s.against for s in said)) - fits, tuple(words))


_NOTHING = Beside()


@lru_cache(maxsize=1 << 15)
def _links(word: str) -> bool:
    return spelled(word) in links()


@lru_cache(maxsize=1 << 15)
def _kind_said(neighbour: str, side: str, *, linked: bool) -> KindWord | None:
    table, own = kind_words(side, linked=linked), spelled(neighbour)
    return table.get(own) or (None if own.endswith(".") else table.get(own + "."))


def beside(text: str, start: int, end: int, decision: Decision) -> str:
    """The gate that the words beside a mention raise against its decision, or an empty string."""
    kind = decision.candidates[0].entry.kind
    if kind == "person":
        return longer_name(text, start, end) if " " in decision.spelling else ""
    before, begin = word_before(text, start)
    after = word_after(text, end, _GAPS + HYPHENS)
    if " " not in decision.spelling and (name := _persons_name(before, "" if text[end : end + 1] in HYPHENS else after)):
        return name
    said = _kind_said_by(text, before, begin, after) if decision.verdict != "ambiguous" else _NOTHING
    return f"other-kind:{' '.join(said.words)}" if kind in said.against else ""


def in_a_persons_name(text: str, start: int, end: int) -> str:
    """`given-name:Boris` or `surname:Gómez` where a word beside `text[start:end]` makes it a part of a person's name, which is no place; else empty.

    >>> in_a_persons_name("Boris Cherson", 6, 13), in_a_persons_name("Jersón Gómez", 0, 6), in_a_persons_name("In Cherson", 3, 10)
    ('given-name:Boris', 'surname:Gómez', '')
    """
    return _persons_name(word_before(text, start)[0], word_after(text, end))


def _persons_name(before: str, after: str) -> str:
    if _is(before, "given"):
        return f"given-name:{before}"
    return f"surname:{after}" if _is(after, "surnames") else ""


def longer_name(text: str, start: int, end: int) -> str:
    """`longer-name:Khalil` where a person's name of several words goes on with a word that is a name, or begins with one before it; else empty.

    >>> longer_name("Muhammed Sheikh Khalil", 0, 15), longer_name("Wladimir Putin kam", 0, 14)
    ('longer-name:Khalil', '')
    """
    after = word_after(text, end)
    if _is(after, "surnames") or _is(after, "given"):
        return f"longer-name:{after}"
    before, _ = word_before(text, start)
    return f"longer-name:{before}" if fold(before) in PATRONYMIC_BEFORE and starts_upper(before) else ""


def in_a_longer_name(text: str, start: int, end: int) -> bool:
    """Whether a word with a capital that is no ordinary one stands right beside a mention, so that it may be a part of a name that isn't known.

    >>> in_a_longer_name("Quux Cherson", 5, 12), in_a_longer_name("In Cherson", 3, 10)
    (True, False)
    """
    if start and text[start - 1] in HYPHENS:
        return True
    before, after = word_before(text, start)[0], word_after(text, end, _GAPS + HYPHENS)
    return any(len(w) >= SHORTEST and w[-1] != "." and starts_upper(w) and not common_word(w) for w in (before, after))


@lru_cache(maxsize=1 << 15)
def quiet_before(piece: str) -> bool:
    """Whether nothing is to be learned from what stands between two spaces before a mention: no kind, no given name.

    >>> quiet_before("near"), quiet_before("river"), quiet_before("of"), quiet_before("Boris"), quiet_before("done.")
    (True, False, False, False, True)
    """
    if not piece or piece[-1].isspace():
        return False
    word = word_before(f"{piece} ", len(piece) + 1)[0]
    return not word or not (_links(word) or _kind_said(word, "before", linked=False) or _is(word, "given"))


@lru_cache(maxsize=1 << 12)
def is_link(piece: str) -> bool:
    """Whether what stands between two spaces is a small word that parts a name from what it is the name of, and nothing else.

    >>> is_link("of"), is_link("near"), is_link("(of")
    (True, False, False)
    """
    return piece.isalpha() and _links(piece) and not _is(piece, "given")


@lru_cache(maxsize=1 << 15)
def quiet_before_link(piece: str) -> bool:
    """Whether what stands between two spaces before such a word says nothing of a name after it.

    >>> quiet_before_link("end"), quiet_before_link("city")
    (True, False)
    """
    if not piece or piece[-1].isspace():
        return False
    word = word_before(f"{piece} ", len(piece) + 1)[0]
    return not word or not _kind_said(word, "before", linked=True)


@lru_cache(maxsize=1 << 15)
def quiet_after(piece: str) -> bool:
    """Whether nothing is to be learned from what stands between two spaces after a mention: no kind, no surname.

    >>> quiet_after("and"), quiet_after("region,"), quiet_after("Gómez")
    (True, False, False)
    """
    word = word_after(f" {piece} ", 0)
    return not word or not (_kind_said(word, "after", linked=False) or _is(word, "surnames"))


def at_odds(words: Sequence[str], decision: Decision) -> bool:
    """Whether a mention begins with an article or particle where the name that would be written doesn't: the word belongs to the sentence (Le Kirill …)."""
    if words[0].lower() not in light_words() or not decision.candidates:
        return False
    first = fold(decision.candidates[0].entry.canonical).split()[0]
    return first not in light_words() and not first.startswith(fold(words[0]))


def _is(word: str, source: str) -> bool:
    """Whether a word is a name of this list (see `background_names`) and no ordinary word."""
    return not word[:1].islower() and starts_upper(word) and _listed_as(word, source)


@lru_cache(maxsize=1 << 15)
def _listed_as(word: str, source: str) -> bool:
    own = spelled(word)
    here = background_names().get(own) or background_names().get(fold(word))
    return here == source and own not in common_words() and fold(word) not in common_words()
