"""The view of a case file: everything a page or a terminal prints, in the order it prints it."""

from collections.abc import Sequence

from tellings.export import claims, dates, sections
from tellings.export.claims import ClaimView, ConflictView, OneView, UpdateView, count
from tellings.export.labels import label, note
from tellings.export.matrix import Matrix, matrix
from tellings.export.pieces import Teller, Told
from tellings.export.register import Register, anchor, paragraph_anchor, web
from tellings.export.sections import (
    FigureView,
    Moment,
    NamingView,
    NextView,
    NormView,
    PlaceView,
    QuoteView,
    ThreadView,
    WordingView,
    published,
)
from tellings.export.stemma import Stemma, stemma
from tellings.export.texts import Text, texts
from tellings.export.timeline import Line, line
from tellings.model import NOTES, Article, Candidate, CaseFile, Furniture, Record, Slice

NEARNESS = ("settlement", "region", "country")
# Questions answered at the top, and those folded away below.
HEADER, FOLDED = ("what", "when", "where"), ("who", "how", "why")


class Fact(Record, frozen=True):
    """A fact of the header; ``told`` is null where no article tells it."""

    title: str
    told: Told | None
    note: str


class Entry(Record, frozen=True):
    """A line of the contents."""

    code: str
    title: str
    note: str
    number: int | None


class Noted(Record, frozen=True):
    """An editors' note of an article: what kind, its words (none in a shared file), and where it stands."""

    kind: str
    words: str
    href: str


class Source(Record, frozen=True):
    """An article's metadata, each value as the source has it."""

    teller: Teller
    title: str
    byline: str
    published: str
    modified: str
    captured: str
    url: str
    link: str | None
    republished_from: str
    family: str
    support: str
    encoding: str
    file: str
    language: str
    furniture: str
    sha256: str
    capture_sha256: str
    candidates: tuple[tuple[str, str, str, str], ...]
    notes: tuple[Noted, ...]
    unread: str


class View(Record, frozen=True):
    """A case file as it is printed."""

    id: str
    kicker: tuple[str, ...]
    title: Told | None
    facts: tuple[Fact, ...]
    more_facts: tuple[Fact, ...]
    contents: tuple[Entry, ...]
    outlets: tuple[tuple[str, int, str], ...]
    several: tuple[ClaimView, ...]
    conflicts: tuple[ConflictView, ...]
    updates: tuple[UpdateView, ...]
    alone: tuple[OneView, ...]
    quotes: tuple[QuoteView, ...]
    figures: tuple[FigureView, ...]
    stemma: Stemma | None
    line: Line | None
    timeline: tuple[Moment, ...]
    places: tuple[PlaceView, ...]
    threads: tuple[ThreadView, ...]
    wording: tuple[WordingView, ...]
    naming: tuple[NamingView, ...]
    law: tuple[NormView, ...]
    look_up: tuple[NextView, ...]
    matrix: Matrix | None
    sources: tuple[Source, ...]
    texts: tuple[Text, ...]
    lone: bool
    share: bool
    tool: str
    built: str
    schema: str


def view(case: CaseFile) -> View:
    """All that is printed of ``case``; nothing in it is marked up, so each printer escapes for itself."""
    register = Register(case)
    moments = sections.timeline(register)
    return View(
        id=case.id,
        kicker=kicker(register),
        title=title(register),
        facts=_facts(register),
        more_facts=_more_facts(register),
        contents=_contents(case),
        outlets=tuple({t.outlet: (t.outlet, t.hue, "#" + t.anchor) for t in register.tellers.values()}.values()),
        stemma=stemma(register),
        line=line(moments),
        timeline=moments,
        wording=sections.wording(register),
        naming=sections.naming(register),
        law=sections.law(register),
        look_up=sections.look_up(register),
        matrix=matrix(register),
        sources=tuple(_source(register, a) for a in case.articles),
        texts=texts(register),
        lone=len(case.articles) == 1,
        share=case.share,
        tool=case.tool,
        built=dates.words(case.built),
        schema=case.schema,
        several=claims.several(register),
        conflicts=claims.conflicts(register),
        updates=claims.updates(register),
        alone=claims.alone(register),
        quotes=sections.quotes(register),
        figures=sections.figures(register),
        places=sections.places(register),
        threads=sections.threads(register),
    )


def title(register: Register) -> Told | None:
    """The headline: a telling, so it has its outlet and chain with it. Null in a case file without statements."""
    case = register.case
    wanted = ([case.title] if case.title else []) + list(case.happened.what)
    wanted += [s for c in case.claims[:1] for s in c.statements[:1]]
    return next((t for t in (register.told(i) for i in wanted) if t), None)


def kicker(register: Register) -> tuple[str, ...]:
    """The counts over the headline."""
    case = register.case
    outlets = len({t.outlet for t in register.tellers.values()})
    main = max((c.origins for c in case.claims if len(c.articles) > 1), default=None)
    origins = (
        () if main is None else (f"{count(main, 'stated origin') if main else 'no source stated'} at most for a claim",)
    )
    return (count(len(case.articles), "article"), count(outlets, "outlet"), published(case), *origins)


def _facts(register: Register) -> tuple[Fact, ...]:
    answers = _answers(register)
    given = [_fact(register, codes, id_) for id_, codes in answers.items() if codes[0] in HEADER]
    missing = [c for c in HEADER if not any(c in codes for codes in answers.values())]
    return (*given, *(Fact(title=label("fact", c), told=None, note="") for c in missing), _open_fact(register))


