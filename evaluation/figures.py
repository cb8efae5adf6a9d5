"""Figures measured against labelled news: ``python -m evaluation.figures``.

Reads ``shared/data/timex_meantime`` (not part of this repository), whose ``values`` are spans of
quantities, money and shares. A figure counts as found where its span is the labelled one (strict) or
shares a character with it (relaxed, one to one). What is labelled there as a time (a date, a duration)
neither helps nor hurts. The labels say nothing of bounds, units and nouns, so these are not measured here.
"""

import sys
from collections.abc import Sequence
from pathlib import Path

import msgspec

from evaluation.shared import SHARED, scorer
from evaluation.times import article_of
from tellings.mark.figures import figures
from tellings.mark.marks import outside_names
from tellings.mark.names import names
from tellings.mark.sentences import sentences
from tellings.mark.times import times

Place = dict[str, int]


class Labelled(msgspec.Struct):
    """A stretch that the labels mark."""

    start: int
    end: int


class Document(msgspec.Struct):
    """A line of the set: a text with its numbers and its times."""

    id: str
    published: str | None
    text: str
    values: list[Labelled]
    timexes: list[Labelled]


def measure(shared: Path) -> dict[str, float]:
    """Scores by name, such as ``figures.meantime.relaxed_f1``; empty where the data is absent."""
    gold = shared / "data" / "timex_meantime" / "dev.jsonl"
    if not gold.exists() or not (shared / "score" / "timex.py").exists():
        return {}
    timex = scorer("timex")
    counted = {"wanted": 0, "marked": 0, "strict": 0, "relaxed": 0}
    for line in gold.read_bytes().splitlines():
        wanted, marked = _spans(msgspec.json.decode(line, type=Document))
        counted["wanted"] += len(wanted)
        counted["marked"] += len(marked)
        counted["strict"] += sum(span in wanted for span in marked)
        counted["relaxed"] += len(timex.match(wanted, marked))
    scores: dict[str, float] = {}
    for row in ("strict", "relaxed"):
        found = timex.prf(counted[row], counted["marked"], counted["wanted"])
        for short, long in (("p", "precision"), ("r", "recall"), ("f1", "f1")):
            scores[f"figures.meantime.{row}_{long}"] = found[short]
    return scores


def _spans(document: Document) -> tuple[list[Place], list[Place]]:
    """Labelled and marked spans, without those that lie over a labelled time and over no labelled number."""
    article = article_of(document.id, document.text, document.published)
    cut = sentences(article)
    named = names(article, cut)
    found = outside_names(figures(article, cut, outside_names(times(article, cut), named)), named)
    marked = [Labelled(start=f.start, end=f.end) for f in found]
    kept = [m for m in marked if not _over(m, document.timexes) or _over(m, document.values)]
    return [_place(v) for v in document.values], [_place(m) for m in kept]


def _over(one: Labelled, others: Sequence[Labelled]) -> bool:
    return any(one.start < other.end and other.start < one.end for other in others)


def _place(span: Labelled) -> Place:
    return {"start": span.start, "end": span.end}


def main() -> None:
    """Print the scores, or why there are none."""
    scores = measure(SHARED)
    if not scores:
        print(f"figures: skipped, no labelled numbers at {SHARED.name}/data/timex_meantime", file=sys.stderr)
    for name, value in scores.items():
        print(f"{name:32} {value:.3f}")


if __name__ == "__main__":
    main()
