"""Times: dates, clock times, durations and sets in a text, resolved against publication.

Spans and values as TIMEX3 (TimeML 1.2.1) gives them, with an EDTF string beside where one can be given.
Each rule is a pattern and a reader (timereaders.py and the modules it names); the longest reading at a
place wins, then a clock time or a part of the day joins the date beside it. Words stand in
tellings/data/times.toml; what is missed in docs/marks/times.md.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from functools import cache, lru_cache

from tellings.mark import moments
from tellings.mark.holidays import HOLIDAY_RULES
from tellings.mark.moments import PARTS, UNKNOWN_DAY, Value
from tellings.mark.overlap import longest
from tellings.mark.timereaders import DATE_RULES
from tellings.mark.timerelative import RELATIVE_RULES
from tellings.mark.timespans import SPAN_RULES, STRETCH_RULES
from tellings.mark.timesteps import STEP_RULES, Told, settled
from tellings.mark.timewords import (
    DAY,
    MONTH,
    WEEKDAY_ANY,
    YEAR,
    ZONE,
    Clock,
    Ground,
    Reader,
    Reading,
    day_number,
    month_of,
)
from tellings.model import Article, Sentence, Time


def times(article: Article, sentences: Sequence[Sentence]) -> tuple[Time, ...]:
    """Times of the sentences, in order of start.

    Anchored to the publication date, else to a date that stands on a line of its own; with neither,
    what depends on it is given as ``XXXX`` and its ``edtf`` is None: no year or day is invented.
    """
    anchor = anchor_of(article)
    near = anchor or _month_of_article(article)
    month_years = _stated_years(article.text)
    found: list[Time] = []
    told, day_first = Told(), _day_first(article.text)
    for sentence in sentences:
        ground = Ground(article.text, sentence.start, sentence.end, anchor, near, month_years, day_first)
        before = told.day
        readings, told = settled(longest(_readings(ground)), told, anchor)
        found.extend(_time(article.text, r) for r in _joined(readings, ground, before))
    return tuple(found)


def anchor_of(article: Article) -> date | None:
    """The day the article's words count from: published, modified, or a date alone on an early line."""
    stated = moments.parse_day(article.published) or moments.parse_day(article.modified)
    return stated or next(_dates_on_lines(article.text[:3000]), None)


# ---------------------------------------------------------------- anchors

_FULL_DATE = re.compile(rf"(?:(?P<d1>{DAY})\s+(?P<m1>{MONTH})|(?P<m2>{MONTH})\s+(?P<d2>{DAY}))\s*,?\s*(?P<y>{YEAR})")
_ANY_DATE = re.compile(rf"(?P<date>{_FULL_DATE.pattern}|\b\d{{4}}-\d\d-\d\d\b)", re.IGNORECASE)
# What may stand beside a date on its line: labels, the weekday, a clock time with its zone.
_BESIDE = re.compile(
    rf"\b(?:(?:story\s+)?(?:published|posted|updated|created|modified)|first|last|date|on|at|by|gmt|{WEEKDAY_ANY}|am|pm"
    rf"|[ap]\.?\s?m\.?|{ZONE}|[A-Z]{{2,4}}T)(?!\w)|\d{{1,2}}[:.]\d\d(?::\d\d)?(?:[ap]m)?"
    r"|[+-]\d\d:?\d\d|[\s,.:;|()/–—-]",
    re.IGNORECASE,
)
# "HARBOURTON, May 3, 2024 (EP) —"
_DATELINE = re.compile(r"[A-Z][\w.'’ -]{2,30},\s*(?:[A-Z][\w.'’ -]{2,30},\s*)?$")
_LONGEST_LINE = 120


def _month_of_article(article: Article) -> date | None:
    """The middle of the month the article is from, where its metadata give no day."""
    stated = [article.published, article.modified]
    stated += [c.value for c in article.candidates if c.field in ("published", "modified")]
    month = next((m for value in stated if (m := re.match(r"(\d{4})-(\d\d)", value or ""))), None)
    return moments.calendar_day(int(month[1]), int(month[2]), 15) if month and int(month[1]) else None


