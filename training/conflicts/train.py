"""Train the weights of the conflicts of slots on altered coverage.

    python -m training.conflicts.train [--write] [SHARED_FOLDER]

Articles of the sets in SETS are altered in known places (``evaluation.conflicts``) and compared with the other
outlets' reports of their events. A slot is positive where its item was altered. For each kind one logistic
regression (a penalty on the standardised weights) is fitted on the slots of half 0 of the stories, and the
least evidence is set where found alterations less PRICE times what else is found is most. Stories of many articles
count twice, once against all others and once against two of them, for an event often has few reports. Prints
precision, recall and findings per unaltered article on both halves, of the slots alone; with ``--write`` puts the
weights where the program reads them. With ``--tellings FILE`` marked articles are kept there and not marked again.
Takes some ten minutes of one core.
"""

import argparse
import json
import pickle
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize

from evaluation.conflicts import Case, cases, digest, half_of
from evaluation.shared import SHARED
from tellings.claim.background import Background
from tellings.claim.conflicts.evidence import combined
from tellings.claim.conflicts.passages import Item
from tellings.claim.conflicts.slots import Slot, ground, slots
from tellings.claim.relations import Relations
from tellings.claim.telling import Story
from tellings.model import Article, Telling
from tellings.run.steps import tell

OUT = Path(__file__).parents[2] / "tellings" / "data" / "claim" / "conflicts.json"
# Weight of a slot of each set, and how many in a hundred of its stories are taken.
SETS = {"ecbplus": (1.0, 100), "allsides_triples": (0.5, 25)}
# Sets whose stories have many articles: each case is taken a second time against two of them.
MANY = frozenset(("ecbplus",))
# The scorer's name of each kind.
ALTERED = {"figure": "count", "date": "date", "name": "name", "polarity": "negation", "quote": "quote"}
PENALTY = 20.0
PRICE = 0.7
Array = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Found:
    """A slot of an altered or unaltered article: its features, its place, and which alteration it is on."""

    case: int
    kind: str
    start: int
    end: int
    features: Mapping[str, float]
    altered: bool
    weight: float


def main() -> None:
    """Fit on one half of the stories, measure on both, write the weights where asked."""
    options = _options()
    told: dict[str, Telling] = _kept(options.tellings)
    rows: list[tuple[Case, str, float]] = []
    found: list[Found] = []
    for name, (weight, share) in SETS.items():
        chosen: dict[str, tuple[Article, ...]] = {}
        for case in sorted(cases(options.shared, name, share=share), key=lambda c: not c.gold["gold"]):
            for taken in (case, _against_two(case, chosen)) if name in MANY else (case,):
                found.extend(_slots(len(rows), taken, told, weight))
                rows.append((taken, str(case.gold["story"]), weight))
    if options.tellings:
        options.tellings.write_bytes(pickle.dumps(told))
    seen = [f for f in found if half_of(rows[f.case][1]) == 0]
    model = {kind: fitted([f for f in seen if f.kind == kind], kind) for kind in ALTERED}
    for half in (0, 1):
        print(f"half {half}:", report(model, [f for f in found if half_of(rows[f.case][1]) == half],
                                      [(n, c) for n, (c, s, _) in enumerate(rows) if half_of(s) == half]))  # fmt: skip
    if options.write:
        OUT.write_text(json.dumps(model, indent=1) + "\n", encoding="utf-8")


def fitted(found: Sequence[Found], kind: str) -> dict[str, object]:
    """Weights of one kind with the least evidence that pays."""
    values = [combined(f.features) for f in found]
    names = sorted(values[0])
    matrix = np.array([[v[n] for n in names] for v in values])
    labels = np.array([f.altered for f in found], dtype=float)
    weights = np.array([f.weight for f in found])
    mean, spread = matrix.mean(axis=0), matrix.std(axis=0)
    kept = spread > 1e-6
    scaled = (matrix[:, kept] - mean[kept]) / spread[kept]
    solved = _logistic(scaled, labels, weights)
    raw = solved[1:] / spread[kept]
    model = {
        "intercept": round(float(solved[0] - raw @ mean[kept]), 4),
        "least": 0.0,
        "weights": {n: round(float(w), 4) for n, w in zip(np.array(names)[kept], raw, strict=True)},
    }
    return model | {"least": _least(model, found)}


def _logistic(matrix: Array, labels: Array, weights: Array) -> Array:
    """Intercept and weights that lose least, with a penalty on the squared weights."""
    ones = np.hstack([np.ones((len(matrix), 1)), matrix])

    def loss(w: Array) -> tuple[float, Array]:
        score = ones @ w
        value = float(weights @ (np.logaddexp(0, score) - labels * score)) + PENALTY / 2 * float(w[1:] @ w[1:])
        slope = ones.T @ (weights * (1 / (1 + np.exp(-score)) - labels))
        return value, slope + PENALTY * np.concatenate([[0.0], w[1:]])

    return minimize(loss, np.zeros(ones.shape[1]), jac=True, method="L-BFGS-B", options={"maxiter": 500}).x


