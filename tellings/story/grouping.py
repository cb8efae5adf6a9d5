"""Grouping: which articles tell of one event.

Families come first and stay together; then candidate pairs (`pairs`), the learned join (`join`), average linkage
over it (`linkage`) for a first look at how crowded it is around each story (`crowding`), and the same again with that
taken off; at last each article goes to the story that it is nearest to (`settling`).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from tellings.model import Article, Grouping
from tellings.story.crowding import crowding, discounted
from tellings.story.families import families
from tellings.story.follow_ups import follows
from tellings.story.identity import collection_id
from tellings.story.join import Join, join, least, score
from tellings.story.linkage import Pace, agglomerate, neighbourhoods
from tellings.story.pairs import NEAREST, Matrix, candidates, features
from tellings.story.settling import settled
from tellings.story.signs import Floats, Numbers, Signs, signs

# Memory goes with the square of the largest neighbourhood: 64 MB a matrix at 4,000.
LARGEST = 4000
# In a story of hundreds most pairs are no candidates. They are taken to be this much as alike as the farthest
# candidate of the two is, so that such a story is not parted for want of a look.
UNSEEN = np.float32(0.8)


@dataclass(frozen=True, slots=True)
class Pool:
    """Articles in order of id with all that their stories are made of.

    ``one``, ``other`` and ``likeness``: the candidate pairs, the lower number first, each once; ``crowd``, which is
    taken off already, is how alike each article's story is to others. ``kin`` is the number of its family for each
    article, ``families`` its id.
    """

    ids: tuple[str, ...]
    signs: Signs
    families: tuple[str, ...]
    kin: Numbers
    one: Numbers
    other: Numbers
    likeness: Matrix
    crowd: Floats


def group(articles: Sequence[Article]) -> list[Grouping]:
    """Story and family of each article, in the order given; the grouping itself does not depend on it.

    Ids of articles must differ. A story's id is digested from the ids of its articles.
    """
    known = pool(articles)
    found = placed(known, stories(known.one, known.other, known.likeness, known.signs.days, known.kin))
    return [found[a.id] for a in articles]


def pool(articles: Sequence[Article]) -> Pool:
    """Read the signs of articles and score their candidate pairs."""
    ordered = sorted(articles, key=lambda a: a.id)
    home = {article: family.id for family in families(ordered) for article in family.articles}
    kin = np.unique(np.array([home[a.id] for a in ordered], dtype=np.str_), return_inverse=True)[1]
    read = signs(ordered)
    one, other = candidates(read)
    likeness, crowd = uncrowded(one, other, score(features(read, one, other)), read.days, kin)
    return Pool(
        ids=tuple(a.id for a in ordered),
        signs=read,
        families=tuple(home[a.id] for a in ordered),
        kin=kin,
        one=one,
        other=other,
        likeness=likeness,
        crowd=crowd,
    )


def uncrowded(
    one: Numbers, other: Numbers, likeness: Matrix, days: Floats, kin: Numbers, settings: Join | None = None
) -> tuple[Matrix, Floats]:
    """Likeness of each pair less crowding, and the crowding of each article (`crowding`), after a first look.

    What is given is as for `stories`, with likeness as the join scores it.
    """
    settings = settings or join()
    linked = _linked(one, other, likeness, days, kin, least(len(days), settings), settings)
    looked = [[part.articles[i] for i in members] for part in linked for members in part.groups]
    crowd = crowding(looked, one, other, likeness)
    return discounted(likeness, one, other, crowd), crowd


def stories(
    one: Numbers, other: Numbers, likeness: Matrix, days: Floats, kin: Numbers, settings: Join | None = None
) -> list[list[int]]:
    """Numbers of the articles of each story, from pairs with their likeness, each of which stands there once.

    ``days`` (see `Signs`) and ``kin``, the number of its family, have one entry an article. Work grows with the
    pairs, and with the square of the largest neighbourhood. A family is never parted: its members are as alike
    as can be, and what time lies between them is left aside. ``likeness`` is that of `uncrowded`.
    """
    settings = settings or join()
    asked = least(len(days), settings)
    found = []
    for part in _linked(one, other, likeness, days, kin, asked, settings):
        groups = settled(part.groups, part.likeness, asked, part.pace, _together(kin[part.articles]))
        found += [[part.articles[i] for i in members] for members in groups]
    return found


def placed(known: Pool, found: Sequence[Sequence[int]]) -> dict[str, Grouping]:
    """Where each article belongs, by its id, when ``found`` are the stories of a pool."""
    names = [collection_id("s", [known.ids[i] for i in members]) for members in found]
    asked, gap = least(len(known.ids), join()), join().days_free
    earlier = follows(found, known.signs, (known.one, known.other, known.likeness), asked, gap)
    return {
        known.ids[i]: Grouping(
            id=known.ids[i],
            story=names[number],
            family=known.families[i],
            follows=names[earlier[number]] if number in earlier else None,
        )
        for number, members in enumerate(found)
        for i in members
    }


class _Part(NamedTuple):
    """A neighbourhood: its articles, and by their places in it their likeness, days and groups."""

    articles: list[int]
    likeness: Matrix
    pace: Pace
    groups: list[list[int]]


def _linked(
    one: Numbers, other: Numbers, likeness: Matrix, days: Floats, kin: Numbers, asked: float, settings: Join
) -> Iterator[_Part]:
    """Neighbourhoods with the groups that linkage makes in them."""
    for part, inner in _neighbourhoods(one, other, likeness, kin, asked):
        pace = Pace(days[part], settings.days_free, settings.per_day, settings.days_most)
        groups = agglomerate(inner, asked, settings.strictness, pace, _together(kin[part]))
        yield _Part(part, inner, pace, groups)


def _neighbourhoods(
    one: Numbers, other: Numbers, near: Matrix, kin: Numbers, asked: float
) -> Iterator[tuple[list[int], Matrix]]:
    """Sets of articles across which no story runs, each with the likeness of its members."""
    number = len(kin)
    joined = near >= asked
    member, first = np.arange(number), _firsts(kin)
    rows, columns = np.concatenate([one[joined], member]), np.concatenate([other[joined], first])
    weights = np.concatenate([near[joined], np.ones(number, np.float32)])
    both = np.concatenate([rows, columns]), np.concatenate([columns, rows])
    parts = neighbourhoods(number, *both, np.tile(weights, 2), asked, LARGEST)
    home, place = np.zeros(number, np.int64), np.zeros(number, np.int64)
    for n, part in enumerate(parts):
        home[part], place[part] = n, np.arange(len(part))
    inside = np.flatnonzero(home[one] == home[other])
    inside = inside[np.argsort(home[one[inside]], kind="stable")]
    bounds = np.searchsorted(home[one[inside]], np.arange(len(parts) + 1))
    horizon = _horizon(number, one, other, near)
    for part, (start, end) in zip(parts, pairwise(bounds), strict=True):
        pairs = inside[start:end]
        row, column = place[one[pairs]], place[other[pairs]]
        inner = UNSEEN * np.minimum(horizon[part][:, None], horizon[part][None, :])
        inner[row, column] = inner[column, row] = near[pairs]
        inner[kin[part][:, None] == kin[part][None, :]] = 1
        yield part, inner


def _horizon(number: int, one: Numbers, other: Numbers, near: Matrix) -> Matrix:
    """Likeness of the ``NEAREST``-th nearest of each article: what was not seen is no nearer. 0 where all was seen."""
    rows, values = np.concatenate([one, other]), np.tile(near, 2)
    order = np.lexsort((-values, rows))
    rows, values = rows[order], values[order]
    last = np.arange(len(rows)) - np.searchsorted(rows, rows) == NEAREST - 1
    found = np.zeros(number, np.float32)
    found[rows[last]] = np.maximum(values[last], 0)
    return found


def _firsts(kin: Numbers) -> Numbers:
    """For each article the number of the first of its family."""
    _, first, which = np.unique(kin, return_index=True, return_inverse=True)
    found: Numbers = first[which]
    return found


def _together(kin: Numbers) -> list[list[int]]:
    """Places of the members of each family that has more than one."""
    order = np.argsort(kin, kind="stable")
    parts = np.split(order, np.flatnonzero(np.diff(kin[order])) + 1)
    return [part.tolist() for part in parts if len(part) > 1]
