"""The systems of `syllables`, made from rule files and lists when they are first asked for."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from translit.compiled import Writer
from translit.rules.lattice import Lattice, System
from translit.rules.library import LIBRARY, get_rule_set, romanizer, rule_sets_for
from translit.rules.model import RuleSet
from translit.rules.native import korean_surnames
from translit.shipped import resource
from translit.text import fold, plain_marks
from translit.yamlfile import Map, parse

COST_ALSO = 0.1  # met, but not what the system writes
COST_LOST = 0.1  # without the apostrophes, or without the marks
COST_RARE = 0.4  # a syllable that names hardly have
COST_SEAM = 0.4  # Xi'an written Xian
COST_UNUSUAL = 0.05  # a syllable that no usual character of names has
COST_NATIVE = 0.25  # a Korean syllable that no character has
COST_OPEN = 0.1  # a Korean syllable that begins with a vowel inside a word
COST_LIST = 0.2  # as families spell it, or by a character that sounds so in Cantonese or Vietnamese
RANKS = 8  # characters that one Cantonese or Vietnamese syllable is read as

# Rule sets that spell pinyin, with what it costs to think of them: the rarer they are met, the more.
CHINESE = {
    "zh-wade-giles": 0.0, "zh-postal": 0.0, "zh-cs": 0.0, "zh-pl": 0.0, "zh-hu": 0.0, "zh-ru": 0.0, "zh-efeo": 0.1, "zh-de": 0.1, "zh-fr": 0.1,
    "zh-tongyong": 0.1, "zh-lessing-othmer": 0.2, "zh-yale": 0.2,
}  # fmt: skip
CANTONESE = ("zh-hk-government", "zh-yale-cantonese")
KOREAN = {
    "ko-rr": 0.0, "ko-mr": 0.0, "ko-kp": 0.1, "ko-yale": 0.3, "ko-cs": 0.1, "ko-pl": 0.2, "ko-hu": 0.2, "ko-de": 0.2, "ko-ru": 0.0,
}  # fmt: skip
WITH_NATIVE = ("ko-rr", "ko-mr")  # systems that names of places without characters are met in
VOICED = ("g", "d", "b", "r", "г", "р")  # finals as they sound before a vowel
JAPANESE = {"ja-hepburn": 0.0, "ja-kunrei": 0.0, "ja-de": 0.1, "ja-fr": 0.1, "ja-pl": 0.1, "ja-cs": 0.0, "ja-hu": 0.1, "ja-es": 0.1, "ja-ru": 0.0}
# Syllables of pinyin that names of people and places hardly have.
RARE = frozenset(
    [
        "a",
        "ang",
        "ca",
        "ce",
        "chua",
        "chuai",
        "chuo",
        "cou",
        "dei",
        "den",
        "dia",
        "diu",
        "e",
        "ei",
        "eng",
        "ga",
        "kei",
        "lia",
        "lo",
        "me",
        "miu",
        "nang",
        "ne",
        "nei",
        "nen",
        "nin",
        "nou",
        "nun",
        "nue",
        "o",
        "ou",
        "pen",
        "pie",
        "pou",
        "qia",
        "rua",
        "seng",
        "shei",
        "te",
        "zei",
        "zhei",
        "zhuai",
    ]
)
_TONES = "\u0304\u0301\u030c\u0300"

Whole = Mapping[str, Sequence[tuple[str, float, str]]]


class _Chunks:
    """Collects spelling -> {plain syllable: cost}, with the spellings that have lost their marks."""

    def __init__(self) -> None:
        self.found: dict[str, dict[str, float]] = {}

    def add(self, spelling: str, plain: str, cost: float) -> None:
        """Add a spelling, and what is left of it without apostrophes and without marks."""
        if spelling.isascii() and "'" not in spelling:
            options = self.found.setdefault(spelling, {})
            if cost < options.get(plain, 99.0):
                options[plain] = cost
            return
        spelling = plain_marks(spelling)
        for form, lost in {spelling: 0, spelling.replace("'", ""): 1, unmarked(spelling): 1, unmarked(spelling).replace("'", ""): 2}.items():
            if form:
                total = cost + COST_LOST * (lost if form != spelling else 0)
                options = self.found.setdefault(form, {})
                options[plain] = min(options.get(plain, 99.0), total)

    def system(self, name: str, cost: float = 0.0, *, apostrophe: bool = False, seam: float = 0.0) -> System:
        """The system of what was collected."""
        return System(name, {chunk: tuple(options.items()) for chunk, options in self.found.items()}, apostrophe, cost, seam)


def unmarked(spelling: str) -> str:
    """The spelling without the marks of Latin letters (ł, ż, č, ŏ); Cyrillic й and ё stay.

    >>> unmarked("čching"), unmarked("бэй")
    ('cching', 'бэй')
    """
    if spelling.isascii() or spelling[0] > "\u02ff":
        return spelling
    return "".join(c for c in unicodedata.normalize("NFD", spelling) if not unicodedata.combining(c)).replace("ł", "l").replace("đ", "d")


def _data(name: str) -> Map:
    node = parse(resource(f"rules/{name}"), name)
    if not isinstance(node, Map):  # pragma: no cover - the file is shipped
        raise TypeError(name)
    return node


def plain_pinyin(syllable: str) -> str:
    """Pinyin as a key wants it, ü without its dots."""
    return syllable.replace("ü", "u")


def _syllable_rules(rule_set: RuleSet, syllables: frozenset[str]) -> Iterator[tuple[str, str, float]]:
    """(spelling, pinyin, cost) of a rule set that spells pinyin syllable by syllable."""
    for rules, cost in ((rule_set.rules, 0.0), (rule_set.also, COST_ALSO)):
        for rule in rules:
            if rule.find in syllables and not rule.contexts:
                yield rule.write, rule.find, cost


def _whole_words(rule_set: RuleSet, cost: float) -> Iterator[tuple[str, tuple[str, float, str]]]:
    for source, written in rule_set.exceptions.items():
        yield fold(written).replace(" ", ""), (plain_pinyin(source.replace("-", "").replace("'", "")), cost, rule_set.id)


def _conventions(language: str) -> list[RuleSet]:
    return [rule_set for rule_set in rule_sets_for(language) if rule_set.kind == "convention"]


@lru_cache(maxsize=1)
def pinyin_syllables() -> frozenset[str]:
    """The 410 syllables of pinyin, without tones."""
    return frozenset(r.find for r in get_rule_set("zh-wade-giles").rules if r.find.isalpha())


@lru_cache(maxsize=1)
def chinese() -> tuple[Lattice, Whole]:
    """The systems of Chinese, and whole words: settled names and surnames."""
    return _compiled("chinese") or _chinese()


@lru_cache(maxsize=1)
def japanese() -> tuple[Lattice, Whole]:
    """The systems of Japanese, and whole words."""
    return _compiled("japanese") or _japanese()


@lru_cache(maxsize=1)
def korean() -> tuple[Lattice, Whole]:
    """The systems of Korean, and surnames as whole words."""
    return _compiled("korean") or _korean()


def compiled_syllables(writer: Writer) -> None:
    """Add the systems of all three languages to the compiled form of the rule sets."""
    for name, make in {"chinese": _chinese, "japanese": _japanese, "korean": _korean}.items():
        lattice, whole = make()
        systems = [(s.id, s.apostrophe, s.cost, s.seam) for s in lattice.systems]
        writer.value(f"{name}/systems", (lattice.longest, systems))
        writer.table(f"{name}/masks", lattice.masks)
        writer.table(f"{name}/whole", whole)
        for number, system in enumerate(lattice.systems):
            writer.table(f"{name}/{number}", system.chunks)


def _compiled(name: str) -> tuple[Lattice, Whole] | None:
    store = LIBRARY.store()
    if store is None:
        return None
    longest, rows = store.value(f"{name}/systems", tuple[int, list[tuple[str, bool, float, float]]])
    systems = [
        System(rule_set, store.table(f"{name}/{number}", list[tuple[str, float]]), apostrophe, cost, seam)
        for number, (rule_set, apostrophe, cost, seam) in enumerate(rows)
    ]
    return Lattice(systems, store.table(f"{name}/masks", int), longest), store.table(f"{name}/whole", list[tuple[str, float, str]])


def _with_tones(syllable: str) -> Iterator[str]:
    """The syllable with each tone mark, on a or e, on the o of ou, else on the last vowel."""
    at = next((syllable.index(v) for v in ("a", "e", "ou") if v in syllable), -1)
    if at < 0:
        at = max((i for i, c in enumerate(syllable) if c in "iouü"), default=-1)
    if at >= 0:
        for tone in _TONES:
            yield unicodedata.normalize("NFC", syllable[: at + 1] + tone + syllable[at + 1 :])


def _chinese() -> tuple[Lattice, Whole]:
    """The systems of Chinese, and whole words: settled names and surnames."""
    syllables = pinyin_syllables()
    usual = {plain_pinyin(pinyin) for pinyin, _, _ in _data("chinese-characters.yaml").values()}
    rare = {s: COST_RARE if plain_pinyin(s) in RARE else 0.0 if plain_pinyin(s) in usual else COST_UNUSUAL for s in syllables}
    whole: dict[str, list[tuple[str, float, str]]] = {}
    pinyin = _Chunks()
    for syllable in syllables:
        for spelling in (syllable, *_with_tones(syllable)):
            pinyin.found.setdefault(spelling, {})[plain_pinyin(syllable)] = rare[syllable]
        pinyin.add(syllable, plain_pinyin(syllable), rare[syllable])
    systems = [pinyin.system("zh-pinyin", apostrophe=True, seam=COST_SEAM)]
    for name, cost in CHINESE.items():
        rule_set, chunks = get_rule_set(name), _Chunks()
        for spelling, syllable, more in _syllable_rules(rule_set, syllables):
            chunks.add(spelling, plain_pinyin(syllable), more + rare[syllable])
            if spelling.endswith("н"):
                chunks.add(spelling + "ъ", plain_pinyin(syllable), more + rare[syllable])  # Чанъань
        systems.append(chunks.system(name, cost, seam=0.1 if name == "zh-postal" else COST_SEAM))
        for key, reading in _whole_words(rule_set, 0.0):
            whole.setdefault(key, []).append(reading)
    systems.append(_russian_in_latin(syllables, rare))
    for key, reading in _whole_words(get_rule_set("zh-vi"), 0.0):
        whole.setdefault(key, []).append(reading)
    systems += _by_character()
    for name, spellings in _data("chinese-surnames.yaml").items():
        for spelling in spellings:
            whole.setdefault(fold(spelling), []).append((plain_pinyin(name.split()[0]), COST_LIST, "chinese-surnames"))
    return Lattice(systems), whole


def _russian_in_latin(syllables: frozenset[str], rare: dict[str, float]) -> System:
    """What Russian maps made of Chinese names, in Latin letters again: Чжэцзян as Chzhetszyan and Chzhehczjan."""
    chunks = _Chunks()
    for name in ("ru-bgn-1947", "ru-gost-7.79-b"):
        write = romanizer(name)
        for spelling, syllable, more in _syllable_rules(get_rule_set("zh-ru"), syllables):
            chunks.add(write(spelling).replace("`", "'"), plain_pinyin(syllable), more + rare[syllable])
    return chunks.system("zh-ru", COST_LIST, seam=COST_SEAM)


def _by_character() -> Iterator[System]:
    """Cantonese and Vietnamese: a syllable is read as the characters of names that sound so, the first of them in the list first."""
    by_jyutping: dict[str, list[str]] = {}
    by_vietnamese: dict[str, list[str]] = {}
    for pinyin, jyutping, vietnamese in _data("chinese-characters.yaml").values():
        by_jyutping.setdefault(jyutping, []).append(plain_pinyin(pinyin))
        by_vietnamese.setdefault(vietnamese, []).append(plain_pinyin(pinyin))
    for name in ("zh-jyutping", *CANTONESE):
        rule_set = get_rule_set(CANTONESE[0] if name == "zh-jyutping" else name)
        chunks = _Chunks()
        for spelling, jyutping, cost in _syllable_rules(rule_set, frozenset(by_jyutping)):
            for rank, pinyin in enumerate(dict.fromkeys(by_jyutping[jyutping][:RANKS])):
                spelt = jyutping if name == "zh-jyutping" else spelling
                chunks.add(spelt, pinyin, COST_LIST + cost + 0.05 * rank)
                if name == "zh-jyutping":
                    for tone in "123456":
                        chunks.add(spelt + tone, pinyin, COST_LIST + 0.05 * rank)
        yield chunks.system(name, seam=COST_SEAM)
    chunks = _Chunks()
    for spelling, readings in by_vietnamese.items():
        for rank, pinyin in enumerate(dict.fromkeys(readings[:RANKS])):
            chunks.add(unicodedata.normalize("NFC", spelling), pinyin, COST_LIST - 0.1 + 0.05 * rank)
    yield chunks.system("zh-vi", seam=COST_SEAM)


def _texts(value: object, default: Iterable[str]) -> list[str]:
    return [str(v) for v in value] if isinstance(value, list) else list(default)


def _japanese() -> tuple[Lattice, Whole]:
    """The systems of Japanese."""
    data = _data("japanese-syllables.yaml")
    morae = data["syllables"].split()
    systems = []
    for name, cost in JAPANESE.items():
        table, chunks = data["systems"][name], _Chunks()
        for mora in morae:
            for spelling, plain, more in _mora(table, mora):
                chunks.add(spelling, plain, more)
        for i, nasal in enumerate(_texts(table["nasal"], ())):
            chunks.add(nasal, "n", COST_ALSO * bool(i))
        systems.append(chunks.system(name, cost, apostrophe=True))
    whole: dict[str, list[tuple[str, float, str]]] = {}
    for rule_set in _conventions("ja"):
        for key, (reading, cost, via) in _whole_words(rule_set, 0.0):
            whole.setdefault(key, []).append((fold(reading), cost, via))
    return Lattice(systems), whole


def _mora(table: Map, mora: str) -> Iterator[tuple[str, str, float]]:
    """(spelling, Hepburn, cost): the syllable short and long, single and doubled, and after the syllabic n as m."""
    consonant, vowel = mora[:-1], mora[-1]
    soft = (consonant.endswith(("y", "h")) and consonant != "h") or consonant == "j"
    written = _texts(table.get("consonants", {}).get(consonant), [consonant])
    vowels = _texts(table.get("palatal" if soft and "palatal" in table else "vowels", {}).get(vowel), [vowel])
    short = _texts(table.get("syllables", {}).get(mora), [c + v for c in written for v in vowels])
    length = _texts(table.get("long", {}).get(vowel), ())
    forms = [(s, COST_ALSO * bool(i)) for i, s in enumerate(short)]
    if "palatal" not in table:
        ends = len(vowels[0])
        forms += [(s[:-ends] + long, cost + COST_ALSO * (long[-1] in "uh")) for s, cost in forms if s.endswith(vowels[0]) for long in length]
    for spelling, cost in forms:
        yield spelling, mora, cost
        if consonant and consonant[0] not in "nmyrw":
            doubles = _texts(table.get("double", {}).get(consonant), [spelling[0]])
            for start in doubles:
                head = next((c for c in written if c and spelling.startswith(c)), "")
                twice = start + spelling[len(head) :] if len(start) > 1 and head else start + spelling
                yield twice, ("t" if consonant == "ch" else "t" if consonant == "ts" else consonant[0]) + mora, cost
        if consonant and consonant[0] in "bpm":
            yield ("м" if spelling[0] > "\u03ff" else "m") + spelling, "n" + mora, cost


def _korean() -> tuple[Lattice, Whole]:
    """The systems of Korean, and surnames as whole words."""
    data = _data("korean-readings.yaml")
    write, systems = romanizer("ko-rr"), []
    sino = {write(syllable).lower() for syllable in data["syllables"] if syllable.isalpha()}
    for name, cost in KOREAN.items():
        table, chunks = data[name], _Chunks()
        for initial, vowel, final in ((i, v, f) for i in table["initials"] for v in table["vowels"] for f in table["finals"]):
            syllable = initial + vowel + final
            native = COST_NATIVE * (syllable not in sino)
            if native and name not in WITH_NATIVE:
                continue
            for a, first in enumerate(table["initials"][initial]):
                for b, second in enumerate(table["vowels"][vowel]):
                    for c, third in enumerate(table["finals"][final]):
                        also = (b > 0) + (c > 0 and third not in VOICED) + (a > 0 and first in ("l", "sh", "š", "sz", "sch"))
                        chunks.add(first + second + third, syllable, native + COST_ALSO * also)
        systems.append(chunks.system(name, cost, apostrophe=True, seam=COST_OPEN))
    chunks = _Chunks()
    for hangul, spellings in _data("korean-given.yaml").items():
        for i, spelling in enumerate(spellings):
            chunks.add(spelling, write(hangul).lower(), 0.05 + 0.02 * i)
    systems.append(chunks.system("korean-given"))
    whole: dict[str, list[tuple[str, float, str]]] = {}
    for rule_set in _conventions("ko"):
        for source, written in rule_set.exceptions.items():
            reading = write(unicodedata.normalize("NFC", source)).lower()
            whole.setdefault(fold(written).replace(" ", ""), []).append((reading.replace("-", ""), 0.0, rule_set.id))
    for hangul, spellings in korean_surnames().items():
        for spelling in spellings:
            whole.setdefault(fold(spelling), []).append((write(hangul).lower(), 0.05, "korean-surnames"))
    return Lattice(systems), whole
