"""MIME messages: what MHTML pages and mails have in common. Headers are read leniently, bodies decoded to bytes."""

import email
import hashlib
from collections.abc import Iterator
from email.errors import MessageError
from email.header import decode_header, make_header
from email.message import Message
from email.utils import parsedate_to_datetime

from tellings.model import Capture, Part


def message(capture: Capture) -> Message | None:
    """The message in ``capture``; null where it begins with no header or holds nothing."""
    try:
        found = email.message_from_bytes(capture.data)
    except (MessageError, ValueError, RecursionError):
        return None
    return found if found.keys() else None


def leaves(whole: Message) -> Iterator[tuple[int, Message]]:
    """Parts that hold bytes, not parts, in order, each with its number from 1."""
    yield from enumerate((part for part in whole.walk() if not part.is_multipart()), 1)


def part_of(capture: Capture, number: int, part: Message, told: dict[str, str | None], teller: str) -> Capture:
    """The capture of one part of the message in ``capture``; ``told`` is what the message says of it."""
    payload = part.get_payload(decode=True)
    data = payload if isinstance(payload, bytes) else b""
    stated = {field: value for field, value in told.items() if value}
    return Capture(
        path=capture.path,
        data=data,
        sha256=hashlib.sha256(data).hexdigest(),
        url=capture.url or stated.get("url"),
        captured_at=capture.captured_at or stated.get("captured_at"),
        meta=capture.meta,
        kind=".html" if part.get_content_type() != "text/plain" else ".txt",
        charset=part.get_content_charset(),
        part=Part(record=number),
        told=stated,
        teller=teller,
    )


def header(part: Message, name: str) -> str | None:
    """A header's words on one line, encoded words (RFC 2047) decoded; as written where they cannot be."""
    raw = part[name]
    if raw is None:
        return None
    try:
        words = str(make_header(decode_header(raw)))
    except (LookupError, UnicodeError, ValueError, MessageError):
        words = str(raw)
    return " ".join(words.split()).encode("utf-8", "replace").decode() or None


def date(part: Message) -> str | None:
    """The Date header as ISO 8601 with its offset; null where it is none."""
    try:
        return parsedate_to_datetime(header(part, "Date") or "").isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
