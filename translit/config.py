"""Settings of a project: `translit.toml`, or `[tool.translit]` in `pyproject.toml`, found from a folder upwards. The command line goes before them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from translit.errors import DataError, Fault, did_you_mean
from translit.matching.policy import CONTEXTS, INFLECTIONS, METHODS, SURNAMES
from translit.protect import QUOTATIONS

NAMES = ("translit.toml", "pyproject.toml")


@dataclass(frozen=True, slots=True)
class Setting:
    """One key: the option it stands for, what it may hold, and what it is for."""

    option: str
    check: Callable[[Any], str]
    """Returns what is wrong with a value, or an empty string."""
    help: str


@dataclass(frozen=True, slots=True)
class Config:
    """The settings that were found; values by the names of the options they stand for."""

    path: Path | None = None
    values: Mapping[str, Any] = field(default_factory=dict)


def _text(value: Any) -> str:
    return "" if isinstance(value, str) and value else f"must be text, not {_kind(value)}"


def _texts(value: Any) -> str:
    if isinstance(value, str) or (isinstance(value, list) and all(isinstance(v, str) for v in value)):
        return ""
    return f"must be text or a list of texts, not {_kind(value)}"


def _score(value: Any) -> str:
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return f"must be a number, not {_kind(value)}"
    return "" if 0 <= value <= 100 else f"must be between 0 and 100, not {value}"


def _yes_or_no(value: Any) -> str:
    return "" if isinstance(value, bool) else f"must be true or false, not {_kind(value)}"


def _one_of(*known: str) -> Callable[[Any], str]:
    def check(value: Any) -> str:
        return "" if value in known else f"must be one of {', '.join(known)}, not {value!r}{did_you_mean(str(value), known)}"

    return check


def _some_of(*known: str) -> Callable[[Any], str]:
    def check(value: Any) -> str:
        if wrong := _texts(value):
            return wrong
        return next((_one_of(*known)(v) for v in _list(value) if v not in known), "")

    return check


SETTINGS = {
    "gazetteer": Setting("gazetteers", _texts, "a gazetteer or a list of them, paths from the settings' folder"),
    "style": Setting("style", _text, "the form that is written: canonical, traditional, a language (de), a scheme id, native:uk"),
    "min-score": Setting("min_score", _score, "score (0–100) from which a change is made"),
    "methods": Setting("methods", _some_of(*METHODS), "ways to link a spelling to a name: exact, rule, fuzzy"),
    "surnames": Setting("surnames", _one_of(*SURNAMES), "a surname alone: licensed, never, always"),
    "any-case": Setting("any_case", _yes_or_no, "whether known names are looked for in small letters, too: true, false"),
    "inflection": Setting("inflection", _one_of(*INFLECTIONS), "an ending on a name: keep, drop, leave"),
    "context": Setting("context", _one_of(*CONTEXTS), "what may settle a tie between names: document, line, never"),
    "protect": Setting("protect", _texts, "phrases that stay as they are"),
    "quotations": Setting("quotations", _one_of(*QUOTATIONS), "names inside quotation marks: normalize, keep"),
}


def find_config(folder: Path) -> Config:
    """The nearest settings from `folder` upwards, or empty ones. Raises `DataError` with every fault of the file.

    In a folder `translit.toml` goes before `pyproject.toml`; a `pyproject.toml` without `[tool.translit]` is passed over.
    """
    for place in (folder, *folder.parents):
        for name in NAMES:
            path = place / name
            try:
                data = path.read_bytes()
            except OSError:
                continue
            if name == NAMES[0] or b"tool.translit" in data or (b"translit" in data and b"[tool]" in data):
                found = _read(path, data)
                if found is not None:
                    return found
    return Config()


def read_config(path: Path) -> Config:
    """The settings of one file. Raises `DataError`."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise DataError([Fault(str(path), 0, "", f"can't be read: {error.strerror}")]) from error
    return _read(path, data) or Config(path)


def _read(path: Path, data: bytes) -> Config | None:
    """None for a `pyproject.toml` that has no settings of ours."""
    import tomllib  # not needed where a project has no settings

    try:
        text = data.decode("utf-8-sig")
        node = tomllib.loads(text)
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        line = re.search(r"line (\d+)", str(error))
        raise DataError([Fault(str(path), int(line[1]) if line else 0, "", f"not valid TOML: {error}")]) from error
    table: Any = node
    prefix = ""
    if path.name == "pyproject.toml":
        prefix = "tool.translit."
        table = (node.get("tool") or {}).get("translit") if isinstance(node.get("tool"), dict) else None
        if table is None:
            return None
    if not isinstance(table, dict):
        raise DataError([Fault(str(path), 0, "tool.translit", "must be a table")])
    faults: list[Fault] = []
    values: dict[str, Any] = {}
    for key, value in table.items():
        setting = SETTINGS.get(key)
        if setting is None:
            faults.append(Fault(str(path), _line(text, key, prefix), prefix + key, f"unknown key{did_you_mean(key, list(SETTINGS))}"))
        elif wrong := setting.check(value):
            faults.append(Fault(str(path), _line(text, key, prefix), prefix + key, wrong))
        else:
            values[setting.option] = _as_option(key, value, path.parent)
    if faults:
        raise DataError(faults)
    return Config(path, values)


def _as_option(key: str, value: Any, folder: Path) -> Any:
    if key == "gazetteer":
        return [str(folder / v) for v in _list(value)]
    if key == "protect":
        return _list(value)
    return ",".join(_list(value)) if key == "methods" else value


def _list(value: Any) -> list[str]:
    return [value] if isinstance(value, str) else list(value)


def _kind(value: Any) -> str:
    return {bool: "true or false", int: "a number", float: "a number", str: "text", list: "a list", dict: "a table"}.get(
        type(value), type(value).__name__
    )


def _line(text: str, key: str, prefix: str) -> int:
    """The line on which a key stands: TOML's reader doesn't say."""
    start = text.find("[tool.translit]") if prefix else 0
    match = re.compile(rf"^[ \t]*(?:[\w.]*\.)?[\"']?{re.escape(key)}[\"']?[ \t]*=", re.MULTILINE).search(text, max(start, 0))
    return text.count("\n", 0, match.start()) + 1 if match else 0
