"""Frames: who is said to say what inside one sentence, by rules over words.

A frame is a cue (a verb of speech, "according to"), the mention of its source, and the stretches that
are said. The rules look for the cue first, then for its subject (before it, past adverbs, auxiliaries,
appositions and relative clauses, or after it where the order is inverted), then for what is said.
There is no parser: noun phrases are read off closed classes of words, capitals and commas. What this
misses is in docs/speech.md.
"""

from collections.abc import Sequence
from typing import Literal

from tellings.speech.content import (
    CONTRASTS,
    choose_content,
    clause_end,
    content_start,
    said_after,
    said_before,
    teller_follows,
)
from tellings.speech.cues import disagrees, heard_saying, is_noun, is_passive, progressive, refuses
from tellings.speech.phrases import BREAKS, DASHES, clause_start, has_finite, phrase_before, phrase_end, sentence_end
from tellings.speech.sentence import Frame, Reading, Token, low_at
from tellings.speech.subjects import inverted_source, participle_subject, subject_of
from tellings.speech.vocabulary import (
    AUXILIARIES,
    BLOW_PATHS,
    DETERMINERS,
    LIGHT_VERBS,
    NOUN_STANCE,
    PREPOSITIONS,
    SOURCE_KIND,
    TIME_WORDS,
    VERB_OF,
    Verb,
)

# Longer than any sentence of prose: a list or a text without full stops, in which the rules would find nonsense.
LONGEST_SENTENCE = 400


def frames(reading: Reading) -> list[Frame]:
    """Frames of the sentence in order of their cues; a frame may lie within what another says."""
    tokens = reading.tokens
    found: list[Frame] = []
    if len(tokens) > LONGEST_SENTENCE:
        return found
    headline = _headline(reading) if reading.kind in ("title", "heading") else None
    if headline is not None:
        return [headline]
    for at, token in enumerate(tokens):
        frame = _frame_at(reading, at, found) if token.kind == "word" else None
        if frame is not None:
            found.append(frame)
    return found


def _frame_at(reading: Reading, at: int, earlier: Sequence[Frame]) -> Frame | None:
    tokens = reading.tokens
    low, following = tokens[at].low, low_at(tokens, at + 1)
    if low == "according" and following == "to":
        return _according(reading, at)
    if low == "under" and _document_after(tokens, at + 1):
        return _under(reading, at)
    frame = _verb_frame(reading, at, VERB_OF[low], earlier) if low in VERB_OF else None
    if frame is None and low in NOUN_STANCE and following == "that":
        return _noun_frame(reading, at)
    return frame


def clause_cuts(reading: Reading) -> list[int]:
    """Where the sentence falls into parts with tellers of their own; code points, in order."""
    tokens = reading.tokens
    cuts: list[int] = []
    if len(tokens) > LONGEST_SENTENCE:
        return cuts
    for at in range(4, len(tokens) - 4):
        low = tokens[at].low
        if low == ";" and tokens[at].kind == "mark" and has_finite(tokens, at + 1, len(tokens)):
            cuts.append(tokens[at].end)
        elif (low in CONTRASTS and low_at(tokens, at - 1) in (",", *DASHES) and teller_follows(tokens, at + 1)) or (
            low in ("and", "but") and _low_of_quote(tokens, at - 1) and _own_clause(tokens, at + 1)
        ):
            cuts.append(tokens[at].start)
    return cuts


def _low_of_quote(tokens: Sequence[Token], at: int) -> bool:
    return tokens[at].kind == "quote" and tokens[at].low == '".'


def _own_clause(tokens: Sequence[Token], at: int) -> bool:
    """True where a subject and a finite verb follow at once."""
    end = phrase_end(tokens, at)
    return end > at and end < len(tokens) and tokens[end].low in AUXILIARIES


def _verb_frame(reading: Reading, at: int, verb: Verb, earlier: Sequence[Frame]) -> Frame | None:
    tokens = reading.tokens
    if is_noun(tokens, at) or is_passive(tokens, at) or refuses(tokens, at, verb):
        return None
    inverted = inverted_source(tokens, at, verb)
    if inverted is not None:
        return _inverted_frame(reading, at, verb, inverted)
    heard = heard_saying(tokens, at) if tokens[at].low.endswith("ing") else None
    participle = tokens[at].low.endswith("ing") and not progressive(tokens, at) and heard is None
    if participle:
        source = participle_subject(tokens, at, earlier)
    else:
        source = subject_of(tokens, at if heard is None else heard, earlier)
    if source is None:
        return None
    start, end = source
    if disagrees(tokens, at, verb, source) or not _can_tell(tokens, at, verb, source):
        return None
    said = said_after(tokens, at, verb)
    ahead = said_before(tokens, start, end, at, participle)
    content, order = choose_content(tokens, at, verb, said, ahead)
    if content is None:
        return None
    return _frame(reading, at, at + 1, source, content, verb, order)


