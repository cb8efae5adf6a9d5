"""Mails (RFC 5322): a newsletter or a mailed article → the capture of its HTML part, else of its plain one.

What the header says stands beside it: Subject, Date, the name in From, and the address under which the mail is
archived (RFC 5064). Attachments are not looked into.
"""

import re
from email.message import Message
from email.utils import parseaddr

from tellings.capture import mime
from tellings.errors import Malformed, NoArticle
from tellings.model import Capture

READ = ("text/html", "text/plain")
# Prefixes of answers and forwards, in the languages that mail programs write them in.
PREFIX = re.compile(r"^(?:(?:re|fwd?|aw|wg|tr|rv|enc|i|vs|sv|odp|pd)(?:\[\d+\])?\s*:\s*)+", re.I)


def article(capture: Capture) -> Capture:
    """The readable part of a mail. Raises Malformed where it is no mail, NoArticle where no part is text."""
    whole = mime.message(capture)
    if whole is None or not any(whole.get(name) for name in ("From", "Subject", "Date", "MIME-Version")):
        raise Malformed(capture.path, "not a mail: it has no header.", "Save it again from the mail program.")
    parts = [(number, part) for number, part in mime.leaves(whole) if _readable(part)]
    if not parts:
        raise NoArticle(capture.path, "no text in this mail.", "If the article is attached, save the attachment.")
    number, part = min(parts, key=lambda p: (READ.index(p[1].get_content_type()), p[0]))
    archived = (mime.header(whole, "Archived-At") or "").strip("<>")
    told = {
        "title": PREFIX.sub("", mime.header(whole, "Subject") or "") or None,
        "published": mime.date(whole),
        "outlet": parseaddr(mime.header(whole, "From") or "")[0] or None,
        "url": archived if archived.startswith("http") else None,
    }
    return mime.part_of(capture, number, part, told, "mail")


def _readable(part: Message) -> bool:
    kept = part.get_content_disposition() != "attachment" and part.get_content_type() in READ
    payload = part.get_payload(decode=True) if kept else None
    return isinstance(payload, bytes) and bool(payload.strip())
