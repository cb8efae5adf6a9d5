"""Conflicts of the time of day: one event at two moments. Days and years are compared in their slots.

Only times that belong to what is told count; the day on which someone said it does not. Moments of
different precision agree where one holds the other; clock times in different zones are compared in UTC
where the zones are known.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import combinations
from zoneinfo import ZoneInfo

from tellings.claim.conflicts.sides import conflict, side
from tellings.claim.relations import Relations
from tellings.claim.telling import Told, said
from tellings.language.words import fold
from tellings.model import Conflict, Time

# Statements in which a part of the day is told of the same thing; days and clock times need one claim.
NEAR = 0.4
# Days and clock times are moments of one event only where the two statements themselves are this much alike.
ONE_EVENT = 0.65
WEEKDAYS = ("mon", "tues", "wednes", "thurs", "fri", "satur", "sun")
WEEKDAY = re.compile(r"\b(mon|tues|wednes|thurs|fri|satur|sun)day\b", re.IGNORECASE)
# Days that only the date of publication gives; without one they are guesses.
RELATIVE = re.compile(r"\b(?:today|yesterday|tonight|tomorrow|this|last|ago|earlier|later)\b", re.IGNORECASE)
# What is asked by Friday may well be done on Thursday.
NOT_DONE = frozenset(("predicted", "asked", "demanded"))
# Letters between a verb of speech and a day that says when it was said: "reported on 26 September".
BESIDE_CUE = 6
# A day named beside a clock time; without one the day comes from the date of publication.
NAMES_DAY = re.compile(r"[a-z]day\b|\b\d{1,2}(?:st|nd|rd|th)?\s+[A-Z]|\b[A-Z][a-z]+\.?\s+\d{1,2}\b|\d{4}")
# "Just after 8.30" and "8.40" are one moment.
TOLERANCE = timedelta(minutes=15)
CLOCK = re.compile(r"^(\d{4}-\d\d-\d\d)T(\d\d):(\d\d)(?::\d\d)?(Z|[+-]\d\d:\d\d)?$")
DAY = re.compile(r"^\d{4}-\d\d-\d\d$")
EARLY = re.compile(r"\b(?:early|morning|dawn|before dawn|a\.?m)\b")
LATE = re.compile(r"\b(?:afternoon|evening|night|noon|dusk|p\.?m)\b")
YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
UTC_NAMES = re.compile(r"\b(?:gmt|utc|z)\b", re.IGNORECASE)


def date_conflicts(relations: Relations) -> Iterator[Conflict]:
    """Conflicts between aligned statements of different articles, for the first time they differ in."""
    told = [(t, _own_times(t)) for t in relations.story.told]
    timed = [(t, times) for t, times in told if times]
    yield from _one_reading_in_two_zones(timed, relations)
    for (a, left), (b, right) in combinations(timed, 2):
        near = relations.nearness(a, b)
        if (
            a.article.id == b.article.id
            or near < NEAR
            or (a.statement.stance in NOT_DONE) != (b.statement.stance in NOT_DONE)
        ):
            continue
        like = relations.likeness.get((a.number, b.number))
        found = _differing(a, left, b, right, near == 1.0 and like is not None and like.score >= ONE_EVENT)
        if found is not None:
            x, y, why = found
            yield conflict("date", why, [side(a.slice(x), [a]), side(b.slice(y), [b])], relations, [a, b])


def _own_times(told: Told) -> list[Time]:
    """Dates and clock times of a statement, without those of the attribution."""
    text = said(told.statement)
    start = told.statement.start
    cues = [k.cue for k in told.statement.attribution if k.cue is not None and k.cue.article == told.article.id]
    return [
        t
        for t in told.times
        if t.type in ("DATE", "TIME")
        and t.edtf
        and text[t.start - start : t.end - start].strip() == t.text.strip()
        and not any(0 <= t.start - c.end <= BESIDE_CUE or 0 <= c.start - t.end <= BESIDE_CUE for c in cues)
    ]


def _one_reading_in_two_zones(timed: Sequence[tuple[Told, Sequence[Time]]], relations: Relations) -> Iterator[Conflict]:
    """One article gives in UTC the very digits that another gives as local time: one of them slipped."""
    clocks = [(t, x) for t, times in timed for x in times if CLOCK.match(x.edtf or "")]
    for (a, x), (b, y) in combinations(clocks, 2):
        if a.article.id != b.article.id and _names_utc(x) != _names_utc(y):
            left, right = _digits(x), _digits(y)
            if left == right and not left.endswith(":00"):
                sides = [side(a.slice(x), [a]), side(b.slice(y), [b])]
                yield conflict("date", "clock-times-differ", sides, relations, [a, b])


def _digits(time: Time) -> str:
    match = CLOCK.match(time.edtf or "")
    assert match is not None
    return f"{match[1][5:]}T{match[2]}:{match[3]}"


def _differing(
    a: Told, left: Sequence[Time], b: Told, right: Sequence[Time], one_claim: bool
) -> tuple[Time, Time, str] | None:
    """The pair of times that cannot both hold, where no other pair of the two statements agrees."""
    left, right = ([t for t in times if _is_sure(told, t)] for told, times in ((a, left), (b, right)))
    clocks = [[t for t in times if CLOCK.match(t.edtf or "")] for times in (left, right)]
    if len(clocks[0]) == 1 and len(clocks[1]) == 1:
        x, y = clocks[0][0], clocks[1][0]
        return (x, y, "clock-times-differ") if one_claim and _clocks_differ(a, x, b, y) else None
    days = [[t for t in times if _day(t)] for times in (left, right)]
    if len(days[0]) != 1 or len(days[1]) != 1 or clocks[0] or clocks[1]:
        return None
    x, y = days[0][0], days[1][0]
    if not _same_day(x, y):
        return None
    parts = (_part(x), _part(y))
    return (x, y, "parts-of-day-differ") if None not in parts and parts[0] != parts[1] else None


def _is_sure(told: Told, time: Time) -> bool:
    return told.article.published is not None or not RELATIVE.search(time.text)


def _clocks_differ(a: Told, x: Time, b: Told, y: Time) -> bool:
    left, right = _moment(a, x), _moment(b, y)
    one_day = not (NAMES_DAY.search(x.text) and NAMES_DAY.search(y.text))
    if one_day and _names_utc(x) == _names_utc(y) and _digits(x)[6:] == _digits(y)[6:]:
        return False
    if _names_utc(x) == _names_utc(y) and left.time() == right.time() and _same_day(x, y):
        return False
    if left.tzinfo is not None and right.tzinfo is not None:
        return abs(left - right) > TOLERANCE
    zoned = [_names_utc(t) for t in (x, y)]
    if zoned[0] == zoned[1]:
        if not (YEAR.search(x.text) and YEAR.search(y.text)):
            right = right.replace(year=left.year)
        return abs(left.replace(tzinfo=None) - right.replace(tzinfo=None)) > TOLERANCE
    # One in UTC and one local, the zone unknown: nothing can be said.
    return False


def _moment(told: Told, time: Time) -> datetime:
    match = CLOCK.match(time.edtf or "")
    assert match is not None
    day, hour, minute, zone = match.groups()
    bare = datetime.fromisoformat(f"{day}T{hour}:{minute}")
    if zone:
        return bare.replace(tzinfo=UTC) if zone == "Z" else datetime.fromisoformat(f"{bare.isoformat()}{zone}")
    zones = {p.timezone for p in told.places if p.timezone}
    return bare.replace(tzinfo=ZoneInfo(zones.pop())) if len(zones) == 1 else bare


def _names_utc(time: Time) -> bool:
    return bool(UTC_NAMES.search(time.text)) or (time.edtf or "").endswith("Z")


def _same_day(x: Time, y: Time) -> bool:
    weekdays = [WEEKDAY.search(t.text) for t in (x, y)]
    if weekdays[0] and weekdays[1] and weekdays[0][1].lower() == weekdays[1][1].lower():
        return True
    left, right = x.edtf or "", y.edtf or ""
    # "Saturday" is the same as a "yesterday" that was one, however the weekday was resolved.
    if any(w and _weekday(other) == w[1].lower() for w, other in zip(weekdays, (right, left), strict=True)):
        return True
    # A year that neither text states was taken from publication, and may be off.
    return left == right if YEAR.search(x.text) and YEAR.search(y.text) else left[5:] == right[5:]


def _weekday(day: str) -> str:
    return WEEKDAYS[date.fromisoformat(day[:10]).weekday()] if DAY.match(day[:10]) else ""


def _day(time: Time) -> str | None:
    return time.edtf if time.edtf and DAY.match(time.edtf) else None


def _part(time: Time) -> str | None:
    folded = fold(time.text)
    if EARLY.search(folded):
        return "early"
    return "late" if LATE.search(folded) else None
