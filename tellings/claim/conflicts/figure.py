"""Conflicts of figures: two counts of the same thing that cannot both hold."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

from tellings.claim import tolls
from tellings.claim.conflicts.sides import conflict, side
from tellings.claim.counts import Count, agree, alike, counts, side_by_side
from tellings.claim.relations import Relations
from tellings.language.words import content_stems
from tellings.model import Conflict

# The thing counted must be much the same, and the statements alike.
SAME_THING = 0.6
NEAR = 0.6
# A toll this many times another counts something larger, or is much later; it is no dispute.
MOST_APART = 5

SUMS_UP = re.compile(r"\b(?:so far|thus far|to date|altogether|in all|overall|cumulative(?:ly)?)\b", re.IGNORECASE)


def figure_conflicts(relations: Relations) -> Iterator[Conflict]:
    """Conflicts of tolls, then of other figures told side by side in two articles."""
    for levels in tolls.levels(relations.story):
        yield from _of_tolls(levels, relations)
    yield from _side_by_side(relations)


def _of_tolls(levels: Sequence[tolls.Level], relations: Relations) -> Iterator[Conflict]:
    for lower, higher in pairwise(levels):
        part = higher.leads[0].low > MOST_APART * lower.leads[0].high
        if not part and not tolls.grows(lower, higher):
            told = (*lower.told, *higher.told)
            sides = [side(level.leads[0].told.slice(level.leads[0].figure), level.told) for level in (lower, higher)]
            yield conflict("figure", "tolls-differ", sides, relations, told)


def _side_by_side(relations: Relations) -> Iterator[Conflict]:
    known = [c for c in counts(relations.story) if c.state is None or not c.state.grows]
    disputes: dict[tuple[str, ...], dict[int, Count]] = defaultdict(dict)
    for i, j in side_by_side(known, relations):
        a, b = known[i], known[j]
        if _dispute(a, b, known, relations):
            claim = relations.claim_of(a.told, b.told)
            matter = sorted({a.head or "", b.head or ""})
            disputes[(*((claim,) if claim else (a.told.id, b.told.id)), *matter)] |= {i: a, j: b}
    for members in disputes.values():
        yield from _between(list(members.values()), relations)


def _between(members: Sequence[Count], relations: Relations) -> Iterator[Conflict]:
    """One conflict with a side for each value."""
    values: list[list[Count]] = []
    for count in sorted(members, key=lambda c: (c.low, c.high, c.told.number)):
        fitting = next((v for v in values if all(agree(count, other) for other in v)), None)
        if fitting is None:
            values.append([count])
        else:
            fitting.append(count)
    if len(values) > 1:
        sides = [side(v[0].told.slice(v[0].figure), [c.told for c in v]) for v in values]
        yield conflict("figure", "values-differ", sides, relations, [c.told for c in members])


def _dispute(a: Count, b: Count, known: Sequence[Count], relations: Relations) -> bool:
    if a.told.article.id == b.told.article.id or agree(a, b) or a.unit == "age":
        return False
    near = relations.nearness(a.told, b.told)
    if near < NEAR or not _one_thing(a, b):
        return False
    if tolls.elsewhen(a.told) or tolls.elsewhen(b.told) or _sums_up(a) != _sums_up(b):
        return False
    if any(
        sum(_one_thing(c, other) for c in known if c.told is side_) > 1 for side_, other in ((a.told, b), (b.told, a))
    ):
        return False
    # "$35m and another $9.3m" against "$9.3m": what one side also gives is no dispute.
    return not (_told_by(a, b, known) or _told_by(b, a, known))


def _sums_up(count: Count) -> bool:
    """True where a figure is of more than one occasion: "so far", "in their five visits"."""
    return SUMS_UP.search(count.told.text) is not None


def _one_thing(a: Count, b: Count) -> bool:
    """True where two counts are of one thing; measures, which name none, must stand in the same words."""
    if a.unit is not None and a.unit == b.unit and not a.what and not b.what:
        return bool(_beside(a) & _beside(b))
    return alike(a, b) >= SAME_THING


def _beside(count: Count) -> set[str]:
    """Stems of the content words next to a figure, on either side."""
    text, place = count.told.text, count.figure.start - count.told.statement.start
    before, after = text[:place], text[place + count.figure.end - count.figure.start :]
    return set(content_stems(before)[-2:]) | set(content_stems(after)[:2])


def _told_by(a: Count, b: Count, known: Sequence[Count]) -> bool:
    """True where the article of ``b`` gives the value of ``a`` too: then the two count different things."""
    article = b.told.article.id
    same = (c for c in known if c.told.article.id == article and c is not b and c.unit == a.unit and agree(a, c))
    return any(c.told is b.told or _one_thing(a, c) for c in same)
