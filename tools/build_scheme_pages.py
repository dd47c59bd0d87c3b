"""Write one page for each scheme and convention, and an index, into docs/schemes.

    python tools/build_scheme_pages.py [--check]

With --check nothing is written; exit 1 if a page is missing or out of date.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from translit.rules.library import all_rule_sets
from translit.rules.model import Rule, RuleSet

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "schemes"
MOST = 120  # contextual rules shown; a syllable table of thousands is better read in its file


def page(rs: RuleSet) -> str:
    """The page of one rule set, in Markdown."""
    folder = {"scheme": "schemes", "convention": "conventions"}[rs.kind]
    facts = [
        ("kind", rs.kind),
        ("source", f"{rs.language} ({rs.script})"),
        ("target", rs.target),
        ("authority", " ".join(filter(None, (rs.authority, rs.year)))),
        ("status", rs.status),
        ("also called", ", ".join(f"`{a}`" for a in rs.aliases)),
        ("reference", "; ".join(rs.reference)),
        ("file", f"`translit/rules/{folder}/{rs.id}.yaml`"),
    ]
    out = [f"# {rs.id}", "", rs.title, "", "| | |", "|---|---|", *(f"| {k} | {v.replace('|', '/')} |" for k, v in facts if v), ""]
    if rs.note:
        out += [rs.note, ""]
    plain = [r for r in rs.rules if not r.contexts]
    out += ["## Letters", "", " · ".join(f"{_cell(r.find)} → {_cell(r.write) or '∅'}" for r in plain[: 3 * MOST]) + _more(plain, 3 * MOST), ""]
    if rs.same:
        out += ["## Read alike", "", " · ".join(f"{_cell(k)} = {_cell(v)}" for k, v in rs.same.items()), ""]
    bound = [r for r in rs.rules if r.contexts]
    if bound:
        out += ["## Where the neighbours decide", "", "| find | write | after | before | note |", "|---|---|---|---|---|"]
        out += [f"| {_cell(r.find)} | {_cell(r.write) or '∅'} | {_side(r.prev)} | {_side(r.next)} | {_cell(r.note)} |" for r in bound[:MOST]]
        out += [_more(bound, MOST), ""]
    if rs.also:
        out += ["## Also met", "", " · ".join(_met(r) for r in rs.also[:MOST]) + _more(rs.also, MOST), ""]
    if rs.exceptions:
        out += ["## Exceptions", "", " · ".join(f"{k} → {v}" for k, v in sorted(rs.exceptions.items())[:MOST]), ""]
    out += ["## Examples", "", "| given | written |", "|---|---|", *(f"| {_cell(e.given)} | {_cell(e.expect)} |" for e in rs.examples[:MOST]), ""]
    return "\n".join(out)


def index() -> str:
    """The list of all rule sets."""
    rows = [f"| [{rs.id}]({rs.id}.md) | {rs.kind} | {rs.status} | {_cell(rs.title)} |" for rs in all_rule_sets()]
    head = ["# Schemes and conventions", "", "Made from the rule files by `python tools/build_scheme_pages.py`.", "", "| id | kind | status | title |", "|---|---|---|---|"]
    return "\n".join([*head, *rows, ""])


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ").replace("*", "\\*").replace("_", "\\_").replace("`", "\\`")


def _side(context: frozenset[str] | None) -> str:
    if context is None:
        return ""
    shown = sorted(context)
    return _cell(" ".join(shown[:30])).replace("<", "&lt;") + (" …" if len(shown) > 30 else "")


def _met(rule: Rule) -> str:
    return f"{_cell(rule.find)} → {_cell(rule.write) or '∅'}" + (f" ({_cell(rule.note)})" if rule.note else "")


def _more(rows: object, most: int) -> str:
    count = len(rows)  # type: ignore[arg-type]
    return f" … and {count - most} more in the file" if count > most else ""


def main() -> int:
    """Write or check the pages."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true")
    args = parser.parse_args()
    pages = {f"{rs.id}.md": page(rs) for rs in all_rule_sets()} | {"README.md": index()}
    stale = [name for name, text in pages.items() if not (FOLDER / name).exists() or (FOLDER / name).read_text(encoding="utf-8") != text]
    if args.check:
        for name in stale:
            print(f"out of date: docs/schemes/{name}")
        return 1 if stale else 0
    FOLDER.mkdir(parents=True, exist_ok=True)
    for old in FOLDER.glob("*.md"):
        if old.name not in pages:
            old.unlink()
    for name in stale:
        (FOLDER / name).write_text(pages[name], encoding="utf-8")
    print(f"{len(pages)} pages, {len(stale)} written")
    return 0


if __name__ == "__main__":
    sys.exit(main())
