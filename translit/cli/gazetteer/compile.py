"""`translit gazetteer compile`: a gazetteer in the form that loads without YAML."""

from __future__ import annotations

from pathlib import Path

import click

from translit.cli.gazetteer.files import PATH
from translit.gazetteer.load import read_gazetteer
from translit.gazetteer.store import save_entries


@click.command(name="compile", epilog="Example:  translit gazetteer compile my-names.yaml my-names.bin")
@click.argument("path", type=PATH)
@click.argument("target", type=PATH)
def command(path: Path, target: Path) -> None:
    """Write a gazetteer in compiled form, which loads without YAML."""
    entries = read_gazetteer(path)
    save_entries(entries, target)
    click.echo(f"{len(entries)} entries written to {target}", err=True)
