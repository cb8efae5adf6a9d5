"""Postings: which articles of a window of days may tell of one event, and how alike they are.

Each article is found by its 20 most telling words: sparse products of some rows at a time with all of the
window, words left out that too many articles have, so that an article costs the same however long the crawl.
Of what an article shares words with, the nearest are kept and scored.
"""

import math
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from scipy.sparse import csc_array, csr_array

from tellings.story.likeness import DAYS_FREE, DAYS_MOST, DIRECTION, NAMES, OTHER_WEEKDAY, PER_DAY, WORDS
from tellings.story.profiles import DIRECTION_MOST, Counts, Profiles, background
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
    """Profiles of the articles of some days, ready to be searched. ``days`` are day numbers, not a number where
    unknown.
    """

    def __init__(self, profiles: Profiles, days: npt.NDArray[np.float64]) -> None:
        self._words = _weighted(profiles.words, profiles.word_counts)
        self._names = _weighted(profiles.names, profiles.name_counts)
        self._direction = profiles.direction
        self._weekdays = profiles.weekdays
        self._days = days
        searched = _searched(self._words, profiles.words)
        self._searched: csr_array = searched
        self._posted: csc_array = searched.T.tocsr()

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
            words = _products(self._words, one, other)
            names = _products(self._names, one, other)
            direction = np.einsum("ij,ij->i", self._direction[one].astype(np.float32), self._direction[other])
            near = WORDS * words + NAMES * names + DIRECTION * direction / DIRECTION_MOST**2
            yield np.rint((near - self._apart(one, other)) * GRAIN).astype(np.int32)

    def _apart(self, one: Numbers, other: Numbers) -> npt.NDArray[np.float64]:
        days = np.abs(self._days[one] - self._days[other])
        late = np.nan_to_num(np.clip((days - DAYS_FREE) * PER_DAY, 0, DAYS_MOST))
        a, b = self._weekdays[one], self._weekdays[other]
        different = (a > 0) & (b > 0) & ((a & b) == 0)
        apart: npt.NDArray[np.float64] = np.maximum(late, OTHER_WEEKDAY * different)
        return apart


def _weighted(terms: Terms, counts: Counts) -> csr_array:
    """Rows of unit length: TF-IDF with logarithmic counts, the rarity of the window and of the news at large."""
    rows, places = np.nonzero(terms != NONE)
    listed, column, held = np.unique(terms[rows, places], return_inverse=True, return_counts=True)
    expected = _BACKGROUND_TEXTS * np.exp(-background(listed))
    rarity = np.log((len(terms) + _BACKGROUND_TEXTS + 1) / (held + expected))
    weight = (1 + np.log(counts[rows, places])) * np.maximum(rarity[column], 0)
    length = np.sqrt(np.bincount(rows, weights=weight * weight, minlength=len(terms)))
    values = np.round(weight / np.maximum(length, 1e-9)[rows], 5).astype(np.float32)
    matrix = csr_array((values, (rows, column)), shape=(len(terms), max(len(listed), 1)))
    matrix.sort_indices()
    return matrix


def _searched(words: csr_array, terms: Terms) -> csr_array:
    """The columns by which an article is found: of each row its first 20, of none that is too common."""
    held = np.bincount(words.indices, minlength=words.shape[1])
    rows = np.repeat(np.arange(words.shape[0]), np.diff(words.indptr))
    kept = held[words.indices] <= COMMONEST
    rows, columns, values = rows[kept], words.indices[kept], words.data[kept]
    order = np.lexsort((columns, -values, rows))
    rank = np.arange(len(rows)) - np.searchsorted(rows, rows)
    order = order[rank < SEARCHED]
    return csr_array((values[order], (rows[order], columns[order])), shape=words.shape)


def _products(matrix: csr_array, one: Numbers, other: Numbers) -> npt.NDArray[np.float32]:
    products: npt.NDArray[np.float32] = np.asarray(matrix[one].multiply(matrix[other]).sum(axis=1)).ravel()
    return products


def undated() -> float:
    """The day number of an article whose day is not known."""
    return math.nan
