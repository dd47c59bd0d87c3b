"""GeoNames: the dump (allCountries, cities15000, UA …) and, with `--alternates`, alternateNamesV2, which says the language of each name.

Columns after the readme of the dump. The main file is read once and streamed; the names of the second one are held for the chosen places only.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from translit.errors import DataError
from translit.gazetteer.importing import Job, lines
from translit.gazetteer.model import Entry

TITLE = "GeoNames dump"
SOURCE = "GeoNames, https://www.geonames.org"
LICENCE = "CC BY 4.0, https://creativecommons.org/licenses/by/4.0/ (name GeoNames as the source)"

COLUMNS = 19
# Codes in the language column of alternateNamesV2 that are no languages.
NOT_NAMES = frozenset(["post", "iata", "icao", "faac", "abbr", "link", "wkdt", "fr_1793", "tcid", "unlc", "phon", "piny"])


def read(job: Job) -> Iterator[Entry | None]:
    """Yield an entry for each chosen place."""
    alternates = _alternates(job, {r[0] for path in job.paths for r in _rows(job, path)}) if job.choice.alternates else None
    job.faults.clear()
    for path in job.paths:
        for row in _rows(job, path):
            number, name, ascii_name, others = row[0], row[1], row[2], row[3]
            names = [(n, "") for n in others.split(",") if n] if alternates is None else alternates.get(number, [])
            names = [*names, (ascii_name, "")]
            yield job.entry(f"geonames-{number}", name, kind(row[6], row[7]), names, country=row[8])


def kind(feature_class: str, code: str) -> str:
    """The kind of a GeoNames feature.

    >>> kind("P", "PPLC"), kind("A", "ADM1"), kind("A", "PCLI"), kind("H", "STM"), kind("T", "MT")
    ('city', 'region', 'country', 'river', 'place')
    """
    if feature_class == "P":
        return "city"
    if feature_class == "A":
        return "country" if code.startswith("PCL") else "region"
    return "river" if feature_class == "H" and code.startswith("STM") else "place"


def _rows(job: Job, path: Path) -> Iterator[list[str]]:
    choice = job.choice
    for number, line in lines(path):
        row = line.split("\t")
        if len(row) != COLUMNS:
            job.fault(path, number, f"{len(row)} columns, a GeoNames dump has {COLUMNS}")
            continue
        if choice.classes and row[6] not in choice.classes:
            continue
        if choice.countries and row[8] not in choice.countries:
            continue
        if not (row[14] or "0").isdecimal():
            job.fault(path, number, f"{row[14]!r} is no population")
            continue
        if row[6] == "P" and int(row[14] or 0) < choice.min_population:
            continue
        yield row


def _alternates(job: Job, chosen: set[str]) -> dict[str, list[tuple[str, str]]]:
    found: dict[str, list[tuple[str, str]]] = {}
    path = job.choice.alternates
    for number, line in lines(path) if path else ():
        row = line.split("\t")
        if len(row) < 4:
            job.fault(path or Path(), number, f"{len(row)} columns, alternateNamesV2 has 10")
        elif row[1] in chosen and row[2] not in NOT_NAMES:
            if len(row) > 7 and (row[6] == "1" or row[7] == "1"):
                job.left_out["colloquial and historic names"] += 1
            else:
                found.setdefault(row[1], []).append((row[3], row[2]))
    if job.faults:
        raise DataError(job.faults)
    return found
