"""Pages of a crawl → articles with less in them than case reading gives, an order of magnitude faster."""

from tellings.article import reader
from tellings.errors import InputError, NoArticle
from tellings.model import Article, Capture


def read(capture: Capture) -> Article:
    """The article of a page of a crawl: text (title and body), blocks, title, published, outlet, url.

    Raises NotText, and NoArticle where no body of 40 words is found.
    """
    for found in reader.read(capture):
        if isinstance(found, InputError):
            raise found
        return found
    raise NoArticle(capture.path, "no article found.", "Leave it out.")
