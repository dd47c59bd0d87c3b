"""`translit check`: list what would change, and say so with the exit code."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from translit import __version__
from translit.cli.options import make_normalizer, normalizer_options
from translit.documents.plain import file_results, find_files, results
from translit.report.findings import Place, by_name, places
from translit.report.formats import FORMATS, written
from translit.report.plain import Lines, edit_line, mention_line


@click.command(name="check", epilog="Example:  translit check docs/ || echo 'names to tidy'")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path, allow_dash=True))
@click.option("--all", "show_all", is_flag=True, help="Also list names that were left alone, with the reason.")
@click.option("--format", "form", type=click.Choice(FORMATS), default="text", show_default=True, help="Lines, JSON lines, SARIF 2.1.0, GitHub annotations.")
@click.option("--stats", is_flag=True, help="Count spellings by name instead of listing each place.")
@normalizer_options
def command(paths: tuple[Path, ...], show_all: bool, form: str, stats: bool, **options: Any) -> None:
    """List every spelling in PATHS that `normalize` would change. Exit 1 if there is one."""
    normalizer = make_normalizer(**options)
    found = 0
    collected: list[Place] = []
    for root in paths:
        for path in [root] if str(root) == "-" else find_files(root):
            line = 1
            for result in results(sys.stdin.buffer, "<stdin>", normalizer) if str(path) == "-" else file_results(path, normalizer):
                if stats or form != "text":
                    collected += places(str(path), result, line)
                    found += len(result.edits)
                    line += result.source.count("\n")
                    continue
                lines = Lines(result.source, line)
                rows = [(edit.start, edit_line(str(path), lines.place(edit.start), edit)) for edit in result.edits]
                left = result.ambiguities + (result.held if show_all else ())
                rows += [(m.start, mention_line(str(path), lines.place(m.start), m)) for m in left]
                for _, row in sorted(rows):
                    click.echo(row)
                found += len(result.edits)
                line += result.source.count("\n")
    for row in by_name(collected) if stats else written(form, collected, __version__) if form != "text" else ():
        click.echo(row)
    click.echo(click.style(f"{found} to change", fg="yellow" if found else "green"), err=True)
    sys.exit(1 if found else 0)
