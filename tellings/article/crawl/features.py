"""Features of a page's text blocks: what a block's own words, its elements, its place and its page tell.

None depends on a language: lengths, punctuation, links, tags, words in class and id (a table), where the prose
of the page lies, and whether the page's own JSON-LD holds the words. In the manner of Kohlschütter et al. 2010
(Boilerplate Detection using Shallow Text Features) and Vogels et al. 2018 (Web2Text): shallow features, and
neighbours (``context``) where they take a model over sequences.

Each function gives a table with a row a feature and a column a block; ``names`` has the names in the same order.
"""

from collections import Counter
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from tellings.article.crawl.letters import letters
from tellings.article.crawl.marks import groups
from tellings.article.crawl.markup import Markup
from tellings.article.crawl.walk import Elements

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
ABOVE = (
    "article", "main", "aside", "footer", "header", "nav", "form", "ul", "ol", "table", "figure", "blockquote", "p",
    "section", "dl", "li",
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
ABOVE_BIT = {tag: 1 << number for number, tag in enumerate(ABOVE)}
PROSE = 40
KEY = 60
SHORT_KEY = 25


class Hints(NamedTuple):
    """What the page states that its body can be compared with; empty where it states nothing."""

    title: str = ""
    description: str = ""
    body: str = ""


class Features(NamedTuple):
    """Features by name (``values``: blocks × names), and what ``context`` needs of each block.

    ``lengths`` are code points, dense scripts counted three times; ``around`` are numbers that blocks share with
    those in the same parent, the same parent's parent, and so on, and with those of the same tag and class.
    """

    names: tuple[str, ...]
    values: Floats
    lengths: Wide
    around: tuple[Numbers, ...]


class _Measured(NamedTuple):
    """Of each block its length, its code points in links, and its code points of prose."""

    lengths: Wide
    linked: Wide
    prose: Wide


class _Inherited(NamedTuple):
    """Of each element what it has of those around it: bits of ``ABOVE``, depth, groups, and number of the article."""

    above: list[int]
    depths: list[int]
    groups: list[int]
    articles: list[int]


def features(page: Markup, hints: Hints) -> Features:
    """Features of all blocks of a page that has at least one."""
    elements = page.elements
    texts, linked, elements_of, left_out = zip(*page.blocks, strict=True)
    at, parents = np.array(elements_of), np.maximum(np.array(elements.parents), 0)
    above = [at, parents[at]]
    above += [parents[above[1]], parents[parents[above[1]]]]
    inherited = _inherited(elements)
    words, measured = _of_words(texts, np.array(linked))
    tags = _of_tags(elements, inherited, at)
    kinds = _kinds(elements, at, above[1])
    own = np.concatenate(
        [
            words,
            tags,
            _of_marks(elements, inherited, above),
            _of_place(measured.lengths, tags[TAG_NUMBER["h1"]], np.array(left_out)),
            _of_containers(parents, above, measured),
            _of_best(parents, above, measured),
            _of_articles(np.array(inherited.articles)[at], max(inherited.articles), measured.prose),
            _of_repeats(texts),
            _of_hints(texts, hints),
            _of_kinds(kinds, measured),
        ]
    )
    values = np.concatenate([own, _of_neighbours(own)]).astype(np.float32)
    return Features(names(), values.T, measured.lengths, (above[1], above[2], above[3], kinds))


@cache
def names() -> tuple[str, ...]:
    """The names of all features, in order."""
    return (*_own_names(), *(f"{name} {by:+d}" for by in NEAR for name in NEIGHBOURLY))


@cache
def _own_names() -> tuple[str, ...]:
    return (
        *WORDS,
        *(f"tag {tag}" for tag in TAGS),
        *(f"in {tag}" for tag in ABOVE),
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


def shifted(table: Wide, by: int, fill: float = 0.0) -> Wide:
    """The last axis of ``table`` moved: of each block the value of the one ``by`` places on, ``fill`` past the ends."""
    moved = np.full_like(table, fill)
    if by > 0:
        moved[..., :-by] = table[..., by:]
    else:
        moved[..., -by:] = table[..., :by]
    return moved


def _inherited(elements: Elements) -> _Inherited:
    found = _Inherited([0], [0], [elements.bits[0]], [0])
    above, depths, all_groups, articles = found
    opened = 0
    for tag, parent, bits in zip(elements.tags[1:], elements.parents[1:], elements.bits[1:], strict=True):
        above.append(above[parent] | ABOVE_BIT.get(tag, 0))
        depths.append(depths[parent] + 1)
        all_groups.append(all_groups[parent] | bits)
        opened += tag == "article"
        articles.append(opened if tag == "article" else articles[parent])
    return found


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


def _of_tags(elements: Elements, inherited: _Inherited, at: Numbers) -> Wide:
    table = np.zeros((len(TAGS) + len(ABOVE) + 1, len(at)))
    own = np.array([TAG_NUMBER.get(tag, -1) for tag in elements.tags])[at]
    known = np.flatnonzero(own >= 0)
    table[own[known], known] = 1
    table[len(TAGS) : -1] = _unpacked(np.array(inherited.above)[at], len(ABOVE))
    table[-1] = np.array(inherited.depths)[at]
    return table


def _of_marks(elements: Elements, inherited: _Inherited, above: Sequence[Numbers]) -> Wide:
    at, first, second, third = above
    own = np.array(elements.bits)
    chain = np.array(inherited.groups)
    bits = np.stack([own[at], own[first], own[second] | own[third], chain[at]])
    return _unpacked(bits, len(groups())).reshape(-1, len(at)).astype(np.float64)


def _unpacked(bits: Numbers, count: int) -> Numbers:
    """``count`` bits of each number, along a new axis before the last."""
    return (bits[..., None, :] >> np.arange(count)[:, None]) & 1


def _of_place(lengths: Wide, headline: Wide, left_out: Numbers) -> Wide:
    count = len(lengths)
    number = np.arange(count)
    total = lengths.sum()
    shown = np.flatnonzero(headline)
    table = np.zeros((len(PLACE), count))
    table[0] = (np.cumsum(lengths) - lengths) / max(total, 1)
    table[1] = number / count
    table[2] = np.log1p(total)
    table[3] = number > shown[0] if len(shown) else 0.5
    table[4] = np.clip(number - shown[0], -20, 60) / 20 if len(shown) else 0
    table[5] = np.minimum(np.cumsum(headline), 4)
    table[6] = np.log1p(left_out)
    return table


def _of_containers(parents: Numbers, above: Sequence[Numbers], measured: _Measured) -> Wide:
    """Of each of four elements up from a block: share of the page's prose, links, blocks, share that is prose."""
    count = len(parents)
    at = above[0]
    own = [np.bincount(at, measure, count).tolist() for measure in (*measured, np.ones(len(at)))]
    sums = np.array(_summed(own, parents.tolist()))
    total = max(sums[2, 0], 1)
    lengths, linked, prose, blocks = sums[:, np.stack(above)]
    most = np.maximum(lengths, 1)
    table = np.stack([prose / total, linked / most, np.log1p(blocks), prose / most], axis=1)
    return table.reshape(-1, len(at))


def _summed(own: list[list[float]], parents: Sequence[int]) -> list[list[float]]:
    """Sums of each element with all below it; children stand after their parents."""
    lengths, linked, prose, blocks = own
    for number in range(len(parents) - 1, 0, -1):
        parent = parents[number]
        lengths[parent] += lengths[number]
        linked[parent] += linked[number]
        prose[parent] += prose[number]
        blocks[parent] += blocks[number]
    return own


def _of_best(parents: Numbers, above: Sequence[Numbers], measured: _Measured) -> Wide:
    """Distance from the element whose own children hold most prose, and from the first and last of them."""
    at, lengths, prose = above[0], measured.lengths, measured.prose
    count, elements = len(at), len(parents)
    own = np.bincount(at, prose, elements)
    direct = own + np.bincount(parents, own, elements)
    total = max(prose.sum(), 1)
    best = int(np.argmax(direct))
    up, down = _distances(parents.tolist(), at.tolist(), best)
    inside = np.flatnonzero((up == 0) & (prose > 0))
    first, last = (inside[0], inside[-1]) if len(inside) else (0, count - 1)
    number = np.arange(count)
    before = np.cumsum(lengths) - lengths
    stretch = max(before[last] + lengths[last] - before[first], 1)
    within = (number >= first) & (number <= last)
    table = np.zeros((len(BEST), count))
    table[:3] = direct[np.stack(above[:3])] / total
    table[3:5] = np.minimum((up, down), 8)
    table[5:7] = np.clip((first - number, number - last), 0, 30) / 10
    table[7] = direct[best] / total
    table[8] = np.where(within, (before - before[first]) / stretch, -0.1)
    return table


def _distances(parents: Sequence[int], at: Sequence[int], best: int) -> tuple[Numbers, Numbers]:
    """Steps up from ``best`` to what it has in common with each block's element, and down from there."""
    chain: dict[int, tuple[int, int]] = {}
    element = best
    while element not in chain:
        chain[element] = (len(chain), 0)
        element = parents[element]
    for one in at:
        path = []
        while one not in chain:
            path.append(one)
            one = parents[one]
        up, down = chain[one]
        for below in reversed(path):
            down += 1
            chain[below] = (up, down)
    found = np.array([chain[one] for one in at])
    return found[:, 0], found[:, 1]


def _of_articles(of_block: Numbers, opened: int, prose: Wide) -> Wide:
    """Which ``article`` of the page a block stands in, and whether an earlier one holds much of its prose."""
    share = np.bincount(of_block, prose, opened + 1) / max(prose.sum(), 1)
    large = np.flatnonzero(share[1:] > 0.15)
    first = large[0] + 1 if len(large) else 0
    table = np.zeros((len(ARTICLES), len(of_block)))
    table[0] = np.minimum(of_block, 3)
    table[1] = share[of_block]
    table[2] = min(opened, 5)
    table[3] = of_block == first
    table[4] = (of_block > first) & (first > 0)
    return table


def _of_repeats(texts: Sequence[str]) -> Wide:
    if len(counted := Counter(texts)) == len(texts):
        return np.zeros((len(REPEATS), len(texts)))
    seen: set[str] = set()
    again = []
    for text in texts:
        again.append(text in seen)
        seen.add(text)
    return np.array([again, [min(counted[text] - 1, 3) for text in texts]], dtype=np.float64)


def _of_hints(texts: Sequence[str], hints: Hints) -> Wide:
    """Whether the page states a block's words as its title, its description, or as part of the article's body."""
    body, title, description = ("".join(h.split()).lower() for h in (hints.body, hints.title, hints.description))
    keys = ["".join(text[: 2 * KEY].split())[:KEY].lower() for text in texts]
    start = description[:KEY]
    table = np.zeros((len(HINTS), len(texts)))
    if body:
        table[0] = [key in body for key in keys]
        table[1] = 1 - table[0]
    if title:
        table[2] = [len(key) > 5 and title.startswith(key) for key in keys]
    if len(start) > SHORT_KEY:
        table[3] = [len(key) > SHORT_KEY and (start.startswith(key) or key.startswith(start)) for key in keys]
    return table


def _kinds(elements: Elements, at: Numbers, first: Numbers) -> Numbers:
    """A number for each kind of block: tag and class of its element and class of that one's parent."""
    known: dict[tuple[str, str, str], int] = {}
    tags, marks = elements.tags, elements.marks
    pairs = zip(at.tolist(), first.tolist(), strict=True)
    return np.array([known.setdefault((tags[e], marks[e], marks[above]), len(known)) for e, above in pairs])


def _of_kinds(kinds: Numbers, measured: _Measured) -> Wide:
    counts = np.bincount(kinds)
    lengths, linked, prose = (np.bincount(kinds, measure) for measure in measured)
    share = prose / max(measured.prose.sum(), 1)
    return np.stack([np.log1p(counts), share, np.log1p(lengths / counts), linked / np.maximum(lengths, 1)])[:, kinds]


def _of_neighbours(own: Wide) -> Wide:
    count = own.shape[1]
    table = own[_neighbourly()]
    found = [shifted(table, by) if count > abs(by) else np.zeros_like(table) for by in NEAR]
    return np.concatenate(found)


@cache
def _neighbourly() -> list[int]:
    return [_own_names().index(name) for name in NEIGHBOURLY]
