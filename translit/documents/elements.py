"""HTML, XML and TEI: text between tags, never a tag, an attribute, a script, a style, a comment or a CDATA section."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from translit.documents import markup
from translit.documents.base import Options, Scanner
from translit.documents.markup import UNKNOWN, Token, attributes, text_pieces, tokens
from translit.documents.spans import Change, Piece, Span
from translit.documents.tei import NAMES, Tagger
from translit.errors import DocumentError
from translit.normalizer import Normalizer
from translit.result import Edit, Result

HTML_INLINE = frozenset(["a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "data", "del", "dfn", "em", "font", "i", "ins", "label", "mark", "nobr", "q", "s", "small", "span", "strike", "strong", "time", "u", "wbr"])
HTML_RAW = frozenset(["script", "style", "textarea", "xmp", "iframe", "noembed", "noframes", "plaintext"])
HTML_CODE = frozenset(["code", "pre", "kbd", "samp", "var", "tt", "math", "svg"])
HTML_BREAKS = {"br": "\n", "img": UNKNOWN}

# TEI P5, and the inline elements of JATS, DocBook and XHTML that mean the same. Any other element ends the text before it.
XML_INLINE = HTML_INLINE | NAMES | frozenset(
    ["hi", "emph", "seg", "w", "pc", "g", "anchor", "choice", "corr", "reg", "expan", "ex", "add", "unclear", "supplied", "foreign", "date", "term", "distinct", "mentioned", "soCalled", "ref", "forename", "surname", "addName", "roleName", "genName", "nameLink", "settlement", "region", "country", "bloc", "district", "italic", "bold", "sc", "underline", "roman", "sans-serif", "named-content", "styled-content", "ext-link", "xref", "given-names", "emphasis", "phrase", "link", "personname", "firstname"]
)  # fmt: skip
# Code, identifiers, and what an edition gives as the source has it.
XML_CODE = HTML_CODE | frozenset(
    ["eg", "egXML", "gi", "att", "val", "tag", "ident", "idno", "formula", "sic", "orig", "tex-math", "programlisting", "literal", "screen", "filename", "command", "option", "varname", "synopsis", "script", "style"]
)
XML_BREAKS = {"lb": "\n", "br": "\n", "pb": "\n", "cb": "\n", "graphic": UNKNOWN}
NAME_PARTS = frozenset(["forename", "surname", "addName", "roleName", "genName", "given-names", "firstname"])

_META = re.compile(rb"<meta\s[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]+)", re.IGNORECASE)
_DECLARATION = re.compile(rb"^\s*<\?xml\s[^>]{0,200}?encoding\s*=\s*[\"']([A-Za-z0-9_.:-]+)")
_TEI = re.compile(r"<(?:[\w.-]+:)?(?:TEI|teiCorpus)[\s>]|<TEI\.2[\s>]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """What the elements of a language mean for the text in them."""

    inline: frozenset[str]
    """Elements that stand within a text: it goes on before and after their tags."""
    skipped: frozenset[str]
    """Elements whose content is left alone."""
    raw: frozenset[str]
    """Elements whose content holds no tags."""
    breaks: dict[str, str]
    """Elements without content, and what they read as."""
    folded: bool
    """Whether the case of element names is set aside."""

    def name(self, token: Token) -> str:
        """The local name of an element."""
        local = token.name.rpartition(":")[2]
        return local.lower() if self.folded else local


HTML = Vocabulary(inline=HTML_INLINE, skipped=HTML_CODE | HTML_RAW, raw=HTML_RAW, breaks=HTML_BREAKS, folded=True)
XML = Vocabulary(inline=XML_INLINE, skipped=XML_CODE, raw=frozenset(), breaks=XML_BREAKS, folded=False)


class HtmlScanner(Scanner):
    """A span for each stretch of text that no block element cuts."""

    whole = True
    reference = staticmethod(markup.reference)
    vocabulary = HTML

    @staticmethod
    def declared(head: bytes) -> str:
        """The `charset` of a `meta` element or of an XML declaration."""
        match = _DECLARATION.match(head) or _META.search(head[:4096])
        return match[1].decode("ascii") if match else ""

    def scan(self, text: str, last: bool) -> tuple[list[Span], int]:  # noqa: ARG002 - always the whole
        """All spans of the document."""
        builder = _Builder(self.vocabulary)
        skip, depth = "", 0
        for token in tokens(text, self.vocabulary.raw):
            name = self.vocabulary.name(token) if token.name else ""
            if skip:
                if name == skip:
                    depth += {markup.START: 1, markup.END: -1}.get(token.kind, 0)
                    skip = skip if depth else ""
            elif token.kind == markup.TEXT:
                builder.text(text, token)
            elif token.kind == markup.START and (name in self.vocabulary.skipped or _untranslated(token)) and name not in self.vocabulary.breaks:
                builder.skipped(name)
                skip, depth = name, 1
            else:
                builder.tag(token, name)
        return builder.finish(), len(text)


class _Builder:
    """Gathers pieces into spans."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._spans: list[Span] = []
        self._pieces: list[Piece] = []
        self._named: list[tuple[int, int]] = []
        self._names = 0
        self._body = False
        self._previous = ("", "")

    def text(self, source: str, token: Token) -> None:
        found = list(text_pieces(source, token.start, token.end))
        if found and self._pieces and self._pieces[-1].text[-1:] == " " == found[0].text and not found[0].literal:
            found[0] = found[0]._replace(text="", literal=False)
        if self._names:
            self._named.append((token.start, token.end))
        self._pieces += found
        self._previous = ("", "")

    def skipped(self, name: str) -> None:
        if name in self._vocabulary.inline or name in ("code", "kbd", "samp", "var", "tt", "sic", "orig"):
            at = self._pieces[-1].end if self._pieces else 0
            self._pieces.append(Piece(at, at, UNKNOWN, literal=False, fixed=True))
        else:
            self._flush()

    def tag(self, token: Token, name: str) -> None:
        vocabulary = self._vocabulary
        if name in NAMES and token.kind in (markup.START, markup.END):
            self._names = max(0, self._names + (1 if token.kind == markup.START else -1))
        if name == "text":
            self._body = self._body or token.kind == markup.START
        if name in vocabulary.breaks and token.kind != markup.END:
            joined = name == "lb" and attributes(token).get("break") == "no"
            if not joined:
                self._pieces.append(Piece(token.start, token.end, vocabulary.breaks[name], literal=False, fixed=True))
        elif token.kind == markup.OTHER:
            if not self._silent(token):
                self._flush()
        elif name not in vocabulary.inline or (token.kind == markup.START and name in NAME_PARTS and self._previous in {(markup.END, p) for p in NAME_PARTS}):
            self._flush()
        self._previous = (token.kind, name)

    @staticmethod
    def _silent(token: Token) -> bool:
        """A comment may stand within a word; a CDATA section or a declaration ends the text."""
        return token.end - token.start >= 7 and not token.name

    def _flush(self) -> None:
        if any(p.text and not p.fixed and not p.text.isspace() for p in self._pieces):
            self._spans.append(Span(self._pieces, markup.escape, (tuple(self._named), self._body)))
        self._pieces, self._named = [], []

    def finish(self) -> list[Span]:
        self._flush()
        return self._spans


