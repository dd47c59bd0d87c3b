"""Keys: folded readings. Two spellings that can mean the same name share one."""

from __future__ import annotations

from functools import lru_cache
from typing import NewType

from translit.shipped import tree
from translit.text import plain_marks

Key = NewType("Key", str)
"""A folded reading in the symbols of `keys.yaml`; words are parted by a space."""

SOUNDS = "Zxxx"
"""The script (ISO 15924 "unwritten") of rule sets whose source letters are the key symbols themselves: how a language writes foreign sounds."""

VOWELLESS = frozenset({"Arab", "Hebr"})
"""Scripts whose keys lack the short vowels."""

LOOSELY = "loosely"

_DIGRAPHS = frozenset({"Grek", "Armn"})

VOWELS = frozenset("aeiou")


@lru_cache(maxsize=1)
def tables() -> dict[str, dict[str, str]]:
    """Script (or `plain`) -> letter -> key symbols, from `keys.yaml`."""
    return {name: dict(table) for name, table in tree("rules/keys.yaml").items() if name != LOOSELY}


@lru_cache(maxsize=1)
def loosely() -> dict[str, dict[str, tuple[str, ...]]]:
    """Script -> key symbol -> what else it can stand for: only scripts whose vowels tell little."""
    table = tree("rules/keys.yaml")[LOOSELY]
    return {script: {symbol: tuple(others) for symbol, others in row.items()} for script, row in table.items()}


def symbols(letters: str, script: str, language: str = "") -> str:
    """The key symbols of some source letters, doubles kept; letters the table doesn't know vanish.

    >>> symbols("щя", "Cyrl")
    'ŝia'
    """
    if script == SOUNDS:
        return letters
    table = tables().get(script, {})
    own = tables().get(f"{script}-{language}")
    if own:
        table = table | own
    if script not in _DIGRAPHS:
        return "".join([table.get(c, "") for c in letters])
    out = ""
    i = 0
    while i < len(letters):
        size = 2 if letters[i : i + 2] in table else 1
        out += table.get(letters[i : i + size], "")
        i += size
    return out


def squeeze(text: str) -> str:
    """Make doubled symbols one.

    >>> squeeze("mariia")
    'maria'
    """
    out = text[:1]
    for char in text[1:]:
        if char != out[-1]:
            out += char
    return out


def has_key(script: str) -> bool:
    """Whether words of this script have a key of their own."""
    return script == SOUNDS or script in tables()


@lru_cache(maxsize=1 << 16)
def key_of_native(word: str, script: str, language: str = "") -> Key:
    """The key of one word in its own script: exact, for no reading is in doubt.

    >>> key_of_native("Херсон", "Cyrl")
    'xerson'
    """
    return Key(squeeze(symbols(plain_marks(word).lower(), script, language)))


# Symbols that spellings mix up with each other share a class in the skeleton; vowels are left out.
_CLASSES = {"s": "szcšžčŝ", "k": "kgxh", "p": "pb", "t": "td", "f": "fv", "l": "l", "r": "r", "m": "m", "n": "n"}
_SKELETON = str.maketrans({c: name for name, members in _CLASSES.items() for c in members} | dict.fromkeys(VOWELS, None))


@lru_cache(maxsize=1 << 16)
def skeleton(key: str) -> str:
    """The consonant classes of a key: what hardly any respelling changes. It shortlists candidates for the fuzzy step.

    >>> skeleton("xerson"), skeleton("geržon")
    ('krsn', 'krsn')
    """
    return squeeze(key.translate(_SKELETON))
