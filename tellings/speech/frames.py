"""Frames: who is said to say what inside one sentence, by rules over words.

A frame is a cue (a verb of speech, "according to"), the mention of its source, and the stretches that
are said. The rules look for the cue first, then for its subject (before it, past adverbs, auxiliaries,
appositions and relative clauses, or after it where the order is inverted), then for what is said.
There is no parser: noun phrases are read off closed classes of words, capitals and commas. What this
misses is in docs/speech.md.
"""

from collections.abc import Iterator, Sequence
from typing import Literal

import msgspec

from tellings.model import Stance
from tellings.speech.sentence import Reading, Token
from tellings.speech.vocabulary import (
    ADVERBS,
    AUXILIARIES,
    BE,
    DETERMINERS,
    DO,
    HAVE,
    LIGHT_VERBS,
    MODALS,
    NEGATIONS,
    NOUN_STANCE,
    NOUN_SIGNS,
    PREPOSITIONS,
    PRONOUNS,
    SOURCE_KIND,
    SUBORDINATORS,
    TIME_WORDS,
    VERB_OF,
    Verb,
    is_adverb,
)

LONGEST_MENTION = 14
# Longer than any sentence of prose: a list or a text without full stops, in which the rules would find nonsense.
LONGEST_SENTENCE = 400
_PAST = frozenset(
    """made took went came got saw left held lost won met gave had kept ran shot began led sent fell broke put became
    brought built bought caught chose drew drove ate felt fought flew forgot grew heard hid hit knew laid lay paid
    rode rose sat sold shook sang sank slept spent stood stole struck swam threw wore issued""".split()
)
_PLURALS = frozenset("police people media cops i we you they men women staff clergy feds".split())
_QUANTIFIERS = frozenset("some many several few both most all two three others thousands hundreds dozens".split())
_CONTRASTS = frozenset("but while though although whereas and".split())
_DASHES = frozenset(("—", "–", "--", "- -", " - ", "-"))
_STOPS = frozenset((";", ":", ".", "!", "?", "…", "..."))
_BREAKS = frozenset((",", "(", ")")) | _DASHES | _STOPS


class Frame(msgspec.Struct, frozen=True, kw_only=True):
    """A cue with its source and what is said; places are code points. ``source`` is null where none is told."""

    sentence: int
    cue: tuple[int, int]
    source: tuple[int, int] | None
    content: tuple[tuple[int, int], ...]
    stance: Stance
    order: Literal["before", "after", "around"]
    use: str


def frames(reading: Reading) -> list[Frame]:
    """Frames of the sentence in order of their cues; a frame may lie within what another says."""
    tokens = reading.tokens
    found: list[Frame] = []
    if len(tokens) > LONGEST_SENTENCE:
        return found
    if reading.kind in ("title", "heading"):
        headline = _headline(reading)
        if headline is not None:
            return [headline]
    for at, token in enumerate(tokens):
        if token.kind != "word":
            continue
        frame = None
        if token.low == "according" and _low(tokens, at + 1) == "to":
            frame = _according(reading, at)
        elif token.low == "under" and _document_after(tokens, at + 1):
            frame = _under(reading, at)
        elif token.low in VERB_OF:
            frame = _verb_frame(reading, at, VERB_OF[token.low], found)
        if frame is None and token.low in NOUN_STANCE and _low(tokens, at + 1) == "that":
            frame = _noun_frame(reading, at)
        if frame is not None:
            found.append(frame)
    return found


def clause_cuts(reading: Reading) -> list[int]:
    """Where the sentence falls into parts with tellers of their own; code points, in order."""
    tokens = reading.tokens
    cuts: list[int] = []
    if len(tokens) > LONGEST_SENTENCE:
        return cuts
    for at in range(4, len(tokens) - 4):
        low = tokens[at].low
        if low == ";" and tokens[at].kind == "mark" and _finite(tokens, at + 1, len(tokens)):
            cuts.append(tokens[at].end)
        elif low in _CONTRASTS and _low(tokens, at - 1) in (",", *_DASHES) and _teller_follows(tokens, at + 1):
            cuts.append(tokens[at].start)
        elif low in ("and", "but") and _low_of_quote(tokens, at - 1) and _own_clause(tokens, at + 1):
            cuts.append(tokens[at].start)
    return cuts


def _low_of_quote(tokens: Sequence[Token], at: int) -> bool:
    return tokens[at].kind == "quote" and tokens[at].low == '".'


