"""Names that stand in a corpus in two scripts: a spelling that a convention writes for a name in its own letters."""

from __future__ import annotations

from collections.abc import Iterable

from rapidfuzz import fuzz

from translit.clusters.block import rough
from translit.clusters.explain import read_as
from translit.clusters.forms import Word, joined, telling
from translit.clusters.model import Link
from translit.rules.read import default_reader

SCORE = 99.0  # share of such pairs that are one name, by `benchmarks/discover.py --across 3000`
SHORTEST = 5  # symbols of a reading
ALIKE = 60.0


def across(latin: Iterable[str], others: Iterable[str]) -> list[Link]:
    """Latin spellings that some convention of the script writes for a name of another script, letter for letter; inflected forms are none.

    >>> [(k.a, k.b) for k in across(["Kherson", "Cherson", "Bremen"], ["Херсон", "Херсоном"])]
    [('Kherson', 'Херсон'), ('Cherson', 'Херсон')]
    """
    near: dict[str, list[str]] = {}
    for name in latin:
        for key in joined(telling(name)).keys:
            near.setdefault(rough(key), []).append(name)
    out: dict[tuple[str, str], Link] = {}
    for native in others:
        words = telling(native)
        meant = "".join(w.keys[0] for w in words)
        if len(meant) < SHORTEST:
            continue
        for name in near.get(rough(meant), ()):
            spelled = telling(name)
            if len(spelled) != len(words) or fuzz.ratio("".join(w.keys[0] for w in spelled), meant) < ALIKE:
                continue
            if all(_written(x, y) for x, y in zip(spelled, words, strict=True)):
                out[name, native] = Link(name, native, SCORE, " ".join(w.keys[0] for w in words))
    return list(out.values())


def _written(latin: Word, native: Word) -> bool:
    """Whether a convention or scheme of the native word's script writes it so."""
    scripts = default_reader().scripts
    return any(scripts.get(rule_set) == native.script for rule_set in read_as(latin, native.keys[0])[1])
