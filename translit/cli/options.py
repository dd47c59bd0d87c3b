"""Options that several commands share."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeVar

import click

from translit.decisions import FILE, Judgement, apply, in_scope, read_decisions
from translit.matching.policy import CONTEXTS, INFLECTIONS, METHODS, SURNAMES, Policy
from translit.normalizer import Normalizer
from translit.protect import QUOTATIONS, Guards

F = TypeVar("F", bound=Callable[..., Any])


decisions_option = click.option(
    "--decisions",
    type=click.Path(path_type=Path, dir_okay=False),
    help="File of past decisions to obey [default: decisions.yaml beside the input, if there].",
)


def normalizer_options(function: F) -> F:
    """`--gazetteer` and the options that make a policy."""
    for option in reversed(
        (
            click.option(
                "-g",
                "--gazetteer",
                "gazetteers",
                multiple=True,
                type=click.Path(path_type=Path),
                help="Gazetteer to use instead of the shipped one (YAML or compiled; repeatable).",
            ),
            click.option(
                "--style",
                default="canonical",
                show_default=True,
                help="Form to write: canonical, traditional, a language (de), a scheme id, native:uk.",
            ),
            click.option(
                "--min-score", type=click.FloatRange(0, 100), default=Policy().min_score, show_default=True, help="Score from which a change is made."
            ),
            click.option("--methods", default=",".join(METHODS), show_default=True, help="Ways to link a spelling to a name."),
            click.option(
                "--surnames",
                type=click.Choice(SURNAMES),
                default="licensed",
                show_default=True,
                help="A surname alone: after the full name, never, or always.",
            ),
            click.option("--any-case", is_flag=True, help="Look for known names in small letters, too."),
            click.option(
                "--inflection",
                type=click.Choice(INFLECTIONS),
                default="keep",
                show_default=True,
                help="An ending on a name: keep it, drop it, or leave the word alone.",
            ),
            click.option(
                "--context",
                type=click.Choice(CONTEXTS),
                default="document",
                show_default=True,
                help="What may settle a tie between names: the same line, with it the document's spelling habits so far, or never anything.",
            ),
            click.option("--protect", multiple=True, metavar="PHRASE", help="Phrase that stays as it is (repeatable)."),
            click.option(
                "--quotations",
                type=click.Choice(QUOTATIONS),
                default="normalize",
                show_default=True,
                help="Names inside quotation marks: normalize or keep.",
            ),
            decisions_option,
        )
    ):
        function = option(function)
    return function


def make_normalizer(
    gazetteers: tuple[Path, ...],
    style: str,
    min_score: float,
    methods: str,
    surnames: str,
    any_case: bool,
    inflection: str,
    context: str,
    protect: tuple[str, ...],
    quotations: str,
    decisions: Path | None = None,
) -> Normalizer:
    """Build the Normalizer that these options ask for, past decisions worked in."""
    chosen = tuple(m.strip() for m in methods.split(",") if m.strip())
    policy = Policy(style=style, min_score=min_score, methods=chosen, surnames=surnames, any_case=any_case, inflection=inflection, context=context)
    paths = _paths()
    judgements = obeyed(decided(decisions, paths), paths)
    normalizer = Normalizer.load(gazetteers or None, policy=policy)
    if judgements:
        normalizer = Normalizer.kept(apply(normalizer.entries, judgements), policy)
    return normalizer.guarded(Guards(phrases=protect, quotations=quotations))


def decided(file: Path | None, paths: Sequence[Path]) -> tuple[Judgement, ...]:
    """The decisions of a file, or of `decisions.yaml` beside the input where there is one."""
    found = file or default_decisions(paths)
    return read_decisions(found) if file or found.exists() else ()


def default_decisions(paths: Sequence[Path]) -> Path:
    """Where decisions are kept if nothing else is said: beside the first file, or in the first folder."""
    first = next((p for p in paths if str(p) != "-"), Path())
    return (first if first.is_dir() else first.parent) / FILE


def obeyed(judgements: Sequence[Judgement], paths: Sequence[Path]) -> tuple[Judgement, ...]:
    """The decisions that hold for this run."""
    return in_scope(judgements, [str(p) for p in paths])


def _paths() -> list[Path]:
    """The paths of the command that is running."""
    context = click.get_current_context(silent=True)
    found = context.params.get("paths") or context.params.get("target") or () if context else ()
    return [Path(found)] if isinstance(found, (str, Path)) else list(found)
