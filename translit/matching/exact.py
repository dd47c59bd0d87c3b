"""The finder of `methods=("exact",)`: spellings that are listed, or that a rule set of an entry's own language writes. They are looked up in a table, not searched for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property, lru_cache

from translit.lexicon.lists import endings
from translit.matching.candidates import DERIVED_SCORE, EXACT_SCORE, TOP, Found, same_spelling
from translit.matching.index import MAX_PERSON, Index
from translit.matching.policy import Candidate
from translit.rules.key import VOWELLESS, tables
from translit.rules.library import romanizer, rule_sets_for
from translit.text import WORD, fold, script_of, spelled

Row = tuple[int, str, str, str]
"""Number of the entry, native form, what a rule set writes for it, the rule set's id."""


class ExactFinder:
    """Stands in for `Finder` where nothing but exact spellings is asked for; what it finds can be looked up, so a text's words are sieved by one table."""

    def __init__(self, index: Index) -> None:
        self.index = index
        self.words = self

    @cached_property
    def written(self) -> dict[str, tuple[Row, ...]]:
        """What the rule sets write, folded -> of which native forms. Made at first use: 0.02 ms for each form and rule set."""
        found: dict[str, list[Row]] = {}
        natives: dict[tuple[str, str], list[tuple[int, str]]] = {}
        for number, entry in enumerate(self.index.entries):
            for language, forms in entry.native.items():
                for form in forms:
                    script = script_of(form)
                    if script in tables() and script not in VOWELLESS:
                        natives.setdefault((language, script), []).append((number, form))
        for (language, script), rows in sorted(natives.items()):
            for rule_set in rule_sets_for(language):
                if rule_set.script == script:
                    write = romanizer(rule_set.id)
                    for number, form in rows:
                        name = write(form)
                        found.setdefault(fold(name), []).append((number, form, name, rule_set.id))
        return {name: tuple(rows) for name, rows in found.items()}

    @cached_property
    def _alone(self) -> set[str]:
        """The spellings of one word, folded."""
        return {name for names in (self.index.known, self.written) for name in names if " " not in name}

    @cached_property
    def _parts(self) -> set[str]:
        """The words of longer ones, folded."""
        return {word for names in (self.index.known, self.written) for name in names if " " in name for word in name.split()}

    def find(self, spelling: str, words: Sequence[str], *, running: bool = False) -> list[Found]:  # noqa: ARG002 - the signature of a finder
        """All candidates of a spelling, best first, one for each entry: listed spellings, then what rule sets write."""
        if not words or len(words) > 2 * MAX_PERSON:
            return []
        name, own, entries, plain = " ".join(words), spelled(spelling), self.index.entries, spelling.isascii()
        best: dict[int, Found] = {}
        for known in self.index.known.get(name, ()):
            best.setdefault(known.entry, Found(Candidate(entries[known.entry], known.form, "exact", EXACT_SCORE, (known.via,))))
        if len(best) != 1:
            derived: dict[tuple[int, str], list[str]] = {}
            for number, form, written, rule_set in self.written.get(name, ()):
                if number not in best and ((plain and written.isascii()) or same_spelling(spelling, written)):
                    derived.setdefault((number, form), []).append(rule_set)
            for (number, form), via in derived.items():
                best.setdefault(number, Found(Candidate(entries[number], form, "exact", DERIVED_SCORE, tuple(via))))
        ranked = [found for number, found in best.items() if own not in self.index.never[number]]
        return sorted(ranked, key=lambda f: (-f.candidate.score, f.candidate.entry.id))[: 4 * TOP]

    def promising(self, word: str) -> bool:
        """Whether a word is a known spelling, or the last word of one."""
        folded = fold(word)
        return folded in self._alone or folded in self._parts

    def holding(self, runs: Iterable[str]) -> Iterator[tuple[str, set[str], list[bool]]]:
        """The runs in which a known spelling can stand, with or without an ending; with each the words that can be one by themselves, and for every word
        whether it can be one of a longer spelling."""
        words = {run: WORD.findall(run) for run in runs}
        alone: set[str] = set()
        part: set[str] = set()
        for word in {word for found in words.values() for word in found}:
            stems = _stems(word)
            if not self._alone.isdisjoint(stems):
                alone.add(word)
            if not self._parts.isdisjoint(stems):
                part.add(word)
        for run, found in words.items():
            if len(found) == 1:
                if found[0] in alone:
                    yield run, alone, [False]
            elif not alone.isdisjoint(found) or not part.isdisjoint(found):
                yield run, alone, [word in part for word in found]


def _stems(word: str) -> list[str]:
    """A word, folded, and what is left of it without as many letters as an ending can have."""
    folded = word.lower() if word.isascii() and word.isalnum() else fold(word)
    return [folded, *(folded[:-size] for size in _lengths() if size < len(folded))]


@lru_cache(maxsize=1)
def _lengths() -> tuple[int, ...]:
    return tuple(sorted({len(form) for e in endings() for form in (e.letters, fold(e.letters)) if form}))
