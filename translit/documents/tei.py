"""Tagging the names of a TEI text: `<persName key="…">`, `<placeName ref="#…">`, `<orgName …>`, `<name …>` (TEI P5, module namesdates)."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

from translit.gazetteer.model import Entry
from translit.matching.context import around
from translit.matching.evidence import common_word
from translit.matching.styles import write
from translit.normalizer import Normalizer
from translit.result import Result
from translit.text import WORD

NAMES = frozenset(["persName", "placeName", "geogName", "orgName", "name", "rs"])
ELEMENTS = {"person": "persName", "organization": "orgName", "river": "geogName", "other": "name"}


class Tagger:
    """Finds the names to tag: those an edit rewrites, and those that stand in their written form already.

    >>> names = Normalizer.from_entries([{"canonical": "Kherson", "kind": "city", "native": {"uk": "Херсон"}}])
    >>> [tag[2] for tag in Tagger(names).tags(names.explain("Cherson is Kherson"))]
    ['<placeName ref="#kherson">', '<placeName ref="#kherson">']
    """

    def __init__(self, normalizer: Normalizer) -> None:
        self._forms: dict[str, dict[str, Entry | None]] = {}
        """Written forms by their first word; None where two entries share one."""
        for entry in normalizer.entries:
            form = write(entry, normalizer.policy.style)
            first = WORD.match(form)
            if first:
                forms = self._forms.setdefault(first[0], {})
                forms[form] = None if form in forms else entry

    def tags(self, result: Result) -> Iterator[tuple[int, int, str, str]]:
        """Start and end of each name in the result's source, and the tags to set before and after it."""
        found = [(e.start, e.end, e.entry) for e in result.edits]
        taken = [(e.start, e.end) for e in result.edits] + [(m.start, m.end) for m in (*result.ambiguities, *result.held)]
        for start, end, entry in self._written(result.source):
            if not any(start < e and s < end for s, e in taken):
                found.append((start, end, entry))
        for start, end, entry in sorted(found, key=lambda f: f[0]):
            element = ELEMENTS.get(entry.kind, "placeName")
            # A key is the gazetteer's own id; a ref is a URI, relative to a list of places in this document.
            pointer = f'key="{_attribute(entry.id)}"' if element == "persName" else f'ref="{_reference(entry.id)}"'
            yield start, end, f"<{element} {pointer}>", f"</{element}>"

    def _written(self, text: str) -> Iterator[tuple[int, int, Entry]]:
        done = 0
        for word in WORD.finditer(text):
            if word.start() < done or word[0] not in self._forms:
                continue
            forms = self._forms[word[0]]
            for form in sorted(forms, key=len, reverse=True):
                end = word.start() + len(form)
                if text.startswith(form, word.start()) and not text[end : end + 1].isalnum():
                    entry = forms[form]
                    done = end
                    if entry is not None and not around(text, word.start(), end, entry.never) and not common_word(form):
                        yield word.start(), end, entry
                    break


def _attribute(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")


def _reference(entry_id: str) -> str:
    return _attribute(entry_id) if "://" in entry_id else "#" + quote(entry_id, safe="")
