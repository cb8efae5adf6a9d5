"""Growth: stories that exist already when more articles come in.

What is near a new article is grouped again as if all had come at once, so that batch and stream give the same
kind of stories; the rest stays as it is. A story may grow, join another or fall into two; each article whose
story has another id now says which it was.
"""

from collections.abc import Sequence

import msgspec
import numpy as np
import numpy.typing as npt
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from tellings.errors import Malformed
from tellings.model import Article, Grouping
from tellings.story.grouping import Pool, placed, pool, stories
from tellings.story.join import join, least
from tellings.story.signs import Numbers

Flags = npt.NDArray[np.bool_]


def add(before: Sequence[Grouping], articles: Sequence[Article]) -> list[Grouping]:
    """Story and family of each of ``articles``, in the order given, those of ``before`` among them.

    Articles that ``before`` does not name are new. Depends on neither order. Raises Malformed where ``before``
    names an article that is not there: a story cannot be weighed without its texts.
    """
    story = {g.id: g.story for g in before}
    missing = sorted(story.keys() - {a.id for a in articles})
    if missing:
        raise Malformed(missing[0], "is in a story, but its text is not given.", "Pass all articles, old and new.")
    known = pool(articles)
    kept = [story.get(i) for i in known.ids]
    near = _near_new(known, kept)
    inside = near[known.one] & near[known.other]
    again = stories(known.one[inside], known.other[inside], known.likeness[inside], known.signs.days, known.kin)
    found = [members for members in again if near[members[0]]]
    found += _untouched(kept, near)
    now = placed(known, sorted(found, key=lambda members: members[0]))
    return [_moved(now[a.id], story.get(a.id)) for a in articles]


def _near_new(known: Pool, kept: Sequence[str | None]) -> Flags:
    """Articles that a new one may draw to another place.

    Those to which likenesses that could join lead from it, their families, and what is in one story with any of
    these now.
    """
    strong = known.likeness >= least(len(kept), join())
    first: Numbers = np.unique(known.kin, return_index=True)[1][known.kin]
    rows = np.concatenate([known.one[strong], np.arange(len(kept))])
    columns = np.concatenate([known.other[strong], first])
    graph = coo_array((np.ones(len(rows), np.int8), (rows, columns)), shape=(len(kept), len(kept)))
    component = connected_components(graph.tocsr(), directed=False)[1]
    new = np.array([story is None for story in kept], dtype=np.bool_)
    near = np.isin(component, component[new])
    return _closed(near, known.kin, kept)


def _closed(near: Flags, kin: Numbers, kept: Sequence[str | None]) -> Flags:
    """The same with whole stories and whole families only."""
    while True:
        drawn = {story for story, touched in zip(kept, near, strict=True) if touched and story is not None}
        more: Flags = near | np.isin(kin, kin[near]) | np.array([story in drawn for story in kept], dtype=np.bool_)
        if (more == near).all():
            return near
        near = more


def _untouched(kept: Sequence[str | None], near: Flags) -> list[list[int]]:
    members: dict[str, list[int]] = {}
    for number, story in enumerate(kept):
        if story is not None and not near[number]:
            members.setdefault(story, []).append(number)
    return list(members.values())


def _moved(now: Grouping, was: str | None) -> Grouping:
    return msgspec.structs.replace(now, was=was) if was is not None and was != now.story else now
