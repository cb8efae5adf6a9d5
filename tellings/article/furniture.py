"""Furniture: lines that are not the outlet's telling, by the table ``tellings/data/furniture.toml``."""

import re
from functools import cache
from typing import Literal, NamedTuple

import msgspec

from tellings.article import byline, dates, notes
from tellings.article.republication import note
from tellings.language import agencies
from tellings.language.tables import load
from tellings.language.words import fold
from tellings.model import Candidate

# The longest line of furniture that a row may match; a paragraph is longer.
LONGEST = 500
LONGEST_NAME = 5
SIGNED = re.compile(r"\s*[|·•]\s*|\s+[-–—]\s+|,?\s+(?=[Bb]y )")
STATED_SOURCE = re.compile(r"(?:source|via|courtesy)|[^\W\d_]{2,9} ?[:：]", re.I)
TRIM = " \t•·*‣◦▪►▶»«|–—-_#>“”\"'‘’\u00a0\u200b"


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """A row of the table; see its head for the keys."""

    why: str
    seen: str
    is_: list[str] = msgspec.field(default_factory=list, name="is")
    starts: list[str] = []
    pattern: str | None = None
    words: int = 12
    where: Literal["head", "tail", "any"] = "any"
    ends: bool = False


class Found(NamedTuple):
    """Why a line is furniture, and what of the metadata it tells."""

    why: str
    candidates: tuple[Candidate, ...] = ()
    ends: bool = False


def furniture(line: str, head: bool, tail: bool) -> Found | None:
    """Why ``line`` is furniture, or null; ``head`` and ``tail`` say where in the text it stands."""
    if kind := notes.note(line):
        return Found(kind)
    if len(line) > LONGEST:
        return None
    bare = line.strip(TRIM)
    if not bare:
        # A rule or a row of asterisks tells nothing.
        return Found("rule")
    source = note(bare)
    # "Source: …" opens many a body line of a live page; as a note it stands at the end.
    if source and (tail or not STATED_SOURCE.match(bare)):
        told = Candidate(field="republished_from", value=source.source, from_="text")
        return Found("republication", (told,))
    if dates.is_date_line(bare):
        return Found("date-line")
    if signed := _dated_byline(bare):
        return signed
    if byline.byline(bare):
        return Found("byline", tuple(byline.told(bare, "text")))
    if (head or tail) and (mark := agencies.mark(line.strip())) and line.strip().endswith((mark.form, mark.form + ".")):
        return Found("credits", (Candidate(field="agency", value=mark.form, from_="text"),))
    return by_table(bare, head, tail)


def _dated_byline(bare: str) -> Found | None:
    """``By Ann Bo | Quay Weekly | 3 May 2031``, ``May 3, 2031 by Ann Bo``: a day and who wrote it."""
    parts = SIGNED.split(bare) if len(bare) < dates.LONGEST else []
    days = [p for p in parts if dates.is_date_line(p)]
    signed = [person for p in parts for person in byline.byline(p[:1].upper() + p[1:])]
    others = [p for p in parts if p not in days and not byline.byline(p[:1].upper() + p[1:])]
    if not days or not signed or any(len(p.split()) > LONGEST_NAME or not p[:1].isupper() for p in others):
        return None
    told = [Candidate(field="byline", value=person, from_="text") for person in signed]
    return Found("byline", (*told, *(dates.candidate(d, "text") for p in days for d in dates.dates_of_line(p))))


def by_table(bare: str, head: bool = True, tail: bool = True) -> Found | None:
    """The first row of the table that ``bare``, a line without bullets, falls under."""
    folded = fold(bare)
    words = len(folded.split())
    row = _whole().get(folded.rstrip(" .:!…"))
    if row is None:
        row = next(
            (r for start, r in _starts().get(folded[:4], ()) if words <= r.words and folded.startswith(start)), None
        )
    if row is not None and not _in_place(row, head, tail):
        row = None
    pattern_row, match = _by_pattern(bare, words, head, tail)
    row = pattern_row if pattern_row and (row is None or (match and match.lastgroup)) else row
    if row is None:
        return None
    return Found(row.why, _candidates(match) if row is pattern_row and match else (), row.ends)


def rows() -> tuple[Row, ...]:
    """The table."""
    return load("furniture.toml", "furniture", Row)


def _in_place(row: Row, head: bool, tail: bool) -> bool:
    return row.where == "any" or (head if row.where == "head" else tail)


@cache
def _whole() -> dict[str, Row]:
    return {fold(line).rstrip(" .:!…"): row for row in reversed(rows()) for line in row.is_}


@cache
def _starts() -> dict[str, tuple[tuple[str, Row], ...]]:
    """Beginnings by their first four characters, longest first."""
    found: dict[str, list[tuple[str, Row]]] = {}
    for row in rows():
        for start in row.starts:
            found.setdefault(fold(start)[:4], []).append((fold(start), row))
    return {key: tuple(sorted(value, key=lambda v: -len(v[0]))) for key, value in found.items()}


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], Row], ...]:
    return tuple((re.compile(row.pattern, re.I), row) for row in rows() if row.pattern)


def _by_pattern(bare: str, words: int, head: bool, tail: bool) -> tuple[Row | None, re.Match[str] | None]:
    ended = bare.rstrip(" .")
    for pattern, row in _patterns():
        if words <= row.words and _in_place(row, head, tail) and (match := pattern.fullmatch(ended)):
            return row, match
    return None, None


def _candidates(match: re.Match[str]) -> tuple[Candidate, ...]:
    found = []
    for group, value in match.groupdict().items():
        if not value or not value.strip():
            continue
        if group == "author":
            found += [Candidate(field="byline", value=p, from_="text") for p in byline.persons(value)]
        else:
            found.append(Candidate(field=group, value=value.strip(TRIM), from_="text"))
    return tuple(found)
