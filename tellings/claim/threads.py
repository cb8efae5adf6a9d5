"""Open threads: what is still owed, and what another article tells in answer."""

from tellings.claim.relations import Relations
from tellings.model import OpenThread


def open_threads(relations: Relations) -> list[OpenThread]:
    """Threads of all articles."""
    return []
