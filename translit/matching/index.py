"""The index of a gazetteer: every spelling that is known outright, and the keys that readings of other spellings may reach. Read-only once built."""

from __future__ import annotations

import math
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from functools import lru_cache

import msgspec

from translit.gazetteer.model import Entry
from translit.matching.rests import Rests, rests_of
from translit.matching.signs import bare_sign, crude, meant, shortened, sign, softened, text_sign
from translit.matching.units import units_of
from translit.matching.unspaced import is_unspaced_name
from translit.rules.key import VOWELLESS, key_of_native, tables
from translit.rules.library import romanizer, rule_set_ids
from translit.rules.model import RuleSet
from translit.rules.native import latin_of
from translit.rules.read import PLAIN, Reader
from translit.text import fold, plain_marks, script_of, spelled

MAX_TOKENS = 5
MAX_JOINED = 3  # words of a name that may also be written as one
MAX_PERSON = 9  # words of a person's name
LEAST_REST = 2  # letters of a name that stay before an ending
LEAST_REST_WITHIN = 1  # and of a word of a longer one

KeyOption = tuple[str, float, tuple[str, ...]]
"""A key that a word of a form may have, what it costs, and by which rule sets."""

# Known, Derived, Form and Posting are msgspec structures, not dataclasses: a saved index decodes them by the hundred thousand. None holds what could hold it.


