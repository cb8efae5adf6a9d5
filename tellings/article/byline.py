"""Bylines: a line that names who wrote the text, and nothing else; words stand in ``tellings/data/bylines.toml``."""

import re
from functools import cache

import msgspec

from tellings.language import agencies
from tellings.language.tables import load
from tellings.language.words import tokens
from tellings.model import Candidate

# Words that stand beside a name in a byline and are no part of it.
ROLE = re.compile(
    r"\b(?:staff|senior|chief|special|foreign|political|diplomatic|news|crime|local|national|international|our|the|for|"
    r"contributing|associate|deputy|investigations?|business|sports?|city|court|white house|education|health)?[ -]?"
    r"(?:staff )?(?:writers?|reporters?|correspondents?|editors?|journalists?|contributors?|columnists?|producers?|"
    r"bureau chief|news desk|newsroom|news staff|web desk|online desk|desk)\b.*",
    re.I,
)
NAME_WORD = r"[^\W\d_a-z][\w'’.-]*"
LINK = r"(?:de|da|del|della|di|la|le|van|von|der|den|bin|ibn|al|el|dos|du|y|e|i|and|of|for)"
NAMES = re.compile(rf"{NAME_WORD}(?:(?: |, ?|/| ?& ?| / )(?:{NAME_WORD}|{LINK}(?= )))*")
BYLINE = re.compile(
    r"(?:(?:(?:words|story|text|report|photos?|pictures|video|graphics|analysis|opinion|commentary|review|essay|column)"
    r"(?:,? and |, | & )?){0,3} ?by"
    r"|posted by|written by)"
    r"(?: ?: ?| )(?P<names>\S.{1,120})",
    re.I,
)
# "By Monday", "By March": a time, not a person.
NOT_A_NAME = re.compile(
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|january|february|march|april|june|july|august|september|october|november|december|"
    r"today|tomorrow|noon|midnight|then|now|christmas|easter",
    re.I,
)
SPLIT = re.compile(r",\s*|\s+and\s+|\s+&\s+|\s+AND\s+|\s*;\s*|\s+\|\s+")
# Where one person's names end and another's begin.
JOINED = re.compile(r"\s+(?:and|AND|&|\|)\s+|\s*;\s*")
# "José Ortega y Gasset" is one person: between two whole names such a word parts them, else it joins.
SPLIT_ABROAD = re.compile(r"\s+(?:und|et|y|e|en|och|og|dan|ve|и|й|та|i)\s+")
TAIL = re.compile(
    r"\s*(?:[|@(•·]|\s[-–—]\s|, (?=published|updated|posted|\d)).*$|\s+(?:in|from|at|for|on|via) (?=[A-Z]).*$", re.I
)
OPENED = re.compile(r"^(?:(?:written|analysis|opinion|commentary|review|essay|column|story|text|report) )?by ", re.I)
INITIALS = re.compile(r"(?:[^\W\d_]\.)+$")
LONGEST = 14


class Opening(msgspec.Struct, frozen=True, kw_only=True):
    """Words before the names of a byline in one language."""

    language: str
    words: list[str]
    seen: str
    names: list[str]


class Organisation(msgspec.Struct, frozen=True, kw_only=True):
    """Words of the names of desks, outlets and bodies."""

    words: list[str]
    seen: str


class Nobody(msgspec.Struct, frozen=True, kw_only=True):
    """Words of buttons and headings beside names."""

    words: list[str]
    seen: str


class Office(msgspec.Struct, frozen=True, kw_only=True):
    """Last words of what a person is, which stands after the name with whom it is at."""

    words: list[str]
    seen: str
    names: list[str]


class Credential(msgspec.Struct, frozen=True, kw_only=True):
    """Letters that follow a name: degrees, orders."""

    letters: list[str]
    seen: str
    names: list[str]


def openings() -> tuple[Opening, ...]:
    """Words before the names, by language."""
    return load("bylines.toml", "opening", Opening)


def organisations() -> tuple[Organisation, ...]:
    """Words of organisations."""
    return load("bylines.toml", "organisation", Organisation)


def nobodies() -> tuple[Nobody, ...]:
    """Words of what names nobody."""
    return load("bylines.toml", "nobody", Nobody)


def offices() -> tuple[Office, ...]:
    """Words of what a person is."""
    return load("bylines.toml", "office", Office)


def credentials() -> tuple[Credential, ...]:
    """Letters after names."""
    return load("bylines.toml", "credential", Credential)


