"""Timeline: the moments that the texts name, each once, with every place that names it.

A clock time gets an offset from UTC only where the text says whose clock it is: a place in the same
sentence, or "local" beside the time (then the place that the article names most).
"""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from tellings.casefile.stretches import before, beginning_in
from tellings.claim.identity import content_id
from tellings.model import Place, Slice, Telling, Time, TimelineEntry

Precision = Literal["minute", "hour", "day", "month", "season", "year", "interval"]
# A clock time without an offset: "2026-01-27T11:00".
_CLOCK = re.compile(r"(\d{4}-\d\d-\d\d)T(\d\d):(\d\d)(?::\d\d)?")
_LOCAL = re.compile(r"\blocal(?:ly)?\b", re.I)
_FIRST_SEASON = 21


def timeline(tellings: Sequence[Telling]) -> tuple[TimelineEntry, ...]:
    """Entries in order of time; a moment that no date can be given for is left out."""
    spans: dict[str, set[Slice]] = defaultdict(set)
    statements: dict[str, set[str]] = defaultdict(set)
    for telling in tellings:
        for time in telling.marks.times:
            spoken = telling.speech.statements
            holding = before(spoken, time.start)
            told = {s.id for s in beginning_in(spoken, time.start, time.end)}
            told |= {holding.id} if holding is not None and time.start < holding.end else set()
            # a time that no statement holds is a date line: when it was written, not what happened
            if time.edtf is None or not told:
                continue
            when = zoned(telling, time)
            spans[when].add(telling.article.slice(time.start, time.end))
            statements[when] |= told
    return tuple(_entry(when, spans[when], statements[when]) for when in sorted(spans))


def precision(edtf: str) -> Precision:
    """How exact an EDTF value is; an unspecified part (``X``) counts as not given."""
    if "/" in edtf or "{" in edtf or "[" in edtf:
        return "interval"
    value = re.sub(r"[~?%]", "", edtf)
    if "T" in value:
        return "minute" if ":" in value.split("T")[1] else "hour"
    parts = value.split("-")
    if len(parts) == 3 and "X" not in parts[2]:
        return "day"
    if len(parts) > 1 and "X" not in parts[1]:
        return "season" if int(parts[1]) >= _FIRST_SEASON else "month"
    return "year"


def zoned(telling: Telling, time: Time) -> str:
    """The time's EDTF value, with the offset of its place where the text says which place's clock it is."""
    value = time.edtf or ""
    clock = _CLOCK.fullmatch(value)
    zone = _zone(telling, time) if clock else None
    if clock is None or zone is None:
        return value
    try:
        offset = datetime.fromisoformat(f"{clock[1]}T{clock[2]}:{clock[3]}").replace(tzinfo=ZoneInfo(zone))
    except (ZoneInfoNotFoundError, ValueError):
        return value
    return value + offset.isoformat()[-6:]


def _zone(telling: Telling, time: Time) -> str | None:
    """The one zone of the places in the time's sentence; of the article's chief place where "local" says so."""
    text = telling.article.text
    sentence = before(telling.marks.sentences, time.start)
    if sentence is None or sentence.end <= time.start:
        return None
    settled = [p for p in telling.marks.places if p.precision == "settlement" and p.timezone]
    here = {p.timezone for p in settled if sentence.start <= p.start < sentence.end}
    if len(here) == 1:
        return here.pop()
    if here or not _LOCAL.search(text, time.start, min(sentence.end, time.end + 20)):
        return None
    return _chief_zone(settled)


def _chief_zone(settled: Sequence[Place]) -> str | None:
    counted = Counter(p.timezone for p in settled)
    ranked = sorted(counted.items(), key=lambda c: (-c[1], c[0] or ""))
    return ranked[0][0] if ranked and (len(ranked) == 1 or ranked[0][1] > ranked[1][1]) else None


def _entry(when: str, spans: set[Slice], statements: set[str]) -> TimelineEntry:
    return TimelineEntry(
        id=content_id("t", [when]),
        when=when,
        precision=precision(when),
        spans=tuple(sorted(spans, key=lambda s: (s.article, s.start, s.end))),
        statements=tuple(sorted(statements)),
    )
