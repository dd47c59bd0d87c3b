"""`translit`: the group of commands. Exit 0 fine, 1 something found, 2 bad usage or bad data."""

from __future__ import annotations

import gc
import os
import sys
from importlib import import_module
from pathlib import Path

import click

from translit import __version__
from translit.errors import TranslitError

# Command -> the module that holds it, which is loaded when the command is called, and the first sentence of its help.
COMMANDS = {
    "check": ("translit.cli.check", "List every spelling in PATHS that `normalize` would change."),
    "discover": ("translit.cli.discover", "Find the spellings in PATHS that are one name, without any gazetteer."),
    "explain": ("translit.cli.explain", "Explain one spelling, or every decision in a file (a target that exists as a path is a file)."),
    "gazetteer": ("translit.cli.gazetteer", "Look after a gazetteer: check, import, export, change it with its comments kept, compare, compile."),
    "normalize": ("translit.cli.normalize", "Write every known name in PATHS (files, folders, patterns, or - for standard input) in one form."),
    "report": ("translit.cli.report", "Write one self-contained HTML page about the names in PATHS: every change with its reason, what was left alone, the text itself, and plots."),
    "review": ("translit.cli.review", "Ask about every spelling in PATHS that discovery proposes to unify, and keep the answers in decisions.yaml, which every later run obeys."),
    "romanize": ("translit.cli.romanize", "Write TEXT (or standard input) in Latin letters under a scheme or a press convention."),
    "schema": ("translit.cli.schema", "Print the JSON Schema of a gazetteer, which gives completion and hints in editors."),
    "schemes": ("translit.cli.schemes", "List the schemes and conventions; WORDS narrow the list down (a language, an authority, a part of the title)."),
}

# The commands that the settings of a project are for.
CONFIGURED = frozenset({"check", "explain", "normalize"})


class _Lazy(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - click's signature
        home = COMMANDS.get(cmd_name)
        return getattr(import_module(home[0]), "command") if home else None  # noqa: B009 - mypy can't see it

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 - click's signature
        limit = formatter.width - 6 - max(map(len, COMMANDS))
        with formatter.section("Commands"):
            formatter.write_dl([(name, click.Command(name, help=COMMANDS[name][1]).get_short_help_str(limit)) for name in sorted(COMMANDS)])

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except TranslitError as error:
            raise _Failure(str(error)) from error


class _Failure(click.ClickException):
    exit_code = 2

    def show(self, file: object = None) -> None:  # noqa: ARG002 - click's signature
        click.echo(f"translit: {self.message}", err=True)


@click.group(
    cls=_Lazy,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110},
    epilog="Example:  translit normalize article.txt > clean.txt",
)
@click.version_option(__version__, prog_name="translit")
@click.option("--config", type=click.Path(path_type=Path), help="Settings file to use instead of the nearest translit.toml or pyproject.toml.")
@click.option("--no-config", is_flag=True, help="Look for no settings file.")
@click.pass_context
def cli(ctx: click.Context, config: Path | None, no_config: bool) -> None:
    """One name, many spellings: finds names written in different transliterations and writes each in one form, with the reason for every change."""
    if os.environ.get("NO_COLOR"):
        ctx.color = False
    if not no_config and ctx.invoked_subcommand in CONFIGURED:
        from translit.config import find_config, read_config

        found = read_config(config) if config else find_config(Path.cwd())
        ctx.default_map = dict.fromkeys(CONFIGURED, found.values)


COLLECTED = 200_000  # objects that come and stay, after which unused rings of them are looked for: what is loaded at the start holds none


def main() -> None:
    """Run the command line; a closed pipe is no error."""
    gc.set_threshold(COLLECTED, *gc.get_threshold()[1:])
    try:
        cli()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    finally:
        gc.freeze()  # nothing is looked through once more before it ends


if __name__ == "__main__":
    main()
