"""JSON and JSON Lines: values that are strings are text; keys, numbers and white space stay as they are (RFC 8259)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from translit.documents.base import Options, Scanner
from translit.documents.spans import Piece, Span
from translit.errors import DocumentError, did_you_mean
from translit.normalizer import Normalizer

DEEPEST = 1000  # arrays and objects within each other
FIELDS_KNOWN = 1000  # paths kept for suggestions
_TOKEN = re.compile(
    r"(?P<space>[ \t\r\n]++)"
    r'|(?P<string>"(?:[^"\\\x00-\x1f]++|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*+")'
    r"|(?P<mark>[{}\[\]:,])"
    r"|(?P<literal>-?(?:0|[1-9][0-9]*+)(?:\.[0-9]++)?(?:[eE][+-]?[0-9]++)?|true|false|null|NaN|-?Infinity)"
)
_ESCAPE = re.compile(r"\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|.)")
_BEYOND = re.compile(r"\\u(?!00[0-7])")
_SIMPLE = {"b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t"}
_MUST = re.compile(r'["\\\x00-\x1f]')
_SHORT = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}


def escape(text: str) -> str:
    r"""Write text between quotes.

    >>> print(escape('the "Red" \\ '))
    the \"Red\" \\ 
    """  # noqa: W291 - the example ends in a space
    return _MUST.sub(lambda m: _SHORT.get(m[0], f"\\u{ord(m[0]):04x}"), text)


def escape_ascii(text: str) -> str:
    r"""Write text between quotes where a string has its letters beyond ASCII escaped already.

    >>> print(escape_ascii("Łódź"))
    \u0141\u00f3d\u017a
    """
    return "".join(c if c.isascii() else reference(c) for c in escape(text))


def reference(char: str) -> str:
    """The escape of one character, by its UTF-16 units."""
    units = char.encode("utf-16-be", "surrogatepass").hex()
    return "".join(f"\\u{units[i : i + 4]}" for i in range(0, len(units), 4))


def _matches(path: tuple[str, ...], wanted: tuple[str, ...]) -> bool:
    return len(path) == len(wanted) and all(w in ("*", p) for p, w in zip(path, wanted, strict=True))


class JsonScanner(Scanner):
    """A span for each string that is a value (of the fields asked for)."""

    whole: ClassVar[bool] = True
    reference = staticmethod(reference)

    def __init__(self, name: str, options: Options, normalizer: Normalizer | None) -> None:
        super().__init__(name, options, normalizer)
        self._wanted = {f: tuple(p.replace("\0", ".") for p in f.replace("\\.", "\0").split(".")) for f in options.fields}
        self._missing = set(self._wanted)
        self._known: frozenset[str] = frozenset()

    def scan(self, text: str, last: bool) -> tuple[list[Span], int]:  # noqa: ARG002 - always the whole
        """The strings of one document."""
        return list(self._document(text, 0, len(text), self.line)), len(text)

    def _document(self, text: str, start: int, stop: int, line: int) -> Iterator[Span]:
        """Walk through one value. Raises `DocumentError` with the line where it isn't JSON."""
        stack: list[str] = []
        path: list[str] = []
        state = "value"  # value, first (a value or `]`), key, name (a key or `}`), colon, next, end
        at = start
        while at < stop:
            match = _TOKEN.match(text, at, stop)
            kind = match.lastgroup if match else None
            found = match[0] if match and kind == "mark" else ""
            here, at = at, match.end() if match else at
            if kind == "space":
                continue
            if kind == "string" and state in ("key", "name"):
                path[-1] = _read(text, here, at).text
                state = "colon"
            elif kind in ("string", "literal") and state in ("value", "first"):
                if kind == "string" and self._asked(path):
                    yield _read(text, here, at)
                state = "next" if stack else "end"
            elif found in ("{", "[") and found and state in ("value", "first") and len(stack) < DEEPEST:
                stack.append(found)
                path += [""] if found == "{" else []
                state = "name" if found == "{" else "first"
            elif (found == "}" and stack[-1:] == ["{"] and state in ("next", "name")) or (found == "]" and stack[-1:] == ["["] and state in ("next", "first")):
                if stack.pop() == "{":
                    path.pop()
                state = "next" if stack else "end"
            elif found == ":" and state == "colon":
                state = "value"
            elif found == "," and state == "next":
                state = "key" if stack[-1] == "{" else "value"
            else:
                self._fault(text, here, start, line)
        if state != "end":
            self._fault(text, stop, start, line)

    def _fault(self, text: str, at: int, start: int, line: int) -> None:
        number = line + text.count("\n", start, at)
        seen = text[at : at + 20].split("\n")[0]
        raise DocumentError(f"{self.name}:{number}: not JSON" + (f" at {seen!r}" if seen else ": it ends too early"))

    def _asked(self, path: list[str]) -> bool:
        if not self._wanted:
            return True
        here = tuple(path)
        if len(self._known) < FIELDS_KNOWN:
            self._known |= {".".join(here)}
        met = {name for name, wanted in self._wanted.items() if _matches(here, wanted)}
        self._missing = self._missing - met
        return bool(met)

    def finish(self) -> None:
        """Raises `DocumentError` for a field that no value stood in."""
        if self._missing:
            raise DocumentError("\n".join(f"{self.name}: no field {f!r} with text{did_you_mean(f, sorted(self._known))}" for f in sorted(self._missing)))


class JsonLinesScanner(JsonScanner):
    """One document a line; blank lines stay."""

    whole: ClassVar[bool] = False

    def scan(self, text: str, last: bool) -> tuple[list[Span], int]:
        """The strings of all whole lines."""
        spans: list[Span] = []
        at, line = 0, self.line
        while at < len(text):
            end = text.find("\n", at)
            if end < 0 and not last:
                break
            end = end if end >= 0 else len(text)
            if text[at:end].strip():
                spans += self._document(text, at, end, line)
            at = min(end + 1, len(text))
            line += 1
        return spans, at


def _read(text: str, start: int, end: int) -> Span:
    """The span of a string token."""
    pieces: list[Piece] = []
    at, stop = start + 1, end - 1
    if "\\" not in text[at:stop]:
        return Span([Piece(at, stop, text[at:stop])] if at < stop else [], escape)
    for match in _ESCAPE.finditer(text, at, stop):
        if at < match.start():
            pieces.append(Piece(at, match.start(), text[at : match.start()]))
        pieces.append(_escaped(match))
        at = match.end()
    if at < stop:
        pieces.append(Piece(at, stop, text[at:stop]))
    ascii_only = text[start:end].isascii() and _BEYOND.search(text, start, end)
    return Span(pieces, escape_ascii if ascii_only else escape)


def _escaped(match: re.Match[str]) -> Piece:
    body = match[0][1:]
    if body[0] != "u":
        char = _SIMPLE.get(body, body)
    else:
        char = bytes.fromhex(body.replace("\\u", "")[1:] if len(body) > 5 else body[1:]).decode("utf-16-be", "replace")
    return Piece(match.start(), match.end(), char, literal=False)
