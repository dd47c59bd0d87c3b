"""Encodings: which one a file is in, and that it gives its bytes back."""

from __future__ import annotations

import codecs
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, BinaryIO

from translit.errors import DocumentError, UsageError, did_you_mean

BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
COMMON = ("utf-8", "utf-16-le", "utf-16-be", "cp1250", "cp1251", "cp1252", "cp1253", "koi8-u", "koi8-r", "iso8859-1", "iso8859-2", "iso8859-5", "cp866", "auto")
AUTO = "auto"
HEAD = 1 << 20  # bytes looked at to guess an encoding
ENOUGH = 64  # bytes beyond ASCII that a guess needs
BLOCK = 1 << 20


@dataclass(frozen=True, slots=True)
class Encoding:
    """A codec of Python, and the byte order mark that stands before the text."""

    codec: str
    bom: bytes = b""
    guessed: bool = False

    def __str__(self) -> str:
        return self.codec.upper().replace("_", "-")


def check_encoding(name: str) -> str:
    """Return the codec's own name (`auto` stays). Raises `UsageError`.

    >>> check_encoding("windows-1251")
    'cp1251'
    """
    if not name or name == AUTO:
        return name
    try:
        info = codecs.lookup(name)
    except LookupError:
        raise UsageError(f"unknown encoding {name!r}{did_you_mean(name, COMMON)}") from None
    if not getattr(info, "_is_text_encoding", True):
        raise UsageError(f"{name} is no text encoding")
    return info.name


def find_encoding(head: bytes, asked: str, declared: Callable[[bytes], str], name: str) -> Encoding:
    """Say which encoding a file is in: the byte order mark, else what was asked for, else what the file declares, else UTF-8."""
    if asked in ("", AUTO, "utf-8", "utf-16", "utf-32"):
        for bom, codec in BOMS:
            if head.startswith(bom) and (asked in ("", AUTO) or codec.startswith(asked)):
                return Encoding(codec, bom)
    if asked == AUTO:
        return Encoding(_guess(head, name), guessed=True)
    if asked in ("utf-16", "utf-32"):
        raise DocumentError(f"{name}: no byte order mark: say {asked}-le or {asked}-be")
    if asked:
        codec = asked.removesuffix("-sig")
        return Encoding(codec, next((b for b, c in BOMS if c == codec and head.startswith(b)), b""))
    said = declared(head)
    if said:
        try:
            info = codecs.lookup(said)
        except LookupError:
            raise DocumentError(f"{name}: declares an unknown encoding {said!r}: name one with --encoding") from None
        # A file without a byte order mark that could be read far enough to declare UTF-16 isn't in UTF-16.
        return Encoding("utf-8" if info.name.startswith(("utf-16", "utf-32")) or not getattr(info, "_is_text_encoding", True) else info.name)
    return Encoding("utf-8")


def _guess(head: bytes, name: str) -> str:
    try:
        head.decode("utf-8")
    except UnicodeDecodeError as error:
        if error.reason != "unexpected end of data" or error.start < len(head) - 4:
            return _detected(head, name)
    return "utf-8"


def _detected(head: bytes, name: str) -> str:
    try:
        from charset_normalizer import from_bytes
    except ImportError:
        raise DocumentError("--encoding auto needs charset-normalizer: pip install 'translit-normalizer[encoding]'") from None
    beyond = sum(b > 0x7F for b in head)
    found: list[Any] = list(from_bytes(head)) if beyond >= ENOUGH else []
    if not found:
        why = f"only {beyond} bytes that would tell" if beyond < ENOUGH else "nothing fits"
        raise DocumentError(f"{name}: the encoding can't be guessed ({why}): name it with --encoding")
    best = found[0]
    rivals = [m.encoding for m in found[1:] if (m.chaos, -m.coherence) <= (best.chaos, -best.coherence) and str(m) != str(best)]
    if rivals:
        raise DocumentError(f"{name}: the encoding can't be guessed ({best.encoding} or {rivals[0]}): name it with --encoding")
    return codecs.lookup(best.encoding).name


def check_decodes(source: BinaryIO, encoding: Encoding, name: str) -> None:
    """Raise `DocumentError` with the byte offset where a stream isn't in its encoding, or where the encoding wouldn't give the same bytes back."""
    decoder = codecs.getincrementaldecoder(encoding.codec)()
    encoder = None if encoding.codec.startswith("utf-8") else codecs.getincrementalencoder(encoding.codec)()
    source.read(len(encoding.bom))
    done, raw = len(encoding.bom), b""
    while True:
        block = source.read(BLOCK)
        pending = len(decoder.getstate()[0])
        try:
            text = decoder.decode(block, final=not block)
        except UnicodeDecodeError as error:
            raise DocumentError(not_decoded(name, encoding, max(done - pending + error.start, 0))) from error
        if encoder is not None:
            raw += block
            back = encoder.encode(text)
            if not raw.startswith(back) or (not block and back != raw):
                raise DocumentError(f"{name}: {encoding} doesn't give the same bytes back: convert it to UTF-8 first")
            raw = raw[len(back) :]
        if not block:
            return
        done += len(block)


class DecodedText:
    """A stream's text, line ends as they are, so many bytes of it at a time."""

    def __init__(self, source: BinaryIO, encoding: Encoding, name: str) -> None:
        self._source = source
        self._encoding = encoding
        self._name = name
        self._decoder = codecs.getincrementaldecoder(encoding.codec)()
        self._done = len(encoding.bom)
        self.ended = False
        """Whether all of it was read."""

    def read(self, size: int) -> str:
        """The text of the next bytes (of all where `size` is negative); a letter that ends behind them comes with what follows.
        Raises `DocumentError` with the byte offset where the stream isn't in its encoding."""
        block = self._source.read(size)
        self.ended = len(block) < size or size < 0
        pending = len(self._decoder.getstate()[0])
        try:
            text = self._decoder.decode(block, final=self.ended)
        except UnicodeDecodeError as error:
            raise DocumentError(not_decoded(self._name, self._encoding, max(self._done - pending + error.start, 0))) from error
        self._done += len(block)
        return text


def not_decoded(name: str, encoding: Encoding, offset: int) -> str:
    """The message for a file that isn't in its encoding."""
    hint = "name its encoding with --encoding (auto guesses)" if encoding.codec == "utf-8" else "name another with --encoding"
    return f"{name}: not {encoding} at byte {offset}: {hint}"


def encode(text: str, encoding: Encoding, name: str, reference: Callable[[str], str] | None = None) -> bytes:
    """Encode what an edit writes. A character that the encoding can't hold becomes a reference where the format has such, else it is an error.

    >>> encode("Łódź", Encoding("cp1252"), "a.txt")
    Traceback (most recent call last):
    translit.errors.DocumentError: a.txt: CP1252 can't hold 'Ł' of 'Łódź': convert the file to UTF-8 first
    """
    try:
        return text.encode(encoding.codec)
    except UnicodeEncodeError as error:
        if reference is None:
            raise DocumentError(f"{name}: {encoding} can't hold {text[error.start]!r} of {text!r}: convert the file to UTF-8 first") from None
    return "".join(c if _holds(c, encoding) else reference(c) for c in text).encode(encoding.codec)


def _holds(char: str, encoding: Encoding) -> bool:
    try:
        char.encode(encoding.codec)
    except UnicodeEncodeError:
        return False
    return True
