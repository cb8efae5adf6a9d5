"""Time readers: dates of the calendar, one pattern and one reading for each kind of expression.

A reader takes a match and the ground it stands on and gives a reading, or None where the words only
look like a time. What counts from publication is in timerelative.py, from the date told last in
timesteps.py; durations, sets and clock times are in timespans.py, holidays in holidays.py.
"""

import re
from datetime import date

from tellings.mark import moments
from tellings.mark.moments import Value
from tellings.mark.numerals import ORDINALS
from tellings.mark.timewords import (
    DAY,
    DIGITS,
    EDGE,
    FISCAL,
    MONTH,
    MONTH_NAMES,
    QUARTERS,
    WEEKDAY_ANY,
    YEAR,
    Clock,
    Ground,
    Reading,
    Rules,
    day_number,
    direction_of,
    in_name,
    month_of,
    reading_of,
    weekday_of,
)


def _full_date(match: re.Match[str], ground: Ground) -> Reading | None:
    month, number = month_of(match["m"]), day_number(match["d"])
    year = int(match["y"]) if match["y"] else _year_of_day(match, ground, month, number)
    if match["way"] and ground.near:
        year = ground.near.year + {"last": -1, "next": 1}.get(match["way"], 0)
    if year is None:
        possible = moments.calendar_day(2000, month, number)
        return reading_of(match, Value(f"XXXX-{month:02}-{number:02}", None)) if possible else None
    day = moments.calendar_day(year, month, number)
    if day is None:
        return None
    last = match["d2"] and moments.calendar_day(year, month, day_number(match["d2"]))
    if last and last > day:
        return reading_of(match, Value(f"{day}/{last}", f"{day}/{last}"))
    return reading_of(match, moments.day_value(day))


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
        return reading_of(match, moments.day_value(day))
    hour, minute = int(match["clock"][:2]), int(match["clock"][3:5])
    clock = Clock(hour, minute, match["offset"] or "")
    return Reading(*match.span(), "TIME", moments.day_value(day), clock) if hour < 24 and minute < 60 else None


def _slashed(match: re.Match[str], ground: Ground) -> Reading | None:
    """A date in digits; which of day and month comes first is shown by the text's others, else the one nearer to the
    anchor is taken.
    """
    a, b, year = int(match["a"]), int(match["b"]), int(match["y"])
    year += 0 if year > 99 else 1900 if year > 68 else 2000
    orders = ((b, a),) if ground.day_first else ((a, b),) if ground.day_first is False else ((a, b), (b, a))
    days = sorted({d for m, n in orders if (d := moments.calendar_day(year, m, n))})
    if len(days) == 1:
        return reading_of(match, moments.day_value(days[0]))
    if not days or ground.near is None:
        return None
    anchor = ground.near
    return reading_of(match, moments.day_value(min(days, key=lambda d: abs((d - anchor).days))))


def _dotted(match: re.Match[str], ground: Ground) -> Reading | None:
    """ "09.05.2025": the day comes first where dots are used."""
    year = int(match["y"])
    year += 0 if year > 99 else 1900 if year > 68 else 2000
    day = moments.calendar_day(year, int(match["mo"]), int(match["d"]))
    return reading_of(match, moments.day_value(day)) if day else None


def _month_year(match: re.Match[str], ground: Ground) -> Reading | None:
    return reading_of(match, moments.month_value(int(match["y"]), month_of(match["m"])))


def _month_relative(match: re.Match[str], ground: Ground) -> Reading | None:
    """ "April last year", "last April", "next March"."""
    month, anchor = month_of(match["m"]), ground.near
    if anchor is None:
        return reading_of(match, moments.month_value(None, month))
    way = match["way"].lower()
    if "year" in match.re.pattern:
        return reading_of(match, moments.month_value(anchor.year + {"last": -1, "next": 1}.get(way, 0), month))
    if way == "this":
        return reading_of(match, moments.month_value(anchor.year, month))
    gone = month < anchor.month
    year = (
        anchor.year - (0 if gone else 1)
        if way in ("last", "past")
        else anchor.year + (1 if month <= anchor.month else 0)
    )
    return reading_of(match, moments.month_value(year, month))


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
    return reading_of(match, moments.month_value(_year_of_month(match, ground, month), month))


