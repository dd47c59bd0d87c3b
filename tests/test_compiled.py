"""Compiled data: the same as what it was made of, checked, and never in the way where it can't be kept."""

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from translit import DataError, Entry, Normalizer
from translit.cli.main import COMMANDS, cli
from translit.compiled import MAGIC, VARIABLE, Sources, Store, Writer, cache_folder, grouped, remember, remembered
from translit.mapped import Damaged, Grouped, Sieve, sieve_of
from translit.matching.gazetteers import LEAST
from translit.matching.index import Index
from translit.matching.saved import TABLES
from translit.normalizer import default_gazetteer
from translit.rules import library, syllable_tables
from translit.rules.library import LIBRARY, _compiled_set, _paths, _read
from translit.rules.read import Reader, default_reader, sounds_reader
from translit.shipped import Shipped

ROOT = Path(__file__).resolve().parent.parent
PAGE = (ROOT / "examples" / "front-line.txt").read_text(encoding="utf-8")


@pytest.fixture
def cache(tmp_path, monkeypatch):
    folder = tmp_path / "cache"
    monkeypatch.setenv(VARIABLE, str(folder))
    return folder


def written(path, **tables):
    writer = Writer(MAGIC)
    for name, rows in tables.items():
        writer.table(name, rows)
    path.write_bytes(b"".join(writer.finish(state="s")))
    return path


# -- files -------------------------------------------------------------------------------------------------------------------------------


@given(st.dictionaries(st.text(), st.lists(st.integers(0, 9)), max_size=200))
def test_a_table_is_the_mapping_it_was_made_of(tmp_path_factory, rows):
    table = Store(written(tmp_path_factory.mktemp("t") / "t.bin", rows=rows), MAGIC).table("rows", list[int])
    assert dict(table) == rows
    assert len(table) == len(rows)
    assert all(table[k] == v and k in table for k, v in rows.items())
    assert table.get("not\0there") is None
    assert "not\0there" not in table


def test_a_table_that_is_used_much_becomes_a_dict(tmp_path):
    rows = {f"k{i}": [i] for i in range(2000)}
    found = []
    table = Store(written(tmp_path / "t.bin", rows=rows), MAGIC).table("rows", list[int], found.append)
    assert table
    table.get("k1")
    assert not found
    assert all(table[k] == v for k, v in rows.items())
    assert found == [rows]
    assert not Store(written(tmp_path / "e.bin", rows={}), MAGIC).table("rows", list[int])


def test_a_large_value_is_decoded_anew_each_time(tmp_path):
    rows = {f"k{i}": "x" * (10_000 if i == 7 else 5) for i in range(200)}
    table = Store(written(tmp_path / "t.bin", rows=rows), MAGIC).table("rows", str)
    assert [table["k7"], table["k7"], table.get("k7")] == [rows["k7"]] * 3
    assert table["k7"] is not table["k7"]
    assert table["k8"] is table["k8"]


def test_values_in_blocks(tmp_path):
    writer = Writer(MAGIC)
    writer.blocks("b", grouped(list(range(70)), 32))
    (tmp_path / "b.bin").write_bytes(b"".join(writer.finish()))
    values = Grouped(Store(tmp_path / "b.bin", MAGIC).blocks("b", list[int]), 32, 70)
    assert list(values) == list(range(70))
    assert values[-1] == 69
    assert values[60:] == tuple(range(60, 70))
    with pytest.raises(IndexError):
        values[70]


