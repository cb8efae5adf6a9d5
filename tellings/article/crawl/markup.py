"""Markup → what a page states of itself, and its text blocks with the elements they stand in, by one parse.

lexbor (through selectolax) parses as browsers do and writes the tree out again without scripts and other elements
that hold no running text. ``walk`` cuts what it wrote: Python never visits a node that is not text.
"""

import re
from typing import NamedTuple

from selectolax.lexbor import LexborHTMLParser, LexborNode

from tellings.article.crawl.walk import Block, Elements, walk

# Elements without running text; ``head`` is read before (``Stated``). Those of the last line hold text, but of body
# no more than one word in a thousand on the pages that the weights were fitted on.
DROPPED = [
    "script", "style", "svg", "noscript", "template", "iframe", "head", "img", "source", "video", "audio", "input",
    "select", "textarea", "canvas", "object", "embed", "link", "meta", "math", "map", "xmp", "noembed", "noframes",
    "plaintext",
    "aside", "figure", "button", "dialog",
]  # fmt: skip
ANY_TAG = re.compile(rb"<(/?)([a-zA-Z][^\s/>]*+)")
# Elements that the next one ends, or that hold nothing; drawings are full of the latter.
UNCLOSED = frozenset(
    b"""p li td th tr dt dd option br img input link meta embed source wbr thead tbody tfoot path circle rect use
    polygon polyline line ellipse stop image animate animatetransform hr area base col param frame keygen track
    """.split()
)
DEEPEST, SUSPECT = 2000, 5000
STATING = "title, link[rel=canonical], meta, h1, time[datetime], script[type='application/ld+json']"
MOST_TIMES = 20
MOST_HEADLINES = 12
LONGEST_SCRIPT = 400_000


class Stated(NamedTuple):
    """What a page states of itself, raw: meta by name, JSON-LD sources, headlines, times, title, canonical address."""

    meta: list[tuple[str, str]]
    linked: list[str]
    headlines: list[str]
    times: list[tuple[str, str]]
    title: str
    canonical: str


class Markup(NamedTuple):
    """A page, parsed; ``broken`` where its blocks have bytes that are not UTF-8, or U+FFFD itself."""

    blocks: list[Block]
    elements: Elements
    stated: Stated
    broken: bool


def parse(markup: bytes) -> Markup:
    """Blocks, elements and statements of a page in UTF-8; any bytes parse, what is not UTF-8 as U+FFFD."""
    tree = LexborHTMLParser(markup)
    stated = _stated(tree)
    tree.strip_tags(DROPPED)
    written = tree.html or ""
    return Markup(*walk(written), stated, "\ufffd" in written)


def nests_too_deep(markup: bytes) -> bool:
    """Whether elements stand in one another more than DEEPEST deep, where there are enough of them for that.

    A parser that keeps to the standard takes time by the square of the depth: 40,000 deep, a quarter of a minute.
    """
    if markup.count(b"<") < 2 * SUSPECT:
        return False
    depth = 0
    for found in ANY_TAG.finditer(markup):
        close, tag = found.groups()
        if tag.lower() not in UNCLOSED:
            depth = max(depth - 1, 0) if close else depth + 1
            if depth > DEEPEST:
                return True
    return False


def _stated(tree: LexborHTMLParser) -> Stated:
    stated = Stated([], [], [], [], "", "")
    title, canonical = None, None
    for node in tree.css(STATING):
        tag = node.tag
        if tag == "meta":
            _of_meta(stated, node)
        elif tag == "link":
            canonical = (node.attributes.get("href") or "").strip() if canonical is None else canonical
        elif tag == "time":
            _of_time(stated, node)
        elif tag == "script":
            source = node.text(deep=True)
            if len(source) <= LONGEST_SCRIPT:
                stated.linked.append(source)
        else:
            words = " ".join(node.text(deep=True).split())
            if tag == "title":
                title = words if title is None else title
            elif words and len(stated.headlines) < MOST_HEADLINES:
                stated.headlines.append(words)
    return stated._replace(title=title or "", canonical=canonical or "")


def _of_time(stated: Stated, node: LexborNode) -> None:
    if len(stated.times) < MOST_TIMES:
        given = node.attributes
        named = " ".join(f"{key} {value or ''}" for key, value in sorted(given.items()) if key != "datetime")
        stated.times.append((named.lower(), given.get("datetime") or ""))


def _of_meta(stated: Stated, node: LexborNode) -> None:
    given = node.attributes
    name = given.get("property") or given.get("name") or given.get("itemprop")
    content = given.get("content")
    if name and content:
        stated.meta.append((name.lower(), content))
