"""MHTML (RFC 2557), a page and its parts in one file → the capture of the page.

The page is the part whose Content-Location the message names as the one saved, or that its ``start`` names, else
the first that is HTML. The other parts are pictures, styles and frames: no articles.
"""

from email.message import Message

from tellings.capture import mime
from tellings.errors import Malformed, NoArticle
from tellings.model import Capture

HTML = ("text/html", "application/xhtml+xml")


def page(capture: Capture) -> Capture:
    """The page saved in ``capture``. Raises Malformed where it is no MHTML, NoArticle where no part is a page."""
    whole = mime.message(capture)
    if whole is None or (not whole.get("MIME-Version") and not whole.is_multipart()):
        raise Malformed(capture.path, "not an MHTML file.", "Save the page again, or save it as .html.")
    pages = [(number, part) for number, part in mime.leaves(whole) if part.get_content_type() in HTML]
    if not pages:
        raise NoArticle(capture.path, "no page in this MHTML file.", "Save the page again, or save its text.")
    number, part = next((p for p in pages if _is_root(p[1], whole)), pages[0])
    location = whole.get("Snapshot-Content-Location") or part.get("Content-Location") or ""
    address = "".join(str(location).split())
    told = {"url": address if address.startswith("http") else None, "captured_at": mime.date(whole)}
    return mime.part_of(capture, number, part, told, "mhtml")


def _is_root(part: Message, whole: Message) -> bool:
    saved, start = whole.get("Snapshot-Content-Location"), whole.get_param("start")
    return bool(saved and part.get("Content-Location") == saved) or bool(start and part.get("Content-ID") == start)
