"""`translit gazetteer lint`: what is odd in a gazetteer."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

import click

from translit.audit import failing, safe_removals, unreached
from translit.cli.gazetteer.files import PATH, put_back, source_of
from translit.gazetteer.lint import Finding, dangers, lint
from translit.gazetteer.load import entries_from, expectations, items_of_text, read_text, slug
from translit.normalizer import Normalizer, default_gazetteer

SHOWN = 20


@click.command(name="lint", epilog="Example:  translit gazetteer lint --fix my-names.yaml")
@click.argument("path", required=False, type=PATH)
@click.option("--fix", is_flag=True, help="Take out redundant variants that lead to their entry without being listed, too. Comments stay.")
@click.option("--danger", is_flag=True, help=f"List the {SHOWN} entries that most easily catch something else, with scores from 0 to 100.")
@click.option("--fast", is_flag=True, help="Look at the file only; don't try out whether variants lead to their entries and expectations hold.")
def command(path: Path | None, fix: bool, danger: bool, fast: bool) -> None:
    """Check a gazetteer (default: the shipped one).

    Names spellings shared by two entries, as listed or under any scheme or convention, ordinary words, names too short, variants that a rule gives anyway
    or that lead nowhere, entries that are dangerous, and `expect` pairs that don't hold. Exit 1 if there is a finding.
    """
    if fix:
        if path is None:
            raise click.UsageError("--fix needs the PATH of a gazetteer of yours")
        _fix(path)
    path = path or default_gazetteer()
    items = items_of_text(read_text(path), path.name)
    entries = entries_from(items, path.name)
    lines = {e.id: line for e, line in zip(entries, items.lines, strict=True)}
    if danger:
        for entry, found in list(dangers(entries).items())[:SHOWN]:
            if found.score:
                click.echo(f"{found.score:>3}  {entry}: {'; '.join(found.reasons)}")
        return
    findings = lint(entries, path.name, lines)
    if not fast:
        normalizer = Normalizer(entries)
        contrary = {f.entry for f in findings if f.code in ("contrary", "shared")}
        for entry, forms in unreached(normalizer).items():
            if entry not in contrary:
                findings += [
                    Finding(path.name, lines[entry], entry, f"{form!r} doesn't lead here: {what}", "unreachable") for form, what in forms.items()
                ]
        for failure in failing(normalizer, expectations(items)):
            e = failure.expectation
            findings.append(Finding(path.name, e.line, e.entry, f"expected {e.given!r} to become {e.wanted!r}, not {failure.written!r}", "expect"))
    for finding in sorted(findings):
        click.echo(str(finding))
    counts = ", ".join(f"{n} {code}" for code, n in sorted(Counter(f.code for f in findings).items()))
    click.echo(f"{len(findings)} finding{'s' * (len(findings) != 1)}{f' ({counts})' if counts else ''}", err=True)
    sys.exit(1 if findings else 0)


def _fix(path: Path) -> None:
    source = source_of(path)
    entries = entries_from(items_of_text(read_text(path), path.name), path.name)
    removed = 0
    for entry, forms in safe_removals(Normalizer(entries)).items():
        source.drop(entry or slug(entry), "variants", forms)
        removed += len(forms)
        for form, why in forms.items():
            click.echo(f"{path.name}: {entry}: variant {form!r} taken out: {why}", err=True)
    if removed:
        put_back(path, source)
    click.echo(f"{removed} variant{'s' * (removed != 1)} taken out", err=True)
