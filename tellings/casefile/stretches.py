"""Stretches of a text in order of start: which begin in a span, which stands at a place."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import Protocol, TypeVar


class Stretch(Protocol):
    """Anything with bounds in a text."""

    @property
    def start(self) -> int:
        """First code point."""
        ...

    @property
    def end(self) -> int:
        """Code point after the last."""
        ...


Item = TypeVar("Item", bound=Stretch)


def beginning_in(items: Sequence[Item], start: int, end: int) -> Sequence[Item]:
    """Those of ``items`` (in order of start) that begin in ``start:end``."""
    return items[bisect_left(items, start, key=_start) : bisect_left(items, end, key=_start)]


def before(items: Sequence[Item], place: int) -> Item | None:
    """The last of ``items`` (in order of start) that begins at or before ``place``."""
    number = bisect_right(items, place, key=_start)
    return items[number - 1] if number else None


def _start(item: Stretch) -> int:
    return item.start
