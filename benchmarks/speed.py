"""Speed on news-like text, side by side with fuzzy and exact replacement by common tools.

    python benchmarks/speed.py [--size MB] [--rounds N] [--markdown]

The unit is S, the speed of `set(re.findall(r"\\w+", text))` in the same process: machines differ and their load changes, ratios to S hold. All
times are processor time; every measurement has a process of its own, so that nothing is warm from the one before; medians over the rounds.

  translit, cold    `explain` with nothing remembered: every run of capitalized words is decided for the first time
  translit, warm    the same text again
  extractOne        unidecode + RapidFuzz `extractOne` for each capitalized word, once per distinct word, with a cut-off of 90; on a sample, since it
                    is slow; it looks at single words only and writes nothing. `names`: over the canonical names, `spellings`: over all derived ones.
                    To be compared with translit on the same sample
  flashtext         exact replacement of every spelling that the project's rule sets derive, line by line (one long string takes it quadratic time)

`ready` is what it takes to load the gazetteer and to build the index. For cold figures the size matters: a longer text has fewer new words a page.
"""

from __future__ import annotations

import argparse
import re
import statistics
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import TypeVar

from common import Cell, machine, search_form, table
from flashtext import KeywordProcessor
from newslike import all_spellings, generated_entries, newslike
from rapidfuzz import fuzz, process

from translit import Normalizer

WORD = re.compile(r"\w+")
CAPITALIZED = re.compile(r"[^\W\d_a-z][\w'’-]+")
LIKE_ENOUGH = 90.0
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Figure:
    """Seconds spent on so many bytes with so many names or spellings listed, what S takes for a byte in the same process, and the seconds to get ready."""

    system: str
    forms: int
    size: int
    seconds: float
    unit: float
    ready: float

    @property
    def ratio(self) -> float:
        """Speed in units of S."""
        return self.unit * self.size / self.seconds

    @property
    def speed(self) -> float:
        """MB/s."""
        return self.size / self.seconds / 1e6


def timed(work: Callable[[], T]) -> tuple[T, float]:
    """The result of a call, and the processor time it took."""
    start = time.process_time()
    result = work()
    return result, max(time.process_time() - start, 1e-9)


def unit(text: str) -> float:
    """Seconds that S takes for a byte, the median of three."""
    return statistics.median(timed(lambda: set(WORD.findall(text)))[1] for _ in range(3)) / len(text.encode())


def measure_translit(gazetteer: Path, text: str, sample: int) -> list[Figure]:  # noqa: ARG001 - one signature for all
    """The system under test, cold and warm."""
    normalizer, ready = timed(lambda: Normalizer.load(gazetteer))
    _, cold = timed(lambda: normalizer.explain(text))
    warm = statistics.median(timed(lambda: normalizer.explain(text))[1] for _ in range(3))
    size, per_byte, names = len(text.encode()), unit(text), len(normalizer.entries)
    return [Figure(f"translit, {state}", names, size, spent, per_byte, ready) for state, spent in (("cold", cold), ("warm", warm))]


def measure_sample(gazetteer: Path, text: str, sample: int) -> list[Figure]:
    """The system under test on what `extractOne` gets: so little text that almost every name is new."""
    normalizer, ready = timed(lambda: Normalizer.load(gazetteer))
    part = text.encode()[:sample].decode(errors="ignore")
    _, spent = timed(lambda: normalizer.explain(part))
    return [Figure("translit, cold, sample", len(normalizer.entries), len(part.encode()), spent, unit(text), ready)]


