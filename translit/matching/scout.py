"""Which of many words are worth a look at all: done for all unseen words of a text at once, since nearly all of them sound like no name of the gazetteer."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from rapidfuzz import fuzz, process

from translit.lexicon.lists import endings, light_words
from translit.matching.candidates import LEAST_RUNNING
from translit.matching.evidence import background, common_word
from translit.matching.index import Index
from translit.matching.score import promise
from translit.matching.signs import crude, fold_rest, shortened, sign, softened, text_sign
from translit.matching.units import SERVANT_OF, units_of
from translit.matching.words import PROMISING, TEXT_CROWD, WordMatcher, least_alike
from translit.text import fold, plain_marks, script_of

SHORTEST_STEM = 4
LEAST_OF_PART = 60.0  # how alike (0–100) a word of a longer name must be: its other words can make up for it
LEAST_PROMISE = LEAST_RUNNING - 0.5  # weight of the evidence that is had at once; the rest can add a little


def worth_a_look(words: Iterable[str], index: Index, matcher: WordMatcher) -> set[str]:
    """The words that are a known spelling, sound like a name of one word, or do so with an ending taken off."""
    found: set[str] = set()
    latin: list[tuple[str, str]] = []
    known = index.known
    for word in words:
        lower, folded = _lower(word)
        if folded in known or ("'" in lower and fold(lower.rpartition("'")[0]) in known):
            found.add(word)
        elif not word.isascii() and script_of(word) != "Latn":
            if matcher.shortlist(word, running=True, among="near_text").alike:
                found.add(word)
        elif not (common_word(word) or background(word)):
            latin.append((word, lower))
    for rows in (latin, [(word, lower.replace("j", "ž")) for word, lower in latin if "j" in lower]):
        for word, lower, said, near in _filed(rows, index.near_text, text_sign, softened):
            best = process.extractOne(said, near, scorer=fuzz.ratio, score_cutoff=least_alike(said))
            if best is not None and promise(lower, said, best[0], index.spelled.get(best[0], best[0]), math.log1p(len(near)) + TEXT_CROWD) >= LEAST_PROMISE:
                found.add(word)
    stems = [(word, stem) for word, lower in latin if word not in found for stem in _stems(lower)]
    for word, _, said, near in _filed(stems, index.near_text, text_sign, _itself):
        if process.extractOne(said, near, scorer=fuzz.ratio, score_cutoff=PROMISING) is not None:
            found.add(word)
    return found


def parts_of_names(runs: Iterable[Sequence[str]], index: Index, matcher: WordMatcher) -> dict[str, set[int]]:
    """Words of runs that may stand in a name of several -> the numbers of the forms and known spellings they may stand in: words that share none are no name."""
    found: dict[str, set[int]] = {}
    latin: list[tuple[str, str]] = []
    servants: dict[tuple[str, str], None] = {}
    for word in {word for words in runs for word in words}:
        lower, folded = _lower(word)
        listed = index.tokens.get(folded) or (index.tokens.get(fold(lower.rpartition("'")[0])) if "'" in lower else None)
        if listed:
            found[word] = set(listed)
        if word.isascii() or script_of(word) == "Latn":
            latin.append((word, lower))
            unit = units_of([lower.strip("'")])[0]
            if unit != lower:
                servants[word, unit] = None
        else:
            for key in matcher.shortlist(word, among="near_part").alike:
                found.setdefault(word, set()).update(index.forms_of.get(key, ()))
    for words in runs:
        for i, word in enumerate(words[:-1]):
            if word.lower().strip("'") in SERVANT_OF:
                name = next((w for w in words[i + 1 :] if w.lower() not in light_words()), "")
                if name:
                    servants[name, units_of(["abd", name.lower()])[0]] = None
    hushed = [(word, lower.replace("j", "ž")) for word, lower in latin if "j" in lower]
    for rows in (latin, hushed, list(servants)):
        for word, _, said, near in _filed(rows, index.near_part, sign, shortened):
            alike = process.extract(said, near, scorer=fuzz.ratio, score_cutoff=LEAST_OF_PART, limit=None)
            if alike:
                found.setdefault(word, set()).update(*[index.forms_of[key] for key, _, _ in alike])
    return found


def neighbours(words: Sequence[str], parts: Mapping[str, set[int]]) -> list[bool]:
    """Which words of a run may stand in a name of several: those that share one with another not far away, and the words between them.

    >>> neighbours(["Kryvyi", "Rih", "Today"], {"Kryvyi": {1, 2}, "Rih": {2}, "Today": {7}})
    [True, True, False]
    """
    light = light_words()
    heavy = [i for i, word in enumerate(words) if word.lower().strip("'") not in light and word.lower().strip("'") not in SERVANT_OF]
    out = [i not in heavy for i in range(len(words))]
    for at, i in enumerate(heavy):
        mine = parts.get(words[i], _NONE)
        for j in heavy[at + 1 : at + 1 + FAR]:
            if not mine.isdisjoint(parts.get(words[j], _NONE)):
                out[i : j + 1] = [True] * (j + 1 - i)
    return out


FAR = 3  # words of a name that lie between two that agree
_NONE: set[int] = set()


def _lower(word: str) -> tuple[str, str]:
    """A word in small letters, and folded."""
    if word.isascii():
        lower = word.lower()
        return lower, lower.replace("'", "") if "'" in lower else lower
    return plain_marks(word).lower(), fold(word)


def _stems(lower: str) -> Iterator[str]:
    for ending in _long_endings().get(lower[-1:], ()):
        if lower.endswith(ending) and len(lower) - len(ending) >= SHORTEST_STEM:
            yield lower[: -len(ending)]


@lru_cache(maxsize=1)
def _long_endings() -> dict[str, tuple[str, ...]]:
    """Endings of more than one letter, by their last: a shorter one leaves the sign near enough."""
    found = dict.fromkeys(e.letters for e in endings() if len(e.letters) > 1 and e.letters.isalpha())
    return {last: tuple(e for e in found if e[-1] == last) for last in {e[-1] for e in found}}


def _itself(symbols: str) -> list[str]:
    return [symbols]


def _filed(
    rows: list[tuple[str, str]], filed: Mapping[str, list[str]], sign_of: Callable[[str], str], shorter: Callable[[str], Sequence[str]]
) -> Iterator[tuple[str, str, str, list[str]]]:
    """Word, spelling, its crude reading, and the keys filed near it, for each row of word and spelling that has any."""
    if not rows:
        return
    said = crude(fold_rest("\n".join([lower for _, lower in rows])))
    for (word, lower), one, symbols in zip(rows, said.split("\n"), sign_of(said).split("\n"), strict=True):
        near: list[str] = []
        for short in shorter(symbols):
            more = filed.get(short)
            if more is not None:
                near = near + more if near else more
        if near:
            yield word, lower, one, near
