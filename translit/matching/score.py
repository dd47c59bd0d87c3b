"""The score of a candidate that isn't a known form: features of the evidence, weighed by `weights.yaml`, as a probability of being right (0–100)."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import lru_cache
from importlib.resources import files

from rapidfuzz import fuzz
from rapidfuzz.distance import JaroWinkler

from translit.gazetteer.model import Entry
from translit.matching.index import Form, Posting
from translit.matching.words import WordHit
from translit.rules.key import skeleton
from translit.text import fold, script_of
from translit.yamlfile import Map, parse

FEATURES = (
    "bias", "cost", "cost_word", "short", "steps", "mixed", "canonical_only", "unlike", "unlike_short", "unlike_start", "other_script", "left_out", "swapped",
    "several_words", "surname", "consonants", "length", "fuzzy", "bare",
)  # fmt: skip
HIGHEST = 98.9  # a known form scores 99 or 100


def features(form: Form, hits: Sequence[tuple[WordHit, Posting]], entry: Entry, spelling: str, *, swapped: bool, loss: float) -> tuple[float, ...]:
    """The evidence in numbers, in the order of `FEATURES`."""
    symbols = sum(len(hit.key) for hit, _ in hits)
    cost = sum(hit.cost + posting.cost for hit, posting in hits)
    worst = max((hit.cost + posting.cost) / len(hit.key) for hit, posting in hits)
    steps = [step for hit, _ in hits for step in hit.steps]
    same_script = script_of(spelling) == script_of(entry.canonical)
    plain, canonical = fold(spelling), fold(entry.canonical.split()[-1] if form.surname else entry.canonical)
    if swapped:
        plain, canonical = (" ".join(sorted(name.split())) for name in (plain, canonical))
    unlike = 1 - fuzz.ratio(plain, canonical) / 100 if same_script else 0.0
    start = 1 - JaroWinkler.similarity(plain, canonical) if same_script else 0.0
    hard = sum(step.startswith(("extra:", "missing:")) and step[-1] not in "aeiouh" for step in steps)
    return (
        1.0,
        10 * cost / symbols,
        10 * worst if len(hits) > 1 else 0.0,
        6 / symbols,
        float(min(4, len(steps))),
        float(any(hit.mixed for hit, _ in hits)),
        float(form.source == entry.canonical),
        5 * unlike,
        20 * unlike / max(3, len(canonical)),
        5 * start,
        float(not same_script),
        loss / 10,
        float(swapped),
        float(len(hits) > 1),
        float(form.surname),
        float(hard),
        abs(len(plain) - len(canonical)) / 3 if same_script else 0.0,
        float(bool(steps)),
        float(len({len(skeleton(hit.key)) for hit, _ in hits} & {0, 1, 2}) > 0),
    )


def score(values: Sequence[float]) -> float:
    """The probability, in percent, that a candidate with this evidence is right."""
    z = sum(w * v for w, v in zip(weights(), values, strict=True))
    return min(HIGHEST, 100 / (1 + math.exp(-max(-30.0, min(30.0, z)))))


@lru_cache(maxsize=1)
def weights() -> tuple[float, ...]:
    """The shipped weights, in the order of `FEATURES`."""
    node = parse(files("translit.matching").joinpath("weights.yaml").read_text(encoding="utf-8"), "weights.yaml")
    if not isinstance(node, Map):  # pragma: no cover - the file is shipped
        raise TypeError("weights.yaml")
    return tuple(float(node["weights"][name]["weight"]) for name in FEATURES)
