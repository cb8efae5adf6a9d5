"""Overlap: which of many readings of a text stand, where some lie over others."""

from bisect import bisect_left, insort
from collections.abc import Iterable
from typing import Protocol, TypeVar


class Placed(Protocol):
    """Anything with a place in the text."""

    @property
    def start(self) -> int:
        """First code point."""

    @property
    def end(self) -> int:
        """One past the last code point."""


P = TypeVar("P", bound=Placed)


def longest(readings: Iterable[P]) -> list[P]:
    """Readings that do not overlap, in order of start: the longest first, among equals the earlier given."""
    covered = Covered()
    chosen = []
    for reading in sorted(readings, key=lambda r: (r.start - r.end, r.start)):
        if covered.over(reading.start, reading.end) is None:
            covered.add(reading.start, reading.end)
            chosen.append(reading)
    return sorted(chosen, key=lambda r: r.start)


class Covered:
    """Stretches of a text that are taken; quick to ask for long sentences with thousands of them."""

    def __init__(self) -> None:
        self._spans: list[tuple[int, int]] = []

    def add(self, start: int, end: int) -> None:
        """Take a stretch, joined with those it overlaps so that none overlap within."""
        while (span := self.over(start, end)) is not None:
            self._spans.remove(span)
            start, end = min(start, span[0]), max(end, span[1])
        insort(self._spans, (start, end))

    def over(self, start: int, end: int) -> tuple[int, int] | None:
        """A taken stretch that shares a character with ``start:end``."""
        place = bisect_left(self._spans, (end, end))
        if place and self._spans[place - 1][1] > start and self._spans[place - 1][0] < end:
            return self._spans[place - 1]
        return None
