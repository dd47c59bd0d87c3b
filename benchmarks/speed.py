"""Speed on news-like text, side by side with fuzzy and exact replacement by common tools, as the gazetteer grows.

    python benchmarks/speed.py [--size MB] [--entries N,N…] [--only ROW]… [--rounds N] [--markdown] [--plot FILE.svg]

The unit is S, the speed of `set(re.findall(r"\\w+", text))` in the same process: machines differ and their load changes, ratios to S hold. All
times are processor time; every measurement has a process of its own, so that nothing is warm from the one before; medians over the rounds.

  cold          `explain` with nothing remembered, every edit asked for its offsets
  warm          the same text again
  unchanged     a text in which every name of the gazetteer stands in its canonical form already, met before
  exact, cold   `methods=("exact",)`; and warm
  many unseen   cold, 15 % of the tokens are words that stand nowhere else
  any-case      `any_case=True`, cold and warm
  unspaced      a text in Chinese and Thai, cold and warm, with a gazetteer of its own: cities that have names in these scripts, 3,000 at most
  non-Latin     cold, 10 % of the tokens are Cyrillic, Greek or Arabic
  sample        cold, on so little text that nearly every name is new: what slow rivals are given, too

Exact rivals replace every spelling that the project's rule sets derive (`forms`); symspellpy and extractOne look every capitalized word up once, and write
nothing. `ready` is what it takes to load the gazetteer or to build the tables; for exact spellings it includes the table made at first use. A rival that
isn't installed is named as such; one that would take hours at a size is left out (`OVER`).
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import re
import statistics
import tempfile
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from multiprocessing import get_context
from pathlib import Path

import rivals
from common import Cell, machine, table
from newslike import all_spellings, generated_entries, newslike, unspaced, unspaced_entries
from plot import Line, log_log
from rivals import Listed, timed

from translit import Normalizer, Policy
from translit.lexicon.lists import particles
from translit.text import run_pattern

WORD = re.compile(r"\w+")
SAMPLE = 50_000  # bytes for the slow ones
TINY = 2_000
FEW = 1_000  # entries for text without spaces beside the default gazetteer
EXACT = Policy(methods=("exact",))
ANY_CASE = Policy(any_case=True)
OVER = {"spaczz": 3_000, "extractOne, WRatio, names": 30_000, "extractOne, ratio, spellings": 30_000, "symspellpy": 30_000, "pyahocorasick": 300_000}


@dataclass(frozen=True, slots=True)
class Figure:
    """Seconds spent on so many bytes, what S takes for a byte in the same process, and the seconds to get ready."""

    row: str
    forms: int
    size: int
    seconds: float
    unit: float
    ready: float
    runs: int = 0
    """Distinct runs of capitalized words that were decided."""

    @property
    def ratio(self) -> float:
        """Speed in units of S."""
        return self.unit * self.size / self.seconds


@dataclass(frozen=True, slots=True)
class Given:
    """What a measurement works with: files, so that it can be sent to a process."""

    gazetteer: Path
    unspaced: Path
    listed: Path
    texts: Path

    def text(self, name: str, size: int = 0) -> str:
        """A text, or its beginning."""
        data = (self.texts / f"{name}.txt").read_bytes()
        return (data[:size] if size else data).decode(errors="ignore")

    def pairs(self) -> Listed:
        """Every spelling with its canonical form."""
        return [(spelling, name) for spelling, name in json.loads(self.listed.read_bytes())]


def unit(text: str) -> float:
    """Seconds that S takes for a byte, the median of three."""
    return statistics.median(timed(lambda: set(WORD.findall(text)))[1] for _ in range(3)) / len(text.encode())


def looked_at(normalizer: Normalizer, text: str) -> int:
    """Explain a text and ask every edit where it stands."""
    return sum(edit.end - edit.start for edit in normalizer.explain(text).edits)


def ours(
    given: Given, *, row: str, text: str = "news", policy: Policy | None = None, size: int = 0, warm: str = "", entries: str = "gazetteer"
) -> list[Figure]:
    """The system under test: cold as `row`, and again as `warm`. `entries`: which of the gazetteers."""
    source = given.text(text, size)

    def begin() -> Normalizer:
        normalizer = Normalizer.load(getattr(given, entries), policy=policy)
        normalizer.normalize("Emerson")  # what is made at first use is made
        return normalizer

    normalizer, ready = timed(begin)
    bytes_, per_byte = len(source.encode()), unit(source)
    _, cold = timed(lambda: looked_at(normalizer, source))
    runs = len(set(run_pattern(particles()).findall(source)))
    figures = [Figure(row, len(normalizer.entries), bytes_, cold, per_byte, ready, runs)] if row else []
    if warm:
        spent = statistics.median(timed(lambda: looked_at(normalizer, source))[1] for _ in range(5))
        figures.append(Figure(warm, len(normalizer.entries), bytes_, spent, unit(source), ready, runs))
    return figures


def rival(given: Given, *, row: str, work: Callable[[Listed, str], tuple[float, float]], size: int = 0, names: bool = False) -> list[Figure]:
    """Another tool on the same text; `names`: it is given the canonical names alone."""
    text, listed = given.text("news", size), given.pairs()
    per_byte = unit(given.text("news"))
    ready, spent = work(listed, text)
    return [Figure(row, len({n for _, n in listed}) if names else len(listed), len(text.encode()), spent, per_byte, ready)]


Measure = Callable[[Given], list[Figure]]
# Row -> the module it needs, and how it is measured. Rows that come of one process stand under the first.
ROWS: dict[str, tuple[str, Measure]] = {
    "cold": ("", partial(ours, row="cold", warm="warm")),
    "unchanged": ("", partial(ours, row="unchanged, cold", text="canonical", warm="unchanged")),
    "exact": ("", partial(ours, row="exact, cold", policy=EXACT, warm="exact, warm")),
    "many unseen": ("", partial(ours, row="many unseen", text="unique")),
    "non-Latin": ("", partial(ours, row="non-Latin", text="foreign")),
    "any-case": ("", partial(ours, row="any-case, cold", policy=ANY_CASE, warm="any-case, warm")),
    "unspaced": ("", partial(ours, row="unspaced, cold", text="unspaced", entries="unspaced", warm="unspaced, warm")),
    "flashtext": ("flashtext", partial(rival, row="flashtext", work=rivals.flashtext)),
    "flashtext2": ("flashtext2", partial(rival, row="flashtext2", work=rivals.flashtext2)),
    "pyahocorasick": ("ahocorasick", partial(rival, row="pyahocorasick", work=rivals.pyahocorasick)),
    "ahocorasick-rs": ("ahocorasick_rs", partial(rival, row="ahocorasick-rs", work=rivals.ahocorasick_rs)),
    "sample": ("", partial(ours, row="sample", size=SAMPLE)),
    "symspellpy": ("symspellpy", partial(rival, row="symspellpy", work=rivals.symspellpy, size=SAMPLE)),
    "extractOne, ratio, names": ("rapidfuzz", partial(rival, row="extractOne, ratio, names", work=partial(rivals.naive, names=True, scorer="ratio"), size=SAMPLE, names=True)),
    "extractOne, ratio, spellings": (
        "rapidfuzz",
        partial(rival, row="extractOne, ratio, spellings", work=partial(rivals.naive, names=False, scorer="ratio"), size=SAMPLE),
    ),
    "extractOne, WRatio, names": ("rapidfuzz", partial(rival, row="extractOne, WRatio, names", work=partial(rivals.naive, names=True, scorer="WRatio"), size=SAMPLE, names=True)),
    "spaczz": ("spaczz", partial(rival, row="spaczz", work=rivals.spaczz, size=TINY, names=True)),
}
TEXTS = {"cold": {"news": {}}, "unchanged": {"canonical": {"canonical": True}}, "many unseen": {"unique": {"unique": 0.15}}, "non-Latin": {"foreign": {"foreign": 0.1}}}


def in_fresh_process(measure: Measure, given: Given) -> list[Figure]:
    """Run one measurement in a new interpreter."""
    with ProcessPoolExecutor(max_workers=1, mp_context=get_context("spawn")) as pool:
        return pool.submit(measure, given).result()


def prepared(folder: Path, entries: int, size: int, seed: int, rows: list[str]) -> Given:
    """Compile the gazetteer, list the spellings, write the texts; what is in the folder already is used again."""
    gazetteer, listed = folder / f"{entries}.bin", folder / f"{entries}.json"
    texts = folder / f"{entries}-{size}-{seed}"
    texts.mkdir(parents=True, exist_ok=True)
    if not gazetteer.exists():
        (Normalizer.from_entries(generated_entries(entries)) if entries else Normalizer.load()).save(gazetteer)
    normalizer = Normalizer.load(gazetteer)
    if not listed.exists() and any(ROWS[row][0] for row in rows):
        listed.write_text(json.dumps([(s, e.canonical) for e in normalizer.entries for s in all_spellings(e)]), encoding="utf-8")
    for name, given in {"news": {}, **{n: g for row in rows for n, g in TEXTS.get(row, {}).items()}}.items():
        path = texts / f"{name}.txt"
        if not path.exists():
            text = newslike(normalizer.entries, size, seed, **given)  # type: ignore[arg-type]
            if name == "canonical":  # some of the other names are variants
                text = normalizer.normalize(text)
            path.write_text(text, encoding="utf-8", newline="")
    apart, text = folder / f"unspaced-{entries}.bin", texts / "unspaced.txt"
    if "unspaced" in rows and not (apart.exists() and text.exists()):
        other = Normalizer.from_entries(unspaced_entries(entries or FEW))
        other.save(apart)
        text.write_text(unspaced(other.entries, size, seed), encoding="utf-8", newline="")
    return Given(gazetteer, apart, listed, texts)


def compare(given: Given, entries: int, rows: list[str], rounds: int) -> tuple[list[Figure], list[str]]:
    """The figure of each row with the median ratio, and what was left out; rounds take turns, so that a change of load hits all."""
    figures: dict[str, list[Figure]] = {}
    left: list[str] = []
    for turn in range(rounds):
        for row in rows:
            module, measure = ROWS[row]
            if module and importlib.util.find_spec(module) is None:
                left += [f"{row}: not installed"] * (not turn)
            elif entries > OVER.get(row, entries):
                left += [f"{row}: takes too long"] * (not turn)
            else:
                for figure in in_fresh_process(measure, given):
                    figures.setdefault(figure.row, []).append(figure)
    return [sorted(found, key=lambda f: f.ratio)[len(found) // 2] for found in figures.values()], left


def cells(name: str, figure: Figure) -> list[Cell]:
    """A line of the table."""
    speed = figure.size / figure.seconds / 1e6
    return [name, figure.row, figure.forms, f"{figure.size / 1e6:.3f}", f"{speed:.3f}", f"{figure.ratio:.4f}", f"{figure.ready:.2f}"]


def growth(found: dict[int, list[Figure]]) -> list[Line]:
    """What a distinct run costs at first sight, and a byte of a text that was met before, by the size of the gazetteer."""
    unseen: list[tuple[float, float]] = []
    seen: list[tuple[float, float]] = []
    for entries, figures in sorted(found.items()):
        by_row = {f.row: f for f in figures}
        if entries and {"cold", "warm"} <= by_row.keys():
            cold, warm = by_row["cold"], by_row["warm"]
            unseen.append((entries, 1e6 * (cold.seconds / cold.unit - warm.seconds / warm.unit) * cold.unit / cold.runs))
            seen.append((entries, 1e9 * warm.seconds / warm.size))
    return [Line("µs for an unseen run", unseen), Line("ns for a byte, met before", seen)]


def main() -> None:
    """Generate the texts, measure, print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--size", type=float, default=10.0, metavar="MB", help="megabytes of text; default 10")
    parser.add_argument("--entries", default="100,3000,30000,300000", metavar="N,N…", help="sizes of the gazetteer; 0 is the default one")
    parser.add_argument("--only", action="append", choices=list(ROWS), metavar="ROW", help=f"measure this row alone (repeatable): {'; '.join(ROWS)}")
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--cache", type=Path, metavar="FOLDER", help="keep gazetteers and texts here for the next run")
    parser.add_argument("--markdown", action="store_true", help="print a Markdown table")
    parser.add_argument("--plot", type=Path, metavar="FILE", help="write an SVG plot of the cost as the gazetteer grows")
    args = parser.parse_args()
    rows = args.only or list(ROWS)
    found: dict[int, list[Figure]] = {}
    lines: list[list[Cell]] = []
    notes: list[str] = []
    with tempfile.TemporaryDirectory() as temporary:
        for entries in map(int, args.entries.replace("_", "").split(",")):
            given = prepared(args.cache or Path(temporary), entries, int(1e6 * args.size), args.seed, rows)
            figures, left = compare(given, entries, rows, args.rounds)
            name = f"{entries:,}" if entries else "default"
            found[entries] = figures
            if figures:
                lines.append([name, "S", "", f"{args.size:.3f}", f"{1e-6 / figures[0].unit:.3f}", "1", ""])
            lines += [cells(name, figure) for figure in figures]
            notes += [f"{name}: {note}" for note in left]
    print(machine())
    print()
    print(table(("entries", "row", "forms", "MB", "MB/s", "x S", "ready s"), lines, markdown=args.markdown))
    for note in notes:
        print(f"\n{note}" if note == notes[0] else note)
    if args.plot:
        args.plot.write_text(log_log(growth(found), across="entries"), encoding="utf-8")


if __name__ == "__main__":
    main()
