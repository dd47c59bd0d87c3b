"""Gazetteer files: what is read, what is refused and where, what lint finds."""

import pytest

from translit import DataError, Normalizer
from translit.gazetteer.lint import lint
from translit.gazetteer.load import entries_from, read_gazetteer
from translit.gazetteer.model import Entry
from translit.shortcuts import default_normalizer
from translit.yamlfile import parse

FAULTS = [
    ("- canonical: Kherson\n  native: {ukr: Херсон}\n", "g.yaml:2: entries[0].native: unknown language 'ukr' (did you mean 'uk'?)"),
    ("- id: a\n  varaints: [x]\n  canonical: A\n", "g.yaml:2: entries[0]: unknown key 'varaints' (did you mean 'variants'?)"),
    ("- id: a\n", "g.yaml:1: entries[0]: canonical missing"),
    ("- {id: a, canonical: A}\n- {id: a, canonical: B}\n", "g.yaml:2: entries[1].id: 'a' is already the id of entries[0]"),
    ("- canonical: A\n  kind: citty\n", "g.yaml:2: entries[0].kind: must be one of"),
    ("- canonical: A\n  canonical: B\n", "g.yaml:2: canonical: duplicate key, first on line 1"),
    ("- canonical: &x A\n- canonical: *x\n", "anchors (&x) are not allowed"),
    ("- canonical: !!int 1\n", "tags (tag:yaml.org,2002:int) are not allowed"),
    ("canonical: A\n", "g.yaml:1: a gazetteer is a list of entries"),
    ("- canonical: [A\n", "not valid YAML"),
    ("- canonical: '—'\n", "'—' has no letter"),
    ("- canonical: A\n  variants: [' B']\n", "begins or ends with a space"),
    ('- canonical: "A\\u0007"\n', "control character U+0007"),
    ("- just text\n", "g.yaml"),
    ("- canonical: A\n  native: Херсон\n", "must map language codes to names"),
]


@pytest.mark.parametrize(("text", "message"), FAULTS)
def test_faults_name_their_place(tmp_path, text, message):
    path = tmp_path / "g.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DataError) as error:
        read_gazetteer(path)
    assert message in str(error.value)


def test_all_faults_at_once(tmp_path):
    path = tmp_path / "g.yaml"
    path.write_text("- id: a\n- canonical: B\n  native: {ukr: Б}\n  knd: x\n", encoding="utf-8")
    with pytest.raises(DataError) as error:
        read_gazetteer(path)
    assert [f.line for f in error.value.faults] == [1, 3, 4]


def test_every_scalar_is_text(tmp_path):
    path = tmp_path / "g.yaml"
    path.write_text("- {canonical: No, id: 012}\n- {canonical: on, id: 2022-02-24}\n- canonical: 'Null'\n  variants: [yes, 1e5]\n", encoding="utf-8")
    entries = read_gazetteer(path)
    assert [(e.id, e.canonical) for e in entries] == [("012", "No"), ("2022-02-24", "on"), ("null", "Null")]
    assert entries[2].variants == ("yes", "1e5")


def test_an_alias_bomb_is_refused_fast():
    bomb = "a: &a [x]\n" + "\n".join(f"{chr(98 + i)}: &{chr(98 + i)} [{', '.join([f'*{chr(97 + i)}'] * 9)}]" for i in range(9))
    with pytest.raises(DataError, match="not allowed"):
        parse(bomb)
    with pytest.raises(DataError, match="nested deeper"):
        parse("[" * 500 + "]" * 500)


def test_files_that_cannot_be_read(tmp_path):
    (tmp_path / "latin.yaml").write_bytes("- canonical: Orël\n".encode("latin-1"))
    with pytest.raises(DataError, match="not UTF-8"):
        read_gazetteer(tmp_path / "latin.yaml")
    with pytest.raises(DataError, match="can't be read"):
        read_gazetteer(tmp_path / "none.yaml")
    (tmp_path / "damaged.bin").write_bytes(b"translit-gazetteer\n\x93\x01")
    with pytest.raises(DataError, match="compile it again"):
        Normalizer.load(tmp_path / "damaged.bin")


def test_several_files_and_ids_in_two_of_them(tmp_path):
    for name, text in (
        ("a.yaml", "- {id: a, canonical: Anapa}\n"),
        ("b.yaml", "- {id: b, canonical: Berdyansk}\n"),
        ("c.yaml", "- {id: a, canonical: Chita}\n"),
    ):
        (tmp_path / name).write_text(text, encoding="utf-8")
    assert len(Normalizer.load([tmp_path / "a.yaml", tmp_path / "b.yaml"]).entries) == 2
    with pytest.raises(DataError, match="the id is also in"):
        Normalizer.load([tmp_path / "a.yaml", tmp_path / "c.yaml"])


def test_entries_from_values():
    entries = entries_from(
        [{"id": "611", "canonical": "Kherson", "kind": "city", "native": {"uk": "Херсон", "und": ["Херсон"]}, "variants": [], "never": []}]
    )
    assert entries == (Entry("611", "Kherson", "city", {"uk": ("Херсон",), "und": ("Херсон",)}),)
    with pytest.raises(DataError, match=r"entries: entries\[0\].canonical: must be text, not int"):
        entries_from([{"canonical": 12}])


LINT = [
    ([Entry("a", "Kherson", native={"uk": ("Херсон",)}, variants=("Cherson",))], "variant 'Cherson' is redundant: uk-cs derives it from Херсон"),
    ([Entry("a", "Anapa", variants=("Person",))], "variant 'Person' is an ordinary word"),
    ([Entry("a", "Omsk", variants=("Om",))], "too short"),
    ([Entry("a", "Anapa"), Entry("b", "Berdiansk", variants=("Anapa",))], "'Anapa' is also a spelling of a"),
    ([Entry("a", "Anapa", never=("anapa",))], "the entry can't be reached"),
    ([Entry("a", "Omsk", variants=("Tomskk",), never=("Tomskk",))], "both in `variants` and in `never`"),
    ([Entry("a", "Omsk", variants=("ÓMSK",))], "folds to the canonical form"),
]


@pytest.mark.parametrize(("entries", "message"), LINT)
def test_lint(entries, message):
    assert any(message in str(f) for f in lint(entries, "g.yaml"))


def test_lint_finds_nothing_in_a_good_gazetteer():
    assert lint([Entry("a", "Kherson", native={"uk": ("Херсон",)}, variants=("Korsun",))]) == []


def test_the_default_gazetteer_is_full_and_clean():
    entries = default_normalizer().entries
    assert len(entries) >= 400
    assert sum(e.kind == "person" for e in entries) >= 120
    assert sum(e.country == "UA" and e.kind == "city" for e in entries) >= 85
    assert sum(e.kind == "country" for e in entries) >= 190
    assert not [f for f in lint(entries) if "redundant" in f.message or "reached" in f.message or "remove one" in f.message]
    assert all(e.note for e in entries if e.styles)
