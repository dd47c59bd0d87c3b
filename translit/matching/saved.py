"""An index on disk: written with its entries, and looked into without being read as a whole."""

from __future__ import annotations

import math
from collections.abc import Container, Mapping, Sequence
from functools import lru_cache, partial
from typing import Any

from translit.compiled import Sources, Store, Writer, grouped
from translit.gazetteer.model import Entry
from translit.mapped import Grouped, Table
from translit.matching.index import LEAST_REST, LEAST_REST_WITHIN, Derived, Form, Index, Known, Posting
from translit.matching.rests import Rests
from translit.rules.library import LIBRARY
from translit.rules.read import Reader
from translit.text import spelled

SOURCES = Sources(
    "compiled.py", "mapped.py", "matching/index.py", "matching/saved.py", "matching/signs.py", "matching/units.py", "matching/unspaced.py", "gazetteer/*.py", "lexicon/data/grammar.yaml"
)  # fmt: skip
BLOCK = 32  # entries or forms that are decoded together
WHOLE = 256  # rows of a table up to which it is decoded whole
SHARD = 8  # rows of a larger one that are decoded together: a page looks up a few of very many

BUSY = ("known", "derived", "tokens", "postings", "forms_of", "spelled", "near_text", "near_alone", "near_part_text")
"""The tables that a long text looks into all over."""

BONES = ("near_text", "near_part_text")

# Table -> the type of its values.
TABLES: dict[str, Any] = {
    "known": tuple[Known, ...],
    "derived": tuple[Derived, ...],
    "postings": tuple[Posting, ...],
    "people": tuple[Posting, ...],
    "spelled": str,
    "tokens": set[int],
    "forms_of": set[int],
    "vowelless": bool,
    "unspaced": bool,
    "people_of": dict[str, tuple[Posting, ...]],
    **dict.fromkeys(("near", "bare", "near_alone", "near_text", "near_part", "near_part_text", "near_people", "all_bare"), str),
}

_HELD = {name: name for name in TABLES if name not in ("people_of", "all_bare")} | {"_by_form": "people_of", "_all": "all_bare"}


def index_digest() -> str:
    """A hash of all that an index is made with: the rules, the keys, the code. An index of another hash isn't used."""
    return f"{LIBRARY.digest()}{_code_digest()}"


@lru_cache(maxsize=1)
def _code_digest() -> str:
    return SOURCES.digest()  # of what is loaded: a change meanwhile is none to this process


def libraries() -> dict[str, str]:
    """The version of Unidecode, which spells names of scripts without a scheme."""
    from importlib.metadata import PackageNotFoundError, version

    try:
        return {"unidecode": version("unidecode")}
    except PackageNotFoundError:
        return {"unidecode": ""}


def write_index(writer: Writer, index: Index) -> dict[str, Any]:
    """Add an index to a file; returns what its header must say."""
    units = {str(form): {k: list(v) for k, v in found.items()} for form in range(len(index.forms)) if (found := index.people_of(form))}
    made: dict[str, Any] = {"all_bare": index.all_bare(), "vowelless": dict.fromkeys(index.vowelless, True), "people_of": units}
    for name, kind in TABLES.items():
        rows: Any = made[name] if name in made else getattr(index, name)
        writer.table(name, {k: sorted(v) for k, v in rows.items()} if kind == set[int] else rows, whole=WHOLE, shard=SHARD)
    for name, some in index.made_rests().items():
        writer.sieve(f"rests/{name}", some)
    for name in BONES:
        writer.sieve(f"bones/{name}", index.made_bones(name))
    writer.value("vias", index.vias)
    writer.blocks("forms", grouped(index.forms, BLOCK))
    return {
        "index": index_digest(), "forms": len(index.forms), "persons": index.persons, "longest": index.longest, "has_native": index.has_native,
        "libraries": libraries() if index.outside else {},
    }  # fmt: skip


def index_fits(header: Mapping[str, Any]) -> bool:
    """Whether an index was made with the rules and the libraries of this installation."""
    return header.get("index") == index_digest() and (not header["libraries"] or header["libraries"] == libraries())


class SavedIndex(Index):
    """An index in a compiled file. Its tables are decoded when they are first looked into; of large ones, only what is looked for."""

    def __init__(self, store: Store, entries: Sequence[Entry], reader: Reader) -> None:
        header = store.header
        self._store = store
        self.entries = entries  # type: ignore[assignment]
        self.reader = reader
        self.forms = Grouped(store.blocks("forms", list[Form]), BLOCK, header["forms"])  # type: ignore[assignment]
        self.never = _Never(entries)  # type: ignore[assignment]
        self.longest = header["longest"]
        self.has_native = header["has_native"]
        self.persons = header["persons"]
        self.outside = bool(header["libraries"])
        self._rare = math.log(1 + self.persons)
        self._rests = None
        self._ripe = False
        self._sieves: dict[str, Container[str]] = {}
        self._units: dict[int, Mapping[str, Sequence[Posting]]] = {}

    def __getattr__(self, name: str) -> Any:
        if name == "keys":
            found: Any = self.postings.keys() | self.people.keys()
        elif name == "vias":
            found = self._store.value("vias", list[tuple[int, ...]])
        elif name in _HELD:
            found = self._store.table(_HELD[name], TABLES[_HELD[name]], partial(setattr, self, name))
        else:
            raise AttributeError(name)
        setattr(self, name, found)
        return found

    def ripen(self) -> None:
        """See `Index`."""
        if self._ripe:
            return
        self._ripe = True
        for name in BUSY:
            if isinstance(table := getattr(self, name), Table):
                table.ripen()
        self._sieves |= {name: self.made_bones(name) for name in BONES if isinstance(getattr(self, name), dict)}

    def all_bare(self) -> Any:
        """Every key by its sign without vowels."""
        return self._all

    def rests(self) -> tuple[Rests, Rests]:
        """See `Index`."""
        if self._rests is None:
            self._rests = Rests(self._store.sieve("rests/words"), LEAST_REST), Rests(self._store.sieve("rests/tokens"), LEAST_REST_WITHIN)
        return self._rests

    def bones(self, among: str) -> Container[str]:
        """See `Index`."""
        found = self._sieves.get(among)
        if found is None:
            found = self._sieves[among] = self._store.sieve(f"bones/{among}")
        return found

    def people_of(self, form: int) -> Mapping[str, Sequence[Posting]]:
        """The keys of the units of a person's form."""
        found: Mapping[str, Sequence[Posting]] = self._by_form.get(str(form), {})
        return found

    def weight(self, key: str) -> float:
        """How much a unit of a person's name tells."""
        found = self.people.get(key)
        return math.log(1 + self.persons / len({p.form for p in found})) if found else self._rare


class _Never(Sequence[frozenset[str]]):
    __slots__ = ("_entries",)

    def __init__(self, entries: Sequence[Entry]) -> None:
        self._entries = entries

    def __len__(self) -> int:
        return len(self._entries)

    def __getitem__(self, number: Any) -> Any:
        return frozenset(map(spelled, self._entries[number].never))