def _can_tell(tokens: Sequence[Token], at: int, verb: Verb, source: tuple[int, int]) -> bool:
    """False for a blow that is no blame, for "it implies", and for what shows but is no text or recording."""
    if verb.blow and not _may_blame(tokens, at, source):
        return False
    if verb.needs_mind and tokens[source[0]].low == "it":
        return False
    return verb.use != "show" or _shows(tokens, *source)


def _may_blame(tokens: Sequence[Token], at: int, source: tuple[int, int]) -> bool:
    """``slammed the plan``, ``hit out at``: a blow in words; never ``slammed into``, nor a thing's doing."""
    if low_at(tokens, at + 1) in BLOW_PATHS:
        return False
    words = tokens[source[0] : source[1]]
    speaks = any(SOURCE_KIND.get(t.low) in ("person", "body", "anonymous", "outlet") for t in words)
    speaks = speaks or words[0].low in ("he", "she", "they", "who", "we", "i")
    reason = any(t.kind == "quote" or t.low in ("as", "for", "over", "saying", "calling") for t in tokens[at + 1 :])
    return speaks or (reason and words[0].low not in DETERMINERS and any(t.capital for t in words))


def _shows(tokens: Sequence[Token], start: int, end: int) -> bool:
    """Only a text, a recording or a finding shows and reads; ``it`` may be one."""
    kinds = [SOURCE_KIND.get(t.low) for t in tokens[start:end]]
    return "document" in kinds or "recording" in kinds or tokens[start].low == "it"


def _inverted_frame(reading: Reading, at: int, verb: Verb, source: tuple[int, int]) -> Frame | None:
    tokens = reading.tokens
    content = []
    if at == 0:
        content = [(source[1] + 1, sentence_end(tokens))]
        return _frame(reading, at, at + 1, source, content, verb, "after")
    content = [(content_start(tokens, at), at)]
    later = source[1]
    while later < len(tokens) and tokens[later].kind != "quote":
        later += 1
    if later < len(tokens) and tokens[later - 1].low in (",", ":", "."):
        content.append((later, sentence_end(tokens)))
    return _frame(reading, at, at + 1, source, content, verb, "around" if len(content) > 1 else "before")


def _frame(
    reading: Reading,
    at: int,
    after: int,
    source: tuple[int, int],
    content: Sequence[tuple[int, int]],
    verb: Verb,
    order: Literal["before", "after", "around"],
) -> Frame | None:
    tokens = reading.tokens
    spans = _spans(tokens, content)
    if not spans:
        return None
    return Frame(
        sentence=reading.number,
        cue=(tokens[at].start, tokens[after - 1].end),
        source=(tokens[source[0]].start, tokens[source[1] - 1].end),
        content=spans,
        stance=verb.stance,
        order=order,
        use=verb.use,
    )


def _noun_frame(reading: Reading, at: int) -> Frame | None:
    """``made loud claims that …``, ``the union's claim that …``."""
    tokens = reading.tokens
    for back in range(at - 1, max(-1, at - 5), -1):
        source = None
        if tokens[back].low in LIGHT_VERBS:
            source = subject_of(tokens, back, ())
        elif tokens[back].low.endswith(("'s", "s'")) and tokens[back].kind == "word":
            source = phrase_before(tokens, back + 1)
        content = _spans(tokens, [(at + 1, clause_end(tokens, at + 1))])
        if source is not None and content:
            return Frame(
                sentence=reading.number,
                cue=(tokens[at].start, tokens[at].end),
                source=(tokens[source[0]].start, tokens[source[1] - 1].end),
                content=content,
                stance=NOUN_STANCE[tokens[at].low],
                order="after",
                use="noun",
            )
    return None


def _according(reading: Reading, at: int) -> Frame | None:
    tokens = reading.tokens
    end = phrase_end(tokens, at + 2)
    if end == at + 2:
        return None
    before = (_reach_back(tokens, at), at)
    leading = before[1] - before[0] < 2
    if leading and low_at(tokens, end) != ",":
        end = _name_only(tokens, at + 2, end)
    content = _spans(tokens, [(_past_apposition(tokens, end), sentence_end(tokens))] if leading else [before])
    if not leading and low_at(tokens, end) in DASHES:
        content = _spans(tokens, [before, (end, sentence_end(tokens))])
    elif not leading and low_at(tokens, end) == "," and not has_finite(tokens, *before):
        content = _spans(tokens, [before, (end + 1, sentence_end(tokens))])
    if not content:
        return None
    return Frame(
        sentence=reading.number,
        cue=(tokens[at].start, tokens[at + 1].end),
        source=(tokens[at + 2].start, tokens[end - 1].end),
        content=content,
        stance="reported",
        order="after" if leading else "before",
        use="according",
    )


