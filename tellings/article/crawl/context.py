"""Context: what the first scores of the blocks around tell of a block."""

import numpy as np

from tellings.article.crawl.features import Features, Floats, Pages, Wide

NEAR = (-3, -2, -1, 1, 2, 3)
# No block weighs more than this many code points in a container's mean.
MOST = 300
WINDOWS = (3, 8)
LEAST = 1e-4
# Scores are summed as whole thousandths, so that a sum does not depend on its order.
GRAIN = 1000
FARTHEST = 20


def context(found: Features, scores: Wide) -> Floats:
    """Features with those of the context added (blocks × names), given first scores of three places."""
    pages = found.pages
    clipped = np.clip(scores, LEAST, 1 - LEAST)
    logits = np.log(clipped / (1 - clipped))
    weights = np.minimum(found.lengths, MOST)
    weighted = weights * np.rint(scores * GRAIN)
    table = [
        logits[None],
        *(pages.shifted(logits, by, -8.0)[None] for by in NEAR),
        _of_containers(found, weights, weighted),
        _of_windows(pages, weights, weighted),
        _of_likely(pages, scores > 0.5),
    ]
    return np.concatenate([found.values, np.concatenate(table).T.astype(np.float32)], 1)


def _of_containers(found: Features, weights: Wide, weighted: Wide) -> Wide:
    """Mean score of the blocks that share a number, their share of the page's best sum, and the mean without the block;
    for each of the four numbers.
    """
    pages, tables = found.pages, []
    for numbers in found.around:
        sums, totals = np.bincount(numbers, weighted)[numbers], np.bincount(numbers, weights)[numbers]
        best = np.maximum.reduceat(sums, pages.starts)[pages.of]
        others = (sums - weighted) / np.maximum(totals - weights, 1)
        tables += [sums / np.maximum(totals, 1) / GRAIN, sums / np.maximum(best, GRAIN), others / GRAIN]
    return np.stack(tables)


def _of_windows(pages: Pages, weights: Wide, weighted: Wide) -> Wide:
    """Mean score of the blocks up to so many places away, share of the page's sum that stands before, and that sum."""
    sums, totals = (np.concatenate([[0.0], np.cumsum(measure)]) for measure in (weighted, weights))
    number, first, last = np.arange(len(pages.of)), pages.starts[pages.of], pages.ends[pages.of]
    table = []
    for reach in WINDOWS:
        start, end = np.maximum(number - reach, first), np.minimum(number + reach + 1, last)
        table.append((sums[end] - sums[start]) / np.maximum(totals[end] - totals[start], 1) / GRAIN)
    whole = sums[last] - sums[first]
    table += [(sums[:-1] - sums[first]) / np.maximum(whole, GRAIN), np.log1p(whole / GRAIN)]
    return np.stack(table)


def _of_likely(pages: Pages, likely: np.typing.NDArray[np.bool_]) -> Wide:
    """Blocks since the last likely one, and up to the next."""
    number = np.arange(len(likely))
    far = len(likely) + FARTHEST
    last = np.maximum.accumulate(np.where(likely, number, -far))
    following = np.minimum.accumulate(np.where(likely, number, far)[::-1])[::-1]
    last = np.where(last < pages.starts[pages.of], -far, last)
    following = np.where(following >= pages.ends[pages.of], 2 * far, following)
    return np.clip(np.stack([number - last, following - number]), 0, FARTHEST) / 10
