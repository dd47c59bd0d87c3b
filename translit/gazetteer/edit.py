"""A gazetteer file changed in place: whole lines are replaced, every other line, comments and blank lines with it, stays as it is.

Lines are spliced, not parsed and written anew: what isn't touched stays the same byte for byte, however it was written, and a file of 30,000 entries is no
matter. YAML is only asked where each entry and each key begins.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from translit.errors import UsageError
from translit.gazetteer.load import entries_from, items_of_text, slug
from translit.gazetteer.model import FIELDS
from translit.gazetteer.write import block, key_lines
from translit.yamlfile import Map


class Source:
    """The text of a gazetteer that is going to be changed. Raises `DataError` for a faulty one, `UsageError` where it isn't written in blocks.

    >>> source = Source("# mine\\n- canonical: Kherson  # the city\\n  variants: [Cherson, Korsun]\\n")
    >>> source.drop("kherson", "variants", ["Cherson"])
    >>> print(source.text(), end="")
    # mine
    - canonical: Kherson  # the city
      variants: [Korsun]
    """

    def __init__(self, text: str, file: str = "<text>") -> None:
        self.file = file
        self._end = "\r\n" if "\r\n" in text else "\n"
        items = items_of_text(text, file)
        entries_from(items, file)
        self._lines = text.split("\n")
        self._lines = [line.removesuffix("\r") for line in self._lines]
        starts = [_dash_line(self._lines, line - 1, file) for line in items.lines]
        bounds = [*starts, len(self._lines)]
        self._head = self._lines[: bounds[0]]
        self._blocks = [_Block(dict(item), item, self._lines[a:b], a) for item, a, b in zip(items, bounds, bounds[1:], strict=False)]
        for earlier, later in zip([None, *self._blocks], self._blocks, strict=False):
            later.lead = _leading(self._head if earlier is None else earlier.lines)
        self._tail = _leading(self._blocks[-1].lines if self._blocks else self._head)
        self._index = {b.id: b for b in self._blocks}

    def text(self) -> str:
        """The whole text as it now is, with the line ends it had."""
        lines = list(self._head)
        for one in self._blocks:
            lines += one.lead + one.lines
        return self._end.join(lines + self._tail)

    def ids(self) -> list[str]:
        """The ids of the entries, in file order."""
        return list(self._index)

    def fields(self, entry: str) -> dict[str, Any]:
        """An entry's keys as plain values."""
        return dict(self._index[entry].fields)

    def put(self, entry: str, key: str, node: Any) -> None:
        """Set a key of an entry; an empty value takes the key away."""
        self._index[entry].put(key, node)

    def drop(self, entry: str, key: str, names: Iterable[str]) -> None:
        """Take names out of a list of an entry."""
        gone = set(names)
        self.put(entry, key, [n for n in _listed(self._index[entry].fields.get(key)) if n not in gone])

    def extend(self, entry: str, key: str, names: Iterable[str]) -> list[str]:
        """Put names that aren't there yet at the end of a list; return those that were put there."""
        old = _listed(self._index[entry].fields.get(key))
        new = [n for n in dict.fromkeys(names) if n not in old]
        if new:
            self.put(entry, key, [*old, *new])
        return new

    def append(self, fields: Mapping[str, Any]) -> None:
        """Put an entry at the end. Raises `UsageError` where the id is taken."""
        whole = {"id": fields.get("id") or slug(str(fields["canonical"])), **fields}
        if whole["id"] in self._index:
            raise UsageError(f"{self.file}: there is an entry {whole['id']!r} already")
        entries_from([whole], self.file)
        apart = len(self._blocks) < 2 or any(not line.strip() for one in self._blocks[1:] for line in one.lead)
        one = _Block({k: v for k, v in whole.items() if v}, None, block(whole), 0)
        one.lead = [""] if apart and (self._head or self._blocks) else []
        self._blocks.append(one)
        self._index[one.id] = one
        self._tail = self._tail or [""]

    def tidy(self) -> None:
        """Write every entry in the one form: keys in order, one a line, no spaces at line ends, one blank line between entries, a line end at the end.

        A key with a comment inside or behind it stays as it is written, and moves as a whole, together with the comment lines above it.
        """
        for one in self._blocks:
            one.tidy()
        self._head = _calm(self._head, first=True)
        for i, one in enumerate(self._blocks):
            before = _calm(one.lead, first=i == 0 and not self._head)
            if i and (not before or before[0]):
                before.insert(0, "")
            one.lead = before
        tail = _calm(self._tail, first=False)
        while tail and not tail[-1]:
            tail.pop()
        self._tail = [*tail, ""] if tail or self._blocks or self._head else []


