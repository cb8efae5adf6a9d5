"""Saved pages → text and layout; ``body`` decides which segments are the article.

The text is the article's blocks in order, joined by a blank line, the title block first. Metadata comes
from what the page states: JSON-LD, meta, ``time``; a date that would have to be guessed is not taken.
"""

import re

from lxml import etree
from lxml.etree import _Element

from tellings.article import declared
from tellings.article.body import body
from tellings.article.encoding import declared_charset, decode
from tellings.article.furniture import by_table
from tellings.article.layout import arrange
from tellings.article.lines import Piece
from tellings.article.metadata import best
from tellings.article.page import Page
from tellings.article.segments import Segments, segments
from tellings.errors import NoArticle
from tellings.language.words import tokens
from tellings.model import BlockKind, Capture

SHORTEST = 40
HEAD = 20_000
LONGEST_LABEL = 40
WHOLE = re.compile(r"<(?:html|body)[\s>]", re.I)
SPACE = re.compile(r"\s+")


def page(capture: Capture, title: str | None = None, outlet: str | None = None) -> Page:
    """The article of a saved page. Raises NotText, and NoArticle where no body of 40 words is found."""
    markup, encoding = decode(capture.data, capture.path, capture.charset or declared_charset(capture.data))
    if not WHOLE.search(markup[:HEAD]):
        # A saved selection: a parser makes one element of it, and words beside it would be lost.
        markup = f"<html><body>{markup}</body></html>"
    tree = parsed(markup, capture.path)
    stated = declared.of_page(tree)
    url = capture.url or best(stated, "url")
    titles = [c.value for c in stated if c.field == "title"]
    cut = segments(tree)
    blocks = [(s.words, cut.kind(s)) for s in body(tree, cut, titles, url) if not _advert(s.words)]
    if sum(len(words.split()) for words, _ in blocks) < SHORTEST:
        raise _no_article(capture.path, _longest(cut, [words for words, _ in blocks]))
    title = title or best(stated, "title")
    text, pieces = joined(titled(blocks, title))
    return Page(
        text=text,
        layout=arrange(text, pieces, title, outlet or best(stated, "outlet")),
        encoding=encoding,
        candidates=tuple(stated),
    )


def _advert(words: str) -> bool:
    """Whether a segment says of itself that it is an advertisement: no words of the page's article."""
    found = by_table(words) if len(words) < LONGEST_LABEL else None
    return found is not None and found.why == "advert"


def _no_article(where: str, longest: int) -> NoArticle:
    looked = f"looked for a body of {SHORTEST} words or more; the longest block has {longest}"
    if longest >= SHORTEST:
        looked = f"the longest block has {longest} words, but nothing around it reads as an article"
    do = "If this is a live blog or a video page, save its text and pass that instead."
    return NoArticle(where, f"no article found ({looked}).", do)


def parsed(markup: str, where: str) -> _Element:
    """The tree of a page. Raises NoArticle where there is nothing to parse."""
    try:
        # lxml.html's elements are several times as slow to walk.
        tree = etree.fromstring(markup.encode(), parser=etree.HTMLParser(encoding="utf-8"))
    except etree.XMLSyntaxError as error:
        raise _no_page(where) from error
    if tree is None:
        raise _no_page(where)
    return tree


def _no_page(where: str) -> NoArticle:
    return NoArticle(where, "no page found in this file.", "Save the page again, or save its text.")


def titled(blocks: list[tuple[str, BlockKind | None]], title: str | None) -> list[tuple[str, BlockKind | None]]:
    """The title's block first; where it stands further down, it is moved up."""
    if not title:
        return blocks
    wanted = tokens(title)
    place = next((i for i, (words, _) in enumerate(blocks[:6]) if tokens(words) == wanted), None)
    if place is not None:
        return [(blocks[place][0], "title"), *blocks[:place], *blocks[place + 1 :]]
    return [(SPACE.sub(" ", title).strip(), "title"), *blocks]


def joined(blocks: list[tuple[str, BlockKind | None]]) -> tuple[str, list[Piece]]:
    """The text of the blocks, a blank line between them, and its pieces."""
    pieces, start = [], 0
    for words, kind in blocks:
        pieces.append(Piece(start, start + len(words), kind, alone=True))
        start += len(words) + 2
    return "\n\n".join(words for words, _ in blocks), pieces


def _longest(cut: Segments, blocks: list[str]) -> int:
    """Words of the longest block, or of the longest of a page in which nothing reads as an article."""
    return max((len(words.split()) for words in blocks or [s.words for s in cut.found]), default=0)