def _year(match: re.Match[str], ground: Ground) -> Reading | None:
    return reading_of(match, moments.year_value(int(match["y"])))


_SURE_YEAR = re.compile(r"\b(?:in|since|until|till|during|by|from|year)\s+$", re.IGNORECASE)


def _led_year(match: re.Match[str], ground: Ground) -> Reading | None:
    """ "in 2012", "than 2012"; but "with 2012 sailors" is a count."""
    led = _SURE_YEAR.search(ground.text, match.start(), match.start("e"))
    return _year(match, ground) if led or not _MEASURED.match(ground.text, match.end(), ground.end) else None


_MEASURED = re.compile(r"\s+(?!(?:was|is|has|does|sees|its|his|this)\b)[a-z]+s\b")


def _bare_year(match: re.Match[str], ground: Ground) -> Reading | None:
    """ "1998 was dry": a year that opens a sentence or follows a comma; "2012 sailors" is a count."""
    if match["y"].endswith("00") or _MEASURED.match(ground.text, match.end(), ground.end):
        return None
    before = ground.text[max(ground.start, match.start() - 3) : match.start()].rstrip()
    opens = match.start() == ground.start or (before[-1:] in (",", "(", ";", ":", "—", "–") and before[-1:] != "")
    return _year(match, ground) if opens else None


def _year_about(match: re.Match[str], ground: Ground) -> Reading | None:
    year = int(match["y"])
    return reading_of(match, Value(str(year), f"{year}~"))


def _years(match: re.Match[str], ground: Ground) -> Reading | None:
    first, last = int(match["y"]), int(match["y2"])
    last += first // 100 * 100 if last < 100 else 0
    return reading_of(match, Value(f"{first}/{last}", f"{first}/{last}")) if last > first else None


# A quarter of a match, not of a year.
_GAME = re.compile(
    r"\b(?:touchdown|yards?|game|coach|quarterback|field goal|halftime|kick-?off|overtime"
    r"|scored|scoring|intercept\w*|punt\w*|rebounds?|picked off)\b",
    re.IGNORECASE,
)


def _quarter(match: re.Match[str], ground: Ground) -> Reading | None:
    written = (match["q"] or match["q2"]).lower()
    quarter = QUARTERS.get(written) or int(written[-1])
    if match["y"]:
        return reading_of(match, moments.quarter_value(int(match["y"]), quarter))
    anchor = ground.near
    if not match["way"] and _GAME.search(ground.text, max(ground.start, match.start() - 150), match.end() + 150):
        return None
    if anchor is None:
        return reading_of(match, Value(f"XXXX-Q{quarter}", None))
    way = (match["way"] or "").lower()
    if way:
        return reading_of(match, moments.quarter_value(anchor.year + {"last": -1, "next": 1}.get(way, 0), quarter))
    ahead = direction_of(ground, *match.span()) == "future"
    current = (anchor.month + 2) // 3
    year = anchor.year - (quarter > current) if not ahead else anchor.year + (quarter < current)
    return reading_of(match, moments.quarter_value(year, quarter))


_DUE = re.compile(r"\b(?:by|until|till|before|since|this|next)\s+$", re.IGNORECASE)
_SEASON_ENDS = re.compile(r"\s*(?:[.,;:!?)—–\"”]|$|(?:and|but|or|when|if|as|at)\b)")


def _half(match: re.Match[str], ground: Ground) -> Reading | None:
    """ "the first half of 2012", "H2 2011", "first-half profit"."""
    written = (match["n"] or match["n2"]).lower()
    half = 1 if written in ("first", "1st", "h1") else 2
    if match["y"] or match["y2"]:
        return reading_of(match, moments.half_value(int(match["y"] or match["y2"]), half))
    if ground.near is None:
        return reading_of(match, Value(f"XXXX-H{half}", None))
    year = ground.near.year + {"last": -1, "next": 1}.get((match["way"] or "").lower(), 0)
    return reading_of(match, moments.half_value(year, half))


