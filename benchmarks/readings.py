"""How many readings real names produce, and whether the right one is among those kept.

Every native form of the default gazetteer that a shipped convention can write is written by it, word by word, and read back without knowing what was meant.

    python benchmarks/readings.py
"""

from __future__ import annotations

import statistics
import time
from collections import Counter

from translit.normalizer import Normalizer
from translit.rules.key import key_of_native
from translit.rules.library import romanizer
from translit.rules.read import READINGS, default_reader
from translit.text import fold, script_of


def main() -> None:
    reader = default_reader()
    counts: list[int] = []
    places: Counter[str] = Counter()
    seconds = 0.0
    for entry in Normalizer.load().entries:
        for rule_set in reader.rule_sets:
            for form in entry.native.get(rule_set.language, ()):
                words = fold(form).split()
                spelled = romanizer(rule_set.id)(form).replace("-", " ").split()
                if script_of(form) != rule_set.script or len(spelled) != len(words):
                    continue
                for word, latin in zip(words, spelled, strict=True):
                    start = time.process_time()
                    keys = [r.key for r in reader.read(latin)]
                    seconds += time.process_time() - start
                    counts.append(len(keys))
                    meant = key_of_native(word, rule_set.script)
                    place = keys.index(meant) if meant in keys else -1
                    places["first" if place == 0 else "2 to 4" if 0 < place < 4 else f"5 to {READINGS}" if place > 0 else "not kept"] += 1
    print(f"{len(counts)} spellings of one word, {len(reader.rule_sets)} rule sets")
    print(f"readings: median {statistics.median(counts):g}, mean {statistics.mean(counts):.1f}, most {max(counts)} (bound: {READINGS})")
    print("place of the right reading: " + ", ".join(f"{name} {100 * n / len(counts):.1f} %" for name, n in places.most_common()))
    print(f"{1e6 * seconds / len(counts):.0f} µs a spelling, repeated spellings included")


if __name__ == "__main__":
    main()
