"""Vale: a substitution rule (YAML). Put the file into a style's folder; spellings are matched with their case."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from translit.gazetteer.forms import Pair
from translit.gazetteer.write import quoted

TITLE = "Vale substitution rule (YAML)"

# Vale reads keys as regular expressions (Go's).
_SPECIAL = re.compile(r"[\\.+*?()|\[\]{}^$]")


def fits(pair: Pair) -> bool:
    """Whether the canonical form can stand in a swap: `|` there separates several."""
    return "|" not in pair.canonical


def write(pairs: Sequence[Pair], column: str) -> Iterator[str]:  # noqa: ARG001 - the signature of an exporter
    """Yield the rule; longer spellings come first, so that they aren't hidden by shorter ones."""
    yield "extends: substitution\nmessage: \"Write '%s' instead of '%s'.\"\nlevel: warning\nignorecase: false\naction:\n  name: replace\nswap:\n"
    for pair in sorted(pairs, key=lambda p: (-len(p.variant), p)):
        yield f"  {quoted(_SPECIAL.sub(lambda m: chr(92) + m[0], pair.variant))}: {quoted(pair.canonical)}\n"
