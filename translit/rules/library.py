"""The shipped rule sets: a folder is the registry, files are read when they are asked for."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files
from pathlib import Path

from translit.errors import DataError, Fault, UsageError, did_you_mean
from translit.rules.compile import Romanizer
from translit.rules.load import read_rule_set
from translit.rules.model import RuleSet

FOLDERS = ("schemes", "conventions", "bases")
_ROOT = files("translit.rules")


@lru_cache(maxsize=1)
def _paths() -> dict[str, str]:
    """Rule set id -> folder, for every shipped file, sorted by id."""
    found = {item.name[:-5]: folder for folder in FOLDERS for item in (_ROOT / folder).iterdir() if item.name.endswith(".yaml")}
    return dict(sorted(found.items()))


def rule_set_ids() -> list[str]:
    """The ids of all shipped schemes and conventions, sorted.

    >>> "uk-kmu-2010" in rule_set_ids() and "ru-de" in rule_set_ids()
    True
    """
    return [i for i, folder in _paths().items() if folder != "bases"]


_loaded: dict[str, RuleSet] = {}


def _load(rule_id: str, children: tuple[str, ...] = ()) -> RuleSet:
    """Read a shipped rule set once; `children` are those on whose behalf it is read."""
    if rule_id in children:
        raise KeyError(f"goes in a circle: {' → '.join((*children, rule_id))}")
    found = _loaded.get(rule_id)
    if found is None:
        folder = _paths().get(rule_id)
        if folder is None:
            raise KeyError(f"no rule set {rule_id!r}{did_you_mean(rule_id, list(_paths()))}")
        text = (_ROOT / folder / f"{rule_id}.yaml").read_text(encoding="utf-8")
        found = _loaded[rule_id] = read_rule_set(text, f"{rule_id}.yaml", lambda name: _load(name, (*children, rule_id)))
    return found


@lru_cache(maxsize=1)
def _aliases() -> dict[str, str]:
    return {alias: rs.id for rs in all_rule_sets() for alias in rs.aliases}


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
    return read_rule_set(text, str(path), _load)


def all_rule_sets() -> list[RuleSet]:
    """Every shipped scheme and convention, sorted by id."""
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
