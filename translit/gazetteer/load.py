"""Read a gazetteer: from YAML or from plain dictionaries, every fault at once, each with its place."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from translit.collector import collector_off
from translit.errors import DataError, Fault, did_you_mean
from translit.gazetteer import quick
from translit.gazetteer.model import FIELDS, KINDS, LANGUAGES, Entry
from translit.text import fold
from translit.yamlfile import MAX_CHARS, Map, Seq, parse

KEYS = tuple(FIELDS)
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")  # Cc, Zl, Zp, Cs


def read_gazetteer(path: Path) -> tuple[Entry, ...]:
    """Read the entries of a YAML file. Raises `DataError` with every fault of the file."""
    return entries_of_text(read_text(path), path.name)


def read_text(path: Path) -> str:
    """The text of a gazetteer file. Raises `DataError` where it can't be read or isn't UTF-8."""
    try:
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise DataError([Fault(str(path), 0, "", f"not UTF-8 (byte {error.start}): save it as UTF-8")]) from error
    except OSError as error:
        raise DataError([Fault(str(path), 0, "", f"can't be read: {error.strerror}")]) from error


def entries_of_text(text: str, file: str = "<text>") -> tuple[Entry, ...]:
    """Read the entries of a gazetteer's text. Raises `DataError` with every fault.

    >>> entries_of_text("- {canonical: Kherson, native: {uk: Херсон}}")[0].native
    {'uk': ('Херсон',)}
    """
    with collector_off():
        found = quick.read(text, _odd_blocks, slug) if len(text) <= MAX_CHARS else None
        return entries_from(items_of_text(text, file), file) if found is None else found


def items_of_text(text: str, file: str) -> Seq:
    """The entries of a gazetteer's text as plain values with their lines, not yet checked. Raises `DataError`."""
    node = parse(text, file)
    if node == "":
        return Seq(1)
    if not isinstance(node, Seq):
        raise DataError([Fault(file, 1, "", "a gazetteer is a list of entries: `- id: …`")])
    return node


def _odd_blocks(text: str) -> list[tuple[int, Entry]] | None:
    """The entries of blocks that aren't plain, each with its line, or None where there is a fault: the whole file is then read again and names it."""
    try:
        items = items_of_text(text, "")
    except DataError:
        return None
    reader = _Reader("")
    found = [(line, reader.entry(i, item)) for i, (line, item) in enumerate(zip(items.lines, items, strict=True))]
    return None if reader.faults else [(line, entry) for line, entry in found if entry is not None]


@dataclass(frozen=True, slots=True)
class Expectation:
    """A pair under `expect`: a text, and what the gazetteer must make of it."""

    entry: str
    line: int
    given: str
    wanted: str


def expectations(items: Iterable[Mapping[str, Any]]) -> list[Expectation]:
    """The pairs under `expect` of entries that were found sound.

    >>> expectations([{"canonical": "Kherson", "expect": {"Cherson": "Kherson"}}])
    [Expectation(entry='kherson', line=0, given='Cherson', wanted='Kherson')]
    """
    found = []
    for item in items:
        pairs = item.get("expect") or {}
        lines = pairs.lines if isinstance(pairs, Map) else {}
        entry = str(item.get("id") or slug(unicodedata.normalize("NFC", item["canonical"])))
        found += [Expectation(entry, lines.get(given, 0), given, wanted) for given, wanted in pairs.items()]
    return found


def entries_from(items: Iterable[Mapping[str, Any]], file: str = "entries") -> tuple[Entry, ...]:
    """Build entries from plain values (`canonical` alone is required), checked as a file is.

    >>> entries_from([{"canonical": "Kherson", "native": {"uk": "Херсон"}}])[0].id
    'kherson'
    """
    reader = _Reader(file)
    entries = [e for i, item in enumerate(items) if (e := reader.entry(i, item)) is not None]
    if reader.faults:
        raise DataError(reader.faults)
    return tuple(entries)


def slug(text: str) -> str:
    """An id made from a name.

    >>> slug("Kryvyi Rih"), slug("Сватове")
    ('kryvyi-rih', 'сватове')
    """
    return "-".join(re.findall(r"\w+", fold(text))) or "name"


