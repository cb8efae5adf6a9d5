"""Phrases: noun phrases and clauses read off closed classes of words, capitals and punctuation.

There is no parser: a phrase ends at a break, an auxiliary, a preposition, a subordinator or another cue.
Places are indexes of tokens; ``end`` is exclusive.
"""

from collections.abc import Sequence

from tellings.speech.cues import is_noun
from tellings.speech.sentence import Token, low_at
from tellings.speech.vocabulary import (
    ADVERBS,
    AUXILIARIES,
    DETERMINERS,
    NOUN_STANCE,
    PREPOSITIONS,
    PRONOUNS,
    SOURCE_KIND,
    SUBORDINATORS,
    TIME_WORDS,
    VERB_OF,
    is_adverb,
)

LONGEST_MENTION = 14
_PAST = frozenset(
    """made took went came got saw left held lost won met gave had kept ran shot began led sent fell broke put became
    brought built bought caught chose drew drove ate felt fought flew forgot grew heard hid hit knew laid lay paid
    rode rose sat sold shook sang sank slept spent stood stole struck swam threw wore issued sued""".split()
)
DASHES = frozenset(("—", "–", "--", "- -", " - ", "-"))
_STOPS = frozenset((";", ":", ".", "!", "?", "…", "..."))
BREAKS = frozenset((",", "(", ")")) | DASHES | _STOPS
RELATIVE_STARTS = frozenset("who which whose whom where".split())


def first_phrase(tokens: Sequence[Token], start: int, end: int) -> tuple[int, int] | None:
    """The first noun phrase of a stretch, past adjuncts closed by a comma."""
    at = start
    while at < end and (tokens[at].low in ("and", "but", "so") or tokens[at].low in (",", *DASHES)):
        at += 1
    if at < end and opens_adjunct(tokens, at):
        comma = next((i for i in range(at, end) if tokens[i].low == ","), None)
        return None if comma is None else first_phrase(tokens, comma + 1, end)
    stop = phrase_end(tokens, at)
    stop = min(stop, end)
    return (at, stop) if stop > at else None


def phrase_before(tokens: Sequence[Token], end: int) -> tuple[int, int] | None:
    """The noun phrase that ends at ``end``: leftwards to a break, an auxiliary, a subordinator or another cue."""
    at = end
    while at > 0 and end - at < LONGEST_MENTION:
        token, before = tokens[at - 1], tokens[at - 2] if at > 1 else None
        if token.kind != "word" and not (token.low in ("'", "&", "/", "%", "$") or token.low == "."):
            break
        if token.kind == "mark" and token.low == "." and not (before is not None and before.capital):
            break
        if token.low in AUXILIARIES or token.low in SUBORDINATORS - {"and", "or"} or token.low in PRONOUNS:
            if token.low in ("after", "before", "since", "until", "as") or token.low not in RELATIVE_STARTS | {"that"}:
                break
            break
        if contracted(token.low) or (token.low in VERB_OF and at < end and not is_noun(tokens, at - 1)):
            break
        if token.low in ("and", "or") and not _coordinates(tokens, at - 1):
            break
        if _past_verb(tokens, at - 1):
            break
        at -= 1
    while end > at and (
        (tokens[end - 1].low in TIME_WORDS and not tokens[end - 1].capital) or tokens[end - 1].low in ("on", "in", "at")
    ):
        end -= 1
    at = _trim_left(tokens, at, end)
    return (at, end) if at < end else None


