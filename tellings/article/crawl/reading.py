"""Crawl reading: a page of a crawl → a slim article, at several times the speed of case reading.

One parse, one walk over the blocks, two small networks that say which are body (``scores``), and the few
statements of the page that a crawl is sorted by. What is not body is dropped, not marked: read a page that
a case file is made of with ``tellings.article.reader``.
"""

import codecs
import hashlib
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from tellings.article.crawl.features import features
from tellings.article.crawl.letters import length
from tellings.article.crawl.markup import DEEPEST, Markup, nests_too_deep, parse
from tellings.article.crawl.metadata import Told, day_by_headline, local_first, told
from tellings.article.crawl.scores import body
from tellings.article.crawl.walk import Block, Elements
from tellings.article.encoding import declared_charset, decode
from tellings.article.given import given
from tellings.article.metadata import best, is_date
from tellings.errors import InputError, NoArticle
from tellings.language.words import tokens
from tellings.model import Article, BlockKind, Candidate, Capture, CaptureNote, Furniture
from tellings.model import Block as Placed

# Code points of the shortest body, dense scripts counted three times: some 40 words.
SHORTEST = 200
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
KINDS: dict[str, BlockKind] = {
    **dict.fromkeys(HEADINGS, "heading"),
    "li": "item",
    "td": "item",
    "th": "item",
    "blockquote": "quote",
    "figcaption": "caption",
}
# A line with the title's words and more characters than twice as many and these is none that repeats it.
FILLERS = 20
# What is read of a sidecar or container; there is no byline here.
FIELDS = ("title", "outlet", "published", "url")
# One byte in so many may be broken in a page that calls itself UTF-8.
BROKEN = 1000
# Pages, and bytes of pages, of which the features are made at once: numpy takes its time a call and not a number.
AT_ONCE, MOST_BYTES = 16, 8_000_000


class _Page(NamedTuple):
    """A page that has been parsed: what it is of, what encoding it was in, and what it states."""

    capture: Capture
    encoding: str
    markup: Markup
    stated: Told


def read(capture: Capture) -> Article:
    """The article of a page: text (title, then body), blocks, title, published, outlet, url and capture note.

    Raises NotText, and NoArticle where no body of some 40 words is found.
    """
    found = next(read_all([capture]))
    if isinstance(found, InputError):
        raise found
    return found


def read_all(captures: Iterable[Capture | InputError]) -> Iterator[Article | InputError]:
    """The articles of pages in order, as `read` gives them, errors as values; some pages are read at once, which is
    faster and changes nothing.
    """
    waiting: list[_Page | InputError] = []
    held = 0
    for capture in captures:
        if isinstance(capture, InputError):
            waiting.append(capture)
        else:
            waiting.append(_parsed(capture))
            held += len(capture.data)
        if len(waiting) == AT_ONCE or held >= MOST_BYTES:
            yield from _articles(waiting)
            waiting, held = [], 0
    yield from _articles(waiting)


def _articles(pages: Sequence[_Page | InputError]) -> Iterator[Article | InputError]:
    with_blocks = [p for p in pages if isinstance(p, _Page) and p.markup.blocks]
    kept = iter(body(features([(p.markup, p.stated.hints) for p in with_blocks])) if with_blocks else [])
    for page in pages:
        yield page if isinstance(page, InputError) else _article(page, [b for b in page.markup.blocks if next(kept)])


def _parsed(capture: Capture) -> _Page | InputError:
    try:
        markup, encoding = _markup(capture)
    except InputError as error:
        return error
    return _Page(capture, encoding, markup, told(markup.stated, capture.url))


def _markup(capture: Capture) -> tuple[Markup, str]:
    """The page, parsed, and the encoding it was in.

    A page that calls itself UTF-8 goes to the parser as it is, for decoding takes as long as parsing; and guessing an
    encoding as long as reading a hundred pages: a broken byte or two is no other encoding.
    """
    data = capture.data
    declared = capture.charset or declared_charset(data)
    if declared and _is_utf8(declared) and b"\0" not in data:
        markup = _parse(data.removeprefix(codecs.BOM_UTF8), _where(capture))
        if not markup.broken:
            return markup, "utf-8"
        text = data.decode("utf-8", "replace")
        if text.count("\ufffd") * BROKEN <= len(text):
            return markup, "utf-8"
    text, encoding = decode(data, _where(capture), declared)
    return _parse(text.encode("utf-8", "replace"), _where(capture)), encoding


