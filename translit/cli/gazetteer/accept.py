"""`translit gazetteer accept`: a draft (from `discover` or `import`, gone through by a person) becomes part of a gazetteer."""

from __future__ import annotations

from pathlib import Path

import click

from translit.cli.gazetteer.files import PATH, put_back, save, source_of
from translit.gazetteer.load import entries_from, items_of_text, read_text
from translit.text import spelled


@click.command(name="accept", epilog="Example:  translit gazetteer accept my-names.yaml draft.yaml")
@click.argument("path", type=PATH)
@click.argument("draft", type=PATH)
@click.option("--only", multiple=True, metavar="ID", help="Only these entries of the draft (repeatable).")
def command(path: Path, draft: Path, only: tuple[str, ...]) -> None:
    """Take the entries of DRAFT into a gazetteer: new names at its end, more spellings into the entries that are there (by id or canonical form).

    What a gazetteer says of a name goes before the draft: a spelling in its `never` isn't taken. Comments and every other line stay as they are.
    """
    items = items_of_text(read_text(draft), draft.name)
    entries = entries_from(items, draft.name)
    if not path.exists():
        save(path, b"")
    source = source_of(path)
    by_name = {spelled(source.fields(i)["canonical"]): i for i in source.ids()}
    added = extended = 0
    for entry, item in zip(entries, items, strict=True):
        if only and entry.id not in only:
            continue
        there = entry.id if entry.id in source.ids() else by_name.get(spelled(entry.canonical))
        if there is None:
            source.append(item)
            by_name[spelled(entry.canonical)] = entry.id
            added += 1
            continue
        fields = source.fields(there)
        known = {spelled(n) for n in _names(fields, "never")} | {spelled(fields["canonical"])}
        forms = (entry.canonical, *entry.variants)
        new = source.extend(there, "variants", [f for f in forms if spelled(f) not in known])
        new += source.extend(there, "never", [f for f in entry.never if spelled(f) != spelled(fields["canonical"]) and f not in forms])
        extended += bool(new)
    put_back(path, source)
    click.echo(f"{path.name}: {added} added, {extended} given more spellings", err=True)


def _names(fields: dict[str, object], key: str) -> list[str]:
    value = fields.get(key) or []
    return [value] if isinstance(value, str) else [str(v) for v in value] if isinstance(value, list) else []
