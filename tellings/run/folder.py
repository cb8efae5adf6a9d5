"""A build on disk: which files a folder of case files holds, and how they are found again."""

from collections.abc import Iterable
from pathlib import Path

from tellings.casefile import files
from tellings.errors import CaseFileError
from tellings.export import html
from tellings.model import CaseFile

CASE = "case.json"
PAGE = "case.html"
INDEX = "index.html"


def contents(cases: Iterable[CaseFile]) -> dict[str, bytes]:
    """Every file of a build, by its path in the output folder: a page and a ``case.json`` per story, an index."""
    kept = list(cases)
    pages = {f"{case.id}/{PAGE}": html.page(case).encode() for case in kept}
    records = {f"{case.id}/{CASE}": files.dump(case) for case in kept}
    return {INDEX: html.index([(case, f"{case.id}/{PAGE}") for case in kept]).encode(), **pages, **records}


def case_path(given: str) -> Path:
    """The ``case.json`` that ``given`` means: the file itself, a story's folder, or a build of one story.

    Raises CaseFileError where it means none or several, naming what there is.
    """
    path = Path(given)
    if path.is_file():
        return path
    if (path / CASE).is_file():
        return path / CASE
    found = sorted(path.glob(f"*/{CASE}")) if path.is_dir() else []
    if len(found) == 1:
        return found[0]
    if found:
        raise CaseFileError(given, f"holds {len(found)} stories.", "Pass one of: " + ", ".join(map(str, found[:8])))
    raise CaseFileError(given, "no case file there.", "Pass a case.json, or a folder that `tellings build` wrote.")
