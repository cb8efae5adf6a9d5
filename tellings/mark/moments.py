"""Moments: calendar arithmetic behind times, as TIMEX3 values and EDTF strings.

Pure functions of a date; weeks are ISO 8601, intervals ``a/b`` as in EDTF level 0, seasons and
unspecified digits as in level 1.
"""

import calendar
import re
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Literal, NamedTuple

Direction = Literal["past", "future"]
Unit = Literal["second", "minute", "hour", "day", "week", "month", "quarter", "year", "decade", "century"]
DESIGNATOR: Mapping[str, str] = {
    "second": "S", "minute": "M", "hour": "H", "day": "D", "week": "W", "month": "M", "quarter": "Q",
    "year": "Y", "decade": "DE", "century": "CE",
}  # fmt: skip
SEASONS: Mapping[str, tuple[str, str]] = {
    "spring": ("SP", "21"),
    "summer": ("SU", "22"),
    "autumn": ("FA", "23"),
    "fall": ("FA", "23"),
    "winter": ("WI", "24"),
}
PARTS: Mapping[str, str] = {"morning": "TMO", "afternoon": "TAF", "evening": "TEV", "night": "TNI"}
UNKNOWN_DAY = "XXXX-XX-XX"
# Far from the ends of the calendar, so that arithmetic on any date of the news stays within it.
FIRST_YEAR, LAST_YEAR = 1000, 9000


class Value(NamedTuple):
    """A normalised value: TIMEX3, EDTF or null, and the day where it is one day."""

    timex: str
    edtf: str | None
    day: date | None = None


def day_value(day: date) -> Value:
    """One calendar day."""
    return Value(day.isoformat(), day.isoformat(), day)


def month_value(year: int | None, month: int) -> Value:
    """A month, of an unknown year where ``year`` is None."""
    return Value(f"XXXX-{month:02}", None) if year is None else Value(f"{year:04}-{month:02}", f"{year:04}-{month:02}")


def year_value(year: int) -> Value:
    """A calendar year."""
    return Value(f"{year:04}", f"{year:04}")


def week_value(monday: date) -> Value:
    """The ISO week that starts on ``monday``."""
    year, week, _ = monday.isocalendar()
    return Value(f"{year}-W{week:02}", f"{monday}/{monday + timedelta(6)}")


def week_start(year: int, week: int) -> date | None:
    """The Monday of an ISO week, None where the year has no such week."""
    try:
        return date.fromisocalendar(year, week, 1)
    except ValueError:
        return None


def half_value(year: int, half: int) -> Value:
    """A half of a calendar year."""
    first = half * 6 - 5
    return Value(f"{year}-H{half}", f"{year}-{first:02}/{year}-{first + 5:02}")


def quarter_value(year: int, quarter: int) -> Value:
    """A quarter of a calendar year."""
    first = quarter * 3 - 2
    return Value(f"{year}-Q{quarter}", f"{year}-{first:02}/{year}-{first + 2:02}")


def season_value(year: int, season: str) -> Value:
    """A season by its name; which months it has depends on the hemisphere and is left open."""
    timex, code = SEASONS[season]
    return Value(f"{year}-{timex}", f"{year}-{code}")


def calendar_day(year: int, month: int, day: int) -> date | None:
    """The date, or None where there is no such day or its year is none of the news."""
    if not (FIRST_YEAR <= year <= LAST_YEAR and 1 <= month <= 12):
        return None
    return date(year, month, day) if 1 <= day <= calendar.monthrange(year, month)[1] else None


def parse_day(written: str | None) -> date | None:
    """The day at the front of an EDTF string, None where it names none."""
    match = re.match(r"(\d{4})-(\d\d)-(\d\d)", written or "")
    return calendar_day(*(int(g) for g in match.groups())) if match and int(match[1]) else None


def shifted_month(day: date, months: int) -> date:
    """``day`` moved by whole months, clipped to the month's last day; years stay within 1..9999."""
    index = max(12, min(day.year * 12 + day.month - 1 + months, 9999 * 12 + 11))
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def shifted(day: date, amount: float, unit: str) -> date | None:
    """``day`` moved by ``amount`` units; None where that leaves the calendar."""
    months = {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200}.get(unit)
    try:
        if months:
            return None if abs(amount) > 9999 else shifted_month(day, round(amount * months))
        return day + timedelta(days=amount * {"week": 7, "day": 1}.get(unit, 0))
    except OverflowError:
        return None


