"""Signs: what is left of a spelling when all that respellings confuse falls together. Names that may be one name are filed under near signs.

A spelling is first read crudely, letter by letter with the digraphs that mean much the same everywhere. In its sign every vowel is one symbol, every
hissing, hushing and throaty consonant another. Two signs are near where one of them, or one symbol less of it, is the other, or one symbol less of that.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from translit.rules.key import squeeze, tables
from translit.text import fold

_CLASSES = {"k": "szckgxhqšžčŝ", "t": "dt", "p": "bp", "f": "vfw", "a": "aeiouyj"}
_SIGN = {ord(c): name for name, members in _CLASSES.items() for c in members} | dict.fromkeys(map(ord, "' -"))
_DOUBLED = re.compile(r"([a-z])\1+")
_FRAME = str.maketrans("eiouy", "aaaaa")


@lru_cache(maxsize=1)
def _crude_table() -> tuple[re.Pattern[str], dict[str, str]]:
    table = {**tables()["plain"], **tables()["crude"]}
    chunks = sorted((c for c in table if len(c) > 1 or table[c] != c), key=lambda c: (-len(c), c))
    return re.compile("|".join(map(re.escape, chunks))), table


def crude(word: str) -> str:
    """The plainest reading of a Latin spelling (small letters), whatever its language, in key symbols.

    >>> crude("tscherson"), crude("muenchen"), crude("szczecin")
    ('čerson', 'muenčen', 'ŝesin')
    """
    pattern, table = _crude_table()
    return squeeze(pattern.sub(lambda m: table[m[0]], word))


def crudes(word: str) -> tuple[str, ...]:
    """The crude readings of a Latin word: two where j may be a vowel's neighbour or a hushing sound.

    >>> crudes("jytomyr")
    ('itomir', 'žitomir')
    """
    word = word.replace("'", "").replace("-", "").replace(" ", "")
    plain = word if word.isascii() else fold_rest(word)
    if "j" in plain:
        return crude(plain), crude(plain.replace("j", "ž"))
    return (crude(plain),)


def fold_rest(word: str) -> str:
    """The word with the marks taken off that the crude table doesn't read."""
    known = _crude_table()[1]
    return "".join([c if c.isascii() or c in known else fold(c) for c in word])


def sign(key: str) -> str:
    """The sign of a key or a crude reading.

    >>> sign("xerson"), sign("čerson"), sign("muxamad")
    ('karkan', 'karkan', 'makamat')
    """
    return _DOUBLED.sub(r"\1", _DOUBLED.sub(r"\1", key.translate(_SIGN)).replace("tk", "k"))


def bare_sign(key: str) -> str:
    """The sign without its vowels: for scripts that don't write them."""
    return _DOUBLED.sub(r"\1", sign(key).replace("a", ""))


def frame(key: str) -> str:
    """A key with all vowels alike: `xerson`, `xorsan` and `xarson` share one."""
    return _DOUBLED.sub(r"\1", key.translate(_FRAME))


def near_signs(word: str) -> list[str]:
    """The signs under which keys near this Latin word are filed.

    >>> "karkan" in near_signs("jerson")
    True
    """
    return sorted({s for key in crudes(fold(word)) for s in shortened(sign(key))})


def shortened(symbols: str) -> Sequence[str]:
    """A sign and, where it is long enough, every sign with one symbol less."""
    if len(symbols) < SHORT:
        return [symbols]
    return [symbols, *[symbols[:i] + symbols[i + 1 :] for i in range(len(symbols))]]


SHORT = 3  # symbols of a sign that is not shortened any more
