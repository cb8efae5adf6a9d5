"""Quotes: who said what, on Wikinews articles with attributions from their discourse annotation.

The annotation is not complete, so recall and the speakers count; precision is printed by the scorer
and means little here (see the data's README).
"""

import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from evaluation.shared import SHARED, present, records, scorer, write_lines
from tellings.article.reader import from_record
from tellings.mark.marks import mark
from tellings.speech.quotes import printed
from tellings.speech.speech import speech

KINDS = ("direct", "quoted", "indirect", "all")


def measure(shared: Path) -> dict[str, float]:
    """Recall of spans (overlap), speaker accuracy and joint recall by kind, on the dev part."""
    gold = shared / "data" / "quotes_gum" / "dev.jsonl"
    scoring = scorer("quotes")
    with tempfile.TemporaryDirectory() as folder:
        lines = [_marked(record) for record in records(gold, drop=("quotes",))]
        predicted = write_lines(Path(folder) / "pred.jsonl", lines)
        wanted, given = scoring.read(gold), scoring.read(predicted)
    scores: dict[str, float] = {}
    for kind in KINDS:
        result: Mapping[str, Any] = scoring.score(wanted, given, kind)
        scores[f"quotes.gum.{kind}.recall"] = result["overlap"]["r"]
        scores[f"quotes.gum.{kind}.speaker"] = result["speaker_accuracy"]
        scores[f"quotes.gum.{kind}.joint_recall"] = result["joint"]["r"]
    return scores


def _marked(record: Mapping[str, object]) -> dict[str, object]:
    article = from_record(record, "quotes_gum")
    marks = mark(article)
    return {"id": record["id"], "quotes": printed(article, marks, speech(article, marks))}


def main() -> None:
    """Print the figures."""
    if not present():
        print(f"evaluation skipped: no labelled data at {SHARED}")
        return
    for name, score in measure(SHARED).items():
        print(f"{name:36} {score:.3f}")


if __name__ == "__main__":
    main()
