"""Where words of a case file or of read articles stand in the captured bytes."""

from collections.abc import Iterable, Sequence
from pathlib import Path

import msgspec

from tellings.article.places import places, selectors
from tellings.capture.files import again, captures
from tellings.casefile import files
from tellings.errors import CaseFileError, InputError, NotFound
from tellings.model import Article, Capture
from tellings.run import lines
from tellings.run.folder import case_path

AGAIN = "Pass the file or its folder with --captures."


def mapped(source: str, article: str, start: int, end: int, nearby: Sequence[str] = ()) -> dict[str, object]:
    """Selectors of the words ``start:end`` of an article in a case file, or in JSON lines of ``tellings read``.

    The capture is looked for among ``nearby``, else at the path it had, from here and from the case file's
    folder. Raises CaseFileError where the article is not in ``source``, its capture is gone or has changed, or
    the words are none of its text.
    """
    folder, found = _articles(source)
    if not found:
        raise CaseFileError(source, "no articles in it.", "Pass a story's folder, or the lines of `tellings read`.")
    told = next((a for a in found if a.id == article), None)
    if told is None:
        ids = ", ".join(a.id for a in found[:5])
        raise CaseFileError(source, f"no article {article}.", f"Articles there: {ids}" + (", …" if found[5:] else "."))
    if not told.text:
        raise CaseFileError(source, "shared without texts.", "Pass the articles as `tellings read` prints them.")
    capture = _capture(told, folder, nearby)
    return selectors(places(capture, told), capture, start, end)


def _articles(source: str) -> tuple[Path, Sequence[Article]]:
    path = Path(source)
    if path.is_dir() or path.suffix == ".json":
        place = case_path(source)
        return place.parent, files.load(place).articles
    if not path.exists() and source != "-":
        raise NotFound(source, "no such file or folder.", "Check the path.")
    return path.parent, [a for a in lines.articles(source) if not isinstance(a, InputError)]


def _capture(article: Article, folder: Path, nearby: Sequence[str]) -> Capture:
    note = article.capture
    if note is None or note.path is None:
        raise CaseFileError(article.id, "names no captured file.", "Read it anew from its source.")
    here = next((p for p in (Path(note.path), folder / note.path) if p.is_file()), None)
    if here is not None and note.part is not None and not nearby:
        return again(msgspec.structs.replace(note, path=str(here)))
    tried = nearby or ([str(here)] if here else [])
    held = [c for c in captures(tried) if isinstance(c, Capture)]
    return _same(article, held, note.path)


def _same(article: Article, held: Iterable[Capture], path: str) -> Capture:
    """The capture with the article's SHA-256; one of its name that has changed is an error of its own."""
    wanted = article.capture.sha256 if article.capture else None
    named = None
    for capture in held:
        if capture.sha256 == wanted:
            return capture
        if Path(capture.path).name == Path(path).name:
            named = capture
    if named is None:
        raise CaseFileError(path, "the captured file is not there.", AGAIN)
    what = f"has changed since it was read (SHA-256 {named.sha256[:12]}…, not {(wanted or 'none')[:12]}…)."
    raise CaseFileError(named.path, what, "Pass the file as it was, or build the case file again.")
