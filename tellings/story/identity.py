"""Ids of stories and families, digested from the articles they hold, so that they survive a rebuild."""

import hashlib
from collections.abc import Iterable


def collection_id(prefix: str, articles: Iterable[str]) -> str:
    """``prefix`` and twelve hex digits of the SHA-256 of the article ids, whatever their order."""
    return prefix + hashlib.sha256("\x1f".join(sorted(articles)).encode()).hexdigest()[:12]