class _Block:
    """One entry: the lines before it that are about it, and its own."""

    def __init__(self, fields: dict[str, Any], node: Map | None, lines: list[str], start: int) -> None:
        self.fields = fields
        self.id = str(fields.get("id") or slug(str(fields["canonical"])))
        self.lead: list[str] = []
        self.lines = lines
        self.keys: dict[str, int] | None = None  # key -> its line in `lines`; None where keys share lines
        if node is not None:
            places = {key: line - 1 - start for key, line in node.lines.items()}
            if len(set(places.values())) == len(places) and all(
                lines[i].lstrip("- ").startswith((key, f'"{key}"', f"'{key}'")) for key, i in places.items()
            ):
                self.keys = places
        else:
            self.keys = {key: i for key in fields for i, line in enumerate(lines) if line[2:].startswith(f"{key}:")}

    def _spans(self) -> dict[str, tuple[int, int]]:
        """Key -> its lines, from the comment lines above it to the line before the next key's."""
        assert self.keys is not None
        order = sorted(self.keys, key=self.keys.__getitem__)
        begins: list[int] = []
        for key in order:
            at = self.keys[key]
            while begins and at - 1 > self.keys[order[len(begins) - 1]] and self.lines[at - 1].lstrip().startswith("#"):
                at -= 1
            begins.append(at)
        ends = [*begins[1:], len(self.lines)]
        return {key: (a, b) for key, a, b in zip(order, begins, ends, strict=True)}

    def put(self, key: str, node: Any) -> None:
        old = dict(self.fields)
        if node:
            self.fields[key] = node
        else:
            self.fields.pop(key, None)
        if self.keys is None:
            self._anew()
            return
        new = key_lines(key, node) if node else []
        if key in old:
            first, last = self._spans()[key]
            first = self.keys[key]
            tail = _comment(self.lines[first]) if last == first + 1 else ""
            if new and tail:
                new[0] += tail
            if not new and self.lines[first].startswith("- "):
                raise UsageError(f"entry {self.id!r}: {key!r} stands first and can't be taken away")
            if new and self.lines[first].startswith("- "):
                new[0] = f"- {new[0][2:]}"
        elif not new:
            return
        else:
            first = last = max((b for k, (_, b) in self._spans().items() if list(FIELDS).index(k) < list(FIELDS).index(key)), default=len(self.lines))
        indent = len(self.lines[0]) - len(self.lines[0].lstrip("- "))
        pad = " " * max(indent - 2, 0)
        new = [line if line.startswith("- ") else pad + line for line in new]
        self.lines[first:last] = new
        shift = len(new) - (last - first)
        self.keys = {k: at + shift if at >= last and k != key else at for k, at in self.keys.items() if node or k != key}
        if node:
            self.keys[key] = first

    def _anew(self) -> None:
        if any(_comment(line) for line in self.lines):
            raise UsageError(f"entry {self.id!r} has several keys in a line and a comment: write one key a line first")
        self.lines = block(self.fields)
        self.keys = {key: i for key in self.fields for i, line in enumerate(self.lines) if line[2:].startswith(f"{key}:")}

    def tidy(self) -> None:
        if self.keys is None:
            if any(_comment(line) for line in self.lines):
                self.lines = [line.rstrip() for line in self.lines]
                return
            self._anew()
        spans = self._spans()
        lines: list[str] = []
        for key in sorted(spans, key=lambda k: list(FIELDS).index(k)):
            first, last = spans[key]
            own = [line.rstrip() for line in self.lines[first:last]]
            while own and not own[-1]:
                own.pop()
            at = (self.keys or {})[key] - first
            own[at] = own[at].removeprefix("- ") if own[at].startswith("- ") else own[at].lstrip()
            above = [f"  {line.lstrip()}" for line in own[:at] if line]
            if any(_comment(line) for line in own[at:]):
                body = [f"  {own[at]}", *own[at + 1 :]]
            elif self.fields.get(key):
                body = key_lines(key, self.fields[key])
            else:
                body = []
            lines += above + body
        first_key = next(i for i, line in enumerate(lines) if not line.lstrip().startswith("#"))
        moved = [line.lstrip() for line in lines[:first_key]]
        lines = lines[first_key:]
        lines[0] = f"- {lines[0][2:]}"
        self.lead += moved
        self.lines = lines


def _listed(node: Any) -> list[str]:
    return [node] if isinstance(node, str) and node else list(node or ())


def _comment(line: str) -> str:
    """The comment at the end of a line, with the spaces before it; where a `#` may stand inside quotes, all from it on: it is only kept, never read."""
    if line.lstrip().startswith("#"):
        return line
    quote = ""
    for i, char in enumerate(line):
        if quote:
            quote = "" if char == quote and line[i - 1] != "\\" else quote
        elif char in "\"'" and line[:i].rstrip()[-1:] in ("", ":", "[", "{", ",", "-"):
            quote = char
        elif char == "#" and line[i - 1 : i].isspace():
            return line[len(line[:i].rstrip()) :]
    return ""


def _leading(lines: list[str]) -> list[str]:
    """Take the comment and blank lines that stand before the next entry off the end of `lines`."""
    at = len(lines)
    while at and (not lines[at - 1].strip() or lines[at - 1].startswith("#")):
        at -= 1
    taken = lines[at:]
    del lines[at:]
    return taken


def _calm(lines: Sequence[str], *, first: bool) -> list[str]:
    """Lines without spaces at their ends and with one blank line where there were several."""
    out: list[str] = []
    for line in map(str.rstrip, lines):
        if line or (out and out[-1]) or (not out and not first):
            out.append(line)
    return out


def _dash_line(lines: Sequence[str], at: int, file: str) -> int:
    """The line on which an entry's `- ` stands. Raises `UsageError` where entries aren't blocks of lines of their own."""
    while at >= 0 and not lines[at].startswith("-"):
        if lines[at].strip() and not lines[at].lstrip().startswith("#"):
            break
        at -= 1
    if at < 0 or not lines[at].startswith("-"):
        raise UsageError(f"{file}:{at + 1}: entries must begin with `- ` in the first column for the file to be changed in place")
    return at
