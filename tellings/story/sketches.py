"""Sketches: how much text two articles share, from a few numbers of each.

MinHash (Broder 1997) over runs of four content words, by one permutation cut into 128 bins (Li, Owen and
Zhang 2012), bins that stay empty filled from others by a fixed draw (optimal densification, Shrivastava
2017), 16 bits kept of each (b-bit minwise hashing, Li and König 2010): one pass over the words of a text
instead of 128. Articles that may be near are found by sorting bands of the sketch (locality-sensitive
hashing, Indyk and Motwani 1998), never by comparing all.
"""

from functools import cache

import numpy as np
import numpy.typing as npt

from tellings.story.compiled import Codes, Places, compiled, distinct, mixed, slot, slots
from tellings.story.hashed import Flags, Numbers, Words

BINS = 128
SHINGLE = 4
# Two texts with a Jaccard index of .4 share a band of three in 94 cases of 100, of .2 in 29.
BAND = 3
# Of many texts that agree in a band, each is compared with so many before it.
LATEST = 8
# A text with fewer shingles is a sentence or two, or one formula: it is no copy of anything.
FEWEST = 8

Sketches = npt.NDArray[np.uint16]

_EMPTY = np.uint16(0xFFFF)
_FACTORS = np.array([0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9, 0xD6E8FEB86659FD93], np.uint64)


def sketches(words: Words, number: int, after: Numbers | None = None) -> tuple[Sketches, Numbers]:
    """Sketches of ``number`` texts, a row of 128 each, and how many shingles each has; of each text only the words
    that begin ``after`` a place in it, if given.

    A text without shingles has a row of 65,535 and matches nothing.
    """
    table, size = np.full((number, BINS), _EMPTY), np.zeros(number, np.int64)
    since = np.full(number, -1) if after is None else after
    _sketch(words.text, words.start, words.code, words.function, since, table, size)
    _fill(table, _draws())
    return table, size


def near(sketched: Sketches, sizes: Numbers, order: Numbers, new: Flags) -> tuple[Numbers, Numbers]:
    """Pairs of rows that agree in a band, at least one of them ``new``, each once, the smaller row first.

    Of many rows that agree, taken in ``order``, each is paired with the `LATEST` before it: enough to hold the copies
    of one text together, and linear in their number.
    """
    pairs = _agreeing(sketched, order[sizes[order] >= FEWEST], new)
    return pairs >> 32, pairs & 0xFFFFFFFF


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


@compiled
def _sketch(
    text: Places, start: Places, code: Codes, function: Flags, after: Numbers, table: Sketches, size: Numbers
) -> None:
    """The least value of each text in each bin: 7 bits of a shingle are its bin, the next 16 its value."""
    run = np.zeros(SHINGLE, np.uint64)
    held, home = 0, -1
    for n in range(len(code)):
        if text[n] != home:
            held, home = 0, text[n]
        if function[n] or start[n] <= after[home]:
            continue
        for place in range(SHINGLE - 1):
            run[place] = run[place + 1]
        run[SHINGLE - 1] = code[n]
        held += 1
        if held < SHINGLE:
            continue
        total = np.uint64(0)
        for place in range(SHINGLE):
            total += run[place] * _FACTORS[place]
        shingle = mixed(total)
        place = int(shingle >> np.uint64(57))
        value = min(np.uint16((shingle >> np.uint64(41)) & np.uint64(0xFFFF)), np.uint16(_EMPTY - 1))
        table[home, place] = min(table[home, place], value)
        size[home] += 1


@compiled
def _fill(table: Sketches, draws: Numbers) -> None:
    """Fill empty bins, each from the first filled bin in an order of its own that is the same for all texts."""
    for row in range(len(table)):
        filled = table[row].copy()
        if (filled == _EMPTY).all():
            continue
        for place in range(BINS):
            draw = 0
            while table[row, place] == _EMPTY:
                table[row, place] = filled[draws[place, draw]]
                draw += 1


@cache
def _draws() -> Numbers:
    """Orders in which a bin looks at the others: a permutation of the bins for each bin."""
    keys = mixed(np.arange(BINS * BINS, dtype=np.uint64).reshape(BINS, BINS) + np.uint64(1))
    return np.argsort(keys, axis=1, kind="stable")


def _agreeing(sketched: Sketches, rows: Numbers, new: Flags) -> Numbers:
    """Rows that agree in a band, each with the `LATEST` before it, as numbers of two halves."""
    keys, lasts = slots(len(rows))
    found = [np.zeros(0, np.int64)]
    for begin in range(0, BINS - BAND + 1, BAND):
        keys[:] = 0
        found.append(_of_band(sketched, begin, rows, new, keys, lasts))
    return distinct(np.concatenate(found))


@compiled
def _of_band(sketched: Sketches, begin: int, rows: Numbers, new: Flags, keys: Codes, lasts: Places) -> Numbers:
    pairs = np.empty(LATEST * len(rows), np.int64)
    before = np.full(len(rows), -1, np.int32)
    found = 0
    for n in range(len(rows)):
        key = np.uint64(1) << np.uint64(63)
        for place in range(BAND):
            key |= np.uint64(sketched[rows[n], begin + place]) << np.uint64(16 * place)
        at = slot(keys, key)
        if keys[at] == key:
            before[n] = lasts[at]
        keys[at], lasts[at] = key, n
        other = before[n]
        for _ in range(LATEST):
            if other < 0:
                break
            one, two = min(rows[other], rows[n]), max(rows[other], rows[n])
            # copies agree in most bands: what an earlier one said is not said again
            if (new[one] or new[two]) and not _agreed(sketched, one, two, begin):
                pairs[found] = (one << 32) | two
                found += 1
            other = before[other]
    return pairs[:found].copy()


@compiled
def _agreed(sketched: Sketches, one: int, other: int, end: int) -> bool:
    """Whether two rows agree in a band before ``end``."""
    for begin in range(0, end, BAND):
        same = True
        for place in range(begin, begin + BAND):
            same &= sketched[one, place] == sketched[other, place]
        if same:
            return True
    return False
