"""Gazetteer: where places are, from GeoNames (CC BY 4.0; docs/credits.md).

The table is built by training/places/build.py: towns of 5,000 or more, first-level regions, countries.
It is read on first use and holds the largest places first.
"""

import gzip
from functools import cache
from importlib import resources
from typing import Literal, NamedTuple

NAME = "GeoNames"
TABLE = "places/geonames.tsv.gz"
Precision = Literal["settlement", "region", "country"]
_APOSTROPHES = str.maketrans("’‘ʼ", "'''")
_PRECISION: dict[str, Precision] = {"k": "settlement", "s": "settlement", "r": "region", "c": "country"}


class Entry(NamedTuple):
    """A place of the gazetteer; degrees WGS 84; ``region`` is GeoNames' first-level code."""

    precision: Precision
    name: str
    latitude: float
    longitude: float
    country: str
    region: str
    population: int
    timezone: str | None
    capital: bool


def entries(name: str) -> tuple[Entry, ...]:
    """Places of that name, the most populous first; letter case counts, the shape of an apostrophe does not."""
    return tuple(_entry(line) for line in _lines().get(_plain(name), ()))


def known(name: str) -> bool:
    """True where some place has that name."""
    return _plain(name) in _lines()


def is_region(name: str) -> bool:
    """True where a first-level region has that name."""
    return any(line.startswith("r\t") for line in _lines().get(_plain(name), ()))


def _plain(name: str) -> str:
    return name.translate(_APOSTROPHES)


def _entry(line: str) -> Entry:
    kind, name, _, latitude, longitude, country, region, population, zone = line.split("\t")
    return Entry(
        precision=_PRECISION[kind],
        name=name,
        latitude=float(latitude),
        longitude=float(longitude),
        country=country,
        region=region,
        population=int(population),
        timezone=zone or None,
        capital=kind == "k",
    )


@cache
def _lines() -> dict[str, list[str]]:
    packed = resources.files("tellings").joinpath("data", *TABLE.split("/")).read_bytes()
    found: dict[str, list[str]] = {}
    for line in gzip.decompress(packed).decode().splitlines():
        _, name, alternates, _ = line.split("\t", 3)
        found.setdefault(_plain(name), []).append(line)
        if alternates:
            for other in alternates.split("|"):
                found.setdefault(_plain(other), []).append(line)
    return found
