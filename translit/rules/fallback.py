"""The last resort for a script that no rule set covers: Unidecode's reading, for keys only, never for output.

Unidecode is GPL-2.0-or-later; this module alone imports it. Without it the other scripts simply have no reading here.
"""

from __future__ import annotations

from functools import lru_cache

VIA = "fallback:unidecode"


@lru_cache(maxsize=1 << 14)
def rough_latin(word: str) -> str:
    """Return a language-blind Latin reading of a word, lower case, or `""` where Unidecode isn't installed.

    >>> rough_latin("ቡና") in ("bunaa", "")
    True
    """
    try:
        from unidecode import unidecode
    except ImportError:  # pragma: no cover - exercised by the run without it
        return ""
    return "".join(c for c in unidecode(word).lower() if c.isalpha() or c in "' -").strip()
