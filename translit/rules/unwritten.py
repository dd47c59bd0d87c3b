"""Words of scripts that leave vowels out, read with the vowels they can have: known words first, then patterns, then any syllables."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from translit.errors import UsageError, did_you_mean
from translit.rules.library import romanizer
from translit.text import plain_marks
from translit.yamlfile import Map, parse

READINGS = 12
"""At most so many spellings of a word are given."""

MAX_LETTERS = 20
"""Longer words are no names: they get no spelling."""

_BEAM = 48
_HOMOGRAPH = 0.4  # a further word of the same letters
_AFFIX = 0.3
_COMPOUND = 0.8
_TEMPLATE = 0.6  # no known word, but a pattern that words have
_FREE = 2.0  # neither
_CONSONANT = 0.8  # a letter that mostly stands for a vowel, as a consonant inside the word
_UNSEEN = 2.0  # an article that isn't read as one

Reading = tuple[str, float]


@dataclass(frozen=True, slots=True)
class Template:
    """A pattern of words: its letters as the reader compares them, its slots, and the same with points."""

    letters: re.Pattern[str]
    parts: tuple[str, ...]
    """The pointed text, cut where a letter of the word is put in."""
    cost: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Habits:
    """What a language leaves unwritten: one file of the folder `unwritten`."""

    language: str
    scheme: str
    """The rule set that writes pointed words in Latin letters, where none is asked for."""
    words: dict[str, tuple[str, ...]]
    """Letters as compared -> the words with points, the commonest first."""
    templates: dict[int, tuple[Template, ...]]
    prefixes: dict[str, str]
    suffixes: dict[str, str]
    vowels: dict[str, float]
    """Vowel points, and the sign of no vowel, with their costs."""
    silent: str
    """The sign of no vowel."""
    long: dict[str, tuple[str, ...]]
    initial: dict[str, tuple[str, ...]]
    final: dict[str, tuple[str, ...]]
    only: str
    """Letters that are never consonants."""
    cluster_start: float
    cluster_end: float
    closed: float
    """The cost of a closed syllable with a long vowel."""
    hard: str
    hard_mark: str
    alike: dict[int, str]

    def compared(self, letters: str) -> str:
        """Letters without points, those that are written for each other made one."""
        return _bare(letters).translate(self.alike)


def _bare(text: str) -> str:
    return "".join(c for c in text if unicodedata.category(c) != "Mn")


@cache
def languages() -> tuple[str, ...]:
    """The languages whose unwritten vowels are known.

    >>> languages()
    ('ar', 'fa', 'he')
    """
    return tuple(sorted(p.name[:-5] for p in files("translit.rules").joinpath("unwritten").iterdir() if p.name.endswith(".yaml")))


@cache
def habits(language: str) -> Habits:
    """Read the file of a language. Raises `UsageError` for a language without one."""
    if language not in languages():
        raise UsageError(
            f"no unwritten vowels known of language {language!r}{did_you_mean(language, list(languages()))}; known: {', '.join(languages())}"
        )
    name = f"{language}.yaml"
    node = parse(files("translit.rules").joinpath("unwritten", name).read_text(encoding="utf-8"), name)
    if not isinstance(node, Map):  # pragma: no cover - the files are shipped
        raise TypeError(name)
    alike = str.maketrans(dict(node.get("alike") or {}))
    respelled = str.maketrans(dict(node.get("letters") or {}))
    parent = habits(node["extends"]) if "extends" in node else None
    cluster = node["cluster"]
    vowels = {mark: float(cost) for mark, cost in node["vowels"].items()}
    hard = node.get("hard") or {"letters": "", "mark": ""}
    prefixes = dict(node["prefixes"])
    words: dict[str, list[str]] = {}
    own = (word for group in node["words"].values() for word in group.split())
    inherited = (word.translate(respelled) for forms in parent.words.values() for word in forms) if parent else iter(())
    for word in map(plain_marks, (*own, *inherited)):
        for form in (word, *_without_article(word, language)):
            forms = words.setdefault(_bare(form).translate(alike), [])
            if form not in forms:
                forms.append(form)
    templates: dict[int, list[Template]] = {}
    for item in node["templates"]:
        template = _template(plain_marks(item["write"]), node["slots"], alike, float(item["cost"]))
        templates.setdefault(len(template.parts) - 1 + sum(len(_bare(p)) for p in template.parts), []).append(template)
    if parent:
        for size, known in parent.templates.items():
            templates.setdefault(size, []).extend(_respelled(t, respelled, alike) for t in known)
    return Habits(
        language=language,
        scheme=node["scheme"],
        words={letters: tuple(forms) for letters, forms in words.items()},
        templates={size: tuple(found) for size, found in templates.items()},
        prefixes=prefixes,
        suffixes=dict(node["suffixes"]),
        vowels=vowels,
        silent=list(vowels)[-1],
        long=_lists(node["long"]),
        initial=_lists(node["initial"]),
        final=_lists(node["final"] or {}),
        only=node["only"],
        cluster_start=float(cluster["start"]),
        cluster_end=float(cluster["end"]),
        closed=float(cluster["long"]),
        hard=hard["letters"],
        hard_mark=hard["mark"],
        alike=alike,
    )


def _lists(node: Any) -> dict[str, tuple[str, ...]]:
    return {key: tuple(value) for key, value in node.items()}


def _without_article(word: str, language: str) -> tuple[str, ...]:
    """An Arabic word of the list that has the article, without it."""
    if language != "ar" or not word.startswith("ال") or len(_bare(word)) < 5:
        return ()
    stem = word[2:]
    marks = re.match(r".[\u064b-\u0652]*", stem)
    head = marks.group() if marks else ""
    return (head.replace("\u0651", "") + stem[len(head) :],)


def _template(pointed: str, slots: str, alike: dict[int, str], cost: float) -> Template:
    parts: list[str] = [""]
    pattern = ""
    for char in pointed:
        if char in slots:
            parts.append("")
            pattern += "(.)"
        else:
            parts[-1] += char
            pattern += _bare(char).translate(alike)
    return Template(re.compile(pattern), tuple(parts), cost)


def _respelled(template: Template, letters: dict[int, str], alike: dict[int, str]) -> Template:
    parts = tuple(part.translate(letters) for part in template.parts)
    pattern = "(.)".join(_bare(part).translate(alike) for part in parts)
    return Template(re.compile(pattern), parts, template.cost)


def pointed(word: str, language: str) -> tuple[Reading, ...]:
    """Return (the word with its vowel points, cost) pairs, best first: what the schemes for pointed text can write.

    Points that the word has already must agree. Costs have no unit: 0 is a known word, and each 1 more about three times as unlikely.

    >>> pointed("خالد", "ar")[0]
    ('خَالِد', 0.0)
    """
    return tuple(_pointed(plain_marks(word), habits(language))[: 4 * READINGS])


def _pointed(word: str, known: Habits) -> list[Reading]:
    units = _units(word)
    if not units or len(units) > MAX_LETTERS:
        return []
    letters = "".join(_bare(u) for u in units)
    found: dict[str, float] = {}

    def add(form: str, cost: float) -> None:
        if cost < found.get(form, 99.0):
            found[form] = cost

    for form, cost in _stems(letters, known):
        add(form, cost)
    for prefix, written in (*known.prefixes.items(), ("", "")):
        if not letters.startswith(prefix) or len(letters) < len(prefix) + 2:
            continue
        stem = letters[len(prefix) :]
        start = _AFFIX if prefix else 0.0
        # The article is no guess: it costs nothing, but not to see it does.
        start = 0.0 if prefix == "ال" else start
        for form, cost in (*_stems(stem, known), *_free(_units(stem), known)) if prefix else ():
            add(written + form, start + cost)
        for suffix, ending in known.suffixes.items():
            if stem.endswith(suffix) and len(stem) >= len(suffix) + 2:
                for form, cost in _stems(stem[: -len(suffix)], known):
                    if _joins(form, ending, known):
                        add(written + form + ending, start + cost + _AFFIX)
    if known.compared(letters) not in known.words:
        for cut in range(2, len(letters) - 1):
            for form, cost in _words(letters[:cut], known):
                for second, more in _words(letters[cut:], known):
                    if second[0] not in known.only:
                        add(form + second, cost + more + _COMPOUND)
                    elif _bare(second) == letters[cut:]:  # a vowel at the beginning of a part is hardly written without its sign
                        add(form + second, cost + more + 2 * _COMPOUND)
    for form, cost in _free(units, known):
        add(form, cost + (_UNSEEN if letters.startswith("ال") and len(letters) > 4 else 0.0))
    ranked = sorted(found.items(), key=lambda r: (r[1], r[0]))
    if any(len(u) > len(_bare(u)) for u in units):
        agreeing = [r for r in ranked if _agrees(units, r[0])]
        return agreeing or [(word, 0.0)]
    return ranked


def _units(word: str) -> list[str]:
    """The letters of a word, each with the marks and the geresh after it; none where something else stands in it."""
    units: list[str] = []
    for char in word:
        if char.isalpha():
            units.append(char)
        elif units and (char in "'\u05f3" or unicodedata.category(char) == "Mn"):
            units[-1] += char
        elif char != "\u200c":
            return []
    return units


def _agrees(units: list[str], form: str) -> bool:
    written = _units(form)
    return len(written) == len(units) and all(set(u[1:]) - {"\u0652"} <= set(w[1:]) for u, w in zip(units, written, strict=True))


def _words(letters: str, known: Habits) -> Iterator[Reading]:
    for i, form in enumerate(known.words.get(known.compared(letters), ())):
        # A letter that stands for another (a hamza left out) is a little less certain.
        yield form, _HOMOGRAPH * i + (0.0 if _bare(form) == letters else 0.1)


def _stems(letters: str, known: Habits) -> Iterator[Reading]:
    """Known words of these letters, and what the patterns make of them."""
    yield from _words(letters, known)
    compared = known.compared(letters)
    if len(compared) != len(letters):
        return
    for template in known.templates.get(len(letters), ()):
        match = template.letters.fullmatch(compared)
        if match is None:
            continue
        places = [match.start(i + 1) for i in range(len(template.parts) - 1)]
        cost = _TEMPLATE + template.cost + _CONSONANT * sum(1 for p in places if p and compared[p] in known.long)
        if any(letters[p] in known.only for p in places):
            continue  # a letter that is always a vowel can't be a root letter
        roots = [_hardened(letters[p], p == 0 or template.parts[i].endswith(known.silent), known) for i, p in enumerate(places)]
        yield template.parts[0] + "".join(root + part for root, part in zip(roots, template.parts[1:], strict=True)), cost


def _hardened(letter: str, hard: bool, known: Habits) -> str:
    return letter + known.hard_mark if hard and letter in known.hard else letter


def _joins(form: str, ending: str, known: Habits) -> bool:
    """Whether an ending that begins with a vowel finds a consonant before it."""
    if unicodedata.category(ending[0]) != "Mn":
        return form[-1] != "\u0651"
    last = _bare(form)[-1:]
    return bool(last) and last not in known.long and unicodedata.category(form[-1]) != "Mn"


def _free(units: list[str], known: Habits) -> Iterator[Reading]:
    """Any syllables the language allows, the likeliest first."""
    letters = [_bare(u) for u in units]
    begin = "".join(letters[:2])
    size = 2 if begin in known.initial and len(letters) > 1 else 1
    forms = known.initial.get("".join(letters[:size]))
    # A state: (cost, text, what it ends in: "0" the first consonant, "1" one after a vowel, "L" after a long one, "S" after another, "v" and "V" a short and a long vowel)
    if forms:
        states = [(_FREE + 0.5 * i, form, "v" if form[-1] in known.vowels else "V") for i, form in enumerate(forms)]
    else:
        size = 1
        states = [(_FREE, _hardened(letters[0], True, known), "0")]
    for i in range(size, len(letters)):
        states = sorted(_continued(states, letters[i], i == len(letters) - 1, known))[:_BEAM]
    for cost, text, end in states:
        if end != "S":
            yield text, cost
        elif known.cluster_end:
            yield text, cost + known.cluster_end


def _continued(states: list[tuple[float, str, str]], letter: str, last: bool, known: Habits) -> Iterator[tuple[float, str, str]]:
    compared = letter.translate(known.alike)
    forms = known.long.get(letter) or known.long.get(compared, ())
    ending = known.final.get(compared, ()) if last else ()
    for cost, text, end in states:
        if end not in "vV":
            for i, form in enumerate(ending):
                yield cost + 0.1 + 0.6 * i, text + form, "V"
            for i, form in enumerate(forms):
                yield cost + 0.2 + 0.7 * i, text + form, "V"
        if letter in known.only and end not in "vV":
            continue
        more = cost + (_CONSONANT if forms or ending else 0.0)
        if end in "vV":
            yield more, text + letter, "L" if end == "V" else "1"
            continue
        for mark, price in known.vowels.items():
            if mark != known.silent:
                yield more + price, text + mark + letter, "1"
            elif end == "0" and known.cluster_start:
                yield more + known.cluster_start, text + mark + _hardened(letter, True, known), "S"
            elif end in "1L":
                yield more + price + (known.closed if end == "L" else 0.0), text + mark + _hardened(letter, True, known), "S"


@lru_cache(maxsize=1 << 12)
def vocalized(word: str, language: str, scheme: str = "") -> tuple[Reading, ...]:
    """Return (Latin spelling, cost) pairs of a word written without vowels, best first, at most 12.

    Known words come first, then patterns (فاعل is read as fāʿil), then any syllables; without `scheme` the English-language press's spelling is written.
    Raises `UsageError` for a language whose unwritten vowels aren't known (`languages()`); a word with other signs than letters in it has no spelling.

    >>> vocalized("خالد", "ar")[0], vocalized("محمد", "fa")[0]
    (('Khalid', 0.0), ('Mohammad', 0.0))
    >>> [spelling for spelling, _ in vocalized("جابر", "ar", "ar-alalc")][:2]
    ['Jābir', 'Jābar']
    """
    known = habits(language)
    write: Callable[[str], str] = romanizer(scheme or known.scheme)
    found: dict[str, float] = {}
    for form, cost in _pointed(plain_marks(word), known):
        spelling = write(form)
        found.setdefault(spelling, round(cost, 2))
        if len(found) == READINGS:
            break
    return tuple(found.items())
