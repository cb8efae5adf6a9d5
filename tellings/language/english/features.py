"""What the reader is shown of each word: its pieces, the shape of its letters, the gap before it.

The encoder knows small letters only, so the shape of a word is told apart from its pieces. Training and
reading both go through here.
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from tokenizers import Tokenizer

from tellings.errors import TableError

SHAPES = ("none", "small", "title", "capitals", "mixed", "digits", "mark", "initial")
GAPS = ("none", "space", "line")
# A word of more pieces is a chain of letters, not a word; its first pieces say enough.
MOST_PIECES = 8


class Features(NamedTuple):
    """Of a run of words: ids of all pieces, with shape and gap of each, and the place of each word's first."""

    pieces: list[int]
    shapes: list[int]
    gaps: list[int]
    firsts: list[int]


class Pieces:
    """Word pieces of single words, by a WordPiece tokenizer for small letters."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        tokenizer.no_padding()
        tokenizer.no_truncation()
        self.opens, self.closes, self.unknown = (_known(tokenizer, x) for x in ("[CLS]", "[SEP]", "[UNK]"))
        self._tokenizer = tokenizer
        self.of = lru_cache(maxsize=1 << 16)(self._of)

    def _of(self, word: str) -> tuple[int, ...]:
        return tuple(self._tokenizer.encode(word, add_special_tokens=False).ids[:MOST_PIECES]) or (self.unknown,)


def _known(tokenizer: Tokenizer, piece: str) -> int:
    number = tokenizer.token_to_id(piece)
    if number is None:
        raise TableError("tokenizer.json", f"has no piece {piece}.", "Install the reader again.")
    return number


def features(pieces: Pieces, words: Sequence[str], gaps: Sequence[int]) -> Features:
    """Features of a window of words, between the opening and the closing piece.

    ``gaps`` holds an index of GAPS for each word. Lists have one entry a piece, ``firsts`` one a word.
    """
    ids, shapes, before, firsts = [pieces.opens], [0], [0], []
    for word, gap in zip(words, gaps, strict=True):
        found = pieces.of(word)
        firsts.append(len(ids))
        ids += found
        shapes += [shape(word)] * len(found)
        before += [gap] + [0] * (len(found) - 1)
    return Features([*ids, pieces.closes], [*shapes, 0], [*before, 0], firsts)


def shape(word: str) -> int:
    """Index in SHAPES of how the word is written."""
    letters = [c for c in word if c.isalpha()]
    if not letters:
        return SHAPES.index("digits" if any(c.isdigit() for c in word) else "mark")
    if all(c.islower() for c in letters):
        return SHAPES.index("small")
    if all(c.isupper() for c in letters):
        return SHAPES.index("capitals" if len(letters) > 1 else "initial")
    if word[0].isupper() and not any(c.isupper() for c in letters[1:]):
        return SHAPES.index("title")
    return SHAPES.index("mixed")
