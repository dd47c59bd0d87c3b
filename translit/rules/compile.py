"""Writing forward: one pass over the source letters, the longest and most specific rule first, every step traceable."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from translit.rules.check import fits, specificity
from translit.rules.model import END, START, Rule, RuleSet
from translit.text import in_word, plain_marks, taken_apart

# The palochka is mostly typed as a capital, whatever the word's case; beside a small letter it counts as small.
_PALOCHKA = re.compile(r"(?<=[^\W\d_])Ӏ(?=[а-яё])|(?<=[а-яё])Ӏ")
_WORD_START = re.compile(r"(?<![\w'’‘ʼʻʿʾ\u0300-\u036f-])['’‘ʼʻʿʾ]?[^\W\d_]", re.UNICODE)


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a romanization: `source[start:end]` (code points) was written as `write`, by `rule` (None: kept as it stands)."""

    start: int
    end: int
    find: str
    write: str
    rule: Rule | None


class Romanizer:
    """A rule set made ready to write. Contexts are seen in the source only, so the order of rules never matters.

    Capitals follow the source: one capital letter written as several is `Shch` before a small letter and `SHCH` among capitals.
    """

    def __init__(self, rule_set: RuleSet, first: Romanizer | None = None) -> None:
        self.rule_set = rule_set
        self._first = first
        table: dict[str, list[Rule]] = {}
        for rule in rule_set.rules:
            table.setdefault(rule.find[0], []).append(rule)
        self._table = {first: tuple(sorted(rules, key=specificity)) for first, rules in table.items()}
        # Letters of which one rule without contexts says all there is to say.
        self._single = {first: rules[0].write for first, rules in self._table.items() if len(rules) == 1 and rules[0].find == first and not rules[0].contexts}
        self._exception_starts = frozenset(word[0] for word in rule_set.exceptions)
        self._dotless = any(rule.write == "ı" for rule in rule_set.rules)
        self._letters = frozenset(c for rule in rule_set.rules for c in rule.find)

    def __call__(self, text: str) -> str:
        """Romanize `text`; characters the rule set doesn't know stay as they are. The result is in Unicode NFC."""
        written = self._written(text)
        if not written.isascii():
            written = unicodedata.normalize("NFC", written)
        return _WORD_START.sub(lambda m: m.group().upper(), written) if self.rule_set.capitalize else written

    def _written(self, text: str) -> str:
        """What the steps of `trace` write, without the steps."""
        if self._first is not None or "Ӏ" in text or self._dotless:
            return "".join([step.write for step in self.trace(text)])
        source = taken_apart(text) if self.rule_set.decompose else plain_marks(text)
        lower = source.lower()
        if len(lower) != len(source):
            return "".join([step.write for step in self.trace(text)])
        out: list[str] = []
        single, table, starts = self._single, self._table, self._exception_starts
        n, i = len(source), 0
        while i < n:
            letter = lower[i]
            if letter in starts and self._at_edge(lower, i):
                return "".join([step.write for step in self.trace(text)])
            written = single.get(letter)
            if written is None:
                rule = self._rule_at(lower, i) if letter in table else None
                if rule is None:
                    out.append(source[i])
                    i += 1
                    continue
                end, written = i + len(rule.find), rule.write
            else:
                end = i + 1
            if source[i] == letter and end == i + 1 and (i == 0 or source[i - 1] not in "ЬЪ"):
                out.append(written)
            else:
                out.append(_cased(source, i, end, written))
            i = end
        return "".join(out)

    def trace(self, text: str) -> Iterator[Step]:
        """Yield the steps from left to right; joined, their `write`s are the romanization of `plain_marks(text)`."""
        if self._first is not None:
            text = self._first(text)
        if "Ӏ" in text:
            text = _PALOCHKA.sub("ӏ", text)
        source = taken_apart(text) if self.rule_set.decompose else plain_marks(text)
        lower = "".join(c if len(low := c.lower()) != 1 else low for c in source)
        exceptions = self.rule_set.exceptions
        n, i = len(source), 0
        while i < n:
            if exceptions and self._at_edge(lower, i) and lower[i].isalpha():
                end = i + 1
                while end < n and not self._at_edge(lower, end):
                    end += 1
                written = exceptions.get(lower[i:end])
                if written is not None:
                    yield Step(i, end, source[i:end], _cased(source, i, end, written), None)
                    i = end
                    continue
            rule = self._rule_at(lower, i)
            if rule is None:
                yield Step(i, i + 1, source[i], source[i], None)
                i += 1
                continue
            end = i + len(rule.find)
            written = _cased(source, i, end, rule.write)
            if self._dotless and "I" in written:
                written = "".join("İ" if small == "i" and c == "I" else c for small, c in zip(rule.write, written, strict=True))
            yield Step(i, end, source[i:end], written, rule)
            i = end

    def _rule_at(self, lower: str, i: int) -> Rule | None:
        for rule in self._table.get(lower[i], ()):
            find = rule.find
            if not lower.startswith(find, i):
                continue
            if rule.prev is None and rule.next is None:
                return rule
            end = i + len(find)
            prev = START if self._at_edge(lower, i) else lower[i - 1]
            following = END if end >= len(lower) or self._at_edge(lower, end) else lower[end]
            if fits(rule, prev, following):
                return rule
        return None

    def _at_edge(self, lower: str, i: int) -> bool:
        """Whether a word edge lies before position i (an apostrophe between letters is inside the word)."""
        return i == 0 or i >= len(lower) or not self._in_word(lower, i - 1) or not self._in_word(lower, i)

    def _in_word(self, lower: str, i: int) -> bool:
        char = lower[i]
        if in_word(char):
            return True
        return char in self._letters and i > 0 and in_word(lower[i - 1])


def _cased(source: str, start: int, end: int, written: str) -> str:
    """Give `written` the case shape of `source[start:end]`, looking at the neighbours where one capital becomes several letters."""
    if not written:
        return written
    chunk = source[start:end]
    if not any(c.isupper() for c in chunk):
        if start and written and _passes_capital(source, start):
            return _title(written)
        return written
    cased = [c for c in chunk if c.lower() != c.upper()]
    if len(cased) > 1:
        return written.upper() if cased[1].isupper() else _title(written)
    following = source[end : end + 1]
    if following.isalpha():
        return written.upper() if following.isupper() else _title(written)
    before = source[start - 1 : start]
    return written.upper() if before.isupper() else _title(written)


def _passes_capital(source: str, start: int) -> bool:
    """Whether the letter before is a word-initial capital sign (Ь, Ъ) that left nothing of its own to carry the capital."""
    return source[start - 1] in "ЬЪ" and (start < 2 or not source[start - 2].isalpha())


def _title(written: str) -> str:
    for i, char in enumerate(written):
        if char.isalpha():
            return written[:i] + char.upper() + written[i + 1 :]
    return written
