"""The errors a caller may want to tell apart.

TranslitError
├── DataError       a YAML file (rules, gazetteer) is wrong; carries every fault found in it
├── UsageError      an argument or option is wrong (unknown scheme, bad policy)
└── DocumentError   a text file can't be read or written
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass


class TranslitError(Exception):
    """Base of every error that translit raises on purpose."""


class UsageError(TranslitError):
    """An argument or option is wrong: an unknown scheme, style or policy value."""


class DocumentError(TranslitError):
    """A text file can't be read or written."""


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One fault of a data file: place first, then the path inside the file, then what is wrong and the way out."""

    file: str
    line: int
    path: str
    message: str

    def __str__(self) -> str:
        where = f"{self.file}:{self.line}" if self.line else self.file
        return f"{where}: {self.path}: {self.message}" if self.path else f"{where}: {self.message}"


class DataError(TranslitError):
    """A data file is wrong. `faults` holds every fault found in it, in file order."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults: tuple[Fault, ...] = tuple(sorted(set(faults)))
        super().__init__("\n".join(map(str, self.faults)))


def did_you_mean(word: str, known: Sequence[str]) -> str:
    """Return ` (did you mean 'x'?)` for the nearest known word, or an empty string.

    >>> did_you_mean("vowles", ["vowels", "consonants"])
    " (did you mean 'vowels'?)"
    """
    from rapidfuzz import process  # only where something is wrong

    best = process.extractOne(word, known, score_cutoff=50) if word else None
    return f" (did you mean {best[0]!r}?)" if best else ""
