"""Average linkage over a sparse graph of scores: groups that hold together as a whole, never chains.

Unweighted average linkage (UPGMA; Sokal and Michener 1958) by greedy merging. A pair without a score
counts as 0, so a member joins a group only where it is like most of the group.
"""

import heapq
from collections import defaultdict
from collections.abc import Mapping

Pair = tuple[int, int]


def average_linkage(number: int, scores: Mapping[Pair, float], least: float) -> list[list[int]]:
    """Partition of ``range(number)``: merges the two groups of highest mean score while that is ``least`` or more.

    ``scores`` maps pairs (i, j) with i < j to a score from 0 to 1. Ties go to the lowest members, so the
    same items in the same order always give the same groups. Groups and members come in order.
    """
    members = {i: [i] for i in range(number)}
    sums: dict[int, dict[int, float]] = defaultdict(dict)
    heap: list[tuple[float, int, int]] = []
    for (i, j), given in sorted(scores.items()):
        score = sums[i][j] = sums[j][i] = round(given, 6)
        if score >= least:
            heap.append((-score, i, j))
    heapq.heapify(heap)
    while heap:
        negative, i, j = heapq.heappop(heap)
        if i not in members or j not in members or -negative != _mean(sums, members, i, j):
            continue
        _merge(members, sums, i, j)
        for k in sums[i]:
            mean = _mean(sums, members, i, k)
            if mean >= least:
                heapq.heappush(heap, (-mean, min(i, k), max(i, k)))
    return sorted(sorted(group) for group in members.values())


def _mean(sums: Mapping[int, Mapping[int, float]], members: Mapping[int, list[int]], i: int, j: int) -> float:
    # Rounded, so that the order of additions cannot turn a decision.
    return round(sums[i].get(j, 0.0) / (len(members[i]) * len(members[j])), 6)


def _merge(members: dict[int, list[int]], sums: dict[int, dict[int, float]], i: int, j: int) -> None:
    members[i] += members.pop(j)
    for k, total in sums.pop(j).items():
        del sums[k][j]
        if k != i:
            sums[i][k] = sums[k][i] = sums[i].get(k, 0.0) + total
