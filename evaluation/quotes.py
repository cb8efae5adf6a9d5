"""Quotes: who said what, on Wikinews articles with attributions from their discourse annotation.

The annotation is not complete, so recall and the speakers count; precision is printed by the scorer
and means little here (see the data's README).
"""

import tempfile
from collections.abc import Mapping
from pathlib import Path
from types import ModuleType
from typing import Any

from evaluation.shared import SHARED, present, records, scorer, write_lines
from tellings.article.reader import from_record
from tellings.language.words import FUNCTION_WORDS, tokens
from tellings.mark.marks import mark
from tellings.speech.quotes import printed
from tellings.speech.speech import speech

PRONOUNS = frozenset(("he", "she", "they", "it", "him", "her", "them"))
LEAST_OVERLAP = 0.5
KINDS = ("direct", "quoted", "indirect", "all")


def measure(shared: Path) -> dict[str, float]:
    """Recall of spans (overlap), speaker accuracy and joint recall by kind, on the dev part; pronouns resolved."""
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
    return scores | {"quotes.gum.pronouns": resolved(scoring, wanted, given)}


def resolved(scoring: ModuleType, wanted: Mapping[str, Any], given: Mapping[str, Any]) -> float:
    """Share of pronouns that speak whose name is found: it ends like the labelled one, or has none but its words.

    Counted are quotes that were found, speak through a pronoun, and have a name in the labels' coreference chain.
    """
    right = asked = 0
    for key, document in wanted.items():
        spans = (scoring.spans_of(d, document["text"], "all") for d in (document, given[key]))
        for gold, found in scoring.match(*spans, LEAST_OVERLAP):
            if str(gold.get("speaker")).lower() in PRONOUNS and gold.get("speaker_name") and not gold.get("ignore"):
                asked += 1
                right += _one_name(scoring, found.get("speaker") or "", gold["speaker_name"])
    return right / asked if asked else 0.0


def _one_name(scoring: ModuleType, found: str, wanted: str) -> bool:
    if scoring.last_word(found) == scoring.last_word(wanted):
        return True
    a, b = ({t for t in tokens(name) if t not in FUNCTION_WORDS} for name in (found, wanted))
    return bool(a) and (a <= b or b <= a)


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
