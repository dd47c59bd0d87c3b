"""cSpell: a settings file with `flagWords` (`wrong->right`) and the canonical forms as known `words`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import msgspec

from translit.gazetteer.forms import Pair

TITLE = "cSpell settings (JSON, single words)"

_word = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*").fullmatch


def fits(pair: Pair) -> bool:
    """Whether the spelling is one word to cSpell."""
    return bool(_word(pair.variant))


def write(pairs: Sequence[Pair], column: str) -> Iterator[str]:  # noqa: ARG001 - the signature of an exporter
    """Yield the settings."""
    words = sorted({word for p in pairs for word in p.canonical.replace("-", " ").split() if _word(word)})
    flags = [f"{p.variant}->{p.canonical}" for p in sorted(pairs, key=lambda p: p.variant)]
    node = {
        "$schema": "https://raw.githubusercontent.com/streetsidesoftware/cspell/main/cspell.schema.json",
        "version": "0.2",
        "words": words,
        "flagWords": flags,
    }
    yield msgspec.json.format(msgspec.json.encode(node), indent=2).decode() + "\n"
