"""Discovery: which spellings are one name, which are not, and what comes out of the command."""

import csv
import io
import json

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from translit import Normalizer, discover
from translit.cli.main import cli
from translit.clusters.block import places
from translit.clusters.compare import compare, evidence, weights
from translit.clusters.crowd import Crowd
from translit.clusters.find import find
from translit.clusters.group import differs_by_ending
from translit.clusters.vocabulary import Vocabulary, _take, count, tokens
from translit.errors import UsageError
from translit.gazetteer.load import read_gazetteer
from translit.report.discovery import as_csv, as_json, draft, reason_for

ARTICLE = (
    "The governor in Cherson asked for help. The region of Kherson was annexed. His deputy Kirill Stremouzov said that Kherson would not be left. "
    "Stremoussov admitted on television that the weekend was difficult. Moscow, Krasnodar and Stavropol were ready, and Saldo spoke of the Kremlin."
)


def spellings(*texts, **options):
    return [set(c.spellings) for c in find(corpus(*texts), **options).clusters]


def corpus(*texts):
    return lambda: ((f"{i}.txt", t) for i, t in enumerate(texts))


ONE = [
    ("Cherson", "Kherson"),
    ("Stremouzov", "Stremoussov"),
    ("Charkiw", "Kharkiv"),
    ("Saporischschja", "Zaporizhzhia"),
    ("Tschernihiw", "Chernihiv"),
    ("Iwano-Frankiwsk", "Ivano-Frankivsk"),
    ("Prigoschin", "Prigozhin"),
    ("Dnjepropetrowsk", "Dnepropetrovsk"),
    ("Nischni Nowgorod", "Nizhny Novgorod"),
    ("Kiew", "Kiev"),
]
TWO = [
    ("Bakhmut", "Bakhmach"),
    ("Ivanov", "Ivanova"),
    ("Iwanow", "Ivanova"),
    ("Petrovsky", "Petrovskaya"),
    ("Müller", "Miller"),
    ("Hansen", "Hanson"),
    ("Kherson", "Gerson"),
    ("Kherson", "Khersons"),
    ("Marino", "Moreno"),
    ("Stryi", "Strilky"),
    ("Moscow", "Krakow"),
    ("North Dakota", "South Dakota"),
]


@pytest.mark.parametrize(("a", "b"), ONE)
def test_one_name(a, b):
    assert spellings(f"They came to {a} in the evening. She lived near {a}.", f"They left {b} again.") == [{a, b}]


@pytest.mark.parametrize(("a", "b"), TWO)
def test_two_names(a, b):
    assert not any({a, b} <= found for found in spellings(f"They came to {a} in the evening. She lived near {a}.", f"They left {b} again."))


def test_the_article():
    found = discover([ARTICLE])
    assert [c.spellings for c in found] == [{"Kherson": 2, "Cherson": 1}, {"Stremouzov": 1, "Stremoussov": 1}]
    assert [c.suggested for c in found] == ["Kherson", "Stremouzov"]
    assert found[1].full_names == ("Kirill Stremouzov",)
    assert all(c.evidence and 75 <= c.score <= 100 for c in found)


def test_a_draft_accepted_unchanged_unifies(tmp_path):
    path = tmp_path / "draft.yaml"
    path.write_text("\n".join(draft(find(corpus(ARTICLE)))) + "\n", encoding="utf-8")
    text = Normalizer(read_gazetteer(path)).normalize(ARTICLE)
    assert "Cherson" not in text
    assert "Stremoussov" not in text
    assert text == ARTICLE.replace("Cherson", "Kherson").replace("Stremoussov", "Stremouzov")


def test_surnames_after_different_given_names_are_two_peoples():
    assert spellings("Pavel Stremouzov met Boris Stremoussov.") == []
    assert spellings("Pavel Stremouzov met Pawel Stremoussov.") != []
    assert {m.reason.split(" (")[0] for m in find(corpus("Pavel Stremouzov met Boris Stremoussov.")).apart} == {"after different words"}


