"""Writing a name under many rule sets at once: those that do the same with all of its letters are asked once."""

from __future__ import annotations

import unicodedata
from collections.abc import Hashable, Iterable, Sequence
from functools import lru_cache

from translit.rules.case import cased
from translit.rules.library import LANGUAGES_OF, get_rule_set, romanizer, rule_set_ids
from translit.rules.model import END, START, Rule, RuleSet

_ALSO = {"be": ("ru",), "uk": ("ru",)}  # a name of these languages reaches the world through Russian, too
ALPHABETS = ("Armn", "Cyrl", "Geor", "Grek")  # what is written of a letter hangs on a few letters around it, and on nothing else


def sources(language: str, script: str) -> tuple[str, ...]:
    """The languages whose rule sets may have spelled a form.

    >>> sources("uk", "Cyrl"), sources("und", "Grek")
    (('uk', 'ru'), ('el',))
    """
    return LANGUAGES_OF.get(script, ()) if language == "und" else (language, *_ALSO.get(language, ()))


class Deriver:
    """Writes forms under some rule sets.

    >>> sorted(Deriver(["ru-de", "ru-nl", "ru-pl"]).written("Шуя").items())
    [('Schuja', ['ru-de']), ('Sjoeja', ['ru-nl']), ('Szuja', ['ru-pl'])]
    """

    def __init__(self, ids: Sequence[str]) -> None:
        self.ids = tuple(ids)
        """The ids of the rule sets."""
        rule_sets = [get_rule_set(i) for i in ids]
        self._simple = all(rs.script in ALPHABETS and not (rs.first or rs.decompose or rs.capitalize) for rs in rule_sets)
        self._dotted = [any(rule.write == "ı" for rule in rs.rules) for rs in rule_sets]
        self._exceptions = frozenset(word for rs in rule_sets for word in rs.exceptions)
        self._same = frozenset(letter for rs in rule_sets for letter in rs.same) | {"'"}  # where they stand, the letters around decide one by one
        self._does: list[_Does] = []
        self._numbers: dict[_Does, int] = {}
        self._places: dict[str, _Place] = {}
        for letter, rules in _by_letter(rule_sets).items():
            finds = sorted({rule.find for rule in rules if len(rule.find) > 1}, key=lambda find: (-len(find), find))
            before, after = {rule.prev for rule in rules if rule.prev}, {rule.next for rule in rules if rule.next}
            self._places[letter] = _Place(tuple(finds), tuple(before), tuple(after))
        self._romanizers = [romanizer(i) for i in ids]
        self._tables: list[dict[int, str]] = []  # how the rule sets see a source: most of them alike
        for r in self._romanizers:
            if r._seen not in self._tables:
                self._tables.append(r._seen)
        self._readers = [(r, self._tables.index(r._seen)) for r in self._romanizers]

    def written(self, form: str) -> dict[str, list[str]]:
        """What the rule sets write for a form -> those that do; only those that know all its letters."""
        source = unicodedata.normalize("NFC", form)
        lower = source.lower()
        found: dict[str, list[str]] = {}
        if not self._plain(lower):
            for own, write in zip(self.ids, self._romanizers, strict=True):
                found.setdefault(write(form), []).append(own)
            return found
        groups: dict[tuple[int, ...], list[str]] = {}
        for own, does in zip(self.ids, zip(self._dotted, *[self._at(lower, i) for i in range(len(lower))], strict=True), strict=True):
            if _UNKNOWN not in does:
                groups.setdefault(does, []).append(own)
        for (dotted, *numbers), some in groups.items():
            found.setdefault(_joined(source, lower, [self._does[number] for number in numbers], bool(dotted)), []).extend(some)
        return found

    def _plain(self, lower: str) -> bool:
        """Whether nothing but the letters and their neighbours says what is written: no word that is spelled by itself, no mark, no letter read as another."""
        return (
            self._simple
            and all(c in self._places or c in " -" for c in lower)
            and not any(map(unicodedata.combining, lower))
            and self._exceptions.isdisjoint(lower.replace("-", " ").split())
        )

    def _at(self, lower: str, i: int) -> tuple[int, ...]:
        """What each rule set does at a place, as numbers of `_does`."""
        letter = lower[i]
        place = self._places.get(letter) or self._places.setdefault(letter, _Place((), (), ()))
        around = lower[max(0, i - 1) : i + REACH]
        key: Hashable
        if self._same.isdisjoint(around):
            here = [number for number, find in enumerate(place.finds) if lower.startswith(find, i)] if place.finds else _NOTHING
            key = (place.before(lower[i - 1 : i]), *here, *[place.after(lower[i + size : i + size + 1]) for size in place.sizes])
        else:
            key = (i > 0, around)
        known = place.known.get(key)
        if known is None:
            seen = [lower.translate(table) for table in self._tables]
            rules = [r._rule_at(seen[number], i) for r, number in self._readers]
            kept = _UNKNOWN if letter.isalpha() else self._number((1, None))
            known = place.known[key] = tuple([kept if rule is None else self._number((len(rule.find), rule.write)) for rule in rules])
        return known

    def _number(self, does: _Does) -> int:
        """A number for what is done at a place: the same for the same."""
        number = self._numbers.get(does)
        if number is None:
            number = self._numbers[does] = len(self._does)
            self._does.append(does)
        return number


