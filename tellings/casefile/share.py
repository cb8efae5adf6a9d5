"""Share: a case file that others may have, without the articles, whose texts are other people's.

Texts, blocks and furniture are left out. All statements together would be the whole articles again, so
claims are kept until half of an article's words are in: first the title and those that a conflict, an
update or a thread needs (these always), then those that answer who, what, when and so on, then those most
told. A claim of one article that nothing points to is left out, and so is every figure, date, place and
citation that stood in it: its words may not be shown without whom they are from. What stays is slices
with their places, and the hashes by which ``verify`` checks them against one's own captures. No words
around a slice are kept.
"""

from collections import Counter
from collections.abc import Sequence

from msgspec.structs import replace

from tellings.model import NOTES, Article, CaseFile, Claim, FigureValue, Happened, Slice, Statement

Homes = dict[str, list[Statement]]  # statements by article

# How much of an article's text its shared statements may make up.
MOST = 0.5


def shared(case: CaseFile) -> CaseFile:
    """``case`` without whole articles."""
    claims = _kept_claims(case)
    statements = {s for claim in claims for s in claim.statements}
    told = tuple(s for s in case.statements if s.id in statements)
    homes = _by_article(told)
    origins = {o for s in told for o in s.origins}
    figures = (replace(g, values=tuple(v for v in g.values if _holder(homes, v))) for g in case.figures)
    places = (replace(p, spans=_held(homes, p.spans)) for p in case.places)
    norms = (replace(n, spans=_held(homes, n.spans)) for n in case.norms)
    moments = (
        replace(m, spans=_held(homes, m.spans), statements=tuple(s for s in m.statements if s in statements))
        for m in case.timeline
    )
    return replace(
        case,
        share=True,
        articles=tuple(_without_text(a) for a in case.articles),
        happened=_only(case.happened, statements),
        statements=told,
        claims=claims,
        origins=tuple(o for o in case.origins if o.id in origins),
        edges=tuple(e for e in case.edges if e.kind != "attributes" or e.to in origins),
        figures=tuple(g for g in figures if g.values),
        places=tuple(p for p in places if p.spans),
        norms=tuple(n for n in norms if n.spans),
        timeline=tuple(m for m in moments if m.spans),
    )


def _without_text(article: Article) -> Article:
    """An article without its text; that it carries a correction stays told, by its place."""
    notes = tuple(f for f in article.furniture if f.why in NOTES)
    return replace(article, text="", blocks=(), furniture=notes)


def _by_article(statements: Sequence[Statement]) -> Homes:
    homes: Homes = {}
    for statement in statements:
        homes.setdefault(statement.article, []).append(statement)
    return homes


def _held(homes: Homes, spans: Sequence[Slice]) -> tuple[Slice, ...]:
    return tuple(span for span in spans if _holder(homes, span))


def _holder(homes: Homes, span: Slice | FigureValue) -> Statement | None:
    """The statement in which ``span`` stands, if any."""
    return next((s for s in homes.get(span.article, ()) if s.start <= span.start and span.end <= s.end), None)


def _kept_claims(case: CaseFile) -> tuple[Claim, ...]:
    needed, answers = _needed(case), _answers(case.happened)
    length = {s.id: (s.article, s.end - s.start) for s in case.statements}
    room = {a.id: MOST * len(a.text) for a in case.articles}

    def rank(claim: Claim) -> int:
        told = set(claim.statements)
        return 0 if told & needed or claim.id in needed else 1 if told & answers else 2

    kept: set[str] = set()
    # Sorting keeps the file's order, most told first, among claims of one rank.
    for claim in sorted(case.claims, key=rank):
        if rank(claim) == 2 and len(claim.articles) == 1:
            continue
        words = Counter[str]()
        for statement in claim.statements:
            article, letters = length[statement]
            words[article] += letters
        if rank(claim) == 0 or all(letters <= room[article] for article, letters in words.items()):
            kept.add(claim.id)
            room = {article: left - words[article] for article, left in room.items()}
    return tuple(claim for claim in case.claims if claim.id in kept)


def _needed(case: CaseFile) -> set[str]:
    """Claims and statements that the title, a conflict, an update, an answered thread or a naming points to."""
    found = {n.referent for n in case.naming} | {case.title or ""}
    for conflict in case.conflicts:
        found |= {conflict.claim or "", *(s for side in conflict.sides for s in side.statements)}
    for update in case.updates:
        found |= {update.claim or "", *update.from_.statements, *update.to.statements}
    homes = _by_article(case.statements)
    for thread in case.open:
        found |= {*thread.answered_by, *(h.id for span in thread.spans if (h := _holder(homes, span)))}
    return found


def _answers(happened: Happened) -> set[str]:
    return {*happened.who, *happened.what, *happened.when, *happened.where, *happened.how, *happened.why}


def _only(happened: Happened, statements: set[str]) -> Happened:
    def kept(answers: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(s for s in answers if s in statements)

    return Happened(
        who=kept(happened.who),
        what=kept(happened.what),
        when=kept(happened.when),
        where=kept(happened.where),
        how=kept(happened.how),
        why=kept(happened.why),
    )
