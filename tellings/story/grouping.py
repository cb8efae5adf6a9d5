"""Grouping: which articles tell of one event.

Families come first and stay together; then candidate pairs (`pairs`), the learned join (`join`), and average
linkage over it (`linkage`).
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np

from tellings.model import Article, Grouping
from tellings.story.families import families
from tellings.story.identity import collection_id
from tellings.story.join import Join, join, least, score, uncrowded
from tellings.story.linkage import Pace, agglomerate, neighbourhoods
from tellings.story.pairs import Matrix, candidates, features
from tellings.story.signs import Floats, Numbers, signs

# Memory goes with the square of the largest neighbourhood: 64 MB a matrix at 4,000.
LARGEST = 4000


def group(articles: Sequence[Article]) -> list[Grouping]:
    """Story and family of each article, in the order given; the grouping itself does not depend on it.

    Ids of articles must differ. A story's id is digested from the ids of its articles.
    """
    ordered = sorted(articles, key=lambda a: a.id)
    home = {article: family.id for family in families(ordered) for article in family.articles}
    kin = np.unique(np.array([home[a.id] for a in ordered], dtype=np.str_), return_inverse=True)[1]
    read = signs(ordered)
    one, other = candidates(read)
    likeness = score(features(read, one, other))
    story: dict[str, str] = {}
    for members in stories(one, other, likeness, read.days, kin):
        ids = [ordered[i].id for i in members]
        story |= dict.fromkeys(ids, collection_id("s", ids))
    return [Grouping(id=a.id, story=story[a.id], family=home[a.id]) for a in articles]


def stories(
    one: Numbers,
    other: Numbers,
    likeness: Matrix,
    days: Floats,
    kin: Numbers,
    settings: Join | None = None,
) -> list[list[int]]:
    """Numbers of the articles of each story, from scored pairs, each of which stands there once.

    ``days`` (see `Signs`) and ``kin``, the number of its family, have one entry an article. Work grows with the
    pairs, and with the square of the largest neighbourhood. A family is never parted: its members are as alike
    as can be, and what time lies between them is left aside.
    """
    settings = settings or join()
    near = uncrowded(one, other, likeness, kin, settings)
    asked = least(len(days), settings)
    found = []
    for part, inner in _neighbourhoods(one, other, near, kin, asked):
        pace = Pace(days[part], settings.days_free, settings.per_day, settings.days_most)
        groups = agglomerate(inner, asked, settings.strictness, pace, _together(kin[part]))
        found += [[part[i] for i in members] for members in groups]
    return found


def _neighbourhoods(
    one: Numbers, other: Numbers, near: Matrix, kin: Numbers, asked: float
) -> Iterator[tuple[list[int], Matrix]]:
    """Sets of articles across which no story runs, each with the likeness of its members; unseen pairs have 0."""
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
    for part, (start, end) in zip(parts, pairwise(bounds), strict=True):
        pairs = inside[start:end]
        row, column = place[one[pairs]], place[other[pairs]]
        inner = np.zeros((len(part), len(part)), np.float32)
        inner[row, column] = inner[column, row] = near[pairs]
        inner[kin[part][:, None] == kin[part][None, :]] = 1
        yield part, inner


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
