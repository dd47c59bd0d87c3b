"""What a gazetteer holds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

KINDS = ("place", "country", "region", "city", "river", "person", "organization", "other")

# ISO 639-1, and `und` where the language of a form isn't known.
LANGUAGES = frozenset(
    [
        "und",
        "aa",
        "ab",
        "ae",
        "af",
        "ak",
        "am",
        "an",
        "ar",
        "as",
        "av",
        "ay",
        "az",
        "ba",
        "be",
        "bg",
        "bh",
        "bi",
        "bm",
        "bn",
        "bo",
        "br",
        "bs",
        "ca",
        "ce",
        "ch",
        "co",
        "cr",
        "cs",
        "cu",
        "cv",
        "cy",
        "da",
        "de",
        "dv",
        "dz",
        "ee",
        "el",
        "en",
        "eo",
        "es",
        "et",
        "eu",
        "fa",
        "ff",
        "fi",
        "fj",
        "fo",
        "fr",
        "fy",
        "ga",
        "gd",
        "gl",
        "gn",
        "gu",
        "gv",
        "ha",
        "he",
        "hi",
        "ho",
        "hr",
        "ht",
        "hu",
        "hy",
        "hz",
        "ia",
        "id",
        "ie",
        "ig",
        "ii",
        "ik",
        "io",
        "is",
        "it",
        "iu",
        "ja",
        "jv",
        "ka",
        "kg",
        "ki",
        "kj",
        "kk",
        "kl",
        "km",
        "kn",
        "ko",
        "kr",
        "ks",
        "ku",
        "kv",
        "kw",
        "ky",
        "la",
        "lb",
        "lg",
        "li",
        "ln",
        "lo",
        "lt",
        "lu",
        "lv",
        "mg",
        "mh",
        "mi",
        "mk",
        "ml",
        "mn",
        "mr",
        "ms",
        "mt",
        "my",
        "na",
        "nb",
        "nd",
        "ne",
        "ng",
        "nl",
        "nn",
        "no",
        "nr",
        "nv",
        "ny",
        "oc",
        "oj",
        "om",
        "or",
        "os",
        "pa",
        "pi",
        "pl",
        "ps",
        "pt",
        "qu",
        "rm",
        "rn",
        "ro",
        "ru",
        "rw",
        "sa",
        "sc",
        "sd",
        "se",
        "sg",
        "si",
        "sk",
        "sl",
        "sm",
        "sn",
        "so",
        "sq",
        "sr",
        "ss",
        "st",
        "su",
        "sv",
        "sw",
        "ta",
        "te",
        "tg",
        "th",
        "ti",
        "tk",
        "tl",
        "tn",
        "to",
        "tr",
        "ts",
        "tt",
        "tw",
        "ty",
        "ug",
        "uk",
        "ur",
        "uz",
        "ve",
        "vi",
        "vo",
        "wa",
        "wo",
        "xh",
        "yi",
        "yo",
        "za",
        "zh",
        "zu",
    ]
)


@dataclass(frozen=True, slots=True)
class Field:
    """A key of an entry as people write it: its shape in YAML and what it is for."""

    shape: str
    """text, kind, names (one or a list), `names by language`, `text by name`."""
    help: str


# The one list of keys: the reader refuses others, the JSON Schema and the manual are made from it, and entries are written in this order.
FIELDS = {
    "id": Field("text", "What other files call the entry; made from the canonical form where it is left out. Ids of all entries differ."),
    "canonical": Field("text", "The form that is written."),
    "kind": Field("kind", "What the name is of."),
    "country": Field("text", "ISO 3166-1 alpha-2 code."),
    "native": Field(
        "names by language", "Language code (ISO 639-1, or und) to the forms in that language's own script. Variants are derived from them."
    ),
    "variants": Field("names", "Spellings that no rule gives."),
    "never": Field("names", "Spellings that are something else, however near."),
    "styles": Field("text by name", "Style name to the form written in that style."),
    "expect": Field("text by name", "Text to what it must become: run by `translit gazetteer test`."),
    "note": Field("text", "For people: why it is so, and where it is from."),
}


@dataclass(frozen=True, slots=True)
class Entry:
    """A name of the gazetteer.

    >>> Entry("611", "Kherson", native={"uk": ("Херсон",)}).id
    '611'
    """

    id: str
    canonical: str
    kind: str = "other"
    """One of `KINDS`."""
    native: Mapping[str, tuple[str, ...]] = field(default_factory=dict, hash=False)
    """Language code (ISO 639-1 or `und`) to the forms in that language's own script."""
    variants: tuple[str, ...] = ()
    """Listed spellings: those that no rule gives."""
    never: tuple[str, ...] = ()
    """Spellings that are something else, however near."""
    styles: Mapping[str, str] = field(default_factory=dict, hash=False)
    """Style name to the form written in that style, where it isn't what a rule set gives."""
    note: str = ""
    country: str = ""
    """ISO 3166-1 alpha-2 code, or empty."""

    def __getstate__(self) -> tuple[object, ...]:
        return tuple(getattr(self, name) for name in self.__slots__)

    def __setstate__(self, state: tuple[object, ...]) -> None:
        for name, value in zip(self.__slots__, state, strict=True):
            object.__setattr__(self, name, value)
