"""Bytes → text, and which encoding it was.

In this order: byte order mark, UTF-16 that shows by its zero bytes, charset that the page declares, UTF-8,
and only then charset-normalizer's guess (Windows-1252 where it cannot tell it from its cousins, as the
WHATWG encoding standard reads unlabelled western pages).
"""

import codecs
import re
from typing import NamedTuple

from charset_normalizer import from_bytes

from tellings.errors import NotText

MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
SIGNATURES = (
    (b"%PDF", "a PDF"),
    (b"PK\x03\x04", "a zip or office file"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\x1f\x8b", "a gzip file without .gz in its name"),
)
# C0 controls that no text holds: all but tab, line feed, vertical tab, form feed, return and escape.
CONTROLS = bytes(b for b in range(32) if b not in (9, 10, 11, 12, 13, 27))
DECLARED = re.compile(rb"""<meta[^>]{0,300}?charset\s*=\s*["']?\s*([A-Za-z0-9_.:-]{2,40})""", re.I)
HEAD = 4096
SAMPLE = 256 * 1024


class Decoded(NamedTuple):
    """A text without byte order mark, and the Python name of the encoding it was read in."""

    text: str
    encoding: str


def decode(data: bytes, where: str, declared: str | None = None) -> Decoded:
    """The text of ``data``, nothing changed but a byte order mark dropped.

    ``declared`` is the charset that the source names. Raises NotText for binary data and where no
    encoding fits.
    """
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return _strict(data[len(mark) :], encoding) or _no_fit(where)
    if wide := _unmarked_utf16(data):
        return wide
    _refuse_binary(data, where)
    for name in (declared, "utf-8"):
        if name and (decoded := _strict(data, name)):
            return decoded
    return _guessed(data) or _no_fit(where)


def declared_charset(page: bytes) -> str | None:
    """The charset that a page declares in a ``meta`` of its first 4 KiB."""
    found = DECLARED.search(page[:HEAD])
    return found.group(1).decode("ascii") if found else None


def newlines(text: str) -> str:
    """``text`` with every line end as ``\\n``."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _strict(data: bytes, encoding: str) -> Decoded | None:
    try:
        name = codecs.lookup(encoding).name
        # Browsers read a page labelled Latin-1 or ASCII as Windows-1252; so do we.
        name = "cp1252" if name in ("iso8859-1", "ascii") and encoding != "utf-8" else name
        return Decoded(data.decode(name), name)
    except (LookupError, UnicodeDecodeError, ValueError, AttributeError):
        # AttributeError, ValueError: codecs such as "hex" or "rot13" are not text encodings.
        return None


def _unmarked_utf16(data: bytes) -> Decoded | None:
    """UTF-16 saved without a byte order mark: nearly every second byte is zero, and only those are."""
    even, odd = data[:SAMPLE:2], data[1:SAMPLE:2]
    for zeros, others, encoding in ((odd, even, "utf-16-le"), (even, odd, "utf-16-be")):
        if len(zeros) > 1 and zeros.count(0) * 10 > len(zeros) * 8 and not others.count(0):
            return _strict(data, encoding)
    return None


def _refuse_binary(data: bytes, where: str) -> None:
    kind = next((name for signature, name in SIGNATURES if data.startswith(signature)), None)
    sample = data[:SAMPLE]
    controls = len(sample) - len(sample.translate(None, CONTROLS))
    if kind or b"\0" in sample or controls * 100 > len(sample):
        raise NotText(where, f"not text but {kind or 'binary data'}.", "Save its text and pass that instead.")


def _guessed(data: bytes) -> Decoded | None:
    best = from_bytes(data[:SAMPLE]).best()
    if best is None:
        return None
    names = [best.encoding, *best.could_be_from_charset]
    preferred = "cp1252" if _western(data) or "cp1252" in names else best.encoding
    return _strict(data, preferred) or _strict(data, best.encoding)


def _western(data: bytes) -> bool:
    """Whether all bytes above ASCII are ones that western texts use: curly quotes, dashes, accents.

    Few such bytes tell a guesser nothing; Latin text with mere punctuation above ASCII is Windows-1252.
    """
    high = data[:SAMPLE].translate(None, bytes(range(128)))
    punctuation = high.translate(None, b"\x82\x84\x85\x91\x92\x93\x94\x95\x96\x97\x99\xa0\xa3\xa9\xae\xb0\x80")
    return len(high) * 50 < len(data[:SAMPLE]) and len(punctuation) * 2 <= len(high)


def _no_fit(where: str) -> Decoded:
    raise NotText(where, "no text encoding fits.", "Save it as UTF-8.")
