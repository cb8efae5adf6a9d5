"""What lexbor writes of a page → text blocks and the elements they stand in.

What it writes is regular (every tag closed, every attribute quoted, no ``<`` in text), so that the page is cut at
each ``<``, and what a tag does to a block is looked up by its name. Class and id are read only of elements that hold
a block, or a link that may be of a menu.
"""

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from html import unescape
from typing import NamedTuple

from tellings.article.crawl.marks import bit, group_bits

INLINE = frozenset(
    """a span b i em strong u font small sub sup abbr cite code mark q s time ins del label wbr acronym bdi bdo big kbd
    samp tt var strike dfn data ruby rt rp picture nobr""".split()
)
VOID = frozenset("hr area base col param frame keygen track".split())
# A link in an element named as navigation leads elsewhere: half of all blocks, and one in 2,000 words of bodies.
LONGEST_LINK = 60
# Elements whose name tells of all that stands in them, and the bit at which they begin.
TELLING = (
    "article", "main", "aside", "footer", "header", "nav", "form", "ul", "ol", "table", "figure", "blockquote", "p",
    "section", "dl", "li",
)  # fmt: skip
NAMES = 32
# No article has so many elements; a page that has is cut there.
MOST_TAGS = 60_000
NAME = re.compile(r"/?[a-zA-Z][^\s/>]*+")
# The rest of a tag that a cut went through: from outside of a quoted value, and from inside of one.
OUTSIDE = re.compile(r"[^\">]*+(?:\"[^\"]*+\"[^\">]*+)*+>")
INSIDE = re.compile(r"[^\"]*+\"[^\">]*+(?:\"[^\"]*+\"[^\">]*+)*+>")
MARKS = re.compile(r" (?:class|id|itemprop|role)=\"([^\"]*+)\"")
HIDDEN = re.compile(r" hidden(?:=|\s|$)|aria-hidden=\"true|display: ?none")
COMMENT_END = "-->"
# What a tag does: nothing, begin and end a link, and from BREAKS on: it may end a block.
PASSED, LINKS, UNLINKS, BREAKS, EMPTY, OPENS, ENDS = range(7)
BLOCKS = (
    "div li ul ol p section article header h1 h2 h3 h4 h5 h6 table tbody td tr th form main nav footer blockquote label"
).split()
# By name; every other element is a block, too.
DOES = {
    **{f"{close}{name}": PASSED for name in INLINE for close in ("", "/")},
    **dict.fromkeys(VOID, EMPTY),
    **dict.fromkeys(BLOCKS, OPENS),
    **{f"/{name}": ENDS for name in BLOCKS},
    "a": LINKS,
    "/a": UNLINKS,
    "br": BREAKS,
}
# A third of all tags: without attributes, and with no words behind them.
BARE = {
    f"{name}>{space}": does for name, does in DOES.items() if does in (LINKS, UNLINKS, ENDS) for space in ("", "\n")
}


class Block(NamedTuple):
    """Words between two ends of block elements.

    ``linked`` counts its code points in links, ``element`` is the element that holds it, ``left_out`` counts the links
    of menus since the block before.
    """

    text: str
    linked: int
    element: int
    left_out: int


class Elements(NamedTuple):
    """The block elements that hold blocks, and all that are an ``article``, in the order they open; first the page.

    Of each the tag, the number of its parent (the page's is its own), the number after the last element in it, its
    depth, class and id, and bits: of the groups of class words that it falls under (``marks.group_bits``) and, from
    ``NAMES`` on, of its name among ``TELLING``. ``around`` has the bits of all elements around it as well,
    ``articles`` counts those opened when the last one around it was, itself included (0: there is none).
    """

    tags: list[str]
    parents: list[int]
    ends: list[int]
    depths: list[int]
    marks: list[str]
    bits: list[int]
    around: list[int]
    articles: list[int]


class Opened(NamedTuple):
    """The tag that opens an element: name, class and id, bits as in `Elements`, and whether it is of navigation."""

    name: str
    marks: str
    bits: int
    leads: bool


def walk(written: str) -> tuple[list[Block], Elements]:
    """Blocks in order; a block ends where a block element begins or ends, and at two line breaks in a row."""
    page = _Page()
    run, in_link = page.run, False
    pieces = iter(written.split("<", MOST_TAGS + 1)[1 : MOST_TAGS + 1])
    for piece in pieces:
        does = BARE.get(piece)
        if does is None:
            name, closed, text = piece.partition(">")
            bare, more, _ = name.partition(" ")
            does = DOES.get(bare)
            if does is None or not closed or (more and name.count('"') % 2):
                name, text = _whole(piece, pieces)
                does = _does(name)
        else:
            name, text = "", piece[3:] if does < BREAKS else ""
        if does >= BREAKS:
            page.bound(does, name)
        elif does != PASSED:
            in_link = does == LINKS
        if text:
            if not text.isspace():
                run.append(text)
                page.linked += len(text) * in_link
            elif run and run[-1] != "\n":
                run.append(" ")
    page.over()
    return page.blocks, page.elements


