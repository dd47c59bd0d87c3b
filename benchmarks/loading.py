"""Reading a gazetteer's YAML against PyYAML's C loader: CPU time of one process, rounds interleaved, the best of several.

    python benchmarks/loading.py [ENTRIES ...]

Two ways of writing the same entries: by hand (lists on one line) and as a YAML dumper does (one item a line). The C loader runs as people run it, with
the cycle collector on; `off` gives its time with the collector off.
"""

from __future__ import annotations

import gc
import random
import sys
import time
from collections.abc import Callable

import yaml

from translit.gazetteer.load import entries_of_text
from translit.gazetteer.model import Entry
from translit.gazetteer.write import as_yaml, plain

ROUNDS = 3
SYLLABLES = [
    "ba",
    "be",
    "bo",
    "chi",
    "da",
    "dny",
    "dro",
    "ga",
    "hor",
    "ia",
    "kha",
    "kher",
    "ko",
    "kry",
    "lu",
    "ly",
    "ma",
    "my",
    "na",
    "ny",
    "ol",
    "po",
    "rih",
    "ro",
    "sha",
    "so",
    "stre",
    "ta",
    "tsi",
    "va",
    "vy",
    "yi",
    "za",
    "zhy",
]
LETTERS = "абвгдежзиклмнопрстуфхцчшщюя"


def entries(count: int) -> list[Entry]:
    """Made-up cities: every one with variants, most with native forms, some with a note; the same for every run."""
    rnd = random.Random(5)

    def name() -> str:
        return "".join(rnd.choices(SYLLABLES, k=rnd.randint(2, 4))).capitalize()

    def native() -> str:
        return "".join(rnd.choices(LETTERS, k=rnd.randint(4, 9))).capitalize()

    out = []
    for i in range(count):
        own = {"uk": (native(),), "ru": (native(),)} if i % 5 else {}
        variants = tuple(dict.fromkeys(f"{name()} {name()}" if i % 9 == 0 else name() for _ in range(rnd.randint(1, 6))))
        out.append(Entry(f"e{i}", name(), "city", own, variants, note=f"Seen in {i % 90} documents, so far." if i % 7 == 0 else "", country="UA"))
    return out


def best(work: dict[str, Callable[[], object]]) -> dict[str, float]:
    """The least CPU time of each, in seconds."""
    times: dict[str, list[float]] = {name: [] for name in work}
    for _ in range(ROUNDS):
        for name, run in work.items():
            gc.collect()
            if name == "off":
                gc.disable()
            begun = time.process_time()
            run()
            times[name].append(time.process_time() - begun)
            gc.enable()
    return {name: min(found) for name, found in times.items()}


def main() -> None:
    """Print a line for each size and way of writing."""
    for count in map(int, sys.argv[1:] or ("3000", "30000")):
        rows = entries(count)
        by_hand = "".join(as_yaml(rows))
        dumped = yaml.dump([{k: _listed(v) for k, v in plain(e).items()} for e in rows], Dumper=yaml.CSafeDumper, allow_unicode=True)
        for style, text in (("by hand", by_hand), ("dumped", dumped)):
            assert entries_of_text(text) == tuple(rows)

            def c_loader(text: str = text) -> object:
                return yaml.load(text, Loader=yaml.CSafeLoader)

            found = best({"ours": lambda text=text: entries_of_text(text), "C": c_loader, "off": c_loader})
            print(
                f"{count:>7} entries {style}: {found['ours'] * 1000:.0f} ms; CSafeLoader {found['C'] * 1000:.0f} ms (ratio {found['ours'] / found['C']:.2f}), "
                f"collector off {found['off'] * 1000:.0f} ms (ratio {found['ours'] / found['off']:.2f})"
            )


def _listed(node: object) -> object:
    if isinstance(node, tuple):
        return list(node)
    return {k: _listed(v) for k, v in node.items()} if isinstance(node, dict) else node


if __name__ == "__main__":
    main()
