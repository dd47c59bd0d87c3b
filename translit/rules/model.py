"""The shapes of the rule library: a rule set and what it is made of. They are msgspec structures: there are a hundred thousand rules to decode."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

START = "<start>"
END = "<end>"
KINDS = ("scheme", "convention", "base")
STATUSES = ("checked", "single-source", "draft")


class Rule(msgspec.Struct, frozen=True, kw_only=True, array_like=True):
    """Write `write` for `find` where the neighbours allow it."""

    find: str
    """Letters of the source script, lower case."""
    write: str
    prev: frozenset[str] | None = None
    """What may stand before in reading order: letters and `<start>`; None means anything."""
    next: frozenset[str] | None = None
    """What may stand after in reading order: letters and `<end>`; None means anything."""
    note: str = ""
    line: int = 0
    file: str = ""

    @property
    def contexts(self) -> int:
        """How many of `prev` and `next` are bound."""
        return (self.prev is not None) + (self.next is not None)


class Example(msgspec.Struct, frozen=True, array_like=True):
    """A spelling in the source script and what the rule set must write for it."""

    given: str
    expect: str
    line: int


class RuleSet(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A scheme or a convention: one YAML file, with its reference and its own examples."""

    id: str
    kind: str
    """`scheme` (a published standard), `convention` (a language's press) or `base` (a table others extend)."""
    title: str
    language: str
    """ISO 639-1 code of the source language, empty in a base."""
    script: str
    """ISO 15924 code of the source script."""
    target: str = ""
    """ISO 639-1 code of the language whose readers it is written for, empty in a scheme without one."""
    authority: str = ""
    year: str = ""
    status: str = "draft"
    reference: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    note: str = ""
    rules: tuple[Rule, ...] = ()
    """Letters (rules without contexts) and contextual rules, the parent's included."""
    also: tuple[Rule, ...] = ()
    """Spellings that are met but not written: for reading only."""
    exceptions: Mapping[str, str] = {}
    """Whole words the convention itself spells otherwise, lower case source to written form."""
    examples: tuple[Example, ...] = ()
    same: Mapping[str, str] = {}
    """Other letters that are read as a letter of the rules (ecclesiastical Georgian, Latin æ typed for Cyrillic ӕ), one for one, lower case."""
    decompose: bool = False
    """Whether the source is taken apart (Unicode NFD) before the rules: Hangul syllables into letters, vowel points off their letters."""
    capitalize: bool = False
    """Whether words of a script without case are written with a capital."""
    first: str = ""
    """Id of a rule set that is applied first; this one then rewrites its output."""
    file: str = ""
