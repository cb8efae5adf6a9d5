"""Feeds and sitemaps → the addresses that they list, newest first where they say when."""

from pathlib import Path
from typing import NamedTuple

from tellings.capture.coding import undone
from tellings.capture.feeds import document, feed_of, items_of
from tellings.capture.kinds import LIMIT, too_large
from tellings.capture.sitemaps import sitemap_of
from tellings.errors import InputError, NotFetched, Unreadable

GZIP = b"\x1f\x8b"
# Media types and endings of addresses that a feed or sitemap comes with.
MEDIA = ("xml", "json", "rss", "atom", "gzip", "octet-stream", "text/plain")
BEGINNINGS = (b"<?xml", b"<rss ", b"<feed")


class Listing(NamedTuple):
    """Addresses of pages, or (``sitemaps``) of further sitemaps."""

    urls: tuple[str, ...]
    sitemaps: bool = False


def may_list(media: str, data: bytes) -> bool:
    """Whether an answer of this media type, or one that begins so, may be a feed or sitemap."""
    named = media != "application/xhtml+xml" and any(name in media for name in MEDIA)
    return named or data.lstrip()[:5].lower() in BEGINNINGS


def listing(data: bytes, where: str, limit: int = LIMIT) -> Listing | None:
    """What a feed or sitemap lists, each address once; null where ``data`` is neither. Raises TooLarge."""
    if data.startswith(GZIP):
        data = undone(data, "", "gzip", limit, where)
    try:
        if data.lstrip()[:1] == b"{":
            feed = items_of(data, where)
        else:
            root = document(data, where).root
            if sitemap := sitemap_of(root):
                dated = [(one.published or one.modified or "", one.url) for one in sitemap.listed]
                return Listing(_newest_first(dated), sitemap.index)
            feed = feed_of(root)
    except InputError:
        return None
    if feed is None:
        return None
    return Listing(_newest_first([(item.published or "", item.url) for item in feed.items if item.url]))


def of_file(path: Path, limit: int = LIMIT) -> Listing:
    """What a saved feed or sitemap lists. Raises Unreadable, TooLarge, and NotFetched where it is neither."""
    try:
        with path.open("rb") as file:
            data = file.read(limit + 1)
    except OSError as error:
        raise Unreadable(str(path), f"cannot be read ({error.strerror}).", "Check its permissions.") from error
    if len(data) > limit:
        raise too_large(str(path), limit)
    if found := listing(data, str(path), limit):
        return found
    raise NotFetched(
        str(path), "a file that is neither feed nor sitemap.", "Pass URLs; to read a file, `tellings read`."
    )


def _newest_first(dated: list[tuple[str, str]]) -> tuple[str, ...]:
    """Addresses by date, the undated last, else in their order; ISO dates compare as they are written."""
    return tuple(dict.fromkeys(url for _, url in sorted(dated, key=lambda pair: pair[0], reverse=True)))
