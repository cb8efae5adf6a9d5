"""Lines: a text cut into the pieces that a reader sees as its paragraphs.

Saves differ: paragraphs between blank lines, lines broken at a width, or one sentence a line. A piece is
a paragraph, or a line where lines stand for paragraphs.
"""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from tellings.model import BlockKind

LINE = re.compile(r"[^\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+")
# Some data sets set a space before a closing mark.
TERMINAL = re.compile(r"[.!?…。！？] ?[\"'”’»)\]]*$")
BULLET = re.compile(r"(?:[•·*‣◦▪►▶]|[-–—](?= )|\d{1,2}[.)](?= )|\(?[a-z]\)(?= ))\s*")
# Text broken at a width is broken at 100 characters or fewer; longer lines are paragraphs.
WIDEST = 100
NARROWEST = 40


class Piece(NamedTuple):
    """A stretch of text without white space at its ends; ``kind`` where the markup says it.

    ``alone`` tells whether it stands between blank lines.
    """

    start: int
    end: int
    kind: BlockKind | None = None
    alone: bool = False


def pieces(text: str) -> list[Piece]:
    """The paragraphs of ``text`` in order."""
    return [piece for group in _groups(text) for piece in _of_group(text, group)]


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


def _of_group(text: str, group: list[Piece]) -> list[Piece]:
    if len(group) == 1:
        return [group[0]._replace(alone=True)]
    if not _wrapped(text, group):
        return group
    joined = [group[0]]
    for before, line in pairwise(group):
        if _continues(text, before, line):
            joined[-1] = Piece(joined[-1].start, line.end)
        else:
            joined.append(line)
    return [joined[0]._replace(alone=True)] if len(joined) == 1 else joined


def _wrapped(text: str, group: list[Piece]) -> bool:
    """Whether a group is one text broken at a width: most lines are of one width and end mid-sentence."""
    widths = [line.end - line.start for line in group]
    widest = max(widths)
    if not NARROWEST <= widest <= WIDEST:
        return False
    broken = sum(_continues(text, a, b) for a, b in pairwise(group))
    return broken * 2 >= len(group) - 1


def _continues(text: str, before: Piece, line: Piece) -> bool:
    """Whether ``line`` goes on where ``before`` was broken."""
    if before.end - before.start < NARROWEST or BULLET.match(text, line.start, line.end):
        return False
    first = text[line.start]
    return first.islower() or not terminated(text[before.start : before.end])
