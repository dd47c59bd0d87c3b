"""Discovery: which spellings in a corpus are one name, found by reading and keys alone, without a gazetteer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from translit.gazetteer.load import slug
from translit.lexicon.lists import background_names, common_words, endings, particles
from translit.matching.align import align
from translit.matching.index import near_signs
from translit.rules.read import PLAIN, Reading, default_reader
from translit.text import WORD, fold, is_all_caps, run_pattern, script_of, starts_upper

MIN_LETTERS = 5
READINGS = 8
READING_COST = 0.2  # of readings that count as evidence
LINK_COST = 0.06  # of a difference between two keys, per symbol


@dataclass(frozen=True, slots=True)
class Cluster:
    """Spellings that look like one name."""

    spellings: dict[str, int]
    """Spelling to number of mentions, most frequent first."""
    suggested: str
    """The spelling to write: the most frequent one, then the one that reads most regularly."""
    evidence: tuple[str, ...]
    """What links the spellings: `Cherson = Kherson: xerson (de, nl ~ en)` or a confusion."""

    def to_entry(self) -> dict[str, Any]:
        """A draft gazetteer entry.

        >>> Cluster({"Kherson": 2, "Cherson": 1}, "Kherson", ()).to_entry()
        {'id': 'kherson', 'canonical': 'Kherson', 'variants': ['Cherson']}
        """
        return {"id": slug(self.suggested), "canonical": self.suggested, "variants": [s for s in self.spellings if s != self.suggested]}


def discover(texts: Iterable[str]) -> list[Cluster]:
    """Find clusters of spellings, the ones that would unify most mentions first.

    Only single words are compared, of at least five letters, that begin with a capital and are neither ordinary words nor seen in small letters.
    """
    counts = _count(texts)
    words = sorted(counts)
    readings = {word: _readings(word) for word in words}
    links: dict[tuple[str, str], str] = {}
    for a, b in sorted(_pairs(words, readings)):
        why = _link(a, b, readings[a], readings[b])
        if why:
            links[a, b] = why
    clusters = []
    for members in _groups(links):
        ordered = sorted(members, key=lambda w: (-counts[w], _irregular(readings[w]), w))
        evidence = tuple(why for (a, _), why in sorted(links.items()) if a in members)
        clusters.append(Cluster({w: counts[w] for w in ordered}, ordered[0], evidence))
    return sorted(clusters, key=lambda c: (-sum(c.spellings.values()) + c.spellings[c.suggested], c.suggested))


def _count(texts: Iterable[str]) -> Counter[str]:
    pattern = run_pattern(particles())
    counts: Counter[str] = Counter()
    small: set[str] = set()
    for text in texts:
        small.update(word for word in WORD.findall(text) if word.islower())
        for run in pattern.findall(text):
            for found in WORD.finditer(run):
                word = _bare(found.group())
                if starts_upper(word) and not is_all_caps(word) and sum(c.isalpha() for c in word) >= MIN_LETTERS and script_of(word) == "Latn":
                    counts[word] += 1
    known = common_words()
    return Counter({w: n for w, n in counts.items() if w.casefold() not in small and w.casefold() not in known})


def _bare(word: str) -> str:
    """The word without a possessive ending."""
    plain = word.replace("’", "'")
    for ending in endings():
        if ending.letters.startswith("'") and plain.endswith(ending.letters):
            return word[: -len(ending.letters)]
    return word


def _readings(word: str) -> tuple[Reading, ...]:
    found = [r for r in default_reader().read(word) if not r.mixed and r.cost <= READING_COST and r.via != (PLAIN,)]
    return tuple(found[:READINGS])


def _pairs(words: Sequence[str], readings: dict[str, tuple[Reading, ...]]) -> set[tuple[str, str]]:
    """Pairs worth a closer look: they share a key, or nearly a rough sign."""
    places: dict[str, set[str]] = {}
    for word in words:
        for reading in readings[word]:
            places.setdefault("=" + reading.key, set()).add(word)
        for sign in near_signs(word):
            if len(sign) > 2:
                places.setdefault(sign, set()).add(word)
    return {(a, b) for found in places.values() if len(found) < 50 for a in found for b in found if a < b}


def _link(a: str, b: str, left: Sequence[Reading], right: Sequence[Reading]) -> str:
    """Why two spellings can be one name, or an empty string."""
    if fold(a) == fold(b):
        return f"{a} = {b}: the same but for marks"
    if a.casefold() in background_names() and b.casefold() in background_names():
        return ""
    best: tuple[float, str] | None = None
    for x in left:
        for y in right:
            cost, steps = align(x.key, y.key)
            total = cost + x.cost + y.cost
            if total > LINK_COST * len(x.key) + x.cost + y.cost or any(not s.startswith("confusion:") for s in steps):
                continue
            why = f"{a} = {b}: {x.key} ({_habits(x)} ~ {_habits(y)})" + "".join(f", {s}" for s in steps)
            if best is None or total < best[0]:
                best = (total, why)
    return best[1] if best else ""


def _habits(reading: Reading) -> str:
    names = list(dict.fromkeys(v.split("-", 1)[1] for v in reading.via if v != PLAIN))
    return ", ".join(names[:3]) + (" …" if len(names) > 3 else "")


def _irregular(readings: Sequence[Reading]) -> tuple[bool, float]:
    english = [r.cost for r in readings if any(v.endswith("-en") for v in r.via)]
    return (not english, min(english, default=0.0))


def _groups(links: Iterable[tuple[str, str]]) -> list[set[str]]:
    groups: dict[str, set[str]] = {}
    for a, b in links:
        merged = groups.get(a, {a}) | groups.get(b, {b})
        for word in merged:
            groups[word] = merged
    return [set(g) for g in {tuple(sorted(g)): g for g in groups.values()}.values()]
