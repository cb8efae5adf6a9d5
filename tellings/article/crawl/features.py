"""Features of a page's text blocks: what a block's own words, its elements, its place and its page tell.

None depends on a language: lengths, punctuation, links, tags, words in class and id (a table), where the prose
of the page lies, and whether the page's own JSON-LD holds the words. In the manner of Kohlschütter et al. 2010
(Boilerplate Detection using Shallow Text Features) and Vogels et al. 2018 (Web2Text): shallow features, and
neighbours (``context``) where they take a model over sequences.

Many pages are taken at once, their blocks one after the other: arrays are short, and a call of numpy takes as long for
a thousand numbers as for ten. What is summed over a page are whole numbers, so that nothing depends on the pages beside
it. Each function gives a table with a row a feature and a column a block; ``names`` has the names in the same order.
"""

from collections import Counter
from collections.abc import Sequence
from functools import cache
from itertools import chain, pairwise
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from tellings.article.crawl.letters import letters
from tellings.article.crawl.marks import groups
from tellings.article.crawl.markup import Markup
from tellings.article.crawl.walk import NAMES, TELLING, Elements

Floats = npt.NDArray[np.float32]
Wide = npt.NDArray[np.float64]
Numbers = npt.NDArray[np.int64]

WORDS = (
    "length", "links", "prose", "end", "commas", "stops", "digits", "any digit", "upper", "lower", "quote", "colon",
    "word length", "words", "signs",
)  # fmt: skip
TAGS = (
    "p", "li", "h1", "h2", "h3", "h4", "h5", "td", "blockquote", "div", "section", "article", "figcaption", "button",
    "label", "dd", "pre", "center", "body", "main",
)  # fmt: skip
MARKED = ("own", "parent", "grand", "chain")
PLACE = ("place by length", "place", "page length", "after headline", "from headline", "headlines before", "left out")
CONTAINERS = ("prose share", "links", "blocks", "prose")
BEST = (
    "direct 0", "direct 1", "direct 2", "up", "down", "before best", "after best", "best share", "place in best",
)  # fmt: skip
ARTICLES = ("article", "article share", "articles", "first article", "later article")
REPEATS = ("said before", "repeats")
HINTS = ("in body", "not in body", "is title", "is description")
KINDS = ("of kind", "prose of kind", "length of kind", "links of kind")
NEAR = (-2, -1, 1, 2)
NEIGHBOURLY = ("length", "links", "end", "stops", "tag p", "tag li", "tag h2", "own strong", "depth", "left out")
TAG_NUMBER = {tag: number for number, tag in enumerate(TAGS)}
PROSE = 40
KEY = 60
SHORT_KEY = 25


class Hints(NamedTuple):
    """What the page states that its body can be compared with; empty where it states nothing."""

    title: str = ""
    description: str = ""
    body: str = ""


class Features(NamedTuple):
    """Features of the blocks of some pages by name (``values``: blocks × names), and what ``context`` needs of each.

    ``lengths`` are code points, dense scripts counted three times; ``around`` are numbers that blocks share with
    those in the same parent, the same parent's parent, and so on, and with those of the same tag and class.
    ``pages`` says which page a block is of, and where each begins and ends.
    """

    names: tuple[str, ...]
    values: Floats
    lengths: Wide
    around: tuple[Numbers, ...]
    pages: "Pages"


class Pages(NamedTuple):
    """Blocks of many pages one after the other: the page of each block, its place in it, and each page's bounds."""

    of: Numbers
    place: Numbers
    starts: Numbers
    ends: Numbers

    def total(self, measure: Wide) -> Wide:
        """The sum over each page."""
        return np.add.reduceat(measure, self.starts)

    def before(self, measure: Wide) -> Wide:
        """The sum over the blocks of the page before each block."""
        sums = np.cumsum(measure) - measure
        return sums - sums[self.starts][self.of]

    def shifted(self, table: Wide, by: int, fill: float = 0.0) -> Wide:
        """The last axis of ``table`` moved: of a block the value of the one ``by`` places on, ``fill`` off the page."""
        number = np.arange(len(self.of)) + by
        within = (number >= self.starts[self.of]) & (number < self.ends[self.of])
        return np.where(within, table[..., np.where(within, number, 0)], fill)


class _Measured(NamedTuple):
    """Of each block its length, its code points in links, and its code points of prose."""

    lengths: Wide
    linked: Wide
    prose: Wide


