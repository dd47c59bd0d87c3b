"""Results of a SPARQL query (JSON or CSV), as Wikidata's query service gives them: an item, its label, its other labels.

Columns are known by name: `item` (or the first), `…Label`, `…AltLabel` or `alias`, `native…`; `lang` gives the language in CSV, JSON carries it itself.
Other labels may come one a row or separated by commas, as the label service joins them.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from translit.errors import DataError, Fault
from translit.gazetteer.importing import Job, as_list, as_map, json_whole, table
from translit.gazetteer.model import KINDS, Entry

TITLE = "SPARQL results"
SOURCE = "the queried endpoint (Wikidata: https://query.wikidata.org)"
LICENCE = "that of the endpoint (Wikidata: CC0 1.0)"

ITEMS = ("item", "entity", "place", "person", "s", "subject", "concept", "id")


def read(job: Job) -> Iterator[Entry | None]:
    """Yield an entry for each item; the rows of one needn't be together, so they are held."""
    found: dict[str, dict[str, list[tuple[str, str]]]] = {}
    kinds: dict[str, str] = {}
    for path in job.paths:
        for row in _csv(job, path) if path.name.lower().removesuffix(".gz").endswith((".csv", ".tsv")) else _json(path):
            column = next((c for c in ITEMS if c in row), next(iter(row), ""))
            item = row.get(column, ("", ""))[0].rsplit("/", 1)[-1]
            if not item:
                continue
            names = found.setdefault(item, {"label": [], "alias": []})
            if row.get("kind", ("", ""))[0] in KINDS:
                kinds[item] = row["kind"][0]
            for name, (value, language) in row.items():
                lowered = name.lower()
                if not value or name == column:
                    continue
                if "altlabel" in lowered or "alias" in lowered or lowered.startswith("native"):
                    names["alias"] += [(v.strip(), language) for v in value.split(", ")] if "altlabel" in lowered else [(value, language)]
                elif lowered == "label" or lowered == f"{column.lower()}label" or lowered == "name":
                    names["label"].append((value, language))
    for item, names in found.items():
        canonical = next((n for n, code in names["label"] if code in (job.choice.label, "")), "")
        yield job.entry(item, canonical, kinds.get(item, "other"), [*names["label"], *names["alias"]])


def _json(path: Path) -> Iterator[dict[str, tuple[str, str]]]:
    node = json_whole(path)
    rows = as_map(as_map(node).get("results")).get("bindings")
    if rows is None and isinstance(node, list):  # the plainer JSON that the query page downloads
        yield from ({k: (str(v), "") for k, v in as_map(row).items()} for row in node)
        return
    if rows is None:
        raise DataError([Fault(path.name, 0, "", "no results.bindings: is this a SPARQL result?")])
    for row in as_list(rows):
        yield {k: (str(as_map(v).get("value", "")), str(as_map(v).get("xml:lang", ""))) for k, v in as_map(row).items()}


def _csv(job: Job, path: Path) -> Iterator[dict[str, tuple[str, str]]]:
    for _, row in table(job, path, ()):
        language = row.get("lang", "")
        yield {k: (v, language if k != "lang" else "") for k, v in row.items()}
