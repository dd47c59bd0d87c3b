"""Which of many words are worth a look at all: done for all unseen words of a text at once, since nearly all of them sound like no name of the gazetteer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from rapidfuzz import fuzz, process

from translit.lexicon.lists import endings
from translit.matching.candidates import LEAST_RUNNING
from translit.matching.evidence import background, common_word
from translit.matching.index import Index
from translit.matching.score import promise
from translit.matching.signs import SHORT, crude, fold_rest, sign
from translit.matching.words import PROMISING, WordMatcher, least_alike
from translit.text import fold, plain_marks, script_of

SHORTEST_STEM = 4
LEAST_OF_PART = 60.0  # how alike (0–100) a word of a longer name must be: its other words can make up for it
LEAST_PROMISE = LEAST_RUNNING - 0.5  # weight of the evidence that is had at once; the rest can add a little


def worth_a_look(words: Iterable[str], index: Index, matcher: WordMatcher, *, part: bool) -> set[str]:
    """The words that stand in a known spelling, sound like a key of the index, or do so with an ending taken off.

    `part`: they may be words of a longer name; otherwise they must be one by themselves.
    """
    found: set[str] = set()
    latin: list[tuple[str, str]] = []
    known = index.tokens if part else index.known
    filed = index.near_part if part else index.near_alone
    for word in words:
        if word.isascii():
            lower = word.lower()
            folded = lower.replace("'", "") if "'" in lower else lower
        else:
            lower, folded = plain_marks(word).lower(), fold(word)
        if folded in known or ("'" in lower and fold(lower.rpartition("'")[0]) in known):
            found.add(word)
        elif not word.isascii() and script_of(word) != "Latn":
            if matcher.shortlist(word, running=True).alike:
                found.add(word)
        elif part or not (common_word(word) or background(word)):
            latin.append((word, lower))
    spelled = None if part else index.spelled
    least = LEAST_OF_PART if part else 0.0
    found.update(_sound_alike(latin, filed, spelled=spelled, least=least))
    hushed = [(word, lower.replace("j", "ž")) for word, lower in latin if "j" in lower and word not in found]
    found.update(_sound_alike(hushed, filed, spelled=spelled, least=least))
    stems = [(word, stem) for word, lower in latin if word not in found for stem in _stems(lower)]
    found.update(_sound_alike(stems, filed, least=PROMISING, stem=True))
    return found


def _stems(lower: str) -> Iterator[str]:
    for ending in _long_endings().get(lower[-1:], ()):
        if lower.endswith(ending) and len(lower) - len(ending) >= SHORTEST_STEM:
            yield lower[: -len(ending)]


@lru_cache(maxsize=1)
def _long_endings() -> dict[str, tuple[str, ...]]:
    """Endings of more than one letter, by their last: a shorter one leaves the sign near enough."""
    found = dict.fromkeys(e.letters for e in endings() if len(e.letters) > 1 and e.letters.isalpha())
    return {last: tuple(e for e in found if e[-1] == last) for last in {e[-1] for e in found}}


def _sound_alike(rows: list[tuple[str, str]], filed: dict[str, list[str]], *, spelled: Mapping[str, str] | None = None, least: float = 0.0, stem: bool = False) -> Iterator[str]:
    """The words (first of each pair) whose spelling (second) sounds like a key filed near it; `stem`: under its own sign. `least`: how alike it must be.

    With `spelled` (key to Latin word), the likest key must also promise a score that could be applied.
    """
    if not rows:
        return
    said = crude(fold_rest("\n".join([lower for _, lower in rows])))
    for (word, lower), one, symbols in zip(rows, said.split("\n"), sign(said).split("\n"), strict=True):
        near = filed.get(symbols)
        if not stem and len(symbols) >= SHORT:
            near = list(near) if near else []
            for i in range(len(symbols)):
                more = filed.get(symbols[:i] + symbols[i + 1 :])
                if more is not None:
                    near += more
        if not near:
            continue
        best = process.extractOne(one, near, scorer=fuzz.ratio, score_cutoff=least or least_alike(one))
        if best is not None and (spelled is None or promise(lower, one, best[0], spelled.get(best[0], best[0]), len(near)) >= LEAST_PROMISE):
            yield word
