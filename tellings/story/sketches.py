"""Sketches: how much text two articles share, from a few numbers of each.

MinHash (Broder 1997) over runs of four content words, by one permutation cut into 128 bins (Li, Owen and
Zhang 2012), bins that stay empty filled from others by a fixed draw (optimal densification, Shrivastava
2017), 16 bits kept of each (b-bit minwise hashing, Li and König 2010): one pass over the words of a text
instead of 128. Articles that may be near are found by sorting bands of the sketch (locality-sensitive
hashing, Indyk and Motwani 1998), never by comparing all.
"""

from collections.abc import Iterator, Sequence
from functools import cache

import numpy as np
import numpy.typing as npt

from tellings.story.hashed import Words, mixed

BINS = 128
SHINGLE = 4
# Two texts with a Jaccard index of .4 share a band of three in 94 cases of 100, of .2 in 29.
BAND = 3
# A text with fewer shingles is a sentence or two, or one formula: it is no copy of anything.
FEWEST = 8

Sketches = npt.NDArray[np.uint16]
Numbers = npt.NDArray[np.int64]
Codes = npt.NDArray[np.uint64]

_EMPTY = np.uint16(0xFFFF)
_FACTORS = (0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9, 0xD6E8FEB86659FD93)


def sketches(words: Words, number: int) -> tuple[Sketches, Numbers]:
    """Sketches of ``number`` texts, a row of 128 each, and how many different shingles each has (about).

    A text without shingles has a row of 65,535 and matches nothing.
    """
    kept = ~words.function
    text, code = words.text[kept], words.code[kept]
    shingles, home = _shingles(code, text)
    return _filled(_least(shingles, home, number)), np.bincount(home, minlength=number)


def near(sketched: Sketches, sizes: Numbers, new: npt.NDArray[np.bool_]) -> tuple[Numbers, Numbers]:
    """Pairs of rows that agree in a band, at least one of them ``new``, each once, the smaller row first.

    Of many rows that agree, each is paired with the first and with the one before it: enough to hold the
    copies of one text together, and linear in their number.
    """
    usable = np.flatnonzero(sizes >= FEWEST)
    found = [_agreeing(keys, usable) for keys in _bands(sketched[usable])]
    pairs = np.unique(np.concatenate([(a << 32) | b for a, b in found] or [np.zeros(0, np.int64)]))
    one, other = pairs >> 32, pairs & 0xFFFFFFFF
    fresh = new[one] | new[other]
    return one[fresh], other[fresh]


def containment(sketched: Sketches, sizes: Numbers, one: Numbers, other: Numbers) -> npt.NDArray[np.float32]:
    """Share of the shorter text's shingles that the longer has too, estimated, for pairs of rows: 0 to 1.

    From the Jaccard index J and the sizes: J (a + b) / (1 + J) shingles are shared.
    """
    shares = [np.zeros(0, np.float32)]
    for start in range(0, len(one), 1 << 16):
        a, b = one[start : start + (1 << 16)], other[start : start + (1 << 16)]
        jaccard = (sketched[a] == sketched[b]).mean(axis=1)
        shared = jaccard * (sizes[a] + sizes[b]) / (1 + jaccard)
        shares.append(np.minimum(shared / np.maximum(np.minimum(sizes[a], sizes[b]), 1), 1).astype(np.float32))
    return np.concatenate(shares)


def _shingles(code: Codes, text: Numbers) -> tuple[Codes, Numbers]:
    """Every run of four words within a text as a number, and the text it is from."""
    if len(code) < SHINGLE:
        return np.zeros(0, np.uint64), np.zeros(0, np.int64)
    last = len(code) - SHINGLE + 1
    total = np.zeros(last, np.uint64)
    for n, factor in enumerate(_FACTORS):
        total += code[n : n + last] * np.uint64(factor)
    whole = text[:last] == text[SHINGLE - 1 :]
    return mixed(total[whole]), text[:last][whole]


def _least(shingles: Codes, home: Numbers, number: int) -> Sketches:
    """The least value of each text in each bin: 7 bits of a shingle are its bin, the next 16 its value."""
    table = np.full(number * BINS, _EMPTY)
    place = home * BINS + (shingles >> np.uint64(57)).astype(np.int64)
    value = ((shingles >> np.uint64(41)) & np.uint64(0xFFFF)).astype(np.uint16)
    np.minimum.at(table, place, np.minimum(value, _EMPTY - np.uint16(1)))
    return table.reshape(number, BINS)


def _filled(table: Sketches) -> Sketches:
    """Empty bins filled, each from the first filled bin in an order of its own that is the same for all texts."""
    out = table.copy()
    rows, bins = np.nonzero((table == _EMPTY) & (table != _EMPTY).any(axis=1)[:, None])
    for draw in _draws():
        if not len(rows):
            break
        value = table[rows, draw[bins]]
        out[rows, bins] = value
        still = value == _EMPTY
        rows, bins = rows[still], bins[still]
    return out


@cache
def _draws() -> Sequence[Numbers]:
    """Orders in which a bin looks at the others: a permutation of the bins for each bin, transposed."""
    keys = mixed(np.arange(BINS * BINS, dtype=np.uint64).reshape(BINS, BINS) + np.uint64(1))
    orders: Numbers = np.argsort(keys, axis=1, kind="stable").T
    return list(orders)


def _bands(sketched: Sketches) -> Iterator[Codes]:
    for first in range(0, BINS - BAND + 1, BAND):
        parts = sketched[:, first : first + BAND].astype(np.uint64)
        yield (parts[:, 0] << np.uint64(32)) | (parts[:, 1] << np.uint64(16)) | parts[:, 2]


def _agreeing(keys: Codes, rows: Numbers) -> tuple[Numbers, Numbers]:
    """Rows whose keys are equal, each with the first of them and the one before."""
    order = np.argsort(keys, kind="stable")
    keys, rows = keys[order], rows[order]
    same = np.flatnonzero(keys[1:] == keys[:-1]) + 1
    begins = np.ones(len(keys), np.bool_)
    begins[same] = False
    first = np.maximum.accumulate(np.where(begins, np.arange(len(keys)), 0))
    one = np.concatenate((rows[same - 1], rows[first[same]]))
    other = np.concatenate((rows[same], rows[same]))
    return one, other
