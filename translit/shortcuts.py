"""The library in four calls, over the default Normalizer."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from translit.clusters import find
from translit.clusters.model import Cluster
from translit.normalizer import Normalizer
from translit.result import Result
from translit.rules import han
from translit.rules.library import romanizer, rule_set_ids


@lru_cache(maxsize=1)
def default_normalizer() -> Normalizer:
    """The Normalizer of the gazetteer that comes with the package, made once."""
    return Normalizer.load()


def normalize(text: str) -> str:
    """Return `text` with every name of the default gazetteer in its canonical form.

    >>> normalize("Das Gebiet Cherson")
    'Das Gebiet Kherson'
    """
    return default_normalizer().normalize(text)


def explain(text: str) -> Result:
    """Like `normalize`, with every edit and its reasons (offsets in code points of `text`, scores 0–100).

    >>> edit = explain("in Cherson").edits[0]
    >>> edit.start, edit.end, edit.after, edit.entry.id, edit.method
    (3, 10, 'Kherson', 'kherson', 'exact')
    """
    return default_normalizer().explain(text)


def romanize(text: str, *, scheme: str) -> str:
    """Write `text` in Latin letters under a scheme or convention (see `schemes()`), or one in a YAML file of your own.

    Characters the scheme doesn't know stay as they are. Chinese characters are read with the extra `cjk` (`pip install 'translit-normalizer[cjk]'`)
    under the schemes and conventions of Chinese and Japanese. Raises `UsageError` for an unknown scheme, and where the extra is needed and missing.

    >>> romanize("Чайковский", scheme="ru-de")
    'Tschaikowski'
    """
    write = romanizer(scheme)
    return write(han.spelled_out(text, write.rule_set) if han.has_han(text) else text)


def schemes() -> list[str]:
    """The ids of all schemes and conventions, sorted.

    >>> "ru-bgn-1947" in schemes()
    True
    """
    return rule_set_ids()


def discover(texts: Iterable[str]) -> list[Cluster]:
    """Find, without any gazetteer, which spellings in these texts are one name.

    >>> [c.spellings for c in discover(["Kherson and Cherson", "near Kherson"])]
    [{'Kherson': 2, 'Cherson': 1}]
    """
    return find.discover(texts)
