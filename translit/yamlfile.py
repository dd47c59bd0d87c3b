"""YAML to plain values: every scalar text, line numbers kept, duplicate keys refused.

A name must never become a number, a date or a truth value (`no`, `on`, `012`), so nothing is resolved: mappings become `Map`,
sequences `Seq`, every scalar `str`. Anchors, aliases and tags are refused: no file of ours needs them, and they can make a small
file expand without bound.
"""

from __future__ import annotations

from typing import Any

from translit.collector import collector_off
from translit.errors import DataError, Fault

MAX_DEPTH = 24
MAX_CHARS = 1 << 30


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


def parse(text: str, file: str = "<text>") -> Value:
    """Read one YAML document and return its plain value (an empty document is `""`).

    Raises `DataError` with every fault that can be seen in one pass, each with its line.

    >>> parse("a: [no, 012]")
    {'a': ['no', '012']}
    """
    if len(text) > MAX_CHARS:
        raise DataError([Fault(file, 0, "", f"larger than {MAX_CHARS} characters: split it, or compile it first")])
    with collector_off():
        return _parse(text, file)


def _parse(text: str, file: str) -> Value:
    import yaml  # what is compiled needs none of it

    faults: list[Fault] = []
    top = Seq(1)  # what stands outside of every other node: one value a document
    stack: list[tuple[Any, str | None]] = []
    node: Any = top
    key: str | None = None  # of a mapping: the key whose value comes next
    documents = 0
    scalar, mapping, sequence = yaml.ScalarEvent, yaml.MappingStartEvent, yaml.SequenceStartEvent
    loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)(text)
    try:
        next_event = loader.get_event
        while (event := next_event()) is not None:
            kind = type(event)
            value: Value
            if kind is scalar:
                value = event.value
                line = event.start_mark.line + 1
                if event.anchor is not None or event.tag is not None:
                    _refuse_extras(event, file, line, faults)
            elif kind is mapping or kind is sequence:
                line = event.start_mark.line + 1
                if event.anchor is not None or event.tag is not None:
                    _refuse_extras(event, file, line, faults)
                value = Map(line) if kind is mapping else Seq(line)
            elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
                node, key = stack.pop()
                continue
            elif kind is yaml.AliasEvent:
                line = event.start_mark.line + 1
                faults.append(Fault(file, line, "", "aliases (*name) are not allowed: write the value out"))
                value = ""
            else:
                if kind is yaml.DocumentStartEvent:
                    documents += 1
                    if documents > 1:
                        faults.append(Fault(file, event.start_mark.line + 1, "", "more than one document: put them into files of their own"))
                        break
                continue
            if type(node) is Seq:
                node.append(value)
                node.lines.append(line)
            elif key is None:
                key = _key(node, value, file, line, faults)
            else:
                node[key] = value
                key = None
            if type(value) is not str:
                stack.append((node, key))
                node, key = value, None
                if len(stack) > MAX_DEPTH:
                    faults.append(Fault(file, line, "", f"nested deeper than {MAX_DEPTH} levels"))
                    break
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        what = getattr(error, "problem", None) or getattr(error, "reason", None) or str(error)
        line = mark.line + 1 if mark else _line_at(text, getattr(error, "position", None))
        faults.append(Fault(file, line, "", f"not valid YAML: {what}"))
    finally:
        loader.dispose()
    if faults:
        raise DataError(faults)
    return top[0] if top else ""


def _key(node: Any, value: Value, file: str, line: int, faults: list[Fault]) -> str:
    """The key that a value stands for in a mapping; its line is noted."""
    if type(value) is not str:
        faults.append(Fault(file, line, "", "a key must be plain text"))
        return "?"
    if value in node.lines:
        faults.append(Fault(file, line, value, f"duplicate key, first on line {node.lines[value]}: keep one of them"))
    else:
        node.lines[value] = line
    return value


def _refuse_extras(event: Any, file: str, line: int, faults: list[Fault]) -> None:
    if event.anchor is not None:
        faults.append(Fault(file, line, "", f"anchors (&{event.anchor}) are not allowed"))
    if event.tag is not None and event.tag != "!":
        faults.append(Fault(file, line, "", f"tags ({event.tag}) are not allowed: every value is text"))


def _line_at(text: str, position: int | None) -> int:
    return text.count("\n", 0, position) + 1 if position is not None else 0
