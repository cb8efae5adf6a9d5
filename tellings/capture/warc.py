"""WARC files (ISO 28500) → captures: a page each, read record by record, however large the file is.

A page is a response with status 200, or a resource, whose media type is HTML. Its data is the payload with
transfer and content codings undone; its charset is the one that the response's header names. Each names its
record's number and the byte at which the record begins, so that `page` finds it again without reading the rest.
"""

import hashlib
import zlib
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
HTTP = "application/http"
OK = 200
REDIRECTS = range(300, 400)
KINDS_NAMED = 6
LONGEST_HEADERS = 1024 * 1024
# A file that breaks is read on from the next member that begins as a record does; one that breaks so often is given up.
MOST_BREAKS = 100
GZIP, RECORD = b"\x1f\x8b\x08", b"WARC/"
STEP, HEAD = 1 << 20, 1 << 10


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
    number = last = breaks = 0
    # where reading was taken up again behind a break; null where there is nothing more
    resumed: int | None = 0
    while resumed is not None and breaks <= MOST_BREAKS:
        try:
            for record in ArchiveIterator(file, parse_http=False, quirks_mode=True):
                number, last = number + 1, record.stream_pos
                found = _page(record, Part(record=number, offset=last, member=member), path, limit)
                if isinstance(found, str):
                    aside[found] += 1
                elif found is not None and not (breaks and last == resumed and isinstance(found, Malformed)):
                    yield found
            resumed = None
        except OSError as error:
            if not breaks or last != resumed:
                what = f"not a whole WARC file: it breaks after record {number} ({error})."
                yield Malformed(where, what, "What can be read before and behind that is read. Fetch or copy it again.")
            breaks += 1
            resumed = _next_member(file, last + 1)
            last = resumed or last
    if not number and not breaks:
        yield EmptyInput(where, "no WARC record in it.", "Fetch it again, or leave this file out.")
    if aside:
        yield Aside(where, f"records that are no page, left out: {_counted(aside)}.")


def _next_member(file: IO[bytes], place: int) -> int | None:
    """Where the next gzip member that holds a record begins, from ``place`` on, with the file set to it."""
    try:
        file.seek(place)
        read = b""
        while more := file.read(STEP):
            read, base = read + more, place - len(read)
            place += len(more)
            at = read.find(GZIP)
            while at >= 0:
                if _is_record(read[at : at + HEAD]):
                    file.seek(base + at)
                    return base + at
                at = read.find(GZIP, at + 1)
            # what lies across two stretches is seen in the next
            read = read[-HEAD:]
    except OSError:
        return None
    return None


def _is_record(packed: bytes) -> bool:
    try:
        return zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(packed, len(RECORD)) == RECORD
    except zlib.error:
        return False


def page(file: IO[bytes], path: str, part: Part, limit: int = LIMIT) -> Capture:
    """The page whose record begins at byte ``part.offset`` of the open WARC. Raises Malformed where none does."""
    where = place(path, part)
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


def place(path: str, part: Part) -> str:
    """Where a record is, for messages: its file, its member of an archive, its number."""
    return ":".join(str(p) for p in (path, part.member, part.record) if p is not None)


def _counted(aside: Counter[str]) -> str:
    """The most frequent kinds with their counts, the rest as one."""
    ranked = sorted(aside.items(), key=lambda kind: (-kind[1], kind[0]))
    rest = sum(count for _, count in ranked[KINDS_NAMED:])
    named = [f"{count} {what}" for what, count in ranked[:KINDS_NAMED]]
    return ", ".join([*named, f"{rest} of other kinds"] if rest else named)


def _page(record: WarcRecord, part: Part, path: str, limit: int) -> Capture | InputError | str | None:
    """The capture of a record that is a page; of another, in a word or two, what it is; null for plumbing."""
    where = place(path, part)
    headers = _headers(record, where)
    if not isinstance(headers, HeaderMap):
        return headers
    media = media_type(headers.get("Content-Type") or "")
    if media.get_content_type() not in HTML:
        return media.get_content_type()
    try:
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


def _headers(record: WarcRecord, where: str) -> HeaderMap | InputError | str | None:
    """Headers of what may be a page; else as `_page`."""
    kind = record.record_type
    if kind & PLUMBING:
        return None
    if kind == WarcRecordType.resource:
        return record.headers
    if kind != WarcRecordType.response:
        return OTHERS.get(int(kind), "of an unknown type")
    held = (record.headers.get("Content-Type") or HTTP).partition(";")[0].strip().lower()
    if held != HTTP:
        # Crawlers keep answers of other protocols too, such as the host's address (text/dns).
        return held
    record.parse_http(quirks_mode=True, max_header_len=LONGEST_HEADERS)
    if record.http_headers is None:
        return Malformed(where, "no whole HTTP response in this record.", "Fetch or copy the file again.")
    status = record.http_headers.status_code
    if status != OK:
        return None if status in REDIRECTS else f"with status {status}"
    return record.http_headers


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
