"""A Normalizer that leaves protected places alone: comments, [sic], quotations, phrases."""

from __future__ import annotations

from typing import Any

from translit.normalizer import Normalizer, Session
from translit.protect import NO_GUARDS, Guards, Shield, protected_spans, shielded
from translit.result import Result


class Guarded(Normalizer):
    """Does what a Normalizer does, but for the places that `protected_spans` names.

    >>> n = Guarded.guarded(Normalizer.from_entries([{"canonical": "Kherson", "native": {"uk": "Херсон"}}]))
    >>> n.normalize("Cherson [sic], Cherson")
    'Cherson [sic], Kherson'
    """

    guards: Guards = NO_GUARDS

    @classmethod
    def guarded(cls, normalizer: Normalizer, guards: Guards = NO_GUARDS) -> Guarded:
        """The same Normalizer, guarded; its index is shared, not made again."""
        self = cls.__new__(cls)
        self.__dict__.update(normalizer.__dict__)
        self.guards = guards
        return self

    def __getstate__(self) -> dict[str, Any]:
        return {**super().__getstate__(), "guards": self.guards}

    def explain(self, text: str, session: Session | None = None) -> Result:
        """Return the text before and after; what is protected comes back among `held`, with the reason."""
        result = super().explain(text, session)
        if not result.edits and not result.ambiguities:
            return result
        return shielded(result, Shield(protected_spans(text, self.guards)).reason)
