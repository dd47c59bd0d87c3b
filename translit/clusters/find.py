"""Discovery, step by step: count the names, link them, group what is linked, look up where they stand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import chain

from translit.clusters.across import across
from translit.clusters.compare import compare
from translit.clusters.explain import irregular
from translit.clusters.forms import SCRIPTS
from translit.clusters.group import explained, groups, link
from translit.clusters.model import Apart, Cluster, Discovery, Link
from translit.clusters.places import Places, look
from translit.clusters.vocabulary import LONGEST, Corpus, Vocabulary, count, is_name
from translit.errors import UsageError, did_you_mean
from translit.gazetteer.model import LANGUAGES
from translit.matching.policy import Decision
from translit.normalizer import Normalizer
from translit.text import fold, script_of

FREQUENT = "frequent"
NEAR_MISSES = 50
NEW_NAMES = 50
EVEN = 50.0
SHOWN_FROM = 35.0  # score of a near miss
FULL_NAMES = 5
SURNAME_SHARE = 0.5  # of a word's mentions that close a longer name, before what stands there is taken for a given name


def discover(texts: Iterable[str]) -> list[Cluster]:
    """Find clusters of spellings, the ones that would unify most mentions first. Each text is a document; the texts are gone through twice.

    Names are words that begin with a capital, of at least four letters, and runs of two to four of them; ordinary words of the texts' languages aside.

    >>> [c.spellings for c in discover(["Kherson and Cherson", "near Kherson"])]
    [{'Kherson': 2, 'Cherson': 1}]
    """
    documents = list(texts)
    return list(find(lambda: ((f"text {i}", text) for i, text in enumerate(documents, start=1))).clusters)


def find(
    corpus: Corpus,
    *,
    normalizer: Normalizer | None = None,
    style: str = FREQUENT,
    same: Iterable[tuple[str, str]] = (),
    different: Iterable[tuple[str, str]] = (),
) -> Discovery:
    """Find the clusters of a corpus, with documents, contexts and near misses.

    With a Normalizer, what its gazetteer already unifies is left out, new variants are tied to its entries, and frequent new names are listed. `style` is `frequent`
    or a language code: the spelling to suggest is the best-evidenced one, or the one that language's press writes. `same` and `different` are pairs that a person
    has decided. Raises `UsageError` for an unknown style.
    """
    if style != FREQUENT and style not in LANGUAGES:
        raise UsageError(f"unknown style {style!r}{did_you_mean(style, [FREQUENT, *sorted(LANGUAGES)])}: `frequent` or a language code")
    vocabulary = count(corpus)
    counts: dict[str, int] = {**vocabulary.words, **vocabulary.longer}
    gazetteer = _Gazetteer(normalizer)
    decided_same = list(same)
    decided = {frozenset(pair) for pair in different}

    def veto(a: str, b: str) -> str:
        if frozenset((a, b)) in decided:
            return "a decision"
        return gazetteer.two_entries(a, b) or _given_names(a, b, vocabulary)

    found: list[Link] = []
    apart: list[Apart] = []
    clusters: list[list[str]] = []
    native: list[Link] = []
    for names in (vocabulary.words, vocabulary.longer):
        several = names is vocabulary.longer
        known = gazetteer.forms(several=several)
        wanted = {n for pair in decided_same for n in pair if (" " in n) == several}
        scripts: dict[str, list[str]] = {}
        for name in sorted({*names, *known, *wanted}):
            scripts.setdefault(script_of(name), []).append(name)
        for _, present in sorted(scripts.items()):
            links, near = link(present, counts, veto, languages=vocabulary.languages, same=decided_same)
            links = [k for k in links if k.a in names or k.b in names]
            found += links
            apart += [m for m in near if m.a in names and m.b in names]
            clusters += groups(links, near, len(present))
        latin = scripts.pop("Latn", [])
        native += across(latin, chain.from_iterable(scripts.values())) if scripts else []
    clusters = _once(clusters, vocabulary)
    native = [k for k in native if not veto(k.a, k.b)]
    found += _joined(clusters, native)
    in_clusters = {name for members in clusters for name in members}
    apart = _nearest(apart, clusters, vocabulary)
    places = look(corpus, in_clusters | {n for m in apart for n in (m.a, m.b)}, vocabulary.hanging)
    _full_names(places, in_clusters, vocabulary)
    home = {name: i for i, members in enumerate(clusters) for name in members}
    inside: list[list[Link]] = [[] for _ in clusters]
    for k in found:
        if k.a in home and home[k.a] == home.get(k.b):
            inside[home[k.a]].append(k)
    built = [
        c for members, links in zip(clusters, inside, strict=True) if (c := _cluster(members, links, counts, places, gazetteer, style)) is not None
    ]
    return Discovery(
        clusters=tuple(sorted(built, key=lambda c: (-c.unified, -sum(c.spellings.values()), c.suggested))),
        apart=tuple(apart),
        new_names=gazetteer.new_names(vocabulary, in_clusters),
        documents=vocabulary.documents,
        mentions=vocabulary.mentions,
        names=len(counts),
        dropped=vocabulary.dropped,
    )


@dataclass(slots=True)
class _Gazetteer:
    """What the gazetteer already knows, asked only for names that come into question."""

    normalizer: Normalizer | None

    def resolve(self, name: str) -> Decision | None:
        return self.normalizer.resolve(name) if self.normalizer else None

    def entry(self, name: str) -> str:
        """The id of the entry that a spelling is known as, a surname alone included."""
        decision = self.resolve(name)
        if decision is None:
            return ""
        if decision.entry is not None:
            return decision.entry.id
        best = decision.candidates[:1]
        return best[0].entry.id if best and decision.reasons == ("surname-alone",) else ""

    def two_entries(self, a: str, b: str) -> str:
        if self.normalizer is None:
            return ""
        x, y = self.entry(a), self.entry(b)
        return f"two entries of the gazetteer ({x}, {y})" if x and y and x != y else ""

    def forms(self, *, several: bool) -> dict[str, str]:
        """Canonical forms that the corpus may lack, with their entries."""
        if self.normalizer is None:
            return {}
        out: dict[str, str] = {}
        for entry in self.normalizer.entries:
            words = entry.canonical.split()
            shaped = 1 < len(words) <= LONGEST if several else len(words) == 1 and is_name(words[0])
            if shaped and script_of(entry.canonical) in SCRIPTS:
                out[entry.canonical] = entry.id
        return out

    def new_names(self, vocabulary: Vocabulary, taken: set[str]) -> dict[str, int]:
        if self.normalizer is None:
            return {}
        out: dict[str, int] = {}
        for name, n in (vocabulary.words | vocabulary.longer).most_common(10 * NEW_NAMES):
            if n > 1 and name not in taken and not self.entry(name):
                out[name] = n
            if len(out) == NEW_NAMES:
                break
        return out


def _given_names(a: str, b: str, vocabulary: Vocabulary) -> str:
    """Two surnames that are only seen after different given names are two people's."""
    if " " in a or " " in b:
        return ""
    before = []
    for word in (a, b):
        openings = vocabulary.openings.get(word)
        if not openings or openings.total() < SURNAME_SHARE * vocabulary.words[word]:
            return ""
        before.append(openings)
    for x in before[0]:
        for y in before[1]:
            short, long = sorted((fold(x).rstrip("."), fold(y).rstrip(".")), key=len)
            if short[:1] == long[:1] and (len(short) == 1 or short == long or _alike(x, y)):
                return ""
    return f"after different words ({before[0].most_common(1)[0][0]}, {before[1].most_common(1)[0][0]})"


