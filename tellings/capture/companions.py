"""Pages saved "complete": a page and, beside it, a folder of its pictures, scripts and frames."""

from collections.abc import Collection

from tellings.capture.kinds import PAGES
from tellings.language.tables import load
from tellings.model import Record


class Companion(Record, frozen=True):
    """An ending that a browser gives the folder (companions.toml); ``by`` is which browser, or in which language."""

    ending: str
    by: str
    seen: str


COMPANIONS = load("capture/companions.toml", "companion", Companion)


def is_companion(folder: str, beside: Collection[str]) -> bool:
    """Whether a folder of this name holds the parts of a page that lies beside it, given the names of files there."""
    stems = (folder.removesuffix(c.ending) for c in COMPANIONS if folder.endswith(c.ending))
    return any(stem + ending in beside for stem in stems for ending in (*PAGES, ".HTML", ".HTM"))