class _Elements(NamedTuple):
    """Elements of all pages as arrays, those of a page behind those of the page before."""

    tags: Numbers
    parents: Numbers
    ends: Numbers
    depths: Numbers
    bits: Numbers
    around: Numbers
    articles: Numbers
    starts: Numbers


def features(read: Sequence[tuple[Markup, Hints]]) -> Features:
    """Features of all blocks of some pages, each of which has at least one."""
    counts = np.array([len(page.blocks) for page, _ in read])
    ends = np.cumsum(counts)
    starts = ends - counts
    of = np.repeat(np.arange(len(read)), counts)
    pages = Pages(of, np.arange(len(of)) - starts[of], starts, ends)
    texts, linked, elements_of, left_out = zip(*chain.from_iterable(page.blocks for page, _ in read), strict=True)
    elements = _elements([page.elements for page, _ in read])
    at, parents = np.array(elements_of) + elements.starts[of], elements.parents
    above = [at, parents[at]]
    above += [parents[above[1]], parents[parents[above[1]]]]
    words, measured = _of_words(texts, np.array(linked))
    tags = _of_tags(elements, at)
    kinds = _kinds([page for page, _ in read])
    own = np.concatenate(
        [
            words,
            tags,
            _of_marks(elements, above),
            _of_place(pages, measured.lengths, tags[TAG_NUMBER["h1"]], np.array(left_out)),
            _of_containers(pages, elements, above, measured),
            _of_best(pages, elements, above, measured),
            _of_articles(pages, elements, at, measured.prose),
            _of_repeats(pages, texts),
            _of_hints(pages, texts, [hints for _, hints in read]),
            _of_kinds(pages, kinds, measured),
        ]
    )
    table = own[_neighbourly()]
    values = np.concatenate([own, *(pages.shifted(table, by) for by in NEAR)]).T.astype(np.float32, order="C")
    return Features(names(), values, measured.lengths, (above[1], above[2], above[3], kinds), pages)


@cache
def names() -> tuple[str, ...]:
    """The names of all features, in order."""
    return (*_own_names(), *(f"{name} {by:+d}" for by in NEAR for name in NEIGHBOURLY))


@cache
def _own_names() -> tuple[str, ...]:
    return (
        *WORDS,
        *(f"tag {tag}" for tag in TAGS),
        *(f"in {tag}" for tag in TELLING),
        "depth",
        *(f"{prefix} {group.name}" for prefix in MARKED for group in groups()),
        *PLACE,
        *(f"{name} {number}" for number in range(4) for name in CONTAINERS),
        *BEST,
        *ARTICLES,
        *REPEATS,
        *HINTS,
        *KINDS,
    )


def _elements(pages: Sequence[Elements]) -> _Elements:
    counts = np.array([len(page.tags) for page in pages])
    starts = np.cumsum(counts) - counts
    of = np.repeat(starts, counts)

    def joined(name: str) -> Numbers:
        return np.array(list(chain.from_iterable(getattr(page, name) for page in pages)))

    return _Elements(
        tags=np.array([TAG_NUMBER.get(tag, -1) for page in pages for tag in page.tags]),
        parents=joined("parents") + of,
        ends=joined("ends") + of,
        depths=joined("depths"),
        bits=joined("bits"),
        around=joined("around"),
        articles=joined("articles"),
        starts=starts,
    )


def _of_words(texts: Sequence[str], linked: Numbers) -> tuple[Wide, _Measured]:
    found = letters(texts)
    lengths = found.lengths + 2 * found.dense
    links = linked / np.maximum(lengths, 1)
    is_prose = (found.stops > 0) & (links < 0.5) & (lengths > PROSE)
    measured = _Measured(
        lengths.astype(np.float64),
        linked.astype(np.float64),
        np.where(is_prose, np.maximum(lengths - linked, 0), 0).astype(np.float64),
    )
    table = [
        np.log1p(measured.lengths),
        links,
        np.log1p(measured.prose),
        found.end,
        np.log1p(found.commas),
        np.log1p(found.stops),
        found.digits / np.maximum(lengths, 1),
        np.minimum(found.digits, 1),
        [text[0].isupper() for text in texts],
        [text[0].islower() for text in texts],
        found.quote,
        found.colon,
        lengths / found.words,
        np.log1p(found.words),
        np.minimum(found.signs, 3),
    ]
    return np.array(table, dtype=np.float64), measured


