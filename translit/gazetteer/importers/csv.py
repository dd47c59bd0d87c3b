"""A table `variant,canonical` (comma, semicolon or tab), with more columns where there are any: id, kind, country, language, never, note."""

from __future__ import annotations

from collections.abc import Iterator

from translit.errors import did_you_mean
from translit.gazetteer.importing import Job, base_code, clean, table
from translit.gazetteer.load import slug
from translit.gazetteer.model import KINDS, Entry
from translit.text import script_of

TITLE = "a table of variants"
SOURCE = "your own"
LICENCE = "your own"


def read(job: Job) -> Iterator[Entry | None]:
    """Yield an entry for each id, or each canonical form where there is no id. Nothing listed is left out: a table is taken at its word."""
    rows: dict[str, dict[str, dict[str, None]]] = {}
    facts: dict[str, dict[str, str]] = {}
    for path in job.paths:
        for number, row in table(job, path, ("variant", "canonical")):
            canonical, variant = clean(row["canonical"]), clean(row["variant"])
            if not canonical:
                job.fault(path, number, "no canonical form")
                continue
            kind = row.get("kind", "") or "other"
            if kind not in KINDS:
                job.fault(path, number, f"unknown kind {kind!r}{did_you_mean(kind, KINDS)}")
                continue
            entry_id = clean(row.get("id", "")) or slug(canonical)
            known = facts.setdefault(
                entry_id, {"canonical": canonical, "kind": kind, "country": row.get("country", ""), "note": clean(row.get("note", ""))}
            )
            if known["canonical"] != canonical:
                job.fault(path, number, f"id {entry_id!r} has another canonical form above, {known['canonical']!r}")
                continue
            names = rows.setdefault(entry_id, {})
            if variant and variant != canonical:
                language = base_code(row.get("language", ""))
                where = language if language and script_of(variant) not in ("Latn", "Zyyy") else "variants"
                names.setdefault(where, {})[variant] = None
            if never := clean(row.get("never", "")):
                names.setdefault("never", {})[never] = None
    for entry_id, known in facts.items():
        names = rows.get(entry_id, {})
        native = {code: tuple(forms) for code, forms in names.items() if code not in ("variants", "never")}
        yield Entry(
            entry_id,
            known["canonical"],
            known["kind"],
            native,
            tuple(names.get("variants", ())),
            tuple(names.get("never", ())),
            {},
            known["note"],
            known["country"],
        )
