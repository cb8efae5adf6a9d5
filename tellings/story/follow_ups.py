"""Follow-ups: a story that takes an earlier one up again after a gap is linked to it, not merged with it.

Two look-alike events (two quakes, two elections) are as alike as a crime and its trial; what tells the second
sort from the first is that the same names come back.
"""

from collections.abc import Sequence

import numpy as np

from tellings.story.join import DECIMALS
from tellings.story.pairs import Matrix, cosine
from tellings.story.signs import Floats, Numbers, Signs

# Cosine of the names, on the average over the articles of both: docs/grouping.md.
SAME_NAMES = 0.25


def follows(
    found: Sequence[Sequence[int]],
    signs: Signs,
    pairs: tuple[Numbers, Numbers, Matrix],
    asked: float,
    gap: float,
) -> dict[int, int]:
    """For the number of a story in ``found`` that of the earlier one that it takes up again, if any.

    That is the one most alike of those that ended more than ``gap`` days before this one began, would be one story
    with it but for the time between them (``asked`` is the likeness at which groups join), and name the same.
    ``pairs`` are the scored candidates. Where no day of one of the two is known there is no link.
    """
    first, last = _ends(found, signs.days)
    ends, likeness, names = _across(found, signs, pairs)
    linked: dict[int, tuple[float, float, int]] = {}
    for a, b, mean, named in zip(*ends.tolist(), likeness.tolist(), names.tolist(), strict=True):
        later, earlier = (a, b) if first[a] > last[b] else (b, a)
        if mean >= asked and named >= SAME_NAMES and first[later] - last[earlier] > gap:
            nearest = (mean, float(last[earlier]), earlier)
            linked[later] = max(linked.get(later, nearest), nearest)
    return {later: earlier for later, (_, _, earlier) in linked.items()}


def _ends(found: Sequence[Sequence[int]], days: Floats) -> tuple[Floats, Floats]:
    """The first and the last known day of each story; where none is known, so that no gap can be told."""
    known = [days[list(members)][~np.isnan(days[list(members)])] for members in found]
    first = np.array([part.min(initial=np.inf) if len(part) else -np.inf for part in known])
    last = np.array([part.max(initial=-np.inf) if len(part) else np.inf for part in known])
    return first, last


def _across(
    found: Sequence[Sequence[int]], signs: Signs, pairs: tuple[Numbers, Numbers, Matrix]
) -> tuple[Numbers, Floats, Floats]:
    """Pairs of stories (2, pairs) with the likeness and the cosine of names of their articles, on the average."""
    one, other, likeness = pairs
    home = np.zeros(len(signs.days), np.int64)
    for number, members in enumerate(found):
        home[list(members)] = number
    across = home[one] != home[other]
    one, other, likeness = one[across], other[across], likeness[across]
    ends, which = np.unique(np.sort(np.stack([home[one], home[other]]), axis=0), axis=1, return_inverse=True)
    sizes = np.array([len(members) for members in found], np.float64)
    number = sizes[ends[0]] * sizes[ends[1]]
    sums = (np.bincount(which.ravel(), values, ends.shape[1]) for values in (likeness, cosine(signs.names, one, other)))
    mean, named = (np.round(total / number, DECIMALS) for total in sums)
    return ends, mean, named
