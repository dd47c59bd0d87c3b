"""JRC-Names: persons and organizations with the spellings that newspapers of many languages used. Lines of id, type, language and name, tabs between.

The first name of an id is its main one; `+` stands for a space. Columns after the description that comes with the resource.
"""

from __future__ import annotations

from collections.abc import Iterator

from translit.gazetteer.importing import Job, lines
from translit.gazetteer.model import Entry

TITLE = "JRC-Names"
SOURCE = "JRC-Names, European Commission, Joint Research Centre"
LICENCE = "JRC-Names conditions of use: free with acknowledgement of the source"

KINDS = {"P": "person", "O": "organization", "T": "other", "E": "other", "U": "other"}


def read(job: Job) -> Iterator[Entry | None]:
    """Yield an entry for each id; its lines must stand together, as they do in the file."""
    for path in job.paths:
        current: tuple[str, str] = ("", "")
        names: list[tuple[str, str]] = []
        for number, line in lines(path):
            if not line or line.startswith("#"):
                continue
            row = line.split("\t")
            if len(row) < 4:
                job.fault(path, number, f"{len(row)} columns, JRC-Names has id, type, language and name")
                continue
            if (row[0], row[1]) != current:
                if names:
                    yield _entry(job, current, names)
                current, names = (row[0], row[1]), []
            names.append((row[3].replace("+", " "), "" if row[2] == "u" else row[2]))
        if names:
            yield _entry(job, current, names)


def _entry(job: Job, key: tuple[str, str], names: list[tuple[str, str]]) -> Entry | None:
    return job.entry(f"jrc-{key[0]}", names[0][0], KINDS.get(key[1], "other"), names)
