"""Passages: stretches that two texts have in common, with their places in both.

Shared shingles are the seeds; seeds that follow each other in both texts at nearly the same distance are
chained into one passage over the words that differ, as passim does (Smith, Cordell and Dillon 2013; Smith,
Cordell and Mullen 2015), without its character-level step: words that were swapped or thinned out inside a
passage stay inside it.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from tellings.model import Record, Slice
from tellings.story.shared import SHINGLE, Shingle, Sketch

# Stems that may differ between two seeds of one passage, in either text.
GAP = 8
# Stems from which a shared stretch is a passage: shorter ones are names, titles and stock phrases.
LEAST = 8
# Shingles of a passage that are shown as a reason: enough to see it by.
SHOWN = 30
# Letters within which common words before and after a passage are looked for.
EDGE = 60
_STOPS = frozenset('\n"“”«»')


class Passage(Record, frozen=True):
    """A shared passage: the first and one past the last shingle in each text."""

    start: int
    end: int
    other_start: int
    other_end: int
    seeds: int

    @property
    def stems(self) -> int:
        """Content words of the passage in the first text."""
        return self.end - self.start + SHINGLE - 1


def passages(one: Sketch, other: Sketch, least: int = LEAST) -> list[Passage]:
    """Passages that two articles share, in order of the first; ``least`` is their least length in stems."""
    open_: list[list[int]] = []
    found: list[list[int]] = []
    for place, here in _seeds(one, other):
        still = [c for c in open_ if place - c[1] <= GAP]
        found += [c for c in open_ if place - c[1] > GAP]
        open_ = still
        fitting = [c for c in open_ if 0 < here - c[3] + 1 <= GAP + 1]
        if fitting:
            chain = min(fitting, key=lambda c: (abs((here - c[3]) - (place - c[1])), -c[4], c[0]))
            chain[1], chain[3], chain[4] = place + 1, here + 1, chain[4] + 1
        else:
            open_.append([place, place + 1, here, here + 1, 1])
    made = (Passage(start=a, end=b, other_start=c, other_end=d, seeds=n) for a, b, c, d, n in found + open_)
    return _apart(sorted((p for p in made if p.stems >= least), key=lambda p: (p.start, p.other_start)))


def covered(sketched: Sketch, shared: Sequence[Passage]) -> float:
    """Share of the first text's stems that stand in passages, 0 to 1."""
    stems = {n for p in shared for n in range(p.start, p.end + SHINGLE - 1)}
    return len(stems) / max(1, len(sketched.shingles) + SHINGLE - 1)


def turned(shared: Sequence[Passage]) -> list[Passage]:
    """The same passages as the other text has them."""
    return [
        Passage(start=p.other_start, end=p.other_end, other_start=p.start, other_end=p.end, seeds=p.seeds)
        for p in shared
    ]


def longest(shared: Sequence[Passage]) -> Passage | None:
    """The longest passage, the first of equally long ones; null where there is none."""
    return max(shared, key=lambda p: (p.seeds, -p.start), default=None)


def shown(one: Sketch, other: Sketch, passage: Passage, most: int | None = None) -> tuple[Slice, Slice]:
    """The words of a passage in each text; of its first ``most`` shingles where that is given.

    With the words before and after that are the same in both and too common to be of a shingle.
    """
    length, other_length = passage.end - passage.start, passage.other_end - passage.other_start
    if most is not None and length > most:
        # As much of the other as of the one: the texts run alike, a few words apart.
        length, other_length = most, min(other_length, most)
    start, end = one.starts[passage.start], one.ends[passage.start + length - 1]
    other_start, other_end = other.starts[passage.other_start], other.ends[passage.other_start + other_length - 1]
    text, other_text = one.article.text, other.article.text
    before = _alike(text[:start][-EDGE:][::-1], other_text[:other_start][-EDGE:][::-1])
    whole = length == passage.end - passage.start
    after = _alike(text[end : end + EDGE], other_text[other_end : other_end + EDGE]) if whole else 0
    return (
        one.article.slice(start - before, end + after),
        other.article.slice(other_start - before, other_end + after),
    )


def _alike(one: str, other: str) -> int:
    """Letters up to the end of the last whole word that two stretches open with alike, on one line, unquoted."""
    alike = 0
    for here, there in zip(one, other, strict=False):
        if here.lower() != there.lower() or here in _STOPS:
            break
        alike += 1
    # Not into a word: nor where the stretch looked at ends, for a word may go on there.
    while alike and (one[alike - 1].isspace() or _goes_on(one, alike) or _goes_on(other, alike)):
        alike -= 1
    return alike if any(c.isalnum() for c in one[:alike]) else 0


def _goes_on(text: str, place: int) -> bool:
    return place == EDGE or text[place : place + 1].isalnum()


def _seeds(one: Sketch, other: Sketch) -> Iterator[tuple[int, int]]:
    """Places of shared shingles, in order of the first text; of several in the other, the one that goes on."""
    places: dict[Shingle, list[int]] = defaultdict(list)
    for here, shingle in enumerate(other.shingles):
        places[shingle].append(here)
    drift = 0
    for place, shingle in enumerate(one.shingles):
        if shingle in places:
            here = min(places[shingle], key=lambda h: (abs(h - place - drift), h))
            drift = here - place
            yield place, here


def _apart(ordered: Sequence[Passage]) -> list[Passage]:
    """Of passages that overlap in the first text, the longest."""
    kept: list[Passage] = []
    for passage in ordered:
        if not kept or passage.start >= kept[-1].end:
            kept.append(passage)
        elif passage.stems > kept[-1].stems:
            kept[-1] = passage
    return kept
