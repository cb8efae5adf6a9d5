"""The main event of a story: the words, the day and the places that its articles put first.

Headlines and opening sentences tell what a report is about (the inverted pyramid), so a statement tells the
event as far as it holds their words, the rare ones weighing more. What one of several articles puts first
weighs little: shares of articles are squared.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Literal

import msgspec

from tellings.casefile.stretches import beginning_in
from tellings.language.rarity import rarity
from tellings.language.words import content_stems, fold
from tellings.mark.countries import called
from tellings.model import Name, Statement, Telling, Time

# Opening statements of an article; what stands further down and in one article only is background.
LEAD = 3
# Words of a statement that can open an article: less is a label, more is several things run together.
_OPENS = range(8, 61)
# A word's rarity counts within these bounds, so that no single name outweighs what was done.
_COMMON, _RARE = 0.3, 8.0
# So many days after it an event is still news.
NEWS = timedelta(days=10)
# A name in a headline is this much likelier the place of the event.
_IN_HEADLINE = 1.5
# How near to a point a place is. A name of another sort stands for a place where "at" or "near" comes before it.
Nearness = Literal["settlement", "region", "country", "named", "thing"]
_NEARNESS: Mapping[Nearness, float] = {"settlement": 1.0, "named": 1.0, "region": 0.8, "thing": 0.6, "country": 0.3}
_LOCATIVE = re.compile(r"\b(?:in|at|near|outside|inside|around|between|across)\s+(?:the\s+)?(?:[\w'-]+\s+){0,2}$")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
# A weekday, "today" or a day of the month where no publication date says which.
_UNANCHORED = re.compile(r"XXXX-(?:WXX-[1-7]|XX-XX|\d\d-\d\d)")
_MONTH = re.compile(r"\d{4}(?:-\d\d)?$")


class Words(msgspec.Struct, frozen=True):
    """Stems with their weights, which sum to 1 (or there are none)."""

    weights: Mapping[str, float]

    def held(self, stems: Iterable[str]) -> float:
        """How much of them ``stems`` (each once, in any order) hold, from 0 to 1."""
        return sum(sorted(self.weights.get(stem, 0.0) for stem in stems))


class Event(msgspec.Struct, frozen=True):
    """What the articles put first.

    ``acts`` are the headline's words that name nobody and no place; ``day`` is the one most articles name
    (empty for none); ``places`` are folded names, the likeliest place of the event 1.0.
    """

    headline: Words
    acts: Words
    opening: Words
    day: str
    places: Mapping[str, float]
    several: bool


class Setting(msgspec.Struct, frozen=True):
    """A name in a statement that may be where it happened; ``located`` where words of place stand before it."""

    name: str
    nearness: Nearness
    located: bool


def event(tellings: Sequence[Telling]) -> Event:
    """The main event of a story; the order of ``tellings`` changes nothing."""
    headlines = [set(content_stems(t.article.title)) for t in tellings if t.article.title]
    openings = [set(content_stems(s.text)) for t in tellings if (s := _opening(t)) is not None]
    names = {stem for t in tellings for n in t.marks.names if n.kind != "other" for stem in content_stems(n.text)}
    first = _weighed(headlines or openings)
    found = Event(
        headline=first,
        acts=_normal({stem: weight for stem, weight in first.weights.items() if stem not in names}),
        opening=_weighed(openings),
        day=_day(tellings),
        places={},
        several=len(tellings) > 1,
    )
    return msgspec.structs.replace(found, places=_places(tellings, found))


def told(event: Event, stems: Iterable[str], early: float) -> float:
    """How much a statement tells the event, from 0 to about 1.4; ``early`` is how near the top it stands, 0 to 1."""
    held = tuple(stems)
    return 0.5 * event.headline.held(held) + 0.3 * event.acts.held(held) + 0.3 * event.opening.held(held) + 0.3 * early


def early(number: int) -> float:
    """How near the top the statement of that number (from 0) stands, from 0 to 1."""
    return 1 / (1 + number / 3)


def moment(time: Time, published: str | None, day: str) -> float:
    """How well a time says when the event was: 0 not at all, 1 the day or the hour.

    Days are counted back from publication (EDTF), or must be ``day`` where that is not known.
    """
    if time.type not in ("DATE", "TIME"):
        return 0.0
    value, clock = time.edtf or "", time.type == "TIME"
    if _DAY.match(value):
        return (1.2 if "T" in value else 1.0) if _is_news(value[:10], (published or day)[:10]) else 0.15
    if clock or _UNANCHORED.match(time.value):
        return 1.0
    if _MONTH.match(value):
        return 0.5 if value[:4] == (published or day or value)[:4] else 0.05
    return 0.1


def settings(telling: Telling, statement: Statement) -> tuple[Setting, ...]:
    """Names in a statement that may be where it happened, one for each name. A demonym is no place."""
    marks, text = telling.marks, telling.article.text
    known = {p.start: p for p in beginning_in(marks.places, statement.start, statement.end)}
    found: dict[str, Setting] = {}
    for name in beginning_in(marks.names, statement.start, statement.end):
        located = _LOCATIVE.search(fold(text[max(0, name.start - 40) : name.start])) is not None
        place = known.pop(name.start, None)
        nearness = place.precision if place else _nearness(name, located)
        if nearness is not None:
            found[fold(name.text)] = Setting(name=fold(name.text), nearness=nearness, located=located)
    for place in known.values():
        located = _LOCATIVE.search(fold(text[max(0, place.start - 40) : place.start])) is not None
        found.setdefault(fold(place.text), Setting(name=fold(place.text), nearness=place.precision, located=located))
    return tuple(found.values())


def spoken(telling: Telling) -> list[Statement]:
    """An article's statements in order."""
    return sorted(telling.speech.statements, key=lambda s: s.start)


