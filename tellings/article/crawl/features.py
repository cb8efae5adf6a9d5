"""Features of a page's text blocks: what a block's own words, its elements, its place and its page tell.

None depends on a language: lengths, punctuation, links, tags, words in class and id (a table), where the prose
of the page lies, and whether the page's own JSON-LD holds the words. In the manner of Kohlschütter et al. 2010
(Boilerplate Detection using Shallow Text Features) and Vogels et al. 2018 (Web2Text): shallow features, and
neighbours (``context``) where they take a model over sequences.
"""

import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from tellings.article.crawl.marks import groups
from tellings.article.crawl.markup import Markup
from tellings.article.crawl.walk import Block, Elements

Floats = npt.NDArray[np.float32]
Wide = npt.NDArray[np.float64]
Numbers = npt.NDArray[np.int64]

TAGS = (
    "p", "li", "h1", "h2", "h3", "h4", "h5", "td", "blockquote", "div", "section", "article", "figcaption", "button",
    "label", "dd", "pre", "center", "body", "main",
)  # fmt: skip
ABOVE = (
    "article", "main", "aside", "footer", "header", "nav", "form", "ul", "ol", "table", "figure", "blockquote", "p",
    "section", "dl", "li",
)  # fmt: skip
TAG_NUMBER = {tag: number for number, tag in enumerate(TAGS)}
ABOVE_BIT = {tag: 1 << number for number, tag in enumerate(ABOVE)}
END = re.compile(r"[.!?…。！？।؟۔։][\"'”’»)\]」]*$")
STOP = re.compile(r"[.!?।؟۔։][\"'”’»)\]]*(?=\s|$)|[。！？]")
COMMA = re.compile(r"[,،、，;:]")
DIGIT = re.compile(r"\d")
SIGN = re.compile(r"[|»›©→@•]")
QUOTES = frozenset("\"“«„‘'—–「")
# Scripts of which a character tells as much as three letters, and that put no space between words.
DENSE = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u9fff\uac00-\ud7ff\uf900-\ufaff\uff00-\uffef]")
PROSE = 40
KEY = 60
SHORT_KEY = 25
NEAR = (-2, -1, 1, 2)
NEIGHBOURLY = ("length", "links", "end", "stops", "tag p", "tag li", "tag h2", "own strong", "depth", "left out")


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

    names: list[str]
    values: Floats
    lengths: Wide
    around: tuple[Numbers, ...]


def length(text: str) -> int:
    """Code points, dense scripts counted three times."""
    return len(text) if text.isascii() else len(text) + 2 * len(DENSE.findall(text))


def features(page: Markup, hints: Hints) -> Features:
    """Features of all blocks of a page that has at least one."""
    blocks, elements = page.blocks, page.elements
    at = np.array([b.element for b in blocks])
    parents = np.maximum(np.array(elements.parents), 0)
    first, second, third = _above(at, parents)
    columns = _of_words(blocks)
    lengths, linked, prose = columns["length"], columns["links"], columns["prose"]
    columns |= _of_tags(elements, at)
    columns |= _of_marks(elements, at, (first, second, third))
    columns |= _of_place(lengths, columns["tag h1"])
    columns["left out"] = np.log1p(np.array([b.left_out for b in blocks], dtype=np.float64))
    columns |= _of_containers(parents, (at, first, second, third), (lengths, linked, prose))
    columns |= _of_best(parents, at, lengths, prose)
    columns |= _of_articles(elements, at, prose)
    columns |= _of_repeats(blocks)
    columns |= _of_hints(blocks, hints)
    kinds = _kinds(elements, at, first)
    columns |= _of_kinds(kinds, lengths, linked, prose)
    columns |= {"links": linked / np.maximum(lengths, 1), "length": np.log1p(lengths), "prose": np.log1p(prose)}
    columns |= _of_neighbours(columns)
    values = np.stack(list(columns.values()), 1).astype(np.float32)
    return Features(list(columns), values, lengths, (first, second, third, kinds))


def shifted(values: Wide, by: int, fill: float = 0.0) -> Wide:
    """``values`` of the block ``by`` places further on, ``fill`` past the ends."""
    moved = np.full_like(values, fill)
    if by > 0:
        moved[:-by] = values[by:]
    else:
        moved[-by:] = values[:by]
    return moved


def _above(at: Numbers, parents: Numbers) -> tuple[Numbers, Numbers, Numbers]:
    first = parents[at]
    second = parents[first]
    return first, second, parents[second]


