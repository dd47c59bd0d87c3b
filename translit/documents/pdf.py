"""PDF: its text, page by page, to be read and reported on; never written. Needs pypdf."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path

from translit.documents.base import Part
from translit.documents.storage import open_source
from translit.errors import DocumentError
from translit.normalizer import Normalizer
from translit.rewriting import Session


def texts(path: Path) -> Iterator[str]:
    """The text of each page, as far as the file tells it. Raises `DocumentError`."""
    try:
        from pypdf import PdfReader
        from pypdf.errors import PyPdfError
    except ImportError:
        raise DocumentError("PDF files need pypdf: pip install 'translit-normalizer[pdf]'") from None
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # it warns of every oddity of a file
    with open_source(path) as source:
        try:
            reader = PdfReader(source)
            if reader.is_encrypted and not reader.decrypt(""):
                raise DocumentError(f"{path}: is encrypted")
            for page in reader.pages:
                yield page.extract_text()
        except (PyPdfError, ValueError, KeyError, TypeError, IndexError, AttributeError, NotImplementedError, RecursionError) as error:
            raise DocumentError(f"{path}: can't be read as PDF: {error}") from error


def file_parts(path: Path, normalizer: Normalizer) -> Iterator[Part]:
    """Explain the text of each page."""
    session = Session()
    for number, text in enumerate(texts(path), 1):
        yield Part(f"{path}!page {number}", 1, normalizer.explain(text, session))
