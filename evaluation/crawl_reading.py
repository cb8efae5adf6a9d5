"""Crawl reading measured on saved pages: ``python -m evaluation.crawl_reading``.

Reads the page sets of ``../shared/data/extraction`` (not part of this repository) and scores with
``../shared/score/extraction.py``. The weights are fitted on these pages: figures on pages of sites that the weights
have not seen are printed by ``python -m training.crawl_reading.train``.
"""

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from evaluation import extraction
from evaluation.shared import SHARED, scorer
from tellings.article.crawl.reading import read
from tellings.errors import InputError
from tellings.model import Article, Capture

SETS = ("naeb", "zyte")
FIELDS = {"body_f1": "body_f1", "title": "title_accuracy", "date": "date_accuracy"}


class Saved(NamedTuple):
    """A saved page and what the labels say of it."""

    key: str
    data: bytes
    gold: dict[str, object]


def measure(shared: Path) -> dict[str, float]:
    """Scores by name, such as ``crawl_reading.naeb.body_f1``; a set that is absent is left out."""
    scores: dict[str, float] = {}
    for name in SETS:
        saved = pages(shared, name)
        if saved:
            predicted = {page.key: record(page) for page in saved}
            result = scored(saved, predicted)
            scores |= {f"crawl_reading.{name}.{ours}": result[key] for ours, key in FIELDS.items() if key in result}
    return scores


def pages(shared: Path, name: str) -> list[Saved]:
    """Pages of a set in order of their keys; none where the set is absent."""
    if not extraction.present(shared):
        return []
    found = {Path(c.path).stem: c.data for c in extraction.pages(name, shared)}
    return [Saved(key, found[key], gold) for key, gold in sorted(extraction.gold(shared, name).items())]


def scored(saved: list[Saved], predicted: Mapping[str, Mapping[str, object]]) -> dict[str, float]:
    """The scorer's figures; a page without a prediction scores as an empty one."""
    result: dict[str, float] = scorer("extraction").score({p.key: p.gold for p in saved}, predicted)
    return result


def record(page: Saved) -> dict[str, object]:
    """What crawl reading makes of a page, as the scorer takes it: the body without title and captions."""
    url = page.gold.get("url")
    capture = Capture(path=page.key, data=page.data, sha256="", url=url if isinstance(url, str) else None)
    try:
        article = read(capture)
    except InputError:
        return {}
    return extraction.record(article)


def body(article: Article) -> str:
    """The article's words without title and captions."""
    return str(extraction.record(article)["articleBody"])


def main() -> None:
    """Print the scores, or why there are none."""
    scores = measure(SHARED)
    if not scores:
        print(f"crawl reading: skipped, no saved pages at {SHARED.name}/data/extraction", file=sys.stderr)
    for name, value in scores.items():
        print(f"{name:36} {value:.3f}")


if __name__ == "__main__":
    main()
