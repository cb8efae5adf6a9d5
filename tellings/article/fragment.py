"""Markup that is the article and nothing else (an item of a feed, a body in a record) → text and layout.

Nothing has to be chosen: every block is kept, in order, joined by a blank line, the title first.
"""

import re
from collections.abc import Iterator

import lxml.html
from lxml.etree import ParserError, _Element

from tellings.article.layout import arrange
from tellings.article.lines import Piece
from tellings.article.page import Page
from tellings.language.words import tokens
from tellings.model import BlockKind

KINDS: dict[str, BlockKind] = {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), "heading"),
    **dict.fromkeys(("li", "dt", "dd", "tr"), "item"),
    "blockquote": "quote",
    "figcaption": "caption",
}
# Elements that begin a block of their own but say nothing of its kind.
CONTAINERS = frozenset(
    """p div section article aside header footer main figure ul ol dl table tbody thead tfoot pre address hr details
    summary center body html""".split()
)
UNSEEN = frozenset(
    """script style noscript template iframe object embed form button select textarea svg math audio video canvas head
    title meta link""".split()
)
PARAGRAPH_END = re.compile(r"\n[ \t\r]*\n\s*")
SPACE = re.compile(r"\s+")

Block = tuple[str, BlockKind | None]


def page(markup: str, title: str | None = None, outlet: str | None = None) -> Page:
    """The text of ``markup`` (HTML), with ``title`` as its first block unless it begins with it. May be empty."""
    found = blocks(markup)
    if title and found and tokens(found[0][0]) == tokens(title):
        found = [(found[0][0], "title"), *found[1:]]
    elif title and found:
        found = [(SPACE.sub(" ", title).strip(), "title"), *found]
    pieces, start = [], 0
    for words, kind in found:
        pieces.append(Piece(start, start + len(words), kind, alone=True))
        start += len(words) + 2
    text = "\n\n".join(words for words, _ in found)
    return Page(text=text, layout=arrange(text, pieces, title, outlet), encoding=None, candidates=())


def blocks(markup: str) -> list[Block]:
    """Words and kind of each block of ``markup``, in order; kind is null for a paragraph."""
    try:
        tree = lxml.html.fragment_fromstring(markup.replace("\0", ""), create_parent="div")
    except (ParserError, ValueError):
        # ValueError: an encoding declared within a string. What holds no element holds no markup either.
        return [(words, None) for p in PARAGRAPH_END.split(markup) if (words := SPACE.sub(" ", p).strip())]
    run: list[str] = []
    return [*_walk(tree, None, run), *_flush(run, None)]


def words(markup: str) -> str:
    """The words of ``markup`` on one line: a title that may hold tags and entities."""
    return " ".join(w for w, _ in blocks(markup))


def _walk(element: _Element, kind: BlockKind | None, run: list[str]) -> Iterator[Block]:
    run.append(_soft(element.text, element))
    for child in element:
        tag = child.tag if isinstance(child.tag, str) else ""
        if tag == "br":
            run.append("\n")
        elif tag in KINDS or tag in CONTAINERS:
            yield from _flush(run, kind)
            inner = KINDS.get(tag) or kind
            yield from _walk(child, inner, run)
            yield from _flush(run, inner)
        elif tag and tag not in UNSEEN:
            yield from _walk(child, kind, run)
            # Cells of a row stand apart.
            run.append(" " if tag in ("td", "th") else "")
        run.append(_soft(child.tail, element))


def _soft(words: str | None, element: _Element) -> str:
    """Line ends of the source are spaces; within ``pre`` they are line ends."""
    return words or "" if element.tag == "pre" else (words or "").replace("\n", " ").replace("\r", " ")


def _flush(run: list[str], kind: BlockKind | None) -> Iterator[Block]:
    for part in PARAGRAPH_END.split("".join(run)):
        if bare := SPACE.sub(" ", part).strip():
            yield bare, kind
    run.clear()
