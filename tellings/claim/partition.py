"""Claims: a partition of a story's statements into those that say the same thing.

Pairs that share enough weighty words are scored, then joined by average linkage, so that a claim holds
together as a whole. Two statements of one article that look alike usually tell two things, so they are
joined only where one repeats the other. Near-verbatim sentences of two articles always count as alike.
"""

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from tellings.claim.blocking import Blocks, blocks
from tellings.claim.identity import content_id
from tellings.claim.linkage import Pair, average_linkage
from tellings.claim.profile import Profile
from tellings.claim.similarity import DECIMALS, compare
from tellings.claim.telling import Story, Told, said
from tellings.language.words import content_stems
from tellings.model import Claim, ClaimLink

# Nearness at which statements are one claim: the mean score with a share of the best.
JOIN = 0.45
NEAREST = 0.3
# Two statements alone need more than one that joins several.
JOIN_PAIR = 0.5
# Evidence (log odds) from the features that only a story shows, on top of what the two texts alone give;
# fitted on pairs of unlabelled public stories that were read and judged one by one (docs/claims.md).
ALONE = 0.92
COVER = 1.1
MUTUAL = 0.75
MATTER = 2.4
SHARED = 4.4
MOOD = -3.2
SUBJECT = -1.4
STORY = -1.95
# Summed rarity within the story at which more shared words add nothing.
FULL = 30.0
# A subject stands near the start of what is told.
OPENING = 45
# Within one article only repeats are joined: Dice coefficient from which they are.
REPEAT = 0.7
# A heading may sum up a sentence of its own article: score from which it does.
HEADING = 0.75
# Statements of less weight (a lone name, "he said") tell too little to be joined by likeness.
LEAST_TOLD = 6.0
VERBATIM = 0.9
MOST_LINKS = 60


@dataclass(frozen=True, slots=True)
class Likeness:
    """A scored pair of statements."""

    score: float
    features: dict[str, float]


def likenesses(story: Story, blocked: Blocks | None = None) -> dict[Pair, Likeness]:
    """Scored pairs (i, j), i < j, of a story's statements; pairs with little in common are left out.

    To the features of two texts alone come those that only a story shows: ``cover``, the share of the
    lighter statement that the other holds; ``mutual``: each is the other's nearest in its article;
    ``matter`` and ``shared_matter``: the share and the weight of the lighter one's words that the other holds,
    names aside, weighed by their rarity in this story; ``other_mood``: one asks, the other tells;
    ``other_subject``: each opens with a name that the other does not have.
    """
    blocked = blocked or blocks(story.told)
    alone = {pair: compare(*(story.told[n].profile for n in pair)) for pair in blocked.pairs}
    nearest = _nearest(story.told, {pair: score for pair, (score, _) in alone.items()})
    rarity = _rarity(story.told)
    subjects = [_subject(t) for t in story.told]
    found = {}
    for (i, j), (score, features) in alone.items():
        a, b = story.told[i], story.told[j]
        mutual = nearest[i, b.article.id] == j and nearest[j, a.article.id] == i
        features |= {"cover": _cover(a.profile, b.profile), "mutual": float(mutual)}
        features |= _matter(a.profile, b.profile, rarity)
        features["other_mood"] = float((a.statement.stance == "asked") != (b.statement.stance == "asked"))
        features["other_subject"] = float(_apart(a, subjects[i], b, subjects[j]))
        found[i, j] = Likeness(_score(score, features), features)
    return found


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
    groups = average_linkage(len(story.told), {p: s for p, s in scores.items() if s > 0}, JOIN, NEAREST, JOIN_PAIR)
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


def _nearest(told: Sequence[Told], scores: Mapping[Pair, float]) -> dict[tuple[int, str], int]:
    """For each statement and article, the most similar statement there; the first of equals."""
    best: dict[tuple[int, str], tuple[float, int]] = {}
    for (i, j), score in sorted(scores.items()):
        for number, other in ((i, j), (j, i)):
            key = (number, told[other].article.id)
            if score > best.get(key, (0.0, 0))[0]:
                best[key] = (score, other)
    return {key: other for key, (_, other) in best.items()}


def _rarity(told: Sequence[Told]) -> dict[str, float]:
    """How rare a stem is among the statements of the story: what all of them are about weighs nothing."""
    counts = Counter(stem for t in told for stem in t.profile.stems)
    return {stem: math.log(len(told) / count) for stem, count in counts.items()}


def _subject(told: Told) -> frozenset[str]:
    """Stems of the person or body named first, where that opens what is told; empty where none does."""
    text = said(told.statement)
    for name in told.names:
        place = name.start - told.statement.start
        if name.kind in ("person", "organisation") and place < OPENING and text[place].strip():
            return frozenset(content_stems(name.text))
    return frozenset()


def _apart(a: Told, subject: frozenset[str], b: Told, other: frozenset[str]) -> bool:
    return bool(subject and other) and not subject & b.stems and not other & a.stems


def _matter(a: Profile, b: Profile, rarity: Mapping[str, float]) -> dict[str, float]:
    lighter, other = (a, b) if (a.total, a.vector.tolist()) <= (b.total, b.vector.tolist()) else (b, a)
    own = [stem for stem in lighter.stems if stem not in lighter.names]
    held = sum(rarity[stem] for stem in own if stem in other.stems)
    whole = sum(rarity[stem] for stem in own)
    return {
        "matter": round(held / max(whole, 0.1), DECIMALS),
        "shared_matter": round(min(held, FULL) / FULL, DECIMALS),
    }


def _score(alone: float, features: Mapping[str, float]) -> float:
    evidence = (
        STORY
        + ALONE * math.log(alone / (1 - alone))
        + COVER * max(features["cover"] - 0.4, 0)
        + MUTUAL * features["mutual"]
        + MATTER * features["matter"]
        + SHARED * features["shared_matter"]
        + MOOD * features["other_mood"]
        + SUBJECT * features["other_subject"]
    )
    return round(1 / (1 + math.exp(-evidence)), DECIMALS)


def _cover(a: Profile, b: Profile) -> float:
    common = sum(weight for stem, weight in a.stems.items() if stem in b.stems)
    return round(common / max(min(a.total, b.total), 0.1), DECIMALS)


def _joining(a: Told, b: Told, like: Likeness) -> float:
    """What a pair counts in the linkage: its score, 0 where it must not join."""
    if like.features["dice"] >= VERBATIM and not like.features["other_figures"]:
        return 1.0
    if min(a.profile.total, b.profile.total) < LEAST_TOLD:
        return 0.0
    if a.article.id == b.article.id:
        if a.heading or b.heading:
            return like.score if like.score >= HEADING else 0.0
        repeats = like.features["dice"] >= REPEAT and not like.features["other_figures"]
        return like.score if repeats else 0.0
    return like.score


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
