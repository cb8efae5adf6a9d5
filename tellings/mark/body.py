"""Body: the paragraphs that marks are looked for in.

Furniture and captions are left out. A block that holds one sentence a line (as texts joined from
corpora and many plain-text saves do) gives a paragraph a line; a block that is merely wrapped at a
column stays whole.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from itertools import accumulate, islice

import msgspec

from tellings.model import Article, BlockKind, Furniture

OUTSIDE: frozenset[BlockKind] = frozenset({"furniture", "caption"})
_LINE_ENDS_SENTENCE = re.compile(r"[.!?…:][)\]\"'”’»]*\s*$")
_WORD_CHARACTER = re.compile(r"[^\W_]")


class Paragraph(msgspec.Struct, frozen=True, kw_only=True):
    """A stretch of body text, trimmed of white space; ``block`` is the index of its block."""

    start: int
    end: int
    block: int
    kind: BlockKind


def paragraphs(article: Article) -> list[Paragraph]:
    """Paragraphs of the article's body in order; each lies in one block and in no furniture."""
    cuts = sorted(article.furniture, key=lambda f: (f.start, f.end))
    ends = list(accumulate((f.end for f in cuts), max))
    return [
        Paragraph(start=start, end=end, block=number, kind=block.kind)
        for number, block in enumerate(article.blocks)
        if block.kind not in OUTSIDE
        for kept in _outside(islice(cuts, bisect_right(ends, block.start), None), block.start, block.end)
        for start, end in _lines(article.text, *kept)
        if _WORD_CHARACTER.search(article.text, start, end)
    ]


def _outside(cuts: Iterator[Furniture], start: int, end: int) -> Iterator[tuple[int, int]]:
    for cut in cuts:
        if cut.start >= end:
            break
        if cut.start > start:
            yield start, cut.start
        start = max(start, cut.end)
    if start < end:
        yield start, end


def _lines(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    stretch = text[start:end]
    lines = [line for line in stretch.splitlines() if line.strip()]
    # More than half the line breaks follow the end of a sentence: each line is one.
    ended = sum(1 for line in lines[:-1] if _LINE_ENDS_SENTENCE.search(line))
    if len(lines) < 2 or 2 * ended < len(lines) - 1:
        yield from _trimmed(text, start, end)
        return
    at = start
    for line in stretch.splitlines(keepends=True):
        yield from _trimmed(text, at, at + len(line))
        at += len(line)


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    stretch = text[start:end]
    left = len(stretch) - len(stretch.lstrip())
    right = len(stretch.rstrip())
    if left < right:
        yield start + left, start + right
