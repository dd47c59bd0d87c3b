"""Plots as inline SVG, drawn in the page's own colours: spelling share over time, source by spelling, and the spellings round a name."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from translit.report.page import escaped

WIDTH = 720
SERIES = 6  # lines in one plot; what is rarer is taken together
CELL = 34
LABEL = 220
LONGEST_LABEL = 26


def short(text: str, longest: int = LONGEST_LABEL, *, end: bool = False) -> str:
    """A label that fits: the beginning of a long name, or the `end` of a long path.

    >>> short("Wolodymyr Selenskyj", 12), short("news/2022/article.txt", 12, end=True)
    ('Wolodymyr S…', '…article.txt')
    """
    if len(text) <= longest:
        return text
    return "…" + text[-(longest - 1) :] if end else text[: longest - 1] + "…"


def _svg(number: str, width: float, height: float, title: str, description: str, body: str) -> str:
    head = f'<svg viewBox="0 0 {width:g} {height:g}" role="img" aria-labelledby="{number}-t {number}-d" style="max-width:{width:g}px">'
    return f'{head}<title id="{number}-t">{escaped(title)}</title><desc id="{number}-d">{escaped(description)}</desc>{body}</svg>'


def timeline(number: str, name: str, shares: Mapping[str, Mapping[str, int]]) -> str:
    """The share of each spelling of a name in each period (period to spelling to mentions), as lines over time; at least two periods."""
    periods = sorted(shares)
    total: dict[str, int] = {}
    for period in periods:
        for spelling, n in shares[period].items():
            total[spelling] = total.get(spelling, 0) + n
    spellings = sorted(total, key=lambda s: (-total[s], s))[:SERIES]
    height, left, right, top, bottom = 260, 46, 150, 14, 34
    wide, high = WIDTH - left - right, height - top - bottom

    def x(i: int) -> float:
        return left + wide * (i / (len(periods) - 1) if len(periods) > 1 else 0.5)

    def y(share: float) -> float:
        return top + high * (1 - share)

    body = "".join(
        f'<line class="grid" x1="{left}" x2="{left + wide}" y1="{y(p / 100):g}" y2="{y(p / 100):g}"/><text class="tick" x="{left - 6}" y="{y(p / 100) + 4:g}" text-anchor="end">{p} %</text>'
        for p in (0, 25, 50, 75, 100)
    )
    step = max(1, math.ceil(len(periods) / 8))
    body += "".join(
        f'<text class="tick" x="{x(i):g}" y="{height - 10}" text-anchor="middle">{escaped(p)}</text>' for i, p in enumerate(periods) if i % step == 0
    )
    taken: list[float] = []
    for k, spelling in enumerate(spellings):
        points = []
        for i, period in enumerate(periods):
            all_here = sum(shares[period].values())
            if all_here:
                points.append((x(i), y(shares[period].get(spelling, 0) / all_here)))
        line = " ".join(f"{px:.1f},{py:.1f}" for px, py in points)
        dots = "".join(f'<circle cx="{px:.1f}" cy="{py:.1f}" r="3.5"/>' for px, py in points)
        at = points[-1][1]
        while any(abs(at - t) < 15 for t in taken):
            at += 5
        taken.append(at)
        body += f'<g class="s{k}"><polyline points="{line}"/>{dots}<text x="{left + wide + 10}" y="{at + 4:.1f}">{escaped(short(spelling, 18))}</text></g>'
    told = "; ".join(f"{p}: " + ", ".join(f"{s} {shares[p][s]}" for s in spellings if shares[p].get(s)) for p in periods)
    return _svg(number, WIDTH, height, f"Spellings of {name} over time", told, body)


def heat(number: str, rows: Sequence[str], columns: Sequence[str], counts: Mapping[tuple[str, str], int]) -> str:
    """Sources by spellings: the more mentions, the darker; the number stands in the cell."""
    top = 110
    width, height = LABEL + CELL * len(columns) + 90, top + CELL * len(rows) + 10
    most = max(counts.values(), default=1)
    body = "".join(
        f'<text class="tick" transform="translate({LABEL + CELL * j + CELL / 2 + 4:g},{top - 8}) rotate(-50)">{escaped(short(c, 18))}</text>'
        for j, c in enumerate(columns)
    )
    for i, row in enumerate(rows):
        body += f'<text class="tick" x="{LABEL - 8}" y="{top + CELL * i + CELL / 2 + 4:g}" text-anchor="end"><title>{escaped(row)}</title>{escaped(short(row, 30, end=True))}</text>'
        for j, column in enumerate(columns):
            n = counts.get((row, column), 0)
            strength = 0.12 + 0.88 * math.log1p(n) / math.log1p(most) if n else 0
            px, py = LABEL + CELL * j, top + CELL * i
            body += f'<rect class="cell" x="{px}" y="{py}" width="{CELL - 2}" height="{CELL - 2}" fill-opacity="{strength:.2f}"/>'
            if n:
                tone = "strong" if strength > 0.55 else "weak"
                body += f'<text class="{tone}" x="{px + CELL / 2 - 1:g}" y="{py + CELL / 2 + 4:g}" text-anchor="middle">{n}<title>{escaped(row)}: {escaped(column)} {n}</title></text>'
    told = "; ".join(f"{r}: " + ", ".join(f"{c} {counts[r, c]}" for c in columns if counts.get((r, c))) for r in rows)
    return _svg(number, width, height, "Sources by spelling", told, body)


def graph(number: str, name: str, spellings: Mapping[str, int], known: int) -> str:
    """A name and the spellings written for it, as a star; circles grow with the mentions."""
    size, middle = 300, 150.0
    ordered = sorted(spellings, key=lambda s: (-spellings[s], s))[:10]
    most = max([known, *spellings.values(), 1])
    body = ""
    for k, spelling in enumerate(ordered):
        angle = 2 * math.pi * k / len(ordered) - math.pi / 2
        px, py = middle + 100 * math.cos(angle), middle + 95 * math.sin(angle)
        thick = 1 + 5 * spellings[spelling] / most
        body += f'<line class="edge" x1="{middle}" y1="{middle}" x2="{px:.1f}" y2="{py:.1f}" stroke-width="{thick:.1f}"/>'
        body += f'<circle class="node" cx="{px:.1f}" cy="{py:.1f}" r="{5 + 11 * math.sqrt(spellings[spelling] / most):.1f}"/>'
        body += f'<text x="{px:.1f}" y="{py + 28:.1f}" text-anchor="middle">{escaped(short(spelling, 18))} {spellings[spelling]}</text>'
    body += f'<circle class="hub" cx="{middle}" cy="{middle}" r="{7 + 11 * math.sqrt(known / most):.1f}"/>'
    body += f'<text class="name" x="{middle}" y="{middle + 32}" text-anchor="middle">{escaped(short(name, 22))} {known}</text>'
    told = f"{name} {known}; " + ", ".join(f"{s} {spellings[s]}" for s in ordered)
    return _svg(number, size, size, f"Spellings of {name}", told, body)
