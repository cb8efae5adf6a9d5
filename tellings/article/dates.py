"""Dates that say when an article was published or changed: from its lines, metadata and address.

A line counts only if nothing but a date stands in it (``is_date_line``): a date in running prose is no
publication date. A numeric date that can be read two ways gives both readings; the caller takes one only
if other evidence agrees. Nothing is invented: no day, no date.
"""

import re
from datetime import date, datetime, timedelta, timezone
from typing import Literal, NamedTuple
from zoneinfo import ZoneInfo

from tellings.article import datewords
from tellings.language.words import fold
from tellings.model import Candidate

Role = Literal["published", "modified"]

# Only English months make a date line without a year: "May 3"; a short word of another language would too often.
ENGLISH_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|"
    r"oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
MONTH = rf"(?P<month>{'|'.join(re.escape(m) for m in sorted(datewords.months(), key=lambda m: (-len(m), m)))})\b\.?"
DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th|er|\.?º|\.)?"
YEAR = r"(?P<year>(?:19|20)\d\d)"
CLOCK = (
    r"(?P<hour>[0-2]?\d) ?(?:[:.h時点点시] ?(?P<minute>[0-5]\d)(?: ?: ?(?P<second>[0-5]\d))?)? ?"
    r"(?P<half>[ap]\.? ?m\b\.?|[ap]\b)?"
)
ZONE = (
    r"(?P<zone>\(?(?:gmt|utc)(?: ?[+-] ?\d{1,2}:?(?:\d\d)?)?\)?|[ecmp][ds]?t\b|bst\b|cest\b|cet\b|aest\b|aedt\b|"
    r"ist\b|nzst\b|nzdt\b|hrs\b|local time\b|uhr\b)"
)
SHAPES = (
    re.compile(rf"\b{YEAR} ?- ?(?P<month_number>[01]\d) ?- ?{DAY}(?!\d)", re.I),
    re.compile(rf"\b{MONTH} ?{DAY} ?[,-]? ?{YEAR}", re.I),
    re.compile(rf"\b{DAY} ?(?:of |de |d['’])?{MONTH} ?,? ?(?:del? )?{YEAR}", re.I),
    re.compile(rf"\b{YEAR} ?(?P<mark>[/.]) ?(?P<month_number>[01]?\d) ?(?P=mark) ?{DAY}(?!\d)", re.I),
    re.compile(rf"\b{YEAR}\.? ?{MONTH} ?{DAY}(?!\d)", re.I),
    re.compile(rf"{YEAR} ?[年년] ?(?P<month_number>[01]?\d) ?[月월] ?{DAY} ?[日号號일]"),
    re.compile(
        r"(?<![\d./-])(?P<first>[0-3]?\d) ?([/.-]) ?(?P<second_number>[0-3]?\d) ?\2 ?(?P<short>(?:20|19)?\d\d)(?!\d)"
    ),
)
MONTH_DAY = re.compile(rf"\b{ENGLISH_MONTH} ?{DAY}\b", re.I)
DAY_MONTH = re.compile(rf"\b{DAY} ?{ENGLISH_MONTH}", re.I)
TIME = re.compile(rf"(?<![\d:]){CLOCK} ?{ZONE}?", re.I)
OFFSET = re.compile(r"(?P<sign>[+-]) ?(?P<hours>\d{1,2}):?(?P<minutes>\d\d)?")
LABEL = re.compile(datewords.either(tuple(datewords.labels())), re.I)
# Words that may stand in a line that is a date and nothing else.
FILLER = re.compile(rf"(?:{datewords.either(datewords.fillers())})\.?", re.I)
# A clock in a zone of the United States without "standard" or "daylight" follows the day's rule.
REGIONS = {"et": "America/New_York", "ct": "America/Chicago", "mt": "America/Denver", "pt": "America/Los_Angeles"}
HOURS = {
    "est": -5, "edt": -4, "cst": -6, "cdt": -5, "mst": -7, "mdt": -6, "pst": -8, "pdt": -7, "bst": 1, "cet": 1,
    "cest": 2, "aest": 10, "aedt": 11, "nzst": 12, "nzdt": 13, "gmt": 0, "utc": 0,
}  # fmt: skip
IN_ADDRESS = re.compile(r"/(?P<year>(?:19|20)\d\d)[/-](?P<month_number>[01]?\d)[/-](?P<day>[0-3]?\d)(?=[/_-]|$)")
IN_ADDRESS_NAMED = re.compile(
    r"/(?P<year>(?:19|20)\d\d)/(?P<month>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)/(?P<day>[0-3]?\d)/", re.I
)
IN_ADDRESS_MONTH = re.compile(r"/(?P<year>(?:19|20)\d\d)/(?P<month_number>0[1-9]|1[0-2])/")
LONGEST = 160
MOST_WORDS = 18
# "Port Alder, Norland, 3 May 2031"
PLACE = re.compile(r"(?:[A-Z][\w.'’-]{1,20} ?){1,3}(?:, (?:[A-Z][\w.'’-]{1,20} ?){1,3})?(?:,|:| [-–—|]) ?(?=[\w(])")
LEFT_OVER = re.compile(r"[^\W_]+")
ABBREVIATION = re.compile(r"[A-Z]{2,5}|\d{4}")