def _own_clause(tokens: Sequence[Token], at: int) -> bool:
    """True where a subject and a finite verb follow at once."""
    end = _phrase_end(tokens, at)
    return end > at and end < len(tokens) and tokens[end].low in AUXILIARIES


# ---------------------------------------------------------------- headlines: "X: …" and "…: X"


def _headline(reading: Reading) -> Frame | None:
    """``Mayor: bridge will reopen`` and ``Two held after fire: police`` name the speaker by a colon."""
    tokens = reading.tokens
    colons = [i for i, t in enumerate(tokens) if t.kind == "mark" and t.low == ":"]
    if not colons:
        return None
    first, last = colons[0], colons[-1]
    if last >= len(tokens) - 5 and _speaker_like(tokens, last + 1, _sentence_end(tokens), alone=False):
        source, content, order = (last + 1, _sentence_end(tokens)), (0, last), "before"
    elif 0 < first <= 5 and _speaker_like(tokens, 0, first, alone=tokens[first + 1 : first + 2] != ()):
        source, content, order = (0, first), (first + 1, _sentence_end(tokens)), "after"
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


# ---------------------------------------------------------------- according to, under


def _according(reading: Reading, at: int) -> Frame | None:
    tokens = reading.tokens
    end = _phrase_end(tokens, at + 2)
    if end == at + 2:
        return None
    before = (_reach_back(tokens, at), at)
    leading = before[1] - before[0] < 2
    content = _spans(tokens, [(_past_apposition(tokens, end), _sentence_end(tokens))] if leading else [before])
    if not leading and _low(tokens, end) in _DASHES:
        content = _spans(tokens, [before, (end, _sentence_end(tokens))])
    elif not leading and _low(tokens, end) == "," and not _finite(tokens, *before):
        content = _spans(tokens, [before, (end + 1, _sentence_end(tokens))])
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


def _past_apposition(tokens: Sequence[Token], end: int) -> int:
    """Where what is said starts after ``According to X, who …,``."""
    stop = _sentence_end(tokens)
    commas = [i for i in range(end, min(stop, end + 20)) if tokens[i].low == ","]
    if not commas or commas[0] > end + 8:
        return end
    if commas[0] == end and len(commas) > 1 and not _finite(tokens, end + 1, commas[1]):
        determined = _low(tokens, end + 1) in ("a", "an", "the", "its", "who") and commas[1] < stop - 3
        return commas[1] + 1 if determined else end + 1
    return commas[0] + 1 if stop - commas[0] > 4 else end


def _reach_back(tokens: Sequence[Token], at: int) -> int:
    """Start of what "according to" frames: the sentence, or the part after another teller gives over."""
    for place in range(at - 1, 3, -1):
        if tokens[place].low == ";" or (tokens[place].low in ("but", "while") and _low(tokens, place - 1) == ","):
            return place + 1
    return 0


def _document_after(tokens: Sequence[Token], at: int) -> bool:
    return any(
        SOURCE_KIND.get(token.low) == "document" for token in tokens[at : at + 3]
    ) and _low(tokens, at) in ("the", "this", "that", "its", "their")  # fmt: skip


def _under(reading: Reading, at: int) -> Frame | None:
    """``Under this treaty, …``: a text that says what holds."""
    tokens = reading.tokens
    end = _phrase_end(tokens, at + 1)
    if at != _clause_start(tokens, at) or _low(tokens, end) != ",":
        return None
    content = _spans(tokens, [(end + 1, _sentence_end(tokens))])
    return content and Frame(
        sentence=reading.number,
        cue=(tokens[at].start, tokens[at].end),
        source=(tokens[at + 1].start, tokens[end - 1].end),
        content=content,
        stance="reported",
        order="after",
        use="under",
    ) or None  # fmt: skip


def _noun_frame(reading: Reading, at: int) -> Frame | None:
    """``made public claims that …``, ``the union's claim that …``."""
    tokens = reading.tokens
    for back in range(at - 1, max(-1, at - 5), -1):
        source = None
        if tokens[back].low in LIGHT_VERBS:
            source = _subject(tokens, back, ())
        elif tokens[back].low.endswith(("'s", "s'")) and tokens[back].kind == "word":
            source = _phrase_before(tokens, back + 1)
        content = _spans(tokens, [(at + 1, _clause_end(tokens, at + 1))])
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


# ---------------------------------------------------------------- verbs of speech


