"""What discovery found, for people and programs: a draft gazetteer with comments, JSON, CSV, and the reason for a link in plain words."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from typing import Any

from translit.clusters.model import Apart, Cluster, Context, Discovery, Link
from translit.decisions import quoted
from translit.report.words import LANGUAGES, difference, listed

CONTEXTS_SHOWN = 2
DRAFT = "# Draft: "
"""How a draft gazetteer begins."""


def link_reason(link: Link) -> str:
    """Why two spellings are taken for one name, in one line.

    >>> link_reason(Link("Cherson", "Kherson", 99.0, "xerson", ("de", "pl"), ("en",)))
    'both read xerson: Cherson in German and Polish, Kherson in English'
    """
    if link.steps == ("decided",):
        return "decided by a person"
    if not link.key:
        return "the same but for marks"
    left, right = apart(link.left, link.right) if link.left != link.right else ((), ())
    ways = ", ".join(f"{name} in {listed([LANGUAGES.get(c, c) for c in codes])}" for name, codes in ((link.a, left), (link.b, right)) if codes)
    head = f"both read {link.key}" if not link.steps else f"{link.a} all but reads {link.key}" if not ways else f"nearly both {link.key}"
    return "; ".join(filter(None, [head + (f": {ways}" if ways else ""), *(d for s in link.steps if (d := difference(s)))]))


def apart(left: tuple[str, ...], right: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The languages that tell two spellings apart: those of one side only, or all of them where there are none."""
    return tuple(c for c in left if c not in right) or left, tuple(c for c in right if c not in left) or right


def habits(cluster: Cluster, spelling: str) -> str:
    """The languages whose press writes one spelling of a cluster and not another, the first few."""
    best = next((k for k in cluster.links if spelling in (k.a, k.b) and k.key), None)
    if best is None:
        return ""
    left, right = apart(best.left, best.right)
    return listed([LANGUAGES.get(c, c) for c in (left if best.a == spelling else right)])


def reason_for(cluster: Cluster, spelling: str) -> str:
    """Why a spelling is in its cluster: its link to the suggested one, or else its strongest."""
    links = [k for k in cluster.links if spelling in (k.a, k.b)]
    direct = [k for k in links if cluster.suggested in (k.a, k.b)]
    return link_reason((direct or links)[0]) if links else ""


def place(context: Context) -> str:
    """`article.txt:3`."""
    return f"{context.document}:{context.line}"


def draft(found: Discovery) -> Iterator[str]:
    """The lines of a draft gazetteer: accepted unchanged, it unifies what was found."""
    yield f"{DRAFT}{count(len(found.clusters), 'cluster')} of spellings in {count(found.documents, 'document')} ({count(found.mentions, 'mention')}, {count(found.names, 'name')})."
    yield "# Delete what is wrong, or decide with `translit review`; then `translit normalize -g` with this file."
    taken: set[str] = set()
    for cluster in found.clusters:
        yield ""
        yield from _entry(cluster, taken)
    if not found.clusters:
        yield "[]"
    if found.apart:
        yield ""
        yield "# Kept apart:"
        yield from (f"# {_one_line(m.a)} | {_one_line(m.b)}: {_one_line(m.reason)} ({m.score:g})" for m in found.apart)
    if found.new_names:
        yield ""
        yield "# Often seen, and not in the gazetteer:"
        yield from (f"# {n} × {_one_line(name)}" for name, n in found.new_names.items())
    if found.dropped:
        yield ""
        yield f"# {count(found.dropped, 'rare longer name')} counted by the last word alone, to stay within memory."


