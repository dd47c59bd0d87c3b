"""Names in small letters: found only where they are asked for, and only where they are known."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.test_laws import ROWS
from translit import Normalizer, Policy
from translit.result import apply_edits

MORE = [
    {"canonical": "Nice", "kind": "city", "variants": ["Nizza", "Niza"]},
    {"canonical": "Vienna", "kind": "city", "variants": ["Wien", "Vienne", "Wiedeń"]},
    {"canonical": "Gold Coast", "kind": "city", "variants": ["Gold", "Costa do Ouro"]},
    {"canonical": "Tours", "kind": "city", "variants": ["Turs"]},
    {"canonical": "Spain", "kind": "country", "variants": ["Espanja", "Hiszpania"]},
    {"canonical": "Kryvyi Rih", "kind": "city", "native": {"uk": "Кривий Ріг"}},
    {"canonical": "Rostov-on-Don", "kind": "city", "native": {"ru": "Ростов-на-Дону"}},
    {"canonical": "Volodymyr Zelenskyy", "kind": "person", "native": {"uk": "Володимир Зеленський"}},
]
PLAIN = Normalizer.from_entries([*ROWS, *MORE])
ANY = Normalizer.from_entries([*ROWS, *MORE], policy=Policy(any_case=True))
CANONICAL = Normalizer.from_entries([*ROWS, *MORE], policy=Policy(any_case=True, keep_case=False))

FOUND = [
    ("heute in cherson, morgen", "heute in kherson, morgen"),
    ("cherson", "kherson"),
    ("jersón's port", "kherson's port"),
    ("jersón’s port", "kherson’s port"),
    ("nach krywyj rih und charkow", "nach kryvyi rih und kharkiv"),
    ("rostow-na-donu, rostow na donu", "rostov-on-don, rostov-on-don"),
    ("krywyj Rih und Krywyj rih", "Kryvyi Rih und Kryvyi Rih"),
    ("wolodymyr selenskyj sprach", "volodymyr zelenskyy sprach"),
    ("In Cherson und in cherson, CHERSON", "In Kherson und in kherson, KHERSON"),
    ("zug nach wiedeń", "zug nach vienna"),
    ("херсон", "kherson"),
]


@pytest.mark.parametrize(("text", "expected"), FOUND)
def test_known_names_in_small_letters(text, expected):
    result = ANY.explain(text)
    assert result.text == expected
    assert all(text[e.start : e.end] == e.before for e in result.edits)


@pytest.mark.parametrize(
    ("text", "expected"), [("heute in cherson", "heute in Kherson"), ("krywyj rih", "Kryvyi Rih"), ("CHERSON", "Kherson")]
)
def test_the_written_form_where_case_is_not_kept(text, expected):
    assert CANONICAL.normalize(text) == expected


NOT_FOUND = [
    "nice people, a vienne that vienne",  # ordinary words, also those that are listed
    "all that is gold, the gold of that land, a coast of gold",
    "it tours",
    "espanja on kieli",  # languages bear their country's name
    "selenskyj came alone",  # a surname alone
    "cherssom kersson jerzon",  # like a name, and not known
    "kherson and kryvyi rih",  # right already
    "a chersonese, cherso, chersons-",
    "http://cherson.example/cherson and @cherson and cherson@example.org",
    "“cherson” [sic]",
]


@pytest.mark.parametrize("text", NOT_FOUND)
def test_what_stays(text):
    assert ANY.normalize(text) == text


def test_what_is_no_ordinary_word_is_what_it_is_listed_for():
    assert ANY.normalize("qu'il vienne en wien") == "qu'il vienne en vienna"


@pytest.mark.parametrize(("text", "_"), FOUND)
def test_small_letters_are_passed_over_unless_asked_for(text, _):
    small = [e for e in PLAIN.explain(text).edits if e.before == e.before.lower() and e.before.isascii()]
    assert small == []


WORDS = st.sampled_from(
    ["cherson", "Cherson", "CHERSON", "krywyj", "Krywyj", "rih", "Rih", "gold", "coast", "of", "the", "nice", "ﬁn", "ß", "ŉ", "ǆ", "nizza", "'s", "-", ".", "\n", "«", "wolodymyr", "selenskyj", "ростов"]
)  # fmt: skip


@given(st.lists(WORDS, max_size=12).map(" ".join))
def test_laws(text):
    result = ANY.explain(text)
    assert result.text == apply_edits(text, result.edits) == ANY.normalize(text)
    assert all(text[e.start : e.end] == e.before != e.after for e in result.edits)
    assert all(e.method == "exact" for e in result.edits if e.before.islower())
    assert ANY.explain(result.text).text == result.text


def test_in_capitals_it_is_what_it_was():
    text = "Cherson, Krywyj Rih und Charkow; Wolodymyr Selenskyj, dann Selenskyj. In Gold und Nizza."
    assert ANY.explain(text).edits == PLAIN.explain(text).edits
