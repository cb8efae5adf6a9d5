"""Page: what each kind of source hands to the reader."""

from typing import NamedTuple

from tellings.article.layout import Layout
from tellings.model import Candidate


class Page(NamedTuple):
    """One text with its layout, the encoding it was read in and the metadata the source states."""

    text: str
    layout: Layout
    encoding: str | None
    candidates: tuple[Candidate, ...]
