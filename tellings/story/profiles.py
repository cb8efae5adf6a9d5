"""Profiles: what grouping at scale keeps of an article, a kilobyte of numbers of fixed length.

The same signs as `tellings.story.signs` reads, in arrays: the most telling terms of the title, the lead, the
beginning, of names, numbers and neighbouring words; what the article is about as a direction in the static table;
the days and months it speaks of; and the sketch of its text. A profile is a function of the one article: how rare
a word is says the news at large, so that no two articles need be in one place to make it.
"""

from collections.abc import Sequence
from functools import cache
from itertools import accumulate
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array

from tellings.language import vectors
from tellings.language.rarity import known
from tellings.model import Article
from tellings.story.body import READ, body
from tellings.story.hashed import Codes, Flags, Numbers, Words, code, mixed, words
from tellings.story.signs import BEGINNING, LEAD, MONTHS, TITLE_TIMES, WEEKDAYS
from tellings.story.sketches import Sketches, sketches
from tellings.story.vocabulary import NONE, Terms, terms, vocabulary

# Terms kept of an article, by where they stand: enough of each for the shares of the learned join.
FIELDS = {"title": 10, "words": 24, "beginning": 40, "names": 12, "numbers": 6, "phrases": 16}
_ENDS = list(accumulate(FIELDS.values()))
PLACES = {field: slice(end - FIELDS[field], end) for field, end in zip(FIELDS, _ENDS, strict=True)}
DIRECTION_MOST = 127
YEARS = range(1900, 2100)
# Texts taken at once: their letters fit the cache of a core.
AT_ONCE = 256
_HEAVIEST = np.uint64((1 << 20) - 1)

Counts = npt.NDArray[np.uint8]


class Profiles(NamedTuple):
    """Of n articles: ``terms`` (n, 108), those of each field at ``PLACES``, the most telling first, with ``counts``;
    ``direction`` (n, 256), a unit vector times 127; ``weekdays`` and ``months`` a bit each; ``sketch`` (n, 128);
    ``size`` the number of shingles.
    """

    terms: Terms
    counts: Counts
    direction: npt.NDArray[np.int8]
    weekdays: Counts
    months: npt.NDArray[np.uint16]
    sketch: Sketches
    size: npt.NDArray[np.int32]

    def rows(self, numbers: npt.NDArray[np.int64]) -> "Profiles":
        """The profiles numbered ``numbers``, in that order."""
        return Profiles._make(column[numbers] for column in self)


class _Batch(NamedTuple):
    """Words of some texts, what each is a term of, and where the title and the headline of each text end."""

    found: Words
    term: Terms
    title: Numbers
    headline: Numbers
    number: int

    def where(self, kept: Flags) -> "_Batch":
        """The words that are ``kept``."""
        found = Words._make(column[kept] for column in self.found)
        return self._replace(found=found, term=self.term[kept])


def profiles(articles: Sequence[Article]) -> Profiles:
    """Profiles of ``articles``, a row each; none depends on the articles beside it."""
    parts = [_some(articles[n : n + AT_ONCE]) for n in range(0, len(articles), AT_ONCE)] or [_some([])]
    return Profiles._make(np.concatenate(columns) for columns in zip(*parts, strict=True))


def background(content: Terms) -> npt.NDArray[np.float64]:
    """How rare terms are in the news at large (natural logarithm); unlisted ones are taken for rare."""
    listed, weights, unlisted = _background()
    at = np.minimum(np.searchsorted(listed, content), len(listed) - 1)
    return np.where(listed[at] == content, weights[at], unlisted)


def _some(articles: Sequence[Article]) -> Profiles:
    titles = [a.title or "" for a in articles]
    bodies = [body(a) for a in articles]
    texts = [f"{title}\n{text}" for title, text in zip(titles, bodies, strict=True)]
    title = np.fromiter((len(t) for t in titles), np.int64, len(titles))
    opening = [len(t) or 1 + _sentence(b) for t, b in zip(titles, bodies, strict=True)]
    found = words(texts)
    # a title is often changed where a text is taken over
    after = Words._make(column[found.start > title[found.text]] for column in found)
    sketch, size = sketches(after, len(articles))
    common = _common(found)
    kept = ((found.end <= title[found.text] + BEGINNING) | found.name) & (found.end <= READ)
    found = Words._make(column[kept] for column in found)
    rows = vocabulary().numbers(found, texts)
    content = np.where(found.function, NONE, vocabulary().term[rows])
    batch = _Batch(found, content, title, np.array(opening, np.int64), len(articles))
    fields = [_telling(*part, len(articles), FIELDS[name]) for name, part in _fields(batch, common).items()]
    return Profiles(
        terms=np.concatenate([kept for kept, _ in fields], axis=1),
        counts=np.concatenate([counts for _, counts in fields], axis=1),
        direction=_directions(batch, rows),
        weekdays=_bits(batch, WEEKDAYS).astype(np.uint8),
        months=_bits(batch, MONTHS),
        sketch=sketch,
        size=size.astype(np.int32),
    )


def _sentence(text: str) -> int:
    """Where the first sentence ends."""
    ends = [at for at in (text.find("\n"), text.find(". "), text.find("? "), text.find("! ")) if at > 0]
    return min(ends, default=len(text))


