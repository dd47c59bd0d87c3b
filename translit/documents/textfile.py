"""Text formats: read in pieces, edited where their scanner finds text, compared with the source before the file is put in its place."""

from __future__ import annotations

import copy
import io
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import IO, BinaryIO, NamedTuple, TypeVar

from translit.documents.base import Part, Scanner
from translit.documents.encoding import HEAD, DecodedText, Encoding, check_decodes, encode, find_encoding
from translit.documents.plain import PlainScanner
from translit.documents.spans import ALIKE, ByteChange, Change, Changes, Span, compare, splice
from translit.documents.storage import open_scratch, open_source, replacing
from translit.errors import DocumentError
from translit.normalizer import Normalizer
from translit.protect import Shield, commented_spans, open_after, shielded
from translit.result import Edit, Mention, Result, apply_edits
from translit.rewriting import Session

PIECE = 1 << 20  # bytes read at a time

_Placed = TypeVar("_Placed", Edit, Mention)


class Done(NamedTuple):
    """A piece with what came of it, and the changes of its text."""

    part: Part
    changes: list[Change]


def texts(path: Path, scanner: Scanner, asked: str) -> Iterator[str]:
    """The texts of a file's spans, as a reader sees them."""
    with open_source(path) as source:
        for _, spans, _ in _pieces(_decoded(source, str(path), scanner, asked)[0], scanner):
            yield from (span.text for span in spans)


def file_parts(path: Path, scanner: Scanner, asked: str, normalizer: Normalizer) -> Iterator[Part]:
    """Normalize a file piece by piece; nothing is yielded from a file that isn't in its encoding throughout."""
    with open_source(path) as source:
        yield from stream_parts(source, str(path), scanner, asked, normalizer)


def stream_parts(source: BinaryIO, name: str, scanner: Scanner, asked: str, normalizer: Normalizer) -> Iterator[Part]:
    """Normalize a binary stream piece by piece. Raises `DocumentError` where it isn't in its encoding."""
    stream, encoding = _decoded(source, name, scanner, asked)
    for done in _walk(stream, name, scanner, encoding, normalizer):
        yield done.part


def copy_stream(
    source: BinaryIO,
    out: IO[bytes],
    name: str,
    scanner: Scanner,
    asked: str,
    normalizer: Normalizer,
    seen: Callable[[Part], None],
    changes: Changes | None = None,
) -> None:
    """Write a stream with its names normalized, in its own encoding, and record in `changes` which bytes change."""
    stream, encoding = _decoded(source, name, scanner, asked)
    out.write(encoding.bom)
    position = len(encoding.bom)
    for done in _walk(stream, name, scanner, encoding, normalizer):
        position = write_piece(out, done, encoding, name, position, changes)
        seen(done.part)


def rewrite(path: Path, target: Path, scanner: Scanner, asked: str, normalizer: Normalizer, seen: Callable[[Part], None]) -> bool:
    """Normalize `path` into `target` (which may be the same file) and return whether anything changed.

    The target appears whole or not at all, after every byte outside the edits was found to be the same. A file in place that needs no edit is not touched.
    """
    with replacing(path, target) as scratch, Changes() as changes, open_source(path) as source:
        with open_scratch(scratch.path, path) as out:
            copy_stream(source, out, str(path), scanner, asked, normalizer, seen, changes)
        changed = len(changes) > 0
        scratch.keep = changed or path.resolve() != target.resolve()
        if scratch.keep:
            source.seek(0)
            with open_source(scratch.path, path) as written:
                compare(source, written, changes, str(path))
    return changed


def _decoded(source: BinaryIO, name: str, scanner: Scanner, asked: str) -> tuple[DecodedText, Encoding]:
    """The text of a stream, line ends as they are. A file is read through once before, so that nothing comes of one that is broken."""
    if source.seekable():
        start = source.tell()
        encoding = find_encoding(source.read(HEAD), asked, scanner.declared, name)
        source.seek(start)
        check_decodes(source, encoding, name)
        source.seek(start)
    else:
        if not isinstance(source, io.BufferedReader):
            source = io.BufferedReader(source)  # type: ignore[type-var]
        encoding = find_encoding(source.peek(HEAD), asked, scanner.declared, name)
    source.read(len(encoding.bom))
    return DecodedText(source, encoding, name), encoding


def _pieces(stream: DecodedText, scanner: Scanner) -> Iterator[tuple[str, list[Span], Scanner]]:
    """Cut a text where its scanner can judge it; with each piece its spans, and the scanner as it was before."""
    buffer, size = "", PIECE
    while not stream.ended:
        buffer += stream.read(-1 if scanner.whole else size)
        before = copy.copy(scanner)
        spans, used = scanner.scan(buffer, stream.ended)
        if used:
            yield buffer[:used], spans, before
            scanner.line += buffer.count("\n", 0, used)
            buffer = buffer[used:]
        # Where a record is longer than the buffer, twice as much is read each time, so that the work stays linear.
        size = PIECE if used else size * 2
    scanner.finish()


