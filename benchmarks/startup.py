"""What it takes to start: processor time and time on the clock of short runs, against a bare interpreter.

Every command runs in turn, so that all share the same noise; the lowest of the rounds counts. `first` rows begin with an empty cache each time.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from common import machine, table

ROOT = Path(__file__).resolve().parent.parent
SAMPLE = ROOT / "examples" / "front-line.txt"
CLI = [sys.executable, "-m", "translit.cli.main"]
BARE = "bare interpreter"
RUNS = {
    BARE: [sys.executable, "-c", "pass"],
    "import translit": [sys.executable, "-c", "import translit"],
    "translit --version": [*CLI, "--version"],
    "translit --help": [*CLI, "--help"],
    "translit romanize": [*CLI, "romanize", "--scheme", "uk-kmu-2010", "Інгулець"],
    "translit normalize -q, a page": [*CLI, "normalize", "-q", "{sample}"],
    "the same, decisions beside it": [*CLI, "normalize", "-q", str(SAMPLE)],
}
COLD = {"translit normalize -q, first run": [*CLI, "normalize", "-q", "{sample}"]}


def seconds(command: list[str], folder: str) -> tuple[float, float]:
    """Processor time and time on the clock of one run."""
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"} | {"TRANSLIT_CACHE": folder, "PYTHONPATH": str(ROOT)}
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    begun = time.perf_counter()
    subprocess.run(command, check=True, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    taken = time.perf_counter() - begun
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime, taken


def measured(rounds: int, runs: dict[str, list[str]], folder: Callable[[], str]) -> dict[str, tuple[float, float]]:
    lowest: dict[str, tuple[float, float]] = {}
    for _ in range(rounds):
        for name, command in runs.items():
            cpu, wall = seconds(command, folder())
            old = lowest.get(name, (cpu, wall))
            lowest[name] = (min(cpu, old[0]), min(wall, old[1]))
    return lowest


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--markdown", action="store_true")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        warm, sample = str(Path(folder) / "warm"), Path(folder) / "page.txt"
        sample.write_bytes(SAMPLE.read_bytes())
        runs, cold = ({name: [part.format(sample=sample) for part in command] for name, command in group.items()} for group in (RUNS, COLD))
        measured(1, runs, lambda: warm)
        found = measured(args.rounds, runs, lambda: warm) | measured(2, cold, lambda: tempfile.mkdtemp(dir=folder))
        size = sum(p.stat().st_size for p in Path(warm).iterdir())
    print(machine())
    print()
    bare = found[BARE][0]
    rows = [[name, f"{cpu * 1000:.0f}", f"{cpu / bare:.1f}", f"{wall * 1000:.0f}"] for name, (cpu, wall) in found.items()]
    print(table(["run", "processor, ms", "× bare", "clock, ms"], rows, markdown=args.markdown))
    print(f"\ncache: {size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