def _verb_frame(reading: Reading, at: int, verb: Verb, earlier: Sequence[Frame]) -> Frame | None:
    tokens = reading.tokens
    if _is_noun(tokens, at) or _is_passive(tokens, at) or _refuses(tokens, at, verb):
        return None
    inverted = _inverted(tokens, at, verb)
    if inverted is not None:
        return _inverted_frame(reading, at, verb, inverted)
    participle = tokens[at].low.endswith("ing") and not _progressive(tokens, at)
    source = _participle_subject(tokens, at, earlier) if participle else _subject(tokens, at, earlier)
    if source is None:
        return None
    start, end = source
    if _disagrees(tokens, at, verb, source):
        return None
    if verb.use == "show" and not _shows(tokens, start, end):
        return None
    said = _after_cue(tokens, at, verb)
    ahead = _before_cue(tokens, start, end, at, participle)
    content, order = _choose(tokens, at, verb, said, ahead)
    if content is None:
        return None
    return _frame(reading, at, at + 1, source, content, verb, order)


def _shows(tokens: Sequence[Token], start: int, end: int) -> bool:
    """Only a text, a recording or a finding shows and reads; ``it`` may be one."""
    kinds = [SOURCE_KIND.get(t.low) for t in tokens[start:end]]
    return "document" in kinds or "recording" in kinds or tokens[start].low == "it"


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


def _is_noun(tokens: Sequence[Token], at: int) -> bool:
    """A form such as "claims" or "report" where a noun or an adjective stands; "to say" is no telling either."""
    before = _low(tokens, at - 1)
    if tokens[at].low.endswith("ing"):
        return before in ("the", "a", "of", "for", "by", "in", "without", "from", "on")
    if tokens[at].capital and at > 0 and tokens[at - 1].kind == "word" and not _title_case(tokens):
        return True
    if before == "to" and _low(tokens, at - 3) in ("went", "goes") and _low(tokens, at - 2) == "on":
        return False
    if before in NOUN_SIGNS or before.endswith(("'s", "s'")):
        return True
    if tokens[at].low in NOUN_STANCE and any(t.low in LIGHT_VERBS for t in tokens[max(0, at - 3) : at]):
        return True
    following = _low(tokens, at + 1)
    ambiguous = not tokens[at].low.endswith("ed") and tokens[at].low not in ("said", "told", "wrote", "says", "tells")
    if ambiguous and following in ("of", "in", "on", "is", "was", "are", "were", "has", "have", "had"):
        return tokens[at].low not in ("asked", "reads", "read")
    if tokens[at].low.endswith("ed") and (following in HAVE or following in BE):
        return True
    return tokens[at].low.endswith("ed") and tokens[at].capital and at > 0


def _title_case(tokens: Sequence[Token]) -> bool:
    words = [t for t in tokens if t.kind == "word" and len(t.low) > 3]
    return len(words) >= 3 and sum(t.capital for t in words) >= 0.75 * len(words)


def _disagrees(tokens: Sequence[Token], at: int, verb: Verb, source: tuple[int, int]) -> bool:
    """True where the number of the subject shows that the form is no verb: "the asylum claim", "press reports"."""
    cut = next((i for i in range(source[0] + 1, source[1]) if tokens[i].low in PREPOSITIONS), source[1])
    head = tokens[cut - 1]
    form = tokens[at].low
    if form == verb.lemma and verb.lemma not in ("read", "forecast"):
        joined = any(t.low == "and" for t in tokens[source[0] : source[1]])
        first = tokens[source[0]].low
        plural = (
            head.low.endswith("s")
            or head.low in _PLURALS
            or first in _QUANTIFIERS
            or "of" in words_of(tokens[source[0] : source[1]])
        )
        return not (plural or joined) and not any(t.low in MODALS | DO for t in tokens[max(0, at - 3) : at])
    plural = head.low.endswith("s") and not head.low.endswith("ss") and not head.capital
    return form.endswith("s") and plural and source[1] - source[0] > 1 and head.low not in ("news",)


def _is_passive(tokens: Sequence[Token], at: int) -> bool:
    if not (tokens[at].low.endswith(("ed", "d", "t", "n")) and tokens[at].low not in ("read",)):
        return False
    back = at - 1
    while back >= 0 and (is_adverb(tokens[back].low) or tokens[back].low in NEGATIONS):
        back -= 1
    return back >= 0 and (tokens[back].low in BE or tokens[back].low in ("no-one", "nobody", "none"))


