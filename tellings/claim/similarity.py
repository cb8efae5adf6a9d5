"""Similarity: how likely two pieces of text tell the same thing, and why.

A logistic regression over a few features, each from 0 to 1. Its weights are trained on public pairs by
``training/claim_similarity/train.py`` and stand in ``data/claim/similarity.json``, once with the sentence encoder's
features (``meant``) and once without (``worded``); the card beside it says on what and how well.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib import resources
from itertools import repeat

import msgspec
import numpy as np
import numpy.typing as npt

from tellings.claim.background import Background
from tellings.claim.profile import Profile, Reading, Rows, Sense, profile, squeezed
from tellings.language.english import encoder

WORDED = ("cosine", "shared", "soft", "dice", "same_figures", "other_figures")
MEANT = ("meaning", "aligned", "shared", "dice", "same_figures", "other_figures")
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

    def chance(self, values: Mapping[str, float]) -> float:
        """Score from 0 to 1 of a pair with these features."""
        evidence = self.intercept + sum(weight * values[name] for name, weight in self.weights.items())
        return round(1.0 / (1.0 + math.exp(-evidence)), DECIMALS)


class Models(msgspec.Struct, frozen=True):
    """The weights without the sentence encoder and with it."""

    worded: Model
    meant: Model


def similarity(a: str, b: str, *, fast: bool = False) -> tuple[float, dict[str, float]]:
    """Score from 0 to 1 that two texts tell the same, without context, and the features behind it.

    ``fast`` leaves the sentence encoder out, as does a machine where it is not installed.
    """
    first, second = readings((a, b), fast=fast)
    return compare(profile(a, GENERAL, first), profile(b, GENERAL, second))


def readings(texts: Sequence[str], *, fast: bool = False) -> Iterator[Reading | None]:
    """How the sentence encoder reads each text, in order; nothing where it is left out or not installed."""
    if fast or not encoder.PACKAGE.installed():
        return repeat(None, len(texts))
    read = [squeezed(text) for text in texts]
    return map(Reading, read, encoder.encode(read))


def compare(a: Profile, b: Profile) -> tuple[float, dict[str, float]]:
    """Score and features of two profiles made against one background; symmetric, rounded."""
    values = features(a, b)
    model = _models().meant if "meaning" in values else _models().worded
    return model.chance(values), values


def features(a: Profile, b: Profile) -> dict[str, float]:
    """The features by name.

    Of the words alone: ``shared`` weight of shared stems, full at 40; ``dice`` of the weighted stems;
    ``same_figures`` and ``other_figures``: a number in common, or numbers in both and none common.

    With the sentence encoder: ``meaning``, the cosine of the two texts; ``aligned``, the weighted mean of how near each
    content word of one comes to any of the other (as in Zhang and others 2020), the lower of both sides. Without it
    ``cosine`` of the static vectors, and ``soft``: share of either's words that the other holds or nearly holds, the
    lower of the two.
    """
    values = shared(a, b)
    if a.sense is not None and b.sense is not None:
        values = _meant(a.sense, b.sense) | values
    else:
        values = {"cosine": max(float(np.dot(a.vector, b.vector)), 0.0), "soft": _soft(a, b)} | values
    return {name: round(value, DECIMALS) for name, value in values.items()}


def shared(a: Profile, b: Profile) -> dict[str, float]:
    """The features of the words alone (see ``features``), not rounded."""
    common = sum(weight for stem, weight in a.stems.items() if stem in b.stems)
    numbers = bool(a.numbers & b.numbers)
    return {
        "shared": min(common, FULL) / FULL,
        "dice": 2 * common / (a.total + b.total) if common else 0.0,
        "same_figures": float(numbers),
        "other_figures": float(bool(a.numbers and b.numbers) and not numbers),
    }


def _meant(a: Sense, b: Sense) -> dict[str, float]:
    meaning = min(max(float(np.dot(a.vector, b.vector)), 0.0), 1.0)
    if not len(a.words) or not len(b.words):
        return {"meaning": meaning, "aligned": 0.0}
    # Always multiplied in one order, so that the order of the two cannot turn a last digit.
    a, b = sorted((a, b), key=lambda s: (s.stems, *s.vector[:2].tolist()))
    near = np.clip(a.words.astype(np.float32) @ b.words.astype(np.float32).T, 0.0, 1.0)
    aligned = min(weighted(near.max(axis=1), a.weights), weighted(near.max(axis=0), b.weights))
    return {"meaning": meaning, "aligned": aligned}


def weighted(values: Rows, weights: npt.NDArray[np.float64]) -> float:
    """Weighted mean of values from 0 to 1; 0 where nothing weighs."""
    return min(float(values @ weights) / max(float(weights.sum()), 1e-6), 1.0)


def _soft(a: Profile, b: Profile) -> float:
    if not a.stems or not b.stems:
        return 0.0
    near = a.rows() @ b.rows().T
    near[near < FLOOR] = 0.0
    places = {stem: k for k, stem in enumerate(b.stems)}
    for i, stem in enumerate(a.stems):
        if stem in places:
            near[i, places[stem]] = 1.0
    left = float(near.max(axis=1) @ a.weights) / a.total
    right = float(near.max(axis=0) @ b.weights) / b.total
    return max(min(left, right, 1.0), 0.0)


@cache
def _models() -> Models:
    data = resources.files("tellings").joinpath("data", "claim", "similarity.json").read_bytes()
    return msgspec.json.decode(data, type=Models)
