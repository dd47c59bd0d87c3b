"""Gates: named evidence that a spelling is not a variant of the entry it looks like. Each returns its name, or an empty string."""

from __future__ import annotations

from collections.abc import Sequence

from translit.lexicon.lists import background_names, common_words, endings
from translit.matching.policy import Candidate, Policy
from translit.matching.via import Via
from translit.text import fold, is_all_caps, is_cased, script_of, spelled

KNOWN_VIA = frozenset({"canonical", "listed", "native", "style"})
SHORT_CAPITALS = 5


def gates(spelling: str, words: Sequence[str], best: Candidate, policy: Policy) -> tuple[str, ...]:
    """The gates that hold this candidate back; none where the spelling is itself listed, marks and all.

    A longer name vouches for its words, so the word lists only speak where the mention is one word.
    """
    if best.method == "exact" and not isinstance(best.via, Via) and KNOWN_VIA & set(best.via) and spelled(best.form) == spelled(spelling):
        return ()
    found: list[str] = []
    if best.method not in policy.methods:
        found.append(f"method:{best.method}")
    if sum(c.isalpha() for c in spelling) < policy.min_length:
        found.append("short")
    if len(words) == 1:
        if best.entry.kind == "country" and (best.method != "exact" or _marks(spelling) - _marks(best.form)):
            found.append("people-or-language")  # Serbio, Bulgară, Irlandé(s): made from the country's name, and not the country
        found += filter(None, (common_word(spelling), background(spelling), capitals(spelling)))
        if not found and best.method != "exact":
            found += filter(None, (stem_of_its_own(spelling),))
    return tuple(found)


def _marks(name: str) -> set[str]:
    """The letters of a Latin name that carry a mark."""
    return {c for c in spelled(name) if not c.isascii() and c.isalpha()} if script_of(name) == "Latn" else set()


def common_word(spelling: str) -> str:
    """`common-word:de,nl` for an ordinary word."""
    languages = common_words().get(spelled(spelling)) or common_words().get(fold(spelling))
    return f"common-word:{languages.replace(' ', ',')}" if languages else ""


def background(spelling: str) -> str:
    """`known-name:surnames` for a name that stands for itself."""
    source = background_names().get(spelled(spelling))
    return f"known-name:{source}" if source else ""


def stem_of_its_own(spelling: str) -> str:
    """`known-name:cities` for a name that stands for itself with an ending that is kept (Essener, Henderson's); `common-word` likewise."""
    lower = spelled(spelling)
    for ending in endings():
        stem = lower[: -len(ending.letters)]
        if ending.keep and len(stem) >= SHORT_CAPITALS - 1 and lower.endswith(ending.letters):
            return background(stem) or (common_word(stem) if ending.letters.startswith("'") else "")
    return ""


def capitals(spelling: str) -> str:
    """`short-capitals` for what is likely an abbreviation."""
    return "short-capitals" if len(spelling) < SHORT_CAPITALS and is_cased(spelling) and is_all_caps(spelling) else ""
