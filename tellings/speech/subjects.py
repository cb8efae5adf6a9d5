"""Subjects: whom a cue belongs to, before it (past adverbs, appositions, relative clauses) or after it."""

from collections.abc import Sequence
from itertools import pairwise

from tellings.speech.phrases import (
    BREAKS,
    DASHES,
    RELATIVE_STARTS,
    clause_start,
    first_phrase,
    has_finite,
    is_clause,
    opens_adjunct,
    phrase_before,
    phrase_end,
)
from tellings.speech.sentence import Frame, Token, low_at
from tellings.speech.vocabulary import (
    AUXILIARIES,
    DETERMINERS,
    PREPOSITIONS,
    PRONOUNS,
    RELATIVES,
    SOURCE_KIND,
    SUBORDINATORS,
    TIME_WORDS,
    VERB_OF,
    Verb,
    is_adverb,
)

_SPANS = frozenset("minutes hours days weeks months years decades time".split())


def subject_of(tokens: Sequence[Token], at: int, earlier: Sequence[Frame]) -> tuple[int, int] | None:
    """The subject of the verb at ``at`` as token places, or null."""
    back = at - 1
    while back >= 0 and tokens[back].kind == "word" and _may_stand_between(tokens, back):
        back -= 1
    if back < 0:
        return None
    token = tokens[back]
    if token.low == "to" and back == at - 1:
        return phrase_before(tokens, back)
    if token.low in PRONOUNS:
        return (back, back + 1)
    if token.low in ("who", "which", "that"):
        return _antecedent(tokens, back)
    if token.low in ("and", "but", "or", "then") or (token.low == "," and low_at(tokens, back + 1) == "then"):
        return _shared_subject(tokens, back, earlier)
    if token.low == "," or token.low in DASHES or token.low == ")":
        return _before_apposition(tokens, back)
    if token.kind != "word":
        return None
    phrase = phrase_before(tokens, back + 1)
    return _named_before(tokens, phrase) if phrase else None


def _named_before(tokens: Sequence[Token], phrase: tuple[int, int]) -> tuple[int, int]:
    """``Ada Quill, mayor of Harbourton said``: the name before the comma, where the role has no article."""
    start, _ = phrase
    head = next((t for t in tokens[start : start + 4] if SOURCE_KIND.get(t.low) == "person"), None)
    if tokens[start].capital or low_at(tokens, start - 1) != ",":
        return phrase
    name = phrase_before(tokens, start - 1)
    opens = name is not None and name[1] - name[0] > 1 and (name[0] == 0 or tokens[name[0] - 1].kind == "quote")
    if not opens and (head is None or tokens[start].low in DETERMINERS):
        return phrase
    return name if name and tokens[name[0]].capital and tokens[name[1] - 1].capital else phrase


def _may_stand_between(tokens: Sequence[Token], back: int) -> bool:
    low = tokens[back].low
    if low in AUXILIARIES or low == "reportedly":
        return True
    if low in ("went", "on", "to", "goes") and {"on", "to"} <= {t.low for t in tokens[max(0, back - 2) : back + 3]}:
        return any(t.low in ("went", "goes") for t in tokens[max(0, back - 2) : back + 1])
    if low in TIME_WORDS and low.endswith("day") and low != "day":
        return True
    if low == "on" and back + 1 < len(tokens) and tokens[back + 1].low in TIME_WORDS:
        return True
    return is_adverb(low) and not tokens[back].capital


def _antecedent(tokens: Sequence[Token], back: int) -> tuple[int, int] | None:
    """What "who" stands for: the phrase before it."""
    end = back - 1 if low_at(tokens, back - 1) in (",", *DASHES) else back
    return phrase_before(tokens, end) if end > 0 else None


def _shared_subject(tokens: Sequence[Token], back: int, earlier: Sequence[Frame]) -> tuple[int, int] | None:
    """``X came and said``: the subject of the earlier verb of the clause."""
    for frame in reversed(earlier):
        if frame.source and frame.cue[1] <= tokens[back].start and frame.order != "before":
            return _places(tokens, frame.source)
    start = clause_start(tokens, back)
    for place in range(back - 1, start - 1, -1):
        if tokens[place].low == "who":
            return _antecedent(tokens, place)
    return first_phrase(tokens, start, back)


def participle_subject(tokens: Sequence[Token], at: int, earlier: Sequence[Frame]) -> tuple[int, int] | None:
    """``…, saying …``: the subject of the clause; ``a guard telling …``: the phrase just before."""
    back = at - 1
    while back >= 0 and is_adverb(tokens[back].low):
        back -= 1
    if back >= 0 and tokens[back].kind == "word" and tokens[back].low not in SUBORDINATORS | PREPOSITIONS | {"and"}:
        phrase = phrase_before(tokens, back + 1)
        spent = phrase is not None and tokens[phrase[1] - 1].low in _SPANS  # "spent months praising"
        if phrase and tokens[phrase[0]].low not in PRONOUNS and not spent:
            return phrase
    for frame in reversed(earlier):
        if frame.source and frame.use != "according":
            return _places(tokens, frame.source)
    start = clause_start(tokens, at)
    return first_phrase(tokens, start, at)


def _before_apposition(tokens: Sequence[Token], comma: int) -> tuple[int, int] | None:
    """``X, a doctor at the clinic, said``: the phrase that the stretches between commas describe."""
    parts = _parts(tokens, clause_start(tokens, comma), comma)
    at = len(parts) - 1
    while at > 0 and _describes(tokens, parts, at):
        at -= 1
    if at < 0:
        return None
    left, right = parts[at]
    if tokens[left].kind == "quote" or tokens[left].low in RELATIVE_STARTS or opens_adjunct(tokens, left):
        return None
    found = first_phrase(tokens, left, right)
    if found is not None and found[1] < right:
        # more words stand before the comma: "the report came after Ada Quill, the mayor, said …"
        found = phrase_before(tokens, right) or found
    return found