_CAPITAL = re.compile(r"\s+[A-Z]")


def _season(match: re.Match[str], ground: Ground) -> Reading | None:
    value = _season_value(match, ground)
    start = match.end("way") + 1 if (match["way"] or "").lower() == "in" else match.start()
    return Reading(start, match.end(), "DATE", value) if value else None


def _season_value(match: re.Match[str], ground: Ground) -> Value | None:
    season = match["s"].lower()
    if not match["way"] and in_name(match, ground) and _CAPITAL.match(ground.text, match.end(), ground.end):
        return None
    timex = moments.SEASONS[season][0]
    if match["y"]:
        return moments.season_value(int(match["y"]), season)
    way = (match["way"] or "").lower()
    # "a fall in sales", "to spring": these two are other words more often than seasons.
    due = _DUE.search(ground.text, max(ground.start, match.start() - 12), match.start())
    if not (due and not way and _SEASON_ENDS.match(ground.text, match.end())) and (
        (season == "fall" and way in ("", "the", "in")) or (season == "spring" and not way)
    ):
        return None
    if ground.near is None:
        return Value(f"XXXX-{timex}", None)
    # Which months a season has depends on the hemisphere; only the year is counted here.
    shift = {"last": -1, "next": 1}.get(way.split()[0] if way else "", 0)
    middle = {"SP": 4, "SU": 7, "FA": 10, "WI": 1}[timex]
    if shift == -1 and middle < ground.near.month - 1:
        shift = 0
    elif not way.startswith("this") and timex != "WI" and middle + 1 < ground.near.month:
        place = match.start("s") if way == "in" else match.start()
        shift = shift or int(direction_of(ground, place, match.end()) == "future")
    elif way in ("", "in", "the") and middle - 1 > ground.near.month:
        shift = -int(direction_of(ground, match.start("s"), match.end()) == "past")
    return moments.season_value(ground.near.year + shift, season)


_DECADE_WORDS = {"twenties": 2, "thirties": 3, "forties": 4, "fifties": 5, "sixties": 6, "seventies": 7, "eighties": 8,
                 "nineties": 9}  # fmt: skip


def _decade(match: re.Match[str], ground: Ground) -> Reading | None:
    if match["w"]:
        decade = 190 + _DECADE_WORDS[match["w"].lower()]
    else:
        digits = match["n"]
        decade = int(digits) // 10 if len(digits) == 4 else 190 + int(digits) // 10
    return reading_of(match, Value(str(decade), f"{decade}X"))


_TEENS = "thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth twenty-first"
_CENTURIES = ORDINALS | {word: number for number, word in enumerate(_TEENS.split(), 13)}


def _century(match: re.Match[str], ground: Ground) -> Reading | None:
    number = _CENTURIES.get(match["n"].lower()) or int(re.sub(r"\D", "", match["n"]) or 0)
    return reading_of(match, Value(f"{number - 1:02}", f"{number - 1:02}XX")) if 2 <= number <= 30 else None


def _week_of_month(match: re.Match[str], ground: Ground) -> Reading | None:
    """ "the last week of March": the week that holds most of its days."""
    month = month_of(match["m"])
    year = int(match["y"]) if match["y"] else _year_of_month(match, ground, month)
    if year is None or not moments.calendar_day(year, month, 1):
        return reading_of(match, Value("XXXX-WXX", None))
    place = ORDINALS.get(match["n"].lower(), 0)
    middle = (
        moments.calendar_day(year, month, 7 * place - 3)
        if place
        else moments.shifted(moments.shifted_month(date(year, month, 1), 1), -4, "day")
    )
    return reading_of(match, moments.period_value(middle, "week", 0)) if middle else None


def _year_of_month(match: re.Match[str], ground: Ground, month: int) -> int | None:
    if ground.near is None or month in ground.month_years:
        return ground.month_years.get(month)
    return moments.month_year(ground.near, month, direction_of(ground, *match.span()))


