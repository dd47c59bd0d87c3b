"""Two keys side by side: what their differences cost by `costs.yaml`, and which they are."""

from __future__ import annotations

from functools import lru_cache

from translit.matching.align import default_costs


@lru_cache(maxsize=1 << 16)
def key_steps(spelled: str, meant: str) -> tuple[float, tuple[str, ...]]:
    """The cost of taking one key for the other, and the differences as `confusion:a~b`, `extra:a` or `missing:b`.

    Both are readings already; `matching.align` reads a spelling on the way.

    >>> key_steps("stremouzov", "stremousov")
    (0.4, ('confusion:z~s',))
    """
    costs = default_costs()
    n, m = len(spelled), len(meant)
    more = [costs.more(a) for a in spelled]
    lacking = [costs.more(b) for b in meant]
    table: list[list[float]] = [[0.0] * (m + 1) for _ in range(n + 1)]
    for i in range(1, n + 1):
        table[i][0] = table[i - 1][0] + more[i - 1] * (costs.first if i == 1 else 1)
    for j in range(1, m + 1):
        table[0][j] = table[0][j - 1] + lacking[j - 1] * (costs.first if j == 1 else 1)
    for i in range(1, n + 1):
        a = spelled[i - 1]
        above, row = table[i - 1], table[i]
        for j in range(1, m + 1):
            swap = costs.swap(a, meant[j - 1]) * (costs.first if i == j == 1 else 1)
            row[j] = min(above[j - 1] + swap, above[j] + more[i - 1], row[j - 1] + lacking[j - 1])
    steps: list[str] = []
    i, j = n, m
    while i or j:
        here = table[i][j]
        if i and j and abs(here - table[i - 1][j - 1] - costs.swap(spelled[i - 1], meant[j - 1]) * (costs.first if i == j == 1 else 1)) < 1e-9:
            if spelled[i - 1] != meant[j - 1]:
                steps.append(f"confusion:{spelled[i - 1]}~{meant[j - 1]}")
            i, j = i - 1, j - 1
        elif i and (j == 0 or abs(here - table[i - 1][j] - more[i - 1]) < 1e-9):
            steps.append(f"extra:{spelled[i - 1]}")
            i -= 1
        else:
            steps.append(f"missing:{meant[j - 1]}")
            j -= 1
    return round(table[n][m], 3), tuple(reversed(steps))
