"""How well the conventions do on names that others have published: CLDR's cities and territories, ISO 3166-2 subdivisions as iso-codes translates them.

A name has a native form (the name in the language of its territory) and a published form in each target language. Words of the two are paired by likeness; a published
form of which no word is like a native one is an exonym or a translation (`other`) and isn't counted. Of the rest, every paired word must hold:

    exact    the convention of that pair of languages writes the published word from the native one, letter for letter (but for accents of stress)
    read     or one of the readings of the published word, under that convention or under the target's one for foreign sounds, has the key of the native word,
             as it stands or without one of the target language's endings in translit/lexicon
    reached  or one that these two alone give it has it: where an index says which key is meant, no other convention's readings crowd it out

Arabic and Hebrew script: a key with its missing vowels put in counts as the key, with or without the Arabic article.

    python benchmarks/conventions.py [--show missed] [--markdown]

Half of the names (by a hash of their codes) are for looking at: `--show` prints those alone, and the figures of the other half are its check.
"""

from __future__ import annotations

import argparse
import gettext
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path

import pycountry
from babel import Locale
from babel.core import get_global
from common import machine, search_form, table
from rapidfuzz.distance import Levenshtein

from translit.lexicon.lists import endings
from translit.rules.key import VOWELLESS, VOWELS, key_of_native
from translit.rules.library import romanizer, rule_set_ids
from translit.rules.read import Reader, Reading, default_reader
from translit.text import plain_marks, script_of

# Territory -> the languages whose spelling of its names others transcribe, the usual one first.
SOURCES = {
    "RU": "ru", "KZ": "ru", "KG": "ru", "UA": "uk ru", "BY": "be ru", "BG": "bg", "RS": "sr", "ME": "sr", "BA": "sr", "XK": "sr", "MK": "mk", "GR": "el", "CY": "el",
    "GE": "ka", "AM": "hy", "IR": "fa", "AF": "fa", "IL": "he",
}  # fmt: skip
ARABIC = "AE BH DJ DZ EG EH IQ JO KM KW LB LY MA MR OM PS QA SA SD SO SY TN YE"
SOURCES |= dict.fromkeys(ARABIC.split(), "ar")
_TARGETS = "en de fr es ca pt it nl sv da nb fi et lv lt pl cs sk sl hr hu ro tr az vi id"
TARGETS = tuple(_TARGETS.split())
CATALOGUES = {"nb": ("nb_NO",), "pt": ("pt", "pt_BR"), "be": ("be",)}  # of iso-codes, where it isn't the language's code
SCRIPTS = {"Cyrl": "Cyrillic", "Grek": "Greek", "Geor": "Georgian", "Armn": "Armenian", "Arab": "Arabic", "Hebr": "Hebrew"}
KINDS = ("exact", "read", "reached", "missed", "other")
ALIKE = 70.0  # of a hundred: how like two words must be to be one name
STRESSED = ("es", "ca", "pt", "it")  # languages whose spelling shows the stress
SHORTEST_STEM = 3
GENERIC = 3  # names that share a word: it means province, region, republic

# What Latin spellings of consonants have in common, longest first: one sign for all that hisses or is said in the back, for languages write these with the same letters.
_BACK = "schtsch chtch szcz sjtsj stsch tsch dsch tch tsj sch shch sh zh ch cz sz zs cs kh gh dj dz ts tz sj zj tj tx ck qu c k g q x s z"
_SOUNDS = dict.fromkeys(_BACK.split(), "k") | {"ph": "v", "th": "t", "ou": "u", "oe": "u", "w": "v", "f": "v", "b": "p", "d": "t", "m": "n", "y": "i", "j": "i", "h": ""}  # fmt: skip
_SOUND = re.compile("|".join(sorted(_SOUNDS, key=len, reverse=True)))
_WORD = re.compile(r"[^\W\d_]+(?:['’ʼʹ´`][^\W\d_]+)*['’ʼʹ´`]?")
_ADJECTIVE = re.compile(r"(?:к|н|в|ц)(?:ий|ый|ій|и|і|ая|яя|а|о|ое|ае|ие)$")


