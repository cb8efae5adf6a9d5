"""Stemma: who took what from whom, as edges that each carry the words that show them.

``republishes``: a copy and the member of its family that it has its text from. ``borrows``: two articles of
different families that share a passage outside quotation. ``attributes``: an article and an origin it states.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from tellings.model import Edge, Family, Slice, Span, Statement, Telling
from tellings.origin.origins import Party, end_links
from tellings.story.borrowing import borrowings
from tellings.story.descent import SHARED_TEXT


def edges(
    tellings: Sequence[Telling],
    families: Sequence[Family],
    statements: Sequence[Statement],
    told: Mapping[str, Sequence[Party]],
) -> tuple[Edge, ...]:
    """All edges of a story, in order of kind and ends."""
    held = {t.article.id for t in tellings}
    found = [*_republishes(held, families), *_borrows(tellings, families), *_attributes(statements, told)]
    return tuple(sorted(found, key=lambda e: (e.kind, e.from_, e.to)))


def _republishes(held: set[str], families: Sequence[Family]) -> Iterator[Edge]:
    """From each copy to its giver: the passage as both have it, the giver's first; then who the copy credits."""
    for family in families:
        shared = {r.spans[-1].article: r for r in family.because if r.code in SHARED_TEXT and r.spans}
        for member in sorted(held & set(family.articles) - {family.root}):
            reason = shared.get(member)
            giver = reason.spans[0].article if reason and reason.spans[0].article != member else family.root
            credit = next(
                (r for r in family.because if r.code not in SHARED_TEXT and r.spans[0].article == member), None
            )
            spans = (*(reason.spans if reason else ()), *(credit.spans if credit else ()))
            code = credit.code if credit else reason.code if reason else "one-family"
            yield Edge(from_=member, to=giver, kind="republishes", spans=spans, because=code)


def _borrows(tellings: Sequence[Telling], families: Sequence[Family]) -> Iterator[Edge]:
    if len(families) < 2:
        return
    quoted = {t.article.id: [Span(start=q.start, end=q.end) for q in t.marks.quotations] for t in tellings}
    for one in borrowings([t.article for t in tellings], families, quoted):
        yield Edge(from_=one.taker, to=one.giver, kind="borrows", spans=one.spans, because=one.order)


def _attributes(statements: Sequence[Statement], told: Mapping[str, Sequence[Party]]) -> Iterator[Edge]:
    spans: dict[tuple[str, str], set[Slice]] = defaultdict(set)
    for statement in statements:
        link = end_links(statement.attribution)
        for party in told[statement.id]:
            if party.kind != "unstated" and link is not None:
                spans[statement.article, party.origin].add(link.mention)
    for (article, origin), shown in spans.items():
        ordered = tuple(sorted(shown, key=lambda s: (s.article, s.start, s.end)))
        yield Edge(from_=article, to=origin, kind="attributes", spans=ordered, because="stated-origin")
