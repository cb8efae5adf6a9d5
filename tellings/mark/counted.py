"""What is counted: the noun phrase of a figure, after its number or before it."""

import re
from functools import cache

from tellings.language.words import FUNCTION_WORDS
from tellings.mark.figurewords import BEFALLEN, INFLICTED, MODIFIERS, PERSONS, PLURALS, TALLIES, Ground, either, split
from tellings.mark.numerals import ONES, TENS
from tellings.model import Span

_PLURALS = split(PLURALS)
_MODIFIERS = split(MODIFIERS)
_PERSONS = split(PERSONS)
PEOPLE = _PERSONS | frozenset("people dead wounded injured missing others passengers residents soldiers police".split())

_OF_THE = re.compile(
    r"(?:\s+more)?,?\s+of\s+(?:(?:the|its|their|his|her|our|those|these|them|all|\d[\d,]*"
    r"|two|three|four|five|six|seven|eight|nine|ten)\b\s*)*|\s+more\b|\s+such\b"
)
_WORD = re.compile(
    r"(?P<gap>\s+|\s?-\s?|(?<=\s))(?P<word>[^\W\d_][\w'’&]*(?:-\w+)*|\d+(?:st|nd|rd|th)|\d+-year-old|\d{3}s|\d{3}(?=\s+[a-z]))"
)
VERBS = frozenset(
    """said says died killed injured wounded hurt shot fired told took went came made found left held saw got kept
    survived remained remain live lived work worked agreed fled escaped arrived attended voted joined took rose fell
    according including dead missing away apart ago later earlier each""".split()
)
# What no noun phrase goes on after: small words, and later in it verbs and another number.
_ENDING = FUNCTION_WORDS - {"other", "more", "own", "same"}
_ENDING_LATER = (VERBS - _PLURALS) | ONES.keys() | TENS.keys()

_BEFALLEN = either([w for row in BEFALLEN for w in row.words.split(", ")])
_INFLICTED = either([w for row in INFLICTED for w in row.words.split(", ")])
_TALLY = either([w for row in TALLIES for w in row.words.split(", ")])
# "41 were killed", "dozens have been reported injured": those counted are named by what befell them.
_BEFELL = re.compile(
    r"\s+(?:(?:were|was|are|is|have\s+been|had\s+been|has\s+been)\s+)?(?:also\s+)?"
    r"(?:(?:reported|feared|confirmed|believed|presumed|left|still|seriously|badly|critically|slightly)\s+)?"
    rf"(?P<word>{_BEFALLEN})\b",
    re.IGNORECASE,
)
# "killing six", "injuring at least 31 of them": the same, told before the number.
_INFLICTS = re.compile(rf"\b(?P<word>{_INFLICTED})\s+$", re.IGNORECASE)
# "the number of injured rose to 33", "put the toll at 12": the sum is named before its value.
_SUM = re.compile(
    rf"\b(?:(?:{_TALLY})\s+of\s+(?:(?:the|its|those|all|known|confirmed|reported)\s+)*(?P<of>[^\W\d_][\w'’-]*)"
    r"|(?P<toll>(?:(?:death|injury|casualty)\s+)?toll))\b",
    re.IGNORECASE,
)
_SUMS_TO = re.compile(
    r"\b(?:to|at|is|was|reach(?:e[sd])?|hits?|exceed(?:s|ed)|pass(?:es|ed)|topp?(?:s|ed))\s+$", re.IGNORECASE
)
# "goals: 3", "a crew of 12", "a death toll of 12".
_HEADED = re.compile(r"(?<![\w-])(?P<word>[^\W\d_][\w'’-]{2,}(?:\s[a-z][\w'’-]{2,})?)(?:\s?:\s*|\s+(?P<of>of)\s+)$")
# "24 people dead": what became of those counted is not what is counted.
_STATES = frozenset({"dead", "wounded", "injured", "missing"})


def counted_noun(ground: Ground, start: int, end: int, single: bool, changes: bool = False) -> Span | None:
    """What the number at ``start:end`` counts.

    The noun after it, else the word that says what befell those counted, else what heads the number or is
    the sum it is the value of. ``single`` is true for a count of one; ``changes`` for "from" a number.
    """
    noun = noun_after(ground, end, single)
    if noun:
        return noun
    befell = befallen(ground, end)
    if befell:
        return befell
    return inflicted(ground, start) or _sum_before(ground, start, changes) or _headed(ground, start)


def befallen(ground: Ground, end: int) -> Span | None:
    """The word for what befell those counted: "41 were *killed*"."""
    befell = _BEFELL.match(ground.text, end, ground.end)
    return Span(start=befell.start("word"), end=befell.end("word")) if befell else None


