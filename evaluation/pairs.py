"""How well sentence pairs are told apart: same claim or not.

    python -m evaluation.pairs [SHARED_FOLDER]

Average precision of ``claim.similarity.similarity`` on each set of pairs; ties share a threshold, pairs
labelled ``partial`` are left out, and scored pairs count as the same from 4 of 5 on. The shipped encoder was trained on
most of these pairs; ``ecb_unseen`` are those that it was not, and ``worded`` is without the encoder.
"""

import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from tellings.claim.similarity import similarity
from training.claims.labels import topic
from training.encoder.texts import KEPT_OUT

SETS = ("pairs_ecb", "pairs_nanco", "pairs_sts_headlines")
SAME_AT = 4.0


@dataclass(frozen=True)
class Pair:
    """Two texts with their label; pairs of one ``group`` never stand on both sides of a split."""

    a: str
    b: str
    same: bool
    group: str


def measure(shared: Path) -> dict[str, float]:
    """Average precision by set, for the sets found under ``shared/data``."""
    figures = {}
    for name in SETS:
        found = list(pairs(shared / "data", name))
        if found:
            called = name.replace("_", ".", 1)
            figures[f"{called}.ap"] = precision(found)
            figures[f"{called}.worded.ap"] = precision(found, fast=True)
    unseen = [p for p in pairs(shared / "data", "pairs_ecb") if topic(p.group) in KEPT_OUT]
    return figures | ({"pairs.ecb_unseen.ap": precision(unseen)} if unseen else {})


def precision(found: Sequence[Pair], *, fast: bool = False) -> float:
    """Average precision of the scores of pairs; ``fast`` without the sentence encoder."""
    scores = np.array([similarity(p.a, p.b, fast=fast)[0] for p in found])
    return round(average_precision([p.same for p in found], scores), 4)


def pairs(data: Path, name: str) -> Iterator[Pair]:
    """Labelled pairs of a set; nothing where the set is not there."""
    path = data / name / "dev.jsonl"
    if not path.exists():
        return
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        label = row["label"]
        if label != "partial":
            same = label == "same" if isinstance(label, str) else label >= SAME_AT
            yield Pair(a=row["a"], b=row["b"], same=same, group=str(row.get("group") or row["id"]))


def average_precision(labels: Sequence[bool] | npt.NDArray[np.bool_], scores: npt.NDArray[np.float64]) -> float:
    """Step-wise average precision; equal scores share a threshold."""
    order = np.argsort(-scores, kind="stable")
    ranked, values = np.asarray(labels, dtype=bool)[order], scores[order]
    last_of_tie = np.append(values[1:] != values[:-1], True)
    hits, seen = np.cumsum(ranked)[last_of_tie], np.flatnonzero(last_of_tie) + 1
    gained = np.diff(hits, prepend=0)
    return float(np.sum(gained * hits / seen) / max(int(ranked.sum()), 1))


if __name__ == "__main__":
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parents[2] / "shared"
    for figure, value in measure(folder).items():
        print(f"{figure:24} {value:.4f}")
