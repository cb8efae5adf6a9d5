"""Time words: what the readers of time expressions share.

The tables, the fragments that patterns are built of, the ground a reading stands on, and the cue that
says whether a date is to come or gone.
"""

import re
from collections.abc import Callable
from datetime import date
from typing import Literal, NamedTuple

import msgspec

from tellings.language import tables
from tellings.mark.moments import Direction, Value
from tellings.mark.numerals import NUMBER, read_number

TimeType = Literal["DATE", "TIME", "DURATION", "SET"]


class Vague(msgspec.Struct, frozen=True):
    """A row of ``[[vague]]``: an expression that names no day."""

    words: str
    type: TimeType
    value: str
    seen: str


class Zone(msgspec.Struct, frozen=True):
    """A row of ``[[zone]]``: a zone as written and its offset from UTC."""

    words: str
    offset: str
    seen: str


class Cue(msgspec.Struct, frozen=True):
    """A row of ``[[cue]]``: words that say whether a date is to come or gone."""

    words: str
    direction: Direction
    seen: str


class Governor(msgspec.Struct, frozen=True):
    """A row of ``[[request]]`` or ``[[lasting]]``: verbs that decide which weekday a deadline names.

    And a row of ``[[paper]]``: words of a newspaper's name after a weekday. ``own``: they tell what their
    subject means to do, so a month in what follows is to come.
    """

    words: str
    seen: str
    own: bool = False


class Holiday(msgspec.Struct, frozen=True):
    """A row of ``[[holiday]]``: a day by its name.

    ``on`` says which: "12-24" a day of every year, "2001-09-11" one day, "11 thu 4" the fourth Thursday of
    November, "5 mon -1" the last Monday of May, "easter -2" days from Easter Sunday. ``in_2025`` is its day in
    that year, or its only day: a check on ``on``. ``followed``: words of which one must follow.
    """

    words: str
    on: str
    in_2025: str
    seen: str
    followed: str = ""


VAGUE = tables.load("times.toml", "vague", Vague)
HOLIDAYS = tables.load("times.toml", "holiday", Holiday)
ZONES = tables.load("times.toml", "zone", Zone)
CUES = tables.load("times.toml", "cue", Cue)
REQUESTS = tables.load("times.toml", "request", Governor)
LASTING = tables.load("times.toml", "lasting", Governor)
PAPERS = tables.load("times.toml", "paper", Governor)


class Clock(NamedTuple):
    """A time of day; ``zone`` is an offset as written in ISO 8601, empty where none is stated."""

    hour: int
    minute: int
    zone: str = ""


class Step(NamedTuple):
    """How far an expression lies from the date told last: "the following month" is one month on.

    ``back`` years are taken off as well ("the same month a year earlier").
    """

    unit: str
    amount: float
    back: int = 0


class Reading(NamedTuple):
    """One expression before joining; ``clock`` and ``part`` where it has them.

    ``step`` where its value is counted from the date told last, and is still to be found.
    """

    start: int
    end: int
    type: TimeType
    value: Value
    clock: Clock | None = None
    part: str | None = None
    step: Step | None = None


class Ground(NamedTuple):
    """What readers stand on.

    ``anchor`` is the day the words count from; ``near`` is that day or, where only a month is known, its
    middle: good enough for a year, never for a day. ``day_first``: how the text writes dates in digits, None
    where it does not show.
    """

    text: str
    start: int
    end: int
    anchor: date | None
    near: date | None
    month_years: dict[int, int]
    day_first: bool | None = None


Reader = Callable[[re.Match[str], Ground], Reading | None]

# A pattern, its reader, and pieces of words in lower case of which one stands in every sentence it can match:
# looking for those first spares most patterns most sentences.
Rules = tuple[tuple[str, Reader, tuple[str, ...]], ...]
DIGITS = tuple("0123456789")
UNITS = ("second", "min", "hour", "hr", "day", "week", "month", "quarter", "year", "decade", "centur")
MONTH_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
DAYS = ("day", "mon.", "tue", "wed.", "thu", "fri.", "sat.", "sun.")
PARTS_OF_DAY = ("morning", "afternoon", "evening", "night", "hours")


def reading_of(match: re.Match[str], value: Value | None, kind: TimeType = "DATE") -> Reading | None:
    """The reading of a match, or of its group ``e`` where it has one; None where there is no value."""
    start, end = match.span("e") if "e" in match.re.groupindex else match.span()
    return None if value is None else Reading(start, end, kind, value)


_AFTER_WORD = re.compile(r"[\w'’]\s+$")


def in_name(match: re.Match[str], ground: Ground) -> bool:
    """True for a capital inside a sentence: "USA Today", "the Daily Lantern"."""
    start = match.start()
    inside = _AFTER_WORD.search(ground.text, max(ground.start, start - 3), start)
    return ground.text[start].isupper() and inside is not None


