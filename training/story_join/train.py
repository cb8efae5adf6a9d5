"""Train the join of articles into stories on labelled news.

    python -m training.story_join.train [--write] [SHARED_FOLDER]

A logistic regression over ``tellings.story.pairs.FEATURES`` on the candidate pairs of the sets in SETS: each set
weighs the same, its pairs of one story as much as its pairs of two, each article of a story as much as any other.
The weights are divided so that those of what two articles share add up to 1. The limits in LIMITS were chosen by
``--limits``, which prints what others near them give.

Prints B-cubed F1 of each set with weights fitted on all sets, on all but itself (across sets), and on one half
of the stories while the other half is measured (across stories). With ``--write`` the weights fitted on all go
where the program reads them. Takes about three minutes of one core.
"""

import argparse
import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product
from pathlib import Path

import msgspec
import numpy as np
from sklearn.linear_model import LogisticRegression

from evaluation.grouping import articles
from evaluation.shared import SHARED, scorer
from tellings.story import join as joins
from tellings.story.families import families
from tellings.story.grouping import stories, uncrowded
from tellings.story.join import Join
from tellings.story.pairs import AGAINST, FEATURES, Matrix, candidates, features
from tellings.story.signs import Floats, Numbers, signs

OUT = Path(__file__).parents[2] / "tellings" / "data" / "story" / "join.json"
SETS = ("ecbplus", "allsides", "allsides_triples")
MEASURED = (*SETS, "mixed")
LIMITS = Join(weights={}, least=0.08, least_more=0.03, strictness=0.5, days_free=2, per_day=0.02, days_most=0.06)
# Pairs that look nothing alike teach nothing: a cosine of the beginnings below this.
ALIKE = 0.06
PENALTY = 1.0


@dataclass(frozen=True, slots=True)
class Pool:
    """A labelled set, read: its candidate pairs, what they share, and the gold story of each article."""

    name: str
    ids: Sequence[str]
    gold: Mapping[str, str]
    one: Numbers
    other: Numbers
    features: Matrix
    days: Floats
    kin: Numbers


