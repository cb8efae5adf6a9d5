"""The words of figures: rows of tellings/data/figures.toml, and the patterns made of them."""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import msgspec

from tellings.language import tables
from tellings.mark.numerals import NUMBER, ONES, PARTS, SCALES, SHORT_SCALES
from tellings.model import Comparator, Time


class Unit(msgspec.Struct, frozen=True):
    """A row of ``[[unit]]``: words of a measure and its code."""

    words: tuple[str, ...]
    code: str
    seen: str


class Currency(msgspec.Struct, frozen=True):
    """A row of ``[[currency]]``: signs and words of a money and its code.

    ``each`` is how many of ``code`` one is ("pence": 0.01); below ``least`` the words mean something else.
    """

    code: str
    seen: str
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    each: float = 1.0
    least: float = 0.0


class Exactness(msgspec.Struct, frozen=True):
    """A row of ``[[comparator]]``: words before a number that bound it."""

    words: tuple[str, ...]
    code: Comparator
    seen: str


class VagueCount(msgspec.Struct, frozen=True):
    """A row of ``[[vague]]``: a word that is a count itself; ``low`` is the least it can mean.

    ``high`` is the most it is taken to mean, none where no one could say.
    """

    words: tuple[str, ...]
    low: float
    seen: str
    high: float | None = None


class Words(msgspec.Struct, frozen=True):
    """A row that is words and their example: ``[[idiom]]``, ``[[label]]``, ``[[plural]]``, ``[[person]]``, …"""

    words: str
    seen: str


UNITS = tables.load("figures.toml", "unit", Unit)
CURRENCIES = tables.load("figures.toml", "currency", Currency)
COMPARATORS = tables.load("figures.toml", "comparator", Exactness)
VAGUE_COUNTS = tables.load("figures.toml", "vague", VagueCount)
IDIOMS = tables.load("figures.toml", "idiom", Words)
LABELS = tables.load("figures.toml", "label", Words)
PLURALS = tables.load("figures.toml", "plural", Words)
MODIFIERS = tables.load("figures.toml", "modifier", Words)
PERSONS = tables.load("figures.toml", "person", Words)
BEFALLEN = tables.load("figures.toml", "befallen", Words)
INFLICTED = tables.load("figures.toml", "inflicted", Words)
TALLIES = tables.load("figures.toml", "tally", Words)


class Ground(NamedTuple):
    """A sentence that is read for figures, with the times in it; ``named`` are numbers that name here."""

    text: str
    start: int
    end: int
    times: Sequence[Time]
    published: str | None
    named: frozenset[str] = frozenset()


def either(words: Sequence[str]) -> str:
    """An alternation, longest first, white space of any length."""
    return "|".join(re.escape(w).replace(r"\ ", r"\s+") for w in sorted(words, key=lambda w: (-len(w), w)))


def split(rows: Iterable[Words], at: str | None = None) -> frozenset[str]:
    """All words of the rows."""
    return frozenset(w for row in rows for w in row.words.split(at))


CURRENCY_OF = {sign: row for row in CURRENCIES for sign in row.before}
MONEY_WORD_OF = {word.lower(): row for row in CURRENCIES for word in row.after}
UNIT_OF = {word: row.code for row in UNITS for word in row.words}
COMPARATOR_OF: dict[str, Comparator] = {word: row.code for row in COMPARATORS for word in row.words}
VAGUE_OF = {word: row for row in VAGUE_COUNTS for word in row.words}

_SIGN = either(list(CURRENCY_OF))
_SCALE = rf"(?:\s?(?:{'|'.join(sorted(SHORT_SCALES, key=len, reverse=True))})\b)"
_COMPARE = either(list(COMPARATOR_OF))
_VAGUE = either(list(VAGUE_OF))
_MANY = "|".join(sorted(SCALES, key=len, reverse=True))
_PART = "|".join(PARTS)
# "two-thirds", "a third of", "half of them", "half its fleet".
_SHARE = (
    rf"(?:(?:{'|'.join(list(ONES)[1:11])})(?:-(?:{_PART})s|\s(?:{_PART})s(?<!quarters)|\squarters(?=,?\s+of\b))|(?:one)[\s-](?:{_PART})|one[\s-]half"
    rf"|an?\s+(?:{_PART})(?=,?\s+of\b(?!\s+an?\b))"
    r"|half(?=,?\s+of\b(?!\s+(?:an?\b|(?:19|20)\d\d))|\s+(?:the|its|their|his|her|our|all|those|these)\b))(?!\w|-)"
)
# "one in five", "3 out of 10".
_ODDS = rf"(?P<few>[1-9]|{'|'.join(list(ONES)[1:10])})\s+(?P<in>in|out\s+of)\s+(?:every\s+)?(?P<many>{NUMBER})(?![\w%])"

HINT = re.compile(
    rf"\d|\b(?:{'|'.join(ONES)}|\w+ty|half|hundred|thousand|million|billion|dozen|crore|lakh|{_PART}|{_VAGUE})s?\b",
    re.IGNORECASE,
)
FIGURE = re.compile(
    rf"(?<![\w$£€#@.,/-])(?:(?P<comp>{_COMPARE})\s+(?:the\s+)?)?"
    rf"(?:(?P<share>\b{_SHARE})|(?P<odds>\b{_ODDS})|(?:(?P<between>between|from)\s+)?"
    rf"(?P<minus>minus\s+(?=[\d$£€])|[-−](?=[\d$£€]))?"
    rf"(?:(?P<sign>(?-i:{_SIGN}))\s?)?(?:(?P<vague>(?:{_VAGUE})\b)(?:\s+(?P<vs>{_MANY})\b)?|"
    rf"(?P<n1>{NUMBER})(?P<s1>{_SCALE})?"
    rf"(?:(?P<sep>\s?[-–—]\s?(?:to\s+)?|\s+(?:to|or|and)\s+)(?:(?:(?-i:{_SIGN}))\s?)?(?P<n2>{NUMBER})(?P<s2>{_SCALE})?)?"
    r"))",
    re.IGNORECASE,
)
# "40C": a capital alone is a unit only where it touches its number.
_TOUCHING = "".join(w for w in UNIT_OF if len(w) == 1 and w.isupper())
_UNIT = either([w for w in UNIT_OF if w not in _TOUCHING])
UNIT = re.compile(rf"(?P<gap>\s?-?\s?)(?P<unit>(?<=\d)[{_TOUCHING}]|{_UNIT})(?![\w/])")
MONEY_WORD = re.compile(rf"\s(?P<word>{either(list(MONEY_WORD_OF))})\b", re.IGNORECASE)
IDIOM = re.compile(rf"\b(?:{either([row.words for row in IDIOMS])})(?!\w)", re.IGNORECASE)
