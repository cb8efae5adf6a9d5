"""Feeds → items: RSS 0.9 to 2.0, RSS 1.0, Atom 1.0 and JSON Feed 1.1, each item with its content where it has any.

Read leniently, as feeds are written; entities that a document defines itself are not expanded and nothing outside
it is loaded. An item that gives but a summary has no content: a description counts as content where it is as long
as an article and does not break off.
"""

import re
from collections.abc import Iterator, Mapping
from email.utils import parsedate_to_datetime

import msgspec
from lxml import etree

from tellings.errors import Malformed
from tellings.model import Record

CONTENT = "http://purl.org/rss/1.0/modules/content/"
DC = "http://purl.org/dc/elements/1.1/"
ATOM = "http://www.w3.org/2005/Atom"
XHTML = "http://www.w3.org/1999/xhtml"
RSS = ("", "http://purl.org/rss/1.0/", "http://my.netscape.com/rdf/simple/0.9/", "http://backend.userland.com/rss2")
JSON_FEED = "https://jsonfeed.org/version/"
# A description of so many words that does not break off is the article; most summaries have fewer than 60.
WHOLE = 120
BREAKS_OFF = re.compile(
    r"(?:…|\.\.\.|\[…\]|\[\.\.\.\]|read more|continue reading|read the full (?:story|article))\W*$", re.I
)
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


def root_of(data: bytes, where: str) -> etree._Element:
    """The root of an XML document. Raises Malformed where it has none."""
    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data.lstrip(), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Malformed(where, f"not XML ({error}).", "Fetch or save it again.") from error
    if root is None:
        raise Malformed(where, "not XML.", "Fetch or save it again.")
    return root


def items_of(data: bytes, where: str) -> Feed | None:
    """The feed in ``data``, XML or JSON; null where it is another thing. Raises Malformed where it is neither."""
    if data.lstrip()[:1] != b"{":
        return feed_of(root_of(data, where))
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
    """Content as it is, unless it breaks off ("Continue reading …")."""
    return content if content and not BREAKS_OFF.search(TAGS.sub(" ", content)) else None


def _long(description: str | None) -> str | None:
    return _whole(description) if description and len(TAGS.sub(" ", description).split()) >= WHOLE else None


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
