"""WACZ (Web Archive Collection Zipped, 1.1) → captures: the pages of each WARC under ``archive/`` of the zip."""

import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from tellings.capture import warc
from tellings.capture.kinds import LIMIT
from tellings.errors import InputError, Malformed, NoArticle
from tellings.model import Capture, Part

WARCS = (".warc", ".warc.gz")
# What reading a member of a zip raises where it is damaged; and opening one also where it is encrypted or packed in a
# way that zipfile does not know (a RuntimeError, of which NotImplementedError is one).
DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError)
CLOSED = (*DAMAGED, RuntimeError)
AGAIN = "Fetch or copy the file again."


def pages(path: str | Path, limit: int = LIMIT) -> Iterator[Capture | InputError]:
    """Pages of all WARCs in a WACZ file, in order of their names. Errors as `warc.pages` gives them."""
    with Path(path).open("rb") as file:
        yield from pages_of(file, str(path), limit)


def pages_of(file: IO[bytes], path: str, limit: int = LIMIT) -> Iterator[Capture | InputError]:
    """Pages of an open WACZ that lies at ``path``; a WARC in it that cannot be read costs no other."""
    try:
        packed = zipfile.ZipFile(file)
    except zipfile.BadZipFile as error:
        yield Malformed(path, f"not a whole WACZ file ({error}).", AGAIN)
        return
    with packed:
        names = sorted(n for n in packed.namelist() if n.startswith("archive/") and n.lower().endswith(WARCS))
        if not names:
            yield NoArticle(path, "no WARC under archive/ in this WACZ file.", "Pass its WARC files instead.")
        for name in names:
            yield from _member(packed, name, path, limit)


def _member(packed: zipfile.ZipFile, name: str, path: str, limit: int) -> Iterator[Capture | InputError]:
    where = f"{path}:{name}"
    try:
        member = packed.open(name)
    except CLOSED as error:
        yield Malformed(where, f"cannot be opened ({error}).", AGAIN)
        return
    with member:
        try:
            yield from warc.pages_of(member, path, name, limit)
        except DAMAGED as error:
            yield Malformed(where, f"cannot be read on ({error}).", "What stands before that is read. " + AGAIN)


def page(path: str | Path, part: Part, limit: int = LIMIT) -> Capture:
    """The page that ``part`` names. Raises Malformed where there is none."""
    try:
        with zipfile.ZipFile(path) as packed, packed.open(part.member or "") as member:
            return warc.page(member, str(path), part, limit)
    except (*CLOSED, KeyError) as error:
        raise Malformed(
            str(path), f"no {part.member} in this file ({error}).", "Pass the file that was read."
        ) from error