def pieces_of(source: BinaryIO, encoding: Encoding, scanner: Scanner) -> Iterator[str]:
    """The pieces in which the rest of a stream would be read."""
    for piece, _, _ in _pieces(DecodedText(source, encoding, ""), copy.copy(scanner)):
        yield piece


def _walk(stream: DecodedText, name: str, scanner: Scanner, encoding: Encoding, normalizer: Normalizer) -> Iterator[Done]:
    session = Session()
    off = False
    for piece, spans, before in _pieces(stream, scanner):
        results = [normalizer.explain(span.text, session) for span in spans]
        if kept := commented_spans(piece, off=off):
            off = open_after(piece, off=off)
            results = [_commented(r, span, Shield(kept)) for r, span in zip(results, spans, strict=True)]
        line = before.line
        if not any(r.edits or r.ambiguities or r.held for r in results) and not (scanner.options.out_columns or scanner.options.tag_names):
            yield Done(Part(name, line, Result(piece, piece)), [])
            continue
        changes, made, result = apply_results(piece, spans, results, scanner)
        if scanner.reference and not encoding.codec.startswith("utf"):
            changes = [c._replace(text=encode(c.text, encoding, name, scanner.reference).decode(encoding.codec)) for c in changes]
            result = replace(result, text=splice(piece, changes))
        if changes:
            read_again(result.text, spans, made, before, name)
        yield Done(Part(name, line, result), changes)


def _commented(result: Result, span: Span, shield: Shield) -> Result:
    """The result without what a comment of the source protects."""
    return shielded(result, lambda start, end: shield.reason(span.to_source(start), span.to_source(end, end=True)))


def apply_results(piece: str, spans: list[Span], results: list[Result], scanner: Scanner) -> tuple[list[Change], list[list[Edit]], Result]:
    """Carry the results of a piece's spans back into it: the changes, the edits of each span that could be made, and the result in terms of the piece."""
    if isinstance(scanner, PlainScanner) and len(spans) == 1:  # the span is the piece
        changes, done = scanner.render(spans[0], results[0])
        return changes, [done], results[0]
    changes = []
    made: list[list[Edit]] = []
    edits: list[Edit] = []
    ambiguities: list[Mention] = []
    held: list[Mention] = []
    for span, result in zip(spans, results, strict=True):
        found, done = scanner.render(span, result)
        changes += found
        made.append(done)
        edits += [_placed(e, span) for e in done]
        ambiguities += [_placed(m, span) for m in result.ambiguities]
        held += [_placed(m, span) for m in result.held]
    # A text box is a paragraph within another.
    for placed in (changes, edits, ambiguities, held):
        placed.sort(key=_start)
    return changes, made, Result(piece, splice(piece, changes), tuple(edits), tuple(ambiguities), tuple(held))


def _start(item: Change | Edit | Mention) -> int:
    return item.start


def _placed(item: _Placed, span: Span) -> _Placed:
    return replace(item, start=span.to_source(item.start), end=span.to_source(item.end, end=True))


def read_again(text: str, spans: list[Span], made: list[list[Edit]], scanner: Scanner, name: str) -> None:
    """Raise `DocumentError` unless what was written reads as it should: the same spans, with the edits made and nothing else."""
    if scanner.options.out_columns or isinstance(scanner, PlainScanner):
        return  # an added column shifts the others, the scanner itself counted them; plain text reads as whatever it is
    expected = [apply_edits(span.text, edits) for span, edits in zip(spans, made, strict=True)]
    again, _ = scanner.scan(text, last=True)
    found = [span.text for span in again]
    if found == expected:
        return
    expected, found = [[one.translate(ALIKE) for one in texts] for texts in (expected, found)]  # dear: ten times what reading it again costs
    if found != expected:
        i = next((i for i, (x, y) in enumerate(zip(found, expected, strict=False)) if x != y), min(len(found), len(expected)))
        shown = expected[i][:60] if i < len(expected) else found[i][:60]
        raise DocumentError(f"{name}: an edit near {shown!r} would change how the file reads: nothing written")


def write_piece(out: IO[bytes], done: Done, encoding: Encoding, name: str, position: int, changes: Changes | None) -> int:
    """Write a piece and record which bytes change; returns the place in the source after it."""
    source = done.part.result.source
    at = 0
    written: list[bytes] = []
    rows: list[ByteChange] = []
    for start, end, text in done.changes:
        kept, before, after = encode(source[at:start], encoding, name), encode(source[start:end], encoding, name), encode(text, encoding, name)
        written += (kept, after)
        first = position + len(kept)
        position = first + len(before)
        rows.append(ByteChange(first, position, len(after)))
        at = end
    rest = encode(source[at:], encoding, name)
    out.write(b"".join([*written, rest]))
    if changes is not None:
        changes.extend(rows)
    return position + len(rest)
