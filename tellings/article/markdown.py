"""Markdown saves → text and layout. The text stays the whole file; marks only tell what a piece is."""

import re
from collections.abc import Iterator

from tellings.article.dates import date_of_metadata
from tellings.article.encoding import decode, newlines
from tellings.article.layout import arrange
from tellings.article.lines import Piece, pieces
from tellings.article.metadata import candidate
from tellings.article.page import Page
from tellings.model import BlockKind, Candidate, Capture

HEADING = re.compile(r"(#{1,6})[ \t]+(?=\S)")
CLOSING = re.compile(r"[ \t]+#+$")
QUOTE = re.compile(r">[ \t]?")
ITEM = re.compile(r"(?:[-*+]|\d{1,3}[.)])[ \t]+(?=\S)")
PICTURE = re.compile(r"!\[[^\]\n]{0,300}\]\([^)\n]{0,2000}\)")
FRONT = re.compile(r"---[ \t]*\n(?P<rows>(?:[^\n]*\n){1,60}?)---[ \t]*(?:\n|$)")
ROW = re.compile(r"^(?P<key>[A-Za-z_-]+):[ \t]*(?P<value>\S.*)$", re.M)
KEYS = {
    "title": "title", "date": "published", "published": "published", "author": "byline", "authors": "byline",
    "byline": "byline", "url": "url", "link": "url", "source": "outlet", "outlet": "outlet", "site": "outlet",
    "modified": "modified", "updated": "modified", "language": "language", "lang": "language",
}  # fmt: skip


def page(capture: Capture, title: str | None = None, outlet: str | None = None) -> Page:
    """The page of a ``.md`` save; front matter gives metadata and is furniture. Raises NotText."""
    text, encoding = decode(capture.data, capture.path)
    text = newlines(text)
    front = FRONT.match(text)
    told = _front_matter(front["rows"]) if front else []
    start = front.end() if front else 0
    marked = list(_marked(text, start))
    if marked and marked[0].kind == "heading" and not any(p.kind == "title" for p in marked):
        marked[0] = marked[0]._replace(kind="title")
    if front:
        marked.insert(0, Piece(0, len(front.group().rstrip()), "furniture", why="front-matter"))
    layout = arrange(text, marked, title, outlet)
    return Page(text=text, layout=layout, encoding=encoding, candidates=tuple(told))


def _front_matter(rows: str) -> list[Candidate]:
    found = []
    for match in ROW.finditer(rows):
        field, value = KEYS.get(match["key"].lower()), match["value"].strip().strip("\"'")
        if field in ("published", "modified"):
            found += candidate(field, date_of_metadata(value), "meta")
        elif field:
            found += candidate(field, value.strip("[]"), "meta")
    return found


def _marked(text: str, start: int) -> Iterator[Piece]:
    """Pieces after ``start``, their marks cut off."""
    titled = False
    for piece in pieces(text):
        if piece.start < start:
            continue
        line = text[piece.start : piece.end]
        kind, lead = _mark(line)
        if kind == "title" and titled:
            kind = "heading"
        titled = titled or kind == "title"
        closing = CLOSING.search(line) if kind in ("title", "heading") else None
        end = closing.start() if closing else len(line)
        if end > lead:
            why = "picture" if kind == "furniture" else None
            yield Piece(piece.start + lead, piece.start + end, kind, piece.alone, why)


def _mark(line: str) -> tuple[BlockKind | None, int]:
    """What the mark at a line's beginning says it is, and how long the mark is."""
    if PICTURE.fullmatch(line):
        return "furniture", 0
    if match := HEADING.match(line):
        return "title" if len(match.group(1)) == 1 else "heading", match.end()
    if match := QUOTE.match(line):
        return "quote", match.end()
    if match := ITEM.match(line):
        return "item", match.end()
    return None, 0
