"""The quick way to read a gazetteer: blocks written plainly, one key a line, are read by pattern, without a YAML parser.

It is a shorter way to the same entries, never another answer: `read` returns None as soon as anything is out of the ordinary (a fault, a tab, a document
mark), and the caller then reads the whole file through YAML events, which alone know how to name faults and lines. Blocks that are valid but not plain
(folded notes, escapes, lists over several lines) are handed over one by one. A property test holds the two ways against each other.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from typing import Any

from translit.gazetteer.model import KINDS, LANGUAGES, Entry

# A plain scalar that reads the same in block and flow context: it begins with no YAML sign and holds none that could end it.
_PLAIN = r"[^\s\-\[\]{},:#?&*!|>'\"%@`][^\[\]{},:#?\n]*(?<! )"
_QUOTED = r"\"[^\"\\\n]*\"|'[^'\n]*'"
_ITEM = rf"(?:{_PLAIN}|{_QUOTED})"
_LIST = rf"\[{_ITEM}(?:, {_ITEM})*\]"
_CODE = r"[A-Za-z][\w-]*"

_pair_line = re.compile(rf"    ({_CODE}):(?: (.+))?").fullmatch
# A scalar that stands alone on its line: commas and brackets may be inside.
_note = re.compile(r"[^\s\-\[\]{},:#?&*!|>'\"%@`][^:#\n]*(?<! )").fullmatch
_scalar = re.compile(_ITEM).fullmatch
_flow_list = re.compile(_LIST).fullmatch
_items = re.compile(_ITEM).findall
_flow_map = re.compile(rf"\{{{_CODE}: (?:{_ITEM}|{_LIST})(?:, {_CODE}: (?:{_ITEM}|{_LIST}))*\}}").fullmatch
_pairs = re.compile(rf"({_CODE}): ({_ITEM}|{_LIST})(?:, |\}}$)").findall

# Characters that YAML or the names don't bear, and lines in the first column that are neither an entry nor a comment.
_odd = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff\ufffe\uffff]").search
_stray = re.compile(r"^(?:[^\n #-]|-[^ ]|-$)", re.MULTILINE).search

_KINDS = frozenset(KINDS)
_SCALARS = frozenset({"id", "canonical", "kind", "country", "note"})


def read(text: str, slow: Callable[[str], list[tuple[int, Entry]] | None], slug: Callable[[str], str]) -> tuple[Entry, ...] | None:
    """Return the entries of a gazetteer, or None where only the long way can tell (and name the faults).

    `slow` reads the text of blocks that aren't plain and returns each with the line it begins on, or None where it finds a fault.
    """
    if "\r" in text:
        text = text.replace("\r\n", "\n")
    if _odd(text) is not None or not text.startswith(("- ", "#", "\n")):
        return None
    head, mark, rest = ("", "", text[2:]) if text.startswith("- ") else text.partition("\n- ")
    if not mark and not text.startswith("- "):
        return None
    if any(line and line.lstrip(" ")[:1] not in ("", "#") for line in head.split("\n")):
        return None
    entries: list[Any] = []
    left: list[int] = []
    blocks = rest.split("\n- ")
    for i, block in enumerate(blocks):
        fields = _block(block)
        entry = None if fields is None else _entry(fields, slug)
        if entry is None:
            left.append(i)
        entries.append(entry)
    if left:
        odd = [f"- {blocks[i]}\n" for i in left]
        together = "".join(odd)
        found = None if _stray(together) else slow(together)
        if found is None or len(found) != len(odd):
            return None
        line = 1
        for i, block, (begins, entry) in zip(left, odd, found, strict=True):
            if begins != line:
                return None
            entries[i] = entry
            line += block.count("\n")
    if len({e.id for e in entries}) != len(entries):
        return None
    return tuple(entries)


def _block(block: str) -> dict[str, Any] | None:
    """The fields of one entry, or None where it isn't plain."""
    fields: dict[str, Any] = {}
    lines = block.split("\n")
    lines[0] = f"  {lines[0]}"
    at = 0
    while at < len(lines):
        line = lines[at]
        at += 1
        key, colon, value = line.partition(": ")
        if not colon or line[:2] != "  " or line[2:3] in " #":
            if line.lstrip(" ")[:1] in ("", "#"):
                continue
            key = line[2:-1]
            if line[:2] != "  " or line[-1] != ":" or key in fields:
                return None
            if key in ("variants", "never"):
                fields[key], at = _items_below(lines, at, 2)
            elif key == "native":
                fields[key], at = _pairs_below(lines, at)
            if not fields.get(key):
                return None
            continue
        key = key[2:]
        if key in fields:
            return None
        if key in _SCALARS:
            found = _alone(value) if key == "note" else _one(value)
            if found is None:
                return None
            fields[key] = found
        elif key in ("variants", "never"):
            names = _names(value)
            if names is None:
                return None
            fields[key] = names
        elif key == "native":
            if value != "{}" and _flow_map(value) is None:
                return None
            pairs = [(code, _names(names)) for code, names in _pairs(value)]
            if len({code for code, _ in pairs}) != len(pairs):
                return None
            fields[key] = pairs
        else:
            return None
    return fields


