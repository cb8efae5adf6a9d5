"""Train the weights of claim similarity on public pairs.

    python -m training.claim_similarity.train DATA_FOLDER HELD_OUT_ENCODER

Reads ``pairs_ecb``, ``pairs_nanco`` and ``pairs_sts_headlines`` below the folder and fits two logistic regressions (a
penalty on the weights; every source weighs the same, but the one of few questions half, and has an intercept of its
own, so that its share of positives is not learnt): ``worded`` on all pairs, ``meant`` with the encoder exported to
HELD_OUT_ENCODER (``training.encoder.train OUT --held-out``) on those pairs that it was not trained on. Prints average
precision in five-fold cross-validation over groups, and writes ``tellings/data/claim/similarity.json``. Takes about
a minute.
"""

import hashlib
import json
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize

from evaluation.pairs import SETS, Pair, average_precision, pairs
from tellings.claim.similarity import MEANT, WORDED, similarity
from training.encoder.texts import headline_side, is_kept_out
from training.encoder.use import use

OUT = Path(__file__).parents[2] / "tellings" / "data" / "claim" / "similarity.json"
SHARE = {"pairs_ecb": 1.0, "pairs_nanco": 0.5, "pairs_sts_headlines": 1.0}
PENALTY = 30.0
FOLDS = 5
Array = npt.NDArray[np.float64]


def main(data: Path, encoder: Path) -> None:
    """Cross-validate, fit, write the weights."""
    use(encoder)
    rows = [(name, pair) for name in SETS for pair in pairs(data, name)]
    unseen = [(name, pair) for name, pair in rows if _is_unseen(name, pair)]
    model = {"worded": _trained(rows, WORDED, fast=True), "meant": _trained(unseen, MEANT, fast=False)}
    OUT.write_text(json.dumps(model, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(model))


def _trained(rows: Sequence[tuple[str, Pair]], names: Sequence[str], *, fast: bool) -> dict[str, object]:
    found = [similarity(pair.a, pair.b, fast=fast)[1] for _, pair in rows]
    matrix = np.array([[values[name] for name in names] for values in found])
    labels = np.array([float(pair.same) for _, pair in rows])
    sources = np.array([name for name, _ in rows])
    folds = np.array([_fold(pair.group) for _, pair in rows])
    for name, precision in cross_validated(matrix, labels, sources, folds).items():
        print(f"{len(rows):5} pairs, {name:20} average precision {precision:.4f} (cross-validated)")
    intercepts, weights = fit(matrix, labels, sources)
    present = [intercepts[name] for name in SETS if (sources == name).any()]
    return {
        "intercept": round(float(np.mean(present)), 4),
        "weights": dict(zip(names, (round(float(w), 4) for w in weights), strict=True)),
    }


def _is_unseen(name: str, pair: Pair) -> bool:
    """True for a pair that the held-out encoder was not trained on."""
    if name == "pairs_sts_headlines":
        return headline_side({"a": pair.a, "b": pair.b})
    return name == "pairs_ecb" and is_kept_out(pair.group, held_out=True)


def cross_validated(matrix: Array, labels: Array, sources: npt.NDArray[np.str_], folds: Array) -> dict[str, float]:
    """Average precision by source, each pair scored by a model that saw nothing of its group."""
    scores = np.zeros(len(labels))
    for fold in range(FOLDS):
        seen = folds != fold
        _, weights = fit(matrix[seen], labels[seen], sources[seen])
        scores[~seen] = matrix[~seen] @ weights
    return {
        name: average_precision(labels[sources == name] > 0, np.round(scores[sources == name], 4))
        for name in SETS
        if (sources == name).any()
    }


def fit(matrix: Array, labels: Array, sources: npt.NDArray[np.str_]) -> tuple[dict[str, float], Array]:
    """Intercept by source and the weights: penalised maximum likelihood on standardised features."""
    mean, spread = matrix.mean(axis=0), matrix.std(axis=0) + 1e-9
    own = np.stack([(sources == name).astype(float) for name in SETS], axis=1)
    design = np.hstack([(matrix - mean) / spread, own])
    importance = np.sum(own * [1000.0 * SHARE[n] / max((sources == n).sum(), 1) for n in SETS], axis=1)
    width = matrix.shape[1]

    def loss(beta: Array) -> tuple[float, Array]:
        chance = 1.0 / (1.0 + np.exp(-design @ beta))
        likelihood = labels * np.log(chance + 1e-12) + (1 - labels) * np.log(1 - chance + 1e-12)
        slope = design.T @ (importance * (chance - labels))
        slope[:width] += 2 * PENALTY * beta[:width]
        return float(-(importance * likelihood).sum() + PENALTY * (beta[:width] ** 2).sum()), slope

    beta = minimize(loss, np.zeros(design.shape[1]), jac=True, method="L-BFGS-B").x
    weights = beta[:width] / spread
    shift = float(weights @ mean)
    return {name: float(b) - shift for name, b in zip(SETS, beta[width:], strict=True)}, weights


def _fold(group: str) -> int:
    return int(hashlib.sha256(group.encode()).hexdigest(), 16) % FOLDS


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
