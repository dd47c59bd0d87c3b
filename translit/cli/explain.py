"""`translit explain`: why a spelling is taken for a name, or why it isn't."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from translit.cli.options import make_normalizer, normalizer_options
from translit.documents.plain import file_results, find_files
from translit.errors import DocumentError
from translit.normalizer import Normalizer
from translit.report.plain import Lines, edit_line, mention_line
from translit.report.words import LANGUAGES, held_back, reason
from translit.result import Edit, habit_shares
from translit.rules.read import PLAIN, default_reader
from translit.text import script_of

READINGS_SHOWN = 6
CONVENTIONS_SHOWN = 3


@click.command(name="explain", epilog="Example:  translit explain Mylowe    or    translit explain article.txt")
@click.argument("target", metavar="NAME|FILE")
@click.option("--conventions", is_flag=True, help="Say whose spelling habits the names of a file follow.")
@normalizer_options
def command(target: str, conventions: bool, **options: Any) -> None:
    """Explain one spelling, or every decision in a file (a target that exists as a path is a file)."""
    normalizer = make_normalizer(**options)
    if Path(target).exists():
        for path in find_files(Path(target)):
            if conventions:
                _conventions(path, normalizer)
            else:
                _file(path, normalizer)
    elif conventions:
        raise DocumentError(f"{target}: no such file or folder")
    else:
        _name(target, normalizer)


def _file(path: Path, normalizer: Normalizer) -> None:
    line = 1
    for result in file_results(path, normalizer):
        lines = Lines(result.source, line)
        rows = [(e.start, edit_line(str(path), lines.place(e.start), e)) for e in result.edits]
        rows += [(m.start, mention_line(str(path), lines.place(m.start), m)) for m in (*result.ambiguities, *result.held)]
        for _, row in sorted(rows):
            click.echo(row)
        line += result.source.count("\n")


def _conventions(path: Path, normalizer: Normalizer) -> None:
    edits: list[Edit] = []
    for result in file_results(path, normalizer):
        edits += result.edits
    shares = habit_shares(edits)
    if not shares:
        click.echo(f"{path}: no names that tell")
    for share in shares[:CONVENTIONS_SHOWN]:
        but = f" (not {', '.join(share.others[:CONVENTIONS_SHOWN])}{' …' if len(share.others) > CONVENTIONS_SHOWN else ''})" if share.others else ""
        click.echo(f"{path}: {share.names} of {share.total} names follow {LANGUAGES.get(share.language, share.language)} spelling{but}")


def _name(name: str, normalizer: Normalizer) -> None:
    decision = normalizer.resolve(name)
    click.echo(f"{name}: {decision.verdict}" + (f" → {decision.written}" if decision.verdict == "replace" else ""))
    if decision.reasons:
        click.echo(f"  because: {held_back(decision)}")
    for candidate in decision.candidates:
        click.echo(f"  {candidate.score:5.1f}  {candidate.method:<5}  {candidate.entry.canonical} ({candidate.entry.kind}, {candidate.entry.id})")
        click.echo(f"         {reason(candidate, name)}")
    for word in name.split():
        if script_of(word) != "Latn":
            continue
        click.echo(f"  readings of {word}:")
        for reading in default_reader().read(word)[:READINGS_SHOWN]:
            habits = [v for v in reading.via if v != PLAIN]
            more = f" and {len(habits) - READINGS_SHOWN} more" if len(habits) > READINGS_SHOWN else ""
            by = "letters of more than one convention" if reading.mixed else ", ".join(habits[:READINGS_SHOWN]) + more or "letter by letter"
            click.echo(f"    {reading.key:<16} cost {reading.cost:<5g} {by}")
