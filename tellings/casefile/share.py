"""Share: a case file that others may have, without the articles, whose texts are other people's.

Texts, blocks and furniture are left out, and so are claims that one article tells and nothing else in the
file points to: all statements together would be the whole articles again. What stays is slices with
their places, and the hashes by which ``verify`` checks them against one's own captures. No words around
a slice are kept.
"""

import msgspec

from tellings.model import CaseFile, Claim


def shared(case: CaseFile) -> CaseFile:
    """``case`` without whole articles."""
    claims = _kept_claims(case)
    statements = {s for claim in claims for s in claim.statements}
    told = tuple(s for s in case.statements if s.id in statements)
    origins = {o for s in told for o in s.origins}
    return msgspec.structs.replace(
        case,
        share=True,
        articles=tuple(msgspec.structs.replace(a, text="", blocks=(), furniture=()) for a in case.articles),
        statements=told,
        claims=claims,
        origins=tuple(o for o in case.origins if o.id in origins),
        edges=tuple(e for e in case.edges if e.kind != "attributes" or e.to in origins),
        timeline=tuple(
            msgspec.structs.replace(entry, statements=tuple(s for s in entry.statements if s in statements))
            for entry in case.timeline
        ),
    )


def _kept_claims(case: CaseFile) -> tuple[Claim, ...]:
    pointed_at = _pointed_at(case)
    named = {c.claim for c in case.conflicts} | {u.claim for u in case.updates} | {n.referent for n in case.naming}
    return tuple(
        claim
        for claim in case.claims
        if len(claim.articles) > 1 or claim.conflicts or claim.id in named or pointed_at & set(claim.statements)
    )


def _pointed_at(case: CaseFile) -> set[str]:
    """Statements that another part of the file needs."""
    answers = case.happened
    found = {*answers.who, *answers.what, *answers.when, *answers.where, *answers.how, *answers.why}
    found |= {case.title} if case.title else set()
    for conflict in case.conflicts:
        found |= {s for side in conflict.sides for s in side.statements}
    for update in case.updates:
        found |= {*update.from_.statements, *update.to.statements}
    for thread in case.open:
        found |= set(thread.answered_by)
    return found
