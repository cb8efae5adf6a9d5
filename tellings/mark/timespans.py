"""Time spans: durations, sets, words that name no day, clock times and parts of the day.

What in a text needs no calendar to be read; the dates are in timereaders.py.
"""

import re

from tellings.mark import moments
from tellings.mark.moments import Value
from tellings.mark.numerals import NUMBER, read_number
from tellings.mark.timewords import (
    ABOUT,
    COUNT,
    DIGITS,
    LONG_UNIT,
    MONTH,
    PART,
    PARTS_OF_DAY,
    SPACE,
    UNIT,
    UNITS,
    VAGUE,
    WEEKDAY,
    ZONE,
    ZONED,
    ZONES,
    Clock,
    Ground,
    Reading,
    Rules,
    count_of,
    in_name,
    month_of,
    reading_of,
    unit_of,
    weekday_of,
)

# ---------------------------------------------------------------- durations and sets


def _stretch(match: re.Match[str], ground: Ground) -> Reading | None:
    """ "the past nine days", "the next four years": a duration that ends or starts at the anchor."""
    unit = unit_of(match["unit"])
    count = count_of(match["n"]) if match["n"] else None if match["unit"].lower().endswith("s") else 1.0
    ahead = (match["way"] or match["way2"]).lower() in ("next", "coming", "following")
    edge = moments.shifted(ground.anchor, count if ahead else -count, unit) if ground.anchor and count else None
    edtf = None
    if edge and ground.anchor and unit not in ("hour", "minute", "second"):
        first, last = sorted((edge, ground.anchor))
        edtf = f"{first}/{last}"
    return reading_of(match, Value(moments.duration_value(count, unit), edtf), "DURATION")


_ARTICLE = re.compile(r"an?\b", re.IGNORECASE)
_RATE = re.compile(r"(?:%|percent|per cent|\d|million|billion|times|dollars|pounds|euros)\s+$", re.IGNORECASE)
# "60 miles an hour" is a speed; "aged 43 years", "the age of three months" are ages.
_NO_DURATION = re.compile(
    r"\b(?:miles|kilometres|kilometers|km|kilowatts?|light|(?:at\s+)?age(?:\s+of)?|aged)[\s-]+$", re.IGNORECASE
)
_FRACTION = re.compile(r"(?:\w+\s+)*three[\s-]quarters", re.IGNORECASE)


def _duration(match: re.Match[str], ground: Ground) -> Reading | None:
    unit, article = unit_of(match["unit"]), _ARTICLE.fullmatch(match["n"])
    count, led = count_of(match["n"]), (max(ground.start, match.start() - 14), match.start())
    if unit == "quarter" and _FRACTION.match(ground.text, match.start(), match.end()):
        return None
    if count == 0 or _NO_DURATION.search(ground.text, *led):
        return None
    if article and unit in ("second", "minute", "quarter"):
        return None
    if article and _RATE.search(ground.text, *led):
        return reading_of(match, Value(moments.duration_value(1.0, unit), None), "SET")
    half = match["half"] if "half" in match.re.groupindex else None
    return reading_of(
        match, Value(moments.duration_value(count + 0.5 if half and count else count, unit), None), "DURATION"
    )


_HALVES = {"hour": "PT30M", "day": "PT12H", "year": "P6M", "decade": "P5Y", "century": "P50Y", "minute": "PT30S"}


def _half_unit(match: re.Match[str], ground: Ground) -> Reading | None:
    unit = unit_of(match["unit"])
    return reading_of(match, Value(_HALVES.get(unit) or moments.duration_value(0.5, unit), None), "DURATION")


def _whole_unit(match: re.Match[str], ground: Ground) -> Reading | None:
    return reading_of(match, Value(moments.duration_value(1.0, unit_of(match["unit"])), None), "DURATION")


def _fortnight(match: re.Match[str], ground: Ground) -> Reading | None:
    return reading_of(match, Value("P2W", None), "DURATION")


_HOURS_OF_WORK = re.compile(
    r"\b(?:working|opening|office|business|visiting|trading|school|man|early|light|happy|glory|dog|olden)[\s-]+$",
    re.IGNORECASE,
)

