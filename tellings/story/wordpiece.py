"""Word pieces of many words at once: the longest piece first (WordPiece: Wu et al. 2016), over arrays.

A batch of words goes through the tokenizer of the static table at some 20 microseconds a word; a crawl meets
hundreds of thousands of new words. Here pieces are found by their digests. Words of other letters than a to z and
digits, which the tokenizer would spell anew first, are left to it.
"""

from collections.abc import Sequence
from functools import cache

import numpy as np
import numpy.typing as npt

from tellings.language import vectors
from tellings.story.compiled import Codes, Places, compiled, mixed, put, slot, slots
from tellings.story.hashed import Flags, Letters, Numbers

_FACTOR = np.uint64(0x9E3779B97F4A7C15)
# What stands before a piece that does not begin a word, in place of its two marks.
_GOES_ON = np.uint64(0xC2B2AE3D27D4EB4F)
_LONGEST = 100


def pieces(words: Sequence[str]) -> tuple[npt.NDArray[np.int32], Numbers]:
    """Rows of the static table that folded ``words`` are made of, one word after the other, and how many each has; none
    for a word that has a piece which is not known.
    """
    plain = [w.isascii() and w.isalnum() for w in words]
    lengths = np.fromiter((len(w) if p else 0 for w, p in zip(words, plain, strict=True)), np.int64, len(words))
    letters = np.frombuffer("".join(w for w, p in zip(words, plain, strict=True) if p).encode("utf-32-le"), np.uint32)
    found, counts = _pieces(letters, np.cumsum(lengths), *_known())
    others = [n for n, p in enumerate(plain) if not p]
    if not others:
        return found, counts
    spelt = vectors.pieces([words[n] for n in others])
    begins = np.cumsum(counts) - counts
    places = np.repeat(begins[others], [len(s) for s in spelt])
    counts[others] = [len(s) for s in spelt]
    return np.insert(found, places, [i for s in spelt for i in s]), counts


@cache
def _known() -> tuple[Codes, Places]:
    """Pieces by their digests: a table of slots."""
    known = vectors.vocabulary()
    later = [p.startswith("##") and len(p) > 2 for p in known]
    bare = [p[2:] if goes_on else p for p, goes_on in zip(known, later, strict=True)]
    letters = np.frombuffer("".join(bare).encode("utf-32-le"), np.uint32)
    table = slots(len(known))
    digests = _digests(letters, np.cumsum([len(p) for p in bare]), np.array(later))
    put(*table, digests, np.array(list(known.values()), np.int32))
    return table


@compiled
def _digests(letters: Letters, ends: Numbers, later: Flags) -> Codes:
    found = np.empty(len(ends), np.uint64)
    begin = 0
    for number in range(len(ends)):
        total = _GOES_ON if later[number] else np.uint64(0)
        for at in range(begin, ends[number]):
            total = total * _FACTOR + np.uint64(letters[at])
        found[number] = mixed(total + np.uint64(1))
        begin = ends[number]
    return found


@compiled
def _pieces(letters: Letters, ends: Numbers, keys: Codes, rows: Places) -> tuple[npt.NDArray[np.int32], Numbers]:
    found, counts = np.empty(len(letters), np.int32), np.zeros(len(ends), np.int64)
    digests = np.empty(_LONGEST, np.uint64)
    total = begin = 0
    for number in range(len(ends)):
        at, end = begin, ends[number]
        begin = end
        count = 0
        # a word that is longer than any piece could be is not known
        while at < end and end - at <= _LONGEST:
            digest = _GOES_ON if count else np.uint64(0)
            for n in range(at, end):
                digest = digest * _FACTOR + np.uint64(letters[n])
                digests[n - at] = mixed(digest + np.uint64(1))
            length = end - at
            place = slot(keys, digests[length - 1])
            while length > 1 and keys[place] != digests[length - 1]:
                length -= 1
                place = slot(keys, digests[length - 1])
            if keys[place] != digests[length - 1]:
                count = 0
                break
            found[total + count] = rows[place]
            count += 1
            at += length
        counts[number] = count
        total += count
    return found[:total].copy(), counts
