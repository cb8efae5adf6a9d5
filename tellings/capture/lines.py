"""JSON lines larger than the limit of a file → captures of whole lines, a stretch of the file at a time.

A stretch ends with the first line that fills it, so that it is found again by the byte at which it begins.
"""

import gzip
import hashlib
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, cast

from tellings.capture.kinds import LIMIT, too_large
from tellings.errors import InputError, Malformed
from tellings.model import Capture, Part

FULL = 16 * 1024 * 1024


def stretches(path: Path, limit: int = LIMIT, full: int = FULL) -> Iterator[Capture | InputError]:
    """Stretches of a file of lines in order, of ``full`` bytes and a line at most; the file may be packed (``.gz``).

    ``part.record`` is the number of the first line, ``part.offset`` the byte of the (unpacked) file at which it
    begins. A line over ``limit`` bytes is a TooLarge, a file that breaks off a Malformed. Raises OSError.
    """
    number, offset = 1, 0
    try:
        with _opened(path) as file:
            while lines := _lines(file, limit, full):
                data = b"".join(line for line in lines if len(line) <= limit)
                if data:
                    yield _capture(path, data, Part(record=number, offset=offset))
                if len(lines[-1]) > limit:
                    yield too_large(f"{path}:{number + len(lines) - 1}", limit, "Take this record out.")
                    offset += 0 if lines[-1].endswith(b"\n") else _rest_of_line(file)
                number, offset = number + len(lines), offset + sum(map(len, lines))
    except (gzip.BadGzipFile, EOFError, zlib.error) as error:
        raise Malformed(str(path), f"not a whole gzip file ({error}).", "Compress or fetch it again.") from error


def stretch(path: Path, part: Part, limit: int = LIMIT, full: int = FULL) -> Capture:
    """The stretch that begins at ``part.offset``. Raises OSError, and Malformed where the file has none there."""
    try:
        with _opened(path) as file:
            file.seek(part.offset or 0)
            data = b"".join(line for line in _lines(file, limit, full) if len(line) <= limit)
    except (gzip.BadGzipFile, EOFError, zlib.error) as error:
        raise Malformed(str(path), f"not a whole gzip file ({error}).", "Pass the file that was read.") from error
    return _capture(path, data, part)


def _lines(file: BinaryIO, limit: int, full: int) -> list[bytes]:
    """Lines until ``full`` bytes are had, or one is too long (it comes cut, and last), or the file ends."""
    found: list[bytes] = []
    size = 0
    while size < full and (line := file.readline(limit + 1)):
        found.append(line)
        size += len(line)
        if len(line) > limit:
            break
    return found


def _rest_of_line(file: BinaryIO) -> int:
    """Read up to the end of a line that is too long; how many bytes that were."""
    size = 0
    while piece := file.readline(FULL):
        size += len(piece)
        if piece.endswith(b"\n"):
            break
    return size


def _capture(path: Path, data: bytes, part: Part) -> Capture:
    return Capture(path=str(path), data=data, sha256=hashlib.sha256(data).hexdigest(), kind=".jsonl", part=part)


def _opened(path: Path) -> BinaryIO:
    packed = path.name.lower().endswith(".gz")
    return cast(BinaryIO, gzip.open(path)) if packed else path.open("rb")
