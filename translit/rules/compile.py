"""Writing forward: one pass over the source letters, the longest and most specific rule first, every step traceable."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from translit.rules.case import EMPHASIS, capital, cased, with_capitals
from translit.rules.check import fits, specificity
from translit.rules.model import END, START, Rule, RuleSet
from translit.text import APOSTROPHES, HYPHENS, in_word, script_of_char

# The palochka is mostly typed as a capital, whatever the word's case; beside a small letter it counts as small.
_PALOCHKA = re.compile(r"(?<=[^\W\d_])Ӏ(?=[а-яё])|(?<=[а-яё])Ӏ")
_MANY = 8  # rules of a letter, above which they are kept by their first two letters
# Half-width katakana, a legacy of narrow displays: they and their voicing marks are read as the full letters.
_HALF_WIDTH = re.compile("[\uff65-\uff9f]+")
_STOPS = frozenset(".,;:!?·՝։")  # never inside a word, though a rule may write them otherwise
_PLAIN = dict.fromkeys(APOSTROPHES, "'") | dict.fromkeys(HYPHENS, "-")


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

    Capitals follow the source: one capital letter written as several is `Shch` before a small letter and `SHCH` among capitals. What no rule knows
    stays as it stands: punctuation, digits, other scripts, quotation marks, and the accents of a text with stress marks (after what its letter became).
    """

    def __init__(self, rule_set: RuleSet, first: Romanizer | None = None) -> None:
        self.rule_set = rule_set
        self._first = first
        table: dict[str, list[Rule]] = {}
        for rule in rule_set.rules:
            table.setdefault(rule.find[0], []).append(rule)
        self._table = {first: tuple(sorted(rules, key=specificity)) for first, rules in table.items()}
        # The same by the first two letters, where a letter has many rules (syllable tables have thousands): what can apply at a place, the longest first.
        self._pairs = {
            first: {
                second: tuple(r for r in rules if len(r.find) == 1 or r.find[1] == second)
                for second in {r.find[1] for r in rules if len(r.find) > 1} | {""}
            }
            for first, rules in self._table.items()
            if len(rules) > _MANY
        }
        # Letters of which one rule without contexts says all there is to say. An apostrophe is a letter only inside a word.
        self._single = {
            first: rules[0].write
            for first, rules in self._table.items()
            if first != "'" and len(rules) == 1 and rules[0].find == first and not rules[0].contexts
        }
        self._dotted = any(rule.write == "ı" for rule in rule_set.rules)
        # The capital of a letter written as one doesn't depend on what stands next to it.
        self._capitals = {letter: capital(written, self._dotted) for letter, written in self._single.items() if len(written) <= 1}
        self._exceptions: dict[str, list[str]] = {}
        for word in rule_set.exceptions:
            self._exceptions.setdefault(word[0], []).append(word)
        self._letters = frozenset(c for rule in rule_set.rules for c in rule.find)
        self._seen = str.maketrans(_PLAIN | dict(rule_set.same))

    def __call__(self, text: str) -> str:
        """Romanize `text`; characters the rule set doesn't know stay as they are. The result is in Unicode NFC."""
        written = self._written(text)
        if not written.isascii():
            written = unicodedata.normalize("NFC", written)
        return with_capitals(written) if self.rule_set.capitalize and written != text else written

    def _source(self, text: str) -> tuple[str, str]:
        """The text as it is kept, and the same in small letters as the rules see it (apostrophes and hyphens plain), of equal length."""
        if self._first is not None:
            text = self._first(text)
        if text.isascii():
            return text, text.lower().replace("`", "'")
        if "Ӏ" in text:
            text = _PALOCHKA.sub("ӏ", text)
        if self.rule_set.script == "Hrkt":
            text = _HALF_WIDTH.sub(lambda m: unicodedata.normalize("NFKC", m.group()), text)
        source = unicodedata.normalize("NFD" if self.rule_set.decompose else "NFC", text)
        lower = source.lower()
        if len(lower) != len(source):
            lower = "".join([c if len(low := c.lower()) != 1 else low for c in source])
        return source, lower.translate(self._seen)

    def _written(self, text: str) -> str:
        """What the steps of `trace` write, without the steps."""
        source, lower = self._source(text)
        out: list[str] = []
        single, capitals, table, exceptions, dotted = self._single, self._capitals, self._table, self._exceptions, self._dotted
        n, i = len(source), 0
        while i < n:
            letter = lower[i]
            if letter in exceptions and (word := self._exception_at(lower, i)):
                end = i + len(word)
                out.append(cased(source, i, end, self.rule_set.exceptions[word], dotted))
                i = end
                continue
            written = single.get(letter)
            if written is None:
                rule = self._rule_at(lower, i) if letter in table else None
                if rule is None:
                    if letter > "\u036f" and self._marks(letter):
                        return "".join([step.write for step in self.trace(text)])
                    out.append(source[i])
                    i += 1
                    continue
                end, written = i + len(rule.find), rule.write
            else:
                end = i + 1
            if source[i] == letter and end == i + 1 and (i == 0 or source[i - 1] not in "ЬЪ"):
                out.append(written)
            elif letter in capitals and source[i].isupper():
                out.append(capitals[letter])
            else:
                out.append(cased(source, i, end, written, dotted))
            i = end
        return "".join(out)

    def trace(self, text: str) -> Iterator[Step]:
        """Yield the steps from left to right; joined, their `write`s are the romanization, their `find`s the text in NFC (NFD where it is taken apart)."""
        source, lower = self._source(text)
        n, i = len(source), 0
        while i < n:
            if word := self._exception_at(lower, i):
                end = i + len(word)
                yield Step(i, end, source[i:end], cased(source, i, end, self.rule_set.exceptions[word], self._dotted), None)
                i = end
                continue
            marks = ""
            rule = self._rule_at(lower, i)
            if rule is None and (marks := self._marks(lower[i])):
                rule = self._rule_at(lower, i, unicodedata.normalize("NFD", lower[i])[0])
            if rule is None:
                yield Step(i, i + 1, source[i], source[i], None)
                i += 1
                continue
            end = i + len(rule.find)
            yield Step(i, end, source[i:end], cased(source, i, end, rule.write, self._dotted) + marks, rule)
            i = end

    def _exception_at(self, lower: str, i: int) -> str:
        """The whole word at `i` that the rule set spells by itself, else nothing."""
        for word in self._exceptions.get(lower[i], ()):
            if lower.startswith(word, i) and self._at_edge(lower, i) and self._at_edge(lower, i + len(word)):
                return word
        return ""

    def _marks(self, letter: str) -> str:
        """The accents of a letter that the rules know only without them (è of Russian with stress marks), else nothing."""
        if letter in self._letters:
            return ""
        parts = unicodedata.normalize("NFD", letter)
        return parts[1:] if len(parts) > 1 and parts[0] in self._table else ""

    def _rule_at(self, lower: str, i: int, base: str = "") -> Rule | None:
        """The rule that applies at `i`, where the letter there may be taken for its `base`."""
        if lower[i] == "'" and not self._in_word(lower, i):
            return None
        letter = base or lower[i]
        pairs = self._pairs.get(letter)
        rules = self._table.get(letter, ()) if pairs is None else pairs.get(lower[i + 1 : i + 2], pairs[""])
        # The neighbours are looked at once, and again only where a rule is shorter than the one before.
        prev, following, end = "", "", -1
        for rule in rules:
            find = rule.find
            if not (lower.startswith(find[1:], i + 1) if base else lower.startswith(find, i)):
                continue
            if rule.prev is None and rule.next is None:
                return rule
            if not prev:
                before = i - 1
                while before > 0 and self._is_accent(lower[before]):
                    before -= 1
                prev = START if self._at_edge(lower, i) else lower[before]
            if end != i + len(find):
                end = after = i + len(find)
                while after < len(lower) and self._is_accent(lower[after]):
                    after += 1
                following = END if self._at_edge(lower, after) else lower[after]
            if fits(rule, prev, following):
                return rule
        return None

    def _is_accent(self, char: str) -> bool:
        """Whether a combining mark is none of the rules' business: contexts look past it."""
        return ("\u0300" <= char <= "\u036f" or char in EMPHASIS) and char not in self._letters

    def _at_edge(self, lower: str, i: int) -> bool:
        """Whether a word edge lies before position i (an apostrophe between letters is inside the word)."""
        return i == 0 or i >= len(lower) or not self._in_word(lower, i - 1) or not self._in_word(lower, i)

    def _in_word(self, lower: str, i: int) -> bool:
        char = lower[i]
        if in_word(char):
            return True
        if i == 0 or not in_word(lower[i - 1]):
            return False
        if char == "'":  # a sign of the scheme's own script, not the apostrophe of a Latin word between them
            return i + 1 < len(lower) and self._is_own(lower[i + 1]) and (self._is_own(lower[i - 1]) or self._is_accent(lower[i - 1]))
        return char in EMPHASIS or (char in self._letters and char not in _STOPS)

    def _is_own(self, char: str) -> bool:
        # What an earlier rule set has written is no longer in the script of the source.
        return char.isalpha() and (self._first is not None or char in self._letters or script_of_char(char) == self.rule_set.script)
