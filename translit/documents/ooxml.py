"""DOCX, PPTX, XLSX (ECMA-376, also with macros and as templates) and OpenDocument text, sheets and slides (ODF 1.3): which parts hold text, and where."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass

from translit.documents import markup
from translit.documents.archive import Archive
from translit.documents.base import Options, Scanner
from translit.documents.markup import UNKNOWN, Token, attributes, text_pieces, tokens
from translit.documents.spans import Piece, Span
from translit.errors import DocumentError

_NAMESPACE = re.compile(r"\sxmlns:([\w.-]+)=[\"']([^\"']*)[\"']")
_NUMBER = re.compile(r"\d+")
_HEADINGS = re.compile(r"<(?:\w+:)?(?:tableColumn|cacheField)\s[^>]*?\bname=\"([^\"]*)\"")
_CODED = re.compile(r"_x([0-9A-Fa-f]{4})_")
MATH = "http://schemas.openxmlformats.org/officeDocument/2006/math"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """Which elements of a part mean what, by their local names."""

    paragraphs: frozenset[str]
    texts: frozenset[str] | None
    """Elements that hold text; None: a paragraph holds it itself."""
    breaks: dict[str, str]
    """Elements that stand for white space or another character."""
    skipped: frozenset[str]
    """Elements whose content is left alone: deletions, phonetic guides, cells that a formula computes."""
    collapse: bool = False


WORD = Shape(
    paragraphs=frozenset({"p"}),
    texts=frozenset({"t"}),
    breaks={"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011", "sym": UNKNOWN},
    skipped=frozenset({"del", "moveFrom", "rt", "rPr", "pPr", "sectPr"}),
)
SLIDE = Shape(
    paragraphs=frozenset({"p", "text"}), texts=frozenset({"t", "text"}), breaks={"br": "\n", "tab": "\t"}, skipped=frozenset({"rPr", "pPr", "endParaRPr"})
)
SHEET = Shape(paragraphs=frozenset({"si", "is", "text"}), texts=frozenset({"t"}), breaks={}, skipped=frozenset({"rPh", "f", "v", "rPr"}))
THREAD = Shape(paragraphs=frozenset({"text"}), texts=None, breaks={}, skipped=frozenset())
OPEN = Shape(
    paragraphs=frozenset({"p", "h"}),
    texts=None,
    breaks={"s": " ", "tab": "\t", "line-break": "\n"},
    skipped=frozenset({"tracked-changes", "note-citation", "ruby-text", "script", "formula", "binary-data", "math"}),
    collapse=True,
)

_COMMON = [(r"(?:word|ppt|xl)/diagrams/(?:data|drawing)\d*\.xml", SLIDE), (r"(?:word|ppt|xl)/charts/chart\d*\.xml", SLIDE)]
DOCX = [
    (r"word/document\d*\.xml", WORD),
    (r"word/(?:header|footer)\d*\.xml", WORD),
    (r"word/(?:footnotes|endnotes|comments)\d*\.xml", WORD),
    (r"word/glossary/document\.xml", WORD),
    *_COMMON,
]
PPTX = [(r"ppt/slides/slide\d+\.xml", SLIDE), (r"ppt/notesSlides/notesSlide\d+\.xml", SLIDE), (r"ppt/comments/[^/]+\.xml", SLIDE), *_COMMON]
XLSX = [
    (r"xl/sharedStrings\.xml", SHEET),
    (r"xl/worksheets/sheet\d*\.xml", SHEET),
    (r"xl/comments/?[^/]*\.xml", SHEET),
    (r"xl/threadedComments/[^/]+\.xml", THREAD),
    (r"xl/drawings/drawing\d*\.xml", SLIDE),
    *_COMMON,
]
ODF = [(r"content\.xml", OPEN), (r"styles\.xml", OPEN)]


class OfficeKind:
    """A kind of office file: the members that hold text, by the patterns of their names, in reading order."""

    def __init__(self, patterns: list[tuple[str, Shape]], main: str) -> None:
        self._patterns = [(re.compile(p), shape) for p, shape in patterns]
        self._main = re.compile(main)

    def parts(self, archive: Archive) -> Iterator[tuple[str, Scanner]]:
        """The members with their scanners. Raises `DocumentError` where it isn't such a file."""
        if not any(self._main.fullmatch(n) for n in archive.names):
            raise DocumentError(f"{archive.name}: has no {self._main.pattern}: not an office file of this kind")
        if "META-INF/manifest.xml" in archive.names and b"encryption-data" in archive.read("META-INF/manifest.xml"):
            raise DocumentError(f"{archive.name}: is encrypted")
        headings = _headings(archive)
        for pattern, shape in self._patterns:
            for name in sorted(filter(pattern.fullmatch, archive.names), key=lambda n: [int(d) for d in _NUMBER.findall(n)]):
                yield name, ParagraphScanner(f"{archive.name}!{name}", shape, headings if shape is SHEET else frozenset())