def _refuses(tokens: Sequence[Token], at: int, verb: Verb) -> bool:
    """``didn't say``, ``would not comment``: nothing is told."""
    back = at - 1
    while back >= 0 and at - back < 4:
        low = tokens[back].low
        if low in NEGATIONS or low.endswith("n't"):
            return verb.stance != "denied"
        if not (is_adverb(low) or low in AUXILIARIES):
            return False
        back -= 1
    return False


def _progressive(tokens: Sequence[Token], at: int) -> bool:
    return at > 0 and (tokens[at - 1].low in BE or is_adverb(tokens[at - 1].low) and _low(tokens, at - 2) in BE)


# ---------------------------------------------------------------- inverted order: "…," said X


def _inverted(tokens: Sequence[Token], at: int, verb: Verb) -> tuple[int, int] | None:
    """The source after the cue as token places, where what is said stands before (or opens the sentence)."""
    if verb.use not in ("say", "tell", "quote", "think") or tokens[at].low.endswith("ing"):
        return None
    before = tokens[at - 1] if at else None
    opens = at == 0 and tokens[at].capital
    if before is not None and before.kind != "quote" and before.low not in (",", *_DASHES, "?", "!", "so", "as"):
        return None
    if before is not None and before.low in (",", *_DASHES) and verb.use == "tell":
        return None
    end = _phrase_end(tokens, at + 1)
    if end == at + 1 or not _names_someone(tokens, at + 1, end):
        return None
    after = _low(tokens, end)
    if opens and after not in (":", ","):
        return None
    if not _may_follow_speaker(tokens, end):
        return None
    if after in AUXILIARIES or after in VERB_OF and tokens[end].kind == "word" and not after.endswith("ing"):
        return None
    if before is not None and before.low == "," and before.kind == "mark" and _follows_clause(tokens, at, end):
        return None
    return at + 1, end


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
        if token.low in _BREAKS or token.kind == "quote" or token.low in SUBORDINATORS:
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
    if first.low in TIME_WORDS and first.low not in ("may", "march", "april", "june", "august"):
        return False
    return any(t.capital for t in words) or any(t.low in SOURCE_KIND for t in words) or first.low in DETERMINERS


def _inverted_frame(reading: Reading, at: int, verb: Verb, source: tuple[int, int]) -> Frame | None:
    tokens = reading.tokens
    content = []
    if at == 0:
        content = [(source[1] + 1, _sentence_end(tokens))]
        return _frame(reading, at, at + 1, source, content, verb, "after")
    content = [(_content_start(tokens, at), at)]
    later = source[1]
    while later < len(tokens) and tokens[later].kind != "quote":
        later += 1
    if later < len(tokens) and tokens[later - 1].low in (",", ":", "."):
        content.append((later, _sentence_end(tokens)))
    return _frame(reading, at, at + 1, source, content, verb, "around" if len(content) > 1 else "before")


# ---------------------------------------------------------------- the subject


def _subject(tokens: Sequence[Token], at: int, earlier: Sequence[Frame]) -> tuple[int, int] | None:
    """The subject of the verb at ``at`` as token places, or null."""
    back = at - 1
    while back >= 0 and tokens[back].kind == "word" and _may_stand_between(tokens, back):
        back -= 1
    if back < 0:
        return None
    token = tokens[back]
    if token.low in PRONOUNS:
        return (back, back + 1)
    if token.low in ("who", "which", "that"):
        return _antecedent(tokens, back)
    if token.low in ("and", "but", "or", "then") or (token.low == "," and _low(tokens, back + 1) == "then"):
        return _shared_subject(tokens, back, earlier)
    if token.low == "," or token.low in _DASHES or token.low == ")":
        return _before_apposition(tokens, back)
    if token.kind != "word":
        return None
    phrase = _phrase_before(tokens, back + 1)
    return _named_before(tokens, phrase) if phrase else None


def _named_before(tokens: Sequence[Token], phrase: tuple[int, int]) -> tuple[int, int]:
    """``Ada Quill, mayor of Harbourton said``: the name before the comma, where the role has no article."""
    start, _ = phrase
    head = next((t for t in tokens[start : start + 4] if SOURCE_KIND.get(t.low) == "person"), None)
    if head is None or tokens[start].capital or tokens[start].low in DETERMINERS or _low(tokens, start - 1) != ",":
        return phrase
    name = _phrase_before(tokens, start - 1)
    return name if name and tokens[name[0]].capital and tokens[name[1] - 1].capital else phrase


