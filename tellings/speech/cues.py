"""Cues: when a form of the verb table is a verb that tells something, and when it is a noun or a refusal."""

from collections.abc import Sequence

from tellings.speech.sentence import Token, low_at, words_of
from tellings.speech.vocabulary import (
    AUXILIARIES,
    BE,
    DO,
    HAVE,
    LIGHT_VERBS,
    MODALS,
    NEGATIONS,
    NOUN_SIGNS,
    NOUN_STANCE,
    PREPOSITIONS,
    VERB_OF,
    Verb,
    is_adverb,
)

# What is claimed without words.
CLAIMED = frozenset("lives life victim victims title victory prize seat seats asylum".split())
_ONLY_OF_THINGS = frozenset("estimated reported believed thought known feared alleged".split())
_NUMBERS = frozenset("two three four five six seven eight nine ten eleven twelve several".split())
_PLURALS = frozenset("police people media cops i we you they men women staff clergy feds".split())
_QUANTIFIERS = frozenset("some many several few both most all two three others thousands hundreds dozens".split())


def is_noun(tokens: Sequence[Token], at: int) -> bool:
    """A form such as "claims" or "report" where a noun or an adjective stands; "to say" is no telling either."""
    before = low_at(tokens, at - 1)
    if tokens[at].low.endswith("ing"):
        return before in ("the", "a", "of", "for", "by", "in", "without", "from", "on") or before.endswith(("'s", "s'"))
    if tokens[at].capital and at > 0 and tokens[at - 1].kind == "word" and not _title_case(tokens):
        return True
    if before == "to" and low_at(tokens, at - 3) in ("went", "goes") and low_at(tokens, at - 2) == "on":
        return False
    if before == "to" and at + 1 < len(tokens) and (tokens[at + 1].kind == "quote" or tokens[at + 1].low == ":"):
        return False
    if before in NOUN_SIGNS or before.endswith(("'s", "s'")):
        return True
    if tokens[at].low.startswith("claim") and any(t.low in CLAIMED for t in tokens[at + 1 : at + 5]):
        return True  # "claimed nine lives"
    if tokens[at].low in NOUN_STANCE and any(t.low in LIGHT_VERBS for t in tokens[max(0, at - 3) : at]):
        return True
    return _noun_by_what_follows(tokens, at)


def heard_saying(tokens: Sequence[Token], at: int) -> int | None:
    """``was quoted as saying``, ``was heard shouting``: the place of the participle whose subject speaks."""
    for back, heard in ((2, ("quoted", "cited")), (1, ("heard", "overheard", "filmed", "recorded", "seen"))):
        if low_at(tokens, at - back) in heard and (back == 1 or low_at(tokens, at - 1) == "as"):
            return at - back if low_at(tokens, at - back - 1) in BE else None
    return None


def _noun_by_what_follows(tokens: Sequence[Token], at: int) -> bool:
    """``estimates indicate``, ``Harbour state,``, ``The barge, estimated to have cost``: no one tells by it."""
    low, following = tokens[at].low, low_at(tokens, at + 1)
    if not low.endswith("ed") and low not in ("said", "told", "wrote", "says", "tells"):
        if following in ("of", "in", "on", "is", "was", "are", "were", "has", "have", "had"):
            return low not in ("asked", "reads", "read")
        before = low_at(tokens, at - 1)
        if low == "state":
            return not (before in MODALS or before in ("to", "we", "they", "i", "you") or before.endswith("s"))
        counted = low.endswith("s") and (before in _NUMBERS or before.isdigit())
        aimed = low in NOUN_STANCE and following in ("against", "over", "about", "from", "by", "for")
        return counted or aimed or (following in VERB_OF and not following.endswith("ing"))
    if not low.endswith("ed"):
        return False
    loose = low_at(tokens, at - 1) == "," or low in _ONLY_OF_THINGS
    cost = loose and following == "to" and low_at(tokens, at + 2) in ("have", "be")
    return cost or following in HAVE or following in BE or (tokens[at].capital and at > 0)


def _title_case(tokens: Sequence[Token]) -> bool:
    words = [t for t in tokens if t.kind == "word" and len(t.low) > 3]
    return len(words) >= 3 and sum(t.capital for t in words) >= 0.75 * len(words)


def disagrees(tokens: Sequence[Token], at: int, verb: Verb, source: tuple[int, int]) -> bool:
    """True where the number of the subject shows that the form is no verb: "the asylum claim", "press reports"."""
    cut = next((i for i in range(source[0] + 1, source[1]) if tokens[i].low in PREPOSITIONS), source[1])
    head = tokens[cut - 1]
    form = tokens[at].low
    if low_at(tokens, at - 1) == "to":
        return False
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


def is_passive(tokens: Sequence[Token], at: int) -> bool:
    """True where the form is passive (``was told``, ``is reported``): its subject does not speak."""
    if not (tokens[at].low.endswith(("ed", "d", "t", "n")) and tokens[at].low not in ("read",)):
        return False
    back = at - 1
    while back >= 0 and (is_adverb(tokens[back].low) or tokens[back].low in NEGATIONS):
        back -= 1
    return back >= 0 and (tokens[back].low in BE or tokens[back].low in ("no-one", "nobody", "none"))


def refuses(tokens: Sequence[Token], at: int, verb: Verb) -> bool:
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


def progressive(tokens: Sequence[Token], at: int) -> bool:
    """True for ``is saying``: a finite verb, not a participle hung on a clause."""
    return at > 0 and (tokens[at - 1].low in BE or (is_adverb(tokens[at - 1].low) and low_at(tokens, at - 2) in BE))
