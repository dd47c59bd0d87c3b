"""`translit gazetteer compile`: a gazetteer in the form that loads without YAML."""

from __future__ import annotations

from pathlib import Path

import click

from translit.cli.gazetteer.files import PATH
from translit.normalizer import Normalizer


@click.command(name="compile", epilog="Example:  translit gazetteer compile my-names.yaml my-names.bin")
@click.argument("path", type=PATH)
@click.argument("target", type=PATH)
def command(path: Path, target: Path) -> None:
    """Write a gazetteer with its index in compiled form, which loads without YAML and is mapped."""
    normalizer = Normalizer.load(path)
    normalizer.save(target)
    click.echo(f"{len(normalizer.entries)} entries written to {target}", err=True)