def _opening(telling: Telling) -> Statement | None:
    """The first statement that can open an article, or the first of all."""
    statements = spoken(telling)
    whole = (s for s in statements if s.stance != "asked" and len(s.text.split()) in _OPENS)
    return next(whole, statements[0] if statements else None)


def _weighed(firsts: Sequence[set[str]]) -> Words:
    """For each stem its rarity times the squared share of ``firsts`` that hold it, as parts of 1."""
    counted = Counter(stem for stems in firsts for stem in stems)
    return _normal({s: (n / len(firsts)) ** 2 * min(_RARE, max(_COMMON, rarity(s))) for s, n in counted.items()})


def _normal(weights: Mapping[str, float]) -> Words:
    whole = sum(sorted(weights.values()))
    return Words({stem: round(weight / whole, 9) for stem, weight in sorted(weights.items())} if whole else {})


def _day(tellings: Sequence[Telling]) -> str:
    """The day that most articles name, the earliest of several; empty where none is named."""
    days = [{(t.edtf or "")[:10] for t in telling.marks.times if _DAY.match(t.edtf or "")} for telling in tellings]
    counted = Counter(day for named in days for day in named)
    return min(counted, key=lambda d: (-counted[d], d), default="")


def _is_news(day: str, reported: str) -> bool:
    try:
        return timedelta(0) <= date.fromisoformat(reported) - date.fromisoformat(day) <= NEWS
    except ValueError:
        return False


def _nearness(name: Name, located: bool) -> Nearness | None:
    if called(name.text) is not None:
        return None
    if name.kind == "place":
        return "named"
    return "thing" if located and name.kind != "person" else None


def _places(tellings: Sequence[Telling], event: Event) -> Mapping[str, float]:
    """For each name how likely the event was there: how much the statements that hold it tell the event.

    A name counts the more, the more articles give it.
    """
    weights: defaultdict[str, float] = defaultdict(float)
    nearness: dict[str, Nearness] = {}
    articles: defaultdict[str, set[str]] = defaultdict(set)
    for telling in sorted(tellings, key=lambda t: t.article.id):
        for number, statement in enumerate(spoken(telling)):
            share = 0.3 + told(event, set(content_stems(statement.text)), early(number))
            for setting in settings(telling, statement):
                weights[setting.name] += share * (1.0 if setting.located else 0.7)
                nearness[setting.name] = setting.nearness
                articles[setting.name].add(telling.article.id)
    headlines = [fold(t.article.title or "") for t in tellings]
    named = {name for name in weights if any(re.search(rf"\b{re.escape(name)}\b", h) for h in headlines)}
    likely = {
        name: weight * len(articles[name]) * _NEARNESS[nearness[name]] * (_IN_HEADLINE if name in named else 1.0)
        for name, weight in weights.items()
    }
    most = max(likely.values(), default=1.0)
    return {name: round(weight / most, 6) for name, weight in sorted(likely.items())}
