"""Evidence: what tells a segment of the article from the rest of the page, as numbers.

Shape of the words, links, the names of the elements around, place among the page's prose and beside its
headline, likeness to other segments of the same markup, and whether other readers of pages (trafilatura;
the page's own JSON-LD) take it. After the features of Kohlschütter et al., "Boilerplate detection using
shallow text features" (WSDM 2010) and Vogels et al., "Web2Text" (ECIR 2018); readability's scoring of
containers is one of them.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache
from math import log1p

import msgspec
import numpy as np
import numpy.typing as npt
from lxml.etree import _Element

from tellings.article.lines import terminated
from tellings.article.segments import Segments
from tellings.language.tables import load

Column = Sequence[float] | npt.NDArray[np.float64]
Numbers = npt.NDArray[np.int64]
NOT_LETTERS = re.compile(r"\W+")
NOT_WORD = re.compile(r"[^a-z0-9]+")
# Elements around a segment that tell something by themselves.
MARKS = frozenset(("class", "id", "role", "itemprop", "data-component", "data-testid", "data-type"))
AROUND = (
    "li", "blockquote", "figure", "aside", "nav", "footer", "header", "form", "article", "main", "table", "dl",
    "details", "button",
)  # fmt: skip
ALIKE = (
    "p", "li", "h1", "h2", "h3 h4 h5 h6", "td tr th", "blockquote", "figcaption", "div section", "article", "dd dt",
    "pre", "button summary legend",
)  # fmt: skip
TAGS = {tag: number for number, tags in enumerate(ALIKE, 1) for tag in tags.split()}
# Words of a paragraph, and the share of links over which it is none.
PROSE = 12
LINKED = 0.3
FARTHEST = 20
NOWHERE = 30.0
SAMPLE = 200
# Letters that must be the same for a segment to be one that another reader took, whole or in part.
WHOLE = 12
PART = 40
NO_BOX = 2.0


class Markup(msgspec.Struct, frozen=True):
    """A row of ``tellings/data/markup.toml``."""

    key: str
    seen: str
    parts: list[str] = []
    words: list[str] = []


@cache
def rows() -> tuple[Markup, ...]:
    """The table."""
    return load("markup.toml", "markup", Markup)


@cache
def kinds(marks: str) -> frozenset[int]:
    """Numbers of the rows that an element's names fall under."""
    named = marks.lower()
    plain = named.replace("-", "").replace("_", "")
    words = set(NOT_WORD.split(named))
    return frozenset(
        number
        for number, row in enumerate(rows())
        if not words.isdisjoint(row.words) or any(part in plain for part in row.parts)
    )


def letters(words: str) -> str:
    """Letters and digits alone: what is left the same by every reader of a page."""
    return NOT_LETTERS.sub("", words).lower()


def evidence(page: Segments, takers: dict[str, Sequence[str]], titles: Iterable[str]) -> dict[str, Column]:
    """Columns by name, each a number for each segment: what tells the article's from the others of the page.

    ``takers`` are the blocks that other readers took, by the reader's name; ``titles`` the page's stated titles.
    """
    told = _Page(page, takers, titles)
    columns = {**told.shapes(), **told.places(), **told.containers(), **told.likeness(), **told.takers}
    for name in ("words", "linked", "terminated", "tag", "stressed", *told.takers):
        columns |= _neighbours(name, columns[name], (-2, -1, 1, 2))
    for name in told.takers:
        columns |= {f"{name}~{reach}": told.around(columns[name], reach) for reach in (3, 8)}
    return columns


def _neighbours(name: str, column: Column, steps: Iterable[int]) -> dict[str, Column]:
    return {f"{name}{step:+d}": _shifted(column, step) for step in steps}


def _shifted(column: Column, step: int) -> Column:
    """The column of the segments ``step`` further on; -1 past the ends."""
    shifted = np.full(len(column), -1.0)
    if abs(step) < len(column):
        shifted[max(0, -step) : len(column) - max(0, step)] = column[max(0, step) : len(column) - max(0, -step)]
    return shifted


