"""Latin spellings of Chinese, Japanese and Korean names, read back syllable by syllable: Tsingtao, Ch'ing-tao, Čching-tao and Qingdao are one name.

Each function takes one word as it is written (hyphens, apostrophes and marks as they stand) and returns what it can stand for in the plain
spelling of its language: pinyin without tones and dots, Revised Romanization, Hepburn without long marks. A word is cut into the syllables of *one*
system; what can't be cut has no reading. A reading says what a name would be if it were Chinese, not that it is: Lima and Linda have readings too.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache

from translit.rules.lattice import SEPARATOR, Lattice, SyllableReading
from translit.rules.syllable_tables import Whole, chinese, japanese, korean
from translit.text import fold, plain_marks


@lru_cache(maxsize=1 << 14)
def pinyin_readings(word: str) -> tuple[SyllableReading, ...]:
    """Return what a Latin (or Russian) spelling of a Chinese name can be in pinyin, the cheapest first, at most twelve and the whole words; none where it can't be cut.

    Systems: pinyin, Wade–Giles, postal, EFEO, Tongyong, Yale, Lessing–Othmer, Polish, Czech, Hungarian, Russian (Palladius), older German and French,
    Cantonese (Jyutping, Yale, Hong Kong) and Vietnamese through the characters of names, and surnames as families abroad write them.

    >>> [pinyin_readings(w)[0].reading for w in ("Tsingtao", "Ch'ing-tao", "Qingdao", "Čching-tao", "Циндао")]
    ['qingdao', 'qingdao', 'qingdao', 'qingdao', 'qingdao']
    >>> pinyin_readings("Kwangchow")[0]
    SyllableReading(reading='guangzhou', cost=0.0, via='zh-postal')
    >>> "zeng" in {r.reading for r in pinyin_readings("Tsang")}
    True
    >>> pinyin_readings("Kherson")
    ()
    """
    lattice, whole = chinese()
    return _read(word, lattice, whole, _joined)


@lru_cache(maxsize=1 << 14)
def japanese_readings(word: str) -> tuple[SyllableReading, ...]:
    """Return what a spelling of a Japanese name can be in Hepburn without long marks, the cheapest first, at most twelve and the whole words; none where it can't be cut.

    Systems: Hepburn (modified, traditional, passports), Kunrei and Nihon-shiki, and German, French, Spanish, Polish, Czech, Hungarian and Russian.

    >>> [japanese_readings(w)[0].reading for w in ("Ōsaka", "Oosaka", "Hirosima", "Hiroszima", "Tookyoo", "Shinbashi", "Shimbashi")]
    ['osaka', 'osaka', 'hiroshima', 'hiroshima', 'tokyo', 'shinbashi', 'shinbashi']
    >>> [r.reading for r in japanese_readings("Jokohama")]
    ['jokohama', 'yokohama', 'jokoama']
    >>> japanese_readings("Kherson")
    ()
    """
    lattice, whole = japanese()
    return _read(word, lattice, whole, _joined, _DOUBLED)


@lru_cache(maxsize=1 << 14)
def korean_readings(word: str) -> tuple[SyllableReading, ...]:
    """Return what a spelling of a Korean name can be in Revised Romanization, the cheapest first, at most twelve and the whole words; none where it can't be cut.

    Systems: Revised, McCune–Reischauer with and without its marks, North Korean, Yale, families' own spellings, and Polish, Czech, Hungarian and Russian.

    >>> [korean_readings(w)[0].reading for w in ("P'yŏngyang", "Pyeongyang", "Pchjongjang", "Пхёнъян")]
    ['pyeongyang', 'pyeongyang', 'pyeongyang', 'pyeongyang']
    >>> "cheolsu" in {r.reading for r in korean_readings("Chul-soo")}
    True
    >>> korean_readings("Kherson")
    ()
    """
    lattice, whole = korean()
    return _read(word, lattice, whole, _joined_korean)


_DOUBLED = ("o|o", "u|u")  # two syllables that are nearly always one long one
COST_DOUBLED = 0.15


def _read(word: str, lattice: Lattice, whole: Whole, join: Callable[[str], str], doubled: tuple[str, ...] = ()) -> tuple[SyllableReading, ...]:
    written = plain_marks(word).lower().strip("-' ").replace(" ", "-")
    if not written.isascii():
        written = unicodedata.normalize("NFC", written)
    found = [
        *whole.get(fold(word).replace(" ", ""), ()),
        *((join(r), round(cost + COST_DOUBLED * any(d in r for d in doubled), 2), via) for r, cost, via in lattice.read(written)),
    ]
    best: dict[str, SyllableReading] = {}
    for reading, cost, via in found:
        if reading not in best or cost < best[reading].cost:
            best[reading] = SyllableReading(reading, cost, via)
    return tuple(sorted(best.values(), key=lambda r: (r.cost, r.reading)))


def _joined(reading: str) -> str:
    return reading.replace(SEPARATOR, "")


_BAR = re.escape(SEPARATOR)
_LIAISON = re.compile(rf"(?<!n)([ktplg]){_BAR}(?=[aeiouwy])")
_OVER = {"k": "g", "t": "d", "p": "b", "l": "r"}


def _joined_korean(reading: str) -> str:
    """Syllables of Revised Romanization joined: a final goes over to a vowel (seok|un → seogun), l and r are ll."""
    reading = reading.replace(f"l{SEPARATOR}r", "ll")
    return _LIAISON.sub(lambda m: _OVER.get(m[1], m[1]), reading).replace(SEPARATOR, "")
