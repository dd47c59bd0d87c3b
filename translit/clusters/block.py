"""Which spellings are worth comparing: those that share what hardly any respelling changes. The cost is near linear in the number of spellings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rapidfuzz import fuzz, process

from translit.lexicon.lists import light_words
from translit.rules.key import VOWELS, squeeze
from translit.text import fold

MIN_RATIO = 58.0  # RapidFuzz ratio of two spellings, marks aside, under which they aren't compared
LOOKS_APART = 46.0  # the same where their rough signs are equal
WINDOW = 400  # in a larger block, a spelling is compared with so many neighbours in the order of its vowels
SHORTEST_SIGN = 2
_HARD = str.maketrans("jh", "kk")
_CLASSES = {"k": "szckgxhqšžčŝ", "t": "dt", "p": "bp", "f": "vfw"}
_ROUGH = str.maketrans({c: name for name, members in _CLASSES.items() for c in members} | dict.fromkeys("aeiouyj' -"))


def rough(word: str) -> str:
    """What is left of a folded spelling when all that respellings confuse is one, and the vowels are gone.

    >>> rough("tscherson"), rough("xerson")
    ('krkn', 'krkn')
    """
    return squeeze(squeeze(word.replace("ph", "f").replace("th", "t").translate(_ROUGH)).replace("tk", "k"))


def signs(name: str) -> tuple[set[str], set[str]]:
    """What must agree: the rough signs of a spelling, and those signs with one symbol less.

    >>> signs("Cherson")[0] & signs("Jersón")[0]
    {'krkn'}
    """
    words = fold(name).split()
    joined = "".join([w for w in words if w not in light_words()] or words)
    whole = {rough(joined), rough(joined.translate(_HARD))}
    less = {squeeze(s[:i] + s[i + 1 :]) for s in whole if len(s) > SHORTEST_SIGN + 1 for i in range(len(s))}
    return {s for s in whole if len(s) >= SHORTEST_SIGN}, less | whole


def pairs(names: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Pairs of positions in `names` worth comparing, each once, the smaller first, in order."""
    folded = [fold(n) for n in names]
    equal: dict[str, list[int]] = {}
    near: dict[str, list[int]] = {}
    for i, name in enumerate(names):
        whole, less = signs(name)
        for sign in sorted(whole):
            equal.setdefault(sign, []).append(i)
        for sign in sorted(less):
            near.setdefault(sign, []).append(i)
    found: set[int] = set()
    size = len(names)
    for blocks, cutoff in ((equal, LOOKS_APART), (near, MIN_RATIO)):
        for members in blocks.values():
            if len(members) > 1:
                found.update(a * size + b for a, b in _alike(members, folded, cutoff))
        blocks.clear()
    for place in sorted(found):
        yield divmod(place, size)


def _alike(members: Sequence[int], folded: Sequence[str], cutoff: float) -> Iterator[tuple[int, int]]:
    """The pairs of a block that look alike; of a large block, only those that also stand near each other."""
    window = len(members)
    if window > WINDOW:
        window = WINDOW
        members = sorted(members, key=lambda i: ("".join(c for c in folded[i] if c in VOWELS), folded[i]))
    texts = [folded[i] for i in members]
    for place, i in enumerate(members):
        rest = texts[place + 1 : place + 1 + window]
        for _, _, at in process.extract_iter(texts[place], rest, scorer=fuzz.ratio, score_cutoff=cutoff):
            j = members[place + 1 + at]
            yield (i, j) if i < j else (j, i)
