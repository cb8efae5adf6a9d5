"""XML files: items of a feed → records of articles.

A sitemap, and an item that has no content, is the error that says so.
"""

from collections.abc import Iterator

from lxml import etree

from tellings.article import fragment
from tellings.article.entry import Entry
from tellings.article.metadata import host
from tellings.capture import feeds
from tellings.capture.feeds import Feed, Item
from tellings.capture.sitemaps import Sitemap, sitemap_of
from tellings.errors import EmptyInput, InputError, Malformed, NoArticle
from tellings.language.words import tokens
from tellings.model import Capture

# What parts the outlet from the section in a feed's title.
PARTS = (" > ", " » ", " | ", " - ", " – ", " — ", ": ")


def entries(capture: Capture) -> Iterator[Entry | InputError]:
    """Records of the items of an XML feed, in order; Malformed at the end where the file is broken.

    Raises Malformed where it is no feed, NoArticle for a sitemap.
    """
    root, broken = feeds.document(capture.data, capture.path)
    if sitemap := sitemap_of(root):
        raise _no_articles(sitemap, capture.path)
    feed = feeds.feed_of(root)
    if feed is None:
        name = etree.QName(root).localname
        what = f"an XML file that is neither a feed nor a sitemap (its root is <{name}>)."
        raise Malformed(capture.path, what, "Save the article as .html or .txt and pass that.")
    yield from of_feed(feed, capture.path, (root.getroottree().docinfo.encoding or "utf-8").lower())
    if broken:
        what = f"not well-formed XML ({broken}); items after that may be missing."
        yield Malformed(capture.path, what, "Fetch or save it again.")


def of_feed(feed: Feed, where: str, encoding: str = "utf-8") -> Iterator[Entry | InputError]:
    """Records of the items of a feed; an item with only a summary is a NoArticle. Raises EmptyInput without items."""
    if not feed.items:
        raise EmptyInput(where, "a feed without items.", "Fetch it again later, or leave it out.")
    outlet = _outlet(feed)
    for number, item in enumerate(feed.items, 1):
        place = f"{where}:{number}"
        if item.content is None:
            yield _summary_only(item, place)
            continue
        record = {
            "markup" if item.markup else "text": item.content,
            "title": fragment.words(item.title or "") or None,
            "url": item.url,
            "published": item.published,
            "modified": item.modified,
            "byline": list(item.byline),
            "outlet": item.outlet or outlet,
            "language": (feed.language or "").split("-")[0].lower() or None,
        }
        yield Entry(record, place, number, "feed", encoding)


def _summary_only(item: Item, where: str) -> NoArticle:
    count = len(" ".join(fragment.words(item.summary or "").split()).split())
    size = f"{count} words" if count > 1 else "one word"
    what = f"only a summary of {size} in this item of the feed." if count else "no text in this item of the feed."
    return NoArticle(where, what, f"Fetch the article itself: tellings fetch {item.url}" if item.url else "")


def _no_articles(sitemap: Sitemap, where: str) -> NoArticle:
    what = f"a sitemap: a list of addresses ({len(sitemap.listed)}), no article."
    if sitemap.index:
        what = f"a list of sitemaps ({len(sitemap.listed)}), no article."
    return NoArticle(where, what, f"Fetch what it lists: tellings fetch {where}")


def _outlet(feed: Feed) -> str | None:
    """The outlet in a feed's title: of "Quay Weekly > Harbour" the part that the feed's host knows, else all."""
    title, name = feed.title, "".join(tokens(host(feed.url or "") or ""))
    if title is None:
        return None
    parts = [title]
    for mark in PARTS:
        parts = [part.strip() for whole in parts for part in whole.split(mark)]
    return next((p for p in parts if (letters := "".join(tokens(p))) and letters in name), title)
