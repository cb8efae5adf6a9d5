"""Phrases: what a description of a speaker says of the body behind it.

"Ecuador's foreign ministry" is a ministry, foreign, of EC; "AMD officials" are officials, of AMD; "the
ministry" is a ministry and says no more. The nouns, countries and roles are tables under
``tellings/data/origin/``.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache

import msgspec

from tellings.language.tables import load
from tellings.language.words import FUNCTION_WORDS, fold, tokens
from tellings.mark.countries import countries
from tellings.model import Record, Slice

# What may follow the head of a noun phrase: "the ministry of health", "officials in the capital".
_AFTER_HEAD = re.compile(r",|\(|\b(?:of|for|in|at|from|with|on|to|near|who|which|that|and|familiar)\b")
_DETERMINER = re.compile(r"(?:the|a|an|one|two|some|several|its|his|her|their|our|this|these|other|another)\s+", re.I)
_COMPANY_FORM = frozenset("inc corp co ltd llc plc gmbh ag sa nv bv pty limited corporation incorporated".split())


class BodyRow(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A row of ``origin/bodies.toml``."""

    class_: str = msgspec.field(name="class")
    nouns: list[str]
    seen: str
    alone: bool = False
    last: bool = False


class CapitalRow(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A row of ``origin/capitals.toml``; ``code`` is ISO 3166-1 alpha 2."""

    city: str
    code: str
    seen: str


class RoleRow(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A row of ``origin/roles.toml``."""

    words: list[str]
    seen: str
    body: str
    voice: bool = False
    class_: str | None = msgspec.field(name="class", default=None)
    needs: bool = False


class TitleRow(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A row of ``origin/titles.toml``."""

    short: list[str]
    roles: list[str]
    seen: str


class SameRow(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A row of ``origin/bodies.toml``: ``word`` in a description is read as ``as``, or left out."""

    word: str
    as_: str = msgspec.field(name="as")
    seen: str
    like: str


class BystanderRow(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A row of ``origin/bystanders.toml``."""

    words: list[str]
    seen: str


class NobodyRow(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A row of ``origin/nobody.toml``."""

    words: list[str]
    seen: str


class Phrase(Record, frozen=True):
    """A body as described: ``noun`` heads it (null for a bare name), ``words`` are the others in order."""

    noun: str | None
    class_: str | None
    alone: bool
    country: str | None
    words: tuple[str, ...]

    @property
    def bare(self) -> bool:
        """True where nothing but the noun is said: "the ministry"."""
        return not self.words and self.country is None


BODIES = load("origin/bodies.toml", "body", BodyRow)
CAPITALS = load("origin/capitals.toml", "capital", CapitalRow)
SAME = load("origin/bodies.toml", "same", SameRow)
TITLES = load("origin/titles.toml", "title", TitleRow)
ROLES = load("origin/roles.toml", "role", RoleRow)
NOBODY = load("origin/nobody.toml", "nobody", NobodyRow)
BYSTANDERS = load("origin/bystanders.toml", "bystander", BystanderRow)


def read(text: str) -> Phrase:
    """``text`` as a description of a body; ``noun`` is null where no noun of the table heads it."""
    folded = fold(text)
    head = _head(folded)
    code = country(text)
    cut = folded[: head.start()] + " " + folded[head.end() :] if head else folded
    of_country = country_words(code) if code else frozenset()
    kept = [t for t in tokens(cut) if t not in FUNCTION_WORDS and t not in of_country and t not in _COMPANY_FORM]
    words = tuple(word for t in kept if (word := _same().get(t, t) if len(kept) > 1 or head else t))
    row = _noun_rows()[head.group()] if head else None
    return Phrase(
        noun=head.group() if head else None,
        class_=row.class_ if row else None,
        alone=bool(row and row.alone),
        country=code,
        words=words,
    )


def country(text: str) -> str | None:
    """ISO 3166 code of the first country that ``text`` names, by name, adjective or capital."""
    found = _country_pattern().search(text)
    return _country_codes()[found.group()] if found else None


def trimmed(text: str) -> int:
    """How many characters of ``text`` are determiners before the description: 4 for "The ministry"."""
    found = _DETERMINER.match(text)
    return found.end() if found else 0


def is_definite(text: str) -> bool:
    """True for "the ministry", "this agency": something named before."""
    return re.match(r"(?:the|this|that|its|their)\b", text, re.I) is not None


def noun_phrases(text: str) -> list[tuple[int, int]]:
    """Offsets of descriptions of bodies in ``text``: each noun of the table with the words that belong before it."""
    folded = fold(text)
    found = (m for m in _noun_pattern().finditer(folded) if _ends_phrase(m, folded))
    return [_grown(text, m.start(), m.end()) for m in found]


def _ends_phrase(noun: re.Match[str], folded: str) -> bool:
    """Not so for a noun that names no body before another: "the defence minister"."""
    after = re.match(r"\s+([\w-]+)", folded[noun.end() : noun.end() + 30])
    return (
        not _noun_rows()[noun.group()].last
        or after is None
        or after.group(1) in FUNCTION_WORDS
        or after.group(1).endswith(("ed", "said", "says"))
    )


def _grown(text: str, start: int, end: int) -> tuple[int, int]:
    """The phrase that ends in the noun at ``start:end``: up to five words to the left that are no others' words."""
    before = list(re.finditer(r"[\w.’'-]+(?=\s+|$)|[^\w\s]", text[:start]))
    for match in reversed(before[-5:]):
        word = fold(match.group())
        if word in FUNCTION_WORDS or word in role_words() or not re.search(r"\w", word) or word.endswith(","):
            break
        start = match.start()
    return start, end


def owned(text: str, start: int, end: int) -> tuple[int, int]:
    """The description without the words before its first capital, where it has one: a verb may stand there."""
    capital = re.search(r"(?<!\w)[^\W\d_a-zß-öø-ÿ]", text[start:end])
    return (start + capital.start(), end) if capital else (start, end)


def nouns_beside(text: str, mention: Slice) -> Iterator[str]:
    """Nouns that describe a body beside its name: "the operator, Orsk Lines", "Orsk Lines, a ferry company"."""
    before = _apposed_before().search(fold(text[max(0, mention.start - 60) : mention.start]))
    after = _apposed_after().match(fold(text[mention.end : mention.end + 90]))
    yield from (found.group(1) for found in (before, after) if found)


@cache
def _apposed_before() -> re.Pattern[str]:
    return re.compile(rf"\b(?:the|an?|its|their)\s+(?:[\w-]+\s+){{0,3}}({_nouns()}),?\s+$")


@cache
def _apposed_after() -> re.Pattern[str]:
    return re.compile(rf"(?:,|\s+(?:is|was))\s+(?:the|an?)\s+(?:[\w'-]+\s+){{0,4}}?({_nouns()})\b")


def _head(folded: str) -> re.Match[str] | None:
    """The noun that heads the phrase: the last before anything that may only follow a head."""
    skip = trimmed(folded)
    stop = _AFTER_HEAD.search(folded, skip)
    end = stop.start() if stop else len(folded)
    found = [m for m in _noun_pattern().finditer(folded, 0, end) if _may_head(m, folded[m.end() : end])]
    return found[-1] if found else None


def _may_head(noun: re.Match[str], after: str) -> bool:
    """Not so for a noun that before another is no body: "the defence", but "the defence minister"."""
    return not (_noun_rows()[noun.group()].last and after.strip())


def is_bystander(words: Iterable[str]) -> bool:
    """True where one of the words, or its singular, is of one who speaks for nobody."""
    return any(word in _bystander_words() or word.removesuffix("s") in _bystander_words() for word in words)


def is_nobody(text: str) -> bool:
    """True where the head of a mention is no person, body, document or recording: "initial estimates"."""
    folded = fold(text[trimmed(text) :])
    stop = _AFTER_HEAD.search(folded)
    head = (folded[: stop.start()] if stop else folded).strip()
    words = re.findall(r"[\w’'-]+", head)
    return bool(words) and any(tail in _nobody_words() for tail in (words[-1], words[-1].removesuffix("s"), head))


@cache
def _nobody_words() -> frozenset[str]:
    return frozenset(word for row in NOBODY for word in row.words)


@cache
def _bystander_words() -> frozenset[str]:
    return frozenset(word for row in BYSTANDERS for word in row.words)


@cache
def role_words() -> frozenset[str]:
    """Every single word of a role."""
    return frozenset(word for row in ROLES for phrase in row.words for word in phrase.split())


@cache
def _same() -> dict[str, str]:
    return {row.word: row.as_ for row in SAME}


@cache
def short_titles() -> dict[str, tuple[str, ...]]:
    """For each role the short titles that may stand for it: "senator" → "sen"."""
    found: dict[str, tuple[str, ...]] = {}
    for row in TITLES:
        for role in row.roles:
            found[role] = (*found.get(role, ()), *row.short)
    return found


@cache
def _noun_rows() -> dict[str, BodyRow]:
    return {noun: row for row in BODIES for noun in row.nouns}


@cache
def _noun_pattern() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{_nouns()})\b")


def _nouns() -> str:
    return "|".join(map(re.escape, sorted(_noun_rows(), key=lambda n: (-len(n), n))))


@cache
def _country_codes() -> dict[str, str]:
    codes: dict[str, str] = {}
    for row in countries():
        for name in (row.name, *row.aliases, *row.demonyms):
            codes.setdefault(name, row.code)
    for capital in CAPITALS:
        codes.setdefault(capital.city, capital.code)
    return codes


@cache
def _country_pattern() -> re.Pattern[str]:
    longest_first = sorted(_country_codes(), key=lambda n: (-len(n), n))
    return re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, longest_first)) + r")(?!\w)")


@cache
def country_words(code: str) -> frozenset[str]:
    """Words by which a country is named."""
    named = (name for name, owner in _country_codes().items() if owner == code)
    return frozenset(t for name in named for t in tokens(name))
