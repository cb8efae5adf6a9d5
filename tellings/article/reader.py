"""The reader: a capture → its articles."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Literal

import msgspec

from tellings.article import html, markdown, metadata, plain, records
from tellings.article.byline import persons
from tellings.article.dates import date_of_metadata
from tellings.article.language import language
from tellings.article.layout import arrange
from tellings.article.lines import pieces
from tellings.article.page import Page
from tellings.capture.kinds import PAGES, kind
from tellings.errors import Duplicate, EmptyInput, InputError, Malformed, TooLarge
from tellings.model import Article, Candidate, Capture, CaptureNote

# Other names under which data sets keep the same field.
KEYS = {
    "title": ("title", "headline"),
    "outlet": ("outlet", "publisher", "site"),
    "url": ("url", "link"),
    "published": ("published", "date_published", "datePublished", "date"),
    "modified": ("modified", "date_modified", "dateModified"),
    "byline": ("byline", "authors", "author"),
    "language": ("language", "lang"),
    "captured_at": ("captured_at",),
    "republished_from": ("republished_from",),
}
DATES = ("published", "modified")

# The longest text taken for one article, in code points: a long feature has 60,000, a novel about this many.
MAX_TEXT = 500_000


def read(capture: Capture, published: str | None = None) -> Iterator[Article | InputError]:
    """Articles of a capture, one for a page or save, many for a file of records; errors as values.

    ``published`` is the day for texts that carry none themselves (EDTF or a date written out).
    """
    shape = capture.kind or kind(capture.path)
    if shape in (".json", ".jsonl", ".ndjson"):
        yield from _of_records(capture, shape != ".json", published)
        return
    told = [*_told(capture.meta, "sidecar"), *_told(capture.told, capture.teller)]
    title = _title_known(told)
    try:
        if shape in PAGES:
            page = html.page(capture, title, metadata.best(told, "outlet"))
        elif shape == ".md":
            page = markdown.page(capture, title, metadata.best(told, "outlet"))
        else:
            page = plain.page(capture, title, metadata.best(told, "outlet"))
    except InputError as error:
        yield error
        return
    note = _note(capture, page.encoding)
    yield _article(page, [*told, *page.candidates], "full", note, None, published)


def from_record(
    mapping: Mapping[str, object], where: str, published: str | None = None, capture: CaptureNote | None = None
) -> Article:
    """The article of a JSON record; ``text`` and ``id`` are kept exactly as they are.

    A record that this program wrote (it has ``blocks`` and a fitting ``sha256``) is taken as it stands.
    Raises Malformed where the record has no text of its own, EmptyInput where that is blank.
    """
    text = mapping.get("text", mapping.get("body"))
    if not isinstance(text, str):
        raise Malformed(where, "record without text.", records.DO)
    if not text.strip():
        raise EmptyInput(where, "text is empty.", "Leave this record out.")
    try:
        digest = sha256(text)
    except UnicodeEncodeError as error:
        raise Malformed(where, f"text is not Unicode ({error.reason}).", "Write it anew as UTF-8.") from error
    if "blocks" in mapping and mapping.get("sha256") == digest:
        try:
            return msgspec.convert(mapping, Article)
        except msgspec.ValidationError as error:
            raise Malformed(where, f"not an article of this program ({error}).", "Read its source again.") from error
    told = _told(mapping, "record")
    page = Page(
        text=text,
        layout=arrange(text, pieces(text), _title_known(told), metadata.best(told, "outlet")),
        encoding=None,
        candidates=(),
    )
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


def _of_records(capture: Capture, by_line: bool, published: str | None) -> Iterator[Article | InputError]:
    for entry in records.entries(capture, by_line):
        if isinstance(entry, InputError):
            yield entry
            continue
        note = _note(capture, "utf-8", entry.line)
        try:
            yield from_record(entry.record, entry.where, published, note)
        except InputError as error:
            yield error


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


def _told(mapping: Mapping[str, object], source: str) -> list[Candidate]:
    """What a record or sidecar says of its text, as candidates."""
    found = []
    for field, keys in KEYS.items():
        value = next((mapping[k] for k in keys if mapping.get(k)), None)
        for one in value if isinstance(value, list | tuple) else [value]:
            if isinstance(one, str):
                found += [c for v in _values(field, one) for c in metadata.candidate(field, v, source)]
    return found


def _values(field: str, value: str) -> Sequence[str]:
    if field in DATES:
        # A date in no form we know is kept as it is written: it is what the record says.
        return [date_of_metadata(value) or value]
    if field == "byline":
        return persons(value.removeprefix("By ")) or [value]
    return [value]


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
    url = metadata.best(told, "url") or (capture.url if capture else None)
    heading = text[layout.title.start : layout.title.end] if layout.title else None
    titles = [c for c in told if c.field == "title"]
    candidates = [
        *(c for c in told if c.field != "title" or not metadata.of_title(c.value)),
        *(d for c in titles for d in metadata.of_title(c.value)),
        *metadata.candidate("title", heading, "text"),
        *layout.candidates,
        *metadata.of_address(url),
        *metadata.of_given(published),
    ]
    candidates = list(dict.fromkeys(candidates))
    outlet = metadata.outlet(candidates)
    return Article(
        id=given_id or _content_id(text, outlet),
        text=text,
        sha256=sha256(text),
        url=url,
        outlet=outlet,
        title=metadata.best(candidates, "title"),
        published=metadata.day(candidates, "published"),
        modified=metadata.day(candidates, "modified"),
        captured_at=metadata.best(candidates, "captured_at"),
        language=metadata.best(candidates, "language") or language(_body(page)),
        byline=metadata.persons(candidates),
        republished_from=metadata.best(candidates, "republished_from"),
        support=support,
        candidates=tuple(candidates),
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