def weekday_value(anchor: date, weekday: int, direction: Direction | None, modifier: str | None) -> Value:
    """A weekday by its name, Monday 0.

    A bare one is the most recent, the anchor's own day included; with a future cue the coming one,
    the anchor's own day included; "last" and "next" leave the anchor's day out.
    """
    back = (anchor.weekday() - weekday) % 7
    ahead = (weekday - anchor.weekday()) % 7
    if modifier in ("last", "past"):
        return day_value(anchor - timedelta(back or 7))
    if modifier in ("next", "coming"):
        return day_value(anchor + timedelta(ahead or 7))
    future = direction == "future" or (modifier == "this" and direction is None)
    return day_value(anchor + timedelta(ahead) if future else anchor - timedelta(back))


def month_year(anchor: date, month: int, direction: Direction | None) -> int:
    """The year of a bare month: the most recent one, or the coming one where the text looks ahead."""
    if direction == "future":
        return anchor.year if month >= anchor.month else anchor.year + 1
    return anchor.year if month <= anchor.month else anchor.year - 1


def day_year(anchor: date, month: int, day: int, direction: Direction | None) -> int | None:
    """The year of a day and month: by the cue, else the one that puts it nearest to the anchor."""
    found = [d for y in (-1, 0, 1) if (d := calendar_day(anchor.year + y, month, day))]
    if direction == "past":
        found = [d for d in found if d <= anchor] or found
    elif direction == "future":
        found = [d for d in found if d >= anchor] or found
    return min(found, key=lambda d: (abs((d - anchor).days), d)).year if found else None


def period_value(anchor: date, unit: str, offset: int) -> Value | None:
    """The calendar period ``offset`` units from the anchor's own: last week is -1, this year 0."""
    if unit == "day":
        return day_value(anchor + timedelta(offset))
    if unit == "week":
        return week_value(anchor - timedelta(anchor.weekday()) + timedelta(weeks=offset))
    if unit == "month":
        moved = shifted_month(anchor, offset)
        return month_value(moved.year, moved.month)
    if unit == "quarter":
        moved = shifted_month(anchor, 3 * offset)
        return quarter_value(moved.year, (moved.month + 2) // 3)
    if unit == "year":
        return year_value(anchor.year + offset)
    if unit == "decade":
        decade = anchor.year // 10 + offset
        return Value(str(decade), f"{decade}X")
    if unit == "century":
        century = anchor.year // 100 + offset
        return Value(str(century), f"{century}XX")
    return None


def ago_value(anchor: date, amount: float, unit: str, bound: str | None) -> Value | None:
    """A moment ``amount`` units from the anchor (negative is back), at the precision of the unit.

    ``bound`` "less" gives the stretch up to the anchor, "more" all before the moment; a plain count
    of weeks or more is approximate in EDTF (``~``), days are exact.
    """
    moved = shifted(anchor, amount, unit)
    if moved is None:
        return None
    near, far = sorted((moved, anchor))
    if unit in ("year", "decade", "century", "month", "quarter"):
        edge = moved.isoformat()[: 4 if unit not in ("month", "quarter") else 7]
        # TIMEX3 gives "two decades ago" as a decade: the value is as precise as the unit.
        plain = Value(edge[: {"decade": 3, "century": 2}.get(unit, 7)], f"{edge}~")
    elif unit == "week":
        edge = moved.isoformat()
        # "a week ago" is that day, "three weeks ago" the week
        plain = Value(edge if abs(amount) == 1 else week_value(moved).timex, f"{edge}~")
    else:
        edge = moved.isoformat()
        plain = day_value(moved)
    if bound == "less":
        return Value(plain.timex, f"{near}/{far}")
    if bound == "more":
        return Value(plain.timex, f"../{edge}" if amount < 0 else f"{edge}/..")
    return plain


def duration_value(amount: float | None, unit: str) -> str:
    """TIMEX3 duration: P2Y, PT10M, PXD where the count is not given."""
    count = "X" if amount is None else f"{amount:g}" if amount < 1e6 else f"{amount:.0f}"
    time = "T" if unit in ("hour", "minute", "second") else ""
    return f"P{time}{count}{DESIGNATOR[unit]}"
