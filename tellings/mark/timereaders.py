"""Time readers: one pattern and one reading for each kind of time expression.

A reader takes a match and the ground it stands on and gives a reading, or None where the words only
look like a time.
"""

import re
from collections.abc import Callable
from datetime import date
from functools import cache

from tellings.mark import moments
from tellings.mark.moments import Value
from tellings.mark.numerals import ORDINALS
from tellings.mark.timewords import (
    ABOUT,
    COUNT,
    DAY,
    EDGE,
    LONG_UNIT,
    MONTH,
    PAPERS,
    PART,
    QUARTERS,
    SPACE,
    UNIT,
    VAGUE,
    WEEKDAY,
    WEEKDAY_ANY,
    YEAR,
    ZONE,
    ZONED,
    ZONES,
    Clock,
    Ground,
    Reading,
    TimeType,
    count_of,
    day_number,
    direction_of,
    month_of,
    unit_of,
    weekday_direction,
    weekday_of,
)

Reader = Callable[[re.Match[str], Ground], Reading | None]


def _reading(match: re.Match[str], value: Value | None, kind: TimeType = "DATE") -> Reading | None:
    start, end = match.span("e") if "e" in match.re.groupindex else match.span()
    return None if value is None else Reading(start, end, kind, value)


def _full_date(match: re.Match[str], ground: Ground) -> Reading | None:
    month, number = month_of(match["m"]), day_number(match["d"])
    year = int(match["y"]) if match["y"] else _year_of_day(match, ground, month, number)
    if year is None:
        possible = moments.calendar_day(2000, month, number)
        return _reading(match, Value(f"XXXX-{month:02}-{number:02}", None)) if possible else None
    day = moments.calendar_day(year, month, number)
    if day is None:
        return None
    last = match["d2"] and moments.calendar_day(year, month, day_number(match["d2"]))
    if last and last > day:
        return _reading(match, Value(f"{day}/{last}", f"{day}/{last}"))
    return _reading(match, moments.day_value(day))


def _year_of_day(match: re.Match[str], ground: Ground, month: int, number: int) -> int | None:
    if ground.near and match["wd"]:
        # The weekday the text gives tells the year better than tense does.
        weekday, near = weekday_of(match["wd"]), ground.near
        days = [d for y in range(-3, 4) if (d := moments.calendar_day(near.year + y, month, number))]
        fitting = [d for d in days if d.weekday() == weekday]
        if fitting:
            return min(fitting, key=lambda d: (abs((d - near).days), d)).year
    if month in ground.month_years:
        return ground.month_years[month]
    if ground.near is None:
        return None
    return moments.day_year(ground.near, month, number, direction_of(ground, *match.span()))


def _iso(match: re.Match[str], ground: Ground) -> Reading | None:
    day = moments.parse_day(match["day"])
    if day is None:
        return None
    if not match["clock"]:
        return _reading(match, moments.day_value(day))
    hour, minute = int(match["clock"][:2]), int(match["clock"][3:5])
    clock = Clock(hour, minute, match["offset"] or "")
    return Reading(*match.span(), "TIME", moments.day_value(day), clock) if hour < 24 and minute < 60 else None


def _slashed(match: re.Match[str], ground: Ground) -> Reading | None:
    """A date in digits; where day and month could be either, the one nearer to the anchor."""
    a, b, year = int(match["a"]), int(match["b"]), int(match["y"])
    year += 0 if year > 99 else 1900 if year > 68 else 2000
    days = sorted({d for m, n in ((a, b), (b, a)) if (d := moments.calendar_day(year, m, n))})
    if len(days) == 1:
        return _reading(match, moments.day_value(days[0]))
    if not days or ground.near is None:
        return None
    anchor = ground.near
    return _reading(match, moments.day_value(min(days, key=lambda d: abs((d - anchor).days))))


def _month_year(match: re.Match[str], ground: Ground) -> Reading | None:
    return _reading(match, moments.month_value(int(match["y"]), month_of(match["m"])))


