"""`translit explain`: why a spelling is taken for a name, or why it isn't."""

from __future__ import annotations

from collections.abc import Iterator
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
from translit.report.words import LANGUAGES, held_back, reason
from translit.result import Edit, habit_shares
from translit.rules.read import PLAIN, default_reader
from translit.text import script_of

READINGS_SHOWN = 6
CONVENTIONS_SHOWN = 3


@click.command(name="explain", epilog="Example:  translit explain Mylowe    or    translit explain article.txt")
@click.argument("target", metavar="NAME|FILE")
@click.option("--conventions", is_flag=True, help="Say whose spelling habits the names of a file follow.")
@document_options()
@normalizer_options
def command(target: str, conventions: bool, jobs: int, **options: Any) -> None:
    """Explain one spelling, or every decision in a file (a target that exists as a path is a file)."""
    reading = make_options(options)
    normalizer = make_normalizer(**options)
    if Path(target).exists():
        _, errors = run((Path(target),), reading, _Explain(normalizer, reading, conventions), jobs=jobs)
        if errors:
            raise DocumentError("\n".join(errors))
    elif conventions:
        raise DocumentError(f"{target}: no such file or folder")
    else:
        _name(target, normalizer)


@dataclass(frozen=True, slots=True)
class _Explain:
    normalizer: Normalizer
    options: Options
    conventions: bool

    def __call__(self, path: Path, root: Path, out: IO[bytes]) -> None:  # noqa: ARG002 - the signature of work on files
        edits: list[Edit] = []
        for part in parts_of(path, self.normalizer, self.options):
            edits += part.result.edits
            for row in () if self.conventions else result_lines(part.label, part.result, part.first):
                out.write(row.encode("utf-8") + b"\n")
        for row in _conventions(path, edits) if self.conventions else ():
            out.write(row.encode("utf-8") + b"\n")


def _conventions(path: Path, edits: list[Edit]) -> Iterator[str]:
    shares = habit_shares(edits)
    if not shares:
        yield f"{path}: no names that tell"
    for share in shares[:CONVENTIONS_SHOWN]:
        but = f" (not {', '.join(share.others[:CONVENTIONS_SHOWN])}{' …' if len(share.others) > CONVENTIONS_SHOWN else ''})" if share.others else ""
        yield f"{path}: {share.names} of {share.total} names follow {LANGUAGES.get(share.language, share.language)} spelling{but}"


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
