"""Files and folders → captures.

A folder is walked in sorted order; hidden files, sidecars and the parts of saved pages are left out. What cannot
be used is an error *value* in the stream: it says what, where and what to do, and the rest goes on. Nothing here
looks at a clock, and nothing takes a file's times: the same files give the same captures.
"""

import gzip
import hashlib
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

import msgspec

from tellings.capture import lines, mail, mhtml, wacz, warc
from tellings.capture.companions import is_companion
from tellings.capture.kinds import KINDS, LIMIT, kind, too_large
from tellings.capture.sidecar import SIDECAR, sidecar
from tellings.errors import Aside, EmptyInput, InputError, Malformed, NotFound, NotText, TooLarge, Unreadable
from tellings.model import Capture, CaptureNote

READABLE = f"Give it as {', '.join(KINDS)} (each may be packed as .gz); of any other, save its text and pass that."
# Files of many pages, read page by page; and files that pack one.
ARCHIVES: Mapping[str, Callable[[Path, int], Iterator[Capture | InputError]]] = {
    ".warc": warc.pages,
    ".wacz": wacz.pages,
}
UNPACKED: Mapping[str, Callable[[Capture], Capture]] = {
    ".mhtml": mhtml.page,
    ".mht": mhtml.page,
    ".eml": mail.article,
}
# Files that may be over the limit: each of their lines is under it.
LINES = (".jsonl", ".ndjson")
# So many folders of saved pages' parts are named in a remark.
NAMED = 5


def captures(paths: Sequence[str], limit: int = LIMIT) -> Iterator[Capture | InputError]:
    """Captures of all files in ``paths`` and under the folders among them, in order, each file once.

    ``limit`` is in bytes, after decompression, of a file, a record of a WARC or a line of JSON lines. Raises nothing
    of the file system: NotFound, Unreadable, EmptyInput, NotText (an unknown kind), TooLarge and Malformed come as
    values, and what is left out because of its kind as an Aside.
    """
    seen: set[Path] = set()
    for path in paths:
        if not path:
            # Path("") is the current folder: an empty shell variable would read all of it.
            yield NotFound("''", "an empty path.", "Write . for this folder.")
            continue
        parts: list[Path] = []
        for item in _files(Path(path), parts):
            if isinstance(item, InputError):
                yield item
                continue
            place = item.absolute()
            if place not in seen and not _beside(item):
                seen.add(place)
                yield from _captures(item, limit)
        if parts:
            yield _aside(path, parts)


def again(note: CaptureNote, limit: int = LIMIT) -> Capture:
    """The capture that ``note`` tells of, read again, its bytes the same.

    Of a file of many records it is the whole file, of a WARC or WACZ the one page, of a mail or MHTML file the one
    part. Raises NotFound where the file is gone (or the note names none), Malformed where it has changed, and what
    `captures` gives as values.
    """
    if note.path is None or note.sha256 is None:
        raise NotFound(note.url or "capture", "no file is named for it.", "Build from saved files to have one.")
    path = Path(note.path)
    if not path.is_file():
        raise _missing(note.path)
    try:
        found = _part(path, note, limit)
    except OSError as error:
        raise Unreadable(note.path, f"cannot be read ({error.strerror or error}).", "Check its permissions.") from error
    if isinstance(found, InputError):
        raise found
    if found is None or found.sha256 != note.sha256:
        raise Malformed(note.path, "changed since it was read (another SHA-256).", "Pass the file that was read.")
    return found


def _files(path: Path, parts: list[Path]) -> Iterator[Path | InputError]:
    """Files at and under ``path``; folders of saved pages' parts are not entered but added to ``parts``."""
    try:
        if not path.is_dir():
            yield path
            return
        entries = sorted(path.iterdir(), key=lambda p: p.name)
    except OSError as error:
        yield Unreadable(str(path), f"cannot be read ({error.strerror}).", "Check its permissions.")
        return
    names = {entry.name for entry in entries}
    for entry in entries:
        if entry.name.startswith("."):
            continue
        if entry.name.endswith(SIDECAR):
            if not _beside(entry):
                yield NotFound(str(entry), "sidecar without its file.", "Name it after the file that it tells of.")
            continue
        folder = entry.is_dir()
        if folder and is_companion(entry.name, names):
            parts.append(entry)
        # A linked folder may lead back up; a linked file is a file.
        elif not (folder and entry.is_symlink()):
            yield from _files(entry, parts)


def _aside(path: str, parts: Sequence[Path]) -> Aside:
    named = ", ".join(str(p) for p in parts[:NAMED]) + (f" and {len(parts) - NAMED} more" if parts[NAMED:] else "")
    return Aside(path, f"parts of saved pages left out: {named}.", "Pass such a folder itself to have it read.")


def _captures(path: Path, limit: int) -> Iterator[Capture | InputError]:
    """Captures of one file: one, or those of its records, or the error that says why there are none."""
    where, shape = str(path), kind(str(path))
    if not shape:
        # Named before it is read: nothing of an unknown kind is worth opening.
        yield NotText(where, "kind of file not known.", READABLE) if path.exists() else _missing(where)
        return
    if refused := _refused(path):
        yield refused
        return
    try:
        yield from _read(path, shape, limit)
    except FileNotFoundError:
        yield _missing(where)
    except OSError as error:
        yield Unreadable(where, f"cannot be read ({error.strerror or error}).", "Check its permissions.")
    except InputError as error:
        yield error


def _read(path: Path, shape: str, limit: int) -> Iterator[Capture | InputError]:
    """Captures of one file of a known kind. Raises OSError and InputError."""
    if shape in ARCHIVES:
        meta = sidecar(path)
        for found in ARCHIVES[shape](path, limit):
            yield msgspec.structs.replace(found, meta=meta) if isinstance(found, Capture) and meta else found
        return
    try:
        whole = _whole(path, limit)
    except TooLarge:
        if shape not in LINES:
            raise
        yield from lines.stretches(path, limit)
    else:
        yield UNPACKED[shape](whole) if shape in UNPACKED else whole


def _part(path: Path, note: CaptureNote, limit: int) -> Capture | InputError | None:
    """The file, or the part of it, that ``note`` names, by its place alone."""
    shape = kind(str(path))
    if shape == ".wacz" and note.part:
        return wacz.page(path, note.part, limit)
    if shape == ".warc" and note.part:
        with path.open("rb") as file:
            return warc.page(file, str(path), note.part, limit)
    if shape in LINES and note.part:
        return lines.stretch(path, note.part, limit)
    return next(_captures(path, limit), None)


def _whole(path: Path, limit: int) -> Capture:
    """The capture of a whole file. Raises OSError, EmptyInput, TooLarge, and Malformed for a broken .gz or sidecar."""
    data = _bytes(path, limit)
    if not data.content.strip():
        raise EmptyInput(str(path), "nothing in it.", "Save the article again, or leave this file out.")
    meta = sidecar(path)
    return Capture(
        path=str(path),
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
        raise too_large(str(path), limit)
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
        raise too_large(str(path), limit)
    return content


def _missing(where: str) -> NotFound:
    if Path(where).is_symlink():
        return NotFound(where, "a link that leads nowhere.", "Mend the link, or leave it out.")
    return NotFound(where, "no such file or folder.", "Check the path.")
