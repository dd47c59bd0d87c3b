"""The first pass over a corpus: which capitalized names it holds, and how often. Memory is bounded whatever the size of the text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache

from translit.lexicon.lists import common_words, endings, particles
from translit.text import is_all_caps, run_pattern, script_of

Corpus = Callable[[], Iterable[tuple[str, str]]]
"""Called once a pass: yields document names with their text; a long document may come in several pieces one after another."""

RUNS = 1_000_000  # distinct runs kept; beyond that, those seen once are counted by their words alone
WORDS = 4_000_000
SAMPLED = 1 << 24  # code points whose small letters are all looked at; after that one piece in 16
SAMPLE_EVERY = 16
MIN_LETTERS = 4
LONGEST = 4  # words of a name
FEW_WORDS = 200  # sampled words under which the languages of a corpus aren't told apart
SMALL_SHARE = 5  # a word seen small a fifth as often as capitalized is no name by itself
LIGHT = 150  # most frequent small words, which don't begin a name: In, The, And
_SMALL = re.compile(r"[^\W\d_]+")


@dataclass(slots=True)
class Vocabulary:
    """Names with their counts."""

    words: Counter[str] = field(default_factory=Counter)
    """Single-word names (hyphens inside) that stand alone or close a longer one."""
    longer: Counter[str] = field(default_factory=Counter)
    """Names of two to four words."""
    alone: Counter[str] = field(default_factory=Counter)
    """How often a word stands without another capitalized word before or after."""
    openings: dict[str, Counter[str]] = field(default_factory=dict)
    """Last word of a longer name to what stands before it: `Stremouzov` → `Kirill`."""
    languages: frozenset[str] = frozenset()
    """What the corpus is written in (ISO 639-1)."""
    documents: int = 0
    mentions: int = 0
    dropped: int = 0


@cache
def pattern() -> re.Pattern[str]:
    """The runs of words that discovery looks at."""
    return run_pattern(particles())


def count(corpus: Corpus) -> Vocabulary:
    """Count the names of a corpus."""
    runs: Counter[str] = Counter()
    rare: Counter[str] = Counter()  # words of runs that were let go
    small: Counter[str] = Counter()
    find = pattern().findall
    out = Vocabulary()
    seen = 0
    last: str | None = None
    for piece, (name, text) in enumerate(corpus()):
        if name != last:
            out.documents += 1
            last = name
        runs.update(find(text))
        if seen < SAMPLED or piece % SAMPLE_EVERY == 0:
            small.update(w for w in _SMALL.findall(text) if w.islower())
        seen += len(text)
        if len(runs) > RUNS:
            out.dropped += _thin(runs, rare)
    light = frozenset(w for w, _ in small.most_common(LIGHT))
    out.languages = _languages(small)
    ordinary = frozenset(word for word, languages in common_words().items() if out.languages & set(languages.split()))
    for run, n in runs.items():
        _take(run, n, light, ordinary, out)
    for word, n in rare.items():
        _take(word, n, light, ordinary, out)
    for word in [w for w, n in out.words.items() if small[w.casefold()] * SMALL_SHARE >= n]:
        del out.words[word]
    return out


def _thin(runs: Counter[str], rare: Counter[str]) -> int:
    once = [run for run, n in runs.items() if n == 1]
    for run in once:
        del runs[run]
        rare[run.rsplit(" ", 1)[-1]] += 1
    if len(rare) > WORDS:
        for word in [w for w, n in rare.items() if n == 1]:
            del rare[word]
    return len(once)


def _languages(small: Mapping[str, int]) -> frozenset[str]:
    """The languages that the corpus is written in, as far as their common words tell; all where there is too little to tell."""
    shares: Counter[str] = Counter()
    for word, n in small.items():
        for language in common_words().get(word, "").split():
            shares[language] += n
    if sum(small.values()) < FEW_WORDS:
        return frozenset(language for languages in common_words().values() for language in languages.split())
    most = max(shares.values(), default=0)
    return frozenset(language for language, n in shares.items() if n * 2 > most)


def tokens(run: str) -> Iterator[str]:
    """The words of a run, parted by spaces, without possessive endings and what hangs on in small letters (`Moscow-backed`).

    >>> list(tokens("Kirill Stremouzov’s Moscow-backed"))
    ['Kirill', 'Stremouzov', 'Moscow']
    """
    for token in run.split():
        parts = token.split("-")
        while len(parts) > 1 and not parts[-1][:1].isupper():
            parts.pop()
        word = _bare("-".join(parts))
        if word:
            yield word


@cache
def _possessives() -> tuple[str, ...]:
    return tuple(e.letters for e in endings() if e.letters.startswith("'"))


def _bare(word: str) -> str:
    if "'" not in word and "’" not in word:
        return word
    plain = word.replace("’", "'")
    for ending in _possessives():
        if plain.endswith(ending):
            return word[: -len(ending)]
    return word


def _take(run: str, n: int, light: frozenset[str], ordinary: frozenset[str], out: Vocabulary) -> None:
    """Count a run as the names it can hold: the whole of it without small words at its ends, and its last word."""
    words = list(tokens(run))
    while words and (words[0].casefold() in light or len(words[0]) == 1):
        words.pop(0)
    while words and words[-1].islower():
        words.pop()
    if not words or script_of(words[-1]) != "Latn":
        return
    out.mentions += n
    last = words[-1]
    if is_name(last) and last.casefold() not in ordinary:
        out.words[last] += n
        if len(words) == 1:
            out.alone[last] += n
        elif words[-2].casefold() not in ordinary:
            out.openings.setdefault(last, Counter())[words[-2]] += n
    if 1 < len(words) <= LONGEST and not is_all_caps(" ".join(words)) and sum(c.isalpha() for w in words for c in w) >= MIN_LETTERS:
        out.longer[" ".join(words)] += n


def is_name(word: str) -> bool:
    """Whether a word has the shape of a name that can be compared: long enough, and not in capitals alone."""
    return not is_all_caps(word) and sum(c.isalpha() for c in word) >= MIN_LETTERS and not any(c.isdigit() for c in word)