def _name_only(tokens: Sequence[Token], start: int, end: int) -> int:
    """``According to Quill heavy rain …``: without a comma the mention ends with the name it opens with."""
    at = start
    while at < end and (tokens[at].capital or tokens[at].low in ("the", "'")):
        at += 1
    named = at > start and tokens[at - 1].capital and not tokens[at - 1].low.endswith(("'s", "s'"))
    goes_on = at < end and (tokens[at].low in PREPOSITIONS or tokens[at].low in SOURCE_KIND or tokens[at].low == "and")
    return at if named and not goes_on else end


def _past_apposition(tokens: Sequence[Token], end: int) -> int:
    """Where what is said starts after ``According to X, who …,``."""
    stop = sentence_end(tokens)
    commas = [i for i in range(end, min(stop, end + 20)) if tokens[i].low == ","]
    if not commas or commas[0] > end + 8:
        return end
    if commas[0] == end and len(commas) > 1 and not has_finite(tokens, end + 1, commas[1]):
        determined = low_at(tokens, end + 1) in ("a", "an", "the", "its", "who") and commas[1] < stop - 3
        return commas[1] + 1 if determined else end + 1
    return commas[0] + 1 if stop - commas[0] > 4 else end


def _reach_back(tokens: Sequence[Token], at: int) -> int:
    """Start of what "according to" frames: the sentence, or the part after another teller gives over."""
    for place in range(at - 1, 3, -1):
        if tokens[place].low == ";" or (tokens[place].low in ("but", "while") and low_at(tokens, place - 1) == ","):
            return place + 1
    return 0


def _document_after(tokens: Sequence[Token], at: int) -> bool:
    return any(
        SOURCE_KIND.get(token.low) == "document" for token in tokens[at : at + 3]
    ) and low_at(tokens, at) in ("the", "this", "that", "its", "their")  # fmt: skip


def _under(reading: Reading, at: int) -> Frame | None:
    """``Under this treaty, …``: a text that says what holds."""
    tokens = reading.tokens
    end = phrase_end(tokens, at + 1)
    if at != clause_start(tokens, at) or low_at(tokens, end) != ",":
        return None
    content = _spans(tokens, [(end + 1, sentence_end(tokens))])
    if not content:
        return None
    return Frame(
        sentence=reading.number,
        cue=(tokens[at].start, tokens[at].end),
        source=(tokens[at + 1].start, tokens[end - 1].end),
        content=content,
        stance="reported",
        order="after",
        use="under",
    )


def _headline(reading: Reading) -> Frame | None:
    """``Mayor: bridge will reopen`` and ``Two held after fire: police`` name the speaker by a colon."""
    tokens = reading.tokens
    colons = [i for i, t in enumerate(tokens) if t.kind == "mark" and t.low == ":"]
    if not colons:
        return None
    first, last = colons[0], colons[-1]
    if last >= len(tokens) - 5 and _speaker_like(tokens, last + 1, sentence_end(tokens), alone=False):
        source, content, order = (last + 1, sentence_end(tokens)), (0, last), "before"
    elif 0 < first <= 5 and _speaker_like(tokens, 0, first, alone=tokens[first + 1 : first + 2] != ()):
        source, content, order = (0, first), (first + 1, sentence_end(tokens)), "after"
    else:
        return None
    spans = _spans(tokens, [content])
    colon = tokens[last if order == "before" else first]
    return Frame(
        sentence=reading.number,
        cue=(colon.start, colon.end),
        source=(tokens[source[0]].start, tokens[source[1] - 1].end),
        content=spans,
        stance="reported",
        order="before" if order == "before" else "after",
        use="headline",
    ) if spans else None  # fmt: skip


def _speaker_like(tokens: Sequence[Token], start: int, end: int, *, alone: bool) -> bool:
    """True for a source noun, or for a name before a quotation."""
    words = tokens[start:end]
    if not words or any(t.kind != "word" or t.low in AUXILIARIES or t.low in TIME_WORDS for t in words):
        return False
    if SOURCE_KIND.get(words[-1].low) in ("person", "body", "anonymous", "document", "outlet"):
        return True
    quoted = end + 1 < len(tokens) and tokens[end + 1].kind == "quote"
    return alone and quoted and len(words) <= 3 and all(t.capital for t in words)


def _spans(tokens: Sequence[Token], pieces: Sequence[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    return tuple(_trimmed(tokens, left, right) for left, right in pieces if _has_words(tokens, left, right))


def _has_words(tokens: Sequence[Token], left: int, right: int) -> bool:
    return any(t.kind != "mark" for t in tokens[left:right])


def _trimmed(tokens: Sequence[Token], left: int, right: int) -> tuple[int, int]:
    while tokens[left].kind == "mark" and tokens[left].low in BREAKS:
        left += 1
    while right - 1 > left and tokens[right - 1].kind == "mark" and tokens[right - 1].low in BREAKS:
        right -= 1
    return tokens[left].start, tokens[right - 1].end
