"""The index over case files: what stands on each card."""

from collections.abc import Sequence

from tellings.export.pieces import Told
from tellings.export.register import Register
from tellings.export.sections import published
from tellings.export.view import title
from tellings.model import CaseFile, Record

OUTLETS_SHOWN = 12


class Card(Record, frozen=True):
    """One story: its headline as told, its outlets and its counts."""

    href: str
    id: str
    title: Told | None
    outlets: tuple[tuple[str, int], ...]
    outlets_hidden: int
    published: str
    articles: int
    claims: int
    several: int
    conflicts: int
    waiting: int


def cards(entries: Sequence[tuple[CaseFile, str]]) -> list[Card]:
    """Cards, the largest story first; equals stand in the order given."""
    return sorted((_card(case, href) for case, href in entries), key=lambda c: (-c.articles, -c.several))


def _card(case: CaseFile, href: str) -> Card:
    register = Register(case)
    outlets = list({t.outlet: (t.outlet, t.hue) for t in register.tellers.values()}.values())
    return Card(
        href=href,
        id=case.id,
        title=title(register),
        outlets=tuple(outlets[:OUTLETS_SHOWN]),
        outlets_hidden=max(len(outlets) - OUTLETS_SHOWN, 0),
        published=published(case),
        articles=len(case.articles),
        claims=len(case.claims),
        several=sum(len(c.articles) > 1 for c in case.claims),
        conflicts=len(case.conflicts),
        waiting=sum(t.state == "open" for t in case.open),
    )
