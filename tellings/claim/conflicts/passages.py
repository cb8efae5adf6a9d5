"""Passages: the sentences of a story as words in order, with what may be at odds in each.

Statements may be clauses, and what is at odds may stand in a clause beside the one that two articles share;
so the words around a thing are compared over its whole sentence.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from tellings.claim.background import rarity
from tellings.claim.numbers import NUMBER_WORDS
from tellings.claim.telling import Spanned
from tellings.language.words import FUNCTION_WORDS, fold, stem
from tellings.model import ConflictKind, Quotation, Telling, Word

TOKEN = re.compile(r"n['’]\s?t\b|\d+(?:,\d{3}(?!\d))*(?:\.\d+)?|[^\W\d_]+(?:['’][^\W\d_]+)?|[^\W_]+")
# Some conversions part the contraction: "did n' t".
NOT = re.compile(r"n'\s?t")
# "One" and "zero" stand too often for something else than a number.
NOT_NUMBERS = frozenset(("one", "zero"))
SPLIT = {"can't": "can", "won't": "will", "shan't": "shall"}
# The weight of a word falls by this factor with each word that stands between it and the thing.
DECAY = 0.8
# Words further off than this say nothing of the thing.
FARTHEST = 12


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a sentence: its place in the article, what it is compared by, and how it hangs in the sentence.

    ``head`` is the index of its head in the passage, -1 where it has none or the text was not parsed.
    """

    start: int
    end: int
    word: str
    key: str
    weight: float
    tag: str = ""
    head: int = -1
    relation: str = ""

    @property
    def content(self) -> bool:
        """True for a word that carries content."""
        return self.weight > 0


@dataclass(frozen=True, slots=True, eq=False)
class Item:
    """Something that another telling may have otherwise, at the tokens ``first:last`` of its passage.

    ``sort`` is what it can be compared with (a unit, ``weekday``, ``verb`` …) and ``value`` what it says. A figure
    has its bounds ``low`` and ``high`` in base units, the ``unit`` as told and the stem of what is ``counted``; a
    verb the ``modal`` before it (``to`` for an infinitive). ``marked``: hedged, for a figure; denied, for a verb;
    given in full, for a name.
    """

    kind: ConflictKind
    sort: str
    value: str
    first: int
    last: int
    start: int
    end: int
    marked: bool = False
    low: float = 0.0
    high: float = 0.0
    counted: str = ""
    unit: str = ""
    modal: str = ""


@dataclass(frozen=True, eq=False)
class Passage:
    """A sentence of an article; ``number`` is its index in the story."""

    number: int
    article: str
    start: int
    end: int
    tokens: tuple[Token, ...]
    items: tuple[Item, ...]
    quotations: tuple[Quotation, ...]

    @cached_property
    def stems(self) -> Mapping[str, float]:
        """Weights of the content words, without those that are numbers or dates."""
        own = {k for i in self.items if i.kind in ("figure", "date") for k in range(i.first, i.last)}
        return {t.key: t.weight for k, t in enumerate(self.tokens) if t.content and k not in own}

    @cached_property
    def total(self) -> float:
        """Weight of all stems."""
        return sum(self.stems.values())

    @cached_property
    def places(self) -> Mapping[str, Sequence[int]]:
        """Indexes of the tokens by what they are compared by."""
        found: dict[str, list[int]] = {}
        for k, token in enumerate(self.tokens):
            found.setdefault(token.key, []).append(k)
        return found

    def quoted(self, place: Spanned) -> bool:
        """True where a place stands between quotation marks."""
        return any(q.start <= place.start and place.end <= q.end for q in self.quotations)

    def around(self, first: int, last: int) -> Mapping[str, float]:
        """Content words near the tokens ``first:last``, weighed by rarity and by how near they stand."""
        found: dict[str, float] = {}
        for k in range(max(0, first - FARTHEST), min(len(self.tokens), last + FARTHEST)):
            token = self.tokens[k]
            if token.content and not first <= k < last:
                weight = token.weight * DECAY ** (first - k if k < first else k - last + 1)
                found[token.key] = max(weight, found.get(token.key, 0.0))
        return found

    @cached_property
    def surroundings(self) -> Mapping[Item, Mapping[str, float]]:
        """The words around each item."""
        return {i: self.around(i.first, i.last) for i in self.items}


def tokens(telling: Telling, sentence: Spanned, places: Mapping[int, int]) -> tuple[Token, ...]:
    """The words of a sentence; ``places`` gives the index in ``Marks.words`` of the word that starts at a place."""
    words = telling.marks.words
    bare = list(_spelled(telling.article.text, sentence))
    known = [places.get(start) for start, _, _ in bare]
    own = {index: k for k, index in enumerate(known) if index is not None}
    return tuple(
        _token(*spelled, words[index] if index is not None else None, own)
        for spelled, index in zip(bare, known, strict=True)
    )


def _token(start: int, end: int, word: str, read: Word | None, own: Mapping[int, int]) -> Token:
    content = word not in FUNCTION_WORDS
    key = stem(word) if content else word
    weight = rarity(key) if content else 0.0
    if read is None:
        return Token(start, end, word, key, weight)
    return Token(start, end, word, key, weight, read.tag, own.get(read.head, -1), read.relation)


def _spelled(text: str, sentence: Spanned) -> Iterator[tuple[int, int, str]]:
    """Words with their places: possessives cut, contractions of "not" parted, number words as digits."""
    for match in TOKEN.finditer(text, sentence.start, sentence.end):
        start, end, word = match.start(), match.end(), fold(match.group())
        if NOT.fullmatch(word):
            yield start, end, "not"
        elif word.endswith("n't"):
            yield start, end - 3, SPLIT.get(word, word[:-3])
            yield end - 3, end, "not"
        elif word == "cannot":
            yield start, start + 3, "can"
            yield start + 3, end, "not"
        else:
            bare = word.removesuffix("'s")
            yield start, end, bare if bare in NOT_NUMBERS else NUMBER_WORDS.get(bare, bare)


def run(a: Sequence[Token], i: int, b: Sequence[Token], j: int, step: int, most: int) -> int:
    """How many words from ``i`` and ``j`` on, in one direction, are the same; an end of both counts as one."""
    count = 0
    while count < most and 0 <= i < len(a) and 0 <= j < len(b) and a[i].key == b[j].key:
        count, i, j = count + 1, i + step, j + step
    return count + (count < most and not 0 <= i < len(a) and not 0 <= j < len(b))
