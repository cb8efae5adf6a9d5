"""What a record, a sidecar or the container of a text says of it, as candidates."""

from collections.abc import Mapping, Sequence

from tellings.article import metadata, names
from tellings.article.byline import persons
from tellings.article.dates import date_of_metadata
from tellings.model import Candidate

DATES = ("published", "modified")


def given(mapping: Mapping[str, object], source: str) -> list[Candidate]:
    """Candidates of all fields that ``mapping`` has, under the names of ``records.toml``."""
    return [
        found
        for field in names.FIELDS
        for one in names.values(mapping, field)
        for value in _values(field, one)
        for found in metadata.candidate(field, value, source)
    ]


def _values(field: str, value: str) -> Sequence[str]:
    if field in DATES:
        # A date in no form we know is kept as it is written: it is what the record says.
        return [date_of_metadata(value) or value]
    if field == "byline":
        return persons(value.removeprefix("By ")) or [value]
    return [value]
