"""Likeness: how likely two statements of one story make the same claim, and why.

A logistic regression over what the two texts have in common (``similarity``) and over what only the story shows: how
rare a word is in it, what all its statements are about, when and of whom each tells. Weights stand in
``data/claim/joining.json``, once with the sentence encoder (``meant``) and once without (``worded``).
"""

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import groupby
from operator import itemgetter

import msgspec
import numpy as np
import numpy.typing as npt

from tellings.claim.blocking import Blocks, blocks
from tellings.claim.linkage import Pair
from tellings.claim.profile import Halves, Profile, Rows, Sense
from tellings.claim.similarity import DECIMALS, Model, compare, shared
from tellings.claim.telling import Story, Told, said
from tellings.language.words import content_stems

# Summed rarity within the story at which more shared words add nothing.
FULL = 30.0
# A word of every statement still weighs a little.
COMMON = 0.2
# A subject stands near the start of what is told.
OPENING = 45
# Cover of the lighter statement up to which it says nothing.
HALF_COVERED = 0.4
# What is given for verbs where one of the two statements has none.
NO_VERBS, NO_VERB = 0.5, 0.4


Weights = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Likeness:
    """A scored pair of statements."""

    score: float
    features: dict[str, float]


class Joining(msgspec.Struct, frozen=True):
    """The weights of a pair, and the nearness at which claims are joined (see ``partition``)."""

    model: Model
    join: float
    nearest: float
    join_pair: float


class Joinings(msgspec.Struct, frozen=True):
    """Both ways of joining: without the sentence encoder and with it."""

    worded: Joining
    meant: Joining


def joining(story: Story) -> Joining:
    """How the statements of a story are joined: by their meaning where the sentence encoder read them."""
    return joinings().meant if _is_read(story.told) else joinings().worded


def likenesses(story: Story, blocked: Blocks | None = None) -> dict[Pair, Likeness]:
    """Scored pairs (i, j), i < j, of a story's statements; pairs with little in common are left out.

    To the features of two texts alone comes what only the story shows. Both ways: ``shared_matter``, the weight of the
    lighter one's words that the other holds, names aside, by rarity in this story; ``other_mood``: one asks, the other
    tells. With the sentence encoder: ``held`` and ``worst`` (see ``_aligned``); ``centred``, the cosine with what the
    whole story is about taken away; ``told`` and ``told_more``, how near the content words come to those of the other,
    weighed by rarity in this story, lower and higher of both sides; ``acts`` and ``act``, the same of verbs: the lower
    of both sides, and the nearest two; ``same_times``, ``same_names``, ``other_names``, ``same_source``. Without it:
    ``alone``, the log odds of the similarity; ``cover``, the share of the lighter statement that the other holds, from
    .4 on; ``mutual``: each is the other's nearest in its article; ``matter``, as ``shared_matter`` but a share;
    ``other_subject``: each opens with a name that the other does not have.
    """
    blocked = blocked or blocks(story.told)
    model = joining(story).model
    weigh = _meant if _is_read(story.told) else _worded
    found = {}
    for pair, features in weigh(story.told, blocked.pairs):
        kept = {name: round(value, DECIMALS) for name, value in features.items()}
        found[pair] = Likeness(model.chance(kept), kept)
    return found


def _is_read(told: Sequence[Told]) -> bool:
    return bool(told) and all(t.profile.sense is not None for t in told)


# ---------------------------------------------------------------- with the sentence encoder


@dataclass(frozen=True, slots=True, eq=False)
class _Side:
    """What is compared of one statement, worked out once: its words' rows, and weights that sum to 1.

    ``rarity`` weighs the words by this story, ``weight`` by the news at large; ``verbs`` are their indexes.
    """

    words: Halves
    rarity: Weights
    weight: Weights
    verbs: npt.NDArray[np.intp]
    centred: Rows
    sources: frozenset[str]
    times: frozenset[str]


def _meant(told: Sequence[Told], pairs: Iterable[Pair]) -> Iterable[tuple[Pair, dict[str, float]]]:
    rarity, sides = _rarity(told), _sides(told)
    for i, group in groupby(pairs, key=itemgetter(0)):
        partners = [j for _, j in group]
        for j, near in zip(partners, _nearness(sides[i].words, [sides[j].words for j in partners]), strict=True):
            (a, left), (b, right) = (told[i], sides[i]), (told[j], sides[j])
            features = shared(a.profile, b.profile) | _aligned(near, left, right)
            features["meaning"] = min(max(float(_sense(a).vector @ _sense(b).vector), 0.0), 1.0)
            features["shared_matter"] = _matter(a.profile, b.profile, rarity)["shared_matter"]
            features["centred"] = max(float(left.centred @ right.centred), 0.0)
            features |= _names(a.profile.names, b.profile.names)
            features["same_times"] = float(bool(left.times & right.times))
            features["same_source"] = float(bool(left.sources & right.sources))
            features["other_mood"] = _other_mood(a, b)
            yield (i, j), features


def _sides(told: Sequence[Told]) -> list[_Side]:
    senses = [_sense(t) for t in told]
    rarity, most = _rarity(told), math.log(max(len(told), 1))
    vectors = np.array([s.vector for s in senses])
    centred = vectors - vectors.mean(axis=0)
    centred /= np.maximum(np.linalg.norm(centred, axis=1, keepdims=True), 1e-6)
    return [
        _Side(
            words=sense.words,
            rarity=_parts(np.array([rarity.get(stem, most) + COMMON for stem in sense.stems], dtype=np.float64)),
            weight=_parts(sense.weights),
            verbs=np.flatnonzero(sense.verbs),
            centred=own,
            sources=frozenset(stem for link in t.statement.attribution for stem in content_stems(link.mention.text)),
            times=frozenset(time.edtf for time in t.times if time.edtf),
        )
        for t, sense, own in zip(told, senses, centred, strict=True)
    ]