def _parse(markup: bytes, where: str) -> Markup:
    if nests_too_deep(markup):
        raise NoArticle(where, f"elements nested more than {DEEPEST} deep.", "Leave the page out.")
    return parse(markup)


def _where(capture: Capture) -> str:
    """Where a page is, for messages: its file, and the number of its record in it."""
    record = capture.part and capture.part.record
    return f"{capture.path}:{record}" if record else capture.path


def _is_utf8(name: str) -> bool:
    try:
        return codecs.lookup(name).name == "utf-8"
    except LookupError:
        return False


def _article(page: _Page, kept: Sequence[Block]) -> Article | NoArticle:
    capture, stated = page.capture, page.stated
    pieces = [(block.text, _kind(block, page.markup.elements)) for block in kept]
    if sum(length(words) for words, _ in pieces) < SHORTEST:
        # A page may keep its text from readers who have not paid and still state it.
        pieces = [(line.strip(), "paragraph") for line in stated.hints.body.splitlines() if line.strip()]
    if sum(length(words) for words, _ in pieces) < SHORTEST:
        found = f"no article found (looked for a body of {SHORTEST} characters or more)."
        return NoArticle(_where(capture), found, "Leave the page out, or read it with case reading.")
    beside = [c for c in (*given(capture.meta, "sidecar"), *given(capture.told, capture.teller)) if c.field in FIELDS]
    days = [*_days_given(beside), *_days(stated, page.markup.blocks, capture)]
    return _made(capture, page.encoding, [*beside, *stated.candidates], days, pieces)


def _kind(block: Block, elements: Elements) -> BlockKind:
    """The kind of a block by its element or, in a list or quotation, one of the two above."""
    element = block.element
    for _ in range(3):
        if kind := KINDS.get(elements.tags[element]):
            return kind
        element = elements.parents[element]
    return "paragraph"


def _days_given(beside: list[Candidate]) -> list[Candidate]:
    """Days of publication that a sidecar or a mail states; they are not moved."""
    return [c for c in beside if c.field == "published" and is_date(c.value)]


def _days(stated: Told, blocks: list[Block], capture: Capture) -> list[Candidate]:
    """Days of publication, the best first, none later than the day of the capture."""
    found = [c for c in stated.candidates if c.field == "published"] or day_by_headline(blocks, stated.hints.title)
    last = capture.captured_at
    return local_first([c for c in found if not last or c.value[:10] <= last[:10]])


def _made(
    capture: Capture,
    encoding: str,
    stated: list[Candidate],
    days: list[Candidate],
    pieces: list[tuple[str, BlockKind]],
) -> Article:
    candidates = tuple(dict.fromkeys([*(c for c in stated if c.field != "published"), *days]))
    title, outlet = best(candidates, "title"), next((c.value for c in candidates if c.field == "outlet"), None)
    text, blocks = _joined(_with_title(pieces, title))
    digest = hashlib.sha256(text.encode()).hexdigest()
    return Article(
        id="a" + hashlib.sha256((text if outlet is None else f"{outlet}\0{text}").encode()).hexdigest()[:12],
        text=text,
        sha256=digest,
        url=best(candidates, "url"),
        outlet=outlet,
        title=title,
        published=days[0].value if days else None,
        captured_at=capture.captured_at,
        candidates=candidates,
        capture=CaptureNote(
            path=capture.path, url=capture.url, sha256=capture.sha256, encoding=encoding, part=capture.part
        ),
        furniture=tuple(Furniture(start=b.start, end=b.end, why="caption") for b in blocks if b.kind == "caption"),
        blocks=blocks,
    )


def _with_title(pieces: list[tuple[str, BlockKind]], title: str | None) -> list[tuple[str, BlockKind]]:
    if not title:
        return pieces
    wanted, longest = tokens(title), 2 * len(title) + FILLERS
    first = (p for p in pieces[:3] if len(p[0]) > longest or tokens(p[0]) != wanted)
    return [(title, "title"), *first, *pieces[3:]]


def _joined(pieces: list[tuple[str, BlockKind]]) -> tuple[str, tuple[Placed, ...]]:
    blocks, start = [], 0
    for words, kind in pieces:
        blocks.append(Placed(start=start, end=start + len(words), kind=kind))
        start += len(words) + 2
    return "\n\n".join(words for words, _ in pieces), tuple(blocks)
