"""A table: variant, canonical, id, kind, via. What `gazetteer import csv` reads."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence

from translit.gazetteer.forms import Pair

TITLE = "table variant,canonical,id,kind,via (RFC 4180)"


def fits(pair: Pair) -> bool:  # noqa: ARG001 - the signature of an exporter
    """Every pair fits."""
    return True


def write(pairs: Sequence[Pair], column: str) -> Iterator[str]:  # noqa: ARG001 - the signature of an exporter
    """Yield the rows."""
    for row in (("variant", "canonical", "id", "kind", "via"), *((p.variant, p.canonical, p.entry, p.kind, p.via) for p in pairs)):
        line = io.StringIO()
        csv.writer(line, lineterminator="\n").writerow(row)
        yield line.getvalue()