class Dated(NamedTuple):
    """A date as EDTF, what it is the date of, and its other reading where it has one."""

    role: Role
    edtf: str
    other: str | None = None
    labelled: bool = False


def is_date_line(line: str) -> bool:
    """Whether ``line`` holds a date or a labelled clock time and nothing else but fillers or a place before it."""
    line = datewords.western(line)
    place = PLACE.match(line)
    return _only_date(line) or (place is not None and bool(_dates(line)) and _only_date(line[place.end() :]))


def dates_of_line(line: str) -> tuple[Dated, ...]:
    """All dates of a line, in order, each with the label before it; a lone clock takes the line's day."""
    if len(line) > LONGEST:
        return ()
    line = datewords.western(line)
    found = _dates(line)
    if not found:
        return ()
    ends = [m.start() for m, _, _ in found[1:]] + [len(line)]
    labels = list(LABEL.finditer(line))
    dated = []
    start = 0
    for (match, value, other), end in zip(found, ends, strict=True):
        label = next((m for m in reversed(labels) if start <= m.start() < match.start()), None)
        later = next((m.start() for m in labels if m.start() >= match.end()), end)
        dated.append(_dated(line, match, (value, other), label, min(end, later)))
        start = match.end()
    return (*dated, *_later_clock(line, found, labels))


def candidate(dated: Dated, source: str) -> Candidate:
    """A date as a candidate; one that reads two ways as EDTF's "one of": ``[2010-09-10,2010-10-09]``."""
    value = f"[{dated.edtf},{dated.other}]" if dated.other else dated.edtf
    return Candidate(field=dated.role, value=value, from_=source)


def date_of_metadata(value: str) -> str | None:
    """EDTF of a metadata value: ISO 8601 kept with its offset, else a date written out; null if none."""
    value = value.strip()
    try:
        if len(value) > 10 and value[4:5] == "-":
            moment = datetime.fromisoformat(value.replace(" ", "T", 1).replace("Z", "+00:00"))
            if moment.tzinfo is None:
                return moment.date().isoformat()
            return moment.replace(microsecond=0).isoformat().replace("+00:00", "Z")
        return date.fromisoformat(value[:10]).isoformat()
    except ValueError:
        found = dates_of_line(value)
        return found[0].edtf if found and not found[0].other else None


def date_of_address(url: str) -> str | None:
    """The day that an address carries (``/2010/09/10/``), or only its month (``/2010/09/``), as EDTF."""
    match = IN_ADDRESS.search(url) or IN_ADDRESS_NAMED.search(url)
    if match:
        return _calendar(match)
    month = IN_ADDRESS_MONTH.search(url)
    return f"{month['year']}-{month['month_number']}" if month else None


def _only_date(line: str) -> bool:
    if len(line) > LONGEST or len(line.split()) > MOST_WORDS or not any(c.isdigit() for c in line):
        return False
    if not _dates(line) and not (LABEL.search(line) and TIME.search(line)) and not _bare_month_day(line):
        return False
    rest = line
    for shape in (*SHAPES, MONTH_DAY, DAY_MONTH, TIME, LABEL, FILLER):
        rest = shape.sub(" ", rest)
    words = LEFT_OVER.findall(re.sub(ZONE, " ", rest, flags=re.I))
    # An agency, a country, a zone we do not know: "AFP", "UK", "HKT", beside a whole date.
    return not words or (len(words) <= 3 and bool(_dates(line)) and all(ABBREVIATION.fullmatch(w) for w in words))


