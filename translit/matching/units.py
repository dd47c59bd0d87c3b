"""The units of a person's name: light words (al-, bin, van, de …) set aside, what belongs together joined (Abd al-Rahman, Abdurrahman)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from translit.lexicon.lists import light_words

_ABD = frozenset({"abd", "abdul", "abdel", "abdal", "abdu", "abdol", "abdoul", "abdur", "abdus", "abdun"})
_SERVANT = re.compile(r"abd[aeiou]{0,2}(?:l|([rnsztd])(?=\1))?[ '-]*(?=.{3})")


def units_of(words: Sequence[str]) -> list[str]:
    """The units of a name, in order.

    >>> units_of(["abd", "al", "rahman", "bin", "khalid"]), units_of(["abdurrahman"])
    (['abdrahman', 'khalid'], ['abdrahman'])
    """
    out: list[str] = []
    pending = ""
    for word in words:
        bare = word.strip("'")
        if bare in _ABD:
            pending = "abd"
        elif bare in light_words() and len(words) > 1:
            continue
        elif pending:
            out.append(pending + bare)
            pending = ""
        else:
            joined = _SERVANT.sub("abd", bare, count=1) if bare.startswith("abd") and len(bare) > 6 else bare
            out.append(joined)
    if pending:
        out.append(pending)
    return out or list(words)