def _may_stand_between(tokens: Sequence[Token], back: int) -> bool:
    low = tokens[back].low
    if low in AUXILIARIES or low == "reportedly":
        return True
    if low in ("went", "on", "to", "goes") and {"on", "to"} <= {t.low for t in tokens[max(0, back - 2) : back + 3]}:
        return any(t.low in ("went", "goes") for t in tokens[max(0, back - 2) : back + 1])
    if low in TIME_WORDS and low.endswith("day") and low != "day":
        return True
    return is_adverb(low) and not tokens[back].capital


def _antecedent(tokens: Sequence[Token], back: int) -> tuple[int, int] | None:
    """What "who" stands for: the phrase before it."""
    end = back - 1 if _low(tokens, back - 1) in (",", *_DASHES) else back
    return _phrase_before(tokens, end) if end > 0 else None


def _shared_subject(tokens: Sequence[Token], back: int, earlier: Sequence[Frame]) -> tuple[int, int] | None:
    """``X came and said``: the subject of the earlier verb of the clause."""
    for frame in reversed(earlier):
        if frame.source and frame.cue[1] <= tokens[back].start and frame.order != "before":
            return _places(tokens, frame.source)
    start = _clause_start(tokens, back)
    for place in range(back - 1, start - 1, -1):
        if tokens[place].low == "who":
            return _antecedent(tokens, place)
    return _first_phrase(tokens, start, back)


def _participle_subject(tokens: Sequence[Token], at: int, earlier: Sequence[Frame]) -> tuple[int, int] | None:
    """``…, saying …``: the subject of the clause; ``a guard telling …``: the phrase just before."""
    back = at - 1
    while back >= 0 and is_adverb(tokens[back].low):
        back -= 1
    if back >= 0 and tokens[back].kind == "word" and tokens[back].low not in SUBORDINATORS | PREPOSITIONS | {"and"}:
        phrase = _phrase_before(tokens, back + 1)
        if phrase and tokens[phrase[0]].low not in PRONOUNS:
            return phrase
    for frame in reversed(earlier):
        if frame.source and frame.use != "according":
            return _places(tokens, frame.source)
    start = _clause_start(tokens, at)
    return _first_phrase(tokens, start, at)


def _before_apposition(tokens: Sequence[Token], comma: int) -> tuple[int, int] | None:
    """``X, a doctor at the clinic, said``: the phrase that the stretches between commas describe."""
    start = _clause_start(tokens, comma)
    cuts = [start] + [i + 1 for i in range(start, comma) if tokens[i].low in (",", "(") or tokens[i].low in _DASHES]
    best = None
    for left in cuts:
        right = next(
            (i for i in range(left, comma + 1) if tokens[i].low in (",", "(", ")") or tokens[i].low in _DASHES), comma
        )
        if left >= right or tokens[left].kind == "quote" or _adjunct(tokens, left):
            continue
        if any(t.low in AUXILIARIES for t in tokens[left:right]) and tokens[left].low not in RELATIVE_STARTS:
            best = None
            if right < comma:
                phrase = _phrase_before(tokens, right)
                continue
        if best is None and tokens[left].low not in RELATIVE_STARTS:
            best = _first_phrase(tokens, left, right)
    return best


RELATIVE_STARTS = frozenset("who which whose whom where".split())


def _adjunct(tokens: Sequence[Token], at: int) -> bool:
    low = tokens[at].low
    return (
        low in PREPOSITIONS
        or (low in SUBORDINATORS and low not in ("and", "but", "so"))
        or (low.endswith("ing") and at + 1 < len(tokens))
        or is_adverb(low)
        or low in TIME_WORDS
        or low in ("asked", "speaking", "told", "pressed", "based")
    )


def _first_phrase(tokens: Sequence[Token], start: int, end: int) -> tuple[int, int] | None:
    """The first noun phrase of a stretch, past adjuncts closed by a comma."""
    at = start
    while at < end and (tokens[at].low in ("and", "but", "so") or tokens[at].low in (",", *_DASHES)):
        at += 1
    if at < end and _adjunct(tokens, at):
        comma = next((i for i in range(at, end) if tokens[i].low == ","), None)
        return None if comma is None else _first_phrase(tokens, comma + 1, end)
    stop = _phrase_end(tokens, at)
    stop = min(stop, end)
    return (at, stop) if stop > at else None


