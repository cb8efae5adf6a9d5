"""Republication notes: lines that say who published a text first."""

import re
from functools import cache
from typing import NamedTuple

import msgspec

from tellings.language.tables import load


class Note(NamedTuple):
    """Who is named as first publisher, with the place of the name in the line."""

    source: str
    start: int
    end: int


class Row(msgspec.Struct, frozen=True):
    """A row of ``tellings/data/republication.toml``."""

    pattern: str
    seen: str
    source: str


LONGEST_LINE = 400
LONGEST_NAME = 8
# Where a publisher's name ends: at a date, a licence, a new clause.
END = re.compile(
    r"[.;!?](?:\s|$)|\s*[,(\[|]|\s(?:on|under|and|with|as|in|at|by|which|where|who|here|for|the original)\s|"
    r"\s[–—-]\s|\s(?:january|february|march|april|may|june|july|august|september|october|november|december)\s\d|\s\d",
    re.I,
)


def note(line: str) -> Note | None:
    """The republication note that ``line`` is, or null."""
    if len(line) > LONGEST_LINE:
        return None
    for pattern in _patterns():
        if (match := pattern.match(line)) and (found := _name(match)):
            return found
    return None


def rows() -> tuple[Row, ...]:
    """The table."""
    return load("republication.toml", "republication", Row)


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(rf"\W{{0,4}}{row.pattern}", re.I) for row in rows())


def _name(match: re.Match[str]) -> Note | None:
    words = match["source"]
    end = END.search(words)
    name = (words[: end.start()] if end else words).rstrip(" .…”\"')]*_")
    lead = len(name) - len(name.lstrip(" “\"'([*_"))
    name = name.lstrip(" “\"'([*_")
    # A publisher's name begins with a capital or is an address; "source: officials said" is neither.
    if not name or len(name.split()) > LONGEST_NAME or not (_capital(name) or "." in name):
        return None
    start = match.start("source") + lead
    return Note(name, start, start + len(name))


def _capital(name: str) -> bool:
    words = name.split()
    first = words[1] if words[0].lower() == "the" and len(words) > 1 else words[0]
    return first[0].isupper() or first[0].isdigit()


# Hosts that keep other publishers' pages as they are; a copy there is no republication.
MIRRORS = ("ampproject.org", "googleusercontent.com", "web.archive.org", "archive.org", "translate.goog", "archive.ph")
GENERIC = ("co", "com", "org", "net", "gov", "edu", "ac", "or", "ne", "go", "gob", "gov")


def site(host: str) -> str | None:
    """The name by which a host's site goes (``quay`` of ``www.quay.co.uk``); null for a mirror of other sites."""
    if any(host == mirror or host.endswith("." + mirror) for mirror in MIRRORS):
        return None
    labels = host.lower().split(".")
    if len(labels) > 2 and len(labels[-1]) == 2 and labels[-2] in GENERIC:
        return labels[-3]
    return labels[-2] if len(labels) > 1 else labels[0]