def _month_relative(match: re.Match[str], ground: Ground) -> Reading | None:
    """ "April last year", "last April", "next March"."""
    month, anchor = month_of(match["m"]), ground.near
    if anchor is None:
        return _reading(match, moments.month_value(None, month))
    way = match["way"].lower()
    if "year" in match.re.pattern:
        return _reading(match, moments.month_value(anchor.year + {"last": -1, "next": 1}.get(way, 0), month))
    if way == "this":
        return _reading(match, moments.month_value(anchor.year, month))
    gone = month < anchor.month
    year = (
        anchor.year - (0 if gone else 1)
        if way in ("last", "past")
        else anchor.year + (1 if month <= anchor.month else 0)
    )
    return _reading(match, moments.month_value(year, month))


_MONTH_LEAD = re.compile(
    r"\b(?:in|since|of|by|until|till|last|next|this|early|late|mid|from|to|through|between|during|for|before|after|end)[\s-]+$",
    re.IGNORECASE,
)


# "to April Jones" is a person; "in April Labour lost" is not.
_SURE_LEADS = frozenset("in since during until till last next this early late mid".split())


def _month_alone(match: re.Match[str], ground: Ground) -> Reading | None:
    """A bare month. "May" and "March" are words too, and months are first names: those need a lead."""
    word = match["m"].rstrip(".")
    led = _MONTH_LEAD.search(ground.text, max(ground.start, match.start() - 12), match.start())
    named = re.match(r"\s+[A-Z][a-z]", ground.text[match.end() : match.end() + 4])
    if not led and not match["mod"] and word in ("May", "March", "Mar", "Jan", "Dec", "Sep"):
        return None
    if named and not match["mod"] and not (led and led.group().strip(" -").lower() in _SURE_LEADS):
        return None
    month = month_of(word)
    if ground.near is None or month in ground.month_years:
        return _reading(match, moments.month_value(ground.month_years.get(month), month))
    year = moments.month_year(ground.near, month, direction_of(ground, *match.span()))
    return _reading(match, moments.month_value(year, month))


def _year(match: re.Match[str], ground: Ground) -> Reading | None:
    return _reading(match, moments.year_value(int(match["y"])))


def _year_about(match: re.Match[str], ground: Ground) -> Reading | None:
    year = int(match["y"])
    return _reading(match, Value(str(year), f"{year}~"))


def _years(match: re.Match[str], ground: Ground) -> Reading | None:
    first, last = int(match["y"]), int(match["y2"])
    last += first // 100 * 100 if last < 100 else 0
    return _reading(match, Value(f"{first}/{last}", f"{first}/{last}")) if last > first else None


# A quarter of a match, not of a year.
_GAME = re.compile(r"\b(?:touchdown|yards?|game|coach|quarterback|field goal|halftime|kick-?off)", re.IGNORECASE)


def _quarter(match: re.Match[str], ground: Ground) -> Reading | None:
    written = (match["q"] or match["q2"]).lower()
    quarter = QUARTERS.get(written) or int(written[-1])
    if match["y"]:
        return _reading(match, moments.quarter_value(int(match["y"]), quarter))
    anchor = ground.near
    if not match["way"] and _GAME.search(ground.text, max(ground.start, match.start() - 150), match.end() + 150):
        return None
    if anchor is None:
        return _reading(match, Value(f"XXXX-Q{quarter}", None))
    way = (match["way"] or "").lower()
    if way:
        return _reading(match, moments.quarter_value(anchor.year + {"last": -1, "next": 1}.get(way, 0), quarter))
    ahead = direction_of(ground, *match.span()) == "future"
    current = (anchor.month + 2) // 3
    year = anchor.year - (quarter > current) if not ahead else anchor.year + (quarter < current)
    return _reading(match, moments.quarter_value(year, quarter))


_DUE = re.compile(r"\b(?:by|until|till|before|since|this|next)\s+$", re.IGNORECASE)
_SEASON_ENDS = re.compile(r"\s*(?:[.,;:!?)—–\"”]|$|(?:and|but|or|when|if|as|at)\b)")


