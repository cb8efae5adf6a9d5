"""Linkage: which of many alike things belong together.

Average linkage (Sokal and Michener 1958), bottom up: the two groups that are most alike on the average
of all their pairs become one, until no two are alike enough. One shared neighbour is not enough, so a
chain of loose likenesses does not run two stories into one, as connected components would.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

Matrix = npt.NDArray[np.float32]
Floats = npt.NDArray[np.float64]
# Scores are compared to this many decimals, so that ties are ties on every processor.
_DECIMALS = 5
_STEP = 0.02


@dataclass(frozen=True, slots=True)
class Pace:
    """When things happened (day numbers, not a number where unknown), and what time between groups takes off.

    Each day by which the first of one group is later than the last of the other, beyond ``free``, takes
    ``per_day`` off their likeness, ``most`` at most. Where a group has no date at all, nothing is taken off.
    """

    days: Floats
    free: float
    per_day: float
    most: float

    def cost(self, gap: Floats) -> Floats:
        """What so many days between two groups take off; 0 where they are not known (not finite)."""
        days = np.where(np.isfinite(gap), gap, 0)
        taken: Floats = np.clip((days - self.free) * self.per_day, 0, self.most)
        return taken


def agglomerate(
    likeness: Matrix,
    least: float,
    strictness: float = 0.0,
    pace: Pace | None = None,
    together: Iterable[Sequence[int]] = (),
) -> list[list[int]]:
    """Groups of row numbers of a symmetric matrix of likeness (at most 1), each sorted, in order of first row.

    Two groups join while their average likeness, times ``looseness ** strictness``, is at least ``least``;
    a group's looseness is the length of its mean, 1 where all its members are alike and less where they
    are not, so a loose group must find nearer company. With a ``pace``, time between the two groups as a
    whole counts against them, so that one dated article speaks for its group. Rows that are ``together``
    are one group from the start, whatever lies between them. Ties go to the first rows.
    """
    groups = _Groups(likeness, strictness, pace)
    for first, *others in together:
        for row in others:
            groups.merge(first, row)
    for keep, drop in groups.merges(least):
        groups.merge(keep, drop)
    return [sorted(members) for members in groups.members if members]


def neighbourhoods(
    number: int, rows: npt.NDArray[np.int64], columns: npt.NDArray[np.int64], likeness: Matrix, least: float, most: int
) -> list[list[int]]:
    """Sets of things none of which is as alike as ``least`` to one outside, of ``most`` members at most.

    Average linkage never joins across them, so it can be run in each alone. A set over ``most`` is parted
    again at a stricter measure, the one place where a result is approximate.
    """
    found = []
    for part in _components(number, rows, columns):
        if len(part) <= most:
            found.append(part)
            continue
        stricter = least + _STEP
        inside = np.isin(rows, part) & (likeness >= stricter)
        new = np.searchsorted(part, rows[inside]), np.searchsorted(part, columns[inside])
        inner = neighbourhoods(len(part), *new, likeness[inside], stricter, most)
        found += [[part[i] for i in group] for group in inner]
    return found


def _components(number: int, rows: npt.NDArray[np.int64], columns: npt.NDArray[np.int64]) -> list[list[int]]:
    graph = coo_array((np.ones(len(rows), dtype=np.int8), (rows, columns)), shape=(number, number))
    count, labels = connected_components(graph.tocsr(), directed=False)
    order = np.argsort(labels, kind="stable")
    bounds = np.searchsorted(labels[order], np.arange(count + 1))
    return [order[start:end].tolist() for start, end in pairwise(bounds)]


class _Groups:
    """Groups in the making. ``sums[a, b]`` is the likeness summed over all pairs of a's and b's members."""

    def __init__(self, likeness: Matrix, strictness: float, pace: Pace | None) -> None:
        number = len(likeness)
        self.strictness = strictness
        self.times = _Times(pace) if pace else None
        self.members = [[i] for i in range(number)]
        self.sums = likeness.copy()
        np.fill_diagonal(self.sums, 1.0)
        self.sizes = np.ones(number)
        self.alive = np.ones(number, dtype=np.bool_)
        self.nearest = np.zeros(number, dtype=np.int64)
        self.scores = np.full(number, -np.inf)
        for i in range(number):
            self._look(i)

    def merges(self, least: float) -> Iterator[tuple[int, int]]:
        """The next pair to merge, as long as there is one; each must be merged before the next is asked for."""
        while self.scores.size and self.scores.max() >= least:
            one = int(self.scores.argmax())
            other = int(self.nearest[one])
            yield min(one, other), max(one, other)

    def merge(self, keep: int, drop: int) -> None:
        self.members[keep] += self.members[drop]
        self.members[drop] = []
        self.sums[keep] += self.sums[drop]
        self.sums[:, keep] += self.sums[:, drop]
        self.sizes[keep] += self.sizes[drop]
        self.alive[drop] = False
        if self.times:
            self.times.merge(keep, drop)
        self.scores[drop] = -np.inf
        fresh = self._look(keep)
        for i in np.flatnonzero(self.alive & ((self.nearest == keep) | (self.nearest == drop))):
            self._look(int(i))
        nearer = self.alive & (fresh > self.scores)
        nearer[keep] = False
        self.scores[nearer] = fresh[nearer]
        self.nearest[nearer] = keep

    def _look(self, one: int) -> npt.NDArray[np.float64]:
        """Find the group nearest to ``one``; gives the scores of all."""
        scores: npt.NDArray[np.float64] = self.sums[one] / (self.sizes[one] * self.sizes)
        if self.strictness:
            lengths = np.sqrt(np.maximum(self.sums.diagonal(), 0)) / self.sizes
            scores = scores * (lengths[one] * lengths) ** self.strictness
        if self.times:
            scores = scores - self.times.apart(one)
        scores = np.round(scores, _DECIMALS)
        scores[~self.alive] = -np.inf
        scores[one] = -np.inf
        self.nearest[one] = int(scores.argmax())
        self.scores[one] = scores[self.nearest[one]]
        return scores


class _Times:
    """The first and the last day of each group in the making."""

    def __init__(self, pace: Pace) -> None:
        self.pace = pace
        unknown = np.isnan(pace.days)
        self.first = np.where(unknown, np.inf, pace.days)
        self.last = np.where(unknown, -np.inf, pace.days)

    def merge(self, keep: int, drop: int) -> None:
        self.first[keep] = min(self.first[keep], self.first[drop])
        self.last[keep] = max(self.last[keep], self.last[drop])

    def apart(self, one: int) -> Floats:
        """What the time between ``one`` and each group takes off; 0 where either has no date."""
        return self.pace.cost(np.maximum(self.first[one] - self.last, self.first - self.last[one]))
