"""Settling: each article goes to the story that it is nearest to.

Linkage never takes back a merge, so an article that joined early may later lie nearer to another group. Moves of
single articles from there are the local search of correlation clustering (Bansal and others 2004), by means and not
by sums, so that a large story does not draw its neighbours in.
"""

from collections.abc import Iterable, Iterator, Sequence

import numpy as np

from tellings.story.linkage import Floats, Matrix, Pace

# Passes over all articles; most pools settle in two.
PASSES = 5
_DECIMALS = 5


def settled(
    groups: Sequence[Sequence[int]], likeness: Matrix, least: float, pace: Pace, together: Iterable[Sequence[int]] = ()
) -> list[list[int]]:
    """The same groups after moves, each sorted, in order of first row.

    A row moves to the group it is most alike to on the average, less what the time between takes off (`Pace`), if
    that is ``least`` or more and more than its likeness to the rest of its own group. Rows that are ``together`` stay
    where they are, and none is left alone.
    """
    places = _Places(groups, likeness, pace)
    fixed = {row for rows in together for row in rows}
    free = [row for row in range(len(likeness)) if row not in fixed]
    for _ in range(PASSES):
        moves = list(places.moves(free, least))
        if not moves:
            break
    return places.groups()


class _Places:
    """Where each row is. ``sums[row, group]`` is its likeness summed over the members of a group, itself left out."""

    def __init__(self, groups: Sequence[Sequence[int]], likeness: Matrix, pace: Pace) -> None:
        self.likeness = likeness.astype(np.float64)
        np.fill_diagonal(self.likeness, 0)
        self.pace = pace
        self.home = np.zeros(len(likeness), np.int64)
        for number, members in enumerate(groups):
            self.home[list(members)] = number
        self.sizes = np.bincount(self.home, minlength=len(groups))
        order = np.argsort(self.home, kind="stable")
        self.sums = np.add.reduceat(self.likeness[:, order], np.cumsum(self.sizes) - self.sizes, axis=1)
        self.first, self.last = np.full(len(groups), np.inf), np.full(len(groups), -np.inf)
        for number in range(len(groups)):
            self._date(number)

    def moves(self, rows: Iterable[int], least: float) -> Iterator[tuple[int, int]]:
        """Move each row that lies nearer to another group; gives it and that group."""
        for row in rows:
            means = self._means(row)
            own, nearest = self.home[row], int(means.argmax())
            if means[nearest] >= least and means[nearest] > means[own]:
                self._move(row, nearest)
                yield row, nearest

    def groups(self) -> list[list[int]]:
        """The members of each group that has any."""
        order = np.argsort(self.home, kind="stable")
        parts = np.split(order, np.flatnonzero(np.diff(self.home[order])) + 1)
        return sorted(part.tolist() for part in parts if len(part))

    def _means(self, row: int) -> Floats:
        """Mean likeness of a row to the others of each group, less time; of a group without others there is none."""
        own = self.home[row]
        others = self.sizes.copy()
        others[own] -= 1
        gap = np.maximum(self.pace.days[row] - self.last, self.first - self.pace.days[row])
        taken = self.pace.cost(gap)
        taken[own] = 0
        means: Floats = np.round(self.sums[row] / np.maximum(others, 1) - taken, _DECIMALS)
        means[others == 0] = -np.inf
        return means

    def _move(self, row: int, to: int) -> None:
        left = self.home[row]
        self.home[row] = to
        self.sizes[left] -= 1
        self.sizes[to] += 1
        self.sums[:, left] -= self.likeness[row]
        self.sums[:, to] += self.likeness[row]
        self._date(left)
        self._date(to)

    def _date(self, group: int) -> None:
        """The first and the last day known of a group's members."""
        days = self.pace.days[self.home == group]
        days = days[~np.isnan(days)]
        self.first[group], self.last[group] = days.min(initial=np.inf), days.max(initial=-np.inf)