def _season(match: re.Match[str], ground: Ground) -> Reading | None:
    season = match["s"].lower()
    timex = moments.SEASONS[season][0]
    if match["y"]:
        return _reading(match, moments.season_value(int(match["y"]), season))
    way = (match["way"] or "").lower()
    # "a fall in sales", "to spring": these two are other words more often than seasons.
    due = _DUE.search(ground.text, max(ground.start, match.start() - 12), match.start())
    if not (due and not way and _SEASON_ENDS.match(ground.text, match.end())) and (
        (season == "fall" and way in ("", "the", "in")) or (season == "spring" and not way)
    ):
        return None
    if ground.near is None:
        return _reading(match, Value(f"XXXX-{timex}", None))
    # Which months a season has depends on the hemisphere; only the year is counted here.
    shift = {"last": -1, "next": 1}.get(way.split()[0] if way else "", 0)
    middle = {"SP": 4, "SU": 7, "FA": 10, "WI": 1}[timex]
    if shift == -1 and middle < ground.near.month - 1:
        shift = 0
    elif not way.startswith("this") and timex != "WI" and middle + 1 < ground.near.month:
        place = match.start("s") if way == "in" else match.start()
        shift = shift or int(direction_of(ground, place, match.end()) == "future")
    return _reading(match, moments.season_value(ground.near.year + shift, season))


_DECADE_WORDS = {"twenties": 2, "thirties": 3, "forties": 4, "fifties": 5, "sixties": 6, "seventies": 7, "eighties": 8,
                 "nineties": 9}  # fmt: skip


def _decade(match: re.Match[str], ground: Ground) -> Reading | None:
    if match["w"]:
        decade = 190 + _DECADE_WORDS[match["w"].lower()]
    else:
        digits = match["n"]
        decade = int(digits) // 10 if len(digits) == 4 else 190 + int(digits) // 10
    return _reading(match, Value(str(decade), f"{decade}X"))


def _century(match: re.Match[str], ground: Ground) -> Reading | None:
    number = ORDINALS.get(match["n"].lower()) or int(re.sub(r"\D", "", match["n"]) or 0)
    return _reading(match, Value(f"{number - 1:02}", f"{number - 1:02}XX")) if 2 <= number <= 30 else None


_PAPER = re.compile(rf"\s+(?:{'|'.join(w for row in PAPERS for w in row.words.split())})\b")
_THE = re.compile(r"\b[Tt]he\s+$")


def _named_weekday(match: re.Match[str], ground: Ground) -> Reading | None:
    # "the Sunday Times" is no day.
    led = _THE.search(ground.text, max(ground.start, match.start() - 8), match.start())
    if led and _PAPER.match(ground.text, match.end(), ground.end):
        return None
    weekday = weekday_of(match["wd"])
    if ground.anchor is None:
        return _reading(match, Value(f"XXXX-WXX-{weekday + 1}", None))
    modifier = (match["way"] or "").lower().split()[-1:] or [""]
    direction = weekday_direction(ground, *match.span())
    return _reading(match, moments.weekday_value(ground.anchor, weekday, direction, modifier[0] or None))


_DAY_WORDS = {"today": 0, "tonight": 0, "yesterday": -1, "tomorrow": 1, "the day before yesterday": -2,
              "the day after tomorrow": 2}  # fmt: skip


def _near_day(match: re.Match[str], ground: Ground) -> Reading | None:
    words = SPACE.sub(" ", match["w"].lower())
    part = "night" if words in ("tonight", "last night") else (match["part"] or "").lower()
    offset = -1 if words == "last night" else _DAY_WORDS.get(words, 0)
    if not part:
        return _reading(match, _from_anchor(ground, "day", offset))
    return _parted(match, ground, offset, part)


def _this_part(match: re.Match[str], ground: Ground) -> Reading | None:
    return _parted(match, ground, 0, match["part"].lower())


def _parted(match: re.Match[str], ground: Ground, offset: int, part: str) -> Reading:
    return Reading(*match.span(), "TIME", _from_anchor(ground, "day", offset), part=part)


def _from_anchor(ground: Ground, unit: str, offset: int) -> Value:
    base = ground.near if unit in ("month", "quarter", "year", "decade") else ground.anchor
    found = moments.period_value(base, unit, offset) if base else None
    return found or Value({"week": "XXXX-WXX", "month": "XXXX-XX", "year": "XXXX"}.get(unit, moments.UNKNOWN_DAY), None)


