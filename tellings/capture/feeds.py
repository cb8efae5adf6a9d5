"""Feeds → items: RSS 0.9 to 2.0, RSS 1.0, Atom 1.0 and JSON Feed 1.1, each item with its content where it has any.

Read leniently, as feeds are written; entities that a document defines itself are not expanded and nothing outside
it is loaded. An item that gives but a summary has no content: a description counts as content where it is as long
as an article and does not break off.
"""

import re
from collections.abc import Iterator, Mapping
from email.utils import parsedate_to_datetime
from html import unescape
from html.entities import html5
from typing import NamedTuple

import msgspec
from lxml import etree

from tellings.errors import Malformed
from tellings.model import Record

CONTENT = "http://purl.org/rss/1.0/modules/content/"
DC = "http://purl.org/dc/elements/1.1/"
ATOM = "http://www.w3.org/2005/Atom"
RSS = ("", "http://purl.org/rss/1.0/", "http://my.netscape.com/rdf/simple/0.9/", "http://backend.userland.com/rss2")
JSON_FEED = "https://jsonfeed.org/version/"
# A description of so many words that does not break off is the article; most summaries have fewer than 60.
WHOLE = 120
# Ends of an excerpt of any length, and of a short one: a whole article may well end in three dots.
EXCERPT = re.compile(
    r"(?:\[…\]|\[\.\.\.\]|\bcontinue reading\b.{0,120}|\bread the full (?:story|article)\b)\W*$", re.I | re.S
)
BREAKS_OFF = re.compile(r"(?:…|\.\.\.|\bread more)\W*$", re.I)
NAMED_ENTITY = re.compile(rb"&([A-Za-z][A-Za-z0-9]{1,31});")
UNKNOWN_ENTITY = "ERR_UNDECLARED_ENTITY"
XML_ENTITIES = (b"amp", b"lt", b"gt", b"quot", b"apos")
TAGS = re.compile(r"<[^<>]*>")
MAILBOX = re.compile(r"[^\s()]+@[^\s()]+\s*\((?P<name>[^()]+)\)")


class Item(Record, frozen=True):
    """One item: ``content`` is HTML (or plain, as ``markup`` tells), null where there is a ``summary`` at most."""

    title: str | None = None
    url: str | None = None
    published: str | None = None
    modified: str | None = None
    byline: tuple[str, ...] = ()
    outlet: str | None = None
    content: str | None = None
    markup: bool = True
    summary: str | None = None


class Feed(Record, frozen=True):
    """A feed, its title and language as it states them."""

    title: str | None
    url: str | None
    language: str | None
    items: tuple[Item, ...]


class Document(NamedTuple):
    """An XML document; ``broken`` says where it is no XML, so that what stands there may be lost."""

    root: etree._Element
    broken: str | None


def feed_of(root: etree._Element) -> Feed | None:
    """The feed whose document has this root; null where it is no feed."""
    name = etree.QName(root).localname.lower()
    if name == "feed":
        return Feed(
            title=_text(root, ATOM, "title"),
            url=_link(root),
            language=root.get("{http://www.w3.org/XML/1998/namespace}lang"),
            items=tuple(_of_atom(entry) for entry in root.iter("{*}entry")),
        )
    if name not in ("rss", "rdf"):
        return None
    channel = next(root.iter("{*}channel"), root)
    return Feed(
        title=_first(channel, RSS, "title"),
        url=_first(channel, RSS, "link"),
        language=_first(channel, RSS, "language") or _text(channel, DC, "language"),
        items=tuple(_of_rss(item) for item in root.iter("{*}item")),
    )


def feed_of_json(record: Mapping[str, object]) -> Feed | None:
    """The feed of a JSON object; null where it is no JSON Feed."""
    if not str(record.get("version") or "").startswith(JSON_FEED):
        return None
    items = record.get("items")
    return Feed(
        title=_string(record.get("title")),
        url=_string(record.get("home_page_url")),
        language=_string(record.get("language")),
        items=tuple(_of_json(item) for item in (items if isinstance(items, list) else []) if isinstance(item, dict)),
    )