def test_near_misses_are_shown_with_the_reason():
    found = find(corpus("Ivanov left. Ivanova stayed. They met Ivanov and Ivanova near Cherson."))
    assert [(m.a, m.b, m.reason.split(":")[0]) for m in found.apart] == [("Ivanov", "Ivanova", "differ by the ending -ov or -ova")]


@pytest.mark.parametrize(
    ("a", "b", "languages", "told"),
    [
        ("Kherson", "Khersons", ["en"], True),
        ("Betong", "Betonga", ["en"], False),
        ("Betong", "Betonga", ["pl"], True),
        ("Palermo", "Palerma", ["en"], False),
    ],
)
def test_endings_by_language(a, b, languages, told):
    assert bool(differs_by_ending(a, b, languages)) is told


def test_the_style_chooses_among_the_spellings():
    texts = ("Kharkiv and Kharkiv and Charkiw.",)
    assert find(corpus(*texts)).clusters[0].suggested == "Kharkiv"
    assert find(corpus(*texts), style="de").clusters[0].suggested == "Charkiw"
    with pytest.raises(UsageError, match="unknown style"):
        find(corpus(*texts), style="klingon")


def test_with_a_gazetteer_only_what_is_new():
    known = Normalizer.from_entries([{"id": "612", "canonical": "Kherson", "native": {"uk": "Херсон"}}])
    assert spellings("Cherson and Kherson and Cherson.", normalizer=known) == []
    found = find(corpus("In Khersson and Kherson. Stremouzov met Stremoussov. Olenivka, Olenivka."), normalizer=known)
    tied = {c.entry: c for c in found.clusters}
    assert tied[""].suggested == "Stremouzov" or tied[""].suggested == "Stremoussov"
    assert found.new_names == {"Olenivka": 2}


def test_decisions_are_obeyed():
    text = "Cherson and Kherson. Bakhmut and Bakhmach."
    assert spellings(text, different=[("Cherson", "Kherson")]) == []
    assert {"Bakhmut", "Bakhmach"} in spellings(text, same=[("Bakhmach", "Bakhmut")])


def test_contexts_documents_and_lines():
    found = find(corpus("One.\nTwo Kherson here.", "Kherson and Cherson.")).clusters[0]
    assert found.documents == {"Kherson": 2, "Cherson": 1}
    assert [(c.document, c.line, c.before, c.after) for c in found.contexts["Kherson"]] == [
        ("0.txt", 2, "Two ", " here."),
        ("1.txt", 1, "", " and Cherson."),
    ]


def test_a_document_in_pieces_is_one_document():
    found = find(lambda: iter([("a", "Kherson\n"), ("a", "Cherson\n"), ("b", "Kherson\n")])).clusters[0]
    assert found.documents == {"Kherson": 2, "Cherson": 1}
    assert found.contexts["Cherson"][0].line == 2


def test_memory_is_bounded(monkeypatch):
    monkeypatch.setattr("translit.clusters.vocabulary.RUNS", 5)
    texts = [f"Kirill Name{'abcdefghij'[i]}son and Kherson." for i in range(10)]
    seen = count(lambda: ((str(i), t) for i, t in enumerate(texts)))
    assert seen.dropped
    assert seen.words["Kherson"] == 10
    assert sum(n for w, n in seen.words.items() if w.startswith("Name")) == 10


def test_small_words_dont_begin_a_name():
    out = Vocabulary()
    _take("The Kherson", 2, frozenset({"the"}), frozenset(), out)
    assert dict(out.words) == {"Kherson": 2}
    assert not out.longer


def shift(names, a, b):
    names = sorted(names)
    return Crowd(names, places(names)).shift(names.index(a), names.index(b), exact=False)


def test_among_more_names_that_look_alike_a_pair_tells_less():
    few = ["Tongling", "Tonglong"]
    many = [*few, "Tunglang", "Donglang", "Tonglan", "Denglung", "Tanglang", "Danglong", "Dunglong", "Tenglang"]
    others = [*few, "Bristol", "Madrid", "Warsaw", "Perm", "Salamanca", "Wolverhampton", "Ravenna", "Kyoto"]
    assert shift(many, *few) > shift(others, *few)


