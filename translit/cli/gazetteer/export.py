"""`translit gazetteer export`: the replacements for tools that know no rules."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from translit.cli.gazetteer.files import PATH, entries_of, save
from translit.gazetteer.exporting import export, exporter, exporter_names
from translit.gazetteer.forms import pairs


class _Formats(click.Command):
    """Lists the formats with their titles under the help."""

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Formats"):
            formatter.write_dl([(name, exporter(name).TITLE) for name in exporter_names()])
        super().format_epilog(ctx, formatter)


@click.command(name="export", cls=_Formats, epilog="Example:  translit gazetteer export vale my-names.yaml -o styles/Names/Names.yml")
@click.argument("form", metavar="FORMAT", type=click.Choice(exporter_names()))
@click.argument("path", required=False, type=PATH)
@click.option("-o", "--output", type=PATH, help="File to write instead of standard output.")
@click.option("--listed", is_flag=True, help="Only the spellings that stand in the gazetteer, none that rules derive.")
@click.option("--column", default="name", show_default=True, help="Column that OpenRefine's operations are for.")
def command(form: str, path: Path | None, output: Path | None, listed: bool, column: str) -> None:
    """Write the replacements of a gazetteer (default: the shipped one) in FORMAT.

    Left out is what such a tool can't judge: spellings of two names, ordinary words, `never`, very short ones.
    """
    rows = pairs(entries_of(path), with_derived=not listed)
    text, left = export(form, rows, column)
    whole = "".join(text)
    if output is None:
        sys.stdout.buffer.write(whole.encode("utf-8"))
    else:
        save(output, whole.encode("utf-8"))
    click.echo(f"{len(rows) - left} spellings written" + (f", {left} that {form} can't hold left out" if left else ""), err=True)
