"""The mechanism that all formats share: spans of a source that hold text, and edits carried back into the source.

A format says where the text of its source stands (`Span`, made of `Piece`s); the Normalizer sees only that text; `changes` turns its edits into changes of
the source; `splice` makes them. Nothing is parsed and written anew, so what no change touches is the same afterwards, and `compare` proves it on the
finished bytes.
"""

from __future__ import annotations

import struct
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import starmap
from typing import BinaryIO, NamedTuple, NoReturn

from translit.errors import DocumentError
from translit.result import Edit
from translit.text import HYPHENS

BLOCK = 1 << 20  # bytes compared at a time
# Hyphens and spaces that only look different stay as they are where a name is replaced letter by letter: they are often elements of their own.
ALIKE = str.maketrans(dict.fromkeys(HYPHENS, "-") | dict.fromkeys("\u00a0\u202f", " "))


class Piece(NamedTuple):
    """A stretch of the source and what it reads as.

    A literal piece reads as it stands, code point for code point. Any other reads as a whole: an entity, a doubled quote, an escape. A fixed piece is
    seen by the Normalizer (a line break, a code span) but is never changed.
    """

    start: int
    end: int
    text: str
    literal: bool = True
    fixed: bool = False


class Change(NamedTuple):
    """What to write in place of `source[start:end]`."""

    start: int
    end: int
    text: str


def plainly(text: str) -> str:
    """The text itself: the escape of a format that needs none."""
    return text


class Span:
    """A text that is read in one go: a paragraph, a cell, a cue.

    >>> span = Span([Piece(3, 7, "Cher"), Piece(14, 17, "son")])
    >>> span.text, [tuple(c) for c in span.changes(0, 7, "Kherson")]
    ('Cherson', [(3, 4, 'K')])
    """

    __slots__ = ("_offsets", "escape", "pieces", "place", "text")

    def __init__(self, pieces: Iterable[Piece], escape: Callable[[str], str] = plainly, place: object = None) -> None:
        self.pieces = tuple(pieces)
        self.escape = escape
        self.place = place
        """Where the span stands, in the format's own terms."""
        self._offsets: list[int] = []
        if len(self.pieces) == 1:  # most cells and values
            self.text = self.pieces[0].text
            self._offsets.append(0)
            return
        self.text = "".join(p.text for p in self.pieces)
        offset = 0
        for piece in self.pieces:
            self._offsets.append(offset)
            offset += len(piece.text)

    def to_source(self, offset: int, *, end: bool = False) -> int:
        """Map an offset of the text to the source; with `end`, as the end of what stands before it."""
        if not self.pieces:
            return 0
        i = self._piece_at(offset - 1 if end and offset else offset)
        piece = self.pieces[i]
        if piece.literal:
            return min(piece.start + offset - self._offsets[i], piece.end)
        return piece.end if offset > self._offsets[i] else piece.start

    def changes(self, start: int, end: int, after: str) -> list[Change] | None:
        """What an edit of `text[start:end]` means in the source, or None where it would change a fixed piece.

        Where the old spelling stands in one literal piece it is replaced whole. Where markup or an escape stands inside it, only the letters that
        differ are replaced, each where it stands: a name set half in bold stays half in bold, and an entity that needs no change stays an entity.
        """
        i = self._piece_at(start)
        piece = self.pieces[i]
        if piece.literal and not piece.fixed and end <= self._offsets[i] + len(piece.text):
            at = piece.start - self._offsets[i]
            return [Change(at + start, at + end, self.escape(after))]
        out: list[Change] = []
        from difflib import SequenceMatcher

        letters = SequenceMatcher(None, self.text[start:end].translate(ALIKE), after.translate(ALIKE), autojunk=False)
        for kind, i1, i2, j1, j2 in letters.get_opcodes():
            if kind == "equal":
                continue
            made = self._insertion(start, start + i1, after[j1:j2]) if i1 == i2 else self._replacement(start + i1, start + i2, after[j1:j2])
            if made is None:
                return None
            out += made
        return out

    def _piece_at(self, offset: int) -> int:
        """The last piece that begins at or before an offset, and has text there."""
        i = bisect_right(self._offsets, max(offset, 0)) - 1
        while i > 0 and not self.pieces[i].text:
            i -= 1
        return i

    def _insertion(self, first: int, offset: int, text: str) -> list[Change] | None:
        """Put a text between two letters: after the left one, but for the first letter of the edit."""
        i = self._piece_at(offset - 1 if offset > first else offset)
        if self.pieces[i].fixed:
            return None
        at = self.to_source(offset, end=offset > first)
        return [Change(at, at, self.escape(text))]

    def _replacement(self, start: int, end: int, text: str) -> list[Change] | None:
        """Replace letters that may stand in several pieces: the first one takes the new ones."""
        out: list[Change] = []
        i = self._piece_at(start)
        while start < end:
            piece, offset = self.pieces[i], self._offsets[i]
            stop = min(end, offset + len(piece.text))
            i += 1
            if stop <= start:
                continue
            if piece.fixed or (not piece.literal and stop - start != len(piece.text)):
                return None
            if piece.literal:
                out.append(Change(piece.start + start - offset, piece.start + stop - offset, self.escape(text)))
            else:
                out.append(Change(piece.start, piece.end, self.escape(text)))
            text, start = "", stop
        return out