def phrase_end(tokens: Sequence[Token], start: int) -> int:
    """End of the noun phrase that starts at ``start``: rightwards to a break or a word that opens something else."""
    at = start
    while at < len(tokens) and at - start < LONGEST_MENTION:
        token = tokens[at]
        if token.kind == "quote" or (token.kind == "mark" and token.low not in ("'", "&", "/", ".")):
            break
        if token.low == "." and not (
            at + 1 < len(tokens) and at > start and tokens[at - 1].capital and len(tokens[at - 1].low) < 4
        ):
            break
        if at > start and _ends_phrase(tokens, at):
            break
        if at == start and (token.low in SUBORDINATORS or token.low in AUXILIARIES or token.low in PREPOSITIONS):
            break
        at += 1
        if token.low in PRONOUNS and at - start == 1:
            break
    while at - 1 > start and tokens[at - 1].low in ("and", "or"):
        at -= 1
    return at


def _ends_phrase(tokens: Sequence[Token], at: int) -> bool:
    low = tokens[at].low
    if low in ("and", "or"):
        return not _coordinates(tokens, at)
    if low in AUXILIARIES or low in SUBORDINATORS or low in PRONOUNS or _past_verb(tokens, at):
        return True
    if low in VERB_OF and not is_noun(tokens, at):
        return True
    if low in PREPOSITIONS:
        return low not in ("of", "for", "from", "with") and not (
            low in ("in", "at", "to") and not _time_follows(tokens, at + 1) and not adjunct_follows(tokens, at)
        )
    if low in TIME_WORDS:
        return not (tokens[at].capital and at + 1 < len(tokens) and tokens[at + 1].capital)
    return low in ADVERBS or (low.endswith("ly") and is_adverb(low))


def _coordinates(tokens: Sequence[Token], at: int) -> bool:
    """True where "and" joins two nouns rather than two clauses."""
    before, after = tokens[at - 1] if at else None, tokens[at + 1] if at + 1 < len(tokens) else None
    if before is None or after is None or before.kind != "word":
        return False
    if before.capital and after.capital:
        return True
    if not after.capital and after.low not in DETERMINERS and tokens[at + 2 : at + 3] and tokens[at + 2].capital:
        return before.kind == after.kind == "word"  # "trader and blogger Ada Quill"
    return before.low in SOURCE_KIND or (
        not after.capital and after.low in SOURCE_KIND and after.low not in DETERMINERS
    )


def _trim_left(tokens: Sequence[Token], at: int, end: int) -> int:
    """Cut a leading preposition phrase, adverbs and times: the phrase starts at its own determiner or name."""
    while at < end and (
        is_adverb(tokens[at].low)
        or tokens[at].low in ("and", "or", ".", "&")
        or (tokens[at].low in TIME_WORDS and not _is_name_like(tokens, at, end))
    ):
        at += 1
    participle = at + 1 < end and tokens[at].low.endswith("ing") and not tokens[at].capital
    if at < end and (tokens[at].low in PREPOSITIONS or participle):
        starts = [
            i
            for i in range(at + 2, end)
            if (tokens[i].low in DETERMINERS or (tokens[i].capital and not tokens[i - 1].capital))
            and (participle or tokens[i - 1].low not in PREPOSITIONS)
            and tokens[i - 1].low not in DETERMINERS
        ]
        if starts:
            return starts[-1]
        return at + 1 if tokens[at].low in ("at", "to", "with", "by", "of", "for") else end
    return at


def _is_name_like(tokens: Sequence[Token], at: int, end: int) -> bool:
    return (
        tokens[at].capital
        and at + 1 < end
        and tokens[at + 1].capital
        and tokens[at].low in ("may", "march", "april", "june", "august")
    )


def opens_adjunct(tokens: Sequence[Token], at: int) -> bool:
    """True where the word opens a circumstance rather than a subject."""
    low = tokens[at].low
    return (
        low in PREPOSITIONS
        or (low in SUBORDINATORS and low not in ("and", "but", "so"))
        or (low.endswith("ing") and at + 1 < len(tokens))
        or is_adverb(low)
        or low in TIME_WORDS
        or low in ("asked", "speaking", "told", "pressed", "based")
    )


