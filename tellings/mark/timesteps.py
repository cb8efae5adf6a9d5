"""Time steps: expressions counted from the date told last ("the following month", "two days later").

Readers give a reading with a step; :func:`settled` finds its value once the dates before it are known.
Where the text has told no date yet, the value is a guess from publication and has no EDTF.
"""

import re
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from tellings.mark import moments
from tellings.mark.moments import UNKNOWN_DAY, Value
from tellings.mark.timewords import (
    ABOUT,
    COUNT,
    PART,
    UNIT,
    Ground,
    Reading,
    Rules,
    Step,
    count_of,
    reading_of,
    unit_of,
)


class Told(NamedTuple):
    """The dates told last, each at its own precision: a day tells its month and year as well."""

    day: date | None = None
    week: date | None = None
    month: date | None = None
    quarter: date | None = None
    year: date | None = None


UNKNOWN = Value(UNKNOWN_DAY, None)
_UNKNOWN_PERIODS = {"week": "XXXX-WXX", "month": "XXXX-XX", "quarter": "XXXX-QX", "year": "XXXX", "decade": "XXX"}


def settled(readings: Iterable[Reading], told: Told, anchor: date | None) -> tuple[list[Reading], Told]:
    """The readings with their steps taken, and the dates told after them."""
    found = []
    for reading in readings:
        if reading.step:
            reading = reading._replace(value=_stepped(reading, reading.step, told, anchor))
        if reading.type in ("DATE", "TIME"):
            told = _told(told, reading.value)
        found.append(reading)
    return found, told


def _stepped(reading: Reading, step: Step, told: Told, anchor: date | None) -> Value:
    base = getattr(told, {"decade": "year", "century": "year", "period": "quarter"}.get(step.unit, step.unit))
    unit = step.unit
    if unit == "period":
        unit, base = ("quarter", base) if base else ("month", told.month) if told.month else ("year", told.year)
    unknown = Value(_UNKNOWN_PERIODS.get(unit, UNKNOWN_DAY), None)
    guessed = base is None
    if guessed and step.amount > 1:
        return unknown  # "two years later" than a date that the text has not told
    if guessed and not (step.amount or step.back):
        return unknown if reading.value == UNKNOWN else Value(reading.value.timex, None)
    base = base or anchor
    found = moments.period_value(_back(base, step.back), unit, round(step.amount)) if base else None
    if found is None:
        return unknown
    if guessed:
        return Value(found.timex, None, found.day)
    # "forty years later" that would be far ahead of publication is counted from another date than the last
    ahead = (
        step.amount > 0 and anchor is not None and found.timex[:4].isdigit() and int(found.timex[:4]) > anchor.year + 1
    )
    return unknown if ahead else found


def _back(day: date, years: int) -> date:
    return moments.shifted_month(day, -12 * years)


def _told(told: Told, value: Value) -> Told:
    match = re.match(r"(\d{4})(?!\d)(?:-(?:(\d\d)(?!\d)(?:-\d\d)?|W(\d\d)|Q(\d)))?", value.timex)
    if match is None or not moments.calendar_day(int(match[1]), 1, 1):
        return told
    year = date(int(match[1]), 1, 1)
    if value.day:
        month = value.day.replace(day=1)
        return Told(value.day, value.day, month, None, year)
    if match[2] and (first := moments.calendar_day(year.year, int(match[2]), 1)):
        return Told(told.day, told.week, first, None, year)
    if match[3]:
        return told._replace(week=moments.week_start(year.year, int(match[3])), year=year)
    if match[4]:
        return told._replace(quarter=date(year.year, int(match[4]) * 3 - 2, 1), month=None, year=year)
    return told._replace(year=year, month=None, quarter=None)


# ---------------------------------------------------------------- readers

_STEPS = {"next": 1, "following": 1, "after": 1, "later": 1, "previous": -1, "preceding": -1, "prior": -1, "before": -1,
          "earlier": -1}  # fmt: skip


