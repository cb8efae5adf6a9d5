"""How and why: the words by which a sentence answers them (tellings/data/casefile/questions.toml)."""

import re
from collections.abc import Iterable
from functools import cache
from typing import Literal, get_args

import msgspec

from tellings.language.tables import load
from tellings.language.words import fold

Asked = Literal["how", "why"]
Strength = Literal["strong", "fair", "weak"]
STRENGTHS: tuple[Strength, ...] = get_args(Strength)


class CueRow(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A row of ``casefile/questions.toml``."""

    question: Asked
    strength: Strength
    cue: str
    seen: str
    form: Literal["any", "ing", "noun"] = "any"


CUES = load("casefile/questions.toml", "cue", CueRow)
# What stands after a cue for it to be one. A verb after "due to" tells what is planned.
_AFTER = {"any": r"\b", "ing": r"\s+\w+ing\b", "noun": r"\b(?!\s+(?:be|\w+ly|get|go|start|begin|open|marry|meet|take)\b)"}


def cued(question: Asked, text: str) -> frozenset[Strength]:
    """How sure the signs are by which ``text`` answers the question; empty where it holds none."""
    folded = fold(text)
    return frozenset(s for s in STRENGTHS if (p := _by_strength(question, s)) is not None and p.search(folded))


def pattern(rows: Iterable[CueRow]) -> re.Pattern[str] | None:
    """What finds the cues of ``rows`` in a folded text; null for no rows."""
    cues = [re.escape(row.cue) + _AFTER[row.form] for row in rows]
    return re.compile(r"\b(?:" + "|".join(cues) + ")") if cues else None


@cache
def _by_strength(question: Asked, strength: Strength) -> re.Pattern[str] | None:
    return pattern(row for row in CUES if row.question == question and row.strength == strength)
