"""Reasons in plain words: which habit links the two spellings, letter by letter where a rule set says so."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from translit.gazetteer.model import Entry
from translit.matching.policy import Candidate, Decision
from translit.result import Edit
from translit.rules.compile import Step
from translit.rules.fallback import VIA
from translit.rules.key import key_of_native, tables
from translit.rules.library import get_rule_set, romanizer, rule_set_ids
from translit.rules.model import RuleSet
from translit.rules.read import default_reader
from translit.shipped import tree
from translit.text import fold, script_of

SHOWN = 3

# Language names for people; a code that isn't here is shown as it is.
LANGUAGES = {
    "ar": "Arabic", "az": "Azerbaijani", "be": "Belarusian", "bg": "Bulgarian", "ca": "Catalan", "cs": "Czech", "da": "Danish", "de": "German",
    "el": "Greek", "en": "English", "eo": "Esperanto",
    "es": "Spanish", "et": "Estonian", "fi": "Finnish", "fr": "French", "hr": "Croatian", "hu": "Hungarian", "id": "Indonesian", "it": "Italian", "lt": "Lithuanian",
    "lv": "Latvian", "nb": "Norwegian", "nl": "Dutch", "pl": "Polish", "pt": "Portuguese", "ro": "Romanian", "ru": "Russian", "sk": "Slovak", "sl": "Slovene",
    "sr": "Serbian", "sv": "Swedish", "tr": "Turkish", "uk": "Ukrainian", "vi": "Vietnamese",
}  # fmt: skip


def reason(item: Edit | Candidate, spelled: str = "") -> str:
    """Why this spelling is taken for that entry, in one line. `spelled` is the spelling a Candidate was proposed for.

    >>> from translit import explain
    >>> reason(explain("in Cherson").edits[0])
    'Херсон in German, Polish, Dutch and 7 more: ch = х'
    """
    spelled = item.before if isinstance(item, Edit) else spelled
    known = [i for i in rule_set_ids() if i in set(item.via)]
    notes = [n for n in map(_note, item.via) if n]
    form = item.form
    if item.method == "exact":
        head = _by_rule_sets(form, known, spelled, item.entry) if known else _exact(item)
    else:
        letters = _chunks(spelled, form, item) if spelled else ""
        head = f"near {form}" if item.method == "fuzzy" else f"reads as {form}"
        if VIA in item.via:
            head += " (read by Unidecode: no rule set covers the script)"
        elif letters:
            head += f": {letters}"
    return "; ".join([head, *notes])


def _chunks(spelled: str, form: str, item: Edit | Candidate) -> str:
    """The Latin chunks that aren't English spelling, with the habits that write them: `w = в (German, Polish)`."""
    script = script_of(form)
    said: dict[str, None] = {}
    native = script in tables()
    meant = [key_of_native(w, script) if native else "" for w in fold(form).split()]
    words = spelled.casefold().replace("-", " ").split()
    for word, key in zip(words, meant if len(meant) == len(words) else meant[-len(words) :], strict=False):
        keys = [key] if native else [r.key for r in default_reader().read(word)[:1]]
        for k in keys:
            for chunk, letters in default_reader().chunks(word, k):
                native_letters = {f: ids for f, ids in letters.items() if f in form.casefold() and len(set(f)) == len(f)}
                sounds = {f: ids for f, ids in letters.items() if f not in (chunk, chunk[:1]) and f in k and any(i.startswith("und-") for i in ids)}
                for letter, habits in (native_letters or sounds).items():
                    if chunk not in _plain_english(letter, form, [i for i, forms in item.entry.native.items() if form in forms], native=bool(native_letters)):
                        names = listed(list(dict.fromkeys(_habit(rs) for rs in sorted(map(get_rule_set, habits), key=_plainest))))
                        said[f"{chunk} = {letter} ({names})"] = None
    return ", ".join(said)


def _plain_english(letter: str, form: str, languages: Sequence[str], *, native: bool) -> set[str]:
    """How English spelling writes a letter (or a sound) by itself: what needs no explanation."""
    ids = [i for i in ([f"{language}-en" for language in languages] if native else ["und-en"]) if i in rule_set_ids()]
    here = {step.write.lower() for i in ids for step in romanizer(i).trace(form) if step.find.lower() == letter}
    return here | {romanizer(i)(letter).lower() for i in ids} | ({letter} if letter.isascii() else set())


def difference(step: str) -> str:
    """A difference between two keys in words.

    >>> difference("confusion:s~z"), difference("missing:h")
    ('s for z (single s between vowels is read as z (German, Polish, Italian))', 'h left out')
    """
    return _note(step)


def listed(names: Sequence[str]) -> str:
    """`German, French and 3 more`."""
    if len(names) > SHOWN:
        return f"{', '.join(names[:SHOWN])} and {len(names) - SHOWN} more"
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1]))) if names else ""


def _exact(item: Edit | Candidate) -> str:
    kinds = {"listed": "listed variant", "canonical": "canonical form", "native": "native form", "style": "form in another style"}
    return next((kinds[v] for v in item.via if v in kinds), "known form")


def _by_rule_sets(form: str, known: Sequence[str], spelled: str, entry: Entry) -> str:
    """`Херсон in German, Dutch and Polish: ch = х`."""
    sets = sorted((get_rule_set(i) for i in known), key=_plainest)
    own = {rs.language for rs in sets if any(form == f for f in entry.native.get(rs.language, ()))}
    sets = [rs for rs in sets if rs.language in own] or sets
    names = list(dict.fromkeys(map(_habit, sets)))
    letters = _letters(form, sets, spelled)
    return f"{form} in {listed(names)}" + (f": {letters}" if letters else "")


