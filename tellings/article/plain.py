"""Plain-text saves → text and layout. The text is the whole file, line ends made ``\\n``."""

from tellings.article.encoding import decode, newlines
from tellings.article.layout import arrange
from tellings.article.lines import pieces
from tellings.article.page import Page
from tellings.model import Capture


def page(capture: Capture, title: str | None = None, outlet: str | None = None) -> Page:
    """The page of a ``.txt`` save. Raises NotText."""
    text, encoding = decode(capture.data, capture.path, capture.charset)
    text = newlines(text)
    layout = arrange(text, pieces(text), title, outlet)
    return Page(text=text, layout=layout, encoding=encoding, candidates=())