def test_a_word_that_many_names_share_tells_less():
    few = ["San Paolo", "San Pawlo"]
    many = [*few, *(f"San {n}" for n in ("Fermin", "Joaquin", "Lorenzo", "Vicente", "Xavier", "Benito"))]
    others = [*few, *(f"Porto {n}" for n in ("Fermin", "Joaquin", "Lorenzo", "Vicente", "Xavier", "Benito"))]
    assert shift(many, *few) > shift(others, *few)


def test_outputs_agree():
    found = find(corpus(ARTICLE, '=Cherson, "Kherson"'))
    data = as_json(found)
    rows = list(csv.DictReader(io.StringIO(as_csv(found))))
    assert json.loads(json.dumps(data)) == data
    assert [(r["suggested"], r["spelling"], int(r["mentions"])) for r in rows] == [
        (c["suggested"], s["spelling"], s["mentions"]) for c in data["clusters"] for s in c["spellings"]
    ]
    assert not any(cell[:1] in "=+@" for r in rows for cell in r.values() if cell)


def test_the_command(tmp_path):
    (tmp_path / "a.txt").write_text(ARTICLE, encoding="utf-8")
    run = CliRunner().invoke(cli, ["discover", str(tmp_path)])
    assert run.exit_code == 0
    assert "canonical: Kherson  # 2 × in 1 document" in run.stdout
    assert "[Cherson] asked for help" in run.stdout
    assert "2 clusters in 1 document" in run.stderr
    assert CliRunner().invoke(cli, ["discover", "--json", "--csv", str(tmp_path)]).exit_code == 2
    assert CliRunner().invoke(cli, ["discover", str(tmp_path / "none")]).exit_code == 2
    assert json.loads(CliRunner().invoke(cli, ["discover", "--json", "-q", str(tmp_path)]).stdout)["documents"] == 1
    empty = CliRunner().invoke(cli, ["discover", "-q", "-"], input="nothing here")
    assert empty.stdout.endswith("\n[]\n")


@pytest.mark.parametrize(("a", "b"), [*ONE, *TWO, ("Nowa Huta", "Novaya-Guta"), ("L'viv", "Lemberg"), ("Dnipro", "Dnepr")])
def test_evidence_has_weights_and_sides_dont_matter(a, b):
    seen = evidence(a, b)
    assert seen == evidence(b, a)
    assert compare(a, b).score == compare(b, a).score
    assert {name for name, value in seen.items() if value and "~" not in name and "+" not in name} <= weights().keys() | {"hyphen", "marks"}


SCRIPTS = [  # text, then the clusters
    ("Зеленский приехал. Зеленський виступив.", [{"Зеленский", "Зеленський"}]),
    ("Он приехал в Харьков из Харькова. В Харькове тихо. Рядом с Харьковом.", []),
    ("Иванов и Иванова, Ивановой и Иванову.", []),
    ("Kherson and Kherson. Он приехал в Херсон, был в Херсоне.", [{"Kherson", "Херсон"}]),
    ("Cherson and Kherson. Он приехал в Херсон.", [{"Kherson", "Cherson", "Херсон"}]),
    ("Tsipras left. Ο Τσίπρας μίλησε με τον Τσίπρα.", [{"Tsipras", "Τσίπρας"}]),
    ("Yerevan is old. Երևան and Երևանում.", [{"Yerevan", "Երևան"}]),
    ("Bakhmut fell. Бахмач и Херсон стоят.", []),
    ("Rome and Рим.", []),
]


@pytest.mark.parametrize(("text", "clusters"), SCRIPTS)
def test_scripts(text, clusters):
    assert spellings(text) == clusters


def test_another_script_is_a_native_form(tmp_path):
    found = find(corpus("Cherson and Kherson, Kherson. Он приехал в Херсон."))
    (cluster,) = found.clusters
    assert (cluster.suggested, cluster.native, cluster.unified) == ("Kherson", ("Херсон",), 2)
    assert cluster.to_entry() == {"id": "kherson", "canonical": "Kherson", "native": {"und": ["Херсон"]}, "variants": ["Cherson"]}
    assert "Kherson in English" in reason_for(cluster, "Херсон")
    path = tmp_path / "draft.yaml"
    path.write_text("\n".join(draft(found)) + "\n", encoding="utf-8")
    assert Normalizer(read_gazetteer(path)).normalize("Cherson, Херсон.") == "Kherson, Kherson."


