"""WACZ (Web Archive Collection Zipped, 1.1) → captures: the pages of each WARC under ``archive/`` of the zip."""

import zipfile
from collections.abc import Iterator
from pathlib import Path

from tellings.capture import warc
from tellings.capture.kinds import LIMIT
from tellings.errors import InputError, Malformed, NoArticle
from tellings.model import Capture, Part

WARCS = (".warc", ".warc.gz")
# What zipfile raises for a zip that is broken, encrypted, or packed in a way it does not know.
BROKEN = (zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError)


def pages(path: str | Path, limit: int = LIMIT) -> Iterator[Capture | InputError]:
    """Pages of all WARCs in a WACZ file, in order of their names. Errors as `warc.pages` gives them."""
    try:
        with zipfile.ZipFile(path) as packed:
            names = sorted(n for n in packed.namelist() if n.startswith("archive/") and n.lower().endswith(WARCS))
            if not names:
                yield NoArticle(str(path), "no WARC under archive/ in this WACZ file.", "Pass its WARC files instead.")
            for name in names:
                with packed.open(name) as member:
                    yield from warc.pages_of(member, str(path), name, limit)
    except BROKEN as error:
        yield Malformed(str(path), f"not a whole WACZ file ({error}).", "Fetch or copy the file again.")


def page(path: str | Path, part: Part, limit: int = LIMIT) -> Capture:
    """The page that ``part`` names. Raises Malformed where there is none."""
    try:
        with zipfile.ZipFile(path) as packed, packed.open(part.member or "") as member:
            return warc.page(member, str(path), part, limit)
    except (*BROKEN, KeyError) as error:
        raise Malformed(
            str(path), f"no {part.member} in this file ({error}).", "Pass the file that was read."
        ) from error
