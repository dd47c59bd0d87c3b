"""`translit gazetteer test`: the `expect` pairs of a gazetteer, run."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from translit.audit import failing
from translit.cli.gazetteer.files import PATH
from translit.gazetteer.load import entries_from, expectations, items_of_text, read_text
from translit.normalizer import Normalizer


@click.command(name="test", epilog="Example:  translit gazetteer test my-names.yaml")
@click.argument("paths", nargs=-1, required=True, type=PATH)
def command(paths: tuple[Path, ...]) -> None:
    """Run the `expect` pairs inside gazetteers: each text must become what stands beside it. Exit 1 if one doesn't."""
    failed = total = 0
    for path in paths:
        items = items_of_text(read_text(path), path.name)
        wanted = expectations(items) if entries_from(items, path.name) else []
        total += len(wanted)
        for failure in failing(Normalizer(entries_from(items, path.name)), wanted):
            e = failure.expectation
            failed += 1
            click.echo(f"{path}:{e.line}: {e.entry}: expected {e.given!r} to become {e.wanted!r}, not {failure.written!r}")
    click.echo(f"{total - failed} of {total} expectations hold", err=True)
    sys.exit(1 if failed else 0)
