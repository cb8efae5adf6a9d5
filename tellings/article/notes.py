"""Editors' notes: corrections, clarifications, notes on updates; by the table ``tellings/data/notes.toml``."""

import re
from functools import cache
from typing import Literal

import msgspec

from tellings.language.tables import load
from tellings.language.words import fold

# A correction may explain itself at length, but is no longer than a long paragraph.
LONGEST = 1_500


class Row(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A row of the table; see its head for the keys."""

    why: Literal["correction", "clarification", "update-note", "editors-note"]
    seen: list[str]
    starts: list[str] = []
    heads: list[str] = []
    about: str | None = None


@cache
def rows() -> tuple[Row, ...]:
    """The table."""
    return load("notes.toml", "note", Row)


def note(line: str) -> str | None:
    """What kind of editors' note ``line`` is (a code), or null where it is none."""
    if len(line) > LONGEST:
        return None
    folded = fold(line).lstrip(" *•([_-–—\"'")
    for row, pattern in _patterns():
        if pattern.match(folded):
            return row.why
    return None


def heads(line: str) -> str | None:
    """What kind of editors' note stands below ``line``, where it is the head of one."""
    return _heads().get(fold(line).strip(" *:.—–-_"))


@cache
def _heads() -> dict[str, str]:
    return {fold(head): row.why for row in rows() for head in row.heads}


@cache
def _patterns() -> tuple[tuple[Row, re.Pattern[str]], ...]:
    return tuple((row, re.compile("|".join(_parts(row)))) for row in rows())


def _parts(row: Row) -> list[str]:
    starts = [re.escape(fold(start)) for start in row.starts]
    return [*starts, *([f"(?:{fold(row.about)})"] if row.about else [])]
