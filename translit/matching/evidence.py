"""Gates: named evidence that a spelling is not a variant of the entry it looks like. Each returns its name, or an empty string."""

from __future__ import annotations

from collections.abc import Sequence

from rapidfuzz import fuzz

from translit.lexicon.kinds import demonym_endings, elided, people_endings
from translit.lexicon.lists import background_names, common_words, kept_endings
from translit.matching.policy import Candidate, Policy
from translit.matching.signs import crude
from translit.matching.via import Via
from translit.rules.key import VOWELLESS, key_of_native, tables
from translit.text import fold, is_all_caps, is_cased, script_of, spelled

KNOWN_VIA = frozenset({"canonical", "listed", "native", "style"})
SHORT_CAPITALS = 5
UNLIKE = 60.0  # RapidFuzz ratio (0–100) under which two names of one place are different names


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
            found += filter(None, (stem_of_its_own(spelling) or derived(spelling, best) or after_elision(spelling),))
        if not found and best.score >= policy.min_score:
            found += filter(None, (part_of_name(best),))
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
    for ending in kept_endings():
        stem = lower[: -len(ending.letters)]
        if len(stem) >= SHORT_CAPITALS - 1 and lower.endswith(ending.letters):
            return background(stem) or (common_word(stem) if ending.letters.startswith("'") else "")
    return ""


def derived(spelling: str, best: Candidate) -> str:
    """`people-or-language` for a word that is made from the name of a place (Khersonais, Alexandrian), `derived:lehrer` for one that is
    made from an ordinary word (Lehrerin)."""
    if best.entry.kind == "person":
        return ""
    lower = spelled(spelling)
    script = script_of(spelling)
    names = [spelled(n) for n in (best.form, best.entry.canonical) if script_of(n) == script]
    if lower.endswith(demonym_endings()) and names:
        ending = next(e for e in demonym_endings() if lower.endswith(e))
        if not any(fold(n).endswith(fold(ending)[-2:]) for n in names):
            return "people-or-language"
    for ending, language in people_endings():
        stem = lower.removesuffix(ending)
        if stem != lower and len(stem) >= SHORT_CAPITALS - 1 and language in common_words().get(stem, "").split():
            return f"derived:{stem}"
    return ""


def after_elision(spelling: str) -> str:
    """`common-word:fr` for an ordinary word after an article without its vowel (L'île)."""
    article, apostrophe, word = spelled(spelling).partition("'")
    return common_word(word) if apostrophe and article in elided() else ""


def part_of_name(best: Candidate) -> str:
    """`part-of-name:…` where the form is but a word of a longer one that the entry has, and unlike the name itself (Романов of Романов-на-Мурмане for Murmansk)."""
    form, script = fold(best.form), script_of(best.form)
    if " " in form or best.form == best.entry.canonical or script not in tables() or script in VOWELLESS:
        return ""
    longer = next((f for forms in best.entry.native.values() for f in forms if " " in fold(f) and form in fold(f).split()), "")
    if not longer:
        return ""
    sounds = key_of_native(form, script)
    return f"part-of-name:{longer}" if all(fuzz.ratio(sounds, crude(word)) < UNLIKE for word in fold(best.entry.canonical).split()) else ""


def capitals(spelling: str) -> str:
    """`short-capitals` for what is likely an abbreviation."""
    return "short-capitals" if len(spelling) < SHORT_CAPITALS and is_cased(spelling) and is_all_caps(spelling) else ""