_Does = tuple[int, str | None]
"""How many letters are read, and what is written; None for what stays as it stands."""
REACH = 5  # letters that what is done at a place may hang on
_UNKNOWN = -1
_NOTHING: list[int] = []


def _joined(source: str, lower: str, does: Sequence[_Does], dotted: bool) -> str:
    """What is written, in the source's capitals."""
    out: list[str] = []
    i = 0
    while i < len(lower):
        size, written = does[i]
        if written is None:
            out.append(source[i])
        elif size == 1 and source[i] == lower[i] and (i == 0 or source[i - 1] not in "ЬЪ"):
            out.append(written)
        else:
            out.append(cased(source, i, i + size, written, dotted))
        i += size
    text = "".join(out)
    return text if text.isascii() else unicodedata.normalize("NFC", text)


class _Place:
    """What matters of the neighbours of a letter: the longer finds that begin with it, and the contexts of all its rules."""

    __slots__ = ("_after", "_afters", "_before", "_befores", "finds", "known", "sizes")

    def __init__(self, finds: tuple[str, ...], before: tuple[frozenset[str], ...], after: tuple[frozenset[str], ...]) -> None:
        self.finds, self._befores, self._afters = finds, before, after
        self.sizes = sorted({1, *map(len, finds)}) if after else []
        self.known: dict[Hashable, tuple[int, ...]] = {}
        self._before: dict[str, int] = {}
        self._after: dict[str, int] = {}

    def before(self, char: str) -> int:
        """The contexts that a letter before is in, a bit each."""
        return _bits(self._before, char, START, self._befores)

    def after(self, char: str) -> int:
        """The contexts that a letter after is in, a bit each."""
        return _bits(self._after, char, END, self._afters)


def _bits(known: dict[str, int], char: str, edge: str, contexts: Sequence[frozenset[str]]) -> int:
    found = known.get(char)
    if found is None:
        seen = char if char.isalpha() else edge
        found = known[char] = sum(1 << number for number, some in enumerate(contexts) if seen in some)
    return found


def _by_letter(rule_sets: Iterable[RuleSet]) -> dict[str, list[Rule]]:
    found: dict[str, list[Rule]] = {}
    for rule_set in rule_sets:
        for rule in rule_set.rules:
            found.setdefault(rule.find[0], []).append(rule)
    return found


@lru_cache(maxsize=256)
def deriver(language: str, script: str) -> Deriver:
    """The writer of a language's names under every rule set of a script (shared)."""
    some = sources(language, script)
    return Deriver([i for i in rule_set_ids() if i.split("-", 1)[0] in some and get_rule_set(i).script == script and get_rule_set(i).kind != "base"])
