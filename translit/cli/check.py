"""`translit check`: list what would change, and say so with the exit code."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

import click

from translit.cli.files import document_options, make_options, parts_of, run
from translit.cli.options import make_normalizer, normalizer_options
from translit.documents.base import Options
from translit.errors import DocumentError
from translit.normalizer import Normalizer
from translit.report.plain import result_lines


@click.command(name="check", epilog="Example:  translit check docs/ || echo 'names to tidy'")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path, allow_dash=True))
@click.option("--all", "show_all", is_flag=True, help="Also list names that were left alone, with the reason.")
@document_options()
@normalizer_options
def command(paths: tuple[Path, ...], show_all: bool, jobs: int, **options: Any) -> None:
    """List every spelling in PATHS that `normalize` would change. Exit 1 if there is one."""
    reading = make_options(options)
    counts, errors = run(paths, reading, _Check(make_normalizer(**options), reading, show_all), jobs=jobs)
    if counts or not errors:
        click.echo(f"{sum(counts)} to change", err=True)
    if errors:
        raise DocumentError("\n".join(errors))
    sys.exit(1 if any(counts) else 0)


@dataclass(frozen=True, slots=True)
class _Check:
    normalizer: Normalizer
    options: Options
    show_all: bool

    def __call__(self, path: Path, root: Path, out: IO[bytes]) -> int:  # noqa: ARG002 - the signature of work on files
        found = 0
        for part in parts_of(path, self.normalizer, self.options):
            for row in result_lines(part.label, part.result, part.first, held=self.show_all):
                out.write(row.encode("utf-8") + b"\n")
            found += len(part.result.edits)
        return found
