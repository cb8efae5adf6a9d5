"""Lexicon: what words say about the names they stand in or before (tellings/data/names.toml)."""

from functools import cache
from importlib import resources
from typing import Literal, get_args

import msgspec

from tellings.language import tables
from tellings.language.words import FUNCTION_WORDS
from tellings.model import NameKind

TABLE = "names.toml"
Shelf = Literal[
    "title", "modifier", "head", "opening", "place_first", "particle", "group", "body", "region_short", "thing"
]
SHELVES: tuple[Shelf, ...] = get_args(Shelf)

# Adverbs that open sentences and so are seldom seen in lower case.
OPENERS = frozenset(
    """nevertheless nonetheless meanwhile moreover furthermore additionally consequently hence thus similarly likewise
    conversely alternatively regardless unsurprisingly notably crucially curiously allegedly reportedly purportedly
    seemingly tragically thankfully undeterred hopefully admittedly granted incidentally needless
    amid dubbed pictured""".split()
)
CALENDAR = frozenset(
    """January February March April May June July August September October November December Jan Feb Mar Apr Jun Jul
    Aug Sep Sept Oct Nov Dec Monday Tuesday Wednesday Thursday Friday Saturday Sunday Mon Tue Tues Wed Thu Thur
    Thurs Fri Sat Sun GMT UTC BST CET EST EDT PST PDT CST CDT ET PT AM PM""".split()
)


class Words(msgspec.Struct, frozen=True, kw_only=True):
    """Words that do the same in a name; ``seen`` is a test with {} for the word and [] round the name."""

    words: tuple[str, ...]
    seen: str
    kind: NameKind = "person"


def rows(shelf: Shelf) -> tuple[Words, ...]:
    """Rows of one kind of the table."""
    return tables.load(TABLE, shelf, Words)


@cache
def on(shelf: Shelf) -> dict[str, NameKind]:
    """The words of a shelf with the kind of name each makes."""
    return {word: row.kind for row in rows(shelf) for word in row.words}


@cache
def titles() -> frozenset[str]:
    """Titles that stand before a person, in lower case and without full stop."""
    return frozenset(word.lower().rstrip(".") for word in on("title"))


def is_title(word: str) -> bool:
    """True for a folded title that is nobody's given name ("Dean", "Earl")."""
    return word in titles() and word not in given_names()


@cache
def given_names() -> frozenset[str]:
    """Given names in lower case (training/names/build.py)."""
    return _list("given.txt")


@cache
def ordinary_words() -> frozenset[str]:
    """Words that are mostly written in lower case, function words among them."""
    return _list("words.txt") | FUNCTION_WORDS | OPENERS


def _list(name: str) -> frozenset[str]:
    return frozenset(resources.files("tellings").joinpath("data", "names", name).read_text("utf-8").split())
