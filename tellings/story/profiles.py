"""Profiles: what grouping at scale keeps of an article, a kilobyte of numbers of fixed length.

The same signs as `tellings.story.signs` reads, in arrays: the most telling terms of the title, the lead, the
beginning, of names, numbers and neighbouring words; what the article is about as a direction in the static table;
the days and months it speaks of; and the sketch of its text. A profile is a function of the one article: how rare
a word is says the news at large, so that no two articles need be in one place to make it.
"""

import math
from collections.abc import Sequence
from itertools import accumulate
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from tellings.language import vectors
from tellings.model import Article
from tellings.story.body import READ, body
from tellings.story.compiled import Codes, Places, compiled, mixed, slot, slots
from tellings.story.hashed import Kinds, Numbers, Words, words
from tellings.story.signs import BEGINNING, LEAD, TITLE_TIMES
from tellings.story.sketches import Sketches, sketches
from tellings.story.vocabulary import Known, Terms, vocabulary

# Terms kept of an article, by where they stand: enough of each for the shares of the learned join.
FIELDS = {"title": 10, "words": 24, "beginning": 40, "names": 12, "numbers": 6, "phrases": 16}
_ENDS = list(accumulate(FIELDS.values()))
PLACES = {field: slice(end - FIELDS[field], end) for field, end in zip(FIELDS, _ENDS, strict=True)}
DIRECTION_MOST = 127
# Texts taken at once: what is kept of their words fits the cache of a core.
AT_ONCE = 256

# Where a word stands; all but the first are of words with a meaning of their own alone.
_EARLY, _BEGINNING, _LEAD, _HEADLINE, _TITLE, _NUMBER, _NAME = (1 << n for n in range(7))
# The words that each field asks for.
_ASKED = (_HEADLINE, _LEAD, _BEGINNING, _NAME, _NUMBER, _LEAD)
_WORDS, _NUMBERS, _PHRASES = (list(FIELDS).index(field) for field in ("words", "numbers", "phrases"))
_MOST = tuple(FIELDS.values())
_WIDTH = sum(_MOST)
_HEAVIEST = np.uint64((1 << 20) - 1)

Counts = npt.NDArray[np.uint8]
Months = npt.NDArray[np.uint16]
Directions = npt.NDArray[np.int8]


class Profiles(NamedTuple):
    """Of n articles: ``terms`` (n, 108), those of each field at ``PLACES``, the most telling first, with ``counts``;
    ``direction`` (n, 256), a unit vector times 127; ``weekdays`` and ``months`` a bit each; ``sketch`` (n, 128);
    ``size`` the number of shingles.
    """

    terms: Terms
    counts: Counts
    direction: Directions
    weekdays: Counts
    months: Months
    sketch: Sketches
    size: npt.NDArray[np.int32]


class _Met(NamedTuple):
    """The terms of one field of a text as they are counted: slots of them, and by number slot, term, count, rarity."""

    keys: Codes
    values: Places
    places: Numbers
    terms: Terms
    times: Numbers
    rarity: npt.NDArray[np.float64]


def profiles(articles: Sequence[Article]) -> Profiles:
    """Profiles of ``articles``, a row each; none depends on the articles beside it."""
    parts = [_some(articles[n : n + AT_ONCE]) for n in range(0, len(articles), AT_ONCE)] or [_some([])]
    return Profiles._make(np.concatenate(columns) for columns in zip(*parts, strict=True))


def _some(articles: Sequence[Article]) -> Profiles:
    titles = [a.title or "" for a in articles]
    bodies = [body(a) for a in articles]
    texts = [f"{title}\n{text}" for title, text in zip(titles, bodies, strict=True)]
    title = np.fromiter((len(t) for t in titles), np.int64, len(titles))
    headline = np.array([len(t) or 1 + _sentence(b) for t, b in zip(titles, bodies, strict=True)], np.int64)
    found = words(texts)
    # a title is often changed where a text is taken over
    sketch, size = sketches(found, len(articles), title)
    places = _places(found, title, headline)
    kept = np.flatnonzero(places)
    place, text = places[kept], found.text[kept]
    rows, known = vocabulary().rows(found.code[kept], text, found.start[kept], found.end[kept], texts)
    ends = np.searchsorted(text, np.arange(len(articles)), side="right")
    terms, counts = _fields(ends, place, rows, known)
    weekdays, months = _calendar(ends, place, rows, known)
    return Profiles(
        terms=terms,
        counts=counts,
        direction=_directions(ends, place, rows, known, vectors.quantized()),
        weekdays=weekdays,
        months=months,
        sketch=sketch,
        size=size.astype(np.int32),
    )


def _sentence(text: str) -> int:
    """Where the first sentence ends."""
    ends = [at for at in (text.find("\n"), text.find(". "), text.find("? "), text.find("! ")) if at > 0]
    return min(ends, default=len(text))


def _places(found: Words, title: Numbers, headline: Numbers) -> Kinds:
    """Where each word stands, bits of `_TITLE` and so on; 0 for a word that no field of a profile asks for."""
    longest = int(np.bincount(found.text).max(initial=0))
    return _placed(found, title, headline, slots(longest)[0])


@compiled
def _placed(found: Words, title: Numbers, headline: Numbers, small: Codes) -> Kinds:
    places = np.zeros(len(found.code), np.uint8)
    begin = 0
    while begin < len(found.code):
        text, end = found.text[begin], begin
        small[:] = 0
        while end < len(found.code) and found.text[end] == text:
            if not found.capital[end] and not found.function[end]:
                small[slot(small, found.code[end])] = found.code[end]
            places[end] = _place(found.end[end], title[text], headline[text], found.digit[end])
            if found.function[end]:
                places[end] &= _EARLY
            end += 1
        for n in range(begin, end):
            # a name: a capital that is not a sentence's, of a word that the article never writes without one
            named = found.name[n] and not found.function[n] and found.end[n] <= READ
            if named and small[slot(small, found.code[n])] != found.code[n]:
                places[n] |= _NAME
        begin = end
    return places


