"""Entries as people would write them: YAML text, keys in one order, quotes only where YAML needs them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from translit.gazetteer.model import FIELDS, Entry

WIDTH = 150
# What may stand without quotes: no YAML sign at its beginning, none inside that could end it, no space at its end.
_bare = re.compile(r"[^\s\-\[\]{},:#?&*!|>'\"%@`=~<][^\[\]{},:#?]*").fullmatch
# Outside of lists and mappings also commas and brackets inside, and colons that no space follows.
_loose = re.compile(r"[^\s\-\[\]{},:#?&*!|>'\"%@`=~<](?:[^:#]|:(?=[^ \s])|(?<=[^ \s])#)*").fullmatch
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r", "\0": "\\0"}
# Words that other YAML readers take for something else than text.
_RESOLVED = frozenset(["null", "true", "false", "yes", "no", "on", "off", "y", "n"])


def scalar(text: str, *, alone: bool = False) -> str:
    """A scalar as YAML; quoted where YAML, or another reader of it, would take it for something else. `alone`: not in a list or mapping on one line.

    >>> scalar("Kherson"), scalar("Kam'ianets"), scalar("a: b"), scalar("no"), scalar("012")
    ('Kherson', "Kam'ianets", '"a: b"', '"no"', '"012"')
    """
    if (
        text.isprintable()
        and (_loose if alone else _bare)(text)
        and text[-1] != " "
        and text.casefold() not in _RESOLVED
        and not text[0].isdigit()
        and text[0] not in ".+"
    ):
        return text
    return quoted(text)


def quoted(text: str) -> str:
    """A scalar in double quotes.

    >>> print(quoted('say "so"'))
    "say \\"so\\""
    """
    return '"' + "".join(_ESCAPES.get(c) or (c if c.isprintable() or c == " " else _escaped(c)) for c in text) + '"'


def _escaped(char: str) -> str:
    code = ord(char)
    return f"\\x{code:02X}" if code < 0x100 else f"\\u{code:04X}" if code < 0x10000 else f"\\U{code:08X}"


def value(key: str, node: Any) -> str:
    """The value of an entry's key as YAML, on one line.

    >>> value("native", {"uk": ["Київ"], "ru": ["Киев", "Кіев"]})
    '{uk: Київ, ru: [Киев, Кіев]}'
    """
    if isinstance(node, str):
        return f"[{scalar(node)}]" if FIELDS[key].shape == "names" else scalar(node, alone=True)
    if isinstance(node, Mapping):
        return "{" + ", ".join(f"{scalar(str(k))}: {_one_or_list(v)}" for k, v in node.items()) + "}"
    return "[" + ", ".join(map(scalar, node)) + "]"


def _one_or_list(node: Any) -> str:
    if isinstance(node, str):
        return scalar(node)
    return scalar(node[0]) if len(node) == 1 else "[" + ", ".join(map(scalar, node)) + "]"


def key_lines(key: str, node: Any, width: int = WIDTH) -> list[str]:
    """The lines of one key of an entry (indented by two); a value too long for one line goes over several.

    >>> key_lines("variants", ["Korsun", "Gerson"], width=20)
    ['  variants:', '    - Korsun', '    - Gerson']
    """
    line = f"  {key}: {value(key, node)}"
    if len(line) <= width or isinstance(node, str):
        return [line]
    if isinstance(node, Mapping):
        return [f"  {key}:", *(f"    {scalar(str(k))}: {_one_or_list(v)}" for k, v in node.items())]
    return [f"  {key}:", *(f"    - {scalar(v)}" for v in node)]


def block(fields: Mapping[str, Any]) -> list[str]:
    """The lines of one entry, given as plain values; empty values are left out."""
    lines = [line for key in FIELDS if fields.get(key) for line in key_lines(key, fields[key])]
    lines[0] = f"- {lines[0][2:]}"
    return lines


def plain(entry: Entry) -> dict[str, Any]:
    """An entry as plain values, without what is empty or the default.

    >>> plain(Entry("kherson", "Kherson", native={"uk": ("Херсон",)}))
    {'id': 'kherson', 'canonical': 'Kherson', 'native': {'uk': ('Херсон',)}}
    """
    found = {key: value for key in FIELDS if (value := getattr(entry, key, None))}
    if found.get("kind") == "other":
        del found["kind"]
    return found


def as_yaml(entries: Iterable[Entry], header: Sequence[str] = ()) -> Iterable[str]:
    """The text of a gazetteer in pieces, one an entry; `header` becomes a comment at the top.

    >>> print("".join(as_yaml([Entry("kherson", "Kherson")], ["Names"])), end="")
    # Names
    <BLANKLINE>
    - id: kherson
      canonical: Kherson
    """
    if header:
        yield "".join(f"# {line}".rstrip() + "\n" for line in header) + "\n"
    for i, entry in enumerate(entries):
        yield ("\n" if i else "") + "\n".join(block(plain(entry))) + "\n"
