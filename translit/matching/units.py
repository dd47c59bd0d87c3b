"""The units of a person's name: light words (al-, bin, van, de …) set aside, what belongs together joined (Abd al-Rahman, Abdurrahman)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from translit.lexicon.lists import light_words

SERVANT_OF = frozenset({"abd", "abdul", "abdel", "abdal", "abdu", "abdol", "abdoul", "abdur", "abdus", "abdun"})
_SERVANT = re.compile(r"abd[aeiou]{0,2}(?:l|([rnsztd])(?=\1))?[ '-]*(?=.{3})")


# Salah al-Din, Saladeen: "of the faith" closes a name. Alhassan, Elkaddafi: the article written together.
_DIN = re.compile(r"d(?:i|ee|ie)ne?")
_ENDS_IN_DIN = re.compile(r"(?<=...)[aeiou]{0,2}d?d(?:i|ee|ie)ne?$")
_ARTICLE = re.compile(r"[ae]l-?(?=[^aeiou'].{4})")


def _trimmed(word: str) -> str:
    """One word as a unit: the servant of somebody joined, the article off, the faith spelled one way."""
    if word.startswith("abd") and len(word) > 6:
        return _SERVANT.sub("abd", word, count=1)
    return _ENDS_IN_DIN.sub("din", _ARTICLE.sub("", word, count=1) if word[:2] in ("al", "el") else word)


def unit_of(word: str) -> str:
    """A word (small letters) as a unit by itself.

    >>> unit_of("elkaddafi"), unit_of("chersones"), unit_of("tajideen")
    ('kaddafi', 'chersones', 'tajdin')
    """
    if word[:2] not in _HEADS and word[-1:] not in _TAILS and word[:1] != "'":
        return word  # nearly all are told so
    return units_of([word.strip("'")])[0]


# What a word that isn't its own unit begins or ends with.
_HEADS = frozenset({"ab", "al", "el"})
_TAILS = frozenset("ne'")


def units_of(words: Sequence[str]) -> list[str]:
    """The units of a name, in order.

    >>> units_of(["abd", "al", "rahman", "bin", "khalid"]), units_of(["abdurrahman"])
    (['abdrahman', 'khalid'], ['abdrahman'])
    >>> units_of(["taj", "al", "din"]), units_of(["tajideen"]), units_of(["elkaddafi"])
    (['tajdin'], ['tajdin'], ['kaddafi'])
    """
    out: list[str] = []
    pending = ""
    for word in words:
        bare = word.strip("'")
        if bare in SERVANT_OF:
            pending = "abd"
        elif bare in light_words() and len(words) > 1:
            continue
        elif pending:
            out.append(pending + _trimmed(bare))
            pending = ""
        elif out and _DIN.fullmatch(bare):
            out[-1] += "din"
        else:
            out.append(_trimmed(bare))
    if pending:
        out.append(pending)
    return out or list(words)
