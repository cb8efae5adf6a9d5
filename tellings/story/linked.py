"""Linked: average linkage over the pairs that were compared, one stretch of days after the other.

The two groups that are most alike on the average of all their pairs become one (Sokal and Michener 1958). A
pair that was not compared shares next to no word and counts as nothing, so one likeness does not bind two
stories as connected components would. Groups made on earlier days stay; only their members within the window
speak for them, so that memory is bounded by the window and a story ends when nothing has come for so long.
"""

import heapq
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from tellings.story.compiled import Codes, Places, compiled, find, put, slots
from tellings.story.hashed import Flags, Numbers
from tellings.story.postings import END, NEIGHBOURS, SCORE, SCORE_BITS, Edges, packed

_GONE = np.iinfo(np.int32).min

Heap = list[tuple[float, np.int32, np.int32, np.int32, np.int32]]


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
        # ends are places in the three columns above
        self._edges = Edges(np.zeros(0, np.int32), np.zeros(0, np.int32), np.zeros(0, np.int32))

    def add(self, items: Numbers, days: Numbers, around: Numbers, edges: Edges, since: int) -> tuple[Numbers, Numbers]:
        """Take in new ``items`` of ``days``, with edges to each other and to items before them, whose ends are places
        in ``around``; items of days before ``since`` are let go first. Gives the groups that have become part of
        others, and these.

        Numbers of items are their own: 0 or more, each given once. Edges to items that are not here are left out.
        """
        kept = self._days >= since
        moved = np.where(kept, np.cumsum(kept) - 1, -1).astype(np.int32)
        self._items = np.concatenate((self._items[kept], items))
        self._days = np.concatenate((self._days[kept], days))
        self._groups = np.concatenate((self._groups[kept], items))
        places = self._places(around)
        old = self._edges
        every = Edges(
            one=np.concatenate((moved[old.one], places[edges.one])),
            other=np.concatenate((moved[old.other], places[edges.other])),
            score=np.concatenate((old.score, edges.score)),
        )
        self._edges = every.where((every.one >= 0) & (every.other >= 0))
        return self._merge()

    def _places(self, items: Numbers) -> Places:
        keys, places = slots(len(self._items))
        # 0 is no key
        put(keys, places, (self._items + 1).astype(np.uint64), np.arange(len(self._items), dtype=np.int32))
        return find(keys, places, (items + 1).astype(np.uint64)).astype(np.int32)

    def _merge(self) -> tuple[Numbers, Numbers]:
        groups, inverse, sizes = np.unique(self._groups, return_inverse=True, return_counts=True)
        of: Places = inverse.astype(np.int32)
        # what lies in one group stays there
        self._edges = self._edges.where(of[self._edges.one] != of[self._edges.other])
        between = self._edges._replace(one=of[self._edges.one], other=of[self._edges.other])
        low, high, sums = _summed(packed(between))
        # what no chain of sufficient likenesses ties is not joined, and most of what is left stands alone
        inner = _tied(low, high, sums, sizes, self._least, self._neighbours)
        kept, dropped = agglomerate(sizes, low[inner], high[inner], sums[inner], self._least, self._neighbours)
        into = np.arange(len(groups))
        into[dropped] = kept
        while (into[into] != into).any():
            into = into[into]
        self._groups = groups[into][of]
        return groups[dropped], groups[into[dropped]]


def among(items: Numbers, ordered: Numbers) -> npt.NDArray[np.bool_]:
    """Which of ``items`` are among some that are in order."""
    if not len(ordered):
        return np.zeros(len(items), np.bool_)
    here: npt.NDArray[np.bool_] = ordered[np.minimum(np.searchsorted(ordered, items), len(ordered) - 1)] == items
    return here


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
    sizes: Numbers, one: Places, other: Places, sums: Numbers, least: int, neighbours: int
) -> tuple[Numbers, Numbers]:
    """Which groups become part of which, the groups kept and those dropped, in order: average linkage over a sparse
    graph.

    ``sizes`` are those of the groups; pairs of groups, each once, go with the summed likeness of their members. Ties
    go to the first groups.
    """
    graph = _Graph(
        ends=np.stack((one, other), axis=1).ravel().astype(np.int32),
        sums=sums.astype(np.int64),
        first=np.full(len(sizes), -1, np.int32),
        next=np.full(2 * len(one), -1, np.int32),
        sizes=sizes.copy(),
        merged=np.zeros(len(sizes), np.int32),
        met=np.full(len(sizes), -1),
    )
    return _agglomerate(graph, least, neighbours)


class _Graph(NamedTuple):
    """Groups and the edges between them, which have two halves each: those of edge e are 2 e and 2 e + 1.

    By half: the group at its end, and the ``next`` half that ends there, -1 where it is the last. By edge: the summed
    likeness, `_GONE` where the edge is no more. By group: the ``first`` half that ends there, its size, how often it
    has taken another in (`_GONE` where it is part of another), and the edge to it while two groups become one.
    """

    ends: Places
    sums: Numbers
    first: Places
    next: Places
    sizes: Numbers
    merged: Places
    met: Numbers


