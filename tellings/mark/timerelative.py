"""Relative times: what counts from the day of publication ("Friday", "last week", "two years ago")."""

import re
from datetime import date

from tellings.mark import moments
from tellings.mark.moments import Value
from tellings.mark.numerals import ORDINALS
from tellings.mark.timewords import (
    ABOUT,
    COUNT,
    DAYS,
    FISCAL,
    PAPERS,
    PART,
    SPACE,
    UNIT,
    UNITS,
    WEEKDAY,
    Ground,
    Reading,
    Rules,
    Step,
    count_of,
    direction_of,
    in_name,
    reading_of,
    unit_of,
    weekday_direction,
    weekday_of,
)

_PAPER = re.compile(rf"\s+(?:{'|'.join(w for row in PAPERS for w in row.words.split())})\b")
_ALONE = re.compile(rf"(?:\s+{PART})?\s*(?:[.,;:!?)]|$|(?:in|that|when|of|and|or|last|this)\b)", re.IGNORECASE)
_ONE = re.compile(r"\b(?:a|one)\s+$", re.IGNORECASE)
_THE = re.compile(r"\b[Tt]he\s+$")


def _named_weekday(match: re.Match[str], ground: Ground) -> Reading | None:
    # "the Sunday Times" is no day.
    led = _THE.search(ground.text, max(ground.start, match.start() - 8), match.start())
    if led and _PAPER.match(ground.text, match.end(), ground.end):
        return None
    weekday = weekday_of(match["wd"])
    # "on a Friday in May": any one
    some = not match["way"] and _ONE.search(ground.text, max(ground.start, match.start() - 4), match.start())
    some = some and _ALONE.match(ground.text, match.end(), ground.end)
    if ground.anchor is None or some:
        return reading_of(match, Value(f"XXXX-WXX-{weekday + 1}", None))
    modifier = (match["way"] or "").lower().split()[-1:] or [""]
    direction = weekday_direction(ground, *match.span())
    value = moments.weekday_value(ground.anchor, weekday, direction, modifier[0] or None)
    return reading_of(match, _after_first(match, ground, weekday) or value)


_FIRST_OF_TWO = re.compile(rf"\b(?P<wd>{WEEKDAY})(?:\s+{PART})?\s*(?:or|and|to|through|until|-|–)\s*$", re.IGNORECASE)


def _after_first(match: re.Match[str], ground: Ground, weekday: int) -> Value | None:
    """ "late Saturday or early Sunday": the second follows the first, where that is not yet to come or both are."""
    first = _FIRST_OF_TWO.search(ground.text, max(ground.start, match.start() - 32), match.start())
    if first is None or ground.anchor is None or (match["way"] or "").lower() in ("last", "next"):
        return None
    direction = weekday_direction(ground, *first.span("wd"))
    day = moments.weekday_value(ground.anchor, weekday_of(first["wd"]), direction, None).day
    second = moments.weekday_value(day, weekday, "future", None) if day else None
    return second if second and second.day and (direction == "future" or second.day <= ground.anchor) else None


_DAY_WORDS = {"today": 0, "tonight": 0, "yesterday": -1, "tomorrow": 1, "the day before yesterday": -2,
              "the day after tomorrow": 2}  # fmt: skip


def _near_day(match: re.Match[str], ground: Ground) -> Reading | None:
    words = SPACE.sub(" ", match["w"].lower())
    if words in ("today", "tonight") and in_name(match, ground):
        return None
    part = "night" if words in ("tonight", "last night") else (match["part"] or "").lower()
    offset = -1 if words == "last night" else _DAY_WORDS.get(words, 0)
    if not part:
        return reading_of(match, _from_anchor(ground, "day", offset))
    return _parted(match, ground, offset, part)


def _this_part(match: re.Match[str], ground: Ground) -> Reading | None:
    return _parted(match, ground, 0, match["part"].lower())


def _parted(match: re.Match[str], ground: Ground, offset: int, part: str) -> Reading:
    return Reading(*match.span(), "TIME", _from_anchor(ground, "day", offset), part=part)


_UNKNOWN_PERIODS = {"week": "XXXX-WXX", "month": "XXXX-XX", "quarter": "XXXX-QX", "year": "XXXX", "decade": "XXX"}


