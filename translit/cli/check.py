"""`translit check`: list what would change, and say so with the exit code."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from translit.cli.options import make_normalizer, normalizer_options
from translit.documents.plain import file_results, find_files, results
from translit.report.plain import Lines, edit_line, mention_line


@click.command(name="check", epilog="Example:  translit check docs/ || echo 'names to tidy'")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path, allow_dash=True))
@click.option("--all", "show_all", is_flag=True, help="Also list names that were left alone, with the reason.")
@normalizer_options
def command(paths: tuple[Path, ...], show_all: bool, **options: Any) -> None:
    """List every spelling in PATHS that `normalize` would change. Exit 1 if there is one."""
    normalizer = make_normalizer(**options)
    found = 0
    for root in paths:
        for path in [root] if str(root) == "-" else find_files(root):
            line = 1
            for result in results(sys.stdin.buffer, "<stdin>", normalizer) if str(path) == "-" else file_results(path, normalizer):
                lines = Lines(result.source, line)
                rows = [(edit.start, edit_line(str(path), lines.place(edit.start), edit)) for edit in result.edits]
                left = result.ambiguities + (result.held if show_all else ())
                rows += [(m.start, mention_line(str(path), lines.place(m.start), m)) for m in left]
                for _, row in sorted(rows):
                    click.echo(row)
                found += len(result.edits)
                line += result.source.count("\n")
    click.echo(f"{found} to change", err=True)
    sys.exit(1 if found else 0)
