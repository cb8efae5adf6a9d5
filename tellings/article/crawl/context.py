"""Context: what the first scores of the blocks around tell of a block."""

import numpy as np

from tellings.article.crawl.features import Features, Floats, Numbers, Wide, shifted

NEAR = (-3, -2, -1, 1, 2, 3)
# No block weighs more than this many code points in a container's mean.
MOST = 300
WINDOWS = (3, 8)
LEAST = 1e-4


def context(found: Features, scores: Wide) -> Floats:
    """Features with those of the context added (blocks × names), given first scores between 0 and 1."""
    count = len(scores)
    clipped = np.clip(scores, LEAST, 1 - LEAST)
    logits = np.log(clipped / (1 - clipped))
    weights = np.minimum(found.lengths, MOST)
    columns = [logits]
    columns += [shifted(logits, by, -8.0) if count > abs(by) else np.full(count, -8.0) for by in NEAR]
    for numbers in found.around:
        columns += _of_container(numbers, weights, scores)
    sums = np.concatenate([[0.0], np.cumsum(weights * scores)])
    totals = np.concatenate([[0.0], np.cumsum(weights)])
    number = np.arange(count)
    for reach in WINDOWS:
        start, end = np.maximum(number - reach, 0), np.minimum(number + reach + 1, count)
        columns.append((sums[end] - sums[start]) / np.maximum(totals[end] - totals[start], 1))
    columns.append(sums[:-1] / max(sums[-1], 1))
    columns.append(np.full(count, np.log1p(sums[-1])))
    likely = scores > 0.5
    last = np.maximum.accumulate(np.where(likely, number, -100))
    following = np.minimum.accumulate(np.where(likely, number, count + 100)[::-1])[::-1]
    columns += [np.clip(number - last, 0, 20) / 10, np.clip(following - number, 0, 20) / 10]
    return np.concatenate([found.values, np.stack(columns, 1).astype(np.float32)], 1)


def _of_container(numbers: Numbers, weights: Wide, scores: Wide) -> list[Wide]:
    """Mean score of the blocks that share a number, their share of the best sum, and the mean without the block."""
    sums, totals = np.bincount(numbers, weights * scores), np.bincount(numbers, weights)
    others = (sums[numbers] - weights * scores) / np.maximum(totals[numbers] - weights, 1)
    return [(sums / np.maximum(totals, 1))[numbers], (sums / max(sums.max(), 1))[numbers], others]