def _items_below(lines: Sequence[str], at: int, indent: int) -> tuple[list[str] | None, int]:
    """The items of a list that stand one a line, from line `at` on, and the line after them; None where one isn't plain."""
    dash = " " * indent + "- "
    if at < len(lines) and not lines[at].startswith(dash):
        dash = "  " + dash
    items: list[str] = []
    while at < len(lines) and lines[at].startswith(dash):
        item = _alone(lines[at][len(dash) :])
        if item is None:
            return None, at
        items.append(item)
        at += 1
    return items, at


def _pairs_below(lines: Sequence[str], at: int) -> tuple[list[tuple[str, list[str]]] | None, int]:
    """The pairs of a mapping that stand one a line, and the line after them; None where one isn't plain or stands twice."""
    pairs: dict[str, list[str]] = {}
    while at < len(lines) and (match := _pair_line(lines[at])) is not None:
        code, value = match[1], match[2]
        names: list[str] | None
        at += 1
        if value is None:
            names, at = _items_below(lines, at, 4)
        elif value[0] == "[":
            names = _names(value)
        else:
            name = _alone(value)
            names = None if name is None else [name]
        if not names or code in pairs:
            return None, at
        pairs[code] = names
    return list(pairs.items()), at


def _one(value: str) -> str | None:
    """A scalar that reads the same anywhere, without its quotes."""
    if value.isalnum():  # letters and digits alone: nothing that YAML could read otherwise
        return value
    if _scalar(value) is None:
        return None
    return value[1:-1] if value[0] in "'\"" else value


def _alone(value: str) -> str | None:
    """A scalar that ends with its line."""
    return value if _note(value) is not None else _one(value)


def _names(value: str) -> list[str] | None:
    if value == "[]":
        return []
    if value[:1] == "[":
        if _flow_list(value) is None:
            return None
        if '"' in value or "'" in value:
            return [v[1:-1] if v[0] in "'\"" else v for v in _items(value[1:-1])]
        return value[1:-1].split(", ")
    name = _one(value)
    return None if name is None else [name]


def _entry(fields: dict[str, Any], slug: Callable[[str], str]) -> Entry | None:
    """An entry of plain fields, or None where one of them may be at fault."""
    first = _checked((fields.get("canonical", ""),))
    kind = fields.get("kind", "other")
    variants = _checked(fields["variants"]) if "variants" in fields else ()
    never = _checked(fields["never"]) if "never" in fields else ()
    if first is None or variants is None or never is None or kind not in _KINDS:
        return None
    native: dict[str, tuple[str, ...]] = {}
    for code, names in fields.get("native", ()):
        checked = _checked(names)
        if checked is None or code not in LANGUAGES:
            return None
        native[code] = checked
    canonical = first[0]
    return Entry(fields.get("id") or slug(canonical), canonical, kind, native, variants, never, {}, fields.get("note", ""), fields.get("country", ""))


def _checked(names: Sequence[str]) -> tuple[str, ...] | None:
    """The names composed (NFC) and each once, or None where one may be at fault."""
    composed = names
    for i, name in enumerate(names):
        if name.isalnum() and name.isascii():
            continue
        if not name or name[0] == " " or name[-1] == " " or not (name[0].isalnum() or any(map(str.isalnum, name))):
            return None
        if not name.isascii():
            if name != name.strip():
                return None
            if (whole := unicodedata.normalize("NFC", name)) != name:
                composed = [*composed[:i], whole, *composed[i + 1 :]]
    return tuple(composed) if len(names) < 2 else tuple(dict.fromkeys(composed))
