"""Options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from translit.matching.policy import INFLECTIONS, METHODS, SURNAMES, Policy
from translit.normalizer import Normalizer
from translit.protect import QUOTATIONS, Guards

F = TypeVar("F", bound=Callable[..., Any])


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
            click.option(
                "--inflection",
                type=click.Choice(INFLECTIONS),
                default="keep",
                show_default=True,
                help="An ending on a name: keep it, drop it, or leave the word alone.",
            ),
            click.option("--protect", multiple=True, metavar="PHRASE", help="Phrase that stays as it is (repeatable)."),
            click.option(
                "--quotations", type=click.Choice(QUOTATIONS), default="normalize", show_default=True, help="Names inside quotation marks: normalize or keep."
            ),
        )
    ):
        function = option(function)
    return function


def make_normalizer(
    gazetteers: tuple[Path, ...], style: str, min_score: float, methods: str, surnames: str, inflection: str, protect: tuple[str, ...], quotations: str
) -> Normalizer:
    """Build the Normalizer that these options ask for."""
    chosen = tuple(m.strip() for m in methods.split(",") if m.strip())
    policy = Policy(style=style, min_score=min_score, methods=chosen, surnames=surnames, inflection=inflection)
    return Normalizer.load(gazetteers or None, policy=policy).guarded(Guards(phrases=protect, quotations=quotations))
