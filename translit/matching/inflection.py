"""Inflected names: the stems that a spelling could have, and whether the language of the ending would write the name so.

A stem is the spelling without an ending of `lexicon/data/endings`, with the letters in its place that the name itself has there (Moskwie: Moskw-a).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import product

from translit.gazetteer.model import Entry
from translit.lexicon.lists import Ending, endings
from translit.matching.candidates import same_spelling
from translit.matching.index import LEAST_REST, LEAST_REST_WITHIN, Known
from translit.matching.policy import Candidate
from translit.matching.rests import tails_of
from translit.rules.library import LANGUAGES_OF, romanizer, rule_set_ids
from translit.text import fold, plain_marks, script_of, script_of_char, spelled

SHORTEST_NAME = 4  # letters of a name that an ending is taken off
SHORTEST_PLURAL = 5  # letters of a genitive without ending (Черкасс of Черкассы)
SHORTEST_WORD = 2  # letters of a word of a longer name
MOST_WORDS = 4  # of a name whose words are looked at one by one
NOMINATIVE = "nominative"
ADJECTIVAL = ("i",)  # what other languages make adjectives with, so that it proves no case where the language of a spelling isn't known (Pekingi)
CASES = {case: order for order, case in enumerate((NOMINATIVE, "genitive", "locative", "inessive", "dative"))}  # the commonest with names of places first
VOWELS = frozenset("aeiouyäöüõąęėįųūāēīıəăâîáéíóúůýőűàèìòùěêôœæøаеёиоуыэюяіїєαεηιουωάέήίόύώëïў")

Row = tuple[str, tuple[Ending, ...]]
"""What a name has in the place of an ending, and the endings that stand for it."""


@dataclass(frozen=True, slots=True)
class Stem:
    """A name that a spelling could be a form of."""

    name: str
    endings: tuple[Ending, ...]
    """In which languages and cases; either all of them stay or none does."""

    @property
    def keep(self) -> bool:
        """Whether the ending stays when the name is rewritten."""
        return self.endings[0].keep

    @property
    def apostrophe(self) -> bool:
        """Whether an apostrophe parts the ending from the name."""
        return self.endings[0].letters.startswith("'")


@lru_cache(maxsize=1)
def _table() -> tuple[dict[str, tuple[Row, ...]], int, frozenset[str]]:
    """The endings by their letters, those that stay first; the length of the longest; and what they end in."""
    found: dict[str, dict[tuple[bool, str], list[Ending]]] = {}
    for ending in endings():
        found.setdefault(ending.letters, {}).setdefault((not ending.keep, ending.replaces), []).append(ending)
    rows = {letters: tuple((own, tuple(some)) for (_, own), some in sorted(by.items())) for letters, by in found.items()}
    return rows, max(map(len, rows)), tails_of(rows)


def stems(word: str, *, within: bool = False) -> list[Stem]:
    """The stems that a spelling could have by its last word: those whose ending stays first, then by the length of the ending. `within` a longer name
    they may be shorter.

    >>> [(s.name, s.endings[0].language, s.endings[0].case) for s in stems("Moskwie") if s.name == "Moskwa"]
    [('Moskwa', 'pl', 'dative')]
    """
    plain = plain_marks(word)
    rows, longest, tails = _table()
    tail = plain[-longest:].lower()
    if not plain or len(tail) != min(longest, len(plain)):
        return []
    least, rest_least = (SHORTEST_WORD, LEAST_REST_WITHIN) if within else (SHORTEST_NAME, LEAST_REST)
    capitals = plain.isupper()
    script = script_of(plain[-1])
    foreign = {c for c in plain.lower() if not c.isascii() and c.isalpha()}
    kept: list[Stem] = []
    found: dict[str, list[Ending]] = {}
    reach, most = 0, min(longest, len(plain) - rest_least)
    while reach < most and tail[len(tail) - reach - 1 :] in tails:
        reach += 1
    for size in range(min(reach, most), -1, -1):
        row = rows.get(tail[len(tail) - size :])
        if row is None:
            continue
        rest = plain[: len(plain) - size]
        before = rest[-1].lower()
        if not before.isalpha() and before != "'":
            continue
        for own, some in row:
            if size == 0 and (len(plain) < SHORTEST_PLURAL or script_of_char(own[0]) != script_of_char(before)):
                continue
            fitting = [
                e for e in some
                if (not e.after or (before in VOWELS) == (e.after == "vowel")) and (not foreign or script != "Latn" or e.letters[:1] == "'" or foreign <= set(e.marks))
            ]  # fmt: skip
            if fitting and len(rest) + len(own) >= least:
                name = rest + (own.upper() if capitals else own)
                if some[0].keep:
                    kept.append(Stem(name, tuple(fitting)))
                else:
                    found.setdefault(name, []).extend(fitting)
    return [*kept, *(Stem(name, tuple(some)) for name, some in found.items() if name != plain)]


def bare_stems(lower: str, *, within: bool = False) -> list[tuple[str, bool]]:
    """The stems of a word in small letters, and whether the word itself may not be near enough to stand for one: where more than a letter differs.

    >>> ("herson", True) in bare_stems("hersonissa"), ("moskva", False) in bare_stems("moskvy")
    (True, True)
    """
    rows, tails = _bare_table()
    first = size = len(lower)
    rest_least, least = (LEAST_REST_WITHIN, SHORTEST_WORD) if within else (LEAST_REST, SHORTEST_NAME)
    while first > rest_least and lower[first - 1 :] in tails:
        first -= 1
    found: dict[str, bool] = {}
    for cut in range(first, size):
        row = rows.get(lower[cut:])
        if row is not None:
            rest = lower[:cut]
            before = "vowel" if rest[-1] in VOWELS else "consonant"
            for own, after, far in row:
                if (not after or after == before) and cut + len(own) >= least:
                    name = rest + own
                    if name not in found:
                        found[name] = far
    return list(found.items())


@lru_cache(maxsize=1)
def _bare_table() -> tuple[dict[str, tuple[tuple[str, str, bool], ...]], frozenset[str]]:
    """The endings without apostrophe by their letters: what the name has instead, what stands before, and whether more than a letter differs; and what they
    end in."""
    found: dict[str, dict[tuple[str, str], bool]] = {}
    for ending in endings():
        if not ending.letters.startswith("'"):
            found.setdefault(ending.letters, {})[ending.replaces, ending.after] = len(ending.letters) > 1 or len(ending.replaces) > 1
    rows = {letters: tuple((own, after, far) for (own, after), far in by.items() if (own, "") not in by or not after) for letters, by in found.items()}
    return rows, tails_of(rows)


def phrases(spelling: str, entries: Iterable[Entry]) -> list[Stem]:
    """The names of several words that a spelling could be a form of, where another word than the last bears an ending: all of one language and case.

    >>> putin = Entry("putin", "Vladimir Putin", native={"ru": ("Владимир Путин",)})
    >>> [(s.name, label_of(s.endings)) for s in phrases("Władimira Putina", [putin])]
    [('Władimir Putin', '-a (pl, genitive)')]
    """
    words = spelling.split()
    if not 1 < len(words) <= MOST_WORDS:
        return []
    options: list[dict[str, list[Stem]]] = []
    for word in words:
        mine: dict[str, list[Stem]] = {}
        for stem in stems(word, within=True):
            if not (stem.keep or stem.apostrophe):
                mine.setdefault(fold(stem.name), []).append(stem)
        options.append(mine)
    if not any(options[:-1]):
        return []
    languages = {e.language for mine in options for some in mine.values() for stem in some for e in stem.endings}
    found: dict[str, list[Ending]] = {}
    for entry, language in product(entries, sorted(languages)):
        for form in _written(entry, language, script_of(spelling)):
            there = fold(form).split()
            if len(there) == len(words):
                for name, ending in _one_case(words, options, there, language):
                    found.setdefault(name, []).append(ending)
    return [Stem(name, tuple(dict.fromkeys(some))) for name, some in found.items()]


def _one_case(words: Sequence[str], options: Sequence[dict[str, list[Stem]]], there: Sequence[str], language: str) -> Iterator[tuple[str, Ending]]:
    """The name, spelled with the words' own letters, whose words a language has put into one case; once for each case it can be."""
    ways: list[dict[str, tuple[str, Ending]]] = []
    names = list(words)
    for i, (word, mine, own) in enumerate(zip(words, options, there, strict=True)):
        if fold(word) != own:
            way = {e.case: (stem.name, e) for stem in mine.get(own, ()) for e in stem.endings if e.language == language}
            if not way:
                return
            names[i] = next(iter(way.values()))[0]
            ways.append(way)
    if names[:-1] != list(words[:-1]):
        for case in set(ways[0]).intersection(*ways[1:]):
            yield " ".join(names), ways[-1][case][1]


