"""Colour for lines that people read. click takes it out where the stream is no terminal; `NO_COLOR` switches it off."""

from __future__ import annotations

import re

import click

_CHANGE = r"^(\s*\d+ × )(.+?)( → )(.+?)(   .*)$"
_LEFT = r"^(\s*\d+ × )(.+?)( left alone: .*)$"


def coloured(line: str) -> str:
    """A line of the summary of changes with its spellings in colour.

    >>> click.unstyle(coloured("    4 × Cherson → Kherson   exact 99   why"))
    '    4 × Cherson → Kherson   exact 99   why'
    """
    if found := re.match(_CHANGE, line):
        return found[1] + click.style(found[2], fg="red") + found[3] + click.style(found[4], fg="green") + click.style(found[5], dim=True)
    if found := re.match(_LEFT, line):
        return found[1] + click.style(found[2], fg="yellow") + click.style(found[3], dim=True)
    return line
