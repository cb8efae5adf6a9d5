"""Join: how likely a pair of articles is of one story, learned from labelled news.

A linear score over `pairs.FEATURES`, fitted by ``python -m training.story_join.train`` (logistic regression,
scaled so that 0 is unrelated and 1 the same); weights and limits stand in ``data/story/join.json``, and
docs/grouping.md says how well it holds on sets that it was not fitted on.
"""

import math
from functools import cache
from importlib import resources

import msgspec
import numpy as np

from tellings.errors import TableError
from tellings.story.pairs import FEATURES, Matrix

_FILE = ("data", "story", "join.json")
DECIMALS = 4


class Join(msgspec.Struct, frozen=True):
    """Weights by feature, and how stories are made of the scores (see `grouping`).

    ``least`` is the likeness at which groups join in a pool of ten articles or fewer, ``least_more`` what is
    added for each factor of ten; groups that lie ``days_free`` days apart or less are together in time, each day
    more costs ``per_day``, up to ``days_most``; ``strictness`` is that of `linkage`.
    """

    weights: dict[str, float]
    least: float
    least_more: float
    strictness: float
    days_free: float
    per_day: float
    days_most: float


def score(features: Matrix, settings: Join | None = None) -> Matrix:
    """Likeness of each pair, of shape (pairs,), from rows of `pairs.features`; 1 is the same."""
    settings = settings or join()
    weights = np.array([settings.weights[name] for name in FEATURES])
    found: Matrix = np.round((features.astype(np.float64) * weights).sum(axis=1), DECIMALS).astype(np.float32)
    return found


def least(number: int, settings: Join) -> float:
    """Likeness, less crowding, at which groups join in a pool of so many articles.

    Ten articles in a folder were put there by someone; among a thousand, chance makes look-alikes.
    """
    return settings.least + settings.least_more * math.log10(max(number, 10) / 10)


@cache
def join() -> Join:
    """The weights of ``data/story/join.json``; raises TableError where they are not those of ``FEATURES``."""
    where = "tellings/" + "/".join(_FILE)
    try:
        found = msgspec.json.decode(resources.files("tellings").joinpath(*_FILE).read_bytes(), type=Join)
    except msgspec.MsgspecError as error:
        raise TableError(where, f"{error}.", "Run python -m training.story_join.train, or install again.") from None
    if set(found.weights) != set(FEATURES):
        raise TableError(where, "has other features than tellings/story/pairs.py.", "Train again.")
    return found
