"""A sentence as the grammar of attribution reads it: its words, with each quotation as one token."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

import msgspec

from tellings.language.words import fold
from tellings.model import Article, BlockKind, Marks, Quotation, Stance
from tellings.speech.vocabulary import VERB_OF

MARKS = "\"“”„‟«»‘’'`‚‛"
_TOKEN = re.compile(
    r"[^\W_]+(?:['’] ?(?:s|t|re|ve|ll|d|m)\b)?(?:(?: - |-)[^\W_]+(?:['’]s\b)?)*"  # words, also "co - worker"
    r"|(?:--|- -|—|–| - )|\.\.\.|[^\w\s]"
)
_INITIALS = re.compile(
    r"(?:[A-Z]\. ?){2,}|\b(?:[A-Z]|Mr|Mrs|Ms|Dr|Jr|Sr|St|Lt|Gen|Col|Capt|Sgt|Cpl|Gov|Sen|Rep|Rev|Prof|Inc|Corp|Co|Ltd"
    r"|Calif|Ill|Ark|Conn|Pa|No|Det|Adm|Maj|Hon|Cmdr|Supt|Insp)\."
)


class Token(NamedTuple):
    """A word, a punctuation mark or a whole quotation with its marks; ``low`` is folded."""

    start: int
    end: int
    low: str
    kind: Literal["word", "mark", "quote"]
    capital: bool


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """One sentence read: ``tokens`` in order; ``number`` is its place among the article's sentences."""

    number: int
    start: int
    end: int
    block: int
    kind: BlockKind
    tokens: tuple[Token, ...]


class Further(msgspec.Struct, frozen=True, kw_only=True):
    """A further step that the sentence states: who passed it on (``passes``) or whom the source has it from."""

    cue: tuple[int, int]
    mention: tuple[int, int]
    passes: bool


class Frame(msgspec.Struct, frozen=True, kw_only=True):
    """A cue with its source and what is said; places are code points. ``source`` is null where none is told."""

    sentence: int
    cue: tuple[int, int]
    source: tuple[int, int] | None
    content: tuple[tuple[int, int], ...]
    stance: Stance
    order: Literal["before", "after", "around"]
    use: str
    further: tuple[Further, ...] = ()


def readings(article: Article, marks: Marks, quotations: Sequence[Quotation]) -> list[Reading]:
    """The article's sentences as tokens. ``quotations`` do not overlap and stand in order.

    A quotation and the few words after it that only say who spoke are read as one sentence.
    """
    found: list[Reading] = []
    first = 0
    for sentence in marks.sentences:
        while first < len(quotations) and quotations[first].end <= sentence.start:
            first += 1
        last = bisect_left(quotations, sentence.end, lo=first, key=lambda q: q.start)
        quoted = [with_marks(article.text, q, sentence.start, sentence.end) for q in quotations[first:last]]
        tokens = tuple(_tokens(article.text, sentence.start, sentence.end, quoted))
        start = sentence.start
        if found and found[-1].block == sentence.block and _only_says_who(found[-1].tokens, tokens):
            before = found.pop()
            start, tokens = before.start, before.tokens + tokens
        kind = article.blocks[sentence.block].kind if sentence.block < len(article.blocks) else "paragraph"
        found.append(
            Reading(number=len(found), start=start, end=sentence.end, block=sentence.block, kind=kind, tokens=tokens)
        )
    return found


def _only_says_who(before: Sequence[Token], tokens: Sequence[Token]) -> bool:
    if not before or before[-1].kind != "quote" or not tokens or tokens[0].kind != "word":
        return False
    cue = next((i for i, t in enumerate(tokens[:7]) if t.low in VERB_OF), None)
    return cue is not None and all(t.kind == "mark" and t.low != ":" for t in tokens[cue + 1 :])


def with_marks(text: str, quotation: Quotation, low: int, high: int) -> tuple[int, int]:
    """The quotation with the marks that stand around it, no further than ``low:high``."""
    start, end = max(quotation.start, low), min(quotation.end, high)
    if quotation.kind == "set-off":
        return start, end
    start, end = _left(text, start, low), _right(text, end, high)
    return start, end


def _left(text: str, start: int, low: int) -> int:
    at = start
    while at > low and text[at - 1] == " ":
        at -= 1
    while at > low and text[at - 1] in MARKS:
        at -= 1
    return at if text[at:start].strip() else start


def _right(text: str, end: int, high: int) -> int:
    at = end
    while at < high and text[at] in " .,":
        at += 1
    stop = at
    while stop < high and text[stop] in MARKS:
        stop += 1
    return stop if stop > at else end


def _tokens(text: str, start: int, end: int, quoted: Sequence[tuple[int, int]]) -> Iterator[Token]:
    at = start
    for left, right in quoted:
        yield from _words(text, at, left)
        inner = text[left:right].strip(MARKS + " ")
        # a quotation that ends as a clause does closes what stands before the frame
        yield Token(left, right, '".' if inner[-1:] in (",", ".", "!", "?") else '"', "quote", inner[:1].isupper())
        at = max(at, right)
    yield from _words(text, at, end)


def _words(text: str, start: int, end: int) -> Iterator[Token]:
    initials = [hit.span() for hit in _INITIALS.finditer(text, start, end)]
    stops = {at for low, high in initials for at in range(low, high) if text[at] == "."}
    for hit in _TOKEN.finditer(text, start, end):
        word = hit.group()
        if hit.start() in stops and word == ".":
            continue
        is_word = word[0].isalnum()
        low = fold(word).replace("' ", "'") if is_word else fold(word).strip() or word
        yield Token(hit.start(), hit.end(), low, "word" if is_word else "mark", is_word and word[0].isupper())


def low_at(tokens: Sequence[Token], at: int) -> str:
    """The folded word or mark at a place; empty outside the sentence and for a quotation."""
    return tokens[at].low if 0 <= at < len(tokens) and tokens[at].kind != "quote" else ""


def words_of(tokens: Sequence[Token]) -> Iterator[str]:
    """The words among tokens, folded."""
    return (t.low for t in tokens if t.kind == "word")
