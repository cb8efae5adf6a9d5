"""What the encoder is trained on: pairs of texts labelled the same or not, and passages by the claim they make."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from training.claims.labels import Labelled, labelled, topic

# Topics of ECB+ that nothing is trained on: those of the labelled case files.
KEPT_OUT = frozenset(("22", "37", "43", "45"))
# With ``held_out`` further topics are kept out, and further headlines: one in so many.
TOPICS, HEADLINES = 4, 5
PARTIAL = 0.35
# Headline pairs are graded 0 to 5: from here on they tell something in common, and all.
LEAST, MOST = 1.5, 4.5


@dataclass(frozen=True, slots=True)
class Example:
    """Two texts of a source and how far they tell the same, from 0 to 1."""

    source: str
    a: str
    b: str
    same: float


def is_kept_out(story: str, held_out: bool) -> bool:
    """True for an ECB+ story of a topic that is not trained on."""
    return topic(story) in KEPT_OUT or (held_out and _hash(f"h{topic(story)}") % TOPICS == 0)


def examples(data: Path, *, held_out: bool = False) -> list[Example]:
    """The pairs to train on, of all three sets."""
    return [*_events(data, held_out), *_answers(data), *_headlines(data, held_out)]


def stories(data: Path, *, held_out: bool = False) -> list[Labelled]:
    """The stories with claims to train on."""
    return [story for story in labelled(data) if not is_kept_out(story.story, held_out)]


def headline_side(row: dict[str, str]) -> bool:
    """True for a headline pair that ``held_out`` keeps out: both texts of a pair always fall on one side."""
    return _hash(f"h{min(row['a'], row['b'])}") % HEADLINES == 0


def rows(data: Path, name: str) -> Iterator[dict[str, str]]:
    """The lines of a set of pairs."""
    for line in (data / name / "dev.jsonl").read_text(encoding="utf-8").splitlines():
        yield json.loads(line)


def _events(data: Path, held_out: bool) -> Iterator[Example]:
    grades = {"same": 1.0, "different": 0.0, "partial": PARTIAL}
    for row in rows(data, "pairs_ecb"):
        if not is_kept_out(row["group"], held_out):
            yield Example("events", row["a"], row["b"], grades[row["label"]])


def _answers(data: Path) -> Iterator[Example]:
    for row in rows(data, "pairs_nanco"):
        yield Example("answers", row["a"], row["b"], float(row["label"] == "same"))


def _headlines(data: Path, held_out: bool) -> Iterator[Example]:
    for row in rows(data, "pairs_sts_headlines"):
        if not (held_out and headline_side(row)):
            grade = (float(row["label"]) - LEAST) / (MOST - LEAST)
            yield Example("headlines", row["a"], row["b"], min(max(grade, 0.0), 1.0))


def _hash(text: str) -> int:
    return int(hashlib.sha256(text.encode()).hexdigest(), 16)
