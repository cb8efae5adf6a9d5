"""Times measured against labelled news: ``python -m evaluation.times``.

Reads ``shared/data/timex_meantime`` and ``timex_gum`` (not part of this repository) and scores with
``shared/score/timex.py``. Each document is read as one article without furniture, so that what is
measured is the reading of times and not that of pages.
"""

import hashlib
import json
import sys
import tempfile
from pathlib import Path

import msgspec

from evaluation.shared import SHARED, scorer
from tellings.mark.sentences import sentences
from tellings.mark.times import times
from tellings.model import Article, Block

SETS = {"meantime": ("timex_meantime", None), "gum": ("timex_gum", {"DATE", "TIME"})}


def measure(shared: Path) -> dict[str, float]:
    """Scores by name, such as ``times.meantime.value_f1``; empty where the data is absent."""
    if not (shared / "score" / "timex.py").exists():
        return {}
    scores: dict[str, float] = {}
    for name, (folder, types) in SETS.items():
        gold = shared / "data" / folder / "dev.jsonl"
        if gold.exists():
            scores |= _scored(name, gold, types)
    return scores


def _scored(name: str, gold: Path, types: set[str] | None) -> dict[str, float]:
    with tempfile.TemporaryDirectory() as folder:
        predicted = Path(folder) / "predicted.jsonl"
        with gold.open(encoding="utf-8") as lines, predicted.open("w", encoding="utf-8") as out:
            for line in lines:
                out.write(json.dumps(_marked(json.loads(line))) + "\n")
        timex = scorer("timex")
        result = timex.score(timex.read(gold), timex.read(predicted), types)
    rows = {f"times.{name}.{row}_f1": result[row]["f1"] for row in ("strict", "relaxed", "type", "value")}
    return rows | {f"times.{name}.value_accuracy": result["value_accuracy"]}


def _marked(document: dict[str, str]) -> dict[str, object]:
    article = article_of(document["id"], document["text"], document["published"])
    marks = [msgspec.to_builtins(t) for t in times(article, sentences(article))]
    return {"id": document["id"], "timexes": marks}


def article_of(key: str, text: str, published: str | None) -> Article:
    """An article whose lines are its blocks: these texts have no furniture."""
    blocks, place = [], 0
    for line in text.splitlines(keepends=True):
        bare = line.strip()
        if bare:
            start = place + line.index(bare)
            blocks.append(Block(start=start, end=start + len(bare), kind="paragraph"))
        place += len(line)
    digest = hashlib.sha256(text.encode()).hexdigest()
    return Article(id=key, text=text, sha256=digest, published=published, blocks=tuple(blocks))


def main() -> None:
    """Print the scores, or why there are none."""
    scores = measure(SHARED)
    if not scores:
        print(f"times: skipped, no labelled times at {SHARED.name}/data/timex_*", file=sys.stderr)
    for name, value in scores.items():
        print(f"{name:32} {value:.3f}")


if __name__ == "__main__":
    main()