def _dates_on_lines(text: str) -> Iterator[date]:
    """Days that stand on a line of their own, with nothing but labels and clock times, or in a dateline."""
    for line in text.splitlines():
        match = _ANY_DATE.search(line)
        if match is None or not _is_date_line(line, match):
            continue
        if match["y"] is None:
            day = moments.parse_day(match["date"])
        else:
            day = moments.calendar_day(
                int(match["y"]), month_of(match["m1"] or match["m2"]), day_number(match["d1"] or match["d2"])
            )
        if day:
            yield day


def _is_date_line(line: str, match: re.Match[str]) -> bool:
    before, after = line[: match.start()], line[match.end() :]
    if _DATELINE.fullmatch(before) and re.match(r"\s*(?:\(\w[\w .]{1,20}\)\s*)?[-–—]", after):
        return True
    return len(line) < _LONGEST_LINE and not _BESIDE.sub("", _ANY_DATE.sub("", line))


def _stated_years(text: str) -> dict[int, int]:
    """Months that the text gives one year only, by full dates: "April 9" after "April 8, 2012" is 2012."""
    years: dict[int, set[int]] = {}
    for match in _FULL_DATE.finditer(text):
        years.setdefault(month_of(match["m1"] or match["m2"]), set()).add(int(match["y"]))
    return {month: next(iter(found)) for month, found in years.items() if len(found) == 1}


_IN_DIGITS = re.compile(r"(?<![\d/.])(\d{1,2})/(\d{1,2})/(?:\d{4}|\d{2})(?![\d/])")


def _day_first(text: str) -> bool | None:
    """Whether the day comes first in the text's slashed dates, by those that can be read in one way only."""
    pairs = [(int(m[1]), int(m[2])) for m in _IN_DIGITS.finditer(text)]
    shown = {a > 12 for a, b in pairs if (a > 12) != (b > 12)}
    return shown.pop() if len(shown) == 1 else None


# ---------------------------------------------------------------- choosing and joining


@cache
def _rules() -> tuple[tuple[re.Pattern[str], Reader, tuple[str, ...]], ...]:
    """Patterns, readers and what they need, in order of preference among readings of one length."""
    every = (*STRETCH_RULES, *HOLIDAY_RULES, *DATE_RULES, *RELATIVE_RULES, *STEP_RULES, *SPAN_RULES)
    return tuple((re.compile(pattern), reader, needs) for pattern, reader, needs in every)


_GAP = re.compile(
    r"\s*,?\s*(?:on|at|of|in(?:\s+the)?|from|by)?\s*(?:(?:about|around|approximately|roughly)\s+)?(?:the\s+)?",
    re.IGNORECASE,
)
_LEAD = re.compile(
    r"\b(?:at|by|around|about|until|till|from|to|between|and|after|before|past|since|approximately|roughly)\s+$",
    re.IGNORECASE,
)
_PART_LEAD = re.compile(r"\b(?:in|during|through|throughout|until|by|overnight|at)\s+$", re.IGNORECASE)


# Words told apart by which rules they may set off; a text repeats most of its words.
MOST_WORDS = 1 << 15


@lru_cache(maxsize=MOST_WORDS)
def _set_off(word: str) -> int:
    """The rules that the word has a needed piece of, one bit a rule; a piece holds no space but at its end."""
    return sum(1 << n for n, (_, _, needs) in enumerate(_rules()) if any(needed in word for needed in needs))


def _readings(ground: Ground) -> Iterator[Reading]:
    *words, last = ground.text[ground.start : ground.end].lower().split(" ")
    possible = _set_off(last)
    for word in words:
        possible |= _set_off(word + " ")
    for number, (pattern, reader, _) in enumerate(_rules()):
        if not possible >> number & 1:
            continue
        for match in pattern.finditer(ground.text, ground.start, ground.end):
            reading = reader(match, ground)
            if reading:
                yield reading