def _bare_month_day(line: str) -> bool:
    """A day without a year: it makes a date line, but no date."""
    return bool(MONTH_DAY.search(line) or DAY_MONTH.search(line))


def _dates(line: str) -> list[tuple[re.Match[str], str, str | None]]:
    found: list[tuple[re.Match[str], str, str | None]] = []
    for shape in SHAPES:
        for match in shape.finditer(line):
            if any(m.start() < match.end() and match.start() < m.end() for m, _, _ in found):
                continue
            first, other = _numeric(match) if "first" in match.groupdict() else (_calendar(match), None)
            if first:
                found.append((match, first, other))
    return sorted(found, key=lambda f: f[0].start())


def _calendar(match: re.Match[str]) -> str | None:
    groups = match.groupdict()
    month = int(groups["month_number"]) if groups.get("month_number") else datewords.months()[fold(groups["month"])]
    return _day(int(groups["year"]), month, int(groups["day"]))


def _numeric(match: re.Match[str]) -> tuple[str | None, str | None]:
    """Month first, and day first; the second only where both are days of the calendar."""
    a, b, year = int(match["first"]), int(match["second_number"]), int(match["short"])
    year = year if year > 99 else year + (2000 if year < 70 else 1900)
    month_first, day_first = _day(year, a, b), _day(year, b, a)
    if month_first is None or month_first == day_first:
        return day_first, None
    return month_first, day_first


def _day(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def _dated(
    line: str, match: re.Match[str], days: tuple[str, str | None], label: re.Match[str] | None, end: int
) -> Dated:
    role = _role(label) if label else "published"
    # "2013, 7:32" and "at 7:32 on May 2, 2013": the clock stands after the day, or else right before it.
    clock = _clock(line[match.end() : end]) or _clock(line[label.end() if label else 0 : match.start()])
    value, other = days
    return Dated(role, _with_clock(value, clock), other and _with_clock(other, clock), label is not None)


def _later_clock(
    line: str, found: list[tuple[re.Match[str], str, str | None]], labels: list[re.Match[str]]
) -> tuple[Dated, ...]:
    """``10 Sep 2010 | Updated 9:28 AM EDT``: the label's clock is of the line's only day."""
    if len(found) != 1 or not labels or labels[-1].start() < found[0][0].end():
        return ()
    clock = _clock(line[labels[-1].end() :])
    if clock is None:
        return ()
    _, value, other = found[0]
    return (Dated(_role(labels[-1]), _with_clock(value, clock), other and _with_clock(other, clock), True),)


def _role(label: re.Match[str]) -> Role:
    return "modified" if datewords.labels()[fold(label.group())] == "modified" else "published"


def _clock(text: str) -> re.Match[str] | None:
    return next((m for m in TIME.finditer(text) if m["minute"] or (m["half"] and len(m["half"]) > 1)), None)


def _with_clock(day: str, clock: re.Match[str] | None) -> str:
    """The day with its time where the zone is stated; a clock without a zone is left out."""
    if clock is None or not clock["zone"]:
        return day
    hour, minute = int(clock["hour"]), int(clock["minute"] or 0)
    half = (clock["half"] or "").lower()
    hour = hour % 12 + (12 if half.startswith("p") else 0) if half else hour
    if hour > 23:
        return day
    moment = datetime.combine(date.fromisoformat(day), datetime.min.time()).replace(hour=hour, minute=minute)
    zone = _zone(clock["zone"].lower().strip("()"), moment)
    return moment.replace(tzinfo=zone).isoformat().replace("+00:00", "Z") if zone else day


def _zone(name: str, moment: datetime) -> timezone | None:
    if offset := OFFSET.search(name):
        minutes = int(offset["hours"]) * 60 + int(offset["minutes"] or 0)
        return timezone(timedelta(minutes=-minutes if offset["sign"] == "-" else minutes)) if minutes < 1440 else None
    if name in REGIONS:
        delta = moment.replace(tzinfo=ZoneInfo(REGIONS[name])).utcoffset()
        return timezone(delta) if delta is not None else None
    return timezone(timedelta(hours=HOURS[name])) if name in HOURS else None
