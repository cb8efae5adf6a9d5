"""Conflicts of whole counts: the dead, hurt, held … of one event. Other figures are compared in their slots."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from tellings.claim import tolls
from tellings.claim.conflicts.sides import conflict, side
from tellings.claim.relations import Relations
from tellings.model import Conflict

# A toll this many times another counts something larger, or is much later; it is no dispute.
MOST_APART = 5

SUMS_UP = re.compile(r"\b(?:so far|thus far|to date|altogether|in all|overall|cumulative(?:ly)?)\b", re.IGNORECASE)


def figure_conflicts(relations: Relations) -> Iterator[Conflict]:
    """A conflict for each two levels of a toll next to each other that cannot both hold."""
    for levels in tolls.levels(relations.story):
        yield from _of_tolls(levels, relations)


def _of_tolls(levels: Sequence[tolls.Level], relations: Relations) -> Iterator[Conflict]:
    for lower, higher in pairwise(levels):
        part = higher.leads[0].low > MOST_APART * lower.leads[0].high
        if not part and not tolls.grows(lower, higher):
            told = (*lower.told, *higher.told)
            sides = [side(level.leads[0].told.slice(level.leads[0].figure), level.told) for level in (lower, higher)]
            yield conflict("figure", "tolls-differ", sides, relations, told)
