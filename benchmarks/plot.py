"""A plot with logarithmic axes, as SVG."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

WIDTH, HEIGHT, MARGIN = 640, 360, 60
COLOURS = ("#1f5fa8", "#b5481d", "#3d7d3a")


@dataclass(frozen=True, slots=True)
class Line:
    """A row of points with its name; all values above zero."""

    name: str
    points: Sequence[tuple[float, float]]


def log_log(lines: Sequence[Line], *, across: str) -> str:
    """Lines over a common axis, a tick at every power of ten.

    >>> log_log([Line("cost", [(100, 5.0), (1000, 7.0)])], across="entries").count("<circle")
    2
    """
    points = [p for line in lines for p in line.points if min(p) > 0]
    if not points:
        return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}"/>\n'
    (left, right), (low, high) = (_decades([p[axis] for p in points]) for axis in (0, 1))

    def x(value: float) -> float:
        return MARGIN + (WIDTH - 2 * MARGIN) * (math.log10(value) - left) / (right - left)

    def y(value: float) -> float:
        return HEIGHT - MARGIN - (HEIGHT - 2 * MARGIN) * (math.log10(value) - low) / (high - low)

    out = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif" font-size="12">']
    out += [_text(x(10**d), HEIGHT - MARGIN + 18, f"{10**d:,}", "middle") for d in range(left, right + 1)]
    for d in range(low, high + 1):
        out.append(f'<path d="M{MARGIN} {y(10**d):.1f}H{WIDTH - MARGIN}" stroke="#ccc"/>')
        out.append(_text(MARGIN - 8, y(10**d) + 4, f"{10**d:g}", "end"))
    out.append(_text(WIDTH / 2, HEIGHT - 12, across, "middle"))
    for number, line in enumerate(lines):
        colour = COLOURS[number % len(COLOURS)]
        shown = [(x(a), y(b)) for a, b in line.points if min(a, b) > 0]
        out.append(f'<polyline fill="none" stroke="{colour}" stroke-width="2" points="{" ".join(f"{a:.1f},{b:.1f}" for a, b in shown)}"/>')
        out += [f'<circle cx="{a:.1f}" cy="{b:.1f}" r="3" fill="{colour}"/>' for a, b in shown]
        out.append(f'<text x="{MARGIN}" y="{18 + 16 * number}" fill="{colour}">{line.name}</text>')
    return "\n".join([*out, "</svg>"]) + "\n"


def _decades(values: Sequence[float]) -> tuple[int, int]:
    low, high = math.floor(math.log10(min(values))), math.ceil(math.log10(max(values)))
    return low, max(high, low + 1)


def _text(x: float, y: float, words: str, anchor: str) -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{words}</text>'
