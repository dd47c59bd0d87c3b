"""What the tests of documents share: a small gazetteer, and a rewrite of bytes with the checks that hold for every file."""

import re

from translit import Normalizer
from translit.documents.base import Options
from translit.documents.document import Document

ENTRIES = [
    {"id": "kherson", "canonical": "Kherson", "kind": "city", "native": {"uk": "Херсон", "ru": "Херсон"}},
    {"id": "kharkiv", "canonical": "Kharkiv", "kind": "city", "native": {"uk": "Харків"}},
    {"id": "ivano-frankivsk", "canonical": "Ivano-Frankivsk", "kind": "city", "native": {"uk": "Івано-Франківськ"}},
    {"id": "stremousov", "canonical": "Kirill Stremousov", "kind": "person", "native": {"ru": "Кирилл Стремоусов"}},
    {"id": "bar", "canonical": "Bar, \"Old\" & New", "kind": "city", "variants": ["Baroldnew"]},
    {"id": "lodz", "canonical": "Łódź", "kind": "city", "variants": ["Lodsch"]},
]  # fmt: skip
NAMES = Normalizer.from_entries(ENTRIES)
EMPTY = Normalizer.from_entries([])


def rewritten(folder, name, data, normalizer=NAMES, **options):
    """The bytes of a file after a rewrite into another folder; the file itself stays."""
    path = folder / name
    path.write_bytes(data)
    target = folder / "out" / name
    Document(path, Options(**options)).rewrite(target, normalizer, lambda part: None)
    assert path.read_bytes() == data
    assert not [p for p in target.parent.iterdir() if p.name.startswith(".")]
    return target.read_bytes()


def holds_outside_edits(source, text, edits):
    """Whether a text is the source with something else in place of each edit's span and nothing else changed."""
    kept, at = [], 0
    for edit in edits:
        kept.append(source[at : edit.start])
        at = edit.end
    kept.append(source[at:])
    return bool(re.fullmatch("(?s:.*?)".join(map(re.escape, kept)), text))


def parts(folder, name, data, normalizer=NAMES, **options):
    """The parts of a file."""
    path = folder / name
    path.write_bytes(data)
    return list(Document(path, Options(**options)).parts(normalizer))