def _phrase_before(tokens: Sequence[Token], end: int) -> tuple[int, int] | None:
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
        if token.low in VERB_OF and at < end and not _is_noun(tokens, at - 1):
            break
        if token.low in ("and", "or") and not _coordinates(tokens, at - 1):
            break
        if _past_verb(tokens, at - 1):
            break
        at -= 1
    while end > at and tokens[end - 1].low in TIME_WORDS and not tokens[end - 1].capital:
        end -= 1
    at = _trim_left(tokens, at, end)
    return (at, end) if at < end else None


def _coordinates(tokens: Sequence[Token], at: int) -> bool:
    """True where "and" joins two nouns rather than two clauses."""
    before, after = tokens[at - 1] if at else None, tokens[at + 1] if at + 1 < len(tokens) else None
    if before is None or after is None or before.kind != "word":
        return False
    if before.capital and after.capital:
        return True
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


def _phrase_end(tokens: Sequence[Token], start: int) -> int:
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
    return at


def _ends_phrase(tokens: Sequence[Token], at: int) -> bool:
    low = tokens[at].low
    if low in ("and", "or"):
        return not _coordinates(tokens, at)
    if low in AUXILIARIES or low in SUBORDINATORS or low in PRONOUNS or _past_verb(tokens, at):
        return True
    if low in VERB_OF and not _is_noun(tokens, at):
        return True
    if low in PREPOSITIONS:
        return low not in ("of", "for", "from", "with") and not (
            low in ("in", "at", "to") and not _time_follows(tokens, at + 1) and not _adjunct_follows(tokens, at)
        )
    if low in TIME_WORDS:
        return not (tokens[at].capital and at + 1 < len(tokens) and tokens[at + 1].capital)
    return low in ADVERBS or (low.endswith("ly") and is_adverb(low))


def _past_verb(tokens: Sequence[Token], at: int) -> bool:
    """A past form after a noun: where a phrase gives way to its verb."""
    low = tokens[at].low
    if tokens[at].capital or at == 0:
        return False
    before = tokens[at - 1]
    if low in _PAST:
        return before.low not in DETERMINERS
    adjectival = (
        before.low in DETERMINERS or before.low in PREPOSITIONS or is_adverb(before.low) or before.low in ("and", "or")
    )
    return low.endswith("ed") and len(low) > 4 and not adjectival and before.kind == "word"


def _time_follows(tokens: Sequence[Token], at: int) -> bool:
    return any(t.low in TIME_WORDS or t.low[:1].isdigit() for t in tokens[at : at + 3])


def _adjunct_follows(tokens: Sequence[Token], at: int) -> bool:
    """``said the mayor in a statement``: how it was said, not who."""
    return _low(tokens, at) == "to" or any(
        t.low
        in ("statement", "interview", "letter", "email", "tweet", "post", "briefing", "conference", "speech", "court")
        for t in tokens[at + 1 : at + 4]
    )


# ---------------------------------------------------------------- what is said


def _after_cue(tokens: Sequence[Token], at: int, verb: Verb) -> tuple[int, int] | None:
    """What follows the cue and is said, as token places; null where only adjuncts follow."""
    end = _clause_end(tokens, at + 1)
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
        clause = _finite(tokens, start, end) or "to" in words_of(tokens[start : min(end, start + 8)])
        return (start, end) if clause and tokens[start].kind == "word" else None
    return _plain_after(tokens, at, end, verb, quote)


def _plain_after(tokens: Sequence[Token], at: int, end: int, verb: Verb, quote: int | None) -> tuple[int, int] | None:
    """A clause without "that", or a quotation, after the cue."""
    start = _past_addressee(tokens, at + 1, end, verb)
    if start < end and tokens[start].low in (",", ":"):
        start += 1
    if start >= end:
        return None
    if quote is not None and quote - at <= 14:
        adjunct = quote > start and (tokens[start].low in PREPOSITIONS or _low(tokens, quote - 1) in (":", ","))
        whole = quote > start and not adjunct and verb.use != "that"
        if whole or _finite(tokens, start, quote):
            return start, end
        return quote, _quote_end(tokens, quote, end)
    if verb.use == "that":
        return (start, end) if _finite(tokens, start, end) else None
    return (start, end) if _substance(tokens, start, end) else None


