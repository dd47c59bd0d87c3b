"""`translit gazetteer`: look after a gazetteer. One file a command; the folder is the list."""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules

import click


class _Folder(click.Group):
    """A group whose commands are the modules beside this one, each loaded when it is called or listed."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        return sorted(m.name.rstrip("_") for m in iter_modules(__path__) if m.name != "files")

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self.list_commands(ctx):
            return None
        home = f"{__name__}.{cmd_name}_" if cmd_name == "import" else f"{__name__}.{cmd_name}"
        found: click.Command = import_module(home).command
        return found


@click.group(name="gazetteer", cls=_Folder, epilog="Example:  translit gazetteer lint my-names.yaml")
def command() -> None:
    """Look after a gazetteer: check, import, export, change it with its comments kept, compare, compile."""