def byline(line: str) -> tuple[str, ...]:
    """Persons of a byline (``By Ann/Bo Reyes and Cy Dunn``), as written; empty where it is none."""
    bare = line.rstrip(" .|•")
    if len(line.split()) > LONGEST:
        return ()
    if match := BYLINE.fullmatch(bare):
        return persons(match["names"])
    if match := _abroad().fullmatch(bare):
        found = persons(match["names"])
        # "Von Bergen" may be a place or a title: only whole names count without "By".
        return found if all(len(p.split()) > 1 for p in found) else ()
    return ()


def persons(names: str) -> tuple[str, ...]:
    """Names of persons or desks in ``names``, roles and credentials cut off; empty where these are not names."""
    names = TAIL.sub("", names).strip(" ,.|")
    if agencies.named(names):
        return (names,)
    names = agencies.without(names)[0]
    names = _without_offices(names)
    parts = [_name(part) for whole in SPLIT.split(names) for part in _parted(whole)]
    found = tuple(dict.fromkeys(p for p in parts if p and _nobody().isdisjoint(tokens(p))))
    if not found or NOT_A_NAME.match(found[0]) or not all(NAMES.fullmatch(p) for p in found):
        return ()
    if len(found) > 1 and all(len(p.split()) == 1 for p in found):
        # "Reyes, Ann" is one person.
        found = (names,)
    return found if all(len(p.split()) <= 5 for p in found) else ()


def told(line: str, source: str) -> list[Candidate]:
    """Candidates of ``byline`` and ``agency`` for a line that is a byline; none where it is not."""
    found = [Candidate(field="byline", value=person, from_=source) for person in byline(line)]
    opened = BYLINE.fullmatch(line.rstrip(" .|•")) or _abroad().fullmatch(line.rstrip(" .|•"))
    return found + ([c for c in signed(opened["names"], source) if c.field == "agency"] if found and opened else [])


def signed(value: str, source: str) -> list[Candidate]:
    """Candidates of ``byline`` for the persons of ``value``, and of ``agency`` where it names one beside them."""
    bare = TAIL.sub("", value).strip(" ,.|")
    agency = bare if agencies.named(bare) else agencies.without(bare)[1]
    told = [Candidate(field="agency", value=agency, from_=source)] if agency else []
    return [*(Candidate(field="byline", value=person, from_=source) for person in persons(value)), *told]


def is_organisation(name: str) -> bool:
    """Whether a byline's name is an agency's, an outlet's, a desk's or a body's, by its words."""
    first = name.split(" ")[0]
    if agencies.named(name) is not None or (first.isupper() and not name.isupper() and agencies.named(first)):
        # "AP National Security"
        return True
    return not _organisation_words().isdisjoint(tokens(name))


def _without_offices(names: str) -> str:
    """``Ann Bo, Deputy Director, Quay Trust and Cy Dunn`` without what Ann Bo is and where."""
    kept: list[str] = []
    for group in JOINED.split(names):
        parts = group.split(",")
        place = next((n for n, p in enumerate(parts) if (n or kept) and _is_office(p)), None)
        if bare := ",".join(parts[:place]).strip():
            kept.append(bare)
    return " and ".join(kept)


def _is_office(part: str) -> bool:
    words = tokens(part)
    return not _office_words().isdisjoint([*words[:1], *words[-1:]])


def _parted(names: str) -> list[str]:
    parts = SPLIT_ABROAD.split(names)
    return parts if all(len(p.split()) > 1 for p in parts) else [names]


def _name(part: str) -> str:
    bare = ROLE.sub("", part).strip(" ,")
    bare = OPENED.sub("", bare)
    words = bare.split()
    while words and words[-1].replace(".", "").rstrip(",") in _letters():
        words.pop()
    bare = " ".join(words).rstrip(",")
    return bare if INITIALS.search(bare) else bare.strip(" ,.")


@cache
def _letters() -> frozenset[str]:
    return frozenset(letters for row in credentials() for letters in row.letters)


@cache
def _office_words() -> frozenset[str]:
    return frozenset(word for row in offices() for word in row.words)


@cache
def _nobody() -> frozenset[str]:
    return frozenset(word for row in nobodies() for word in row.words)


@cache
def _organisation_words() -> frozenset[str]:
    return frozenset(word for row in organisations() for word in row.words)


@cache
def _abroad() -> re.Pattern[str]:
    words = sorted({word for row in openings() for word in row.words}, key=lambda w: (-len(w), w))
    return re.compile(rf"(?:{'|'.join(map(re.escape, words))})(?: ?: ?| )(?P<names>\S.{{1,120}})", re.I)
