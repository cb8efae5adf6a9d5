"""From scores to a reading: the best run of name tags, the best tree."""

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

Scores = npt.NDArray[np.float32]
Penalties = npt.NDArray[np.float64]


class Spotted(NamedTuple):
    """A name over words ``first`` to ``last`` (exclusive); ``sure`` is the least probability of its words."""

    first: int
    last: int
    kind: str
    sure: float


def names(scores: Scores, labels: Sequence[str]) -> list[Spotted]:
    """Names of a sentence: words × labels (IOB2, log probabilities), by the best run of tags that is one.

    A tag ``I-X`` follows ``B-X`` or ``I-X`` only (Viterbi 1967).
    """
    if not len(scores):
        return []
    opening, following = _penalties(tuple(labels))
    tags = [int(tag) for tag in scores.argmax(axis=1)]
    # where the best tag of each word makes a run that may be, no other run is better
    if opening[tags[0]] < 0 or (following[tags[:-1], tags[1:]] < 0).any():
        tags = _best_run(scores, opening, following)
    return _spotted([labels[t] for t in tags], np.exp(scores[np.arange(len(tags)), tags]))


def _best_run(scores: Scores, opening: Penalties, following: Penalties) -> list[int]:
    best = scores[0] + opening
    back = np.zeros(scores.shape, dtype=np.int64)
    for at in range(1, len(scores)):
        paths = best[:, None] + following
        back[at] = paths.argmax(axis=0)
        best = paths.max(axis=0) + scores[at]
    tags = [int(best.argmax())]
    for at in range(len(scores) - 1, 0, -1):
        tags.append(int(back[at, tags[-1]]))
    return tags[::-1]


@cache
def _penalties(labels: tuple[str, ...]) -> tuple[Penalties, Penalties]:
    """0 where a tag may open a sentence, and where it may follow another; else minus infinity."""
    opening = np.array([-np.inf if x.startswith("I-") else 0.0 for x in labels])
    may_follow = np.array([[_may_follow(a, b) for b in labels] for a in labels])
    return opening, np.where(may_follow, 0.0, -np.inf)


def _may_follow(before: str, after: str) -> bool:
    return not after.startswith("I-") or before[2:] == after[2:]


def _spotted(tags: Sequence[str], sure: npt.NDArray[np.float64]) -> list[Spotted]:
    found: list[Spotted] = []
    first = 0
    for at, tag in enumerate([*tags, "O"]):
        if at and tags[at - 1] != "O" and not tag.startswith("I-"):
            found.append(Spotted(first, at, tags[at - 1][2:], float(sure[first:at].min())))
        if tag.startswith("B-"):
            first = at
    return found


def tree(scores: Scores) -> list[int]:
    """The head of each word of a sentence by the best tree: words × words + 1 (the root last).

    Returns an index of the sentence's words, or -1 for the root, of which there is one. Best single heads are
    taken where they are a tree; else the maximum spanning tree (Chu & Liu 1965, Edmonds 1967), once for each
    of the three likeliest roots (the root constraint of Zmigrod, Vieira & Cotterell 2020).
    """
    if not len(scores):
        return []
    size = len(scores)
    free = scores.astype(np.float64).copy()
    np.fill_diagonal(free[:, :size], -np.inf)
    best = free.argmax(axis=1)
    if (best == size).sum() == 1 and not _cycle([int(h) for h in best], size):
        return [-1 if h == size else int(h) for h in best]
    roots = np.argsort(-free[:, size], kind="stable")[:3]
    trees = [_rooted(free, int(root)) for root in roots]
    return max(trees, key=lambda found: found[0])[1]


def _rooted(scores: npt.NDArray[np.float64], root: int) -> tuple[float, list[int]]:
    size = len(scores)
    only = scores[:, :size].copy()
    heads = _spanning(only, root)
    total = scores[root, size] + sum(scores[i, h] for i, h in enumerate(heads) if i != root)
    return float(total), [-1 if i == root else h for i, h in enumerate(heads)]


def _spanning(scores: npt.NDArray[np.float64], root: int) -> list[int]:
    """Heads of the best tree over ``scores[dependent, head]`` from ``root``, whose own entry is itself."""
    size = len(scores)
    heads = [int(h) for h in scores.argmax(axis=1)]
    heads[root] = size
    cycle = _cycle(heads, size)
    if not cycle:
        heads[root] = root
        return heads
    inside = np.zeros(size, dtype=bool)
    inside[cycle] = True
    rest = [i for i in range(size) if not inside[i]]
    held = sum(scores[i, heads[i]] for i in cycle)
    count = len(rest)
    small = np.full((count + 1, count + 1), -np.inf)
    small[:count, :count] = scores[np.ix_(rest, rest)]
    leaving = scores[np.ix_(rest, cycle)]
    small[:count, count] = leaving.max(axis=1)
    gain = np.array([[held - scores[i, heads[i]] + scores[i, j] for j in rest] for i in cycle])
    small[count, :count] = gain.max(axis=0)
    np.fill_diagonal(small, -np.inf)
    outer = _spanning(small, rest.index(root))
    for at, head in enumerate(outer[:count]):
        if rest[at] != root:
            heads[rest[at]] = cycle[int(leaving[at].argmax())] if head == count else rest[head]
    entered = outer[count]
    broken = int(gain[:, entered].argmax())
    heads[cycle[broken]] = rest[entered]
    heads[root] = root
    return heads


def _cycle(heads: Sequence[int], size: int) -> list[int]:
    """A cycle among the heads (``size`` is above all), or nothing."""
    seen = [0] * size
    for first in range(size):
        at, path = first, []
        while at < size and seen[at] == 0:
            seen[at] = first + 1
            path.append(at)
            at = heads[at]
        if at < size and seen[at] == first + 1 and at in path:
            return path[path.index(at) :]
    return []
