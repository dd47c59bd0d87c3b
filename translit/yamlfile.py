"""YAML to plain values: every scalar text, line numbers kept, duplicate keys refused.

A name must never become a number, a date or a truth value (`no`, `on`, `012`), so nothing is resolved: mappings become `Map`,
sequences `Seq`, every scalar `str`. Anchors, aliases and tags are refused: no file of ours needs them, and they can make a small
file expand without bound.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import yaml

from translit.errors import DataError, Fault

MAX_DEPTH = 24
MAX_CHARS = 1 << 30

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Map(dict[str, Any]):
    """A YAML mapping; `line` is where it starts and `lines[key]` where a key stands (1-based)."""

    __slots__ = ("line", "lines")

    def __init__(self, line: int) -> None:
        super().__init__()
        self.line = line
        self.lines: dict[str, int] = {}


class Seq(list[Any]):
    """A YAML sequence; `line` is where it starts and `lines[i]` where item i stands (1-based)."""

    __slots__ = ("line", "lines")

    def __init__(self, line: int) -> None:
        super().__init__()
        self.line = line
        self.lines: list[int] = []


Value = Map | Seq | str


class _Frame:
    __slots__ = ("key", "node")

    def __init__(self, node: Map | Seq) -> None:
        self.node = node
        self.key: str | None = None


def parse(text: str, file: str = "<text>") -> Value:
    """Read one YAML document and return its plain value (an empty document is `""`).

    Raises `DataError` with every fault that can be seen in one pass, each with its line.

    >>> parse("a: [no, 012]")
    {'a': ['no', '012']}
    """
    if len(text) > MAX_CHARS:
        raise DataError([Fault(file, 0, "", f"larger than {MAX_CHARS} characters: split it, or compile it first")])
    faults: list[Fault] = []
    stack: list[_Frame] = []
    root: Value = ""
    documents = 0

    def put(value: Value, line: int) -> None:
        nonlocal root
        if not stack:
            root = value
            return
        frame = stack[-1]
        node = frame.node
        if isinstance(node, Seq):
            node.append(value)
            node.lines.append(line)
        elif frame.key is None:
            if not isinstance(value, str):
                faults.append(Fault(file, line, "", "a key must be plain text"))
                frame.key = "?"
            elif value in node:
                faults.append(Fault(file, line, value, f"duplicate key, first on line {node.lines[value]}: keep one of them"))
                frame.key = value
            else:
                node.lines[value] = line
                frame.key = value
        else:
            node[frame.key] = value
            frame.key = None

    events: Iterator[Any] = yaml.parse(text, Loader=_LOADER)
    try:
        for event in events:
            kind = type(event)
            line = event.start_mark.line + 1
            if kind is yaml.ScalarEvent:
                _refuse_extras(event, file, line, faults)
                put(event.value, line)
            elif kind is yaml.MappingStartEvent or kind is yaml.SequenceStartEvent:
                _refuse_extras(event, file, line, faults)
                node: Map | Seq = Map(line) if kind is yaml.MappingStartEvent else Seq(line)
                put(node, line)
                stack.append(_Frame(node))
                if len(stack) > MAX_DEPTH:
                    faults.append(Fault(file, line, "", f"nested deeper than {MAX_DEPTH} levels"))
                    break
            elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
                stack.pop()
            elif kind is yaml.AliasEvent:
                faults.append(Fault(file, line, "", "aliases (*name) are not allowed: write the value out"))
                put("", line)
            elif kind is yaml.DocumentStartEvent:
                documents += 1
                if documents > 1:
                    faults.append(Fault(file, line, "", "more than one document: put them into files of their own"))
                    break
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        what = getattr(error, "problem", None) or getattr(error, "reason", None) or str(error)
        line = mark.line + 1 if mark else _line_at(text, getattr(error, "position", None))
        faults.append(Fault(file, line, "", f"not valid YAML: {what}"))
    if faults:
        raise DataError(faults)
    return root


def _refuse_extras(event: Any, file: str, line: int, faults: list[Fault]) -> None:
    if event.anchor is not None:
        faults.append(Fault(file, line, "", f"anchors (&{event.anchor}) are not allowed"))
    if event.tag is not None and event.tag != "!":
        faults.append(Fault(file, line, "", f"tags ({event.tag}) are not allowed: every value is text"))


def _line_at(text: str, position: int | None) -> int:
    return text.count("\n", 0, position) + 1 if position is not None else 0
