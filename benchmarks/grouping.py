"""Time grouping beside a plain baseline on the same articles: ``python -m benchmarks.grouping``.

The baseline is TF-IDF over all words and scipy's average linkage over the full matrix. Reads the mixed
pool of ``../shared/data`` (not part of this repository).
"""

import math
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence

import numpy as np
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.spatial.distance import squareform

from evaluation.grouping import articles
from evaluation.shared import SHARED, scorer
from tellings.language.words import content_stems
from tellings.model import Article
from tellings.story.grouping import group

SET = "mixed"
ROUNDS = 3
# The threshold at which the baseline does best on this set.
LEAST = 0.22

Stories = dict[str, str]


def main() -> None:
    """Print seconds (the fastest of a few rounds) and B-cubed F1 of both, then the ratio."""
    path = SHARED / "data" / SET / "articles.jsonl"
    if not path.exists():
        print(f"grouping: skipped, no {SHARED.name}/data/{SET}", file=sys.stderr)
        return
    read = articles(SHARED, SET)
    gold = scorer("clusters").read_stories(str(path))
    seconds = {}
    for name, grouped in {"tellings": _tellings, "plain": _plain}.items():
        seconds[name], stories = _timed(grouped, read)
        print(f"{name:10} {seconds[name]:6.2f} s   B3 F1 {scorer('clusters').score(gold, stories)['bcubed_f1']:.3f}")
    print(f"{len(read)} articles; tellings takes {seconds['tellings'] / seconds['plain']:.2f} times as long")


def _timed(grouped: Callable[[Sequence[Article]], Stories], read: Sequence[Article]) -> tuple[float, Stories]:
    taken = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        stories = grouped(read)
        taken.append(time.perf_counter() - start)
    return min(taken), stories


def _tellings(read: Sequence[Article]) -> Stories:
    return {g.id: g.story for g in group(read)}


def _plain(read: Sequence[Article]) -> Stories:
    counts = [Counter(content_stems(f"{a.title or ''}\n{a.text}")) for a in read]
    held = Counter(stem for c in counts for stem in c)
    column = {stem: n for n, stem in enumerate(sorted(held))}
    weights = np.zeros((len(read), len(column)))
    for row, stems in enumerate(counts):
        for stem, n in stems.items():
            weights[row, column[stem]] = (1 + math.log(n)) * math.log(len(read) / held[stem])
    weights /= np.maximum(np.linalg.norm(weights, axis=1, keepdims=True), 1e-9)
    distance = np.clip(1 - weights @ weights.T, 0, 1)
    np.fill_diagonal(distance, 0)
    labels = fcluster(linkage(squareform(distance, checks=False), "average"), 1 - LEAST, "distance")
    return {a.id: str(label) for a, label in zip(read, labels, strict=True)}


if __name__ == "__main__":
    main()
