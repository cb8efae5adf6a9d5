"""Borrowing: texts of different families that have a passage in common outside quotation.

What several outlets quote is the speaker's; what they print alike in their own words one has from another, or
both from a text that is not here. Two families give one borrowing, between the members that share most.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Literal

from tellings.language.words import WORD
from tellings.model import Article, Family, Record, Slice, Span
from tellings.story.passages import Passage, passages, shown, turned
from tellings.story.shared import Shingle, Sketch, containment, sketch

# So many words in one run, and so many of their stems matched, are not written twice by chance.
LEAST_WORDS, LEAST_STEMS = 14, 8
# Share of a passage that is the same in both texts: less is the same tale in other words.
LEAST_ALIKE = 0.5

Order = Literal["shared-passage", "shared-passage-worked-in", "shared-passage-order-unknown"]


class Borrowing(Record, frozen=True):
    """``taker`` has the passages from ``giver``; ``order`` says what shows which came first.

    ``spans`` are the passages in order of the taker: for each its words there, then the giver's.
    """

    taker: str
    giver: str
    spans: tuple[Slice, ...]
    order: Order


def borrowings(
    articles: Sequence[Article], families: Sequence[Family], quoted: Mapping[str, Sequence[Span]]
) -> list[Borrowing]:
    """Borrowings among the articles of one story, in order of their ends; ``quoted`` are quotations by article."""
    sketches = [
        sketch(a, sorted(quoted.get(a.id, ()), key=lambda s: s.start)) for a in sorted(articles, key=lambda a: a.id)
    ]
    home = {a: f for f in families for a in f.articles}
    best: dict[tuple[str, str], _Pair] = {}
    for pair in _pairs(sketches, home):
        ends = (home[pair.one.article.id].id, home[pair.other.article.id].id)
        kept = best.get(ends)
        if kept is None or pair.rank(home) > kept.rank(home):
            best[ends] = pair
    holders = _holders(sketches, home)
    found = (_borrowing(pair, home, holders) for pair in best.values())
    return sorted(found, key=lambda b: (b.taker, b.giver))


class _Pair(Record, frozen=True):
    """Two texts of different families, that of the lesser family id first, and what they share."""

    one: Sketch
    other: Sketch
    shared: tuple[Passage, ...]

    def rank(self, home: Mapping[str, Family]) -> tuple[int, int, str, str]:
        """How much they share; of equals, roots come before copies."""
        ids = (self.one.article.id, self.other.article.id)
        return sum(p.seeds for p in self.shared), sum(home[i].root == i for i in ids), *ids


def _pairs(sketches: Sequence[Sketch], home: Mapping[str, Family]) -> Iterator[_Pair]:
    near = containment(sketches, 2).tocoo()
    for a, b in sorted(zip(near.row.tolist(), near.col.tolist(), strict=True)):
        one, other = sketches[a], sketches[b]
        if home[one.article.id].id < home[other.article.id].id:
            shared = tuple(p for p in passages(one, other, LEAST_STEMS) if _is_borrowed(one, other, p))
            if shared:
                yield _Pair(one=one, other=other, shared=shared)


def _is_borrowed(one: Sketch, other: Sketch, passage: Passage) -> bool:
    words = [len(WORD.findall(s.text)) for s in shown(one, other, passage)]
    return min(words) >= LEAST_WORDS and passage.seeds >= LEAST_ALIKE * (passage.end - passage.start)


def _holders(sketches: Sequence[Sketch], home: Mapping[str, Family]) -> Mapping[str, Counter[Shingle]]:
    """For each family how many of its members have each shingle."""
    held: dict[str, Counter[Shingle]] = defaultdict(Counter)
    for one in sketches:
        held[home[one.article.id].id].update(set(one.shingles))
    return held


def _borrowing(pair: _Pair, home: Mapping[str, Family], holders: Mapping[str, Counter[Shingle]]) -> Borrowing:
    one, other = pair.one, pair.other
    later, order = _later(pair, home, holders)
    shared: Sequence[Passage] = pair.shared
    if later is other:
        one, other, shared = other, one, turned(shared)
    spans = tuple(s for p in sorted(shared, key=lambda p: p.start) for s in shown(one, other, p))
    return Borrowing(taker=one.article.id, giver=other.article.id, spans=spans, order=order)


def _later(pair: _Pair, home: Mapping[str, Family], holders: Mapping[str, Counter[Shingle]]) -> tuple[Sketch, Order]:
    """Which of two took the passages, and what says so: the day, or that its own family lacks them.

    A passage that the other copies of a text do not have was worked into this one.
    """
    days = [(s.article.published or "")[:10] for s in (pair.one, pair.other)]
    if all(days) and days[0] != days[1]:
        return (pair.one if days[0] > days[1] else pair.other), "shared-passage"
    ends = ((pair.one, pair.shared), (pair.other, turned(pair.shared)))
    worked_in = [_worked_in(s, shared, holders[home[s.article.id].id], home[s.article.id]) for s, shared in ends]
    if worked_in[0] != worked_in[1]:
        return (pair.one if worked_in[0] else pair.other), "shared-passage-worked-in"
    # Taken as the one with the greater id has it from the other: an order that is the same in every run.
    return max((pair.one, pair.other), key=lambda s: s.article.id), "shared-passage-order-unknown"


def _worked_in(sketched: Sketch, shared: Sequence[Passage], held: Mapping[Shingle, int], family: Family) -> bool:
    here = [s for p in shared for s in sketched.shingles[p.start : p.end]]
    return len(family.articles) > 1 and sum(held[s] == 1 for s in here) > len(here) / 2
