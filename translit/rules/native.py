"""A word of a script that has no key table of its own, in Latin letters: by the script's usual scheme, or by Unidecode as the last resort."""

from __future__ import annotations

from functools import lru_cache

from translit.rules.fallback import VIA, rough_latin
from translit.rules.key import tables
from translit.rules.library import romanizer
from translit.shipped import tree
from translit.text import fold


@lru_cache(maxsize=1 << 14)
def latin_of(word: str, script: str) -> tuple[tuple[str, str], ...]:
    """Return (Latin spelling, what wrote it) pairs, the likeliest first; none where nothing covers the script.

    >>> latin_of("부산", "Hang")
    (('busan', 'ko-rr'),)
    >>> [spelling for spelling, _ in latin_of("박", "Hang")][:3]
    ['bak', 'park', 'pak']
    """
    scheme = tables()["by_scheme"].get(script)
    if scheme:
        spellings = [fold(romanizer(scheme)(word)).replace(" ", "")]
        if script == "Hang":
            spellings += [fold(s) for s in korean_surnames().get(word, ())]
        return tuple((s, scheme) for s in dict.fromkeys(spellings) if s.isascii() and s)
    rough = rough_latin(word).replace(" ", "")
    return ((rough, VIA),) if rough else ()


@lru_cache(maxsize=1)
def korean_surnames() -> dict[str, tuple[str, ...]]:
    """Hangul surname -> its usual Latin spellings, the commonest first."""
    return {name: tuple(spellings) for name, spellings in tree("rules/korean-surnames.yaml").items()}
