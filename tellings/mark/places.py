"""Places: where the places that the article names are.

Names of kind place are looked up in the gazetteer. Where several places share a name, the one that its
own words point to wins ("Lakewood, Ohio"), then one in a country or region that the article names
elsewhere, then the most populous by far. Where none stands out the place has no coordinates, which is
better than wrong ones; a village far from all else the article names is left out. What else a name could
mean is kept with it. A name inside the name of an organisation is no place. Limits are in
docs/marks/places.md.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import cache
from typing import NamedTuple

import msgspec

from tellings.language import tables
from tellings.mark import countries, gazetteer, lexicon, placewords
from tellings.mark.gazetteer import Entry
from tellings.model import Article, Name, Place, PlaceCandidate, PlaceReason


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

_ARTICLE = re.compile(r"^[Tt]he ")

# How much each sign counts; only their order matters.
SAME_REGION = 20.0
SAME_COUNTRY = 14.0
CAPITAL = 6.0
DIGIT_OF_POPULATION = 6.0
# The most populous of a name is meant where it has this many times the people of the next.
STANDS_OUT = 3
FAR_LARGER = 50
# A settlement under this is meant only where the article names its country by something else too.
VILLAGE = 15_000
SMALL_REGION = 100_000
# A city that may be meant instead of another country's capital of its name, without its region being named.
CITY, PART_OF_CAPITAL = 150_000, 8
# Other places of a name that are kept, at most.
MOST_CANDIDATES = 8

# Who speaks for a country, or for a region of it: the keys of names.
Context = Mapping[tuple[str, str], AbstractSet[str]]


class Found(NamedTuple):
    """A name with the gazetteer's entries of it."""

    name: Name
    entries: tuple[Entry, ...]


class Choice(NamedTuple):
    """The entry taken for a name, and why."""

    entry: Entry
    why: PlaceReason


def places(article: Article, names: Sequence[Name]) -> list[Place]:
    """Places of the article in order of start, each with where the gazetteer puts it.

    A demonym is no place. Coordinates are degrees WGS 84; regions and countries stand at the town of
    theirs nearest to the mean of their towns, and a name that could as well be another place at none.
    Names that the gazetteer does not hold are left out.
    Raises nothing.
    """
    found = [Found(n, entries) for n in names if _may_place(article.text, n) and (entries := _entries(n))]
    context = _context(found, names)
    beside = [placewords.said(article.text, *one) for one in found]
    told: dict[str, Entry] = {}
    for one, entry in zip(found, beside, strict=True):
        if entry is not None:
            told.setdefault(_key(one.name), entry)
    elsewhere = {_key(n) for n, entries in found if placewords.is_elsewhere(article.text, n, entries)}
    # What nothing is told to be in may be no place at all ("Mercedes").
    located = {_key(n) for n, _ in found if placewords.is_located(article.text, n)}
    chosen: dict[str, Choice | None] = {}
    kept: list[Place] = []
    for one, entry in zip(found, beside, strict=True):
        key = _key(one.name)
        if entry is not None:
            chosen[key] = Choice(entry, "words-elsewhere")
            kept.append(_place(one, Choice(entry, "words-beside")))
            continue
        if key not in chosen:
            chosen[key] = _first_choice(one, told.get(key), key in elsewhere, context)
            if key not in located and (choice := chosen[key]) and choice.why == "unsettled":
                chosen[key] = None
        if choice := chosen[key]:
            kept.append(_place(one, choice))
    return kept


def _first_choice(one: Found, told: Entry | None, elsewhere: bool, context: Context) -> Choice | None:
    """What a name means whose own words do not say: what they say at another mention, else the likeliest."""
    if told is not None:
        return Choice(told, "words-elsewhere")
    return None if elsewhere else _likeliest(one.name, one.entries, context)


def _may_place(text: str, name: Name) -> bool:
    return name.kind == "place" or (name.kind != "person" and placewords.is_dateline(text, name))


def _key(name: Name) -> str:
    """One key for a name in capitals and not: "TRIPOLI" is Tripoli."""
    return name.key.casefold()


