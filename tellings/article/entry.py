"""Entry: what each kind of source with many articles in a file hands to the reader."""

from collections.abc import Mapping
from typing import NamedTuple


class Entry(NamedTuple):
    """A record, where it stands (``file:line``), its number in the file from 1, what kind of source says it, and the
    encoding it was read in.
    """

    record: Mapping[str, object]
    where: str
    line: int
    source: str = "record"
    encoding: str = "utf-8"
