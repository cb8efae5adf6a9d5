"""Profiles: what grouping at scale keeps of an article, a kilobyte of numbers of fixed length.

The telling words of its title and first lines, its names, what it is about as a direction in the static
table, the days of the week it speaks of, and the sketch of its text. A profile is a function of the one
article: how rare a word is says the news at large, so that no two articles need be in one place to make it.
"""

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array

from tellings.language import vectors
from tellings.language.rarity import known
from tellings.model import Article
from tellings.story.body import READ, body
from tellings.story.hashed import Codes, Numbers, Words, code, words
from tellings.story.likeness import BEGINNING, LEAD, TITLE_TIMES, WEEKDAYS
from tellings.story.sketches import Sketches, sketches
from tellings.story.vocabulary import NONE, Terms, term, vocabulary

WORDS_KEPT, NAMES_KEPT = 32, 12
DIRECTION_MOST = 127
# Texts taken at once: their letters fit the cache of a core.
AT_ONCE = 256

Counts = npt.NDArray[np.uint8]


class Profiles(NamedTuple):
    """Of n articles: ``words`` (n, 32) and ``names`` (n, 12), the most telling first, with how often each stands
    there; ``direction`` (n, 256), a unit vector times 127; ``weekdays`` a bit each; ``sketch`` (n, 128); ``size``
    the number of shingles.
    """

    words: Terms
    word_counts: Counts
    names: Terms
    name_counts: Counts
    direction: npt.NDArray[np.int8]
    weekdays: Counts
    sketch: Sketches
    size: npt.NDArray[np.int32]

    def rows(self, numbers: npt.NDArray[np.int64]) -> "Profiles":
        """The profiles numbered ``numbers``, in that order."""
        return Profiles(*(column[numbers] for column in self))


def profiles(articles: Sequence[Article]) -> Profiles:
    """Profiles of ``articles``, a row each; none depends on the articles beside it."""
    parts = [_some(articles[n : n + AT_ONCE]) for n in range(0, len(articles), AT_ONCE)] or [_some([])]
    return joined(parts)


def joined(parts: Sequence[Profiles]) -> Profiles:
    """Profiles of several sets, one after the other."""
    return Profiles(*(np.concatenate(columns) for columns in zip(*parts, strict=True)))


def _some(articles: Sequence[Article]) -> Profiles:
    titles = [a.title or "" for a in articles]
    texts = [f"{title}\n{body(a)}" for title, a in zip(titles, articles, strict=True)]
    heading = np.fromiter((len(t) for t in titles), np.int64, len(titles))
    found = words(texts)
    sketch, size = sketches(_after(found, heading), len(articles))
    common = _common(found)
    early = found.end <= heading[found.text] + BEGINNING
    wanted = np.flatnonzero((early | found.name) & (found.end <= heading[found.text] + READ))
    found = Words(*(column[wanted] for column in found))
    lexicon = vocabulary()
    known = lexicon.numbers(found, texts)
    content = np.where(found.function, NONE, lexicon.term[known])
    kept, counts = _telling(*_leading(found, content, heading), len(articles), WORDS_KEPT)
    names, name_counts = _telling(*_named(found, content, common), len(articles), NAMES_KEPT)
    return Profiles(
        words=kept,
        word_counts=counts,
        names=names,
        name_counts=name_counts,
        direction=_directions(found, known, heading),
        weekdays=_weekdays(found, heading, len(articles)),
        sketch=sketch,
        size=size.astype(np.int32),
    )


def _after(found: Words, heading: Numbers) -> Words:
    """The words of the body: a title is often changed where a text is taken over."""
    inside = found.start > heading[found.text]
    return Words(*(column[inside] for column in found))


def _leading(found: Words, content: Terms, heading: Numbers) -> tuple[Numbers, Terms, Numbers]:
    """Text, term and count of the words of the title and the first lines, the title's counted more than once."""
    title = found.start < heading[found.text]
    inside = (content != NONE) & (found.end <= heading[found.text] + LEAD)
    return found.text[inside], content[inside], np.where(title[inside], TITLE_TIMES, 1)


