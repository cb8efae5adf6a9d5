"""Pairs: which articles may tell of one event, and what each such pair has in common.

Pure array functions over `signs`: candidates come from posting lists of words that few articles hold (so
their number grows with the articles, not with their square), features are numbers, one row a pair.
"""

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array

from tellings.story.signs import Floats, Numbers, Signs, cosines

FEATURES = (
    "title",  # cosine of title words, or of the first sentence's where there is no title
    "words",  # of the words of title (twice) and lead
    "beginning",  # of the words of title and first 1,500 characters
    "names",  # of names anywhere
    "numbers",  # of numbers in digits, years left out
    "phrases",  # of neighbouring words of title and lead
    "direction",  # of the directions in the static table
    "other_numbers",  # 1 where both count something near the top and share no number
    "other_weekday",  # 1 where both name days of the week and none in common
    "other_month",  # the same for months
)
AGAINST = ("other_numbers", "other_weekday", "other_month")
SPARSE = ("title", "words", "beginning", "names", "numbers", "phrases")

# A word that stands in more articles than this makes no candidates; in a smaller pool every word does.
WIDEST = 400
# So many of the nearest, by those words, are looked at for each article.
NEAREST = 100
# Weaker than any pair that was ever joined.
FAINTEST = 0.03
_ROWS_AT_ONCE = 256
_PAIRS_AT_ONCE = 50_000

Matrix = npt.NDArray[np.float32]


def candidates(signs: Signs) -> tuple[Numbers, Numbers]:
    """Numbers of the articles of each pair worth a look, the lower one first, sorted; no pair twice."""
    rare = _rare(signs.beginning, WIDEST)
    across = rare.T.tocsc()
    found = [np.zeros(0, np.int64)]
    for start in range(0, signs.number, _ROWS_AT_ONCE):
        near = (rare[start : start + _ROWS_AT_ONCE] @ across).tocsr()
        near.sort_indices()
        found.append(_nearest(near, start, signs.number))
    pairs = np.unique(np.concatenate(found))
    return pairs // max(signs.number, 1), pairs % max(signs.number, 1)


def features(signs: Signs, one: Numbers, other: Numbers) -> Matrix:
    """``FEATURES`` of each pair: shape (pairs, features); symmetric, each from -1 (direction) or 0 to 1."""
    parts = [
        _features(signs, one[n : n + _PAIRS_AT_ONCE], other[n : n + _PAIRS_AT_ONCE])
        for n in range(0, len(one), _PAIRS_AT_ONCE)
    ]
    return np.concatenate([np.zeros((0, len(FEATURES)), np.float32), *parts])


def cosine(rows: csr_array, one: Numbers, other: Numbers) -> Floats:
    """Cosine of each pair of rows, which are of unit length; 0 where one is empty."""
    found: Floats = np.asarray(rows[one].multiply(rows[other]).sum(axis=1), dtype=np.float64)
    return found


def _features(signs: Signs, one: Numbers, other: Numbers) -> Matrix:
    sparse: dict[str, Floats] = {name: cosine(getattr(signs, name), one, other) for name in SPARSE}
    columns = [
        *sparse.values(),
        cosines(signs.directions, one, other),
        (signs.counted[one] & signs.counted[other] & (sparse["numbers"] == 0)).astype(np.float64),
        _different(signs.weekdays[one], signs.weekdays[other]),
        _different(signs.months[one], signs.months[other]),
    ]
    # Rounded, so that sums that were added up in another order are the same number.
    rounded: Matrix = np.round(np.stack(columns, axis=1), 4).astype(np.float32)
    return rounded


def _different(one: Numbers, other: Numbers) -> Floats:
    """1 where both name some and none in common."""
    found: Floats = ((one > 0) & (other > 0) & ((one & other) == 0)).astype(np.float64)
    return found


def _rare(rows: csr_array, widest: int) -> csr_array:
    """The same rows without the words that more than ``widest`` articles hold."""
    kept = np.bincount(rows.indices, minlength=rows.shape[1])[rows.indices] <= widest
    pointers = np.concatenate(([0], np.cumsum(kept)))[rows.indptr]
    return csr_array((rows.data[kept], rows.indices[kept], pointers), shape=rows.shape)


def _nearest(near: csr_array, first: int, number: int) -> Numbers:
    """The ``NEAREST`` of each row as ``lower * number + higher``; ties go to the lower number."""
    rows = np.repeat(np.arange(near.shape[0]), np.diff(near.indptr))
    scores, columns = np.round(near.data, 4), near.indices.astype(np.int64)
    kept = (scores >= FAINTEST) & (columns != rows + first)
    rows, columns, scores = rows[kept], columns[kept], scores[kept]
    order = np.lexsort((columns, -scores, rows))
    rows, columns = rows[order], columns[order]
    place = np.arange(len(rows)) - np.searchsorted(rows, rows)
    rows, columns = rows[place < NEAREST] + first, columns[place < NEAREST]
    pairs: Numbers = np.minimum(rows, columns) * number + np.maximum(rows, columns)
    return pairs
