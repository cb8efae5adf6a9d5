"""Labels: the program's words for its codes, from tellings/data/labels.toml.

The only words on a page that are neither a source's nor its metadata come from here or stand in a
template; a code without a row is printed as it stands, never guessed at.
"""

from functools import cache

from tellings.language.tables import load
from tellings.model import Record


class Label(Record, frozen=True):
    """One row: the ``words`` for ``code`` within ``group``; ``note`` says more where there is room."""

    group: str
    code: str
    words: str
    note: str = ""


def label(group: str, code: str) -> str:
    """The program's words for ``code``; the code itself, hyphens opened, where the table has no row."""
    row = _rows().get((group, code))
    return row.words if row else code.replace("-", " ").replace("_", " ")


def note(group: str, code: str) -> str:
    """The longer explanation of ``code``; empty where there is none."""
    row = _rows().get((group, code))
    return row.note if row else ""


def known(group: str) -> frozenset[str]:
    """The codes of ``group`` that have a row."""
    return frozenset(code for g, code in _rows() if g == group)


@cache
def _rows() -> dict[tuple[str, str], Label]:
    return {(row.group, row.code): row for row in load("labels.toml", "label", Label)}
