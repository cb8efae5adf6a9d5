"""Places: where the places that the article names are.

Names of kind place are looked up in the gazetteer. Where several places share a name, the one that its
own words point to wins ("Lakewood, Ohio"), then one in a country or region that the article names
elsewhere, then the most populous by far. Where none stands out, or only a village far from all else the
article names, nothing is placed: no coordinate is better than a wrong one. A name inside the name of an
organisation is no place. Limits are in docs/marks/places.md.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import cache

import msgspec

from tellings.language import tables
from tellings.mark import countries, gazetteer, lexicon
from tellings.mark.gazetteer import Entry
from tellings.model import Article, Name, Place


class Generic(msgspec.Struct, frozen=True):
    """A row of ``[[generic]]``: words of direction and lie, which name a place only with its country near."""

    words: str
    seen: str


class Area(msgspec.Struct, frozen=True):
    """A row of ``[[area]]``: names of areas that the gazetteer lacks, and their country."""

    words: str
    country: str
    seen: str


GENERIC = tables.load("places/doubtful.toml", "generic", Generic)
AREAS = tables.load("places/doubtful.toml", "area", Area)

_REGION_AFTER = re.compile(r",? \(?([A-Z][\w'’.-]*(?: [A-Z][\w'’-]*)*)")
_LISTED = re.compile(r",? (?:and|or) [A-Z]|, [A-Z]")
_ARTICLE = re.compile(r"^[Tt]he ")

# How much each sign counts; only their order matters.
SAME_REGION = 20.0
SAME_COUNTRY = 10.0
CAPITAL = 10.0
DIGIT_OF_POPULATION = 6.0
# The most populous of a name is meant where it has this many times the people of the next.
STANDS_OUT = 3
FAR_LARGER = 50
# A settlement under this is meant only where the article names its country by something else too.
VILLAGE = 15_000
SMALL_REGION = 100_000

# Who speaks for a country, or for a region of it: the keys of names.
Context = Mapping[tuple[str, str], AbstractSet[str]]


def places(article: Article, names: Sequence[Name]) -> list[Place]:
    """Places of the article in order of start, each with where the gazetteer puts it.

    A demonym is no place. Coordinates are degrees WGS 84; regions and countries stand at the town of
    theirs nearest to the mean of their towns. Names that the gazetteer does not hold, or that could as
    well be another place, are left out. Raises nothing.
    """
    candidates = [(name, found) for name in names if name.kind == "place" and (found := _entries(name))]
    context = _context(candidates, names)
    told = {name.key: said for name, found in candidates if (said := _said(article.text, name, found))}
    elsewhere = {name.key for name, found in candidates if _is_elsewhere(article.text, name, found)}
    chosen: dict[str, Entry | None] = {}
    kept: list[Place] = []
    for name, found in candidates:
        said = _said(article.text, name, found)
        if said is not None or name.key not in chosen:
            doubtful = name.key in elsewhere and name.key not in told
            chosen[name.key] = said or (None if doubtful else _likeliest(name, found, context))
        entry = chosen[name.key]
        if entry is not None:
            kept.append(_place(name, entry))
    return kept


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


def _context(candidates: Sequence[tuple[Name, tuple[Entry, ...]]], names: Iterable[Name]) -> Context:
    """Countries and regions that the article's demonyms and unmistakable places speak for."""
    context: dict[tuple[str, str], set[str]] = {}
    for name in names:
        country = countries.called(" ".join(name.text.split()))
        if country is not None:
            context.setdefault((country.code, ""), set()).add(name.key)
    for name, found in candidates:
        if not _is_generic(name) and (found[0].precision != "settlement" or len({e.country for e in found}) == 1):
            context.setdefault((found[0].country, ""), set()).add(name.key)
            if found[0].precision == "region" or len(found) == 1:
                context.setdefault((found[0].country, found[0].region), set()).add(name.key)
    return context


# ---------------------------------------------------------------- choosing


