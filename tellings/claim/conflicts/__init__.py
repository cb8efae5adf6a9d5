"""Conflicts: aligned tellings that cannot both hold, or one utterance in different words."""

from collections.abc import Sequence

from tellings.claim.conflicts.date import date_conflicts
from tellings.claim.conflicts.figure import figure_conflicts
from tellings.claim.conflicts.name import name_conflicts
from tellings.claim.conflicts.norm import norm_conflicts
from tellings.claim.conflicts.place import place_conflicts
from tellings.claim.conflicts.polarity import polarity_conflicts
from tellings.claim.conflicts.quote import quote_conflicts
from tellings.claim.conflicts.sides import merged
from tellings.claim.relations import Relations
from tellings.model import Conflict, QuoteGroup


def conflicts(relations: Relations, quotes: Sequence[QuoteGroup]) -> list[Conflict]:
    """All conflicts of a story, by kind and then by id; two found alike are one."""
    found = [
        *figure_conflicts(relations),
        *date_conflicts(relations),
        *name_conflicts(relations),
        *place_conflicts(relations),
        *polarity_conflicts(relations),
        *quote_conflicts(quotes, relations),
        *norm_conflicts(relations),
    ]
    return sorted({c.id: c for c in merged(found, relations)}.values(), key=lambda c: (c.kind, c.id))
