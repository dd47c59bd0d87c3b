"""Which spellings are worth comparing: those that share what hardly any respelling changes. The cost is near linear in the number of spellings."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from rapidfuzz import fuzz, process

from translit.clusters.forms import joined, telling
from translit.rules.key import VOWELS, squeeze

MIN_RATIO = 58.0  # RapidFuzz ratio of two readings under which they aren't compared
LOOKS_APART = 50.0  # the same where their rough signs are equal
WINDOW = 200  # in a larger block, a spelling is compared with so many neighbours in the order of its vowels
SHORTEST_SIGN = 2
PART = 150_000  # names whose signs are held at a time; of more names, one share of the signs after another
_CLASSES = {"k": "szckgxhqšžčŝ", "t": "dt", "p": "bp", "f": "vfw"}
_ROUGH = str.maketrans({c: name for name, members in _CLASSES.items() for c in members} | dict.fromkeys("aeiouyj"))
_VOWELS_ALIKE = str.maketrans({c: name for name, members in _CLASSES.items() for c in members} | dict.fromkeys("aeiouyj", "a"))


def rough(key: str) -> str:
    """What is left of a reading when all that respellings confuse is one, and the vowels are gone.

    >>> rough("čerson"), rough("xerson")
    ('krkn', 'krkn')
    """
    return squeeze(key.replace("dž", "ž").replace("dz", "z").translate(_ROUGH))


def places(names: Sequence[str]) -> list[int]:
    """The pairs of positions in `names` worth comparing, each once and in order, as numbers: the first position, the smaller, times the number of names, and the second."""
    keys = [joined(telling(name)).keys for name in names]
    whole = [_roughs(k) for k in keys]
    size = len(names)
    parts = 1 + size // PART
    found: set[int] = set()
    for part in range(parts):
        for signs_of, cutoff in ((_equal, LOOKS_APART), (_shorter, MIN_RATIO)):
            blocks: dict[str, list[int]] = {}
            for i, signs in enumerate(whole):
                for sign in signs_of(signs):
                    if parts == 1 or _share(sign, parts) == part:
                        blocks.setdefault(sign, []).append(i)
            for members in blocks.values():
                if len(members) > 1:
                    found.update(_alike(members, keys, cutoff, size))
    return sorted(found)


def _roughs(keys: Sequence[str]) -> list[str]:
    return list(
        dict.fromkeys(s if len(s) >= SHORTEST_SIGN else squeeze(key.translate(_VOWELS_ALIKE)) for key, s in zip(keys, map(rough, keys), strict=True))
    )


def _equal(signs: list[str]) -> list[str]:
    return signs


def _shorter(signs: list[str]) -> set[str]:
    """The signs, and those with one symbol less."""
    return {*signs, *(squeeze(s[:i] + s[i + 1 :]) for s in signs if len(s) > SHORTEST_SIGN for i in range(len(s)))}


def _share(sign: str, parts: int) -> int:
    """Which share of the signs a sign belongs to; the same in every run."""
    return sum(map(ord, sign)) % parts


def _alike(members: list[int], keys: Sequence[tuple[str, ...]], cutoff: float, size: int) -> Iterator[int]:
    """The pairs of a block that look alike, each as one number; of a large block, only those that also stand near each other."""
    rows = [(key, i) for i in members for key in keys[i]]
    window = len(rows)
    if window > WINDOW:
        window = WINDOW
        rows.sort(key=_by_vowels)
    texts = [key for key, _ in rows]
    matching: Callable[..., Iterator[tuple[str, float, int]]] = process.extract_iter
    for place, (key, i) in enumerate(rows[:-1]):
        start = place + 1
        for _, _, at in matching(key, texts[start : start + window], scorer=fuzz.ratio, score_cutoff=cutoff):
            j = rows[start + at][1]
            if i != j:
                yield i * size + j if i < j else j * size + i


def _by_vowels(row: tuple[str, int]) -> tuple[str, str, int]:
    return "".join(c for c in row[0] if c in VOWELS), row[0], row[1]
