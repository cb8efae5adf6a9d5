"""Sitemaps (sitemaps.org, and Google's extension for news) → the addresses in them, with title and date."""

from lxml import etree

from tellings.model import Record

INDEX = "sitemapindex"


class Listed(Record, frozen=True):
    """An address in a sitemap; ``title`` and ``published`` are what a news sitemap says of it."""

    url: str
    title: str | None = None
    published: str | None = None
    modified: str | None = None


class Sitemap(Record, frozen=True):
    """A sitemap, or (``index``) a list of further ones, in the order of the file."""

    index: bool
    listed: tuple[Listed, ...]

    @property
    def news(self) -> int:
        """How many of the addresses carry what a news sitemap says."""
        return sum(one.title is not None for one in self.listed)


def sitemap_of(root: etree._Element) -> Sitemap | None:
    """The sitemap whose document has this root; null where it is none."""
    name = etree.QName(root).localname.lower()
    if name not in ("urlset", INDEX):
        return None
    found = (_listed(element) for element in root.iter("{*}url", "{*}sitemap"))
    return Sitemap(index=name == INDEX, listed=tuple(one for one in found if one))


def _listed(element: etree._Element) -> Listed | None:
    address = (element.findtext("{*}loc") or "").strip()
    if not address.startswith(("http://", "https://")):
        return None
    return Listed(
        url=address,
        title=_words(element, "{*}news/{*}title"),
        published=_words(element, "{*}news/{*}publication_date"),
        modified=_words(element, "{*}lastmod"),
    )


def _words(element: etree._Element, path: str) -> str | None:
    return " ".join((element.findtext(path) or "").split()) or None
