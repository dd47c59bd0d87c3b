"""Parquet and Feather: chosen string columns change, schema, metadata, row groups, codecs and everything else stay."""

import pytest

from tests.documents import EMPTY, NAMES, parts
from translit import DocumentError
from translit.documents.base import Options
from translit.documents.document import Document

pa = pytest.importorskip("pyarrow")
pq = pytest.importorskip("pyarrow.parquet")

TABLE = pa.table(
    {
        "id": pa.array(["007", "Cherson", None, "9"]),
        "name": pa.array(["Cherson", None, "Charkiw", "Cherson"]),
        "big": pa.array(["in Cherson", "x", "", "Cherson"], pa.large_string()),
        "code": pa.array(["Cherson", "Charkiw", "Cherson", None]).dictionary_encode(),
        "n": pa.array([1, 2, None, 4], pa.int16()),
        "list": pa.array([["Cherson"], [], None, ["x"]]),
    }
).replace_schema_metadata({b"pandas": b'{"index_columns": []}', b"note": b"Cherson"})
WANTED = TABLE.set_column(1, "name", pa.array(["Kherson", None, "Kharkiv", "Kherson"]))


def write(path, table=TABLE, codec="zstd"):
    if path.suffix == ".parquet":
        pq.write_table(table, path, compression={n: "gzip" if n == "id" else codec for n in ["id", "name", "big", "code", "n", "list.list.element"]}, row_group_size=3, use_dictionary=["code"])
    else:
        with pa.ipc.new_file(str(path), table.schema, options=pa.ipc.IpcWriteOptions(compression=codec)) as out:
            out.write_table(table, max_chunksize=3)


def read(path):
    return pq.read_table(path) if path.suffix == ".parquet" else pa.ipc.open_file(str(path)).read_all()


KINDS = ["a.parquet", "a.feather"]


@pytest.mark.parametrize("name", KINDS)
def test_a_chosen_column(tmp_path, name):
    path, target = tmp_path / name, tmp_path / "out" / name
    write(path)
    before = path.read_bytes()
    assert Document(path, Options(columns=("name",))).rewrite(target, NAMES, lambda part: None)
    assert path.read_bytes() == before
    found = read(target)
    assert found.equals(WANTED.cast(found.schema))
    assert found.schema.equals(read(path).schema, check_metadata=True)
    assert [p.name for p in target.parent.iterdir()] == [name]
    assert not Document(target, Options(columns=("name",))).rewrite(target, NAMES, lambda part: None)


@pytest.mark.parametrize("name", KINDS)
def test_all_string_columns_but_no_lists(tmp_path, name):
    path = tmp_path / name
    write(path)
    assert Document(path, Options()).rewrite(path, NAMES, lambda part: None)
    found = read(path).to_pydict()
    assert found["big"] == ["in Kherson", "x", "", "Kherson"]
    assert found["code"] == ["Kherson", "Kharkiv", "Kherson", None]
    assert found["list"] == [["Cherson"], [], None, ["x"]]
    assert found["id"][0] == "007"


@pytest.mark.parametrize("name", KINDS)
def test_a_column_beside(tmp_path, name):
    path = tmp_path / name
    write(path)
    assert Document(path, Options(columns=("name",), out_columns=("norm",))).rewrite(path, NAMES, lambda part: None)
    found = read(path)
    assert found.column_names[:3] == ["id", "name", "norm"]
    assert found.drop_columns(["norm"]).equals(TABLE.cast(found.drop_columns(["norm"]).schema))
    assert found["norm"].to_pylist() == WANTED["name"].to_pylist()


@pytest.mark.parametrize("name", KINDS)
def test_nothing_to_do_leaves_the_file(tmp_path, name):
    path = tmp_path / name
    write(path)
    before = path.stat()
    assert not Document(path, Options()).rewrite(path, EMPTY, lambda part: None)
    assert (path.stat().st_ino, path.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_parquet_is_packed_as_it_was(tmp_path):
    path = tmp_path / "a.parquet"
    write(path)
    before = pq.ParquetFile(path).metadata
    Document(path, Options(columns=("name",))).rewrite(path, NAMES, lambda part: None)
    after = pq.ParquetFile(path).metadata
    assert [after.row_group(i).num_rows for i in range(after.num_row_groups)] == [3, 1]
    for i in range(before.num_columns):
        old, new = before.row_group(0).column(i), after.row_group(0).column(i)
        assert (old.path_in_schema, old.compression, "RLE_DICTIONARY" in old.encodings) == (new.path_in_schema, new.compression, "RLE_DICTIONARY" in new.encodings)


@pytest.mark.parametrize("codec", [None, "lz4", "zstd"])
def test_feather_is_packed_as_it_was(tmp_path, codec):
    from translit.documents.arrow import _ipc_codec

    path = tmp_path / "a.feather"
    write(path, pa.table({"name": ["Cherson" * 50] * 40 + ["Cherson"]}), codec)
    assert _ipc_codec(path, pa) == codec
    Document(path, Options()).rewrite(path, NAMES, lambda part: None)
    assert _ipc_codec(path, pa) == codec


def test_places_are_rows(tmp_path):
    write(tmp_path / "b.parquet")
    found = parts(tmp_path, "a.parquet", (tmp_path / "b.parquet").read_bytes(), columns=("name",))
    assert [(p.label.split("!")[1], p.first, p.result.text) for p in found] == [("name", 1, "Kherson"), ("name", 3, "Kharkiv"), ("name", 4, "Kherson")]


@pytest.mark.parametrize(("options", "message"), [({"columns": ("nmae",)}, "no column 'nmae'"), ({"columns": ("n",)}, "holds int16, not strings"), ({"columns": ("name",), "out_columns": ("id",)}, "already")])  # fmt: skip
def test_wrong_columns(tmp_path, options, message):
    write(tmp_path / "a.parquet")
    with pytest.raises(DocumentError, match=message):
        Document(tmp_path / "a.parquet", Options(**options)).rewrite(tmp_path / "a.parquet", NAMES, lambda part: None)


@pytest.mark.parametrize("name", KINDS)
@pytest.mark.parametrize("data", [b"", b"Cherson", b"PAR1 ARROW1"])
def test_broken_files(tmp_path, name, data):
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(DocumentError, match="can't be read"):
        Document(path, Options()).rewrite(path, NAMES, lambda part: None)
    assert path.read_bytes() == data
    assert list(tmp_path.iterdir()) == [path]
