"""Coordination by rules over words, for articles without a tree: where a sentence joins clauses.

Only what is safe: ", and", ", but" or ", while" before a determiner, a pronoun or a name, whose finite verb
follows at once. Lists, conditions, quotations and sentences with several tellers stay whole.
"""

from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise

from tellings.speech.phrases import is_past, phrase_end
from tellings.speech.sentence import Reading, Token, low_at
from tellings.speech.sources import Told
from tellings.speech.vocabulary import (
    DETERMINERS,
    PREPOSITIONS,
    PRONOUNS,
    SUBORDINATORS,
    VERB_OF,
    is_adverb,
)

_JOINS = frozenset(("and", "but", "while"))
_SUBJECTS = frozenset(("he", "she", "they", "we"))
_FINITE = frozenset("is are was were has have had will would can could may might must shall should do does did".split())
# A half with one of these leans on the other.
_LEANS = frozenset("if when whenever although though because after before until unless since that which who whose"
                   " whom whether where as than so".split())  # fmt: skip
LEAST_HALF = 5
LONGEST = 60


def coordinate_cuts(reading: Reading, here: Sequence[Told]) -> list[int]:
    """Where later clauses' conjunctions start, in code points and in order; a sentence in doubt is whole.

    ``here`` are the sentence's tellers: with one, what that one says may fall apart; with more, nothing does.
    """
    tokens = reading.tokens
    if reading.kind in ("title", "heading") or len(tokens) > LONGEST or any(t.kind == "quote" for t in tokens):
        return []
    if any(t.low in (";", ":", "(") for t in tokens):
        return []
    stretch = _told(tokens, here)
    if stretch is None:
        return []
    start, end = stretch
    joins = [at for at in range(start + 1, end - 1) if _joins(tokens, at)]
    parts = list(pairwise([start - 1, *joins, end]))
    whole = all(_stands(tokens, _past_that(tokens, low + 1), _before_comma(tokens, high)) for low, high in parts)
    return [tokens[at].start for at in joins] if whole else []


def _told(tokens: Sequence[Token], here: Sequence[Told]) -> tuple[int, int] | None:
    """The stretch that may fall apart: the sentence nobody is said to say, or what its one teller says."""
    if not here:
        speaks = any(t.low in VERB_OF or t.low == "according" for t in tokens)
        return None if speaks else (0, len(tokens))
    frame = here[0].frame
    if len(here) > 1 or len(frame.content) > 1 or frame.stance == "asked":
        return None
    starts = [t.start for t in tokens]
    low, high = frame.content[0]
    return bisect_left(starts, low), bisect_left(starts, high)


def _joins(tokens: Sequence[Token], at: int) -> bool:
    """``, and`` and its like; without a comma only before a pronoun that can be nothing but a subject."""
    if tokens[at].low not in _JOINS:
        return False
    return tokens[at - 1].low == "," or (tokens[at].low != "while" and tokens[at + 1].low in _SUBJECTS)


def _past_that(tokens: Sequence[Token], at: int) -> int:
    return at + 1 if low_at(tokens, at) == "that" else at


def _before_comma(tokens: Sequence[Token], at: int) -> int:
    return at - 1 if low_at(tokens, at - 1) == "," else at


def _stands(tokens: Sequence[Token], start: int, end: int) -> bool:
    """True for a stretch that opens with its own subject and that subject's finite verb, and leans on nothing."""
    words = [t for t in tokens[start:end] if t.kind == "word"]
    if len(words) < LEAST_HALF or any(t.low in _LEANS for t in words):
        return False
    first = tokens[start]
    if not (first.low in DETERMINERS or first.low in PRONOUNS or first.capital):
        return False
    if first.low in SUBORDINATORS or first.low in PREPOSITIONS or is_adverb(first.low):
        return False
    verb = phrase_end(tokens, start)
    while verb < end and is_adverb(tokens[verb].low):
        verb += 1
    return start < verb < end and _is_finite(tokens, verb)


def _is_finite(tokens: Sequence[Token], at: int) -> bool:
    low = tokens[at].low
    return low in _FINITE or (is_past(low) and low_at(tokens, at + 1) not in ("by",))
