"""`translit gazetteer diff`: what another version of a gazetteer would do differently."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import click

from translit.audit import difference
from translit.cli.files import parts_of
from translit.cli.gazetteer.files import PATH
from translit.documents.base import Options
from translit.documents.files import find_files
from translit.normalizer import Normalizer
from translit.result import Edit


@click.command(name="diff", epilog="Example:  translit gazetteer diff old.yaml new.yaml articles/")
@click.argument("old", type=PATH)
@click.argument("new", type=PATH)
@click.argument("paths", nargs=-1, type=PATH)
def command(old: Path, new: Path, paths: tuple[Path, ...]) -> None:
    """Compare two versions of a gazetteer: entries added, removed and changed, and which replacements differ in the texts under PATHS.

    Exit 1 if there is a difference.
    """
    found = difference(Normalizer.load(old), Normalizer.load(new), lambda normalizer: _edits(paths, normalizer))
    for sign, ids in (("+", found.added), ("-", found.removed), ("~", found.changed)):
        for entry in ids:
            click.echo(f"{sign} entry {entry}")
    rows = [(pair, "-", n) for pair, n in found.gone.items()] + [(pair, "+", n) for pair, n in found.new.items()]
    for (before, after), sign, n in sorted(rows, key=lambda r: (r[0], r[1] == "+")):
        click.echo(f"{sign} {before} → {after}   {n} ×")
    total = f"{len(found.added)} entries added, {len(found.removed)} removed, {len(found.changed)} changed"
    click.echo(total + (f"; {found.gone.total()} replacements gone, {found.new.total()} new" if paths else ""), err=True)
    sys.exit(1 if found else 0)


def _edits(paths: tuple[Path, ...], normalizer: Normalizer) -> Iterator[Edit]:
    options = Options()
    for path, _ in find_files(list(paths), options).files:
        for part in parts_of(path, normalizer, options):
            yield from part.result.edits
