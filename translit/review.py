"""Review: every member of every cluster put to a person, one at a time; what was decided is remembered and not asked again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from translit.clusters.model import Cluster
from translit.decisions import EVERYWHERE, Judgement, settled
from translit.errors import UsageError
from translit.report.discovery import reason_for
from translit.text import spelled

KEYS = {
    "y": "yes: this spelling is that name",
    "n": "no: it is something else",
    "a": "all: yes to this and the rest of the cluster",
    "d": "different: no to this and the rest of the cluster",
    "s": "skip: ask again next time",
    "e": "edit: write the name in another way",
    "u": "undo the last answer",
    "q": "quit: what was answered is kept",
    "?": "this help",
}


@dataclass(frozen=True, slots=True)
class Question:
    """Is `spelling` the name of its cluster?"""

    cluster: Cluster
    spelling: str
    name: str
    """The name to write, as edited."""

    @property
    def reason(self) -> str:
        """Why it is asked."""
        return reason_for(self.cluster, self.spelling)


@dataclass(slots=True)
class Review:
    """The state of a review. It neither asks nor writes: the caller shows `question`, hands an answer to `answer`, and keeps what comes back.

    >>> review = Review([Cluster({"Kherson": 2, "Cherson": 1}, "Kherson", ())], date="2026-11-26")
    >>> review.question.spelling, [j.name for j in review.answer("y")], review.question
    ('Cherson', ['Kherson'], None)
    """

    clusters: Sequence[Cluster]
    date: str
    scope: str = EVERYWHERE
    known: Iterable[Judgement] = ()
    """Past decisions: what they settle isn't asked."""
    _names: dict[int, str] = field(default_factory=dict)
    _queue: list[tuple[int, str]] = field(default_factory=list)
    _at: int = 0
    _past: list[tuple[int, list[tuple[int, str]], dict[int, str], tuple[Judgement, ...]]] = field(default_factory=list)

    def __post_init__(self) -> None:
        done = Settled(self.known)
        for i, cluster in enumerate(self.clusters):
            self._names[i] = cluster.suggested
            self._queue += [
                (i, s) for s in cluster.spellings if s != cluster.suggested and s not in cluster.native and s not in cluster.known and not done.knows(s, cluster.suggested)
            ]

    @property
    def question(self) -> Question | None:
        """What is asked now; None when all is answered."""
        if self._at >= len(self._queue):
            return None
        i, spelling = self._queue[self._at]
        return Question(self.clusters[i], spelling, self._names[i])

    @property
    def position(self) -> tuple[int, int]:
        """Which question this is (1-based), and of how many."""
        return min(self._at + 1, len(self._queue)), len(self._queue)

    def asked(self) -> dict[int, list[str]]:
        """What is still to ask: number of the cluster to its spellings."""
        out: dict[int, list[str]] = {}
        for i, spelling in self._queue[self._at :]:
            out.setdefault(i, []).append(spelling)
        return out

    def answer(self, key: str, text: str = "") -> tuple[Judgement, ...]:
        """Take an answer (`y n a d s`, or `e` with the new form) and return the decisions that come of it.

        Raises `UsageError` for another key, an empty new form, or where nothing is asked.
        """
        question = self.question
        if question is None or key not in "ynadse":
            raise UsageError(f"no such answer here: {key!r}")
        here = self._queue[self._at][0]
        before = (self._at, list(self._queue), dict(self._names))
        made: tuple[Judgement, ...] = ()
        if key == "e":
            self._rename(here, text.strip())
        else:
            end = self._at + 1
            if key in "ad":
                while end < len(self._queue) and self._queue[end][0] == here:
                    end += 1
            if key != "s":
                made = tuple(self._made(question, s, same=key in "ya") for _, s in self._queue[self._at : end])
            self._at = end
        self._past.append((*before, made))
        return made

    def undo(self) -> tuple[Judgement, ...] | None:
        """Go back one answer and return the decisions it had made; None at the beginning."""
        if not self._past:
            return None
        self._at, self._queue, self._names, made = self._past.pop()
        return made

    def _made(self, question: Question, spelling: str, *, same: bool) -> Judgement:
        return Judgement(
            spelling=spelling,
            name=question.name,
            same=same,
            entry=question.cluster.entry,
            date=self.date,
            scope=self.scope,
            reason=reason_for(question.cluster, spelling) if same else "",
        )

    def _rename(self, i: int, name: str) -> None:
        """Another form for the cluster: what is left of it is asked against that, the form suggested before too."""
        if not name or not name.isprintable():
            raise UsageError("the new form is empty or holds control characters")
        old = self._names[i]
        rest = [s for j, s in self._queue[self._at :] if j == i]
        again = [s for s in dict.fromkeys([*rest, old]) if spelled(s) != spelled(name)]
        others = [q for q in self._queue[self._at :] if q[0] != i]
        self._names[i] = name
        self._queue = self._queue[: self._at] + [(i, s) for s in again] + others


class Settled:
    """What past decisions settle: pairs kept apart, and spellings that are one name, in however many steps."""

    def __init__(self, judgements: Iterable[Judgement]) -> None:
        held = settled(judgements)
        self._apart = {j.pair for j in held if not j.same}
        self._name = {spelled(j.spelling): spelled(j.name) for j in held if j.same}

    def knows(self, a: str, b: str) -> bool:
        """Whether nobody need be asked about these two."""
        x, y = spelled(a), spelled(b)
        return frozenset((x, y)) in self._apart or self._name.get(x, x) == self._name.get(y, y)
