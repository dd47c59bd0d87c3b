"""Linked Places: LPF (GeoJSON features with dated names, as one collection or one feature a line) and its table form, LP-TSV."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from translit.gazetteer.importers.geonames import kind
from translit.gazetteer.importing import Job, as_list, as_map, json_lines, json_whole, open_text, table
from translit.gazetteer.model import Entry

TITLE = "Linked Places (LPF, LP-TSV)"
SOURCE = "the contributor of the places (World Historical Gazetteer: https://whgazetteer.org)"
LICENCE = "that of the contributor: write it here"


def read(job: Job) -> Iterator[Entry | None]:
    """Yield an entry for each place."""
    for path in job.paths:
        with open_text(path) as stream:
            start = stream.read(2000).lstrip()
        if not start.startswith("{"):
            for _, row in table(job, path, ("id", "title")):
                yield _row(job, row)
        elif '"FeatureCollection"' in start or "\n" in start[: start.find(":") + 1]:
            for feature in as_list(as_map(json_whole(path)).get("features")):
                yield _feature(job, as_map(feature))
        else:
            for _, feature in json_lines(job, path):
                yield _feature(job, feature)


def _row(job: Job, row: Mapping[str, str]) -> Entry | None:
    names = [_split(v) for v in row.get("variants", "").split(";") if v.strip()]
    title, language = _split(row["title"])
    names.append((title, language))
    return _entry(job, row["id"], title, names, row.get("ccodes", "").split(";"), row.get("fclasses", "").split(";"))


def _split(name: str) -> tuple[str, str]:
    """`Херсон@uk` in two."""
    text, _, language = name.strip().partition("@")
    return text, language


def _feature(job: Job, feature: Mapping[str, Any]) -> Entry | None:
    properties = as_map(feature.get("properties"))
    names = [(str(as_map(n).get("toponym", "")), str(as_map(n).get("lang", ""))) for n in as_list(feature.get("names"))]
    names = [_split(name) if "@" in name else (name, language) for name, language in names]
    title = str(properties.get("title", "")) or next((n for n, _ in names), "")
    identifier = str(feature.get("@id") or feature.get("id") or "").rstrip("/").rsplit("/", 1)[-1]
    return _entry(job, identifier, title, names, as_list(properties.get("ccodes")), as_list(properties.get("fclasses")))


def _entry(job: Job, identifier: str, title: str, names: list[tuple[str, str]], countries: list[Any], classes: list[Any]) -> Entry | None:
    codes = [str(c).strip().upper() for c in countries if str(c).strip()]
    if job.choice.countries and not set(codes) & set(job.choice.countries):
        return None
    feature = next((str(c).strip() for c in classes if str(c).strip()), "")
    return job.entry(identifier, title, kind(feature, "") if feature else "place", names, country=codes[0] if len(codes) == 1 else "")
