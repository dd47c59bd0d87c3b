"""`translit gazetteer fmt`: one form for all entries."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from translit.cli.gazetteer.files import PATH, put_back, source_of
from translit.gazetteer.load import read_text


@click.command(name="fmt", epilog="Example:  translit gazetteer fmt my-names.yaml")
@click.argument("paths", nargs=-1, required=True, type=PATH)
@click.option("--check", is_flag=True, help="Change nothing; exit 1 if a file isn't in the one form.")
def command(paths: tuple[Path, ...], check: bool) -> None:
    """Write gazetteers in the one form: keys in order, one a line, one blank line between entries. Comments and the order of entries stay."""
    odd = []
    for path in paths:
        source = source_of(path)
        source.tidy()
        changed = source.text() != _as_is(path) if check else put_back(path, source)
        if changed:
            odd.append(path)
            click.echo(f"{path}: {'not in the one form' if check else 'rewritten'}", err=True)
    sys.exit(1 if check and odd else 0)


def _as_is(path: Path) -> str:
    read_text(path)
    return path.read_bytes().decode("utf-8-sig")
