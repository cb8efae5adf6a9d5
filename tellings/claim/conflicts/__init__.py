"""Conflicts: aligned tellings that cannot both hold, or one utterance in different words."""

from collections.abc import Sequence
from itertools import combinations

from tellings.claim import tolls
from tellings.claim.conflicts.date import date_conflicts
from tellings.claim.conflicts.figure import figure_conflicts
from tellings.claim.conflicts.name import name_conflicts
from tellings.claim.conflicts.norm import norm_conflicts
from tellings.claim.conflicts.place import place_conflicts
from tellings.claim.conflicts.polarity import polarity_conflicts
from tellings.claim.conflicts.quote import quote_conflicts
from tellings.claim.conflicts.sides import merged
from tellings.claim.conflicts.slotted import slot_conflicts
from tellings.claim.numbers import numbers
from tellings.claim.relations import Relations
from tellings.model import Conflict, QuoteGroup, Side, Slice


def conflicts(relations: Relations, quotes: Sequence[QuoteGroup], article: str | None = None) -> list[Conflict]:
    """All conflicts of a story, by kind and then by id; two found alike are one.

    With ``article`` only those in which that article has a side of its own: what another tells too is not its.
    """
    by_rule = [
        *figure_conflicts(relations),
        *date_conflicts(relations),
        *name_conflicts(relations),
        *place_conflicts(relations),
        *polarity_conflicts(relations),
        *quote_conflicts(quotes, relations),
        *norm_conflicts(relations),
    ]
    # A rule knows more of its matter than the slot does: what both find is the rule's.
    grown = _grown(relations)
    slotted = (
        c
        for c in slot_conflicts(relations, article)
        if not any(_covers(known, c) for known in by_rule) and not _is_update(c, grown)
    )
    found = merged([*by_rule, *slotted], relations)
    mine = (c for c in found if article is None or any(_alone(s, article, relations) for s in c.sides))
    return sorted({c.id: c for c in mine}.values(), key=lambda c: (c.kind, c.id))


def _alone(side: Side, article: str, relations: Relations) -> bool:
    """True for a side that only this article takes."""
    told = (relations.story.by_id[i].article.id for i in side.statements)
    return side.value is not None and side.value.article == article and all(name == article for name in told)


def _grown(relations: Relations) -> list[tuple[frozenset[str], frozenset[str]]]:
    """Numbers of a toll, and of what it grew to."""
    return [
        (_numbers(lower), _numbers(higher))
        for levels in tolls.levels(relations.story)
        for lower, higher in combinations(levels, 2)
        if tolls.grows(lower, higher)
    ]


def _numbers(level: tolls.Level) -> frozenset[str]:
    return frozenset(n for c in level.leads for n in numbers(c.figure.text))


def _is_update(found: Conflict, grown: Sequence[tuple[frozenset[str], frozenset[str]]]) -> bool:
    """True where a count differs only because time passed."""
    if found.kind != "figure":
        return False
    first, second = (numbers(side.value.text) if side.value else set() for side in found.sides)
    return any((first & low and second & high) or (second & low and first & high) for low, high in grown)


def _covers(known: Conflict, other: Conflict) -> bool:
    """True where each side of ``other`` lies on a side of ``known`` of the same kind."""
    return known.kind == other.kind and all(
        any(_overlap(mine.value, its.value) for mine in known.sides) for its in other.sides
    )


def _overlap(a: Slice | None, b: Slice | None) -> bool:
    return a is not None and b is not None and a.article == b.article and a.start < b.end and b.start < a.end
