"""A large plain text, its ranges worked on by several processes: the same comes of it as of one."""

import sys

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.test_laws import ROWS
from translit import Normalizer
from translit.documents import ranges, textfile
from translit.documents.base import Options
from translit.documents.document import Document
from translit.errors import DocumentError
from translit.report.plain import Summary

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="files are split where processes are forked")
N = Normalizer.from_entries([*ROWS, {"id": "omar", "canonical": "Omar Gaddafi", "kind": "person", "variants": ["Omar Kadhafi"]}])


@pytest.fixture(autouse=True)
def _small(monkeypatch):
    monkeypatch.setattr(textfile, "PIECE", 300)
    monkeypatch.setattr(ranges, "LEAST", 1)
    monkeypatch.setattr(ranges, "RANGE", 2)


def count(summary, part):
    summary.add(part.result)


def both(folder, data, normalizer=N):
    """What one process makes of a file, and what two do: bytes and summaries."""
    path = folder / "in.txt"
    path.write_bytes(data)
    whole = Summary()
    Document(path, Options()).rewrite(folder / "one.txt", normalizer, lambda part: whole.add(part.result))
    found = Document(path, Options()).rewrite_in_ranges(folder / "two.txt", normalizer, Summary, count, 2)
    merged = Summary()
    for part in found or ():
        merged.add_part(part)
    assert sorted(p.name for p in folder.iterdir()) == sorted({"in.txt", "one.txt"} | ({"two.txt"} if found is not None else set()))
    return (folder / "one.txt").read_bytes(), whole, (folder / "two.txt").read_bytes() if found is not None else None, merged


LINES = [
    "Nothing was said in Emerson that day, nor the day after, and nobody asked.",
    "Stremoussow left Cherson; Kadhafi stayed in Jersón.",
    "Kirill Stremoussow had come from Charkow.",
    "Omar Kadhafi spoke to Moammar Kadhafi – Київ – Харьков.",
    "“Cherson” [sic] fell, then Krywyj Rih.",
    "",
]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(st.lists(st.sampled_from(LINES), min_size=40, max_size=120), st.sampled_from(["\n", "\r\n"]), st.sampled_from([b"", b"\xef\xbb\xbf"]))
def test_two_make_what_one_makes(tmp_path_factory, lines, end, mark):
    folder = tmp_path_factory.mktemp("ranges")
    one, whole, two, merged = both(folder, mark + end.join(lines).encode())
    assert two is None or (two == one and merged.lines() == whole.lines())


def test_a_name_from_an_earlier_range_counts(tmp_path):
    quiet = [LINES[0]] * 12
    text = "\n".join([*quiet, *quiet, LINES[2], *quiet, *quiet, *quiet, LINES[1], *quiet, LINES[1]])
    one, _, two, _ = both(tmp_path, text.encode())
    assert two == one
    assert one.decode().count("Stremousov left") == 2


@pytest.mark.parametrize(
    "data",
    [
        b"# translit: off\n" + b"Cherson\n" * 400,
        b"Cherson\n" * 400 + b"# translit: off\n" + b"Cherson\n" * 400,
        ("Cherson\n" * 400).encode("utf-16"),
        b"Cherson\n" * 20,
        b"Cherson \xff\n" * 400,
        b"Cherson\n" * 400 + b"a " * 800_000 + b"\n" + b"Cherson\n" * 400,  # a line longer than one that is read whole
    ],
)
def test_what_is_not_split(tmp_path, data):
    path = tmp_path / "in.txt"
    path.write_bytes(data)
    assert Document(path, Options()).rewrite_in_ranges(tmp_path / "out.txt", N, Summary, count, 2) is None
    assert [p.name for p in tmp_path.iterdir()] == ["in.txt"]


def test_a_file_in_place_that_needs_no_edit_is_not_touched(tmp_path):
    path = tmp_path / "in.txt"
    path.write_bytes(b"In Kherson nothing happened.\n" * 200)
    before = path.stat()
    assert Document(path, Options()).rewrite_in_ranges(path, N, Summary, count, 2) is not None
    assert (path.stat().st_ino, path.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_nothing_is_left_where_a_worker_fails(tmp_path, monkeypatch):
    path = tmp_path / "in.txt"
    path.write_bytes(b"In Cherson nothing happened.\n" * 200)

    def broken(*_):
        raise DocumentError("no")

    monkeypatch.setattr(ranges, "compare", broken)
    with pytest.raises(DocumentError):
        Document(path, Options()).rewrite_in_ranges(path, N, Summary, count, 2)
    assert [p.name for p in tmp_path.iterdir()] == ["in.txt"]
    assert path.read_bytes() == b"In Cherson nothing happened.\n" * 200
