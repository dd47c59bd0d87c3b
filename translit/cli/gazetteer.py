"""`translit gazetteer`: look after a gazetteer."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from translit.gazetteer.lint import lint
from translit.gazetteer.load import read_gazetteer
from translit.gazetteer.store import save_entries
from translit.normalizer import default_gazetteer


@click.group(name="gazetteer", epilog="Example:  translit gazetteer lint my-names.yaml")
def command() -> None:
    """Look after a gazetteer: check it, compile it."""


@command.command(name="lint", epilog="Example:  translit gazetteer lint my-names.yaml")
@click.argument("path", required=False, type=click.Path(path_type=Path))
def lint_command(path: Path | None) -> None:
    """Check a gazetteer (default: the shipped one): shared spellings, ordinary words, names too short, variants a rule gives anyway."""
    findings = lint(read_gazetteer(path or default_gazetteer()), (path or default_gazetteer()).name)
    for finding in findings:
        click.echo(str(finding))
    click.echo(f"{len(findings)} finding{'s' * (len(findings) != 1)}", err=True)
    sys.exit(1 if findings else 0)


@command.command(name="compile", epilog="Example:  translit gazetteer compile my-names.yaml my-names.bin")
@click.argument("path", type=click.Path(path_type=Path))
@click.argument("target", type=click.Path(path_type=Path))
def compile_command(path: Path, target: Path) -> None:
    """Write a gazetteer in compiled form, which loads without YAML."""
    entries = read_gazetteer(path)
    save_entries(entries, target)
    click.echo(f"{len(entries)} entries written to {target}", err=True)