# What was no duration with its number is none without it.
_COUNTED = re.compile(rf"(?:{NUMBER}|\d)[\s-]+$", re.IGNORECASE)


def _unit_alone(match: re.Match[str], ground: Ground) -> Reading | None:
    led = (max(ground.start, match.start() - 12), match.start())
    if _HOURS_OF_WORK.search(ground.text, *led) or _COUNTED.search(ground.text, *led):
        return None
    return reading_of(match, Value(moments.duration_value(None, unit_of(match["unit"])), None), "DURATION")


def _every(match: re.Match[str], ground: Ground) -> Reading | None:
    if match["unit"]:
        count = 2.0 if (match["n"] or "").lower() == "other" else count_of(match["n"]) if match["n"] else 1.0
        return reading_of(match, Value(moments.duration_value(count, unit_of(match["unit"])), None), "SET")
    if match["part"]:
        return reading_of(match, Value(moments.UNKNOWN_DAY + moments.PARTS[match["part"].lower()], None), "SET")
    if match["s"]:
        return reading_of(match, Value(f"XXXX-{moments.SEASONS[match['s'].lower()][0]}", None), "SET")
    if match["m"]:
        return reading_of(match, Value(f"XXXX-{month_of(match['m']):02}", None), "SET")
    return reading_of(match, Value(f"XXXX-WXX-{weekday_of(match['wd']) + 1}", None), "SET")


def _weekdays(match: re.Match[str], ground: Ground) -> Reading | None:
    return reading_of(match, Value(f"XXXX-WXX-{weekday_of(match['wd']) + 1}", None), "SET")


def _often(match: re.Match[str], ground: Ground) -> Reading | None:
    """ "twice a week"."""
    return reading_of(match, Value(moments.duration_value(1.0, unit_of(match["unit"])), None), "SET")


# ---------------------------------------------------------------- words that name no day

_VAGUE = {row.words: row for row in VAGUE}
_AS = re.compile(r"\bas\s+$", re.IGNORECASE)


def _vague(match: re.Match[str], ground: Ground) -> Reading | None:
    row = _VAGUE[SPACE.sub(" ", match["w"].lower())]
    if row.words == "soon" and _AS.search(ground.text, max(ground.start, match.start() - 4), match.start()):
        return None
    # "the Daily Lantern", "Fishing Weekly" are papers.
    if row.type == "SET" and in_name(match, ground):
        return None
    return reading_of(match, Value(row.value, None), row.type)


def _ref(match: re.Match[str], ground: Ground) -> Reading | None:
    """ "years ago": gone, but nobody says how far."""
    return reading_of(match, Value("PAST_REF", None))


# ---------------------------------------------------------------- clock times and parts of the day

_ZONE_OFFSETS = {z.words: z.offset for z in ZONES}


def _clock(match: re.Match[str], ground: Ground) -> Reading | None:
    hour, minute = int(read_number(match["h"]) or 0), int(match["min"] or 0)
    half = (match["half"] or "").lower()
    if half:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half == "p" else 0)
    if hour > 23 or minute > 59:
        return None
    zone = _offset(match["zone"] or "")
    return Reading(*match.span(), "TIME", Value(moments.UNKNOWN_DAY, None), Clock(hour, minute, zone))


_SHIFT = re.compile(r"(?:GMT|UTC)\s?([+-])(\d{1,2})(?::?(\d\d))?", re.IGNORECASE)


def _offset(zone: str) -> str:
    """The offset of a zone as written: "EST", "GMT+5"; empty where it says none ("ET")."""
    shift = _SHIFT.fullmatch(zone)
    if shift:
        return f"{shift[1]}{int(shift[2]):02}:{shift[3] or '00'}"
    return _ZONE_OFFSETS.get(zone.upper(), "")


