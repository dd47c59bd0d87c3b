"""Weighted alignment of two keys: what the differences cost, and which they are."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from translit.rules.key import VOWELS
from translit.yamlfile import Map, parse


@dataclass(frozen=True, slots=True)
class Costs:
    """The weights of `costs.yaml`."""

    confusions: dict[tuple[str, str], float]
    vowel: float
    consonant: float
    vowel_more: float
    i_more: float
    h_more: float
    consonant_more: float
    first: float

    def swap(self, a: str, b: str) -> float:
        """The cost of reading symbol `a` for `b`."""
        if a == b:
            return 0.0
        cost = self.confusions.get((a, b))
        if cost is not None:
            return cost
        return self.vowel if a in VOWELS and b in VOWELS else self.consonant

    def more(self, a: str) -> float:
        """The cost of symbol `a` standing on one side only."""
        if a == "i":
            return self.i_more
        if a == "h":
            return self.h_more
        return self.vowel_more if a in VOWELS else self.consonant_more


@lru_cache(maxsize=1)
def default_costs() -> Costs:
    """The shipped weights."""
    node = parse(files("translit.matching").joinpath("costs.yaml").read_text(encoding="utf-8"), "costs.yaml")
    if not isinstance(node, Map):  # pragma: no cover - the file is shipped
        raise TypeError("costs.yaml")
    confusions: dict[tuple[str, str], float] = {}
    for pair, item in node["confusions"].items():
        a, b = pair.split("~")
        confusions[a, b] = confusions[b, a] = float(item["cost"])
    return Costs(confusions, **{k: float(v) for k, v in node.items() if k != "confusions"})


SILENT = 0.08  # a short vowel that the script doesn't write


@lru_cache(maxsize=1 << 16)
def align(spelled: str, meant: str, vowelless: bool = False) -> tuple[float, tuple[str, ...]]:
    """Return the cost of taking key `spelled` for key `meant`, and the differences as `confusion:a~b`, `extra:a` or `missing:b`.

    Where `spelled` is from a script without short vowels, a vowel it lacks costs next to nothing.

    >>> align("stremouzov", "stremousov")
    (0.4, ('confusion:z~s',))
    """
    costs = default_costs()
    lacking = [SILENT if vowelless and b in VOWELS else costs.more(b) for b in meant]
    n, m = len(spelled), len(meant)
    table: list[list[float]] = [[0.0] * (m + 1) for _ in range(n + 1)]
    for i in range(1, n + 1):
        table[i][0] = table[i - 1][0] + costs.more(spelled[i - 1]) * (costs.first if i == 1 else 1)
    for j in range(1, m + 1):
        table[0][j] = table[0][j - 1] + lacking[j - 1] * (costs.first if j == 1 else 1)
    for i in range(1, n + 1):
        a = spelled[i - 1]
        above, row = table[i - 1], table[i]
        for j in range(1, m + 1):
            b = meant[j - 1]
            factor = costs.first if i == j == 1 else 1
            row[j] = min(above[j - 1] + costs.swap(a, b) * factor, above[j] + costs.more(a), row[j - 1] + lacking[j - 1])
    steps: list[str] = []
    i, j = n, m
    while i or j:
        here = table[i][j]
        if i and j and abs(here - table[i - 1][j - 1] - costs.swap(spelled[i - 1], meant[j - 1]) * (costs.first if i == j == 1 else 1)) < 1e-9:
            if spelled[i - 1] != meant[j - 1]:
                steps.append(f"confusion:{spelled[i - 1]}~{meant[j - 1]}")
            i, j = i - 1, j - 1
        elif i and (j == 0 or abs(here - table[i - 1][j] - costs.more(spelled[i - 1])) < 1e-9):
            steps.append(f"extra:{spelled[i - 1]}")
            i -= 1
        else:
            steps.append(f"missing:{meant[j - 1]}")
            j -= 1
    return round(table[n][m], 3), tuple(reversed(steps))
