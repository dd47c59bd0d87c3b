"""The shipped rule sets: a folder is the registry. They are taken from their compiled form, where there is one, else read from their files when they
are asked for."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path

import msgspec

from translit.compiled import Sources, Store, Writer
from translit.errors import DataError, Fault, UsageError, did_you_mean
from translit.rules.compile import Romanizer
from translit.rules.model import RuleSet
from translit.shipped import Shipped, names_of, resource

FOLDERS = ("schemes", "conventions", "bases")
LANGUAGES_OF = {"Cyrl": ("ru", "uk", "be", "bg", "sr", "mk"), "Grek": ("el",), "Geor": ("ka",), "Armn": ("hy",)}  # of a form whose language isn't known
SOURCES = Sources(*(f"rules/{folder}/*.yaml" for folder in FOLDERS), "rules/*.yaml", "rules/*.py", "text.py", "yamlfile.py")


class Listed(msgspec.Struct, frozen=True, array_like=True):
    """What is known of a rule set without its rules. (A msgspec structure: it is decoded hundreds at a time.)"""

    id: str
    kind: str
    language: str
    script: str
    aliases: tuple[str, ...]
    exceptions: bool
    """Whether it has any."""


def _build(writer: Writer) -> None:
    from translit.rules.read import compiled_readers
    from translit.rules.syllable_tables import compiled_syllables

    everything = {i: _read(i) for i in _paths()}
    ids = rule_set_ids()
    writer.value("catalogue", [_listed(everything[i]) for i in ids])
    writer.value("numbers", {i: number for number, i in enumerate(everything)})
    writer.blocks("rule sets", list(everything.values()))
    compiled_readers(writer, everything)
    compiled_syllables(writer)


LIBRARY = Shipped("rules", SOURCES, _build)


def _listed(rs: RuleSet) -> Listed:
    return Listed(rs.id, rs.kind, rs.language, rs.script, rs.aliases, bool(rs.exceptions))


_SOURCE = r"^source: \{language: (\w+), script: (\w+)\} *(?:#.*)?$"
_EXTENDS = r"^extends: ([\w.-]+) *(?:#.*)?$"
_ALIASES = r"^aliases: \[([\w., -]+)\] *(?:#.*)?$"


def _looked_up(rule_id: str) -> Listed:
    """What the catalogue says of a rule set whose compiled form isn't there: seen in its file without reading it, where it is written as files are."""
    folder = _paths()[rule_id]
    text = resource(f"rules/{folder}/{rule_id}.yaml")
    source, aliases = re.search(_SOURCE, text, re.MULTILINE), re.search(_ALIASES, text, re.MULTILINE)
    if source is None or (aliases is None and "aliases:" in text):
        return _listed(_load(rule_id))
    named = tuple(a.strip() for a in aliases[1].split(",")) if aliases else ()
    return Listed(rule_id, folder.removesuffix("s"), source[1], source[2], named, _has_exceptions(rule_id))


def _has_exceptions(rule_id: str) -> bool:
    text = resource(f"rules/{_paths()[rule_id]}/{rule_id}.yaml")
    parent = re.search(_EXTENDS, text, re.MULTILINE)
    return "\nexceptions:" in text or (parent is not None and parent[1] in _paths() and _has_exceptions(parent[1]))


@lru_cache(maxsize=1)
def catalogue() -> dict[str, Listed]:
    """The shipped schemes and conventions by id, without their rules: quick to have.

    >>> catalogue()["uk-kmu-2010"].script
    'Cyrl'
    """
    store = LIBRARY.store(build=True)
    rows = [_looked_up(i) for i in rule_set_ids()] if store is None else store.value("catalogue", list[Listed])
    return {row.id: row for row in rows}


@lru_cache(maxsize=1)
def _paths() -> dict[str, str]:
    """Rule set id -> folder, for every shipped file, sorted by id."""
    found = {name[:-5]: folder for folder in FOLDERS for name in names_of(f"rules/{folder}") if name.endswith(".yaml")}
    return dict(sorted(found.items()))


def rule_set_ids() -> list[str]:
    """The ids of all shipped schemes and conventions, sorted.

    >>> "uk-kmu-2010" in rule_set_ids() and "ru-de" in rule_set_ids()
    True
    """
    return [i for i, folder in _paths().items() if folder != "bases"]


_loaded: dict[str, RuleSet] = {}


def _load(rule_id: str, children: tuple[str, ...] = ()) -> RuleSet:
    """A shipped rule set, loaded once; `children` are those on whose behalf it is read."""
    found = _loaded.get(rule_id)
    if found is None:
        found = _read_sets.get(rule_id) or _compiled_set(rule_id)
        found = _loaded[rule_id] = _read(rule_id, children) if found is None else found
    return found


