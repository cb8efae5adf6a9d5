"""Postings: which articles of a window of days may tell of one event, and how alike they are.

Each article is found by its 20 most telling words, words left out that too many articles have, so that an article
costs the same however long the crawl. Of what an article shares words with, the nearest are kept and scored by the
learned join. All numbers are whole, so that sums are the same in any order.
"""

import math
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from tellings.story.compiled import Codes, Places, compiled, distinct, mixed, put, slot, slots
from tellings.story.hashed import Flags, Numbers
from tellings.story.join import join
from tellings.story.profiles import DIRECTION_MOST, PLACES, Counts, Directions, Profiles
from tellings.story.vocabulary import NONE, News, Terms, Weights, background, news

SEARCHED = 20
# A word of more articles than this in a window finds nobody (it still counts in the score).
COMMONEST = 500
# Neighbours kept of an article, and how much of its words one must share to be one.
NEIGHBOURS = 160
LEAST_SHARED = 0.08
_BACKGROUND_TEXTS = 1000
# Scores are whole thousandths.
GRAIN = 1000
# A weight of 1; the product of two weights is in parts of its square.
_UNIT = 1 << 14
_LEAST, _THOUSANDTH = round(LEAST_SHARED * _UNIT**2), _UNIT**2 // 1000
_LOW = np.uint64(0xFFFFFFFF)
# Slots for each term of the article compared: most terms of another then meet a free one at once.
_ROOMY = 10
# Signs that are no terms.
_BESIDE = ("direction", "other_numbers", "other_weekday", "other_month")
# What a term is marked with, by the field that it stands in.
_FIELDS = np.zeros(sum(p.stop - p.start for p in PLACES.values()), np.uint64)
for _number, _place in enumerate(PLACES.values()):
    _FIELDS[_place] = np.uint64(_number + 1) << np.uint64(32)

Scores = npt.NDArray[np.int32]
Sets = npt.NDArray[np.uint64]
Shares = npt.NDArray[np.uint16]


class Edges(NamedTuple):
    """Pairs of rows, each once, the smaller first, and how alike they are, in thousandths."""

    one: Places
    other: Places
    score: Scores

    def where(self, kept: Flags) -> "Edges":
        """The edges that are ``kept``."""
        return Edges(self.one[kept], self.other[kept], self.score[kept])


# An edge as one number, of which its ends are 26 bits each: no window of more rows fits a computer's memory.
MOST_ROWS = 1 << 26
SCORE_BITS = np.uint64(12)
SCORE = np.uint64((1 << 12) - 1)
END = np.uint64(MOST_ROWS - 1)


def packed(edges: Edges) -> Codes:
    """Edges as numbers in order: the smaller end, the larger, the score."""
    found = _packed(*edges)
    found.sort()
    return found


@compiled
def _packed(one: Places, other: Places, score: Scores) -> Codes:
    found = np.empty(len(one), np.uint64)
    for n in range(len(one)):
        low, high = np.uint64(min(one[n], other[n])), np.uint64(max(one[n], other[n]))
        found[n] = (low << np.uint64(38)) | (high << SCORE_BITS) | np.uint64(score[n])
    return found


def unpacked(numbers: Codes) -> Edges:
    """The edges of such numbers."""
    return Edges(
        one=(numbers >> np.uint64(38)).astype(np.int32),
        other=((numbers >> SCORE_BITS) & END).astype(np.int32),
        score=(numbers & SCORE).astype(np.int32),
    )


class Window:
    """Profiles of some days, ready to be searched and compared."""

    def __init__(self, profiles: Profiles) -> None:
        weights = join().weights
        shares = np.zeros(profiles.terms.shape, np.uint16)
        alone = _rarity(np.ones(len(news().weights), np.int32), news().weights, len(shares))
        for field, place in PLACES.items():
            terms = profiles.terms[:, place]
            listed = _Listed(*_counted(terms))
            rarity = _rarity(listed.held, background(listed.keys.astype(np.uint32)), len(terms))
            parts = _weighed(terms, profiles.counts[:, place], listed, rarity, news(), alone)
            if field == "beginning":
                self._posted = _Posted(*_posted(terms, parts, listed))
            shares[:, place] = np.rint(parts * np.float32(math.sqrt(max(weights[field], 0))))
            # before the next field's is made: a table of all its terms is large
            del listed, rarity, parts
        start = np.concatenate(([0], np.cumsum(np.count_nonzero(shares, axis=1))))
        self._compared = _Compared(
            start,
            *_told(profiles.terms, shares, start),
            direction=profiles.direction,
            sets=np.stack((_numbers(profiles.terms[:, PLACES["numbers"]]), profiles.weekdays, profiles.months)),
        )
        self._weights = np.array([weights[name] for name in _BESIDE])

    def edges(self, new: Numbers, days: Numbers | None = None, apart: int = 0) -> Edges:
        """Edges of the rows ``new`` with each other and with all others; both ends may be new.

        ``days``, if given, are those of all rows, 0 where it is not known: no edge is of rows known to be more than so
        many days ``apart``.
        """
        days = np.zeros(len(self._compared.start) - 1, np.int64) if days is None else days
        # most are found from both ends
        pairs = distinct(_pairs(new, days, apart, self._posted))
        score = _scores(pairs, self._compared, self._weights)
        found = Edges((pairs >> 32).astype(np.int32), (pairs & 0xFFFFFFFF).astype(np.int32), score)
        return found.where(score > 0)


