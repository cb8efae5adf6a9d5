"""Lines: a text cut into the pieces that a reader sees as its paragraphs.

Saves differ: paragraphs between blank lines, lines broken at a width, or one sentence a line. A piece is
a paragraph, or a line where lines stand for paragraphs.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from tellings.model import BlockKind

LINE = re.compile(r"[^\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+")
# Some data sets set a space before a closing mark.
TERMINAL = re.compile(r"[.!?…。！？](?: ?[\"'”’»)\]])*$")
BULLET = re.compile(r"(?:[•·*‣◦▪►▶]|[-–—](?= )|\d{1,2}[.)](?= )|\(?[a-z]\)(?= ))\s*")
# Text broken at a width is broken at 100 characters or fewer; longer lines are paragraphs.
WIDEST = 100
NARROWEST = 40


class Piece(NamedTuple):
    """A stretch of text without white space at its ends; ``kind`` where the markup says it.

    ``alone`` tells whether it stands between blank lines; ``why`` is the code of furniture that the
    markup tells.
    """

    start: int
    end: int
    kind: BlockKind | None = None
    alone: bool = False
    why: str | None = None


def pieces(text: str) -> list[Piece]:
    """The paragraphs of ``text`` in order."""
    groups = list(_groups(text))
    joined = (_joined(text, group) for group in groups) if _wrapped(text, groups) else groups
    return [piece for group in joined for piece in ([group[0]._replace(alone=True)] if len(group) == 1 else group)]


def terminated(line: str) -> bool:
    """Whether ``line`` ends as a sentence does."""
    return TERMINAL.search(line[-12:]) is not None


def lines(text: str) -> Iterator[Piece]:
    """Lines that hold more than white space, stripped."""
    for match in LINE.finditer(text):
        line = match.group()
        bare = line.strip()
        if bare:
            start = match.start() + len(line) - len(line.lstrip())
            yield Piece(start, start + len(bare))


def _groups(text: str) -> Iterator[list[Piece]]:
    """Runs of lines without a blank line between them."""
    group: list[Piece] = []
    for line in lines(text):
        if group and _blank_between(text, group[-1].end, line.start):
            yield group
            group = []
        group.append(line)
    if group:
        yield group


def _blank_between(text: str, end: int, start: int) -> bool:
    between = text[end:start].replace("\r\n", "\n")
    return sum(between.count(c) for c in "\n\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029") > 1


def _wrapped(text: str, groups: Sequence[Sequence[Piece]]) -> bool:
    """Whether a text is broken at a width: no line is long, and many go on in lower case."""
    pairs = [pair for group in groups for pair in pairwise(group)]
    if not pairs or max(line.end - line.start for group in groups for line in group) > WIDEST:
        return False
    lower = sum(text[b.start].islower() and a.end - a.start >= NARROWEST for a, b in pairs)
    return lower * 3 >= len(pairs)


def _joined(text: str, group: Sequence[Piece]) -> list[Piece]:
    """The lines of a group, those that go on one another joined."""
    joined = [group[0]]
    for before, line in pairwise(group):
        if _continues(text, before, line):
            joined[-1] = Piece(joined[-1].start, line.end)
        else:
            joined.append(line)
    return joined


def _continues(text: str, before: Piece, line: Piece) -> bool:
    """Whether ``line`` goes on where ``before`` was broken."""
    if before.end - before.start < NARROWEST or BULLET.match(text, line.start, line.end):
        return False
    first = text[line.start]
    return first.islower() or not terminated(text[before.start : before.end])