def _past_verb(tokens: Sequence[Token], at: int) -> bool:
    """A past form after a noun: where a phrase gives way to its verb."""
    low = tokens[at].low
    if tokens[at].capital or at == 0:
        return False
    before = tokens[at - 1]
    if low in _PAST:
        return before.low not in DETERMINERS
    adjectival = (
        before.low in DETERMINERS
        or before.low in PREPOSITIONS
        or is_adverb(before.low)
        or before.low in ("and", "or")
        or before.low.endswith(("'s", "s'"))
    )
    return low.endswith("ed") and len(low) > 4 and not adjectival and before.kind == "word"


def _time_follows(tokens: Sequence[Token], at: int) -> bool:
    return any(t.low in TIME_WORDS or t.low[:1].isdigit() for t in tokens[at : at + 3])


def adjunct_follows(tokens: Sequence[Token], at: int) -> bool:
    """``said the mayor in a statement``: how it was said, not who."""
    return low_at(tokens, at) == "to" or any(
        t.low
        in ("statement", "interview", "letter", "email", "tweet", "post", "briefing", "conference", "speech", "court")
        for t in tokens[at + 1 : at + 4]
    )


def clause_start(tokens: Sequence[Token], before: int) -> int:
    """Start of the clause that ``before`` stands in: after a quotation, a stop, "that" or another cue."""
    at = before - 1
    while at >= 0:
        token = tokens[at]
        if token.low == '".' or (token.kind == "mark" and token.low in (";", ":")):
            return at + 1
        if token.low in ("but", "while", "whereas", "although", "though", "because"):
            return at + 1
        if token.low == "that" and not _relative_that(tokens, at):
            return at + 1
        if token.low == "and" and at and tokens[at - 1].low == ",":
            return at + 1
        at -= 1
    return 0


def _relative_that(tokens: Sequence[Token], at: int) -> bool:
    """True for "a group that works to …": the word before is a noun, and no telling needs "that"."""
    before = low_at(tokens, at - 1)
    follows = low_at(tokens, at + 1)
    if before in VERB_OF or before in NOUN_STANCE or follows in DETERMINERS or follows in PRONOUNS:
        return False
    return (
        at > 1
        and tokens[at - 1].kind == "word"
        and not any(
            t.low in VERB_OF and not is_noun(tokens, i)
            for i, t in enumerate(tokens[max(0, at - 6) : at], max(0, at - 6))
        )
    )


def sentence_end(tokens: Sequence[Token]) -> int:
    """End of the sentence without its closing marks."""
    end = len(tokens)
    while end > 0 and tokens[end - 1].kind == "mark" and tokens[end - 1].low in (".", "!", "?"):
        end -= 1
    return end


def has_finite(tokens: Sequence[Token], start: int, end: int) -> bool:
    """True where a finite verb shows among the first words of the stretch."""
    window = tokens[start : min(end, start + 16)]
    return any(t.low in AUXILIARIES or contracted(t.low) for t in window) or (
        len(window) >= 3
        and any(
            (t.low in PRONOUNS or t.capital) and i + 1 < len(window) and window[i + 1].low.endswith(("ed", "s"))
            for i, t in enumerate(window)
        )
    )


def is_clause(tokens: Sequence[Token], start: int, end: int) -> bool:
    """True where the stretch has a verb of its own: an auxiliary, a past form after a noun, a pronoun that acts."""
    return any(
        t.low in AUXILIARIES or contracted(t.low) or t.low in PRONOUNS or (i > start and _past_verb(tokens, i))
        for i, t in enumerate(tokens[start:end], start)
    )


def is_past(low: str) -> bool:
    """True for a form that may be a past: of the table, or one in "ed"."""
    return low in _PAST or (low.endswith("ed") and len(low) > 4)


def contracted(low: str) -> bool:
    """True for a word with a verb in it: ``he's``, ``they've``."""
    return low.endswith(("n't", "'ve", "'ll", "'re", "'d", "'m")) or low in (
        "he's",
        "she's",
        "it's",
        "there's",
        "what's",
    )
