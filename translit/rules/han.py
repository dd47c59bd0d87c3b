"""Chinese characters through optional libraries: pinyin, Cantonese and the Japanese readings of kanji.

The one module that knows pypinyin (MIT), ToJyutping (BSD) and fugashi with unidic-lite (MIT, BSD); each is loaded when a text first needs it. What
they give is pinyin, Jyutping or kana, which the rule sets take like any other source. A character is read as its neighbours make likely, which is a
guess where names go their own way: a Japanese given name has as many readings as its parents liked.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from importlib import import_module
from importlib.resources import files
from typing import Any

from translit.errors import UsageError
from translit.rules.model import RuleSet
from translit.yamlfile import Map, parse

_CHARACTERS = "\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_HAN = re.compile(f"[{_CHARACTERS}]+")
_KANA = "ぁ-ゖァ-ヺーゝゞヽヾ"
_JAPANESE = re.compile(f"[{_KANA}]*[{_CHARACTERS}][{_CHARACTERS}{_KANA}]*")
CANTONESE = ("zh-hk-government", "zh-yale-cantonese")  # their source is Jyutping, that of the other Chinese schemes pinyin
NAMES = ("zh-pinyin-names",)  # cut after the surname


def has_han(text: str) -> bool:
    """Whether a text holds Chinese characters.

    >>> has_han("Kherson 北京"), has_han("ソウル")
    (True, False)
    """
    return not text.isascii() and _HAN.search(text) is not None


def spelled_out(text: str, rule_set: RuleSet) -> str:
    """The text with its Chinese characters in the source of a rule set: pinyin or Jyutping for Chinese, kana for Japanese; as it is for other languages.

    A run of characters becomes one word. Raises `UsageError` with what to install where a library is missing.

    >>> from translit.rules.library import get_rule_set
    >>> spelled_out("Kherson", get_rule_set("zh-pinyin"))
    'Kherson'
    """
    if rule_set.language == "ja":
        return _JAPANESE.sub(lambda m: kana(m.group()), text)
    if rule_set.language != "zh":
        return text
    if rule_set.id in NAMES:
        return _HAN.sub(lambda m: pinyin_name(m.group()), text)
    read = jyutping if rule_set.id in CANTONESE else pinyin
    return _HAN.sub(lambda m: read(m.group()), text)


def pinyin(characters: str) -> str:
    """A run of characters in pinyin without tones, an apostrophe before a, e and o. Words that pypinyin knows are read whole (重庆 Chongqing)."""
    out = ""
    for syllable in _library("pypinyin", "pypinyin").lazy_pinyin(_plain(characters), v_to_u=True):
        out += f"'{syllable}" if out and syllable[:1] in "aeo" else syllable
    return out[:1].upper() + out[1:]


def pinyin_name(characters: str) -> str:
    """A person's name in pinyin, surname first, as two words; a run that begins with no known surname is one word."""
    surnames = _surnames()
    for length in (2, 1):
        surname = surnames.get(characters[:length])
        if surname and len(characters) > length:
            return f"{surname.capitalize()} {pinyin(characters[length:])}"
    return pinyin(characters)


def jyutping(characters: str) -> str:
    """A run of characters in Jyutping with the figures of its tones."""
    found = _library("ToJyutping", "ToJyutping").get_jyutping_list(_plain(characters))
    return "".join(reading or character for character, reading in found)


def kana(word: str) -> str:
    """A run of kanji and kana in katakana, as it is spelt, a space between the words of the dictionary."""
    return " ".join(_kana_of(token) for token in _tagger()(_plain(word)))


def _kana_of(token: Any) -> str:
    spelt = getattr(token.feature, "kana", None)
    return str(spelt) if spelt and spelt != "*" else str(token.surface)


def _plain(characters: str) -> str:
    """Compatibility ideographs as the plain ones."""
    return unicodedata.normalize("NFKC", characters)


@lru_cache(maxsize=1)
def _surnames() -> dict[str, str]:
    node = parse(files("translit.rules").joinpath("chinese-surnames.yaml").read_text(encoding="utf-8"), "chinese-surnames.yaml")
    if not isinstance(node, Map):  # pragma: no cover - the file is shipped
        raise TypeError("chinese-surnames.yaml")
    return {form: name.split()[0] for name in node for form in name.split()[1].split("/")}


@lru_cache(maxsize=1)
def _tagger() -> Any:
    _library("unidic_lite", "fugashi and unidic-lite")
    return _library("fugashi", "fugashi and unidic-lite").Tagger()


def _library(name: str, packages: str) -> Any:
    try:
        return import_module(name)
    except ImportError:
        raise UsageError(f"Chinese characters need {packages}: pip install 'translit-normalizer[cjk]'") from None
