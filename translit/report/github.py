"""Findings as GitHub workflow commands: each becomes an annotation at its line."""

from __future__ import annotations

from translit.report.findings import Place


def annotation(place: Place) -> str:
    """One line for the log of a workflow.

    >>> annotation(Place("a,b.txt", 3, 4, 3, 11, "Cherson", "Kherson", "exact", 99, "100 %", "kherson"))
    '::warning file=a%2Cb.txt,line=3,endLine=3,col=4,endColumn=10,title=Cherson → Kherson::“Cherson” should be “Kherson” (exact 99: 100 %25)'
    """
    kind = "warning" if place.after else "notice"
    title = f"{place.before} → {place.after}" if place.after else f"{place.before}?"
    fields = {"file": place.path, "line": place.line, "endLine": place.end_line}
    if place.line == place.end_line:  # columns count only within one line
        fields |= {"col": place.column, "endColumn": max(place.column, place.end_column - 1)}
    fields["title"] = title
    return f"::{kind} {','.join(f'{k}={_property(str(v))}' for k, v in fields.items())}::{_data(place.message)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
