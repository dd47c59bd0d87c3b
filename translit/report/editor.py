"""The report for an editor: what changed, why, where, and what was left alone, as one self-contained page."""

from __future__ import annotations

import datetime
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from translit.matching.policy import Decision
from translit.normalizer import Normalizer
from translit.report.page import escaped, filled, part
from translit.report.plots import graph, heat, timeline
from translit.report.words import LANGUAGES, held_back, listed, reason
from translit.result import Edit, Result, habit_shares
from translit.rewriting import Session

TEXT_SHOWN = 2_000_000  # code points of text on the page; more would stall a browser
PLOTTED = 6  # names with a plot of their own
ROWS, COLUMNS = 24, 14  # of the heat map
MONTHS_FROM = 40  # dates more than this many are taken together by month
LEFT_SHOWN = 200
_DATED = re.compile(r"(?<!\d)(\d{4}-\d{2}-\d{2})(?!\d)")

Corpus = Callable[[], Iterable[tuple[str, str]]]


@dataclass(slots=True)
class _Name:
    """One name of the gazetteer, as it was met."""

    written: Counter[str] = field(default_factory=Counter)
    spellings: Counter[str] = field(default_factory=Counter)
    reasons: dict[str, str] = field(default_factory=dict)
    edits: list[Edit] = field(default_factory=list)
    documents: set[str] = field(default_factory=set)
    kind: str = ""


