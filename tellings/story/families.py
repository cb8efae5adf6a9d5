"""Families: articles whose text has one ancestor, and which of them the others come from.

Two texts are near where the shorter one's shingles stand in the other (containment, Broder 1997), so that a
copy cut down to its first lines is found; average linkage, so that one article does not bind two families. A
member is a copy, or copied: nearly all of its text, or of another member's, stands in passages that the two
share. An article with a third of a wire text in a report of its own is in no family with it (`borrowing`).
"""

from collections import Counter
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from tellings.model import Article, Family
from tellings.story.descent import Descent
from tellings.story.identity import collection_id
from tellings.story.linkage import agglomerate, neighbourhoods
from tellings.story.passages import covered, passages, turned
from tellings.story.shared import Shingle, Sketch, containment, sketch

# docs/grouping.md: .35 to .45 part the development set without a fault.
LEAST = 0.4
# Fewer shingles than a sentence or two has may be one quoted sentence, or one formula.
LEAST_SHARED = 8
# Share of a text in shared passages from which it is a copy: docs/grouping.md.
COPY = 0.65
LARGEST = 4000
# Of each article, so many of the texts nearest to it are aligned with it.
ALIGNED = 3


def families(articles: Sequence[Article]) -> list[Family]:
    """Every article in one family, alone or with others, in order of id.

    ``root`` is the member that the others come from (`descent`). ``because`` shows for each other member the
    longest passage that it shares with the one it most likely has its text from, that one's words first, with
    what says that this one came first (``shared-text-later``, ``shared-text-less``, ``shared-text`` where
    nothing does), and the words that say whose a text is (``republication-note``, ``agency-mark``).
    """
    sketches = [sketch(a) for a in sorted(articles, key=lambda a: a.id)]
    near = containment(sketches, LEAST_SHARED)
    edges = near.tocoo()
    kept = edges.data >= LEAST
    found = neighbourhoods(
        len(sketches), edges.row[kept], edges.col[kept], edges.data[kept].astype(np.float32), LEAST, LARGEST
    )
    grouped: list[list[Sketch]] = []
    for part in found:
        inner = near[part][:, part].toarray().astype(np.float32)
        for members in agglomerate(inner, LEAST):
            grouped += _copies([sketches[part[i]] for i in members])
    holders = Counter(s for one in sketches for s in set(one.shingles))
    return sorted((_family(members, holders) for members in grouped), key=lambda f: f.id)


def _copies(members: Sequence[Sketch]) -> list[list[Sketch]]:
    """The members that are copies of each other, together, and each of the rest alone."""
    if len(members) == 1:
        return [list(members)]
    near = containment(members, 1).toarray()
    alone = [m for number, m in enumerate(members) if not _is_copy(members, number, near[number])]
    kept = [m for m in members if m not in alone]
    # one copy left over is a copy of nobody here
    return [*([kept] if len(kept) > 1 else [[m] for m in kept]), *([m] for m in alone)]


def _is_copy(members: Sequence[Sketch], number: int, near: npt.NDArray[np.float64]) -> bool:
    """True where the member, or a text near it, is nearly all shared with the other."""
    if near.max() >= COPY:
        return True
    for other in np.lexsort((np.arange(len(members)), -near))[:ALIGNED]:
        one, two = members[number], members[other]
        shared = passages(one, two) if other != number else []
        if max(covered(one, shared), covered(two, turned(shared))) >= COPY:
            return True
    return False


def _family(members: Sequence[Sketch], holders: Counter[Shingle]) -> Family:
    descent = Descent(members, holders)
    ids = [m.article.id for m in members]
    return Family(
        id=collection_id("f", ids),
        root=descent.root.sketch.article.id,
        articles=tuple(ids),
        because=tuple(descent.because()),
    )
