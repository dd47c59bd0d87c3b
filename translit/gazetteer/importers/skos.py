"""SKOS vocabularies: prefLabel, altLabel and hiddenLabel. N-Triples are read line by line; Turtle and RDF/XML need rdflib (`pip install 'translit-normalizer[rdf]'`)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

from translit.errors import DataError, Fault, UsageError
from translit.gazetteer.importing import Job, lines
from translit.gazetteer.model import Entry

TITLE = "SKOS concepts"
SOURCE = "the vocabulary"
LICENCE = "that of the vocabulary: write it here"

CORE = "http://www.w3.org/2004/02/skos/core#"
LABELS = ("prefLabel", "altLabel", "hiddenLabel")
TRIPLE = re.compile(r'\s*(<[^>]*>|_:\S+)\s+<([^>]*)>\s+"((?:[^"\\]|\\.)*)"(?:@([\w-]+)|\^\^<[^>]*>)?\s*\.\s*(?:#.*)?')
ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))")
PLAIN = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f"}
FORMATS = {".ttl": "turtle", ".rdf": "xml", ".xml": "xml", ".jsonld": "json-ld", ".n3": "n3"}


def read(job: Job) -> Iterator[Entry | None]:
    """Yield an entry for each concept; its labels may stand anywhere, so they are held."""
    found: dict[str, list[tuple[str, str, str]]] = {}
    for path in job.paths:
        suffix = Path(path.name.removesuffix(".gz")).suffix.lower()
        for subject, label, text, language in _parsed(path, FORMATS[suffix]) if suffix in FORMATS else _triples(job, path):
            found.setdefault(subject, []).append((label, text, language))
    for subject, labels in found.items():
        preferred = {language.split("-")[0]: text for label, text, language in reversed(labels) if label == "prefLabel"}
        canonical = preferred.get(job.choice.label) or preferred.get("") or next(iter(preferred.values()), "")
        name = re.split(r"[/#]", subject.strip("<>"))[-1]
        yield job.entry(name, canonical, "other", [(text, language) for _, text, language in labels])


def _triples(job: Job, path: Path) -> Iterator[tuple[str, str, str, str]]:
    for number, line in lines(path):
        text = line.strip()
        if not text or text.startswith("#"):
            continue
        match = TRIPLE.fullmatch(line)
        if match is None:
            if not re.match(r"(?:<[^>]*>|_:\S+)\s+<[^>]*>\s+\S.*\.\s*(?:#.*)?$", text):
                job.fault(path, number, "not a triple: N-Triples are `<subject> <predicate> object .`")
            continue
        subject, predicate, literal, language = match.groups()
        if predicate.startswith(CORE) and predicate[len(CORE) :] in LABELS:
            yield subject, predicate[len(CORE) :], ESCAPE.sub(_unescaped, literal), language or ""


def _unescaped(match: re.Match[str]) -> str:
    code = match[1] or match[2]
    return chr(int(code, 16)) if code else PLAIN.get(match[3], match[3])


def _parsed(path: Path, form: str) -> Iterator[tuple[str, str, str, str]]:
    try:
        rdflib = import_module("rdflib")
    except ImportError as error:
        raise UsageError(f"{path.name}: reading this form of RDF needs rdflib: pip install 'translit-normalizer[rdf]'") from error
    graph = rdflib.Graph()
    try:
        graph.parse(str(path), format=form)
    except Exception as error:  # rdflib's parsers raise errors of many kinds
        raise DataError([Fault(path.name, 0, "", f"can't be read as {form}: {' '.join(str(error).split())}")]) from error
    for label in LABELS:
        for subject, literal in sorted(graph.subject_objects(rdflib.URIRef(CORE + label))):
            yield f"<{subject}>", label, str(literal), getattr(literal, "language", None) or ""