# ---------------------------------------------------------------- words

MONTHS = {
    name: number
    for number, names in enumerate(
        """january jan|february feb|march mar|april apr|may|june jun|july jul|august aug|september sept sep
        |october oct|november nov|december dec""".split("|"),
        1,
    )
    for name in names.split()
}
WEEKDAYS = {
    name: number
    for number, names in enumerate(
        (
            "monday mon",
            "tuesday tues tue",
            "wednesday weds wed",
            "thursday thurs thur thu",
            "friday fri",
            "saturday sat",
            "sunday sun",
        )
    )
    for name in names.split()
}
QUARTERS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "final": 4, "last": 4, "1st": 1, "2nd": 2, "3rd": 3,
            "4th": 4}  # fmt: skip
YEAR = r"(?:1[5-9]\d\d|20\d\d)(?!\d|,\d{3}|\.\d)"
DAY = r"(?:3[01]|[12]\d|0?[1-9])(?!\d)(?:\s?(?:st|nd|rd|th)\b)?"
_FULL_MONTHS = sorted((m for m in MONTHS if len(m) > 4 or m in ("may", "june", "july")), key=lambda m: (-len(m), m))
_SHORT_MONTHS = sorted((m for m in MONTHS if m not in _FULL_MONTHS), key=lambda m: (-len(m), m))
MONTH = (
    rf"(?:(?:{'|'.join([*map(str.title, _FULL_MONTHS), *map(str.upper, _FULL_MONTHS)])})\b"
    rf"|(?:{'|'.join([*map(str.title, _SHORT_MONTHS), *map(str.upper, _SHORT_MONTHS)])})\b\.?)"
)
WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b"
WEEKDAY_ANY = r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b|(?:Mon|Tues?|Weds?|Thu(?:rs?)?|Fri|Sat|Sun)\b\.?)"
UNIT = r"(?:seconds?|minutes?|(?-i:mins?|hrs?)|hours?|days?|weeks?|months?|quarters?|years?|decades?|centur(?:y|ies))\b"
LONG_UNIT = r"(?:days?|weeks?|months?|years?|decades?)\b"
PART = r"(?:morning|afternoon|evening|night)\b"
EDGE = r"(?:early|late|mid|earlier|later|the\s+(?:start|beginning|end|middle)\s+of)(?:\s?-\s?|\s+)(?:in\s+)?"
ABOUT = (
    r"(?:(?:about|around|nearly|almost|approximately|roughly|some|over|just\s+over|just\s+under|under|at\s+least"
    r"|at\s+most|up\s+to|(?:more|less|fewer)\s+than)\s+)"
)
COUNT = rf"(?:{NUMBER}|an?|several|many|(?:a\s+|the\s+)?few|a\s+couple(?:\s+of)?|dozens\s+of|hundreds\s+of|some)"
FISCAL = r"(?:(?:fiscal|financial|calendar|tax|school|academic|business)\s+)?"
ZONE = r"(?:(?:GMT|UTC)\s?[+-]\d{1,2}(?::?\d\d)?(?!\d)|(?:" + "|".join(z.words for z in ZONES) + r")\b)"
ZONED = rf"(?:\s*(?P<open>\()?\s*(?:(?P<zone>{ZONE})|local\s+time)(?(open)\s*\)))?"
SPACE = re.compile(r"\s+")


def month_of(words: str) -> int:
    """Number of a month by its name or short form."""
    return MONTHS[words.rstrip(".").lower()]


def weekday_of(words: str) -> int:
    """Number of a weekday by its name or short form, Monday 0."""
    return WEEKDAYS[words.rstrip(".").lower()]


def day_number(words: str) -> int:
    """Day of the month as written: "27", "3rd"."""
    return int(re.match(r"\d+", words)[0])  # type: ignore[index]  # DAY starts with a digit


def unit_of(words: str) -> str:
    """The unit a word names, in the singular."""
    word = words.lower()
    if word.startswith("centur"):
        return "century"
    return {"min": "minute", "hr": "hour"}.get(bare := word.removesuffix("s"), bare)


def count_of(words: str) -> float | None:
    """The count before a unit; None where the text gives none ("several")."""
    return 1.0 if words.lower() in ("a", "an") else read_number(words)