@dataclass(frozen=True, slots=True)
class Name:
    """A name with its forms: language of the native form -> form, target language -> published form."""

    code: str
    native: Mapping[str, str]
    published: Mapping[str, str]

    @property
    def kind(self) -> str:
        """What the name is of, by its code: `Europe/Sofia`, `BG-22`, `BG`."""
        return "cities" if "/" in self.code else "subdivisions" if "-" in self.code else "countries"

    @property
    def looked_at(self) -> bool:
        """Whether the name is in the half that rules may be drawn from."""
        return blake2b(self.code.encode(), digest_size=1).digest()[0] % 2 == 0


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of a published form, one of `KINDS`; with its paired words."""

    kind: str
    language: str
    pairs: tuple[tuple[str, str], ...] = ()


def words(text: str) -> list[str]:
    """The words of a name, hyphens parted."""
    return _WORD.findall(text)


@lru_cache(maxsize=1 << 16)
def sounds(word: str) -> tuple[str, ...]:
    """Rough sounds of a spelling in any script, made by Unidecode and not by the rules that are tested; j and h may be said in the back.

    >>> set(sounds("Czyta")) & set(sounds("Чита"))
    {'kita'}
    """
    plain = "".join(c for c in search_form(word) if c.isalpha())
    rough = [_SOUND.sub(lambda m: _SOUNDS[m[0]], p) for p in (plain, plain.replace("j", "k"), re.sub("(?<![ckgstzdp])h", "k", plain))]
    return tuple(dict.fromkeys(re.sub(r"(.)\1+", r"\1", s) for s in rough))


def likeness(native: str, published: str) -> float:
    """How like two words sound, 0 to 100; without vowels (and the letters that stand for them) where the script lacks them."""
    first, second = sounds(native), sounds(published)
    if script_of(native) in VOWELLESS:
        first, second = (tuple(re.sub(r"(.)\1+", r"\1", re.sub("[aeiouv]", "", s)) for s in some) for some in (first, second))
    return max(100 * Levenshtein.normalized_similarity(a, b) for a in first for b in second)


def pair(native: list[str], published: list[str], target: str) -> tuple[tuple[str, str], ...]:
    """Pair words by likeness, the likest first; what has no like is left out."""
    bare = [[p, *stems(p, target)] for p in published]
    rows = [
        (-max(likeness(n, s) for n in without_article(given) for s in bare[j]), abs(i - j), i, j)
        for i, given in enumerate(native)
        for j in range(len(published))
    ]  # fmt: skip
    left: dict[int, int] = {}
    for score, _, i, j in sorted(rows):
        if -score >= ALIKE and i not in left and j not in left.values():
            left[i] = j
    return tuple((native[i], published[j]) for i, j in sorted(left.items()))


def stems(published: str, target: str) -> list[str]:
    """What is left of a word without an ending of the language, or with the name's own ending in its place (Kosovas, Kosovo)."""
    taken = [(e.letters, e.replaces) for e in endings() if e.language == target and e.case in ("nominative", "genitive")]
    return [stem + own for old, own in taken if published.endswith(old) and len(stem := published[: -len(old)]) >= SHORTEST_STEM]


def without_article(native: str) -> list[str]:
    """An Arabic word as it stands and without the article, which the press writes or not as custom has it."""
    return [native, native[2:]] if native.startswith("ال") and len(native) > 4 else [native]


def cldr_names() -> Iterator[Name]:
    """CLDR's territories and the exemplar cities of time zones."""
    languages = sorted({lang for value in SOURCES.values() for lang in value.split()} | set(TARGETS))
    locales = {language: Locale.parse(language) for language in languages}
    for territory, sources in SOURCES.items():
        found = {language: locale.territories.get(territory, "") for language, locale in locales.items()}
        name = _name(territory, sources, found)
        if not any(" " in form for form in name.native.values()):  # Saudi Arabia is a phrase, and translated
            yield name
    for zone, territory in sorted(get_global("zone_territories").items()):
        if territory in SOURCES:
            # where a language gives no name, CLDR means the end of the zone's id, in English
            found = {language: str(locale.time_zones.get(zone, {}).get("city", "")) for language, locale in locales.items()}
            if not found["en"]:
                found["en"] = zone.rpartition("/")[2].replace("_", " ")
            yield _name(zone, SOURCES[territory], found)


def iso_names() -> Iterator[Name]:
    """ISO 3166-2 subdivisions, where iso-codes has them in the language of the territory; its English is taken from what it translates."""
    languages = sorted({lang for value in SOURCES.values() for lang in value.split()} | set(TARGETS))
    catalogues = {language: [t for name in CATALOGUES.get(language, (language,)) if (t := _catalogue(name))] for language in languages}
    for territory, sources in SOURCES.items():
        for subdivision in sorted(pycountry.subdivisions.get(country_code=territory) or [], key=lambda s: s.code):
            found = {language: next(filter(None, (c.get(subdivision.name, "") for c in some)), "") for language, some in catalogues.items()}
            yield _name(subdivision.code, sources, found)


