"""Linked: average linkage over the pairs that were compared, one stretch of days after the other.

The two groups that are most alike on the average of all their pairs become one (Sokal and Michener 1958). A
pair that was not compared shares next to no word and counts as nothing, so one likeness does not bind two
stories as connected components would. Groups made on earlier days stay; only their members within the window
speak for them, so that memory is bounded by the window and a story ends when nothing has come for so long.
"""

import heapq
from collections.abc import Iterable, Iterator, Mapping

import numpy as np
import numpy.typing as npt
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from tellings.story.postings import NEIGHBOURS, Edges

Numbers = npt.NDArray[np.int64]


class Linked:
    """Groups in the making. A group goes by the least number among its items."""

    def __init__(self, least: int, neighbours: int = NEIGHBOURS) -> None:
        """``least`` is the average likeness (thousandths) at which groups become one; ``neighbours`` how many
        edges an item may have: no more are expected of it in a larger group.
        """
        self._least, self._neighbours = least, neighbours
        self._items = np.zeros(0, np.int64)
        self._days = np.zeros(0, np.int64)
        self._groups = np.zeros(0, np.int64)
        self._edges = Edges(np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0, np.int32))

    def add(self, items: Numbers, days: Numbers, edges: Edges, since: int) -> tuple[Numbers, Numbers]:
        """Take in new ``items`` of ``days``, with edges to each other and to items before them; items of days before
        ``since`` are let go first. Gives the groups that have become part of others, and these.

        Numbers of items are their own: 0 or more, each given once. Edges to items that are not here are left out.
        """
        kept = self._days >= since
        joined = np.concatenate((self._items[kept], items))
        order = np.argsort(joined, kind="stable")
        self._items = joined[order]
        self._days = np.concatenate((self._days[kept], days))[order]
        self._groups = np.concatenate((self._groups[kept], items))[order]
        old = self._edges
        every = Edges(
            one=np.concatenate((old.one, edges.one)),
            other=np.concatenate((old.other, edges.other)),
            score=np.concatenate((old.score, edges.score)),
        )
        here = self._here(every.one) & self._here(every.other)
        self._edges = Edges._make(column[here] for column in every)
        return self._merge()

    def _here(self, items: Numbers) -> npt.NDArray[np.bool_]:
        if not len(self._items):
            return np.zeros(len(items), np.bool_)
        at = np.minimum(np.searchsorted(self._items, items), len(self._items) - 1)
        here: npt.NDArray[np.bool_] = self._items[at] == items
        return here

    def _merge(self) -> tuple[Numbers, Numbers]:
        groups, sizes = np.unique(self._groups, return_counts=True)
        one = np.searchsorted(groups, self._groups[np.searchsorted(self._items, self._edges.one)])
        other = np.searchsorted(groups, self._groups[np.searchsorted(self._items, self._edges.other)])
        low, high, sums = _summed(one, other, self._edges.score.astype(np.int64))
        enough = sums >= self._least * _expected(sizes[low], sizes[high], self._neighbours)
        graph = coo_array((np.ones(int(enough.sum()), np.int8), (low[enough], high[enough])), shape=(len(groups),) * 2)
        _, label = connected_components(graph.tocsr(), directed=False)
        members = np.bincount(label)
        into = np.arange(len(groups))
        paired = enough & (members[label[low]] == 2)
        into[high[paired]] = low[paired]
        inner = (label[low] == label[high]) & (members[label[low]] > 2)
        for keep, drop in self._joined(low[inner], high[inner], sums[inner], label[low[inner]], sizes):
            into[drop] = keep
        while (into[into] != into).any():
            into = into[into]
        self._groups = groups[into][np.searchsorted(groups, self._groups)]
        dropped = np.flatnonzero(into != np.arange(len(groups)))
        return groups[dropped], groups[into[dropped]]

    def _joined(
        self, low: Numbers, high: Numbers, sums: Numbers, part: Numbers, sizes: Numbers
    ) -> Iterator[tuple[int, int]]:
        order = np.lexsort((high, low, part))
        bounds = np.flatnonzero(np.diff(part[order], prepend=-1))
        for rows in np.split(order, bounds[1:]) if len(order) else ():
            pairs = zip(low[rows].tolist(), high[rows].tolist(), sums[rows].tolist(), strict=True)
            inside = np.unique(np.concatenate((low[rows], high[rows])))
            counts = dict(zip(inside.tolist(), sizes[inside].tolist(), strict=True))
            yield from agglomerate(counts, pairs, self._least, self._neighbours)