def test_any_damaged_byte_is_seen(tmp_path):
    path = written(tmp_path / "t.bin", rows={f"k{i}": [i] for i in range(200)})
    whole = path.read_bytes()
    for place in range(len(MAGIC), len(whole), 37):
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        with pytest.raises(Damaged):
            Store(path, MAGIC)
    for length in (0, 3, len(MAGIC) + 2, len(whole) // 2, len(whole) - 1):
        path.write_bytes(whole[:length])
        with pytest.raises(Damaged):
            Store(path, MAGIC)


@pytest.mark.parametrize("part", ["rows", "rows/keys"])
def test_a_large_file_is_checked_part_by_part(tmp_path, monkeypatch, part):
    monkeypatch.setattr("translit.compiled.SMALL", 200)
    path = written(tmp_path / "t.bin", rows={f"key {i}": [i] for i in range(400)})
    store = Store(path, MAGIC)
    offset, length, _ = store._parts[part]
    data = bytearray(path.read_bytes())
    data[store._at + offset + length - 3] ^= 1
    path.write_bytes(data)
    monkeypatch.setattr("translit.compiled.SMALL", 1000)
    with pytest.raises(Damaged, match="compile it again"):
        dict(Store(path, MAGIC).table("rows", list[int]))


@given(st.sets(st.text(max_size=6), max_size=50), st.text(max_size=6))
def test_a_sieve_misses_nothing(texts, other):
    sieve = Sieve(sieve_of(texts))
    assert all(text in sieve for text in texts)
    assert not texts.isdisjoint([other]) or other not in Sieve(sieve_of([]))


# -- the cache ---------------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("value", ["off", "", "0", "OFF"])
def test_the_cache_can_be_switched_off(monkeypatch, value):
    monkeypatch.setenv(VARIABLE, value)
    assert cache_folder() is None
    assert not remember("x-1.bin", lambda: pytest.fail("built for nothing"))
    assert Normalizer.load().normalize("Cherson") == "Kherson"


def test_the_folder(monkeypatch, tmp_path):
    monkeypatch.delenv(VARIABLE)
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert cache_folder() == tmp_path / "translit"


@pytest.mark.parametrize("kind", ["a file in its place", "below a file"])
def test_a_folder_that_cannot_be_had_costs_no_result(tmp_path, monkeypatch, kind):
    (tmp_path / "cache").write_text("")
    monkeypatch.setenv(VARIABLE, str(tmp_path / "cache" if kind.startswith("a file") else tmp_path / "cache" / "below"))
    assert Normalizer.load().normalize(PAGE) == Normalizer.from_entries(Normalizer.load().entries).normalize(PAGE)
    assert not remember("x-1.bin", bytes)


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="the superuser may write anywhere")
def test_a_read_only_folder(cache):
    cache.mkdir(mode=0o500)
    assert Normalizer.load().normalize("Cherson") == "Kherson"
    assert not list(cache.iterdir())


def test_what_is_kept_is_used_and_damage_is_repaired(cache):
    first = Normalizer.load().explain(PAGE)
    kept = sorted(cache.glob("gazetteer-*.bin"))
    assert len(kept) == 1
    assert type(Normalizer.load()._resolver.index).__name__ == "SavedIndex"
    for path in cache.iterdir():
        path.write_bytes(path.read_bytes()[:-100] + bytes(100))
    again = Normalizer.load()
    assert type(again._resolver.index) is Index
    assert again.explain(PAGE).edits == first.edits
    assert type(Normalizer.load()._resolver.index).__name__ == "SavedIndex"


