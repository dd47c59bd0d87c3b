"""Which of many words are worth a look at all: done for all unseen words of a text at once, since nearly all of them sound like no name of the gazetteer."""

from __future__ import annotations

import math
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from itertools import chain, compress
from typing import Any

from rapidfuzz import fuzz, process

from translit.lexicon.lists import all_listed, background_names, common_words, light_words
from translit.lexicon.writing import ordinary_words
from translit.matching.candidates import LEAST_RUNNING
from translit.matching.evidence import background, common_word
from translit.matching.index import Index
from translit.matching.inflection import bare_stems
from translit.matching.score import promise
from translit.matching.signs import crude, fold_rest, otherwise, shortened, sign, softened, text_sign
from translit.matching.units import SERVANT_OF, unit_of, units_of
from translit.matching.words import LEAST_OF_PART, PROMISING, WordMatcher, least_alike
from translit.text import fold, plain_marks, script_of

TEXT_CROWD = 1.0  # how much more crowded (logarithm) it is about, at least, than where only keys of the same consonants are filed
SPARE_PROMISE = 0.25  # weight of evidence that what is not had at once can add

MANY = 2_000  # words that are more quickly told by lists read whole

_Row = tuple[str, str]
"""A word of a text, and what is looked up for it: in small letters."""


def spelled_low(words: Iterable[str]) -> dict[str, tuple[str, str]]:
    """Word -> in small letters, and folded.

    >>> spelled_low(["Kiev's", "Хе́рсон"])["Kiev's"]
    ("kiev's", 'kievs')
    """
    every = list(words)
    plain = [word for word in every if word.isascii() and "`" not in word]
    lower = "\n".join(plain).lower()
    found = dict(zip(plain, zip(lower.split("\n"), lower.replace("'", "").split("\n"), strict=True), strict=True)) if plain else {}
    if len(plain) < len(every):
        found.update((word, (plain_marks(word).lower(), fold(word))) for word in every if word not in found)
    return found


def worth_a_look(low: Mapping[str, tuple[str, str]], index: Index, matcher: WordMatcher, *, listed: bool = False) -> set[str]:
    """The words that are a known or derived spelling, sound like a name of one word, or do so with an ending taken off.
    `listed`: only known and derived spellings count, with or without an ending."""
    found: set[str] = set()
    latin: list[_Row] = []
    bent: list[_Row] = []
    known, derived, begin = index.known, index.derived, index.rests()[0].begin
    words, names = all_listed() if len(low) > MANY else (common_words(), background_names())
    for word, (lower, folded) in low.items():
        if folded in known or folded in derived or ("'" in lower and ((bare := fold(lower.rpartition("'")[0])) in known or bare in derived)):
            found.add(word)
        elif listed and not begin(folded) and (word.isascii() or script_of(word) == "Latn"):
            continue
        elif lower in words or lower in names or folded in words:
            continue  # it stands for itself
        elif word.isascii() or script_of(word) == "Latn":
            latin.append((word, lower))
            if listed or "'" in lower or begin(folded):
                bent.append((word, lower))
        elif word not in ordinary_words() and (matcher.shortlist(word, running=True, among="near_text").alike or _stem_known(lower, index)) and not _of_its_own(word):
            found.add(word)
    for word, lower in bent:
        if any((own := stem if stem.isascii() else fold(stem)) in known or own in derived for stem, _ in bare_stems(lower)) and not _of_its_own(word):
            found.add(word)
    if not listed:
        found.update(_alike(latin, found, index))
        stems = [(word, lower.rpartition("'")[0]) for word, lower in bent if "'" in lower and word not in found]
        for word, _, said, near in _filed(stems, index.near_text, text_sign, _itself):
            if process.extractOne(said, near.split("\n"), scorer=fuzz.ratio, score_cutoff=PROMISING) is not None and not _of_its_own(word):
                found.add(word)
    return found


def _alike(latin: list[_Row], found: Container[str], index: Index) -> Iterator[str]:
    """The Latin words that sound like a name of one word, but for those that were found already."""
    least_promise = LEAST_RUNNING - SPARE_PROMISE
    for way in _ways():
        for word, lower, said, near in _filed(latin, index.near_text, text_sign, softened, way, index.bones("near_text")):
            keys = near.split("\n")
            best = process.extractOne(said, keys, scorer=fuzz.ratio, score_cutoff=least_alike(said))
            if best is None or word in found or _of_its_own(word):
                continue
            if promise(lower, said, best[0], index.spelled.get(best[0], best[0]), math.log1p(len(keys)) + TEXT_CROWD) >= least_promise:
                yield word


def _stem_known(lower: str, index: Index) -> bool:
    """Whether a word is a known spelling, or a word of one, with an ending."""
    return any((folded := fold(stem)) in index.known or folded in index.derived or folded in index.tokens for stem, _ in bare_stems(lower))


def _of_its_own(word: str) -> bool:
    """Whether a word is an ordinary one, or a name that stands for itself."""
    return bool(common_word(word) or background(word))


