"""Affiliation: for which body a person speaks, where the words beside the name say so.

Read from the stretch before a name ("police commissioner …", "a spokesman for the port authority, …")
and after it ("…, director of the clinic", "… of the Harbour Office"). Only the words of the same
sentence count; where nothing is said, a person speaks for no one else.
"""

import re
from collections.abc import Iterator
from functools import cache

from tellings.language.words import FUNCTION_WORDS, fold
from tellings.model import Slice
from tellings.origin.bearers import Bearer, Reading, body_at, nearest_names, sentence_of
from tellings.origin.phrases import ROLES, RoleRow, noun_phrases

# Words between a role and a name, or between a name and a role, further apart belong to something else.
BEFORE, AFTER = 90, 110
_OF_BODY = re.compile(r"\s+of\s+(?:the\s+)?(?=[A-Z])")
_POSSESSIVE_END = re.compile(r"['’]s?\s+$")
_AT, _OF = re.compile(r"\b(?:at|for|with|from)\s+(?:the\s+)?"), re.compile(r"\bof\s+(?:the\s+)?")
_FORMER = re.compile(r"\b(?:former|formerly|ex|one-?time|retired|then|late)\b")
_SENT_TO = re.compile(r"\b(?:ambassador|envoy|emissary|delegate|representative)\s+(?:to|for the)\b")
# What may follow a name that closes its description.
_CLOSED = re.compile(r"\s*(?:[,.;:)\"”]|$)")
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
    zones = (*_before_name(reading, mention, start), *_after_name(reading, mention, end))
    return next((body for zone in zones if (body := body_at(reading, *zone)) is not None), None)


def _before_name(reading: Reading, mention: Slice, start: int) -> Iterator[tuple[int, int]]:
    """Stretches before the name that may name the body."""
    text = reading.telling.article.text
    before = _before(text, mention.start, start)
    chunk = text.rfind(",", before, mention.start) + 1 or before
    left = fold(text[chunk : mention.start])
    if _POSSESSIVE_END.search(left):
        yield chunk, mention.start  # "the Harbour Office's Ada Quill"
    elif found := _voice_last().search(left):
        # "Harbour Office spokeswoman Ada Quill": no "of" between the body and the role
        if not _speaks_for_none(left):
            yield chunk + _last_phrase(left[: found.start()]), chunk + found.start()
    elif found := _voice_for().search(left):
        # "a spokesman for the port authority Ada Quill"
        if not _speaks_for_none(left):
            yield chunk + found.start(1), mention.start
    elif not left.strip() and chunk - 1 > before and _CLOSED.match(text, mention.end):
        # "a spokesman for the port authority, Ada Quill,"
        first = text.rfind(",", before, chunk - 1) + 1 or before
        yield from _described_by(text, first, chunk - 1)


def _after_name(reading: Reading, mention: Slice, end: int) -> Iterator[tuple[int, int]]:
    """Stretches after the name that may name the body."""
    text = reading.telling.article.text
    after = _after(text, mention.end, end)
    if of := _OF_BODY.match(text, mention.end, after):
        body = next((n for n in nearest_names(reading.telling, of.end(), after) if n.start == of.end()), None)
        described = next((p for p in noun_phrases(text[of.end() : after]) if p[0] == 0), None)
        if body or described:
            yield of.end(), body.end if body else of.end() + (described[1] if described else 0)
    elif text[mention.end : mention.end + 1] == ",":
        # "Ada Quill, director of the clinic,"; an age may stand between
        start, first = mention.end + 1, _chunk_end(text, mention.end + 1, after)
        if text[start:first].strip().isdigit():
            start, first = first + 1, _chunk_end(text, first + 1, after)
        # ", team president Tom Weld said" is of Tom Weld
        if not any(n.kind == "person" for n in nearest_names(reading.telling, start, first)):
            yield from _described_by(text, start, first)


def _described_by(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Where a description with a role in it may name the body: after the role's "at", "for" or "of", else before it."""
    described = fold(text[start:end])
    voice = _voice_pattern().search(described)
    if voice is None or _speaks_for_none(described):
        return
    of = list(_AT.finditer(described, voice.end())) or list(_OF.finditer(described, voice.end()))
    if of:
        yield start + of[-1].end(), end
    yield start, start + voice.start()


def _speaks_for_none(described: str) -> bool:
    """True of one who no longer speaks for the body, and of one who is sent to it by another."""
    return bool(_FORMER.search(described) or _SENT_TO.search(described))


def _last_phrase(words: str) -> int:
    """Where the last run of words without a function word begins."""
    found = [m for m in re.finditer(r"[\w’'-]+", words) if m.group() in FUNCTION_WORDS]
    return found[-1].end() if found else 0


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
    return re.compile(rf"\b(?:{_voices()})\b")


@cache
def _voice_last() -> re.Pattern[str]:
    """A role right before a name, but for initials and forms of address."""
    return re.compile(rf"\b(?:{_voices()})(?:\s+of\s+staff)?\s+(?:(?:[a-z]\.\s*)+|(?:mr|mrs|ms|dr|sir|gen)\.?\s+)?$")


@cache
def _voice_for() -> re.Pattern[str]:
    """A role for a body right before a name; group 1 is the body."""
    no_other = r"(?!(?:in|on|when|who|to|as|by|that|from|after|before|and)\b)"
    return re.compile(rf"\b(?:{_voices()})\s+(?:for|of|at|with)\s+((?:{no_other}[\w’'.-]+\s+){{1,7}})$")


@cache
def _voices() -> str:
    words = sorted({w for row in ROLES if row.voice for w in row.words}, key=lambda w: (-len(w), w))
    return "|".join(map(re.escape, words))
