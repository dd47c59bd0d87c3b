"""One file of any format: read, explained, rewritten."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import IO, Any, BinaryIO, TypeVar

from translit.documents.base import Options, Part, Scanner
from translit.documents.storage import compression, open_source
from translit.errors import DocumentError, UsageError, did_you_mean
from translit.normalizer import Normalizer

S = TypeVar("S")


@dataclass(frozen=True, slots=True)
class Format:
    """A file format and where its code is."""

    name: str
    suffixes: tuple[str, ...]
    module: str
    what: str
    """The scanner of a text format, else the kind within its module."""
    text: bool = True
    takes: tuple[str, ...] = ()
    """The options that choose what is changed."""

    @property
    def read_only(self) -> bool:
        """Whether such files are never written."""
        return self.module == "pdf"


_TABLE = ("columns", "out_columns")
FORMATS = {
    f.name: f
    for f in (
        Format("plain", (".txt", ".text", ".rst"), "plain", "PlainScanner"),
        Format("markdown", (".md", ".markdown"), "markdown", "MarkdownScanner"),
        Format("csv", (".csv",), "delimited", "DelimitedScanner", takes=_TABLE),
        Format("tsv", (".tsv", ".tab"), "delimited", "TabbedScanner", takes=_TABLE),
        Format("json", (".json", ".geojson"), "jsonfile", "JsonScanner", takes=("fields",)),
        Format("jsonl", (".jsonl", ".ndjson"), "jsonfile", "JsonLinesScanner", takes=("fields",)),
        Format("html", (".html", ".htm", ".xhtml"), "elements", "HtmlScanner"),
        Format("xml", (".xml", ".tei"), "elements", "XmlScanner", takes=("tag_names",)),
        Format("srt", (".srt",), "subtitles", "CueScanner"),
        Format("vtt", (".vtt",), "subtitles", "VttScanner"),
        Format("ass", (".ass", ".ssa"), "subtitles", "AssScanner"),
        Format("docx", (".docx", ".docm", ".dotx", ".dotm"), "office", "docx", text=False),
        Format("xlsx", (".xlsx", ".xlsm", ".xltx", ".xltm"), "office", "xlsx", text=False),
        Format("pptx", (".pptx", ".pptm", ".ppsx", ".ppsm", ".potx", ".potm"), "office", "pptx", text=False),
        Format("odf", (".odt", ".ods", ".odp", ".ott", ".ots", ".otp"), "office", "odf", text=False),
        Format("parquet", (".parquet",), "arrow", "parquet", text=False, takes=_TABLE),
        Format("feather", (".feather", ".arrow"), "arrow", "feather", text=False, takes=_TABLE),
        Format("pdf", (".pdf",), "pdf", "pdf", text=False),
    )
}
_BY_SUFFIX = {suffix: f for f in FORMATS.values() for suffix in f.suffixes}
_FLAGS = {"columns": "--column", "out_columns": "--out-column", "fields": "--field", "tag_names": "--tag-names"}


def format_of(path: Path, options: Options) -> Format | None:
    """The format of a file, by option or by name (also under `.gz` and the like); None where the name tells nothing."""
    if options.format:
        if options.format not in FORMATS:
            raise UsageError(f"unknown format {options.format!r}{did_you_mean(options.format, list(FORMATS))}: known are {', '.join(FORMATS)}")
        return FORMATS[options.format]
    return _BY_SUFFIX.get((Path(path.stem) if compression(path) else path).suffix.lower())


def mismatch(kind: Format, options: Options) -> str:
    """The options that were given and choose nothing in this format, where none of those given does; else an empty string."""
    given = [name for name in _FLAGS if getattr(options, name)]
    return "" if not given or any(name in kind.takes for name in given) else ", ".join(_FLAGS[name] for name in given)


class Document:
    """A file with its format. Raises `DocumentError` where the format can't be had that way, or the options don't apply to it.

    >>> Document(Path("a.csv.gz"), Options()).format.name
    'csv'
    """

    def __init__(self, path: Path, options: Options) -> None:
        kind = format_of(path, options) or FORMATS["plain"]
        wrong = mismatch(kind, options)
        if wrong:
            raise DocumentError(f"{path}: {wrong} can't be used with {kind.name} files")
        if not kind.text and compression(path):
            raise DocumentError(f"{path}: {kind.name} files aren't read through another compression: unpack it first")
        self.path = path
        self.format = kind
        self.options = options

    def texts(self) -> Iterator[str]:
        """The texts in the file as a reader sees them: paragraphs, cells, cues."""
        if self.format.text:
            yield from _module("textfile").texts(self.path, self._scanner(None), self.options.encoding)
        elif self.format.module == "office":
            yield from _module("office").texts(self.path, self._kind())
        elif self.format.module == "arrow":
            yield from _module("arrow").texts(self.path, self.format.what, self.options)
        else:
            yield from _module("pdf").texts(self.path)

    def parts(self, normalizer: Normalizer) -> Iterator[Part]:
        """What comes of the file, part by part. Nothing of a text file is yielded before all of it was found to be in its encoding."""
        if self.format.text:
            yield from _module("textfile").file_parts(self.path, self._scanner(normalizer), self.options.encoding, normalizer)
        elif self.format.module == "office":
            yield from _module("office").file_parts(self.path, self._kind(), normalizer)
        elif self.format.module == "arrow":
            yield from _module("arrow").file_parts(self.path, self.format.what, self.options, normalizer)
        else:
            yield from _module("pdf").file_parts(self.path, normalizer)

    def rewrite(self, target: Path, normalizer: Normalizer, seen: Callable[[Part], None]) -> bool:
        """Normalize the file into `target` (which may be itself), whole or not at all, and return whether anything changed."""
        if self.format.text:
            return bool(_module("textfile").rewrite(self.path, target, self._scanner(normalizer), self.options.encoding, normalizer, seen))
        if self.format.module == "office":
            return bool(_module("office").rewrite(self.path, target, self._kind(), normalizer, seen))
        if self.format.module == "arrow":
            return bool(_module("arrow").rewrite(self.path, target, self.format.what, self.options, normalizer, seen))
        raise DocumentError(f"{self.path}: {self.format.name} files are read, never written: use check, explain or --json")

    def rewrite_in_ranges(
        self, target: Path, normalizer: Normalizer, begin: Callable[[], S], add: Callable[[S, Part], object], jobs: int
    ) -> list[S] | None:
        """The same for a large plain text with several processes: what `begin` and `add` made of each range, in order; None where it isn't to be split."""
        if self.format.name != "plain" or jobs < 2:
            return None
        found: list[S] | None = _module("ranges").rewrite_in_ranges(
            self.path, target, self._scanner(normalizer), self.options.encoding, normalizer, begin, add, jobs
        )
        return found

    def copy(self, out: IO[bytes], normalizer: Normalizer, seen: Callable[[Part], None]) -> None:
        """Write a text file with its names normalized to a stream, in its own encoding, unpacked."""
        if not self.format.text:
            raise DocumentError(f"{self.path}: {self.format.name} files don't go to standard output: use --in-place, --output, --diff or --json")
        with open_source(self.path) as source:
            _module("textfile").copy_stream(source, out, str(self.path), self._scanner(normalizer), self.options.encoding, normalizer, seen)

    def _scanner(self, normalizer: Normalizer | None) -> Scanner:
        return make_scanner(self.format, str(self.path), self.options, normalizer)

    def _kind(self) -> Any:
        return _module("ooxml").KINDS[self.format.what]


