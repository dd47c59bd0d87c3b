"""What importers share: files read line by line, whatever packs them, and names sorted into an entry.

An importer is one module in `importers/`: `TITLE`, `LICENCE`, `SOURCE`, and `read(job)` that yields entries as it goes.
"""

from __future__ import annotations

import bz2
import csv
import gzip
import io
import lzma
import unicodedata
import zipfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import import_module
from importlib.resources import files
from pathlib import Path
from pkgutil import iter_modules
from typing import IO, Any, cast

import msgspec

from translit.errors import DataError, Fault, UsageError, did_you_mean
from translit.gazetteer.load import slug
from translit.gazetteer.model import LANGUAGES, Entry
from translit.text import fold, script_of, spelled
from translit.yamlfile import Map, parse

PACKED: Mapping[str, Callable[..., Any]] = {".gz": gzip.open, ".bz2": bz2.open, ".xz": lzma.open}
MAX_FAULTS = 20  # lines of a file that may be unreadable before the rest isn't looked at
SHORT = 3  # a variant with fewer letters is left out
ABBREVIATION = 4  # so are capitals alone, up to so many


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What is taken from a source."""

    languages: tuple[str, ...] = ()
    """Languages whose own-script forms are kept besides those at home in the entry's country; `all` keeps every one."""
    countries: tuple[str, ...] = ()
    """ISO codes; empty: all."""
    min_population: int = 0
    classes: tuple[str, ...] = ("A", "H", "P")
    """GeoNames feature classes."""
    label: str = "en"
    """Language of the canonical form, where the source has labels by language."""
    alternates: Path | None = None
    """alternateNamesV2 of GeoNames."""
    weak: bool = False
    """Whether weak aliases (nicknames, single words of a person's name) are taken."""


@dataclass(slots=True)
class Job:
    """One run of an importer: files, choices, and what was left out."""

    paths: tuple[Path, ...]
    choice: Choice = field(default_factory=Choice)
    left_out: Counter[str] = field(default_factory=Counter)
    faults: list[Fault] = field(default_factory=list)

    def fault(self, path: Path, line: int, message: str) -> None:
        """Note an unreadable line. Raises `DataError` when there are too many."""
        self.faults.append(Fault(path.name, line, "", message))
        if len(self.faults) >= MAX_FAULTS:
            raise DataError([*self.faults, Fault(path.name, line + 1, "", "not read further: is this the right format?")])

    def entry(
        self,
        entry_id: str,
        canonical: str,
        kind: str,
        names: Iterable[tuple[str, str]],
        *,
        country: str = "",
        note: str = "",
        home: Iterable[str] = (),
    ) -> Entry | None:
        """Sort names (each with its language code, or an empty one) into an entry; None where no canonical form is left.

        Latin spellings become variants. Other scripts become native forms where the language is at home in `country`, in `home` or chosen; where
        nothing is known of the country, a script that is the only one beside Latin counts as the name's own.
        """
        written = clean(canonical)
        if not written:
            self.left_out["no canonical form"] += 1
            return None
        wanted = {*self.choice.languages, *home, *home_languages().get(country, ())}
        rows = [(form, base_code(code), script_of(form)) for name, code in names if (form := clean(name))]
        scripts = {script for _, _, script in rows} - {"Latn", "Zyyy"}
        alone = not country and len(scripts) == 1
        native: dict[str, dict[str, None]] = {}
        variants: dict[str, str] = {}
        for form, code, script in rows:
            if script in ("Latn", "Zyyy"):
                if fold(form) == fold(written):
                    continue
                if sum(map(str.isalpha, form)) < SHORT or (form.isupper() and len(form) <= ABBREVIATION):
                    self.left_out["short names and abbreviations"] += 1
                    continue
                if not any(map(str.isupper, form)):
                    self.left_out["spellings in small letters"] += 1  # a machine's romanization, as a rule
                    continue
                variants.setdefault(spelled(form), form)
                continue
            if not code:
                likely = [c for c in dict.fromkeys((*home, *home_languages().get(country, ()))) if possible(form, c)]
                code = likely[0] if len(likely) == 1 else ""
            if "all" in wanted or code in wanted or (not code and (alone or script in home_scripts(country))):
                native.setdefault(code or "und", {})[form] = None
            elif alone:
                native.setdefault(code, {})[form] = None
            else:
                self.left_out["forms in scripts of other countries"] += 1
        known = {form for forms in native.values() for form in forms}
        if "und" in native:
            native["und"] = dict.fromkeys(f for f in native["und"] if all(f not in forms for code, forms in native.items() if code != "und"))
        return Entry(
            clean(entry_id) or slug(written),
            written,
            kind,
            {code: tuple(forms) for code, forms in sorted(native.items()) if forms},
            tuple(v for v in variants.values() if v not in known),
            (),
            {},
            clean(note),
            country,
        )


