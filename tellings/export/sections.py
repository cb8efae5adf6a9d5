"""Quotes, figures, moments, places, threads, wording, law, sources as a view prints them."""

from collections import defaultdict
from collections.abc import Iterable
from functools import cache

from tellings.export import dates
from tellings.export.labels import label
from tellings.export.pieces import Teller, Told
from tellings.export.register import Register, anchor, web
from tellings.language.tables import load
from tellings.model import (
    CaseFile,
    CheckNext,
    Drift,
    FigureGroup,
    FigureValue,
    Naming,
    OpenThread,
    PlaceEntry,
    QuoteGroup,
    Record,
    Slice,
    TimelineEntry,
)

SPANS_SHOWN = 6


class Change(Record, frozen=True):
    """One drift: words of the first printing, words of another; either may be missing."""

    op: str
    before: str
    after: str


class QuoteView(Record, frozen=True):
    """One utterance in all its printings."""

    anchor: str
    who: Told | None
    same: str
    told: tuple[Told, ...]
    drift: tuple[Change, ...]


class FigureLine(Record, frozen=True):
    """One telling of a figure and how it was read."""

    told: Told
    reading: str


class FigureView(Record, frozen=True):
    """Tellings that count the same thing."""

    anchor: str
    what: Told | None
    unit: str
    lines: tuple[FigureLine, ...]


class Moment(Record, frozen=True):
    """A moment with the tellings that name it; ``machine`` is its value for a time element, or null."""

    anchor: str
    when: str
    edtf: str
    machine: str | None
    precision: str
    told: tuple[Told, ...]
    rest: tuple[Told, ...]


class PlaceView(Record, frozen=True):
    """A place as the gazetteer has it, and the words that name it."""

    name: str
    coordinates: str
    precision: str
    gazetteer: str
    timezone: str
    why: str
    others: tuple[str, ...]
    told: tuple[Told, ...]


class ThreadView(Record, frozen=True):
    """What is owed, by whom, since when; and the answer where one is told."""

    anchor: str
    answered: bool
    state: str
    act: str
    since: str
    parties: tuple[tuple[str, Told], ...]
    told: tuple[Told, ...]
    answers: tuple[Told, ...]


class WordingView(Record, frozen=True):
    """One article's own evaluative terms, with the program's word for their kind."""

    teller: Teller
    terms: tuple[tuple[Told, str], ...]


class NamingView(Record, frozen=True):
    """Same thing, different names."""

    kind: str
    names: tuple[Told, ...]


class NormView(Record, frozen=True):
    """A law cited; ``url`` is http(s) or null."""

    instrument: str
    provision: str
    url: str | None
    told: tuple[Told, ...]


class Instrument(Record, frozen=True):
    """What a page prints of a row of the catalogue."""

    key: str
    name: str
    year: int | None = None


class NextView(Record, frozen=True):
    """A source to look up, and the outlets that rest on it."""

    kind: str
    what: Told
    cited_by: tuple[str, ...]


def quotes(register: Register) -> tuple[QuoteView, ...]:
    """Utterances: those with several printings first."""
    groups = sorted(register.case.quotes, key=lambda g: len(g.variants) < 2)
    return tuple(q for q in (_quote(register, g) for g in groups) if q.told)


def figures(register: Register) -> tuple[FigureView, ...]:
    """Figures: those told more than once first."""
    groups = sorted(register.case.figures, key=lambda g: len(g.values) < 2)
    return tuple(f for f in (_figure(register, g) for g in groups) if f.lines)


def timeline(register: Register) -> tuple[Moment, ...]:
    """Moments in the order of the file, which is that of time."""
    return tuple(_moment(register, entry) for entry in register.case.timeline)


def places(register: Register) -> tuple[PlaceView, ...]:
    """Places in the order of the file."""
    return tuple(_place(register, entry) for entry in register.case.places)


def threads(register: Register) -> tuple[ThreadView, ...]:
    """Threads in the order of the file: open ones first."""
    return tuple(_thread(register, t) for t in register.case.open)


def wording(register: Register) -> tuple[WordingView, ...]:
    """Evaluative terms by article; each with its place and the chain of the statement that holds it."""
    found = []
    for entry in register.case.wording:
        if entry.article not in register.tellers or not entry.terms:
            continue
        slices = [(Slice(article=entry.article, start=t.start, end=t.end, text=t.text), t.kind) for t in entry.terms]
        terms = [(register.slice(s), label("wording", kind)) for s, kind in slices]
        found.append(WordingView(teller=register.tellers[entry.article], terms=tuple((t, k) for t, k in terms if t)))
    return tuple(found)


def naming(register: Register) -> tuple[NamingView, ...]:
    """What each outlet calls the same person, body or claim."""
    return tuple(n for n in (_naming(register, entry) for entry in register.case.naming) if n.names)


def law(register: Register) -> tuple[NormView, ...]:
    """Laws cited."""
    return tuple(
        NormView(
            instrument=_instruments().get(norm.instrument) or label("instrument", norm.instrument),
            provision=norm.provision or "",
            url=web(norm.url),
            told=_distinct(register.within(s) for s in norm.spans[:SPANS_SHOWN]),
        )
        for norm in register.case.norms
    )


def look_up(register: Register) -> tuple[NextView, ...]:
    """Sources named but not held."""
    return tuple(n for n in (_next(register, entry) for entry in register.case.check_next) if n)