def _of_tags(elements: _Elements, at: Numbers) -> Wide:
    table = np.zeros((len(TAGS) + len(TELLING) + 1, len(at)))
    own = elements.tags[at]
    known = np.flatnonzero(own >= 0)
    table[own[known], known] = 1
    table[len(TAGS) : -1] = _unpacked(elements.around[at] >> NAMES, len(TELLING))
    table[-1] = elements.depths[at]
    return table


def _of_marks(elements: _Elements, above: Sequence[Numbers]) -> Wide:
    at, first, second, third = above
    own = elements.bits
    bits = np.stack([own[at], own[first], own[second] | own[third], elements.around[at]])
    return _unpacked(bits, len(groups())).reshape(-1, len(at)).astype(np.float64)


def _unpacked(bits: Numbers, count: int) -> Numbers:
    """``count`` bits of each number, along a new axis before the last."""
    return (bits[..., None, :] >> np.arange(count)[:, None]) & 1


def _of_place(pages: Pages, lengths: Wide, headline: Wide, left_out: Numbers) -> Wide:
    of, place = pages.of, pages.place
    total = pages.total(lengths)[of]
    # the place of the first headline, where there is one
    shown = np.minimum.reduceat(np.where(headline > 0, place, len(of)), pages.starts)[of]
    headed = shown < len(of)
    table = np.zeros((len(PLACE), len(of)))
    table[0] = pages.before(lengths) / np.maximum(total, 1)
    table[1] = place / (pages.ends - pages.starts)[of]
    table[2] = np.log1p(total)
    table[3] = np.where(headed, place > shown, 0.5)
    table[4] = np.where(headed, np.clip(place - shown, -20, 60) / 20, 0)
    table[5] = np.minimum(pages.before(headline) + headline, 4)
    table[6] = np.log1p(left_out)
    return table


def _of_containers(pages: Pages, elements: _Elements, above: Sequence[Numbers], measured: _Measured) -> Wide:
    """Of each of four elements up from a block: share of the page's prose, links, blocks, share that is prose."""
    at, count = above[0], len(elements.tags)
    own = np.stack([np.bincount(at, measure, count) for measure in (*measured, np.ones(len(at)))])
    # what stands in an element are the elements from it to its end
    before = np.concatenate([np.zeros((4, 1)), np.cumsum(own, axis=1)], axis=1)
    sums = before[:, elements.ends] - before[:, :-1]
    total = np.maximum(pages.total(measured.prose), 1)[pages.of]
    lengths, linked, prose, blocks = sums[:, np.stack(above)]
    most = np.maximum(lengths, 1)
    table = np.stack([prose / total, linked / most, np.log1p(blocks), prose / most], axis=1)
    return table.reshape(-1, len(at))


def _of_best(pages: Pages, elements: _Elements, above: Sequence[Numbers], measured: _Measured) -> Wide:
    """Distance from the element whose own children hold most prose, and from the first and last of them."""
    at, of, (lengths, _, prose) = above[0], pages.of, measured
    own = np.bincount(at, prose, len(elements.tags))
    direct = own + np.bincount(elements.parents, own, len(elements.tags))
    bounds = np.append(elements.starts, len(elements.tags)).tolist()
    best = np.array([start + int(np.argmax(direct[start:end])) for start, end in pairwise(bounds)])
    common = _in_common(elements, best, at, of)
    up, down = elements.depths[best][of] - common, elements.depths[at] - common
    total = np.maximum(pages.total(prose), 1)[of]
    inside = (up == 0) & (prose > 0)
    place, count = pages.place, pages.ends - pages.starts
    first = np.minimum.reduceat(np.where(inside, place, len(of)), pages.starts)
    last = np.maximum.reduceat(np.where(inside, place, -1), pages.starts)
    first, last = np.where(last < 0, 0, first), np.where(last < 0, count - 1, last)
    before = pages.before(lengths)
    opens, closes = before[pages.starts + first], (before + lengths)[pages.starts + last]
    first, last, opens, closes = first[of], last[of], opens[of], closes[of]
    table = np.zeros((len(BEST), len(of)))
    table[:3] = direct[np.stack(above[:3])] / total
    table[3:5] = np.minimum((up, down), 8)
    table[5:7] = np.clip((first - place, place - last), 0, 30) / 10
    table[7] = direct[best][of] / total
    table[8] = np.where((place >= first) & (place <= last), (before - opens) / np.maximum(closes - opens, 1), -0.1)
    return table