@dataclass(slots=True)
class Report:
    """Collects the results of documents, in order; `page` writes them down.

    >>> report = Report()
    >>> report.add("a.txt", Normalizer.from_entries([{"canonical": "Kherson", "variants": ["Cherson"]}]).explain("Cherson & Kherson"))
    >>> "Cherson &amp; Kherson" in report.page(), "<del>Cherson</del>" in report.page()
    (False, True)
    """

    date_field: str = ""
    """Name of the line `name: YYYY-MM-DD` near the top of a document that holds its date; else the date in its file name counts."""
    names: dict[str, _Name] = field(default_factory=dict)
    left: Counter[tuple[str, str, str, str]] = field(default_factory=Counter)
    dates: dict[str, str] = field(default_factory=dict)
    mentions: dict[tuple[str, str, str], int] = field(default_factory=dict)
    """(document, entry id, spelling) to mentions; the form that was right already too."""
    texts: list[tuple[str, list[str]]] = field(default_factory=list)
    shown: int = 0
    hidden: int = 0
    _reasons: dict[tuple[str, str, str], str] = field(default_factory=dict)
    _all: set[str] = field(default_factory=set)

    def add(self, document: str, result: Result) -> None:
        """Take one result in; the pieces of a document one after another."""
        if document not in self._all:
            self._all.add(document)
            self.dates[document] = date_of(document, result.source, self.date_field)
            self.texts.append((document, []))
        for edit in result.edits:
            name = self.names.setdefault(edit.entry.id, _Name(kind=edit.entry.kind))
            name.written[edit.after] += 1
            name.spellings[edit.before] += 1
            name.documents.add(document)
            name.edits.append(edit)
            name.reasons.setdefault(edit.before, self._why(edit))
            self._count(document, edit.entry.id, edit.before, 1)
        for what, mentions in (("ambiguous", result.ambiguities), ("held", result.held)):
            for m in mentions:
                self.left[what, m.decision.spelling, _candidates(m.decision), held_back(m.decision)] += 1
        if self.shown < TEXT_SHOWN:
            self.texts[-1][1].append(self._marked(result))
            self.shown += len(result.source)
        else:
            self.hidden += len(result.source)
        # What was right already is counted when all written forms are known.
        forms = {edit.after: edit.entry.id for edit in result.edits} | {w: i for i, n in self.names.items() for w in n.written}
        for form, entry in forms.items():
            n = len(re.findall(rf"(?<!\w){re.escape(form)}(?!\w)", result.source))
            if n:
                self._count(document, entry, form, n)

    def _count(self, document: str, entry: str, spelling: str, n: int) -> None:
        key = (document, entry, spelling)
        self.mentions[key] = self.mentions.get(key, 0) + n

    def _why(self, edit: Edit) -> str:
        key = (edit.before, edit.after, edit.entry.id)
        if key not in self._reasons:
            self._reasons[key] = reason(edit)
        return self._reasons[key]

    def _marked(self, result: Result) -> str:
        """The text with its changes and doubts marked, each explained where it stands."""
        spans = [(e.start, e.end, self._edit(e)) for e in result.edits]
        for kind, mentions in (("doubt", result.ambiguities), ("held", result.held)):
            for m in mentions:
                tip = f"left alone: {_candidates(m.decision)}? {held_back(m.decision)}"
                spans.append((m.start, m.end, _mark(kind, escaped(result.source[m.start : m.end]), tip)))
        out, at = [], 0
        for start, end, text in sorted(spans):
            if start < at:
                continue
            out += [escaped(result.source[at:start]), text]
            at = end
        return "".join([*out, escaped(result.source[at:])])

    def _edit(self, edit: Edit) -> str:
        tip = f"was {edit.before}; {edit.method} {edit.score:g}: {self._why(edit)}"
        return _mark("edit", f"<del>{escaped(edit.before)}</del><ins>{escaped(edit.after)}</ins>", tip)

    # -- writing --------------------------------------------------------------------------------------------------------------------

    def page(self, title: str = "Names in order") -> str:
        """The whole page."""
        return filled(
            part("report.html"),
            COMMON=part("common.css"),
            STYLE=part("report.css"),
            SCRIPT=part("report.js"),
            TITLE=escaped(title),
            TOTALS="".join(self._totals()),
            NAMES="".join(self._names()),
            LEFT="".join(self._left()),
            PLOTS="".join(self._plots()),
            TEXTS="".join(self._texts()),
        )

    def _totals(self) -> Iterator[str]:
        edits = sum(n.spellings.total() for n in self.names.values())
        unsure = sum(n for (what, *_), n in self.left.items() if what == "ambiguous")
        held = sum(n for (what, *_), n in self.left.items() if what == "held")
        for n, what in ((edits, "changes"), (len(self.names), "names"), (len(self._all), "documents"), (unsure, "ambiguous"), (held, "left alone")):
            yield f"<div><dt>{what}</dt><dd>{n:,}</dd></div>"

    def _ordered(self) -> list[tuple[str, _Name]]:
        return sorted(self.names.items(), key=lambda i: (-i[1].spellings.total(), i[0]))

    def _names(self) -> Iterator[str]:
        for entry, name in self._ordered():
            written = name.written.most_common(1)[0][0]
            shares = [s for s in habit_shares(name.edits) if s.names == s.total][:3]
            habit = listed([LANGUAGES.get(s.language, s.language) for s in shares])
            rows = "".join(
                f'<li><span class="was">{escaped(s)}</span> <span class="quiet">{n} ×</span><br><span class="why">{escaped(name.reasons[s])}</span></li>'
                for s, n in sorted(name.spellings.items(), key=lambda i: (-i[1], i[0]))
            )
            yield (
                f'<tr><th scope="row" id="name-{escaped(entry)}">{escaped(written)}<br><span class="quiet">{escaped(name.kind)}, {escaped(entry)}</span></th>'
                f'<td><ul class="plain">{rows}</ul></td><td data-label="spelling habit">{escaped(habit)}</td>'
                f'<td class="n" data-label="changes">{name.spellings.total():,}</td><td class="n" data-label="documents">{len(name.documents):,}</td></tr>'
            )
        if not self.names:
            yield '<tr><td colspan="5">Nothing changed.</td></tr>'

    def _left(self) -> Iterator[str]:
        ranked = sorted(self.left.items(), key=lambda i: (i[0][0], -i[1], i[0]))
        for (what, spelling, candidates, why), n in ranked[:LEFT_SHOWN]:
            yield f'<tr><th scope="row">{escaped(spelling)}</th><td>{what}</td><td data-label="could be">{escaped(candidates)}</td><td>{escaped(why)}</td><td class="n" data-label="mentions">{n:,}</td></tr>'
        if len(ranked) > LEFT_SHOWN:
            yield f'<tr><td colspan="5">and {len(ranked) - LEFT_SHOWN:,} more</td></tr>'
        if not ranked:
            yield '<tr><td colspan="5">Nothing was in doubt.</td></tr>'

    def _plots(self) -> Iterator[str]:
        top = self._ordered()[:PLOTTED]
        if not top:
            yield '<p class="quiet">Nothing changed, so there is nothing to plot.</p>'
            return
        yield '<h3>Spelling share over time</h3><div class="times">'
        drawn = False
        for i, (entry, name) in enumerate(top):
            shares = self._over_time(entry)
            if len(shares) > 1:
                drawn = True
                yield f"<figure>{timeline(f'time-{i}', name.written.most_common(1)[0][0], shares)}<figcaption>{escaped(name.written.most_common(1)[0][0])}</figcaption></figure>"
        yield "</div>"
        if not drawn:
            yield '<p class="quiet">No dates: put them in the file names (2022-10-13-article.txt), or name the line that holds them with --date-field.</p>'
        yield f'<h3>Sources by spelling</h3><figure class="wide">{self._heat()}</figure><h3>Spellings round a name</h3><div class="stars">'
        for i, (entry, name) in enumerate(top):
            written = name.written.most_common(1)[0][0]
            known = sum(n for (_, e, s), n in self.mentions.items() if e == entry and s in name.written)
            yield f"<figure>{graph(f'star-{i}', written, name.spellings, known)}</figure>"
        yield "</div>"

    def _over_time(self, entry: str) -> dict[str, Counter[str]]:
        dated = {self.dates[d] for d, e, _ in self.mentions if e == entry and self.dates.get(d)}
        length = 7 if len(dated) > MONTHS_FROM else 10
        out: dict[str, Counter[str]] = {}
        for (document, e, spelling), n in self.mentions.items():
            if e == entry and self.dates.get(document):
                out.setdefault(self.dates[document][:length], Counter())[spelling] += n
        return out

    def _heat(self) -> str:
        folders = {d.rpartition("/")[0] for d in self._all}
        counts: Counter[tuple[str, str]] = Counter()
        for (document, _, spelling), n in self.mentions.items():
            counts[document.rpartition("/")[0] or "." if len(folders) > 1 else document.rpartition("/")[2], spelling] += n
        rows: Counter[str] = Counter()
        columns: Counter[str] = Counter()
        for (row, column), n in counts.items():
            rows[row] += n
            columns[column] += n
        return heat("heat", sorted(_top(rows, ROWS)), _top(columns, COLUMNS), counts)

    def _texts(self) -> Iterator[str]:
        for i, (document, pieces) in enumerate(self.texts):
            if not pieces:
                continue
            date = f' <span class="quiet">{self.dates[document]}</span>' if self.dates[document] and self.dates[document] not in document else ""
            yield f'<section aria-labelledby="doc-{i}"><h3 id="doc-{i}">{escaped(document)}{date}</h3><div class="text">{"".join(pieces)}</div></section>'
        if self.hidden:
            yield f'<p class="quiet">{self.hidden:,} characters more are counted above and not shown.</p>'


