"""`translit schemes`: which spelling habits there are."""

from __future__ import annotations

import click

from translit.rules.library import all_rule_sets, get_rule_set
from translit.rules.model import RuleSet
from translit.text import fold


@click.command(name="schemes", epilog="Example:  translit schemes german    or    translit schemes --show uk-kmu-2010")
@click.argument("words", nargs=-1)
@click.option("--show", metavar="ID", help="Show one with its letters, source and examples.")
def command(words: tuple[str, ...], show: str | None) -> None:
    """List the schemes and conventions; WORDS narrow the list down (a language, an authority, a part of the title)."""
    if show:
        _show(get_rule_set(show))
        return
    for rs in all_rule_sets():
        said = fold(" ".join((rs.id, rs.kind, rs.title, rs.authority, rs.year, rs.language, rs.script, rs.target, rs.status, *rs.aliases)))
        if all(fold(word) in said for word in words):
            click.echo(f"{rs.id:<16} {rs.kind:<11} {rs.status:<14} {rs.title}")


def _show(rs: RuleSet) -> None:
    click.echo(f"{rs.id}: {rs.title}")
    for label, value in (
        ("kind", rs.kind),
        ("authority", " ".join(filter(None, (rs.authority, rs.year)))),
        ("status", rs.status),
        ("also called", ", ".join(rs.aliases)),
        ("reference", "; ".join(rs.reference)),
        ("note", rs.note),
    ):
        if value:
            click.echo(f"  {label}: {value}")
    click.echo("  letters: " + "  ".join(f"{r.find} {r.write or '∅'}" for r in rs.rules if not r.contexts))
    for r in (r for r in rs.rules if r.contexts):
        sides = [f"after {' '.join(sorted(r.prev))}" if r.prev else "", f"before {' '.join(sorted(r.next))}" if r.next else ""]
        click.echo(f"  {r.find} → {r.write or '∅'} {' '.join(filter(None, sides))}" + (f"  ({r.note})" if r.note else ""))
    for r in rs.also:
        click.echo(f"  also met: {r.find} → {r.write}" + (f"  ({r.note})" if r.note else ""))
    for e in rs.examples:
        click.echo(f"  {e.given} → {e.expect}")
