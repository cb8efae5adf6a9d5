"""How and why: the words by which a sentence answers them (tellings/data/casefile/questions.toml)."""

import re
from collections.abc import Collection
from functools import cache
from itertools import islice
from typing import Literal

import msgspec

from tellings.language.tables import load
from tellings.language.words import content_stems, fold

Asked = Literal["how", "why"]
Strength = Literal["strong", "fair", "weak"]


class CueRow(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A row of ``casefile/questions.toml``."""

    question: Asked
    strength: Strength
    cue: str
    seen: str
    form: Literal["any", "ing", "noun"] = "any"
    then: Literal["cause"] | None = None


CUES = load("casefile/questions.toml", "cue", CueRow)
# What stands after a cue for it to be one. A verb after "due to" tells what is planned.
_AFTER = {
    "any": r"\b",
    "ing": r"(?=\s+\w+ing\b)",
    "noun": r"\b(?!\s+(?:be|\w+ly|get|go|start|begin|open|marry|meet|take)\b)",
}
# So many words after a cue name the cause.
_NAMED = 3


def cued(question: Asked, text: str, event: Collection[str] = frozenset()) -> frozenset[Strength]:
    """How sure the signs are by which ``text`` answers the question; empty where it holds none.

    ``event`` are stems of the main event: what is told as caused by that is no cause of it.
    """
    rows, folded = _rows(question), fold(text)
    found = ((rows[m.lastindex or 0], m.end()) for m in _pattern(question).finditer(folded))
    return frozenset(row.strength for row, end in found if not (row.then and _is_event(folded[end:], event)))


def _is_event(words: str, event: Collection[str]) -> bool:
    named = list(islice(content_stems(words[:80]), _NAMED))
    return 2 * sum(stem in event for stem in named) > len(named)


@cache
def _rows(question: Asked) -> dict[int, CueRow]:
    """Rows of a question by the number of their group in its pattern; longer cues are tried first."""
    rows = sorted((row for row in CUES if row.question == question), key=lambda row: (-len(row.cue), row.cue))
    return dict(enumerate(rows, 1))


@cache
def _pattern(question: Asked) -> re.Pattern[str]:
    return re.compile(
        r"\b(?:" + "|".join(f"({re.escape(r.cue)}{_AFTER[r.form]})" for r in _rows(question).values()) + ")"
    )
