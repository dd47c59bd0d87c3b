"""The scanner under HTML, XML and office files: cuts markup into tokens and reads text between them, without ever building a tree."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.entities import html5
from typing import NamedTuple

from translit.documents.spans import Piece

TEXT, START, END, EMPTY, OTHER = "text", "start", "end", "empty", "other"

_NAME = r"[^\s/><=\"']+"
# An attribute's value may hold `>`. Possessive, so that a tag that never ends is found out in one go.
_TAG = re.compile(rf"<(/?)({_NAME})((?:[^\"'>]++|\"[^\"]*+\"|'[^']*+')*+)>")
_TAG_BEGINS = re.compile(r"</?[A-Za-z_:\u00c0-\uffff]")
_DOCTYPE = re.compile(r"<!(?:[^\"'\[\]>]++|\"[^\"]*+\"|'[^']*+'|\[(?:[^\"'\]]++|\"[^\"]*+\"|'[^']*+')*+\])*+>")
_ATTRIBUTE = re.compile(r"([^\s=\"'/]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))")
_REFERENCE = re.compile(r"&(?:#(?P<decimal>[0-9]{1,7})|#[xX](?P<hex>[0-9a-fA-F]{1,6})|(?P<name>[A-Za-z][A-Za-z0-9]{1,31}));")
_BREAKS = re.compile(r"&|\u00ad|[ \t\r\n\f]*[\t\r\n\f][ \t\r\n\f]*|[ ]{2,}")
_BREAKS_KEPT = re.compile(r"&|\u00ad")
SOFT_HYPHEN = "\u00ad"
UNKNOWN = "\ufffc"  # stands for what isn't text: an image, an entity that nothing explains


class Token(NamedTuple):
    """A stretch of markup: text, a tag with its name and attributes, or anything else (comment, CDATA, declaration)."""

    kind: str
    start: int
    end: int
    name: str = ""
    attributes: str = ""


def tokens(source: str, raw: frozenset[str] = frozenset()) -> Iterator[Token]:
    """Cut markup into tokens that cover it. The content of elements in `raw` (script, style) is one token of no kind.

    Markup that never ends (a tag, a comment without its close) takes the rest of the source with it: left alone rather than guessed at.

    >>> [(t.kind, t.name or "a < b <i title='>'>x</i>"[t.start:t.end]) for t in tokens("a < b <i title='>'>x</i>")]
    [('text', 'a < b '), ('start', 'i'), ('text', 'x'), ('end', 'i')]
    """
    at = begin = 0
    length = len(source)
    while (at := source.find("<", at)) >= 0:
        end = _markup_end(source, at)
        if not end:  # a lone `<`
            at += 1
            continue
        if begin < at:
            yield Token(TEXT, begin, at)
        if end < 0:
            yield Token(OTHER, at, length)
            return
        match = _TAG.match(source, at) if source[at + 1] not in "!?" else None
        if match is None:
            yield Token(OTHER, at, end)
        else:
            kind = END if match[1] else EMPTY if match[3].endswith("/") else START
            yield Token(kind, at, end, match[2], match[3])
            if kind == START and match[2].lower() in raw:
                close = re.compile(rf"</{re.escape(match[2])}(?=[\s/>])", re.IGNORECASE).search(source, end)
                stop = close.start() if close else length
                if end < stop:
                    yield Token(OTHER, end, stop)
                end = stop
        at = begin = end
    if begin < length:
        yield Token(TEXT, begin, length)


def _markup_end(source: str, at: int) -> int:
    """Where the markup at `<` ends: 0 where there is none, -1 where it never ends."""
    for opening, closing in (("<!--", "-->"), ("<![CDATA[", "]]>"), ("<?", "?>")):
        if source.startswith(opening, at):
            end = source.find(closing, at + len(opening))
            return end + len(closing) if end >= 0 else -1
    if source.startswith("<!", at):
        match = _DOCTYPE.match(source, at)
    elif _TAG_BEGINS.match(source, at):
        match = _TAG.match(source, at)
    else:
        return 0
    return match.end() if match else -1


def attributes(token: Token) -> dict[str, str]:
    """The attributes of a tag, as written.

    >>> attributes(next(tokens("<a href='x' class=y>")))
    {'href': 'x', 'class': 'y'}
    """
    return {m[1]: m[2] or m[3] or m[4] or "" for m in _ATTRIBUTE.finditer(token.attributes)}


def text_pieces(source: str, start: int, end: int, *, collapse: bool = True) -> Iterator[Piece]:
    """The pieces of a stretch of text: entities read as one character, soft hyphens not at all, and white space as one space where it collapses.

    >>> [p.text for p in text_pieces("M&uuml;ller &nope; &amp;", 0, 24)]
    ['M', 'ü', 'ller ', '\ufffc', ' ', '&']
    """
    breaks = _BREAKS if collapse else _BREAKS_KEPT
    at = start
    while at < end:
        match = breaks.search(source, at, end)
        stop = match.start() if match else end
        if at < stop:
            yield Piece(at, stop, source[at:stop])
        if not match:
            return
        at = match.end()
        if match[0] == "&":
            found = _REFERENCE.match(source, stop, end)
            if found:
                at = found.end()
                char = _meaning(found)
                yield Piece(stop, at, char.replace(SOFT_HYPHEN, "") if char else UNKNOWN, literal=False, fixed=not char)
            else:
                yield Piece(stop, at, "&", fixed=True)
        else:
            yield Piece(stop, at, "" if match[0] == SOFT_HYPHEN else " ", literal=False)


def _meaning(reference: re.Match[str]) -> str:
    """The character that a reference stands for, or an empty string."""
    if reference["name"]:
        found = html5.get(reference["name"] + ";", "")
    else:
        code = int(reference["decimal"]) if reference["decimal"] else int(reference["hex"], 16)
        found = chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else ""
    return found if len(found) == 1 else ""


def escape(text: str) -> str:
    """Write text between tags.

    >>> escape("Marks & <Spencer>")
    'Marks &amp; &lt;Spencer&gt;'
    """
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def reference(char: str) -> str:
    """The reference to a character that an encoding can't hold.

    >>> reference("Ł")
    '&#321;'
    """
    return f"&#{ord(char)};"
