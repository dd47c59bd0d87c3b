"""`translit report`: a page that shows an editor what would change, and why."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from translit.cli.discover import documents_of
from translit.cli.files import STDIN, make_options, parts_of, reading_options
from translit.cli.options import make_normalizer, normalizer_options
from translit.documents.whole import write_whole
from translit.report.discovery import count
from translit.report.editor import Report


@click.command(name="report", epilog="Example:  translit report -o report.html notes/")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path, allow_dash=True))
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="File to write the page to [default: standard output].")
@click.option("--title", default="Names in order", show_default=True, help="Heading of the page.")
@click.option(
    "--date-field", default="", help="Line `NAME: YYYY-MM-DD` near the top of a document that holds its date [default: the date in the file name]."
)
@reading_options
@normalizer_options
def command(paths: tuple[Path, ...], output: Path | None, title: str, date_field: str, **options: Any) -> None:
    """Write one self-contained HTML page about the names in PATHS: every change with its reason, what was left alone, the text itself, and plots. No file changes."""
    reading = make_options(options)
    normalizer = make_normalizer(**options)
    report = Report(date_field)
    for path in [*(p for p in paths if p == STDIN), *documents_of(paths, reading, output=output)]:
        for part in parts_of(path, normalizer, reading):
            report.add("<stdin>" if path == STDIN else str(path), part.result)
    page = report.page(title)
    if output is None:
        click.echo(page, nl=False)
        return
    write_whole(output, page)
    edits = sum(name.spellings.total() for name in report.names.values())
    click.echo(f"{output}: {count(edits, 'change')}, {count(len(report.names), 'name')}, {count(len(report.dates), 'document')}", err=True)