@compiled
def _place(end: int, title: int, headline: int, digit: bool) -> int:
    if end > min(title + BEGINNING, READ):
        return 0
    place = _EARLY | _BEGINNING
    if digit:
        place |= _NUMBER
    if end <= title + LEAD:
        place |= _LEAD
    if end <= headline:
        place |= _HEADLINE
    if end <= title:
        place |= _TITLE
    return place


@compiled
def _fields(ends: Numbers, places: Kinds, rows: Numbers, known: Known) -> tuple[Terms, Counts]:
    """Of each text and field the terms that weigh most, rare and frequent ones, in that order, and their counts."""
    terms = np.zeros((len(ends), _WIDTH), np.uint32)
    counts = np.zeros((len(ends), _WIDTH), np.uint8)
    begin = longest = 0
    for end in ends:
        longest, begin = max(longest, end - begin), end
    # more slots than terms by far: most then meet a free one at once
    keys, values = slots(4 * longest)
    numbers = np.zeros((2, longest), np.int64)
    met = _Met(keys, values, numbers[0], np.zeros(longest, np.uint32), numbers[1], np.zeros(longest))
    begin = 0
    for text in range(len(ends)):
        at = 0
        for field in range(len(_ASKED)):
            held = _gather(field, places[begin : ends[text]], rows[begin : ends[text]], known, met)
            _choose(met, held, terms[text, at : at + _MOST[field]], counts[text, at : at + _MOST[field]])
            at += _MOST[field]
        begin = ends[text]
    return terms, counts


@compiled
def _gather(field: int, places: Kinds, rows: Numbers, known: Known, met: _Met) -> int:
    """Count the terms of a field of one text into ``met``; gives how many there are."""
    held, before, inside = 0, np.uint64(0), False
    for n in range(len(rows)):
        if not places[n] & _ASKED[field]:
            continue
        term, rarity, times = known.term[rows[n]], known.rarity[rows[n]], 1
        titled = places[n] & _TITLE > 0
        if field == _WORDS and titled:
            times = TITLE_TIMES
        if field == _NUMBERS and known.year[rows[n]]:
            continue
        if field == _PHRASES:
            # neighbouring words of the title or of the lead as one term
            both = (before << np.uint64(32)) | np.uint64(term)
            beside = before > 0 and titled == inside
            before, inside = np.uint64(term), titled
            if not beside:
                continue
            term, rarity = max(np.uint32(mixed(both) >> np.uint64(32)), np.uint32(1)), known.unlisted
        at = slot(met.keys, np.uint64(term))
        if met.keys[at] == 0:
            met.keys[at], met.values[at], met.places[held] = term, held, at
            met.terms[held], met.times[held], met.rarity[held] = term, 0, rarity
            held += 1
        met.times[met.values[at]] += times
    return held


@compiled
def _choose(met: _Met, held: int, terms: Terms, counts: Counts) -> None:
    """Write the heaviest terms of ``met``, and leave it empty."""
    order = np.empty(held, np.uint64)
    for n in range(held):
        # one number to sort by: the weight in thousandths, the heaviest first, then the term
        weight = np.uint64(np.rint((1 + math.log(met.times[n])) * met.rarity[n] * 1000))
        order[n] = ((_HEAVIEST - weight) << np.uint64(32)) | met.terms[n]
    order.sort()
    for n in range(min(held, len(terms))):
        terms[n] = np.uint32(order[n] & np.uint64(0xFFFFFFFF))
        counts[n] = min(met.times[met.values[slot(met.keys, np.uint64(terms[n]))]], 255)
    for n in range(held):
        met.keys[met.places[n]] = 0


@compiled
def _calendar(ends: Numbers, places: Kinds, rows: Numbers, known: Known) -> tuple[Counts, Months]:
    """The weekdays and months that the title and the beginning of each text name, a bit each."""
    weekdays, months = np.zeros(len(ends), np.uint8), np.zeros(len(ends), np.uint16)
    begin = 0
    for text in range(len(ends)):
        for n in range(begin, ends[text]):
            if places[n] & _EARLY:
                weekdays[text] |= known.weekday[rows[n]]
                months[text] |= known.month[rows[n]]
        begin = ends[text]
    return weekdays, months


@compiled
def _directions(ends: Numbers, places: Kinds, rows: Numbers, known: Known, table: vectors.Quantized) -> Directions:
    """The mean of the word pieces of the title and the beginning in the static table, less the mean of news.

    As `tellings.language.vectors.embed`, where marks count too.
    """
    found = np.zeros((len(ends), table.rows.shape[1]), np.int8)
    begin = 0
    for text in range(len(ends)):
        total, count = np.zeros(table.rows.shape[1], np.float32), 0
        for n in range(begin, ends[text]):
            if places[n] & _EARLY:
                first = known.begin[rows[n]]
                for piece in known.pieces[first : first + known.length[rows[n]]]:
                    scale, row = table.scales[piece], table.rows[piece]
                    for place in range(len(total)):
                        total[place] += scale * np.float32(row[place])
                    count += 1
        begin = ends[text]
        if count:
            mean = total / np.float32(count) - table.centre
            mean /= max(np.sqrt((mean * mean).sum()), np.float32(1e-9))
            found[text] = np.rint(mean * np.float32(DIRECTION_MOST)).astype(np.int8)
    return found
