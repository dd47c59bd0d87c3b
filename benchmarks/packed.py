"""What it costs to read and write gzip files, against gunzip, the plain run and gzip one after another: processor time of all processes.

    python benchmarks/packed.py [--size MB] [--rounds N] [--markdown]

  news        one token in twenty is a name, as `speed.py` has it
  unchanged   no name at all: the packing weighs most where there is nothing else to do

`to standard output` is `normalize FILE.gz` against `gunzip` into a file and `normalize` of that; `into a folder` adds `-o` and `gzip -6` of what was written.
Both ways run in turn, the lowest of the rounds counts. Needs `gunzip` and `gzip`.
"""

from __future__ import annotations

import argparse
import os
import random
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

from common import Cell, machine, table
from newslike import newslike

from translit import Normalizer

ROOT = Path(__file__).resolve().parent.parent
RUN = f"{sys.executable} -m translit.cli.main normalize -q"
WAYS = {
    "to standard output": ("{run} {name}.gz > out", "gunzip -c {name}.gz > plain && {run} plain > out"),
    "into a folder": ("{run} -o packed {name}.gz", "gunzip -c {name}.gz > plain && {run} -o unpacked plain && gzip -6 -f unpacked/plain"),
}


def unchanged(size: int) -> str:
    """Lines of letters put together at random, half of them beginning with a capital."""
    rng = random.Random(1)
    words = ["".join(rng.choices("etaoinshrdlu", k=rng.randint(2, 9))) for _ in range(5000)]
    lines: list[str] = []
    while size > 0:
        line = " ".join(rng.choices(words, k=14))
        lines.append(f"{line.capitalize() if rng.random() < 0.5 else line}.\n")
        size -= len(lines[-1])
    return "".join(lines)


def seconds(command: str, folder: Path) -> float:
    """Processor time of a shell command and all that it starts."""
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"} | {"PYTHONPATH": str(ROOT), "TRANSLIT_CACHE": str(folder / "cache")}
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, shell=True, check=True, cwd=folder, env=environment)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime


def main() -> None:
    """Measure both texts both ways, print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--size", type=float, default=20.0, metavar="MB")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--markdown", action="store_true")
    args = parser.parse_args()
    size = int(args.size * 1e6)
    rows: list[list[Cell]] = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for text, content in (("news", newslike(Normalizer.load().entries, size, 1)), ("unchanged", unchanged(size))):
            (folder / text).write_text(content, encoding="utf-8", newline="")
            subprocess.run(["gzip", "-6", "-n", text], check=True, cwd=folder)
            for way, commands in WAYS.items():
                lowest = [min(some) for some in zip(*[[seconds(c.format(run=RUN, name=text), folder) for c in commands] for _ in range(args.rounds)], strict=True)]
                rows.append([text, way, f"{lowest[0]:.2f}", f"{lowest[1]:.2f}", f"{100 * (lowest[0] / lowest[1] - 1):+.0f}"])
    print(machine())
    print()
    print(table(["text", "way", "packed, s", "one after another, s", "difference, %"], rows, markdown=args.markdown))


if __name__ == "__main__":
    main()