def _quote_end(tokens: Sequence[Token], quote: int, end: int) -> int:
    """End of a quotation with what follows it in the clause; manner and circumstance are not said."""
    last = max(i for i in range(quote, end) if tokens[i].kind == "quote")
    following = _low(tokens, last + 1)
    adjunct = following in PREPOSITIONS or following in SUBORDINATORS or following in TIME_WORDS or following == ","
    return last + 1 if adjunct and tokens[last].low == '".' or following == "," else end


def _clause_opener(tokens: Sequence[Token], start: int, end: int, verb: Verb) -> int | None:
    """Where "that" (or "whether", "how" …) opens what is said, right after the cue, its addressee and adjuncts."""
    for place in range(start, min(end, start + 10)):
        low = tokens[place].low
        if low == "that":
            return place
        if low in ("whether", "why", "how", "if"):
            return place if place - start <= (4 if verb.use == "tell" else 1) else None
        if low in AUXILIARIES or tokens[place].kind == "quote" or low in PRONOUNS and verb.use != "tell":
            return None
        if _contracted(low):
            return None
    return None


def _contracted(low: str) -> bool:
    return low.endswith(("n't", "'ve", "'ll", "'re", "'d", "'m")) or low in (
        "he's",
        "she's",
        "it's",
        "there's",
        "what's",
    )


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
    return low.endswith("ly") and is_adverb(low) or low in ("later", "earlier", "again", "also")


def _preposition_of_time(tokens: Sequence[Token], at: int) -> bool:
    return tokens[at].low in ("on", "in", "at") and _low(tokens, at + 1) in TIME_WORDS


def _substance(tokens: Sequence[Token], start: int, end: int) -> bool:
    """True where more than an adjunct stands between the places."""
    if start >= end:
        return False
    quoted = any(t.kind == "quote" for t in tokens[start:end])
    first, second = tokens[start], _low(tokens, start + 1)
    if first.low == "," and (second.endswith("ing") or second in ("according", "his", "her", "their", "who", "which")):
        return False
    if first.low in _DASHES or first.low == "according":
        return quoted
    if first.low in ("in", "during", "at", "on", "after", "when", "while", "as", "to", "about", "by", "from", "before"):
        clause = second in ("least", "most", "about") or second[:4].isdigit() or _finite(tokens, start + 2, end)
        return quoted or (clause and not _adjunct_follows(tokens, start) and end - start > 6)
    return first.kind == "quote" or end - start >= 2 or _finite(tokens, start, end)


def _finite(tokens: Sequence[Token], start: int, end: int) -> bool:
    window = tokens[start : min(end, start + 16)]
    return any(t.low in AUXILIARIES or _contracted(t.low) for t in window) or (
        len(window) >= 3
        and any(
            (t.low in PRONOUNS or t.capital) and i + 1 < len(window) and window[i + 1].low.endswith(("ed", "s"))
            for i, t in enumerate(window)
        )
    )


def _before_cue(tokens: Sequence[Token], start: int, end: int, at: int, participle: bool) -> tuple[int, int] | None:
    """What stands before the frame and may be what is said."""
    if participle or start == 0:
        return None
    if tokens[start - 1].low not in (",", *_DASHES, "?", "!") and tokens[start - 1].kind != "quote":
        return None
    left = _content_start(tokens, start)
    if left >= start - 1 and tokens[start - 1].kind != "quote":
        return None
    has_quote = any(t.kind == "quote" for t in tokens[left:start])
    if not has_quote and (_adjunct(tokens, left) and not _main_clause_inside(tokens, left, start - 1)):
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
    return _finite(tokens, comma + 1, right)


def _content_start(tokens: Sequence[Token], before: int) -> int:
    at = before - 1
    while at >= 0:
        if tokens[at].kind == "mark" and tokens[at].low in (";",):
            return at + 1
        at -= 1
    return 0


def _choose(
    tokens: Sequence[Token],
    at: int,
    verb: Verb,
    said: tuple[int, int] | None,
    ahead: tuple[int, int] | None,
) -> tuple[list[tuple[int, int]] | None, Literal["before", "after", "around"]]:
    following = tokens[at + 1] if at + 1 < len(tokens) else None
    if ahead is None:
        return ([said], "after") if said else (None, "after")
    quoted = any(t.kind == "quote" for t in tokens[ahead[0] : ahead[1]])
    if said is None:
        fits = verb.use in ("say", "tell", "think", "that", "show") or quoted
        return ([ahead], "before") if fits else (None, "before")
    if following is not None and following.low in (",", *_DASHES) and verb.use in ("say", "think", "that", "tell"):
        return [ahead, said], "around"
    if quoted and tokens[ahead[1] - 1].kind == "quote":
        tail = next((i for i in range(*said) if _opens_again(tokens, i, at)), None)
        if tail is None and following is not None and following.low not in ("that",):
            return [ahead], "before"
        return ([ahead, said] if tail is not None else [said]), "around"
    return [said], "after"


