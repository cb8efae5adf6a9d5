"""References: what a case file says of its own parts must hold.

Every id must name a record of its kind, statements must be parted into claims, and what is counted must
agree with what stands there to be counted.
"""

from collections import Counter
from collections.abc import Iterable, Iterator

from tellings.model import CaseFile, Claim

Finding = tuple[str, str]


def reference_faults(case: CaseFile) -> Iterator[Finding]:
    """JSON path and fault of every id that names nothing and every count that does not hold."""
    ids = _ids(case)
    for kind, where, named in _references(case):
        if named not in ids[kind]:
            yield where, f"names no {kind} of this file ({named})."
    yield from _doubled(case)
    yield from _partition_faults(case)
    yield from _standing_faults(case)


def _ids(case: CaseFile) -> dict[str, set[str]]:
    held = {
        "article": {a.id for a in case.articles},
        "statement": {s.id for s in case.statements},
        "claim": {c.id for c in case.claims},
        "origin": {o.id for o in case.origins},
        "family": {f.id for f in case.families},
        "actor": {a.id for a in case.actors},
        "conflict": {c.id for c in case.conflicts},
        "quote": {v.id for group in case.quotes for v in group.variants} | {q.id for q in case.quotes},
    }
    return held | {"source": held["article"] | held["origin"], "referent": held["actor"] | held["claim"]}


def _references(case: CaseFile) -> Iterator[tuple[str, str, str]]:
    """Kind, JSON path and id of every reference."""
    yield from _one("statement", "$.title", case.title)
    for question in ("who", "what", "when", "where", "how", "why"):
        yield from _many("statement", f"$.happened.{question}", getattr(case.happened, question))
    yield from _told(case)
    yield from _counted(case)
    yield from _disputed(case)
    yield from _listed(case)


def _told(case: CaseFile) -> Iterator[tuple[str, str, str]]:
    for n, article in enumerate(case.articles):
        yield from _one("family", f"$.articles[{n}].family", article.family)
    for n, statement in enumerate(case.statements):
        yield from _one("article", f"$.statements[{n}].article", statement.article)
        yield from _many("origin", f"$.statements[{n}].origins", statement.origins)
        for m, link in enumerate(statement.attribution):
            yield from _one("actor", f"$.statements[{n}].attribution[{m}].actor", link.actor)
    for n, group in enumerate(case.quotes):
        yield from _one("actor", f"$.quotes[{n}].actor", group.actor)


def _counted(case: CaseFile) -> Iterator[tuple[str, str, str]]:
    for n, claim in enumerate(case.claims):
        at = f"$.claims[{n}]"
        yield from _many("statement", f"{at}.statements", claim.statements)
        yield from _many("article", f"{at}.articles", claim.articles)
        yield from _many("family", f"{at}.families", claim.families)
        yield from _many("conflict", f"{at}.conflicts", claim.conflicts)
        for m, link in enumerate(claim.links):
            yield from _many("statement", f"{at}.links[{m}]", (link.a, link.b))
    for n, origin in enumerate(case.origins):
        yield from _one("actor", f"$.origins[{n}].actor", origin.actor)
        yield from _many("article", f"$.origins[{n}].articles", origin.articles)
    for n, family in enumerate(case.families):
        yield from _many("article", f"$.families[{n}].articles", (family.root, *family.articles))
    for n, edge in enumerate(case.edges):
        yield from _many("source", f"$.edges[{n}]", (edge.from_, edge.to))


def _disputed(case: CaseFile) -> Iterator[tuple[str, str, str]]:
    for n, conflict in enumerate(case.conflicts):
        yield from _one("claim", f"$.conflicts[{n}].claim", conflict.claim)
        for m, side in enumerate(conflict.sides):
            yield from _many("statement", f"$.conflicts[{n}].sides[{m}].statements", side.statements)
            yield from _many("quote", f"$.conflicts[{n}].sides[{m}].quotes", side.quotes)
    for n, update in enumerate(case.updates):
        yield from _one("claim", f"$.updates[{n}].claim", update.claim)
        yield from _many("statement", f"$.updates[{n}].from.statements", update.from_.statements)
        yield from _many("statement", f"$.updates[{n}].to.statements", update.to.statements)


def _listed(case: CaseFile) -> Iterator[tuple[str, str, str]]:
    for n, thread in enumerate(case.open):
        yield from _many("statement", f"$.open[{n}].answered_by", thread.answered_by)
    for n, entry in enumerate(case.timeline):
        yield from _many("statement", f"$.timeline[{n}].statements", entry.statements)
    for n, wording in enumerate(case.wording):
        yield from _one("article", f"$.wording[{n}].article", wording.article)
    for n, naming in enumerate(case.naming):
        yield from _one("referent", f"$.naming[{n}].referent", naming.referent)
    for n, item in enumerate(case.check_next):
        yield from _many("article", f"$.check_next[{n}].cited_by", item.cited_by)


def _one(kind: str, where: str, named: str | None) -> Iterator[tuple[str, str, str]]:
    if named is not None:
        yield kind, where, named


def _many(kind: str, where: str, named: Iterable[str]) -> Iterator[tuple[str, str, str]]:
    for n, name in enumerate(named):
        yield kind, f"{where}[{n}]", name


def _doubled(case: CaseFile) -> Iterator[Finding]:
    for section in ("articles", "statements", "claims", "origins", "families", "actors", "conflicts"):
        for name, times in sorted(Counter(record.id for record in getattr(case, section)).items()):
            if times > 1:
                yield f"$.{section}", f"the id {name} stands {times} times."


def _partition_faults(case: CaseFile) -> Iterator[Finding]:
    """Each statement is in exactly one claim, and a claim's articles are those of its statements."""
    homes = Counter(s for claim in case.claims for s in claim.statements)
    article_of = {s.id: s.article for s in case.statements}
    for n, statement in enumerate(case.statements):
        if homes[statement.id] != 1:
            yield f"$.statements[{n}].id", f"is in {homes[statement.id]} claims, not in one."
    for n, claim in enumerate(case.claims):
        told_by = {article_of[s] for s in claim.statements if s in article_of}
        if set(claim.articles) != told_by:
            yield f"$.claims[{n}].articles", "are not the articles of its statements."


def _standing_faults(case: CaseFile) -> Iterator[Finding]:
    stated = {o.id for o in case.origins if o.kind != "unstated"}
    origins_of = {s.id: set(s.origins) & stated for s in case.statements}
    for n, claim in enumerate(case.claims):
        named: set[str] = set().union(*(origins_of.get(s, set()) for s in claim.statements))
        if claim.origins > len(named) or (named and not claim.origins):
            yield f"$.claims[{n}].origins", f"counts {claim.origins}; its statements name {len(named)}."
        if claim.standing != _standing(claim):
            yield (
                f"$.claims[{n}].standing",
                f"is {claim.standing}; articles and origins make it {_standing(claim)}.",
            )


def _standing(claim: Claim) -> str:
    if claim.origins >= 2:
        return "corroborated"
    return "repeated" if len(claim.articles) > 1 else "single"