def _untranslated(token: Token) -> bool:
    """Whether an element says that its text is not to be changed: `translate="no"` (HTML, ITS 2.0) or the class `notranslate`."""
    if "translate" not in token.attributes:
        return False
    found = attributes(token)
    return found.get("translate", "").lower() == "no" or "notranslate" in found.get("class", "").split()


class XmlScanner(HtmlScanner):
    """XML in any vocabulary; in TEI, names can be tagged."""

    vocabulary = XML

    def __init__(self, name: str, options: Options, normalizer: Normalizer | None) -> None:
        super().__init__(name, options, normalizer)
        self._tagger = Tagger(normalizer) if options.tag_names and normalizer else None

    @staticmethod
    def declared(head: bytes) -> str:
        """The encoding of the XML declaration."""
        match = _DECLARATION.match(head)
        return match[1].decode("ascii") if match else ""

    def scan(self, text: str, last: bool) -> tuple[list[Span], int]:
        """All spans of the document."""
        if self._tagger and not _TEI.search(text):
            raise DocumentError(f"{self.name}: --tag-names is for TEI files, and this is none")
        return super().scan(text, last)

    def render(self, span: Span, result: Result) -> tuple[list[Change], list[Edit]]:
        """The edits; with `tag_names`, also the tags around names that stand in one piece and have none."""
        changes, made = super().render(span, result)
        named, body = span.place if isinstance(span.place, tuple) else ((), False)
        if self._tagger is None or not body:
            return changes, made
        for start, end, before, after in self._tagger.tags(result):
            left, right = span.to_source(start), span.to_source(end, end=True)
            if not any(s <= left < e for s, e in named) and _in_one(span, left, right):
                changes += [Change(left, left, before), Change(right, right, after)]
        return sorted(changes, key=_order), made


def _order(change: Change) -> tuple[int, int, int]:
    """At one place: the opening tag, then letters, then the closing tag."""
    return change.start, change.end, 2 if change.text.startswith("</") else 0 if change.text.startswith("<") else 1


def _in_one(span: Span, left: int, right: int) -> bool:
    """Whether no markup stands between two places of the source."""
    inside = [p for p in span.pieces if p.start < right and left < p.end]
    return all(p.end == q.start for p, q in pairwise(inside)) and not any(p.fixed for p in inside)
