"""What stands around a mention: it settles ties, and it holds changes back. Four boxes, the negative one first, then the laws."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from translit import Candidate, Decision, Normalizer, Policy, TranslitError
from translit.lexicon.given import equivalents, nicknames
from translit.lexicon.kinds import kind_words
from translit.matching.ties import settled
from translit.memory import Memory
from translit.normalizer import Session
from translit.report.words import held_back, reason
from translit.result import apply_edits
from translit.shipped import tree

# Milowa is a tie: so German spells a city of Ukraine and a river of Belarus.
ROWS = [
    {"id": "dolyna", "canonical": "Milova", "kind": "city", "country": "UA", "native": {"uk": "Мілова"}},
    {"id": "balka", "canonical": "Mylova", "kind": "river", "country": "BY", "native": {"ru": "Милова"}},
    {"id": "kyiv", "canonical": "Kyiv", "kind": "city", "country": "UA", "native": {"uk": "Київ", "ru": "Киев"}},
    {"id": "kherson", "canonical": "Kherson", "kind": "city", "country": "UA", "native": {"uk": "Херсон"}},
    {"id": "kharkiv", "canonical": "Kharkiv", "kind": "city", "country": "UA", "native": {"uk": "Харків"}},
    {"id": "chelyabinsk", "canonical": "Chelyabinsk", "kind": "city", "country": "RU", "native": {"ru": "Челябинск"}},
    {"id": "minsk", "canonical": "Minsk", "kind": "city", "country": "BY", "native": {"ru": "Минск"}},
    {"id": "inhulets", "canonical": "Inhulets", "kind": "river", "country": "UA", "native": {"uk": "Інгулець"}},
    {"id": "sumy-ua", "canonical": "Sumka", "kind": "city", "country": "UA", "native": {"uk": "Сумка"}},
    {"id": "sumy-ru", "canonical": "Sumka", "kind": "city", "country": "RU", "native": {"ru": "Сумка"}},
    {"id": "murmansk", "canonical": "Murmansk", "kind": "city", "country": "RU", "native": {"ru": ["Мурманск", "Романов-на-Мурмане", "Романов"]}},
    {"id": "oleksandriia", "canonical": "Oleksandriia", "kind": "city", "country": "UA", "native": {"uk": "Олександрія"}},
    {"id": "lille", "canonical": "Lille", "kind": "city", "country": "FR"},
    {"id": "shaykh", "canonical": "Muhammad al-Shaykh", "kind": "person"},
]
N = Normalizer.from_entries(ROWS)

# -- negative: nothing is settled, nothing is changed ---------------------------------------------------------------------------------------

UNSETTLED = [
    "Milowa",
    "Milowa near Kyiv",  # one place is too little
    "Milowa by Minsk, Kyiv and Cherson",  # a place on the other side
    "Kyiv and Cherson. They left at noon. Nobody came. Milowa.",  # too far away
    "Kyiv and Cherson. They left. Milowa.",
    "Milowa\nKyiv and Cherson",  # another line
    "Milowa near Kyiv, Sumka",  # a place of two countries
    "Milowa near Chelyabinsk and Murmansk",  # a country that neither has
    "Ist-Milowa near Kyiv and Cherson",  # a part of a name that isn't known
    "Quux Milowa near Kyiv and Cherson",
    "the rivers of Milowa",
    "the river. Milowa",
    "Milowa and the river",
    "Kyiv, Idaho; Kyiv, Idaho: Milowa",
]
HELD = [
    ("the Cherson river", "other-kind:river"),
    ("der Cherson-Fluss", "other-kind:Fluss"),
    ("la rivière Cherson", "other-kind:rivière"),
    ("Herr Cherson", "other-kind:Herr"),
    ("pan Cherson", "other-kind:pan"),
    ("Mr. Cherson", "other-kind:Mr."),
    ("the city of Inhulez", "other-kind:city"),
    ("Boris Cherson", "given-name:Boris"),
    ("Jersón Gómez", "surname:Gómez"),
    ("Muhammed Sheikh Khalil", "longer-name:Khalil"),
    ("Abu Muhammed Sheikh", "longer-name:Abu"),
    ("the Romanow dynasty", "part-of-name:Романов-на-Мурмане"),
    ("an Alexandrian", "people-or-language"),
    ("L’île, l'île", "common-word:fr"),
]


@pytest.mark.parametrize("text", UNSETTLED)
def test_too_little_settles_nothing(text):
    result = N.explain(text)
    assert result.text == text.replace("Cherson", "Kherson")
    assert [text[m.start : m.end] for m in result.ambiguities] == ["Milowa"]


@pytest.mark.parametrize(("text", "gate"), HELD)
def test_words_beside_hold_back(text, gate):
    result = N.explain(text)
    assert result.text == text
    for mention in result.held:  # held, or not even near
        assert gate in mention.decision.reasons
        assert gate not in held_back(mention.decision)


def test_each_gate_is_raised():
    raised = {m.decision.reasons[0].partition(":")[0] for text, _ in HELD for m in N.explain(text).held}
    assert raised >= {"other-kind", "given-name", "surname", "longer-name", "part-of-name"}


# -- synthetic --------------------------------------------------------------------------------------------------------------------------------

SETTLED = [
    ("the Milowa river", "the Mylova river", "“river” stands beside it"),
    ("Stadt Milowa", "Stadt Milova", "“Stadt” stands beside it"),
    ("la ville de Milowa", "la ville de Milova", "“ville” stands beside it"),
    ("Milowa near Kyiv and Kharkiv", "Milova near Kyiv and Kharkiv", "Kyiv stands near by"),
    ("In Milowa near Kiew and Charkiw", "In Milova near Kyiv and Kharkiv", "Kyiv stands near by"),
    ("They were in Minsk, by Minsk. Minsk is far from Milowa.", "They were in Minsk, by Minsk. Minsk is far from Mylova.", "Minsk stands near by"),
    ("Minsk is far. Milowa near Kyiv, Cherson and Kharkiv.", "Minsk is far. Milova near Kyiv, Kherson and Kharkiv.", "Kyiv stands near by"),
    ("Milowa. Nobody. Nobody. Milowa near Kyiv and Kiew.", "Milowa. Nobody. Nobody. Milova near Kyiv and Kyiv.", "Kyiv stands near by"),
    ("Milowa, he said. Milowa near Kyiv and Kharkiv.", "Milova, he said. Milova near Kyiv and Kharkiv.", "Kyiv stands near by"),
]
# What holds nothing back.
FREE = [
    ("the city of Cherson", "the city of Kherson"),
    ("the Cherson region, Cherson Oblast", "the Kherson region, Kherson Oblast"),
    ("the rivers of Cherson", "the rivers of Kherson"),
    ("the Inhulez river, der Fluss Inhulez", "the Inhulets river, der Fluss Inhulets"),
    ("In Cherson, Boris said. Boris. Cherson", "In Kherson, Boris said. Boris. Kherson"),
    ("in general Cherson", "in general Kherson"),
    ("prezydent Charkiw", "prezydent Kharkiv"),
]


@pytest.mark.parametrize(("before", "after", "why"), SETTLED)
def test_what_settles_a_tie(before, after, why):
    result = N.explain(before)
    assert result.text == after == apply_edits(before, result.edits)
    assert [e.start for e in result.edits] == sorted(e.start for e in result.edits)
    assert any(why in reason(e) for e in result.edits)
    assert Normalizer(N.entries, Policy(context="never")).explain(before).ambiguities
    assert N.normalize(after) == after


@pytest.mark.parametrize(("before", "after"), FREE)
def test_what_holds_nothing_back(before, after):
    assert N.normalize(before) == after


# Jakovka is Жаковка as French spells it, and Яковка as Czech does.
JAKOVKA = Normalizer.from_entries(
    [*ROWS, *({"canonical": name, "native": {"uk": native}} for name, native in (("Zhakovka", "Жаковка"), ("Yakovka", "Яковка"), ("Mukacheve", "Мукачеве")))]
)
HABITS = [
    ("Tcheliabinsk, Inhoulets. Jakovka.", "Jakovka.", ""),  # two spellings tell too little
    ("Tcheliabinsk, Inhoulets, Moukatcheve, Čeljabinsk, Inhulec, Charkiv. Jakovka.", "Jakovka.", ""),  # each has its own habit
    ("Kherson, Chelyabinsk, Inhulets. Jakovka.", "Jakovka.", ""),  # all in order
    ("Tcheliabinsk, Inhoulets, Moukatcheve. Jakovka.", "Zhakovka.", "the text follows French spelling"),
    ("Jakovka: Tcheliabinsk, Inhoulets, Moukatcheve.", "Zhakovka:", "the text follows French spelling"),
    ("Čeljabinsk, Inhulec, Charkiv, Cherson. Jakovka.", "Yakovka.", "Czech"),
]


@pytest.mark.parametrize(("text", "expected", "why"), HABITS)
def test_the_habit_of_the_document(text, expected, why):
    result = JAKOVKA.explain(text)
    assert expected in result.text
    assert bool(result.ambiguities) == (not why)
    assert not why or any(why in reason(e) for e in result.edits)


def test_a_habit_is_carried_through_a_document_and_not_into_a_line():
    first, second = "Tcheliabinsk, Inhoulets, Moukatcheve.\n", "Jakovka.\n"
    session = Session()
    assert "".join(JAKOVKA.explain(piece, session).text for piece in (first, second)) == JAKOVKA.normalize(first + second)
    assert JAKOVKA.normalize(first + second).endswith("\nZhakovka.\n")
    assert Normalizer(JAKOVKA.entries, Policy(context="line")).normalize(first + second).endswith("\nJakovka.\n")


def test_a_full_name_says_that_it_settled_a_surname():
    entry = Normalizer.from_entries([{"canonical": "Kirill Stremousov", "kind": "person"}]).entries[0]
    tied = Decision("Stremoussow", "ambiguous", (Candidate(entry, "Kirill Stremousov", "rule", 98.0, ("ru-de", "surname")),))
    decision = settled(tied, tied.candidates[0], "Stremousov", "Stremoussow", "full-name")
    assert decision.verdict == "replace"
    assert "the full name stands before" in reason(decision.candidates[0], "Stremoussow")


def test_a_memory_that_begins_anew_meanwhile(monkeypatch):
    text = "Milowa, Kyiv and Kharkiv"
    expected = N.explain(text)
    assert [e.after for e in expected.edits] == ["Milova"]
    for made_anew in range(1, 4):  # as another thread does when there is too much in it
        fresh = Normalizer.from_entries(ROWS)
        rewriter, decide, calls = fresh._rewriter, fresh._rewriter._decide_runs, []

        def decide_anew(*given, rewriter=rewriter, decide=decide, calls=calls, made_anew=made_anew, **more):
            calls.append(given)
            found = decide(*given, **more)
            if len(calls) == made_anew:
                rewriter._memory = Memory()
            return found

        monkeypatch.setattr(rewriter, "_decide_runs", decide_anew)
        assert fresh.explain(text) == expected
        assert len(calls) > 1


def test_an_unknown_policy_is_refused():
    with pytest.raises(TranslitError, match="context"):
        Policy(context="paragraph")


# -- persons ----------------------------------------------------------------------------------------------------------------------------------

PERSONS = [
    {"canonical": "William Clinton", "kind": "person"},
    {"canonical": "Aleksandr Petrov", "kind": "person"},
    {"canonical": "Johannes Schmidt", "kind": "person"},
    {"canonical": "José García", "kind": "person"},
    {"canonical": "Ivan Bunin", "kind": "person"},
    {"canonical": "Mikhail Sidorov", "kind": "person"},
    {"canonical": "Pavel Sidorov", "kind": "person"},
]
PEOPLE = Normalizer.from_entries(PERSONS)
OTHERS = ["Bob Clinton", "Bill Clifton", "Hillary Clinton", "Peter Schmidt", "Pepe Garrido", "Peter Bunin", "Michel Sidorov", "Miguel Sidorov", "Katya Petrov", "Bill Clinton-Smith"]
SHORT = [
    ("Bill Clinton", "William Clinton", "a short form of the same given name (Bill, William)"),
    ("Sasha Petrov", "Aleksandr Petrov", "a short form"),
    ("Sascha Petrow", "Aleksandr Petrov", "a short form"),
    ("Hans Schmidt", "Johannes Schmidt", "a short form"),
    ("Pepe García", "José García", "a short form"),
    ("Misha Sidorov", "Mikhail Sidorov", "a short form"),
    ("Jan Bunin", "Ivan Bunin", "the same given name in another language (Jan, Ivan)"),
]


@pytest.mark.parametrize("name", OTHERS)
def test_another_given_name_is_another_person(name):
    assert PEOPLE.resolve(name).verdict == "unknown"


@pytest.mark.parametrize(("name", "canonical", "why"), SHORT)
def test_short_forms_of_given_names(name, canonical, why):
    decision = PEOPLE.resolve(name)
    assert decision.entry is not None
    assert decision.entry.canonical == canonical
    assert why in reason(decision.candidates[0], name)
    text = f"Then {name} spoke."
    assert PEOPLE.normalize(text) == text  # a text keeps its words


def test_an_equivalent_costs_more_than_a_short_form_and_counts_for_nobody_with_a_namesake():
    alone = Normalizer.from_entries([{"canonical": "Johannes Schmidt", "kind": "person"}])
    assert alone.resolve("Hans Schmidt").score >= alone.resolve("Giovanni Schmidt").score
    assert alone.resolve("Giovanni Schmidt").entry is not None
    two = Normalizer.from_entries([{"canonical": f"{given} Schmidt", "kind": "person"} for given in ("Johannes", "Karin")])
    assert two.resolve("Hans Schmidt").entry is not None
    assert two.resolve("Giovanni Schmidt").verdict == "unknown"


def test_the_data_is_in_order():
    pairs = nicknames()
    assert len(pairs) == len(set(pairs)) > 500
    assert all(name and short and name != short and name[0].isupper() and short[0].isupper() for _, name, short in pairs)
    assert all(len(set(group)) == len(group) > 1 for group in equivalents())
    from translit.gazetteer.model import KINDS

    for group in tree("lexicon/data/kinds.yaml")["groups"].values():
        assert set(group["fits"]) <= set(KINDS)
        assert set(group["against"]) <= set(KINDS) - set(group["fits"])
    assert "fluss" in kind_words("before")
    assert "oblast" in kind_words("after")


# -- laws -------------------------------------------------------------------------------------------------------------------------------------

WORDS = st.sampled_from(
    ["Milowa", "MILOWA", "Kyiv", "Kiew", "Minsk", "Tscheljabinsk", "Charkiw", "Inhulez", "Cherson", "Sumka", "river", "Stadt", "region", "Boris", "Gómez", "of", "and"]
)
GAPS = st.sampled_from([" ", ", ", ". ", "! ", "\n", " near ", "-", ". They had left. "])
TEXTS = st.lists(st.tuples(WORDS, GAPS), max_size=12).map(lambda parts: "".join(word + gap for word, gap in parts))
LAW = settings(max_examples=150, deadline=None)
POLICIES = {context: Normalizer(N.entries, Policy(context=context)) for context in ("document", "line", "never")}


@LAW
@given(TEXTS)
def test_a_text_without_a_tie_is_the_same_under_every_policy(text):
    never = POLICIES["never"].explain(text)
    if not never.ambiguities:
        for n in POLICIES.values():
            assert n.explain(text) == never


@LAW
@given(TEXTS)
def test_context_only_adds_edits_where_there_was_a_tie(text):
    never = POLICIES["never"].explain(text)
    ties = {(m.start, m.end) for m in never.ambiguities}
    for n in POLICIES.values():
        result = n.explain(text)
        more = [e for e in result.edits if e not in never.edits]
        assert set(never.edits) <= set(result.edits)
        assert {(e.start, e.end) for e in more} <= ties
        assert all(any(v.startswith("settled:") for v in e.via) for e in more)
        assert len(result.ambiguities) <= len(ties)


@LAW
@given(TEXTS)
def test_settling_twice_is_settling_once(text):
    for n in POLICIES.values():
        once = n.normalize(text)
        assert n.normalize(once) == once


@settings(max_examples=40, deadline=None)  # each builds an index
@given(TEXTS, st.permutations(ROWS))
def test_the_order_of_entries_settles_nothing(text, rows):
    assert Normalizer.from_entries(rows).explain(text) == N.explain(text)


@LAW
@given(st.lists(TEXTS, max_size=4))
def test_lines_are_settled_by_themselves(lines):
    lines = [line.replace("\n", " ") for line in lines]
    n = POLICIES["line"]
    assert n.normalize("\n".join(lines)) == "\n".join(map(n.normalize, lines))


@LAW
@given(st.lists(TEXTS, min_size=2, max_size=4), st.randoms())
def test_far_sentences_may_change_places(parts, random):
    far = ". Nobody knew it then. Nobody saw it come. Nobody was there at all. "
    parts = [p.replace("\n", " ") for p in parts]
    n = POLICIES["line"]
    by_part = {p: n.normalize(far + p + far) for p in parts}
    random.shuffle(parts)
    assert n.normalize("".join(far + p + far for p in parts)) == "".join(by_part[p] for p in parts)
