"""Crowding: how many other stories an article's own is like.

A likeness that sets two articles apart from all others means more than the same likeness where ten stories run on
one subject. The discount is that of local scaling (CSLS, Lample and others 2018), but neighbours are stories as a
first look makes them and not articles: one large story is no crowd.
"""

from collections.abc import Sequence

import numpy as np

from tellings.story.pairs import Matrix
from tellings.story.signs import Floats, Numbers

# The nearest stories may be parts of the same one that the first look left apart; those after them are the crowd.
NEARER, NEXT = 3, 10
# So that what a first look leaves in many parts can still become one story.
MOST = 0.1
_DECIMALS = 4


def crowding(looked: Sequence[Sequence[int]], one: Numbers, other: Numbers, likeness: Matrix) -> Floats:
    """For each article how alike its story is to the ``NEXT`` nearest after the ``NEARER`` nearest, 0 to ``MOST``.

    ``looked`` are the stories of a first look, ``one``, ``other`` and ``likeness`` the candidate pairs; two stories
    are as alike as their articles are on the average, where a pair that was no candidate counts as nothing.
    """
    sizes = np.array([len(members) for members in looked], np.int64)
    home = np.zeros(int(sizes.sum()), np.int64)
    for number, members in enumerate(looked):
        home[list(members)] = number
    across = home[one] != home[other]
    ends = np.sort(np.stack([home[one[across]], home[other[across]]]), axis=0)
    keys, which = np.unique(ends[0] * len(sizes) + ends[1], return_inverse=True)
    low, high = keys // max(len(sizes), 1), keys % max(len(sizes), 1)
    means = np.bincount(which, np.maximum(likeness[across], 0), len(keys)) / (sizes[low] * sizes[high])
    return _next(np.concatenate([low, high]), np.tile(means, 2), len(sizes))[home]


def discounted(likeness: Matrix, one: Numbers, other: Numbers, crowd: Floats) -> Matrix:
    """Likeness of pairs less the crowding of both, on the average."""
    found: Matrix = np.round(likeness - (crowd[one] + crowd[other]) / 2, _DECIMALS).astype(np.float32)
    return found


def _next(rows: Numbers, values: Floats, number: int) -> Floats:
    """The mean of the ``NEXT`` highest after the ``NEARER`` highest of each row; what is not there counts as 0."""
    values = np.round(values, _DECIMALS)
    order = np.lexsort((-values, rows))
    rows, values = rows[order], values[order]
    place = np.arange(len(rows)) - np.searchsorted(rows, rows)
    crowd = (place >= NEARER) & (place < NEARER + NEXT)
    total = np.bincount(rows[crowd], values[crowd], number) / NEXT
    found: Floats = np.minimum(np.round(total, _DECIMALS), MOST)
    return found
