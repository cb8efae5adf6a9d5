"""Paths, globs and URLs of object stores → parts, each of which is read by itself.

A part is a WARC or WACZ file, a stretch of a file of JSON lines, or some row groups of a Parquet file. Its name is
digested from where it lies and what it begins and ends with, so that the same inputs make the same parts.
"""

import hashlib
from collections.abc import Iterator, Sequence
from typing import IO, TYPE_CHECKING

from tellings.capture.kinds import kind
from tellings.errors import InputError, NotFound, NotText, Unreadable
from tellings.model import Record
from tellings.run.crawl.tables import files_of, parquet

if TYPE_CHECKING:
    from fsspec import AbstractFileSystem

LINES = (".jsonl", ".ndjson")
READ = (".warc", ".wacz", *LINES, ".parquet")
# Bytes of lines, and rows of Parquet, that make a part: some ten thousand articles, a minute's work for a core.
LINES_AT_ONCE = 32 * 1024 * 1024
ROWS_AT_ONCE = 10_000
_EDGE = 1 << 16


class Part(Record, frozen=True):
    """Something to read: of a file of lines the bytes from ``start`` to ``end``, of a Parquet file the row groups."""

    name: str
    url: str
    kind: str
    start: int = 0
    end: int = 0


def parts(inputs: Sequence[str]) -> Iterator[Part | InputError]:
    """Parts of all files that ``inputs`` name, in order of their names, each file once; errors as values.

    An input is a path, a folder, a glob, or a URL of any store that fsspec knows.
    """
    seen: dict[str, None] = {}
    for given in inputs:
        try:
            found = _files(given)
        except (OSError, ValueError, ImportError) as error:
            yield Unreadable(given, f"cannot be listed ({error}).", "Check the address and what it needs.")
            continue
        if not found:
            yield NotFound(given, "no such file.", f"Pass a path, a glob or a URL of {', '.join(READ)} files.")
        seen |= dict.fromkeys(found)
    for url in sorted(seen):
        yield from _parts(url)


def shape(url: str) -> str:
    """The kind of a file by its name, one of ``READ``, or empty."""
    if url.lower().endswith(".parquet"):
        return ".parquet"
    found = kind(url)
    return found if found in READ else ""


def _files(given: str) -> list[str]:
    store, path = files_of(given)
    if any(mark in given for mark in "*?["):
        found = store.glob(path)
    elif store.isdir(path):
        found = [f for f in store.find(path) if shape(f)]
    else:
        found = [path] if store.exists(path) else []
    return [_address(store, given, str(f)) for f in sorted(found)]


def _address(store: "AbstractFileSystem", given: str, path: str) -> str:
    return str(store.unstrip_protocol(path)) if "://" in given else path


def _parts(url: str) -> Iterator[Part | InputError]:
    what = shape(url)
    if not what:
        yield NotText(url, "kind of file not read in a crawl.", f"Give it as {', '.join(READ)}, plain or .gz.")
        return
    store, path = files_of(url)
    try:
        with store.open(path, "rb") as file:
            digest = _digest(url, file)
            bounds = _bounds(what if not url.endswith(".gz") else "", file)
    except (OSError, ValueError) as error:
        yield Unreadable(url, f"cannot be read ({error}).", "Check the file and its permissions.")
        return
    for start, end in bounds:
        yield Part(name=f"{digest}-{start:012}", url=url, kind=what, start=start, end=end)


def _digest(url: str, file: IO[bytes]) -> str:
    """A name for a file: of its address, its size, and its first and last bytes."""
    size = file.seek(0, 2)
    file.seek(0)
    first = file.read(_EDGE)
    file.seek(max(0, size - _EDGE))
    return hashlib.sha256(f"{url}\n{size}\n".encode() + first + file.read(_EDGE)).hexdigest()[:16]


def _bounds(what: str, file: IO[bytes]) -> list[tuple[int, int]]:
    if what == ".parquet":
        return _row_groups(file)
    size = file.seek(0, 2)
    if what in LINES:
        return [(n, min(n + LINES_AT_ONCE, size)) for n in range(0, max(size, 1), LINES_AT_ONCE)]
    return [(0, size)]


def _row_groups(file: IO[bytes]) -> list[tuple[int, int]]:
    about = parquet().ParquetFile(file).metadata
    bounds, start, rows = [], 0, 0
    for group in range(about.num_row_groups):
        rows += about.row_group(group).num_rows
        if rows >= ROWS_AT_ONCE or group == about.num_row_groups - 1:
            bounds.append((start, group + 1))
            start, rows = group + 1, 0
    return bounds or [(0, 0)]
