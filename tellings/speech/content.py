"""Content: which stretch of the sentence a cue says, after it, before it or around it."""

from collections.abc import Sequence
from typing import Literal

from tellings.speech.phrases import (
    DASHES,
    adjunct_follows,
    contracted,
    has_finite,
    opens_adjunct,
    phrase_end,
    sentence_end,
)
from tellings.speech.sentence import Token, low_at, words_of
from tellings.speech.vocabulary import (
    AUXILIARIES,
    DETERMINERS,
    HAVE,
    PREPOSITIONS,
    PRONOUNS,
    SUBORDINATORS,
    TIME_WORDS,
    VERB_OF,
    Verb,
    is_adverb,
)

_LEADS_IN = AUXILIARIES | PREPOSITIONS | SUBORDINATORS | DETERMINERS | PRONOUNS | {"and", "but", "or", "just", "only"}
CONTRASTS = frozenset("but while though although whereas and".split())


def said_after(tokens: Sequence[Token], at: int, verb: Verb) -> tuple[int, int] | None:
    """What follows the cue and is said, as token places; null where only adjuncts follow."""
    end = clause_end(tokens, at + 1)
    start = at + 1
    if start >= end:
        return None
    quote = next((i for i in range(start, end) if tokens[i].kind == "quote"), None)
    if verb.use == "quote":
        return (quote, end) if quote is not None and quote - at <= 12 else None
    if verb.use == "call":
        aims = tokens[start].low in ("for", "on")
        return (start, end) if aims or (quote is not None and quote - at <= 6) else None
    clause = _clause_opener(tokens, start, end, verb)
    if clause is not None and (quote is None or clause < quote):
        return clause, end
    if verb.use in ("object", "show"):
        return (start, end) if _substance(tokens, start, end) else None
    if verb.use == "think":
        clause = has_finite(tokens, start, end) or "to" in words_of(tokens[start : min(end, start + 8)])
        return (start, end) if clause and tokens[start].kind == "word" else None
    return _plain_after(tokens, at, end, verb, quote)


def _plain_after(tokens: Sequence[Token], at: int, end: int, verb: Verb, quote: int | None) -> tuple[int, int] | None:
    """A clause without "that", or a quotation, after the cue."""
    start = _past_addressee(tokens, at + 1, end, verb)
    if start < end and tokens[start].low in (",", ":"):
        start += 1
    if start >= end:
        return None
    near = 14 if verb.use != "that" else 3
    if quote is not None and (quote - at <= near or (quote - at <= 14 and low_at(tokens, quote - 1) in (",", ":"))):
        adjunct = quote > start and (tokens[start].low in PREPOSITIONS or low_at(tokens, quote - 1) in (":", ","))
        whole = quote > start and not adjunct and verb.use != "that"
        if whole or has_finite(tokens, start, quote):
            return start, end
        return quote, _quote_end(tokens, quote, end)
    if verb.use == "that":
        return (start, end) if has_finite(tokens, start, end) else None
    return (start, end) if _substance(tokens, start, end) else None


def _quote_end(tokens: Sequence[Token], quote: int, end: int) -> int:
    """End of a quotation with what follows it in the clause; manner and circumstance are not said."""
    last = max(i for i in range(quote, end) if tokens[i].kind == "quote")
    following = low_at(tokens, last + 1)
    adjunct = following in PREPOSITIONS or following in SUBORDINATORS or following in TIME_WORDS or following == ","
    return last + 1 if (adjunct and tokens[last].low == '".') or following == "," else end


def _clause_opener(tokens: Sequence[Token], start: int, end: int, verb: Verb) -> int | None:
    """Where "that" (or "whether", "how" …) opens what is said, right after the cue, its addressee and adjuncts."""
    for place in range(start, min(end, start + 10)):
        low = tokens[place].low
        if low == "that":
            return place
        if low in ("whether", "why", "how", "if", "what", "where", "who"):
            return place if place - start <= (4 if verb.use == "tell" else 1) else None
        if low in AUXILIARIES or tokens[place].kind == "quote" or (low in PRONOUNS and verb.use != "tell"):
            return None
        if contracted(low):
            return None
    return None


def _past_addressee(tokens: Sequence[Token], start: int, end: int, verb: Verb) -> int:
    at = start
    if verb.use == "tell" and at < end and tokens[at].kind == "word":
        if tokens[at].low in ("me", "him", "her", "them", "us", "you", "reporters", "police", "jurors", "detectives"):
            at += 1
        else:
            at += 1 if tokens[at].low in DETERMINERS else 0
            at += 1
            while at < end and tokens[at].capital:
                at += 1
    while at < end and (tokens[at].low in TIME_WORDS or _manner(tokens[at].low) or _preposition_of_time(tokens, at)):
        at += 1
    return at


def _manner(low: str) -> bool:
    return (low.endswith("ly") and is_adverb(low)) or low in ("later", "earlier", "again", "also")


def _preposition_of_time(tokens: Sequence[Token], at: int) -> bool:
    return tokens[at].low in ("on", "in", "at") and low_at(tokens, at + 1) in TIME_WORDS


