"""Wikidata: lines of the JSON dump (one item a line, in a list or not). Labels and aliases; native names (P1559, P1705) tell the own language."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from translit.gazetteer.importing import Job, as_list, as_map, country_items, home_languages, json_lines
from translit.gazetteer.model import Entry

TITLE = "Wikidata items"
SOURCE = "Wikidata, https://www.wikidata.org"
LICENCE = "CC0 1.0"

HUMAN = "Q5"
# Instance of (P31) -> kind; an item with coordinates (P625) and none of these is a place.
KINDS = {
    "Q6256": "country", "Q3624078": "country", "Q515": "city", "Q1549591": "city", "Q532": "city", "Q486972": "city", "Q3957": "city", "Q5119": "city",
    "Q2514025": "city", "Q21672098": "city", "Q7930989": "city", "Q4022": "river", "Q3348196": "region", "Q10864048": "region", "Q13220204": "region",
    "Q82794": "region", "Q43229": "organization", "Q4830453": "organization", "Q7278": "organization", "Q3918": "organization", "Q163740": "organization",
}  # fmt: skip
NATIVE = ("P1559", "P1705")


def read(job: Job) -> Iterator[Entry | None]:
    """Yield an entry for each item with a label in the chosen language."""
    for path in job.paths:
        for _, item in json_lines(job, path):
            if item.get("type", "item") == "item":
                yield _entry(job, item)


def _entry(job: Job, item: Mapping[str, Any]) -> Entry | None:
    labels = {code: _value(node) for code, node in as_map(item.get("labels")).items()}
    canonical = labels.get(job.choice.label) or labels.get("mul") or ""
    claims = as_map(item.get("claims"))
    kinds = _items(claims, "P31")
    kind = "person" if HUMAN in kinds else next((KINDS[q] for q in kinds if q in KINDS), "place" if "P625" in claims else "other")
    country = next((country_items()[q] for p in ("P17", "P27") for q in _items(claims, p) if q in country_items()), "")
    if job.choice.countries and country not in job.choice.countries:
        return None
    own = [(v["text"], v.get("language", "")) for p in NATIVE for v in _values(claims, p) if isinstance(v, dict) and "text" in v]
    names = [*own, *((text, code) for code, text in labels.items())]
    names += [(_value(a), code) for code, aliases in as_map(item.get("aliases")).items() for a in as_list(aliases)]
    home = {code for _, code in own} | set(home_languages().get(country, ()))
    return job.entry(str(item.get("id", "")), canonical, kind, names, country=country, home=home)


def _value(node: Any) -> str:
    return str(node.get("value", "")) if isinstance(node, dict) else str(node or "")


def _values(claims: Mapping[str, Any], prop: str) -> list[Any]:
    rows = [
        as_map(as_map(as_map(c).get("mainsnak")).get("datavalue")).get("value")
        for c in as_list(claims.get(prop))
        if as_map(c).get("rank") != "deprecated"
    ]
    return [r for r in rows if r is not None]


def _items(claims: Mapping[str, Any], prop: str) -> list[str]:
    return [str(v.get("id", "")) for v in _values(claims, prop) if isinstance(v, dict)]
