"""Stories measured against labelled news: ``python -m evaluation.grouping``.

Reads sets of ``../shared/data`` (not part of this repository) with the labels taken off, as
``tellings group`` would, and scores with ``../shared/score/clusters.py``.
"""

import sys
from contextlib import suppress
from pathlib import Path

from evaluation.shared import SHARED, records, scorer
from tellings.article.reader import from_record
from tellings.errors import InputError
from tellings.model import Article
from tellings.story.grouping import group

STORIES = ("mixed", "ecbplus", "allsides", "allsides_triples")
SEEN = ("id", "outlet", "url", "title", "published", "text")


def measure(shared: Path) -> dict[str, float]:
    """Scores by name, such as ``grouping.mixed.b3_f1``; a set that is absent is left out."""
    scores: dict[str, float] = {}
    for name in _present(shared, STORIES):
        result = _scored(shared, name, {g.id: g.story for g in group(articles(shared, name))})
        scores |= {f"grouping.{name}.b3_f1": result["bcubed_f1"], f"grouping.{name}.pair_f1": result["pair_f1"]}
    return scores


def articles(shared: Path, name: str) -> list[Article]:
    """Articles of a set, without its labels; a record that cannot be read is scored as a story of its own."""
    found = []
    for number, row in enumerate(records(shared / "data" / name / "articles.jsonl"), 1):
        with suppress(InputError):
            found.append(from_record({k: row[k] for k in SEEN}, f"{name}:{number}"))
    return found


def _present(shared: Path, names: tuple[str, ...]) -> list[str]:
    return [n for n in names if (shared / "data" / n / "articles.jsonl").exists()]


def _scored(shared: Path, name: str, predicted: dict[str, str]) -> dict[str, float]:
    clusters = scorer("clusters")
    gold = clusters.read_stories(str(shared / "data" / name / "articles.jsonl"))
    result: dict[str, float] = clusters.score(gold, predicted)
    return result


def main() -> None:
    """Print the scores, or why there are none."""
    scores = measure(SHARED)
    if not scores:
        print(f"grouping: skipped, no labelled stories at {SHARED.name}/data", file=sys.stderr)
    for name, value in scores.items():
        print(f"{name:36} {value:.3f}")


if __name__ == "__main__":
    main()