def _compiled_set(rule_id: str) -> RuleSet | None:
    store = LIBRARY.store()
    if store is None:
        return None
    numbers, sets = _compiled_sets(store)
    number = numbers.get(rule_id)
    return None if number is None else sets[number]


@lru_cache(maxsize=1)
def _compiled_sets(store: Store) -> tuple[Mapping[str, int], Sequence[RuleSet]]:
    return store.value("numbers", dict[str, int]), store.blocks("rule sets", RuleSet)


_read_sets: dict[str, RuleSet] = {}


def _read(rule_id: str, children: tuple[str, ...] = ()) -> RuleSet:
    """Read a shipped rule set from its file."""
    from translit.rules.load import read_rule_set

    if rule_id in children:
        raise KeyError(f"goes in a circle: {' → '.join((*children, rule_id))}")
    found = _read_sets.get(rule_id)
    if found is None:
        folder = _paths().get(rule_id)
        if folder is None:
            raise KeyError(f"no rule set {rule_id!r}{did_you_mean(rule_id, list(_paths()))}")
        text = resource(f"rules/{folder}/{rule_id}.yaml")
        found = _read_sets[rule_id] = read_rule_set(text, f"{rule_id}.yaml", lambda name: _read(name, (*children, rule_id)))
    return found


@lru_cache(maxsize=1)
def _aliases() -> dict[str, str]:
    return {alias: row.id for row in catalogue().values() for alias in row.aliases}


def get_rule_set(name: str) -> RuleSet:
    """Return a scheme or convention by id or alias, or read it from a file where `name` ends in `.yaml`.

    Raises `UsageError` for an unknown name, `DataError` for a faulty file.

    >>> get_rule_set("ru-de").title
    'Russian names in German (Duden)'
    """
    if name.endswith((".yaml", ".yml")):
        return read_rule_file(Path(name))
    folder = _paths().get(name)
    if folder in FOLDERS[:2]:
        return _load(name)
    alias = _aliases().get(name)
    if alias is not None:
        return get_rule_set(alias)
    raise UsageError(f"unknown scheme {name!r}{did_you_mean(name, [*rule_set_ids(), *_aliases()])}; `translit schemes` lists them")


def read_rule_file(path: Path) -> RuleSet:
    """Read a rule set from a file of the user's own; it may extend a shipped one."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise DataError([Fault(str(path), 0, "", f"can't be read: {error}")]) from error
    from translit.rules.load import read_rule_set

    return read_rule_set(text, str(path), _load)


def all_rule_sets() -> list[RuleSet]:
    """Every shipped scheme and convention, sorted by id."""
    LIBRARY.store(build=True)
    return [_load(i) for i in rule_set_ids()]


@lru_cache(maxsize=512)
def romanizer(name: str) -> Romanizer:
    """The compiled writer of a scheme or convention (shared; it holds no state)."""
    return _compiled(get_rule_set(name))


def _compiled(rule_set: RuleSet) -> Romanizer:
    return Romanizer(rule_set, _compiled(_load(rule_set.first)) if rule_set.first else None)


def rule_sets_for(language: str) -> list[RuleSet]:
    """The schemes and conventions whose source is this language (the first part of their ids), sorted by id."""
    return [_load(i) for i in rule_set_ids() if i.split("-", 1)[0] == language]


def convention_languages() -> list[str]:
    """The languages whose names some shipped convention spells, sorted."""
    return sorted({i.split("-", 1)[0] for i, folder in _paths().items() if folder == "conventions"})


def failing_examples(rule_set: RuleSet) -> list[tuple[int, str, str, str]]:
    """Return (line, given, expected, written) for each example of the file that its own rules don't fulfil."""
    write = _compiled(rule_set)
    rows = ((e.line, e.given, e.expect, write(e.given)) for e in rule_set.examples)
    return [row for row in rows if row[2] != row[3]]


def unexercised_rules(rule_set: RuleSet) -> list[str]:
    """Return the contextual rules that no example of the file uses, as `file:line find → write`; a rule over a class counts as one."""
    write = _compiled(rule_set)
    used = {step.rule for example in rule_set.examples for step in write.trace(example.given)}
    lines = {(r.file, r.line) for r in used if r is not None}
    return [f"{r.file}:{r.line} {r.find} → {r.write or '∅'}" for r in rule_set.rules if r.contexts and (r.file, r.line) not in lines]
