"""Given names that are nearly always borne by women or by men (tellings/data/speech/given_names.toml)."""

from typing import Literal

import msgspec

from tellings.language import tables

TABLE = "speech/given_names.toml"
Gender = Literal["female", "male"]


class GivenNames(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Given names of one gender; ``seen`` is a test."""

    gender: Gender
    names: tuple[str, ...]
    seen: str


GIVEN_NAMES = tables.load(TABLE, "given", GivenNames)
GENDER: dict[str, Gender] = {name: row.gender for row in GIVEN_NAMES for name in row.names}
# Titles borne by men and by women, folded and without full stop.
OF_MEN, OF_WOMEN = frozenset("mr sir lord".split()), frozenset("mrs ms miss dame lady madam".split())
