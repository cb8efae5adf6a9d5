"""Word by word: two texts aligned in order, and where they differ.

Longest-matching-block alignment (Ratcliff and Obershelp, as in the standard library's difflib) over folded
words, so that a difference is a run of words with its place in both texts.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise
from typing import Literal

from tellings.claim.numbers import NUMBER_WORDS
from tellings.language.words import FUNCTION_WORDS, WORD, fold, stem

# Contractions told apart from their full forms by no one who reads them aloud.
CONTRACTIONS = {
    "n't": "not", "cannot": "can not", "can't": "can not", "won't": "will not", "shan't": "shall not",
    "'re": "are", "'m": "am", "'ll": "will", "'ve": "have", "let's": "let us",
    "he's": "he is", "she's": "she is", "it's": "it is", "that's": "that is", "there's": "there is",
    "what's": "what is", "who's": "who is", "here's": "here is",
}  # fmt: skip


# What an editor put into a speaker's words: "We also think [Secretary] Bell …".
EDITED = re.compile(r"\[[^\[\]]*\]")
ORDINALS = {
    word: f"{number}{ending}"
    for number, (word, ending) in enumerate(
        (("first", "st"), ("second", "nd"), ("third", "rd"), ("fourth", "th"), ("fifth", "th"), ("sixth", "th"),
         ("seventh", "th"), ("eighth", "th"), ("ninth", "th"), ("tenth", "th")), 1,
    )
}  # fmt: skip
ELLIPSIS = re.compile(r"…|\.\s?\.\s?\.|\[\s?\.\.\.\s?\]")
# Endings that a bad conversion has cut off their words ("She’ s").
CUT_OFF = {"s": "is", "m": "am", "re": "are", "ve": "have", "ll": "will"}

# British spellings and what they are in American ones.
SPELLINGS = tuple(
    (re.compile(pattern), plain)
    for pattern, plain in (
        (r"our(?=\b|ed|ing|s|abl|it|al|ful)", "or"), (r"(?<=[bcdghptv])res?\b", "er"), (r"is(?=e|ing|ation)", "iz"),
        (r"ys(?=e|ing)", "yz"), ("[ao]e", "e"), ("ll", "l"), (r"ogue\b", "og"), (r"mmes?\b", "m"), (r"ence\b", "ense"),
        (r"ce\b", "se"), ("grey", "gray"), ("tyre", "tire"), ("mould", "mold"), ("plough", "plow"),
    )
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text: its place, what it is compared by, whether an ellipsis stands before it, who put it there."""

    start: int
    end: int
    key: str
    content: bool
    surface: str
    clipped: bool = False
    edited: bool = False


@dataclass(frozen=True, slots=True)
class Difference:
    """A run of words of one text (``i:j`` of its words) against a run of the other (``k:l``)."""

    op: Literal["replaced", "inserted", "cut"]
    i: int
    j: int
    k: int
    l: int  # noqa: E741


def words(text: str) -> list[Word]:
    """Words of ``text`` with contractions undone; both halves of one stand at its place."""
    found: list[Word] = []
    last = 0
    brackets = [b.span() for b in EDITED.finditer(text)]
    for m in WORD.finditer(text):
        clipped = bool(ELLIPSIS.search(text, last, m.start()))
        edited = any(start < m.start() < end for start, end in brackets)
        for key in _spelled_out(fold(m.group())).split():
            found.append(Word(m.start(), m.end(), _key(key), key not in FUNCTION_WORDS, key, clipped, edited))
        last = m.end()
    return found


def matched(a: Sequence[Word], b: Sequence[Word]) -> list[tuple[int, int, int]]:
    """Runs (i, k, size) of words that stand in both texts in the same order."""
    matcher = SequenceMatcher(None, [w.key for w in a], [w.key for w in b], autojunk=False)
    return [(m.a, m.b, m.size) for m in matcher.get_matching_blocks() if m.size]


def differences(a: Sequence[Word], b: Sequence[Word]) -> list[Difference]:
    """Differences between the first and the last word that both share; what stands outside was clipped."""
    runs = matched(a, b)
    found: list[Difference] = []
    for (i, k, size), (next_i, next_k, _) in pairwise(runs):
        left, right = (i + size, next_i), (k + size, next_k)
        if left[0] < left[1] or right[0] < right[1]:
            op: Literal["replaced", "inserted", "cut"]
            op = "inserted" if left[0] == left[1] else "cut" if right[0] == right[1] else "replaced"
            found.append(Difference(op, *left, *right))
    return found


def respelled(a: Sequence[Word], b: Sequence[Word]) -> bool:
    """True where two runs are the same words in British and American spelling."""
    return len(a) == len(b) and all(
        _plain_spelling(x.surface) == _plain_spelling(y.surface) for x, y in zip(a, b, strict=True)
    )


def _plain_spelling(word: str) -> str:
    for pattern, plain in SPELLINGS:
        word = pattern.sub(plain, word)
    return word


def _key(word: str) -> str:
    return word if word in FUNCTION_WORDS else ORDINALS.get(word) or NUMBER_WORDS.get(word, stem(word))


def _spelled_out(word: str) -> str:
    if word in CUT_OFF:
        return CUT_OFF[word]
    if "'" not in word.replace("’", "'"):
        return "can not" if word == "cannot" else word
    word = word.replace("’", "'")
    if word in CONTRACTIONS:
        return CONTRACTIONS[word]
    for ending in ("n't", "'re", "'m", "'ll", "'ve"):
        if word.endswith(ending) and len(word) > len(ending):
            return f"{word[: -len(ending)]} {CONTRACTIONS[ending]}"
    return word[:-2] if word.endswith("'s") else word