@compiled
def _agglomerate(graph: _Graph, least: int, neighbours: int) -> tuple[Numbers, Numbers]:
    for half in range(len(graph.ends)):
        _hang(graph, half)
    # the most alike first: minus the average, the groups, and what each had taken in when that was said
    heap = [(0.0, np.int32(0), np.int32(0), np.int32(0), np.int32(0))]
    heap.pop()
    for edge in range(len(graph.sums)):
        _offer(graph, edge, heap, least, neighbours)
    kept, dropped = np.empty(len(graph.sizes), np.int64), np.empty(len(graph.sizes), np.int64)
    count = 0
    while heap:
        _, keep, drop, keep_merged, drop_merged = heapq.heappop(heap)
        # an average that has changed since was said anew
        if graph.merged[keep] == keep_merged and graph.merged[drop] == drop_merged:
            kept[count], dropped[count] = keep, drop
            count += 1
            _join(graph, keep, drop)
            half = graph.first[keep]
            while half >= 0:
                _offer(graph, half >> 1, heap, least, neighbours)
                half = graph.next[half]
    return kept[:count], dropped[:count]


@compiled
def _hang(graph: _Graph, half: int) -> None:
    group = graph.ends[half]
    graph.next[half], graph.first[group] = graph.first[group], half


@compiled
def _offer(graph: _Graph, edge: int, heap: Heap, least: int, neighbours: int) -> None:
    """Note a pair of groups if its average likeness is enough."""
    one, other = graph.ends[2 * edge], graph.ends[2 * edge + 1]
    low, high = min(one, other), max(one, other)
    average = graph.sums[edge] / _expected(graph.sizes[low], graph.sizes[high], neighbours)
    if average >= least:
        heapq.heappush(heap, (-average, low, high, graph.merged[low], graph.merged[high]))


@compiled
def _join(graph: _Graph, keep: np.int32, drop: np.int32) -> None:
    """Make ``drop`` part of ``keep``: edges that both have to a third are added up."""
    halves = graph.first[keep], graph.first[drop]
    graph.first[keep] = graph.first[drop] = -1
    for half in halves:
        while half >= 0:
            after, edge, third = graph.next[half], half >> 1, graph.ends[half ^ 1]
            if third in (keep, drop):
                graph.sums[edge] = _GONE
            elif graph.sums[edge] != _GONE and graph.met[third] >= 0:
                graph.sums[graph.met[third]] += graph.sums[edge]
                graph.sums[edge] = _GONE
            elif graph.sums[edge] != _GONE:
                graph.met[third], graph.ends[half] = edge, keep
                _hang(graph, half)
            half = after
    half = graph.first[keep]
    while half >= 0:
        graph.met[graph.ends[half ^ 1]] = -1
        half = graph.next[half]
    graph.sizes[keep] += graph.sizes[drop]
    graph.merged[keep] += 1
    graph.merged[drop] = _GONE


@compiled
def _summed(edges: Codes) -> tuple[Places, Places, Numbers]:
    """Likeness summed by pairs of groups; edges as `packed` gives them."""
    pairs = 0
    for n in range(len(edges)):
        pairs += n == 0 or edges[n] >> SCORE_BITS != edges[n - 1] >> SCORE_BITS
    low, high, sums = np.empty(pairs, np.int32), np.empty(pairs, np.int32), np.zeros(pairs, np.int64)
    pair = -1
    for n in range(len(edges)):
        if n == 0 or edges[n] >> SCORE_BITS != edges[n - 1] >> SCORE_BITS:
            pair += 1
            low[pair], high[pair] = edges[n] >> np.uint64(38), (edges[n] >> SCORE_BITS) & END
        sums[pair] += np.int64(edges[n] & SCORE)
    return low, high, sums


@compiled
def _tied(low: Places, high: Places, sums: Numbers, sizes: Numbers, least: int, neighbours: int) -> Flags:
    """Pairs of groups that a chain of pairs ties, each enough alike: components by union-find (Tarjan 1975)."""
    root = np.arange(len(sizes))
    for n in range(len(low)):
        if sums[n] >= least * _expected(sizes[low[n]], sizes[high[n]], neighbours):
            one, other = _root(root, low[n]), _root(root, high[n])
            root[max(one, other)] = min(one, other)
    tied = np.empty(len(low), np.bool_)
    for n in range(len(low)):
        tied[n] = _root(root, low[n]) == _root(root, high[n])
    return tied


@compiled
def _root(root: Numbers, group: int) -> int:
    while root[group] != group:
        root[group] = root[root[group]]
        group = root[group]
    return group


@compiled
def _expected(one: int, other: int, neighbours: int) -> int:
    """How many edges two groups would have if all that are looked for were there."""
    return min(one * other, neighbours * min(one, other))
