"""What a corpus tells of two names before they are compared: the more names there are, and the more look like either, the more look alike by chance."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence

from translit.clusters.compare import Evidence, weights
from translit.clusters.forms import telling

EVEN_AT = 6_000  # names among which a score needs no change
FEWEST = 1_000  # a smaller corpus counts as one of so many
USUAL = 20  # names that a name is compared with among so many
LONELIEST = 2  # fewer make no pair likelier
UNSEEN, FEW = 5, 50  # so many more are taken for granted in a short text, half of them among `FEW` names: it is no proof that there are no others


def names_evidence(names: int) -> float:
    """How large a corpus is."""
    return math.log(max(names, FEWEST) / EVEN_AT)


class Crowd:
    """The names that each name of a corpus is compared with, and the words that names share."""

    def __init__(self, names: Sequence[str], places: Sequence[int]) -> None:
        """`places` are the pairs worth comparing, as `block.places` gives them."""
        size = len(names)
        near = [0] * size
        for place in places:
            i, j = divmod(place, size)
            near[i] += 1
            near[j] += 1
        self._names = names
        least = LONELIEST + UNSEEN * FEW / (FEW + size)
        self._near = [math.log((1 + max(n, least)) / (1 + USUAL)) for n in near]
        self._size = names_evidence(size)
        self._words = Counter(word.plain for name in names if " " in name or "-" in name for word in telling(name))

    def evidence(self, i: int, j: int, *, exact: bool) -> Evidence:
        """What is seen of the names at two places, by the names of `weights.yaml`."""
        x, y = self._near[i], self._near[j]
        few, many = (x, y) if x < y else (y, x)
        seen = {"names": self._size, "crowd": few, "crowd more": many}
        if exact:
            seen["crowd exact"] = (few + many) / 2
        left, right = telling(self._names[i]), telling(self._names[j])
        if len(left) == len(right) > 1:
            shared = [self._words[a.plain] for a, b in zip(left, right, strict=True) if a.plain == b.plain]
            if shared:
                seen["shared by many"] = math.log(min(shared) / 2) if min(shared) > 2 else 0.0
        return seen

    def shift(self, i: int, j: int, *, exact: bool) -> float:
        """What is taken off a pair's log odds."""
        weight = weights()
        return -sum(weight.get(name, 0.0) * value for name, value in self.evidence(i, j, exact=exact).items())
