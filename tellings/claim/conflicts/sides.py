"""Sides of a conflict: the words in dispute, and the statements and quotes that hold them."""

from collections.abc import Iterable, Sequence

from tellings.claim.identity import content_id
from tellings.claim.relations import Relations
from tellings.claim.telling import Told
from tellings.language.words import fold
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


def merged(found: Iterable[Conflict], relations: Relations) -> list[Conflict]:
    """Conflicts with those made one that set the same words of the same claims against each other.

    So a copy of an article stands beside its original and opens no dispute of its own.
    """
    groups: dict[tuple[object, ...], list[Conflict]] = {}
    for one in found:
        groups.setdefault((one.kind, one.why, *sorted(_matter(s, relations) for s in one.sides)), []).append(one)
    return [_merge(group, relations) for group in groups.values()]


def _merge(group: Sequence[Conflict], relations: Relations) -> Conflict:
    if len(group) == 1:
        return group[0]
    sides: dict[tuple[str, str], list[Side]] = {}
    for one in group:
        for each in one.sides:
            sides.setdefault(_matter(each, relations), []).append(each)
    joined = [_one_side(same, relations) for same in sides.values()]
    told = [relations.story.by_id[i] for s in joined for i in s.statements]
    return conflict(group[0].kind, group[0].why, joined, relations, told)


def _one_side(same: Sequence[Side], relations: Relations) -> Side:
    ids = {i for s in same for i in s.statements}
    ordered = sorted(ids, key=lambda i: relations.story.by_id[i].number)
    first = min(same, key=lambda s: relations.story.by_id[s.statements[0]].number if s.statements else -1)
    quotes = dict.fromkeys(q for s in same for q in s.quotes)
    return Side(value=first.value, statements=tuple(ordered[:MOST]), quotes=tuple(sorted(quotes)[:MOST]))


def _matter(one: Side, relations: Relations) -> tuple[str, str]:
    """What a side says and of which claim."""
    words = fold(one.value.text) if one.value else ""
    return words, relations.home[one.statements[0]] if one.statements else ""


def _place(value: Slice | None) -> str:
    return f"{value.article}:{value.start}:{value.end}" if value else ""
