"""Floors: the scores reached, pinned to a digest of the data they were measured on.

A score under its floor fails the gate. Floors rise with ``--raise``; one goes down only with
``--lower NAME --reason WHY``, and the reason stays in ``floors.json``.
"""

import hashlib
from pathlib import Path

import msgspec

FLOORS = Path(__file__).with_name("floors.json")
# Scores are rounded before they are compared, and may be a little under: the last digits differ between processors.
DIGITS = 3
TOLERANCE = 0.002


class Floors(msgspec.Struct):
    """What was reached, on which data, and why a floor was ever lowered."""

    data: dict[str, str]
    scores: dict[str, float]
    lowered: list[dict[str, str | float]] = []


def load() -> Floors:
    """The floors as they stand; none yet where the file is not there."""
    return msgspec.json.decode(FLOORS.read_bytes(), type=Floors) if FLOORS.exists() else Floors(data={}, scores={})


def save(floors: Floors) -> None:
    """Write the floors, keys in order."""
    floors.scores = dict(sorted(floors.scores.items()))
    FLOORS.write_bytes(msgspec.json.format(msgspec.json.encode(floors), indent=1) + b"\n")


def digests(shared: Path, places: list[str]) -> dict[str, str]:
    """SHA-256 over names and contents of each file or folder of labelled data; notes (``.md``) left out."""
    return {place: _digest(shared / place) for place in places}


def falls(floors: Floors, scores: dict[str, float]) -> list[str]:
    """A line for each score under its floor, and for each floor that was not measured."""
    missing = [f"{name}: not measured (floor {floor})" for name, floor in floors.scores.items() if name not in scores]
    under = [
        f"{name}: {scores[name]:.{DIGITS}f} is under the floor {floor}"
        for name, floor in floors.scores.items()
        if name in scores and round(scores[name], DIGITS) < floor - TOLERANCE
    ]
    return missing + under


def raised(floors: Floors, scores: dict[str, float]) -> Floors:
    """Floors with every score that is higher than before."""
    up = {name: round(score, DIGITS) for name, score in scores.items()}
    kept = {name: max(floor, up.get(name, floor)) for name, floor in floors.scores.items()}
    return Floors(data=floors.data, scores=up | kept, lowered=floors.lowered)


def lowered(floors: Floors, scores: dict[str, float], name: str, reason: str) -> Floors:
    """Floors with ``name`` brought down to what is measured now, and why."""
    now = round(scores[name], DIGITS)
    note: dict[str, str | float] = {"name": name, "from": floors.scores[name], "to": now, "reason": reason}
    return Floors(data=floors.data, scores=floors.scores | {name: now}, lowered=[*floors.lowered, note])


def _digest(place: Path) -> str:
    total = hashlib.sha256()
    files = [place] if place.is_file() else sorted(p for p in place.rglob("*") if p.is_file() and p.suffix != ".md")
    for path in files:
        total.update(path.relative_to(place).as_posix().encode() + b"\0" + path.read_bytes())
    return total.hexdigest()
