"""Transfer and content codings of HTTP: undone under a limit, so that a bomb is stopped before it goes off.

``gzip``, ``deflate`` and ``br`` as RFC 9110 and RFC 7932 name them. An archive often holds a body that is
decoded already beside headers that still name its coding: such a body is taken as it is.
"""

import re
import zlib
from collections.abc import Iterator

import brotli

from tellings.capture.kinds import too_large
from tellings.errors import Malformed, NotText

CHUNK = re.compile(rb"([0-9a-fA-F]{1,16})[ \t]*(?:;[^\r\n]{0,4096})?\r?\n")
GZIP = b"\x1f\x8b"
# With 32 added, zlib takes gzip and zlib heads alike; negative is a bare deflate stream, which some servers send.
GZIP_OR_ZLIB, BARE = zlib.MAX_WBITS | 32, -zlib.MAX_WBITS
STEP = 1024 * 1024


def undone(body: bytes, transfer: str, content: str, limit: int, where: str) -> bytes:
    """The payload of ``body``, given its Transfer-Encoding and Content-Encoding headers (empty where it has none).

    Raises TooLarge over ``limit`` bytes, Malformed where the body is broken, NotText for an unknown coding.
    """
    if "chunked" in transfer.lower():
        body = dechunked(body)
    for name in reversed([c.strip().lower() for c in content.split(",")]):
        body = _decoded(body, name, limit, where)
    if len(body) > limit:
        raise too_large(where, limit)
    return body


def dechunked(body: bytes) -> bytes:
    """``body`` without its chunk heads; as it is where it has none from the first byte to the last chunk."""
    parts: list[bytes] = []
    place = 0
    while head := CHUNK.match(body, place):
        size = int(head.group(1), 16)
        if size == 0:
            return b"".join(parts)
        parts.append(body[head.end() : head.end() + size])
        place = head.end() + size
        place += 2 if body.startswith(b"\r\n", place) else 1
    return body if not parts or place < len(body) else b"".join(parts)


def _decoded(body: bytes, name: str, limit: int, where: str) -> bytes:
    if name in ("", "identity", "none") or not body:
        return body
    if name in ("gzip", "x-gzip") and not body.startswith(GZIP):
        return body
    if name not in ("gzip", "x-gzip", "deflate", "br"):
        raise NotText(where, f"compressed in a way that is not read ({name[:40]}).", "Save the page in a browser.")
    try:
        return b"".join(_limited(_brotli(body) if name == "br" else _inflated(body), limit, where))
    except (zlib.error, brotli.error, EOFError) as error:
        if body.lstrip()[:1] == b"<":
            return body
        raise Malformed(where, f"not whole {name} data ({error}).", "Fetch it again.") from error


def _limited(pieces: Iterator[bytes], limit: int, where: str) -> Iterator[bytes]:
    total = 0
    for piece in pieces:
        total += len(piece)
        if total > limit:
            raise too_large(where, limit)
        yield piece


def _inflated(body: bytes) -> Iterator[bytes]:
    """gzip (of one member or many), zlib or bare deflate, a piece at a time."""
    while body:
        inflater = zlib.decompressobj(GZIP_OR_ZLIB if _headed(body) else BARE)
        while not inflater.eof:
            piece = inflater.decompress(body, STEP)
            body = inflater.unconsumed_tail
            if not piece and not body and not inflater.eof:
                raise EOFError("it ends too early")
            yield piece
        # What follows a whole stream is another member, or padding that nobody reads.
        body = inflater.unused_data if inflater.unused_data.startswith(GZIP) else b""


def _headed(body: bytes) -> bool:
    return body.startswith(GZIP) or (body[0] & 0x0F == 8 and int.from_bytes(body[:2], "big") % 31 == 0)


def _brotli(body: bytes) -> Iterator[bytes]:
    inflater = brotli.Decompressor()
    yield inflater.process(body, output_buffer_limit=STEP)
    while not inflater.is_finished():
        piece = inflater.process(b"", output_buffer_limit=STEP)
        if not piece and inflater.can_accept_more_data():
            raise EOFError("it ends too early")
        yield piece
