"""What a word hides: a name behind an Arabic or Hebrew prefix, before a Korean particle, or spelled with letters of another script that look alike.

A run of words is cut where a name begins or ends inside a word, and its look-alike letters are put right; the pieces are decided like runs of their own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from translit.lexicon.writing import homoglyphs, ordinary_words, prefixes, suffixes
from translit.matching.index import Index
from translit.rules.key import key_of_native
from translit.text import HYPHENS, KATAKANA, WORD, fold, script_of, script_of_char

LEAST_ALIKE = 4  # letters of a name behind a prefix that isn't a known spelling, but has the key of one
_SEMITIC = "\u0590-\u05ff\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb1d-\ufdff\ufe70-\ufefc"
_HANGUL = "\u1100-\u11ff\u3131-\u318e\uac00-\ud7a3"
# Patterns as texts: compiled at their first use, since a page of one script needs few of them.
_POINTS = "[\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u0640\u064b-\u0652\u0656-\u065f\u0670]"
_CASED = "A-Za-z\u00c0-\u024f\u0370-\u03ff\u0400-\u052f\u1e00-\u1eff"
_WORTH_A_LOOK = f"[{_SEMITIC}{_HANGUL}]|[{_CASED}][{KATAKANA}]|[{KATAKANA}][{_CASED}]"
_PREFIXED = f"(?s)([{_SEMITIC}]+)([{_CASED}].*)"
_SUFFIXED = f"(?s)([{_CASED}](?:.*[{_CASED}])?)([{_HANGUL}]+)"
_BESIDE_KATAKANA = f"([{KATAKANA}]+|[^{KATAKANA}]+)"
_LATIN, _CYRILLIC, _GREEK = "A-Za-z\u00c0-\u024f\u1e00-\u1eff", "\u0400-\u052f", "\u0370-\u03ff\u1f00-\u1fff"
_MIXED = (
    "|".join(f"[{one}][\u0300-\u036f'’]?[{two}]" for one, two in ((_LATIN, _CYRILLIC + _GREEK), (_CYRILLIC, _LATIN + _GREEK), (_GREEK, _LATIN + _CYRILLIC)))
)
_TWO_SCRIPTS = f"[{_CASED}][\u0300-\u036f'’]?[{_SEMITIC}{_HANGUL}]|[{_SEMITIC}{_HANGUL}]['’]?[{_CASED}]|[{_SEMITIC}][{_HANGUL}]|[{_HANGUL}][{_SEMITIC}]"
_DIGIT = re.compile(r"\d")
_TARGETS = ("Latn", "Cyrl", "Grek")


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a run that is decided by itself."""

    text: str
    """What is decided: the part, or what it stands for."""
    start: int
    """Where it begins in the run."""
    length: int
    """How long it is there."""
    before: str = ""
    """`prefix:و`, where its first word is behind one."""
    after: str = ""
    """`particle:에서`, where its last word is before one."""
    repaired: bool = False
    """Whether letters were exchanged for those they look like."""

    def place(self, offset: int) -> int:
        """An offset of `text` in the run."""
        return self.start + (offset + self.length - len(self.text) if offset else 0)


def pieces(run: str, index: Index) -> list[Piece] | None:
    """The pieces of a run; None where it is one. Words of letters from several scripts are in none, unless they can be put right or told apart.

    >>> from translit import Normalizer
    >>> index = Normalizer.from_entries([{"canonical": "Kherson", "native": {"ar": "خيرسون", "ko": "헤르손"}}])._resolver.index
    >>> [(p.text, p.before) for p in pieces("الأمن وخيرسون", index)]
    [('الأمن', ''), ('خيرسون', 'prefix:و')]
    >>> [(p.text, p.after) for p in pieces("헤르손에서", index)], pieces("خيرسون", index), pieces("Сherson", index)[0].text
    ([('헤르손', 'particle:에서')], None, 'Cherson')
    """
    if run.isascii():
        return None
    latin = max(run.replace("’", "'")) < "\u0370"  # of one script, and so asked cheaply
    repaired = _repaired(run, index) if not latin and re.search(_MIXED, run) else run
    if repaired != run:
        return [replace(p, repaired=True) for p in pieces(repaired, index) or [Piece(repaired, 0, len(run))]]
    if not (_DIGIT.search(run) or (not latin and (re.search(_WORTH_A_LOOK, run) or re.search(_MIXED, run)))):
        return None
    found: list[Piece] = []
    begin, lead = 0, ("", "")  # where the piece begins, the prefix before it and what the spelling leaves out
    out = False
    for match in WORD.finditer(run):
        if _is_no_word(match[0], index):
            found += _piece(run, begin, match.start(), *lead)
            begin, lead, out = match.end(), ("", ""), True
            continue
        for start, end, before, reads, after in _parts(match[0], index):
            if before or start:
                found += _piece(run, begin, match.start(), *lead)
                begin, lead = match.start() + start, (before, reads)
            if after or end < len(match[0]):
                found += _piece(run, begin, match.start() + end, *lead, after)
                begin, lead = match.end() if after else match.start() + end, ("", "")
    if not found and not begin and not out:
        return None
    found += _piece(run, begin, len(run), *lead)
    return [p for p in found if not any(_is_no_word(m[0], index) for m in WORD.finditer(p.text))]  # what is left beside katakana can be none, too