def inflicted(ground: Ground, start: int) -> Span | None:
    """The same where it stands before the number: "*injuring* 31"."""
    before = _INFLICTS.search(ground.text, max(ground.start, start - 20), start)
    return Span(start=before.start("word"), end=before.end("word")) if before else None


def _sum_before(ground: Ground, start: int, changes: bool) -> Span | None:
    """What the number is the sum of, where the words before it say so within one clause."""
    first = max(ground.start, start - 120)
    if not changes and not _SUMS_TO.search(ground.text, max(first, start - 16), start):
        return None
    named = list(_SUM.finditer(ground.text, first, start))
    if not named or re.search(r"[;:]|\bbut\b", ground.text[named[-1].end() : start]):
        return None
    group = "of" if named[-1]["of"] else "toll"
    return Span(start=named[-1].start(group), end=_end_of_sum(ground.text, named[-1].end(group), start))


def _end_of_sum(text: str, end: int, most: int) -> int:
    """ "people missing", "homes destroyed": a participle after the noun belongs to what is summed."""
    befell = _BEFELL.match(text, end, most)
    return befell.end("word") if befell and befell.start("word") - end == 1 else end


def _headed(ground: Ground, start: int) -> Span | None:
    """ "goals: 3", "a crew of 12": the noun that heads the number."""
    head = _HEADED.search(ground.text, max(ground.start, start - 48), start)
    if not head:
        return None
    words = head["word"].split()
    first = len(words) - 1
    # "Killed: 12" heads a list; "killed of 12" heads nothing.
    ending = FUNCTION_WORDS | VERBS if head["of"] else FUNCTION_WORDS
    if words[first].lower() in ending or (head["of"] and words[first][0].isupper()):
        return None
    # A modifier is kept only where it makes one term with its head ("death toll").
    kept = first - 1 if first and words[first - 1].lower() not in FUNCTION_WORDS | VERBS else first
    offset = head.start("word") + (len(head["word"]) - len(head["word"].split(maxsplit=kept)[kept]) if kept else 0)
    return Span(start=offset, end=head.end("word"))


def noun_after(ground: Ground, end: int, single: bool, lone: bool = False) -> Span | None:
    """The noun phrase after a number: its modifiers, up to the first plural noun.

    ``single`` and ``lone`` take the last word before the phrase breaks off instead, where no plural
    stands in it: a count of one, or money and shares, need none.
    """
    of = _OF_THE.match(ground.text, end, ground.end)
    words = _phrase_words(ground, of.end() if of else end)
    return _head(ground.text, words, single or lone)


def person_after(ground: Ground, end: int) -> Span | None:
    """The person or thing of an age: "a 34-year-old *local fisherman*"."""
    words = _phrase_words(ground, end)
    person = next((i for i, w in enumerate(words) if w["word"].lower() in _PERSONS), None)
    return _phrase(words, person) if person is not None else _head(ground.text, words[:2], True)


def _phrase_words(ground: Ground, place: int) -> list[re.Match[str]]:
    words: list[re.Match[str]] = []
    while len(words) < 7 and (match := _WORD.match(ground.text, place, ground.end)):
        word = match["word"].lower()
        if word in _ENDING or (words and word in _ENDING_LATER):
            break
        words.append(match)
        place = match.end()
    return words


def _head(text: str, words: list[re.Match[str]], any_noun: bool) -> Span | None:
    for index, match in enumerate(words):
        if not is_plural(match["word"]):
            continue
        following = words[index + 1] if index + 1 < len(words) else None
        hyphen = "-" in text[match.end() : match.end() + 2]
        state = following and following["word"].lower() in _STATES
        if hyphen or (following and not state and is_plural(following["word"]) and following["gap"].isspace()):
            continue
        if match["word"].lower() in _MODIFIERS and any(is_plural(w["word"]) for w in words[index + 1 : index + 3]):
            continue
        return _phrase(words, index)
    if not words or not any_noun or words[0]["word"].lower() in VERBS:
        return None
    last = len(words) - 1
    while last > 0 and re.search(r"(?:ed|ing|ly)$", words[last]["word"].lower()):
        last -= 1
    return _phrase(words, last)


def _phrase(words: list[re.Match[str]], head: int) -> Span:
    first = max(0, head - 5)
    return Span(start=words[first].start("word"), end=words[head].end("word"))


@cache
def is_plural(word: str) -> bool:
    """True where a word is, or looks like, a plural noun."""
    low = word.lower()
    return low in _PLURALS or (
        len(low) > 3
        and low.endswith("s")
        and not low.endswith(("ss", "us", "is", "'s", "’s"))
        and low not in FUNCTION_WORDS
    )
