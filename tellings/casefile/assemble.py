"""Assemble: everything that was found about a story, as one case file in one fixed order.

Nothing is decided here but order: articles by date, claims by how much they are told, the rest by
where it stands.
"""

from collections import defaultdict
from collections.abc import Sequence
from typing import TypeVar, get_args

import msgspec

from tellings.casefile.happened import happened, scenes, title
from tellings.casefile.naming import naming
from tellings.casefile.share import shared
from tellings.casefile.timeline import timeline
from tellings.casefile.wording import wording
from tellings.claim.identity import content_id
from tellings.model import (
    SCHEMA,
    Aligned,
    Article,
    CaseFile,
    Claim,
    Family,
    FigureGroup,
    NormEntry,
    Place,
    PlaceEntry,
    PlaceReason,
    Provenance,
    QuoteGroup,
    Settings,
    Slice,
    Statement,
    Telling,
)
from tellings.story.identity import collection_id
from tellings.version import __version__

Key = TypeVar("Key")


def assemble(
    tellings: Sequence[Telling],
    families: Sequence[Family],
    aligned: Aligned,
    provenance: Provenance,
    settings: Settings,
    built: str | None = None,
    share: bool = False,
) -> CaseFile:
    """The case file of one story; the order of ``tellings`` changes nothing.

    ``built`` is an EDTF date or null. With ``share`` whole articles are left out (casefile/share.py).
    """
    tellings = sorted(tellings, key=lambda t: _by_date(t.article))
    order = {t.article.id: number for number, t in enumerate(tellings)}
    told = scenes(tellings, provenance)
    case = CaseFile(
        schema=SCHEMA,
        id=collection_id("s", [t.article.id for t in tellings]),
        title=title(told),
        built=built,
        tool=f"tellings {__version__}",
        share=False,
        settings=settings,
        articles=_articles(tellings, families),
        happened=happened(told),
        statements=_statements(provenance.statements, order),
        claims=_claims(provenance, order),
        origins=provenance.origins,
        families=tuple(sorted(families, key=lambda f: (-len(f.articles), order[f.root], f.id))),
        edges=provenance.edges,
        quotes=_quotes(provenance.quotes, order),
        figures=_figures(aligned.figures, order),
        timeline=timeline(tellings),
        places=_places(tellings),
        conflicts=tuple(sorted(aligned.conflicts, key=lambda c: (c.kind, c.id))),
        updates=tuple(sorted(aligned.updates, key=lambda u: (u.kind, u.id))),
        open=tuple(sorted(aligned.open, key=lambda o: (o.state != "open", _first(o.spans, order), o.id))),
        norms=_norms(tellings),
        wording=wording(tellings),
        naming=naming(tellings, provenance),
        actors=provenance.actors,
        check_next=provenance.check_next,
    )
    return shared(case) if share else case


def _by_date(article: Article) -> tuple[str, str]:
    # "~" sorts after every date: an article without one stands last
    return article.published or "~", article.id


def _articles(tellings: Sequence[Telling], families: Sequence[Family]) -> tuple[Article, ...]:
    family_of = {a: f.id for f in families for a in f.articles}
    return tuple(msgspec.structs.replace(t.article, family=family_of.get(t.article.id)) for t in tellings)


def _statements(statements: Sequence[Statement], order: dict[str, int]) -> tuple[Statement, ...]:
    return tuple(sorted(statements, key=lambda s: (order[s.article], s.start, s.end)))


def _claims(provenance: Provenance, order: dict[str, int]) -> tuple[Claim, ...]:
    """Most told first, then by the place where it is first told."""
    place = {s.id: (order[s.article], s.start) for s in provenance.statements}

    def rank(claim: Claim) -> tuple[int, int, tuple[int, int], str]:
        return -len(claim.articles), -claim.origins, min(place[s] for s in claim.statements), claim.id

    return tuple(sorted(provenance.claims, key=rank))


def _quotes(quotes: Sequence[QuoteGroup], order: dict[str, int]) -> tuple[QuoteGroup, ...]:
    def rank(group: QuoteGroup) -> tuple[int, tuple[int, int], str]:
        return -len(group.variants), min((order[v.article], v.start) for v in group.variants), group.id

    return tuple(sorted(quotes, key=rank))


def _figures(figures: Sequence[FigureGroup], order: dict[str, int]) -> tuple[FigureGroup, ...]:
    def rank(group: FigureGroup) -> tuple[int, tuple[int, int], str]:
        return -len(group.values), min((order[v.article], v.start) for v in group.values), group.id

    return tuple(sorted(figures, key=rank))


def _first(spans: Sequence[Slice], order: dict[str, int]) -> tuple[int, int]:
    return min(((order[s.article], s.start) for s in spans), default=(0, 0))


# Reasons for a place, the strongest first.
_REASONS = get_args(PlaceReason)


def _places(tellings: Sequence[Telling]) -> tuple[PlaceEntry, ...]:
    found: dict[tuple[str, float | None, float | None, str, str], list[tuple[Place, Slice]]] = defaultdict(list)
    for telling in tellings:
        for place in telling.marks.places:
            key = (place.name, place.latitude, place.longitude, place.precision, place.gazetteer)
            found[key].append((place, telling.article.slice(place.start, place.end)))
    entries = [_place(list(map(str, key)), mentions) for key, mentions in found.items()]
    return tuple(sorted(entries, key=lambda e: (-len(e.spans), e.name, e.id)))


def _place(key: Sequence[str], mentions: Sequence[tuple[Place, Slice]]) -> PlaceEntry:
    # Words beside one mention settle it for all.
    place = min((p for p, _ in mentions), key=lambda p: _REASONS.index(p.why))
    return PlaceEntry(
        id=content_id("p", key),
        name=place.name,
        latitude=place.latitude,
        longitude=place.longitude,
        precision=place.precision,
        gazetteer=place.gazetteer,
        timezone=place.timezone,
        spans=tuple(s for _, s in mentions),
        why=place.why,
        candidates=place.candidates,
    )


def _norms(tellings: Sequence[Telling]) -> tuple[NormEntry, ...]:
    spans: dict[tuple[str, str | None], list[Slice]] = defaultdict(list)
    url: dict[tuple[str, str | None], str | None] = {}
    for telling in tellings:
        for norm in telling.marks.norms:
            spans[norm.instrument, norm.provision].append(telling.article.slice(norm.start, norm.end))
            url[norm.instrument, norm.provision] = norm.url
    entries = [
        NormEntry(
            id=content_id("l", [instrument, provision or ""]),
            instrument=instrument,
            provision=provision,
            url=url[instrument, provision],
            spans=tuple(found),
        )
        for (instrument, provision), found in spans.items()
    ]
    return tuple(sorted(entries, key=lambda e: (-len(e.spans), e.instrument, e.provision or "", e.id)))