def published(case: CaseFile) -> str:
    """First to last date of publication in words; empty where no article is dated."""
    found = sorted({a.published[:10] for a in case.articles if a.published})
    if not found:
        return ""
    start, end = dates.words(found[0]), dates.words(found[-1])
    return start if start == end else f"{start} to {end}"


def _quote(register: Register, group: QuoteGroup) -> QuoteView:
    marks = [s for d in group.drift for s in (d.from_, d.to) if s]
    actor = register.actors.get(group.actor or "")
    return QuoteView(
        anchor=anchor("q", group.id),
        who=register.slice(actor.label) if actor else None,
        same=label("same", group.same) if group.same else "",
        told=tuple(t for t in (register.quoted(v, marks) for v in group.variants) if t),
        drift=tuple(dict.fromkeys(_change(d) for d in group.drift)),
    )


def _change(drift: Drift) -> Change:
    return Change(
        op=label("drift", drift.op),
        before=drift.from_.text if drift.from_ else "",
        after=drift.to.text if drift.to else "",
    )


def _figure(register: Register, group: FigureGroup) -> FigureView:
    slices = [(v, Slice(article=v.article, start=v.start, end=v.end, text=v.text)) for v in group.values]
    told = [(v, register.within(s)) for v, s in slices]
    return FigureView(
        anchor=anchor("g", group.id),
        what=register.slice(group.what),
        unit=label("unit", group.unit) if group.unit else "",
        lines=tuple(FigureLine(told=t, reading=_reading(v)) for v, t in told if t),
    )


def _reading(value: FigureValue) -> str:
    bounds = [_digits(n) for n in (value.low, value.high) if n is not None]
    between = " to ".join(dict.fromkeys(bounds))
    words = label("comparator", value.comparator) if len(set(bounds)) < 2 else ""
    read = " ".join(p for p in (words, between) if p)
    return read + (f", as of {dates.words(value.as_of)}" if value.as_of else "")


def _digits(number: float) -> str:
    return f"{number:,.0f}" if number == int(number) else f"{number:,.4f}".rstrip("0")


def _moment(register: Register, entry: TimelineEntry) -> Moment:
    held = {h.id for h in (register.holder(s) for s in entry.spans) if h}
    told = register.told_all([i for i in entry.statements if i in held], entry.spans)
    loose = _distinct(register.slice(s) for s in entry.spans if register.holder(s) is None)
    everyone = told + loose
    return Moment(
        anchor=anchor("t", entry.id),
        when=dates.words(entry.when),
        edtf=entry.when,
        machine=dates.machine(entry.when),
        precision=label("precision", entry.precision),
        told=everyone[:3],
        rest=everyone[3:],
    )


def _place(register: Register, entry: PlaceEntry) -> PlaceView:
    return PlaceView(
        name=entry.name,
        coordinates=_coordinates(entry),
        precision=label("precision", entry.precision) if entry.latitude is not None else "",
        gazetteer=entry.gazetteer,
        timezone=entry.timezone or "",
        why=label("place", entry.why),
        others=tuple(f"{c.name}, {c.country}" for c in entry.candidates),
        told=_distinct(register.slice(s) for s in entry.spans)[:SPANS_SHOWN],
    )


def _coordinates(entry: PlaceEntry) -> str:
    if entry.latitude is None or entry.longitude is None:
        return label("place", entry.why)
    north = f"{abs(entry.latitude):.4f}° {'S' if entry.latitude < 0 else 'N'}"
    east = f"{abs(entry.longitude):.4f}° {'W' if entry.longitude < 0 else 'E'}"
    return f"{north}, {east}"


def _thread(register: Register, thread: OpenThread) -> ThreadView:
    parties = [("by", thread.by), ("of", thread.of), ("what", thread.what)]
    named = [(role, register.slice(s)) for role, s in parties]
    return ThreadView(
        anchor=anchor("o", thread.id),
        answered=thread.state == "answered",
        state=label("state", thread.state),
        act=label("act", thread.act),
        since=dates.words(thread.since),
        parties=tuple((role, told) for role, told in named if told),
        told=_distinct(register.within(s) for s in thread.spans),
        answers=register.told_all(thread.answered_by),
    )


@cache
def _instruments() -> dict[str, str]:
    """Names of the catalogue's instruments by key, with their year."""
    rows = load("norms.toml", "instrument", Instrument)
    return {row.key: f"{row.name} ({row.year})" if row.year else row.name for row in rows}


def _naming(register: Register, entry: Naming) -> NamingView:
    by_outlet: defaultdict[tuple[str, str], Told] = defaultdict()
    for told in (register.slice(s) for s in entry.names):
        if told:
            by_outlet.setdefault((told.teller.outlet, told.text), told)
    actor = register.actors.get(entry.referent)
    return NamingView(kind=label("actor", actor.kind) if actor else "claim", names=tuple(by_outlet.values()))


def _next(register: Register, entry: CheckNext) -> NextView | None:
    what = register.slice(entry.what)
    if what is None:
        return None
    cited = dict.fromkeys(register.tellers[a].outlet for a in entry.cited_by if a in register.tellers)
    return NextView(kind=label("next", entry.kind), what=what, cited_by=tuple(cited))


def _distinct(told: Iterable[Told | None]) -> tuple[Told, ...]:
    """Tellings once per article and words."""
    found: dict[tuple[str, str, str], Told] = {}
    for t in told:
        if t:
            found.setdefault((t.teller.article, t.text, t.href), t)
    return tuple(found.values())
