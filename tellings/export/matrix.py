"""Who tells what: outlets by claims, for the claims that most articles make."""

from collections import Counter
from collections.abc import Sequence

from tellings.export.claims import CONFLICT
from tellings.export.pieces import Told
from tellings.export.register import Register, anchor
from tellings.model import Claim, Record

CLAIMS_SHOWN = 40
OUTLETS_SHOWN = 12


class Cell(Record, frozen=True):
    """One outlet on one claim; the glyph and what it says in words."""

    glyph: str
    words: str
    hue: int


class Row(Record, frozen=True):
    """One claim in the words of one telling, and who tells it."""

    href: str
    told: Told
    cells: tuple[Cell, ...]


class Matrix(Record, frozen=True):
    """The table and what it leaves out."""

    outlets: tuple[tuple[str, int], ...]
    rows: tuple[Row, ...]
    claims_hidden: int
    outlets_hidden: int


def matrix(register: Register) -> Matrix | None:
    """The claims told by most articles; null where there are fewer than two outlets."""
    hues = {t.outlet: t.hue for t in register.tellers.values()}
    if len(hues) < 2:
        return None
    ranked = sorted(register.case.claims, key=lambda c: (-len(c.articles), -c.origins))
    telling = Counter(register.tellers[a].outlet for c in ranked[:CLAIMS_SHOWN] for a in c.articles)
    # the loudest first where they do not all fit, but in the order of the file
    kept = set(sorted(hues, key=lambda o: (-telling[o], o))[:OUTLETS_SHOWN])
    outlets = [(o, hue) for o, hue in hues.items() if o in kept]
    rows = [_row(register, claim, outlets) for claim in ranked[:CLAIMS_SHOWN]]
    return Matrix(
        outlets=tuple(outlets),
        rows=tuple(r for r in rows if r),
        claims_hidden=max(len(ranked) - CLAIMS_SHOWN, 0),
        outlets_hidden=len(hues) - len(outlets),
    )


def _row(register: Register, claim: Claim, outlets: Sequence[tuple[str, int]]) -> Row | None:
    told = next((t for t in (register.told(s) for s in claim.statements) if t), None)
    if told is None:
        return None
    tell = {register.tellers[a].outlet for a in claim.articles}
    glyph = CONFLICT if claim.id in register.conflicts_of else "●"
    cells = tuple(_cell(o in tell, glyph, hue) for o, hue in outlets)
    return Row(href="#" + anchor("c", claim.id), told=told, cells=cells)


def _cell(tells: bool, glyph: str, hue: int) -> Cell:
    if not tells:
        return Cell(glyph="·", words="leaves it out", hue=0)
    return Cell(glyph=glyph, words="tells it, in conflict" if glyph == CONFLICT else "tells it", hue=hue)
