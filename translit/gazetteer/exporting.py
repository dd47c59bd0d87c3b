"""What exporters share. An exporter is one module in `exporters/`: `TITLE`, and `write(pairs, column)` that yields text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

from translit.errors import UsageError, did_you_mean
from translit.gazetteer.forms import Pair


def exporter_names() -> list[str]:
    """The formats that can be written: the modules of `exporters/`.

    >>> exporter_names()
    ['codespell', 'cspell', 'csv', 'openrefine', 'typos', 'vale']
    """
    package = import_module("translit.gazetteer.exporters")
    return sorted(m.name for m in iter_modules(package.__path__))


def exporter(name: str) -> Any:
    """The module of a format. Raises `UsageError` for an unknown one."""
    if name not in exporter_names():
        raise UsageError(f"unknown format {name!r}{did_you_mean(name, exporter_names())}; known are {', '.join(exporter_names())}")
    return import_module(f"translit.gazetteer.exporters.{name}")


def export(name: str, pairs: Sequence[Pair], column: str = "name") -> tuple[Iterator[str], int]:
    """The text of an export, and how many pairs the format can't hold. `column` is the column that OpenRefine's operations are for.

    >>> text, left = export("codespell", [Pair("Kherson", "Cherson", "kherson", "city", "uk-cs"), Pair("Kryvyi Rih", "Krivoj Rog", "k", "city", "ru-de")])
    >>> "".join(text), left
    ('cherson->Kherson\\n', 1)
    """
    module = exporter(name)
    fit = [p for p in pairs if module.fits(p)]
    return module.write(fit, column), len(pairs) - len(fit)
