"""Ids digested from content, so that they survive a rebuild."""

import hashlib
from collections.abc import Iterable


def content_id(prefix: str, parts: Iterable[str]) -> str:
    """``prefix`` and twelve hex digits of the SHA-256 of the parts, kept apart and in the order given."""
    digest = hashlib.sha256("\x1f".join(parts).encode()).hexdigest()
    return f"{prefix}{digest[:12]}"


def place_id(prefix: str, article: str, start: int, end: int) -> str:
    """Id of a stretch of one article; two kinds of thing at one place differ by ``prefix``."""
    return content_id(prefix, (article, str(start), str(end)))
