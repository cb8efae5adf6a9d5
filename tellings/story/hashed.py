"""Words as numbers: the words of many texts at once, in arrays, for what must be cheap per article.

A word is 64 bits digested from its folded letters: a polynomial over code points (Karp and Rabin 1987), then mixed.
The same word is the same number in every batch, process and version of Python. Two words share a number about once
in 10^19 pairs, and one in 2,000 words is taken for a function word by mistake: nothing here is exact to the letter,
and nothing that is shown to a reader comes from here.
"""

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from tellings.language.words import FUNCTION_WORDS, QUOTE_FOLD
from tellings.story.compiled import Codes, Places, compiled, mixed

Letters = npt.NDArray[np.uint32]
Numbers = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
Kinds = npt.NDArray[np.uint8]

_FACTOR = np.uint64(0x9E3779B97F4A7C15)
_PLANE = 0x10000
_TABLE_BITS = 19
_ENDS_SENTENCE = ".!?:;\"“”'‘\n"
# What a code point may be.
_WORD, _UPPER, _DIGIT, _ENDS = np.uint8(1), np.uint8(2), np.uint8(4), np.uint8(8)


class Words(NamedTuple):
    """Words of a batch of texts in order: arrays of one length.

    ``text`` is the number of the text, ``start`` and ``end`` code points in it, ``function`` marks function
    words and single letters, ``capital`` a first letter in upper case, ``name`` one that no sentence
    asks for, ``digit`` a word that begins with one.
    """

    text: Places
    start: Places
    end: Places
    code: Codes
    function: Flags
    capital: Flags
    name: Flags
    digit: Flags


def words(texts: Sequence[str]) -> Words:
    """The words of ``texts``: runs of letters and digits; an apostrophe parts two words."""
    letters = np.frombuffer("\n".join([*texts, ""]).encode("utf-32-le", "surrogatepass"), np.uint32)
    ends = np.cumsum(np.fromiter((len(t) + 1 for t in texts), np.int64, len(texts)))
    return Words(*_words(letters, ends, *_tables(), function_words()))


def code(word: str) -> int:
    """The number of one folded word."""
    return int(codes([word])[0])


def codes(written: Sequence[str]) -> Codes:
    """The numbers of folded words."""
    ends = np.cumsum(np.fromiter(map(len, written), np.int64, len(written)))
    return _codes(np.frombuffer("".join(written).encode("utf-32-le", "surrogatepass"), np.uint32), ends)


@cache
def function_words() -> Flags:
    """Whether a number whose first bits are the index is a function word's."""
    table = np.zeros(1 << _TABLE_BITS, np.bool_)
    parts = sorted({p for w in FUNCTION_WORDS for p in w.translate(QUOTE_FOLD).split("'") if p})
    table[codes(parts) >> np.uint64(64 - _TABLE_BITS)] = True
    return table


@cache
def _tables() -> tuple[Kinds, Letters]:
    """What each code point of the first plane is, and its lower case; those beyond it are taken for the last."""
    every = [chr(n) for n in range(_PLANE - 1)] + ["\uffff"]
    kinds = [
        c.isalnum() * _WORD + c.isupper() * _UPPER + c.isdigit() * _DIGIT + (c in _ENDS_SENTENCE) * _ENDS for c in every
    ]
    lower = [ord(low if len(low := c.lower()) == 1 else c) for c in every]
    return np.array(kinds, np.uint8), np.array(lower, np.uint32)


@compiled
def _words(letters: Letters, ends: Numbers, kinds: Kinds, lower: Letters, functions: Flags) -> tuple:  # type: ignore[type-arg]
    most = len(letters) // 2 + 1
    text, start, end = np.empty(most, np.int32), np.empty(most, np.int32), np.empty(most, np.int32)
    code, marks = np.empty(most, np.uint64), np.empty((4, most), np.bool_)
    last = np.uint32(_PLANE - 1)
    found = begin = 0
    for number in range(len(ends)):
        at = begin
        while at < ends[number]:
            kind = kinds[min(letters[at], last)]
            if not kind & _WORD:
                at += 1
                continue
            first, total, power = at, np.uint64(0), np.uint64(1)
            while kinds[min(letters[at], last)] & _WORD:
                # a line end stands behind every text
                total += np.uint64(lower[min(letters[at], last)]) * power
                power *= _FACTOR
                at += 1
            text[found], start[found], end[found] = number, first - begin, at - begin
            code[found] = mixed(total + np.uint64(at - first))
            marks[0, found] = at - first < 2 or functions[np.int64(code[found] >> np.uint64(64 - _TABLE_BITS))]
            marks[1, found] = kind & _UPPER
            marks[2, found] = kind & _UPPER and not _opens(letters, begin, first, kinds)
            marks[3, found] = kind & _DIGIT
            found += 1
        begin = ends[number]
    return (
        text[:found], start[:found], end[:found], code[:found],
        marks[0, :found], marks[1, :found], marks[2, :found], marks[3, :found],
    )  # fmt: skip


@compiled
def _opens(letters: Letters, begin: int, first: int, kinds: Kinds) -> bool:
    """Whether before the word at ``first``, a space left out, a mark stands that ends a sentence or opens a quotation,
    or nothing.
    """
    before = first - 1
    if before >= begin and letters[before] == 32:
        before -= 1
    return before < begin or bool(kinds[min(letters[before], np.uint32(_PLANE - 1))] & _ENDS)


@compiled
def _codes(letters: Letters, ends: Numbers) -> Codes:
    found = np.empty(len(ends), np.uint64)
    begin = 0
    for number in range(len(ends)):
        total, power = np.uint64(0), np.uint64(1)
        for at in range(begin, ends[number]):
            total += np.uint64(letters[at]) * power
            power *= _FACTOR
        # the length goes in, so that a word is not another one with a letter of number nought before it
        found[number] = mixed(total + np.uint64(ends[number] - begin))
        begin = ends[number]
    return found