def _least(model: Mapping[str, object], found: Sequence[Found]) -> float:
    best, gained, least = 0.0, 0.0, 99.0
    strongest: dict[tuple[int, int, int], tuple[float, Found]] = {}
    for f in found:
        key, score = (f.case, f.start, f.end), _evidence(model, f)
        if key not in strongest or score > strongest[key][0]:
            strongest[key] = (score, f)
    for score, f in sorted(strongest.values(), key=lambda s: -s[0]):
        gained += f.weight if f.altered else -PRICE * f.weight
        if gained > best:
            best, least = gained, score
    return round(least, 4)


def _evidence(model: Mapping[str, object], found: Found) -> float:
    values, weights = combined(found.features), model["weights"]
    return model["intercept"] + sum(w * values[n] for n, w in weights.items())


def report(model: Mapping[str, dict], found: Sequence[Found], rows: Sequence[tuple[int, Case]]) -> dict[str, object]:
    """Precision, recall and findings per unaltered article of the slots alone."""
    places: dict[int, set[tuple[int, int]]] = defaultdict(set)
    for f in found:
        if _evidence(model[f.kind], f) >= model[f.kind]["least"]:
            places[f.case].add((f.start, f.end))
    hits = wrong = edits = quiet = unaltered = 0
    for number, case in rows:
        gold = [e for e in case.gold["gold"] if e["conflict"]]
        touched = {e["start"] for e in gold for s, t in places[number] if s < e["end"] and e["start"] < t}
        loose = [p for p in places[number] if not any(p[0] < e["end"] and e["start"] < p[1] for e in gold)]
        hits, edits, wrong = hits + len(touched), edits + len(gold), wrong + len(loose)
        if not case.gold["gold"]:
            unaltered, quiet = unaltered + 1, quiet + len(loose)
    return {
        "precision": round(hits / max(hits + wrong, 1), 3),
        "recall": round(hits / max(edits, 1), 3),
        "per_unaltered": round(quiet / max(unaltered, 1), 3),
        "alterations": edits,
    }


def _slots(number: int, case: Case, told: dict[str, Telling], weight: float) -> Iterator[Found]:
    gold = case.gold["gold"]
    own = _told(case.article, told, altered=bool(gold), original=str(case.gold["orig_id"]))
    tellings = sorted([own, *(_told(o, told) for o in case.others)], key=lambda t: t.article.id)
    # Sentences are laid side by side without the statements of the story.
    laid = ground(Relations(Story(tuple(tellings), told=(), background=Background()), likeness={}, home={}))
    for passage in laid.passages:
        if passage.article == own.article.id:
            for slot in slots(laid, passage):
                if not any(_on(slot.item, e) for e in case.gold.get("dropped", ())):
                    yield _found(number, slot, gold, weight)


def _against_two(case: Case, chosen: dict[str, tuple[Article, ...]]) -> Case:
    """The case against the article that carries most of what is altered and one more; the rest is no alteration."""
    original = str(case.gold["orig_id"])
    if original not in chosen:
        carried = Counter(s["id"] for e in case.gold["gold"] for s in e.get("support", ()))
        first = [name for name, _ in carried.most_common(1)]
        drawn = sorted(case.others, key=lambda a: (a.id not in first, digest(original, a.id)))
        chosen[original] = tuple(drawn[:2])
    names = {a.id for a in chosen[original]}
    carried_here = [e for e in case.gold["gold"] if not e["conflict"] or any(s["id"] in names for s in e["support"])]
    dropped = [e for e in case.gold["gold"] if e not in carried_here]
    return Case(case.id, case.article, chosen[original], {**case.gold, "gold": carried_here, "dropped": dropped})


def _found(number: int, slot: Slot, gold: Sequence[Mapping[str, object]], weight: float) -> Found:
    item = slot.item
    here = [e for e in gold if _on(item, e)]
    altered = any(e["kind"] == ALTERED[item.kind] for e in here)
    return Found(number, item.kind, item.start, item.end, slot.features, altered, weight)


def _on(item: Item, edit: Mapping[str, object]) -> bool:
    return item.start < edit["end"] and edit["start"] < item.end


def _told(article: Article, told: dict[str, Telling], altered: bool = True, original: str = "") -> Telling:
    """The article marked, once; an unaltered one as its original was."""
    if not altered and original in told and told[original].article.text == article.text:
        return told[original]
    if article.id not in told:
        told[article.id] = tell(article)
    return told[article.id]


def _kept(path: Path | None) -> dict[str, Telling]:
    return pickle.loads(path.read_bytes()) if path and path.exists() else {}


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m training.conflicts.train", description=__doc__)
    parser.add_argument("shared", nargs="?", type=Path, default=SHARED)
    parser.add_argument("--write", action="store_true", help="put the weights where the program reads them")
    parser.add_argument("--tellings", type=Path, help="keep marked articles in this file")
    return parser.parse_args()


if __name__ == "__main__":
    main()