def _common(found: Words) -> Codes:
    """Words that a text writes without a capital, with the number of the text, sorted."""
    small = ~found.capital & ~found.function
    keys = _keys(found.text[small], (found.code[small] >> np.uint64(32)).astype(np.uint32))
    keys.sort()
    return keys


def _named(found: Words, content: Terms, common: Codes) -> tuple[Numbers, Terms, Numbers]:
    """Text and term of capitals that are not a sentence's and that the article never writes without one."""
    names = np.flatnonzero(found.name & (content != NONE))
    if len(common):
        place = _keys(found.text[names], (found.code[names] >> np.uint64(32)).astype(np.uint32))
        names = names[common[np.minimum(np.searchsorted(common, place), len(common) - 1)] != place]
    return found.text[names], content[names], np.ones(len(names), np.int64)


def _telling(text: Numbers, content: Terms, count: Numbers, number: int, most: int) -> tuple[Terms, Counts]:
    """Of each text the ``most`` terms that weigh most, rare and frequent ones, in that order, and their counts."""
    keys, inverse = np.unique(_keys(text, content), return_inverse=True)
    counts = np.bincount(inverse, weights=count, minlength=len(keys))
    text, content = (keys >> np.uint64(32)).astype(np.int64), keys.astype(np.uint32)
    weight = np.round((1 + np.log(np.maximum(counts, 1))) * background(content), 4)
    order = np.lexsort((content, -weight, text))
    text, content, counts = text[order], content[order], counts[order]
    rank = np.arange(len(text)) - np.searchsorted(text, text)
    first = rank < most
    terms, often = np.zeros((number, most), np.uint32), np.zeros((number, most), np.uint8)
    terms[text[first], rank[first]] = content[first]
    often[text[first], rank[first]] = np.minimum(counts[first], 255)
    return terms, often


def _keys(text: Numbers, content: Terms) -> Codes:
    return (text.astype(np.uint64) << np.uint64(32)) | content


def background(terms: Terms) -> npt.NDArray[np.float64]:
    """How rare terms are in the news at large (natural logarithm); unlisted ones are taken for rare."""
    listed, weights, unlisted = _background()
    at = np.minimum(np.searchsorted(listed, terms), len(listed) - 1)
    return np.where(listed[at] == terms, weights[at], unlisted)


@cache
def _background() -> tuple[Terms, npt.NDArray[np.float64], float]:
    shares, unlisted = known()
    rows = sorted((term(s), share) for s, share in shares.items())
    return np.array([t for t, _ in rows], np.uint32), -np.log([share for _, share in rows]), -float(np.log(unlisted))


def _weekdays(found: Words, heading: Numbers, number: int) -> Counts:
    """The days of the week that the title and the beginning name, a bit each."""
    out = np.zeros(number, np.uint8)
    early = found.end <= heading[found.text] + BEGINNING
    for bit, day in enumerate(WEEKDAYS):
        out[found.text[early & (found.code == np.uint64(code(day)))]] |= np.uint8(1 << bit)
    return out


def _directions(found: Words, known: Numbers, heading: Numbers) -> npt.NDArray[np.int8]:
    """The mean of the word pieces of the title and the beginning in the static table, less the mean of news.

    Words of a text times pieces of a word times the table (`tellings.language.vectors`, where marks count too).
    """
    number = len(heading)
    early = found.end <= heading[found.text] + BEGINNING
    pieces, lengths = vocabulary().pieces(known[early])
    each = np.bincount(found.text[early], weights=lengths, minlength=number).astype(np.int64)
    pointers = np.concatenate(([0], np.cumsum(each)))
    held = csr_array((np.ones(len(pieces), np.float32), pieces, pointers), shape=(number, len(vectors.table())))
    mean = (held @ vectors.table()) / np.maximum(each, 1)[:, None] - vectors.centre()
    mean /= np.maximum(np.linalg.norm(mean, axis=1), 1e-9)[:, None]
    mean[each == 0] = 0
    return np.rint(mean * DIRECTION_MOST).astype(np.int8)