def span_changes(span: Span, edits: Iterable[Edit]) -> tuple[list[Change], list[Edit]]:
    """The changes that edits of a span's text mean in its source, and the edits that could be made."""
    changes: list[Change] = []
    made: list[Edit] = []
    for edit in edits:
        found = span.changes(edit.start, edit.end, edit.after)
        if found is not None:
            changes += found
            made.append(edit)
    return changes, made


def splice(source: str, changes: Sequence[Change]) -> str:
    """Make the changes, which must be in order and apart.

    >>> splice("<b>Cher</b>son", [Change(3, 4, "Kh")])
    '<b>Khher</b>son'
    """
    out: list[str] = []
    position = 0
    for change in changes:
        if not position <= change.start <= change.end <= len(source):
            raise DocumentError(f"the change {change.text!r} at {change.start} overlaps another: nothing written")
        out += (source[position : change.start], change.text)
        position = change.end
    out.append(source[position:])
    return "".join(out)


class ByteChange(NamedTuple):
    """The bytes `start` to `end` of the source have become `size` bytes of the target."""

    start: int
    end: int
    size: int


class Changes:
    """The byte changes of a file in order, as many as there are: beyond some megabytes they are kept on disk.

    >>> with Changes() as changes:
    ...     changes.extend([ByteChange(1, 2, 2)])
    ...     list(changes), len(changes)
    ([ByteChange(start=1, end=2, size=2)], 1)
    """

    _ROW = struct.Struct("<3Q")

    def __init__(self) -> None:
        import tempfile

        self._rows = tempfile.SpooledTemporaryFile(max_size=4 << 20)  # noqa: SIM115 - closed by __exit__
        self._count = 0

    def __enter__(self) -> Changes:
        return self

    def __exit__(self, *_: object) -> None:
        self._rows.close()

    def __len__(self) -> int:
        return self._count

    def extend(self, changes: Sequence[ByteChange]) -> None:
        """Add changes, which come after all others."""
        self._rows.write(b"".join(starmap(self._ROW.pack, changes)))
        self._count += len(changes)

    def __iter__(self) -> Iterator[ByteChange]:
        self._rows.seek(0)
        while rows := self._rows.read(self._ROW.size << 10):
            yield from map(ByteChange._make, self._ROW.iter_unpack(rows))
        self._rows.seek(0, 2)


def compare(source: BinaryIO, target: BinaryIO, changes: Iterable[ByteChange], name: str) -> None:
    """Raise `DocumentError` unless every byte outside the changes is the same in both.

    >>> import io
    >>> compare(io.BytesIO(b"abc"), io.BytesIO(b"aXXc"), [ByteChange(1, 2, 2)], "x.txt")
    >>> compare(io.BytesIO(b"abc"), io.BytesIO(b"aXXd"), [ByteChange(1, 2, 2)], "x.txt")
    Traceback (most recent call last):
    translit.errors.DocumentError: x.txt: byte 2 would change outside the edits: nothing written
    """
    before, after = _Bytes(source), _Bytes(target)
    position = 0
    for start, end, size in changes:
        while position < start:
            count = min(start - position, BLOCK)
            if before.take(count) != after.take(count) or len(before.taken) < count:
                _fail(before.taken, after.taken, position, name)
            position += count
        before.take(end - start)
        after.take(size)
        position = end
    while before.take(BLOCK) == after.take(BLOCK):
        if not before.taken:
            return
        position += len(before.taken)
    _fail(before.taken, after.taken, position, name)


def _fail(before: bytes, after: bytes, position: int, name: str) -> NoReturn:
    at = next((i for i, (x, y) in enumerate(zip(before, after, strict=False)) if x != y), min(len(before), len(after)))
    raise DocumentError(f"{name}: byte {position + at} would change outside the edits: nothing written")


class _Bytes:
    """A stream that is read in few large blocks and given out in many small stretches."""

    __slots__ = ("_at", "_block", "_stream", "taken")

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._block = b""
        self._at = 0
        self.taken = b""
        """What was given out last."""

    def take(self, size: int) -> bytes:
        """The next bytes, fewer only at the end."""
        end = self._at + size
        if end > len(self._block):
            self._block = self._block[self._at :] + _read(self._stream, max(BLOCK, size))
            self._at, end = 0, size
        self.taken = self._block[self._at : end]
        self._at += len(self.taken)
        return self.taken


def _read(stream: BinaryIO, size: int) -> bytes:
    """Read `size` bytes, fewer only at the end (a decompressing stream may give fewer at a time)."""
    out = stream.read(size)
    while len(out) < size and (more := stream.read(size - len(out))):
        out += more
    return out
