"""Plain text: all of it is text. Read in pieces cut at line ends."""

from __future__ import annotations

from translit.documents.base import Scanner
from translit.documents.spans import Piece, Span

LONGEST_LINE = 1 << 20  # code points; a longer line is cut at a space


class PlainScanner(Scanner):
    """One span a piece."""

    def scan(self, text: str, last: bool) -> tuple[list[Span], int]:
        """The text up to its last line end."""
        used = len(text) if last else text.rfind("\n") + 1
        if not used and len(text) >= LONGEST_LINE:
            used = text.rfind(" ") + 1 or len(text)
        return ([Span([Piece(0, used, text[:used])])] if used else []), used
