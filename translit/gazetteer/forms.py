"""The spellings of entries: listed ones, and those that schemes and conventions make of the native forms."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from translit.gazetteer.model import Entry
from translit.lexicon.lists import common_words
from translit.rules.key import has_key, tables
from translit.rules.library import romanizer, rule_sets_for
from translit.text import fold, script_of, spelled

SHORT_LISTED = 3
SHORT_DERIVED = 5


def derived(entry: Entry) -> dict[str, tuple[str, str]]:
    """Spelling -> the rule set that makes it, and of which native form; the first of several by id.

    >>> derived(Entry("kherson", "Kherson", native={"uk": ("Херсон",)}))["Cherson"]
    ('uk-cs', 'Херсон')
    """
    found: dict[str, tuple[str, str]] = {}
    for language, natives in entry.native.items():
        for rule_set in rule_sets_for(language):
            # A script without a key table is read through one scheme only; what the others write is known to nobody.
            if not has_key(rule_set.script) and rule_set.id not in tables()["by_scheme"].values():
                continue
            write = romanizer(rule_set.id)
            for native in natives:
                if script_of(native) == rule_set.script:
                    found.setdefault(write(native), (rule_set.id, native))
    return found


def listed(entry: Entry) -> tuple[str, ...]:
    """The spellings that stand in the file: canonical, variants, native forms.

    >>> listed(Entry("kyiv", "Kyiv", native={"uk": ("Київ",)}, variants=("Kijów",)))
    ('Kyiv', 'Kijów', 'Київ')
    """
    return tuple(dict.fromkeys((entry.canonical, *entry.variants, *(f for forms in entry.native.values() for f in forms))))


@dataclass(frozen=True, slots=True, order=True)
class Pair:
    """A spelling and what is to be written for it."""

    canonical: str
    variant: str
    entry: str
    kind: str
    via: str
    """`listed`, or the rule set that makes the spelling."""


def pairs(entries: Sequence[Entry], *, with_derived: bool = True) -> list[Pair]:
    """The replacements of a gazetteer as a plain list, for tools that know no rules: sorted, each spelling once.

    Left out is what such a tool can't judge: spellings of two names, ordinary words, canonical forms, `never`, and very short ones.

    >>> [p.variant for p in pairs([Entry("kyiv", "Kyiv", variants=("Kijów",))])]
    ['Kijów']
    """
    words = common_words()
    canonicals = {spelled(e.canonical) for e in entries}
    owners: dict[str, dict[str, Pair]] = {}
    for entry in entries:
        never = set(map(spelled, entry.never))
        rows = [(form, "listed") for form in listed(entry)]
        if with_derived:
            rows += [(form, rule_set) for form, (rule_set, _) in derived(entry).items()]
        for form, via in rows:
            shape = spelled(form)
            if (
                shape in canonicals
                or shape in never
                or form.casefold() in words
                or len(fold(form)) < (SHORT_LISTED if via == "listed" else SHORT_DERIVED)
            ):
                continue
            owners.setdefault(form, {}).setdefault(entry.canonical, Pair(entry.canonical, form, entry.id, entry.kind, via))
    return sorted(next(iter(found.values())) for found in owners.values() if len(found) == 1)


def spellings(entries: Iterable[Entry], made: Mapping[str, Mapping[str, tuple[str, str]]]) -> dict[str, dict[str, str]]:
    """Folded spelling -> entry id -> how it is one: `listed`, or the rule set. `made` holds what `derived` gave for each id."""
    found: dict[str, dict[str, str]] = {}
    for entry in entries:
        for form in listed(entry):
            found.setdefault(fold(form), {}).setdefault(entry.id, "listed")
        for form, (rule_set, _) in made[entry.id].items():
            found.setdefault(fold(form), {}).setdefault(entry.id, rule_set)
    return found