def _is_no_word(word: str, index: Index) -> bool:
    """Whether a word is of letters from several scripts that can't be told apart, or has a digit: to read some of it and lose the rest would be wrong."""
    if not (re.search(_MIXED, word) or re.search(_TWO_SCRIPTS, word) or _DIGIT.search(word)) or _is_known(word, index):
        return False
    return not any(True for _ in _parts(word, index))


def _piece(run: str, begin: int, end: int, before: str, reads: str, after: str = "") -> list[Piece]:
    gaps = f" \u00a0{HYPHENS}"
    text = run[begin:end]
    begin += len(text) - len(text.lstrip(gaps))
    text = text.strip(gaps)
    return [Piece(reads + text, begin, len(text), before, after)] if text else []


def _parts(word: str, index: Index) -> Iterator[tuple[int, int, str, str, str]]:
    """The names in one word: start, end, the prefix before, what the spelling leaves out, the particle after. None where the word is taken whole."""
    if word.isascii():
        return
    if len(parts := re.findall(_BESIDE_KATAKANA, word)) > 1:
        at = 0
        for part in parts:
            start, end, before, reads, after = _behind_prefix(part, index) or _before_particle(part, index) or (0, len(part), "", "", "")
            yield at + start, at + end, before, reads, after
            at += len(part)
        return
    if mixed := re.fullmatch(_PREFIXED, word):
        if any(row.letters == mixed[1] for row in prefixes().get(word[0], ())):
            yield len(mixed[1]), len(word), f"prefix:{mixed[1]}", "", ""
        return
    if mixed := re.fullmatch(_SUFFIXED, word):
        if any(row.letters == mixed[2] for row in suffixes().get(word[-1], ())):
            yield 0, len(mixed[1]), "", "", f"particle:{mixed[2]}"
        return
    found = _behind_prefix(word, index) or _before_particle(word, index)
    if found:
        yield found


def _behind_prefix(word: str, index: Index) -> tuple[int, int, str, str, str] | None:
    rows = prefixes().get(word[0])
    if not rows or word in ordinary_words() or _is_known(word, index):
        return None
    alike = None
    for row in rows:
        rest = word[len(row.letters) :]
        if not word.startswith(row.letters) or sum(map(str.isalpha, rest)) < row.least:
            continue
        found = (len(row.letters), len(word), f"prefix:{row.letters}", row.reads, "")
        if _is_known(row.reads + rest, index):
            return found
        if alike is None and _is_alike(row.reads + rest, index):
            alike = found
    return alike if alike is not None and not _is_alike(word, index) else None


def _before_particle(word: str, index: Index) -> tuple[int, int, str, str, str] | None:
    rows = suffixes().get(word[-1])
    if not rows or _is_known(word, index):
        return None
    for row in rows:
        rest = word.removesuffix(row.letters)
        if rest != word and len(rest) >= row.least and _is_known(rest, index):
            return 0, len(rest), "", "", f"particle:{row.letters}"
    return None


def _is_known(word: str, index: Index) -> bool:
    folded = fold(re.sub(_POINTS, "", word))
    return folded in index.known or folded in index.tokens


def _is_alike(word: str, index: Index) -> bool:
    """Whether a word in a script without vowels has the key of a form in such a script."""
    return sum(map(str.isalpha, word)) >= LEAST_ALIKE and key_of_native(re.sub(_POINTS, "", word), script_of(word)) in index.vowelless


def behind_prefixes(word: str) -> Iterator[str]:
    """What could be the name in a word, were its first letters a prefix, whether it is known or not.

    >>> list(behind_prefixes("وخرسون")), list(behind_prefixes("بسرت"))
    (['خرسون'], ['سرت'])
    """
    for row in prefixes().get(word[:1], ()):
        rest = word[len(row.letters) :]
        if word.startswith(row.letters) and not row.reads and sum(map(str.isalpha, rest)) >= row.least:
            yield rest


# -- letters that look like others -------------------------------------------------------------------------------------------------------


def _repaired(run: str, index: Index) -> str:
    """The run with its words of mixed scripts in one script, where their letters allow it and they aren't listed as they are."""
    return WORD.sub(lambda m: _in_one_script(m[0], index) if re.search(_MIXED, m[0]) and not _is_known(m[0], index) else m[0], run)


def _in_one_script(word: str, index: Index) -> str:
    readings = {script: reading for script in _TARGETS if (reading := _written_in(word, script))}
    own = script_of(word)
    return next((r for r in readings.values() if _is_known(r, index)), readings.get(own) or next(iter(readings.values()), word))


def _written_in(word: str, script: str) -> str:
    """The word with every letter in one script; empty where one has no look-alike."""
    out = ""
    for char in word:
        here = script_of_char(char)
        if here in ("Zyyy", script):
            out += char
        elif (other := homoglyphs().get(char, {}).get(script)) is not None:
            out += other
        else:
            return ""
    return out


def mistaken(before: str, repaired: str) -> Iterable[str]:
    """The named evidence of what was put right: `homoglyph:С`.

    >>> list(mistaken("Сherson", "Cherson")) == ["homoglyph:С"]
    True
    """
    return (f"homoglyph:{char}" for char in dict.fromkeys(a for a, b in zip(before, repaired, strict=False) if a != b))
