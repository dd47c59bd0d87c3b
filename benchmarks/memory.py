"""Memory and time by the size of the gazetteer, each step in a process of its own.

    python benchmarks/memory.py [--entries N,N…] [--listed] [--no-yaml] [--text MB] [--markdown]

  from YAML   read, check and index a YAML file
  compile     the same, and write the compiled file
  compiled    load the compiled file and normalize a sentence
  a file      `translit normalize` of a text file with the compiled gazetteer

`peak` is the process's largest resident set, the interpreter (`bare`) and what it has mapped of the compiled file among it; `clock` is time on the clock.
`--listed`: entries with listed variants instead of native forms, whose spellings under all rule sets take most of an index. `--no-yaml`: entries are
compiled as they are made, which is counted as `compile`: 3,000,000 with `--listed` take a quarter of an hour and 13 GB.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from multiprocessing import get_context
from pathlib import Path

from common import Cell, machine, table
from newslike import generated_entries, listed_entries, newslike

from translit import Normalizer
from translit.gazetteer.load import entries_from
from translit.gazetteer.write import as_yaml

ROOT = Path(__file__).resolve().parent.parent
MEASURE = """
import json, resource, sys, time
begun = time.perf_counter()
{work}
spent = time.perf_counter() - begun
try:  # what getrusage says begins with the parent's peak on Linux
    peak = next(1024 * int(line.split()[1]) for line in open("/proc/self/status") if line.startswith("VmHWM"))
except OSError:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)
print(json.dumps([peak, spent]), file=sys.stderr)
"""
MAKE = """
sys.path.insert(0, {here!r})
from newslike import {made} as made
from translit import Normalizer
n = Normalizer.from_entries(made({entries}))
"""
LOAD = "from translit import Normalizer; n = Normalizer.load({path!r})"


def measured(work: str, cache: Path) -> tuple[float, float]:
    """Peak resident set in MB and seconds on the clock of some Python code in a fresh interpreter. The rule tables are compiled, the gazetteer isn't kept."""
    for kept in cache.glob("gazetteer-*"):
        kept.unlink()
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "TRANSLIT_CACHE": str(cache)}
    done = subprocess.run([sys.executable, "-c", MEASURE.format(work=work)], env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=False)
    if done.returncode:
        raise SystemExit(done.stderr.decode())
    peak, spent = json.loads(done.stderr.splitlines()[-1])
    return peak / 1e6, spent


def write_source(path: Path, entries: int, *, listed: bool) -> None:
    """Write a generated gazetteer."""
    made = listed_entries(entries) if listed else generated_entries(entries)
    with path.open("w", encoding="utf-8") as out:
        out.writelines(as_yaml(entries_from(made)))


def main() -> None:
    """Measure every step for every size, print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--entries", default="3000,30000,300000", metavar="N,N…")
    parser.add_argument("--listed", action="store_true", help="entries with listed variants instead of native forms")
    parser.add_argument("--no-yaml", action="store_true", help="compile the entries as they are made")
    parser.add_argument("--text", type=float, default=100.0, metavar="MB", help="size of the text file; default 100")
    parser.add_argument("--markdown", action="store_true")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        cache = Path(folder) / "cache"
        measured("import translit; translit.normalize('Cherson')", cache)
        bare = measured("pass", cache)
        rows: list[list[Cell]] = [["", "bare", f"{bare[0]:.0f}", f"{bare[1]:.2f}", ""]]
        for entries in map(int, args.entries.replace("_", "").split(",")):
            source, compiled, text = Path(folder) / f"{entries}.yaml", Path(folder) / f"{entries}.bin", Path(folder) / "text.txt"
            steps = {}
            if args.no_yaml:
                load = MAKE.format(here=str(ROOT / "benchmarks"), made="listed_entries" if args.listed else "generated_entries", entries=entries)
            else:
                apart = get_context("spawn").Process(target=write_source, args=(source, entries), kwargs={"listed": args.listed})  # what it takes is gone then
                apart.start()
                apart.join()
                steps["from YAML"] = load = LOAD.format(path=str(source))
            steps["compile"] = f"{load}\nn.save({str(compiled)!r})"
            steps["compiled"] = f"{LOAD.format(path=str(compiled))}; n.normalize('Cherson')"
            for step, work in steps.items():
                peak, spent = measured(work, cache)
                size = (source if step == "from YAML" else compiled).stat().st_size
                rows.append([f"{entries:,}", step, f"{peak:.0f}", f"{spent:.2f}", f"{size / 1e6:.1f}"])
            if args.text:
                part = newslike(Normalizer.load(compiled).entries, int(1e6 * min(args.text, 10)), 1, listed=args.listed)
                with text.open("w", encoding="utf-8", newline="") as out:
                    for _ in range(max(1, round(args.text / 10))):
                        out.write(part)
                run = f"from translit.cli.main import cli; cli(['normalize', '-q', '-g', {str(compiled)!r}, {str(text)!r}], standalone_mode=False)"
                peak, spent = measured(run, cache)
                rows.append([f"{entries:,}", "a file", f"{peak:.0f}", f"{spent:.2f}", f"{text.stat().st_size / 1e6:.1f}"])
    print(machine())
    print()
    print(table(("entries", "step", "peak MB", "clock s", "file MB"), rows, markdown=args.markdown))


if __name__ == "__main__":
    main()
