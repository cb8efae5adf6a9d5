"""Fits a network of one hidden layer by Adam (Kingma and Ba 2015), in numpy alone."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from tellings.article.crawl.scores import FARTHEST, Layers

Floats = npt.NDArray[np.float32]

BATCH = 2048
RATE, LEAST_RATE = 5e-3, 1e-5
PENALTY = 1e-3
FIRST, SECOND, TINY = 0.9, 0.999, 1e-8
# Added to each deviation, so that an input that hardly varies is not blown up.
FLOOR = 0.05
DIGITS = 4


class Examples(NamedTuple):
    """Rows of inputs, whether each is positive, and its weight."""

    values: Floats
    positive: Floats
    weights: Floats


class Member(NamedTuple):
    """Weights of one network."""

    hidden: Floats
    bias: Floats
    output: Floats
    outer: Floats


def fit(examples: Examples, members: int, units: int, rounds: int) -> Layers:
    """Networks side by side, each from its own seed; weights are rounded to four significant digits."""
    mean, deviation = examples.values.mean(0), examples.values.std(0) + FLOOR
    scaled = np.clip((examples.values - mean) / deviation, -FARTHEST, FARTHEST).astype(np.float32)
    scaled_examples = Examples(scaled, examples.positive, examples.weights / examples.weights.mean())
    fitted = [_member(scaled_examples, units, rounds, seed) for seed in range(members)]
    return Layers(
        mean=_rounded(mean),
        deviation=_rounded(deviation),
        hidden=[_rounded(row) for row in np.concatenate([m.hidden for m in fitted], 1)],
        bias=_rounded(np.concatenate([m.bias for m in fitted])),
        output=_rounded(np.concatenate([m.output for m in fitted])),
        outer=_rounded(np.concatenate([m.outer for m in fitted])),
    )


def _member(examples: Examples, units: int, rounds: int, seed: int) -> Member:
    random = np.random.default_rng(seed)
    count, width = examples.values.shape
    state = Member(
        random.normal(0, width**-0.5, (width, units)).astype(np.float32),
        np.zeros(units, np.float32),
        random.normal(0, units**-0.5, units).astype(np.float32),
        np.zeros(1, np.float32),
    )
    first, second = [np.zeros_like(w) for w in state], [np.zeros_like(w) for w in state]
    step = 0
    for number in range(rounds):
        rate = RATE * (1 - number / rounds) + LEAST_RATE
        order = random.permutation(count)
        for start in range(0, count, BATCH):
            step += 1
            batch = order[start : start + BATCH]
            for place, gradient in enumerate(_gradients(state, Examples(*(part[batch] for part in examples)))):
                first[place] = FIRST * first[place] + (1 - FIRST) * gradient
                second[place] = SECOND * second[place] + (1 - SECOND) * gradient**2
                mean, square = first[place] / (1 - FIRST**step), second[place] / (1 - SECOND**step)
                state[place][...] -= rate * mean / (np.sqrt(square) + TINY)
    return state


def _gradients(state: Member, batch: Examples) -> tuple[Floats, Floats, Floats, Floats]:
    units = batch.values @ state.hidden + state.bias
    active = np.maximum(units, 0)
    scores = 1 / (1 + np.exp(-(active @ state.output + state.outer)))
    error = (scores - batch.positive) * batch.weights / len(batch.positive)
    back = np.outer(error, state.output) * (units > 0)
    return (
        batch.values.T @ back + PENALTY * state.hidden,
        back.sum(0),
        active.T @ error + PENALTY * state.output,
        error.sum(keepdims=True),
    )


def _rounded(values: Floats) -> list[float]:
    return [float(f"{value:.{DIGITS}g}") for value in values.tolist()]
