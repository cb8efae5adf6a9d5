"""Ages: how old someone or something is, told beside a name or a noun.

An age is a figure of unit ``age``, in years, so that it is never taken for a count or a duration.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from tellings.language.words import FUNCTION_WORDS
from tellings.mark.counted import VERBS
from tellings.mark.figurewords import PERSONS, Ground, split
from tellings.mark.numerals import TENS
from tellings.mark.timewords import MONTHS, WEEKDAYS
from tellings.model import Figure, Span

UNIT = "age"
OLDEST = 125
# Words of a span of life that an age may be counted in, as parts of a year.
OF_A_YEAR = {"year": 1.0, "month": 1 / 12}

_PERSONS = split(PERSONS)
# A name in capitals, with the small words that stand inside names, or a noun.
_NAME = r"[A-ZÀ-Þ][\w'’.-]*"
_WHO = rf"(?P<who>{_NAME}(?:\s(?:(?:de|da|van|von|bin|al|el|der|la)\s)?{_NAME}){{0,3}}|[^\W\d_][\w'’-]*)"
_AGED = re.compile(
    rf"(?:{_WHO}\s?,?\s+)?"
    r"(?:(?:is|was|are|were|now|all|both|mostly)\s+)?"
    r"\b(?:[Aa]ged?|[Aa]ges|[Aa]ges?\s+of)\s+(?:between\s+|from\s+)?$"
)
_OLDER_THAN = re.compile(r"\b(?P<side>over|under|above|below)\s+(?:the\s+)?ages?\s+(?:of\s+)?$", re.IGNORECASE)
# "She died at 82."
_DIED_AT = re.compile(r"\b(?:dead|died|dies|dying)\s+at\s+$", re.IGNORECASE)
# "He was 75."
_OF_PERSON = re.compile(r"\b(?:he|she|who)\s+(?:is|was|turns|turned)\s+$", re.IGNORECASE)
_AFTER_PERSON = re.compile(r"\s*(?:[.,;)]|$|(?:when|at\s+the\s+time|last|this)\b|(?:in|on)\s+[A-Z])")
_APPOSED = re.compile(rf"{_WHO}[”\"’']?\s?,\s*(?:now\s+)?$")
_AFTER_AGE = re.compile(r"\s*(?:[,;)—–]|-\s|\.(?!\d)|$|(?:and|was|were|is|has|from|of)\b)")
_IN_THEIR = re.compile(
    rf"\bin\s+(?:his|her|their|my|our)\s+(?:(?P<part>early|mid|late)(?:\s|\s?-\s?))?"
    rf"(?P<span>(?:(?P<digits>[2-9]0)['’]?s|(?P<word>(?:{'|'.join(t[:-1] for t in TENS)}))ies|teens))\b",
    re.IGNORECASE,
)
_PARTS = {None: (0, 9), "early": (0, 3), "mid": (4, 6), "late": (7, 9)}


class Age(NamedTuple):
    """What a bare number tells as an age: whose it is, and the bound that the words before set."""

    who: Span | None
    side: str | None = None


def read_age(ground: Ground, start: int, first: int, end: int) -> Age | None:
    """The age that the number ``first:end`` is, with ``start`` where its comparator begins; else None."""
    text = ground.text
    if not text[first:end].isdigit() or int(text[first:end]) > OLDEST:
        return None
    from_ = max(ground.start, start - 60)
    side = _OLDER_THAN.search(text, from_, start)
    if side:
        return Age(None, "more than" if side["side"].lower() in ("over", "above") else "less than")
    aged = _AGED.search(text, from_, start)
    if aged:
        return Age(_who(aged))
    closed = _AFTER_PERSON.match(text, end, ground.end)
    if closed and (_OF_PERSON.search(text, from_, start) or _DIED_AT.search(text, from_, start)):
        return Age(None)
    apposed = _APPOSED.search(text, from_, start)
    if apposed and end - first < 4 and _AFTER_AGE.match(text, end, ground.end) and _is_bearer(apposed["who"]):
        return Age(_who(apposed))
    return None


def _who(match: re.Match[str]) -> Span | None:
    """The name or noun before an age, without the small words before it."""
    if not match["who"]:
        return None
    words = match["who"].split()
    skipped = 0
    while words and words[0].lower() in FUNCTION_WORDS:
        skipped += 1
        words = words[1:]
    if not words or words[-1].lower() in VERBS:
        return None
    tail = match["who"].split(maxsplit=skipped)[-1] if skipped else match["who"]
    return Span(start=match.end("who") - len(tail), end=match.end("who"))


def _is_bearer(words: str) -> bool:
    """Whether an age may stand beside these words: a name, or a word for a person."""
    last = words.split()[-1]
    if last.lower() in _PERSONS:
        return True
    calendar = last.lower() in WEEKDAYS or last.lower() in MONTHS
    return last[0].isupper() and not calendar and last.lower() not in FUNCTION_WORDS


def decades_of_life(ground: Ground) -> Iterator[Figure]:
    """ "in her early 40s", "in his teens": ages as intervals."""
    for match in _IN_THEIR.finditer(ground.text, ground.start, ground.end):
        least, most = _PARTS[match["part"].lower() if match["part"] else None]
        if match["digits"] or match["word"]:
            ten = int(match["digits"]) if match["digits"] else TENS[match["word"].lower() + "y"]
            low, high = ten + least, ten + most
        else:
            low, high = (13, 19) if not match["part"] else (13, 15) if least == 0 else (16, 19)
        start = match.start("part") if match["part"] else match.start("span")
        yield Figure(
            start=start, end=match.end("span"), text=ground.text[start : match.end("span")], low=float(low),
            high=float(high), comparator="between", unit=UNIT, what=None,
        )  # fmt: skip
