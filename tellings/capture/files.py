"""Files and folders → captures.

A folder is walked in sorted order, hidden files and sidecars left out. What cannot be used is an error
*value* in the stream: it says what, where and what to do, and the rest goes on. Nothing here looks at
a clock, and nothing takes a file's times: the same files give the same captures.
"""

import gzip
import hashlib
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path

from tellings.capture.sidecar import SIDECAR, sidecar
from tellings.errors import EmptyInput, InputError, Malformed, NotFound, NotText, TooLarge, Unreadable
from tellings.model import Capture

KINDS = (".html", ".htm", ".txt", ".md", ".json", ".jsonl")
# A page of 64 MiB is no article; a crawl of that size belongs in a file of many smaller ones.
LIMIT = 64 * 1024 * 1024
READABLE = f"Give it as {', '.join(KINDS)}, plain or .gz."


def captures(paths: Sequence[str], limit: int = LIMIT) -> Iterator[Capture | InputError]:
    """Captures of all files in ``paths`` and under the folders among them, in order, each file once.

    ``limit`` is in bytes, after decompression. Raises nothing of the file system: NotFound, Unreadable,
    EmptyInput, NotText (an unknown kind), TooLarge and Malformed come as values.
    """
    seen: set[Path] = set()
    for path in paths:
        if not path:
            # Path("") is the current folder: an empty shell variable would read all of it.
            yield NotFound("''", "an empty path.", "Write . for this folder.")
            continue
        for item in _files(Path(path)):
            if isinstance(item, InputError):
                yield item
                continue
            place = item.absolute()
            if place not in seen and not _beside(item):
                seen.add(place)
                yield _capture(item, limit)


def kind(path: str) -> str:
    """The kind of a file by its name: one of ``KINDS``, or empty; ``.gz`` is looked through."""
    name = path.lower().removesuffix(".gz")
    return next((k for k in KINDS if name.endswith(k)), "")


def _files(path: Path) -> Iterator[Path | InputError]:
    try:
        if not path.is_dir():
            yield path
            return
        entries = sorted(path.iterdir(), key=lambda p: p.name)
    except OSError as error:
        yield Unreadable(str(path), f"cannot be read ({error.strerror}).", "Check its permissions.")
        return
    for entry in entries:
        if entry.name.startswith("."):
            continue
        if entry.name.endswith(SIDECAR):
            if not _beside(entry):
                yield NotFound(str(entry), "sidecar without its file.", "Name it after the file that it tells of.")
            continue
        # A linked folder may lead back up; a linked file is a file.
        if not (entry.is_symlink() and entry.is_dir()):
            yield from _files(entry)


def _capture(path: Path, limit: int) -> Capture | InputError:
    where = str(path)
    if not kind(where):
        # Named before it is read: nothing of an unknown kind is worth opening.
        return NotText(where, "kind of file not known.", READABLE) if path.exists() else _missing(where)
    if refused := _refused(path):
        return refused
    try:
        data = _bytes(path, limit)
        meta = sidecar(path)
    except FileNotFoundError:
        return _missing(where)
    except OSError as error:
        return Unreadable(where, f"cannot be read ({error.strerror or error}).", "Check its permissions.")
    except InputError as error:
        return error
    if not data.content.strip():
        return EmptyInput(where, "nothing in it.", "Save the article again, or leave this file out.")
    return Capture(
        path=where,
        data=data.content,
        sha256=data.sha256,
        url=meta.get("url"),
        captured_at=meta.get("captured_at"),
        meta=meta,
    )


def _beside(path: Path) -> bool:
    """Whether a path is the sidecar of a file that is there: ``FOLDER/*`` names both."""
    return path.name.endswith(SIDECAR) and path.with_name(path.name.removesuffix(SIDECAR)).is_file()


def _refused(path: Path) -> InputError | None:
    """Files that cannot be opened safely, or named in a case file."""
    where = str(path)
    if not where.isprintable():
        # Bytes that are no UTF-8 come as lone surrogates: no JSON can hold them.
        shown = where.encode("utf-8", "backslashreplace").decode()
        return Unreadable(shown, "its name cannot be printed.", "Rename it.")
    if path.exists() and not path.is_file():
        return Unreadable(where, "not a regular file.", "Save what it gives to a file.")
    return None


class _Data:
    """What a file holds, and the SHA-256 of the file's own bytes as they lie on disk."""

    def __init__(self, content: bytes, sha256: str) -> None:
        self.content = content
        self.sha256 = sha256


def _bytes(path: Path, limit: int) -> _Data:
    with path.open("rb") as file:
        raw = file.read(limit + 1)
    if len(raw) > limit:
        raise _too_large(path, limit)
    digest = hashlib.sha256(raw).hexdigest()
    if not path.name.lower().endswith(".gz"):
        return _Data(raw, digest)
    return _Data(_unzipped(path, limit), digest)


def _unzipped(path: Path, limit: int) -> bytes:
    try:
        with gzip.open(path) as file:
            content = file.read(limit + 1)
    except (gzip.BadGzipFile, EOFError, zlib.error) as error:
        raise Malformed(str(path), f"not a whole gzip file ({error}).", "Compress or fetch it again.") from error
    if len(content) > limit:
        raise _too_large(path, limit)
    return content


def _too_large(path: Path, limit: int) -> TooLarge:
    size = f"{limit // (1024 * 1024)} MiB" if limit >= 1024 * 1024 else f"{limit} bytes"
    return TooLarge(str(path), f"more than {size} when read.", "Split it into smaller files.")


def _missing(where: str) -> NotFound:
    if Path(where).is_symlink():
        return NotFound(where, "a link that leads nowhere.", "Mend the link, or leave it out.")
    return NotFound(where, "no such file or folder.", "Check the path.")
