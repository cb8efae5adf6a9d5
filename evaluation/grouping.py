"""Stories measured against labelled news: ``python -m evaluation.grouping``.

Reads sets of ``../shared/data`` (not part of this repository) with the labels taken off, as
``tellings group`` would, and scores with ``../shared/score/clusters.py``. The interval beside a B-cubed F1 holds
95 of 100 values when the labelled stories are drawn anew (bootstrap, Efron 1979).
"""

import sys
from collections import Counter, defaultdict
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

import numpy as np

from evaluation.shared import SHARED, records, scorer
from tellings.article.reader import from_record
from tellings.errors import InputError
from tellings.model import Article, Grouping
from tellings.story.grouping import group
from tellings.story.growth import add

STORIES = ("mixed", "ecbplus", "allsides", "allsides_triples")
DRAWS = 2000
# This set is also grouped as a stream, in so many parts.
STREAMED, PARTS = "mixed", 5
SEEN = ("id", "outlet", "url", "title", "published", "text")


def measure(shared: Path) -> dict[str, float]:
    """Scores by name, such as ``grouping.mixed.b3_f1``; a set that is absent is left out."""
    scores: dict[str, float] = {}
    for name in _present(shared, STORIES):
        scores |= _scores(shared, name, _predicted(shared, name))
    if _present(shared, (STREAMED,)):
        scores |= _streamed(shared)
    return scores


def interval(gold: Mapping[str, str], predicted: Mapping[str, str]) -> tuple[float, float]:
    """The middle 95 % of B-cubed F1 over draws, with replacement, of the gold stories."""
    mine = {article: predicted.get(article, f"alone {article}") for article in gold}
    stories, groups = Counter(gold.values()), Counter(mine.values())
    cells = Counter((gold[article], mine[article]) for article in gold)
    sums: dict[str, list[float]] = defaultdict(lambda: [0.0, 0.0, 0.0])
    for (story, found), number in sorted(cells.items()):
        sums[story][0] += number * number / groups[found]
        sums[story][1] += number * number / stories[story]
        sums[story][2] += number
    table = np.array([sums[story] for story in sorted(sums)])
    drawn = np.random.default_rng(0).integers(0, len(table), (DRAWS, len(table)))
    precision, recall, number = table[drawn].sum(axis=1).T
    low, high = np.quantile(2 * precision * recall / (precision + recall) / number, (0.025, 0.975))
    return float(low), float(high)


def articles(shared: Path, name: str) -> list[Article]:
    """Articles of a set, without its labels; a record that cannot be read is scored as a story of its own."""
    found = []
    for number, row in enumerate(records(shared / "data" / name / "articles.jsonl"), 1):
        with suppress(InputError):
            found.append(from_record({k: row[k] for k in SEEN}, f"{name}:{number}"))
    return found


def _present(shared: Path, names: tuple[str, ...]) -> list[str]:
    return [n for n in names if (shared / "data" / n / "articles.jsonl").exists()]


def _predicted(shared: Path, name: str) -> dict[str, str]:
    return {g.id: g.story for g in group(articles(shared, name))}


def _gold(shared: Path, name: str) -> dict[str, str]:
    gold: dict[str, str] = scorer("clusters").read_stories(str(shared / "data" / name / "articles.jsonl"))
    return gold


def _scores(shared: Path, name: str, predicted: dict[str, str]) -> dict[str, float]:
    result = scorer("clusters").score(_gold(shared, name), predicted)
    return {f"grouping.{name}.b3_f1": result["bcubed_f1"], f"grouping.{name}.pair_f1": result["pair_f1"]}


def _streamed(shared: Path) -> dict[str, float]:
    """B-cubed F1 where the articles of a set come in parts, each put onto the stories made so far."""
    coming = sorted(articles(shared, STREAMED), key=lambda a: a.id)
    placed: list[Grouping] = []
    for part in range(1, PARTS + 1):
        placed = add(placed, coming[: len(coming) * part // PARTS])
    result = scorer("clusters").score(_gold(shared, STREAMED), {g.id: g.story for g in placed})
    return {f"grouping.{STREAMED}.streamed_b3_f1": result["bcubed_f1"]}


def main() -> None:
    """Print the scores, or why there are none."""
    present = _present(SHARED, STORIES)
    if not present:
        print(f"grouping: skipped, no labelled stories at {SHARED.name}/data", file=sys.stderr)
    for name in present:
        predicted = _predicted(SHARED, name)
        low, high = interval(_gold(SHARED, name), predicted)
        for key, value in _scores(SHARED, name, predicted).items():
            print(f"{key:36} {value:.3f}" + (f"   {low:.3f} to {high:.3f}" if key.endswith("b3_f1") else ""))
    if STREAMED in present:
        for key, value in _streamed(SHARED).items():
            print(f"{key:36} {value:.3f}")


if __name__ == "__main__":
    main()
