"""Fit the weights of translit/matching/weights.yaml: logistic regression of "is the best candidate right?" on the evidence.

    python benchmarks/fit.py --data DIR [--write]

DIR holds evaluation files as benchmarks/accuracy.py reads them. Words of clean prose count as negatives. Needs numpy.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
from pathlib import Path
from typing import Any

import numpy as np

import translit.matching.score
from translit import Normalizer
from translit.matching.index import words_of
from translit.matching.score import FEATURES, GROUPS, group_of
from translit.text import WORD, run_pattern, starts_upper

SUITES = ("ukraine", "places3k", "cldr", "ofac", "ne-russian")
WEIGHTS = Path(translit.matching.score.__file__).parent / "weights.yaml"
Row = tuple[tuple[float, ...], bool, float]


def rows(path: Path) -> list[dict[str, Any]]:
    """The lines of a gzipped JSONL file."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def normalizer(gazetteer: list[dict[str, Any]], *, native: bool) -> Normalizer:
    """A Normalizer of an evaluation gazetteer, with its native forms or without."""
    entries = [{"id": g["id"], "canonical": g["name"], "kind": g["kind"]} | ({"native": {"und": g["native"]}} if native and g["native"] else {}) for g in gazetteer]
    return Normalizer.from_entries(entries)


def evidence(system: Normalizer, name: str) -> tuple[tuple[float, ...], str] | None:
    """The best candidate's evidence and entry id; None for a known form or none at all."""
    found = system._resolver.finder.find(name, words_of(name), running=False)
    # A surname alone is judged by its licence: the data has no full names before it.
    found = [f for f in found if not f.surname]
    return (found[0].evidence, found[0].candidate.entry.id) if found and found[0].evidence else None


def collect(data: Path) -> list[Row]:
    """Evidence, whether it was right, and how much the row counts."""
    out: list[Row] = []
    for suite in SUITES:
        gazetteer, queries = rows(data / f"{suite}.gaz.jsonl.gz"), rows(data / f"{suite}.dev.jsonl.gz")
        settings = [False, True] if any(g["native"] for g in gazetteer) else [False]
        for native in settings:
            system = normalizer(gazetteer, native=native)
            asked = [q for q in queries if not (native and q["native"])]
            found = [(q, e) for q in asked if (e := evidence(system, q["q"]))]
            share = 1500 / max(1, len(asked)) / len(settings)
            out += [(e[0], e[1] in q["ids"], share) for q, e in found]
    gazetteer = rows(data / "text.gaz.jsonl.gz")
    for native in (False, True):
        system = normalizer(gazetteer, native=native)
        words: set[str] = set()
        for row in rows(data / "text.dev.jsonl.gz"):
            if not row["gold"]:
                for run in run_pattern(frozenset()).findall(row["text"]):
                    words.update(w for w in WORD.findall(run) if starts_upper(w) and not re.search(r"\d", w))
        out += [(e[0], False, 1.0) for word in sorted(words) if (e := evidence(system, word))]
    return out


def fit(table: list[Row]) -> np.ndarray:
    """Weights by Newton's method, slightly drawn to zero."""
    x = np.array([r[0] for r in table])
    y = np.array([r[1] for r in table], dtype=float)
    share = np.array([r[2] for r in table])
    w = np.zeros(len(FEATURES))
    pull = np.full(len(FEATURES), 0.5)
    pull[0] = 1e-6
    for _ in range(50):
        p = 1 / (1 + np.exp(-(x @ w)))
        gradient = x.T @ (share * (y - p)) - pull * w
        curvature = (x * (share * p * (1 - p))[:, None]).T @ x + np.diag(pull)
        step = np.linalg.solve(curvature, gradient)
        w = w + step
        if np.abs(step).max() < 1e-6:
            break
    return w


def main() -> None:
    """Fit, show the reliability table and, with --write, rewrite the weights."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    table = collect(args.data)
    ws = np.array([fit([r for r in table if group_of(r[0]) == group]) for group in range(len(GROUPS))])
    x, y = np.array([r[0] for r in table]), np.array([r[1] for r in table])
    p = 100 / (1 + np.exp(-(x * ws[[group_of(r) for r in x]]).sum(axis=1)))
    print(f"{len(table)} candidates, {y.mean():.2f} right")
    print(" " * 18 + " ".join(f"{group:>14}" for group in GROUPS))
    for name, values in zip(FEATURES, ws.T, strict=True):
        print(f"  {name:<16}" + " ".join(f"{value:14.3f}" for value in values))
    print("score      candidates  right")
    for low in range(0, 100, 10):
        inside = (p >= low) & (p < low + 10)
        if inside.any():
            print(f"{low:>3}–{low + 10:<3} {inside.sum():>10} {100 * y[inside].mean():>7.1f} %")
    if args.write:
        text = WEIGHTS.read_text(encoding="utf-8")
        for name, values in zip(FEATURES, ws.T, strict=True):
            told = ", ".join(f"{group}: {value:.3f}" for group, value in zip(GROUPS, values, strict=True))
            text = re.sub(rf"(?m)^(  {name}: {{).*?, note:", rf"\g<1>{told}, note:", text)
        WEIGHTS.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
