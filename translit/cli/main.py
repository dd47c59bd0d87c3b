"""`translit`: the group of commands. Exit 0 fine, 1 something found, 2 bad usage or bad data."""

from __future__ import annotations

import os
import sys
from importlib import import_module
from pathlib import Path

import click

from translit import __version__
from translit.errors import TranslitError

# Command -> the module that holds it; a module is loaded when its command is called or listed.
COMMANDS = {
    "check": "translit.cli.check",
    "discover": "translit.cli.discover",
    "explain": "translit.cli.explain",
    "gazetteer": "translit.cli.gazetteer",
    "normalize": "translit.cli.normalize",
    "report": "translit.cli.report",
    "review": "translit.cli.review",
    "romanize": "translit.cli.romanize",
    "schema": "translit.cli.schema",
    "schemes": "translit.cli.schemes",
}

# The commands that the settings of a project are for.
CONFIGURED = frozenset({"check", "explain", "normalize"})


class _Lazy(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - click's signature
        home = COMMANDS.get(cmd_name)
        return getattr(import_module(home), "command") if home else None  # noqa: B009 - mypy can't see it

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


def main() -> None:
    """Run the command line; a closed pipe is no error."""
    try:
        cli()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)


if __name__ == "__main__":
    main()
