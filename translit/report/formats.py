"""The formats that findings can be written in, by name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import msgspec

from translit.report.findings import Place
from translit.report.github import annotation
from translit.report.sarif import sarif

FORMATS = ("text", "json", "sarif", "github")


def written(form: str, found: Sequence[Place], version: str) -> Iterator[str]:
    """The lines of `json` (one finding a line), `sarif` (one document) or `github` (one annotation a line).

    >>> list(written("github", [], "1.0"))
    []
    """
    if form == "sarif":
        yield msgspec.json.format(msgspec.json.encode(sarif(found, version)), indent=2).decode()
    else:
        yield from _lines(form, found)


def _lines(form: str, found: Iterable[Place]) -> Iterator[str]:
    for place in found:
        yield msgspec.json.encode(place).decode() if form == "json" else annotation(place)