def measure_extract_one(gazetteer: Path, text: str, sample: int) -> list[Figure]:
    """The nearest listed form of every capitalized word, each distinct one looked up once, in the first `sample` bytes."""
    entries = Normalizer.load(gazetteer).entries
    part = text.encode()[:sample].decode(errors="ignore")
    per_byte = unit(text)

    def look_up(choices: list[str], scorer: Callable[..., float]) -> dict[str, bool]:
        found: dict[str, bool] = {}
        for word in CAPITALIZED.findall(part):
            if word not in found:
                found[word] = process.extractOne(search_form(word), choices, scorer=scorer, score_cutoff=LIKE_ENOUGH) is not None
        return found

    spellings = [s for e in entries for s in all_spellings(e)]
    figures: list[Figure] = []
    for name, forms, scorer in (
        ("ratio, names", [e.canonical for e in entries], fuzz.ratio),
        ("ratio, spellings", spellings, fuzz.ratio),
        ("WRatio, names", [e.canonical for e in entries], fuzz.WRatio),
    ):
        choices, ready = timed(lambda forms=forms: list(dict.fromkeys(map(search_form, forms))))  # type: ignore[misc]
        _, spent = timed(lambda choices=choices, scorer=scorer: look_up(choices, scorer))  # type: ignore[misc]
        figures.append(Figure(f"extractOne, {name}", len(choices), len(part.encode()), spent, per_byte, ready))
    return figures


def measure_flashtext(gazetteer: Path, text: str, sample: int) -> list[Figure]:  # noqa: ARG001 - one signature for all
    """Exact replacement of all derived spellings."""
    entries = Normalizer.load(gazetteer).entries
    listed = [(spelling, entry.canonical) for entry in entries for spelling in all_spellings(entry)]

    def build() -> KeywordProcessor:
        keywords = KeywordProcessor(case_sensitive=True)
        for spelling, canonical in listed:
            keywords.add_keyword(spelling, canonical)
        return keywords

    keywords, ready = timed(build)
    lines = text.split("\n")
    _, spent = timed(lambda: [keywords.replace_keywords(line) for line in lines])
    return [Figure("flashtext", len(keywords), len(text.encode()), spent, unit(text), ready)]


MEASURES = (measure_translit, measure_flashtext, measure_sample, measure_extract_one)


def in_fresh_process(measure: Callable[[Path, str, int], list[Figure]], gazetteer: Path, text: str, sample: int) -> list[Figure]:
    """Run one measurement in a new interpreter."""
    with ProcessPoolExecutor(max_workers=1, mp_context=get_context("spawn")) as pool:
        return pool.submit(measure, gazetteer, text, sample).result()


def compare(gazetteer: Path, text: str, rounds: int, sample: int) -> list[list[Cell]]:
    """A row for each system: the round with the median ratio; rounds take turns, so that a change of load hits all."""
    figures: dict[str, list[Figure]] = {}
    for _ in range(rounds):
        for measure in MEASURES:
            for figure in in_fresh_process(measure, gazetteer, text, sample):
                figures.setdefault(figure.system, []).append(figure)
    rows: list[list[Cell]] = []
    for system, found in figures.items():
        middle = sorted(found, key=lambda f: f.ratio)[len(found) // 2]
        rows.append([system, middle.forms, f"{middle.size / 1e6:.2f}", f"{middle.speed:.3f}", f"{middle.ratio:.4f}", f"{middle.ready:.2f}"])
    return rows


def main() -> None:
    """Generate the texts, measure, print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--size", type=float, default=4.0, metavar="MB", help="megabytes of text; default 4")
    parser.add_argument("--sample", type=float, default=0.05, metavar="MB", help="megabytes for extractOne; default 0.05")
    parser.add_argument("--entries", type=int, default=3000, help="size of the generated gazetteer; default 3,000")
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--markdown", action="store_true", help="print a Markdown table")
    args = parser.parse_args()
    rows: list[list[Cell]] = []
    with tempfile.TemporaryDirectory() as folder:
        normalizers = {"default": Normalizer.load(), "generated": Normalizer.from_entries(generated_entries(args.entries))}
        for name, normalizer in normalizers.items():
            compiled = Path(folder) / f"{name}.bin"
            normalizer.save(compiled)
            text = newslike(normalizer.entries, int(1e6 * args.size), args.seed)
            s: list[Cell] = ["S", "", f"{len(text.encode()) / 1e6:.2f}", f"{1e-6 / unit(text):.3f}", "1", ""]
            rows += [[f"{name}, {len(normalizer.entries):,}", *row] for row in (s, *compare(compiled, text, args.rounds, int(1e6 * args.sample)))]
    print(machine())
    print(table(("gazetteer", "system", "forms", "MB", "MB/s", "x S", "ready s"), rows, markdown=args.markdown))


if __name__ == "__main__":
    main()
