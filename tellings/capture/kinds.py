"""Kinds of files by their names, and how much of one is read."""

from email.message import Message

from tellings.errors import TooLarge

PAGES = (".html", ".htm", ".xhtml")
TEXTS = (".txt", ".md")
RECORDS = (".json", ".jsonl", ".ndjson", ".csv", ".tsv")
FEEDS = (".xml", ".rss", ".atom")
PACKED = (".mhtml", ".mht", ".eml", ".warc", ".wacz")
KINDS = (*PAGES, *TEXTS, *RECORDS, *FEEDS, *PACKED)
# A page of 64 MiB is no article; of a WARC, which may be of any size, it is the limit of one record.
LIMIT = 64 * 1024 * 1024
MIB = 1024 * 1024


def kind(path: str) -> str:
    """The kind of a file by its name: one of ``KINDS``, or empty; ``.gz`` is looked through."""
    name = path.lower().removesuffix(".gz")
    return next((k for k in KINDS if name.endswith(k)), "")


def too_large(where: str, limit: int, do: str = "Split it into smaller files.") -> TooLarge:
    """The error of what is over ``limit`` bytes."""
    size = f"{limit // MIB} MiB" if limit >= MIB else f"{limit} bytes"
    return TooLarge(where, f"more than {size} when read.", do)


def media_type(header: str) -> Message:
    """A Content-Type header, to be asked for ``get_content_type()`` and ``get_content_charset()``.

    An empty one is taken for HTML: servers that name no type serve pages.
    """
    message = Message()
    message["Content-Type"] = " ".join(header.split()) or "text/html"
    return message
