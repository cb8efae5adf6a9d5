"""Vocabulary: the stem and the word pieces of every word that a process has met, found by arrays.

A word is stemmed and cut into pieces once; from then on it is a row of a table that is looked up for a whole
batch of texts at a time. What stands in a row depends on the word alone.
"""

from collections.abc import Sequence
from functools import cache

import numpy as np
import numpy.typing as npt

from tellings.language import vectors
from tellings.language.words import content_stems, fold, stem
from tellings.story.hashed import Codes, Numbers, Words, codes

Terms = npt.NDArray[np.uint32]
# No word: the number of what is no term.
NONE = np.uint32(0)

_BITS = 20
_SLOTS = 1 << _BITS
# A word looks in two slots; the few that find both taken go through a dictionary.
_PROBES = (np.uint64(64 - _BITS), np.uint64(64 - 2 * _BITS))
_MASK = np.uint64(_SLOTS - 1)
# A crawl has words without end (names, addresses): start anew before they fill the memory.
_MOST = 400_000


def term(stemmed: str) -> int:
    """The 32-bit number under which a stem is kept."""
    return int(terms([stemmed])[0])


def terms(stemmed: Sequence[str]) -> Terms:
    """The numbers under which stems are kept."""
    numbers: Terms = np.maximum(codes(stemmed) >> np.uint64(32), 1).astype(np.uint32)
    return numbers


@cache
def vocabulary() -> "Vocabulary":
    """The vocabulary of this process."""
    return Vocabulary()


class Vocabulary:
    """Rows of words. ``term`` is the number of a row's stem."""

    def __init__(self) -> None:
        self._start()

    def numbers(self, found: Words, texts: Sequence[str]) -> Numbers:
        """The row of each word of ``found``, which stand in ``texts``."""
        if len(self._row) > _MOST:
            self._start()
        rows = np.full(len(found.code), -1, np.int64)
        for shift in _PROBES:
            slot = ((found.code >> shift) & _MASK).astype(np.int64)
            hit = self._codes[slot] == found.code
            rows[hit] = self._rows[slot[hit]]
        missed = np.flatnonzero(rows < 0)
        if len(missed):
            self._learn(found, texts, missed)
            rows[missed] = [self._row[one] for one in found.code[missed].tolist()]
        return rows

    def pieces(self, rows: Numbers) -> tuple[npt.NDArray[np.int32], Numbers]:
        """Word pieces of words, in order, and how many each word has."""
        lengths = self._lengths[rows]
        within = np.arange(int(lengths.sum())) - np.repeat(np.cumsum(lengths) - lengths, lengths)
        return self._pieces[np.repeat(self._begins[rows], lengths) + within], lengths

    def _start(self) -> None:
        self._row: dict[int, int] = {}
        self._codes: Codes = np.zeros(_SLOTS, np.uint64)
        self._rows = np.zeros(_SLOTS, np.int32)
        self.term: Terms = np.zeros(0, np.uint32)
        self._begins: Numbers = np.zeros(0, np.int64)
        self._lengths: Numbers = np.zeros(0, np.int64)
        self._pieces = np.zeros(0, np.int32)

    def _learn(self, found: Words, texts: Sequence[str], missed: Numbers) -> None:
        unmet, first = np.unique(found.code[missed], return_index=True)
        new = np.array([one not in self._row for one in unmet.tolist()], np.bool_)
        unmet, places = unmet[new], missed[first[new]]
        written = [fold(texts[found.text[n]][found.start[n] : found.end[n]]) for n in places.tolist()]
        spelt = vectors.pieces(written)
        lengths = np.fromiter((len(s) for s in spelt), np.int64, len(spelt))
        begin = len(self._row)
        self._row |= {one: begin + n for n, one in enumerate(unmet.tolist())}
        self.term = np.concatenate((self.term, terms([_stemmed(word) for word in written])))
        self._begins = np.concatenate((self._begins, len(self._pieces) + np.cumsum(lengths) - lengths))
        self._lengths = np.concatenate((self._lengths, lengths))
        self._pieces = np.concatenate((self._pieces, np.array([i for s in spelt for i in s], np.int32)))
        self._place(unmet, begin + np.arange(len(unmet)))

    def _place(self, codes: Codes, rows: Numbers) -> None:
        for shift in _PROBES:
            slot = ((codes >> shift) & _MASK).astype(np.int64)
            # of new words that want one slot, the first has it
            slots, first = np.unique(slot, return_index=True)
            first = first[self._codes[slots] == 0]
            self._codes[slot[first]], self._rows[slot[first]] = codes[first], rows[first]
            left = np.ones(len(codes), np.bool_)
            left[first] = False
            codes, rows = codes[left], rows[left]


def _stemmed(word: str) -> str:
    stems = content_stems(word)
    return stems[0] if stems else stem(word)
