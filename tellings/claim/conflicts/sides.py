"""Sides of a conflict: the words in dispute, and the statements and quotes that hold them."""

from collections.abc import Iterable, Sequence

from tellings.claim.identity import content_id
from tellings.claim.relations import Relations
from tellings.claim.telling import Told
from tellings.model import Conflict, ConflictKind, Side, Slice

# A side names this many statements at most; the rest stand in the claim.
MOST = 5


def side(value: Slice | None, told: Iterable[Told]) -> Side:
    """A side with its statements in story order, and the quotes that hold the value."""
    ordered = [t for _, t in sorted({t.number: t for t in told}.items())]
    quotes = [
        q.id
        for t in ordered
        for q in t.quotes
        if value is not None and value.article == q.article and q.start <= value.start and value.end <= q.end
    ]
    return Side(value=value, statements=tuple(t.id for t in ordered[:MOST]), quotes=tuple(quotes[:MOST]))


def conflict(
    kind: ConflictKind, why: str, sides: Sequence[Side], relations: Relations, told: Iterable[Told]
) -> Conflict:
    """A conflict of the kind; its claim is that of the statements where they share one."""
    ordered = sorted(sides, key=lambda s: (s.statements, s.quotes))
    parts = [part for s in ordered for part in (*s.statements, "/", *s.quotes, _place(s.value), "|")]
    return Conflict(
        id=content_id("k-", (kind, why, *parts)),
        kind=kind,
        claim=relations.claim_of(*told),
        sides=tuple(ordered),
        why=why,
    )


def _place(value: Slice | None) -> str:
    return f"{value.article}:{value.start}:{value.end}" if value else ""