class Known(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A spelling that is known outright."""

    entry: int
    form: str
    via: str
    """canonical, listed, native, style, or the rule set whose exception it is."""


class Derived(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A spelling that a rule set writes for a native form."""

    entry: int
    form: int
    """Which of the entry's native forms (`native_forms`)."""
    via: int
    """Which rule sets write it so: a place in `Index.vias`; under zero for a surname alone."""
    marked: str = ""
    """How it is written, where it isn't plain ASCII."""


class Form(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A way to say an entry's name, word by word."""

    entry: int
    source: str
    """The native or canonical form it was made from."""
    script: str
    length: int
    """How many words."""
    surname: bool = False
    """Only the last word of a person's name: needs a licence."""
    weights: tuple[float, ...] = ()
    """How much each unit of a person's name tells: little for a frequent one."""
    joined: bool = False
    """A name of several words, written as one."""
    person: bool = False
    """A person's name of two or more units, which are laid beside a mention one by one."""


class Posting(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A word key stands at this place of a form."""

    form: int
    place: int
    cost: float
    via: tuple[str, ...]


def native_forms(entry: Entry) -> tuple[str, ...]:
    """An entry's native forms in all languages.

    >>> native_forms(Entry("kyiv", "Kyiv", native={"uk": ("Київ",), "ru": ("Киев",)}))
    ('Київ', 'Киев')
    """
    return tuple([form for forms in entry.native.values() for form in forms])


def words_of(name: str) -> list[str]:
    """The words of a name: parted by spaces and hyphens."""
    return fold(name).split()


class Index:
    """All that the resolver looks up. Nothing in it depends on the order of the entries but the numbers of the entries themselves."""

    def __init__(self, entries: Sequence[Entry], reader: Reader) -> None:
        self.entries = tuple(sorted(entries, key=lambda e: e.id))
        self.reader = reader
        self.known: dict[str, tuple[Known, ...]] = {}
        self.forms: list[Form] = []
        self.postings: dict[str, tuple[Posting, ...]] = {}
        self.people: dict[str, tuple[Posting, ...]] = {}
        """Like `postings`, for the units of persons' names of two and more."""
        self.vowelless: set[str] = set()
        """The keys that are known only from a script without short vowels."""
        self._voweled: set[str] = set()
        self.spelled: dict[str, str] = {}
        """Key -> a Latin word of a canonical form that has it, marks kept."""
        self.never = [frozenset(map(spelled, e.never)) for e in self.entries]
        self.outside = False
        """Whether Unidecode had a hand in it, whose spellings may change from version to version."""
        self._with_exceptions: dict[str, list[RuleSet]] = {}
        for rule_set in reader.with_exceptions:
            self._with_exceptions.setdefault(rule_set.language, []).append(rule_set)
        known: dict[str, list[Known]] = {}
        postings: dict[str, list[Posting]] = {}
        people: dict[str, list[Posting]] = {}
        for number, entry in enumerate(self.entries):
            self._add_known(known, number, entry)
            self._add_forms(postings, people, number, entry)
        self.known = {k: tuple(dict.fromkeys(v)) for k, v in known.items()}
        self.unspaced = {k.form: True for found in self.known.values() for k in found if is_unspaced_name(k.form)}
        """Known spellings in scripts without spaces, which are looked for without word edges."""
        self.postings = {k: tuple(v) for k, v in postings.items()}
        self.vias: list[tuple[int, ...]] = []
        """Rule sets that write the same, as places in `rule_set_ids()`."""
        self.derived = self._derive()
        """What rule sets write for native forms (folded), if it isn't known outright for the entry."""
        self.tokens: dict[str, set[int]] = {}
        """Every word of a known or derived spelling of several, folded -> which ones (numbers under zero: those of forms aren't)."""
        for number, spelling in enumerate((name for name in (*self.known, *self.derived) if " " in name), start=1):
            for word in spelling.split():
                self.tokens.setdefault(word, set()).add(-number)
        self.people = {k: tuple(v) for k, v in people.items()}
        self.forms_of: dict[str, set[int]] = {}
        """Key -> the forms of several words in which it stands."""
        for key, found in (*self.postings.items(), *self.people.items()):
            longer = {p.form for p in found if self.forms[p.form].length > 1}
            if longer:
                self.forms_of.setdefault(key, set()).update(longer)
        self._people_of: dict[int, dict[str, list[Posting]]] = {}
        for key, found in self.people.items():
            for posting in found:
                self._people_of.setdefault(posting.form, {}).setdefault(key, []).append(posting)
        self.keys = self.postings.keys() | self.people.keys()
        self.vowelless -= self._voweled
        self.has_native = any(f.script != "Latn" for f in self.forms)
        self._weigh()
        self.near, self.bare = _filed(sorted(self.keys - self.vowelless), sign), _filed(sorted(self.vowelless), bare_sign)
        alone = {key for key, found in self.postings.items() if any(self.forms[p.form].length == 1 for p in found)}
        part = {key for key, found in self.postings.items() if any(self.forms[p.form].length > 1 for p in found)} | self.people.keys()
        self.near_alone = _filed(sorted(alone - self.vowelless), sign)
        """Like `near`, for the keys that are a form by themselves."""
        self.near_text = _filed(sorted(alone - self.vowelless), text_sign, softened)
        """The same for running text, in which a name must keep its consonants."""
        self.near_part = _filed(sorted(part - self.vowelless), sign)
        """Like `near`, for the words of longer forms."""
        self.near_part_text = _filed(sorted(part - self.people.keys() - self.vowelless), text_sign, softened)
        """The same for running text, without those of persons: their words may differ more, since there are more of them."""
        self.near_people = _filed(sorted(self.people.keys() - self.vowelless), sign)
        """Like `near`, for the units of persons' names."""
        self._all_bare: dict[str, str] | None = None
        self._rests: tuple[Rests, Rests] | None = None
        self._bones: dict[str, Container[str]] = {}
        self.longest = max((min(f.length + 1, MAX_PERSON) if f.person else f.length for f in self.forms), default=1)
        self.longest = max(self.longest, min(MAX_PERSON, max((k.count(" ") + 1 for k in self.known), default=1)))

    def ripen(self) -> None:
        """Get ready for a long text."""

    def all_bare(self) -> dict[str, str]:
        """Every key by its sign without vowels: for spellings in a script that doesn't write them."""
        if self._all_bare is None:
            self._all_bare = _filed(sorted(self.keys), bare_sign)
        return self._all_bare

    def rule_sets_of(self, some: Iterable[Derived]) -> tuple[str, ...]:
        """The ids of the rule sets that write derived spellings."""
        ids = _ids()
        return tuple(dict.fromkeys([ids[place] for one in some for place in self.vias[one.via]]))

    def rests(self) -> tuple[Rests, Rests]:
        """What stays of the known spellings of one word, and of the words of longer ones, without what an ending stands for."""
        if self._rests is None:
            found = self.made_rests()
            self._rests = Rests(found["words"], LEAST_REST), Rests(found["tokens"], LEAST_REST_WITHIN)
        return self._rests

    def made_rests(self) -> dict[str, set[str]]:
        """The same, made of the names."""
        single = (name for name in (*self.known, *self.derived) if " " not in name)
        return {"words": rests_of(single, LEAST_REST), "tokens": rests_of(self.tokens, LEAST_REST_WITHIN)}

    def bones(self, among: str) -> Container[str]:
        """The signs of one of the tables for running text, without their vowels."""
        if among not in self._bones:
            self._bones[among] = self.made_bones(among)
        return self._bones[among]

    def made_bones(self, among: str) -> set[str]:
        """The same, made of the table."""
        return {symbols.replace("a", "") for symbols in getattr(self, among)}

    def people_of(self, form: int) -> Mapping[str, Sequence[Posting]]:
        """The keys of the units of a person's form."""
        return self._people_of.get(form, {})

    def _weigh(self) -> None:
        """Weigh the units of persons' names by how few forms have them."""
        units: dict[int, dict[int, float]] = {}
        count = self.persons = 1 + sum(f.person for f in self.forms)
        self._rare = math.log(1 + count)
        self._weights = {key: math.log(1 + count / len({p.form for p in found})) for key, found in self.people.items()}
        for key, found in self.people.items():
            for posting in found:
                places = units.setdefault(posting.form, {})
                places[posting.place] = min(places.get(posting.place, self._rare), self._weights[key])
        for number, places in units.items():
            form = self.forms[number]
            self.forms[number] = msgspec.structs.replace(form, weights=tuple(places.get(p, self._rare) for p in range(form.length)))

    def weight(self, key: str) -> float:
        """How much a unit of a person's name tells."""
        return self._weights.get(key, self._rare)

    def _add_known(self, known: dict[str, list[Known]], number: int, entry: Entry) -> None:
        def add(form: str, via: str, spelling: str = "") -> None:
            known.setdefault(fold(spelling or form), []).append(Known(number, form, via))

        add(entry.canonical, "canonical")
        for form in entry.variants:
            add(form, "listed")
        for language, forms in entry.native.items():
            for form in forms:
                add(form, "native")
                for rule_set in self._with_exceptions.get(language, ()):
                    if any(word in rule_set.exceptions for word in plain_marks(form).lower().replace("-", " ").split()):
                        add(form, rule_set.id, romanizer(rule_set.id)(form))
        for form in entry.styles.values():
            add(form, "style")

    def _derive(self) -> dict[str, tuple[Derived, ...]]:
        from translit.rules.derive import deriver  # an index that was kept needs none

        found: dict[str, list[Derived]] = {}
        places = {rule_set: place for place, rule_set in enumerate(_ids())}
        vias: dict[tuple[int, ...], int] = {}
        for number, entry in enumerate(self.entries):
            for language, forms in entry.native.items():
                for form in forms:
                    script = script_of(form)
                    if script not in tables() or script in VOWELLESS:
                        continue
                    which = native_forms(entry).index(form)
                    for written, ids in (*deriver(language, script).written(form).items(), (form, ())):
                        folded = written.lower() if written.isascii() and written.isalpha() else fold(written)
                        if ids and (folded not in self.known or all(known.entry != number for known in self.known[folded])):
                            via = vias.setdefault(tuple([places[i] for i in ids]), len(vias))
                            found.setdefault(folded, []).append(Derived(number, which, via, "" if written.isascii() else written))
                        if entry.kind == "person" and (surname := folded.rpartition(" ")[2]) != folded:
                            found.setdefault(surname, []).append(Derived(number, which, -1))
        self.vias = list(vias)
        return {spelling: tuple(dict.fromkeys(some)) for spelling, some in found.items()}

    def _add_forms(self, postings: dict[str, list[Posting]], people: dict[str, list[Posting]], number: int, entry: Entry) -> None:
        done: set[tuple[str, ...]] = set()
        latin_canonical = script_of(entry.canonical) == "Latn"
        sources = [(form, language) for language, forms in entry.native.items() for form in forms if script_of(form) != "Latn"]
        for form, language in (*sources, (entry.canonical, "")):
            script = script_of(form)
            if form != entry.canonical and script not in tables() and latin_canonical:
                continue  # a script that is only read through its scheme adds little to what the canonical form says
            words = _units(plain_marks(form).casefold() if script == "Latn" else fold(form), entry)
            slots = [self._keys(word, script, language) for word in words]
            self._add_form(postings, people, done, number, entry, form, script, slots)
            if entry.kind != "person" and 1 < len(words) <= MAX_JOINED:
                self._add_form(postings, people, done, number, entry, form, script, [self._keys("".join(words), script, language)], joined=True)

    def _add_form(
        self, postings: dict[str, list[Posting]], people: dict[str, list[Posting]], done: set[tuple[str, ...]], number: int, entry: Entry, source: str, script: str,
        slots: list[list[KeyOption]], *, joined: bool = False,
    ) -> None:  # fmt: skip
        person = entry.kind == "person" and len(slots) > 1
        if not slots or len(slots) > (MAX_PERSON if person else MAX_TOKENS) or not all(slots):
            return
        signature = tuple("|".join(sorted(key for key, _, _ in slot)) for slot in slots)
        if signature in done:
            return
        done.add(signature)
        self.forms.append(Form(number, source, script, len(slots), joined=joined, person=person))
        _post(people if person else postings, len(self.forms) - 1, slots)
        if person:
            surname = slots[-1]
            if len(surname[0][0]) >= 4:
                self.forms.append(Form(number, source, script, 1, surname=True))
                _post(postings, len(self.forms) - 1, [surname])

    def _keys(self, word: str, script: str, language: str = "") -> list[KeyOption]:
        """What a word of a form is meant to sound like: of a Latin one, its plainest reading, and j as a hushing sound."""
        if script == "Latn":
            keys = [key for key in meant(word) if key]
            self._voweled.update(keys)
            for key in keys:
                self.spelled.setdefault(key, word)
            return [(key, 0.0, (PLAIN,)) for key in keys]
        if script in tables():
            key = key_of_native(word, script, language)
            if key:
                (self.vowelless if script in VOWELLESS else self._voweled).add(key)
            return [(key, 0.0, ())] if key else []
        self.outside = self.outside or script not in tables()["by_scheme"]
        read = [(key, via) for latin, via in latin_of(word, script) if (key := crude(latin))]
        self._voweled.update(key for key, _ in read)
        return [(key, 0.1, (via,)) for key, via in read]


@lru_cache(maxsize=1)
def _ids() -> list[str]:
    return rule_set_ids()


def _filed(keys: Iterable[str], sign_of: Callable[[str], str], shortened: Callable[[str], Sequence[str]] = shortened) -> dict[str, str]:
    """Keys under their signs and, each symbol left out in turn, under all that is near: parted by line ends, for one text takes far less than a list."""
    filed: dict[str, list[str]] = {}
    ordered = list(keys)
    for key, symbols in zip(ordered, sign_of("\n".join(ordered)).split("\n"), strict=False):  # all at once: a call for each is dear
        for near in dict.fromkeys(shortened(symbols)):
            filed.setdefault(near, []).append(key)
    return {near: "\n".join(some) for near, some in filed.items()}


def _post(postings: dict[str, list[Posting]], form: int, slots: list[list[KeyOption]]) -> None:
    for place, slot in enumerate(slots):
        for key, cost, via in slot:
            postings.setdefault(key, []).append(Posting(form, place, cost, via))


def _units(form: str, entry: Entry) -> list[str]:
    words = form.replace("-", " ").split() if form else []
    return units_of(words) if entry.kind == "person" and len(words) > 1 else words
