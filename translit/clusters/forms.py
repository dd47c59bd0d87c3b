"""A name as it is compared: its telling words, each folded and read letter by letter. No convention is asked yet."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from translit.lexicon.lists import light_words
from translit.matching.signs import crudes
from translit.rules.key import key_of_native
from translit.text import fold, script_of, spelled

SCRIPTS = frozenset({"Latn", "Cyrl", "Grek", "Armn"})
"""Scripts with capitals: in the others nothing tells a name from a word."""


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a name."""

    text: str
    plain: str
    """Folded: marks, case and apostrophes aside."""
    keys: tuple[str, ...]
    """Its plainest readings in key symbols: two where j may be a vowel's neighbour or a hushing sound."""
    script: str


@lru_cache(maxsize=1 << 17)
def word(text: str) -> Word:
    """A word with its plainest readings.

    >>> word("Tscherson").keys, word("Херсон").keys
    (('čerson',), ('xerson',))
    """
    script = script_of(text)
    keys = crudes(spelled(text)) if script == "Latn" else (str(key_of_native(text, script)),)
    return Word(text, fold(text).replace(" ", ""), keys, script)


@lru_cache(maxsize=1 << 16)
def telling(name: str) -> tuple[Word, ...]:
    """The words of a name without those that come and go (Al Basrah, El Basra), unless there are no others.

    >>> [w.plain for w in telling("Ras al-Khaimah")]
    ['ras', 'khaimah']
    """
    words = name.replace("-", " ").split()
    return tuple(map(word, [w for w in words if fold(w) not in light_words()] or words))


def joined(words: tuple[Word, ...]) -> Word:
    """Several words as one: Novo Selo, Novoselo."""
    return words[0] if len(words) == 1 else word("".join(w.text for w in words))
