"""Holidays: days by their names, from the rows of ``[[holiday]]`` in tellings/data/times.toml.

The year is the one beside the name, else the one that puts the day nearest to publication in the
direction that the sentence looks. Easter follows the Gregorian rule (Meeus, Jones and Butcher).
"""

import calendar
import re
from datetime import date, timedelta

from tellings.mark import moments
from tellings.mark.moments import Value
from tellings.mark.timewords import HOLIDAYS, SPACE, YEAR, Ground, Holiday, Reading, Rules, direction_of, reading_of

_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def day_of(rule: str, year: int) -> date | None:
    """The day a row's ``on`` gives in ``year``, None where it has none there."""
    if re.fullmatch(r"\d{4}-\d\d-\d\d", rule):
        return date.fromisoformat(rule)
    if re.fullmatch(r"\d\d-\d\d", rule):
        return moments.calendar_day(year, int(rule[:2]), int(rule[3:]))
    words = rule.split()
    if words[0] == "easter":
        return easter(year) + timedelta(int(words[1]))
    month, weekday, place = int(words[0]), _WEEKDAYS.index(words[1]), int(words[2])
    days = [d for d in range(1, calendar.monthrange(year, month)[1] + 1) if date(year, month, d).weekday() == weekday]
    return date(year, month, days[place - 1 if place > 0 else place])


def easter(year: int) -> date:
    """Easter Sunday in the Gregorian calendar."""
    century, rest = divmod(year, 100)
    moon = (19 * (year % 19) + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    sunday = (32 + 2 * (century % 4) + 2 * (rest // 4) - moon - rest % 4) % 7
    shift = moon + sunday - 7 * ((year % 19 + 11 * moon + 22 * sunday) // 451) + 114
    return date(year, shift // 31, shift % 31 + 1)


_RULE = {SPACE.sub(" ", row.words.lower()): row.on for row in HOLIDAYS}


def _holiday(match: re.Match[str], ground: Ground) -> Reading | None:
    rule = _RULE[SPACE.sub(" ", match["w"].lower().replace("’", "'"))]
    if match["y"]:
        day = day_of(rule, int(match["y"]))
    elif re.match(r"\d{4}-", rule):
        day = day_of(rule, 0)
    elif ground.near:
        day = _nearest(rule, match, ground, ground.near)
    else:
        return reading_of(match, Value(f"XXXX-{rule}" if re.match(r"\d", rule) and "-" in rule else "XXXX-XX-XX", None))
    return reading_of(match, moments.day_value(day)) if day else None


def _nearest(rule: str, match: re.Match[str], ground: Ground, near: date) -> date | None:
    way = (match["way"] or "").lower()
    direction = {"last": "past", "next": "future"}.get(way) or direction_of(ground, *match.span())
    days = [d for y in (-1, 0, 1) if (d := day_of(rule, near.year + y))]
    fitting = [d for d in days if (d < near if direction == "past" else d >= near if direction == "future" else True)]
    return min(fitting or days, key=lambda d: (abs((d - near).days), d), default=None)


def _name(row: Holiday) -> str:
    words = re.escape(row.words).replace("'", "['’]").replace(r"\ ", r"\s+")
    return words + (rf"(?=\s+(?:{'|'.join(row.followed.split())})\b)" if row.followed else "")


_NAMES = "|".join(_name(row) for row in sorted(HOLIDAYS, key=lambda r: -len(r.words)))
_WORDS = tuple(sorted({max(re.split(r"[' ]", row.words), key=len).lower() for row in HOLIDAYS}))
HOLIDAY_RULES: Rules = (
    # the one that must be followed stands before a plain date of the same length
    (
        rf"(?:\b(?P<way>[Ll]ast|[Tt]his|[Nn]ext)\s+)?(?<!\w)(?P<w>{_NAMES})(?!\w|\s+(?:Island|Agreement|Rising)\b)(?:\s*,?\s*(?:in\s+)?(?P<y>{YEAR}))?",
        _holiday,
        _WORDS,
    ),
)