def main() -> None:
    """Fit, print, and write where asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shared", nargs="?", type=Path, default=SHARED)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--limits", action="store_true", help="print F1 for limits around those in LIMITS, and stop")
    given = parser.parse_args()
    pools = {name: read(given.shared, name) for name in MEASURED}
    fitted = fit([pools[name] for name in SETS])
    if given.limits:
        print_limits(fitted, pools.values())
        return
    print({name: round(weight, 4) for name, weight in fitted.weights.items()})
    for name, pool in pools.items():
        across_sets = fit([pools[other] for other in SETS if other != name]) if name in SETS else None
        halves = [fit([half(pools[other], 1 - side) for other in SETS]) for side in (0, 1)]
        across = [measure(half(pool, side), halves[side]) for side in (0, 1)]
        whole = [measure(half(pool, side), fitted) for side in (0, 1)]
        print(
            f"{name:18} all {measure(pool, fitted):.3f}   across sets "
            + (f"{measure(pool, across_sets):.3f}" if across_sets else "    -")
            + f"   halves: fitted on all {sum(whole) / 2:.3f}, on the other half {sum(across) / 2:.3f}"
        )
    if given.write:
        OUT.write_bytes(msgspec.json.format(msgspec.json.encode(fitted), indent=1) + b"\n")
        print(f"wrote {OUT.name}")


def read(shared: Path, name: str) -> Pool:
    """Read a set as the program would, its labels beside it."""
    found = sorted(articles(shared, name), key=lambda a: a.id)
    gold = scorer("clusters").read_stories(str(shared / "data" / name / "articles.jsonl"))
    home = {article: family.id for family in families(found) for article in family.articles}
    kin = np.unique(np.array([home[a.id] for a in found]), return_inverse=True)[1]
    known = signs(found)
    one, other = candidates(known)
    return Pool(name, [a.id for a in found], gold, one, other, features(known, one, other), known.days, kin)


def half(pool: Pool, side: int) -> Pool:
    """The articles of half of the stories, by digest of their subject, with the pairs among them."""
    kept = np.array([hashlib.sha256(_subject(str(pool.gold[i])).encode()).digest()[0] % 2 == side for i in pool.ids])
    place = np.cumsum(kept) - 1
    inside = kept[pool.one] & kept[pool.other]
    return replace(
        pool,
        ids=[i for i, k in zip(pool.ids, kept, strict=True) if k],
        one=place[pool.one[inside]],
        other=place[pool.other[inside]],
        features=pool.features[inside],
        days=pool.days[kept],
        kin=pool.kin[kept],
    )


def _subject(story: str) -> str:
    """What two look-alike stories of ECB+ (``7ecb``, ``7ecbplus``) have in common, so that no half has but one."""
    return story.removesuffix("ecbplus").removesuffix("ecb")


def fit(pools: Sequence[Pool]) -> Join:
    """Weights of ``FEATURES`` fitted on the pairs of ``pools``, with the limits as they are."""
    rows, answers, weights = zip(*(_examples(pool) for pool in pools), strict=True)
    model = LogisticRegression(C=PENALTY, max_iter=1000)
    model.fit(np.concatenate(rows), np.concatenate(answers), sample_weight=np.concatenate(weights))
    found = dict(zip(FEATURES, model.coef_[0][: len(FEATURES)].tolist(), strict=True))
    whole = sum(weight for name, weight in found.items() if name not in AGAINST)
    return msgspec.structs.replace(LIMITS, weights={name: round(w / whole, 4) for name, w in found.items()})


def _examples(pool: Pool) -> tuple[Floats, Numbers, Floats]:
    """Features, whether a pair is of one story, and its weight."""
    story = np.unique([str(pool.gold[i]) for i in pool.ids], return_inverse=True)[1]
    alike = (pool.features[:, FEATURES.index("beginning")] >= ALIKE) & (pool.kin[pool.one] != pool.kin[pool.other])
    one, other = pool.one[alike], pool.other[alike]
    same = story[one] == story[other]
    weights = np.where(same, 1 / np.maximum(np.bincount(story)[story[one]] - 1, 1), 1.0)
    weights[same] *= 1000 / weights[same].sum()
    weights[~same] *= 1000 / weights[~same].sum()
    return pool.features[alike].astype(np.float64), same.astype(np.int64), weights


def measure(pool: Pool, fitted: Join) -> float:
    """B-cubed F1 of the stories that the program would make of a pool with these weights."""
    score = joins.score(pool.features, fitted)
    likeness, _ = uncrowded(pool.one, pool.other, score, pool.days, pool.kin, fitted)
    found = stories(pool.one, pool.other, likeness, pool.days, pool.kin, fitted)
    predicted = {pool.ids[i]: str(number) for number, members in enumerate(found) for i in members}
    gold = {i: pool.gold[i] for i in pool.ids}
    return float(scorer("clusters").score(gold, predicted)["bcubed_f1"])


def print_limits(fitted: Join, pools: Iterable[Pool]) -> None:
    """B-cubed F1 of each set for limits around those taken, one changed at a time, with the threshold moved too."""
    kept = list(pools)
    changes: dict[str, tuple[float, ...]] = {
        "least": (0,),
        "least_more": (0.02, 0.04),
        "strictness": (0.25, 0.75),
        "days_most": (0.0, 0.04, 0.1),
        "per_day": (0.01, 0.04),
    }
    for name, values in changes.items():
        for value, shift in product(values, (-0.02, -0.01, 0.0, 0.01, 0.02)):
            changed = {"least": fitted.least + shift} | ({name: value} if name != "least" else {})
            tried = msgspec.structs.replace(fitted, **changed)
            print(
                f"{name:11} {value:<6} {shift:+.2f} ", *(f"{p.name} {measure(p, tried):.3f}" for p in kept), flush=True
            )


if __name__ == "__main__":
    main()
