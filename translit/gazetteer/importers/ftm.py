"""FollowTheMoney entities, one JSON object a line, as OpenSanctions publishes them: persons and organizations with their other names."""

from __future__ import annotations

from collections.abc import Iterator

from translit.gazetteer.importing import Job, as_list, as_map, json_lines
from translit.gazetteer.model import Entry
from translit.text import script_of

TITLE = "FollowTheMoney entities"
SOURCE = "the publisher of the entities (OpenSanctions: https://www.opensanctions.org)"
LICENCE = "that of the publisher (OpenSanctions: CC BY-NC 4.0, not for business use without a licence)"

KINDS = {
    "Person": "person", "Company": "organization", "Organization": "organization", "PublicBody": "organization", "LegalEntity": "organization",
    "Vessel": "other", "Airplane": "other",
}  # fmt: skip


def read(job: Job) -> Iterator[Entry | None]:
    """Yield an entry for each named person, organization or vessel."""
    for path in job.paths:
        for _, item in json_lines(job, path):
            kind = KINDS.get(str(item.get("schema", "")))
            if kind is None:
                job.left_out["other schemata"] += 1
                continue
            properties = as_map(item.get("properties"))
            countries = [str(c).upper() for key in ("nationality", "citizenship", "country", "jurisdiction") for c in as_list(properties.get(key))]
            country = countries[0] if countries else ""
            if job.choice.countries and not set(countries) & set(job.choice.countries):
                continue
            names = [str(n) for key in ("name", "alias", "previousName") for n in as_list(properties.get(key))]
            weak = [str(n) for n in as_list(properties.get("weakAlias"))]
            if job.choice.weak:
                names += weak
            elif weak:
                job.left_out["weak aliases"] += len(weak)
            caption = str(item.get("caption", ""))
            canonical = caption or next((n for n in names if script_of(n) == "Latn"), names[0] if names else "")
            yield job.entry(str(item.get("id", "")), canonical, kind, [(n, "") for n in names], country=country if len(country) == 2 else "")
