"""`translit schema`: the JSON Schema of a gazetteer."""

from __future__ import annotations

import sys
from pathlib import Path

import click
import msgspec

from translit.cli.gazetteer.files import PATH, save
from translit.gazetteer.schema import json_schema


@click.command(name="schema", epilog="Example:  translit schema -o gazetteer.schema.json")
@click.option("-o", "--output", type=PATH, help="File to write instead of standard output.")
def command(output: Path | None) -> None:
    """Print the JSON Schema of a gazetteer, which gives completion and hints in editors.

    Put `# yaml-language-server: $schema=gazetteer.schema.json` on the first line of the gazetteer.
    """
    text = msgspec.json.format(msgspec.json.encode(json_schema()), indent=2) + b"\n"
    if output is None:
        sys.stdout.buffer.write(text)
    else:
        save(output, text)
