"""`translit explain`: why a spelling is taken for a name, or why it isn't."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from translit.cli.options import make_normalizer, normalizer_options
from translit.documents.plain import file_results, find_files
from translit.normalizer import Normalizer
from translit.report.plain import Lines, edit_line, mention_line
from translit.report.words import held_back, reason
from translit.rules.read import PLAIN, default_reader
from translit.text import script_of

READINGS_SHOWN = 6


@click.command(name="explain", epilog="Example:  translit explain Mylowe    or    translit explain article.txt")
@click.argument("target", metavar="NAME|FILE")
@normalizer_options
def command(target: str, **options: Any) -> None:
    """Explain one spelling, or every decision in a file (a target that exists as a path is a file)."""
    normalizer = make_normalizer(**options)
    if Path(target).exists():
        for path in find_files(Path(target)):
            _file(path, normalizer)
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