class _Listed(NamedTuple):
    """The terms of a field in slots, and how many articles hold each."""

    keys: Codes
    held: Places


class _Posted(NamedTuple):
    """By which terms each article is found, (n, 20), -1 where it has fewer, with their shares; and of each term the
    articles found by it: ``rows`` from ``start`` of its slot to that of the next, with their shares.
    """

    terms: Places
    parts: Shares
    start: Numbers
    rows: Places
    shares: Shares


class _Compared(NamedTuple):
    """What of articles is compared: terms with their shares, those of each row from its ``start`` to that of the next;
    directions; sets of numbers, weekdays and months.
    """

    start: Numbers
    terms: Terms
    shares: Shares
    direction: Directions
    sets: Sets


@compiled
def _counted(terms: Terms) -> tuple[Codes, Places]:
    seen = _seen(terms)
    keys, held = slots(1 << 10)
    used = 0
    for row in terms:
        for term in row:
            if term == NONE or seen[term & (len(seen) - 1)] < 2:
                continue
            at = slot(keys, np.uint64(term))
            if keys[at] == 0:
                keys[at] = term
                used += 1
            held[at] += 1
            if 2 * used > len(keys):
                old, counts = keys, held
                keys, held = slots(2 * used)
                put(keys, held, old[old > 0], counts[old > 0])
    return keys, held


@compiled
def _seen(terms: Terms) -> Counts:
    """A byte for each term, or for some together: 0 for no term, 1 where it is met once, 2 for more.

    Most terms are in one article alone, and a table that holds them all is large.
    """
    size = 1 << 10
    while size < 2 * terms.size:
        size *= 2
    seen = np.zeros(size, np.uint8)
    for row in terms:
        for term in row:
            if term != NONE:
                seen[term & (size - 1)] = min(seen[term & (size - 1)] + 1, 2)
    return seen


def _rarity(held: Places, background: Weights, articles: int) -> Weights:
    """How rare terms are in the window and in the news at large, by how many articles hold each and by the latter."""
    expected = _BACKGROUND_TEXTS * np.exp(-background)
    rarity: Weights = np.maximum(np.log((articles + _BACKGROUND_TEXTS + 1) / (held + expected)), 0)
    return rarity


@compiled
def _weighed(terms: Terms, counts: Counts, listed: _Listed, rarity: Weights, news: News, alone: Weights) -> Shares:
    """Rows of unit length: TF-IDF with logarithmic counts; nought for a term that no other article has, which can
    neither find one nor be alike.

    ``rarity`` is that of each slot, ``alone`` that of what one article alone has, by its number in the news at large.
    """
    shares = np.zeros(terms.shape, np.uint16)
    weights = np.empty(terms.shape[1])
    for row in range(len(terms)):
        held, length = 0, 0.0
        while held < len(weights) and terms[row, held] != NONE:
            term = np.uint64(terms[row, held])
            at = slot(listed.keys, term)
            shared = listed.held[at] > 1
            known = rarity[at] if shared else alone[news.numbers[slot(news.keys, term)]]
            weight = known * (1 + math.log(counts[row, held]))
            weights[held] = weight * shared
            length += weight * weight
            held += 1
        for n in range(held):
            shares[row, n] = np.uint16(np.rint(weights[n] / max(math.sqrt(length), 1e-9) * _UNIT))
    return shares


@compiled
def _posted(terms: Terms, parts: Shares, listed: _Listed) -> tuple[Places, Shares, Numbers, Places, Shares]:
    """Articles by the terms that weigh most in them, of none that is too common."""
    searched = np.full((len(terms), SEARCHED), -1, np.int32)
    weights = np.zeros((len(terms), SEARCHED), np.uint16)
    start = np.zeros(len(listed.keys) + 1, np.int64)
    order = np.empty(terms.shape[1], np.uint64)
    for row in range(len(terms)):
        held = 0
        for n in range(terms.shape[1]):
            term = np.uint64(terms[row, n])
            if parts[row, n] and listed.held[slot(listed.keys, term)] <= COMMONEST:
                order[held] = (np.uint64(_UNIT - parts[row, n]) << np.uint64(32)) | term
                held += 1
        order[:held].sort()
        for n in range(min(held, SEARCHED)):
            at = slot(listed.keys, order[n] & _LOW)
            searched[row, n], weights[row, n] = at, _UNIT - (order[n] >> np.uint64(32))
            start[at + 1] += 1
    start = np.cumsum(start)
    place = start.copy()
    rows, shares = np.empty(start[-1], np.int32), np.empty(start[-1], np.uint16)
    for row in range(len(terms)):
        for n in range(SEARCHED):
            at = searched[row, n]
            if at >= 0:
                rows[place[at]], shares[place[at]] = row, weights[row, n]
                place[at] += 1
    return searched, weights, start, rows, shares


