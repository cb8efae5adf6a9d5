"""Names under which records tell what: ``records.toml``, as rows and as the values that a record has for a field."""

import re
from collections.abc import Iterator, Mapping
from typing import Literal, NamedTuple

from tellings.language.tables import load
from tellings.model import Record

Field = Literal[
    "text", "markup", "body", "title", "outlet", "url", "published", "modified", "byline", "language", "captured_at",
    "republished_from",
]  # fmt: skip
# A tag that ends a line or a paragraph, or makes a link: plain text in pointed brackets has none.
TAG = re.compile(r"</?(?:p|br|div|li|a|h[1-6]|strong|em|b|i|span|figure|blockquote)(?:\s[^<>]*)?/?>", re.I)
ADDRESS = re.compile(r"https?://\S+", re.I)
# Of an object, the value that names it.
NAMING = ("name", "value", "byline", "headline", "@value", "@id")
DEEPEST = 4


class Name(Record, frozen=True):
    """A name that records use for a field; ``used`` says by whom."""

    name: str
    field: Field
    used: str
    seen: str


class Body(NamedTuple):
    """The text of a record, plain or as markup."""

    words: str
    markup: bool


NAMES = load("records.toml", "name", Name)
TEXTS = ("text", "markup", "body")
FIELDS = tuple(dict.fromkeys(n.field for n in NAMES if n.field not in TEXTS))
OF_TEXT = tuple(n for n in NAMES if n.field in TEXTS)
OF_FIELD: dict[str, tuple[str, ...]] = {field: tuple(n.name for n in NAMES if n.field == field) for field in FIELDS}
# Interfaces of news give the first words of a text and say how many characters are left out.
CUT_SHORT = re.compile(r"\[\+\d+ chars\]\s*$")


def body(record: Mapping[str, object]) -> Body | None:
    """The text of a record; null where none of the names for it is there with a string."""
    for row in OF_TEXT:
        value = record.get(row.name)
        if row.field == "text":
            if isinstance(value, str):
                return Body(value, markup=False)
            continue
        for one, media in _bodies(value):
            if one.strip():
                markup = "html" in media if media else row.field == "markup" or TAG.search(one) is not None
                return Body(one, markup)
    return None


def cut_short(words: str) -> bool:
    """Whether a text says itself that it is but a beginning ("… [+2345 chars]")."""
    return CUT_SHORT.search(words[-40:]) is not None


def values(record: Mapping[str, object], field: str) -> list[str]:
    """What a record says of a field, under the first of its names that says anything."""
    for name in OF_FIELD[field]:
        if name in record:
            found = [w for w in _words(record[name], 0) if field != "url" or _is_address(w, name)]
            if found:
                return found
    return []


def key(head: str) -> str:
    """A column's head without capitals, blanks and marks, for comparison."""
    return re.sub(r"[\W_]+", "", head.lower())


def _is_address(words: str, name: str) -> bool:
    """A ``url`` is taken as it is; what may as well be another kind of name only where it is an address."""
    return name in ("url", "link") or ADDRESS.fullmatch(words) is not None


def _bodies(value: object) -> Iterator[tuple[str, str]]:
    """Bodies and their media types (empty where none is named), HTML first."""
    if isinstance(value, str):
        yield value, ""
    elif isinstance(value, dict):
        yield from ((one, str(value.get("contenttype") or "")) for one in _words(value.get("value"), 0))
    elif isinstance(value, list):
        yield from sorted((b for item in value for b in _bodies(item)), key=lambda b: "html" not in b[1])


def _words(value: object, depth: int) -> Iterator[str]:
    """The strings that name what stands there: of an object its name, of a list each."""
    if isinstance(value, str):
        if value.strip():
            yield value
    elif isinstance(value, list | tuple) and depth < DEEPEST:
        for item in value:
            yield from _words(item, depth + 1)
    elif isinstance(value, dict) and depth < DEEPEST:
        yield from next((found for n in NAMING if (found := list(_words(value.get(n), depth + 1)))), [])