def _alike(x: str, y: str) -> bool:
    """Whether two given names may be one."""
    found = compare(x, y)
    return found.score >= EVEN


def _once(clusters: list[list[str]], vocabulary: Vocabulary) -> list[list[str]]:
    """Say each thing once: words that only ever stand in longer names of one cluster give way to those; longer names whose words are unified anyway give way to the words."""
    longer = [c for c in clusters if any(" " in n for n in c)]
    words = [c for c in clusters if not any(" " in n for n in c)]
    inside: dict[str, set[int]] = {}
    covered: dict[str, int] = {}
    for i, members in enumerate(longer):
        for name in members:
            last = name.rsplit(" ", 1)[-1]
            inside.setdefault(last, set()).add(i)
            covered[last] = covered.get(last, 0) + vocabulary.longer[name]
    kept = []
    for members in words:
        shared = set.intersection(*(inside.get(w, set()) for w in members))
        if not shared or any(vocabulary.words[w] > covered.get(w, 0) for w in members):
            kept.append(members)
    home = {w: i for i, members in enumerate(kept) for w in members if all(vocabulary.words[m] > covered.get(m, 0) for m in members)}
    out = list(kept)
    for members in longer:
        written = {tuple(home.get(w, fold(w)) for w in name.split()) for name in members}
        if len(written) > 1:
            out.append(members)
    return out


