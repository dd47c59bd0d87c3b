"""OpenRefine: operations to paste under Undo/Redo → Apply. One mass edit of one column."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from translit.gazetteer.forms import Pair

TITLE = "OpenRefine operations (JSON)"


def fits(pair: Pair) -> bool:  # noqa: ARG001 - the signature of an exporter
    """Every pair fits: cells are compared whole."""
    return True


def write(pairs: Sequence[Pair], column: str) -> Iterator[str]:
    """Yield the operations."""
    found: dict[str, list[str]] = {}
    for pair in pairs:
        found.setdefault(pair.canonical, []).append(pair.variant)
    edits = [{"from": variants, "fromBlank": False, "fromError": False, "to": canonical} for canonical, variants in found.items()]
    node = [
        {
            "op": "core/mass-edit",
            "engineConfig": {"facets": [], "mode": "row-based"},
            "columnName": column,
            "expression": "value",
            "edits": edits,
            "description": f"Names in one form in column {column}",
        }
    ]
    yield msgspec.json.format(msgspec.json.encode(node), indent=2).decode() + "\n"
