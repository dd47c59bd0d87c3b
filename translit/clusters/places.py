"""The second pass: where the spellings stand that ended in clusters."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from translit.clusters.model import Context
from translit.clusters.vocabulary import LONGEST, Corpus, pattern, tokens

CONTEXTS = 3
AROUND = 60  # code points on each side


@dataclass(slots=True)
class Places:
    """Documents and contexts by spelling."""

    documents: Counter[str] = field(default_factory=Counter)
    contexts: dict[str, list[Context]] = field(default_factory=dict)
    full_names: dict[str, list[str]] = field(default_factory=dict)
    """Word to the longer names that end in it."""


def look(corpus: Corpus, wanted: Iterable[str], hanging: Collection[str] = ()) -> Places:
    """Find the documents of the wanted spellings, and up to three contexts of each."""
    names = frozenset(wanted)
    out = Places(contexts={name: [] for name in names})
    here: set[str] = set()
    last: str | None = None
    lines = 1
    find = pattern().findall
    for document, text in corpus():
        if document != last:
            out.documents.update(here)
            here, last, lines = set(), document, 1
        found: set[str] = set()
        for run in set(find(text)):
            words = list(tokens(run, hanging))
            for i in range(len(words)):
                for size in range(1, LONGEST + 1):
                    name = " ".join(words[i : i + size])
                    if name in names:
                        found.add(name)
        for name in sorted(found):
            kept = out.contexts[name]
            kept += _contexts(document, text, name, lines, CONTEXTS - len(kept))
        here |= found
        lines += text.count("\n")
    out.documents.update(here)
    return out


def _contexts(document: str, text: str, name: str, first: int, most: int) -> list[Context]:
    """Up to so many places of a name in a piece that begins at line `first`."""
    found: list[Context] = []
    at = text.find(name)
    while at >= 0 and len(found) < most:
        end = at + len(name)
        if not text[at - 1 : at].isalnum() and not text[end : end + 1].isalnum():
            start, stop = max(text.rfind("\n", 0, at) + 1, 0), text.find("\n", end)
            stop = len(text) if stop < 0 else stop
            before, after = text[start:at], text[end:stop].rstrip()
            if len(before) > AROUND:
                before = "… " + before[-AROUND:].partition(" ")[2]
            if len(after) > AROUND:
                after = after[:AROUND].rpartition(" ")[0] + " …"
            found.append(Context(document, first + text.count("\n", 0, at), before.lstrip(), after))
        at = text.find(name, end)
    return found
