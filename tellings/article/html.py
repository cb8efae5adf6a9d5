"""Saved pages → text and layout. trafilatura decides which blocks are the article.

The text is the article's blocks in order, joined by a blank line, the title block first. Metadata comes
from what the page states: JSON-LD, meta, ``time``; a date that would have to be guessed is not taken.
"""

import re
from collections.abc import Iterator

import lxml.html
from lxml.etree import _Element
from trafilatura import bare_extraction
from trafilatura.settings import Document

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
HEAD = 20_000
WHOLE = re.compile(r"<(?:html|body)[\s>]", re.I)
PARAGRAPH_END = re.compile(r"\n[ \t\r]*\n\s*")
SPACE = re.compile(r"\s+")
KINDS: dict[str, BlockKind | None] = {"head": "heading", "p": None, "quote": "quote", "item": "item", "row": "item"}
CONTAINERS = ("div", "list", "table", "ab", "code")


def page(capture: Capture, title: str | None = None, outlet: str | None = None) -> Page:
    """The article of a saved page. Raises NotText, and NoArticle where no body of 40 words is found."""
    markup, encoding = decode(capture.data, capture.path, capture.charset or declared_charset(capture.data))
    if not WHOLE.search(markup[:HEAD]):
        # A saved selection: trafilatura takes nothing that has no root.
        markup = f"<html><body>{markup}</body></html>"
    tree = _tree(markup, capture.path)
    stated = declared.of_page(tree)
    url = capture.url or best(stated, "url")
    found = bare_extraction(markup, url=url, favor_precision=True, include_comments=False, with_metadata=False)
    blocks = list(_blocks(found.body)) if isinstance(found, Document) and found.body is not None else []
    if sum(len(words.split()) for words, _ in blocks) < SHORTEST:
        raise _no_article(capture.path, max((len(words.split()) for words, _ in blocks), default=_longest(tree)))
    title = title or best(stated, "title")
    text, pieces = _joined(_with_title(blocks, title))
    return Page(
        text=text,
        layout=arrange(text, pieces, title, outlet or best(stated, "outlet")),
        encoding=encoding,
        candidates=tuple(stated),
    )


def _no_article(where: str, longest: int) -> NoArticle:
    looked = f"looked for a body of {SHORTEST} words or more; the longest block has {longest}"
    if longest >= SHORTEST:
        looked = f"the longest block has {longest} words, but nothing around it reads as an article"
    do = "If this is a live blog or a video page, save its text and pass that instead."
    return NoArticle(where, f"no article found ({looked}).", do)


def _tree(markup: str, where: str) -> _Element:
    try:
        return lxml.html.document_fromstring(markup.encode(), parser=lxml.html.HTMLParser(encoding="utf-8"))
    except lxml.etree.ParserError as error:
        raise NoArticle(where, "no page found in this file.", "Save the page again, or save its text.") from error


def _blocks(body: _Element) -> Iterator[tuple[str, BlockKind | None]]:
    """Words and kind of each block of trafilatura's tree, in order."""
    run: list[str] = []
    yield from _walk(body, None, run)
    yield from _flush(run, None)


def _walk(element: _Element, kind: BlockKind | None, run: list[str]) -> Iterator[tuple[str, BlockKind | None]]:
    """Blocks below ``element``; ``run`` gathers words until a block ends. An ``lb`` is a line's end."""
    run.append(element.text or "")
    for child in element:
        tag = str(child.tag)
        if tag == "lb":
            run.append("\n")
        elif tag in KINDS or tag in CONTAINERS:
            yield from _flush(run, kind)
            inner = KINDS.get(tag) or kind
            yield from _walk(child, inner, run)
            yield from _flush(run, inner)
        else:
            yield from _walk(child, kind, run)
        run.append(child.tail or "")


def _flush(run: list[str], kind: BlockKind | None) -> Iterator[tuple[str, BlockKind | None]]:
    """The words gathered as blocks: two line ends part paragraphs, one is a space."""
    for words in PARAGRAPH_END.split("".join(run)):
        if bare := SPACE.sub(" ", words).strip():
            yield bare, kind
    run.clear()


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
        pieces.append(Piece(start, start + len(words), kind, alone=True))
        start += len(words) + 2
    return "\n\n".join(words for words, _ in blocks), pieces


def _longest(tree: _Element) -> int:
    """Words of the longest block of a page in which trafilatura found nothing."""
    return max((len("".join(b.itertext()).split()) for b in tree.iter("p", "li", "td", "blockquote")), default=0)
