"""Conflicts of norms: two articles rest one claim on different provisions of one instrument."""

from collections.abc import Iterator
from itertools import combinations

from tellings.claim.conflicts.sides import conflict, side
from tellings.claim.relations import Relations
from tellings.model import Conflict


def norm_conflicts(relations: Relations) -> Iterator[Conflict]:
    """Conflicts between statements of one claim in different articles, each citing one provision."""
    citing = [(t, t.norms[0]) for t in relations.story.told if len(t.norms) == 1 and t.norms[0].provision]
    for (a, left), (b, right) in combinations(citing, 2):
        same = left.instrument == right.instrument and relations.nearness(a, b) == 1.0
        if same and a.article.id != b.article.id and left.provision != right.provision:
            sides = [side(t.slice(n), [t]) for t, n in ((a, left), (b, right))]
            yield conflict("norm", "provisions-differ", sides, relations, [a, b])
