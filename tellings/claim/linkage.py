"""Linkage over a sparse graph of scores: groups that hold together as a whole, never chains.

Greedy agglomeration. How near two groups are is the mean of all pairs between them (unweighted average
linkage, UPGMA; Sokal and Michener 1958) with, where asked for, a share of their nearest pair, for two
statements may tell one thing in words that a third does not have. A pair without a score counts as 0.
"""

import heapq
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

Pair = tuple[int, int]


def average_linkage(
    number: int, scores: Mapping[Pair, float], least: float, nearest: float = 0.0, least_pair: float = 0.0
) -> list[list[int]]:
    """Partition of ``range(number)``: merges the two nearest groups while they are as near as ``least``.

    ``scores`` maps pairs (i, j) with i < j to a score from 0 to 1; ``nearest`` is the share of the nearest
    pair, the rest is the mean; two items that nothing else supports need ``least_pair``. Ties go to the
    lowest members, so the same items in the same order always give the same groups. Groups and members
    come in order.
    """
    groups = _Groups({i: [i] for i in range(number)}, nearest)
    heap: list[tuple[float, int, int]] = []
    for (i, j), given in sorted(scores.items()):
        score = round(given, 6)
        groups.sums[i][j] = groups.sums[j][i] = groups.best[i][j] = groups.best[j][i] = score
        if score >= max(least, least_pair):
            heap.append((-score, i, j))
    heapq.heapify(heap)
    while heap:
        negative, i, j = heapq.heappop(heap)
        if i not in groups.members or j not in groups.members or -negative != groups.nearness(i, j):
            continue
        groups.merge(i, j)
        for k in groups.sums[i]:
            near = groups.nearness(i, k)
            if near >= least:
                heapq.heappush(heap, (-near, min(i, k), max(i, k)))
    return sorted(sorted(group) for group in groups.members.values())


@dataclass(slots=True)
class _Groups:
    members: dict[int, list[int]]
    nearest: float
    sums: dict[int, dict[int, float]] = field(default_factory=lambda: defaultdict(dict))
    best: dict[int, dict[int, float]] = field(default_factory=lambda: defaultdict(dict))

    def nearness(self, i: int, j: int) -> float:
        mean = self.sums[i].get(j, 0.0) / (len(self.members[i]) * len(self.members[j]))
        # Rounded, so that the order of additions cannot turn a decision.
        return round((1 - self.nearest) * mean + self.nearest * self.best[i].get(j, 0.0), 6)

    def merge(self, i: int, j: int) -> None:
        self.members[i] += self.members.pop(j)
        best = self.best.pop(j)
        for k, total in self.sums.pop(j).items():
            del self.sums[k][j], self.best[k][j]
            if k != i:
                self.sums[i][k] = self.sums[k][i] = self.sums[i].get(k, 0.0) + total
                self.best[i][k] = self.best[k][i] = max(self.best[i].get(k, 0.0), best[k])
