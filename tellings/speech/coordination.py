"""Coordination: where a sentence that nobody is said to say joins two clauses, each with a subject and a verb.

Only what is safe: ", and", ", but" or ", while" before a determiner, a pronoun or a name, whose finite verb
follows at once. Lists, conditions, quotations and sentences with any word of speech stay whole.
"""

from collections.abc import Sequence

from tellings.speech.phrases import is_past, phrase_end
from tellings.speech.sentence import Reading, Token, low_at
from tellings.speech.vocabulary import (
    DETERMINERS,
    PREPOSITIONS,
    PRONOUNS,
    SUBORDINATORS,
    VERB_OF,
    is_adverb,
)

_JOINS = frozenset(("and", "but", "while"))
_FINITE = frozenset("is are was were has have had will would can could may might must shall should do does did".split())
# A half with one of these leans on the other.
_LEANS = frozenset("if when whenever although though because after before until unless since that which who whose"
                   " whom whether where as than so".split())  # fmt: skip
LEAST_HALF = 5
LONGEST = 60


def coordinate_cuts(reading: Reading, here: Sequence[object] = ()) -> list[int]:
    """Where the second clause's conjunction starts, in code points; at most one place, else the sentence is whole."""
    tokens = reading.tokens
    if here or reading.kind in ("title", "heading") or len(tokens) > LONGEST or any(t.kind == "quote" for t in tokens):
        return []
    if any(t.low in VERB_OF or t.low in (";", ":", "according", "(") for t in tokens):
        return []
    cuts = [i for i in range(1, len(tokens) - 1) if tokens[i].low in _JOINS and tokens[i - 1].low == ","]
    if len(cuts) != 1:
        return []
    at = cuts[0]
    return [tokens[at].start] if _stands(tokens, 0, at - 1) and _stands(tokens, at + 1, len(tokens)) else []


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