@lru_cache(maxsize=64)
def _catalogue(language: str) -> dict[str, str]:
    path = Path(pycountry.LOCALES_DIR, language, "LC_MESSAGES", "iso3166-2.mo")
    if not path.exists():
        return {}
    with path.open("rb") as file:
        translation = gettext.GNUTranslations(file)
    names = {s.name for s in pycountry.subdivisions}
    # what isn't translated comes back as it is, and so does what is spelled alike: neither can be told from the other, and both are left out
    return {name: found for name in names if (found := translation.gettext(name)) != name}


def _name(code: str, sources: str, found: Mapping[str, str]) -> Name:
    native = {s: found[s] for s in sources.split() if found[s] and script_of(found[s]) in SCRIPTS}
    return Name(code, native, {t: found[t] for t in TARGETS if found[t]})


def without_translated(names: list[Name]) -> list[Name]:
    """Leave out what a name's words for province, region, republic make a translation: these words, and native forms with an adjective beside them.

    Such words are shared by names or written small. Херсонская область is another language's oblast Cherson: it renders the noun.
    """
    shared: Counter[str] = Counter()
    for name in names:
        shared.update({w.lower() for form in name.native.values() if len(words(form)) > 1 for w in words(form)})
    kept = []
    for name in names:
        native = {}
        for language, form in name.native.items():
            cased = form[:1].isupper()
            left = [w for w in words(form) if not (len(words(form)) > 1 and (shared[w.lower()] >= GENERIC or (cased and w.islower() and len(w) > 2)))]
            if left and (len(left) == len(words(form)) or not any(_ADJECTIVE.search(w.lower()) for w in left)):
                native[language] = " ".join(left)
        kept.append(Name(name.code, native, name.published))
    return kept


@lru_cache(maxsize=64)
def convention(language: str, target: str) -> str:
    """The id of the convention for a pair of languages, or nothing."""
    return f"{language}-{target}" if f"{language}-{target}" in rule_set_ids() else ""


def without_stress(word: str) -> str:
    """A word without the accents that show where the stress is, which the native letters don't tell."""
    return unicodedata.normalize("NFC", re.sub("[\u0300\u0301]", "", unicodedata.normalize("NFD", word)))


def is_exact(native: str, published: str, language: str, target: str) -> bool:
    rule_set = convention(language, target)
    if not rule_set:
        return False
    written, published = romanizer(rule_set)(native).lower(), plain_marks(published).lower()
    return written == published or (target in STRESSED and without_stress(written) == without_stress(published))


def is_reached(native: str, published: str, language: str, target: str, *, guided: bool) -> bool:
    """Whether the published word, or what is left without one of the language's endings, can be read as the native one."""
    published = plain_marks(published).lower()
    spellings = [published, *stems(published, target)]
    return any(is_exact(n, s, language, target) or _reads(n, s, language, target, guided) for n in without_article(native) for s in spellings)


def _reads(native: str, published: str, language: str, target: str, guided: bool) -> bool:
    script = script_of(native)
    key = key_of_native(native, script, language)
    if not guided:
        readings: Iterable[Reading | None] = default_reader().read(published)
    elif script in VOWELLESS:
        readings = own_reader(language, target).read(published)
    else:
        readings = [own_reader(language, target).towards(published, key)]
    sets = {f"{language}-{target}", f"und-{target}"}
    found = [r.key for r in readings if r is not None and not r.mixed and sets & set(r.via)]
    return any(lacks_vowels(key, r, script) for r in found) if script in VOWELLESS else key in found


@lru_cache(maxsize=512)
def own_reader(language: str, target: str) -> Reader:
    """The reader of one pair of languages: its convention, where that is read backward, and the target's one for foreign sounds."""
    pair_of = [rs for rs in default_reader().rule_sets if rs.id in (f"{language}-{target}", f"und-{target}")]
    return Reader(pair_of)


