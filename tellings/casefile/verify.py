"""Verify: check a case file again, from its words up.

Every anchor is compared with its article, every text and captured file with its SHA-256, every id with
what it names, and what the file says of itself (the partition into claims, standing, counts) with what
stands in it. An anchor is exact or reported; nothing is moved or mended.
"""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path

import msgspec

from tellings.article import reader
from tellings.capture import files as capture_files
from tellings.casefile import files
from tellings.casefile.anchors import Anchor, anchors
from tellings.casefile.references import reference_faults
from tellings.errors import InputError
from tellings.model import Article, CaptureNote, CaseFile, Record


class Fault(Record, frozen=True):
    """Something in a case file that does not hold: ``where`` is a JSON path, ``what`` says it."""

    where: str
    what: str


def verify(path: str | Path, captures: Sequence[str] | None = None) -> list[Fault]:
    """Faults of the case file at ``path``, in the order of the file; none where all is exact.

    ``captures`` are files and folders it was built from. Without them, a captured file is looked for at
    the path the case file gives, from here and from the case file's folder. A shared case file holds no
    texts: they are read again from the captures, and an article that cannot be found is a fault. Raises
    CaseFileError where the file cannot be read at all.
    """
    case = files.load(path)
    nearby = list(captures) if captures else _captured_paths(case, Path(path).parent)
    texts = _texts_of_captures(nearby) if case.share else {a.id: a.text for a in case.articles}
    found = check(case, texts)
    return [*found, *_capture_faults(case, nearby)]


def check(case: CaseFile, texts: Mapping[str, str]) -> list[Fault]:
    """Faults of ``case`` given its articles' texts, by article id or (for a shared file) by SHA-256."""
    known: dict[str, str] = {}
    found: list[Fault] = []
    for number, article in enumerate(case.articles):
        text = texts.get(article.sha256) if case.share else texts.get(article.id)
        where = f"$.articles[{number}]"
        if text is None:
            found.append(Fault(where=where, what=f"no capture found whose text has its hash ({_name(article)})."))
            continue
        known[article.id] = text
        if _sha256(text.encode()) != article.sha256:
            found.append(Fault(where=f"{where}.sha256", what="the text has another SHA-256."))
    listed = {a.id for a in case.articles}
    found += (f for anchor in anchors(case) for f in _anchor_faults(anchor, known, listed))
    return [*found, *(Fault(where=where, what=what) for where, what in reference_faults(case))]


def _anchor_faults(anchor: Anchor, texts: Mapping[str, str], listed: set[str]) -> Iterator[Fault]:
    if anchor.article not in listed:
        yield Fault(where=anchor.where, what=f"points into an article that is not listed ({anchor.article}).")
        return
    text = texts.get(anchor.article)
    if text is None:
        return
    if not 0 <= anchor.start <= anchor.end <= len(text):
        yield Fault(where=anchor.where, what=f"{anchor.start}:{anchor.end} lies outside the text.")
    elif anchor.text is not None and text[anchor.start : anchor.end] != anchor.text:
        yield Fault(where=anchor.where, what=f"the words at {anchor.start}:{anchor.end} are not {_short(anchor.text)}.")


def _capture_faults(case: CaseFile, nearby: Sequence[str]) -> Iterator[Fault]:
    """A captured file that is there, under the name it had, and has changed since; of an archive, the part of it."""
    by_name: dict[str, list[Path]] = {}
    for path in _readable(nearby):
        by_name.setdefault(path.name, []).append(path)
    digest = cache(lambda path: _sha256(path.read_bytes()))
    for number, article in enumerate(case.articles):
        note = article.capture
        if note is None or note.path is None or note.sha256 is None:
            continue
        held = by_name.get(Path(note.path).name, [])
        same = (_holds(path, note) if note.part else digest(path) == note.sha256 for path in held)
        if held and not any(same):
            where = f"$.articles[{number}].capture.sha256"
            yield Fault(where=where, what=f"the captured file {note.path} has changed (another SHA-256).")


def _holds(path: Path, note: CaptureNote) -> bool:
    """Whether the part that ``note`` tells of is in the file at ``path``, unchanged."""
    try:
        capture_files.again(msgspec.structs.replace(note, path=str(path)))
    except InputError:
        return False
    return True


def _captured_paths(case: CaseFile, folder: Path) -> list[str]:
    named = dict.fromkeys(a.capture.path for a in case.articles if a.capture and a.capture.path)
    tried = ((Path(name), folder / name) for name in named)
    return [str(here if here.is_file() else there) for here, there in tried if here.is_file() or there.is_file()]


def _texts_of_captures(paths: Sequence[str]) -> dict[str, str]:
    """Texts of the articles in ``paths`` by their SHA-256; what cannot be read is left out."""
    texts: dict[str, str] = {}
    for capture in capture_files.captures(paths):
        if not isinstance(capture, InputError):
            texts |= {a.sha256: a.text for a in reader.read(capture) if not isinstance(a, InputError)}
    return texts


def _readable(paths: Sequence[str]) -> list[Path]:
    """Files at and under ``paths``, sorted, hidden ones left out."""
    found: set[Path] = set()
    for path in map(Path, paths):
        under = path.rglob("*") if path.is_dir() else (path,)
        found |= {p for p in under if p.is_file() and not p.name.startswith(".")}
    return sorted(found)


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _name(article: Article) -> str:
    return (article.capture and article.capture.path) or article.url or article.id


def _short(text: str) -> str:
    return repr(text if len(text) <= 60 else text[:57] + "...")