def _more_facts(register: Register) -> tuple[Fact, ...]:
    answers = _answers(register)
    return tuple(_fact(register, codes, id_) for id_, codes in answers.items() if codes[0] not in HEADER)


def _answers(register: Register) -> dict[str, list[str]]:
    """For each statement that best answers a question the questions it answers: a sentence is printed once."""
    found: dict[str, list[str]] = {}
    for code in (*HEADER, *FOLDED):
        ids: tuple[str, ...] = getattr(register.case.happened, code)
        best = next((i for i in ids if register.told(i) is not None), None)
        if best is not None:
            found.setdefault(best, []).append(code)
    return found


def _fact(register: Register, codes: list[str], id_: str) -> Fact:
    whens = [s for t in register.case.timeline for s in t.spans] if "when" in codes else []
    wheres = [s for p in register.case.places for s in p.spans] if "where" in codes else []
    told = register.told(id_, whens + wheres)
    notes = [note for code in codes if (note := _fact_note(register, code, told))]
    return Fact(title=" · ".join(label("fact", c) for c in codes), told=told, note=" · ".join(notes))


def _fact_note(register: Register, code: str, told: Told | None) -> str:
    if told is None:
        return ""

    def inside(s: Slice) -> bool:
        return s.article == told.teller.article and told.start <= s.start < told.end

    if code == "when":
        found = [dates.words(t.when) for t in register.case.timeline if any(inside(s) for s in t.spans)]
        return " · ".join(found[:2])
    if code == "where":
        places = [p for p in register.case.places if p.latitude is not None and any(inside(s) for s in p.spans)]
        # the nearest to a point first; a country says little beside a town
        places.sort(key=lambda p: NEARNESS.index(p.precision))
        places = [p for p in places if p.precision == places[0].precision]
        return " · ".join(f"{p.name}: {label('precision', p.precision)} ({p.gazetteer})" for p in places[:2])
    return ""


def _open_fact(register: Register) -> Fact:
    waiting = [t for t in register.case.open if t.state == "open"]
    told = next((register.within(_plainest(register.case, t.spans)) for t in waiting if t.spans), None)
    return Fact(
        title=label("fact", "open"), told=told, note=f"1 of {count(len(waiting), 'open thread')}" if told else ""
    )


def _plainest(case: CaseFile, spans: Sequence[Slice]) -> Slice:
    """The first of the spans without evaluative terms of its outlet, for none should head the page; else the first."""
    loaded = {(w.article, term.start) for w in case.wording for term in w.terms}
    return next((s for s in spans if not any(a == s.article and s.start <= at < s.end for a, at in loaded)), spans[0])


def _contents(case: CaseFile) -> tuple[Entry, ...]:
    several = sum(len(c.articles) > 1 for c in case.claims)
    numbers: dict[str, int | None] = {
        "several": several,
        "conflict": len(case.conflicts),
        "later": len(case.updates),
        "one": sum(len(c.articles) == 1 for c in case.claims),
        "quotes": len(case.quotes),
        "figures": len(case.figures),
        "stemma": len(case.edges),
        "timeline": len(case.timeline),
        "places": len(case.places),
        "open": sum(t.state == "open" for t in case.open),
        "wording": sum(len(w.terms) for w in case.wording),
        "law": len(case.norms),
        "next": len(case.check_next),
        "who": None,
        "sources": len(case.articles),
    }
    # between one article and itself there is nothing to compare
    left_out = {"several", "later", "who"} if len(case.articles) == 1 else set()
    return tuple(
        Entry(code=c, title=label("section", c), note=note("section", c), number=n)
        for c, n in numbers.items()
        if c not in left_out
    )


def _source(register: Register, article: Article) -> Source:
    capture = article.capture
    size = sum(f.end - f.start for f in article.furniture)
    family = next((f for f in register.case.families if article.id in f.articles and len(f.articles) > 1), None)
    root = register.tellers.get(family.root) if family and family.root != article.id else None
    return Source(
        teller=register.tellers[article.id],
        title=article.title or "",
        byline=", ".join(article.byline),
        published=dates.words(article.published) or "not stated",
        modified=dates.words(article.modified),
        captured=dates.words(article.captured_at) or "not recorded",
        url=article.url or "not recorded",
        link=web(article.url),
        republished_from=article.republished_from or "",
        family=root.name if root else "",
        support=label("support", article.support),
        encoding=(capture.encoding if capture else None) or "",
        file=(capture.path if capture else None) or "",
        language=article.language or "",
        furniture=f"{count(len(article.furniture), 'piece')}, {count(size, 'character')}"
        if article.furniture
        else "none",
        sha256=article.sha256,
        capture_sha256=(capture.sha256 if capture else None) or "",
        candidates=tuple((c.field, c.value, c.from_, _ranked(c)) for c in article.candidates),
        notes=tuple(_noted(article, f) for f in article.furniture if f.why in NOTES),
        unread="" if article.in_english else label("unread", "language"),
    )


def _ranked(candidate: Candidate) -> str:
    if candidate.rank == 1:
        return label("candidate", "taken")
    return label("candidate", candidate.why) if candidate.why else ""


def _noted(article: Article, note: Furniture) -> Noted:
    words = article.text[note.start : note.end]
    block = next((b.start for b in article.blocks if b.start <= note.start < b.end), note.start)
    return Noted(
        kind=label("furniture", note.why),
        words=words or label("unread", "shared"),
        href="#" + paragraph_anchor(article.id, block) if words else "",
    )


__all__ = ["Entry", "Fact", "Source", "View", "anchor", "kicker", "title", "view"]