class _Reader:
    def __init__(self, file: str) -> None:
        self.file = file
        self.faults: list[Fault] = []
        self.seen: dict[str, int] = {}

    def fault(self, node: Any, key: str | None, path: str, message: str) -> None:
        line = 0
        if isinstance(node, Map):
            line = node.lines.get(key, node.line) if key is not None else node.line
        self.faults.append(Fault(self.file, line, path, message))

    def entry(self, i: int, item: Any) -> Entry | None:
        path = f"entries[{i}]"
        if not isinstance(item, Mapping):
            self.fault(item, None, path, "an entry is a mapping with at least `canonical`")
            return None
        for key in item:
            if key not in KEYS:
                self.fault(item, key, path, f"unknown key {key!r}{did_you_mean(str(key), KEYS)}")
        before = len(self.faults)
        canonical = self.name(item, "canonical", path)
        if not canonical and len(self.faults) == before:
            self.fault(item, None, path, "canonical missing")
        kind = item.get("kind", "other") or "other"
        if kind not in KINDS:
            self.fault(item, "kind", f"{path}.kind", f"must be one of {', '.join(KINDS)}, not {kind!r}{did_you_mean(str(kind), KINDS)}")
        entry_id = str(item.get("id", "") or slug(canonical))
        if entry_id in self.seen:
            self.fault(item, "id", f"{path}.id", f"{entry_id!r} is already the id of entries[{self.seen[entry_id]}]: ids must differ")
        self.seen.setdefault(entry_id, i)
        self.pairs(item, path)
        entry = Entry(
            id=entry_id,
            canonical=canonical,
            kind=str(kind),
            native=self.native(item, path),
            variants=self.names(item, "variants", path),
            never=self.names(item, "never", path),
            styles=self.styles(item, path),
            note=str(item.get("note", "") or ""),
            country=str(item.get("country", "") or ""),
        )
        return entry if len(self.faults) == before else None

    def name(self, item: Mapping[str, Any], key: str, path: str) -> str:
        value = item.get(key, "")
        return self.checked(value, item, key, f"{path}.{key}") if value else ""

    def names(self, item: Mapping[str, Any], key: str, path: str) -> tuple[str, ...]:
        value = item.get(key) or ()
        if isinstance(value, str):
            value = [value]
        if not isinstance(value, Sequence):
            self.fault(item, key, f"{path}.{key}", "must be a list of names")
            return ()
        return tuple(dict.fromkeys(self.checked(v, item, key, f"{path}.{key}[{j}]") for j, v in enumerate(value)))

    def native(self, item: Mapping[str, Any], path: str) -> dict[str, tuple[str, ...]]:
        value = item.get("native") or {}
        if not isinstance(value, Mapping):
            self.fault(item, "native", f"{path}.native", "must map language codes to names: {uk: Херсон}")
            return {}
        out: dict[str, tuple[str, ...]] = {}
        for code in value:
            if code not in LANGUAGES:
                self.fault(item, "native", f"{path}.native", f"unknown language {code!r}{_nearest_language(str(code))}")
            out[str(code)] = self.names(value, code, f"{path}.native")
        return out

    def styles(self, item: Mapping[str, Any], path: str) -> dict[str, str]:
        value = item.get("styles") or {}
        if not isinstance(value, Mapping):
            self.fault(item, "styles", f"{path}.styles", "must map style names to forms: {traditional: Kiev}")
            return {}
        return {str(k): self.name(value, k, f"{path}.styles") for k in value}

    def pairs(self, item: Mapping[str, Any], path: str) -> None:
        """Check `expect`; the entry doesn't carry it."""
        value = item.get("expect") or {}
        if not isinstance(value, Mapping):
            self.fault(item, "expect", f"{path}.expect", "must map texts to what they become: {Cherson: Kherson}")
            return
        for given, wanted in value.items():
            if not isinstance(wanted, str):
                self.fault(value, given, f"{path}.expect", f"{given!r}: must be text, not {type(wanted).__name__}")

    def checked(self, value: Any, item: Any, key: str, path: str) -> str:
        if not isinstance(value, str):
            self.fault(item, key, path, f"must be text, not {type(value).__name__}: put it in quotes")
            return ""
        if value != value.strip() or not value:
            self.fault(item, key, path, f"{value!r} is empty or begins or ends with a space")
        bad = _CONTROL.search(value)
        if bad is not None:
            self.fault(item, key, path, f"holds the control character U+{ord(bad.group()):04X}: remove it")
        elif not any(map(str.isalnum, value)):
            self.fault(item, key, path, f"{value!r} has no letter")
        return value if value.isascii() else unicodedata.normalize("NFC", value)


def _nearest_language(code: str) -> str:
    if code[:2].lower() in LANGUAGES:
        return f" (did you mean {code[:2].lower()!r}?)"
    return did_you_mean(code, sorted(LANGUAGES))
