"""The JSON Schema of a gazetteer, for completion and hints in editors: made from the one list of keys."""

from __future__ import annotations

from typing import Any

from translit.gazetteer.model import FIELDS, KINDS, LANGUAGES

# Every scalar is read as text, so an editor must not complain of `id: 611`.
_TEXT: dict[str, Any] = {"type": ["string", "number", "boolean"]}
_NAMES: dict[str, Any] = {"anyOf": [_TEXT, {"type": "array", "items": _TEXT}]}


def json_schema() -> dict[str, Any]:
    """The schema (draft-07, which editors' YAML servers read).

    >>> sorted(json_schema()["items"]["required"])
    ['canonical']
    """
    shapes: dict[str, dict[str, Any]] = {
        "text": _TEXT,
        "kind": {"enum": list(KINDS)},
        "names": _NAMES,
        "names by language": {"type": "object", "propertyNames": {"enum": sorted(LANGUAGES)}, "additionalProperties": _NAMES},
        "text by name": {"type": "object", "additionalProperties": _TEXT},
    }
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "translit gazetteer",
        "description": "Names, each with the form that is written and what it is in its own scripts.",
        "type": "array",
        "items": {
            "type": "object",
            "required": ["canonical"],
            "additionalProperties": False,
            "properties": {key: {**shapes[field.shape], "description": field.help} for key, field in FIELDS.items()},
        },
    }
