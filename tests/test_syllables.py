"""Chinese, Japanese and Korean names read back from any system's spelling."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translit.rules.lattice import MAX_COST, MAX_LETTERS, READINGS
from translit.rules.library import get_rule_set, romanizer
from translit.rules.syllable_tables import CHINESE, RARE, pinyin_syllables, plain_pinyin
from translit.rules.syllables import japanese_readings, korean_readings, pinyin_readings

# In the wild: one name in many spellings.
CHINESE_NAMES = {
    "qingdao": "Qingdao Qīngdǎo Tsingtao Tsingtau Ch'ing-tao Chʻing-tao Čching-tao Csingtao C'ingtao Циндао Cingdao",
    "chongqing": "Chongqing Chóngqìng Chungking Ch'ung-ch'ing Čchung-čching Csungcsing Czungking Чунцин Tschungking Trùng-Khánh",
    "guangzhou": "Guangzhou Kwangchow Kuang-chou Canton Kanton Kuang-čou Гуанчжоу Kouang-tcheou Quảng-Châu Gwongjau",
    "beijing": "Beijing Běijīng Peking Pékin Pekin Pei-ching Pej-ťing Пекин Bắc-Kinh",
    "nanjing": "Nanjing Nanking Nankin Nan-ching Nan-ťing Нанкин",
    "tianjin": "Tianjin Tientsin Tiencin Tiencsin T'ien-chin Tchien-ťin Тяньцзинь",
    "shanghai": "Shanghai Schanghai Szanghaj Šanghaj Sanghaj Шанхай Chang-hai Chang-haï Thượng-Hải",
    "xian": "Xi'an Xi’an Hsi-an Sian Si-an Сиань",
    "henan": "Henan Honan Ho-nan Che-nan Хэнань",
    "sichuan": "Sichuan Szechwan Szechuan Ssu-ch'uan Ssŭ-ch'uan S'-čchuan Szecsuan Syczuan Сычуань Sseu-tch'ouan Szetschuan",
    "zhejiang": "Zhejiang Chekiang Che-chiang Če-ťiang Csöcsiang Чжэцзян Tschekiang",
    "heilongjiang": "Heilongjiang Heilungkiang Hei-lung-chiang Chej-lung-ťiang Hejlungciang Хэйлунцзян",
    "fujian": "Fujian Fukien Fu-chien Fu-ťien Fucien Фуцзянь",
    "xiaoping": "Xiaoping Hsiao-p'ing Hsiao-ping Siao-pching Siao-p'ing Hsziao-ping Сяопин",
    "zedong": "Zedong Tse-tung Tsê-tung Ce-tung Цзэдун Tsé-toung",
    "enlai": "Enlai En-lai En-laj Эньлай",
    "xiamen": "Xiamen Amoy Hsia-men Сямэнь",
    "xianggang": "Xianggang Heunggong Hoenggong Hongkong",
    "huang": "Huang Hwang Wong Хуан Hoàng",
    "zhang": "Zhang Chang Cheung Čang Csang Чжан Trương",
    "chen": "Chen Ch'en Chan Tan Čchen Чэнь Trần",
    "deng": "Deng Teng Tang Дэн Đặng",
    "sima": "Sima Ssu-ma Сыма Sseu-ma",
    "jieshi": "Jieshi Chieh-shih Ťie-š' Цзеши",
    "lushun": "Lüshun Lü-shun Люйшунь Lü-šun",
}
JAPANESE_NAMES = {
    "tokyo": "Tōkyō Tôkyô Tokyo Toukyou Tookyoo Tohkyoh Tokio Токио Tókjó",
    "osaka": "Ōsaka Ôsaka Osaka Oosaka Ohsaka Ósaka Oszaka Осака",
    "kyoto": "Kyōto Kyoto Kyouto Kioto Kjóto Киото",
    "hiroshima": "Hiroshima Hirosima Hiroszima Hirošima Hiroschima Хиросима",
    "yokohama": "Yokohama Jokohama Иокогама",
    "fukushima": "Fukushima Hukusima Fukusima Fukuszima Fukušima Фукусима",
    "junichiro": "Jun'ichirō Junichiro Zyun'itirô Jun-ichiro Džuničiró",
    "nanba": "Namba Nanba",
    "shinbashi": "Shimbashi Shinbashi Sinbasi Симбаси",
    "hatchobori": "Hatchōbori Hacchobori Hattyôbori",
    "sapporo": "Sapporo Szapporo Саппоро",
    "mitsubishi": "Mitsubishi Mitubisi Micubisi Мицубиси",
    "kyushu": "Kyūshū Kyushu Kyuushuu Kyûsyû Kjúsú Кюсю",
    "sato": "Satō Sato Satoh Satou Satoo Сато",
    "chiba": "Chiba Tiba Čiba Csiba Тиба",
}
KOREAN_NAMES = {
    "seoul": "Seoul Sŏul Soul Seul Szöul Сеул",
    "busan": "Busan Pusan Puszan Пусан",
    "pyeongyang": "Pyeongyang P'yŏngyang Pyongyang Phyŏngyang Pchjongjang Phenjan Пхеньян",
    "jeju": "Jeju Cheju Čedžu Csedzsu Чеджу",
    "gwangju": "Gwangju Kwangju Kwangdžu Kvangdzsu Кванджу",
    "incheon": "Incheon Inch'ŏn Inchon Inčchon Инчхон",
    "daegu": "Daegu Taegu Tegu Тэгу",
    "gyeongju": "Gyeongju Kyŏngju Kyongju",
    "gim": "Gim Kim Ghim",
    "i": "I Lee Yi Rhee",
    "bak": "Bak Park Pak Pahk",
    "jeong": "Jeong Jung Chung Chŏng",
    "yeongho": "Yeongho Young-ho Yong-ho Yŏngho",
    "hyeonu": "Hyeonu Hyun-woo Hyŏnu Hyunwoo",
    "cheolsu": "Cheolsu Chul-soo Ch'ŏlsu",
    "seungmin": "Seungmin Seung-min Sung-min Sŭngmin",
    "junho": "Junho Joon-ho Jun-ho Chunho",
    "jeongeun": "Jeongeun Jong-un Chŏngŭn Jung-eun Čong-un",
    "geunhye": "Geunhye Geun-hye Kun-hye Kŭnhye Kun-hje",
}


def cases(names):
    return [(word, reading) for reading, words in names.items() for word in words.split()]


@pytest.mark.parametrize(("word", "reading"), cases(CHINESE_NAMES))
def test_chinese(word, reading):
    assert reading in {r.reading for r in pinyin_readings(word)}


@pytest.mark.parametrize(("word", "reading"), cases(JAPANESE_NAMES))
def test_japanese(word, reading):
    assert reading in {r.reading for r in japanese_readings(word)}


@pytest.mark.parametrize(("word", "reading"), cases(KOREAN_NAMES))
def test_korean(word, reading):
    assert reading in {r.reading for r in korean_readings(word)}


# Negative: names and words of other languages that no system cuts.
FOREIGN = [
    "Kherson",
    "Charkiw",
    "London",
    "Washington",
    "Schröder",
    "Müller",
    "Smith",
    "Thompson",
    "Stremousov",
    "Kyiv",
    "Zaporizhzhia",
    "Berlin",
    "Frankfurt",
    "Edinburgh",
    "Bristol",
    "Oxford",
    "Robert",
    "Elizabeth",
    "Charles",
    "Friedrich",
    "Schwarz",
    "Straße",
    "Brücke",
    "although",
    "through",
    "strength",
    "scripts",
    "between",
    "first",
    "world",
    "President",
    "Minister",
    "government",
    "Christopher",
    "Alexander",
    "Vladimir",
    "Krakow",
    "Gdansk",
    "Brno",
    "Ljubljana",
    "Zagreb",
    "Dubrovnik",
    "Split",
    "Craiova",
    "Plovdiv",
    "Szczecin",
    "Wrocław",
]


@pytest.mark.parametrize("word", FOREIGN)
def test_other_languages_have_no_readings(word):
    assert pinyin_readings(word) == ()
    assert japanese_readings(word) == ()
    assert all(r.cost > 0 for r in korean_readings(word))


# Negative: words that can be cut, but not for nothing.
DEAR = [("Genua", pinyin_readings), ("Seoul", pinyin_readings), ("Paula", pinyin_readings), ("Louise", korean_readings)]


@pytest.mark.parametrize(("word", "readings"), DEAR)
def test_unlikely_cuts_cost(word, readings):
    assert all(r.cost >= 0.1 for r in readings(word))


# Known limits: what the systems can't tell apart stays several readings.
def test_spellings_of_several_names_keep_them_all():
    assert {"zhang", "chang"} <= {r.reading for r in pinyin_readings("Chang")}
    assert {"huang", "wu"} <= {r.reading for r in pinyin_readings("Ng")}
    assert {"jokohama", "yokohama"} <= {r.reading for r in japanese_readings("Jokohama")}


@pytest.mark.parametrize("readings", [pinyin_readings, japanese_readings, korean_readings])
@given(word=st.text(alphabet="abcdeghiknoprstuwyzüō'- ", max_size=MAX_LETTERS + 4))
def test_readings_are_bounded_and_sorted(readings, word):
    found = readings(word)
    assert len({r.reading for r in found}) == len(found)
    assert len(found) <= 2 * READINGS
    assert [r.cost for r in found] == sorted(r.cost for r in found)
    assert all(0 <= r.cost <= MAX_COST + 0.2 for r in found)
    assert found == readings(word.upper()) or not word.isascii()


def test_syllables_of_pinyin():
    assert len(pinyin_syllables()) == 410
    assert {plain_pinyin(s) for s in pinyin_syllables()} >= RARE


@pytest.mark.parametrize("scheme", list(CHINESE))
def test_what_a_scheme_writes_is_read_back(scheme):
    """Every syllable that a scheme has a spelling for is among the readings of that spelling."""
    rules = [r for r in get_rule_set(scheme).rules if r.find in pinyin_syllables() and plain_pinyin(r.find) not in RARE]
    lost = [(r.find, r.write) for r in rules if plain_pinyin(r.find) not in {x.reading for x in pinyin_readings(r.write)}]
    assert lost == []


SYLLABLES = sorted(s for s in pinyin_syllables() if plain_pinyin(s) not in RARE)


@given(first=st.sampled_from(SYLLABLES), second=st.sampled_from(SYLLABLES), scheme=st.sampled_from(["zh-wade-giles", "zh-cs", "zh-ru", "zh-efeo"]))
def test_two_syllables_are_read_back(first, second, scheme):
    word = first + ("'" if second[0] in "aeo" else "") + second
    exceptions = get_rule_set(scheme).exceptions
    if f"{first}-{second}" not in exceptions:
        assert plain_pinyin(first + second) in {r.reading for r in pinyin_readings(romanizer(scheme)(word))}


@given(first=st.sampled_from(SYLLABLES), second=st.sampled_from(SYLLABLES))
def test_wade_giles_back_to_pinyin(first, second):
    word = first + ("'" if second[0] in "aeo" else "") + second
    if "lo" not in (first, second) and "o" not in (first, second):
        assert romanizer("zh-pinyin-from-wg")(romanizer("zh-wade-giles")(word)).replace("’", "'") == word