def _entry(cluster: Cluster, taken: set[str]) -> Iterator[str]:
    made = cluster.to_entry()
    entry_id, number = made["id"], 1
    while entry_id in taken:
        number += 1
        entry_id = f"{made['id']}-{number}"
    taken.add(entry_id)
    if cluster.entry:
        yield f"# New variants of {quoted(cluster.entry)} in the gazetteer."
    if cluster.full_names:
        yield f"# Seen as {_one_line(', '.join(cluster.full_names))}"
    yield f"# {count(cluster.unified, 'mention')} to unify; score {cluster.score:g}"
    yield f"- id: {quoted(entry_id)}"
    yield f"  canonical: {quoted(cluster.suggested)}  # {_seen(cluster, cluster.suggested)}"
    if cluster.native:
        yield "  native:"
        yield "    und:"
        yield from (f"      - {quoted(s)}  # {_seen(cluster, s)}; {_one_line(reason_for(cluster, s))}" for s in cluster.native)
    if made["variants"]:
        yield "  variants:"
    for spelling in made["variants"]:
        yield f"    - {quoted(spelling)}  # {_seen(cluster, spelling)}; {_one_line(reason_for(cluster, spelling))}"
        for context in cluster.contexts.get(spelling, ())[:CONTEXTS_SHOWN]:
            yield f"      # {_one_line(f'{place(context)}: {context.before}[{spelling}]{context.after}')}"


def _seen(cluster: Cluster, spelling: str) -> str:
    n = cluster.spellings.get(spelling, 0)
    return f"{n} × in {count(cluster.documents.get(spelling, 0), 'document')}" if n else "not in these documents"


def count(number: int, what: str) -> str:
    """`1 mention`, `2,000 mentions`."""
    return f"{number:,} {what}{'s' * (number != 1)}"


def _one_line(text: str) -> str:
    """Text that can stand in a comment: no line ends or control characters."""
    return "".join(c if c.isprintable() else " " for c in text).strip()


def as_json(found: Discovery) -> dict[str, Any]:
    """All that was found, as plain values."""
    return {
        "documents": found.documents,
        "mentions": found.mentions,
        "names": found.names,
        "clusters": [_cluster(c) for c in found.clusters],
        "apart": [_apart(m) for m in found.apart],
        "new_names": found.new_names,
    }


def _cluster(c: Cluster) -> dict[str, Any]:
    return {
        "suggested": c.suggested,
        "score": c.score,
        "unified": c.unified,
        "entry": c.entry,
        "known": list(c.known),
        "full_names": list(c.full_names),
        "spellings": [
            {
                "spelling": s,
                "mentions": n,
                "documents": c.documents.get(s, 0),
                "conventions": list(c.conventions.get(s, ())),
                "reason": reason_for(c, s) if s != c.suggested else "",
                "contexts": [{"document": x.document, "line": x.line, "before": x.before, "after": x.after} for x in c.contexts.get(s, ())],
            }
            for s, n in c.spellings.items()
        ],
        "links": [
            {"a": k.a, "b": k.b, "score": k.score, "key": k.key, "left": list(k.left), "right": list(k.right), "steps": list(k.steps)}
            for k in c.links
        ],
    }


def _apart(m: Apart) -> dict[str, Any]:
    return {"a": m.a, "b": m.b, "reason": m.reason, "score": m.score, "mentions": m.mentions}


COLUMNS = ("cluster", "suggested", "spelling", "mentions", "documents", "score", "conventions", "reason", "context")


def as_csv(found: Discovery) -> str:
    """One row a spelling. A cell that a spreadsheet would take for a formula begins with an apostrophe."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for number, c in enumerate(found.clusters, start=1):
        for s, n in c.spellings.items():
            first = next(iter(c.contexts.get(s, ())), None)
            context = f"{first.before}{s}{first.after}" if first else ""
            reason = reason_for(c, s) if s != c.suggested else ""
            writer.writerow(map(_cell, (number, c.suggested, s, n, c.documents.get(s, 0), c.score, habits(c, s), reason, context)))
    return out.getvalue()


def _cell(value: object) -> object:
    return f"'{value}" if isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t", "\r") else value


def summary(found: Discovery) -> Iterable[str]:
    """A line a cluster, for people at a terminal."""
    for c in found.clusters:
        others = ", ".join(f"{s} {n}" for s, n in c.spellings.items() if s != c.suggested)
        yield f"{c.unified:>5} × → {c.suggested} {c.spellings.get(c.suggested, 0)}: {others}"
