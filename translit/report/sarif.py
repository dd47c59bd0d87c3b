"""Findings as SARIF 2.1.0 (OASIS), which code scanners and editors read: with a fix for each spelling that would be changed."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any
from urllib.parse import quote

from translit.report.findings import Place

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
RULES = {
    "exact": "A known spelling of a name",
    "rule": "A spelling that a convention makes of a name",
    "fuzzy": "A spelling that is nearly one of a name",
    "ambiguous": "A spelling of more than one name, left alone",
}


def sarif(found: Iterable[Place], version: str) -> dict[str, Any]:
    """One run of translit as plain values.

    >>> node = sarif([Place("a b.txt", 1, 4, 1, 11, "Cherson", "Kherson", "exact", 99, "why", "kherson")], "1.0")
    >>> node["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    'a%20b.txt'
    """
    ids = list(RULES)
    return {
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "translit",
                        "version": version,
                        "rules": [{"id": f"translit/{rule}", "shortDescription": {"text": text}} for rule, text in RULES.items()],
                    }
                },
                "columnKind": "unicodeCodePoints",
                "results": [_result(place, ids) for place in found],
            }
        ],
    }


def _result(place: Place, ids: list[str]) -> dict[str, Any]:
    artifact = {"uri": _uri(place.path)}
    region = {"startLine": place.line, "startColumn": place.column, "endLine": place.end_line, "endColumn": place.end_column}
    node: dict[str, Any] = {
        "ruleId": f"translit/{place.rule}",
        "ruleIndex": ids.index(place.rule),
        "level": "warning" if place.after else "note",
        "message": {"text": place.message},
        "locations": [{"physicalLocation": {"artifactLocation": artifact, "region": region}}],
        "properties": {"entry": place.entry, "score": place.score},
    }
    if place.after:
        change = {"artifactLocation": artifact, "replacements": [{"deletedRegion": region, "insertedContent": {"text": place.after}}]}
        node["fixes"] = [{"description": {"text": f"Write {place.after}"}, "artifactChanges": [change]}]
    return node


def _uri(path: str) -> str:
    """A relative reference with `/`, or a file URI."""
    if path == "-":
        return "stdin"
    found = Path(path)
    return found.as_uri() if found.is_absolute() else quote(found.as_posix())
