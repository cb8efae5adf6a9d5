"""Postings: which articles of a window of days may tell of one event, and how alike they are.

Each article is found by its 20 most telling words: sparse products of some rows at a time with all of the
window, words left out that too many articles have, so that an article costs the same however long the crawl.
Of what an article shares words with, the nearest are kept and scored.
"""

import math
from collections.abc import Iterator, Mapping
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array, hstack

from tellings.story.join import join
from tellings.story.profiles import DIRECTION_MOST, PLACES, Counts, Profiles, background
from tellings.story.vocabulary import NONE, Terms

SEARCHED = 20
# A word of more articles than this in a window finds nobody (it still counts in the score).
COMMONEST = 1000
# Neighbours kept of an article, and how much of its words one must share to be one.
NEIGHBOURS = 48
LEAST_SHARED = 0.08
_BACKGROUND_TEXTS = 1000
_ROWS_AT_ONCE = 512
_PAIRS_AT_ONCE = 1 << 15
# Scores are whole thousandths: their sums are the same in any order.
GRAIN = 1000

Numbers = npt.NDArray[np.int64]
Scores = npt.NDArray[np.int32]


class Edges(NamedTuple):
    """Pairs of rows, each once, the smaller first, and how alike they are, in thousandths."""

    one: Numbers
    other: Numbers
    score: Scores


class Window:
    """Profiles of some days, ready to be searched and compared."""

    def __init__(self, profiles: Profiles) -> None:
        weights = join().weights
        self._weights = weights
        self._terms, self._searched = _joined(profiles, weights)
        self._posted = self._searched.T.tocsr()
        self._direction = profiles.direction
        self._weekdays, self._months = profiles.weekdays, profiles.months
        self._numbers = _numbers(profiles.terms[:, PLACES["numbers"]])

    def edges(self, new: Numbers) -> Edges:
        """Edges of the rows ``new`` with each other and with all others; both ends may be new."""
        found = [np.zeros(0, np.int64)]
        for start in range(0, len(new), _ROWS_AT_ONCE):
            one, other = self._neighbours(new[start : start + _ROWS_AT_ONCE])
            found.append((np.minimum(one, other) << 32) | np.maximum(one, other))
        pairs = np.unique(np.concatenate(found))
        one, other = pairs >> 32, pairs & 0xFFFFFFFF
        score = np.concatenate([np.zeros(0, np.int32), *self._scores(one, other)])
        kept = score > 0
        return Edges(one[kept], other[kept], score[kept])

    def _neighbours(self, rows: Numbers) -> tuple[Numbers, Numbers]:
        product = (self._searched[rows] @ self._posted).tocsr()
        at = np.repeat(np.arange(len(rows)), np.diff(product.indptr))
        kept = (product.data >= LEAST_SHARED) & (product.indices != rows[at])
        at, other, shared = at[kept], product.indices[kept].astype(np.int64), np.round(product.data[kept], 3)
        order = np.lexsort((other, -shared, at))
        at, other = at[order], other[order]
        near = np.arange(len(at)) - np.searchsorted(at, at) < NEIGHBOURS
        return rows[at[near]], other[near]

    def _scores(self, ones: Numbers, others: Numbers) -> Iterator[Scores]:
        for start in range(0, len(ones), _PAIRS_AT_ONCE):
            one, other = ones[start : start + _PAIRS_AT_ONCE], others[start : start + _PAIRS_AT_ONCE]
            terms = np.asarray(self._terms[one].multiply(self._terms[other]).sum(axis=1)).ravel()
            direction = np.einsum("ij,ij->i", self._direction[one].astype(np.float32), self._direction[other])
            likeness = (
                terms
                + self._weights["direction"] * direction / DIRECTION_MOST**2
                + self._weights["other_numbers"] * _different(self._numbers, one, other)
                + self._weights["other_weekday"] * _different(self._weekdays, one, other)
                + self._weights["other_month"] * _different(self._months, one, other)
            )
            yield np.rint(likeness * GRAIN).astype(np.int32)


def _joined(profiles: Profiles, weights: Mapping[str, float]) -> tuple[csr_array, csr_array]:
    """All fields of the join as one sparse row, so that a product of two rows is the sum of what it makes of the
    cosines of each field; and the words by which an article is found.
    """
    parts = []
    searched = None
    for field, place in PLACES.items():
        matrix = _weighted(profiles.terms[:, place], profiles.counts[:, place])
        if field == "beginning":
            searched = _searched(matrix)
        matrix.data *= np.float32(math.sqrt(max(weights[field], 0)))
        parts.append(matrix)
    assert searched is not None
    return hstack(parts, format="csr"), searched


def _weighted(terms: Terms, counts: Counts) -> csr_array:
    """Rows of unit length: TF-IDF with logarithmic counts, the rarity of the window and of the news at large."""
    rows, places = np.nonzero(terms != NONE)
    listed, column, held = np.unique(terms[rows, places], return_inverse=True, return_counts=True)
    expected = _BACKGROUND_TEXTS * np.exp(-background(listed))
    rarity = np.log((len(terms) + _BACKGROUND_TEXTS + 1) / (held + expected))
    weight = (1 + np.log(counts[rows, places])) * np.maximum(rarity[column], 0)
    length = np.sqrt(np.bincount(rows, weights=weight * weight, minlength=len(terms)))
    values = np.round(weight / np.maximum(length, 1e-9)[rows], 5).astype(np.float32)
    pointers = np.concatenate(([0], np.cumsum(np.bincount(rows, minlength=len(terms)))))
    matrix = csr_array((values, column.astype(np.int32), pointers), shape=(len(terms), max(len(listed), 1)))
    matrix.sort_indices()
    return matrix


def _searched(words: csr_array) -> csr_array:
    """The columns by which an article is found: the 20 that weigh most, of none that is too common."""
    held = np.bincount(words.indices, minlength=words.shape[1])
    rows = np.repeat(np.arange(words.shape[0]), np.diff(words.indptr))
    kept = held[words.indices] <= COMMONEST
    rows, columns, values = rows[kept], words.indices[kept], words.data[kept]
    order = np.lexsort((columns, -values, rows))
    rank = np.arange(len(rows)) - np.searchsorted(rows, rows)
    order = order[rank < SEARCHED]
    return csr_array((values[order], (rows[order], columns[order])), shape=words.shape)


def _numbers(terms: Terms) -> npt.NDArray[np.uint64]:
    """The numbers of each article as a set of 64 bits: two that share one share a bit."""
    bits = np.where(terms != NONE, np.uint64(1) << (terms % np.uint32(64)).astype(np.uint64), np.uint64(0))
    found: npt.NDArray[np.uint64] = np.bitwise_or.reduce(bits, axis=1)
    return found


def _different(bits: npt.NDArray[np.unsignedinteger], one: Numbers, other: Numbers) -> npt.NDArray[np.bool_]:
    """Pairs that both name some and none in common."""
    a, b = bits[one], bits[other]
    different: npt.NDArray[np.bool_] = (a > 0) & (b > 0) & ((a & b) == 0)
    return different
