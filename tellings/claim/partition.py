"""Claims: a partition of a story's statements into those that say the same thing.

Scored pairs (``likeness``) are joined by average linkage, so that a claim holds
together as a whole. Two statements of one article that look alike usually tell two things, so they are
joined only where one repeats the other. Near-verbatim sentences of two articles always count as alike.
"""

from collections.abc import Iterator, Mapping, Sequence

from tellings.claim.blocking import Blocks
from tellings.claim.identity import content_id
from tellings.claim.likeness import Likeness, joining
from tellings.claim.linkage import Pair, average_linkage
from tellings.claim.telling import Story, Told
from tellings.model import Claim, ClaimLink

# Within one article only repeats are joined: Dice coefficient from which they are.
REPEAT = 0.7
# A heading may sum up a sentence of its own article: score from which it does.
HEADING = 0.75
# Statements of less weight (a lone name, "he said") tell too little to be joined by likeness.
LEAST_TOLD = 6.0
VERBATIM = 0.9
MOST_LINKS = 60
# Stances of who wants something done.
ASKING = frozenset(("asked", "demanded"))
# Quotations of two speakers are one claim only where they are much the same words: Dice coefficient.
SAME_WORDS = 0.5


def partition(story: Story, likeness: Mapping[Pair, Likeness], blocked: Blocks | None = None) -> list[list[Told]]:
    """Statements by claim, each statement in one; claims and statements in story order.

    Statements that are copies in ``blocked`` go where the first in their words goes.
    """
    copies = blocked.copies if blocked else {}
    scores = {
        pair: _joining(story.told[pair[0]], story.told[pair[1]], like)
        for pair, like in likeness.items()
        if pair[1] not in copies
    }
    by = joining(story)
    counted = {pair: score for pair, score in scores.items() if score > 0}
    groups = average_linkage(len(story.told), counted, by.join, by.nearest, by.join_pair)
    home = {number: group[0] for group in groups for number in group}
    joined: dict[int, list[Told]] = {}
    for told in story.told:
        joined.setdefault(home[copies.get(told.number, told.number)], []).append(told)
    return list(joined.values())


def claims(groups: Sequence[Sequence[Told]], likeness: Mapping[Pair, Likeness]) -> list[Claim]:
    """The claims with the links that joined their statements, best first."""
    home = {t.number: place for place, group in enumerate(groups) for t in group}
    inside: dict[int, list[Pair]] = {}
    for i, j in likeness:
        if home[i] == home[j]:
            inside.setdefault(home[i], []).append((i, j))
    return [
        Claim(
            id=claim_id(group),
            statements=tuple(t.id for t in group),
            articles=tuple(sorted({t.article.id for t in group})),
            links=tuple(_links(group, inside.get(place, []), likeness)),
        )
        for place, group in enumerate(groups)
    ]


def claim_id(group: Sequence[Told]) -> str:
    """Id of a claim: a digest of its statements' ids."""
    return content_id("c-", sorted(t.id for t in group))


def _joining(a: Told, b: Told, like: Likeness) -> float:
    """What a pair counts in the linkage: its score, 0 where it must not join."""
    if like.features["dice"] >= VERBATIM and not like.features["other_figures"]:
        return 1.0
    if min(a.profile.total, b.profile.total) < LEAST_TOLD or _asks_and_tells(a, b):
        return 0.0
    if like.features["dice"] < SAME_WORDS and _of_two_speakers(a, b):
        return 0.0
    if a.article.id == b.article.id:
        if a.heading or b.heading:
            return like.score if like.score >= HEADING else 0.0
        repeats = like.features["dice"] >= REPEAT and not like.features["other_figures"]
        return like.score if repeats else 0.0
    return like.score


def _asks_and_tells(a: Told, b: Told) -> bool:
    """True where one asks for what the other tells, denies or foretells: a log demanded is not a log handed over."""
    stances = {a.statement.stance, b.statement.stance}
    return bool(stances & ASKING) and bool(stances - ASKING)


def _of_two_speakers(a: Told, b: Told) -> bool:
    """True where both are quoted and named apart: what two persons say they saw or shouted are two tellings."""
    return bool(a.quotes and b.quotes and a.sources and b.sources) and not a.sources & b.sources


def _links(group: Sequence[Told], pairs: Sequence[Pair], likeness: Mapping[Pair, Likeness]) -> Iterator[ClaimLink]:
    """The strongest links of a claim, every statement's best among them."""
    scored = [(likeness[p].score, p) for p in pairs]
    ids = {t.number: t.id for t in group}
    ranked = sorted(scored, key=lambda s: (-s[0], s[1]))
    best: dict[int, Pair] = {}
    for _, pair in ranked:
        for number in pair:
            best.setdefault(number, pair)
    needed = set(best.values())
    for place, (_, (i, j)) in enumerate(ranked):
        if place < MOST_LINKS or (i, j) in needed:
            like = likeness[i, j]
            yield ClaimLink(a=ids[i], b=ids[j], score=like.score, features=like.features)
