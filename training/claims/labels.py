"""Which passages of ECB+ stories make the same claim: ``labels.jsonl``, places alone, no text.

A line a story: ``claims``, each a list of passages ``[article, start, end]`` (code points) of two articles or more, all
that make the claim; ``near``, pairs of passages that look alike and make different claims. Labelled by one reader who
read every article in full, so there is no agreement figure. Licence: CC BY 4.0.
"""

import json
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

LABELS = Path(__file__).with_name("labels.jsonl")
Place = tuple[str, int, int]


@dataclass(frozen=True, slots=True)
class Labelled:
    """A story with the places of its claims and look-alikes, and the texts of its articles."""

    story: str
    claims: tuple[tuple[Place, ...], ...]
    near: tuple[tuple[Place, Place], ...]
    texts: dict[str, str]

    def words(self, place: Place) -> str:
        """The words at a place."""
        article, start, end = place
        return self.texts[article][start:end]

    @property
    def articles(self) -> list[str]:
        """Ids of the articles that were read."""
        return sorted({article for claim in self.claims for article, _, _ in claim})


def labelled(data: Path) -> list[Labelled]:
    """The labelled stories, with the texts of ``data/ecbplus``."""
    texts = _texts(data)
    found = []
    for line in LABELS.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        claims = tuple(tuple((a, s, e) for a, s, e in claim) for claim in row["claims"])
        near = tuple(((x[0], x[1], x[2]), (y[0], y[1], y[2])) for x, y in row["near"])
        found.append(Labelled(row["story"], claims, near, texts))
    return found


def topic(story: str) -> str:
    """The number of an ECB+ story's topic: ``8ecb`` and ``8ecbplus`` share one."""
    number = re.match(r"\d+", story)
    assert number is not None, story
    return number.group()


@cache
def _texts(data: Path) -> dict[str, str]:
    lines = (data / "ecbplus" / "articles.jsonl").read_text(encoding="utf-8").splitlines()
    return {row["id"]: row["text"] for row in map(json.loads, lines)}
