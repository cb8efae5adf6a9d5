"""Similarity: how likely two pieces of text tell the same thing, and why.

A logistic regression over six features, each from 0 to 1. Its weights are trained on public pairs by
``training/claim_similarity/train.py`` and stand in ``data/claim/similarity.json``; the card beside it
says on what and how well.
"""

import math
from functools import cache
from importlib import resources

import msgspec
import numpy as np

from tellings.claim.background import Background
from tellings.claim.profile import Profile, profile

FEATURES = ("cosine", "shared", "soft", "dice", "same_figures", "other_figures")
# Weight of shared words at which more of them add nothing.
FULL = 40.0
# Cosine below which two different words have nothing in common.
FLOOR = 0.35
DECIMALS = 4

GENERAL = Background()


class Model(msgspec.Struct, frozen=True):
    """Weights by feature and the intercept."""

    intercept: float
    weights: dict[str, float]


def similarity(a: str, b: str) -> tuple[float, dict[str, float]]:
    """Score from 0 to 1 that two texts tell the same, without context, and the features behind it."""
    return compare(profile(a, GENERAL), profile(b, GENERAL))


def compare(a: Profile, b: Profile) -> tuple[float, dict[str, float]]:
    """Score and features of two profiles made against one background; symmetric, rounded."""
    values = features(a, b)
    model = _model()
    evidence = model.intercept + sum(model.weights[name] * value for name, value in values.items())
    return round(1.0 / (1.0 + math.exp(-evidence)), DECIMALS), values


def features(a: Profile, b: Profile) -> dict[str, float]:
    """The features by name.

    ``cosine`` of the static vectors; ``shared`` weight of shared stems, full at 40; ``soft`` share of
    either's words that the other holds or nearly holds, the lower of the two; ``dice`` of the weighted
    stems; ``same_figures`` and ``other_figures``: a number in common, or numbers in both and none common.
    """
    common = sum(weight for stem, weight in a.stems.items() if stem in b.stems)
    numbers = bool(a.numbers & b.numbers)
    values = {
        "cosine": max(float(np.dot(a.vector, b.vector)), 0.0),
        "shared": min(common, FULL) / FULL,
        "soft": _soft(a, b),
        "dice": 2 * common / (a.total + b.total) if common else 0.0,
        "same_figures": float(numbers),
        "other_figures": float(bool(a.numbers and b.numbers) and not numbers),
    }
    return {name: round(value, DECIMALS) for name, value in values.items()}


def _soft(a: Profile, b: Profile) -> float:
    if not a.stems or not b.stems:
        return 0.0
    near = a.rows @ b.rows.T
    near[near < FLOOR] = 0.0
    places = {stem: k for k, stem in enumerate(b.stems)}
    for i, stem in enumerate(a.stems):
        if stem in places:
            near[i, places[stem]] = 1.0
    left = float(near.max(axis=1) @ a.weights) / a.total
    right = float(near.max(axis=0) @ b.weights) / b.total
    return max(min(left, right, 1.0), 0.0)


@cache
def _model() -> Model:
    data = resources.files("tellings").joinpath("data", "claim", "similarity.json").read_bytes()
    return msgspec.json.decode(data, type=Model)