def _top(counts: Counter[str], most: int) -> list[str]:
    return sorted(counts, key=lambda k: (-counts[k], k))[:most]


def _mark(kind: str, inner: str, tip: str) -> str:
    return f'<mark class="{kind}" tabindex="0">{inner}<span class="tip" role="tooltip">{escaped(tip)}</span></mark>'


def _candidates(decision: Decision) -> str:
    return " or ".join(dict.fromkeys(f"{c.entry.canonical} ({c.score:.0f})" for c in decision.candidates[:3]))


def date_of(document: str, text: str, field_name: str = "") -> str:
    """The date of a document, `YYYY-MM-DD`: from the line `field: date` among its first forty, or from its file name; empty without one.

    >>> date_of("news/2022-10-13-article.txt", ""), date_of("a.md", "date: 2022-10-13", "date"), date_of("2022-13-45.txt", "")
    ('2022-10-13', '2022-10-13', '')
    """
    if field_name:
        for line in text.splitlines()[:40]:
            key, colon, value = line.partition(":")
            if colon and key.strip().strip('"').casefold() == field_name.casefold():
                return _valid(value)
        return ""
    return _valid(document.rpartition("/")[2])


def _valid(text: str) -> str:
    for found in _DATED.findall(text):
        try:
            return datetime.date.fromisoformat(found).isoformat()
        except ValueError:
            continue
    return ""


def report_on(corpus: Corpus, normalizer: Normalizer, date_field: str = "") -> Report:
    """Normalize every document of a corpus and collect what happened."""
    report = Report(date_field)
    session, last = Session(), ""
    for document, text in corpus():
        if document != last:
            session, last = Session(), document
        report.add(document, normalizer.explain(text, session))
    return report
