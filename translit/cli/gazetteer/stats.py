"""`translit gazetteer stats`: what is in a gazetteer, in numbers."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import click
import msgspec

from translit.cli.gazetteer.files import PATH, entries_of
from translit.gazetteer.forms import derived
from translit.gazetteer.store import is_compiled
from translit.normalizer import default_gazetteer


@click.command(name="stats", epilog="Example:  translit gazetteer stats my-names.yaml")
@click.argument("path", required=False, type=PATH)
@click.option("--json", "json_", is_flag=True, help="As JSON.")
def command(path: Path | None, json_: bool) -> None:
    """Count the entries of a gazetteer (default: the shipped one) by kind, country and language, and its spellings; name its sources and licences."""
    path = path or default_gazetteer()
    entries = entries_of(path)
    counts = {
        "kinds": Counter(e.kind for e in entries),
        "countries": Counter(e.country or "none" for e in entries),
        "languages": Counter(code for e in entries for code in e.native),
    }
    numbers = {
        "entries": len(entries),
        "native forms": sum(len(forms) for e in entries for forms in e.native.values()),
        "listed variants": sum(len(e.variants) for e in entries),
        "derived spellings": sum(len(derived(e)) for e in entries),
        "never": sum(len(e.never) for e in entries),
        "without native forms": sum(not e.native for e in entries),
    }
    origin = [] if is_compiled(path) else _origin(path)
    if json_:
        node = {**numbers, **{k: dict(sorted(c.items(), key=lambda i: (-i[1], i[0]))) for k, c in counts.items()}, "origin": origin}
        click.echo(msgspec.json.encode(node))
        return
    for name, number in numbers.items():
        click.echo(f"{number:>8,} {name}")
    for name, counted in counts.items():
        click.echo(f"{name}: " + ", ".join(f"{n} {key}" for key, n in sorted(counted.items(), key=lambda i: (-i[1], i[0]))))
    for line in origin:
        click.echo(line)


def _origin(path: Path) -> list[str]:
    """The `source:` and `licence:` lines of the file's comments, as imports write them."""
    found = []
    with path.open(encoding="utf-8-sig") as stream:
        for line in stream:
            text = line.removeprefix("#").strip()
            if line.startswith("#") and text.startswith(("source:", "licence:")):
                found.append(text)
    return found