def _likeliest(name: Name, found: Sequence[Entry], context: Context) -> Entry | None:
    """The entry that the article's other names and its size speak for; None where none stands out."""
    # The region around a town of its name is meant no more often than the town ("Cairo").
    lone = [e for e in found if e.precision != "region" or not any(_is_near(e, o) for o in found if o is not e)]
    weigh = {e: _signs(e, name, context) + _over_villages(e, lone) for e in found}
    best = max(lone or found, key=lambda e: (weigh[e] + _size(e), e.population))
    spoken = _speaks(context, name, best.country, "")
    small = VILLAGE if best.precision == "settlement" else SMALL_REGION
    if best.precision != "country" and not spoken and (best.population < small or _is_generic(name)):
        return None
    area = _areas().get(" ".join(name.text.split()))
    if area is not None and best.precision != "region" and (_speaks(context, name, area, "") or not spoken):
        return None
    rivals = [e for e in lone if e.precision == "settlement" or _speaks(context, name, e.country, "")]
    rivals = [e for e in rivals if e is not best and not _is_near(best, e)]
    clear = all(weigh[best] > weigh[e] or best.population >= STANDS_OUT * e.population for e in rivals)
    return best if clear else None


def _over_villages(entry: Entry, found: Sequence[Entry]) -> float:
    """ "Wales" is the country of millions, not the village of its name beside it."""
    towns = [e.population for e in found if e.precision == "settlement" and e.country == entry.country]
    wide = entry.precision == "region" and towns and entry.population >= FAR_LARGER * max(towns)
    return SAME_REGION if wide else 0.0


def _signs(entry: Entry, name: Name, context: Context) -> float:
    """Signs from the article's other names."""
    signs = CAPITAL if entry.capital else 0.0
    if not _speaks(context, name, entry.country, ""):
        return signs
    near = entry.precision == "settlement" and _speaks(context, name, entry.country, entry.region)
    return signs + SAME_COUNTRY + (SAME_REGION if near else 0.0)


def _size(entry: Entry) -> float:
    """A metropolis is meant even where a village of that name lies in the country written about."""
    return len(str(entry.population)) * DIGIT_OF_POPULATION


def _speaks(context: Context, name: Name, country: str, region: str) -> bool:
    """Whether any other name speaks for the country or region."""
    return bool(context.get((country, region), frozenset()) - {name.key})


def _is_near(a: Entry, b: Entry) -> bool:
    """A town and the region around it are one place on a map of the world."""
    return abs(a.latitude - b.latitude) < 1 and abs(a.longitude - b.longitude) < 1


def _is_generic(name: Name) -> bool:
    return all(word in _generic() for word in name.text.lower().split())


@cache
def _generic() -> frozenset[str]:
    return frozenset(word for row in GENERIC for word in row.words.split())


@cache
def _areas() -> dict[str, str]:
    return {words: row.country for row in AREAS for words in row.words.split(", ")}


# ---------------------------------------------------------------- the words after a name


def _said(text: str, name: Name, found: Sequence[Entry]) -> Entry | None:
    """The entry that the words after the name point to: ``Lakewood, Ohio``."""
    for area in _areas_after(text, name):
        country = countries.named(area)
        wider = {(e.country, e.region) for e in gazetteer.entries(area) if e.precision == "region"}
        for entry in found:
            if entry.precision != "country" and (
                (country is not None and entry.country == country.code) or (entry.country, entry.region) in wider
            ):
                return entry
    return None


def _is_elsewhere(text: str, name: Name, found: Sequence[Entry]) -> bool:
    """Whether the words after the name put it in a country or region where the gazetteer has none of that name."""
    areas = _areas_after(text, name)
    if not areas or found[0].precision != "settlement" or _said(text, name, found):
        return False
    # "San Antonio, New York and Atlanta" is a list.
    if _LISTED.match(text, name.end + 2 + len(areas[0])):
        return False
    return bool(countries.named(areas[0])) or any(e.precision == "region" for e in gazetteer.entries(areas[0]))


def _areas_after(text: str, name: Name) -> list[str]:
    """What may be the wider area after a comma, longest first."""
    following = _REGION_AFTER.match(text, name.end)
    if not following or text[name.end : name.end + 1] != ",":
        return []
    words = following.group(1).split()
    return [" ".join(words[:size]) for size in range(len(words), 0, -1)]


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
