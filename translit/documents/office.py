"""Office files: zip archives of XML parts. The parts that hold text are edited like any markup; everything else is copied byte for byte."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple, Protocol

from translit.documents.archive import Archive
from translit.documents.base import Part, Scanner
from translit.documents.elements import XmlScanner
from translit.documents.encoding import check_decodes, encode, find_encoding
from translit.documents.spans import ByteChange, Change, Span, compare
from translit.documents.storage import open_source, replacing
from translit.documents.textfile import apply_results, read_again
from translit.errors import DocumentError
from translit.normalizer import Normalizer
from translit.result import Edit, Mention, Result, apply_edits
from translit.rewriting import Session

_SIGNED = re.compile(r"_xmlsignatures/.+|META-INF/.*signatures.*\.xml", re.IGNORECASE)
_BREAKS = str.maketrans("\n\r\u2028\x0b\x0c", "     ")


class Kind(Protocol):
    """What a kind of office file says about itself."""

    def parts(self, archive: Archive) -> Iterator[tuple[str, Scanner]]:
        """The members that hold text, in reading order, each with the scanner that finds it."""


class _Member(NamedTuple):
    name: str
    part: Part
    data: bytes | None
    """The member with the edits made; None where there are none."""


def texts(path: Path, kind: Kind) -> Iterator[str]:
    """The paragraphs and cells of a file, as a reader sees them."""
    archive = _open(path)
    for member, scanner in kind.parts(archive):
        _, _, spans = _spans(archive, member, scanner)
        yield from (span.text for span in spans)


def file_parts(path: Path, kind: Kind, normalizer: Normalizer) -> Iterator[Part]:
    """Normalize the text of a file member by member; a line of a result is a paragraph or a cell."""
    for member in _walk(_open(path), kind, normalizer):
        yield member.part


def rewrite(path: Path, target: Path, kind: Kind, normalizer: Normalizer, seen: Callable[[Part], None]) -> bool:
    """Normalize `path` into `target` (which may be the same file) and return whether anything changed.

    Raises `DocumentError` where the file is signed and an edit would break the signature.
    """
    archive = _open(path)
    new: dict[str, bytes] = {}
    with replacing(path, target) as scratch:
        for member in _walk(archive, kind, normalizer):
            seen(member.part)
            if member.data is not None:
                new[member.name] = member.data
        if new and any(_SIGNED.fullmatch(n) for n in archive.names):
            raise DocumentError(f"{path}: is signed, and an edit would break the signature: nothing written")
        scratch.path.write_bytes(archive.replaced(new) if new else archive.data)
        scratch.keep = bool(new) or path.resolve() != target.resolve()
    return bool(new)


def _open(path: Path) -> Archive:
    with open_source(path) as source:
        return Archive(source.read(), str(path))


def _spans(archive: Archive, member: str, scanner: Scanner) -> tuple[str, bytes, list[Span]]:
    data = archive.read(member)
    encoding = find_encoding(data[:1024], "", XmlScanner.declared, f"{archive.name}!{member}")
    check_decodes(io.BytesIO(data), encoding, f"{archive.name}!{member}")
    text = data[len(encoding.bom) :].decode(encoding.codec)
    return text, data, scanner.scan(text, last=True)[0]


def _walk(archive: Archive, kind: Kind, normalizer: Normalizer) -> Iterator[_Member]:
    session = Session()
    for member, scanner in kind.parts(archive):
        label = f"{archive.name}!{member}"
        text, data, spans = _spans(archive, member, scanner)
        results = [normalizer.explain(span.text, session) for span in spans]
        changes, made, result = apply_results(text, spans, results, scanner)
        after = None
        if changes:
            read_again(result.text, spans, made, scanner, label)
            after = _edited(text, data, changes, label)
        yield _Member(member, Part(label, 1, _view(results, made)), after)


def _edited(text: str, data: bytes, changes: list[Change], label: str) -> bytes:
    """The bytes of a member with the changes made, compared with what they were."""
    encoding = find_encoding(data[:1024], "", XmlScanner.declared, label)
    out = bytearray(encoding.bom)
    done: list[ByteChange] = []
    at, position = 0, len(encoding.bom)
    for change in changes:
        kept = encode(text[at : change.start], encoding, label)
        before, after = encode(text[change.start : change.end], encoding, label), encode(change.text, encoding, label, XmlScanner.reference)
        out += kept + after
        position += len(kept)
        done.append(ByteChange(position, position + len(before), len(after)))
        position += len(before)
        at = change.end
    out += encode(text[at:], encoding, label)
    compare(io.BytesIO(data), io.BytesIO(out), done, label)
    return bytes(out)


def _view(results: list[Result], made: list[list[Edit]]) -> Result:
    """The results of all spans as one, a line each."""
    sources: list[str] = []
    edits: list[Edit] = []
    ambiguities: list[Mention] = []
    held: list[Mention] = []
    offset = 0
    for result, done in zip(results, made, strict=True):
        edits += [replace(e, start=e.start + offset, end=e.end + offset) for e in done]
        ambiguities += [replace(m, start=m.start + offset, end=m.end + offset) for m in result.ambiguities]
        held += [replace(m, start=m.start + offset, end=m.end + offset) for m in result.held]
        sources.append(result.source.translate(_BREAKS))
        offset += len(result.source) + 1
    source = "\n".join(sources)
    return Result(source, apply_edits(source, edits), tuple(edits), tuple(ambiguities), tuple(held))
