"""Place words: what the words beside a place's name say of where it is, and of what kind.

"Lakewood, Ohio", "the Lebanese city of Tripoli", "Hyderabad, in Pakistan's Sindh province",
"the state of Georgia", "TRIPOLI, Lebanon (EP) —".
"""

import re
from collections.abc import Iterator
from functools import cache

from tellings.mark import countries, gazetteer
from tellings.mark.gazetteer import Entry, Precision
from tellings.model import Name

_KINDS: dict[str, Precision] = {
    **dict.fromkeys("city town village capital municipality suburb port borough township hamlet".split(), "settlement"),
    **dict.fromkeys(
        "state province region governorate oblast prefecture canton emirate department territory".split(), "region"
    ),
    **dict.fromkeys("country nation republic kingdom".split(), "country"),
}
_KIND = "|".join(_KINDS)
_AREA = r"[A-ZÉÁÓ][\w'’.-]*(?: [A-ZÉÁÓ][\w'’-]*){0,3}"
_COMPASS = "north|south|east|west|northeast|northwest|southeast|southwest"
_SIDE = rf"(?:(?:the|central|nearby|neighbou?ring|(?:{_COMPASS})(?:ern)?)\s+)*"
_REGION_AFTER = re.compile(r",? \(?([A-Z][\w'’.-]*(?: [A-Z][\w'’-]*)*)")
_AFTER = re.compile(
    rf"(?:,?\s+(?:in|of)\s+{_SIDE}(?:(?:U\.?S\.?|{_AREA}['’]s?)\s+)?(?:(?:{_KIND})\s+of\s+)?|\s+\()(?P<area>{_AREA})"
)
_OWNER_AFTER = re.compile(rf",?\s+in\s+{_SIDE}(?P<area>{_AREA}?)['’]s?\s")
# "Lebanon's", "the Lebanese coastal city of", "the Jamaican capital,".
_OWNER_BEFORE = re.compile(
    rf"(?P<area>{_AREA})(?:['’]s?)?\s+(?:[a-z]+(?:-[a-z]+)?\s+){{0,3}}(?:{_KIND})(?:\s+of|,)?\s+(?:the\s+)?$"
    rf"|(?P<owner>{_AREA})['’]s?\s+{_SIDE}$"
)
_KIND_BEFORE = re.compile(rf"\b(?P<kind>{_KIND})\s+of\s+(?:the\s+)?$")
_KIND_AFTER = re.compile(rf"\s+(?P<kind>{_KIND})\b")
_LISTED = re.compile(r",? (?:and|or) [A-Z]|, [A-Z]")
_LOCATED = re.compile(r"\b(?:[Ii]n|[Nn]ear|[Oo]utside|[Aa]round|[Aa]cross)\s+(?:central\s+|downtown\s+)?$")
# The place of writing at a text's head: "TRIPOLI, Lebanon (EP) —".
_DATELINE = re.compile(r"(?:,\s+[A-Z][\w. ]{2,24}?)?\s*(?:\([^)\n]{1,40}\)\s*)?(?:—|–|--|-\s)")


def is_dateline(text: str, name: Name) -> bool:
    """Whether a name in capitals at a block's head says where the text was written."""
    heads = name.start == 0 or text[name.start - 1] == "\n"
    return heads and name.text.isupper() and len(name.text) > 3 and _DATELINE.match(text, name.end) is not None


def said(text: str, name: Name, found: tuple[Entry, ...]) -> Entry | None:
    """The entry that the words beside the name point to; None where they point to none of ``found``."""
    kind = _kind(text, name)
    areas = [(area, countries.named(area)) for area in areas_after(text, name)]
    areas += [(area, countries.called(area)) for area in _areas_beside(text, name)]
    for area, country in areas:
        wider = _regions(area)
        inside = [
            entry
            for entry in found
            if entry.precision != "country"
            and ((country is not None and entry.country == country.code) or (entry.country, entry.region) in wider)
        ]
        if inside:
            # A town is meant before the region around it of its name.
            return next((entry for entry in inside if entry.precision == (kind or "settlement")), inside[0])
    if kind is None:
        return None
    of_kind = [entry for entry in found if entry.precision == kind]
    return of_kind[0] if len(of_kind) == 1 and len(found) > 1 else None


def is_elsewhere(text: str, name: Name, found: tuple[Entry, ...]) -> bool:
    """Whether the words after the name put it in a country or region where the gazetteer has none of that name."""
    areas = areas_after(text, name)
    if not areas or found[0].precision != "settlement" or said(text, name, found):
        return False
    known = next((a for a in areas if countries.named(a) or _regions(a)), None)
    # "San Antonio, New York and Atlanta" is a list.
    return known is not None and not _LISTED.match(text, name.end + 2 + len(known))


def is_located(text: str, name: Name) -> bool:
    """Whether something is told to be in or near the place."""
    return _LOCATED.search(text, max(0, name.start - 20), name.start) is not None


def areas_after(text: str, name: Name) -> list[str]:
    """What may be the wider area after a comma, longest first."""
    following = _REGION_AFTER.match(text, name.end)
    if not following or text[name.end : name.end + 1] != ",":
        return []
    words = following.group(1).split()
    whole = [" ".join(words[:size]) for size in range(len(words), 0, -1)]
    # A full stop may end the sentence or a short form ("Ill.").
    return [area for words in whole for area in dict.fromkeys((words, words.rstrip(".")))]


def _areas_beside(text: str, name: Name) -> Iterator[str]:
    """Areas that other words beside the name put it in: "in northern Lebanon", "Lebanon's", "the Lebanese city of"."""
    for pattern in (_AFTER, _OWNER_AFTER):
        if after := pattern.match(text, name.end):
            yield from _shorter(after["area"], first=True)
    before = _OWNER_BEFORE.search(text, max(0, name.start - 80), name.start)
    if before:
        yield from _shorter(before["area"] or before["owner"], first=False)


def _shorter(words: str, *, first: bool) -> Iterator[str]:
    """The words and shorter runs of them that keep the first, or the last."""
    parts = re.sub(r"['’]s?$", "", words).split()
    for size in range(len(parts), 0, -1):
        run = " ".join(parts[:size] if first else parts[-size:])
        yield from dict.fromkeys((run, run.rstrip(".")))


def _kind(text: str, name: Name) -> Precision | None:
    """Of what kind the place is, where the words say it: "the state of", "province"."""
    match = _KIND_BEFORE.search(text, max(0, name.start - 24), name.start) or _KIND_AFTER.match(text, name.end)
    return _KINDS[match["kind"]] if match else None


@cache
def _regions(area: str) -> frozenset[tuple[str, str]]:
    return frozenset((e.country, e.region) for e in gazetteer.entries(area) if e.precision == "region")
