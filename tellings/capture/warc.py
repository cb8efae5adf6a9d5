"""WARC files (ISO 28500) → captures: a page each, read record by record, however large the file is.

A page is a response with status 200, or a resource, whose media type is HTML. Its data is the payload with
transfer and content codings undone; its charset is the one that the response's header names. Each names its
record's number and the byte at which the record begins, so that `page` finds it again without reading the rest.
"""

import hashlib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from fastwarc.warc import ArchiveIterator, HeaderMap, WarcRecord, WarcRecordType

from tellings.capture.coding import undone
from tellings.capture.kinds import LIMIT, media_type, too_large
from tellings.errors import Aside, EmptyInput, InputError, Malformed
from tellings.model import Capture, Part

HTML = ("text/html", "application/xhtml+xml")
# What tells of the crawl and not of the web: counted in no remark.
PLUMBING = WarcRecordType.warcinfo | WarcRecordType.request | WarcRecordType.metadata
OTHERS = {int(WarcRecordType.revisit): "revisit", int(WarcRecordType.conversion): "conversion"}
OK = 200
REDIRECTS = range(300, 400)
LONGEST_HEADERS = 1024 * 1024


def pages(path: str | Path, limit: int = LIMIT) -> Iterator[Capture | InputError]:
    """Pages of a ``.warc`` or ``.warc.gz`` file in order, as captures; one record is held at a time.

    ``limit`` is in bytes, of one page, before and after decompression. Errors come as values: TooLarge and
    Malformed for a record, Malformed where the file breaks off, one Aside that counts what is no page, EmptyInput
    where there is no record at all. Raises OSError where the file cannot be opened.
    """
    with Path(path).open("rb") as file:
        yield from pages_of(file, str(path), None, limit)


def pages_of(file: IO[bytes], path: str, member: str | None, limit: int) -> Iterator[Capture | InputError]:
    """Pages of an open WARC that lies at ``path`` (as ``member`` of it, if that is an archive)."""
    where = f"{path}:{member}" if member else path
    aside: Counter[str] = Counter()
    number = 0
    try:
        for number, record in enumerate(ArchiveIterator(file, parse_http=False, quirks_mode=True), 1):
            found = _page(record, Part(record=number, offset=record.stream_pos, member=member), path, limit)
            if isinstance(found, str):
                aside[found] += 1
            elif found is not None:
                yield found
    except OSError as error:
        what = f"not a whole WARC file: it breaks after record {number} ({error})."
        yield Malformed(where, what, "What stands before that is read. Fetch or copy the file again.")
    else:
        if not number:
            yield EmptyInput(where, "no WARC record in it.", "Fetch it again, or leave this file out.")
    if aside:
        listed = ", ".join(f"{count} {what}" for what, count in sorted(aside.items()))
        yield Aside(where, f"records that are no page, left out: {listed}.")


def page(file: IO[bytes], path: str, part: Part, limit: int = LIMIT) -> Capture:
    """The page whose record begins at byte ``part.offset`` of the open WARC. Raises Malformed where none does."""
    where = f"{path}:{part.record}"
    do = "Pass the file that was read, unchanged."
    try:
        file.seek(part.offset or 0)
        record = next(iter(ArchiveIterator(file, parse_http=False, quirks_mode=True)), None)
        found = None if record is None else _page(record, part, path, limit)
    except (OSError, ValueError) as error:
        raise Malformed(where, f"no WARC record at byte {part.offset} ({error}).", do) from error
    if isinstance(found, InputError):
        raise found
    if not isinstance(found, Capture):
        raise Malformed(where, f"no page at byte {part.offset}.", do)
    return found


def _page(record: WarcRecord, part: Part, path: str, limit: int) -> Capture | InputError | str | None:
    """The capture of a record that is a page; of another, in a word or two, what it is; null for plumbing."""
    where = f"{path}:{part.record}"
    if record.record_type & PLUMBING:
        return None
    if record.record_type not in (WarcRecordType.response, WarcRecordType.resource):
        return OTHERS.get(int(record.record_type), "of an unknown type")
    headers = record.headers
    if record.record_type == WarcRecordType.response:
        record.parse_http(quirks_mode=True, max_header_len=LONGEST_HEADERS)
        if record.http_headers is None:
            return Malformed(where, "no whole HTTP response in this record.", "Fetch or copy the file again.")
        headers, status = record.http_headers, record.http_headers.status_code
        if status is not None and status in REDIRECTS:
            return None
        if status != OK:
            return f"with status {status}"
    media = media_type(headers.get("Content-Type") or "")
    try:
        if media.get_content_type() not in HTML:
            return media.get_content_type()
        data = _payload(record, headers, limit, where)
    except InputError as error:
        return error
    if not data.strip():
        return EmptyInput(where, "a page with nothing in it.", "Fetch it again.")
    address, date = _stated(record)
    return Capture(
        path=path,
        data=data,
        sha256=hashlib.sha256(data).hexdigest(),
        url=address,
        captured_at=date,
        kind=".html",
        charset=media.get_content_charset(),
        part=part,
        told={k: v for k, v in (("url", address), ("captured_at", date)) if v},
        teller="warc",
    )


def _payload(record: WarcRecord, headers: HeaderMap, limit: int, where: str) -> bytes:
    """The body with its codings undone. Raises TooLarge, and Malformed where the record is cut short."""
    length = record.content_length
    if length > limit:
        raise too_large(where, limit, "Save this page's text and pass that.")
    body = record.reader.read(length)
    if len(body) < length:
        raise Malformed(where, "the file ends amid this record.", "Fetch or copy the file again.")
    transfer, content = headers.get("Transfer-Encoding") or "", headers.get("Content-Encoding") or ""
    return undone(body, transfer, content, limit, where)


def _stated(record: WarcRecord) -> tuple[str | None, str | None]:
    """Address and moment of capture; some writers put the address in angle brackets."""
    address = (record.headers.get("WARC-Target-URI") or "").strip().removeprefix("<").removesuffix(">")
    return address or None, record.headers.get("WARC-Date") or None
