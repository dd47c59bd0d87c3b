"""SubRip, WebVTT and Advanced SubStation Alpha: the words of the cues are text; numbers, timings, settings, styles, comments and tags stay."""

from __future__ import annotations

import re
from collections.abc import Iterator

from translit.documents.base import Scanner
from translit.documents.markup import escape, reference, text_pieces
from translit.documents.spans import Piece, Span, plainly

_LINE = re.compile(r"[^\r\n]*+(?:\r\n|\n|\r|\Z)")
_TIMING = re.compile(r"\s*(?:\d+:)?\d{1,2}:\d{2}[.,]\d{1,3}\s*-->")
_SRT_TAG = re.compile(r"</?[A-Za-z][^<>\r\n]*>|\{\\[^{}\r\n]*\}")
_VTT_TAG = re.compile(r"<[^<>\r\n]*>")
_ASS_TAG = re.compile(r"\{[^{}\r\n]*\}|\\[Nnh]")
_DRAWING = re.compile(r"\\p(\d+)")


class CueScanner(Scanner):
    """SubRip: a span for each cue."""

    whole = True
    tag = _SRT_TAG
    write = staticmethod(plainly)

    def scan(self, text: str, last: bool) -> tuple[list[Span], int]:  # noqa: ARG002 - always the whole
        """The words of all cues: the lines after a line of timing, up to a blank one or another timing."""
        spans: list[Span] = []
        start = -1  # where the words of the cue begin; negative outside a cue
        for line in _LINE.finditer(text):
            timing = _TIMING.match(line[0])
            if start >= 0 and (timing or not line[0].strip()):
                if start < line.start():
                    spans.append(Span(self.pieces(text, start, line.start()), self.write))
                start = -1
            if timing:
                start = line.end()
        return [s for s in spans if s.text.strip()], len(text)

    def pieces(self, text: str, start: int, end: int) -> Iterator[Piece]:
        """The words of a cue, without its tags."""
        for tag in self.tag.finditer(text, start, end):
            if start < tag.start():
                yield from self.words(text, start, tag.start())
            start = tag.end()
        if start < end:
            yield from self.words(text, start, end)

    def words(self, text: str, start: int, end: int) -> Iterator[Piece]:
        """A stretch between two tags."""
        yield Piece(start, end, text[start:end])


class VttScanner(CueScanner):
    """WebVTT: cues have entities; notes, styles and regions have no line of timing and so no words."""

    tag = _VTT_TAG
    write = staticmethod(escape)
    reference = staticmethod(reference)

    def words(self, text: str, start: int, end: int) -> Iterator[Piece]:
        """A stretch between two tags, entities read."""
        yield from text_pieces(text, start, end, collapse=False)


class AssScanner(Scanner):
    """Advanced SubStation Alpha: a span for the text of each `Dialogue` line in `[Events]`."""

    whole = True

    def scan(self, text: str, last: bool) -> tuple[list[Span], int]:  # noqa: ARG002 - always the whole
        """The words of all dialogue lines."""
        spans: list[Span] = []
        events, fields = False, 10
        for found in _LINE.finditer(text):
            at, line = found.start(), found[0].rstrip("\r\n")
            if line.startswith("["):
                events = line.strip().lower() == "[events]"
            elif events and line.lower().startswith("format:"):
                fields = line.count(",") + 1
            elif events and line.lower().startswith("dialogue:"):
                parts = line.split(",", fields - 1)
                if len(parts) == fields:
                    stop = at + len(line)
                    spans.append(Span(_ass_pieces(text, stop - len(parts[-1]), stop)))
        return [s for s in spans if s.text.strip()], len(text)


def _ass_pieces(text: str, start: int, end: int) -> Iterator[Piece]:
    """The words of a line, without override tags and drawings; `\\N`, `\\n` and `\\h` read as the white space they stand for."""
    drawing = False
    for tag in _ASS_TAG.finditer(text, start, end):
        if start < tag.start() and not drawing:
            yield Piece(start, tag.start(), text[start : tag.start()])
        start = tag.end()
        if tag[0][0] == "\\":
            yield Piece(tag.start(), tag.end(), "\u00a0" if tag[0] == "\\h" else "\n", literal=False, fixed=True)
        for level in _DRAWING.findall(tag[0]):
            drawing = level.strip("0") != ""
    if start < end and not drawing:
        yield Piece(start, end, text[start:end])
