"""Which form of an entry is written: its canonical one, or one in a style."""

from __future__ import annotations

from functools import lru_cache

from translit.errors import UsageError, did_you_mean
from translit.gazetteer.model import LANGUAGES, Entry
from translit.rules.library import get_rule_set, romanizer, rule_set_ids
from translit.text import script_of

CANONICAL = "canonical"


def write(entry: Entry, style: str) -> str:
    """Return the form of an entry in a style, its canonical form where the style has none.

    >>> write(Entry("kherson", "Kherson", native={"uk": ("Херсон",)}), "de")
    'Cherson'
    """
    if style == CANONICAL:
        return entry.canonical
    if style in entry.styles:
        return entry.styles[style]
    if style.startswith("native:"):
        forms = entry.native.get(style[7:])
        return forms[0] if forms else entry.canonical
    for language, forms in entry.native.items():
        rule_id = f"{language}-{style}" if style in LANGUAGES else style
        if forms and rule_id in _ids() and get_rule_set(rule_id).language == language and script_of(forms[0]) == get_rule_set(rule_id).script:
            return romanizer(rule_id)(forms[0])
    return entry.canonical


def check_style(style: str, named: set[str]) -> None:
    """Raise `UsageError` unless the style is `canonical`, one of the entries' own names, a language, a rule set, or `native:<language>`."""
    if style in named or style == CANONICAL or style in _ids():
        return
    languages = {i.split("-", 1)[1] for i in _ids()} & LANGUAGES
    if style in languages or (style.startswith("native:") and style[7:] in LANGUAGES):
        return
    known = [CANONICAL, *sorted(named), *sorted(languages), *sorted(_ids()), "native:uk"]
    raise UsageError(f"unknown style {style!r}{did_you_mean(style, known)}; `translit schemes` lists the rule sets")


@lru_cache(maxsize=1)
def _ids() -> frozenset[str]:
    return frozenset(rule_set_ids())