_FUTURE = frozenset(w for c in CUES if c.direction == "future" for w in c.words.split())
_PAST = frozenset(w for c in CUES if c.direction == "past" for w in c.words.split())
_REQUEST = frozenset(w for row in REQUESTS for w in row.words.split())
_OWN = frozenset(w for row in REQUESTS if row.own for w in row.words.split())
_LASTING = frozenset(w for row in LASTING for w in row.words.split())
_CUE_WORD = re.compile(r"[A-Za-z]+(?:n['’]t\b)?|'ll\b|[;:]")
_DEADLINE = re.compile(r"\b(?P<lead>by|until|till|before|(?:no|not)\s+later\s+than)\s+$", re.IGNORECASE)
# What ties a date to the verb, not to a noun phrase around it.
_LED = re.compile(
    r"\b(?:in|on|by|until|till|before|from|for|later\s+than)\s+(?:(?:early|late|mid)[\s-]+)?$", re.IGNORECASE
)
_POSSESSIVE = re.compile(r"['’]s\b")
# An infinitive with none of these after it has an object, and the day may be the asking's: "asked a court to
# block the sale on Friday" was asked on Friday, "asked him to reply on Friday" waits for it.
_NO_OBJECT = frozenset(
    "on in at by to off up out down over away again back forward before until till here there".split()
)
# "is to sail", "were to meet".
_IS = frozenset("is are was were".split())
_AUXILIARY = frozenset("had been".split())


def direction_of(ground: Ground, start: int, end: int) -> Direction | None:
    """Whether a month, a season or a day without a year is to come: by its deadline, else by the nearest cue."""
    words = _words_before(ground, start)
    if not _LED.search(ground.text, max(ground.start, start - 20), start):
        # "would found a panel on the 6 January riot": in a noun phrase, "would" says nothing of the date.
        words = ["" if w == "would" else w for w in words]
    elif _means_to(words):
        return "future"
    return _deadline_direction(ground, start, end) or _direction_before(words) or _direction_after(ground, end)


def weekday_direction(ground: Ground, start: int, end: int) -> Direction | None:
    """Whether a weekday is to come: as :func:`direction_of`, but a deadline is ahead unless it is told as met.

    "asked for answers by Friday" and "is shut until Friday" are ahead; "the fire was out by Friday" and
    "had been shut until Friday" are gone. "before Friday's storm" sets no deadline.
    """
    deadline = _deadline_direction(ground, start, end)
    return deadline or _direction_before(_words_before(ground, start)) or _direction_after(ground, end)


def _deadline_direction(ground: Ground, start: int, end: int) -> Direction | None:
    deadline = _DEADLINE.search(ground.text, max(ground.start, start - 20), start)
    if not deadline or _POSSESSIVE.match(ground.text, end):
        return None
    words = _words_before(ground, deadline.start())
    if deadline["lead"].lower() in ("until", "till"):
        cue = next((i for i in range(len(words) - 1, -1, -1) if _cue(words[i])), None)
        met = cue is not None and (words[cue] in _LASTING or bool(_AUXILIARY & set(words[max(0, cue - 2) : cue])))
        return "past" if met and "to" not in words[cue:] else "future"
    return _direction_before(words, owed=True) or _direction_after(ground, end) or "future"


def _means_to(words: list[str]) -> bool:
    """True after "promised to publish the report": whatever its object, the month is the publishing's."""
    to = next((i for i in range(len(words) - 1, 0, -1) if words[i] == "to" or _cue(words[i])), 0)
    return to > 1 and words[to] == "to" and words[to - 1] in _OWN and words[to - 2] != "had"


def _words_before(ground: Ground, start: int) -> list[str]:
    return _CUE_WORD.findall(ground.text[max(ground.start, start - 120) : start].lower())


def _direction_after(ground: Ground, end: int) -> Direction | None:
    words = _CUE_WORD.findall(ground.text[end : min(ground.end, end + 60)].lower())
    return next((found for word in words if (found := _cue(word))), None)


def _direction_before(words: list[str], owed: bool = False) -> Direction | None:
    """What the nearest cue says. ``owed`` is for a deadline: what a request asks for by then is to come."""
    infinitive = False
    for index in range(len(words) - 1, -1, -1):
        word, previous = words[index], words[index - 1] if index else ""
        # "will be finalized", "to be held", "to cut": the participle, or what looks like a past, is not the tense.
        if previous == "be" or (previous == "to" and word != "be"):
            continue
        if word == "to":
            following = words[index + 2 : index + 3]
            if previous in _IS and words[index + 1 : index + 2] != ["blame"]:
                return "future"
            infinitive = infinitive or owed or not following or following[0] in _NO_OBJECT
        if word in _REQUEST and (owed or infinitive):
            return "future"
        if word == "set" and words[index + 1 : index + 2] not in (["to"], ["for"]):
            return "past"  # "the fire was set on Friday" is told as gone, "is set for Friday" is not
        if found := _cue(word):
            negated = word == "would" and words[index + 1 : index + 2] in (["not"], ["have"])
            return "past" if negated else found
    return None


def _cue(word: str) -> Direction | None:
    if word in _FUTURE:
        return "future"
    if word in _PAST or (len(word) > 4 and word.endswith("ed")):
        return "past"
    return None
