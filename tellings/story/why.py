"""Why two articles are in one story or are not: the signs that join or part them, with their weights."""

from collections.abc import Sequence
from typing import Literal

import numpy as np

from tellings.language.rarity import rarity
from tellings.language.words import WORD, content_stems
from tellings.model import Article, Record
from tellings.story.body import body
from tellings.story.grouping import Pool, pool, stories
from tellings.story.join import DECIMALS, join, least
from tellings.story.pairs import FEATURES, features

SHARED_SHOWN = 12
CROWDING, TIME = "crowding", "days_between"

Reason = Literal["one-family", "alike", "through-others", "unlike", "time-between", "look-alikes", "nearer-to-others"]


class Part(Record, frozen=True):
    """What one sign gives to the likeness of two articles: ``value`` times ``weight``, or takes off it."""

    sign: str
    value: float
    weight: float
    gives: float


class Why(Record, frozen=True):
    """Two articles compared, as grouping sees them in their pool.

    ``likeness`` is what ``parts`` add up to; groups of articles join where they reach ``asked`` on the average.
    ``days`` lie between the two, null where a date is not known. ``shared`` are words of the first that the second
    has too, the rarest first. ``because``: ``one-family`` their text has one ancestor; ``alike`` they reach what is
    asked; ``through-others`` they do not, but those between them do; ``unlike`` they do not; ``time-between`` they
    would but for the days between; ``look-alikes`` they would but for other stories that are as alike (and the days);
    ``nearer-to-others`` they do, but the groups around them do not.
    """

    a: str
    b: str
    together: bool
    because: Reason
    likeness: float
    asked: float
    days: int | None
    parts: tuple[Part, ...]
    shared: tuple[str, ...]


def why(first: Article, second: Article, among: Sequence[Article] = ()) -> Why:
    """What joined or parted two articles, in a pool of ``among`` and themselves; symmetric but for ``shared``."""
    articles = list({a.id: a for a in (*among, first, second)}.values())
    known = pool(articles)
    a, b = known.ids.index(first.id), known.ids.index(second.id)
    parts = _parts(known, a, b)
    likeness = round(sum(part.gives for part in parts), DECIMALS)
    asked = round(least(len(known.ids), join()), DECIMALS)
    together = _together(known, a, b)
    gap = abs(known.signs.days[a] - known.signs.days[b])
    return Why(
        a=first.id,
        b=second.id,
        together=together,
        because=_because(together, bool(known.kin[a] == known.kin[b]), likeness, asked, parts),
        likeness=likeness,
        asked=asked,
        days=None if np.isnan(gap) else int(gap),
        parts=parts,
        shared=_shared(first, second),
    )


def _parts(known: Pool, a: int, b: int) -> tuple[Part, ...]:
    """The features of the pair, then crowding, then time."""
    settings = join()
    values = features(known.signs, np.array([a]), np.array([b]))
    late = abs(known.signs.days[a] - known.signs.days[b]) - settings.days_free
    days = 0.0 if np.isnan(late) or late < 0 else min(late, settings.days_most / settings.per_day)
    named = [(name, float(v), settings.weights[name]) for name, v in zip(FEATURES, values[0], strict=True)]
    named.append((CROWDING, float(known.crowd[a] + known.crowd[b]) / 2, -1.0))
    named.append((TIME, days, -settings.per_day))
    return tuple(
        Part(sign=name, value=round(v, DECIMALS), weight=weight, gives=round(v * weight, DECIMALS))
        for name, v, weight in named
    )


def _together(known: Pool, a: int, b: int) -> bool:
    found = stories(known.one, known.other, known.likeness, known.signs.days, known.kin)
    return any(a in members and b in members for members in found)


def _because(together: bool, family: bool, likeness: float, asked: float, parts: Sequence[Part]) -> Reason:
    gives = {part.sign: part.gives for part in parts}
    if family:
        return "one-family"
    if together:
        return "alike" if likeness >= asked else "through-others"
    if likeness >= asked:
        return "nearer-to-others"
    if likeness - gives[TIME] >= asked:
        return "time-between"
    return "look-alikes" if likeness - gives[TIME] - gives[CROWDING] >= asked else "unlike"


def _shared(first: Article, second: Article) -> tuple[str, ...]:
    """Words of the first whose stem the second has, as the first writes them."""
    stems = set(content_stems(f"{second.title or ''}\n{body(second)}"))
    written: dict[str, str] = {}
    for match in WORD.finditer(f"{first.title or ''}\n{body(first)}"):
        for stem in content_stems(match.group()):
            if stem in stems and len(stem) > 1:
                written.setdefault(stem, match.group())
    return tuple(written[s] for s in sorted(written, key=lambda s: (-rarity(s), s))[:SHARED_SHOWN])
