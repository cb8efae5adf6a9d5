"""Families: articles whose text has one ancestor.

Two texts are near where the shorter one's shingles stand in the other (containment, Broder 1997), so
that a copy cut down to its first lines is found. Average linkage: an article that only quotes a third of
a wire text joins no family and does not bind two families into one.
"""

from collections.abc import Sequence

import numpy as np

from tellings.model import Article, Because, Family, Slice
from tellings.story.identity import collection_id
from tellings.story.linkage import agglomerate, neighbourhoods
from tellings.story.shared import Sketch, containment, passage, sketch

# docs/grouping.md: .35 to .45 part the development set without a fault.
LEAST = 0.4
# Fewer shingles than a sentence or two has may be one quoted sentence, or one formula.
LEAST_SHARED = 8
LARGEST = 4000
REPUBLICATION = "republication"


def families(articles: Sequence[Article]) -> list[Family]:
    """Every article in one family, alone or with others, in order of id.

    ``root``: without a republication note before those with one, then the earliest published, then the
    longest text. ``because`` shows for each other member a passage it shares with the member nearest to
    it (``shared-text``), and the notes that say where a text is from (``republication-note``).
    """
    sketches = [sketch(a) for a in sorted(articles, key=lambda a: a.id)]
    near = containment(sketches, LEAST_SHARED)
    edges = near.tocoo()
    kept = edges.data >= LEAST
    found = neighbourhoods(
        len(sketches), edges.row[kept], edges.col[kept], edges.data[kept].astype(np.float32), LEAST, LARGEST
    )
    grouped = []
    for part in found:
        inner = near[part][:, part].toarray().astype(np.float32)
        grouped += [[sketches[part[i]] for i in members] for members in agglomerate(inner, LEAST)]
    return sorted((_family(members) for members in grouped), key=lambda f: f.id)


def _family(members: Sequence[Sketch]) -> Family:
    ids = [m.article.id for m in members]
    root = min(members, key=_precedence)
    return Family(
        id=collection_id("f", ids),
        root=root.article.id,
        articles=tuple(ids),
        because=(*_passages(root, members), *_notes(members)),
    )


def _precedence(member: Sketch) -> tuple[bool, str, int, str]:
    article = member.article
    # "~" sorts after every date: a date that is not known is not early.
    return bool(_noted(article)), article.published or "~", -len(member.shingles), article.id


def _passages(root: Sketch, members: Sequence[Sketch]) -> list[Because]:
    if len(members) == 1:
        return []
    near = containment(members, 1).toarray()
    shown = []
    for number, member in enumerate(members):
        if member is root:
            continue
        slices = passage(members[int(near[number].argmax())], member)
        if slices:
            shown.append(Because(code="shared-text", spans=slices))
    return shown


def _notes(members: Sequence[Sketch]) -> list[Because]:
    noted = [Because(code="republication-note", spans=_noted(m.article)) for m in members]
    return [n for n in noted if n.spans] if len(members) > 1 else []


def _noted(article: Article) -> tuple[Slice, ...]:
    return tuple(article.slice(f.start, f.end) for f in article.furniture if f.why == REPUBLICATION)
