"""`translit normalize`: write every name in one form."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import click
import msgspec

from translit.cli.colour import coloured
from translit.cli.options import make_normalizer, normalizer_options
from translit.documents.plain import file_results, find_files, results, rewrite
from translit.errors import UsageError
from translit.normalizer import Normalizer
from translit.report.plain import Summary, as_json, unified_diff
from translit.result import Result


@click.command(
    name="normalize",
    epilog="Example:  translit normalize --diff notes/    shows what would change in a folder;  translit normalize -w notes/    changes it.",
)
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path, allow_dash=True))
@click.option("-w", "--in-place", is_flag=True, help="Rewrite the files themselves (each whole or not at all).")
@click.option("-o", "--output", type=click.Path(path_type=Path, file_okay=False), help="Write the files into this folder.")
@click.option("--diff", is_flag=True, help="Show a unified diff instead of the text.")
@click.option("--json", "json_", is_flag=True, help="Show the edits as JSON, one line a file.")
@click.option("-q", "--quiet", is_flag=True, help="No list of changes on standard error.")
@normalizer_options
def command(paths: tuple[Path, ...], in_place: bool, output: Path | None, diff: bool, json_: bool, quiet: bool, **options: Any) -> None:
    """Write every known name in PATHS (files, folders, or - for standard input) in one form.

    The text goes to standard output, the list of changes with their reasons to standard error.
    """
    if sum((in_place, output is not None, diff, json_)) > 1:
        raise UsageError("choose one of --in-place, --output, --diff and --json")
    normalizer = make_normalizer(**options)
    summary = Summary()
    files = [(path, root) for root in paths or (Path("-"),) for path in ([root] if str(root) == "-" else find_files(root))]
    for path, root in files:
        if in_place or output is not None:
            if str(path) == "-":
                raise UsageError("standard input can't be rewritten: leave out --in-place and --output")
            target = path if output is None else output / (path.relative_to(root) if root.is_dir() else path.name)
            rewrite(path, target, normalizer, summary.add)
        else:
            _show(str(path), _seen(_results(path, normalizer), summary), diff=diff, json_=json_)
    if not quiet:
        for line in summary.lines():
            click.echo(coloured(line), err=True)
        total = summary.edits.total()
        click.echo(f"{total} edit{'s' * (total != 1)} in {len(files)} file{'s' * (len(files) != 1)}", err=True)


def _results(path: Path, normalizer: Normalizer) -> Iterator[Result]:
    return results(sys.stdin.buffer, "<stdin>", normalizer) if str(path) == "-" else file_results(path, normalizer)


def _seen(found: Iterable[Result], summary: Summary) -> Iterator[Result]:
    for result in found:
        summary.add(result)
        yield result


def _show(path: str, found: Iterable[Result], *, diff: bool, json_: bool) -> None:
    out = sys.stdout.buffer
    if json_:
        out.write(msgspec.json.encode(as_json(path, found)) + b"\n")
    elif diff:
        line, begun = 1, False
        for result in found:
            for row in unified_diff(path, result, line, header=not begun):
                begun = True
                out.write(row.encode("utf-8"))
            line += result.source.count("\n")
    else:
        for result in found:
            out.write(result.text.encode("utf-8"))
    out.flush()
