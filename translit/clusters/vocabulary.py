"""The first pass over a corpus: which capitalized names it holds, and how often. Memory is bounded whatever the size of the text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from itertools import chain

from translit.clusters.forms import SCRIPTS
from translit.lexicon.lists import common_words, endings, particles
from translit.text import is_all_caps, run_pattern, script_of, script_of_char

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
OPENER = 5  # a common word seen small five times as often as it begins a run doesn't begin a name, either: So, Thus, Now
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
    hanging: frozenset[str] = frozenset()
    """Small words that stand after a hyphen and are no part of a name."""
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
    openers = Counter({word: 0 for word, _ in small.most_common(LIGHT)})
    for run, n in runs.items():
        openers[run.partition(" ")[0].casefold()] += n
    often = frozenset(w for w, _ in small.most_common(LIGHT))
    light = often | {w for w, n in openers.items() if small[w] >= OPENER * n and w in common_words()}
    out.languages = _languages(small)
    out.hanging = _hanging(chain(runs, rare), small)
    ordinary = _Ordinary(out.languages)
    for run, n in runs.items():
        _take(run, n, light, ordinary, out)
    for word, n in rare.items():
        _take(word, n, light, ordinary, out)
    for word in [w for w, n in out.words.items() if small[w.casefold()] * SMALL_SHARE >= n]:
        del out.words[word]
    return out


class _Ordinary(Container[str]):
    """The common words of some languages; each word is looked up once."""

    def __init__(self, languages: Collection[str]) -> None:
        self._languages = frozenset(languages)
        self._known: dict[str, bool] = {}

    def __contains__(self, word: object) -> bool:
        if not isinstance(word, str):
            return False
        found = self._known.get(word)
        if found is None:
            found = self._known[word] = not self._languages.isdisjoint(common_words().get(word, "").split())
        return found


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
    """The languages that the corpus is written in, as far as their common words tell, script by script; all of a script where there is too little to tell."""
    shares: dict[str, Counter[str]] = {}
    seen: Counter[str] = Counter()
    for word, n in small.items():
        script = script_of(word)
        seen[script] += n
        for language in common_words().get(word, "").split():
            shares.setdefault(script, Counter())[language] += n
    out: set[str] = set()
    for script in SCRIPTS:
        found = shares.get(script, Counter())
        most = max(found.values(), default=0)
        few = seen[script] < FEW_WORDS
        out.update(language for language in _of_script()[script] if few or found[language] * 2 > most)
    return frozenset(out)


@cache
def _of_script() -> dict[str, frozenset[str]]:
    """Script -> the languages whose common words are written in it."""
    out: dict[str, set[str]] = {script: set() for script in SCRIPTS}
    for word, languages in common_words().items():
        found = out.get(script_of_char(word[0]))
        if found is not None:
            found.update(languages.split())
    return {script: frozenset(languages) for script, languages in out.items()}


def tokens(run: str, hanging: Collection[str] = ()) -> Iterator[str]:
    """The words of a run, parted by spaces, without possessive endings and the small words that hang on (`Moscow-backed`, but `Ho-fei`).

    >>> list(tokens("Kirill Stremouzov’s Moscow-backed Ho-fei", {"backed"}))
    ['Kirill', 'Stremouzov', 'Moscow', 'Ho-fei']
    """
    for token in run.split():
        word = token
        if "-" in token:
            parts = token.split("-")
            while len(parts) > 1 and (parts[-1] in hanging or not parts[-1]):
                parts.pop()
            word = "-".join(parts)
        word = _bare(word)
        if word:
            yield word


def _hanging(runs: Iterable[str], small: Mapping[str, int]) -> frozenset[str]:
    """What stands after a hyphen in small letters and is a word by itself somewhere."""
    parts = {part for run in runs if "-" in run for part in run.replace(" ", "-").split("-")[1:] if part.islower()}
    return frozenset(p for p in parts if p in small or p in common_words() or _bare(p) != p)


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


def _take(run: str, n: int, light: Collection[str], ordinary: Container[str], out: Vocabulary) -> None:
    """Count a run as the names it can hold: the whole of it without small words at its ends, and its last word."""
    words = list(tokens(run, out.hanging))
    while words and (words[0].casefold() in light or len(words[0]) == 1):
        words.pop(0)
    while words and words[-1].islower():
        words.pop()
    if not words or (script := script_of(words[-1])) not in SCRIPTS:
        return
    words = [w for w in words if w.isascii() or script_of(w) == script] if not run.isascii() else words
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