def _of_words(blocks: Sequence[Block]) -> dict[str, Wide]:
    rows = np.array([_words(b.text, b.linked) for b in blocks], dtype=np.float64)
    lengths, linked, end, commas, stops, digits, upper, lower, quote, colon, words, signs = rows.T
    links = linked / np.maximum(lengths, 1)
    return {
        "length": lengths,
        "links": linked,
        "prose": np.where((stops > 0) & (links < 0.5) & (lengths > PROSE), np.maximum(lengths - linked, 0), 0.0),
        "end": end,
        "commas": np.log1p(commas),
        "stops": np.log1p(stops),
        "digits": digits / np.maximum(lengths, 1),
        "any digit": np.minimum(digits, 1),
        "upper": upper,
        "lower": lower,
        "quote": quote,
        "colon": colon,
        "word length": lengths / words,
        "words": np.log1p(words),
        "signs": np.minimum(signs, 3),
    }


def _words(text: str, linked: int) -> tuple[float, ...]:
    first = text[0]
    return (
        length(text),
        linked,
        END.search(text[-6:]) is not None,
        len(COMMA.findall(text)),
        len(STOP.findall(text)),
        len(DIGIT.findall(text)),
        first.isupper(),
        first.islower(),
        first in QUOTES,
        text[-1] in ":：",
        text.count(" ") + 1,
        len(SIGN.findall(text)),
    )


def _of_tags(elements: Elements, at: Numbers) -> dict[str, Wide]:
    tags, parents = elements.tags, elements.parents
    own = np.array([TAG_NUMBER.get(tag, -1) for tag in tags])[at]
    bits, depths = [0] * len(tags), [0] * len(tags)
    for number in range(1, len(tags)):
        above = parents[number]
        bits[number] = bits[above] | ABOVE_BIT.get(tags[number], 0)
        depths[number] = depths[above] + 1
    found = {f"tag {tag}": (own == number).astype(np.float64) for number, tag in enumerate(TAGS)}
    found |= _unpacked("in", np.array(bits)[at], ABOVE)
    found["depth"] = np.array(depths, dtype=np.float64)[at]
    return found


def _of_marks(elements: Elements, at: Numbers, above: tuple[Numbers, Numbers, Numbers]) -> dict[str, Wide]:
    names = [group.name for group in groups()]
    own = elements.bits
    chain = list(own)
    for number in range(1, len(own)):
        chain[number] |= chain[elements.parents[number]]
    bits = np.array(own)
    first, second, third = above
    return {
        **_unpacked("own", bits[at], names),
        **_unpacked("parent", bits[first], names),
        **_unpacked("grand", bits[second] | bits[third], names),
        **_unpacked("chain", np.array(chain)[at], names),
    }


def _unpacked(prefix: str, bits: Numbers, names: Sequence[str]) -> dict[str, Wide]:
    table = ((bits[None, :] >> np.arange(len(names))[:, None]) & 1).astype(np.float64)
    return {f"{prefix} {name}": row for name, row in zip(names, table, strict=True)}


def _of_place(lengths: Wide, headline: Wide) -> dict[str, Wide]:
    count = len(lengths)
    number = np.arange(count)
    total = lengths.sum()
    shown = np.flatnonzero(headline)
    from_headline = number - shown[0] if len(shown) else None
    return {
        "place by length": (np.cumsum(lengths) - lengths) / max(total, 1),
        "place": number / count,
        "page length": np.full(count, np.log1p(total)),
        "after headline": np.full(count, 0.5) if from_headline is None else (from_headline > 0).astype(np.float64),
        "from headline": np.zeros(count) if from_headline is None else np.clip(from_headline, -20, 60) / 20,
        "headlines before": np.minimum(np.cumsum(headline), 4),
    }


def _of_containers(parents: Numbers, above: tuple[Numbers, ...], measures: tuple[Wide, Wide, Wide]) -> dict[str, Wide]:
    """Of each of four elements up from a block: share of the page's prose, links, blocks, share that is prose."""
    count = len(parents)
    at = above[0]
    measured = (*measures, np.ones(len(at)))
    own = [np.bincount(at, measure, count).astype(np.float64) for measure in measured]
    lengths, linked, prose, blocks = (_summed(sums, parents) for sums in own)
    total = max(prose[0], 1)
    found = {}
    for number, element in enumerate(above):
        found[f"prose share {number}"] = prose[element] / total
        found[f"links {number}"] = linked[element] / np.maximum(lengths[element], 1)
        found[f"blocks {number}"] = np.log1p(blocks[element])
        found[f"prose {number}"] = prose[element] / np.maximum(lengths[element], 1)
    return found


def _summed(own: Wide, parents: Numbers) -> Wide:
    """Sums of each element with all below it; children stand after their parents."""
    sums, above = own.tolist(), parents.tolist()
    for number in range(len(sums) - 1, 0, -1):
        sums[above[number]] += sums[number]
    return np.array(sums)