def _in_common(elements: _Elements, best: Numbers, at: Numbers, of: Numbers) -> Numbers:
    """The depth of the innermost element that holds both a page's best element and a block's element."""
    holds = np.zeros(len(at), np.int64)
    holder = best.copy()
    # from the best element up, all pages at once: the first that holds a block's element is the innermost
    found = np.zeros(len(at), np.bool_)
    while not found.all():
        holder_of = holder[of]
        new = ~found & (holder_of <= at) & (at < elements.ends[holder_of])
        holds[new] = elements.depths[holder_of[new]]
        found |= new
        holder = elements.parents[holder]
    return holds


def _of_articles(pages: Pages, elements: _Elements, at: Numbers, prose: Wide) -> Wide:
    """Which ``article`` of the page a block stands in, and whether an earlier one holds much of its prose."""
    of, articles = pages.of, elements.articles[at]
    opened = np.maximum.reduceat(elements.articles, elements.starts)
    most = int(opened.max()) + 1
    held = np.bincount(of * most + articles, prose, len(pages.starts) * most).reshape(-1, most)
    share = held / np.maximum(pages.total(prose), 1)[:, None]
    large = share > 0.15
    large[:, 0] = False
    first = np.argmax(large, axis=1)[of]
    table = np.zeros((len(ARTICLES), len(of)))
    table[0] = np.minimum(articles, 3)
    table[1] = share[of, articles]
    table[2] = np.minimum(opened, 5)[of]
    table[3] = articles == first
    table[4] = (articles > first) & (first > 0)
    return table


def _of_repeats(pages: Pages, texts: Sequence[str]) -> Wide:
    table = np.zeros((len(REPEATS), len(texts)))
    for start, end in zip(pages.starts.tolist(), pages.ends.tolist(), strict=True):
        counted = Counter(texts[start:end])
        if len(counted) == end - start:
            continue
        seen: set[str] = set()
        for number in range(start, end):
            text = texts[number]
            table[:, number] = text in seen, min(counted[text] - 1, 3)
            seen.add(text)
    return table


def _of_hints(pages: Pages, texts: Sequence[str], hints: Sequence[Hints]) -> Wide:
    """Whether the page states a block's words as its title, its description, or as part of the article's body."""
    every_key = [text[: 2 * KEY].replace(" ", "")[:KEY].lower() for text in texts]
    table = np.zeros((len(HINTS), len(texts)))
    for start, end, hint in zip(pages.starts.tolist(), pages.ends.tolist(), hints, strict=True):
        keys = every_key[start:end]
        body, title, description = ("".join(h.split()).lower() for h in (hint.body, hint.title, hint.description))
        opening = description[:KEY]
        if body:
            table[0, start:end] = [key in body for key in keys]
            table[1, start:end] = 1 - table[0, start:end]
        if title:
            table[2, start:end] = [len(key) > 5 and title.startswith(key) for key in keys]
        if len(opening) > SHORT_KEY:
            told = [len(key) > SHORT_KEY and (opening.startswith(key) or key.startswith(opening)) for key in keys]
            table[3, start:end] = told
    return table


def _kinds(pages: Sequence[Markup]) -> Numbers:
    """A number for each kind of block of a page: tag and class of its element and class of that one's parent."""
    numbers: list[int] = []
    least = 0
    for page in pages:
        tags, parents, _, _, marks, *_ = page.elements
        known: dict[tuple[str, str, str], int] = {}
        for block in page.blocks:
            element = block.element
            kind = (tags[element], marks[element], marks[parents[element]])
            numbers.append(known.setdefault(kind, least + len(known)))
        least += len(known)
    return np.array(numbers)


def _of_kinds(pages: Pages, kinds: Numbers, measured: _Measured) -> Wide:
    counts = np.bincount(kinds)
    lengths, linked, prose = (np.bincount(kinds, measure) for measure in measured)
    table = np.stack([np.log1p(counts), prose, np.log1p(lengths / counts), linked / np.maximum(lengths, 1)])[:, kinds]
    table[1] = table[1] / np.maximum(pages.total(measured.prose), 1)[pages.of]
    return table


@cache
def _neighbourly() -> list[int]:
    return [_own_names().index(name) for name in NEIGHBOURLY]
