"""A profile: what of a piece of text is compared with another."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from tellings.claim.background import CAPITAL, Background, is_title_case
from tellings.claim.numbers import NUMBER_WORDS, numbers
from tellings.language.vectors import embed
from tellings.language.words import FUNCTION_WORDS, WORD, fold, stem

Rows = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class Profile:
    """Stems with weights, their vectors (a row each, same order), names, numbers and the whole's vector."""

    stems: Mapping[str, float]
    total: float
    weights: npt.NDArray[np.float64]
    rows: Rows
    vector: Rows
    names: frozenset[str]
    numbers: frozenset[str]


def profile(text: str, background: Background) -> Profile:
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
        rows=_rows([surface[s] for s in stems]),
        vector=embed([text])[0],
        names=frozenset(names),
        numbers=frozenset(counted),
    )


def _rows(words: Sequence[str]) -> Rows:
    if not words:
        return np.zeros((0, embed(["a"]).shape[1]), dtype=np.float32)
    return np.stack([_word_vector(w) for w in words])


@lru_cache(maxsize=50_000)
def _word_vector(word: str) -> Rows:
    vector: Rows = embed([word])[0]
    return vector