KINDS = {
    "docx": OfficeKind(DOCX, r"word/document\d*\.xml"),
    "pptx": OfficeKind(PPTX, r"ppt/presentation\.xml"),
    "xlsx": OfficeKind(XLSX, r"xl/workbook\.xml"),
    "odf": OfficeKind(ODF, r"content\.xml"),
}


def _headings(archive: Archive) -> frozenset[str]:
    """The headings of a workbook's tables and pivots: they are repeated in other parts and in formulas, so a cell that holds one stays as it is."""
    found: set[str] = set()
    for name in archive.names:
        if name.startswith(("xl/tables/", "xl/pivotCache/pivotCacheDefinition")) and name.endswith(".xml"):
            for match in _HEADINGS.finditer(archive.read(name).decode("utf-8", "replace")):
                found.add(_plain(_CODED.sub(lambda m: chr(int(m[1], 16)), html.unescape(match[1]))))
    return frozenset(found)


def _plain(text: str) -> str:
    return " ".join(text.split())


class ParagraphScanner(Scanner):
    """A span for each paragraph: its runs joined, whatever formatting cuts them. Text boxes in a paragraph are paragraphs of their own."""

    whole = True
    reference = staticmethod(markup.reference)

    def __init__(self, name: str, shape: Shape, headings: frozenset[str] = frozenset()) -> None:
        super().__init__(name, Options(), None)
        self._shape = shape
        self._headings = headings

    def scan(self, text: str, last: bool) -> tuple[list[Span], int]:  # noqa: ARG002 - always the whole
        """All paragraphs of the part, in the order in which they end."""
        shape = self._shape
        math = {prefix for prefix, uri in _NAMESPACE.findall(text) if uri == MATH}
        spans: list[Span] = []
        open_: list[list[Piece]] = []
        reading, skip, depth = 0, "", 0
        for token in tokens(text):
            prefix, _, local = token.name.rpartition(":")
            if skip:
                if token.name == skip:
                    depth += {markup.START: 1, markup.END: -1}.get(token.kind, 0)
                    skip = skip if depth else ""
                continue
            if token.kind == markup.TEXT:
                if open_ and (shape.texts is None or reading):
                    open_[-1] += text_pieces(text, token.start, token.end, collapse=shape.collapse)
            elif token.kind == markup.OTHER or prefix in math:
                continue
            elif token.kind == markup.START and (local in shape.skipped or _computed(token, local)):
                skip, depth = token.name, 1
            elif local in shape.breaks and token.kind != markup.END:
                if open_:
                    open_[-1].append(Piece(token.start, token.end, _stands_for(token, shape.breaks[local]), literal=False, fixed=True))
            else:
                if shape.texts and local in shape.texts and token.kind != markup.EMPTY:
                    reading = 1 if token.kind == markup.START else 0
                if local in shape.paragraphs and token.kind == markup.START:
                    open_.append([])
                elif local in shape.paragraphs and token.kind == markup.END and open_:
                    spans.append(Span(open_.pop(), markup.escape))
        return [s for s in spans if s.text.strip() and (not self._headings or _plain(s.text) not in self._headings)], len(text)


def _computed(token: Token, local: str) -> bool:
    """Whether a cell's text follows from a formula or repeats a value that stands elsewhere in it."""
    return local == "table-cell" and any(name.endswith((":formula", ":string-value")) for name in attributes(token))


def _stands_for(token: Token, text: str) -> str:
    """What an empty element reads as; ODF counts spaces in one element."""
    count = next((value for name, value in attributes(token).items() if name.endswith(":c")), "1") if text == " " else "1"
    return text * min(int(count), 1000) if count.isdigit() else text
