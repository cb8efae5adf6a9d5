"""Stories as a crawl groups them, measured against labelled news: ``python -m evaluation.crawl_grouping``.

The sets of `evaluation.grouping`, each crawled as one file of JSON lines without its labels, and the families of the
set of copies: what the shorter way of large crawls costs beside a folder's.
"""

import tempfile
from pathlib import Path

from evaluation.grouping import SEEN, STORIES
from evaluation.shared import SHARED, records, scorer, write_lines
from tellings.run.crawl.crawl import crawl
from tellings.run.crawl.results import STORIES as TABLE
from tellings.run.crawl.tables import parquet
from tellings.run.executor import Serial

COPIES = "syndicated"


def measure(shared: Path) -> dict[str, float]:
    """Scores by name, such as ``crawl_grouping.mixed.b3_f1``; a set that is absent is left out."""
    clusters = scorer("clusters")
    scores: dict[str, float] = {}
    for name in (*STORIES, COPIES):
        path = shared / "data" / name / "articles.jsonl"
        if not path.exists():
            continue
        kind = "family" if name == COPIES else "story"
        found = clusters.score(clusters.read_stories(str(path)), crawled(path)[kind])
        scores[f"crawl_grouping.{name}.b3_f1"] = found["bcubed_f1"]
        scores[f"crawl_grouping.{name}.pair_f1"] = found["pair_f1"]
    return scores


def crawled(path: Path) -> dict[str, dict[str, str]]:
    """The story and the family of each article of a set."""
    with tempfile.TemporaryDirectory(prefix="tellings-crawl-") as folder:
        given = [{key: row.get(key) for key in SEEN} for row in records(path)]
        source = write_lines(Path(folder) / "articles.jsonl", given)
        list(crawl([str(source)], Path(folder) / "out", Serial()))
        table = parquet().read_table(Path(folder) / "out" / TABLE)
    names = table.column("article").to_pylist()
    return {kind: dict(zip(names, table.column(kind).to_pylist(), strict=True)) for kind in ("story", "family")}


def main() -> None:
    """Print the scores."""
    for name, value in sorted(measure(SHARED).items()):
        print(f"{name:44} {value:.3f}")


if __name__ == "__main__":
    main()
