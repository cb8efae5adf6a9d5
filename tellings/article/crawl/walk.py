"""What lexbor writes of a page → text blocks and the elements they stand in.

What it writes is regular (every tag closed, every attribute quoted, no ``<`` in text), so that the page is cut at
each ``<``, and most tags are known: those that end, those without attributes, those that came with the same attributes
before. Python looks a tag up and reads it only where it is new.
"""

import re
from collections.abc import Iterator
from functools import cache
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
# No article has so many elements; a page that has is cut there.
MOST_TAGS = 60_000
NAME = re.compile(r"(/?)([a-zA-Z][^\s/>]*+)")
# The rest of a tag that a cut went through: from outside of a quoted value, and from inside of one.
OUTSIDE = re.compile(r"[^\">]*+(?:\"[^\"]*+\"[^\">]*+)*+>")
INSIDE = re.compile(r"[^\"]*+\"[^\">]*+(?:\"[^\"]*+\"[^\">]*+)*+>")
MARKS = re.compile(r" (?:class|id|itemprop|role)=\"([^\"]*+)\"")
HIDDEN = re.compile(r" hidden(?:=|\s|$)|aria-hidden=\"true|display: ?none")
COMMENT_END = "-->"
# Tags that are kept known; longer ones come once.
MOST_KNOWN, LONGEST_KNOWN = 1 << 16, 400

# What a tag does to a block: nothing, begin and end a link, and from BREAKS on: it may end the block.
PASSED, LINKS, UNLINKS, BREAKS, EMPTY, OPENS, ENDS = range(7)


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
    """The block elements that hold blocks, and all that are an ``article``, in the order they open.

    Of each the tag, the number of its parent (-1: none), class and id, and the groups of class words that it falls
    under (``bits``, see ``marks.group_bits``).
    """

    tags: list[str]
    parents: list[int]
    marks: list[str]
    bits: list[int]


class Tag(NamedTuple):
    """A tag: what it does to a block, the element's name, class and id, and whether these are of navigation."""

    does: int
    name: str = ""
    marks: str = ""
    bits: int = 0
    leads: bool = False


LINK = Tag(LINKS, "a")


def walk(written: str) -> tuple[list[Block], Elements]:
    """Blocks in order; a block ends where a block element begins or ends, and at two line breaks in a row."""
    page = _Page()
    run, opened, numbers = page.run, page.opened, page.numbers
    known, linked, in_link = _KNOWN.get, 0, False
    # the depth at which navigation begins, where it has begun
    leading = 0
    pieces = iter(written.split("<", MOST_TAGS + 1)[1 : MOST_TAGS + 1])
    for piece in pieces:
        name, closed, text = piece.partition(">")
        tag = known(name)
        if tag is None:
            if not closed or name.count('"') % 2 or name.startswith("!"):
                name, text = _whole(piece, pieces)
            tag = _read(name)
        does = tag[0]
        if does >= BREAKS:
            if run and (does != BREAKS or run[-1] == "\n"):
                page.end(linked, leading > 0)
                linked = 0
            if does == ENDS:
                if opened:
                    opened.pop()
                    if len(numbers) > len(opened) + 1:
                        numbers.pop()
                    if len(opened) < leading:
                        leading = 0
            elif does == OPENS:
                opened.append(tag)
                if tag.leads and not leading:
                    leading = len(opened)
                if tag.name == "article":
                    page.element()
            elif does == BREAKS:
                run.append("\n")
        elif does != PASSED:
            in_link = does == LINKS
        if text:
            if not text.isspace():
                run.append(text)
                linked += len(text) if in_link else 0
            elif run and run[-1] != "\n":
                run.append(" ")
    page.end(linked, leading > 0)
    return page.blocks, page.elements


class _Page:
    """What a walk has found: blocks, elements, those now open, and the words of the block that is not yet over."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.elements = Elements([""], [-1], [""], [0])
        self.run: list[str] = []
        self.opened: list[Tag] = []
        self.left_out = 0
        # The numbers of the open elements as far as they have one, the page's own first.
        self.numbers = [0]

    def element(self) -> int:
        """The number of the element opened last; it and those around it get one, where they have none."""
        numbers, opened = self.numbers, self.opened
        tags, parents, marks, bits = self.elements
        for tag in opened[len(numbers) - 1 :]:
            parents.append(numbers[-1])
            numbers.append(len(tags))
            tags.append(tag.name)
            marks.append(tag.marks)
            bits.append(tag.bits)
        return numbers[-1]

    def end(self, linked: int, leading: bool) -> None:
        """The words gathered are a block, where there are any and they are no link of a menu."""
        words = "".join(self.run).strip()
        self.run.clear()
        if leading and len(words) < LONGEST_LINK and linked * 10 >= len(words) * 9:
            self.left_out += 1
            return
        words = " ".join((unescape(words) if "&" in words else words).split())
        if words:
            self.blocks.append(Block(words, min(linked, len(words)), self.element(), self.left_out))
            self.left_out = 0


def _read(name: str) -> Tag:
    """The tag whose name and attributes are ``name``."""
    if name.startswith("a "):
        return LINK
    found = NAME.match(name)
    tag = _tag(*found.groups(), name[found.end() :]) if found else Tag(PASSED)
    if len(name) <= LONGEST_KNOWN:
        if len(_KNOWN) >= MOST_KNOWN:
            _KNOWN.clear()
        _KNOWN[name] = tag
    return tag


def _tag(close: str, name: str, attributes: str) -> Tag:
    if name == "a":
        return Tag(UNLINKS) if close else LINK
    if name in INLINE:
        return Tag(PASSED)
    if name == "br":
        return Tag(BREAKS)
    if close:
        return Tag(ENDS)
    if name in VOID:
        return Tag(EMPTY)
    marks = _marks(attributes) if attributes else ""
    bits = group_bits(marks) if marks else 0
    return Tag(OPENS, name, marks, bits, bits & _leading() != 0)


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
    """Name and attributes of a tag that goes on behind its first ``>`` or ``<``, and the text after it; of a comment
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


# What a tag is does not depend on the page: tags read before need not be read again.
_KNOWN: dict[str, Tag] = {}
