"""Provenance: for a story's statements and claims, who is behind them and how many that makes.

tellings → actors → origins → standing; and beside them the stemma and what to look up next
"""

from collections import Counter
from collections.abc import Mapping, Sequence

import msgspec

from tellings.model import Aligned, Family, Link, Provenance, QuoteGroup, Statement, Telling
from tellings.origin.actors import Cast, cast
from tellings.origin.check_next import check_next
from tellings.origin.origins import Party, origin_records, parties
from tellings.origin.standing import standing
from tellings.origin.stemma import edges


def trace(tellings: Sequence[Telling], families: Sequence[Family], aligned: Aligned) -> Provenance:
    """Statements, claims and quotes with origins and actors filled in, and what follows from them.

    The order of ``tellings`` changes nothing. Raises nothing.
    """
    people = cast(tellings)
    told = parties(tellings, families, people)
    spoken = [s for t in sorted(tellings, key=lambda t: t.article.id) for s in t.speech.statements]
    statements = tuple(_sourced(s, people, told[s.id]) for s in spoken)
    by_id = {s.id: s for s in statements}
    return Provenance(
        statements=statements,
        claims=tuple(standing(claim, by_id, told, families) for claim in aligned.claims),
        quotes=tuple(_spoken_by(group, tellings, people) for group in aligned.quotes),
        origins=origin_records({s.id: s.article for s in statements}, told),
        edges=edges(tellings, families, statements, told),
        actors=people.actors,
        check_next=check_next(tellings, people),
    )


def _sourced(statement: Statement, people: Cast, ends: Sequence[Party]) -> Statement:
    chain = tuple(_with_actor(link, people) for link in statement.attribution)
    return msgspec.structs.replace(statement, attribution=chain, origins=tuple(sorted({p.origin for p in ends})))


def _with_actor(link: Link, people: Cast) -> Link:
    found = _actors(link, people)
    return msgspec.structs.replace(link, actor=found[0]) if found else link


def _actors(link: Link, people: Cast) -> tuple[str, ...]:
    return people.speakers.get((link.mention.article, link.mention.start, link.mention.end), ())


_TEXTS = frozenset({"document", "recording", "outlet", "own"})


def _spoken_by(group: QuoteGroup, tellings: Sequence[Telling], people: Cast) -> QuoteGroup:
    """The group with its speaker: the actor that most printings name, the first of them where even."""
    chains: Mapping[str, Sequence[Link]] = {q.id: q.chain for t in tellings for q in t.speech.quotes}
    named: Counter[str] = Counter()
    for variant in group.variants:
        place = variant.speaker
        found = people.speakers.get((place.article, place.start, place.end), ()) if place else ()
        for link in chains.get(variant.id, ()):
            # A text's words are its issuer's; an employee's, though nobody names her, are not the narrator's.
            found = found or _actors(link, people)
            if link.kind not in _TEXTS:
                break
        named.update(found[:1])
    if not named:
        return group
    return msgspec.structs.replace(group, actor=named.most_common(1)[0][0])
