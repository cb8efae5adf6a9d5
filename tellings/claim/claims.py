"""The claim step: what a story's articles tell in common, where they differ and what is still open."""

from collections.abc import Sequence

from tellings.claim import conflicts, partition
from tellings.claim.blocking import blocks
from tellings.claim.figures import figure_groups
from tellings.claim.likeness import likenesses
from tellings.claim.relations import Relations
from tellings.claim.telling import story
from tellings.claim.threads import open_threads
from tellings.claim.updates import updates
from tellings.claim.utterances import utterances
from tellings.model import Aligned, Claim, Conflict, Telling


def align(tellings: Sequence[Telling], *, fast: bool = False) -> Aligned:
    """Claims, quotes, figures, conflicts, updates and open threads of one story.

    The claims are a partition of all statements. The result does not depend on the order of ``tellings``.
    ``fast`` leaves the sentence encoder out.
    """
    relations, claims = _related(tellings, fast=fast)
    quotes = utterances(relations.story, relations.home)
    replaced = updates(relations)
    return Aligned(
        claims=tuple(claims),
        quotes=tuple(quotes),
        figures=tuple(figure_groups(relations)),
        conflicts=tuple(conflicts.conflicts(relations, quotes)),
        updates=tuple(replaced),
        open=tuple(open_threads(relations, replaced)),
    )


def contradicted(telling: Telling, others: Sequence[Telling], *, fast: bool = False) -> list[Conflict]:
    """The conflicts in which one article has a side against others, which tell of the same event."""
    relations, _ = _related([telling, *others], fast=fast)
    return conflicts.conflicts(relations, utterances(relations.story, relations.home), telling.article.id)


def _related(tellings: Sequence[Telling], *, fast: bool) -> tuple[Relations, list[Claim]]:
    told = story(tellings, fast=fast)
    blocked = blocks(told.told)
    likeness = likenesses(told, blocked)
    claims = partition.claims(partition.partition(told, likeness, blocked), likeness)
    home = {statement: claim.id for claim in claims for statement in claim.statements}
    return Relations(story=told, likeness=likeness, home=home), claims
