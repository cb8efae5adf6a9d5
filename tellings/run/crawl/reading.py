"""A part of a crawl → its articles, read lightly: what grouping needs. Building reads a record again in full."""

import gzip
import zlib
from collections.abc import Iterator, Mapping
from datetime import date
from io import BufferedReader
from typing import IO, cast

import msgspec

from tellings.article import names
from tellings.article.crawl.reading import read_all
from tellings.article.dates import date_of_metadata
from tellings.article.reader import MAX_TEXT, sha256
from tellings.capture import wacz, warc
from tellings.capture.kinds import LIMIT
from tellings.errors import EmptyInput, InputError, Malformed, TooLarge, Unreadable
from tellings.model import Article, Capture, CaptureNote
from tellings.run.crawl.inputs import LINES, Part
from tellings.run.crawl.tables import files_of, parquet

DO = 'A record is {"text": "…", "id": "…", "title": "…", "url": "…", "published": "…"}.'
BROKEN = (OSError, EOFError, zlib.error)


def articles(part: Part) -> Iterator[Article | InputError]:
    """Articles of a part, in order; what cannot be used comes as its error."""
    store, path = files_of(part.url)
    try:
        with store.open(path, "rb") as file:
            if part.kind in LINES:
                yield from _lines(part, file)
            elif part.kind == ".parquet":
                yield from _rows(part, file)
            else:
                yield from read_all(_captures(part, file))
    except BROKEN as error:
        yield _unreadable(part, error)


def _captures(part: Part, file: IO[bytes]) -> Iterator[Capture | InputError]:
    """Pages of a WARC or WACZ; where it breaks, that comes last, as a value: pages before it may still be waiting."""
    try:
        if part.kind == ".warc":
            yield from warc.pages_of(file, part.url, None, LIMIT)
        else:
            yield from wacz.pages_of(file, part.url)
    except BROKEN as error:
        yield _unreadable(part, error)


def _unreadable(part: Part, error: Exception) -> Unreadable:
    return Unreadable(part.url, f"cannot be read on ({error}).", "What stands before that is read.")


def _lines(part: Part, file: IO[bytes]) -> Iterator[Article | InputError]:
    """Records of the lines that begin in the part."""
    if part.url.endswith(".gz"):
        for number, line in enumerate(gzip.GzipFile(fileobj=file), 1):
            yield from _line(line, part.url, number)
        return
    file.seek(max(part.start - 1, 0))
    if part.start:
        # the line that runs into this part, if one does, belongs to the part before
        file.readline()
    place = file.tell()
    # the buffer of a local file is what makes reading by lines cheap
    for line in cast(BufferedReader, file):
        if place >= part.end:
            return
        yield from _line(line, f"{part.url}@{place}", None)
        place += len(line)


def _line(line: bytes, where: str, number: int | None) -> Iterator[Article | InputError]:
    if not line.strip():
        return
    where = where if number is None else f"{where}:{number}"
    try:
        yield slim(msgspec.json.decode(line, type=dict[str, object]), where)
    except InputError as error:
        yield error
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        yield Malformed(where, f"not a JSON object ({error}).", "Mend or drop the line; one object a line is read.")


def _rows(part: Part, file: IO[bytes]) -> Iterator[Article | InputError]:
    table = parquet().ParquetFile(file)
    for group in range(part.start, part.end):
        for number, row in enumerate(table.read_row_group(group).to_pylist(), 1):
            try:
                yield slim(row, f"{part.url}#{group}:{number}")
            except InputError as error:
                yield error


def slim(record: Mapping[str, object], where: str) -> Article:
    """The article of a record, its fields as they are stated: no furniture is looked for, no title or date in the
    text. Raises Malformed and EmptyInput where it has no text, TooLarge where it has too much.
    """
    text = record.get("text") or record.get("body")
    if not isinstance(text, str):
        raise Malformed(where, "record without text.", DO)
    if not text.strip():
        raise EmptyInput(where, "text is empty.", "Leave this record out.")
    if len(text) > MAX_TEXT:
        raise TooLarge(where, f"{len(text):,} characters, more than an article has ({MAX_TEXT:,}).", "Leave it out.")
    told = {name: value.isoformat() if isinstance(value, date) else value for name, value in record.items()}
    stated = {field: ", ".join(names.values(told, field)) or None for field in names.FIELDS}
    try:
        digest = sha256(text)
        given = record.get("id")
        content = sha256(text if stated["outlet"] is None else f"{stated['outlet']}\0{text}")
    except UnicodeEncodeError as error:
        raise Malformed(where, f"text is not Unicode ({error.reason}).", "Write it anew as UTF-8.") from error
    return Article(
        id=f"a{content[:12]}" if given in (None, "") else str(given),
        text=text,
        sha256=digest,
        url=stated["url"],
        outlet=stated["outlet"],
        title=stated["title"],
        published=_date(stated["published"]),
        modified=_date(stated["modified"]),
        captured_at=stated["captured_at"],
        language=stated["language"],
        byline=(stated["byline"],) if stated["byline"] else (),
        republished_from=stated["republished_from"],
        support="text-only",
        capture=CaptureNote(path=where, url=None, sha256=None, encoding="utf-8"),
    )


def _date(stated: str | None) -> str | None:
    """As `tellings.article.reader` has it: a date in no form we know is kept as it is written."""
    if stated is None or stated[:4].isdigit():
        return stated
    return date_of_metadata(stated) or stated
