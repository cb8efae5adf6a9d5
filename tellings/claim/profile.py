"""A profile: what of a piece of text is compared with another."""

from bisect import bisect_left, bisect_right
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from operator import itemgetter
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from tellings.claim.background import CAPITAL, Background, is_title_case
from tellings.claim.numbers import NUMBER_WORDS, numbers
from tellings.language.english.encoder import Meaning
from tellings.language.vectors import DIMENSIONS, embed
from tellings.language.words import FUNCTION_WORDS, WORD, fold, stem

Rows = npt.NDArray[np.float32]
Halves = npt.NDArray[np.float16]
NO_ROWS: Rows = np.zeros((0, DIMENSIONS), dtype=np.float32)


class Reading(NamedTuple):
    """A text as the sentence encoder read it: ``text`` word for word, what it means, and places in the text itself.

    ``verbs`` are the places of verbs; ``names`` those of words that were read as one and the same, being names of
    parties.
    """

    text: str
    meaning: Meaning
    verbs: Container[int] = frozenset()
    names: Container[int] = frozenset()


@dataclass(frozen=True, slots=True, eq=False)
class Sense:
    """What the sentence encoder makes of a text: its unit vector (384), and its content words in their context.

    ``words`` has a unit row for each; ``stems``, ``weights`` and ``verbs`` its stem, its weight and whether it is a
    verb, in the same order.
    """

    vector: Rows
    words: Halves
    stems: tuple[str, ...]
    weights: npt.NDArray[np.float64]
    verbs: npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Profile:
    """Stems with weights, the words they are first of (same order), names, numbers and the whole's vector.

    ``sense`` is null where the sentence encoder is not asked.
    """

    stems: Mapping[str, float]
    total: float
    weights: npt.NDArray[np.float64]
    words: tuple[str, ...]
    vector: Rows
    names: frozenset[str]
    numbers: frozenset[str]
    sense: Sense | None = None

    def rows(self) -> Rows:
        """The static vectors of the stems' words, a row each; made when asked, for a day's news would fill a memory."""
        return np.stack([_word_vector(w) for w in self.words]) if self.words else NO_ROWS


def profile(text: str, background: Background, reading: Reading | None = None) -> Profile:
    """Profile of ``text`` against a background; a number counts as a word of its digits."""
    words = [m.group() for m in WORD.finditer(text)]
    titled = is_title_case(words)
    surface: dict[str, str] = {}
    names: set[str] = set()
    for place, word in enumerate(words):
        folded = fold(word)
        bare = folded[:-2] if folded.endswith("'s") else folded
        if bare in FUNCTION_WORDS or bare in NUMBER_WORDS or bare[0].isdigit() or len(bare) < 2:
            continue
        root = stem(bare)
        surface.setdefault(root, bare)
        if root in background.names or (place and not titled and CAPITAL.match(word)):
            names.add(root)
    counted = numbers(text)
    surface |= {n: n for n in sorted(counted)}
    stems = {s: background.weight(s) for s in sorted(surface)}
    return Profile(
        stems=stems,
        total=sum(stems.values()),
        weights=np.array(list(stems.values()), dtype=np.float64),
        words=tuple(surface[s] for s in stems),
        vector=embed([text])[0],
        names=frozenset(names),
        numbers=frozenset(counted),
        sense=None if reading is None else _sense(text, reading, background),
    )


def squeezed(text: str) -> str:
    """``text`` as the encoder reads it: runs of white space as one space, none at the ends."""
    return " ".join(text.split())


def _sense(text: str, reading: Reading, background: Background) -> Sense:
    """The pieces of each content word as one row: their mean, of unit length; names of parties are compared apart."""
    held, stems, acts = [], [], []
    for word, place in zip(WORD.finditer(reading.text), WORD.finditer(text), strict=True):
        bare = fold(word.group()).removesuffix("'s")
        if bare not in FUNCTION_WORDS and place.start() not in reading.names:
            first, last = _pieces(reading.meaning.spans, word.start(), word.end())
            if first < last:
                held.append((first, last))
                stems.append(stem(bare))
                acts.append(place.start() in reading.verbs)
    return Sense(
        vector=reading.meaning.vector,
        words=_means(reading.meaning.pieces, held),
        stems=tuple(stems),
        weights=np.array([background.weight(s) for s in stems], dtype=np.float64),
        verbs=np.array(acts, dtype=np.bool_),
    )


def _pieces(spans: Sequence[tuple[int, int]], start: int, end: int) -> tuple[int, int]:
    """The first piece of a stretch of text and the one after the last; the marks at both ends stand nowhere."""
    first = bisect_right(spans, start, lo=1, hi=len(spans) - 1, key=itemgetter(1))
    return first, bisect_left(spans, end, lo=first, hi=len(spans) - 1, key=itemgetter(0))


def _means(pieces: Rows, held: Sequence[tuple[int, int]]) -> Halves:
    """The unit mean of each run of pieces."""
    if not held:
        return np.zeros((0, pieces.shape[1]), dtype=np.float16)
    # The sums of the runs stand at even places, of what lies between them at odd ones.
    sums = np.add.reduceat(pieces, np.array(held).ravel(), axis=0)[::2]
    means: Halves = (sums / np.maximum(np.linalg.norm(sums, axis=1, keepdims=True), 1e-9)).astype(np.float16)
    return means


@lru_cache(maxsize=50_000)
def _word_vector(word: str) -> Rows:
    vector: Rows = embed([word])[0]
    return vector
