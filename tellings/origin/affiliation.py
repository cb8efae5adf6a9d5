"""Affiliation: for which body a person speaks, where the words beside the name say so.

Read from the stretch before a name ("police commissioner …", "a spokesman for the port authority, …")
and after it ("…, director of the clinic", "… of the Harbour Office"). Only the words of the same
sentence count; where nothing is said, a person speaks for no one else.
"""

import re
from collections.abc import Iterator
from functools import cache

from tellings.language.words import fold
from tellings.model import Slice
from tellings.origin.bearers import Bearer, Reading, body_at, sentence_of
from tellings.origin.phrases import ROLES, RoleRow

# Words between a role and a name, or between a name and a role, further apart belong to something else.
BEFORE, AFTER = 90, 110
_OF_BODY = re.compile(r"\s+of\s+(?:the\s+)?(?=[A-Z])")
_POSSESSIVE_END = re.compile(r"['’]s?\s+$")
_CLAUSE_END = re.compile(r"[;:\"“”!?—–]|\s-\s|\b(?:who|said|says|told|that|which|was|is|were|had|has)\b")


def affiliate(reading: Reading) -> None:
    """Give each person of the article the body spoken for, where one is stated."""
    sentences = reading.telling.marks.sentences
    starts, ends = [s.start for s in sentences], [s.end for s in sentences]
    cited = _cited_classes(reading)
    for bearer in [b for b in reading.bearers if b.kind == "person"]:
        for mention in bearer.mentions:
            start, end = sentence_of(reading.telling.article, starts, ends, mention.start)
            bearer.speaks_for = bearer.speaks_for or _body_beside(reading, mention, start, end)
            bearer.body_class = bearer.body_class or _class_beside(reading, mention, start, end, cited)


def _cited_classes(reading: Reading) -> set[str]:
    """Classes of the bodies that the article cites."""
    speakers = (b for found in reading.speakers.values() for b in found)
    return {b.phrase.class_ for b in speakers if b.phrase and b.phrase.class_}


def _body_beside(reading: Reading, mention: Slice, start: int, end: int) -> Bearer | None:
    text = reading.telling.article.text
    for left, right, adjacent in _zones(text, mention, start, end):
        if adjacent or _voice_pattern().search(fold(text[left:right])):
            body = body_at(reading, left, right)
            if body is not None:
                return body
    return None


def _zones(text: str, mention: Slice, start: int, end: int) -> Iterator[tuple[int, int, bool]]:
    """Stretches that may name the body, and whether their place alone says so."""
    before, after = _before(text, mention.start, start), _after(text, mention.end, end)
    chunk = text.rfind(",", before, mention.start) + 1 or before
    # "Harbour Office spokeswoman Ada Quill", "the Harbour Office's Ada Quill"
    possessive = _POSSESSIVE_END.search(text[chunk : mention.start]) is not None
    yield chunk, mention.start, possessive
    if text[chunk : mention.start].strip() == "" and chunk - 1 > before:
        # "a spokesman for the port authority, Ada Quill"
        yield text.rfind(",", before, chunk - 1) + 1 or before, chunk - 1, False
    of = _OF_BODY.match(text, mention.end, after)
    if of:
        yield of.end(), _chunk_end(text, of.end(), after), True
    elif text[mention.end : mention.end + 1] == ",":
        # "Ada Quill, director of the clinic,"; an age may stand between
        first = _chunk_end(text, mention.end + 1, after)
        if text[mention.end + 1 : first].strip().isdigit():
            first = _chunk_end(text, first + 1, after)
        yield mention.end + 1, first, False


def _before(text: str, place: int, least: int) -> int:
    left = max(least, place - BEFORE)
    return max((m.end() for m in _CLAUSE_END.finditer(text, left, place)), default=left)


def _after(text: str, place: int, most: int) -> int:
    right = min(most, place + AFTER)
    stop = _CLAUSE_END.search(text, place, right)
    return stop.start() if stop else right


def _chunk_end(text: str, start: int, most: int) -> int:
    comma = text.find(",", start, most)
    return most if comma < 0 else comma


def _class_beside(reading: Reading, mention: Slice, start: int, end: int, cited: set[str]) -> str | None:
    """The class of body that a rank or title beside the name implies."""
    text = reading.telling.article.text
    left = max(start, mention.start - BEFORE)
    beside = fold(text[left : mention.start])
    title = re.search(r"([\w-]+(?:\s+[\w-]+){0,3})\.?\s*$", beside)
    inside = fold(mention.text).replace(".", "")
    for row in _classed():
        in_front = title and any(title.group(1) == w or title.group(1).endswith(" " + w) for w in row.words)
        if (in_front or any(inside.startswith(w + " ") for w in row.words)) and (not row.needs or row.class_ in cited):
            return row.class_
    following = fold(text[mention.end : _after(text, mention.end, end)])
    for row in _classed():
        if any(re.match(rf",\s+(?:an?|the)\s+(?:[\w-]+\s+){{0,3}}{re.escape(w)}\b", following) for w in row.words):
            return row.class_ if not row.needs or row.class_ in cited else None
    return None


@cache
def _classed() -> tuple[RoleRow, ...]:
    return tuple(row for row in ROLES if row.class_)


@cache
def _voice_pattern() -> re.Pattern[str]:
    words = sorted({w for row in ROLES if row.voice for w in row.words}, key=lambda w: (-len(w), w))
    return re.compile(r"\b(?:" + "|".join(map(re.escape, words)) + r")\b")