def _opens_again(tokens: Sequence[Token], place: int, at: int) -> bool:
    """True for a quotation that takes up the speech again, not for a title in an adjunct."""
    return tokens[place].kind == "quote" and (place == at + 1 or tokens[place - 1].low in (",", ":", ".", *_DASHES))


def _clause_end(tokens: Sequence[Token], start: int) -> int:
    """End of what a cue governs: the sentence's end, or where another teller takes over."""
    for at in range(start, len(tokens)):
        if tokens[at].low == ";":
            return at
        if tokens[at].low == "," and _resumes(tokens, at + 1):
            return at
        if tokens[at].low in _CONTRASTS and _low(tokens, at - 1) == ",":
            if _teller_follows(tokens, at + 1):
                return at - 1
    return _sentence_end(tokens)


def _resumes(tokens: Sequence[Token], at: int) -> bool:
    """True where after a comma the verb of the main clause follows: ``X, who denied it, told …``."""
    verb = VERB_OF.get(_low(tokens, at))
    return (
        verb is not None
        and not tokens[at].low.endswith("ing")
        and verb.use in ("say", "tell")
        and not tokens[at].capital
    )


def _teller_follows(tokens: Sequence[Token], at: int) -> bool:
    """True where a subject and a verb of speech follow: ``but critics argue``."""
    end = _phrase_end(tokens, at)
    while end < len(tokens) and (tokens[end].low in HAVE or is_adverb(tokens[end].low)):
        end += 1
    return (
        end > at
        and end < len(tokens)
        and tokens[end].low in VERB_OF
        and VERB_OF[tokens[end].low].use in ("say", "tell", "that", "object")
    )


def _clause_start(tokens: Sequence[Token], before: int) -> int:
    """Start of the clause that ``before`` stands in: after a quotation, a stop, "that" or another cue."""
    at = before - 1
    while at >= 0:
        token = tokens[at]
        if token.low == '".' or (token.kind == "mark" and token.low in (";", ":")):
            return at + 1
        if token.low in ("but", "while", "whereas", "although", "though", "because") or token.low == "that":
            return at + 1
        if token.low == "and" and at and tokens[at - 1].low == ",":
            return at + 1
        at -= 1
    return 0


def _sentence_end(tokens: Sequence[Token]) -> int:
    end = len(tokens)
    while end > 0 and tokens[end - 1].kind == "mark" and tokens[end - 1].low in (".", "!", "?"):
        end -= 1
    return end


# ---------------------------------------------------------------- places


def _spans(tokens: Sequence[Token], pieces: Sequence[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    return tuple(_trimmed(tokens, left, right) for left, right in pieces if _has_words(tokens, left, right))


def _has_words(tokens: Sequence[Token], left: int, right: int) -> bool:
    return any(t.kind != "mark" for t in tokens[left:right])


def _trimmed(tokens: Sequence[Token], left: int, right: int) -> tuple[int, int]:
    while tokens[left].kind == "mark" and tokens[left].low in _BREAKS:
        left += 1
    while right - 1 > left and tokens[right - 1].kind == "mark" and tokens[right - 1].low in _BREAKS:
        right -= 1
    return tokens[left].start, tokens[right - 1].end


def _places(tokens: Sequence[Token], span: tuple[int, int]) -> tuple[int, int]:
    left = next(i for i, t in enumerate(tokens) if t.start >= span[0])
    right = next(i for i in range(len(tokens) - 1, -1, -1) if tokens[i].end <= span[1])
    return left, right + 1


def _low(tokens: Sequence[Token], at: int) -> str:
    return tokens[at].low if 0 <= at < len(tokens) and tokens[at].kind != "quote" else ""


def words_of(tokens: Sequence[Token]) -> Iterator[str]:
    """The words among tokens, folded."""
    return (t.low for t in tokens if t.kind == "word")


__all__ = ["MODALS", "Frame", "frames", "words_of"]
