"""Figures: tellings that count the same thing put together; every figure stands once."""

from collections.abc import Iterator, Sequence
from itertools import combinations

from tellings.claim.counts import PEOPLE, Count, agree, alike, counts, side_by_side
from tellings.claim.identity import content_id, place_id
from tellings.claim.linkage import Pair, average_linkage
from tellings.claim.relations import Relations
from tellings.claim.telling import Story
from tellings.claim.tolls import elsewhen
from tellings.model import Figure, FigureGroup, FigureValue

SAME_THING = 0.5
# Likeness of two statements from which their figures may count the same thing.
NEAR = 0.3
# A figure from here on, in the same digits, is its own evidence.
LONG = 1000
# Values further apart than this are of different things, whatever their words.
MOST_APART = 5


def figure_groups(relations: Relations) -> list[FigureGroup]:
    """All figures of a story by what they count; groups in order of their first value."""
    story = relations.story
    known = [c for c in counts(story) if c.figure in c.told.figures]
    scores = {}
    for i, j in sorted({*side_by_side(known, relations), *_long_and_equal(known)}):
        score = _same_thing(known[i], known[j], relations)
        if score:
            scores[i, j] = score
    grouped = [[known[i] for i in group] for group in average_linkage(len(known), scores, SAME_THING)]
    taken = {(c.told.article.id, c.figure.start, c.figure.end) for c in known}
    groups = [_group([_value(c.told.article.id, c.figure) for c in group], group) for group in grouped]
    for telling in story.tellings:
        for figure in telling.marks.figures:
            if (telling.article.id, figure.start, figure.end) not in taken:
                groups.append(_alone(story, telling.article.id, figure))
    return sorted(groups, key=lambda g: (g.values[0].article, g.values[0].start))


def _long_and_equal(known: Sequence[Count]) -> Iterator[Pair]:
    """Pairs of long figures in the same digits: their own evidence, wherever they stand."""
    written: dict[tuple[str, str | None], list[int]] = {}
    for place, count in enumerate(known):
        if count.low >= LONG:
            written.setdefault((count.figure.text, count.unit), []).append(place)
    return (pair for places in written.values() for pair in combinations(places, 2))


def _same_thing(a: Count, b: Count, relations: Relations) -> float:
    """How far two figures count one thing; figures that disagree must be told of it in one claim."""
    kind = alike(a, b)
    agreed = agree(a, b)
    if not (kind or (a.unit is not None and a.unit == b.unit and agreed)):
        return 0.0
    if not _one_noun(a, b) or elsewhen(a.told) != elsewhen(b.told):
        return 0.0
    if agreed and (_near(a, b, relations) or _written_alike(a, b)):
        return 1.0
    apart = max(a.low, b.low) > MOST_APART * min(a.high, b.high) or a.unit == "magnitude"
    if agreed or apart or a.told.article.id == b.told.article.id:
        return 0.0
    return kind * 0.7 if relations.home[a.told.id] == relations.home[b.told.id] else 0.0


def _one_noun(a: Count, b: Count) -> bool:
    return a.head == b.head or a.head is None or b.head is None or (a.head in PEOPLE and b.head in PEOPLE)


def _near(a: Count, b: Count, relations: Relations) -> bool:
    return a.told is b.told or relations.nearness(a.told, b.told) >= NEAR


def _written_alike(a: Count, b: Count) -> bool:
    return a.figure.text == b.figure.text and a.low >= LONG and alike(a, b) > 0


def _group(values: Sequence[FigureValue], group: Sequence[Count]) -> FigureGroup:
    # "249 people" says better what is counted than "200 injured" does.
    named = next((c for c in group if c.head), next((c for c in group if c.figure.what), group[0]))
    what = named.told.slice(named.figure.what) if named.figure.what else None
    unit = next((c.figure.unit for c in group if c.figure.unit), None)
    return FigureGroup(id=content_id("f-", sorted(v.id for v in values)), what=what, unit=unit, values=tuple(values))


def _alone(story: Story, article: str, figure: Figure) -> FigureGroup:
    value = _value(article, figure)
    what = story.articles[article].slice(figure.what.start, figure.what.end) if figure.what else None
    return FigureGroup(id=content_id("f-", (value.id,)), what=what, unit=figure.unit, values=(value,))


def _value(article: str, figure: Figure) -> FigureValue:
    return FigureValue(
        id=place_id("n-", article, figure.start, figure.end),
        article=article,
        start=figure.start,
        end=figure.end,
        text=figure.text,
        low=figure.low,
        high=figure.high,
        comparator=figure.comparator,
        as_of=figure.as_of,
    )
