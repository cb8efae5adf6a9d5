"""Linked data of a page: its JSON-LD records of articles, and the nodes that they refer to by ``@id``."""

import re
from collections.abc import Iterator, Mapping
from html import unescape

import msgspec
from lxml.etree import _Element

ARTICLE_TYPES = (
    "article",
    "newsarticle",
    "reportagenewsarticle",
    "blogposting",
    "liveblogposting",
    "analysisnewsarticle",
    "opinionnewsarticle",
    "backgroundnewsarticle",
    "reviewnewsarticle",
    "report",
)
ORGANISATIONS = ("organization", "newsmediaorganization", "corporation", "governmentorganization", "ngo")
COMMENTED = re.compile(r"^\s*(?:<!--|(?://|/\*)\s*<!\[CDATA\[(?:\s*\*/)?)|(?:-->|(?://|/\*)\s*\]\]>(?:\s*\*/)?)\s*$")
# A line end within a string is an error of JSON, and common.
CONTROL = re.compile(rb"[\x00-\x1f]")
SPACE = re.compile(r"\s+")
DEEPEST = 8


class LinkedData:
    """All JSON-LD of a page; what is broken is left out."""

    def __init__(self, tree: _Element) -> None:
        self._roots = list(_documents(tree))
        self._nodes: dict[str, Mapping[str, object]] = {}
        for node in self._all():
            id_ = node.get("@id")
            if isinstance(id_, str) and len(node) > 1:
                self._nodes.setdefault(id_, node)

    def articles(self) -> Iterator[Mapping[str, object]]:
        """Records of articles, in the order of the page."""
        return (node for node in self._all() if any(kind in ARTICLE_TYPES for kind in kinds(node)))

    def listed(self, value: object) -> list[object]:
        """The members of a list, or of its ``itemListElement``; one value is a list of one."""
        if isinstance(value, list):
            return [one for member in value for one in self.listed(member)]
        return [] if value is None else [value]

    def name(self, value: object) -> str | None:
        """The name of what stands there: a string, an object with a name or that refers to one, the first of a list."""
        for _ in range(DEEPEST):
            if isinstance(value, list):
                value = value[0] if value else None
            elif isinstance(value, dict):
                value = self._followed(value).get("name")
        return SPACE.sub(" ", unescape(value)).strip() if isinstance(value, str) else None

    def is_organisation(self, value: object) -> bool:
        """Whether an author is typed as an organisation."""
        return isinstance(value, dict) and any(kind in ORGANISATIONS for kind in kinds(self._followed(value)))

    def _followed(self, node: Mapping[str, object]) -> Mapping[str, object]:
        id_ = node.get("@id")
        return self._nodes.get(id_, node) if "name" not in node and isinstance(id_, str) else node

    def _all(self) -> Iterator[Mapping[str, object]]:
        for root in self._roots:
            yield from _within(root, 0)


def kinds(node: Mapping[str, object]) -> list[str]:
    """The types of a node, in lower case, without the vocabulary's address."""
    types = node.get("@type")
    return [str(t).lower().rsplit("/", 1)[-1] for t in (types if isinstance(types, list) else [types])]


def _documents(tree: _Element) -> Iterator[object]:
    for script in tree.iter("script"):
        if (script.get("type") or "").lower().split(";")[0].strip() != "application/ld+json":
            continue
        if (found := decoded(script.text or "")) is not None:
            yield found


def decoded(source: str) -> object:
    """What a script of JSON-LD holds; null where it is broken, as it often is: the page's other words stand."""
    bare = source.strip()
    if bare[:1] not in ("{", "[") or bare[-1:] not in ("}", "]"):
        bare = COMMENTED.sub("", bare).strip().rstrip(";")
    try:
        data = bare.encode()
        try:
            return msgspec.json.decode(data)
        except msgspec.DecodeError:
            return msgspec.json.decode(CONTROL.sub(b" ", data))
    except (msgspec.DecodeError, UnicodeError, RecursionError):
        return None


def _within(value: object, depth: int) -> Iterator[Mapping[str, object]]:
    """A node and those within it that may be articles or be referred to."""
    if depth > DEEPEST:
        return
    if isinstance(value, list):
        for item in value:
            yield from _within(item, depth + 1)
    elif isinstance(value, dict):
        yield value
        for key in ("@graph", "mainEntity", "mainEntityOfPage", "author", "publisher"):
            if isinstance(value.get(key), dict | list):
                yield from _within(value[key], depth + 1)
