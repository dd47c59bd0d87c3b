"""`translit discover`: which spellings in a corpus are one name."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click
import msgspec

from translit.cli.files import STDIN, make_options, reading_options
from translit.cli.options import decided, decisions_option, obeyed
from translit.clusters.find import FREQUENT, find
from translit.clusters.model import Discovery
from translit.decisions import FILE, apply, pairs
from translit.documents.base import Options
from translit.documents.corpus import corpus_of
from translit.documents.files import find_files
from translit.errors import DocumentError, UsageError
from translit.normalizer import Normalizer
from translit.report.discovery import DRAFT, as_csv, as_json, count, draft, summary


@click.command(name="discover", epilog="Example:  translit discover notes/ > draft.yaml && translit normalize -g draft.yaml notes/")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path, allow_dash=True))
@click.option("-g", "--gazetteer", "gazetteers", multiple=True, type=click.Path(path_type=Path), help="Find what this gazetteer lacks (repeatable).")
@click.option("--style", default=FREQUENT, show_default=True, help="Spelling to suggest: the best-evidenced one, or the one of a language (de).")
@click.option("--json", "json_", is_flag=True, help="All that was found as JSON.")
@click.option("--csv", "csv_", is_flag=True, help="One row a spelling.")
@click.option("-q", "--quiet", is_flag=True, help="No list on standard error.")
@reading_options
@decisions_option
def command(paths: tuple[Path, ...], json_: bool, csv_: bool, quiet: bool, **options: Any) -> None:
    """Find the spellings in PATHS that are one name, without any gazetteer. A draft gazetteer goes to standard output, a list to standard error."""
    if json_ and csv_:
        raise UsageError("choose one of --json and --csv")
    reading = make_options(options)
    found = discovery(paths, reading, quiet=quiet, **options)
    if json_:
        click.echo(msgspec.json.format(msgspec.json.encode(as_json(found)), indent=1).decode())
    elif csv_:
        click.echo(as_csv(found), nl=False)
    else:
        for line in draft(found):
            click.echo(line)
    if not quiet:
        for line in summary(found):
            click.echo(line, err=True)
        click.echo(
            f"{count(len(found.clusters), 'cluster')} in {count(found.documents, 'document')}, {count(len(found.apart), 'near pair')} kept apart",
            err=True,
        )


def discovery(
    paths: tuple[Path, ...],
    reading: Options,
    *,
    gazetteers: tuple[Path, ...],
    style: str,
    decisions: Path | None,
    quiet: bool = False,
    output: Path | None = None,
) -> Discovery:
    """Run discovery over files as these options ask, past decisions obeyed."""
    typed = _standard_input() if STDIN in paths else None
    judgements = obeyed(decided(decisions, paths), paths)
    normalizer = Normalizer.load(gazetteers) if gazetteers else None
    if normalizer is not None and judgements:
        normalizer = Normalizer(apply(normalizer.entries, judgements), normalizer.policy)
    same, different = pairs(judgements)
    corpus = corpus_of(documents_of(paths, reading, quiet=quiet, output=output), reading, typed)
    return find(corpus, normalizer=normalizer, style=style, same=same, different=different)


def _standard_input() -> str:
    data = sys.stdin.buffer.read()
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise DocumentError(f"<stdin>: not UTF-8 at byte {error.start}: convert it first, for example with iconv") from error


def documents_of(paths: tuple[Path, ...], reading: Options, *, quiet: bool = False, output: Path | None = None) -> list[Path]:
    """The files that the paths stand for, without files of decisions, drafts and an earlier output; what else is passed over is said on standard error."""
    found = find_files([p for p in paths if p != STDIN], reading)
    if not quiet:
        for note in found.notes():
            click.echo(note, err=True)
    return [path for path, _ in found.files if path.name != FILE and not _is_draft(path) and (output is None or path.resolve() != output.resolve())]


def _is_draft(path: Path) -> bool:
    """Whether a file is a gazetteer that `discover` wrote."""
    if path.suffix not in (".yaml", ".yml"):
        return False
    with path.open("rb") as file:
        return file.read(len(DRAFT)) == DRAFT.encode()