def _joined(readings: list[Reading], ground: Ground, before: date | None) -> list[Reading]:
    """Join a clock time or a part of the day with the date beside it; give what stays alone its day."""
    joined: list[Reading] = []
    for reading in readings:
        both = _pair(joined[-1], reading, ground.text) if joined else None
        if both:
            joined[-1:] = [both]
        else:
            joined.append(reading)
    day = next((r.value.day for r in joined if r.value.day), before)
    value = moments.day_value(day) if day else _guessed(ground.anchor)
    return [_dated(r, value) for r in joined if not _stray(r, ground)]


def _guessed(anchor: date | None) -> Value | None:
    """The day of publication for a clock time where no day is told: a guess, so no EDTF is made of it."""
    return Value(anchor.isoformat(), None) if anchor else None


def _pair(a: Reading, b: Reading, text: str) -> Reading | None:
    # "Opening night, January 23": a part of the day needs no comma before its date.
    if a.part and not a.clock and "," in text[a.end : b.start]:
        return None
    if not _GAP.fullmatch(text, a.end, b.start) or (
        _is_dated(a) == _is_dated(b) and not (a.clock and b.part and not b.clock)
    ):
        return None
    if (a.clock and b.clock) or (a.part and b.part) or not (a.clock or b.clock or a.part or b.part):
        return None
    if "DATE" not in (a.type, b.type) and "TIME" not in (a.type, b.type):
        return None
    dated = a if _is_dated(a) else b
    if dated.type not in ("DATE", "TIME") or not (
        dated.value.day or "WXX" in dated.value.timex or dated.value.timex.startswith("XXXX-")
    ):
        return None
    part = a.part or b.part
    return Reading(a.start, b.end, "TIME", dated.value, _in_part(a.clock or b.clock, part), part)


def _in_part(clock: Clock | None, part: str | None) -> Clock | None:
    """ "3 o'clock in the afternoon" is 15:00."""
    late = part in ("afternoon", "evening") or (part == "night" and clock is not None and clock.hour > 5)
    return clock._replace(hour=clock.hour + 12) if clock and late and clock.hour < 12 else clock


def _is_dated(reading: Reading) -> bool:
    return reading.value.timex != UNKNOWN_DAY


def _stray(reading: Reading, ground: Ground) -> bool:
    """A part of the day or a pair of numbers that no date stands beside and nothing says is a time."""
    if _is_dated(reading) or reading.type != "TIME":
        return False
    window = (max(ground.start, reading.start - 24), reading.start)
    words = ground.text[reading.start : reading.end]
    if reading.part and not reading.clock:
        # "at night", "in the morning"; "the night" alone is no moment
        return not (_PART_LEAD.search(ground.text, *window) and words.lower().startswith(("the ", "night")))
    plain = re.fullmatch(r"[\d:]+", words)
    return bool(plain and not _LEAD.search(ground.text, *window))


def _dated(reading: Reading, value: Value | None) -> Reading:
    if _is_dated(reading) or reading.type != "TIME" or value is None:
        return reading
    return reading._replace(value=value)


def _time(text: str, reading: Reading) -> Time:
    timex, edtf = reading.value.timex, reading.value.edtf
    if reading.clock and reading.clock.hour == 24:
        timex += "T24:00"  # "midnight on Thursday" may be either end of the day: no moment is made of it
    elif reading.clock:
        hour, minute, zone = reading.clock
        # as TIMEX3 has it: the clock as written, and Z for UTC; every offset is in the EDTF
        timex = f"{timex}T{hour:02}:{minute:02}{zone if zone == 'Z' else ''}"
        edtf = f"{edtf}T{hour:02}:{minute:02}{zone}" if reading.value.day else None
    elif reading.part:
        timex += PARTS[reading.part]
    words = text[reading.start : reading.end]
    return Time(start=reading.start, end=reading.end, text=words, type=reading.type, value=timex, edtf=edtf)
