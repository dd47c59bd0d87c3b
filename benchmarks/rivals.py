"""What people use instead: exact replacement of listed spellings, and the nearest listed name of every capitalized word.

A rival gets the spellings that the project's rule sets derive, each with its canonical form, and a text. It returns the seconds of processor time that
it takes to get ready and to do its work. Those that are libraries of a scan leave the edges of words and the rewriting to their caller: it is done here.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from common import search_form

Listed = list[tuple[str, str]]
T = TypeVar("T")
CAPITALIZED = re.compile(r"[^\W\d_a-z][\w'’-]+")
LIKE_ENOUGH = 90.0


def timed(work: Callable[[], T]) -> tuple[T, float]:
    """The result of a call, and the processor time it took."""
    start = time.process_time()
    result = work()
    return result, max(time.process_time() - start, 1e-9)


def _filled(keywords: Any, listed: Listed) -> Any:
    for spelling, canonical in listed:
        keywords.add_keyword(spelling, canonical)
    return keywords


def flashtext(listed: Listed, text: str) -> tuple[float, float]:
    """Line by line: one long string takes it quadratic time."""
    from flashtext import KeywordProcessor

    keywords, ready = timed(lambda: _filled(KeywordProcessor(case_sensitive=True), listed))
    lines = text.split("\n")
    return ready, timed(lambda: [keywords.replace_keywords(line) for line in lines])[1]


def flashtext2(listed: Listed, text: str) -> tuple[float, float]:
    """The same in Rust."""
    from flashtext2 import KeywordProcessor

    keywords, ready = timed(lambda: _filled(KeywordProcessor(case_sensitive=True), listed))
    return ready, timed(lambda: keywords.replace_keywords(text))[1]


def pyahocorasick(listed: Listed, text: str) -> tuple[float, float]:
    """`iter_long`, the longest match from left to right."""
    import ahocorasick

    def build() -> Any:
        automaton = ahocorasick.Automaton()
        for spelling, canonical in listed:
            automaton.add_word(spelling, (len(spelling), canonical))
        automaton.make_automaton()
        return automaton

    automaton, ready = timed(build)
    return ready, timed(lambda: _spliced(text, ((end + 1 - size, end + 1, name) for end, (size, name) in automaton.iter_long(text))))[1]


def ahocorasick_rs(listed: Listed, text: str) -> tuple[float, float]:
    """Over characters."""
    import ahocorasick_rs

    names = [name for _, name in listed]
    automaton, ready = timed(lambda: ahocorasick_rs.AhoCorasick([s for s, _ in listed], matchkind=ahocorasick_rs.MATCHKIND_LEFTMOST_LONGEST))
    return ready, timed(lambda: _spliced(text, ((start, end, names[i]) for i, start, end in automaton.find_matches_as_indexes(text))))[1]


def _spliced(text: str, matches: Iterable[tuple[int, int, str]]) -> str:
    out: list[str] = []
    at = 0
    for start, end, name in matches:
        if start >= at and not (start and text[start - 1].isalnum()) and not text[end : end + 1].isalnum():
            out += (text[at:start], name)
            at = end
    out.append(text[at:])
    return "".join(out)


def symspellpy(listed: Listed, text: str) -> tuple[float, float]:
    """The nearest listed spelling within two edits, each distinct capitalized word looked up once."""
    from symspellpy import SymSpell, Verbosity

    def build() -> Any:
        speller = SymSpell(max_dictionary_edit_distance=2, prefix_length=7)
        for form in {search_form(spelling) for spelling, _ in listed}:
            speller.create_dictionary_entry(form, 1)
        return speller

    speller, ready = timed(build)
    return ready, timed(lambda: {word: speller.lookup(search_form(word), Verbosity.TOP, max_edit_distance=2) for word in set(CAPITALIZED.findall(text))})[1]


def spaczz(listed: Listed, text: str) -> tuple[float, float]:
    """spaCy's tokens, every stretch of them laid beside every name."""
    import spacy
    from spaczz.matcher import FuzzyMatcher

    def build() -> Any:
        language = spacy.blank("en")
        matcher = FuzzyMatcher(language.vocab)
        matcher.add("NAME", [language.make_doc(name) for name in dict.fromkeys(name for _, name in listed)])
        return language, matcher

    (language, matcher), ready = timed(build)
    return ready, timed(lambda: matcher(language(text)))[1]


def naive(listed: Listed, text: str, *, names: bool, scorer: str) -> tuple[float, float]:
    """unidecode and RapidFuzz `extractOne` for each distinct capitalized word, over the canonical names or over all spellings."""
    from rapidfuzz import fuzz, process

    choices, ready = timed(lambda: list(dict.fromkeys(search_form(name if names else spelling) for spelling, name in listed)))
    score = getattr(fuzz, scorer)

    def look_up() -> dict[str, bool]:
        found: dict[str, bool] = {}
        for word in CAPITALIZED.findall(text):
            if word not in found:
                found[word] = process.extractOne(search_form(word), choices, scorer=score, score_cutoff=LIKE_ENOUGH) is not None
        return found

    return ready, timed(look_up)[1]