def _ago(match: re.Match[str], ground: Ground) -> Reading | None:
    unit, count = unit_of(match["unit"]), count_of(match["n"])
    way = match["way"].lower()
    base = ground.anchor if way == "ago" else ground.last_day
    if base is None or count is None or unit in ("second", "minute", "hour"):
        return _reading(match, Value("PAST_REF" if way == "ago" else moments.UNKNOWN_DAY, None))
    about = SPACE.sub(" ", (match["about"] or "").lower()).strip()
    bound = "less" if re.search(r"less|fewer|under|up to|at most|nearly|almost", about) else None
    bound = "more" if re.search(r"more|over|at least", about) else bound
    sign = 1 if way in ("later", "after") else -1
    return _reading(match, moments.ago_value(base, sign * count, unit, bound))


def _period(match: re.Match[str], ground: Ground) -> Reading | None:
    way = match["way"].lower()
    offset = 1 if way in ("next", "coming", "following") else 0 if way in ("this", "current") else -1
    if match["unit"].lower() == "day":
        return _neighbour_day(match, ground, way)
    if match["unit"].lower() == "weekend":
        return _reading(match, _weekend(ground, offset, match))
    return _reading(match, _from_anchor(ground, unit_of(match["unit"]), offset))


def _neighbour_day(match: re.Match[str], ground: Ground, way: str) -> Reading | None:
    """ "the following day": counted from the last day told. "The last day" is seldom a date."""
    step = {"next": 1, "following": 1, "previous": -1}.get(way)
    if step is None:
        return None
    found = moments.shifted(ground.last_day, step, "day") if ground.last_day else None
    value = moments.day_value(found) if found else Value(moments.UNKNOWN_DAY, None)
    part = match["unit"].lower()
    return Reading(*match.span(), "TIME", value, part=part) if part in moments.PARTS else _reading(match, value)


def _neighbour_part(match: re.Match[str], ground: Ground) -> Reading | None:
    """ "the following morning"."""
    return _neighbour_day(match, ground, match["way"].lower())


def _weekend(ground: Ground, offset: int, match: re.Match[str]) -> Value:
    if ground.anchor is None:
        return Value("XXXX-WXX-WE", None)
    ahead = offset == 1 or (offset == 0 and direction_of(ground, *match.span()) == "future")
    saturday = moments.weekday_value(ground.anchor, 5, "future" if ahead else "past", None).day
    assert saturday is not None
    year, week, _ = saturday.isocalendar()
    return Value(f"{year}-W{week:02}-WE", f"{saturday}/{date.fromordinal(saturday.toordinal() + 1)}")


def _the_weekend(match: re.Match[str], ground: Ground) -> Reading | None:
    return _reading(match, _weekend(ground, 0, match))


def _stretch(match: re.Match[str], ground: Ground) -> Reading | None:
    """ "the past nine days", "the next four years": a duration that ends or starts at the anchor."""
    unit, count = unit_of(match["unit"]), count_of(match["n"]) if match["n"] else 1.0
    ahead = match["way"].lower() in ("next", "coming", "following")
    edge = moments.shifted(ground.anchor, count if ahead else -count, unit) if ground.anchor and count else None
    edtf = None
    if edge and ground.anchor and unit not in ("hour", "minute", "second"):
        first, last = sorted((edge, ground.anchor))
        edtf = f"{first}/{last}"
    return _reading(match, Value(moments.duration_value(count, unit), edtf), "DURATION")


_NOT_ORDINAL = re.compile(r"(?:a|an)\b", re.IGNORECASE)
_RATE = re.compile(
    r"(?:%|percent|per cent|\d|million|billion|times|twice|once|dollars|pounds|euros)\s+$", re.IGNORECASE
)


def _duration(match: re.Match[str], ground: Ground) -> Reading | None:
    unit, article = unit_of(match["unit"]), _NOT_ORDINAL.match(match["n"])
    if count_of(match["n"]) == 0:
        return None
    if article and unit in ("second", "minute", "quarter"):
        return None
    if article and _RATE.search(ground.text, max(ground.start, match.start() - 12), match.start()):
        return _reading(match, Value(moments.duration_value(1.0, unit), None), "SET")
    return _reading(match, Value(moments.duration_value(count_of(match["n"]), unit), None), "DURATION")