def _from_anchor(ground: Ground, unit: str, offset: int) -> Value:
    base = ground.near if unit in ("month", "quarter", "year", "decade") else ground.anchor
    found = moments.period_value(base, unit, offset) if base else None
    return found or Value(_UNKNOWN_PERIODS.get(unit, moments.UNKNOWN_DAY), None)


def _ago(match: re.Match[str], ground: Ground) -> Reading | None:
    unit, count, base = unit_of(match["unit"]), count_of(match["n"]), ground.anchor
    if base is None or count is None or unit in ("second", "minute", "hour"):
        return reading_of(match, Value("PAST_REF", None))
    about = SPACE.sub(" ", (match["about"] or "").lower()).strip()
    bound = "less" if re.search(r"less|fewer|under|up to|at most|nearly|almost", about) else None
    bound = "more" if re.search(r"more|over|at least", about) else bound
    return reading_of(match, moments.ago_value(base, -count - (0.5 if match["half"] else 0), unit, bound))


def _period(match: re.Match[str], ground: Ground) -> Reading | None:
    way = match["way"].lower()
    offset = 1 if way.split()[-1] in ("next", "coming") else 0 if way in ("this", "current") else -1
    if match["unit"].lower() == "weekend":
        return reading_of(match, _weekend(ground, offset, match))
    return reading_of(match, _from_anchor(ground, unit_of(match["unit"]), offset))


def _bounded(match: re.Match[str], ground: Ground) -> Reading | None:
    """ "the end of the year", "to end the day", "year-end"."""
    unit = unit_of(match["unit"])
    found = reading_of(match, _from_anchor(ground, unit, 0))
    return found._replace(step=Step("day", 0)) if found and unit == "day" else found


def _told_period(match: re.Match[str], ground: Ground) -> Reading | None:
    """ "rose 5 percent in the quarter": the quarter told last, else the one before publication."""
    unit = unit_of(match["unit"])
    found = reading_of(match, _from_anchor(ground, unit, -1 if unit == "quarter" else 0))
    return found._replace(step=Step(unit, 0)) if found else None


def _before_last(match: re.Match[str], ground: Ground) -> Reading | None:
    """ "the week before last"."""
    return reading_of(match, _from_anchor(ground, unit_of(match["unit"]), -2))


def _this_time(match: re.Match[str], ground: Ground) -> Reading | None:
    """ "this time last year"."""
    return reading_of(match, _from_anchor(ground, "year", -1 if match["way"].lower() == "last" else 1))


def _weekday_of_week(match: re.Match[str], ground: Ground) -> Reading | None:
    """ "Tuesday of last week"."""
    weekday = weekday_of(match["wd"])
    if ground.anchor is None:
        return reading_of(match, Value(f"XXXX-WXX-{weekday + 1}", None))
    weeks = {"last": -1, "next": 1, "following": 1}.get(match["way"].lower(), 0)
    return reading_of(match, moments.period_value(ground.anchor, "day", weekday - ground.anchor.weekday() + 7 * weeks))


def _weekend(ground: Ground, offset: int, match: re.Match[str]) -> Value:
    if ground.anchor is None:
        return Value("XXXX-WXX-WE", None)
    direction = direction_of(ground, *match.span())
    this = (match["way"] or "").lower() == "this" and direction is None and ground.anchor.weekday() > 2
    ahead = offset == 1 or (offset == 0 and (direction == "future" or this))
    saturday = moments.weekday_value(ground.anchor, 5, "future" if ahead else "past", None).day
    assert saturday is not None
    if offset == -1 and (ground.anchor - saturday).days < 2 and (match["way"] or "").lower() == "last":
        saturday = date.fromordinal(saturday.toordinal() - 7)
    year, week, _ = saturday.isocalendar()
    return Value(f"{year}-W{week:02}-WE", f"{saturday}/{date.fromordinal(saturday.toordinal() + 1)}")


def _the_weekend(match: re.Match[str], ground: Ground) -> Reading | None:
    return reading_of(match, _weekend(ground, 0, match))


# ---------------------------------------------------------------- rules

