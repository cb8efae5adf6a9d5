"""Which blocks of a page are body, by the words of a body that was written down by hand or by another tool."""

import re
from collections import defaultdict
from collections.abc import Sequence

from tellings.article.crawl.walk import Block

WORD = re.compile(r"\w+")
# Words in a row by which a longer block is found in the body; shorter blocks are found by place.
RUN = 3
LONG = 4
# A short block may begin the body, or end it, so many words from its edge.
EDGE = 15


def labels(blocks: Sequence[Block], body: str) -> list[float]:
    """For each block the share of its words that stand in ``body``, each stretch of which is counted once."""
    words = [WORD.findall(block.text) for block in blocks]
    aligned = _Aligned(WORD.findall(body), len(blocks))
    for number in sorted(range(len(blocks)), key=lambda n: -len(words[n])):
        if len(words[number]) >= LONG:
            aligned.long(number, words[number])
    for number in range(len(blocks)):
        if 0 < len(words[number]) < LONG:
            aligned.short(number, words)
    return aligned.shares


class _Aligned:
    """The body's words, which of them are taken, and the blocks found so far."""

    def __init__(self, body: list[str], blocks: int) -> None:
        self.body = body
        self.taken = [False] * len(body)
        self.shares = [0.0] * blocks
        self.starts: list[int | None] = [None] * blocks
        self.runs: dict[tuple[str, ...], list[int]] = defaultdict(list)
        self.places: dict[str, list[int]] = defaultdict(list)
        for place, word in enumerate(body):
            self.places[word].append(place)
            if place + RUN <= len(body):
                self.runs[tuple(body[place : place + RUN])].append(place)

    def long(self, number: int, words: list[str]) -> None:
        """A block of four words or more, by its runs of three."""
        count = len(words) - RUN + 1
        found = []
        for start in range(count):
            place = next((p for p in self.runs.get(tuple(words[start : start + RUN]), ()) if not self.taken[p + 1]), -1)
            if place >= 0:
                found.append(place)
        self.shares[number] = len(found) / count
        if found:
            self.starts[number] = found[0]
        if len(found) * 2 >= count:
            for place in found:
                self.taken[place + 1] = True

    def short(self, number: int, words: list[list[str]]) -> None:
        """A block of up to three words, where they stand between the blocks found before and after it."""
        known = [(n, s) for n, s in enumerate(self.starts) if s is not None and self.shares[n] > 0.5]
        low = max((s + len(words[n]) // 2 for n, s in known if n < number), default=None)
        high = min((s for n, s in known if n > number), default=None)
        if low is None and high is None:
            return
        least = low if low is not None else 0
        most = high if high is not None else len(self.body)
        own = words[number]
        for place in self.places.get(own[0], ()):
            begins = low is not None or place < EDGE
            ends = high is not None or place > len(self.body) - EDGE
            fits = least <= place < most and begins and ends and not self.taken[place]
            if fits and self.body[place : place + len(own)] == own:
                self.shares[number], self.starts[number], self.taken[place] = 1.0, place, True
                return