def clean(text: str) -> str:
    """A name as a gazetteer bears it: composed, single spaces, no control characters; empty where no letter is left.

    >>> clean("  Kher\\u00adson  (city)")
    'Kherson (city)'
    """
    if not text.isprintable():
        text = "".join(c if not c.isspace() else " " for c in text if c.isspace() or unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Co", "Cn"))
    kept = " ".join(text.split())
    if not kept.isascii():
        kept = unicodedata.normalize("NFC", kept)
    return kept if any(map(str.isalnum, kept)) else ""


@lru_cache(maxsize=4096)
def base_code(code: str) -> str:
    """The language of a code as sources write it, empty where it is none of ours.

    >>> base_code("pt-BR"), base_code("zh_Hant"), base_code("sh"), base_code("u")
    ('pt', 'zh', '', '')
    """
    base = code.replace("_", "-").split("-", 1)[0].lower()
    return base if base in LANGUAGES else ""


@lru_cache(maxsize=1)
def _countries() -> list[Any]:
    return cast(
        "list[Any]", parse(files("translit.gazetteer").joinpath("country_languages.yaml").read_text(encoding="utf-8"), "country_languages.yaml")
    )


@lru_cache(maxsize=1)
def home_languages() -> Mapping[str, tuple[str, ...]]:
    """Country code -> the languages at home there that aren't written in Latin letters.

    >>> home_languages()["UA"]
    ('uk', 'ru')
    """
    return {row["country"]: tuple(row["languages"]) for row in _countries()}


@lru_cache(maxsize=1)
def country_items() -> Mapping[str, str]:
    """Wikidata item of a country -> its code.

    >>> country_items()["Q212"]
    'UA'
    """
    return {row["wikidata"]: row["country"] for row in _countries()}


_SCRIPTS = {
    "Cyrl": "ab ba be bg ce cv kk ky mk mn os ru sr tg tt uk", "Arab": "ar fa ku ps sd ug ur az", "Grek": "el", "Armn": "hy", "Geor": "ka", "Hebr": "he yi",
    "Deva": "hi mr ne", "Beng": "bn as", "Guru": "pa", "Gujr": "gu", "Orya": "or", "Taml": "ta", "Telu": "te", "Knda": "kn", "Mlym": "ml", "Sinh": "si",
    "Thai": "th", "Laoo": "lo", "Khmr": "km", "Mymr": "my", "Ethi": "am ti", "Tibt": "bo dz", "Hang": "ko", "Hira": "ja", "Kana": "ja", "Hani": "zh ja",
    "Thaa": "dv", "Mong": "mn",
}  # fmt: skip


# Letters of languages that share the Cyrillic script: a form with another letter is none of theirs.
_LETTERS = {
    "be": "абвгдеёжзійклмнопрстуўфхцчшыьэюя", "bg": "абвгдежзийклмнопрстуфхцчшщъьюя", "kk": "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя",
    "ky": "абвгдеёжзийклмнңоөпрстуүфхцчшщъыьэюя", "mk": "абвгдѓежзѕијклљмнњопрстќуфхцчџш", "mn": "абвгдеёжзийклмноөпрстуүфхцчшщъыьэюя",
    "ru": "абвгдеёжзийклмнопрстуфхцчшщъыьэюя", "sr": "абвгдђежзијклљмнњопрстћуфхцчџш", "tg": "абвгғдеёжзиӣйкқлмнопрстуӯфхҳчҷшъэюя",
    "uk": "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя",
}  # fmt: skip


def possible(form: str, language: str) -> bool:
    """Whether a form can be of a language, by its script and, for Cyrillic, its letters.

    >>> possible("Дружківка", "uk"), possible("Дружківка", "ru"), possible("Харків", "ka")
    (True, False, False)
    """
    if language not in _SCRIPTS.get(script_of(form), "").split():
        return False
    letters = _LETTERS.get(language)
    return letters is None or all(c in letters for c in form.lower() if c.isalpha())


@lru_cache(maxsize=512)
def home_scripts(country: str) -> frozenset[str]:
    """The scripts of the languages at home in a country."""
    languages = set(home_languages().get(country, ()))
    return frozenset(script for script, codes in _SCRIPTS.items() if languages & set(codes.split()))


# -- files ---------------------------------------------------------------------------------------------------------------------------


def open_text(path: Path) -> IO[str]:
    """Open a text file for reading, packed (gz, bz2, xz, or a zip with one text file) or not. Raises `DataError`."""
    try:
        suffix = path.suffix.lower()
        if suffix == ".zip":
            archive = zipfile.ZipFile(path)
            names = [n for n in archive.namelist() if not n.endswith("/") and "readme" not in n.lower()]
            if len(names) != 1:
                raise DataError([Fault(str(path), 0, "", f"holds {len(names)} files: unpack it and name the one to read")])
            raw: Any = archive.open(names[0])
        elif suffix in PACKED:
            raw = PACKED[suffix](path, "rb")
        else:
            raw = path.open("rb")
    except (OSError, zipfile.BadZipFile) as error:
        raise DataError([Fault(str(path), 0, "", f"can't be read: {getattr(error, 'strerror', None) or error}")]) from error
    return io.TextIOWrapper(raw, encoding="utf-8-sig", newline="")


def lines(path: Path) -> Iterator[tuple[int, str]]:
    """The lines of a text file with their numbers, without line ends. Raises `DataError` where it isn't UTF-8 or is damaged."""
    number = 0
    with open_text(path) as stream:
        try:
            for number, line in enumerate(stream, 1):
                yield number, line.rstrip("\r\n")
        except (UnicodeDecodeError, EOFError, OSError, lzma.LZMAError) as error:
            raise DataError([Fault(path.name, number + 1, "", f"can't be read on: {error}")]) from error


def json_lines(job: Job, path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    """The objects of a file with one a line, or of a list with one element a line, as Wikidata's dump is."""
    for number, line in lines(path):
        text = line.strip().removesuffix(",")
        if text in ("", "[", "]"):
            continue
        try:
            node = msgspec.json.decode(text)
        except msgspec.DecodeError as error:
            job.fault(path, number, f"not JSON: {error}")
            continue
        if isinstance(node, dict):
            yield number, node
        else:
            job.fault(path, number, "not an object")


def json_whole(path: Path) -> Any:
    """A JSON file as a whole. Raises `DataError`."""
    with open_text(path) as stream:
        try:
            return msgspec.json.decode(stream.read())
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            raise DataError([Fault(path.name, 0, "", f"not JSON: {error}")]) from error


def table(job: Job, path: Path, needed: tuple[str, ...]) -> Iterator[tuple[int, dict[str, str]]]:
    """The rows of a table with a header line, as dictionaries; the delimiter (tab, semicolon or comma) is the one most used in the header."""
    with open_text(path) as stream:
        try:
            head = stream.readline()
            delimiter = max("\t;,", key=head.count)
            columns = [c.strip() for c in next(csv.reader([head], delimiter=delimiter), [])]
            missing = [c for c in needed if c not in columns]
            if missing:
                raise DataError([Fault(path.name, 1, "", f"no column {missing[0]!r}{did_you_mean(missing[0], columns)}")])
            reader = csv.reader(stream, delimiter=delimiter, strict=True)
            for row in reader:
                number = reader.line_num + 1
                if not any(row):
                    continue
                if len(row) != len(columns):
                    job.fault(path, number, f"{len(row)} cells, the header has {len(columns)}")
                    continue
                yield number, dict(zip(columns, row, strict=True))
        except (csv.Error, UnicodeDecodeError) as error:
            raise DataError([Fault(path.name, 0, "", f"can't be read as a table: {error}")]) from error


# -- the registry: the folder --------------------------------------------------------------------------------------------------------


def importer_names() -> list[str]:
    """The formats that can be imported: the modules of `importers/`.

    >>> "geonames" in importer_names()
    True
    """
    package = import_module("translit.gazetteer.importers")
    return sorted(m.name.replace("_", "-") for m in iter_modules(package.__path__))


def importer(name: str) -> Any:
    """The module of a format. Raises `UsageError` for an unknown one."""
    if name not in importer_names():
        raise UsageError(f"unknown format {name!r}{did_you_mean(name, importer_names())}; known are {', '.join(importer_names())}")
    return import_module(f"translit.gazetteer.importers.{name.replace('-', '_')}")


def run(name: str, job: Job) -> Iterator[Entry]:
    """The entries of a source, one an id. Raises `DataError` at the end with every unreadable line, so that what was yielded must not be kept then."""
    seen: set[str] = set()
    for entry in importer(name).read(job):
        if entry is None:
            continue
        if entry.id in seen:
            job.left_out["second entries of one id"] += 1
            continue
        seen.add(entry.id)
        yield entry
    if job.faults:
        raise DataError(job.faults)


def header(name: str, job: Job, version: str) -> list[str]:
    """The comment at the top of an imported gazetteer: where it is from and under what licence."""
    module = importer(name)
    sources = ", ".join(p.name for p in (*job.paths, *([job.choice.alternates] if job.choice.alternates else ())))
    return [
        f"Imported by translit {version}: {module.TITLE}{' from ' + sources if sources else ''}.",
        f"source: {module.SOURCE}",
        f"licence: {module.LICENCE}",
        "Review before use: `translit gazetteer lint` names what is doubtful.",
    ]


def as_map(node: Any) -> Mapping[str, Any]:
    """A mapping, an empty one where the source has something else."""
    return node if isinstance(node, (dict, Map)) else {}


def as_list(node: Any) -> list[Any]:
    """A list, of one where the source has a single value, empty where it has none."""
    return node if isinstance(node, list) else [] if node in (None, "") else [node]