def test_a_surname_is_tied_to_full_names_of_other_documents():
    found = find(corpus("Kirill Stremouzov spoke.", "Then came Stremoussov.", "Stremouzov stayed."))
    (cluster,) = found.clusters
    assert set(cluster.spellings) == {"Stremouzov", "Stremoussov"}
    assert cluster.full_names == ("Kirill Stremouzov",)


def test_drafts_and_decisions_are_no_documents(tmp_path):
    (tmp_path / "a.txt").write_text(ARTICLE, encoding="utf-8")
    first = CliRunner().invoke(cli, ["discover", "-q", str(tmp_path)])
    (tmp_path / "draft.yaml").write_text(first.stdout, encoding="utf-8")
    (tmp_path / "decisions.yaml").write_text("- {spelling: Saldo, is: Salda, date: 2026-11-26}\n", encoding="utf-8")
    again = CliRunner().invoke(cli, ["discover", "--json", "-q", str(tmp_path)])
    assert json.loads(again.stdout)["documents"] == 1


@pytest.mark.parametrize(
    ("run", "names"),
    [
        ("Moscow-backed", ["Moscow"]),
        ("Ho-fei", ["Ho-fei"]),
        ("Port-au-Prince", ["Port-au-Prince"]),
        ("Kherson’s", ["Kherson"]),
        ("Kherson-", ["Kherson"]),
    ],
)
def test_what_hangs_on(run, names):
    assert list(tokens(run, {"backed"})) == names


# -- laws ---------------------------------------------------------------------------------------------------------------------------

NAMES = st.sampled_from(
    [
        "Kherson",
        "Cherson",
        "Jersón",
        "Charkiw",
        "Kharkiv",
        "Bakhmut",
        "Ivanov",
        "Ivanova",
        "Stremouzov",
        "Stremoussov",
        "Müller",
        "Mykolajiw",
        "Mykolaiv",
        "Odessa",
        "Lviv",
        "Херсон",
        "Херсона",
        "Харьков",
        "Харків",
    ]
)


@settings(max_examples=30, deadline=None)
@given(st.lists(NAMES, min_size=1, max_size=12), st.randoms())
def test_the_order_of_documents_doesnt_matter(names, rng):
    texts = [f"They met in {n}." for n in names]
    first = {frozenset(c.spellings.items()) for c in discover(texts)}
    rng.shuffle(texts)
    assert {frozenset(c.spellings.items()) for c in discover(texts)} == first


@settings(max_examples=20, deadline=None)
@given(st.lists(NAMES, min_size=1, max_size=12))
def test_the_corpus_twice_has_the_same_clusters(names):
    texts = [f"They met in {n}." for n in names]
    assert {frozenset(c.spellings) for c in discover(texts * 2)} == {frozenset(c.spellings) for c in discover(texts)}


@settings(max_examples=30, deadline=None)
@given(st.lists(NAMES, min_size=2, max_size=12), st.lists(st.tuples(NAMES, NAMES).filter(lambda p: p[0] != p[1]), max_size=4))
def test_what_was_decided_different_never_meets(names, different):
    for cluster in find(corpus(*(f"They met in {n}." for n in names)), different=different).clusters:
        assert not any({a, b} <= set(cluster.spellings) for a, b in different)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(max_size=80), max_size=5))
def test_no_text_breaks_it_and_counts_are_true(texts):
    for cluster in discover(texts):
        assert cluster.suggested in cluster.spellings
        for spelling in cluster.spellings:
            assert any(spelling in t for t in texts)


@settings(max_examples=50, deadline=None)
@given(st.lists(NAMES, unique=True))
def test_pairs_come_once_and_in_order(names):
    found = [divmod(place, len(names)) for place in places(names)]
    assert all(i < j for i, j in found)
    assert found == sorted(set(found))
