"""codespell: a dictionary `wrong->right` for `codespell -D`. Words only: codespell knows no phrases, and takes capitals from the text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from translit.gazetteer.forms import Pair

TITLE = "codespell dictionary (single words)"

_word = re.compile(r"[\w\-'’]+").fullmatch  # what codespell takes for a word


def fits(pair: Pair) -> bool:
    """Whether both are single words, and the right one is rightly written with one capital at its beginning."""
    return bool(_word(pair.variant) and _word(pair.canonical)) and pair.canonical == pair.canonical.capitalize()


def write(pairs: Sequence[Pair], column: str) -> Iterator[str]:  # noqa: ARG001 - the signature of an exporter
    """Yield the lines, in small letters on the left; where two spellings differ by case alone, the first."""
    rows: dict[str, str] = {}
    for pair in pairs:
        rows.setdefault(pair.variant.lower(), pair.canonical)
    yield from (f"{wrong}->{right}\n" for wrong, right in sorted(rows.items()) if wrong != right.lower())
