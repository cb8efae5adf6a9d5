"""Rarity: how few texts hold a word.

A handful of texts says nothing of how common a word is, so counts of the news at large stand behind
those of the collection at hand and give way to them as it grows (additive smoothing).
"""

import math
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from functools import cache
from importlib import resources

_FILE = ("data", "claim", "frequencies.tsv")
# The background counts as much as this many texts; grouping quality is level from 50 to 1,000 and more.
_BACKGROUND_TEXTS = 1000
# Words that the background does not list are taken for rare ones.
_UNLISTED = 2


def rarities(texts: Collection[Iterable[str]]) -> dict[str, float]:
    """Inverse document frequency (natural logarithm, always above 0) of every stem of ``texts``."""
    counts: Counter[str] = Counter()
    for stems in texts:
        counts.update(set(stems))
    whole = len(texts) + _BACKGROUND_TEXTS
    return {s: math.log((whole + 1) / (counts[s] + _BACKGROUND_TEXTS * share(s))) for s in sorted(counts)}


def rarity(stem: str) -> float:
    """Inverse document frequency (natural logarithm) of a stem in the news at large."""
    return -math.log(share(stem))


def share(stem: str) -> float:
    """Share of English news texts that hold a stem, above 0 and at most 1."""
    total, counts = _background()
    return counts.get(stem, _UNLISTED) / total


def known() -> tuple[Mapping[str, float], float]:
    """The shares of all stems that are listed, and that of one that is not."""
    total, counts = _background()
    return {stem: count / total for stem, count in counts.items()}, _UNLISTED / total


@cache
def _background() -> tuple[int, Mapping[str, int]]:
    lines = resources.files("tellings").joinpath(*_FILE).read_text(encoding="utf-8").splitlines()
    (_, total), *rows = (line.split("\t") for line in lines)
    return int(total), {stem: int(count) for stem, count in rows}