def fitting(candidate: Candidate, name: str, some: Sequence[Ending], known: Iterable[Known], *, surname: bool) -> list[Ending]:
    """The endings whose language writes the candidate's name as it is spelled: by a convention, as a native form, or in a listed spelling.

    `known` are the entry's known spellings that fold to this one.
    """
    listed = any(k.via in ("listed", "style") and spelled(k.form) == spelled(name) for k in known)
    by_rule = {v.rpartition("-")[2] for v in candidate.via if "-" in v and ":" not in v} if candidate.method == "exact" else set()
    if listed or (script_of(name) == "Latn" and (by_rule := by_rule.intersection(e.language for e in some))):
        return [e for e in some if (listed and e.sure and (e.replaces or e.letters not in ADJECTIVAL)) or e.language in by_rule]
    return [e for e in some if written_by(candidate.entry, e.language, name, surname=surname)]


def written_by(entry: Entry, language: str, name: str, *, surname: bool = False) -> bool:
    """Whether a language writes one of the entry's native forms so: as the form itself, or by its convention for the form's language."""
    return any(same_spelling(name, form.rpartition(" ")[2] if surname else form) for form in _written(entry, language, script_of(name)))


def _written(entry: Entry, language: str, script: str) -> Iterator[str]:
    """What a language writes for an entry's native forms, in one script."""
    for source, forms in entry.native.items():
        for form in forms:
            if source in (language, "und") and script_of(form) == script:
                yield form
            elif script == "Latn" and source != language:
                yield from _in_language(form, source, language)


