"""Anchors: every place in a case file that points into an article's text.

Records are walked by their types, so that a section added to the model is checked without a word here: a
record with ``start`` and ``end`` is an anchor. Its article is its own ``article``, or that of the record
around it (an article's blocks and furniture, the terms of an article's wording).
"""

from collections.abc import Iterator

import msgspec

from tellings.model import Article, CaseFile, Record


class Anchor(Record, frozen=True):
    """A place in an article: ``where`` is the JSON path, ``text`` null where only bounds are given."""

    where: str
    article: str
    start: int
    end: int
    text: str | None


def anchors(case: CaseFile) -> Iterator[Anchor]:
    """Every anchor of ``case``, in the order of the file."""
    yield from _walk(case, "$", None)


def _walk(value: object, where: str, article: str | None) -> Iterator[Anchor]:
    if isinstance(value, msgspec.Struct):
        yield from _record(value, where, article)
    elif isinstance(value, tuple):
        for number, item in enumerate(value):
            yield from _walk(item, f"{where}[{number}]", article)


def _record(record: msgspec.Struct, where: str, article: str | None) -> Iterator[Anchor]:
    around = _article_of(record) or article
    start, end, text = (getattr(record, field, None) for field in ("start", "end", "text"))
    if isinstance(start, int) and isinstance(end, int):
        words = text if isinstance(text, str) else None
        yield Anchor(where=where, article=around or "", start=start, end=end, text=words)
    for field in msgspec.structs.fields(record):
        yield from _walk(getattr(record, field.name), f"{where}.{field.encode_name}", around)


def _article_of(record: msgspec.Struct) -> str | None:
    if isinstance(record, Article):
        return record.id
    named = getattr(record, "article", None)
    return named if isinstance(named, str) else None
