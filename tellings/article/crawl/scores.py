"""Scores: how likely each block of a page is body, by two small networks fitted in training/crawl_reading.

The first sees a block and its neighbours; the second sees besides what the first made of the blocks around.
Weights stand in ``tellings/data/article/crawl.json``.
"""

from functools import cache
from importlib import resources
from typing import NamedTuple

import msgspec
import numpy as np

from tellings.article.crawl.context import context
from tellings.article.crawl.features import Features, Floats, Pages, Wide
from tellings.errors import TableError

WEIGHTS = "crawl.json"
# Standard deviations; what lies further out is read as lying there.
FARTHEST = 4.0
# Scores are rounded, so that the last bits of a processor's floats decide nothing.
PLACES = 3
DO = "Fit the weights anew: python -m training.crawl_reading.train"


class Layers(msgspec.Struct, frozen=True):
    """A network of one hidden layer, several of them side by side; hidden units of one member stand together.

    ``mean`` and ``deviation`` of each input; ``hidden`` is inputs × units, ``bias`` and ``output`` have one number
    a unit, ``outer`` one a member. Rectified units, logistic output; the members' scores are averaged.
    """

    mean: list[float]
    deviation: list[float]
    hidden: list[list[float]]
    bias: list[float]
    output: list[float]
    outer: list[float]


class Weights(msgspec.Struct, frozen=True):
    """What training writes: names of the features in order, both networks, and the least score of body."""

    features: list[str]
    first: Layers
    second: Layers
    least: float


class Network(NamedTuple):
    """Layers as arrays."""

    mean: Floats
    deviation: Floats
    hidden: Floats
    bias: Floats
    output: Floats
    outer: Floats


def body(found: Features) -> list[bool]:
    """For each block whether it is body. Raises TableError where the weights were fitted to other features."""
    names, first, second, least = _weights()
    if names != found.names:
        raise TableError(f"tellings/data/article/{WEIGHTS}", "fitted to other features or groups.", DO)
    scores = apply(second, context(found, apply(first, found.values, found.pages)), found.pages)
    kept: list[bool] = (scores >= least).tolist()
    return kept


def apply(network: Network, values: Floats, pages: Pages) -> Wide:
    """Scores between 0 and 1 of rows of features.

    A page's rows are multiplied by themselves: the last bits of a product depend on how many rows there are.
    """
    scaled = (values - network.mean) / network.deviation
    np.clip(scaled, -FARTHEST, FARTHEST, out=scaled)
    units = np.empty((len(values), len(network.bias)), np.float32)
    for start, end in zip(pages.starts.tolist(), pages.ends.tolist(), strict=True):
        np.matmul(scaled[start:end], network.hidden, out=units[start:end])
    units = np.maximum(units + network.bias, 0) * network.output
    members = units.reshape(len(values), len(network.outer), -1).sum(2) + network.outer
    scores: Wide = np.round((1 / (1 + np.exp(-members.astype(np.float64)))).mean(1), PLACES)
    return scores


def network(layers: Layers) -> Network:
    """Layers as arrays."""
    return Network(*(np.array(getattr(layers, name), dtype=np.float32) for name in Network._fields))


@cache
def _weights() -> tuple[tuple[str, ...], Network, Network, float]:
    data = resources.files("tellings").joinpath("data", "article", WEIGHTS).read_bytes()
    try:
        read = msgspec.json.decode(data, type=Weights)
    except msgspec.DecodeError as error:
        raise TableError(f"tellings/data/article/{WEIGHTS}", f"not weights ({error}).", DO) from error
    return tuple(read.features), network(read.first), network(read.second), read.least
