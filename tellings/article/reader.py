"""The reader: a capture → its articles."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from typing import Literal

import msgspec

from tellings.article import (
    feeds,
    fragment,
    html,
    liveblogs,
    markdown,
    metadata,
    names,
    plain,
    ranking,
    records,
    spreadsheet,
)
from tellings.article.encoding import decode
from tellings.article.entry import Entry
from tellings.article.given import given
from tellings.article.language import language
from tellings.article.layout import arrange
from tellings.article.lines import pieces
from tellings.article.page import Page
from tellings.capture import warc
from tellings.capture.kinds import FEEDS, PAGES, kind
from tellings.errors import Duplicate, EmptyInput, InputError, Malformed, NoArticle, TooLarge
from tellings.model import Article, Candidate, Capture, CaptureNote

# The longest text taken for one article, in code points: a long feature has 60,000, a novel about this many.
MAX_TEXT = 500_000


def read(
    capture: Capture, published: str | None = None, columns: Mapping[str, str] | None = None
) -> Iterator[Article | InputError]:
    """Articles of a capture, one for a page or save, many for a file of records; errors as values.

    ``published`` is the day for texts that carry none themselves (EDTF or a date written out); ``columns`` maps
    fields to the heads of columns of CSV files.
    """
    try:
        listed = _entries(capture, columns)
        if listed is None:
            yield _of_page(capture, published)
            return
        for entry in listed:
            yield entry if isinstance(entry, InputError) else _of_entry(entry, capture, published)
    except InputError as error:
        yield error


def from_record(
    mapping: Mapping[str, object],
    where: str,
    published: str | None = None,
    capture: CaptureNote | None = None,
    source: str = "record",
) -> Article:
    """The article of a record; ``text`` and ``id`` are kept exactly as they are, HTML becomes its blocks.

    A record that this program wrote (it has ``blocks`` and a fitting ``sha256``) is taken as it stands. ``source`` is
    where its candidates come from. Raises Malformed where the record has no text of its own, EmptyInput where that
    is blank, NoArticle where it is cut short.
    """
    body = names.body(mapping)
    if body is None:
        raise Malformed(where, "record without text.", records.DO)
    if not body.words.strip():
        raise EmptyInput(where, "text is empty.", "Leave this record out.")
    if "blocks" in mapping and mapping.get("sha256") == _digest(body.words, where):
        try:
            return msgspec.convert(mapping, Article)
        except msgspec.ValidationError as error:
            raise Malformed(where, f"not an article of this program ({error}).", "Read its source again.") from error
    told = given(mapping, source)
    if names.cut_short(body.words):
        address = metadata.best(told, "url")
        do = f"Fetch the article itself: tellings fetch {address}" if address else "Get the whole text."
        raise NoArticle(where, "only the beginning of a text, which says so at its end.", do)
    page = _of_body(body, _title_known(told), metadata.best(told, "outlet"))
    if not page.text.strip():
        raise EmptyInput(where, "markup without words.", "Leave this record out.")
    _digest(page.text, where)
    return _article(page, told, "text-only", capture, _id(mapping, where), published)


def usable(articles: Iterable[Article | InputError]) -> Iterator[Article | InputError]:
    """The stream with errors in the place of texts too long for an article, second copies and second ids.

    The same text at another outlet is no second copy: that an outlet republished it is worth telling.
    """
    tellings: dict[tuple[str, str | None], str] = {}
    ids: dict[str, str] = {}
    for article in articles:
        if isinstance(article, InputError):
            yield article
            continue
        where, telling = place(article), (article.sha256, article.outlet)
        if len(article.text) > MAX_TEXT:
            size = f"{len(article.text):,} characters, more than an article has ({MAX_TEXT:,})."
            yield TooLarge(where, size, "If it holds several articles, save each by itself.")
        elif telling in tellings:
            yield Duplicate(where, f"the same text as {tellings[telling]}.", "Nothing to do: it is counted once.")
        elif article.id in ids:
            yield Duplicate(where, f"the same id ({article.id}) as {ids[article.id]}.", "Give it an id of its own.")
        else:
            tellings[telling] = ids[article.id] = where
            yield article


def place(article: Article) -> str:
    """Where an article was read, for messages: its file and line, or its id."""
    note = article.capture
    if note is None or note.path is None:
        return article.id
    number = note.line or (note.part and note.part.record)
    return f"{note.path}:{number}" if number else note.path


def sha256(text: str) -> str:
    """SHA-256 of the UTF-8 of ``text``, as hex."""
    return hashlib.sha256(text.encode()).hexdigest()


def _of_body(body: names.Body, title: str | None, outlet: str | None) -> Page:
    if body.markup:
        return fragment.page(body.words, title, outlet)
    layout = arrange(body.words, pieces(body.words), title, outlet)
    return Page(text=body.words, layout=layout, encoding=None, candidates=())


def _digest(text: str, where: str) -> str:
    """SHA-256 of a text that came as JSON, which can name what is no character. Raises Malformed for that."""
    try:
        return sha256(text)
    except UnicodeEncodeError as error:
        raise Malformed(where, f"text is not Unicode ({error.reason}).", "Write it anew as UTF-8.") from error


def _entries(capture: Capture, columns: Mapping[str, str] | None) -> Iterator[Entry | InputError] | None:
    """Records of a file of many; null for a page or save."""
    shape = capture.kind or kind(capture.path)
    if shape in (".json", ".jsonl", ".ndjson"):
        return records.entries(capture, by_line=shape != ".json")
    if shape in FEEDS:
        return feeds.entries(capture)
    if shape in (".csv", ".tsv"):
        return spreadsheet.entries(capture, tabs=shape == ".tsv", columns=columns)
    if shape in PAGES and (blog := liveblogs.of_page(capture.data)):
        return liveblogs.posts(blog, _where(capture))
    return None


def _of_entry(entry: Entry, capture: Capture, published: str | None) -> Article | InputError:
    try:
        return from_record(
            entry.record, entry.where, published, _note(capture, entry.encoding, entry.line), entry.source
        )
    except InputError as error:
        return error


def _of_page(capture: Capture, published: str | None) -> Article:
    """The article of a page or save. Raises NotText, NoArticle."""
    told = [*given(capture.meta, "sidecar"), *given(capture.told, capture.teller)]
    title, outlet = _title_known(told), metadata.best(told, "outlet")
    # Errors name the record, where the capture is one of many in its file.
    named = msgspec.structs.replace(capture, path=_where(capture))
    page = _page(named, capture.kind or kind(capture.path), title, outlet)
    return _article(page, [*told, *page.candidates], "full", _note(capture, page.encoding), None, published)


def _page(capture: Capture, shape: str, title: str | None, outlet: str | None) -> Page:
    if shape == ".md":
        return markdown.page(capture, title, outlet)
    if shape not in PAGES:
        return plain.page(capture, title, outlet)
    try:
        return html.page(capture, title, outlet)
    except NoArticle:
        # A mail holds its article and little else, however it is set: nothing has to be found in it.
        if capture.teller != "mail":
            raise
        text, encoding = decode(capture.data, capture.path, capture.charset)
        page = fragment.page(text, title, outlet)
        if not page.text.strip():
            raise
        return page._replace(encoding=encoding)


def _where(capture: Capture) -> str:
    """Where a capture lies, for messages: its file, and its number and address where it is one of many."""
    if capture.part is None or capture.teller != "warc":
        return capture.path
    return warc.place(capture.path, capture.part) + (f" ({capture.url})" if capture.url else "")


def _note(capture: Capture, encoding: str | None, line: int | None = None) -> CaptureNote:
    """What an article keeps of its capture; of a record among many, ``line`` is its number."""
    url = capture.url if line is None else None
    return CaptureNote(
        path=capture.path, url=url, sha256=capture.sha256, encoding=encoding, line=line, part=capture.part
    )


def _id(mapping: Mapping[str, object], where: str) -> str | None:
    given = mapping.get("id")
    if given is None or given == "":
        return None
    if isinstance(given, str):
        return given
    if isinstance(given, int) and not isinstance(given, bool):
        return str(given)
    raise Malformed(where, "id is not a string.", "Give the record an id in quotation marks, or none.")


def _title_known(told: Iterable[Candidate]) -> str | None:
    """The stated title, unless it is really a date line."""
    title = metadata.best(told, "title")
    return None if title is None or metadata.of_title(title) else title


def _article(
    page: Page,
    told: list[Candidate],
    support: Literal["full", "text-only"],
    capture: CaptureNote | None,
    given_id: str | None,
    published: str | None,
) -> Article:
    """The article of a page: candidates gathered, one taken for each field."""
    text, layout = page.text, page.layout
    addressed = capture is not None and metadata.best(told, "url") is None
    got_from = metadata.candidate("url", capture.url if capture and addressed else None, "capture")
    url = metadata.best([*told, *got_from, *page.candidates], "url")
    heading = text[layout.title.start : layout.title.end] if layout.title else None
    titles = [c for c in told if c.field == "title"]
    candidates = [
        *(c for c in told if c.field != "title" or not metadata.of_title(c.value)),
        *(d for c in titles for d in metadata.of_title(c.value)),
        *got_from,
        *metadata.candidate("title", heading, "text"),
        *layout.candidates,
        *ranking.elsewhere(page.candidates, metadata.best([*told, *got_from], "url")),
        *metadata.of_address(url),
        *metadata.of_given(published),
        *metadata.candidate("language", language(_body(page)), "detected"),
    ]
    settled = ranking.settle(candidates, metadata.best(candidates, "captured_at"))
    outlet = settled.value("outlet")
    return Article(
        id=given_id or _content_id(text, outlet),
        text=text,
        sha256=sha256(text),
        url=settled.value("url"),
        outlet=outlet,
        title=settled.value("title"),
        published=settled.value("published"),
        modified=settled.value("modified"),
        captured_at=settled.value("captured_at"),
        language=settled.value("language"),
        byline=settled.values("byline"),
        republished_from=settled.value("republished_from"),
        support=support,
        candidates=settled.candidates,
        capture=capture,
        furniture=layout.furniture,
        blocks=layout.blocks,
    )


def _content_id(text: str, outlet: str | None) -> str:
    """One id for one telling: the same words at another outlet are another telling."""
    return "a" + sha256(text if outlet is None else f"{outlet}\0{text}")[:12]


def _body(page: Page) -> str:
    """The beginning of the body, for telling its language."""
    parts: list[str] = []
    for block in page.layout.blocks:
        if block.kind != "furniture":
            parts.append(page.text[block.start : min(block.end, block.start + 2000)])
        if sum(map(len, parts)) > 4000:
            break
    return " ".join(parts)