_NEXT_WAY = r"past(?=\s+(?:decade|century))|last|this|next|coming|current|this\s+past|this\s+coming"
_ORDINAL = "|".join(word for word in ORDINALS if word != "first")
RELATIVE_RULES: Rules = (
    (
        rf"(?i:\b(?P<way>last|this|next|this\s+past|this\s+coming|early|late|earlier|later)\s+)?\b(?P<wd>{WEEKDAY}|(?:Mon|Tues?|Wed|Thurs?|Fri|Sat|Sun)\.)",
        _named_weekday,
        DAYS,
    ),
    (
        rf"\b(?P<wd>{WEEKDAY})\s+(?:of\s+)?(?P<way>(?i:last|this|next|the\s+following))\s+week\b",
        _weekday_of_week,
        ("week",),
    ),
    (
        rf"(?i:\b(?:(?:earlier|later|early|late)\s+)?(?P<w>the\s+day\s+before\s+yesterday|the\s+day\s+after\s+tomorrow|today"
        rf"|tonight|yesterday|tomorrow|last\s+night)(?:\s+(?P<part>{PART}))?)\b",
        _near_day,
        ("day", "tonight", "tomorrow", "night"),
    ),
    (
        r"(?i:\b(?:earlier\s+|later\s+|early\s+|late\s+)?this\s+(?P<part>morning|afternoon|evening))\b",
        _this_part,
        ("this",),
    ),
    (
        rf"(?i:\b(?P<about>{ABOUT})?(?P<n>{COUNT})\]?(?:\s?-\s?|\s+)(?P<unit>{UNIT})(?P<half>\s+and\s+a\s+half)?\s+ago)\b",
        _ago,
        ("ago",),
    ),
    (
        r"(?i:\b(?:(?:earlier|later|early|late)\s+(?:in\s+)?|mid[\s-]|the\s+(?:end|start|beginning|middle|rest|remainder|close)\s+of\s+)?"
        rf"(?:the\s+)?(?P<way>{_NEXT_WAY})\s+{FISCAL}(?P<unit>week|weekend|month|quarter|year|decade|century))\b",
        _period,
        UNITS,
    ),
    (
        r"(?i:\bthe\s+(?:(?:very\s+)?end|start|beginning|middle|rest|remainder|close|course)\s+of\s+the\s+"
        rf"{FISCAL}(?P<unit>day|week|month|quarter|year|decade|century))\b",
        _bounded,
        UNITS,
    ),
    (
        r"(?i:\b(?:end|ends|ended|ending|finish|finished|finishing|close|closed|closing|start|started|starting|begin|began)"
        r"\s+(?P<e>the\s+(?P<unit>day|week|month|quarter|year)))\b",
        _bounded,
        UNITS,
    ),
    (
        r"(?i:\b(?:earlier|later|early|late)\s+in\s+the\s+(?P<unit>day|week|month|quarter|year|decade))\b",
        _bounded,
        UNITS,
    ),
    (
        r"(?i:\b(?:in|for|during)\s+(?P<e>the\s+(?P<unit>quarter|year|month|week)))\b"
        r"(?=\s*[,.;)]|\s+(?:ended|ending|from|and|but|compared|on|as|when|after|with|earlier)\b)",
        _told_period,
        UNITS,
    ),
    (r"(?i:\bthe\s+(?P<unit>week|month|year)\s+before\s+last)\b", _before_last, ("before",)),
    # "fell for a third straight day", "the fourth week in a row": the day or week of the article
    (
        rf"(?i:\b(?:(?:a|the)\s+)?(?:{_ORDINAL})\s+(?:consecutive|straight|successive)\s+(?P<unit>day|week|month|quarter|year))\b",
        _bounded,
        ("consecutive", "straight", "successive"),
    ),
    (
        rf"(?i:\b(?P<e>(?:(?:a|the)\s+)?(?:{_ORDINAL})\s+(?P<unit>day|week|month|quarter|year))\s+(?:in\s+a\s+row|running))\b",
        _bounded,
        ("row", "running"),
    ),
    (r"(?i:\b(?:the\s+)?(?P<unit>year)(?:[\s-]|['’]s\s)end)\b(?!\s+of)", _bounded, ("end",)),
    (r"(?i:\bthis\s+time\s+(?P<way>last|next)\s+year)\b", _this_time, ("time",)),
    (r"(?i:\b(?:over\s+|at\s+)?(?P<e>the\s+weekend)(?P<way>)?)\b", _the_weekend, ("weekend",)),
)
