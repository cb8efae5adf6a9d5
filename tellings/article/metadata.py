"""Metadata: candidates and the order of their sources; ``ranking`` decides which is taken.

Every candidate is kept with where it came from. A date is taken from what states it; the day given for a whole
folder counts only where nothing else gives one.
"""

import re
from collections.abc import Iterable, Sequence
from datetime import date
from urllib.parse import urlsplit

from tellings.article import dates
from tellings.article.dates import date_of_address, date_of_metadata, dates_of_line, is_date_line
from tellings.model import Candidate

# Best first. "sidecar" and "record" are what the user or a data set says, "feed" to "mail" what the container of
# the text says of it; "script" is the state that a page keeps for its own scripts, "given" is --published.
ORDER = (
    "record",
    "sidecar",
    "feed",
    "warc",
    "mhtml",
    "mail",
    "capture",
    "detected",
    "shown",
    "json-ld",
    "canonical",
    "meta",
    "microdata",
    "time",
    "page",
    "text",
    "title",
    "host",
    "url",
    "script",
    "given",
)
SOURCES_OF_MONTHS = ("url",)
MONTH = len("2010-09")
YEAR_OR_MONTH = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2]))?")
EITHER = re.compile(r"\[(.+),(.+)\]")


def candidate(field: str, value: str | None, source: str) -> list[Candidate]:
    """A list of the one candidate, or an empty one where ``value`` is."""
    return [Candidate(field=field, value=value.strip(), from_=source)] if value and value.strip() else []


def stated(candidates: Iterable[Candidate], field: str) -> list[Candidate]:
    """Candidates for ``field`` that may be taken, best source first, in the order they were found within a source."""
    usable = (c for c in candidates if c.field == field and (c.why in (None, "organisation") or c.rank))
    return sorted(usable, key=lambda c: ORDER.index(c.from_))


def best(candidates: Iterable[Candidate], field: str) -> str | None:
    """The value of the best candidate for ``field``."""
    return next((c.value for c in stated(candidates, field)), None)


def of_title(title: str) -> list[Candidate]:
    """Dates, where a title is really a date line ("9/10/2010 @ 1:19PM")."""
    return [dates.candidate(d, "title") for d in dates_of_line(title)] if is_date_line(title) else []


def of_address(url: str | None) -> list[Candidate]:
    """What an address tells: a day in its path, and the host as a last word on the outlet."""
    if not url:
        return []
    return [
        *candidate("published", date_of_address(url), "url"),
        *candidate("outlet", host(url), "host"),
    ]


def host(url: str) -> str | None:
    """The host of an address, without ``www.``; null where it has none."""
    try:
        name = urlsplit(url).hostname
    except ValueError:
        return None
    return name.removeprefix("www.") if name else None


def of_given(published: str | None) -> list[Candidate]:
    """The day given on the command line for saves that carry none."""
    return candidate("published", published and (date_of_metadata(published) or published), "given")


def read_by_others(first: str, other: str, candidates: Sequence[Candidate]) -> str | None:
    """The reading that a date from elsewhere agrees with, to the day or the next; null if both or none."""
    days = [c.value[:10] for c in candidates if c.field in ("published", "modified") and not EITHER.fullmatch(c.value)]
    near = [r for r in (first, other) if any(_near(r[:10], d) for d in days)]
    return near[0] if len(near) == 1 else None


def is_date(value: str) -> bool:
    """Whether a value is EDTF; a record may say "yesterday", which stays a candidate."""
    try:
        return bool(YEAR_OR_MONTH.fullmatch(value)) or date.fromisoformat(value[:10]).year > 0
    except ValueError:
        return False


def _near(a: str, b: str) -> bool:
    try:
        return abs((date.fromisoformat(a) - date.fromisoformat(b)).days) <= 1
    except ValueError:
        return False
