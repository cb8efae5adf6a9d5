"""Shared text: which words two articles have in common, in order.

An article is sketched as its shingles (Broder 1997): runs of four content stems, so that a light
rewrite that only moves function words about leaves most of them whole.
"""

from collections.abc import Iterator, Sequence

import msgspec
import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array

from tellings.language.words import WORD
from tellings.model import Article, Span
from tellings.story.body import body_spans
from tellings.story.stems import content_stem

SHINGLE = 4

Shingle = tuple[str, ...]
Matrix = npt.NDArray[np.float32]


class Sketch(msgspec.Struct, frozen=True):
    """Shingles of an article's body, in order; ``starts`` and ``ends`` are those of the words they cover."""

    article: Article
    shingles: tuple[Shingle, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]


def sketch(article: Article, without: Sequence[Span] = ()) -> Sketch:
    """The shingles of an article; none runs over furniture, or over the stretches ``without``, in order."""
    shingles: list[Shingle] = []
    starts: list[int] = []
    ends: list[int] = []
    for span in body_spans(article):
        for start, end in _outside(span, without):
            words = ((content_stem(m.group()), m) for m in WORD.finditer(article.text, start, end))
            found = [(stem, m) for stem, m in words if stem is not None]
            for run in zip(*(found[n:] for n in range(SHINGLE)), strict=False):
                shingles.append(tuple(stem for stem, _ in run))
                starts.append(run[0][1].start())
                ends.append(run[-1][1].end())
    return Sketch(article=article, shingles=tuple(shingles), starts=tuple(starts), ends=tuple(ends))


def _outside(span: Span, without: Sequence[Span]) -> Iterator[tuple[int, int]]:
    place = span.start
    for cut in without:
        if cut.end > place and cut.start < span.end:
            if cut.start > place:
                yield place, cut.start
            place = max(place, cut.end)
    if place < span.end:
        yield place, span.end


def containment(sketches: Sequence[Sketch], least_shared: int) -> csr_array:
    """Share of the shorter one's shingles that the other has too, for each pair that shares enough of them.

    Exact counts, no sampling; 0 for an article with itself.
    """
    column: dict[Shingle, int] = {}
    rows, columns = [], []
    for number, one in enumerate(sketches):
        numbers = sorted({column.setdefault(s, len(column)) for s in one.shingles})
        rows += [number] * len(numbers)
        columns += numbers
    holds = csr_array((np.ones(len(rows), dtype=np.int32), (rows, columns)), shape=(len(sketches), max(len(column), 1)))
    sizes = np.asarray(holds.sum(axis=1))
    both = (holds @ _in_several(holds).T).tocoo()
    kept = (both.data >= least_shared) & (both.row != both.col)
    row, col = both.row[kept], both.col[kept]
    share = both.data[kept] / np.minimum(sizes[row], sizes[col])
    return csr_array((share, (row, col)), shape=both.shape)


def _in_several(holds: csr_array) -> csr_array:
    """The same without the shingles that stand in one article only: most of them, and they match nothing."""
    several = np.asarray(holds.sum(axis=0)) > 1
    kept = several[holds.indices]
    pointers = np.concatenate(([0], np.cumsum(kept)))[holds.indptr]
    return csr_array((holds.data[kept], holds.indices[kept], pointers), shape=holds.shape)
