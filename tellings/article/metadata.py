"""Metadata: of all candidates for a field, the one taken, and why another was not.

Every candidate is kept with where it came from; a fixed order of sources decides. A date is taken from
what states it; the day given for a whole folder counts only where nothing else gives one.
"""

import re
from collections.abc import Iterable, Sequence
from datetime import date
from urllib.parse import urlsplit

from tellings.article import dates
from tellings.article.dates import date_of_address, date_of_metadata, dates_of_line, is_date_line
from tellings.model import Candidate

# Best first. "sidecar" and "record" are what the user or a data set says, "feed" to "mail" what the container of
# the text says of it; "given" is --published.
ORDER = (
    "record",
    "sidecar",
    "feed",
    "warc",
    "mhtml",
    "mail",
    "shown",
    "json-ld",
    "meta",
    "time",
    "page",
    "text",
    "title",
    "host",
    "url",
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
    """Candidates for ``field``, best source first, in the order they were found within a source."""
    return sorted((c for c in candidates if c.field == field), key=lambda c: ORDER.index(c.from_))


def best(candidates: Iterable[Candidate], field: str) -> str | None:
    """The value of the best candidate for ``field``."""
    return next((c.value for c in stated(candidates, field)), None)


def day(candidates: Sequence[Candidate], field: str) -> str | None:
    """The best date for ``field``: EDTF; one that reads two ways only where other evidence picks one."""
    month: str | None = None
    for found in stated(candidates, field):
        if either := EITHER.fullmatch(found.value):
            if value := _read_by_others(either.group(1), either.group(2), candidates):
                return value
        elif found.from_ in SOURCES_OF_MONTHS and len(found.value) == MONTH:
            # An address often has no more than the month: that is no day, but it rules days out.
            month = month or found.value
        elif _is_date(found.value) and not (found.from_ == "given" and month and not found.value.startswith(month)):
            return found.value
    return None


def persons(candidates: Iterable[Candidate]) -> tuple[str, ...]:
    """Bylines of the best source that gives any."""
    found = stated(candidates, "byline")
    return tuple(dict.fromkeys(c.value for c in found if c.from_ == found[0].from_))


def outlet(candidates: Sequence[Candidate]) -> str | None:
    """The outlet; a name that only the text mentions is not taken where it is who published it first."""
    first = best(candidates, "republished_from")
    found = stated(candidates, "outlet")
    named = [c for c in found if c.from_ not in ("text", "host")]
    for source in (named, [c for c in found if c.from_ == "host"], [c for c in found if c.from_ == "text"]):
        for one in source:
            if one.from_ != "text" or one.value != first:
                return one.value
    return None


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


def _read_by_others(first: str, other: str, candidates: Sequence[Candidate]) -> str | None:
    """The reading that a date from elsewhere agrees with, to the day or the next; null if both or none."""
    days = [c.value[:10] for c in candidates if c.field in ("published", "modified") and not EITHER.fullmatch(c.value)]
    near = [r for r in (first, other) if any(_near(r[:10], d) for d in days)]
    return near[0] if len(near) == 1 else None


def _is_date(value: str) -> bool:
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
