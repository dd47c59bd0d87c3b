"""What is odd in a gazetteer, though it can be read: each finding names the entry, its line and the way out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from translit.gazetteer.forms import derived, listed, spellings
from translit.gazetteer.model import Entry
from translit.lexicon.lists import background_names, common_words
from translit.text import fold, spelled

SHORT = 3
DANGEROUS = 60  # a score from here is a finding


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One oddity of a gazetteer."""

    file: str
    line: int
    """Where the entry begins; 0 where that isn't known."""
    entry: str
    message: str
    code: str = ""
    """What kind of oddity: shared, collision, word, short, redundant, unreachable, contrary, danger, expect."""

    def __str__(self) -> str:
        where = f"{self.file}:{self.line}" if self.line else self.file
        return f"{where}: {self.entry}: {self.message}"


@dataclass(frozen=True, slots=True)
class Danger:
    """How easily an entry's spellings catch what is something else."""

    score: int
    """0 (nothing speaks against it) to 100."""
    reasons: tuple[str, ...]


def lint(entries: Sequence[Entry], file: str = "gazetteer", lines: Mapping[str, int] | None = None) -> list[Finding]:
    """Return shared spellings, ordinary words, names too short, variants a rule gives anyway and dangerous entries, in file order.

    `lines` gives the line on which an entry begins.

    >>> [f.message for f in lint([Entry("a", "Kherson", native={"uk": ("Херсон",)}, variants=("Cherson",))])]
    ["variant 'Cherson' is redundant: uk-cs derives it from Херсон"]
    """
    places = lines or {}
    known = _Known(entries)
    found: list[Finding] = []
    for entry in entries:
        rows = [*_own(entry, known.made[entry.id]), *_shared(entry, known)]
        danger = _danger(entry, known)
        if danger.score >= DANGEROUS:
            rows.append(("danger", f"danger {danger.score}: {'; '.join(danger.reasons)}"))
        found += [Finding(file, places.get(entry.id, 0), entry.id, message, code) for code, message in dict.fromkeys(rows)]
    return sorted(found)


def dangers(entries: Sequence[Entry]) -> dict[str, Danger]:
    """The danger of each entry by its id, the worst first.

    >>> dangers([Entry("a", "Person"), Entry("b", "Stremousov")])["a"].score > 30
    True
    """
    known = _Known(entries)
    found = {e.id: _danger(e, known) for e in entries}
    return dict(sorted(found.items(), key=lambda i: (-i[1].score, i[0])))


class _Known:
    """The spellings of all entries, worked out once."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self.names = {e.id: e.canonical for e in entries}
        self.made = {e.id: derived(e) for e in entries}
        self.owners = spellings(entries, self.made)

    def rivals(self, entry: Entry, form: str) -> dict[str, str]:
        """The other names' ids that a spelling leads to, each with how."""
        return {i: how for i, how in self.owners.get(fold(form), {}).items() if self.names[i] != entry.canonical}


def redundant(entry: Entry, made: Mapping[str, tuple[str, str]] | None = None) -> dict[str, str]:
    """The variants that needn't be listed, each with the reason.

    >>> redundant(Entry("a", "Omsk", variants=("ÓMSK", "Omskoje")))
    {'ÓMSK': 'it folds to the canonical form'}
    """
    if not entry.variants:
        return {}
    rows = derived(entry) if made is None else made
    reasons = {fold(form): f"{rule_set} derives it from {native}" for form, (rule_set, native) in reversed(list(rows.items()))}
    found: dict[str, str] = {}
    for form in entry.variants:
        if fold(form) == fold(entry.canonical):
            found[form] = "it folds to the canonical form"
        elif fold(form) in reasons:
            found[form] = reasons[fold(form)]
    return found


def _own(entry: Entry, made: Mapping[str, tuple[str, str]]) -> list[tuple[str, str]]:
    """What is odd in an entry by itself."""
    words = common_words()
    found: list[tuple[str, str]] = []
    for form in entry.variants:
        if form.casefold() in words:
            found.append(("word", f"variant {form!r} is an ordinary word ({words[form.casefold()]}): it is left alone where a sentence begins"))
        if len(fold(form)) < SHORT:
            found.append(("short", f"variant {form!r} is too short to be safe"))
    found += [("redundant", f"variant {form!r} is redundant: {why}") for form, why in redundant(entry, made).items()]
    variants = set(map(spelled, entry.variants))
    for form in entry.never:
        if spelled(form) == spelled(entry.canonical):
            found.append(("unreachable", f"{form!r} is in `never` and is the canonical form: the entry can't be reached"))
        elif spelled(form) in variants:
            found.append(("contrary", f"{form!r} is both in `variants` and in `never`: remove one"))
    return found


def _shared(entry: Entry, known: _Known) -> list[tuple[str, str]]:
    """The spellings that lead to another name, too: as listed, or under a scheme or convention."""
    found: list[tuple[str, str]] = []
    for form in listed(entry):
        others = sorted(i for i, how in known.rivals(entry, form).items() if how == "listed")
        first = [i for i in others if known.names[i] == form != entry.canonical]
        if first:
            found.append(("shared", f"{form!r} is also a spelling of {', '.join(first)}, and canonical there: it goes there"))
        elif others and form != entry.canonical:
            found.append(("shared", f"{form!r} is also a spelling of {', '.join(others)}: it will be left alone as ambiguous"))
    met: dict[str, tuple[str, str, str]] = {}
    for form in (*listed(entry), *known.made[entry.id]):
        own = known.owners[fold(form)][entry.id]
        for other, how in known.rivals(entry, form).items():
            if (own, how) != ("listed", "listed"):
                met.setdefault(other, (form, own, how))
    found += [
        ("collision", f"{form!r} ({own}) is also a spelling of {other} ({how}): one may hide the other")
        for other, (form, own, how) in sorted(met.items())
    ]
    return found


def _danger(entry: Entry, known: _Known) -> Danger:
    """Each kind of evidence adds up to a bound; what a reader would count first weighs most."""
    forms = dict.fromkeys((entry.canonical, *entry.variants, *known.made[entry.id]))
    single = [f for f in forms if " " not in f]
    words = [f for f in single if f.casefold() in common_words()]
    people = [f for f in single if f.casefold() in background_names() and f != entry.canonical and f not in words]
    others = sorted({known.names[i] for f in forms for i in known.rivals(entry, f)})
    shortest = min((sum(map(str.isalpha, f)) for f in forms), default=0)
    score = 0
    reasons: list[str] = []
    if words:
        score += min(60, (40 if entry.canonical in words else 20) + 10 * (len(words) - 1))
        reasons.append(f"ordinary words: {_some(words)}")
    if people:
        score += min(30, 10 * len(people))
        reasons.append(f"names of their own: {_some(people)}")
    if others:
        score += min(40, 20 * len(others))
        reasons.append(f"shared with {_some(others)}")
    if shortest <= 4:
        score += 30 if shortest <= 3 else 15
        reasons.append(f"a spelling of {shortest} letters")
    return Danger(min(score, 100), tuple(reasons))


def _some(forms: Sequence[str]) -> str:
    return ", ".join(forms[:3]) + (f" and {len(forms) - 3} more" if len(forms) > 3 else "")