def _of_best(parents: Numbers, at: Numbers, lengths: Wide, prose: Wide) -> dict[str, Wide]:
    """Distance from the element whose own children hold most prose, and from the first and last of them."""
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
    element = parents[at]
    return {
        "direct 0": direct[at] / total,
        "direct 1": direct[element] / total,
        "direct 2": direct[parents[element]] / total,
        "up": np.minimum(up, 8),
        "down": np.minimum(down, 8),
        "before best": np.clip(first - number, 0, 30) / 10,
        "after best": np.clip(number - last, 0, 30) / 10,
        "best share": np.full(count, direct[best] / total),
        "place in best": np.where(within, (before - before[first]) / stretch, -0.1),
    }


def _distances(parents: Sequence[int], at: Sequence[int], best: int) -> tuple[Wide, Wide]:
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
    found = np.array([chain[one] for one in at], dtype=np.float64)
    return found[:, 0], found[:, 1]


def _of_articles(elements: Elements, at: Numbers, prose: Wide) -> dict[str, Wide]:
    """Which ``article`` of the page a block stands in, and whether an earlier one holds much of its prose."""
    opened = 0
    inside = [0] * len(elements.tags)
    for number in range(1, len(inside)):
        if elements.tags[number] == "article":
            opened += 1
            inside[number] = opened
        else:
            inside[number] = inside[elements.parents[number]]
    of_block = np.array(inside)[at]
    share = np.bincount(of_block, prose, opened + 1) / max(prose.sum(), 1)
    large = [number for number in range(1, opened + 1) if share[number] > 0.15]
    first = large[0] if large else 0
    return {
        "article": np.minimum(of_block, 3).astype(np.float64),
        "article share": share[of_block],
        "articles": np.full(len(at), min(opened, 5), dtype=np.float64),
        "first article": (of_block == first).astype(np.float64),
        "later article": ((of_block > first) & (first > 0)).astype(np.float64),
    }


def _of_repeats(blocks: Sequence[Block]) -> dict[str, Wide]:
    counted = Counter(b.text for b in blocks)
    seen: set[str] = set()
    again = []
    for block in blocks:
        again.append(block.text in seen)
        seen.add(block.text)
    return {
        "said before": np.array(again, dtype=np.float64),
        "repeats": np.minimum(np.array([counted[b.text] - 1 for b in blocks], dtype=np.float64), 3),
    }


def _of_hints(blocks: Sequence[Block], hints: Hints) -> dict[str, Wide]:
    """Whether the page states a block's words as its title, its description, or as part of the article's body."""
    body, title, description = ("".join(h.split()).lower() for h in (hints.body, hints.title, hints.description))
    keys = ["".join(b.text[: 2 * KEY].split())[:KEY].lower() for b in blocks]
    count = len(blocks)
    start = description[:KEY]
    in_body = np.array([key in body for key in keys], dtype=np.float64) if body else np.zeros(count)
    is_title = np.array([len(key) > 5 and title.startswith(key) for key in keys], dtype=np.float64)
    told = [len(key) > SHORT_KEY and (start.startswith(key) or key.startswith(start)) for key in keys]
    return {
        "in body": in_body,
        "not in body": 1 - in_body if body else np.zeros(count),
        "is title": is_title if title else np.zeros(count),
        "is description": np.array(told, dtype=np.float64) if len(start) > SHORT_KEY else np.zeros(count),
    }


def _kinds(elements: Elements, at: Numbers, first: Numbers) -> Numbers:
    """A number for each kind of block: tag and class of its element and class of that one's parent."""
    known: dict[tuple[str, str, str], int] = {}
    tags, marks = elements.tags, elements.marks
    pairs = zip(at.tolist(), first.tolist(), strict=True)
    return np.array([known.setdefault((tags[e], marks[e], marks[above]), len(known)) for e, above in pairs])


def _of_kinds(kinds: Numbers, lengths: Wide, linked: Wide, prose: Wide) -> dict[str, Wide]:
    counts = np.bincount(kinds)
    total = np.bincount(kinds, lengths)
    return {
        "of kind": np.log1p(counts)[kinds],
        "prose of kind": (np.bincount(kinds, prose) / max(prose.sum(), 1))[kinds],
        "length of kind": np.log1p(total / counts)[kinds],
        "links of kind": (np.bincount(kinds, linked) / np.maximum(total, 1))[kinds],
    }


def _of_neighbours(columns: dict[str, Wide]) -> dict[str, Wide]:
    count = len(columns["length"])
    return {
        f"{name} {by:+d}": shifted(columns[name], by) if count > abs(by) else np.zeros(count)
        for by in NEAR
        for name in NEIGHBOURLY
    }
