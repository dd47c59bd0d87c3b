"""What is odd in a gazetteer, though it can be read: each finding names the entries and the way out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from translit.gazetteer.model import Entry
from translit.lexicon.lists import common_words
from translit.rules.key import has_key, tables
from translit.rules.library import romanizer, rule_sets_for
from translit.text import fold, script_of, spelled

SHORT = 3


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One oddity of a gazetteer."""

    file: str
    entry: str
    message: str

    def __str__(self) -> str:
        return f"{self.file}: {self.entry}: {self.message}"


def lint(entries: Sequence[Entry], file: str = "gazetteer") -> list[Finding]:
    """Return shared spellings, ordinary words, names too short and variants that a rule gives anyway, sorted.

    >>> [f.message for f in lint([Entry("a", "Kherson", native={"uk": ("Херсон",)}, variants=("Cherson",))])]
    ["variant 'Cherson' is redundant: uk-cs derives it from Херсон"]
    """
    found: list[Finding] = []
    owners: dict[str, dict[str, str]] = {}  # folded spelling -> entry id -> what is written for it
    for entry in entries:
        for form in (entry.canonical, *entry.variants, *(f for forms in entry.native.values() for f in forms)):
            owners.setdefault(fold(form), {})[entry.id] = entry.canonical
    for entry in entries:
        found += _entry(entry, file)
        for form in dict.fromkeys((entry.canonical, *entry.variants, *(f for forms in entry.native.values() for f in forms))):
            others = sorted(i for i, written in owners[fold(form)].items() if i != entry.id and written != entry.canonical)
            if others:
                found.append(Finding(file, entry.id, f"{form!r} is also a spelling of {', '.join(others)}: it will be left alone as ambiguous"))
    return sorted(set(found))


def _entry(entry: Entry, file: str) -> list[Finding]:
    found: list[Finding] = []
    words = common_words()
    for form in entry.variants:
        if form.casefold() in words:
            found.append(
                Finding(file, entry.id, f"variant {form!r} is an ordinary word ({words[form.casefold()]}): it is left alone where a sentence begins")
            )
        if len(fold(form)) < SHORT:
            found.append(Finding(file, entry.id, f"variant {form!r} is too short to be safe"))
        if fold(form) == fold(entry.canonical):
            found.append(Finding(file, entry.id, f"variant {form!r} is redundant: it folds to the canonical form"))
        else:
            derived = _derived(entry, form)
            if derived:
                found.append(Finding(file, entry.id, f"variant {form!r} is redundant: {derived}"))
    for form in entry.never:
        if spelled(form) == spelled(entry.canonical):
            found.append(Finding(file, entry.id, f"{form!r} is in `never` and is the canonical form: the entry can't be reached"))
        elif spelled(form) in set(map(spelled, entry.variants)):
            found.append(Finding(file, entry.id, f"{form!r} is both in `variants` and in `never`: remove one"))
    return found


def _derived(entry: Entry, form: str) -> str:
    wanted = fold(form)
    for language, natives in entry.native.items():
        for rule_set in rule_sets_for(language):
            # A script without a key table is read through one scheme only; what the others write is known to nobody.
            if not has_key(rule_set.script) and rule_set.id not in tables()["by_scheme"].values():
                continue
            for native in natives:
                if script_of(native) == rule_set.script and fold(romanizer(rule_set.id)(native)) == wanted:
                    return f"{rule_set.id} derives it from {native}"
    return ""