def _parts(tokens: Sequence[Token], start: int, end: int) -> list[tuple[int, int]]:
    """The stretches between commas, brackets and dashes; quotations and empty ones left out."""
    cuts = [i for i in range(start, end) if tokens[i].low in (",", "(", ")") or tokens[i].low in DASHES]
    edges = pairwise([start - 1, *cuts, end])
    return [(low + 1, high) for low, high in edges if low + 1 < high and tokens[low + 1].kind != "quote"]


def _describes(tokens: Sequence[Token], parts: Sequence[tuple[int, int]], at: int) -> bool:
    """True where the part says something of the one before it: an age, a role, a name, a relative clause."""
    left, right = parts[at]
    first, before = tokens[left], parts[at - 1]
    if first.low in RELATIVE_STARTS or first.low.isdigit() or opens_adjunct(tokens, left):
        return True
    if opens_adjunct(tokens, before[0]) and not is_clause(tokens, *before):
        return False
    relative = next((i for i in range(left + 1, right) if tokens[i].low in RELATIVES), right)
    if is_clause(tokens, *before):
        # a clause told before the speaker, unless it ends in a name that the last part describes
        named = tokens[before[1] - 1].capital and tokens[before[1] - 2].capital
        return named and at == len(parts) - 1 and first.low in DETERMINERS
    return not is_clause(tokens, left, relative)


def stands_bare(tokens: Sequence[Token], at: int) -> bool:
    """True where before the comma at ``at`` there is only a subject and what describes it: nothing is told yet."""
    parts = _parts(tokens, clause_start(tokens, at), at)
    return (
        len(parts) > 1
        and not any(t.kind == "quote" for t in tokens[:at])
        and not opens_adjunct(tokens, parts[0][0])
        and not is_clause(tokens, *parts[0])
        and phrase_end(tokens, parts[0][0]) == parts[0][1]
        and all(_describes(tokens, parts, i) for i in range(1, len(parts)))
    )


def inverted_source(tokens: Sequence[Token], at: int, verb: Verb) -> tuple[int, int] | None:
    """The source after the cue as token places, where what is said stands before (or opens the sentence)."""
    if verb.use not in ("say", "tell", "quote", "think", "that") or tokens[at].low.endswith("ing"):
        return None
    before = tokens[at - 1] if at else None
    opens = at == 0 and tokens[at].capital
    if before is not None and before.kind != "quote" and before.low not in (",", *DASHES, "?", "!", "so", "as"):
        return None
    if before is not None and before.low in (",", *DASHES) and verb.use == "tell":
        return None
    end = phrase_end(tokens, at + 1)
    if end == at + 1 or not _names_someone(tokens, at + 1, end):
        return None
    after = low_at(tokens, end)
    if opens and after not in (":", ","):
        return None
    if not _may_follow_speaker(tokens, end):
        return None
    if after in AUXILIARIES or (after in VERB_OF and tokens[end].kind == "word" and not after.endswith("ing")):
        return None
    comma = before is not None and before.low == "," and before.kind == "mark"
    if comma and stands_bare(tokens, at - 1):
        return None
    if comma and (_follows_clause(tokens, at, end) or not (after == "," or _is_told(tokens, at))):
        return None
    return at + 1, end


def _is_told(tokens: Sequence[Token], at: int) -> bool:
    """True where what stands before the comma could be said: it has a quotation or a verb of its own."""
    words = tokens[:at]
    return any(t.kind == "quote" for t in words) or len(words) > 8 or has_finite(tokens, 0, at)


def _may_follow_speaker(tokens: Sequence[Token], end: int) -> bool:
    if end >= len(tokens) or tokens[end].kind != "word":
        return True
    low = tokens[end].low
    return (
        low in PREPOSITIONS or low in TIME_WORDS or low in SUBORDINATORS or is_adverb(low) or low.endswith("ing")
    ) and low != "that"  # fmt: skip


def _follows_clause(tokens: Sequence[Token], at: int, end: int) -> bool:
    """True where the words after a comma and a cue go on as a clause: ``X, a mason, said police had come``."""
    limit = min(len(tokens), end + 6)
    for token in tokens[end:limit]:
        if token.low in BREAKS or token.kind == "quote" or token.low in SUBORDINATORS:
            return False
        if token.low in AUXILIARIES:
            return True
    return False


def _names_someone(tokens: Sequence[Token], start: int, end: int) -> bool:
    first = tokens[start]
    words = tokens[start:end]
    if all(token.low in TIME_WORDS or token.low in PREPOSITIONS for token in words):
        return False
    if first.low in ("he", "she", "they", "it", "i", "we"):
        return end - start == 1
    if end - start == 1 and first.low in ("a", "an", "the", "its", "his", "her", "their", "our", "my", "no", "every"):
        return False
    if first.low in TIME_WORDS and first.low not in ("may", "march", "april", "june", "august"):
        return False
    return any(t.capital for t in words) or any(t.low in SOURCE_KIND for t in words) or first.low in DETERMINERS


def _places(tokens: Sequence[Token], span: tuple[int, int]) -> tuple[int, int]:
    left = next(i for i, t in enumerate(tokens) if t.start >= span[0])
    right = next(i for i in range(len(tokens) - 1, -1, -1) if tokens[i].end <= span[1])
    return left, right + 1