def lacks_vowels(key: str, reading: str, script: str) -> bool:
    """Whether a reading is a key from a script without short vowels with any vowels put in.

    The letters of long vowels stand for consonants and diphthongs too, a first alef or ayn for any vowel, and Hebrew has one letter for b and v, k and kh, p and f,
    sh and s.
    """
    key = key[1:] if script == "Arab" and key[:1] == "a" else key
    same = _SAME | (_SAME_HEBREW if script == "Hebr" else {})
    ends_in_vowel = key[-1:] in ("a", "h")  # ta marbuta, he: Dschidda, Jeddah
    places = {0}  # how many symbols of the key may be used up
    for symbol in reading:
        after = {i + 1 for i in places if i < len(key) and symbol in same.get(key[i], key[i])}
        if symbol in VOWELS:
            after |= places
        if ends_in_vowel and symbol == "h":
            after |= places & {len(key)}
        places = after
    return len(key) in places or (ends_in_vowel and len(key) - 1 in places and reading[-1:] in VOWELS)


_SAME = {"u": "uov", "v": "uov", "i": "ie", "a": "aeoiu"}
_SAME_HEBREW = {"b": "bv", "k": "kx", "x": "xk", "p": "pf", "š": "šs"}


def judge(name: Name, target: str) -> Verdict:
    """The best that any of the name's native forms gives."""
    best = Verdict("other", "")
    for language, form in name.native.items():
        pairs = pair(words(form), words(name.published[target]), target)
        if not pairs:
            continue
        if all(is_exact(n, p, language, target) for n, p in pairs):
            return Verdict("exact", language, pairs)
        kind = "missed"
        if all(is_reached(n, p, language, target, guided=True) for n, p in pairs):
            kind = "read" if all(is_reached(n, p, language, target, guided=False) for n, p in pairs) else "reached"
        if KINDS.index(kind) < KINDS.index(best.kind):
            best = Verdict(kind, language, pairs)
    return best


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--show", action="append", choices=KINDS, default=[], help="print names of this kind, of the half that is for looking at (may be given again)"
    )
    parser.add_argument("--markdown", action="store_true", help="print tables as Markdown")
    parser.add_argument("--target", action="append", help="one target language (may be given again)")
    arguments = parser.parse_args()
    print(machine(), end="\n\n")
    names = without_translated([*cldr_names(), *iso_names()])
    counts: dict[tuple[str, str], Counter[tuple[str, bool]]] = defaultdict(Counter)
    by_kind: dict[str, Counter[tuple[str, bool]]] = defaultdict(Counter)
    for target in arguments.target or TARGETS:
        for name in names:
            if not name.native or target not in name.published:
                continue
            verdict = judge(name, target)
            language = verdict.language or next(iter(name.native))
            script = script_of(name.native[language])
            counts[target, script][verdict.kind, name.looked_at] += 1
            by_kind[name.kind][verdict.kind, name.looked_at] += 1
            if verdict.kind in arguments.show and name.looked_at:
                rule_set = convention(language, target)
                written = romanizer(rule_set)(name.native[language]) if rule_set else "-"
                pairs = verdict.pairs or ((name.native[language], name.published[target]),)
                print(verdict.kind, f"{language}-{target}", name.code, " ".join(f"{n}:{p}" for n, p in pairs), written, sep="\t")
    rows = [_row(target, SCRIPTS[script], counts[target, script]) for target, script in counts]
    header = ("target", "script", "names", "other", "exact %", "read %", "reached %", "half looked at", "other half")
    print(table(header, rows, markdown=arguments.markdown), end="\n\n")
    by_script: dict[str, Counter[tuple[str, bool]]] = defaultdict(Counter)
    by_target: dict[str, Counter[tuple[str, bool]]] = defaultdict(Counter)
    for (target, script), found in counts.items():
        by_target[target] += found
        by_script[script] += found
    rows = [_row("all", SCRIPTS[script], found) for script, found in by_script.items()]
    rows += [_row(target, "all", found) for target, found in by_target.items()]
    rows += [_row("all", kind, found) for kind, found in sorted(by_kind.items())]
    rows.append(_row("all", "all", sum(by_target.values(), Counter())))
    print(table(header, rows, markdown=arguments.markdown))


def _row(target: str, script: str, found: Counter[tuple[str, bool]]) -> list[str | int]:
    def count(kind: str, halves: tuple[bool, ...] = (True, False)) -> int:
        return sum(found[kind, half] for half in halves)

    def share(kinds: int, halves: tuple[bool, ...] = (True, False)) -> str:
        total = sum(count(kind, halves) for kind in KINDS[:-1])
        return f"{100 * sum(count(kind, halves) for kind in KINDS[:kinds]) / total:.1f}" if total else "-"

    names = sum(count(kind) for kind in KINDS[:-1])
    return [target, script, names, count("other"), share(1), share(2), share(3), share(3, (True,)), share(3, (False,))]


if __name__ == "__main__":
    main()
