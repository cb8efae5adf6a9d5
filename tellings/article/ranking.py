"""Ranking: the candidates of each field in order, the one taken first, and why another was not.

A fixed order of sources decides (``metadata.ORDER``), and within a source the order in which values were found;
then evidence moves a candidate back or out. Nothing is dropped: what is not taken stays, with its reason.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple

import msgspec

from tellings.article import byline, republication
from tellings.article.metadata import EITHER, MONTH, ORDER, SOURCES_OF_MONTHS, candidate, host, is_date, read_by_others
from tellings.language.words import tokens
from tellings.model import Candidate

FIELDS = ("title", "outlet", "url", "published", "modified", "byline", "agency", "republished_from", "language")
DATES = ("published", "modified")
# Before the Web nothing was published on it; a clock set to zero says 1970.
EARLIEST = 1990
# The day on Earth begins this long before that of Greenwich, and lasts as long after.
EASTERNMOST, WESTERNMOST = timedelta(hours=14), timedelta(hours=-12)
# English is written both ways, and the press of the Philippines follows the United States.
MONTH_FIRST = ("en", "tl", "fil")
SAME_MOMENT = timedelta(minutes=1)
# Sources that state a moment by machine; and those that tell the outlet's own day, best evidence first.
DECLARED = ("json-ld", "meta", "microdata", "time", "page", "script")
LOCAL = ("time", "page", "meta", "url")


class Settled(NamedTuple):
    """All candidates, ranked, in the order of their fields and ranks."""

    candidates: tuple[Candidate, ...]

    def value(self, field: str) -> str | None:
        """The value taken for ``field``."""
        return next((c.value for c in self.candidates if c.field == field and c.rank == 1), None)

    def values(self, field: str) -> tuple[str, ...]:
        """All values taken for ``field``: names of a byline."""
        return tuple(dict.fromkeys(c.value for c in self.candidates if c.field == field and c.rank == 1))


def settle(candidates: Iterable[Candidate], captured_at: str | None = None) -> Settled:
    """Every candidate with its rank; ``captured_at`` is when the text was got, as EDTF, where that is known."""
    found = list(dict.fromkeys(candidates))
    fields = dict.fromkeys((*FIELDS, *(c.field for c in found)))
    ranked: list[Candidate] = []
    for field in fields:
        of_field = sorted((c for c in found if c.field == field), key=lambda c: ORDER.index(c.from_))
        if field in DATES:
            of_field = _dates(of_field, found, captured_at)
        elif field == "byline":
            ranked += _signed(of_field)
            continue
        elif field == "outlet":
            of_field = _outlets(of_field, found)
        elif field == "republished_from":
            of_field = _others(of_field, found)
        elif field == "title":
            of_field = sorted(of_field, key=lambda c: c.value.endswith(("…", "...")))
        ranked += _numbered([[c] for c in of_field])
    return Settled(tuple(ranked))


def _numbered(groups: Sequence[Sequence[Candidate]]) -> list[Candidate]:
    """Candidates with their ranks, those never taken last; a group shares a rank."""
    usable = [group for group in groups if group and group[0].rank != 0]
    taken = [msgspec.structs.replace(c, rank=rank) for rank, group in enumerate(usable, 1) for c in group]
    return [*taken, *(msgspec.structs.replace(c, rank=None) for g in groups for c in g if g[0].rank == 0)]


def _out(found: Candidate, why: str | None) -> Candidate:
    """A candidate that is never taken: rank 0 until it is numbered."""
    return msgspec.structs.replace(found, rank=0, why=why)


# ---------------------------------------------------------------- dates


def _dates(dates: Sequence[Candidate], found: Sequence[Candidate], captured_at: str | None) -> list[Candidate]:
    month = next((c.value for c in dates if c.from_ in SOURCES_OF_MONTHS and len(c.value) == MONTH), None)
    judged: list[Candidate] = []
    for one in _readings(dates, found):
        if EITHER.fullmatch(one.value):
            judged.append(_out(one, "two-readings"))
        elif one.from_ in SOURCES_OF_MONTHS and len(one.value) == MONTH:
            judged.append(_out(one, "month-only"))
        elif not is_date(one.value):
            judged.append(_out(one, "no-date"))
        elif one.from_ == "given" and month and not one.value.startswith(month):
            judged.append(_out(one, "other-month"))
        elif why := _out_of_time(one.value, captured_at):
            judged.append(_out(one, why))
        else:
            judged.append(one)
    return _local_first(judged)


def _readings(dates: Sequence[Candidate], found: Sequence[Candidate]) -> Iterator[Candidate]:
    """The dates, before one that reads two ways its one reading, where other evidence picks one."""
    for one in dates:
        if either := EITHER.fullmatch(one.value):
            reading = read_by_others(either.group(1), either.group(2), found) or _by_language(either.group(2), found)
            yield from [msgspec.structs.replace(one, value=reading)] if reading else []
        yield one


def _by_language(day_first: str, found: Sequence[Candidate]) -> str | None:
    """The reading of a numeric date with the day first, in a text of a language whose press writes no other."""
    language = next((c.value for c in sorted(found, key=lambda c: ORDER.index(c.from_)) if c.field == "language"), None)
    return day_first if language and language.split("-")[0] not in MONTH_FIRST else None


def _out_of_time(value: str, captured_at: str | None) -> str | None:
    """``before-1990`` or ``after-capture``; a day counts as after only where it has begun nowhere on Earth."""
    if value[:4].isdigit() and int(value[:4]) < EARLIEST:
        return "before-1990"
    got, stated = _moment(captured_at or ""), _moment(value)
    if got and stated:
        return "after-capture" if stated > got else None
    if captured_at is None or not is_date(captured_at) or len(captured_at) < len("2031-05-03"):
        return None
    # A capture's bare day may be of any zone, too.
    latest = (got + EASTERNMOST).date() if got else date.fromisoformat(captured_at[:10]) + timedelta(days=1)
    return "after-capture" if len(value) >= len("2031-05-03") and value[:10] > latest.isoformat() else None


def _local_first(judged: list[Candidate]) -> list[Candidate]:
    """The best moment in Greenwich's time stands behind the day that the page itself shows for it.

    ``2031-05-04T01:10:00Z`` is the third of May where the outlet is, if the page shows that day.
    """
    best = next((c for c in judged if c.rank != 0), None)
    declared = best is not None and best.from_ in DECLARED and best.value.endswith("Z")
    moment = _moment(best.value) if best is not None and declared else None
    if best is None or moment is None:
        return judged
    peers = [c for c in judged if c.rank != 0 and c is not best]
    same = next((c for c in peers if not c.value.endswith("Z") and _same(_moment(c.value), moment)), None)
    days = sorted((c for c in peers if c.from_ in LOCAL and len(c.value) == 10), key=lambda c: LOCAL.index(c.from_))
    local = same or (days[0] if days and _may_be_local(days[0].value, moment) else None)
    if local is None or local.value[:10] == best.value[:10]:
        return judged
    rest = [msgspec.structs.replace(c, why="day-in-utc") if c.value == best.value else c for c in judged if c != local]
    return [local, *rest]


def _same(a: datetime | None, b: datetime) -> bool:
    return a is not None and abs(a - b) < SAME_MOMENT


def _may_be_local(day: str, moment: datetime) -> bool:
    """Whether it is ``day`` somewhere at ``moment``."""
    return (moment + WESTERNMOST).date() <= date.fromisoformat(day) <= (moment + EASTERNMOST).date()


def _moment(value: str) -> datetime | None:
    """The moment of an EDTF value with time and offset; null where it has none."""
    if len(value) <= len("2031-05-03"):
        return None
    try:
        found = datetime.fromisoformat(value.replace("Z", "+00:00"))
    except ValueError:
        return None
    return found.astimezone(UTC) if found.tzinfo else None


# ---------------------------------------------------------------- names


def _signed(names: Sequence[Candidate]) -> list[Candidate]:
    """Persons of the best source that names one; desks and agencies sign only where no person does."""
    usable = [c for c in names if c.why in (None, "organisation")]
    sources = list(dict.fromkeys(c.from_ for c in usable))
    persons = [[c for c in usable if c.from_ == s and not _is_body(c)] for s in sources]
    bodies = [[c for c in usable if c.from_ == s and _is_body(c)] for s in sources]
    never = [[_out(c, c.why)] for c in names if c.why not in (None, "organisation")]
    told_by_user = bool(sources) and sources[0] in ("record", "sidecar")
    if told_by_user or not any(persons):
        alone = ([msgspec.structs.replace(c, why=None) for c in usable if c.from_ == s] for s in sources)
        return _numbered([*alone, *never])
    behind = [[msgspec.structs.replace(c, why="organisation") for c in group] for group in bodies]
    return _numbered([*(p for p in persons if p), *(b for b in behind if b), *never])


def _is_body(name: Candidate) -> bool:
    return name.why == "organisation" or byline.is_organisation(name.value)


def _outlets(outlets: Sequence[Candidate], found: Sequence[Candidate]) -> list[Candidate]:
    """What names the outlet, then the host, then a name in the text, unless that is who published it first."""
    first = {c.value for c in found if c.field == "republished_from"}
    late = ("host", "text")
    judged = [_out(c, "first-publisher") if c.from_ == "text" and c.value in first else c for c in outlets]
    return sorted(judged, key=lambda c: late.index(c.from_) + 1 if c.from_ in late else 0)


# ---------------------------------------------------------------- republication


def _others(named: Sequence[Candidate], found: Sequence[Candidate]) -> list[Candidate]:
    """Publishers other than the outlet: "The post … appeared first on Quay Weekly" stands in Quay Weekly's own feed."""
    sites = [c.value for c in found if c.field == "outlet" and c.from_ != "text"]
    return [_out(c, "outlet-itself") if is_outlet_itself(c.value, sites) else c for c in named]


