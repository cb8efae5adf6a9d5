"""Markup → text blocks with the elements they stand in, by one parse and one walk.

lexbor (through selectolax) parses as browsers do and writes the tree out again without scripts and other
elements that hold no running text. What it writes is regular (every tag closed, every attribute quoted), so
that one regular expression cuts it: Python never visits a node that is not text.
"""

import re
from html import unescape
from typing import NamedTuple

from selectolax.lexbor import LexborHTMLParser, LexborNode

from tellings.article.crawl.marks import bit, group_bits

# Elements without running text; ``head`` is read before (``Stated``). Those of the last line hold text, but of body
# no more than one word in a thousand on the pages that the weights were fitted on.
DROPPED = [
    "script", "style", "svg", "noscript", "template", "iframe", "head", "img", "source", "video", "audio", "input",
    "select", "textarea", "canvas", "object", "embed", "link", "meta", "math", "map", "xmp", "noembed", "noframes",
    "plaintext",
    "aside", "figure", "button", "dialog",
]  # fmt: skip
INLINE = frozenset(
    """a span b i em strong u font small sub sup abbr cite code mark q s time ins del label wbr acronym bdi bdo big kbd
    samp tt var strike dfn data ruby rt rp picture nobr""".split()
)
VOID = frozenset("hr area base col param frame keygen track".split())
# A link in an element named as navigation leads elsewhere: half of all blocks, and one in 2,000 words of bodies.
LONGEST_LINK = 60
COMMENT = re.compile(r"<!--.*?-->", re.S)
# Possessive, since nothing of what lexbor writes can be read two ways: a third faster.
TAG = re.compile(r"<(/?+)([a-zA-Z][^\s/>]*+)([^>\"]*+(?:\"[^\"]*+\"[^>\"]*+)*+)>([^<]*+)")
MARKS = re.compile(r" (?:class|id|itemprop|role)=\"([^\"]*+)\"")
HIDDEN = re.compile(r" hidden(?:=|\s|$)|aria-hidden=\"true|display: ?none")
ANY_TAG = re.compile(r"<(/?)([a-zA-Z][^\s/>]*+)")
# Elements that the next one ends, or that hold nothing; drawings are full of the latter.
UNCLOSED = VOID | frozenset(
    """p li td th tr dt dd option br img input link meta embed source wbr thead tbody tfoot path circle rect use polygon
    polyline line ellipse stop image animate animatetransform""".split()
)
DEEPEST, SUSPECT = 2000, 5000
SPACE = re.compile(r"\s+")
# No article has so many elements; a page that has is cut there.
MOST_TAGS = 60_000
MOST_TIMES = 20
MOST_HEADLINES = 12
LONGEST_SCRIPT = 400_000


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
    """The block elements of a page in the order they open: tag, number of the parent (-1: none), class and id.

    ``bits`` are the groups of class words that an element falls under (``marks.group_bits``).
    """

    tags: list[str]
    parents: list[int]
    marks: list[str]
    bits: list[int]


class Stated(NamedTuple):
    """What a page states of itself, raw: meta by name, JSON-LD sources, headlines, times, title, canonical address."""

    meta: list[tuple[str, str]]
    linked: list[str]
    headlines: list[str]
    times: list[tuple[str, str]]
    title: str
    canonical: str


class Markup(NamedTuple):
    """A page, parsed."""

    blocks: list[Block]
    elements: Elements
    stated: Stated


def parse(markup: str) -> Markup:
    """Blocks, elements and statements of a page; any text parses, as in a browser."""
    tree = LexborHTMLParser(markup)
    stated = _stated(tree)
    tree.strip_tags(DROPPED)
    written = tree.html or ""
    if "<!--" in written:
        written = COMMENT.sub("", written)
    return Markup(*_walk(written), stated)


def nests_too_deep(markup: str) -> bool:
    """Whether elements stand in one another more than DEEPEST deep, where there are enough of them for that.

    A parser that keeps to the standard takes time by the square of the depth: 40,000 deep, a quarter of a minute.
    """
    if markup.count("<") < 2 * SUSPECT:
        return False
    depth = 0
    for found in ANY_TAG.finditer(markup):
        close, tag = found.groups()
        if tag.lower() not in UNCLOSED:
            depth = max(depth - 1, 0) if close else depth + 1
            if depth > DEEPEST:
                return True
    return False


