"""Saved pages → text and layout. trafilatura decides which blocks are the article.

The text is the article's blocks in order, joined by a blank line, the title block first. Metadata comes
from what the page states: JSON-LD, meta, ``time``; a date that would have to be guessed is not taken.
"""

import re
from collections.abc import Iterator

import lxml.html
from lxml.etree import _Element
from trafilatura import bare_extraction

from tellings.article import declared
from tellings.article.encoding import declared_charset, decode
from tellings.article.layout import arrange
from tellings.article.lines import Piece
from tellings.article.metadata import best
from tellings.article.page import Page
from tellings.errors import NoArticle
from tellings.language.words import tokens
from tellings.model import BlockKind, Capture

SHORTEST = 40
SPACE = re.compile(r"\s+")
KINDS: dict[str, BlockKind | None] = {
    "head": "heading",
    "p": None,
    "quote": "quote",
    "item": "item",
    "code": None,
    "row": None,
    "ab": None,
}


def page(capture: Capture, title: str | None = None) -> Page:
    """The article of a saved page. Raises NotText, and NoArticle where no body of 40 words is found."""
    markup, encoding = decode(capture.data, capture.path, declared_charset(capture.data))
    tree = _tree(markup, capture.path)
    stated = declared.of_page(tree)
    url = capture.url or best(stated, "url")
    found = bare_extraction(markup, url=url, favor_precision=True, include_comments=False, with_metadata=False)
    blocks = list(_blocks(found.body)) if found is not None and found.body is not None else []
    if sum(len(words.split()) for words, _ in blocks) < SHORTEST:
        longest = max((len(words.split()) for words, _ in blocks), default=_longest(tree))
        raise NoArticle(
            capture.path,
            f"no article found (looked for a body of {SHORTEST} words or more; the longest block has {longest}).",
            "If this is a live blog or a video page, save its text and pass that instead.",
        )
    title = title or best(stated, "title")
    text, pieces = _joined(_with_title(blocks, title))
    return Page(text=text, layout=arrange(text, pieces, title), encoding=encoding, candidates=tuple(stated))


def _tree(markup: str, where: str) -> _Element:
    try:
        return lxml.html.document_fromstring(markup.encode(), parser=lxml.html.HTMLParser(encoding="utf-8"))
    except lxml.etree.ParserError as error:
        raise NoArticle(where, "no page found in this file.", "Save the page again, or save its text.") from error


def _blocks(body: _Element) -> Iterator[tuple[str, BlockKind | None]]:
    """Words and kind of each block of trafilatura's tree, in order; a break within a block is a space."""
    for element in body:
        tag = str(element.tag)
        if tag in ("list", "table"):
            for item in element.iter("item", "row"):
                yield from _block(item, "item")
        elif tag == "quote" and len(element) and all(str(e.tag) == "p" for e in element):
            for part in element:
                yield from _block(part, "quote")
        elif tag in KINDS:
            yield from _block(element, KINDS[tag])
        tail = SPACE.sub(" ", element.tail or "").strip()
        if tail:
            yield tail, None


def _block(element: _Element, kind: BlockKind | None) -> Iterator[tuple[str, BlockKind | None]]:
    for gap in element.iter("lb", "p"):
        gap.tail = " " + (gap.tail or "")
    words = SPACE.sub(" ", "".join(element.itertext())).strip()
    if words:
        yield words, kind


def _with_title(blocks: list[tuple[str, BlockKind | None]], title: str | None) -> list[tuple[str, BlockKind | None]]:
    """The title's block first; where trafilatura kept it further down, it is moved up."""
    if not title:
        return blocks
    wanted = tokens(title)
    place = next((i for i, (words, _) in enumerate(blocks[:6]) if tokens(words) == wanted), None)
    if place is not None:
        return [(blocks[place][0], "title"), *blocks[:place], *blocks[place + 1 :]]
    return [(SPACE.sub(" ", title).strip(), "title"), *blocks]


def _joined(blocks: list[tuple[str, BlockKind | None]]) -> tuple[str, list[Piece]]:
    pieces, start = [], 0
    for words, kind in blocks:
        pieces.append(Piece(start, start + len(words), kind))
        start += len(words) + 2
    return "\n\n".join(words for words, _ in blocks), pieces


def _longest(tree: _Element) -> int:
    """Words of the longest block of a page in which trafilatura found nothing."""
    blocks = tree.iter("p", "div", "li", "td", "article", "section")
    return max((len((b.text or "").split()) for b in blocks), default=0)