def elsewhere(found: Sequence[Candidate], url: str | None) -> list[Candidate]:
    """Who published first, where the page's canonical address is another publisher's; ``url`` is the page's own."""
    here = republication.site(host(url) or "") if url else None
    if not here:
        return []
    hosts = (host(c.value) for c in found if c.field == "url" and c.from_ == "canonical")
    other = next((h for h in hosts if h and republication.site(h) not in (None, here)), None)
    return candidate("republished_from", other, "canonical")


def is_outlet_itself(name: str, sites: Sequence[str]) -> bool:
    """Whether a byline is the outlet's own name (or its host's), with or without "staff"."""
    return _letters(" ".join(t for t in tokens(name) if t not in ("staff", "reports", "team", "by"))) in _own(sites)


def is_of_outlet(name: str, sites: Sequence[str]) -> bool:
    """Whether a byline begins with the outlet's name or the outlet's with it: "CNN Business", a local edition's."""
    words = [t for t in tokens(name) if t != "the"]
    letters = _letters(name)
    return any(words[:1] == [site] or (len(letters) > 8 and site.startswith(letters)) for site in _own(sites))


def _own(sites: Sequence[str]) -> set[str]:
    """The letters of the outlet's names and hosts, none empty."""
    named = ((republication.site(s.lower()) or "") if "." in s and " " not in s else s for s in sites)
    return {letters for one in named if (letters := _letters(one))}


def _letters(name: str) -> str:
    return "".join(tokens(name)).removeprefix("the")
