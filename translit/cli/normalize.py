"""`translit normalize`: write every name in one form."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import click

from translit.cli.files import STDIN, document_options, make_options, parts_of, run
from translit.cli.options import make_normalizer, normalizer_options
from translit.documents.base import Options, Part
from translit.documents.document import Document, copy_stream
from translit.errors import DocumentError, UsageError
from translit.normalizer import Normalizer

if TYPE_CHECKING:
    from translit.report.plain import Summary


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
@document_options(writing=True)
@normalizer_options
def command(
    paths: tuple[Path, ...], in_place: bool, output: Path | None, diff: bool, json_: bool, quiet: bool, jobs: int, **options: Any
) -> None:
    """Write every known name in PATHS (files, folders, patterns, or - for standard input) in one form.

    The text goes to standard output, the list of changes with their reasons to standard error. Office files, Parquet and Feather need --in-place or --output.
    """
    if sum((in_place, output is not None, diff, json_)) > 1:
        raise UsageError("choose one of --in-place, --output, --diff and --json")
    writing = in_place or output is not None
    paths = paths or (STDIN,)
    if writing and STDIN in paths:
        raise UsageError("standard input can't be rewritten: leave out --in-place and --output")
    reading = make_options(options)
    if jobs != 1 and not (writing or diff or json_):
        raise UsageError("--jobs is for --in-place, --output, --diff and --json")
    mode = "write" if writing else "diff" if diff else "json" if json_ else "text"
    alone = len(paths) == 1 and paths[0].is_file()
    work = _Normalize(make_normalizer(**options), reading, output, mode, (jobs or os.cpu_count() or 1) if alone else 1, quiet=quiet)
    found, errors = run(paths, reading, work, jobs=jobs, writing=writing, quiet=quiet)
    if not quiet and (found or not errors):
        from translit.cli.colour import coloured

        summary = _summary()
        for one in found:
            if one is not None:
                summary.add_file(one)
        for line in summary.lines():
            click.echo(coloured(line), err=True)
        if len(found) > 1 and summary.edits:
            click.echo("by name:", err=True)
            for line in summary.entry_lines():
                click.echo(line, err=True)
        total = summary.edits.total()
        click.echo(f"{total} edit{'s' * (total != 1)} in {len(found)} file{'s' * (len(found) != 1)}", err=True)
    if errors:
        raise DocumentError("\n".join(errors))


@dataclass(frozen=True, slots=True)
class _Normalize:
    normalizer: Normalizer
    options: Options
    output: Path | None
    mode: str
    jobs: int = 1
    """Processes for the ranges of one file."""
    quiet: bool = False
    """Whether nobody will read what was changed, so that it isn't counted."""

    def __call__(self, path: Path, root: Path, out: IO[bytes]) -> Summary | None:
        summary = self._begin()

        def seen(part: Part) -> None:
            _count(summary, part)

        if self.mode == "write":
            target = path if self.output is None else self.output / (path.relative_to(root) if root.is_dir() else path.name)
            document = Document(path, self.options)
            ranges = document.rewrite_in_ranges(target, self.normalizer, self._begin, _count, self.jobs)
            if ranges is None:
                document.rewrite(target, self.normalizer, seen)
            for part in ranges or ():
                if summary is not None and part is not None:
                    summary.add_part(part)
        elif self.mode == "text" and path == STDIN:
            copy_stream(sys.stdin.buffer, out, "<stdin>", self.options, self.normalizer, seen)
        elif self.mode == "text":
            Document(path, self.options).copy(out, self.normalizer, seen)
        else:
            found = _seen(parts_of(path, self.normalizer, self.options), summary)
            if self.mode == "json":
                import msgspec

                from translit.report.plain import as_json

                out.write(msgspec.json.encode(as_json(str(path), found)) + b"\n")
            else:
                _diff(found, out)
        return summary

    def _begin(self) -> Summary | None:
        return None if self.quiet else _summary()


def _summary() -> Summary:
    from translit.report.plain import Summary

    return Summary()


def _count(summary: Summary | None, part: Part) -> None:
    if summary is not None:
        summary.add(part.result)


def _seen(found: Iterable[Part], summary: Summary | None) -> Iterator[Part]:
    for part in found:
        _count(summary, part)
        yield part


def _diff(found: Iterable[Part], out: IO[bytes]) -> None:
    from translit.report.plain import unified_diff

    begun = ""
    for part in found:
        for row in unified_diff(part.label, part.result, part.first, header=begun != part.label):
            begun = part.label
            out.write(row.encode("utf-8"))
