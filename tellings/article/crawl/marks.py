"""Groups of words in class and id, by the table ``tellings/data/article/crawl.toml``."""

import re
from functools import cache, lru_cache
from itertools import pairwise

import msgspec

from tellings.language.tables import load

TABLE = "article/crawl.toml"
# "articleBody" is two words.
WORD = re.compile(r"[A-Z]*[a-z]+|[A-Z]+")


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
    words = [word.lower() for word in WORD.findall(marks)]
    pairs, found = _pairs(), 0
    for word in words:
        found |= _word_bits(word)
    for pair in pairwise(words):
        if pair in pairs:
            found |= pairs[pair]
    return found


@lru_cache(1 << 16)
def _word_bits(word: str) -> int:
    words, patterns, any_of_them = _words()
    found = words.get(word, 0)
    if any_of_them.fullmatch(word):
        found |= sum(1 << number for number, pattern in patterns if pattern.fullmatch(word))
    return found


@cache
def _words() -> tuple[dict[str, int], list[tuple[int, re.Pattern[str]]], re.Pattern[str]]:
    """Bits of the entries that are a plain word; groups of those that are more, as patterns; all of these as one."""
    words: dict[str, int] = {}
    patterns: list[tuple[int, re.Pattern[str]]] = []
    for number, group in enumerate(groups()):
        single = [word for word in group.words if " " not in word]
        for word in single:
            if word.isalpha():
                words[word] = words.get(word, 0) | 1 << number
        if more := [word for word in single if not word.isalpha()]:
            patterns.append((number, re.compile("|".join(more))))
    return words, patterns, re.compile("|".join(pattern.pattern for _, pattern in patterns) or r"(?!)")


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
