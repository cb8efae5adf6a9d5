"""Places: where the places that the article names are.

Names of kind place are looked up in the gazetteer. Where several places share a name, the one that its
own words point to wins ("Lakewood, Ohio"), then one in a country or region that the article names
elsewhere, then the most populous. A name inside the name of an organisation is no place. Limits are in
docs/marks/places.md.
"""

import re
from collections import Counter
from collections.abc import Sequence

from tellings.mark import countries, gazetteer, lexicon
from tellings.mark.gazetteer import Entry
from tellings.model import Article, Name, Place

_REGION_AFTER = re.compile(r",? \(?([A-Z][\w'’.-]*(?: [A-Z][\w'’-]*)*)")
_ARTICLE = re.compile(r"^[Tt]he ")

# How much each sign counts; only their order matters.
SAME_REGION = 20.0
SAME_COUNTRY = 10.0
CAPITAL = 10.0
DIGIT_OF_POPULATION = 6.0


def places(article: Article, names: Sequence[Name]) -> list[Place]:
    """Places of the article in order of start, each with where the gazetteer puts it.

    A demonym is no place. Coordinates are degrees WGS 84; regions and countries stand at the mean of
    their towns. Names that the gazetteer does not hold are left out. Raises nothing.
    """
    candidates = [(name, found) for name in names if name.kind == "place" and (found := _entries(name))]
    context = _context(candidates)
    chosen: dict[str, Entry] = {}
    for name, found in candidates:
        said = _said(article.text, name, found)
        if said is not None or name.key not in chosen:
            chosen[name.key] = said or chosen.get(name.key) or max(found, key=lambda e: _weight(e, context))
    return [_place(name, chosen[name.key]) for name, _ in candidates]


def _entries(name: Name) -> tuple[Entry, ...]:
    words = " ".join(name.text.split())
    country = countries.named(words)
    if country is not None:
        return tuple(e for e in gazetteer.entries(country.name) if e.precision == "country")
    if countries.called(words):
        return ()
    if lexicon.on("body").get(words) == "place":
        return tuple(e for e in gazetteer.entries(words) if e.precision == "region")
    return gazetteer.entries(words) or gazetteer.entries(_ARTICLE.sub("", words))


def _context(candidates: Sequence[tuple[Name, tuple[Entry, ...]]]) -> Counter[tuple[str, str]]:
    """Countries and regions that the article's unmistakable places speak for."""
    context = Counter[tuple[str, str]]()
    for _, found in candidates:
        if found[0].precision != "settlement" or len({e.country for e in found}) == 1:
            context[found[0].country, ""] += 1
            if found[0].precision == "region" or len(found) == 1:
                context[found[0].country, found[0].region] += 1
    return context


def _weight(entry: Entry, context: Counter[tuple[str, str]]) -> tuple[float, int]:
    """Signs from the article, then size."""
    signs = 0.0
    if entry.precision == "settlement" and entry.region and context[entry.country, entry.region]:
        signs += SAME_REGION
    if context[entry.country, ""]:
        signs += SAME_COUNTRY
    signs += CAPITAL if entry.capital else 0.0
    # A metropolis is meant even where a village of that name lies in the country written about.
    size = len(str(entry.population)) * DIGIT_OF_POPULATION
    return signs + size, entry.population


def _said(text: str, name: Name, found: Sequence[Entry]) -> Entry | None:
    """The entry that the words after the name point to: ``Lakewood, Ohio``."""
    following = _REGION_AFTER.match(text, name.end)
    if not following or text[name.end : name.end + 1] != ",":
        return None
    words = following.group(1)
    for size in range(len(words.split()), 0, -1):
        area = " ".join(words.split()[:size])
        country = countries.named(area)
        wider = {(e.country, e.region) for e in gazetteer.entries(area) if e.precision == "region"}
        for entry in found:
            if entry.precision != "country" and (
                (country is not None and entry.country == country.code) or (entry.country, entry.region) in wider
            ):
                return entry
    return None


def _place(name: Name, entry: Entry) -> Place:
    return Place(
        start=name.start,
        end=name.end,
        text=name.text,
        name=entry.name,
        latitude=entry.latitude,
        longitude=entry.longitude,
        precision=entry.precision,
        gazetteer=gazetteer.NAME,
        timezone=entry.timezone,
        country=entry.country,
    )