class _Page:
    """What a walk has found: blocks, elements, the tags of those now open, and the words of the block not yet over."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.elements = Elements([""], [0], [1], [0], [""], [0], [0], [0])
        self.run: list[str] = []
        self.opened: list[str] = []
        self.linked = self.left_out = self.articles = 0
        # Of the open elements, as far as they are known: their numbers, the page's own first, and whether they are of
        # navigation or in it. ``kept`` of them have been open since.
        self.numbers, self.leading, self.kept = [0], [False], 0

    def bound(self, does: int, name: str) -> None:
        """A block element begins or ends, or a line does."""
        opened = self.opened
        if self.run and (does != BREAKS or self.run[-1] == "\n"):
            self.end()
        if does == OPENS:
            opened.append(name)
            if name.startswith("article"):
                self.element()
        elif does == ENDS:
            if opened:
                opened.pop()
                self.kept = min(self.kept, len(opened))
        elif does == BREAKS:
            self.run.append("\n")

    def end(self) -> None:
        """The words gathered are a block, where there are any and they are no link of a menu."""
        run, linked = self.run, self.linked
        words = (run[0] if len(run) == 1 else "".join(run)).strip()
        run.clear()
        self.linked = 0
        if len(words) < LONGEST_LINK and linked * 10 >= len(words) * 9 and self.leads():
            self.left_out += 1
            return
        words = " ".join((unescape(words) if "&" in words else words).split())
        if words:
            self.blocks.append(Block(words, min(linked, len(words)), self.element(), self.left_out))
            self.left_out = 0

    def element(self) -> int:
        """The number of the element opened last; it and those around it get one, where they have none."""
        self._forget()
        numbers, elements = self.numbers, self.elements
        tags, parents, ends, depths, marks, bits, around, articles = elements
        for one in self.opened[len(numbers) - 1 :]:
            tag = _opened(one)
            parent = numbers[-1]
            self.articles += tag.name == "article"
            articles.append(self.articles if tag.name == "article" else articles[parent])
            parents.append(parent)
            depths.append(len(numbers))
            numbers.append(len(tags))
            tags.append(tag.name)
            ends.append(0)
            marks.append(tag.marks)
            bits.append(tag.bits)
            around.append(around[parent] | tag.bits)
        return numbers[-1]

    def leads(self) -> bool:
        """Whether the element opened last is of navigation or in it."""
        self._forget()
        leading = self.leading
        for one in self.opened[len(leading) - 1 :]:
            leading.append(leading[-1] or _opened(one).leads)
        return leading[-1]

    def over(self) -> None:
        """The page ends, and with it all that is open."""
        self.end()
        self.kept = 0
        self._forget()
        self.elements.ends[0] = len(self.elements.tags)

    def _forget(self) -> None:
        """Elements that have ended are no more around."""
        last, ends = len(self.elements.tags), self.elements.ends
        for number in self.numbers[self.kept + 1 :]:
            ends[number] = last
        del self.numbers[self.kept + 1 :], self.leading[self.kept + 1 :]
        self.kept = len(self.opened)


def _does(name: str) -> int:
    bare = NAME.match(name)
    return DOES.get(bare.group(), ENDS if name.startswith("/") else OPENS) if bare else PASSED


@lru_cache(1 << 16)
def _opened(tag: str) -> Opened:
    found = NAME.match(tag)
    name = found.group() if found else ""
    marks = _marks(tag[len(name) :])
    bits = group_bits(marks) if marks else 0
    own = 1 << NAMES + TELLING.index(name) if name in TELLING else 0
    return Opened(name, marks, bits | own, bits & _leading() != 0)


@cache
def _leading() -> int:
    return bit("nav") | bit("footer")


def _marks(attributes: str) -> str:
    """Class, id, itemprop and role, and ``hidden`` where the element is not shown."""
    found = " ".join(MARKS.findall(attributes))
    if ("hidden" in attributes or "none" in attributes) and HIDDEN.search(attributes):
        return f"{found} hidden"
    return found


def _whole(piece: str, pieces: Iterator[str]) -> tuple[str, str]:
    """Name and attributes of a tag that may go on behind its first ``>`` or ``<``, and the text after it; of a comment
    only the text.
    """
    if piece.startswith("!--"):
        while COMMENT_END not in piece:
            piece = next(pieces, COMMENT_END)
        return "!", piece.partition(COMMENT_END)[2]
    found = NAME.match(piece)
    place = found.end() if found else 0
    parts, inside = [piece[:place]], False
    piece = piece[place:]
    while True:
        end = (INSIDE if inside else OUTSIDE).match(piece)
        if end:
            return "".join((*parts, piece[: end.end() - 1])), piece[end.end() :]
        parts.append(piece)
        inside ^= piece.count('"') % 2 == 1
        following = next(pieces, None)
        if following is None:
            return "".join(parts), ""
        piece = f"<{following}"