def parts_of_names(
    runs: Iterable[Sequence[str]], low: Mapping[str, tuple[str, str]], index: Index, matcher: WordMatcher, *, listed: bool = False
) -> dict[str, set[int]]:
    """Words of runs that may stand in a name of several -> the numbers of the forms and known spellings they may stand in: words that share none are no name.
    `listed`: only known spellings count."""
    found: dict[str, set[int]] = {}
    latin: list[_Row] = []
    servants: dict[_Row, None] = {}
    bent: list[_Row] = []
    tokens, rests, people = index.tokens, index.rests()[1], bool(index.near_people)
    for word in {word for words in runs for word in words}:
        lower, folded = low[word]
        known = tokens.get(folded) or (tokens.get(fold(lower.rpartition("'")[0])) if "'" in lower else None)
        if known:
            found[word] = set(known)
        is_latin = word.isascii() or script_of(word) == "Latn"
        for stem, far in bare_stems(lower, within=True) if rests.begin(folded) else ():
            known = tokens.get(stem if stem.isascii() else fold(stem))
            if known:
                found.setdefault(word, set()).update(known)
            if far and is_latin:
                bent.append((word, stem))
        if listed:
            continue
        if is_latin:
            latin.append((word, lower))
            unit = unit_of(lower) if people else lower
            if unit != lower:
                servants[word, unit] = None
        else:
            for key in matcher.shortlist(word, running=True, among="near_part_text").alike:
                found.setdefault(word, set()).update(index.forms_of.get(key, ()))
    if listed:
        return found
    for words in runs if people else ():
        for i, word in enumerate(words[:-1]):
            if low[word][0].strip("'") in SERVANT_OF:
                name = next((w for w in words[i + 1 :] if low[w][0] not in light_words()), "")
                if name:
                    servants[name, units_of(["abd", low[name][0]])[0]] = None
    near: dict[str, list[tuple[str, str]]] = {}  # word -> its crude readings, and the keys filed near each
    near_part, near_people = index.near_part_text, index.near_people
    for rows, way in (*((latin, way) for way in _ways()), (list(servants), ("", ""))):
        for word, _, said, keys in chain(
            _filed(rows, near_part, text_sign, softened, way, index.bones("near_part_text")), _filed(rows, near_people, sign, shortened, way)
        ):
            near.setdefault(word, []).append((said, keys))
    for word, _, said, keys in chain(_filed(bent, near_part, text_sign, _itself), _filed(bent, near_people, sign, _itself)):
        near.setdefault(word, []).append((said, keys))
    forms: dict[str, Iterable[int]] = {}  # the same keys are near many words
    for words in runs:  # a word is in none if it is the only one of its run that could be
        some = [word for word in words if word in near or word in found]
        for word in some if len(some) > 1 else ():
            for said, keys in near.pop(word, ()):
                like = [key for key, _, _ in process.extract(said, keys.split("\n"), scorer=fuzz.ratio, score_cutoff=LEAST_OF_PART, limit=None)]
                if like:
                    forms.update((key, index.forms_of[key]) for key in like if key not in forms)
                    found.setdefault(word, set()).update(*map(forms.__getitem__, like))
    return found


def neighbours(words: Sequence[str], parts: Mapping[str, set[int]]) -> list[bool]:
    """Which words of a run may stand in a name of several: those that share one with another not far away, and the words between them.

    >>> neighbours(["Kryvyi", "Rih", "Today"], {"Kryvyi": {1, 2}, "Rih": {2}, "Today": {7}})
    [True, True, False]
    """
    light = light_words()
    heavy = [(w := word.lower().strip("'")) not in light and w not in SERVANT_OF for word in words]
    out = [not h for h in heavy]
    for i, word in enumerate(words):
        mine = parts.get(word, _NONE)
        far = FAR if heavy[i] else 1
        for j in range(i + 1, len(words) if mine else 0):
            # A light word belongs to what stands right beside it (Al Madinah), and is passed over between others.
            if (heavy[j] or (heavy[i] and j == i + 1)) and not mine.isdisjoint(parts.get(words[j], _NONE)):
                out[i : j + 1] = [True] * (j + 1 - i)
            far -= heavy[j]
            if not far or (not heavy[i] and heavy[j]):
                break
    return out


FAR = 3  # words of a name that lie between two that agree
_NONE: set[int] = set()


def _itself(symbols: str) -> Sequence[str]:
    return (symbols,)


def _ways() -> list[tuple[str, str]]:
    """The ways to read words: as they are, and with letters that can sound otherwise."""
    return [("", ""), *otherwise().items()]


def _filed(
    rows: list[_Row],
    filed: Mapping[str, str],
    sign_of: Callable[[str], str],
    shorter: Callable[[str], Sequence[str]],
    way: tuple[str, str] = ("", ""),
    bones: Container[str] | None = None,
) -> Iterator[tuple[str, str, str, str]]:
    """Word, spelling, its crude reading, and the keys filed near it (parted by line ends), for each row that has any. `way`: letters that must be there, and what they are read as;
    `bones`: the signs in the table without their vowels, one of which that of a word must have."""
    letters, sounds = way
    rows = [row for row in rows if letters in row[1]] if letters else rows
    if not rows or not filed:
        return
    joined = "\n".join([lower for _, lower in rows])
    said = crude(fold_rest(joined.replace(letters, sounds) if letters else joined))
    get = filed.get
    known: dict[str, str] = {}
    signs = sign_of(said)
    columns: list[list[Any]] = [rows, said.split("\n"), signs.split("\n")]
    if bones is not None:
        keep = list(map(bones.__contains__, signs.replace("a", "").split("\n")))
        columns = [list(compress(column, keep)) for column in columns]
    for (word, lower), one, symbols in zip(*columns, strict=True):
        near = known.get(symbols)
        if near is None:
            near = known[symbols] = "\n".join([more for more in map(get, shorter(symbols)) if more is not None])
        if near:
            yield word, lower, one, near
