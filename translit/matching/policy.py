"""What a user may choose, and what comes of it: one immutable value in, decisions out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from translit.errors import UsageError, did_you_mean
from translit.gazetteer.model import Entry

METHODS = ("exact", "rule", "fuzzy")
INFLECTIONS = ("keep", "drop", "leave")
SURNAMES = ("licensed", "never", "always")
CONTEXTS = ("document", "line", "never")


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """How bold to be. Raises `UsageError` for a value that makes no sense.

    >>> Policy(min_score=95).min_score
    95
    """

    methods: tuple[str, ...] = METHODS
    """The ways a spelling may be linked to an entry: exact, rule, fuzzy."""
    min_score: float = 92
    """Score (0–100) from which a candidate is applied."""
    min_margin: float = 3
    """By how much the best entry must lead the next one."""
    min_length: int = 4
    """Letters a name must have to be linked by rule or fuzzy."""
    style: str = "canonical"
    """Which form is written: `canonical`, a name from `styles`, a language (`de`), a scheme id, or `native:uk`."""
    keep_case: bool = True
    """CHERSON becomes KHERSON, not Kherson."""
    any_case: bool = False
    """Whether names are looked for in small letters, too: only known spellings and those that rule sets write, in a text (slower)."""
    inflection: str = "keep"
    """An ending on a known name: `keep` it where it is English or German (Chersons → Khersons), and on a name that is spelled as it should be; another
    language's goes with its spelling (Chersonia → Kherson). `drop` every ending, or `leave` the word alone."""
    surnames: str = "licensed"
    """A person's surname alone: after the full name in the same text (`licensed`), `never`, or `always`."""
    context: str = "document"
    """What may settle a tie between entries: what stands in the same `line`, with that the spelling habits of the `document` so far, or nothing (`never`)."""

    def __post_init__(self) -> None:
        for method in self.methods:
            _one_of("methods", method, METHODS)
        _one_of("inflection", self.inflection, INFLECTIONS)
        _one_of("surnames", self.surnames, SURNAMES)
        _one_of("context", self.context, CONTEXTS)
        for name in ("min_score", "min_margin"):
            if not 0 <= getattr(self, name) <= 100:
                raise UsageError(f"{name} must be between 0 and 100, not {getattr(self, name)}")
        if self.min_length < 1:
            raise UsageError(f"min_length must be at least 1, not {self.min_length}")


def _one_of(name: str, value: str, known: tuple[str, ...]) -> None:
    if value not in known:
        raise UsageError(f"{name}: unknown value {value!r}{did_you_mean(value, known)}; known are {', '.join(known)}")


@dataclass(frozen=True, slots=True)
class Candidate:
    """An entry proposed for a spelling."""

    entry: Entry
    form: str
    """The form of the entry that the spelling was linked to (a native form, the canonical one, or a listed variant)."""
    method: str
    """exact, rule or fuzzy."""
    score: float
    """0–100."""
    via: Sequence[str]
    """What links them: ids of rule sets (`ru-de`) and named evidence (`confusion:s~z`, `ending:-s`, `listed`)."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided of one spelling."""

    spelling: str
    verdict: str
    """unknown, correct, replace or ambiguous."""
    candidates: tuple[Candidate, ...] = ()
    """Best first, at most five, those under `min_score` too."""
    reasons: tuple[str, ...] = ()
    """Why a candidate was not applied: the gates that held it back."""
    written: str = ""
    """What stands in the text afterwards, where the verdict is correct or replace."""

    @property
    def entry(self) -> Entry | None:
        """The entry that was decided for, None where the verdict is unknown or ambiguous."""
        return self.candidates[0].entry if self.candidates and self.verdict in ("correct", "replace") else None

    @property
    def score(self) -> float:
        """The best candidate's score, 0 without one."""
        return self.candidates[0].score if self.candidates else 0.0