def _substance(tokens: Sequence[Token], start: int, end: int) -> bool:
    """True where more than an adjunct stands between the places."""
    if start >= end:
        return False
    quoted = any(t.kind == "quote" for t in tokens[start:end])
    first, second = tokens[start], low_at(tokens, start + 1)
    if first.low == "," and (second.endswith("ing") or second in ("according", "his", "her", "their", "who", "which")):
        return False
    if first.low in DASHES or first.low == "according":
        return quoted
    if first.low in ("in", "during", "at", "on", "after", "when", "while", "as", "to", "about", "by", "from", "before"):
        clause = second in ("least", "most", "about") or second[:4].isdigit() or has_finite(tokens, start + 2, end)
        return quoted or (clause and not adjunct_follows(tokens, start) and end - start > 6)
    return first.kind == "quote" or end - start >= 2 or has_finite(tokens, start, end)


def said_before(tokens: Sequence[Token], start: int, end: int, at: int, participle: bool) -> tuple[int, int] | None:
    """What stands before the frame and may be what is said."""
    if participle or start == 0:
        return None
    if tokens[start - 1].low not in (",", *DASHES, "?", "!") and tokens[start - 1].kind != "quote":
        return None
    left = content_start(tokens, start)
    if left >= start - 1 and tokens[start - 1].kind != "quote":
        return None
    has_quote = any(t.kind == "quote" for t in tokens[left:start])
    if not has_quote and (opens_adjunct(tokens, left) and not _main_clause_inside(tokens, left, start - 1)):
        return None
    if not has_quote and start - left < 4:
        return None
    return left, start


def _main_clause_inside(tokens: Sequence[Token], left: int, right: int) -> bool:
    """True where a comma closes the opening adjunct and a clause of its own follows it."""
    comma = next((i for i in range(left, right) if tokens[i].low == ","), None)
    if comma is None:
        # "Under the deal the mill will close, X said": a long stretch with its own verb
        return (
            right - left > 8
            and any(t.low in AUXILIARIES for t in tokens[left + 3 : right])
            and tokens[left].low not in SUBORDINATORS
        )
    return has_finite(tokens, comma + 1, right)


def content_start(tokens: Sequence[Token], before: int) -> int:
    """Where what stands before a frame begins: the sentence, the part after a semicolon, or a quotation of its own."""
    at = before - 1
    while at >= 0:
        if _is_sentence_of_its_own(tokens, at):
            return at
        if tokens[at].kind == "mark" and tokens[at].low in (";",):
            return at + 1
        at -= 1
    return 0


def _is_sentence_of_its_own(tokens: Sequence[Token], at: int) -> bool:
    """``Fire at the mill "We were lucky," he said``: a heading without a full stop, then a quotation."""
    if tokens[at].kind != "quote" or not tokens[at].capital or tokens[at].low != '".' or at < 1:
        return False
    before = tokens[at - 1]
    return before.kind == "word" and before.low not in _LEADS_IN and before.low not in VERB_OF


def choose_content(
    tokens: Sequence[Token],
    at: int,
    verb: Verb,
    said: tuple[int, int] | None,
    ahead: tuple[int, int] | None,
) -> tuple[list[tuple[int, int]] | None, Literal["before", "after", "around"]]:
    """Which of the stretches after and before the cue is said, and on which side of the cue it stands."""
    following = tokens[at + 1] if at + 1 < len(tokens) else None
    if ahead is None:
        return ([said], "after") if said else (None, "after")
    quoted = any(t.kind == "quote" for t in tokens[ahead[0] : ahead[1]])
    if said is None:
        fits = verb.use in ("say", "tell", "think", "that", "show") or quoted
        return ([ahead], "before") if fits else (None, "before")
    if following is not None and following.low in (",", *DASHES) and verb.use in ("say", "think", "that", "tell"):
        return [ahead, said], "around"
    if quoted and tokens[ahead[1] - 1].kind == "quote":
        tail = next((i for i in range(*said) if _opens_again(tokens, i, at)), None)
        if tail is None and following is not None and following.low not in ("that",):
            return [ahead], "before"
        return ([ahead, said] if tail is not None else [said]), "around"
    return [said], "after"


def _opens_again(tokens: Sequence[Token], place: int, at: int) -> bool:
    """True for a quotation that takes up the speech again, not for a title in an adjunct."""
    return tokens[place].kind == "quote" and (place == at + 1 or tokens[place - 1].low in (",", ":", ".", *DASHES))


def clause_end(tokens: Sequence[Token], start: int) -> int:
    """End of what a cue governs: the sentence's end, or where another teller takes over."""
    for at in range(start, len(tokens)):
        if tokens[at].low == ";":
            return at
        if tokens[at].low == "," and _resumes(tokens, at + 1):
            return at
        if tokens[at].low in CONTRASTS and low_at(tokens, at - 1) == "," and teller_follows(tokens, at + 1):
            return at - 1
    return sentence_end(tokens)


def _resumes(tokens: Sequence[Token], at: int) -> bool:
    """True where after a comma the verb of the main clause follows: ``X, who denied it, told …``."""
    verb = VERB_OF.get(low_at(tokens, at))
    return (
        verb is not None
        and not tokens[at].low.endswith("ing")
        and verb.use in ("say", "tell")
        and not tokens[at].capital
    )


def teller_follows(tokens: Sequence[Token], at: int) -> bool:
    """True where a subject and a verb of speech follow: ``but critics argue``."""
    end = phrase_end(tokens, at)
    while end < len(tokens) and (tokens[end].low in HAVE or is_adverb(tokens[end].low)):
        end += 1
    return (
        end > at
        and end < len(tokens)
        and tokens[end].low in VERB_OF
        and VERB_OF[tokens[end].low].use in ("say", "tell", "that", "object")
    )