class _Page:
    """A page's segments with what several features share."""

    def __init__(self, page: Segments, takers: dict[str, Sequence[str]], titles: Iterable[str]) -> None:
        self.boxes, self.found = page.boxes, page.found
        self._chains: dict[int, tuple[int, ...]] = {}
        self._signs = [(box.tag, box.element.get("class")) for box in self.boxes]
        self.count = len(self.found)
        self.words = [len(s.words.split()) for s in self.found]
        self.total = max(1, sum(self.words))
        self.letters = [letters(s.words) for s in self.found]
        self.ended = [terminated(s.words) for s in self.found]
        self.prose = [
            w >= PROSE and s.linked < LINKED and e for w, s, e in zip(self.words, self.found, self.ended, strict=True)
        ]
        self.size = self._sizes()
        self.before = np.concatenate([[0], np.cumsum(self.words)])
        self.titles = {letters(t) for t in titles if t}
        self.takers: dict[str, Column] = {name: taken(self.letters, blocks) for name, blocks in takers.items()}
        self.taken = self.takers["extractor"]

    def _sizes(self) -> list[int]:
        """Words in each box."""
        size = [0] * len(self.boxes)
        for segment, words in zip(self.found, self.words, strict=True):
            size[segment.box] += words
        for number in range(len(self.boxes) - 1, 0, -1):
            size[self.boxes[number].parent] += size[number]
        return size

    def around(self, column: Column, reach: int) -> Column:
        """The share of words with a feature among the neighbours up to ``reach`` segments away."""
        own = np.array(column) * np.array(self.words)
        summed = np.concatenate([[0], np.cumsum(own)])
        left = np.maximum(np.arange(self.count) - reach, 0)
        right = np.minimum(np.arange(self.count) + reach + 1, self.count)
        words = self.before[right] - self.before[left] - np.array(self.words)
        return list((summed[right] - summed[left] - own) / np.maximum(words, 1))

    # ------------------------------------------------------------ the words themselves

    def shapes(self) -> dict[str, Column]:
        found, words = self.found, self.words
        heads = [s.words[:SAMPLE] for s in found]
        seen = Counter(self.letters)
        earlier: set[str] = set()
        again = [float(x in earlier or bool(earlier.add(x))) for x in self.letters]  # type: ignore[func-returns-value]
        return {
            "words": [log1p(w) for w in words],
            "linked": [s.linked for s in found],
            "stressed": [s.stressed for s in found],
            "terminated": [float(e) for e in self.ended],
            "colon": [float(s.words.endswith(":")) for s in found],
            "lower": [float(s.words[0].islower()) for s in found],
            "capitals": [sum(map(str.isupper, h)) / len(h) for h in heads],
            "digits": [sum(map(str.isdigit, h)) / len(h) for h in heads],
            "commas": [s.words.count(",") / max(1, w) for s, w in zip(found, words, strict=True)],
            "strokes": [float(any(c in s.words for c in "|»›")) for s in found],
            "address": [float("http" in s.words or "@" in s.words or "www." in s.words) for s in found],
            "quoted": [float(s.words[0] in "“\"‘'«„") for s in found],
            "sentences": [log1p(s.words.count(". ")) for s in found],
            "word-length": [len(s.words) / max(1, w) for s, w in zip(found, words, strict=True)],
            "repeated": [float(min(seen[x], 5)) for x in self.letters],
            "again": again,
            "title": [float(x in self.titles) for x in self.letters],
            "page-words": [log1p(self.total)] * self.count,
            "page-segments": [log1p(self.count)] * self.count,
        }

    # ------------------------------------------------------------ place in the page

    def places(self) -> dict[str, Column]:
        top = self._top()
        above = {box: step for step, box in enumerate(self._chain(top))} if top is not None else {}
        within = [i for i, s in enumerate(self.found) if self.prose[i] and top in self._chain(s.box)]
        first, last = (within[0], within[-1]) if within else (0, self.count - 1)
        taken = [i for i in range(self.count) if self.taken[i] > 0.5 and self.words[i] >= 8] or [first, last]
        headline = self._headline(first)
        prose = np.concatenate([[0], np.cumsum([w * p for w, p in zip(self.words, self.prose, strict=True)])])
        span = max(1, self.before[last + 1] - self.before[first])
        apart = {box: self._apart(box, above) for box in {s.box for s in self.found}}
        down, up = zip(*(apart[s.box] for s in self.found), strict=True) if self.found else ((), ())
        number = np.arange(self.count)
        start = self.before[:-1]
        top_share = self.size[top] / self.total if top is not None else 0.0
        return {
            "down": down,
            "up": up,
            "from-first": list((start - self.before[first]) / span),
            "from-last": list((start - self.before[last]) / span),
            "steps-first": list(np.clip(number - first, -FARTHEST, FARTHEST)),
            "steps-last": list(np.clip(number - last, -FARTHEST, FARTHEST)),
            "steps-taken-first": list(np.clip(number - taken[0], -FARTHEST, FARTHEST)),
            "steps-taken-last": list(np.clip(number - taken[-1], -FARTHEST, FARTHEST)),
            "steps-headline": list(np.clip(number - headline, -FARTHEST, FARTHEST)),
            "prose-before": list(prose[:-1] / max(1, prose[-1])),
            "words-before": list(start / self.total),
            "top-share": [top_share] * self.count,
        }

    def _top(self) -> int | None:
        """The box with most prose near it, as readability scores it: whole for a parent, half for its parent."""
        scores: Counter[int] = Counter()
        for segment, words, prose in zip(self.found, self.words, self.prose, strict=True):
            if prose:
                for step, box in enumerate(self._chain(segment.box)[1:4], 1):
                    scores[box] += words // step
        return min(scores, key=lambda box: (-scores[box], box)) if scores else None

    def _headline(self, first: int) -> int:
        """The segment that is the headline: the last one before the prose that a stated title says, or an h1."""
        said = [i for i, x in enumerate(self.letters) if x in self.titles]
        shown = [i for i, s in enumerate(self.found) if self.boxes[s.box].tag == "h1"]
        return max((i for i in said or shown if i <= first), default=min(said or shown or [first]))

    def _chain(self, box: int) -> tuple[int, ...]:
        """A box and those around it, innermost first."""
        chain = self._chains.get(box)
        if chain is None:
            parent = self.boxes[box].parent
            chain = self._chains[box] = (box, *(self._chain(parent) if parent >= 0 else ()))
        return chain

    def _apart(self, box: int, above: dict[int, int]) -> tuple[float, float]:
        """Steps from a box, and from the page's top box, up to the box that holds both."""
        for step, around in enumerate(self._chain(box)):
            if around in above:
                return float(min(step, NOWHERE)), float(min(above[around], NOWHERE))
        return NOWHERE, NOWHERE

    # ------------------------------------------------------------ the markup around

    def containers(self) -> dict[str, Column]:
        boxes, found, total = self.boxes, self.found, self.total
        inner = sorted({s.box for s in found})
        place = {box: number for number, box in enumerate(inner)}
        at = np.array([place[s.box] for s in found], dtype=np.intp)
        parents = [max(boxes[box].parent, 0) for box in inner]
        grand = [max(boxes[box].parent, 0) for box in parents]
        known: dict[int, list[float]] = {}
        named = np.array([self._named(box, known) for box in inner]).reshape(-1, len(rows()))[at]
        around = [{boxes[b].tag for b in self._chain(box)} for box in inner]
        within = np.array([[tag in tags for tag in AROUND] for tags in around], dtype=float)
        within = within.reshape(-1, len(AROUND))[at]
        of_box = {
            "tag": [TAGS.get(boxes[box].tag, 0) for box in inner],
            "depth": [boxes[box].depth for box in inner],
            "own-words": [self.size[box] / total for box in inner],
            "parent-words": [self.size[box] / total for box in parents],
            "grandparent-words": [self.size[box] / total for box in grand],
        }
        return {
            **{name: np.array(column, dtype=float)[at] for name, column in of_box.items()},
            "row": [float(s.row) for s in found],
            **{f"in-{tag}": within[:, number] for number, tag in enumerate(AROUND)},
            **{f"named-{row.key}": named[:, number] for number, row in enumerate(rows())},
        }

    def _named(self, box: int, known: dict[int, list[float]]) -> list[float]:
        """For each row of the table the page's share in the smallest box around that bears such a name."""
        found = known.get(box)
        if found is None:
            own = self.boxes[box]
            around = self._named(own.parent, known) if own.parent >= 0 else [NO_BOX] * len(rows())
            names = kinds(marks) if (marks := _marks(own.element)) and own.tag not in ("html", "body") else ()
            share = self.size[box] / self.total
            found = known[box] = [min(s, share) if n in names else s for n, s in enumerate(around)] if names else around
        return found

    # ------------------------------------------------------------ segments of the same markup

    def likeness(self) -> dict[str, Column]:
        columns: dict[str, Column] = {}
        for name, keys in (
            ("parent", [self.boxes[s.box].parent for s in self.found]),
            ("near", [self._signature(s.box, 2) for s in self.found]),
            ("far", [self._signature(s.box, 4) for s in self.found]),
        ):
            numbers: dict[object, int] = {}
            group = np.array([numbers.setdefault(key, len(numbers)) for key in keys], dtype=np.int64)
            columns |= self._alike(name, group)
        return columns

    def _alike(self, name: str, group: Numbers) -> dict[str, Column]:
        """Of the segments of the same group: words, prose, and what was taken of the others."""
        words, taken = np.array(self.words, dtype=float), np.array(self.taken)
        prose = np.array(self.prose, dtype=float)
        sums = [np.bincount(group, weights=w) for w in (words, words * prose, words * taken)]
        alike, said, took = (s[group] if len(group) else s for s in sums)
        others = alike - words
        return {
            f"{name}-alike": list(alike / self.total),
            f"{name}-prose": list(said / np.maximum(1, (words * prose).sum())),
            f"{name}-density": list(said / np.maximum(1, alike)),
            f"{name}-taken": list(np.where(others > 0, (took - words * taken) / np.maximum(1, others), -1.0)),
        }

    def _signature(self, box: int, levels: int) -> tuple[tuple[str, str | None], ...]:
        return tuple([self._signs[b] for b in self._chain(box)[:levels]])


def taken(segments: Sequence[str], blocks: Sequence[str]) -> Column:
    """How far each segment (its letters) stands among the blocks that another reader took: 0, .5 or 1."""
    each = [letters(block) for block in blocks]
    whole, joined = set(each), "".join(each)
    return [_taken(segment, whole, joined) for segment in segments]


def _taken(segment: str, whole: set[str], joined: str) -> float:
    if segment in whole or (len(segment) >= WHOLE and segment in joined):
        return 1.0 if segment else 0.0
    partly = len(segment) > PART + WHOLE and (segment[:PART] in joined or segment[-PART:] in joined)
    return 0.5 if partly else 0.0


def _marks(element: _Element) -> str:
    """An element's names."""
    attributes = element.attrib
    return " ".join([value for name, value in attributes.items() if name in MARKS])