def test_another_content_or_other_rules_are_another_index(cache, tmp_path, monkeypatch):
    text = "".join(f"- {{canonical: Place {i:05d}}}\n" for i in range(LEAST // 20))
    path = tmp_path / "g.yaml"
    path.write_text(text)
    Normalizer.load(path)
    path.write_text(text.replace("Place 00007", "Kherson"))
    assert Normalizer.load(path).normalize("Khersson") == "Kherson"
    assert len(list(cache.glob("gazetteer-*"))) == 2
    monkeypatch.setattr("translit.matching.gazetteers.index_digest", lambda: "other rules")
    Normalizer.load(path)
    assert len(list(cache.glob("gazetteer-*"))) == 3


def test_many_writers_at_once(cache):
    data = written(cache.parent / "t.bin", rows={"a": [1]}).read_bytes()
    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(lambda _: remember("x-1.bin", lambda: data), range(64)))
    assert [p.name for p in cache.iterdir()] == ["x-1.bin"]
    assert remembered("x-1.bin", lambda header: header["state"] == "s").table("rows", list[int])["a"] == [1]
    assert remembered("x-1.bin", lambda header: header["state"] == "t") is None


def test_sources_that_were_touched_are_read_once(cache, monkeypatch):
    def shipped():
        return Shipped("t", Sources("rules/keys.yaml"), lambda writer: writer.value("a", [1]))

    assert shipped().store() is None
    assert shipped().store(build=True).value("a", list[int]) == [1]
    monkeypatch.setattr(Sources, "state", lambda self: "touched")
    assert shipped().store().value("a", list[int]) == [1]
    monkeypatch.setattr(Sources, "digest", lambda self: "not asked")
    assert shipped().store().value("a", list[int]) == [1]
    monkeypatch.setattr(Sources, "state", lambda self: "changed")
    assert shipped().store() is None


def test_two_processes_at_once(tmp_path):
    environment = {**os.environ, VARIABLE: str(tmp_path / "cache"), "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", "from translit.rules.key import tables; from translit import romanize; print(romanize('Київ', scheme='uk-kmu-2010'), len(tables()))"]
    running = [subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) for _ in range(3)]
    assert len({p.communicate()[0] for p in running}) == 1
    assert not [p for p in (tmp_path / "cache").iterdir() if p.name.startswith(".")]


def test_old_files_are_removed(cache, monkeypatch):
    monkeypatch.setattr("translit.compiled.KEPT", 3)
    for i in range(6):
        remember(f"x-{i}.bin", lambda: b"x")
        os.utime(cache / f"x-{i}.bin", (i, i))
    assert len(list(cache.iterdir())) == 3


