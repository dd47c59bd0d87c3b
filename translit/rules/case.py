"""Capitals: what is written takes the case of its source, and scripts without capitals get them where names and sentences begin."""

from __future__ import annotations

import re

from translit.text import APOSTROPHES

TIE = "\u0361"
EMPHASIS = "՛՜՞"  # Armenian puts them on a letter of the word
# Patterns as texts are compiled at their first use: few sources need them.
_WORD = r"[^\W\d_]+"
_CLAUSE_END = r"[.,;:!?…\r\n]"
_WORD_START = r"(?<![\w'’‘ʼʻʿʾ\u0300-\u036f-])['’‘ʼʻʿʾ]?[^\W\d_]"
# Where a sentence ends; the stop after an initial (a single letter) ends none unless the line ends too.
_STOP = r"(?:[!?…։؟۔।。！？]|(?<=\w\w)\.|\.(?=\s*$))[»”’\")\]]*(?=\s|$)"
_REACH = 200  # how far the words of a clause are looked at, so that no text takes long


def cased(source: str, start: int, end: int, written: str, dotted: bool = False) -> str:
    """Give `written` the case shape of `source[start:end]`, looking at the neighbours where one capital becomes several letters.

    `dotted`: the alphabet has both ı and i, so the capital of i is İ.

    >>> cased("Щи", 0, 1, "shch"), cased("ЩИ", 0, 1, "shch"), cased("ЗІР’Я", 4, 5, "ya"), cased("Я", 0, 1, "ya")
    ('Shch', 'SHCH', 'YA', 'Ya')
    """
    if not written:
        return written
    chunk = source[start:end]
    if chunk.islower() or not any(c.isupper() for c in chunk):
        return _title(written, dotted) if start and _passes_capital(source, start) else written
    if end == start + 1 and (after := source[end : end + 1]).isalpha():
        return capital(written, dotted) if after.isupper() else _title(written, dotted)
    letters = [c for c in chunk if c.lower() != c.upper()]
    if len(letters) > 1:
        return capital(written, dotted) if letters[1].isupper() else _title(written, dotted)
    following = _beside(source, end, 1)
    if following.isalpha():
        return capital(written, dotted) if following.isupper() else _title(written, dotted)
    if _beside(source, start - 1, -1).isupper() or (len(written) > 1 and _among_capitals(source, start, end)):
        return capital(written, dotted)
    return _title(written, dotted)


def _beside(source: str, i: int, step: int) -> str:
    """The letter at `i` or beyond, past combining marks and one apostrophe; empty where the word ends."""
    past_apostrophe = False
    while 0 <= i < len(source):
        char = source[i]
        if char in APOSTROPHES and not past_apostrophe:
            past_apostrophe = True
        elif not ("\u0300" <= char <= "\u036f" or char in EMPHASIS):
            return char
        i += step
    return ""


def _among_capitals(source: str, start: int, end: int) -> bool:
    """Whether a word of one letter stands among capitals: all longer words of the clause, at least one, have nothing else.

    An initial with its stop is left as it is (Ю. ЯКОВЛЕВ).
    """
    if source[end : end + 1] == ".":
        return False
    clause = re.split(_CLAUSE_END, source[max(0, start - _REACH) : start])[-1] + " " + re.split(_CLAUSE_END, source[end : end + _REACH], maxsplit=1)[0]
    words = [word for word in re.findall(_WORD, clause) if len(word) > 1]
    return bool(words) and all(word.isupper() for word in words)


def _passes_capital(source: str, start: int) -> bool:
    """Whether the letter before is a word-initial capital sign (Ь, Ъ) that left nothing of its own to carry the capital."""
    return source[start - 1] in "ЬЪ" and (start < 2 or not source[start - 2].isalpha())


def capital(written: str, dotted: bool) -> str:
    """`written` in capitals; `dotted`: the capital of i is İ."""
    return (written.replace("i", "İ") if dotted else written).upper()


def _title(written: str, dotted: bool) -> str:
    """The first letter as a capital; of two letters tied together (t͡s) both, since they stand for one."""
    for i, char in enumerate(written):
        if char.isalpha():
            stop = i + 3 if written[i + 1 : i + 2] == TIE else i + 1
            return written[:i] + capital(written[i:stop], dotted) + written[stop:]
    return written


def with_capitals(written: str) -> str:
    """Capitals for text of a script that has none: for each word of a name, in running text for the first word of a sentence.

    A line with a stop is running text, one without is taken for names.

    >>> with_capitals("zemo svaneti"), with_capitals("tbilisi kalakia. batumits.")
    ('Zemo Svaneti', 'Tbilisi kalakia. Batumits.')
    """
    return "".join(_line_with_capitals(line) for line in written.splitlines(keepends=True))


def _line_with_capitals(line: str) -> str:
    stops = {m.end() for m in re.finditer(_STOP, line)}
    if not stops:
        return re.sub(_WORD_START, lambda m: m.group().upper(), line)
    due = True
    out: list[str] = []
    for i, char in enumerate(line):
        due = due or i in stops
        out.append(char.upper() if due and char.isalpha() else char)
        due = due and not char.isalpha()
    return "".join(out)