def _entries(name: Name) -> tuple[Entry, ...]:
    words = " ".join(name.text.split())
    if words.isupper() and len(words) > 3:
        words = words.title()
    country = countries.named(words)
    if country is not None:
        own = tuple(e for e in gazetteer.entries(country.name) if e.precision == "country")
        return own + tuple(e for e in gazetteer.entries(words) if e.precision != "country")
    if countries.called(words):
        return ()
    if lexicon.on("body").get(words) == "place":
        return tuple(e for e in gazetteer.entries(words) if e.precision == "region")
    return gazetteer.entries(words) or gazetteer.entries(_ARTICLE.sub("", words))


def _context(found: Sequence[Found], names: Iterable[Name]) -> Context:
    """Countries and regions that the article's demonyms, bodies and unmistakable places speak for."""
    context: dict[tuple[str, str], set[str]] = {}
    for name in names:
        for country, region in _spoken_for(name):
            context.setdefault((country, region), set()).add(_key(name))
    for name, entries in found:
        if countries.named(" ".join(name.text.split())) is not None and _is_two(entries):
            continue
        if not _is_generic(name) and (entries[0].precision != "settlement" or len({e.country for e in entries}) == 1):
            context.setdefault((entries[0].country, ""), set()).add(_key(name))
            if entries[0].precision == "region" or len(entries) == 1:
                context.setdefault((entries[0].country, entries[0].region), set()).add(_key(name))
    return context


def _spoken_for(name: Name) -> Iterable[tuple[str, str]]:
    """The country, and the region, that a demonym or the head of a body's name speaks for."""
    words = name.text.split()
    whole = countries.called(" ".join(words))
    # "Georgia" names a country and a state: what is said of it cannot speak for one of them.
    if whole is not None and not _is_two(_entries(name)):
        yield whole.code, ""
    if name.kind != "organisation" or len(words) < 2:
        return
    for head in (" ".join(words[:2]), words[0]):
        country = countries.called(head)
        if country is not None:
            yield country.code, ""
            return
        regions = {(e.country, e.region) for e in gazetteer.entries(head) if e.precision == "region"}
        if len(regions) == 1 and gazetteer.entries(head)[0].precision == "region":
            ((code, region),) = regions
            yield from ((code, ""), (code, region))
            return


def _is_two(entries: Sequence[Entry]) -> bool:
    """Whether a country shares its name with a region elsewhere that has more people ("Georgia")."""
    return _namesake(entries) is not None


def _namesake(entries: Sequence[Entry]) -> Entry | None:
    if not entries or entries[0].precision != "country":
        return None
    own = entries[0]
    larger = (e for e in entries if e.precision == "region" and e.country != own.country)
    return next((e for e in larger if e.population > own.population), None)


# ---------------------------------------------------------------- choosing


def _likeliest(name: Name, found: Sequence[Entry], context: Context) -> Choice | None:
    """The entry that the article's other names and its size speak for.

    Unsettled where none stands out; None where the name is hardly one of them at all.
    """
    if found[0].precision == "country":
        return _country_or_namesake(name, found, context)
    # The region around a town of its name is meant no more often than the town ("Cairo").
    lone = [e for e in found if e.precision != "region" or not any(_is_near(e, o) for o in found if o is not e)]
    weigh = {e: _signs(e, name, context, lone) + _over_villages(e, lone) for e in found}
    best = max(lone or found, key=lambda e: (weigh[e] + _size(e), e.population))
    spoken = _speaks(context, name, best.country, "")
    small = VILLAGE if best.precision == "settlement" else SMALL_REGION
    if not spoken and (best.population < small or _is_generic(name)):
        return None
    area = _areas().get(" ".join(name.text.split()))
    if area is not None and best.precision != "region" and (_speaks(context, name, area, "") or not spoken):
        return None
    rivals = [e for e in lone if e.precision == "settlement" or _speaks(context, name, e.country, "")]
    rivals = [e for e in rivals if e is not best and not _is_near(best, e)]
    clear = all(weigh[best] > weigh[e] or best.population >= STANDS_OUT * e.population for e in rivals)
    if not clear:
        return Choice(best, "unsettled")
    return Choice(best, _why(best, name, context, alone=len(lone or found) == 1))


