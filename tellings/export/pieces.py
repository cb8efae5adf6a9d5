"""Pieces: what a view prints, whoever prints it (page, index, terminal).

A piece knows whose words it holds: ``words`` of a source go out in the source's type, everything else is
the program's. A telling carries its outlet and its chain with it, so that no view can print one without.
"""

from collections.abc import Iterable, Sequence

from tellings.model import Record


class Piece(Record, frozen=True):
    """A stretch of a source's words; ``marked`` where a view points at it."""

    text: str
    marked: bool = False


class Teller(Record, frozen=True):
    """An article as a view names it. ``hue`` is 1 to 8, or 0 for none; ``url`` is http(s) or null."""

    article: str
    anchor: str
    outlet: str
    tag: str
    hue: int
    language: str | None
    url: str | None
    captured: str | None
    sha256: str

    @property
    def name(self) -> str:
        """Outlet with what tells it from another article of that outlet."""
        return f"{self.outlet} ({self.tag})" if self.tag else self.outlet


class Step(Record, frozen=True):
    """One mention of a chain: the source's words for it, and the program's for what it is."""

    words: str
    note: str = ""


class Told(Record, frozen=True):
    """Words of one article with where they stand and whom they come from.

    ``stance`` is empty for what the outlet tells flatly; ``unstated`` says why there is no chain where
    there is none.
    """

    pieces: tuple[Piece, ...]
    teller: Teller
    href: str
    start: int
    end: int
    chain: tuple[Step, ...] = ()
    stance: str = ""
    unstated: str = ""
    quoted: bool = False

    @property
    def text(self) -> str:
        """The words, whole."""
        return "".join(p.text for p in self.pieces)


class Reason(Record, frozen=True):
    """A code in the program's words, with the words of the sources that show it."""

    words: str
    note: str = ""
    shown: tuple[Told, ...] = ()


def cut(text: str, start: int, marks: Iterable[tuple[int, int]]) -> tuple[Piece, ...]:
    """``text``, which stands at ``start``, in pieces; ``marks`` are places in the same article."""
    inside = sorted((max(a - start, 0), min(b - start, len(text))) for a, b in marks)
    pieces: list[Piece] = []
    at = 0
    for a, b in inside:
        a = max(a, at)
        if a >= b:
            continue
        if a > at:
            pieces.append(Piece(text=text[at:a]))
        pieces.append(Piece(text=text[a:b], marked=True))
        at = b
    if at < len(text) or not pieces:
        pieces.append(Piece(text=text[at:]))
    return tuple(pieces)


def first(told: Sequence[Told], most: int) -> tuple[tuple[Told, ...], tuple[Told, ...]]:
    """The first ``most`` and the rest."""
    return tuple(told[:most]), tuple(told[most:])
