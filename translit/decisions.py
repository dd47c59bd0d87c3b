"""A person's decisions about spellings, kept in an append-only file that every later run obeys.

```yaml
- spelling: Cherson
  is: Kherson               # or `not:`, where the spelling is something else
  date: 2026-11-26
  scope: reports/*.txt      # documents it holds for; everywhere where it is left out
  reason: "ch = kh (German)"
```

The last decision about two spellings holds.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

from translit.errors import DataError, DocumentError, Fault, did_you_mean
from translit.gazetteer.model import Entry
from translit.text import spelled

FILE = "decisions.yaml"
EVERYWHERE = "everywhere"
KEYS = ("spelling", "is", "not", "entry", "date", "scope", "reason")
HEADER = "# Decisions about names: the last one about two spellings holds. Add to the end; `translit normalize`, `discover` and `review` obey.\n"
_DATE = r"\d{4}-\d{2}-\d{2}"
_PLAIN = r"[^\W\d_][\w .’–-]*[\w.’]|[^\W\d_]"
_RESERVED = frozenset(["y", "n", "yes", "no", "on", "off", "true", "false", "null", "none"])


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """One decision about two spellings.

    >>> print(Judgement(spelling="Cherson", name="Kherson", date="2026-11-26").as_yaml(), end="")
    - spelling: Cherson
      is: Kherson
      date: 2026-11-26
    """

    spelling: str
    name: str
    """The name it is, or is not: a canonical form, or the spelling to write."""
    same: bool = True
    date: str = ""
    """`YYYY-MM-DD`; given by the caller."""
    scope: str = EVERYWHERE
    """`everywhere`, or a pattern of document paths (`reports/*.txt`)."""
    reason: str = ""
    entry: str = ""
    """The id of the entry, where more than one has this name."""
    line: int = 0
    """Where it stands in its file (1-based), 0 if it doesn't."""

    def as_yaml(self) -> str:
        """The decision as it is written."""
        rows = {"spelling": self.spelling, "is" if self.same else "not": self.name, "entry": self.entry, "date": self.date}
        rows |= {"scope": "" if self.scope == EVERYWHERE else self.scope, "reason": self.reason}
        return "".join(f"{'- ' if i == 0 else '  '}{key}: {quoted(value)}\n" for i, (key, value) in enumerate((k, v) for k, v in rows.items() if v))

    @property
    def pair(self) -> frozenset[str]:
        """The two spellings, case and the look of apostrophes set aside."""
        return frozenset((spelled(self.spelling), spelled(self.name)))


def quoted(value: str) -> str:
    """A YAML scalar, in quotes where it needs them.

    >>> quoted("Kherson"), quoted("a: b"), quoted("2026-11-26"), quoted("no")
    ('Kherson', '"a: b"', '2026-11-26', '"no"')
    """
    if (re.fullmatch(_PLAIN, value) and value.casefold() not in _RESERVED) or re.fullmatch(_DATE, value):
        return value
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(c if c.isprintable() or c == " " else f"\\u{ord(c):04x}" if ord(c) < 0x10000 else f"\\U{ord(c):08x}" for c in escaped) + '"'


