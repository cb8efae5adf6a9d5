"""Words as numbers: the words of many texts at once, in arrays, for what must be cheap per article.

A word is 64 bits digested from its folded letters: a polynomial over code points (Karp and Rabin 1987),
all words of a batch from one running sum, then mixed (splitmix64, Steele, Lea and Flood 2014). The same word
is the same number in every batch, process and version of Python. Two words share a number about once in
10^19 pairs, and one in 2,000 words is taken for a function word by mistake: nothing here is exact to the
letter, and nothing that is shown to a reader comes from here.
"""

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from tellings.language.words import FUNCTION_WORDS, QUOTE_FOLD

Codes = npt.NDArray[np.uint64]
Numbers = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

# An odd factor has an inverse modulo 2^64, by which a word's place is taken out of its sum.
_FACTOR = 0x9E3779B97F4A7C15
_INVERSE = pow(_FACTOR, -1, 1 << 64)
_PLANE = 0x10000
_TABLE_BITS = 19
_ENDS_SENTENCE = ".!?:;\"“”'‘\n"


class Words(NamedTuple):
    """Words of a batch of texts in order: arrays of one length.

    ``text`` is the number of the text, ``start`` and ``end`` code points in it, ``function`` marks function
    words and single letters, ``capital`` a first letter in upper case, ``name`` one that no sentence
    asks for, ``digit`` a word that begins with one.
    """

    text: Numbers
    start: Numbers
    end: Numbers
    code: Codes
    function: Flags
    capital: Flags
    name: Flags
    digit: Flags


def words(texts: Sequence[str]) -> Words:
    """The words of ``texts``: runs of letters and digits; an apostrophe parts two words."""
    lengths = np.fromiter((len(t) + 1 for t in texts), np.int64, len(texts))
    letters = np.frombuffer("\n".join(["", *texts, ""]).encode("utf-32-le", "surrogatepass"), np.uint32)
    tables = _tables()
    points = np.minimum(letters, _PLANE - 1).astype(np.uint16)
    inside = tables.letter[points]
    # the first and the last character are line ends, so that words have two edges each
    edges = np.flatnonzero(inside[1:] != inside[:-1]) + 1
    start, end = edges[::2], edges[1::2]
    code = _codes(tables.lower[points], start, end)
    bounds = np.cumsum(lengths) + 1
    text = np.repeat(np.arange(len(texts)), np.diff(np.searchsorted(start, bounds), prepend=0))
    offset = (bounds - lengths)[text]
    capital = tables.upper[points[start]]
    return Words(
        text=text,
        start=start - offset,
        end=end - offset,
        code=code,
        function=function_words()[code >> np.uint64(64 - _TABLE_BITS)] | (end - start < 2),
        capital=capital,
        name=_names(points, start, capital),
        digit=tables.digit[points[start]],
    )


def code(word: str) -> int:
    """The number of one folded word."""
    return int(codes([word])[0])


def codes(written: Sequence[str]) -> Codes:
    """The numbers of folded words."""
    lengths = np.fromiter(map(len, written), np.int64, len(written))
    letters = np.frombuffer("".join(written).encode("utf-32-le", "surrogatepass"), np.uint32).astype(np.uint64)
    ends = np.cumsum(lengths)
    return _codes(letters, ends - lengths, ends)


def mixed(codes: Codes) -> Codes:
    """Numbers whose every bit depends on every bit of the number given."""
    codes = codes ^ (codes >> np.uint64(30))
    codes = codes * np.uint64(0xBF58476D1CE4E5B9)
    codes ^= codes >> np.uint64(27)
    codes *= np.uint64(0x94D049BB133111EB)
    codes ^= codes >> np.uint64(31)
    return codes


@cache
def function_words() -> Flags:
    """Whether a number whose first bits are the index is a function word's."""
    table = np.zeros(1 << _TABLE_BITS, np.bool_)
    parts = {p for w in FUNCTION_WORDS for p in w.translate(QUOTE_FOLD).split("'") if p}
    for part in parts:
        table[code(part) >> (64 - _TABLE_BITS)] = True
    return table


class _Tables(NamedTuple):
    letter: Flags
    upper: Flags
    ends: Flags
    digit: Flags
    lower: Codes


@cache
def _tables() -> _Tables:
    """What each code point of the first plane is; those beyond it are taken for none of these."""
    every = [chr(n) for n in range(_PLANE - 1)] + ["\uffff"]
    folded = [low if len(low := c.lower()) == 1 else c for c in every]
    return _Tables(
        letter=np.array([c.isalnum() for c in every]),
        upper=np.array([c.isupper() for c in every]),
        ends=np.array([c in _ENDS_SENTENCE for c in every]),
        digit=np.array([c.isdigit() for c in every]),
        lower=np.array([ord(c) for c in folded], np.uint64),
    )


def _codes(letters: Codes, start: Numbers, end: Numbers) -> Codes:
    powers, inverses = _powers(1 << max(16, len(letters).bit_length()))
    sums = np.zeros(len(letters) + 1, np.uint64)
    np.cumsum(letters * powers[: len(letters)], out=sums[1:])
    # the length goes in, so that a word is not another one with a letter of number nought before it
    return mixed((sums[end] - sums[start]) * inverses[start] + (end - start).astype(np.uint64))


@cache
def _powers(number: int) -> tuple[Codes, Codes]:
    def powers(factor: int) -> Codes:
        out = np.ones(number, np.uint64)
        out[1:] = np.uint64(factor)
        return np.multiply.accumulate(out)

    return powers(_FACTOR), powers(_INVERSE)


def _names(points: npt.NDArray[np.uint16], start: Numbers, capital: Flags) -> Flags:
    """Capitals before which, spaces left out, no mark stands that ends a sentence or opens a quotation."""
    places = np.flatnonzero(capital)
    before = start[places] - 1
    before -= points[before] == ord(" ")
    names = np.zeros(len(start), np.bool_)
    names[places] = ~_tables().ends[points[np.maximum(before, 0)]]
    return names