def _unit_alone(match: re.Match[str], ground: Ground) -> Reading | None:
    return _reading(match, Value(moments.duration_value(None, unit_of(match["unit"])), None), "DURATION")


def _every(match: re.Match[str], ground: Ground) -> Reading | None:
    if match["unit"]:
        return _reading(match, Value(moments.duration_value(1.0, unit_of(match["unit"])), None), "SET")
    return _reading(match, Value(f"XXXX-WXX-{weekday_of(match['wd']) + 1}", None), "SET")


_VAGUE = {row.words: row for row in VAGUE}


def _vague(match: re.Match[str], ground: Ground) -> Reading | None:
    row = _VAGUE[SPACE.sub(" ", match["w"].lower())]
    return _reading(match, Value(row.value, None), row.type)


def _same_day(match: re.Match[str], ground: Ground) -> Reading | None:
    if match["part"]:
        value = moments.day_value(ground.last_day) if ground.last_day else Value(moments.UNKNOWN_DAY, None)
        return Reading(*match.span(), "TIME", value, part=match["part"].lower())
    return _reading(match, moments.day_value(ground.last_day) if ground.last_day else Value(moments.UNKNOWN_DAY, None))


_ZONE_OFFSETS = {z.words: z.offset for z in ZONES}


def _clock(match: re.Match[str], ground: Ground) -> Reading | None:
    hour, minute = int(match["h"]), int(match["min"] or 0)
    half = (match["half"] or "").lower()
    if half:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half == "p" else 0)
    if hour > 23 or minute > 59:
        return None
    zone = _ZONE_OFFSETS.get((match["zone"] or "").upper(), "")
    return Reading(*match.span(), "TIME", Value(moments.UNKNOWN_DAY, None), Clock(hour, minute, zone))


def _noon(match: re.Match[str], ground: Ground) -> Reading | None:
    hour = 12 if match["w"].lower() != "midnight" else 0
    return Reading(*match.span(), "TIME", Value(moments.UNKNOWN_DAY, None), Clock(hour, 0))


def _part_of_day(match: re.Match[str], ground: Ground) -> Reading | None:
    return Reading(*match.span("e"), "TIME", Value(moments.UNKNOWN_DAY, None), part=match["part"].lower())


# ---------------------------------------------------------------- rules