def read_decisions(path: Path) -> tuple[Judgement, ...]:
    """Read a file of decisions. Raises `DataError` with every fault, `DocumentError` where it can't be read."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise DataError([Fault(path.name, 0, "", f"not UTF-8 (byte {error.start}): save it as UTF-8")]) from error
    except OSError as error:
        raise DocumentError(f"{path}: can't be read: {error.strerror}") from error
    return parse_decisions(text, path.name)


def parse_decisions(text: str, file: str = FILE) -> tuple[Judgement, ...]:
    """Read decisions from text. Raises `DataError` with every fault and its line."""
    from translit.yamlfile import Seq, parse

    node = parse(text, file)
    if node == "":
        return ()
    if not isinstance(node, Seq):
        raise DataError([Fault(file, 1, "", "decisions are a list: `- spelling: …`")])
    faults: list[Fault] = []
    found = [j for i, item in enumerate(node) if (j := _judgement(item, f"decisions[{i}]", node.lines[i], file, faults)) is not None]
    if faults:
        raise DataError(faults)
    return tuple(found)


def _judgement(item: Any, path: str, line: int, file: str, faults: list[Fault]) -> Judgement | None:
    from translit.yamlfile import Map

    if not isinstance(item, Map):
        faults.append(Fault(file, line, path, "a decision is a mapping with `spelling` and `is` or `not`"))
        return None
    before = len(faults)

    def fault(key: str, message: str) -> None:
        faults.append(Fault(file, item.lines.get(key, item.line), f"{path}.{key}" if key in item else path, message))

    for key, value in item.items():
        if key not in KEYS:
            fault(key, f"unknown key {key!r}{did_you_mean(key, KEYS)}")
        elif not isinstance(value, str):
            fault(key, "must be text")
        elif any(not c.isprintable() for c in value):
            fault(key, "holds a control character: remove it")
    if not item.get("spelling"):
        fault("spelling", "spelling missing")
    if bool(item.get("is")) == bool(item.get("not")):
        fault("not", "needs one of `is` and `not`")
    date = item.get("date", "")
    if isinstance(date, str) and date and not _is_date(date):
        fault("date", f"must be a date like 2026-11-26, not {date!r}")
    name = item.get("is") or item.get("not") or ""
    if isinstance(name, str) and name and spelled(name) == spelled(str(item.get("spelling", ""))):
        fault("is", "a spelling is always itself: name another one")
    if len(faults) > before:
        return None
    rest = {key: item.get(key, "") for key in ("date", "reason", "entry")}
    return Judgement(spelling=item["spelling"], name=name, same="is" in item, scope=item.get("scope") or EVERYWHERE, line=item.line, **rest)


def _is_date(text: str) -> bool:
    import datetime

    try:
        return bool(re.fullmatch(_DATE, text)) and bool(datetime.date.fromisoformat(text))
    except ValueError:
        return False


def append(path: Path, judgements: Sequence[Judgement]) -> str:
    """Add decisions to the end of a file, which is made if need be, and return what was written. Raises `DocumentError`."""
    text = "".join(j.as_yaml() for j in judgements)
    try:
        old = path.read_bytes() if path.exists() else b""
        head = "" if old.endswith(b"\n") else "\n" if old else HEADER
        with path.open("ab") as file:
            file.write((head + text).encode("utf-8"))
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise DocumentError(f"{path}: can't be written: {error.strerror}") from error
    return head + text


def take_back(path: Path, text: str) -> None:
    """Remove what `append` has just written. Raises `DocumentError` where something was added since."""
    tail = text.encode("utf-8")
    try:
        old = path.read_bytes()
        if not old.endswith(tail):
            raise DocumentError(f"{path}: was changed by another program: not undone")
        with path.open("r+b") as file:
            file.truncate(len(old) - len(tail))
    except OSError as error:
        raise DocumentError(f"{path}: can't be written: {error.strerror}") from error


def in_scope(judgements: Iterable[Judgement], documents: Sequence[str]) -> tuple[Judgement, ...]:
    """The decisions that hold for all of these documents: those made everywhere, and those whose pattern every path (or its last part) matches."""
    paths = [Path(d).as_posix() for d in documents]
    return tuple(
        j
        for j in judgements
        if j.scope == EVERYWHERE or (paths and all(fnmatchcase(p, j.scope) or fnmatchcase(p.rsplit("/", 1)[-1], j.scope) for p in paths))
    )


def settled(judgements: Iterable[Judgement]) -> tuple[Judgement, ...]:
    """The decisions that hold: the last one about each pair of spellings, and of those that say what a spelling is, the last; chains are followed to their end.

    >>> a, b = Judgement(spelling="Cherson", name="Kherson"), Judgement(spelling="Kherson", name="Cherson")
    >>> [(j.spelling, j.name) for j in settled([a, b])]
    [('Kherson', 'Cherson')]
    """
    means: dict[str, Judgement] = {}  # spelling -> the decision that says what it is
    kept: list[Judgement] = []  # those that say what it isn't
    apart: dict[str, set[str]] = {}  # last name of a chain -> those of chains that must not be one with it
    spoken: set[frozenset[str]] = set()

    def end(name: str) -> str:
        while (plain := spelled(name)) in means:
            name = means[plain].name
        return name

    for j in reversed(list(judgements)):  # what was decided later stands, and what was decided before must agree with it
        if j.pair in spoken:
            continue
        spoken.add(j.pair)
        here, there = spelled(end(j.spelling)), spelled(end(j.name))
        if here == there:
            continue  # said already, a ring, or denied
        if not j.same:
            kept.append(j)
            apart.setdefault(here, set()).add(there)
            apart.setdefault(there, set()).add(here)
        elif here == spelled(j.spelling) and there not in apart.get(here, ()):
            means[here] = j
            for other in apart.pop(here, ()):
                apart[other] = apart[other] - {here} | {there}
                apart.setdefault(there, set()).add(other)
    out = [replace(j, name=end(j.name), entry=means[spelled(j.name)].entry if spelled(j.name) in means else j.entry) for j in means.values()]
    out += [replace(j, name=end(j.name)) for j in kept]
    return tuple(sorted(out, key=lambda j: (j.name, j.spelling, j.same)))


def pairs(judgements: Iterable[Judgement]) -> tuple[tuple[tuple[str, str], ...], tuple[tuple[str, str], ...]]:
    """What discovery is told: (spelling, name) that are one, and that are not."""
    held = settled(judgements)
    return tuple((j.spelling, j.name) for j in held if j.same), tuple((j.spelling, j.name) for j in held if not j.same)


def apply(entries: Iterable[Entry], judgements: Iterable[Judgement], file: str = FILE) -> tuple[Entry, ...]:
    """Entries with the decisions worked in: a variant more, a new entry, a `never` more. Raises `DataError` where a name is two entries'.

    >>> [e.variants for e in apply([Entry("kherson", "Kherson")], [Judgement(spelling="Herson", name="Kherson")])]
    [('Herson',)]
    """
    by_id = {e.id: e for e in entries}
    faults: list[Fault] = []
    made = list(judgements)
    listed = _listed(by_id.values(), made)
    held = settled([*listed, *made])
    kept = {spelled(j.spelling) for j in held if j.same}
    for j in listed:
        if spelled(j.spelling) not in kept:
            by_id[j.entry] = _without(by_id[j.entry], j.spelling)
    denied = [j for j in held if not j.same]
    _deny(by_id, denied)
    for j in held:
        if j.same and not _owners(by_id, j):
            _new(by_id, j)
    _deny(by_id, denied)
    for j in (j for j in held if j.same):
        owners = _owners(by_id, j)
        if len(owners) > 1:
            ids = sorted(e.id for e in owners)
            faults.append(Fault(file, j.line, "is", f"{j.name!r} is the name of {' and '.join(ids)}: add `entry: {ids[0]}`"))
        else:
            _unite(by_id, owners[0], j)
    if faults:
        raise DataError(faults)
    return tuple(by_id.values())


def _listed(entries: Iterable[Entry], made: Iterable[Judgement]) -> list[Judgement]:
    """What the gazetteer says of the spellings that were decided on, as decisions made before all others."""
    spoken = {name for j in made for name in j.pair}
    owners: dict[str, list[Judgement]] = {}
    for entry in entries:
        for v in entry.variants:
            if spelled(v) in spoken and spelled(v) != spelled(entry.canonical):
                owners.setdefault(spelled(v), []).append(Judgement(spelling=v, name=entry.canonical, entry=entry.id))
    return [found[0] for found in owners.values() if len(found) == 1]


def _deny(by_id: dict[str, Entry], denied: Iterable[Judgement]) -> None:
    for j in denied:
        for away, j_name in ((j.spelling, j), (j.name, replace(j, spelling=j.name, name=j.spelling, entry=""))):
            for entry in _owners(by_id, j_name):
                if spelled(entry.canonical) != spelled(away):
                    by_id[entry.id] = _without(entry, away)


def _owners(by_id: dict[str, Entry], j: Judgement) -> list[Entry]:
    if j.entry and j.entry in by_id:
        return [by_id[j.entry]]
    name = spelled(j.name)
    owners = [e for e in by_id.values() if spelled(e.canonical) == name]
    return owners or [e for e in by_id.values() if any(spelled(v) == name for v in e.variants)]


def _new(by_id: dict[str, Entry], j: Judgement) -> None:
    from translit.gazetteer.load import slug

    base = j.entry or slug(j.name)
    number = 1
    while (entry_id := base if number == 1 else f"{base}-{number}") in by_id:
        number += 1
    by_id[entry_id] = Entry(entry_id, j.name)


def _unite(by_id: dict[str, Entry], owner: Entry, j: Judgement) -> None:
    """Give the spelling to its entry, and take it from every other; an entry of that very name is merged, and its own entry takes the decided name."""
    plain = spelled(j.spelling)
    canonical, variants, native = owner.canonical, owner.variants, dict(owner.native)
    if spelled(canonical) == plain:
        canonical = j.name
    variants = _with(variants, j.spelling)
    for other in list(by_id.values()):
        if other.id == owner.id:
            continue
        if spelled(other.canonical) == plain:
            del by_id[other.id]
            for v in other.variants:
                if not any(spelled(n) == spelled(v) for n in owner.never):
                    variants = _with(variants, v)
            for language, forms in other.native.items():
                native[language] = tuple(dict.fromkeys((*native.get(language, ()), *forms)))
        elif any(spelled(v) == plain for v in other.variants):
            by_id[other.id] = _without(other, j.spelling)
    variants = tuple(v for v in variants if spelled(v) != spelled(canonical))
    never = tuple(n for n in owner.never if spelled(n) not in (plain, spelled(canonical)))
    by_id[owner.id] = replace(owner, canonical=canonical, variants=variants, native=native, never=never)


def _without(entry: Entry, spelling: str) -> Entry:
    """An entry that a spelling is not."""
    variants = tuple(v for v in entry.variants if spelled(v) != spelled(spelling))
    return replace(entry, variants=variants, never=_with(entry.never, spelling))


def _with(names: tuple[str, ...], name: str) -> tuple[str, ...]:
    return names if any(spelled(n) == spelled(name) for n in names) else (*names, name)
