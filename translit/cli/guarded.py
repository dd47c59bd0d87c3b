"""A Normalizer that leaves protected places alone: comments, [sic], quotations, phrases."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from translit.matching.policy import Candidate, Decision
from translit.normalizer import Normalizer, Session
from translit.protect import NO_GUARDS, Guards, Shield, Span, protected_spans
from translit.result import Edit, Mention, Result, apply_edits


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
        return without_protected(result, protected_spans(text, self.guards))


def without_protected(result: Result, spans: Sequence[Span]) -> Result:
    """The result without the edits and ambiguities that touch a protected span: they are held back instead."""
    if not spans:
        return result
    shield = Shield(spans)
    held = list(result.held)
    edits: list[Edit] = []
    for edit in result.edits:
        if reason := shield.reason(edit.start, edit.end):
            candidate = Candidate(edit.entry, edit.form, edit.method, edit.score, edit.via)
            held.append(Mention(edit.start, edit.end, Decision(edit.before, "unknown", (candidate,), (f"kept-{reason}",))))
        else:
            edits.append(edit)
    ambiguities: list[Mention] = []
    for mention in result.ambiguities:
        if reason := shield.reason(mention.start, mention.end):
            decision = mention.decision
            held.append(Mention(mention.start, mention.end, Decision(decision.spelling, "unknown", decision.candidates, (*decision.reasons, f"kept-{reason}"))))
        else:
            ambiguities.append(mention)
    if len(held) == len(result.held):
        return result
    held.sort(key=lambda m: (m.start, m.end))
    return Result(result.source, apply_edits(result.source, edits), tuple(edits), tuple(ambiguities), tuple(held))
