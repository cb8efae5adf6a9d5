"""Conflicts of place: directions from one landmark, and rooms of one building, that cannot both hold."""

import re
from collections.abc import Iterator, Sequence
from itertools import combinations

from tellings.claim.conflicts.sides import conflict, side
from tellings.claim.relations import Relations
from tellings.claim.telling import Told
from tellings.language.words import fold
from tellings.model import Conflict, Slice

NEAR = 0.35
COMPASS = {
    "north": 0, "northeast": 45, "east": 90, "southeast": 135,
    "south": 180, "southwest": 225, "west": 270, "northwest": 315,
}  # fmt: skip
# Directions this far apart (degrees) or more cannot both hold.
APART = 90
LANDMARK = re.compile(
    r"\b(?P<way>(?:north|south)(?:\s?-?\s?(?:east|west))?|east|west)(?:ern side)?\s+of\s+"
    r"(?:the\s+)?(?:(?:town|city|village|port|capital|island|district)\s+of\s+)?(?P<mark>[A-Z][\w’'-]+)",
)
ROOMS = (
    "office", "closet", "basement", "cellar", "kitchen", "break room", "bathroom", "bedroom", "attic", "lobby",
    "classroom", "garage", "stairwell", "hallway", "corridor", "cupboard", "toilet", "canteen", "storeroom",
)  # fmt: skip
ROOM = re.compile(
    rf"\b(?:in|inside|into|in to)\s+(?:an?|the|his|her|their|its)\s+(?:[\w-]+\s+)?(?P<room>{'|'.join(ROOMS)})\b"
)


def place_conflicts(relations: Relations) -> Iterator[Conflict]:
    """Conflicts between aligned statements of different articles."""
    yield from _of_directions(relations)
    yield from _of_rooms(relations)


def _of_directions(relations: Relations) -> Iterator[Conflict]:
    found = [(told, match) for told in relations.story.told for match in LANDMARK.finditer(told.text)]
    for (a, left), (b, right) in combinations(found, 2):
        if a.article.id == b.article.id or fold(left["mark"]) != fold(right["mark"]):
            continue
        if _angle(left["way"], right["way"]) >= APART and relations.nearness(a, b) >= NEAR:
            sides = [side(_slice(t, m, "way"), [t]) for t, m in ((a, left), (b, right))]
            yield conflict("place", "directions-differ", sides, relations, [a, b])


def _of_rooms(relations: Relations) -> Iterator[Conflict]:
    found: list[tuple[Told, Sequence[re.Match[str]]]] = []
    for told in relations.story.told:
        rooms = list(ROOM.finditer(fold(told.text)))
        if len(rooms) == 1:
            found.append((told, rooms))
    for (a, left), (b, right) in combinations(found, 2):
        if a.article.id == b.article.id or left[0]["room"] == right[0]["room"]:
            continue
        if relations.nearness(a, b) == 1.0:
            sides = [side(_slice(t, m[0], "room"), [t]) for t, m in ((a, left), (b, right))]
            yield conflict("place", "rooms-differ", sides, relations, [a, b])


def _angle(a: str, b: str) -> int:
    left, right = (COMPASS[re.sub(r"[\s-]", "", fold(way))] for way in (a, b))
    apart = abs(left - right)
    return min(apart, 360 - apart)


def _slice(told: Told, match: re.Match[str], group: str) -> Slice:
    start = told.statement.start
    return told.article.slice(start + match.start(group), start + match.end(group))
