"""One name, many spellings: reconciles transliterated names in text, and says why.

>>> import translit
>>> translit.normalize("Cherson and Kherson")
'Kherson and Kherson'
>>> translit.romanize("Інгулець", scheme="uk-kmu-2010")
'Inhulets'
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

# Name -> the module it lives in; a module is loaded when one of its names is first used.
_HOME = {
    "Candidate": "translit.matching.policy",
    "Cluster": "translit.clusters.model",
    "DataError": "translit.errors",
    "Decision": "translit.matching.policy",
    "DocumentError": "translit.errors",
    "Edit": "translit.result",
    "Entry": "translit.gazetteer.model",
    "Mention": "translit.result",
    "Normalizer": "translit.normalizer",
    "Policy": "translit.matching.policy",
    "Result": "translit.result",
    "Session": "translit.rewriting",
    "TranslitError": "translit.errors",
    "UsageError": "translit.errors",
    "discover": "translit.shortcuts",
    "explain": "translit.shortcuts",
    "normalize": "translit.shortcuts",
    "romanize": "translit.shortcuts",
    "schemes": "translit.shortcuts",
}

__all__ = [
    "Candidate",
    "Cluster",
    "DataError",
    "Decision",
    "DocumentError",
    "Edit",
    "Entry",
    "Mention",
    "Normalizer",
    "Policy",
    "Result",
    "Session",
    "TranslitError",
    "UsageError",
    "__version__",
    "discover",
    "explain",
    "normalize",
    "romanize",
    "schemes",
]

if TYPE_CHECKING:
    from translit.clusters.model import Cluster
    from translit.errors import DataError, DocumentError, TranslitError, UsageError
    from translit.gazetteer.model import Entry
    from translit.matching.policy import Candidate, Decision, Policy
    from translit.normalizer import Normalizer
    from translit.result import Edit, Mention, Result
    from translit.rewriting import Session
    from translit.shortcuts import discover, explain, normalize, romanize, schemes


def __getattr__(name: str) -> Any:
    home = _HOME.get(name)
    if home is None:
        raise AttributeError(f"module 'translit' has no attribute {name!r}")
    value = getattr(import_module(home), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