def settled(items: Numbers, dropped: Numbers, kept: Numbers) -> Numbers:
    """The group of each item in the end, given every group that became part of another, and of which."""
    order = np.argsort(dropped)
    dropped, kept = dropped[order], kept[order]
    groups = items.copy()
    while len(dropped):
        at = np.minimum(np.searchsorted(dropped, groups), len(dropped) - 1)
        gone = dropped[at] == groups
        if not gone.any():
            break
        groups[gone] = kept[at[gone]]
    return groups


def agglomerate(
    sizes: Mapping[int, int], edges: Iterable[tuple[int, int, int]], least: int, neighbours: int
) -> list[tuple[int, int]]:
    """Which groups become one, as ``(kept, dropped)`` in order: average linkage over a sparse graph.

    ``edges`` are pairs of groups with the summed likeness of their members. Ties go to the first groups.
    """
    joining = _Joining(dict(sizes), least, neighbours)
    for one, other, total in edges:
        joining.sums[one][other] = joining.sums[other][one] = total
    for one, row in joining.sums.items():
        for other in row:
            if one < other:
                joining.offer(one, other)
    return list(joining.merges())


class _Joining:
    """Groups with their sums of likeness, and a heap of pairs that are enough alike, the most alike first."""

    def __init__(self, sizes: dict[int, int], least: int, neighbours: int) -> None:
        self.sums: dict[int, dict[int, int]] = {n: {} for n in sizes}
        self._sizes, self._least, self._neighbours = sizes, least, neighbours
        self._versions = dict.fromkeys(sizes, 0)
        self._heap: list[tuple[float, int, int, int, int]] = []

    def offer(self, one: int, other: int) -> None:
        """Note a pair of groups if its average likeness is enough."""
        a, b = self._sizes[one], self._sizes[other]
        average = self.sums[one][other] / min(a * b, self._neighbours * min(a, b))
        if average >= self._least:
            low, high = min(one, other), max(one, other)
            heapq.heappush(self._heap, (-average, low, high, self._versions[low], self._versions[high]))

    def merges(self) -> Iterator[tuple[int, int]]:
        """Merge until nothing is enough alike."""
        while self._heap:
            _, keep, drop, *seen = heapq.heappop(self._heap)
            # an average that has changed since was noted anew
            if seen == [self._versions.get(keep), self._versions.get(drop)]:
                self._merge(keep, drop)
                yield keep, drop

    def _merge(self, keep: int, drop: int) -> None:
        sums = self.sums
        for other, total in sums.pop(drop).items():
            del sums[other][drop]
            if other != keep:
                sums[keep][other] = sums[other][keep] = sums[keep].get(other, 0) + total
        self._sizes[keep] += self._sizes.pop(drop)
        self._versions[keep] += 1
        del self._versions[drop]
        for other in sums[keep]:
            self.offer(keep, other)


def _summed(one: Numbers, other: Numbers, score: Numbers) -> tuple[Numbers, Numbers, Numbers]:
    """Likeness summed by pairs of different groups."""
    apart = one != other
    low, high = np.minimum(one, other)[apart], np.maximum(one, other)[apart]
    keys, inverse = np.unique((low << 32) | high, return_inverse=True)
    sums = np.zeros(len(keys), np.int64)
    np.add.at(sums, inverse, score[apart])
    return keys >> 32, keys & 0xFFFFFFFF, sums


def _expected(one: Numbers, other: Numbers, neighbours: int) -> Numbers:
    expected: Numbers = np.minimum(one * other, neighbours * np.minimum(one, other))
    return expected
