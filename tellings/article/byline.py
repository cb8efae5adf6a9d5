"""Bylines: a line that names who wrote the text, and nothing else."""

import re

# Words that stand beside a name in a byline and are no part of it.
ROLE = re.compile(
    r"\b(?:staff|senior|chief|special|foreign|political|diplomatic|news|crime|local|national|international|our|the|for|"
    r"contributing|associate|deputy|investigations?|business|sports?|city|court|white house|education|health)?[ -]?"
    r"(?:staff )?(?:writers?|reporters?|correspondents?|editors?|journalists?|contributors?|columnists?|producers?|"
    r"bureau chief|news desk|newsroom|news staff|web desk|online desk|desk)\b.*",
    re.I,
)
NAME_WORD = r"[^\W\d_a-z][\w'’.-]*"
LINK = r"(?:de|da|del|della|di|la|le|van|von|der|den|bin|ibn|al|el|dos|du|y|and|of|for)"
NAMES = re.compile(rf"{NAME_WORD}(?:(?: |, ?|/| ?& ?| / )(?:{NAME_WORD}|{LINK}(?= )))*")
BYLINE = re.compile(
    r"(?:by|BY|By|Words by|Story by|Text by|Report by|Posted by|Written by)(?: ?: ?| )(?P<names>\S.{1,120})"
)
# "By Monday", "By March": a time, not a person.
NOT_A_NAME = re.compile(
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|january|february|march|april|june|july|august|september|october|november|december|"
    r"today|tomorrow|noon|midnight|then|now|christmas|easter",
    re.I,
)
SPLIT = re.compile(r",\s+|\s+and\s+|\s+&\s+|\s+AND\s+|\s*;\s*|\s+\|\s+")
TAIL = re.compile(
    r"\s*(?:[|@(•·]|\s[-–—]\s|, (?=published|updated|posted|\d)).*$|\s+(?:in|from|at|for|on|via) (?=[A-Z]).*$", re.I
)
LONGEST = 14


def byline(line: str) -> tuple[str, ...]:
    """Persons of a byline (``By Ann/Bo Reyes and Cy Dunn``), as written; empty where it is none."""
    match = BYLINE.fullmatch(line.rstrip(" .|•"))
    if not match or len(line.split()) > LONGEST:
        return ()
    return persons(match["names"])


def persons(names: str) -> tuple[str, ...]:
    """Names of persons or desks in ``names``, roles cut off; empty where these are not names."""
    names = TAIL.sub("", names).strip(" ,.|")
    parts = [_name(part) for part in SPLIT.split(names)]
    found = tuple(dict.fromkeys(p for p in parts if p))
    if not found or NOT_A_NAME.match(found[0]) or not all(NAMES.fullmatch(p) for p in found):
        return ()
    if len(found) > 1 and all(len(p.split()) == 1 for p in found):
        # "Reyes, Ann" is one person.
        return (names,)
    return found if all(len(p.split()) <= 5 for p in found) else ()


def _name(part: str) -> str:
    bare = ROLE.sub("", part).strip(" ,.")
    return re.sub(r"^(?:by|written by) ", "", bare, flags=re.I)
