"""Countries: their names, aliases and demonyms, as one bearer each (tellings/data/demonyms.toml)."""

from functools import cache

import msgspec

from tellings.language import tables

TABLE = "demonyms.toml"


class Country(msgspec.Struct, frozen=True, kw_only=True):
    """A country; ``code`` is ISO 3166-1 alpha 2."""

    code: str
    name: str
    aliases: tuple[str, ...] = ()
    demonyms: tuple[str, ...] = ()


def countries() -> tuple[Country, ...]:
    """Rows of the table."""
    return tables.load(TABLE, "country", Country)


def named(words: str) -> Country | None:
    """The country that ``words`` name, by name or alias; letter case counts (``US`` is not ``us``)."""
    return _by_name().get(words)


def called(words: str) -> Country | None:
    """The country whose name, alias or demonym ``words`` are."""
    return _by_name().get(words) or _by_demonym().get(words)


@cache
def _by_name() -> dict[str, Country]:
    return {form: row for row in countries() for form in (row.name, *row.aliases)}


@cache
def _by_demonym() -> dict[str, Country]:
    return {form: row for row in countries() for form in row.demonyms}
