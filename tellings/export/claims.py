"""Claims, conflicts and updates as a view prints them."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from tellings.export.labels import label, note
from tellings.export.pieces import Reason, Teller, Told, first
from tellings.export.register import Register, anchor
from tellings.model import Claim, ClaimLink, Conflict, Record, Side, Slice

TELLINGS_SHOWN = 6
LINKS_SHOWN = 12
NAMES_SHOWN = 12
GLYPHS = {"corroborated": "●●", "repeated": "●◌", "single": "○"}
UNSTATED = "◌◌"
CONFLICT = "⇄"


class Standing(Record, frozen=True):
    """Glyph and word, and what was counted."""

    glyph: str
    words: str
    counted: str
    note: str


class Joined(Record, frozen=True):
    """Why two statements are one claim."""

    a: Told
    b: Told
    score: str
    features: tuple[tuple[str, str], ...]


class ClaimView(Record, frozen=True):
    """A claim with all who make it; ``rest`` are tellings beyond the first few."""

    anchor: str
    standing: Standing
    conflicts: tuple[tuple[str, str], ...]
    told: tuple[Told, ...]
    rest: tuple[Told, ...]
    score: str
    joined: tuple[Joined, ...]
    joined_hidden: int
    because: tuple[Reason, ...]
    silent: tuple[str, ...]
    silent_hidden: int


class SideView(Record, frozen=True):
    """One side of a conflict; ``value`` where the words in dispute stand in none of the tellings shown."""

    told: tuple[Told, ...]
    rest: tuple[Told, ...]
    value: Told | None


class ConflictView(Record, frozen=True):
    """Tellings that cannot both hold."""

    anchor: str
    kind: str
    why: str
    claim: str | None
    sides: tuple[SideView, ...]


class UpdateView(Record, frozen=True):
    """An earlier telling and the later one that replaces it."""

    anchor: str
    kind: str
    earlier: tuple[Told, ...]
    later: tuple[Told, ...]


class OneView(Record, frozen=True):
    """What one article alone tells."""

    teller: Teller
    claims: tuple[ClaimView, ...]


def several(register: Register) -> tuple[ClaimView, ...]:
    """Claims of more than one article: most origins first, then most articles."""
    found = [c for c in register.case.claims if len(c.articles) > 1]
    found.sort(key=lambda c: (-c.origins, -len(c.families or c.articles), -len(c.articles)))
    return tuple(claim_view(register, c) for c in found)


def alone(register: Register) -> tuple[OneView, ...]:
    """Claims of one article each, by article in the order of the file, as they stand in its text."""
    found: defaultdict[str, list[ClaimView]] = defaultdict(list)
    for claim in register.case.claims:
        if len(claim.articles) == 1:
            found[claim.articles[0]].append(claim_view(register, claim))
    for views in found.values():
        views.sort(key=lambda c: c.told[0].start if c.told else 0)
    return tuple(OneView(teller=register.tellers[a], claims=tuple(found[a])) for a in register.tellers if a in found)


def _weakest(claim: Claim) -> float:
    """The score that the least tied statement of a claim has with the nearest other of it."""
    best: dict[str, float] = {}
    for link in claim.links:
        for end in (link.a, link.b):
            best[end] = max(best.get(end, 0.0), link.score)
    return min(best.values())


def claim_view(register: Register, claim: Claim) -> ClaimView:
    """One claim; whom it is left out by is told for claims of several articles only."""
    told = register.told_all(claim.statements)
    shown, rest = first(told, TELLINGS_SHOWN)
    silent = _silent(register, claim) if len(claim.articles) > 1 else ()
    return ClaimView(
        anchor=anchor("c", claim.id),
        standing=standing(claim),
        conflicts=_disputed(register, claim),
        told=shown,
        rest=rest,
        score=number(_weakest(claim)) if claim.links else "",
        joined=tuple(j for j in (_joined(register, link) for link in claim.links[:LINKS_SHOWN]) if j),
        joined_hidden=max(len(claim.links) - LINKS_SHOWN, 0),
        because=register.reasons(claim.because),
        silent=silent[:NAMES_SHOWN],
        silent_hidden=max(len(silent) - NAMES_SHOWN, 0),
    )


def standing(claim: Claim) -> Standing:
    """The standing of a claim; a repeated claim without a stated origin has a glyph of its own."""
    unstated = claim.origins == 0 and claim.standing != "single"
    origins = "no source stated" if claim.origins == 0 else count(claim.origins, "stated origin")
    counted = f"{count(len(claim.articles), 'article')}, {origins}"
    if 0 < len(claim.families) < len(claim.articles):
        counted += f", {count(len(claim.families), 'text', 'different texts')}"
    return Standing(
        glyph=UNSTATED if unstated else GLYPHS[claim.standing],
        words=label("standing", claim.standing),
        counted=counted,
        note=note("standing", claim.standing),
    )


def conflicts(register: Register) -> tuple[ConflictView, ...]:
    """Conflicts in the order of the file."""
    return tuple(_conflict(register, c) for c in register.case.conflicts)


def updates(register: Register) -> tuple[UpdateView, ...]:
    """Updates in the order of the file."""
    return tuple(
        UpdateView(
            anchor=anchor("u", u.id),
            kind=label("update", u.kind),
            earlier=register.told_all(u.from_.statements)[:TELLINGS_SHOWN],
            later=register.told_all(u.to.statements)[:TELLINGS_SHOWN],
        )
        for u in register.case.updates
    )


def number(score: float) -> str:
    """A score of 0 to 1 in two digits: ``.91``."""
    return f"{score:.2f}".removeprefix("0")


def count(number: int, one: str, many: str | None = None) -> str:
    """``1 article``, ``2 articles``."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def _disputed(register: Register, claim: Claim) -> tuple[tuple[str, str], ...]:
    """Where each conflict of a claim stands, and its kind."""
    found = (register.conflicts[x] for x in register.conflicts_of.get(claim.id, ()))
    return tuple(("#" + anchor("x", x.id), label("conflict", x.kind)) for x in found)


