"""Evidence: how likely two things stand in one slot and cannot both hold.

A logistic regression a kind over the features of a slot and a few products of them. Weights are trained on
real coverage with known alterations by ``training/conflicts/train.py`` and stand in
``data/claim/conflicts.json``; the card beside it says on what and how well.
"""

from collections.abc import Mapping
from functools import cache
from importlib import resources

import msgspec

from tellings.claim.conflicts.slots import Slot
from tellings.model import ConflictKind

DECIMALS = 4


class Weights(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Intercept, weights by feature, and the evidence (log odds) from which a slot is a conflict."""

    intercept: float
    least: float
    weights: dict[str, float]


def evidence(slot: Slot) -> float:
    """Evidence that a slot is a conflict, above what is needed: a conflict from 0 on."""
    model = _model()[slot.item.kind]
    values = combined(slot.features)
    return round(model.intercept + sum(w * values[name] for name, w in model.weights.items()) - model.least, DECIMALS)


def combined(features: Mapping[str, float]) -> dict[str, float]:
    """The features with their products: what stands near tells more where the sentences are alike."""
    near, alike = features["near"], features["alike"]
    return dict(features) | {
        "near_and_alike": near * alike,
        "near_squared": near * near,
        "alike_squared": alike * alike,
        "near_and_free": near * (1 - min(1.0, 2 * features["held_beside"])),
        "near_and_witnesses": near * features["witnesses"],
        "alike_and_witnesses": alike * features["witnesses"],
        "before_and_after": features["before"] * features["after"],
    }


@cache
def _model() -> Mapping[ConflictKind, Weights]:
    data = resources.files("tellings").joinpath("data", "claim", "conflicts.json").read_bytes()
    return msgspec.json.decode(data, type=dict[ConflictKind, Weights])
