"""Grouping: which articles tell of one event.

Families come first and stay together; then average linkage over likeness (tellings.story.likeness).
"""

import math
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from tellings.model import Article, Grouping
from tellings.story.families import families
from tellings.story.identity import collection_id
from tellings.story.likeness import Likeness, Matrix
from tellings.story.linkage import agglomerate, neighbourhoods

# docs/grouping.md shows the plateau these stand on. Ten articles in a folder were put there by someone; among
# a thousand, chance makes look-alikes, so that more likeness is asked for each time there are ten times as many.
LEAST, LEAST_MORE = 0.16, 0.025
STRICTNESS = 0.5
# Memory goes with the square of the largest neighbourhood: 64 MB a matrix at 4,000.
LARGEST = 4000

Numbers = npt.NDArray[np.int64]


def group(articles: Sequence[Article]) -> list[Grouping]:
    """Story and family of each article, in the order given; the grouping itself does not depend on it.

    Ids of articles must differ. A story's id is digested from the ids of its articles.
    """
    ordered = sorted(articles, key=lambda a: a.id)
    home = {article: family.id for family in families(ordered) for article in family.articles}
    kin = [home[a.id] for a in ordered]
    story: dict[str, str] = {}
    for members in _stories(Likeness(ordered), kin):
        ids = [ordered[i].id for i in members]
        story |= dict.fromkeys(ids, collection_id("s", ids))
    return [Grouping(id=a.id, story=story[a.id], family=home[a.id]) for a in articles]


def _stories(likeness: Likeness, kin: Sequence[str]) -> list[list[int]]:
    """Numbers of the articles of each story; articles of one family are as alike as can be."""
    family = np.unique(np.array(kin, dtype=np.str_), return_inverse=True)[1]
    least = _least(len(kin))
    stories = []
    for part in neighbourhoods(len(kin), *_near(likeness, family, least), least, LARGEST):
        inner = likeness.among(part)
        inner[family[part][:, None] == family[part][None, :]] = 1
        stories += [[part[i] for i in members] for members in agglomerate(inner, least, STRICTNESS)]
    return stories


def _least(number: int) -> float:
    return LEAST + LEAST_MORE * math.log10(max(number, 10) / 10)


def _near(likeness: Likeness, family: Numbers, least: float) -> tuple[Numbers, Numbers, Matrix]:
    """Pairs that may stand in one story: numbers of the one, of the other, and their likeness."""
    rows, columns, scores = [np.zeros(0, np.int64)], [np.zeros(0, np.int64)], [np.zeros(0, np.float32)]
    for start, block in likeness.blocks(range(len(family))):
        block[family[start : start + len(block), None] == family[None, :]] = 1
        one, other = np.nonzero(block >= least)
        rows.append(one + start)
        columns.append(other)
        scores.append(block[one, other])
    return np.concatenate(rows), np.concatenate(columns), np.concatenate(scores)