_LEAD_YEAR = (
    r"\b(?:in|since|from|by|until|till|through|during|before|after|of|for|around|circa|between|and|to|back\s+in"
    r"|as\s+of)\s+"
)
_NOT_BEFORE_NOUN = r"(?!\s+(?:the|a|an|his|her|its|their|my|\w+ing)\b)"
_NEXT_WAY = r"last|this|next|past|previous|coming|following|current|this\s+past|this\s+coming"
_CLOCK_TAIL = r"(?P<half>[ap])\.?\s?m\b\.?"
_VAGUE_WORDS = "|".join(v.words.replace(" ", r"\s+") for v in sorted(VAGUE, key=lambda v: -len(v.words)))
_MID = rf"(?P<mod>(?i:{EDGE}))?"
_RULES: tuple[tuple[str, Reader], ...] = (
    # 27 January 2026; Tuesday, the 27th of January
    (
        rf"(?<![\d.,:/])(?:(?P<wd>{WEEKDAY_ANY})\s*,?\s*(?:the\s+)?)?(?P<d>{DAY})(?:\s?[-–]\s?(?P<d2>{DAY}))?"
        rf"(?:\s+of)?\s+(?P<m>{MONTH})(?:\s*,?\s*(?P<y>{YEAR}))?",
        _full_date,
    ),
    # January 27, 2026; Tuesday, Jan. 27
    (
        rf"(?:(?P<wd>{WEEKDAY_ANY})\s*,?\s+)?\b(?P<m>{MONTH})\s*(?P<d>{DAY})(?!\s?[:.]\d|,\d{{3}}(?!\d))"
        rf"(?:\s?[-–]\s?(?P<d2>{DAY}))?(?:\s*,?\s*(?P<y>{YEAR}))?",
        _full_date,
    ),
    (
        r"(?<!\d)(?P<day>\d{4}-\d\d-\d\d)(?!\d)"
        r"(?:[T ](?P<clock>\d\d:\d\d)(?::\d\d(?:\.\d+)?)?(?P<offset>Z|[+-]\d\d:\d\d)?)?",
        _iso,
    ),
    (r"(?<![\d/.])(?P<a>\d{1,2})(?:/(?P<b>\d{1,2})/)(?P<y>\d{4}|\d{2})(?![\d/])", _slashed),
    (rf"{_MID}\b(?P<m>{MONTH})(?:\s*,\s*|\s+(?:of\s+)?)(?P<y>{YEAR})", _month_year),
    (rf"\b(?P<m>{MONTH})\s+(?:of\s+)?(?P<way>last|this|next)\s+year\b", _month_relative),
    (rf"\b(?P<way>(?i:last|this|next|past))\s+(?P<m>{MONTH})(?!\s*\d)", _month_relative),
    (rf"{_MID}\b(?P<m>{MONTH})(?!\s*\d|['’-]?\w)", _month_alone),
    (
        rf"(?i:{_LEAD_YEAR})(?P<e>(?P<y>{YEAR}))(?!\s*(?:%|people|\w+ers\b|million|km|miles))(?!\w|-\w|\s?[-–]\s?\d)",
        _year,
    ),
    (rf"(?i:\b(?:around|about|circa|roughly)\s+)(?P<y>{YEAR})(?=[\s]*[,.;)])", _year_about),
    (rf"(?i:{EDGE})(?P<y>{YEAR})(?!\w)", _year),
    (
        r"(?:\b(?:the|that|its|their|his|her|a)\s+|'s\s+|’s\s+)(?P<e>(?P<y>19\d\d|20[0-4]\d))"
        r"(?=\s+[A-Za-z]+)(?<!00)(?!\s?-?\s?years?\b)",
        _year,
    ),
    (rf"\((?P<e>(?P<y>{YEAR}))\)", _year),
    (rf"(?<![\d-])(?P<y>{YEAR})\s?(?:-|–|to|and)\s?(?P<y2>{YEAR}|\d\d)(?![\d-])", _years),
    (
        rf"(?i:(?:the\s+)?(?P<q>first|second|third|fourth|final|last|[1-4](?:st|nd|rd|th))[\s-]+quarter\b|\b(?P<q2>Q[1-4])\b)"
        rf"(?:\s*(?:of|in|,|')?\s*(?:(?P<y>{YEAR})|(?P<way>last|this|next)\s+year\b))?",
        _quarter,
    ),
    (
        rf"(?i:\b(?P<way>last|this|next|this\s+past|the|in)\s+)?(?i:{EDGE})?(?P<s>(?i:spring|summer|autumn|winter)|Fall|fall)"
        rf"(?:\s+(?:of\s+)?(?P<y>{YEAR}))?\b",
        _season,
    ),
    (
        r"(?i:\bthe\s+)?(?:(?i:early|mid|late)[\s-]+)?(?<![\d$£€])\b'?(?P<n>1[5-9]\d0|20\d0|[2-9]0)['’]?s\b(?P<w>)?",
        _decade,
    ),
    (
        r"(?i:\bthe\s+(?:(?:early|mid|late)[\s-]+)?(?P<w>twenties|thirties|forties|fifties|sixties|seventies|eighties|nineties))\b(?P<n>)?",
        _decade,
    ),
    (
        r"(?i:(?:\bthe\s+)?\b(?P<n>\d{1,2}(?:st|nd|rd|th)|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth)[\s-]+century)\b",
        _century,
    ),
    (
        rf"(?i:\b(?P<way>last|this|next|this\s+past|this\s+coming|early|late)\s+)?\b(?P<wd>{WEEKDAY}|(?:Mon|Tues?|Wed|Thurs?|Fri|Sat|Sun)\.)",
        _named_weekday,
    ),
    (
        rf"(?i:\b(?:(?:earlier|later|early|late)\s+)?(?P<w>the\s+day\s+before\s+yesterday|the\s+day\s+after\s+tomorrow|today"
        rf"|tonight|yesterday|tomorrow|last\s+night)(?:\s+(?P<part>{PART}))?)\b",
        _near_day,
    ),
    (rf"(?i:\bthe\s+(?P<way>next|following|previous)\s+(?P<unit>{PART}))", _neighbour_part),
    (r"(?i:\b(?:earlier\s+|later\s+)?this\s+(?P<part>morning|afternoon|evening))\b", _this_part),
    (
        rf"(?i:\b(?P<about>{ABOUT})?(?P<n>{COUNT})(?:\s?-\s?|\s+)(?P<unit>{UNIT})\s+"
        rf"(?P<way>ago|earlier|previously|later(?!\s+than)|before{_NOT_BEFORE_NOUN}|after(?!\s+\w)))\b",
        _ago,
    ),
    (
        r"(?i:\b(?:(?:earlier|later|early|late)\s+|(?:by\s+)?the\s+(?:end|start|beginning|middle)\s+of\s+)?(?:the\s+)?"
        rf"(?P<way>{_NEXT_WAY})\s+(?P<unit>day|week|weekend|month|quarter|year|decade))\b",
        _period,
    ),
    (r"(?i:\b(?:over\s+|at\s+)?the\s+weekend)\b", _the_weekend),
    (
        rf"(?i:\b(?:the\s+)?(?P<way>past|last|next|previous|coming|following)\s+(?P<n>{COUNT})\s+(?:\w+ing\s+|consecutive\s+)?"
        rf"(?P<unit>{UNIT}))\b",
        _stretch,
    ),
    (
        rf"(?i:(?<![\w$£€.-])(?:{ABOUT})?(?P<n>{COUNT})(?:\s?-\s?|\s+)"
        rf"(?:more\s+|full\s+|consecutive\s+|straight\s+|\w+ing\s+)?(?P<unit>{UNIT}))"
        rf"(?!\s?-?\s?olds?\b)",
        _duration,
    ),
    (
        r"(?i:\b(?:the\s+)?(?P<unit>seconds|minutes|hours|days|weeks|months|years|decades|centuries))"
        r"(?!\s+(?:ago|earlier|later|old))\b",
        _unit_alone,
    ),
    (rf"\b(?i:every|each)\s+(?:single\s+|other\s+)?(?:(?i:(?P<unit>{LONG_UNIT}))|(?P<wd>{WEEKDAY}))", _every),
    (
        rf"(?i:\b(?P<w>{_VAGUE_WORDS}))\b(?!-)",
        _vague,
    ),
    (rf"(?i:\b(?:the|that)\s+(?:very\s+)?same\s+day|\bthat\s+(?:same\s+)?(?:day\b|(?P<part>{PART})))", _same_day),
    (rf"(?i:(?<![\d:.$£€])(?P<h>\d{{1,2}})(?:\s?[:.]\s?(?P<min>\d\d))?\s?{_CLOCK_TAIL}{ZONED})", _clock),
    (
        rf"(?i:(?<![\d:.$£€])(?P<h>\d{{1,2}})(?::(?P<min>\d\d))?"
        rf"(?=\s*(?:and|to|-|–|until)\s*\d{{1,2}}(?::\d\d)?\s?{_CLOCK_TAIL})(?P<zone>)?)",
        _clock,
    ),
    (rf"(?i:(?<![\d:.$£€])(?P<h>[01]?\d|2[0-3])[:](?P<min>[0-5]\d)(?::\d\d)?(?![\d:]){ZONED})(?P<half>)?", _clock),
    (
        rf"(?<![\d:.$£€,])(?P<h>[01]\d|2[0-3])\.?(?P<min>[0-5]\d)\s?(?:(?i:hours|hrs)\b|(?P<zone>{ZONE}))(?P<half>)?",
        _clock,
    ),
    (r"(?i:\b(?P<h>\d{1,2})\s?o['’]clock)(?P<min>)?(?P<half>)?(?P<zone>)?", _clock),
    (r"(?i:\b(?P<w>noon|midday|midnight))\b", _noon),
    (rf"(?i:(?:\b(?:in\s+the\s+)(?P<lead>(?:early\s+|late\s+)?))?(?P<e>\b(?P<part>{PART})))", _part_of_day),
)


@cache
def rules() -> tuple[tuple[re.Pattern[str], Reader], ...]:
    """Patterns and their readers, in order of preference among readings of one length."""
    return tuple((re.compile(pattern), reader) for pattern, reader in _RULES)