def _walk(written: str) -> tuple[list[Block], Elements]:
    """Blocks in order; a block ends where a block element begins or ends, and at two line breaks in a row."""
    walk = _Walk()
    run, in_link = walk.run, False
    for close, tag, attributes, text in TAG.findall(written)[:MOST_TAGS]:
        if tag == "a":
            in_link = not close
        elif tag not in INLINE:
            walk.bound(close, tag, attributes)
        if text and not text.isspace():
            run.append(text)
            walk.linked += len(text) if in_link else 0
        elif text and run and run[-1] != "\n":
            run.append(" ")
    walk.end()
    return walk.blocks, walk.elements


class _Walk:
    """Where a walk over the page stands."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.elements = Elements([""], [-1], [""], [0])
        self.run: list[str] = []
        self.linked = self.left_out = self.element = 0
        # Whether an element stands in navigation, by number.
        self.leading = [False]
        self.leads = bit("nav") | bit("footer")

    def bound(self, close: str, tag: str, attributes: str) -> None:
        """A block element begins or ends, or a line does."""
        run = self.run
        if tag == "br":
            if run and run[-1] == "\n":
                self.end()
            run.append("\n")
            return
        if run:
            self.end()
        if close:
            self.element = max(self.elements.parents[self.element], 0)
        elif tag not in VOID:
            self.open(tag, attributes)

    def open(self, tag: str, attributes: str) -> None:
        """A block element begins."""
        tags, parents, all_marks, all_bits = self.elements
        leading = self.leading[self.element]
        marks, bits = "", 0
        if attributes:
            marks = _marks(attributes)
            bits = group_bits(marks)
            leading = leading or bits & self.leads != 0
        parents.append(self.element)
        self.element = len(tags)
        tags.append(tag)
        all_marks.append(marks)
        all_bits.append(bits)
        self.leading.append(leading)

    def end(self) -> None:
        """The words gathered are a block, where there are any and they are no link of a menu."""
        words, linked = "".join(self.run).strip(), self.linked
        self.run.clear()
        self.linked = 0
        if len(words) < LONGEST_LINK and linked * 10 >= len(words) * 9 and self.leading[self.element]:
            self.left_out += 1
            return
        words = SPACE.sub(" ", unescape(words) if "&" in words else words).strip()
        if words:
            self.blocks.append(Block(words, min(linked, len(words)), self.element, self.left_out))
            self.left_out = 0


def _marks(attributes: str) -> str:
    """Class, id, itemprop and role, and ``hidden`` where the element is not shown."""
    found = " ".join(MARKS.findall(attributes))
    if ("hidden" in attributes or "none" in attributes) and HIDDEN.search(attributes):
        return f"{found} hidden"
    return found


def _stated(tree: LexborHTMLParser) -> Stated:
    stated = Stated([], [], [], [], _title(tree), _canonical(tree))
    for node in tree.css("meta, h1, time[datetime], script[type='application/ld+json']"):
        tag = node.tag
        if tag == "meta":
            _of_meta(stated, node)
        elif tag == "script":
            source = node.text(deep=True)
            if len(source) <= LONGEST_SCRIPT:
                stated.linked.append(source)
        elif tag == "h1":
            words = SPACE.sub(" ", node.text(deep=True)).strip()
            if words and len(stated.headlines) < MOST_HEADLINES:
                stated.headlines.append(words)
        elif len(stated.times) < MOST_TIMES:
            given = node.attributes
            named = " ".join(f"{key} {value or ''}" for key, value in sorted(given.items()) if key != "datetime")
            stated.times.append((named.lower(), given.get("datetime") or ""))
    return stated


def _of_meta(stated: Stated, node: LexborNode) -> None:
    given = node.attributes
    name = given.get("property") or given.get("name") or given.get("itemprop")
    content = given.get("content")
    if name and content:
        stated.meta.append((name.lower(), content))


def _title(tree: LexborHTMLParser) -> str:
    node = tree.css_first("title")
    return SPACE.sub(" ", node.text(deep=True)).strip() if node is not None else ""


def _canonical(tree: LexborHTMLParser) -> str:
    node = tree.css_first("link[rel=canonical]")
    return (node.attributes.get("href") or "").strip() if node is not None else ""
