"""`translit gazetteer show`: one entry, and the spellings that lead to it."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from translit.cli.gazetteer.files import PATH, entries_of
from translit.errors import UsageError, did_you_mean
from translit.gazetteer.forms import derived
from translit.gazetteer.lint import dangers
from translit.gazetteer.write import block, plain
from translit.text import fold


@click.command(name="show", epilog="Example:  translit gazetteer show kherson")
@click.argument("name")
@click.option("-g", "--gazetteer", type=PATH, help="Gazetteer to look into instead of the shipped one.")
def command(name: str, gazetteer: Path | None) -> None:
    """Show the entry with the id or a listed spelling NAME, and the spellings that schemes and conventions make of it."""
    entries = entries_of(gazetteer)
    found = [e for e in entries if e.id == name] or [
        e for e in entries if fold(name) in map(fold, (e.canonical, *e.variants, *sum(e.native.values(), ())))
    ]
    if not found:
        raise UsageError(f"no entry {name!r}{did_you_mean(name, [e.id for e in entries])}")
    scores = dangers(entries)
    for entry in found:
        click.echo("\n".join(block(plain(entry))))
        rows: dict[str, list[str]] = {}
        for form, (rule_set, native) in derived(entry).items():
            rows.setdefault(native, []).append(f"{form} ({rule_set})")
        for native, forms in rows.items():
            click.echo(f"# from {native}: {', '.join(forms)}")
        danger = scores[entry.id]
        click.echo(f"# danger {danger.score}{': ' + '; '.join(danger.reasons) if danger.reasons else ''}")
    sys.exit(0)
