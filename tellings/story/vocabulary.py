"""Vocabulary: what is known of every word that a process has met, found by arrays.

A word is stemmed and cut into pieces once; from then on it is a row that is looked up for a whole batch of texts at
a time. What stands in a row depends on the word alone.
"""

from collections.abc import Sequence
from functools import cache
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from tellings.language.rarity import known
from tellings.language.words import fold, stems
from tellings.story.compiled import Codes, Places, compiled, find, put, slot, slots
from tellings.story.hashed import Numbers, codes
from tellings.story.signs import MONTHS, WEEKDAYS
from tellings.story.wordpiece import pieces

Terms = npt.NDArray[np.uint32]
Weights = npt.NDArray[np.float64]
# No word: the number of what is no term.
NONE = np.uint32(0)
# The number of what the news at large does not list.
UNLISTED = 0
YEARS = frozenset(map(str, range(1900, 2100)))

# A crawl has words without end (names, addresses): start anew before they fill the memory.
_MOST = 400_000


def term(stemmed: str) -> int:
    """The 32-bit number under which a stem is kept."""
    return int(terms([stemmed])[0])


def terms(stemmed: Sequence[str]) -> Terms:
    """The numbers under which stems are kept."""
    numbers: Terms = np.maximum(codes(stemmed) >> np.uint64(32), 1).astype(np.uint32)
    return numbers


def background(content: Terms) -> Weights:
    """How rare terms are in the news at large (natural logarithm); unlisted ones are taken for rare."""
    return _looked_up(content, news())


class News(NamedTuple):
    """The terms that the news at large lists, in slots; their numbers from 1 on, `UNLISTED` in a free slot; by number
    how rare they are.
    """

    keys: Codes
    numbers: Places
    weights: Weights


@cache
def news() -> News:
    """The news at large."""
    shares, unlisted = known()
    keys, numbers = slots(len(shares))
    put(keys, numbers, terms(list(shares)).astype(np.uint64), np.arange(1, len(shares) + 1, dtype=np.int32))
    return News(keys, numbers, -np.log(np.array([unlisted, *shares.values()])))


@cache
def vocabulary() -> "Vocabulary":
    """The vocabulary of this process."""
    return Vocabulary()


class Known(NamedTuple):
    """What is known of words, a row each; columns may be longer than they are used.

    ``term`` is the number of a word's stem, ``rarity`` that of the stem in the news at large, ``year`` whether the word
    is one, ``weekday`` and ``month`` a bit each; its word pieces are ``pieces`` from ``begin`` on, ``length`` of them.
    ``unlisted`` is the rarity of what the news at large does not list.
    """

    term: Terms
    rarity: Weights
    year: npt.NDArray[np.bool_]
    weekday: npt.NDArray[np.uint8]
    month: npt.NDArray[np.uint16]
    begin: Numbers
    length: Numbers
    pieces: Places
    unlisted: float


class Vocabulary:
    """Rows of words, found by their codes."""

    def __init__(self) -> None:
        self._start()

    def rows(
        self, found: Codes, text: Places, start: Places, end: Places, texts: Sequence[str]
    ) -> tuple[Numbers, Known]:
        """The rows of words, given by their codes and where they stand in ``texts``, and what is known of them."""
        if self._used > _MOST:
            self._start()
        rows = find(*self._slots, found)
        missed = np.flatnonzero(rows < 0)
        if len(missed):
            unmet, first = np.unique(found[missed], return_index=True)
            at = missed[first]
            spots = zip(text[at].tolist(), start[at].tolist(), end[at].tolist(), strict=True)
            self._learn(unmet, fold("\n".join(texts[n][a:b] for n, a, b in spots)).split("\n"))
            rows = find(*self._slots, found)
        return rows, self._known

    def _start(self) -> None:
        self._used = self._spelt = 0
        self._slots = slots(_MOST)
        self._known = Known(
            term=np.zeros(0, np.uint32),
            rarity=np.zeros(0),
            year=np.zeros(0, np.bool_),
            weekday=np.zeros(0, np.uint8),
            month=np.zeros(0, np.uint16),
            begin=np.zeros(0, np.int64),
            length=np.zeros(0, np.int64),
            pieces=np.zeros(0, np.int32),
            unlisted=news().weights[UNLISTED],
        )

    def _learn(self, unmet: Codes, written: Sequence[str]) -> None:
        spelt, lengths = pieces(written)
        stemmed = terms(stems(written))
        new: dict[str, npt.NDArray[Any]] = {
            "term": stemmed,
            "rarity": background(stemmed),
            "year": np.array([w in YEARS for w in written]),
            "weekday": _bits(written, WEEKDAYS),
            "month": _bits(written, MONTHS),
            "begin": self._spelt + np.cumsum(lengths) - lengths,
            "length": lengths,
        }
        grown: dict[str, Any] = {n: _put(getattr(self._known, n), self._used, column) for n, column in new.items()}
        self._known = self._known._replace(pieces=_put(self._known.pieces, self._spelt, spelt), **grown)
        used = self._used + len(unmet)
        if 2 * used > len(self._slots[0]):
            # one batch with more new words than a table is made for
            old, rows = self._slots
            self._slots = slots(2 * used)
            put(*self._slots, old[old > 0], rows[old > 0])
        put(*self._slots, unmet, np.arange(self._used, used, dtype=np.int32))
        self._used, self._spelt = used, self._spelt + len(spelt)


def _put(column: npt.NDArray[Any], used: int, new: npt.NDArray[Any]) -> npt.NDArray[Any]:
    """``column`` with ``new`` behind its ``used`` places; one that is full is made twice as long."""
    if used + len(new) > len(column):
        column = np.concatenate((column, np.zeros(max(len(column), len(new)), column.dtype)))
    column[used : used + len(new)] = new
    return column


def _bits(words: Sequence[str], names: Sequence[str]) -> Numbers:
    bits = {name: 1 << n for n, name in enumerate(names)}
    return np.array([bits.get(word, 0) for word in words])


@compiled
def _looked_up(content: Terms, news: News) -> Weights:
    found = np.empty(len(content))
    for n in range(len(content)):
        found[n] = news.weights[news.numbers[slot(news.keys, np.uint64(content[n]))]]
    return found
