"""typos: `[default.extend-identifiers]` of typos.toml, which looks at case. Single words only."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import msgspec

from translit.gazetteer.forms import Pair

TITLE = "typos.toml (single words)"

_identifier = re.compile(r"\w+").fullmatch


def fits(pair: Pair) -> bool:
    """Whether the spelling is one identifier to typos."""
    return bool(_identifier(pair.variant))


def write(pairs: Sequence[Pair], column: str) -> Iterator[str]:  # noqa: ARG001 - the signature of an exporter
    """Yield the table; strings are written as in JSON, which is what TOML's basic strings are."""
    yield "[default.extend-identifiers]\n"
    for pair in sorted(pairs, key=lambda p: p.variant):
        yield f"{_string(pair.variant)} = {_string(pair.canonical)}\n"


def _string(text: str) -> str:
    return msgspec.json.encode(text).decode()
