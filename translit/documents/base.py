"""What every format has in common: the options, what is handed to reports, and the scanner of a text format."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

from translit.documents.spans import Change, Span, span_changes
from translit.normalizer import Normalizer
from translit.result import Edit, Result


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """How files are to be read."""

    format: str = ""
    """Name of a format; empty: by the file's name."""
    encoding: str = ""
    """A codec's name, or `auto`; empty: what the file says, else UTF-8."""
    columns: tuple[str, ...] = ()
    """Columns of a table, by name or by number from 1; empty: all of them."""
    out_columns: tuple[str, ...] = ()
    """Names of columns to add beside `columns`, which then stay as they are."""
    fields: tuple[str, ...] = ()
    """Dotted paths of JSON fields; empty: all values that are strings."""
    tag_names: bool = False
    """Wrap the names of a TEI file in `persName`, `placeName` and the like."""


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a document with what came of it.

    Of a text format the result's source is the file's own text; of any other, the text of one member, a line for each paragraph, cell or row.
    """

    label: str
    """The file's path, and after `!` the member, column or page where it has such."""
    first: int
    """The number of the result's first line."""
    result: Result


class Scanner:
    """Finds the spans of a text format, a buffer at a time. Made once a document; state that changes must be replaced, not changed in place."""

    whole: ClassVar[bool] = False
    """Whether the document has to be seen at once."""
    reference: Callable[[str], str] | None = None
    """How the format writes a character that the encoding can't hold."""

    def __init__(self, name: str, options: Options, normalizer: Normalizer | None) -> None:
        self.name = name
        self.options = options
        self.normalizer = normalizer
        self.line = 1
        """The number of the buffer's first line."""

    @staticmethod
    def declared(head: bytes) -> str:  # noqa: ARG004 - most formats declare nothing
        """The encoding that the first bytes of a file declare, or an empty string."""
        return ""

    def scan(self, text: str, last: bool) -> tuple[list[Span], int]:
        """The spans of as much of `text` as can be judged without what follows it, and how much that is. Raises `DocumentError`."""
        raise NotImplementedError

    def render(self, span: Span, result: Result) -> tuple[list[Change], list[Edit]]:
        """The changes of the source that a result means, and the edits that could be made."""
        return span_changes(span, result.edits)

    def finish(self) -> None:
        """Called after the last buffer. Raises `DocumentError` where the document lacks what was asked for."""