def _past_hour(match: re.Match[str], ground: Ground) -> Reading | None:
    """ "half past ten", "a quarter to five", "ten minutes past six"."""
    words = match["n"].lower()
    minute = 30 if "half" in words else 15 if "quarter" in words else int(read_number(words) or 0)
    hour = int(read_number(match["h"]) or 0)
    if not 0 < minute < 60 or not 1 <= hour <= 12:
        return None
    moment = hour * 60 + (minute if match["way"].lower() == "past" else -minute)
    return Reading(*match.span(), "TIME", Value(moments.UNKNOWN_DAY, None), Clock(moment // 60, moment % 60))


def _noon(match: re.Match[str], ground: Ground) -> Reading | None:
    hour = 12 if match["w"].lower() != "midnight" else 24
    return Reading(*match.span(), "TIME", Value(moments.UNKNOWN_DAY, None), Clock(hour, 0))


def _part_of_day(match: re.Match[str], ground: Ground) -> Reading | None:
    part = match["part"].lower()
    part = part if part in moments.PARTS else "morning"
    return Reading(*match.span(), "TIME", Value(moments.UNKNOWN_DAY, None), part=part)


# ---------------------------------------------------------------- rules

_CLOCK_TAIL = r"(?P<half>[ap])(?:\.\s?m\b\.?|\s?m\b)"
_VAGUE_WORDS = "|".join(v.words.replace(" ", r"\s+") for v in sorted(VAGUE, key=lambda v: -len(v.words)))
_VAGUE_ENDS = tuple(sorted({row.words.split()[-1] for row in VAGUE}))
_HOUR = r"(?:\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
_KIND = r"(?:(?:more|full|consecutive|straight|solid|long|short|extra|additional|whole|\w+ing|business|calendar)\s+)?"
_PLURAL = r"(?:seconds|minutes|hours|days|weeks|months|years|decades|centuries)\b"
_NO_AGE = r"(?!\s?-?\s?olds?\b|\s+of\s+age\b)"
# Before the dates: "the past year" is a duration, and a date only in "this past year".
STRETCH_RULES: Rules = (
    (
        rf"(?i:\b(?:(?:the|these|this)\s+(?P<way>past|last|next|previous|coming|following)|(?P<way2>last|next))\s+(?P<n>{COUNT})\s+{_KIND}(?P<unit>{UNIT}))",
        _stretch,
        UNITS,
    ),
    (
        rf"(?i:\b(?:the|these)\s+(?P<way>past|last|next|coming|following)(?P<way2>)\s+(?P<n>)?(?P<unit>{_PLURAL}))",
        _stretch,
        UNITS,
    ),
    (rf"(?i:\b(?P<e>the\s+(?P<way>past)(?P<way2>)\s+(?P<n>)?(?!decade|centur)(?P<unit>{UNIT})))", _stretch, UNITS),
    (
        rf"(?i:\b(?:over|within|during)\s+(?P<e>the\s+(?P<way>last|next|coming)(?P<way2>)\s+(?P<n>)?(?P<unit>{UNIT})))",
        _stretch,
        UNITS,
    ),
)
SPAN_RULES: Rules = (
    (
        rf"(?i:(?<![\w$£€.-])(?:{ABOUT})?(?P<n>{COUNT})(?:\s?-\s?|\s+){_KIND}(?P<unit>{UNIT})){_NO_AGE}",
        _duration,
        UNITS,
    ),
    (
        rf"(?i:(?<![\w$£€.-])(?:{ABOUT})?(?P<n>an?)\s+(?P<unit>{UNIT})\s+and\s+(?P<half>a\s+half)\b)",
        _duration,
        ("half",),
    ),
    (rf"(?i:(?<![\w-])(?:{ABOUT})?(?:half\s+an?\s+|a\s+half[\s-]|half-)(?P<unit>{UNIT}))", _half_unit, ("half",)),
    (
        rf"(?i:\b(?:(?:the|an?)\s+(?:whole|entire|full)|all)\s+(?P<unit>{LONG_UNIT}))",
        _whole_unit,
        ("whole", "entire", "full", "all "),
    ),
    (rf"(?i:(?:{ABOUT})?\b(?:a|one)\s+fortnight\b)", _fortnight, ("fortnight",)),
    (rf"(?i:\b(?:the\s+)?(?P<unit>{_PLURAL}))(?!\s+(?:ago|earlier|later|old)\b)", _unit_alone, UNITS),
    (
        r"(?i:\b(?:years|decades|centuries|months|weeks|days|hours|minutes|moments)\s+ago\b)",
        _ref,
        ("ago",),
    ),
    (
        rf"\b(?i:every|each)\s+(?:(?i:single)\s+)?(?:(?i:(?:(?P<n>other|few|{COUNT})\s+)?(?P<unit>{LONG_UNIT}))"
        rf"|(?P<wd>{WEEKDAY})(?:\s+{PART})?|(?i:(?P<part>{PART}))|(?i:(?P<s>spring|summer|autumn|fall|winter)\b)"
        rf"|(?P<m>{MONTH}))",
        _every,
        ("every", "each"),
    ),
    (r"\b(?P<wd>(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)s\b", _weekdays, ("days",)),
    (
        rf"(?i:\b(?:once|twice|(?:\w+|\d+)\s+times)\s+(?:an?|per|each|every)\s+(?P<unit>{UNIT}))",
        _often,
        ("once", "twice", "times"),
    ),
    (rf"(?i:\b(?P<w>{_VAGUE_WORDS}))\b(?!-)", _vague, _VAGUE_ENDS),
    (rf"(?i:(?<![\d:.$£€])(?P<h>\d{{1,2}})(?:\s?[:.]\s?(?P<min>\d\d))?\s?{_CLOCK_TAIL}{ZONED})", _clock, DIGITS),
    (
        rf"(?i:(?<![\d:.$£€])(?P<h>\d{{1,2}})(?::(?P<min>\d\d))?"
        rf"(?=\s*(?:and|to|-|–|until)\s*\d{{1,2}}(?::\d\d)?\s?{_CLOCK_TAIL})(?P<zone>)?)",
        _clock,
        DIGITS,
    ),
    (
        rf"(?i:(?<![\d:.$£€])(?P<h>[01]?\d|2[0-3])[:](?P<min>[0-5]\d)(?::\d\d)?(?![\d:]){ZONED})(?P<half>)?",
        _clock,
        (":",),
    ),
    # "23.45 local time": a dot alone is a decimal
    (
        rf"(?i:(?<![\d:.,$£€])(?P<h>[01]?\d|2[0-3])\.(?P<min>[0-5]\d)(?=\s*\(?\s*(?:{ZONE}|local\s+time)){ZONED})(?P<half>)?",
        _clock,
        ("local", *sorted({z.words.split()[0].lower() for z in ZONES})),
    ),
    (
        rf"(?<![\d:.$£€,])(?P<h>[01]\d|2[0-3])\.?(?P<min>[0-5]\d)\s?(?:(?i:hours|hrs)\b|(?P<zone>{ZONE}))(?P<half>)?",
        _clock,
        DIGITS,
    ),
    (rf"(?i:\b(?P<h>{_HOUR})\s?o['’]clock)(?P<min>)?(?P<half>)?(?P<zone>)?", _clock, ("clock",)),
    # "at 8 this morning", "at seven in the evening"
    (
        rf"(?i:(?<=\bat\s|\bby\s)(?P<h>{_HOUR})(?=\s+(?:in\s+the\s+(?:morning|afternoon|evening)|at\s+night|tonight"
        rf"|last\s+night|(?:this|that|yesterday|tomorrow)\s+{PART})))(?P<min>)?(?P<half>)?(?P<zone>)?",
        _clock,
        ("at ", "by "),
    ),
    (
        rf"(?i:\b(?P<n>half|(?:a\s+)?quarter|(?:five|ten|twenty|twenty-five|\d+)\s+minutes)\s+(?P<way>past|to)\s+"
        rf"(?P<h>{_HOUR}))\b(?!\s+(?:years|months|weeks|days|hours|minutes|per\s?cent)\b)",
        _past_hour,
        ("past", "to "),
    ),
    (r"(?i:\b(?P<w>noon|midday|midnight))\b", _noon, ("noon", "midday", "midnight")),
    (
        r"(?i:\b(?:the\s+)?(?:(?:early|late)\s+)?(?P<part>(?:early|small)\s+hours\b|(?:morning|afternoon|evening|night)\b))",
        _part_of_day,
        PARTS_OF_DAY,
    ),
)