# ---------------------------------------------------------------- rules

_LEAD_YEAR = (
    r"\b(?:in|since|from|by|until|till|through|during|before|after|of|for|around|circa|between|and|to|back\s+in"
    r"|as\s+of|than|with|versus|vs\.?|year|elections?|season|budget|summit|conference|olympics|games|cup|awards)\s+"
)
_OF_YEAR = rf"(?:\s*,?\s*(?P<y>{YEAR})|\s+of\s+(?P<way>last|this|next)\s+year\b)?"
_MID = rf"(?P<mod>(?i:{EDGE}))?"
_NO_COUNT = (
    r"(?!\s*(?:%|people|\w+ers\b|million|km|miles|metres|meters|feet|dollars|euros|pounds|tons|tonnes|jobs|men|women"
    r"|homes|houses|dead|others|years\b))"
)
DATE_RULES: Rules = (
    # 27 January 2026; Tuesday, the 27th of January
    (
        rf"(?<![\d.,:/])(?:(?P<wd>{WEEKDAY_ANY})\s*,?\s*)?(?:(?i:\bthe)\s+)?(?P<d>{DAY})(?:\s?[-–]\s?(?P<d2>{DAY}))?"
        rf"(?:\s+of)?\s+(?P<m>{MONTH}){_OF_YEAR}",
        _full_date,
        MONTH_NAMES,
    ),
    # January 27, 2026; Tuesday, Jan. 27
    (
        rf"(?:(?P<wd>{WEEKDAY_ANY})\s*,?\s+)?\b(?P<m>{MONTH})\s*(?P<d>{DAY})(?!\s?[:.]\d|,\d{{3}}(?!\d))"
        rf"(?:\s?[-–]\s?(?P<d2>{DAY}))?{_OF_YEAR}",
        _full_date,
        MONTH_NAMES,
    ),
    (
        r"(?<!\d)(?P<day>\d{4}-\d\d-\d\d)(?!\d)"
        r"(?:[T ](?P<clock>\d\d:\d\d)(?::\d\d(?:\.\d+)?)?(?P<offset>Z|[+-]\d\d:\d\d)?)?",
        _iso,
        ("-",),
    ),
    (r"(?<![\d/.])(?P<a>\d{1,2})(?:/(?P<b>\d{1,2})/)(?P<y>\d{4}|\d{2})(?![\d/])", _slashed, ("/",)),
    (r"(?<![\d/.])(?P<d>\d{1,2})\.(?P<mo>\d{1,2})\.(?P<y>\d{4}|\d{2})(?![\d/.]\d)", _dotted, DIGITS),
    (
        rf"(?i:\bthe\s+(?P<n>first|second|third|fourth|last|final)\s+week\s+(?:of|in))\s+(?P<m>{MONTH})"
        rf"(?:\s*,?\s*(?P<y>{YEAR}))?",
        _week_of_month,
        ("week",),
    ),
    (rf"{_MID}\b(?P<m>{MONTH})(?:\s*,\s*|\s+(?:of\s+)?)(?P<y>{YEAR})", _month_year, MONTH_NAMES),
    (rf"{_MID}\b(?P<m>{MONTH})\s+(?:of\s+)?(?P<way>last|this|next)\s+year\b", _month_relative, MONTH_NAMES),
    (rf"\b(?P<way>(?i:last|this|next|past))\s+(?P<m>{MONTH})(?!\s*\d)", _month_relative, MONTH_NAMES),
    (rf"{_MID}\b(?P<m>{MONTH})(?!\s*\d|['’-]?\w)", _month_alone, MONTH_NAMES),
    (
        rf"(?i:{_LEAD_YEAR})(?P<e>(?P<y>{YEAR})){_NO_COUNT}(?!\w|-\w|\s?[-–]\s?\d)",
        _led_year,
        DIGITS,
    ),
    (rf"(?<![\w$£€#.,/:-])(?P<y>{YEAR}){_NO_COUNT}(?![\w%$]|[-–/:.,]\d|-\w)", _bare_year, DIGITS),
    (rf"(?i:\b(?:around|about|circa|roughly)\s+)(?P<y>{YEAR})(?=[\s]*[,.;)])", _year_about, DIGITS),
    (rf"(?i:{EDGE})(?P<y>{YEAR})(?!\w)", _year, DIGITS),
    (
        rf"(?i:\b(?:(?:early|late|mid)[\s-]+)?(?:the\s+)?(?:fiscal|financial)(?:[\s-]year)?\s+|\bFY\s?)(?P<y>{YEAR})\b",
        _year,
        DIGITS,
    ),
    (rf"(?i:\b(?:the\s+)?(?P<y>{YEAR})\s+(?:fiscal|financial|calendar|tax|school|academic)\s+year)\b", _year, DIGITS),
    (
        r"(?:(?i:\b(?:the|that|its|their|his|her|a))\s+|'s\s+|’s\s+)(?P<e>(?P<y>19\d\d|20[0-4]\d))"
        r"(?=\s+[A-Za-z]+)(?<!00)(?!\s?-?\s?years?\b)",
        _year,
        DIGITS,
    ),
    (rf"\((?P<e>(?P<y>{YEAR}))\)", _year, ("(",)),
    (rf"(?<![\d-])(?P<y>{YEAR})\s?(?:-|–)\s?(?P<y2>{YEAR}|\d\d)(?![\d-])", _years, DIGITS),
    (
        rf"(?i:(?:the\s+)?(?:{EDGE})?(?P<q>first|second|third|fourth|final|last|[1-4](?:st|nd|rd|th))[\s-]+quarter\b|\b(?P<q2>Q[1-4])\b)"
        rf"(?:\s*(?:of|in|,|')?\s*(?:{FISCAL}(?P<y>{YEAR})|(?P<way>last|this|next)\s+year\b|the\s+year\b))?",
        _quarter,
        ("quarter", "q"),
    ),
    (
        rf"(?i:\b(?:the\s+)?(?P<n>first|second|1st|2nd|latter|final)[\s-]half\b(?:\s+of\s+{FISCAL}(?:(?P<y>{YEAR})"
        r"|(?:the|(?P<way>last|this|next))\s+year\b)|(?=\s+(?:net\b|profits?\b|results?\b|earnings\b|sales\b"
        r"|revenues?\b|loss(?:es)?\b)))|\b(?P<n2>H[12])\s+(?:of\s+)?(?P<y2>(?:19|20)\d\d)\b)",
        _half,
        ("half", "h1", "h2"),
    ),
    (
        rf"(?i:\b(?P<way>last|this|next|this\s+past|the|in)\s+)?(?i:{EDGE})?(?P<s>(?i:spring|summer|autumn|winter)|Fall|fall)"
        rf"(?:\s+(?:of\s+)?(?P<y>{YEAR}))?\b",
        _season,
        ("spring", "summer", "autumn", "fall", "winter"),
    ),
    (
        r"(?i:\bthe\s+)?(?:(?i:early|mid|late)[\s-]+)?(?<![\d$£€])\b'?(?P<n>1[5-9]\d0|20\d0|[2-9]0)['’]?s\b(?P<w>)?",
        _decade,
        ("0s", "0's", "0’s"),
    ),
    (
        r"(?i:\bthe\s+(?:(?:early|mid|late)[\s-]+)?(?P<w>twenties|thirties|forties|fifties|sixties|seventies|eighties|nineties))\b(?P<n>)?",
        _decade,
        ("ties",),
    ),
    (
        r"(?i:(?:\bthe\s+)?\b(?:(?:early|mid|late)[\s-]+)?(?P<n>\d{1,2}(?:st|nd|rd|th)|second|third|fourth|fifth|sixth|seventh|eighth|ninth"
        r"|tenth|eleventh|twelfth|(?:thir|four|fif|six|seven|eigh|nine)teenth|twentieth|twenty-first)[\s-]+century)\b",
        _century,
        ("century",),
    ),
)
