"""`translit gazetteer add`: a new name, or more spellings of one that is there."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from translit.cli.gazetteer.files import PATH, put_back, save, source_of
from translit.errors import UsageError
from translit.gazetteer.load import entries_from, slug
from translit.gazetteer.model import KINDS


@click.command(name="add", epilog='Example:  translit gazetteer add my-names.yaml Kherson --kind city --native uk=Херсон --never "Cherson, Iowa"')
@click.argument("path", type=PATH)
@click.argument("canonical")
@click.option("--id", "entry_id", default="", help="Id of the entry (default: made from the canonical form).")
@click.option("--kind", type=click.Choice(KINDS), help="What the name is of.")
@click.option("--country", default="", metavar="CODE", help="ISO code of the country.")
@click.option("--native", multiple=True, metavar="LANG=FORM", help="A form in its own script (repeatable).")
@click.option("--variant", "variants", multiple=True, help="A spelling that no rule gives (repeatable).")
@click.option("--never", multiple=True, help="A spelling that is something else (repeatable).")
@click.option("--note", default="", help="For people.")
def command(
    path: Path, canonical: str, entry_id: str, kind: str | None, country: str, native: tuple[str, ...], variants: tuple[str, ...], never: tuple[str, ...],
    note: str,
) -> None:  # fmt: skip
    """Put CANONICAL into a gazetteer, or more spellings into its entry if it is there. Comments and every other line stay as they are.

    A file that doesn't exist is begun.
    """
    forms: dict[str, list[str]] = {}
    for pair in native:
        code, equals, form = pair.partition("=")
        if not equals:
            raise UsageError(f"--native {pair!r}: write LANG=FORM, as in uk=Херсон")
        forms.setdefault(code, []).append(form)
    fields: dict[str, Any] = {"id": entry_id or slug(canonical), "canonical": canonical, "kind": kind, "country": country, "native": forms}
    fields |= {"variants": list(variants), "never": list(never), "note": note}
    fields = {key: value for key, value in fields.items() if value}
    entries_from([fields], "the new entry")
    if not path.exists():
        save(path, b"")
    source = source_of(path)
    if fields["id"] not in source.ids():
        source.append(fields)
        put_back(path, source)
        click.echo(f"{path.name}: {fields['id']} added", err=True)
        return
    old = source.fields(fields["id"])
    if old["canonical"] != canonical:
        raise UsageError(f"{path.name}: {fields['id']!r} is {old['canonical']!r} there: give another --id")
    put = [f"{key} {name}" for key in ("variants", "never") for name in source.extend(fields["id"], key, fields.get(key, ()))]
    merged = {code: [known] if isinstance(known, str) else list(known) for code, known in (old.get("native") or {}).items()}
    for code, names in forms.items():
        fresh = [n for n in names if n not in merged.get(code, [])]
        if fresh:
            merged.setdefault(code, []).extend(fresh)
            put += [f"native {code} {n}" for n in fresh]
    if any(p.startswith("native ") for p in put):
        source.put(fields["id"], "native", merged)
    for key in ("kind", "country", "note"):
        if fields.get(key) and not old.get(key):
            source.put(fields["id"], key, fields[key])
            put.append(f"{key} {fields[key]}")
        elif fields.get(key) and old[key] != fields[key]:
            raise UsageError(f"{path.name}: {fields['id']}: {key} is {old[key]!r} there: change it by hand")
    put_back(path, source)
    click.echo(f"{path.name}: {fields['id']}: " + (", ".join(put) + " added" if put else "nothing to add"), err=True)
