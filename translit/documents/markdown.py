"""Markdown: prose is text; front matter, code, link targets, link labels, HTML tags, comments and addresses stay (CommonMark 0.31, with footnotes and wiki links)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from translit.documents.base import Scanner
from translit.documents.elements import HTML_INLINE
from translit.documents.markup import UNKNOWN, text_pieces
from translit.documents.spans import Piece, Span

_LINE = re.compile(r"[^\r\n]*+(?:\r\n|\n|\r|\Z)")
_FRONT = re.compile(r"(?:---[ \t]*(?:\r\n|\n|\r)(?s:.*?)^(?:---|\.\.\.)|\+\+\+[ \t]*(?:\r\n|\n|\r)(?s:.*?)^\+\+\+)[ \t]*(?:\r\n|\n|\r|\Z)", re.MULTILINE)
_QUOTE = re.compile(r"(?: {0,3}>[ ]?)+")
_FENCE = re.compile(r" {0,3}(?P<fence>`{3,}(?=[^`\r\n]*(?:[\r\n]|\Z))|~{3,})")
_ITEM = re.compile(r"(?P<indent> *)(?P<mark>[-+*]|\d{1,9}[.)])(?P<gap> +|(?=[\r\n]|\Z))")
_INDENT = re.compile(r"[ \t]*")
_DEFINITION = re.compile(r" {0,3}\[(?P<label>(?:[^\[\]\\\r\n]|\\.)+)\]:")
_RAW = re.compile(r"<(script|style|pre|textarea|code|kbd|samp)(?=[\s>/])", re.IGNORECASE)
_LABEL = r"(?:[^\[\]\\\r\n]|\\.){1,999}"
# What may stand within a paragraph and isn't prose, each as it begins; what a match covers is kept.
_INLINE = re.compile(
    r"(?P<escape>\\[!-/:-@\[-`{-~])"
    r"|(?P<code>(?<!`)(?P<ticks>`+)(?!`))"
    r"|(?P<comment><!--)"
    r"|(?P<auto><(?:[A-Za-z][A-Za-z0-9+.-]{1,31}:|[^\s<>@]{1,64}@)[^\s<>]{0,2000}>)"
    r"|(?P<tag></?[A-Za-z][A-Za-z0-9-]*(?:[^\"'<>]++|\"[^\"]*+\"|'[^']*+')*+>)"
    r"|(?P<note>\[\^[^\]\s]{1,200}\])"
    rf"|(?P<wiki>\[\[[^\[\]|\r\n]{{1,500}})"
    r"|(?P<target>\]\()"
    rf"|(?P<label>\]\[{_LABEL}\])"
    rf"|(?P<bracket>\[(?={_LABEL}\](?:\[\]|(?![\[(:]))))"
    r"|(?P<mark>\*{1,3}(?=\S)|(?<=\S)\*{1,3}|(?<!\w)_{1,3}(?=\w)|(?<=\w)_{1,3}(?!\w)|~~)"
    r"|(?P<entity>&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});)"
)
_BEGINS = re.compile(r"[\\`<\[\]*_~&]")
_TAG_NAME = re.compile(r"</?([A-Za-z][A-Za-z0-9-]*)")
_BRACKETED = re.compile(rf"\[({_LABEL})\]")
MARGIN = 4  # columns from which a line is code
DEEPEST = 16  # brackets within a link target


class MarkdownScanner(Scanner):
    """A span for each block of lines that belong together."""

    whole = True

    def scan(self, text: str, last: bool) -> tuple[list[Span], int]:  # noqa: ARG002 - always the whole
        """The prose of the document."""
        blocks = list(_blocks(text))
        labels = {_folded(m["label"]) for line in _LINE.finditer(text) if (m := _DEFINITION.match(line[0]))}
        spans = [Span(_Inline(text, start, end, labels).pieces()) for start, end in blocks]
        return [s for s in spans if any(p.text.strip() and not p.fixed for p in s.pieces)], len(text)


def _folded(label: str) -> str:
    return " ".join(label.casefold().split())


def _blocks(text: str) -> Iterator[tuple[int, int]]:
    """The blocks of lines that hold prose: not front matter, fenced or indented code, link definitions, or elements whose content is code."""
    front = _FRONT.match(text)
    at = front.end() if front else 0
    begin = -1  # where the block begins; negative outside one
    fence, raw = "", ""
    margin = 0  # where the content of the list item begins that the line stands in
    blank = True  # whether the line before was blank
    for match in _LINE.finditer(text, at):
        line = match[0]
        quote = _QUOTE.match(line)
        body = line[quote.end() :] if quote else line
        width = len(_INDENT.match(body)[0].expandtabs(MARGIN))  # type: ignore[index]
        empty = not body.strip()
        if begin >= 0 and (empty or fence or raw):
            yield begin, match.start()
            begin = -1
        if fence:
            closing = body.strip()
            if len(closing) >= len(fence) and set(closing) == {fence[0]}:
                fence = ""
            continue
        if raw:
            raw = "" if f"</{raw}" in line.lower() else raw
            continue
        if empty:
            blank = True
            continue
        if width < margin and (blank or _ITEM.match(body)):
            margin = 0
        found = _FENCE.match(body[margin:] if width >= margin else body)
        item = _ITEM.match(body)
        prose = False
        if found:
            fence = found["fence"]
        elif width >= margin + MARGIN and (begin < 0) and blank:
            pass  # an indented block of code goes on until a line that is indented less
        elif _DEFINITION.match(body) and not body.lstrip().startswith("[^"):
            pass
        elif (opened := _RAW.search(line)) and opened[1].lower() in ("script", "style", "pre", "textarea"):
            raw = "" if f"</{opened[1].lower()}" in line[opened.end() :].lower() else opened[1].lower()
        else:
            prose = True
            if item and width < margin + MARGIN:
                margin = item.end()
                item_fence = _FENCE.match(body[margin:])
                if item_fence:
                    fence, prose = item_fence["fence"], False
        if prose:
            begin = match.start() if begin < 0 else begin
            blank = False
        elif begin >= 0:
            yield begin, match.start()
            begin = -1
        if not prose and width < margin + MARGIN:
            blank = True
    if begin >= 0:
        yield begin, len(text)


class _Inline:
    """Cuts a block into prose and what stays."""

    def __init__(self, text: str, start: int, end: int, labels: set[str]) -> None:
        self._text = text
        self._at = start
        self._end = end
        self._labels = labels

    def pieces(self) -> Iterator[Piece]:
        """The pieces of the block. What stays is seen, but fixed; marks of emphasis are left out, so that they may stand within a name."""
        text, at = self._text, self._at
        while at < self._end:
            match = self._next(at)
            if not match:
                break
            stop = self._kept(match)
            if at < match.start():
                yield Piece(at, match.start(), text[at : match.start()])
            if match.lastgroup == "escape":
                yield Piece(match.start(), stop, match[0][1], literal=False)
            elif match.lastgroup == "entity":
                yield from text_pieces(text, match.start(), stop, collapse=False)
            elif match.lastgroup != "mark":
                yield self._fixed(match, stop)
            at = stop
        if at < self._end:
            yield Piece(at, self._end, text[at : self._end])

    def _next(self, at: int) -> re.Match[str] | None:
        """The next match of `_INLINE`. Its first characters are searched for alone: trying every alternative at every letter takes many times as long."""
        while begins := _BEGINS.search(self._text, at, self._end):
            if match := _INLINE.match(self._text, begins.start(), self._end):
                return match
            at = begins.end()
        return None

    def _fixed(self, match: re.Match[str], stop: int) -> Piece:
        """What stays, as it is to be seen: an address beside a name would make it look like a part of the address."""
        kind, shown = match.lastgroup, self._text[match.start() : stop]
        if kind == "tag":
            name = _TAG_NAME.match(shown)
            shown = UNKNOWN if _RAW.match(shown) else "" if name and name[1].lower() in HTML_INLINE else "\n"
        elif kind in ("target", "label"):
            shown = "]"
        elif kind in ("auto", "comment", "wiki"):
            shown = UNKNOWN
        return Piece(match.start(), stop, shown, literal=False, fixed=True)

    def _kept(self, match: re.Match[str]) -> int:
        """Where what begins with a match ends."""
        text, end = self._text, match.end()
        if match.lastgroup == "ticks" or match["code"]:
            closing = re.compile(rf"(?<!`){match['ticks']}(?!`)").search(text, end, self._end)
            return closing.end() if closing else end
        if match["comment"]:
            closed = text.find("-->", end, self._end)
            return closed + 3 if closed >= 0 else self._end
        if match["tag"]:
            raw = _RAW.match(match["tag"])
            if raw:
                found = re.compile(rf"</{raw[1]}\s*>", re.IGNORECASE).search(text, end, self._end)
                return found.end() if found else self._end
        if match["target"]:
            return self._target_end(end)
        if match["bracket"]:
            label = _BRACKETED.match(text, match.start(), self._end)
            return label.end() if label and _folded(label[1]) in self._labels else end
        return end

    def _target_end(self, at: int) -> int:
        """The end of `(target "title")`, whose opening bracket stands before `at`; brackets in it come in pairs. Without a close it is no link."""
        begin, depth = at, 1
        while at < self._end and depth < DEEPEST:
            char = self._text[at]
            if char == "\\":
                at += 1
            elif char == "<" and (closed := self._text.find(">", at, self._end)) >= 0:
                at = closed
            elif char in "()":
                depth += 1 if char == "(" else -1
                if not depth:
                    return at + 1
            at += 1
        return begin
