"""What discovery finds: clusters of spellings, what links them, where they stand, and the near misses kept apart."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from translit.gazetteer.load import slug
from translit.text import script_of


@dataclass(frozen=True, slots=True)
class Link:
    """Why two spellings can be one name."""

    a: str
    b: str
    score: float
    """0–100: the share of pairs with such evidence that are one name."""
    key: str
    """The key both read as, or come near to; empty where only marks differ."""
    left: tuple[str, ...] = ()
    """Languages whose press would write `a` for it (ISO 639-1)."""
    right: tuple[str, ...] = ()
    """The same for `b`."""
    steps: tuple[str, ...] = ()
    """Differences between the keys: `confusion:z~s`, `extra:a`, `missing:h`."""

    def __str__(self) -> str:
        if not self.key:
            return f"{self.a} = {self.b}: the same but for marks"
        return f"{self.a} = {self.b}: {self.key} ({_few(self.left)} ~ {_few(self.right)})" + "".join(f", {s}" for s in self.steps)


def _few(languages: tuple[str, ...]) -> str:
    return ", ".join(languages[:3]) + (" …" if len(languages) > 3 else "") if languages else "-"


@dataclass(frozen=True, slots=True)
class Context:
    """A place where a spelling stands."""

    document: str
    line: int
    """1-based, of the document's text as it was read (a paragraph, cell or cue is a line)."""
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Cluster:
    """Spellings that look like one name."""

    spellings: dict[str, int]
    """Spelling to number of mentions, most frequent first."""
    suggested: str
    """The spelling to write."""
    evidence: tuple[str, ...]
    """What links the spellings: `Cherson = Kherson: xerson (de, nl ~ en)`, the differences after it."""
    links: tuple[Link, ...] = ()
    """The same as values, strongest first."""
    entry: str = ""
    """The id of the gazetteer entry that a member is known as, or empty."""
    known: tuple[str, ...] = ()
    """Members that the gazetteer leads to its entry by itself."""
    documents: Mapping[str, int] = field(default_factory=dict, hash=False)
    """Spelling to the number of documents it stands in."""
    contexts: Mapping[str, tuple[Context, ...]] = field(default_factory=dict, hash=False)
    conventions: Mapping[str, tuple[str, ...]] = field(default_factory=dict, hash=False)
    """Spelling to the languages whose press writes so."""
    full_names: tuple[str, ...] = ()
    """Longer names seen that end in a member: `Kirill Stremouzov`."""

    @property
    def unified(self) -> int:
        """How many mentions would change."""
        return sum(n for s, n in self.spellings.items() if s != self.suggested)

    @property
    def native(self) -> tuple[str, ...]:
        """The spellings in another script than the suggested one: its native forms."""
        script = script_of(self.suggested)
        return tuple(s for s in self.spellings if script_of(s) != script)

    @property
    def score(self) -> float:
        """The weakest link that was needed to hold the cluster together (0–100)."""
        reached = {self.suggested}
        weakest = 100.0
        links = list(self.links)
        while True:
            at = next((i for i, link in enumerate(links) if (link.a in reached) != (link.b in reached)), None)
            if at is None:
                return weakest if self.links else 0.0
            link = links.pop(at)
            weakest = min(weakest, link.score)
            reached |= {link.a, link.b}

    def to_entry(self) -> dict[str, Any]:
        """A draft gazetteer entry.

        >>> Cluster({"Kherson": 2, "Cherson": 1}, "Kherson", ()).to_entry()
        {'id': 'kherson', 'canonical': 'Kherson', 'variants': ['Cherson']}
        """
        native = self.native
        made: dict[str, Any] = {"id": self.entry or slug(self.suggested), "canonical": self.suggested}
        if native:
            made["native"] = {"und": list(native)}
        return made | {"variants": [s for s in self.spellings if s != self.suggested and s not in native]}


@dataclass(frozen=True, slots=True)
class Apart:
    """Two spellings that come near each other and are not taken for one name."""

    a: str
    b: str
    reason: str
    score: float
    mentions: int
    """Of both."""
    bars: bool = True
    """Whether the two must not meet in a cluster by way of others either."""


@dataclass(frozen=True, slots=True)
class Discovery:
    """All that was found in a corpus."""

    clusters: tuple[Cluster, ...]
    """The ones that would unify most mentions first."""
    apart: tuple[Apart, ...] = ()
    """Near misses, most mentions first."""
    new_names: dict[str, int] = field(default_factory=dict, hash=False)
    """Frequent names that a gazetteer was asked for and doesn't have, most frequent first; spellings in clusters aside."""
    documents: int = 0
    mentions: int = 0
    """Names seen, each as often as it stands."""
    names: int = 0
    """Distinct spellings that were compared."""
    dropped: int = 0
    """Rare runs of words that were counted by their words only, to stay within memory."""
