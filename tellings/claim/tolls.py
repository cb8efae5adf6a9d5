"""Tolls: what each article gives as the whole count of dead, hurt, held …, and how it grows.

News gives the whole count first: an article's toll is the highest count of a state in its title or first
statements that is not tied to another year. Tolls of several articles that cannot all hold stand on
levels. A higher level replaces a lower one as an update where all its articles are of a later day, or where
the lower is hedged (``at least``, ``so far``) or either speaks of a toll that moves, and no article of the
lower level is known to be later; else the levels conflict.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from tellings.claim.counts import TOLLS, Count, Toll, agree, counts
from tellings.claim.telling import Story, Told

LEAD = 10
YEAR = re.compile(r"\b(?:19|20)\d\d\b")
# Letters of an article that say when its event was.
OPENING = 400
HEDGE = re.compile(
    r"\b(?:so far|confirmed|toll|feared|initial|early reports?|unknown how many"
    r"|r[io]ses?|risen|climb(?:s|ed)|revised?)\b",
    re.I,
)
# A count of one district, village or hospital is a part of the whole.
PART = re.compile(
    r"\bin\s+(?:[\w’'-]+\s+){1,4}?(?:districts?|villages?|towns?|hospitals?|neighbou?rhoods?|suburbs?|clinics?)\b", re.I
)
HEDGES = frozenset(("at least", "more than", "about"))


@dataclass(frozen=True, slots=True, eq=False)
class Level:
    """Tolls of one state that can all hold: the counts in the lead, and all that repeat them."""

    state: Toll
    leads: tuple[Count, ...]
    told: tuple[Told, ...]


def levels(story: Story) -> Iterator[tuple[Level, ...]]:
    """For each state on which articles differ, its levels from low to high (two or more)."""
    known = [c for c in counts(story) if not elsewhen(c.told) and not PART.search(c.told.text)]
    for state in TOLLS:
        leads = list(_leads(story, [c for c in known if c.state is state and _of_kind(c)]))
        found = _levels(leads)
        if len(found) > 1:
            yield tuple(_level(state, level, known) for level in found)


def grows(lower: Level, higher: Level) -> bool:
    """True where the higher level replaces the lower because time passed."""
    if not lower.state.grows:
        return False
    hedged = any(c.figure.comparator in HEDGES or HEDGE.search(c.told.text) for c in lower.leads)
    said = any(HEDGE.search(c.told.text) for c in higher.leads)
    before, after = _days(lower), _days(higher)
    if before and after and max(before) != min(after):
        return max(before) < min(after)
    return hedged or said


def _days(level: Level) -> set[str]:
    """The days its articles were published; those of unknown date say nothing."""
    return {c.told.article.published[:10] for c in level.leads if c.told.article.published}


def elsewhen(told: Told) -> bool:
    """True where a statement is tied to another year than its article was published in."""
    published = (told.article.published or told.article.modified or "")[:4]
    years = {t.edtf[:4] for t in told.times if t.edtf and t.edtf[:4].isdigit()}
    if not years:
        return False
    if published:
        return published not in years or bool(set(YEAR.findall(told.text)) - {published})
    # Without a date: a year that the article's opening does not name is that of something told as background.
    own = set(YEAR.findall(told.text)) - set(YEAR.findall(told.article.text[:OPENING]))
    return bool(own) or any(int(y) < _latest_year(told.article.text) for y in sorted(years))


@lru_cache(maxsize=512)
def _latest_year(text: str) -> int:
    years = [int(y) for y in YEAR.findall(text)]
    return max(years, default=0)


def _leads(story: Story, known: Sequence[Count]) -> Iterator[Count]:
    for telling in story.tellings:
        own = [t for t in story.told if t.article.id == telling.article.id]
        first = {t.number for t in own if t.heading and t.statement.start <= own[0].statement.start}
        first |= {t.number for t in [t for t in own if not t.heading][:LEAD]}
        found = [c for c in known if c.told.number in first]
        if found:
            yield max(found, key=lambda c: (c.low, -c.figure.start))


def _of_kind(count: Count) -> bool:
    assert count.state is not None
    return count.is_people == (count.state.of == "people")


def _levels(leads: Sequence[Count]) -> list[list[Count]]:
    """Groups of counts that can all hold, by rising low bound."""
    found: list[list[Count]] = []
    for count in sorted(leads, key=lambda c: (c.low, c.high, c.told.number)):
        if found and all(agree(count, other) for other in found[-1]):
            found[-1].append(count)
        else:
            found.append([count])
    return found


def _level(state: Toll, leads: Sequence[Count], known: Sequence[Count]) -> Level:
    articles = {c.told.article.id for c in leads}
    exact = [c for c in leads if c.figure.comparator == "exactly"] or list(leads)
    repeats = [
        c.told
        for c in known
        if c.state is state and c.told.article.id in articles and all(agree(c, other) for other in exact)
    ]
    told = sorted({t.number: t for t in [*(c.told for c in leads), *repeats]}.items())
    return Level(state=state, leads=tuple(leads), told=tuple(t for _, t in told))
