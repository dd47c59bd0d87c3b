"""Chinese characters through the extra `cjk`, and what is said where it is missing."""

import sys

import pytest

from translit import UsageError, romanize
from translit.rules import han

CHINESE = [
    ("zh-pinyin", "北京 Kherson", "Beijing Kherson"),
    ("zh-pinyin", "西安", "Xi’an"),
    ("zh-pinyin", "重庆", "Chongqing"),
    ("zh-pinyin", "女娲", "Nüwa"),
    ("zh-pinyin-names", "毛泽东", "Mao Zedong"),
    ("zh-pinyin-names", "習近平", "Xi Jinping"),
    ("zh-pinyin-names", "曾國藩", "Zeng Guofan"),
    ("zh-pinyin-names", "歐陽修", "Ouyang Xiu"),
    ("zh-wade-giles", "重庆", "Ch’ung-ch’ing"),
    ("zh-postal", "青岛", "Tsingtao"),
    ("zh-cs", "浙江", "Če-ťiang"),
    ("zh-ru", "西安", "Сиань"),
    ("zh-vi", "广东", "Quảng Đông"),
]


@pytest.mark.parametrize(("scheme", "given", "expected"), CHINESE)
def test_chinese(scheme, given, expected):
    pytest.importorskip("pypinyin")
    assert romanize(given, scheme=scheme) == expected


@pytest.mark.parametrize(("scheme", "given", "expected"), [("zh-hk-government", "油麻地", "Yau Ma Tei"), ("zh-yale-cantonese", "香港", "Heunggong")])
def test_cantonese(scheme, given, expected):
    pytest.importorskip("ToJyutping")
    assert romanize(given, scheme=scheme) == expected


JAPANESE = [
    ("ja-hepburn", "東京", "Tōkyō"),
    ("ja-hepburn", "東京タワー", "Tōkyō Tawā"),
    ("ja-passport", "北海道", "Hokkaido"),
    ("ja-kunrei", "広島", "Hirosima"),
    ("ja-cs", "大阪", "Ósaka"),
    ("ja-hepburn", "佐々木", "Sasaki"),
]


@pytest.mark.parametrize(("scheme", "given", "expected"), JAPANESE)
def test_japanese(scheme, given, expected):
    pytest.importorskip("fugashi")
    pytest.importorskip("unidic_lite")
    assert romanize(given, scheme=scheme) == expected


@pytest.mark.parametrize(
    ("module", "scheme", "given"),
    [("pypinyin", "zh-pinyin", "北京"), ("ToJyutping", "zh-hk-government", "北京"), ("unidic_lite", "ja-hepburn", "東京")],
)
def test_a_missing_library_is_one_clear_line(monkeypatch, module, scheme, given):
    monkeypatch.setitem(sys.modules, module, None)
    han._tagger.cache_clear()
    with pytest.raises(UsageError, match=r"^Chinese characters need .*: pip install 'translit-normalizer\[cjk\]'$"):
        romanize(given, scheme=scheme)


# Negative: nothing is loaded or changed where there are no characters, or the scheme is of another language.
@pytest.mark.parametrize(
    ("scheme", "given"), [("ja-hepburn", "とうきょう"), ("zh-wade-giles", "Beijing"), ("ko-rr", "서울 北京"), ("ru-de", "Москва 北京")]
)
def test_other_texts_need_no_library(monkeypatch, scheme, given):
    for module in ("pypinyin", "ToJyutping", "fugashi", "unidic_lite"):
        monkeypatch.setitem(sys.modules, module, None)
    assert ("北京" in romanize(given, scheme=scheme)) == ("北京" in given)
