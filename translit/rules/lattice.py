"""Cutting a word into the syllables of one spelling system, for all systems at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

BEAM = 12  # ways kept at each place of a word
READINGS = 12  # of one word
MAX_COST = 0.8  # a dearer reading is none
MAX_LETTERS = 26  # of one word; a longer one has no readings
SEPARATOR = "|"  # between the syllables of a reading until they are joined


class SyllableReading(NamedTuple):
    """What a spelling can stand for."""

    reading: str
    """The syllables in the plain spelling of the language, joined."""
    cost: float
    """0 = as the system writes it; each mark left out, each rare syllable and each seam that should have been marked adds some tenths."""
    via: str
    """The id of the rule set, or of the list, that spells so."""


@dataclass(frozen=True, slots=True)
class System:
    """The syllables of one spelling system."""

    id: str
    chunks: Mapping[str, Sequence[tuple[str, float]]]
    """Spelling of a syllable -> the plain syllables it stands for, each with a cost."""
    apostrophe: bool = False
    """Whether an apostrophe can stand between syllables (in pinyin; in Wade–Giles it belongs to one)."""
    cost: float = 0.0
    """What it costs to think of this system at all."""
    seam: float = 0.0
    """What it costs to begin a syllable with a vowel inside a word where nothing marks it."""


class Lattice:
    """Reads words under a few systems of syllables; made once, then read-only.

    >>> toy = Lattice([System("wg", {"pei": [("bei", 0.0)], "ching": [("jing", 0.0), ("qing", 0.1)]})])
    >>> toy.read("pei-ching")
    [('bei|jing', 0.0, 'wg'), ('bei|qing', 0.1, 'wg')]
    >>> toy.read("peking")
    []
    """

    def __init__(self, systems: Sequence[System], masks: Mapping[str, int] | None = None, longest: int = 0) -> None:
        """Make one of systems; `masks` and `longest` where they are known from one made before."""
        self.systems = tuple(systems)
        self._all = (1 << len(self.systems)) - 1
        self._apostrophe = sum(1 << bit for bit, system in enumerate(self.systems) if system.apostrophe)
        self.masks = self._masked() if masks is None else masks
        """Chunk, or beginning of one -> its systems, a bit each."""
        self.longest = longest or max(map(len, self.masks), default=0)

    def _masked(self) -> dict[str, int]:
        masks: dict[str, int] = {}
        for bit, system in enumerate(self.systems):
            for chunk in system.chunks:
                masks[chunk] = masks.get(chunk, 0) | 1 << bit
        for chunk in list(masks):  # beginnings of chunks, so that a search stops where none goes on
            for end in range(1, len(chunk)):
                masks.setdefault(chunk[:end], 0)
        return masks

    def read(self, word: str) -> list[tuple[str, float, str]]:
        """Return (syllables joined with `SEPARATOR`, cost, system) for each way to read a lower-case word, each reading once, the cheapest first.

        Of two systems at one cost, the one named first is given.
        """
        if not 0 < len(word) <= MAX_LETTERS:
            return []
        edges, mask = self._edges(word)
        if not mask:
            return []
        best: dict[str, tuple[float, str]] = {}
        for bit, system in enumerate(self.systems):
            if mask >> bit & 1:
                for reading, cost in _paths(word, system, [(i, j) for i, j, m in edges if m >> bit & 1]):
                    total = cost + system.cost
                    if total <= MAX_COST and (reading not in best or total < best[reading][0]):
                        best[reading] = (total, system.id)
        found = sorted((cost, reading, via) for reading, (cost, via) in best.items())
        return [(reading, round(cost, 2), via) for cost, reading, via in found[:READINGS]]

    def _edges(self, word: str) -> tuple[list[tuple[int, int, int]], int]:
        """The chunks of the word that lie on a way from its start to its end, as (start, end, systems), and the systems that have such a way."""
        n, get, longest = len(word), self.masks.get, self.longest
        reach = [0] * (n + 1)
        reach[0] = self._all
        edges: list[tuple[int, int, int]] = []
        for i in range(n):
            here = reach[i]
            if not here:
                continue
            if i and word[i] in "-'":
                through = here if word[i] == "-" else here & self._apostrophe
                if through:
                    reach[i + 1] |= through
                    edges.append((i, i + 1, through))
                continue
            for j in range(i + 1, min(n, i + longest) + 1):
                mask = get(word[i:j])
                if mask is None:
                    break
                mask &= here
                if mask:
                    reach[j] |= mask
                    edges.append((i, j, mask))
        if not reach[n]:
            return [], 0
        back = [0] * (n + 1)
        back[n] = reach[n]
        useful: list[tuple[int, int, int]] = []
        for i, j, mask in reversed(edges):
            mask &= back[j]
            if mask:
                back[i] |= mask
                useful.append((i, j, mask))
        useful.reverse()
        return useful, back[0]


def _paths(word: str, system: System, edges: Sequence[tuple[int, int]]) -> list[tuple[str, float]]:
    """The cheapest ways through the chunks of one system; the edges come in the order of their starts."""
    kept: dict[int, dict[str, float]] = {0: {"": 0.0}}
    for i, j in edges:
        here = kept.get(i)
        if here is None:
            continue
        if len(here) > BEAM:
            here = kept[i] = dict(sorted(here.items(), key=lambda item: (item[1], item[0]))[:BEAM])
        there = kept.setdefault(j, {})
        options = system.chunks.get(word[i:j])
        if options is None:  # a hyphen or an apostrophe between syllables
            for before, cost in here.items():
                if cost < there.get(before, 99.0):
                    there[before] = cost
            continue
        seam = system.seam if i and word[i] in "aeiou" and word[i - 1] not in "-'" else 0.0
        for before, cost in here.items():
            for syllable, more in options:
                joined = f"{before}{SEPARATOR}{syllable}" if before else syllable
                total = cost + more + seam
                if total <= MAX_COST and total < there.get(joined, 99.0):
                    there[joined] = total
    return list(kept.get(len(word), {}).items())