def _joined(clusters: list[list[str]], native: list[Link]) -> list[Link]:
    """Add to each cluster, or single name, what it is in another script; a name that could be two is added to none. Returns the links that hold."""
    home = {name: i for i, members in enumerate(clusters) for name in members}
    sides: dict[str, set[str | int]] = {}
    for k in native:
        sides.setdefault(k.b, set()).add(home.get(k.a, k.a))
    held = [k for k in native if len(sides[k.b]) == 1]
    for k in held:
        here, there = home.get(k.a), home.get(k.b)
        if here is None and there is None:
            home[k.a] = home[k.b] = len(clusters)
            clusters.append([k.a, k.b])
        elif here is None and there is not None:
            clusters[there].append(k.a)
            home[k.a] = there
        elif there is None and here is not None:
            clusters[here].append(k.b)
            home[k.b] = here
        elif here is not None and there is not None and here != there:
            clusters[here] += clusters[there]
            for name in clusters[there]:
                home[name] = here
            clusters[there] = []
    clusters[:] = [sorted(c) for c in clusters if c]
    return held


def _nearest(apart: list[Apart], clusters: list[list[str]], vocabulary: Vocabulary) -> list[Apart]:
    """The near misses worth showing: those kept apart for a reason, and those that all but made it; pairs of one cluster aside."""
    home = {name: i for i, members in enumerate(clusters) for name in members}
    out = [m for m in apart if m.score >= SHOWN_FROM and home.get(m.a, -1) != home.get(m.b, -2)]
    seen_alone = {m for m in out if all(" " in n or vocabulary.words[n] for n in (m.a, m.b))}
    return sorted(seen_alone, key=lambda m: (-m.mentions, -m.score, m.a, m.b))[:NEAR_MISSES]


def _cluster(members: list[str], found: list[Link], counts: Mapping[str, int], places: Places, gazetteer: _Gazetteer, style: str) -> Cluster | None:
    """A cluster with all that is known of it; None where the gazetteer already unifies it, or only one of its spellings stands in the corpus."""
    links = tuple(map(explained, found))
    conventions = _conventions(links)
    full = {m: places.full_names.get(m, []) for m in members if " " not in m}
    ranked = sorted(members, key=lambda m: (script_of(m) != "Latn", -counts.get(m, 0), -places.documents[m], not full.get(m), *irregular(m, "en"), m))
    suggested = ranked[0]
    if style != FREQUENT:
        suggested = next((m for m in ranked if style in conventions.get(m, ())), suggested)
    entries = {m: e for m in members if (e := gazetteer.entry(m))}
    entry = ""
    known: tuple[str, ...] = ()
    if entries:
        entry = min(entries.values())
        known = tuple(m for m in ranked if m in entries and counts.get(m, 0))
        suggested = next((m for m in ranked if (d := gazetteer.resolve(m)) is not None and d.verdict == "correct"), suggested)
    spellings = {m: counts[m] for m in ranked if counts.get(m, 0)}
    new = [m for m in spellings if m not in entries]
    if (entries and not new) or len({*spellings, suggested}) < 2:
        return None
    return Cluster(
        spellings=spellings,
        suggested=suggested,
        evidence=tuple(map(str, links)),
        links=links,
        entry=entry,
        known=known,
        documents={m: places.documents[m] for m in spellings},
        contexts={m: tuple(places.contexts.get(m, ())) for m in spellings},
        conventions={m: conventions.get(m, ()) for m in spellings},
        full_names=tuple(n for m in ranked for n in full.get(m, ()))[:FULL_NAMES],
    )


def _full_names(places: Places, words: set[str], vocabulary: Vocabulary) -> None:
    """Note the longer names that end in each of these words, the most frequent first."""
    for name, _ in sorted(vocabulary.longer.items(), key=lambda x: (-x[1], x[0])):
        last = name.rsplit(" ", 1)[-1]
        if last in words and len(places.full_names.setdefault(last, [])) < FULL_NAMES:
            places.full_names[last].append(name)


def _conventions(links: Iterable[Link]) -> dict[str, tuple[str, ...]]:
    """For each spelling, the languages whose press writes so for what its strongest link reads."""
    out: dict[str, tuple[str, ...]] = {}
    for k in links:
        out.setdefault(k.a, k.left)
        out.setdefault(k.b, k.right)
    return out
