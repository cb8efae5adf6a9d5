"""Groups of words in class and id, by the table ``tellings/data/article/crawl.toml``."""

import re
from functools import cache, lru_cache
from itertools import pairwise

import msgspec

from tellings.language.tables import load

TABLE = "article/crawl.toml"
CAMEL = re.compile(r"([a-z])([A-Z])")
NO_WORD = re.compile(r"[^a-z]+")


class Group(msgspec.Struct, frozen=True):
    """A row of the table: words in class and id that tell the same."""

    name: str
    words: list[str]
    seen: str


def groups() -> tuple[Group, ...]:
    """The table's groups."""
    return load(TABLE, "group", Group)


def bit(name: str) -> int:
    """The bit of the group ``name`` in what ``group_bits`` gives."""
    return 1 << [group.name for group in groups()].index(name)


@lru_cache(1 << 16)
def group_bits(marks: str) -> int:
    """The groups that class and id ``marks`` fall under, a bit each, in order of the table."""
    words = NO_WORD.sub(" ", CAMEL.sub(r"\1 \2", marks).lower()).split()
    pairs, found = _pairs(), 0
    for word in words:
        found |= _word_bits(word)
    for pair in pairwise(words):
        if pair in pairs:
            found |= pairs[pair]
    return found


@lru_cache(1 << 16)
def _word_bits(word: str) -> int:
    return sum(1 << number for number, pattern in enumerate(_patterns()) if pattern.fullmatch(word))


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile("|".join(w for w in group.words if " " not in w) or r"(?!)") for group in groups())


@cache
def _pairs() -> dict[tuple[str, ...], int]:
    """Bits of the entries of two words."""
    found: dict[tuple[str, ...], int] = {}
    for number, group in enumerate(groups()):
        for words in group.words:
            if " " in words:
                pair = tuple(words.split())
                found[pair] = found.get(pair, 0) | 1 << number
    return found
