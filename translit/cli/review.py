"""`translit review`: decide what discovery proposes, one spelling at a time, in the terminal or on a page."""

from __future__ import annotations

import datetime
import sys
from pathlib import Path
from typing import Any

import click

from translit.cli.discover import discovery
from translit.cli.files import make_options, reading_options
from translit.cli.options import decided, decisions_option, default_decisions
from translit.clusters.find import FREQUENT
from translit.decisions import EVERYWHERE, append, take_back
from translit.documents.whole import write_whole
from translit.report.discovery import count, habits
from translit.report.page import review_page
from translit.review import KEYS, Question, Review


@click.command(name="review", epilog="Example:  translit review notes/    or    translit review --html review.html notes/")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "-g", "--gazetteer", "gazetteers", multiple=True, type=click.Path(path_type=Path), help="Ask only about what this gazetteer lacks (repeatable)."
)
@click.option("--style", default=FREQUENT, show_default=True, help="Spelling to suggest: the best-evidenced one, or the one of a language (de).")
@click.option("--html", type=click.Path(path_type=Path, dir_okay=False), help="Write a page to decide on instead of asking here.")
@click.option("--scope", default=EVERYWHERE, show_default=True, help="Documents the decisions hold for: a pattern like 'reports/*.txt'.")
@click.option("--date", "day", help="Date to write beside the decisions [default: today].")
@reading_options
@decisions_option
def command(paths: tuple[Path, ...], html: Path | None, scope: str, day: str | None, decisions: Path | None, **options: Any) -> None:
    """Ask about every spelling in PATHS that discovery proposes to unify, and keep the answers in decisions.yaml, which every later run obeys."""
    file = decisions or default_decisions(paths)
    past = file if file.exists() else None
    reading = make_options(options)
    found = discovery(paths, reading, decisions=past, output=html, **options)
    known = decided(past, paths)
    date = day or datetime.datetime.now().astimezone().date().isoformat()
    review = Review(found.clusters, date, scope, known)
    if html is not None:
        old = file.read_text(encoding="utf-8-sig") if file.exists() else ""
        write_whole(html, review_page(found, review.asked(), before=old, file=file.name, scope=scope))
        click.echo(f"{html}: {count(review.position[1], 'question')}; save its decisions as {file}", err=True)
        return
    answered = _ask(review, file)
    click.echo(f"{count(answered, 'decision')} kept in {file}" if answered else "nothing decided", err=True)


def _ask(review: Review, file: Path) -> int:
    """Ask until all is answered or the person quits; every answer is on disk before the next question."""
    written: list[tuple[int, str]] = []
    if review.question is None:
        click.echo("nothing to ask", err=True)
    while (question := review.question) is not None:
        _show(question, *review.position)
        key = _key()
        click.echo(key if key.isprintable() else "")
        if key in ("q", "\x03", "\x04", "\x1b", ""):
            break
        if key == "u":
            _undo(review, written, file)
        elif key == "e":
            text = click.prompt("write", default=question.name)
            review.answer("e", text)
            written.append((0, ""))
        elif key in "ynads":
            made = review.answer(key)
            written.append((len(made), append(file, made) if made else ""))
        else:
            for name, help_ in KEYS.items():
                click.echo(f"  {name}  {help_}")
    return sum(n for n, _ in written)


def _key() -> str:
    """One key of the terminal; without one, the next character of standard input that is no white space; empty at its end."""
    if sys.stdin.isatty():
        return click.getchar().lower()
    while (char := sys.stdin.read(1)).isspace():
        pass
    return char.lower()


def _undo(review: Review, written: list[tuple[int, str]], file: Path) -> None:
    if not written:
        click.echo("  nothing to undo")
        return
    _, text = written[-1]
    if text:
        take_back(file, text)
    written.pop()
    review.undo()


def _show(question: Question, number: int, of: int) -> None:
    cluster = question.cluster
    click.echo()
    head = f"[{number}/{of}] {click.style(question.spelling, bold=True)} {cluster.spellings[question.spelling]} × → "
    seen = cluster.spellings.get(question.name, 0)
    click.echo(head + click.style(question.name, bold=True) + (f" {seen} ×" if seen else "") + "?")
    habit = habits(cluster, question.spelling)
    click.echo(f"  why: {question.reason}" + (f" [{habit}]" if habit and habit not in question.reason else ""))
    for spelling in (question.spelling, question.name):
        for context in cluster.contexts.get(spelling, ())[:2]:
            click.echo(f"  {context.document}:{context.line}: {context.before}{click.style(spelling, underline=True)}{context.after}")
    click.echo(f"({'/'.join(KEYS)}) ", nl=False)
