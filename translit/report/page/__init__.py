"""Self-contained pages: templates, style and script are files here; data goes in as JSON that can't end the element it stands in."""

from __future__ import annotations

import hashlib
import html
import json
from importlib.resources import files
from typing import Any

from translit.clusters.model import Cluster, Context, Discovery
from translit.decisions import EVERYWHERE, HEADER
from translit.report.discovery import habits, place, reason_for

_HERE = files("translit.report.page")


def part(name: str) -> str:
    """The text of a file of this folder."""
    return _HERE.joinpath(name).read_text(encoding="utf-8")


def filled(template: str, **parts: str) -> str:
    """A template with its `@@NAME@@` places filled, in one pass: what is put in is not looked at again."""
    out = []
    for i, piece in enumerate(template.split("@@")):
        out.append(parts.get(piece, f"@@{piece}@@") if i % 2 else piece)
    return "".join(out)


def json_text(value: Any) -> str:
    """JSON for a script element: `<`, `>` and `&` written so that no text can end it.

    >>> json_text("</script>")
    '"\\\\u003c/script\\\\u003e"'
    """
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for char in "<>&\u2028\u2029":
        text = text.replace(char, f"\\u{ord(char):04x}")
    return text


def escaped(text: object) -> str:
    """Text for HTML, also inside an attribute in double quotes."""
    return html.escape("".join(c if c.isprintable() or c in "\n\t " else "\ufffd" for c in str(text)), quote=True)


def review_page(found: Discovery, asked: dict[int, list[str]], *, before: str, file: str, scope: str = EVERYWHERE) -> str:
    """The page on which a person decides.

    `asked` are the spellings to ask about by the number of their cluster, `before` the text of the decisions made so far, `file` the name to save under.
    """
    clusters = [_cluster(found.clusters[i], spellings) for i, spellings in asked.items() if spellings]
    data: dict[str, Any] = {
        "clusters": clusters,
        "apart": [{"a": m.a, "b": m.b, "reason": m.reason, "mentions": m.mentions} for m in found.apart],
        "before": before,
        "header": HEADER,
        "file": file,
        "scope": "" if scope == EVERYWHERE else scope,
    }
    data["id"] = hashlib.sha256(json.dumps(data, sort_keys=True).encode()).hexdigest()[:16]
    return filled(part("review.html"), COMMON=part("common.css"), STYLE=part("review.css"), SCRIPT=part("review.js"), DATA=json_text(data))


def _cluster(c: Cluster, spellings: list[str]) -> dict[str, Any]:
    return {
        "name": c.suggested,
        "mentions": c.spellings.get(c.suggested, 0),
        "documents": c.documents.get(c.suggested, 0),
        "contexts": [_context(x) for x in c.contexts.get(c.suggested, ())],
        "score": c.score,
        "entry": c.entry,
        "full": list(c.full_names),
        "members": [
            {
                "spelling": s,
                "mentions": c.spellings[s],
                "documents": c.documents.get(s, 0),
                "habit": habits(c, s),
                "reason": reason_for(c, s),
                "contexts": [_context(x) for x in c.contexts.get(s, ())],
            }
            for s in spellings
        ],
    }


def _context(x: Context) -> dict[str, str]:
    return {"place": place(x), "before": x.before, "after": x.after}
