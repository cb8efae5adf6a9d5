"""Blocking: which pairs of statements are scored at all.

In a story of common size, all that share enough weighty words, and for each statement those nearest to it in meaning
where the sentence encoder read them. Where that would be too many (an article that repeats itself, hundreds of copies
of one), statements in the same words are one unit, scored once through the first of them, and each unit keeps the
units that share most with it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from scipy import sparse

from tellings.claim.linkage import Pair
from tellings.claim.telling import Told, said
from tellings.language.words import WORD, fold

# Share of the lighter statement's weight, and weight, that a pair must share to be scored at all.
LEAST_SHARE = 0.2
LEAST_WEIGHT = 3.0
# Share of the weight of both that two statements of one article must share in a large story.
REPEATED = 0.7
# So many pairs are scored in a few seconds; a story with more is large.
MOST_PAIRS = 60_000
# Pairs of statements by stem in common from which the product would not fit in memory.
MOST_PRODUCTS = 20_000_000
# Partners that a statement of a large story keeps, at most and at least.
KEPT = 40
KEPT_LEAST = 6
# So many are kept for their meaning, from this cosine on.
KEPT_NEAR = 15
NEAR = 0.25
# In a large story a stem that more units hold finds no partner.
COMMON = 600
ROWS = 512


@dataclass(frozen=True, slots=True)
class Blocks:
    """Pairs (i, j), i < j, to score, in order; ``copies`` gives the first statement in the same words."""

    pairs: list[Pair]
    copies: Mapping[int, int] = field(default_factory=dict)


def blocks(told: Sequence[Told]) -> Blocks:
    """The pairs of a story that are scored; ``copies`` is empty where the story is not large."""
    if _products(told) <= MOST_PRODUCTS:
        pairs = _sharing(told)
        if len(pairs) <= MOST_PAIRS:
            return Blocks(sorted({*pairs, *_near_in_meaning(told)}))
    copies = _copies(told)
    units = [t for t in told if t.number not in copies]
    pairs = [(first, copy) for copy, first in copies.items()]
    return Blocks(sorted({*pairs, *_nearest_units(units), *_near_in_meaning(units)}), copies)


def _products(told: Sequence[Told]) -> int:
    counts: dict[str, int] = {}
    for t in told:
        for stem in t.profile.stems:
            counts[stem] = counts.get(stem, 0) + 1
    return sum(count * count for count in counts.values())


def _sharing(told: Sequence[Told]) -> list[Pair]:
    """Pairs that share enough weight, found by a sparse product over stems."""
    matrix = _matrix(told, len(told))
    shared = sparse.triu(matrix @ matrix.T, k=1).tocoo()
    totals = np.array([t.profile.total for t in told])
    lighter = np.minimum(totals[shared.row], totals[shared.col])
    enough = (shared.data >= LEAST_WEIGHT) & (shared.data >= LEAST_SHARE * lighter)
    return sorted(zip(shared.row[enough].tolist(), shared.col[enough].tolist(), strict=True))


def _matrix(told: Sequence[Told], common: int) -> sparse.csr_matrix:
    """A row a statement, a column a stem that no more than ``common`` hold; values are roots of weights."""
    held: dict[str, int] = {}
    for t in told:
        for stem in t.profile.stems:
            held[stem] = held.get(stem, 0) + 1
    columns: dict[str, int] = {}
    rows, cols, values = [], [], []
    for row, t in enumerate(told):
        for stem, weight in t.profile.stems.items():
            if held[stem] <= common:
                rows.append(row)
                cols.append(columns.setdefault(stem, len(columns)))
                values.append(np.sqrt(weight))
    return sparse.csr_matrix((values, (rows, cols)), shape=(len(told), max(len(columns), 1)))


def _copies(told: Sequence[Told]) -> dict[int, int]:
    """Statements in the same words as one before, each with the first of these; light ones stand alone."""
    first: dict[tuple[object, ...], int] = {}
    found: dict[int, int] = {}
    for t in told:
        if t.profile.total < LEAST_WEIGHT:
            continue
        words = tuple(fold(m.group()) for m in WORD.finditer(said(t.statement)))
        known = first.setdefault((t.statement.stance == "asked", t.heading, *words), t.number)
        if known != t.number:
            found[t.number] = known
    return found


def _nearest_units(units: Sequence[Told]) -> Iterator[Pair]:
    """For each unit the units that share most weight with it; of one article only near repeats."""
    if not units:
        return
    matrix = _matrix(units, max(COMMON, 1))
    totals = np.array([t.profile.total for t in units])
    numbers = np.array([t.number for t in units])
    homes = {name: place for place, name in enumerate(sorted({t.article.id for t in units}))}
    home = np.array([homes[t.article.id] for t in units])
    kept = min(KEPT, max(KEPT_LEAST, MOST_PAIRS // len(units)))
    transposed = matrix.T.tocsc()
    for start in range(0, len(units), ROWS):
        shared = (matrix[start : start + ROWS] @ transposed).tocsr()
        for row in range(shared.shape[0]):
            own = start + row
            cols = shared.indices[shared.indptr[row] : shared.indptr[row + 1]]
            # Rounded, so that the order of additions cannot turn a decision.
            data = np.round(shared.data[shared.indptr[row] : shared.indptr[row + 1]], 6)
            enough = (
                (cols != own) & (data >= LEAST_WEIGHT) & (data >= LEAST_SHARE * np.minimum(totals[own], totals[cols]))
            )
            enough &= (home[cols] != home[own]) | (2 * data >= REPEATED * (totals[own] + totals[cols]))
            cols, data = cols[enough], data[enough]
            for place in np.lexsort((cols, -data))[:kept]:
                a, b = int(numbers[own]), int(numbers[cols[place]])
                yield (min(a, b), max(a, b))


def _near_in_meaning(units: Sequence[Told]) -> Iterator[Pair]:
    """For each unit those of other articles nearest in meaning; nothing where the encoder did not read them."""
    if not units or any(t.profile.sense is None for t in units):
        return
    vectors = np.array([t.profile.sense.vector for t in units if t.profile.sense])
    homes = {name: place for place, name in enumerate(sorted({t.article.id for t in units}))}
    home = np.array([homes[t.article.id] for t in units])
    kept = min(KEPT_NEAR, len(units))
    for start in range(0, len(units), ROWS):
        # Rounded, so that the order of additions cannot turn a decision.
        cosines = np.round(vectors[start : start + ROWS] @ vectors.T, 4)
        cosines[home[start : start + ROWS, None] == home[None, :]] = 0.0
        for row, found in enumerate(cosines):
            nearest = np.lexsort((np.arange(len(units)), -found))[:kept]
            own = units[start + row].number
            for other in nearest[found[nearest] >= NEAR]:
                yield min(own, units[other].number), max(own, units[other].number)