def document(data: bytes, where: str) -> Document:
    """An XML document, read as far as it can be. Raises Malformed where nothing can.

    Entities that HTML names and XML does not (``&nbsp;``) are read as HTML has them; others are left as they are.
    """
    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(NAMED_ENTITY.sub(_numeric, data.lstrip()), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Malformed(where, f"not XML ({error}).", "Fetch or save it again.") from error
    if root is None:
        raise Malformed(where, "not XML.", "Fetch or save it again.")
    faults = (e for e in parser.error_log if e.level == etree.ErrorLevels.FATAL and e.type_name != UNKNOWN_ENTITY)
    fatal = next(faults, None)
    return Document(root, f"line {fatal.line}: {fatal.message}" if fatal else None)


def _numeric(entity: re.Match[bytes]) -> bytes:
    characters = html5.get(f"{entity[1].decode()};") if entity[1] not in XML_ENTITIES else None
    return "".join(f"&#{ord(c)};" for c in characters).encode() if characters else entity[0]


def items_of(data: bytes, where: str) -> Feed | None:
    """The feed in ``data``, XML or JSON; null where it is another thing. Raises Malformed where it is neither."""
    if data.lstrip()[:1] != b"{":
        return feed_of(document(data, where).root)
    try:
        record = msgspec.json.decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise Malformed(where, f"not JSON ({error}).", "Fetch or save it again.") from error
    return feed_of_json(record) if isinstance(record, dict) else None


def _of_rss(item: etree._Element) -> Item:
    content, description = _text(item, CONTENT, "encoded"), _first(item, RSS, "description")
    guid = next(item.iter("{*}guid"), None)
    identity = (guid.text or "").strip() if guid is not None and guid.get("isPermaLink") != "false" else ""
    author = _text(item, DC, "creator") or _first(item, RSS, "author") or ""
    mailbox = MAILBOX.search(author)
    return Item(
        title=_first(item, RSS, "title"),
        url=_address(_first(item, RSS, "link")) or _link(item) or _address(identity),
        published=_date(_first(item, RSS, "pubDate") or _text(item, DC, "date")),
        modified=_date(_text(item, ATOM, "updated")),
        byline=tuple(filter(None, [mailbox["name"].strip() if mailbox else author])),
        outlet=_first(item, RSS, "source"),
        content=_whole(content) or _long(description),
        summary=description or content,
    )


def _of_atom(entry: etree._Element) -> Item:
    content = entry.find("{*}content")
    inside = _atom_text(content) if content is not None and not content.get("src") else None
    summary = _text(entry, ATOM, "summary")
    names = [(name.text or "").strip() for name in entry.iterfind("{*}author/{*}name")]
    published, updated = _text(entry, ATOM, "published"), _text(entry, ATOM, "updated")
    return Item(
        title=_text(entry, ATOM, "title"),
        url=_link(entry),
        published=_date(published or updated),
        modified=_date(updated) if published else None,
        byline=tuple(filter(None, names)),
        outlet=_text(entry, ATOM, "source/{*}title"),
        content=_whole(inside) or _long(summary),
        markup=content is None or content.get("type", "text") not in ("text", "text/plain"),
        summary=summary or inside,
    )


def _of_json(item: Mapping[str, object]) -> Item:
    markup, plain = _string(item.get("content_html")), _string(item.get("content_text"))
    authors = item.get("authors") or [item.get("author")]
    names = [_string(a.get("name")) for a in (authors if isinstance(authors, list) else []) if isinstance(a, dict)]
    return Item(
        title=_string(item.get("title")),
        url=_address(_string(item.get("url")) or _string(item.get("id"))),
        published=_date(_string(item.get("date_published"))),
        modified=_date(_string(item.get("date_modified"))),
        byline=tuple(n for n in names if n),
        content=_whole(markup) or _whole(plain),
        markup=markup is not None,
        summary=_string(item.get("summary")) or markup or plain,
    )


def _whole(content: str | None) -> str | None:
    """Content as it is, unless it is an excerpt by its end ("Continue reading …")."""
    words = _bare(content)
    cut = EXCERPT.search(words[-200:]) or (BREAKS_OFF.search(words[-40:]) and len(words.split()) < WHOLE)
    return None if cut else content


def _long(description: str | None) -> str | None:
    return _whole(description) if len(_bare(description).split()) >= WHOLE else None


def _bare(markup: str | None) -> str:
    return " ".join(unescape(TAGS.sub(" ", markup or "")).split())


def _text(element: etree._Element, space: str, name: str) -> str | None:
    found = element.find(f"{{{space}}}{name}" if space else name)
    return None if found is None else _atom_text(found)


def _first(element: etree._Element, spaces: tuple[str, ...], name: str) -> str | None:
    return next((words for space in spaces if (words := _text(element, space, name))), None)


def _atom_text(element: etree._Element) -> str | None:
    """The text of an element; where it holds XHTML, that as markup."""
    if len(element) and element.get("type") == "xhtml":
        for inner in element.iter():
            if isinstance(inner.tag, str):
                inner.tag = etree.QName(inner).localname
        etree.cleanup_namespaces(element)
        found = "".join(etree.tostring(inner, encoding="unicode", method="html") for inner in element)
    else:
        found = "".join(element.itertext())
    return found.strip() or None


def _link(element: etree._Element) -> str | None:
    links = element.findall(f"{{{ATOM}}}link")
    chosen: Iterator[etree._Element] = (n for n in links if n.get("rel", "alternate") == "alternate")
    return next((address for n in chosen if (address := _address(n.get("href")))), None)


def _address(value: str | None) -> str | None:
    stripped = (value or "").strip()
    return stripped if stripped.startswith(("http://", "https://")) else None


def _date(value: str | None) -> str | None:
    """RFC 5322 dates as ISO 8601, which the others are."""
    if not value or value[:4].isdigit():
        return value
    try:
        return parsedate_to_datetime(value).isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return value


def _string(value: object) -> str | None:
    return value.strip() or None if isinstance(value, str) else None