def test_sources_notice_every_change(tmp_path, monkeypatch):
    monkeypatch.setattr("translit.compiled.PACKAGE", tmp_path)
    (tmp_path / "d").mkdir()
    file = tmp_path / "d" / "a.yaml"
    file.write_text("a: 1")
    sources = Sources("d/*.yaml")
    state, digest = sources.state(), sources.digest()
    file.write_text("a: 1")
    assert sources.digest() == digest
    stat = file.stat()
    file.write_text("a: 2")
    os.utime(file, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    assert sources.state() != state or os.name == "nt"
    assert sources.digest() != digest
    (tmp_path / "d" / "b.yaml").write_text("")
    assert sources.digest() != digest


# -- what is compiled --------------------------------------------------------------------------------------------------------------------


def test_compiled_rule_sets_are_those_of_the_files():
    assert LIBRARY.store(build=True) is not None
    assert all(_compiled_set(i) == _read(i) for i in _paths())


@pytest.mark.parametrize("reader", [default_reader, sounds_reader])
def test_compiled_readers_are_those_of_the_rule_sets(reader):
    compiled = reader()
    made = Reader(compiled.rule_sets)
    for name in ("ids", "scripts", "all_mask", "_edges", "_longest", "_letters", "with_exceptions"):
        assert getattr(compiled, name) == getattr(made, name)


@pytest.mark.parametrize("name", ["chinese", "japanese", "korean"])
def test_compiled_syllables(name):
    (lattice, whole), (made, words) = getattr(syllable_tables, name)(), getattr(syllable_tables, f"_{name}")()
    assert dict(lattice.masks) == made.masks
    assert dict(whole) == words
    for one, other in zip(lattice.systems, made.systems, strict=True):
        assert (one.id, one.cost, one.seam, one.apostrophe) == (other.id, other.cost, other.seam, other.apostrophe)
        assert {k: tuple(v) for k, v in one.chunks.items()} == {k: tuple(v) for k, v in other.chunks.items()}


@pytest.mark.parametrize("whole", [0, 1 << 20], ids=["sharded", "whole"])
def test_a_saved_index_is_the_index(tmp_path, monkeypatch, whole):
    monkeypatch.setattr("translit.matching.saved.WHOLE", whole)
    entries = Normalizer.load(default_gazetteer()).entries[:300]
    made = Normalizer([Entry("z", "Сергей Лавров", "person", never=("Lavra",)), *entries])
    made.save(tmp_path / "g.bin")
    loaded = Normalizer.load(tmp_path / "g.bin")
    index, other = loaded._resolver.index, made._resolver.index
    assert type(index).__name__ == "SavedIndex"
    assert tuple(loaded.entries) == made.entries
    assert tuple(index.entries) == other.entries
    assert tuple(index.forms) == tuple(other.forms)
    for name in set(TABLES) - {"vowelless", "people_of", "all_bare"}:
        assert dict(getattr(index, name)) == getattr(other, name), name
    assert set(index.vowelless) == other.vowelless
    assert dict(index.all_bare()) == other.all_bare()
    assert index.keys == other.keys
    assert list(index.never) == other.never
    assert (index.longest, index.has_native) == (other.longest, other.has_native)
    for form in range(len(other.forms)):
        assert {k: list(v) for k, v in index.people_of(form).items()} == dict(other.people_of(form))
    assert all(index.weight(key) == other.weight(key) for key in [*other.people, "none"])
    assert loaded.explain(PAGE) == made.explain(PAGE)
    for ours, theirs in zip(index.rests(), other.rests(), strict=True):
        assert all(ours.begin(word) or not theirs.begin(word) for word in (*other.known, "chersonu", "moskwy", "xyz"))
    for name in ("near_text", "near_part_text"):
        assert all(symbols in index.bones(name) for symbols in other.bones(name))
    loaded.save(tmp_path / "again.bin")
    assert (tmp_path / "again.bin").read_bytes() == (tmp_path / "g.bin").read_bytes()


def test_an_index_of_other_rules_is_made_anew(tmp_path, monkeypatch):
    path = tmp_path / "g.bin"
    Normalizer.from_entries([{"canonical": "Kherson", "styles": {"old": "Cherson"}}]).save(path)
    monkeypatch.setattr("translit.matching.saved.index_digest", lambda: "other rules")
    loaded = Normalizer.load(path)
    assert type(loaded._resolver.index) is Index
    assert loaded.normalize("Khersson") == "Kherson"


def test_a_damaged_gazetteer_is_a_fault(tmp_path):
    path = tmp_path / "g.bin"
    Normalizer.from_entries([{"canonical": "Kherson"}]).save(path)
    path.write_bytes(path.read_bytes()[:-5])
    with pytest.raises(DataError, match="compile it again"):
        Normalizer.load(path)


# -- nothing loaded that isn't used ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", COMMANDS)
def test_the_list_of_commands_says_what_their_help_says(name):
    assert cli.get_command(None, name).get_short_help_str(500) == COMMANDS[name][1]


@pytest.mark.parametrize(
    ("arguments", "unwanted"),
    [
        (["--version"], {"yaml", "msgspec", "rapidfuzz", "translit.normalizer", "translit.cli.normalize"}),
        (["--help"], {"yaml", "msgspec", "rapidfuzz", "translit.normalizer", "translit.cli.normalize"}),
        (["normalize", "-q", "page.txt"], {"yaml", "numpy", "subprocess", "multiprocessing", "importlib.resources", "unidecode", "translit.rules.load"}),
    ],
)
def test_what_a_call_loads(tmp_path, arguments, unwanted):
    (tmp_path / "page.txt").write_text(PAGE, encoding="utf-8")
    code = f"import sys; from translit.cli.main import cli; cli({arguments!r}, standalone_mode=False); print(*sys.modules, file=sys.stderr)"
    for _ in range(2):  # the first run compiles what isn't compiled yet
        done = subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(ROOT)}, check=True
        )
    assert not unwanted & set(done.stderr.split())


def test_help_lists_every_command():
    listed = CliRunner().invoke(cli, ["--help"]).output
    assert all(f"  {name} " in listed for name in COMMANDS)


def test_the_catalogue_seen_in_the_files_is_that_of_the_rules():
    assert [library._looked_up(i) for i in library.rule_set_ids()] == [library._listed(library.get_rule_set(i)) for i in library.rule_set_ids()]