@lru_cache(maxsize=1)
def _rule_sets() -> frozenset[str]:
    return frozenset(rule_set_ids())


@lru_cache(maxsize=1 << 16)
def _in_language(form: str, source: str, language: str) -> tuple[str, ...]:
    """What a language writes for a native form; nothing where there is no convention."""
    known = _rule_sets()
    sources = LANGUAGES_OF.get(script_of(form), ()) if source == "und" else (source,)
    return tuple(romanizer(rule_id)(form) for s in sources if (rule_id := f"{s}-{language}") in known)


def label_of(some: Iterable[Ending]) -> str:
    """How an ending is named to people: the longest one, in the case that most of its languages have it for, and these languages.

    >>> label_of(stems("Moskvě")[0].endings)
    '-ě (cs, locative)'
    """
    longest = max(len(e.letters) for e in some)
    by_case: dict[tuple[str, str], set[str]] = {}
    for e in some:
        if len(e.letters) == longest:
            by_case.setdefault((e.letters, e.case), set()).add(e.language)
    (letters, case), languages = min(by_case.items(), key=lambda row: (-len(row[1]), CASES.get(row[0][1], len(CASES)), row[0]))
    return f"-{letters or '∅'} ({', '.join(sorted(languages))}, {case})"


def letters(text: str) -> int:
    """How many letters a text has.

    >>> letters("Ivano-Frankivsk")
    14
    """
    return sum(map(str.isalpha, text))