def make_scanner(kind: Format, name: str, options: Options, normalizer: Normalizer | None) -> Scanner:
    """The scanner of a text format."""
    scanner: Scanner = getattr(_module(kind.module), kind.what)(name, options, normalizer)
    return scanner


def stream_parts(source: BinaryIO, name: str, options: Options, normalizer: Normalizer) -> Iterator[Part]:
    """What comes of a binary stream in a text format (plain text unless the options name one)."""
    yield from _module("textfile").stream_parts(source, name, _stream_scanner(name, options, normalizer), options.encoding, normalizer)


def copy_stream(source: BinaryIO, out: IO[bytes], name: str, options: Options, normalizer: Normalizer, seen: Callable[[Part], None]) -> None:
    """Write a binary stream in a text format with its names normalized, in its own encoding."""
    _module("textfile").copy_stream(source, out, name, _stream_scanner(name, options, normalizer), options.encoding, normalizer, seen)


def _stream_scanner(name: str, options: Options, normalizer: Normalizer) -> Scanner:
    kind = format_of(Path(name), options) or FORMATS["plain"]
    wrong = mismatch(kind, options)
    if not kind.text or wrong:
        raise UsageError(f"standard input as {kind.name}: {wrong + ' does not apply' if wrong else 'give a file'}")
    return make_scanner(kind, name, options, normalizer)


def _module(name: str) -> Any:
    """A module of this room, loaded when a file of its format is met."""
    return import_module(f"translit.documents.{name}")