def _joined(register: Register, link: ClaimLink) -> Joined | None:
    a, b = register.told(link.a), register.told(link.b)
    if a is None or b is None:
        return None
    features = sorted(link.features.items(), key=lambda f: (-f[1], f[0]))
    return Joined(
        a=a, b=b, score=number(link.score), features=tuple((label("feature", k), number(v)) for k, v in features)
    )


def _silent(register: Register, claim: Claim) -> tuple[str, ...]:
    telling = {register.tellers[a].outlet for a in claim.articles if a in register.tellers}
    return tuple(dict.fromkeys(t.outlet for t in register.tellers.values() if t.outlet not in telling))


def _conflict(register: Register, conflict: Conflict) -> ConflictView:
    return ConflictView(
        anchor=anchor("x", conflict.id),
        kind=label("conflict", conflict.kind),
        why=label("why", conflict.why),
        claim="#" + anchor("c", conflict.claim) if conflict.claim in register.claims else None,
        sides=tuple(_side(register, side) for side in conflict.sides),
    )


def _side(register: Register, side: Side) -> SideView:
    marks = (side.value,) if side.value else ()
    quotes = [register.variants[q] for q in side.quotes if q in register.variants]
    told = [t for t in (register.quoted(q, marks) for q in quotes) if t] or list(
        register.told_all(side.statements, marks)
    )
    told.sort(key=lambda t: not _marked(t))
    shown, rest = first(told, TELLINGS_SHOWN)
    lost = side.value is not None and not any(_marked(t) for t in shown)
    return SideView(told=shown, rest=rest, value=_alone(register, side.value) if lost else None)


def _marked(told: Told) -> bool:
    return any(p.marked for p in told.pieces)


def _alone(register: Register, value: Slice | None) -> Told | None:
    return register.within(value) if value else None


def outlets(told: Iterable[Told]) -> Sequence[str]:
    """Outlets of tellings, once each, in order."""
    return tuple(dict.fromkeys(t.teller.outlet for t in told))
