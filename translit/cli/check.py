"""`translit check`: list what would change, and say so with the exit code."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

import click

from translit import __version__
from translit.cli.files import document_options, make_options, parts_of, run
from translit.cli.options import make_normalizer, normalizer_options
from translit.documents.base import Options
from translit.errors import DocumentError
from translit.normalizer import Normalizer
from translit.report.findings import Place, by_name, places
from translit.report.formats import FORMATS, written
from translit.report.plain import result_lines


@click.command(name="check", epilog="Example:  translit check docs/ || echo 'names to tidy'")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path, allow_dash=True))
@click.option("--all", "show_all", is_flag=True, help="Also list names that were left alone, with the reason.")
@click.option("--format", "form", type=click.Choice(FORMATS), default="text", show_default=True, help="Lines, JSON lines, SARIF 2.1.0, GitHub annotations.")
@click.option("--stats", is_flag=True, help="Count spellings by name instead of listing each place.")
@document_options()
@normalizer_options
def command(paths: tuple[Path, ...], show_all: bool, form: str, stats: bool, jobs: int, **options: Any) -> None:
    """List every spelling in PATHS that `normalize` would change. Exit 1 if there is one."""
    reading = make_options(options)
    work = _Check(make_normalizer(**options), reading, show_all, listing=form == "text" and not stats)
    done, errors = run(paths, reading, work, jobs=jobs)
    collected = [place for found in done for place in found.places]
    for row in by_name(collected) if stats else written(form, collected, __version__) if form != "text" else ():
        click.echo(row)
    count = sum(found.count for found in done)
    if done or not errors:
        click.echo(click.style(f"{count} to change", fg="yellow" if count else "green"), err=True)
    if errors:
        raise DocumentError("\n".join(errors))
    sys.exit(1 if count else 0)


@dataclass(frozen=True, slots=True)
class _Found:
    """What was found in one file; its places only where they aren't listed at once."""

    count: int
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class _Check:
    normalizer: Normalizer
    options: Options
    show_all: bool
    listing: bool

    def __call__(self, path: Path, root: Path, out: IO[bytes]) -> _Found:  # noqa: ARG002 - the signature of work on files
        count = 0
        kept: list[Place] = []
        for part in parts_of(path, self.normalizer, self.options):
            count += len(part.result.edits)
            if not self.listing:
                kept += places(part.label, part.result, part.first)
                continue
            for row in result_lines(part.label, part.result, part.first, held=self.show_all):
                out.write(row.encode("utf-8") + b"\n")
        return _Found(count, tuple(kept))