def _country_or_namesake(name: Name, found: Sequence[Entry], context: Context) -> Choice:
    """A country, unless the article speaks of the country around a larger region of its name and not of this one."""
    own, other = found[0], _namesake(found)
    if other is not None and _speaks(context, name, other.country, "") and not _speaks(context, name, own.country, ""):
        named = _speaks(context, name, other.country, other.region)
        return Choice(other, "region-named" if named else "country-named")
    if other is not None and _speaks(context, name, own.country, ""):
        return Choice(own, "country-named")
    return Choice(own, "country")


def _why(best: Entry, name: Name, context: Context, *, alone: bool) -> PlaceReason:
    """The strongest sign for the entry."""
    if alone:
        return "only-one"
    if best.region and _speaks(context, name, best.country, best.region):
        return "region-named"
    if _speaks(context, name, best.country, ""):
        return "country-named"
    return "capital" if best.capital else "largest"


def _over_villages(entry: Entry, found: Sequence[Entry]) -> float:
    """ "Wales" is the country of millions, not the village of its name beside it."""
    towns = [e.population for e in found if e.precision == "settlement" and e.country == entry.country]
    wide = entry.precision == "region" and towns and entry.population >= FAR_LARGER * max(towns)
    return SAME_REGION if wide else 0.0


def _signs(entry: Entry, name: Name, context: Context, rivals: Sequence[Entry]) -> float:
    """Signs from the article's other names.

    A capital has its own fame: no town far smaller is meant for being in a country written about ("Paris"),
    and only a city without its region being named.
    """
    signs = CAPITAL if entry.capital else 0.0
    if not _speaks(context, name, entry.country, ""):
        return signs
    capital = max((e.population for e in rivals if e.capital and e.country != entry.country), default=0)
    if capital >= FAR_LARGER * max(1, entry.population):
        return signs
    near = entry.precision == "settlement" and _speaks(context, name, entry.country, entry.region)
    city = entry.population >= CITY and entry.population * PART_OF_CAPITAL >= capital
    return signs + (SAME_COUNTRY if near or city or not capital else 0.0) + (SAME_REGION if near else 0.0)


def _size(entry: Entry) -> float:
    """A metropolis is meant even where a village of that name lies in the country written about."""
    return len(str(entry.population)) * DIGIT_OF_POPULATION


def _speaks(context: Context, name: Name, country: str, region: str) -> bool:
    """Whether any other name speaks for the country or region."""
    return bool(context.get((country, region), frozenset()) - {_key(name)})


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


# ---------------------------------------------------------------- the record


def _place(one: Found, choice: Choice) -> Place:
    name, entry = one.name, choice.entry
    if choice.why == "unsettled":
        return Place(
            start=name.start,
            end=name.end,
            text=name.text,
            name=" ".join(name.text.split()),
            latitude=None,
            longitude=None,
            precision=entry.precision,
            gazetteer=gazetteer.NAME,
            timezone=None,
            country=None,
            why=choice.why,
            candidates=_candidates(None, one.entries),
        )
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
        why=choice.why,
        candidates=_candidates(entry, one.entries),
    )


@cache
def _candidates(entry: Entry | None, entries: tuple[Entry, ...]) -> tuple[PlaceCandidate, ...]:
    """The other places of the name, the region around a town and the town in a region left out."""
    kept = [entry] if entry else []
    for other in entries:
        # Towns named after a country are many, and never meant by its bare name.
        if entry and entry.precision == "country" and other.precision == "settlement":
            continue
        if not any(_is_near(other, known) for known in kept):
            kept.append(other)
    return tuple(
        PlaceCandidate(
            name=e.name, country=e.country, latitude=e.latitude, longitude=e.longitude, precision=e.precision
        )
        for e in kept[bool(entry) :][:MOST_CANDIDATES]
    )