def _fields(batch: _Batch, common: Codes) -> dict[str, tuple[Numbers, Terms, Numbers]]:
    """Text, term and count of the words of each field."""
    found, text = batch.found, batch.found.text
    content = batch.term != NONE
    early = found.end <= batch.title[text] + BEGINNING
    lead = found.end <= batch.title[text] + LEAD
    number = content & found.digit & early & ~np.isin(found.code, _years())
    parts = {
        "title": content & (found.end <= batch.headline[text]),
        "words": content & lead,
        "beginning": content & early,
        "names": _named(batch, common),
        "numbers": number,
    }
    fields = {name: (text[kept], batch.term[kept], np.ones(int(kept.sum()), np.int64)) for name, kept in parts.items()}
    doubled = np.where((found.end <= batch.title[text])[parts["words"]], TITLE_TIMES, 1)
    fields["words"] = (*fields["words"][:2], doubled)
    fields["phrases"] = _phrases(batch.where(content & lead))
    return fields


def _phrases(lead: _Batch) -> tuple[Numbers, Terms, Numbers]:
    """Neighbouring content words of the title and of the lead as one term."""
    text, content = lead.found.text, lead.term.astype(np.uint64)
    inside = lead.found.end <= lead.title[text]
    beside = (text[1:] == text[:-1]) & (inside[1:] == inside[:-1])
    pairs = mixed(((content[:-1] << np.uint64(32)) | content[1:])[beside]) >> np.uint64(32)
    return text[:-1][beside], np.maximum(pairs, 1).astype(np.uint32), np.ones(int(beside.sum()), np.int64)


def _common(found: Words) -> Codes:
    """Words that a text writes without a capital, with the number of the text, sorted."""
    small = ~found.capital & ~found.function
    keys = _keys(found.text[small], (found.code[small] >> np.uint64(32)).astype(np.uint32))
    keys.sort()
    return keys


def _named(batch: _Batch, common: Codes) -> Flags:
    """Capitals that are not a sentence's and that the article never writes without one."""
    found = batch.found
    named: Flags = found.name & (batch.term != NONE)
    if len(common):
        names = np.flatnonzero(named)
        place = _keys(found.text[names], (found.code[names] >> np.uint64(32)).astype(np.uint32))
        named[names] = common[np.minimum(np.searchsorted(common, place), len(common) - 1)] != place
    return named


def _telling(text: Numbers, content: Terms, count: Numbers, number: int, most: int) -> tuple[Terms, Counts]:
    """Of each text the ``most`` terms that weigh most, rare and frequent ones, in that order, and their counts."""
    order = np.argsort(_keys(text, content))
    keys = _keys(text, content)[order]
    first = np.flatnonzero(np.diff(keys, prepend=np.uint64(0)) != 0) if len(keys) else np.zeros(0, np.int64)
    counts = np.add.reduceat(count[order], first) if len(keys) else np.zeros(0, np.int64)
    keys = keys[first]
    text, content = (keys >> np.uint64(32)).astype(np.int64), keys.astype(np.uint32)
    # one number to sort by: text, then weight in thousandths (17 bits, the heaviest first), then term
    weight = np.rint((1 + np.log(np.maximum(counts, 1))) * background(content) * 1000).astype(np.uint64)
    order = np.argsort((keys >> np.uint64(32) << np.uint64(52)) | ((_HEAVIEST - weight) << np.uint64(32)) | content)
    text, content, counts = text[order], content[order], counts[order]
    rank = np.arange(len(text)) - np.searchsorted(text, text)
    near = rank < most
    kept, often = np.zeros((number, most), np.uint32), np.zeros((number, most), np.uint8)
    kept[text[near], rank[near]] = content[near]
    often[text[near], rank[near]] = np.minimum(counts[near], 255)
    return kept, often


def _keys(text: Numbers, content: Terms) -> Codes:
    return (text.astype(np.uint64) << np.uint64(32)) | content


def _bits(batch: _Batch, named: Sequence[str]) -> npt.NDArray[np.uint16]:
    """Which of some words the title and the beginning hold, a bit each."""
    out = np.zeros(batch.number, np.uint16)
    early = batch.found.end <= batch.title[batch.found.text] + BEGINNING
    for bit, name in enumerate(named):
        out[batch.found.text[early & (batch.found.code == np.uint64(code(name)))]] |= np.uint16(1 << bit)
    return out


def _directions(batch: _Batch, rows: Numbers) -> npt.NDArray[np.int8]:
    """The mean of the word pieces of the title and the beginning in the static table, less the mean of news.

    Words of a text times pieces of a word times the table (`tellings.language.vectors`, where marks count too).
    """
    text = batch.found.text
    early = batch.found.end <= batch.title[text] + BEGINNING
    pieces, lengths = vocabulary().pieces(rows[early])
    each = np.bincount(text[early], weights=lengths, minlength=batch.number).astype(np.int64)
    pointers = np.concatenate(([0], np.cumsum(each)))
    held = csr_array((np.ones(len(pieces), np.float32), pieces, pointers), shape=(batch.number, len(vectors.table())))
    mean = (held @ vectors.table()) / np.maximum(each, 1)[:, None] - vectors.centre()
    mean /= np.maximum(np.linalg.norm(mean, axis=1), 1e-9)[:, None]
    mean[each == 0] = 0
    direction: npt.NDArray[np.int8] = np.rint(mean * DIRECTION_MOST).astype(np.int8)
    return direction


@cache
def _years() -> Codes:
    return np.array([code(str(year)) for year in YEARS], np.uint64)


@cache
def _background() -> tuple[Terms, npt.NDArray[np.float64], float]:
    shares, unlisted = known()
    listed = terms(list(shares))
    order = np.argsort(listed, kind="stable")
    return listed[order], -np.log(np.array(list(shares.values())))[order], -float(np.log(unlisted))