def _plainest(rs: RuleSet) -> tuple[bool, bool, str]:
    order = "de fr pl es nl it sv cs hu fi tr"
    place = order.split().index(rs.target) if rs.target in order.split() else 99
    return (rs.kind != "convention", rs.target == "en", f"{place:02d}")


def _habit(rs: RuleSet) -> str:
    if rs.kind == "convention":
        return LANGUAGES.get(rs.target, rs.target)
    return " ".join(filter(None, (rs.authority or rs.id, rs.year)))


def _letters(form: str, sets: Sequence[RuleSet], spelled: str) -> str:
    """The letters that these rule sets write otherwise than English does."""
    for rs in sets:
        english = f"{rs.language}-en"
        if rs.target == "en" or english not in rule_set_ids() or script_of(form) != rs.script:
            continue
        if spelled and fold(romanizer(rs.id)(form)) != fold(spelled):
            continue
        theirs, ours = _writes(form, rs.id), _writes(form, english)
        same = {(b.start, b.end, b.write) for b in ours}
        plain = romanizer(english)
        pairs = [
            f"{a.write.lower()} = {a.find.lower()}"
            for a in theirs
            if a.rule is not None and a.write and (a.start, a.end, a.write) not in same and plain(a.find.lower()) != a.write.lower()
        ]
        return ", ".join(dict.fromkeys(pairs))
    return ""


def _writes(form: str, rule_id: str) -> list[Step]:
    return list(romanizer(rule_id).trace(form))


def _note(via: str) -> str:
    kind, _, rest = via.partition(":")
    if kind == "confusion":
        a, b = rest.split("~")
        why = confusion_notes().get(rest) or confusion_notes().get(f"{b}~{a}")
        return f"{a} for {b}" + (f" ({why})" if why else "")
    words = {
        "left-out": f"{rest} word{'s' * (rest != '1')} on one side only",
        "contradicts": f"but not {rest}",
        "extra": f"{rest} too many",
        "missing": f"{rest} left out",
        "ending": f"with the ending {rest}",
        "mixed-conventions": "letters of more than one convention",
        "order": "surname first",
        "surname": "surname of a person named before",
        "nickname": f"a short form of the same given name ({rest})",
        "equivalent": f"the same given name in another language ({rest})",
        "settled": _settled(rest),
        "prefix": f"behind the prefix {rest}",
        "particle": f"before the particle {rest}",
        "characters": f"in {rest} characters",
        "homoglyph": f"{rest} (U+{ord(rest):04X}) stands for a letter that looks like it" if len(rest) == 1 else "",
    }
    return words.get(kind, "")


def _settled(by: str) -> str:
    """What settled a tie, in words.

    >>> _settled("neighbour:Kyiv"), _settled("habit:de pl")
    ('this one of several, for Kyiv stands near by', 'this one of several, for the text follows German and Polish spelling')
    """
    kind, _, rest = by.partition(":")
    why = {
        "neighbour": f"{rest} stands near by",
        "kind": f"“{rest}” stands beside it",
        "habit": f"the text follows {listed([LANGUAGES.get(code, code) for code in rest.split()])} spelling",
        "full-name": "the full name stands before",
    }
    return f"this one of several, for {why.get(kind, by)}"


@lru_cache(maxsize=1)
def confusion_notes() -> dict[str, str]:
    """`s~z` -> why the two are mixed up, from `costs.yaml`."""
    return {pair: item["note"] for pair, item in tree("matching/costs.yaml")["confusions"].items()}


_GATES = {
    "common-word": "an ordinary word ({})",
    "known-name": "a name of its own ({})",
    "short": "too short to be sure",
    "feminine": "may be a woman's surname",
    "ending": "only with another language's ending taken off",
    "people-or-language": "nearly a place's name: more likely a people or a language",
    "short-capitals": "looks like an abbreviation",
    "mixed-scripts": "letters of more than one script",
    "score": "score too low ({})",
    "margin": "two entries are as near ({})",
    "method": "{} is switched off",
    "not-prose": "inside an address, a path or code",
    "namesake": "another place, in {}",
    "protected": "part of the phrase “{}”",
    "surname-alone": "a surname alone, with no full name before it",
    "kept-ignore": "a comment says “translit: ignore”",
    "kept-off": "between “translit: off” and “translit: on”",
    "kept-phrase": "part of a phrase that you protect",
    "kept-quotation": "inside a quotation",
    "kept-sic": "“[sic]” stands behind it",
    "sentence-start": "begins a sentence, and is only nearly a name",
    "given-name": "a surname after the given name {}",
    "surname": "a given name before the surname {}",
    "longer-name": "part of a longer name, with {}",
    "other-kind": "another kind of thing, with “{}” beside it",
    "part-of-name": "only a part of the older or fuller name {}",
    "derived": "made from {}, and no name",
    "equivalent-name": "another given name ({})",
}


def held_back(decision: Decision) -> str:
    """Why nothing was done, in one line."""
    said = []
    for gate in decision.reasons:
        kind, _, rest = gate.partition(":")
        said.append(_GATES.get(kind, gate).format(rest))
    return "; ".join(said)
