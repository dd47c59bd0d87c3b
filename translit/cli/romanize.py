"""`translit romanize`: write a text in Latin letters under a scheme."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterable

import click

from translit.rules import han
from translit.rules.library import romanizer
from translit.rules.model import END, START


@click.command(name="romanize", epilog="Example:  echo 'Інгулець' | translit romanize --scheme uk-kmu-2010")
@click.argument("text", nargs=-1)
@click.option("-s", "--scheme", required=True, help="Id of a scheme or convention (`translit schemes`), or a rule file of your own.")
@click.option("--trace", is_flag=True, help="Show every step with its rule.")
def command(text: tuple[str, ...], scheme: str, trace: bool) -> None:
    """Write TEXT (or standard input) in Latin letters under a scheme or a press convention."""
    write = romanizer(scheme)
    for source in [" ".join(text)] if text else _input():
        line = han.spelled_out(source, write.rule_set) if han.has_han(source) else source
        if not trace:
            click.echo(write(line), nl=bool(text))
            continue
        for step in write.trace(line.rstrip("\r\n")):
            rule = step.rule
            if rule is None:
                why = "kept" if step.find == step.write else "an exception of the convention"
            else:
                sides = [f"after {_shown(rule.prev)}" if rule.prev else "", f"before {_shown(rule.next)}" if rule.next else ""]
                why = " ".join(filter(None, [f"{rule.file}:{rule.line}", *sides, f"({rule.note})" if rule.note else ""]))
            click.echo(f"{step.find} → {step.write or '∅'}\t{why}")


def _input() -> Iterable[str]:
    """The lines of standard input with the line ends they have."""
    if isinstance(sys.stdin, io.TextIOWrapper):
        sys.stdin.reconfigure(newline="")
    return sys.stdin


def _shown(context: frozenset[str]) -> str:
    return " ".join(sorted(context - {START, END}) + sorted(context & {START, END}))
