"""How and why: the words by which a sentence answers them (tellings/data/casefile/questions.toml)."""

import re
from collections.abc import Collection
from functools import cache
from itertools import islice
from typing import Literal, NamedTuple

import msgspec

from tellings.language.tables import load
from tellings.language.words import WORD, content_stems, fold

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
    folded = fold(text)
    found = (_at(question, folded, word) for word in WORD.finditer(folded))
    return frozenset(f.row.strength for f in found if f and not (f.row.then and _is_event(folded[f.end :], event)))


class _Found(NamedTuple):
    row: CueRow
    end: int


def _at(question: Asked, folded: str, word: re.Match[str]) -> _Found | None:
    """The longest cue that begins with ``word``."""
    matches = ((row, cue.match(folded, word.start())) for row, cue in _by_first_word(question).get(word.group(), ()))
    return next((_Found(row, m.end()) for row, m in matches if m), None)


def _is_event(words: str, event: Collection[str]) -> bool:
    named = list(islice(content_stems(words[:80]), _NAMED))
    return 2 * sum(stem in event for stem in named) > len(named)


@cache
def _by_first_word(question: Asked) -> dict[str, list[tuple[CueRow, re.Pattern[str]]]]:
    """Rows of a question and what finds their cues, the longest first."""
    rows = sorted((row for row in CUES if row.question == question), key=lambda row: (-len(row.cue), row.cue))
    found: dict[str, list[tuple[CueRow, re.Pattern[str]]]] = {}
    for row in rows:
        found.setdefault(row.cue.split()[0], []).append((row, re.compile(re.escape(row.cue) + _AFTER[row.form])))
    return found
