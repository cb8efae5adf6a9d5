"""Body: which segments of a page are its article.

Trafilatura's reading (its fast mode), the page's own JSON-LD and the shapes of the segments are evidence; a small
forest of boosted trees, trained on labelled pages (``training/body``), weighs them: one yes or no a segment.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from importlib import resources

import msgspec
import numpy as np
import numpy.typing as npt
from lxml import etree
from lxml.etree import _Element
from trafilatura import bare_extraction
from trafilatura.settings import Document

from tellings.article.evidence import Column, evidence
from tellings.article.segments import Segment, Segments
from tellings.errors import TableError

FILE = "article/body.json"
# A repeated segment of this many characters is no refrain but the same part shown twice.
REFRAIN = 40
# An articleBody shorter than this is a teaser.
WHOLE_BODY = 200
DEEPEST = 6
# Of the words that trafilatura took, the share under which a choice is distrusted; and who is left out even then.
SCARCE = 0.5
UNLIKELY = 0.1
PARTLY = 0.5
TAG = re.compile(r"<[^<>]{0,2000}>")
THROWN_AWAY = ("script", "style", "svg", "noscript", "template", etree.Comment)
Numbers = npt.NDArray[np.float64]


class Tree(msgspec.Struct, frozen=True):
    """A tree by its nodes: a value of column ``columns[n]`` up to ``bounds[n]`` goes left, another right.

    ``left`` and ``right`` are node numbers, or below zero ``-1 - leaf``.
    """

    columns: list[int]
    bounds: list[float]
    left: list[int]
    right: list[int]
    leaves: list[float]


class Forest(msgspec.Struct, frozen=True):
    """The weights: the names of the columns, the trees, and the least chance at which a segment is taken."""

    names: list[str]
    trees: list[Tree]
    least: float


def body(tree: _Element, page: Segments, titles: Sequence[str], url: str | None = None) -> list[Segment]:
    """The segments of the article, in order; none where nothing reads as one."""
    if not page.found:
        return []
    columns = evidence(page, takers(tree, url), titles)
    forest = weights()
    return chosen(page.found, forest.chances(columns), columns["extractor"], forest.least)


def chosen(found: Sequence[Segment], chance: Numbers, taken: Column, least: float) -> list[Segment]:
    """The segments whose chance is ``least`` or more, each long one once.

    Where these have less than half of the words that trafilatura took, the page is of a kind that the trees were
    not trained on (one long paragraph, a table of results): what trafilatura took is taken but for the least likely.
    """
    words = np.array([len(s.words.split()) for s in found], dtype=float)
    kept = chance >= least
    others = np.array(taken) >= PARTLY
    if words[kept].sum() < SCARCE * words[others].sum():
        kept = kept | (others & (chance >= UNLIKELY))
    return once([s for s, k in zip(found, kept, strict=True) if k])


def takers(tree: _Element, url: str | None = None) -> dict[str, Sequence[str]]:
    """What other readers take of the page, by the name that the evidence knows them by; drops scripts from ``tree``."""
    declared = _declared(tree)
    # What trafilatura would throw away at once is spared it: it copies the tree several times.
    etree.strip_elements(tree, *THROWN_AWAY, with_tail=False)
    markup = etree.tostring(tree, encoding="unicode", method="html")
    found = bare_extraction(markup, url=url, fast=True, include_comments=False, with_metadata=False)
    blocks = list(_blocks(found.body)) if isinstance(found, Document) and found.body is not None else []
    return {"extractor": blocks, "declared": declared}


def once(segments: Sequence[Segment]) -> list[Segment]:
    """Segments without second showings of the same long words."""
    seen: set[str] = set()
    kept = []
    for segment in segments:
        if len(segment.words) > REFRAIN:
            if segment.words in seen:
                continue
            seen.add(segment.words)
        kept.append(segment)
    return kept


@cache
def weights() -> "Planted":
    """The trained weights. Raises TableError where the file is damaged."""
    data = resources.files("tellings").joinpath("data", *FILE.split("/")).read_bytes()
    try:
        return Planted(msgspec.json.decode(data, type=Forest))
    except msgspec.DecodeError as error:
        do = "Train it anew: python -m training.body.train --write"
        raise TableError(f"tellings/data/{FILE}", f"not the weights of bodies ({error}).", do) from error


class Planted:
    """A forest as arrays, so that all its trees are climbed at once."""

    def __init__(self, forest: Forest) -> None:
        self.names, self.least = forest.names, forest.least
        width = max(len(t.columns) + len(t.leaves) for t in forest.trees)
        size = len(forest.trees) * width
        self.column = np.zeros(size, dtype=np.intp)
        self.bound = np.full(size, np.inf)
        # Two places a node: where a low value goes, and a high one; a leaf leads to itself.
        self.next = np.repeat(np.arange(size, dtype=np.intp), 2)
        self.value = np.zeros(size)
        self.roots = np.arange(len(forest.trees), dtype=np.intp) * width
        for root, tree in zip(self.roots, forest.trees, strict=True):
            count = len(tree.columns)
            self.column[root : root + count] = tree.columns
            self.bound[root : root + count] = tree.bounds
            for side, ways in enumerate((tree.left, tree.right)):
                self.next[2 * root + side : 2 * (root + count) : 2] = [
                    root + (n if n >= 0 else count - 1 - n) for n in ways
                ]
            self.value[root + count : root + count + len(tree.leaves)] = tree.leaves
        self.steps = max(_height(tree) for tree in forest.trees)

    def chances(self, columns: dict[str, Column]) -> Numbers:
        """How likely each segment is of the article, 0 to 1, by its columns of evidence."""
        summed = self._sums(np.array([columns[name] for name in self.names], dtype=np.float64))
        # Rounded, so that the last bit of a sum decides nothing.
        return np.round(1.0 / (1.0 + np.exp(-summed)), 6)

    def _sums(self, matrix: Numbers) -> Numbers:
        """The sum of the trees' leaves for each of the matrix's columns (segments)."""
        count = matrix.shape[1]
        values = matrix.ravel()
        segments = np.tile(np.arange(count, dtype=np.intp), len(self.roots))
        node = np.repeat(self.roots, count)
        for _ in range(self.steps):
            high = values.take(self.column.take(node) * count + segments) > self.bound.take(node)
            node = self.next.take(2 * node + high)
        return np.asarray(self.value.take(node).reshape(len(self.roots), count).sum(axis=0), dtype=np.float64)


def _height(tree: Tree) -> int:
    """Steps from the root to the farthest leaf."""
    heights = [1] * len(tree.columns)
    for node in range(len(tree.columns) - 1, -1, -1):
        heights[node] = 1 + max((heights[n] for n in (tree.left[node], tree.right[node]) if n >= 0), default=0)
    return heights[0] if heights else 0


def _blocks(element: _Element) -> Iterator[str]:
    """Words of trafilatura's blocks, in order."""
    for block in element:
        if words := " ".join("".join(block.itertext()).split()):
            yield words


def _declared(tree: _Element) -> list[str]:
    """The longest ``articleBody`` of the page's JSON-LD, tags in it dropped."""
    found = ""
    for script in tree.iter("script"):
        if "ld+json" in (script.get("type") or "") and "articleBody" in (script.text or ""):
            try:
                said = list(_bodies(msgspec.json.decode((script.text or "").encode()), 0))
            except (msgspec.DecodeError, UnicodeError, RecursionError):
                continue
            found = max([found, *said], key=len)
    return [TAG.sub(" ", found)] if len(found) > WHOLE_BODY else []


def _bodies(value: object, depth: int) -> Iterator[str]:
    if depth > DEEPEST:
        return
    if isinstance(value, dict):
        if isinstance(said := value.get("articleBody"), str):
            yield said
        value = list(value.values())
    if isinstance(value, list):
        for item in value:
            yield from _bodies(item, depth + 1)