def _later(match: re.Match[str], ground: Ground) -> Reading | None:
    """ "two days later", "a year earlier"."""
    unit, count = unit_of(match["unit"]), count_of(match["n"])
    if unit in ("second", "minute", "hour"):
        return None
    sign = 1 if match["way"].lower() in ("later", "after") else -1
    if unit == "week" and count == 1:
        unit, count = "day", 7.0
    if count is None:
        return reading_of(match, Value("FUTURE_REF" if sign > 0 else "PAST_REF", None))
    return _step(match, Step(unit, sign * count))


def _neighbour(match: re.Match[str], ground: Ground) -> Reading | None:
    """ "the following day", "the year before", "the previous night"."""
    unit, way = match["unit"].lower(), match["way"].lower()
    part = unit if unit in moments.PARTS else None
    return _step(match, Step("day" if part else unit, _STEPS[way]), part)


def _same(match: re.Match[str], ground: Ground) -> Reading | None:
    """ "the same day", "earlier that month", "that night"."""
    unit = match["unit"].lower()
    part = unit if unit in moments.PARTS else None
    return _step(match, Step("day" if part else unit, 0), part)


def _year_back(match: re.Match[str], ground: Ground) -> Reading | None:
    """ "the same month a year earlier", "the year-ago quarter"."""
    unit = (match["unit"] or "").lower()
    if unit in ("", "time"):
        return _step(match, Step("year", -1))
    return _step(match, Step(unit, 0, back=1))


def _step(match: re.Match[str], step: Step, part: str | None = None) -> Reading:
    found = reading_of(match, UNKNOWN, "TIME" if part else "DATE")
    assert found is not None
    return found._replace(step=step, part=part)


# What follows when "before" and "after" have no object: "two days before, it had sunk".
_ENDS = r"(?=\s*(?:[.,;:!?)\"”—–]|$)|\s+(?:and|but|when|in|at|on)\b)"
_PERIOD = r"(?:day|week|month|quarter|year|decade)\b"
STEP_RULES: Rules = (
    (
        rf"(?i:\b(?P<about>{ABOUT})?(?P<n>{COUNT})(?:\s?-\s?|\s+)(?P<unit>{UNIT})\s+"
        rf"(?P<way>earlier|previously|later(?!\s+than)|before{_ENDS}|after{_ENDS}))\b",
        _later,
        ("earlier", "previously", "later", "before", "after"),
    ),
    (
        rf"(?i:\bthe\s+(?P<way>next|following|previous|preceding|prior)\s+(?P<unit>day|{PART}))\b",
        _neighbour,
        ("next", "following", "previous", "preceding", "prior"),
    ),
    (
        rf"(?i:\b(?:early\s+|late\s+)?the\s+(?P<way>following|previous|preceding|prior)\s+(?P<unit>{_PERIOD}))",
        _neighbour,
        ("following", "previous", "preceding", "prior"),
    ),
    (
        rf"(?i:\bthe\s+(?P<unit>{_PERIOD}|{PART})\s+(?P<way>before|after|previous|earlier){_ENDS})",
        _neighbour,
        ("before", "after", "previous", "earlier"),
    ),
    (
        rf"(?i:\b(?:(?:earlier|later|early|late)\s+)?(?:(?:the|that)\s+(?:very\s+)?same|that(?:\s+very)?)\s+"
        rf"(?P<unit>{_PERIOD}|{PART}))",
        _same,
        ("that", "same"),
    ),
    (
        r"(?i:\bthe\s+same\s+(?P<unit>day|week|month|quarter|period|time)\s+(?:of\s+|in\s+)?"
        r"(?:(?:the\s+)?(?:last|previous|prior|preceding)\s+year|(?:a|one)\s+year\s+(?:ago|earlier|before)))\b",
        _year_back,
        ("same",),
    ),
    (r"(?i:\b(?:the\s+|a\s+)?year[\s-](?:ago|earlier)\s+(?P<unit>quarter|period|month)\b)", _year_back, ("year",)),
    (r"(?i:\b(?:the\s+|a\s+)?year-(?:ago|earlier)\b)(?P<unit>)?", _year_back, ("year",)),
)
