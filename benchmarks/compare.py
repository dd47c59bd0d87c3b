"""Two commits side by side: the same rows of `speed.py`, measured in turn, with what became faster or slower.

    python benchmarks/compare.py BEFORE [AFTER] [--rounds N] [--flag PERCENT] [-- OPTIONS OF speed.py …]

Each commit is checked out into a worktree of its own. The benchmark itself is this checkout's, so that both are measured alike. Exit code 1 where a row
became slower by more than `--flag` percent (default 10), 2 where a commit can't be measured.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from common import Cell, machine, table

ROOT = Path(__file__).resolve().parent.parent
USUAL = ["--size", "2", "--entries", "3000", "--only", "cold", "--only", "unchanged", "--only", "exact", "--only", "sample"]


def git(*command: str) -> str:
    """What git prints. Exits with 2 where it fails."""
    done = subprocess.run(["git", "-C", str(ROOT), *command], capture_output=True, text=True, check=False)
    if done.returncode:
        print(f"git {command[0]}: {done.stderr.strip()}", file=sys.stderr)
        raise SystemExit(2)
    return done.stdout.strip()


def figures(tree: Path, cache: Path, options: Sequence[str]) -> dict[str, float]:
    """Row -> its speed in units of S, of the package in `tree`."""
    command = [sys.executable, str(ROOT / "benchmarks" / "speed.py"), *options, "--markdown", "--cache", str(cache)]
    environment = {**os.environ, "PYTHONPATH": str(tree), "TRANSLIT_CACHE": str(cache / "compiled")}
    done = subprocess.run(command, env=environment, cwd=tree, capture_output=True, text=True, check=False)
    if done.returncode:
        print(f"{tree.name}: {done.stderr.strip()}", file=sys.stderr)
        raise SystemExit(2)
    cut = [[cell.strip() for cell in line.strip("|").split("|")] for line in done.stdout.splitlines() if line.startswith("|")]
    place = cut[0].index("x S")
    return {f"{row[0]}: {row[1]}": float(row[place].replace(",", "")) for row in cut[2:] if row[1] != "S"}


def main() -> None:
    """Check out, measure in turn, print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("before")
    parser.add_argument("after", nargs="?", default="HEAD")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--flag", type=float, default=10.0, metavar="PERCENT")
    parser.add_argument("--markdown", action="store_true")
    own, _, options = _parted(sys.argv[1:])
    args = parser.parse_args(own)
    commits = [git("rev-parse", "--short", f"{name}^{{commit}}") for name in (args.before, args.after)]
    with tempfile.TemporaryDirectory() as folder:
        trees = [Path(folder) / f"{side}-{commit}" for side, commit in zip(("before", "after"), commits, strict=True)]
        try:
            for tree, commit in zip(trees, commits, strict=True):
                git("worktree", "add", "--detach", str(tree), commit)
            found: list[dict[str, list[float]]] = [{}, {}]
            for _ in range(args.rounds):
                for tree, rows in zip(trees, found, strict=True):
                    for row, ratio in figures(tree, Path(folder) / f"cache-{tree.name}", options or USUAL).items():
                        rows.setdefault(row, []).append(ratio)
        finally:
            for tree in trees:
                if tree.exists():
                    git("worktree", "remove", "--force", str(tree))
    lines: list[list[Cell]] = []
    slower = False
    for row in found[0].keys() & found[1].keys():
        old, new = (statistics.median(side[row]) for side in found)
        change = 100 * (new / old - 1)
        slower = slower or change < -args.flag
        mark = "slower" if change < -args.flag else "faster" if change > args.flag else ""
        lines.append([row, f"{old:.4f}", f"{new:.4f}", f"{change:+.0f}%", mark])
    print(machine())
    print()
    print(table(("row", commits[0], commits[1], "change", ""), sorted(lines), markdown=args.markdown))
    raise SystemExit(int(slower))


def _parted(given: list[str]) -> tuple[list[str], str, list[str]]:
    at = given.index("--") if "--" in given else len(given)
    return given[:at], "--", given[at + 1 :]


if __name__ == "__main__":
    main()