@compiled
def _told(terms: Terms, shares: Shares, start: Numbers) -> tuple[Terms, Shares]:
    """The terms that have a share, row after row, each a number that says in which field it stands, and the shares."""
    keys, kept = np.empty(start[-1], np.uint32), np.empty(start[-1], np.uint16)
    at = 0
    for row in range(len(terms)):
        for n in range(len(_FIELDS)):
            if shares[row, n]:
                keys[at] = max(mixed(_FIELDS[n] | np.uint64(terms[row, n])) >> np.uint64(32), np.uint64(1))
                kept[at] = shares[row, n]
                at += 1
    return keys, kept


@compiled
def _pairs(new: Numbers, days: Numbers, apart: int, posted: _Posted) -> Numbers:
    """Rows with their nearest, as numbers of two halves, the smaller row first."""
    pairs = np.empty(len(new) * NEIGHBOURS, np.int64)
    shared, near = np.zeros(len(days), np.int32), np.empty(len(days) + 1, np.int64)
    found = 0
    for one in new:
        for other in near[: _neighbours(one, days, apart, posted, shared, near)]:
            pairs[found] = (min(one, other) << 32) | max(one, other)
            found += 1
    return pairs[:found]


@compiled
def _neighbours(one: int, days: Numbers, apart: int, posted: _Posted, shared: Scores, near: Numbers) -> int:
    """Write the rows that share most terms with row ``one`` to ``near``; gives how many. ``shared`` is nought all over,
    before and after.
    """
    count = 0
    for n in range(SEARCHED):
        at = posted.terms[one, n]
        if at < 0:
            break
        weight = np.int32(posted.parts[one, n])
        for place in range(posted.start[at], posted.start[at + 1]):
            other = posted.rows[place]
            # written again and again until it has a share: a branch here would be guessed wrong half the time
            near[count] = other
            count += shared[other] == 0
            shared[other] += weight * posted.shares[place] + 1
    kept = 0
    for n in range(count):
        other = near[n]
        dated = days[one] > 0 and days[other] > 0
        enough = shared[other] >= _LEAST and other != one and not (dated and abs(days[one] - days[other]) > apart)
        # most shared first, in thousandths, then the first row
        near[kept] = ((_UNIT * _UNIT * 2 - shared[other]) // _THOUSANDTH << 32) | other
        kept += enough
        shared[other] = 0
    if kept > NEIGHBOURS:
        near[:kept].sort()
        kept = NEIGHBOURS
    for n in range(kept):
        near[n] &= 0xFFFFFFFF
    return kept


@compiled
def _scores(pairs: Numbers, compared: _Compared, weights: Weights) -> Scores:
    """How alike pairs are, in thousandths; pairs of one row follow each other."""
    scores = np.empty(len(pairs), np.int32)
    mine = slots(_ROOMY * len(_FIELDS))
    last = -1
    for n in range(len(pairs)):
        one, other = pairs[n] >> 32, pairs[n] & 0xFFFFFFFF
        if one != last:
            _lay_out(one, compared, mine)
            last = one
        scores[n] = _score(one, other, compared, mine, weights)
    return scores


@compiled
def _lay_out(one: int, compared: _Compared, mine: tuple[Codes, Places]) -> None:
    """The terms of a row in slots, by field."""
    keys, shares = mine
    keys[:] = 0
    for n in range(compared.start[one], compared.start[one + 1]):
        at = slot(keys, np.uint64(compared.terms[n]))
        keys[at], shares[at] = compared.terms[n], compared.shares[n]


@compiled
def _score(one: int, other: int, compared: _Compared, mine: tuple[Codes, Places], weights: Weights) -> int:
    """How alike two rows are, in thousandths; the terms of ``one`` are laid out in ``mine``."""
    keys, shares = mine
    terms = direction = 0
    for n in range(compared.start[other], compared.start[other + 1]):
        at = slot(keys, np.uint64(compared.terms[n]))
        if keys[at] == compared.terms[n]:
            terms += int(shares[at]) * int(compared.shares[n])
    for n in range(compared.direction.shape[1]):
        direction += int(compared.direction[one, n]) * int(compared.direction[other, n])
    likeness = terms / _UNIT**2 + weights[0] * direction / DIRECTION_MOST**2
    for n in range(len(compared.sets)):
        # both name some and none in common
        a, b = compared.sets[n, one], compared.sets[n, other]
        if a and b and not a & b:
            likeness += weights[n + 1]
    return int(np.rint(likeness * GRAIN))


def _numbers(terms: Terms) -> Sets:
    """The numbers of each article as a set of 64 bits: two that share one share a bit."""
    bits = np.where(terms != NONE, np.uint64(1) << (terms % np.uint32(64)).astype(np.uint64), np.uint64(0))
    found: Sets = np.bitwise_or.reduce(bits, axis=1)
    return found
