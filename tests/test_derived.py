"""Spellings that rule sets write: many rule sets at once against each by itself, and what the gazetteer makes of them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translit import Normalizer, Policy
from translit.lexicon.lists import endings
from translit.matching.inflection import bare_stems
from translit.matching.rests import Rests, rests_of
from translit.rules.derive import deriver
from translit.rules.library import get_rule_set, romanizer, rule_set_ids
from translit.text import fold

SOURCES = sorted({(rs.language, rs.script) for i in rule_set_ids() if (rs := get_rule_set(i)).kind != "base"})


def given_forms(language, script):
    return sorted({e.given for i in rule_set_ids() if (rs := get_rule_set(i)).language == language and rs.script == script for e in rs.examples})


def one_by_one(form, language, script):
    written = {}
    for rule_set in deriver(language, script).ids:
        written.setdefault(romanizer(rule_set)(form), []).append(rule_set)
    return written


@pytest.mark.parametrize(("language", "script"), SOURCES, ids="-".join)
def test_many_at_once_write_what_each_writes(language, script):
    for form in given_forms(language, script):
        each = one_by_one(form, language, script)
        for written, ids in deriver(language, script).written(form).items():
            assert set(ids) <= set(each[written]), (form, written)


def known_letters(rule_set):
    return {c for rule in get_rule_set(rule_set).rules for c in rule.find} | set(get_rule_set(rule_set).same)


LETTERS = st.text(alphabet="абвгґдеєжзиіїйклмнопрстуфхцчшщьъыэюяёў'-’ ", min_size=1, max_size=12)


@given(form=LETTERS, language=st.sampled_from(["uk", "ru", "be", "bg", "sr"]), capital=st.booleans())
def test_any_word_is_written_as_each_writes_it(form, language, capital):
    form = form.title() if capital else form
    each = one_by_one(form, language, "Cyrl")
    found = deriver(language, "Cyrl").written(form)
    for written, ids in found.items():
        assert set(ids) <= set(each[written]), (form, written)
    said = {i for ids in found.values() for i in ids}
    for written, ids in each.items():
        for rule_set in set(ids) - said:
            assert any(c.isalpha() and c not in known_letters(rule_set) for c in form.lower()), (form, written, rule_set)


WORDS = st.text(alphabet="abeghiknorstuvy", min_size=1, max_size=10)


@given(names=st.lists(WORDS, min_size=1, max_size=6), words=st.lists(WORDS, max_size=6), chosen=st.sampled_from(endings()))
def test_rests_miss_no_stem(names, words, chosen):
    rests = Rests(rests_of(names, 2), 2)
    bent = [name.removesuffix(fold(chosen.replaces)) + fold(chosen.letters) for name in names if name.endswith(fold(chosen.replaces))]
    for word in (*words, *bent):
        if any(stem in names for stem, _ in bare_stems(word)):
            assert rests.begin(word), word


ENTRIES = [
    {"id": "kherson", "canonical": "Kherson", "kind": "city", "native": {"uk": "Херсон", "ru": "Херсон"}},
    {"id": "gomel", "canonical": "Gomel", "kind": "city", "native": {"be": "Гомель"}},
    {"id": "shuya", "canonical": "Shuya", "kind": "city", "native": {"ru": "Шуя"}},
    {"id": "horlivka", "canonical": "Horlivka", "kind": "city", "native": {"uk": "Горлівка", "ru": "Горловка"}},
    {"id": "zhovti-vody", "canonical": "Zhovti Vody", "kind": "city", "native": {"uk": "Жовті Води"}},
    {"id": "karelin", "canonical": "Andrei Karelin", "kind": "person", "native": {"ru": "Андрей Карелин"}},
]
# Spelling -> what is written, by which of the rule sets.
WRITTEN = [
    ("Cherson", "Kherson", "uk-de"),
    ("Schuja", "Shuya", "ru-de"),
    ("Sjoeja", "Shuya", "ru-nl"),
    ("Gorlowka", "Horlivka", "ru-pl"),
    ("Żowti Wody", "Zhovti Vody", "uk-pl"),
    ("Andreï Kareline", "Andrei Karelin", "ru-fr"),
]


@pytest.mark.parametrize("saved", [False, True], ids=["made", "saved"])
@pytest.mark.parametrize(("spelling", "written", "rule_set"), WRITTEN)
def test_what_a_rule_set_writes_is_known(spelling, written, rule_set, saved, tmp_path):
    normalizer = Normalizer.from_entries(ENTRIES)
    if saved:
        normalizer.save(tmp_path / "g.bin")
        normalizer = Normalizer.load(tmp_path / "g.bin")
    (edit,) = normalizer.explain(f"in {spelling} today").edits
    assert (edit.before, edit.after, edit.method) == (spelling, written, "exact")
    assert rule_set in edit.via


@pytest.mark.parametrize(("spelling", "written"), [(s, w) for s, w, _ in WRITTEN])
def test_exact_alone_finds_what_rules_write(spelling, written):
    normalizer = Normalizer.from_entries(ENTRIES, policy=Policy(methods=("exact",)))
    assert normalizer.normalize(f"in {spelling} today") == f"in {written} today"


# Near, but written by no rule set.
@pytest.mark.parametrize("text", ["Hersson was there", "in Gorlovvka", "Schuijja said"])
def test_exact_alone_finds_nothing_else(text):
    normalizer = Normalizer.from_entries(ENTRIES, policy=Policy(methods=("exact",)))
    assert normalizer.normalize(text) == text


def test_two_entries_that_are_written_alike_tie():
    entries = [{"id": "a", "canonical": "Alfa", "native": {"ru": "Озерный"}}, {"id": "b", "canonical": "Bravo", "native": {"ru": "Озерный"}}]
    result = Normalizer.from_entries(entries).explain("near Ozerny now")
    assert not result.edits
    assert [{c.entry.id for c in mention.decision.candidates} for mention in result.ambiguities] == [{"a", "b"}]
