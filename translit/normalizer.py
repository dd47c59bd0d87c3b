"""The Normalizer: a gazetteer and a policy made ready, and what is asked of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from translit.compiled import PACKAGE, Store
from translit.errors import UsageError
from translit.gazetteer.model import Entry
from translit.gazetteer.store import read_entries, read_files
from translit.matching.gazetteers import cache_name, cache_name_of, keep, open_cached, open_saved, save
from translit.matching.index import Index
from translit.matching.policy import Decision, Policy
from translit.matching.resolve import Resolver
from translit.matching.saved import SavedIndex
from translit.matching.styles import check_style
from translit.protect import NO_GUARDS, Guards
from translit.result import Result
from translit.rewriting import Rewriter, Session
from translit.rules.read import default_reader


class Normalizer:
    """Rewrites the spellings of names to one form each.

    Immutable after it is made, but for its memory of decisions; threads may share it, and it can be pickled (the memory stays behind).

    >>> n = Normalizer.from_entries([{"canonical": "Kherson", "native": {"uk": "Херсон"}}])
    >>> n.normalize("Cherson, Jersón, Emerson")
    'Kherson, Kherson, Emerson'
    """

    guards: Guards = NO_GUARDS
    """What stays as it is besides inline comments and [sic] (see `guarded`)."""

    def __init__(self, entries: Sequence[Entry], policy: Policy | None = None) -> None:
        self.policy = policy or Policy()
        self.entries: Sequence[Entry] = tuple(entries)
        check_style(self.policy.style, {name for e in self.entries for name in e.styles})
        self._prepare()

    def _prepare(self, index: Index | None = None) -> None:
        self._resolver = Resolver(index or Index(self.entries, default_reader()), self.policy)
        self._rewriter = Rewriter(self._resolver)

    def __getstate__(self) -> dict[str, Any]:
        return {"policy": self.policy, "entries": tuple(self.entries), "guards": self.guards}

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__dict__.update(state)
        self._prepare()

    # -- making ----------------------------------------------------------------------------------------------------------------------

    @classmethod
    def load(cls, paths: str | Path | Iterable[str | Path] | None = None, *, policy: Policy | None = None) -> Normalizer:
        """Load one or more gazetteers, YAML or compiled; without a path, the one that comes with the package.

        Raises `DataError` with every fault of the files.
        """
        given = [default_gazetteer()] if paths is None else [paths] if isinstance(paths, (str, Path)) else paths
        files = list(map(Path, given))
        found = open_saved(files[0]) if len(files) == 1 else None
        name = cache_name(files) if found is None else ""
        found = found or (open_cached(name) if name else None)
        if found is not None:
            return cls._of_store(found, policy)
        ready = cls(read_files(files), policy)
        if name:
            keep(name, ready.entries, ready._resolver.index)
        return ready

    @classmethod
    def kept(cls, entries: Sequence[Entry], policy: Policy | None = None) -> Normalizer:
        """The same as `Normalizer(entries, policy)`, its index taken from the cache or put there: for entries that come again."""
        name = cache_name_of(entries)
        found = open_cached(name) if name else None
        if found is not None:
            return cls._of_store(found, policy)
        ready = cls(entries, policy)
        if name:
            keep(name, ready.entries, ready._resolver.index)
        return ready

    @classmethod
    def _of_store(cls, store: Store, policy: Policy | None) -> Normalizer:
        """One whose index is in a compiled file."""
        new = cls.__new__(cls)
        new.policy = policy or Policy()
        check_style(new.policy.style, set(store.value("named", list[str])))
        new.entries, ordered = read_entries(store)
        new._prepare(SavedIndex(store, ordered, default_reader()))
        return new

    @classmethod
    def from_entries(cls, entries: Iterable[Mapping[str, Any] | Entry], *, policy: Policy | None = None) -> Normalizer:
        """Make one from plain values; only `canonical` is required. Raises `DataError` with every fault.

        >>> Normalizer.from_entries([{"canonical": "Stremousov"}]).normalize("Stremouzov or Stremoussov")
        'Stremousov or Stremousov'
        """
        from translit.gazetteer.load import entries_from

        rows = list(entries)
        ready = [e for e in rows if isinstance(e, Entry)]
        return cls((*ready, *entries_from(e for e in rows if not isinstance(e, Entry))), policy)

    def save(self, path: str | Path) -> None:
        """Write the entries with their index in compiled form; `load` maps it, and makes a new index where the rules have changed since."""
        save(Path(path), self.entries, self._resolver.index)

    def guarded(self, guards: Guards) -> Normalizer:
        """The same Normalizer with places that stay as they are: phrases of one's own, quotations. Its index is shared.

        >>> n = Normalizer.from_entries([{"canonical": "Kherson", "native": {"uk": "Херсон"}}]).guarded(Guards(quotations="keep"))
        >>> n.normalize("Cherson, “Cherson”, Cherson [sic]")
        'Kherson, “Cherson”, Cherson [sic]'
        """
        twin = object.__new__(type(self))
        twin.__dict__.update(self.__dict__)  # a copy by way of its state would make the index anew
        twin.guards = guards
        return twin

    # -- using -----------------------------------------------------------------------------------------------------------------------

    def normalize(self, text: str) -> str:
        """Return `text` with every known spelling in its written form: always `explain(text).text`."""
        return self._rewriter.judged(text, None, self.guards).text

    def resolve(self, name: str) -> Decision:
        """Decide one whole spelling, without context.

        >>> n = Normalizer.from_entries([{"canonical": "Kherson", "native": {"uk": "Херсон"}}])
        >>> n.resolve("Jersón").entry.canonical, n.resolve("Emerson").verdict
        ('Kherson', 'unknown')
        """
        if not isinstance(name, str):
            raise UsageError(f"resolve takes a text, not {type(name).__name__}")
        spelling = name.strip()
        outcome = self._rewriter.whole(spelling)
        decision = outcome.decision
        if outcome.licence and decision.verdict != "unknown":
            return Decision(name, "unknown", decision.candidates, (*decision.reasons, "surname-alone"))
        written = f"{spelling[: outcome.start]}{decision.written}{spelling[outcome.end :]}" if decision.written else ""
        return Decision(name, decision.verdict, decision.candidates, decision.reasons, written)

    def explain(self, text: str, session: Session | None = None) -> Result:
        """Return the text before and after, with every edit and what was left alone.

        Pass one `Session` for the pieces of a document that is handed over in parts (cut at line ends).
        """
        return self._rewriter.judged(text, session, self.guards)

def default_gazetteer() -> Path:
    """The path of the gazetteer that comes with the package (in a checkout, the one at its top)."""
    packaged = PACKAGE / "gazetteer.yaml"
    return packaged if packaged.exists() else PACKAGE.parent / "gazetteer.yaml"
