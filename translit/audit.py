"""What a gazetteer does, tried out: expectations that fail, variants that lead nowhere, replacements that differ between two versions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from translit.gazetteer.lint import redundant
from translit.gazetteer.load import Expectation
from translit.gazetteer.model import Entry
from translit.normalizer import Normalizer
from translit.result import Edit


@dataclass(frozen=True, slots=True)
class Failure:
    """An expectation that doesn't hold, and what was written instead."""

    expectation: Expectation
    written: str


def failing(normalizer: Normalizer, expectations: Iterable[Expectation]) -> list[Failure]:
    """Return the expectations that don't hold.

    >>> n = Normalizer.from_entries([{"canonical": "Kherson", "native": {"uk": "Херсон"}}])
    >>> failing(n, [Expectation("kherson", 3, "in Cherson", "in Kherson"), Expectation("kherson", 4, "Emerson", "Kherson")])[0].written
    'Emerson'
    """
    rows = ((e, normalizer.normalize(e.given)) for e in expectations)
    return [Failure(e, written) for e, written in rows if written != e.wanted]


def unreached(normalizer: Normalizer) -> dict[str, dict[str, str]]:
    """Entry id -> spellings (canonical form, listed variants) that don't lead to the entry -> what happens to them instead.

    >>> unreached(Normalizer.from_entries([{"canonical": "Omsk", "variants": ["Tomsk"], "never": ["Tomsk"]}]))["omsk"]["Tomsk"]
    'unknown'
    """
    found: dict[str, dict[str, str]] = {}
    for entry in normalizer.entries:
        for form in (entry.canonical, *entry.variants):
            decision = normalizer.resolve(form)
            if decision.entry is not None and decision.entry.canonical == entry.canonical:
                continue
            if "surname-alone" in decision.reasons:
                continue  # a surname counts after the full name
            found.setdefault(entry.id, {})[form] = decision.verdict if decision.entry is None else f"leads to {decision.entry.id}"
    return found


def safe_removals(normalizer: Normalizer) -> dict[str, dict[str, str]]:
    """Entry id -> variants that are redundant and lead to the entry without being listed, too -> why they are redundant.

    >>> n = Normalizer.from_entries([{"canonical": "Kherson", "native": {"uk": "Херсон"}, "variants": ["Cherson", "Korsun"]}])
    >>> list(safe_removals(n)["kherson"])
    ['Cherson']
    """
    doubtful = {e.id: found for e in normalizer.entries if (found := redundant(e))}
    if not doubtful:
        return {}
    slim = [replace(e, variants=tuple(v for v in e.variants if v not in doubtful.get(e.id, ()))) for e in normalizer.entries]
    without = Normalizer(slim, normalizer.policy)
    safe: dict[str, dict[str, str]] = {}
    for entry in normalizer.entries:
        for form, why in doubtful.get(entry.id, {}).items():
            before, after = normalizer.resolve(form), without.resolve(form)
            if after.verdict == before.verdict and after.written == before.written and after.entry is not None and after.entry.id == entry.id:
                safe.setdefault(entry.id, {})[form] = why
    return safe


@dataclass(frozen=True, slots=True)
class Difference:
    """What two gazetteers do differently."""

    added: tuple[str, ...]
    """Ids of entries that only the second one has."""
    removed: tuple[str, ...]
    changed: tuple[str, ...]
    gone: Counter[tuple[str, str]]
    """Replacements (before, after) that only the first one makes, or makes more often, with how often."""
    new: Counter[tuple[str, str]]

    def __bool__(self) -> bool:
        return bool(self.added or self.removed or self.changed or self.gone or self.new)


def difference(old: Normalizer, new: Normalizer, edits: Callable[[Normalizer], Iterable[Edit]]) -> Difference:
    """Compare the entries of two gazetteers and the replacements they make; `edits` gives those that one makes in a corpus.

    >>> old = Normalizer.from_entries([{"canonical": "Kherson", "native": {"uk": "Херсон"}}])
    >>> new = Normalizer.from_entries([{"canonical": "Kherson", "native": {"uk": "Херсон"}, "never": ["Cherson"]}])
    >>> d = difference(old, new, lambda n: n.explain("Cherson, Jersón").edits)
    >>> d.changed, dict(d.gone)
    (('kherson',), {('Cherson', 'Kherson'): 1})
    """
    before = Counter((e.before, e.after) for e in edits(old))
    after = Counter((e.before, e.after) for e in edits(new))
    olds, news = _by_id(old.entries), _by_id(new.entries)
    return Difference(
        tuple(i for i in news if i not in olds),
        tuple(i for i in olds if i not in news),
        tuple(i for i in news if i in olds and olds[i] != news[i]),
        before - after,
        after - before,
    )


def _by_id(entries: Sequence[Entry]) -> dict[str, Entry]:
    return {e.id: e for e in entries}
