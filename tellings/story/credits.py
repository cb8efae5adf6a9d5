"""Credits: marks by which an article says that its text is another's.

A republication note (kept by the reader as furniture), an agency's line, its rights, leave to republish. An
outlet's credit to itself says nothing: an agency prints its own name on its own text.
"""

import re
from functools import cache

import msgspec

from tellings.language import agencies
from tellings.language.tables import load
from tellings.language.words import tokens
from tellings.model import Article, Record, Slice

REPUBLICATION = "republication"
# An agency's line stands before the report, its rights after it: so many lines at either end are looked at.
ENDS = 6
LONGEST = 500


class CreditRow(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A row of ``story/credits.toml``."""

    about: str
    pattern: str
    seen: str
    holder: str | None = None


class Credit(Record, frozen=True):
    """The words that say whose the text is; ``holder`` is null where no one is named."""

    code: str
    words: Slice
    holder: str | None


CREDITS = load("story/credits.toml", "credit", CreditRow)


def credits_of(article: Article) -> list[Credit]:
    """The article's credits to others, in order: republication notes, then what the table finds."""
    notes = [
        Credit(code="republication-note", words=article.slice(f.start, f.end), holder=article.republished_from)
        for f in article.furniture
        if f.why == REPUBLICATION and not _names_itself(article)
    ]
    noted = {(n.words.start, n.words.end) for n in notes}
    lines = list(re.finditer(r"[^\n]*\S[^\n]*", article.text))
    ends = lines if len(lines) <= 2 * ENDS else lines[:ENDS] + lines[-ENDS:]
    found = [c for m in ends if (c := credit(article, m.start(), m.end())) and not _inside(c.words, noted)]
    return [*notes, *(c for c in found if not is_own(c, article.outlet))]


def _names_itself(article: Article) -> bool:
    """Whether the only first publisher that the text names is its own outlet: a feed's closing line."""
    named = [c.why for c in article.candidates if c.field == "republished_from"]
    return bool(named) and all(why == "outlet-itself" for why in named)


def credit(article: Article, start: int, end: int) -> Credit | None:
    """The credit that the line at ``start:end`` opens with, or null."""
    line = article.text[start : min(end, start + LONGEST)]
    lead = len(line) - len(line.lstrip(" \t\u00a0(*•·"))
    for pattern in _patterns():
        match = pattern.match(line, lead)
        if match:
            holder = match.groupdict().get("holder")
            words = article.slice(start + match.start(), start + match.end())
            return Credit(code="agency-mark", words=words, holder=holder)
    if mark := agencies.mark(line[lead:]):
        end = start + lead + mark.end
        return Credit(code="agency-mark", words=article.slice(start + lead, end), holder=mark.form)
    return None


def is_own(credit: Credit, outlet: str | None) -> bool:
    """True where the outlet credits itself: by its name, or as an agency prints the forms of its own."""
    if outlet is None or not credit.holder:
        return False
    agency = agencies.named(credit.holder)
    if agency is not None and agency in (agencies.named(outlet), agencies.of_address(outlet.lower())):
        return True
    holder = frozenset(tokens(credit.holder))
    return bool(holder) and holder <= frozenset(tokens(outlet.replace(".", " ")))


def _inside(words: Slice, places: set[tuple[int, int]]) -> bool:
    return any(start <= words.start < end for start, end in places)


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(_any_case(row.pattern)) for row in CREDITS)


def _any_case(pattern: str) -> str:
    """The pattern for either case, where no capital in it is meant as one."""
    return pattern if "A-Z" in pattern else f"(?i:{pattern})"
