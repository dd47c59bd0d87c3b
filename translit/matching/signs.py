"""Signs: what is left of a spelling when all that respellings confuse falls together. Names that may be one name are filed under near signs.

A spelling is first read crudely, letter by letter with the digraphs that mean much the same everywhere. In its sign every vowel is one symbol, every
hissing, hushing and throaty consonant another. Two signs are near where one of them, or one symbol less of it, is the other, or one symbol less of that.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from translit.rules.key import tables
from translit.text import fold

_CLASSES = {"k": "szckgxhqšžčŝ", "t": "dt", "p": "bp", "f": "vfw", "a": "aeiouyj"}
_SIGN = {ord(c): name for name, members in _CLASSES.items() for c in members} | dict.fromkeys(map(ord, "' -"))
_DOUBLED = re.compile(r"([^\n])(?<=\1\1)")  # what stands behind its like
_BARE = str.maketrans("fl", "pr", "a")
_NO_VOWELS = str.maketrans("", "", "aeiou")
_FRAME = str.maketrans("eiouy", "aaaaa")


@lru_cache(maxsize=1)
def _crude_table() -> tuple[tuple[tuple[str, str], ...], dict[int, str], frozenset[str]]:
    """Digraphs with what they become (in capitals, so that none is read twice), longest first; single letters; all letters that are read."""
    table = {**tables()["plain"], **tables()["crude"]}
    chunks = sorted((c for c in table if len(c) > 1), key=lambda c: (-len(c), c))
    singles = {ord(c): sound for c, sound in table.items() if len(c) == 1} | {ord(s.upper()): s for sound in table.values() for s in sound}
    return tuple((c, table[c].upper()) for c in chunks), singles, frozenset(table)


LONG = 300  # characters from which a few replacements take less than looking at each


def crude(words: str) -> str:
    """The plainest reading of Latin spellings (small letters), whatever their language, in key symbols. Words may be parted by line ends.

    >>> crude("tscherson"), crude("muenchen"), crude("szczecin")
    ('čerson', 'muenčen', 'ŝesin')
    """
    chunks, singles, _ = _crude_table()
    for chunk, symbols in chunks:
        if chunk in words:
            words = words.replace(chunk, symbols)
    return _DOUBLED.sub("", words.translate(singles))


def crudes(word: str) -> tuple[str, ...]:
    """The crude readings of a Latin word: the plainest first, and one for each of its letters that can sound otherwise.

    >>> crudes("jytomyr"), crudes("gyergacsi")
    (('itomir', 'žitomir'), ('gergači', 'dergači'))
    """
    plain = fold_rest(word)
    found = [crude(plain), *[crude(plain.replace(chunk, symbols)) for chunk, symbols in otherwise().items() if chunk in plain]]
    return tuple(dict.fromkeys(found))


def meant(word: str) -> tuple[str, ...]:
    """The crude readings of a word of a canonical form, whose letters are plain English but for j.

    >>> meant("jakarta"), meant("gyumri")
    (('iakarta', 'žakarta'), ('giumri',))
    """
    plain = fold_rest(word)
    return (crude(plain), crude(plain.replace("j", "ž"))) if "j" in plain else (crude(plain),)


def otherwise() -> dict[str, str]:
    """Latin letters, and what they sound like where they don't sound as usual."""
    return tables()["otherwise"]


def fold_rest(words: str) -> str:
    """Words without apostrophes, hyphens and spaces, and without the marks that the crude table doesn't read."""
    words = words.replace("'", "").replace("-", "").replace(" ", "")
    if words.isascii():
        return words
    if len(words) < LONG:
        return words.translate(_rest())
    rest = _rest()
    for char in set(words):
        if not char.isascii() and (plain := rest[ord(char)]) != char:
            words = words.replace(char, plain)
    return words


class _Rest(dict[int, str]):
    """Letter -> itself where the crude table reads it, else without its marks; filled as letters are met."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        self[code] = kept = char if char.isascii() or char in _crude_table()[2] else fold(char)
        return kept


@lru_cache(maxsize=1)
def _rest() -> _Rest:
    return _Rest()


def sign(key: str) -> str:
    """The sign of a key or a crude reading (or of several, parted by line ends).

    >>> sign("xerson"), sign("čerson"), sign("muxamad")
    ('karkan', 'karkan', 'makamat')
    """
    return _DOUBLED.sub("", _DOUBLED.sub("", key.translate(_SIGN)).replace("tk", "k"))


def bare_sign(key: str) -> str:
    """The sign without its vowels, and with fewer classes: for scripts that don't write them, or whose letters mean several sounds.

    >>> bare_sign("lvndvn"), bare_sign("london"), bare_sign("rondon")
    ('rpntpn', 'rntn', 'rntn')
    """
    return _DOUBLED.sub("", sign(key).translate(_BARE))


def bare(key: str) -> str:
    """A key without vowels.

    >>> bare("muxamad")
    'mxmd'
    """
    return key.translate(_NO_VOWELS)


def frame(key: str) -> str:
    """A key with all vowels alike: `xerson`, `xorsan` and `xarson` share one."""
    return _DOUBLED.sub("", key.translate(_FRAME))


def shortened(symbols: str) -> Sequence[str]:
    """A sign and, where it is long enough, every sign with one symbol less."""
    if len(symbols) < SHORT:
        return [symbols]
    return [symbols, *[symbols[:i] + symbols[i + 1 :] for i in range(len(symbols))]]


_PLAINER = str.maketrans("fm", "pn")


def text_sign(key: str) -> str:
    """The sign by which a word of running text is looked up: b and v are one symbol, too, and m and n.

    >>> text_sign("kašiba"), text_sign("kašiva"), text_sign("simferopol")
    ('kakapa', 'kakapa', 'kanparapal')
    """
    return _DOUBLED.sub("", sign(key).translate(_PLAINER))


@lru_cache(maxsize=1 << 16)
def softened(symbols: str) -> Sequence[str]:
    """A sign and, where it is long enough, every sign with one vowel less: in running text a name keeps its consonants.

    >>> softened("karkan")
    ['karkan', 'krkan', 'karkn']
    """
    if len(symbols) < SHORT:
        return [symbols]
    return [symbols, *dict.fromkeys([symbols[:i] + symbols[i + 1 :] for i, c in enumerate(symbols) if c == "a"])]


SHORT = 3  # symbols of a sign that is not shortened any more
