"""Fit how statements of a story are joined into claims.

    python -m training.claims.joining DATA_FOLDER HELD_OUT_ENCODER

Reads the labelled stories that the held-out encoder (``training.encoder.train OUT --held-out``) was not trained on, as
the program does. Two statements of two articles make the same claim where passages of one labelled claim stand in
them; all other pairs do not, and look-alikes count threefold. Prints, by stories held out in four parts, the average
precision of pairs, and precision and recall of joining; writes the ``meant`` weights of
``tellings/data/claim/joining.json``. Takes about three minutes.
"""

import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

import msgspec
import numpy as np
import numpy.typing as npt
from sklearn.linear_model import LogisticRegression

from evaluation.pairs import average_precision
from tellings.article.reader import from_record
from tellings.claim import partition
from tellings.claim.blocking import Blocks
from tellings.claim.likeness import Joining, Likeness, joinings, likenesses
from tellings.claim.linkage import Pair
from tellings.claim.similarity import Model
from tellings.claim.telling import Story, story
from tellings.run import steps
from training.claims.labels import Labelled, Place, labelled
from training.encoder.texts import is_kept_out
from training.encoder.use import use

OUT = Path(__file__).parents[2] / "tellings" / "data" / "claim" / "joining.json"
FOLDS = 4
LOOK_ALIKE = 3.0
# Strength of the penalty: the inverse of the usual C, on standardised features.
STRENGTH = 0.3
Array = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Judged:
    """A story with its scored pairs, whether each makes one claim, and what it weighs."""

    story: Story
    likeness: dict[Pair, Likeness]
    same: Array
    weight: Array

    def matrix(self, names: Sequence[str]) -> Array:
        """Pairs × features."""
        return np.array([[like.features[name] for name in names] for like in self.likeness.values()])


def main(data: Path, encoder: Path) -> None:
    """Fit with stories held out, print, fit on all, write."""
    use(encoder)
    judged = [judge(one) for one in labelled(data) if is_kept_out(one.story, held_out=True)]
    names = list(joinings().meant.model.weights)
    models = [fit([j for k, j in enumerate(judged) if k % FOLDS != fold], names) for fold in range(FOLDS)]
    precisions, joined, right, wanted = [], 0, 0, 0
    for number, one in enumerate(judged):
        scores = rescored(one, models[number % FOLDS])
        precisions.append(average_precision(one.same > 0, np.array([like.score for like in scores.values()])))
        home = {t.number: k for k, claim in enumerate(partition.partition(one.story, scores)) for t in claim}
        together = np.array([home[i] == home[j] for i, j in scores])
        joined, right, wanted = joined + together.sum(), right + one.same[together].sum(), wanted + one.same.sum()
    print(f"{len(judged)} stories, average precision of pairs {np.mean(precisions):.3f}")
    print(f"joined pairs: precision {right / joined:.3f}, recall {right / wanted:.3f}")
    both = msgspec.json.decode(OUT.read_bytes(), type=dict[str, Joining])
    both["meant"] = msgspec.structs.replace(both["meant"], model=fit(judged, names))
    OUT.write_text(json.dumps(msgspec.to_builtins(both), indent=1) + "\n", encoding="utf-8")


def judge(one: Labelled) -> Judged:
    """All pairs of statements of two articles, scored and labelled."""
    articles = [from_record({"id": name, "text": one.texts[name]}, name) for name in one.articles]
    told = story([steps.tell(article) for article in articles])
    pairs = [(a.number, b.number) for a, b in combinations(told.told, 2) if a.article.id != b.article.id]
    likeness = likenesses(told, Blocks(pairs))
    claims = [set(_statements(told, claim)) for claim in one.claims]
    same = {pair for claim in claims for pair in combinations(sorted(claim), 2)}
    near = {tuple(sorted(_statements(told, pair))) for pair in one.near} - same
    return Judged(
        story=told,
        likeness=likeness,
        same=np.array([float(pair in same) for pair in likeness]),
        weight=np.array([LOOK_ALIKE if pair in near else 1.0 for pair in likeness]),
    )


def fit(judged: Sequence[Judged], names: Sequence[str]) -> Model:
    """Penalised logistic regression on standardised features."""
    matrix = np.vstack([j.matrix(names) for j in judged])
    labels, weights = np.concatenate([j.same for j in judged]), np.concatenate([j.weight for j in judged])
    mean, spread = matrix.mean(axis=0), matrix.std(axis=0) + 1e-6
    found = LogisticRegression(C=1 / STRENGTH, max_iter=1000).fit(
        (matrix - mean) / spread, labels, sample_weight=weights
    )
    own = found.coef_[0] / spread
    return Model(
        intercept=round(float(found.intercept_[0] - own @ mean), 4),
        weights={name: round(float(w), 4) for name, w in zip(names, own, strict=True)},
    )


def rescored(one: Judged, model: Model) -> dict[Pair, Likeness]:
    """The pairs of a story scored by other weights."""
    return {pair: Likeness(model.chance(like.features), like.features) for pair, like in one.likeness.items()}


def _statements(told: Story, places: Sequence[Place]) -> Iterator[int]:
    for article, start, end in places:
        at = told.at(article, start, end)
        if at is not None:
            yield at.number


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