def _parts(weights: Weights) -> Weights:
    """Weights as parts of their sum."""
    return weights / max(float(weights.sum()), 1e-6)


def _nearness(words: Halves, others: Sequence[Halves]) -> Iterator[Rows]:
    """How near each word of a statement is to each of another (words × words, cosines from 0), for each of the others.

    One product for all of them: most of a story's time would else go into small ones.
    """
    near = np.maximum(words.astype(np.float32) @ np.concatenate(others).astype(np.float32).T, 0.0)
    start = 0
    for other in others:
        yield near[:, start : start + len(other)]
        start += len(other)


def _aligned(near: Rows, a: _Side, b: _Side) -> dict[str, float]:
    """How the content words of two statements lie to each other, each taken with the nearest of the other.

    ``aligned`` and ``held`` are the lower and higher of both sides' means, by weight; ``worst`` the mean of the two
    that come least near, the lower of both sides.
    """
    if not near.size:
        return dict.fromkeys(("aligned", "held", "worst", "told", "told_more", "acts", "act"), 0.0)
    best = ((near.max(axis=1), a), (near.max(axis=0), b))
    held = [min(float(found @ side.weight), 1.0) for found, side in best]
    told = [min(float(found @ side.rarity), 1.0) for found, side in best]
    acts = [float(found[side.verbs].sum()) / len(side.verbs) for found, side in best if len(side.verbs)]
    act = float(near[a.verbs[:, None], b.verbs].max()) if len(a.verbs) and len(b.verbs) else NO_VERB
    return {
        "aligned": min(held),
        "held": max(held),
        "worst": min(_least_near(found) for found, _ in best),
        "told": min(told),
        "told_more": max(told),
        "acts": min(acts, default=NO_VERBS),
        "act": act,
    }


def _least_near(found: Rows) -> float:
    """Mean of the two lowest."""
    least = sorted(found.tolist())[:2]
    return float(sum(least) / len(least))


def _sense(told: Told) -> Sense:
    assert told.profile.sense is not None
    return told.profile.sense


def _names(a: frozenset[str], b: frozenset[str]) -> dict[str, float]:
    """Dice coefficient of the names, and whether both have names and none in common."""
    shared = len(a & b)
    return {
        "same_names": 2 * shared / max(len(a) + len(b), 1),
        "other_names": float(bool(a and b) and not shared),
    }


# ---------------------------------------------------------------- without it


def _worded(told: Sequence[Told], pairs: Iterable[Pair]) -> Iterable[tuple[Pair, dict[str, float]]]:
    alone = {pair: compare(*(told[n].profile for n in pair)) for pair in pairs}
    nearest = _nearest(told, {pair: score for pair, (score, _) in alone.items()})
    rarity = _rarity(told)
    subjects = [_subject(t) for t in told]
    for (i, j), (score, features) in alone.items():
        a, b = told[i], told[j]
        features["alone"] = math.log(score / (1 - score))
        features["cover"] = max(_cover(a.profile, b.profile) - HALF_COVERED, 0.0)
        features["mutual"] = float(nearest[i, b.article.id] == j and nearest[j, a.article.id] == i)
        features |= _matter(a.profile, b.profile, rarity)
        features["other_mood"] = _other_mood(a, b)
        features["other_subject"] = float(_apart(a, subjects[i], b, subjects[j]))
        yield (i, j), features


def _nearest(told: Sequence[Told], scores: Mapping[Pair, float]) -> dict[tuple[int, str], int]:
    """For each statement and article, the most similar statement there; the first of equals."""
    best: dict[tuple[int, str], tuple[float, int]] = {}
    for (i, j), score in sorted(scores.items()):
        for number, other in ((i, j), (j, i)):
            key = (number, told[other].article.id)
            if score > best.get(key, (0.0, 0))[0]:
                best[key] = (score, other)
    return {key: other for key, (_, other) in best.items()}


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


def _cover(a: Profile, b: Profile) -> float:
    common = sum(weight for stem, weight in a.stems.items() if stem in b.stems)
    return common / max(min(a.total, b.total), 0.1)


# ---------------------------------------------------------------- both


def _other_mood(a: Told, b: Told) -> float:
    return float((a.statement.stance == "asked") != (b.statement.stance == "asked"))


def _rarity(told: Sequence[Told]) -> dict[str, float]:
    """How rare a stem is among the statements of the story: what all of them are about weighs nothing."""
    counts = Counter(stem for t in told for stem in t.profile.stems)
    return {stem: math.log(len(told) / count) for stem, count in counts.items()}


def _matter(a: Profile, b: Profile, rarity: Mapping[str, float]) -> dict[str, float]:
    lighter, other = (a, b) if a.total < b.total or (a.total == b.total and _before(a, b)) else (b, a)
    own = [stem for stem in lighter.stems if stem not in lighter.names]
    held = sum(rarity[stem] for stem in own if stem in other.stems)
    whole = sum(rarity[stem] for stem in own)
    return {"matter": held / max(whole, 0.1), "shared_matter": min(held, FULL) / FULL}


def _before(a: Profile, b: Profile) -> bool:
    """One order of two profiles of one weight, whichever comes first."""
    return bool(a.vector.tolist() <= b.vector.tolist())


@cache
def joinings() -> Joinings:
    """What stands in ``data/claim/joining.json``."""
    data = resources.files("tellings").joinpath("data", "claim", "joining.json").read_bytes()
    return msgspec.json.decode(data, type=Joinings)
