"""Roles: what stands beside a person's name that says what the person is, and whom "the mayor" then means.

"Mayor Ada Quill", "the mayor of Orsk, Ada Quill,", "Ada Quill, the mayor", "Ada Quill is the mayor" and
"Ada Quill, 34," give words by which the article may call her later. Only words of the same sentence count.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from functools import cache

from tellings.language.words import fold
from tellings.mark.given import OF_MEN, OF_WOMEN, Gender
from tellings.mark.lexicon import titles as lexicon_titles
from tellings.model import Slice
from tellings.origin.phrases import role_words, short_titles, trimmed

# How far before and after a name its role may begin.
BEFORE, AFTER = 70, 110
# Between a role and the name it is told before: "the mayor of Orsk, Ada Quill".
_TO_NAME = r"(?:[\s.]+|,\s+|\s+(?:of|for|at|in|with|from)\s[^.;,:\"“”]{2,50},\s+)$"
# Between a name and its role: ", 34, the mayor", ", who is the mayor", " is the mayor".
_WORDS = (
    r"(?:(?!(?:who|said|says|told|to|by|with|from|against|after|before|when|while|whose|and|that)\b)[\w’'-]+\s+){0,6}?"
)
_FROM_NAME = (
    r"(?:,\s+(?:(?:aged\s)?\d{1,3},\s+)?(?:who\s(?:is|was)\s+)?"
    rf"|\s+(?:is|was|became|serves\sas|served\sas|works\sas|worked\sas)\s+(?:the|an?|their|its|his|her)\s+){_WORDS}"
)
# What may follow the role: not "the mayor's husband".
_NO_OWNER = r"\b(?!['’]s?\s+\w|-\w)"
_AGE = re.compile(r"\b(\d{1,3})-year-old\b")
_HEAD_ENDS = re.compile(r",|\b(?:of|for|in|at|from|with|who|on)\b")


def role(text: str) -> tuple[str, ...]:
    """The role that a description names: "the health minister of Orsk" → ``("health", "minister")``."""
    folded = fold(text[trimmed(text) :])
    stop = _HEAD_ENDS.search(folded)
    return tuple(re.findall(r"[\w-]+", folded[: stop.start()] if stop else folded))


def owner(text: str) -> str | None:
    """The word for whose role it is: "the distributor's president", "the mayor of Orsk"; null where none is told."""
    folded = fold(text)
    found = re.search(r"([\w-]+)(?:'s|s')\s+\w", folded) or re.search(
        r"\b(?:of|for|at)\s+(?:[\w-]+\s+){0,3}?([\w-]+)$", folded
    )
    return found.group(1) if found else None


def age(text: str) -> str | None:
    """The age by which someone is called: "the 34-year-old" → ``"34"``."""
    found = _AGE.search(text)
    return found.group(1) if found else None


def has_age(text: str, mention: Slice, years: str) -> bool:
    """True where the age stands beside the name."""
    before, after = text[max(0, mention.start - 40) : mention.start], text[mention.end : mention.end + 12]
    told_after = re.match(rf"(?:,\s+(?:aged?\s)?|\s+\(){years}\b(?!-year-old)", after)
    return bool(told_after or re.search(rf"\b{years}-year-old\s+(?:[\w-]+\s+){{0,3}}$", before))


def has_role(text: str, mention: Slice, words: Sequence[str], whose: str | None = None) -> bool:
    """True where the words stand beside the name as its role: right before it, or in the description after it.

    ``whose`` is a word that must stand there too.
    """
    if whose is not None and not re.search(rf"\b{re.escape(whose)}\b", fold(_sentence_around(text, mention))):
        return False
    named = "|".join(re.escape(form).replace(r"\ ", r"\s") for form in _forms(words))
    start = max(0, mention.start - BEFORE)
    if re.search(rf"\b(?:{named}){_TO_NAME}", fold(_sentence_before(text[start : mention.start]))):
        return True
    return re.match(rf"{_FROM_NAME}(?:{named}){_NO_OWNER}", fold(text[mention.end : mention.end + AFTER])) is not None


def _sentence_before(text: str) -> str:
    """What is left of the sentence before a name; a full stop after a short word ends a title and no sentence."""
    ends = [m.end() for m in re.finditer(r"(?<=\w{5})[.!?][\"”’]?\s+|\n", text)]
    return text[ends[-1] :] if ends else text


def _sentence_around(text: str, mention: Slice) -> str:
    before = _sentence_before(text[max(0, mention.start - BEFORE) : mention.start])
    after = text[mention.end : mention.end + AFTER]
    end = re.search(r"(?<=\w{3})[.!?][\"”’]?\s|\n", after)
    return before + (after[: end.start()] if end else after)


def _forms(words: Sequence[str]) -> Iterator[str]:
    """The words, and the short titles that may stand for them before a name."""
    whole = " ".join(words)
    yield whole
    yield from short_titles().get(whole, ())


def titles_beside(text: str, mention: Slice) -> Iterator[str]:
    """Titles and roles beside a name: ``mr``, ``minister``; a short title with the roles it stands for."""
    inside = fold(mention.text).replace(".", "").split()
    before = re.findall(r"[\w-]+", fold(_sentence_before(text[max(0, mention.start - 40) : mention.start])))
    direct = re.search(r"[\w-]\.?\s+$", text[max(0, mention.start - 4) : mention.start]) is not None
    for word in (*inside[:-1], *(before[-1:] if direct else ())):
        if word in _titles():
            yield from (word, *_long_titles().get(word, ()))
    after = re.match(
        rf"{_FROM_NAME}([\w-]+)(?=[,.;]|\s+(?:of|for|at|in|said|says|told)\b)",
        fold(text[mention.end : mention.end + AFTER]),
    )
    if after and after.group(1) in _titles():
        yield after.group(1)


def gender_of(titles: Collection[str]) -> Gender | None:
    """What titles say: male for "mr", female for "mrs"; null where they say nothing, or both."""
    male, female = not OF_MEN.isdisjoint(titles), not OF_WOMEN.isdisjoint(titles)
    return None if male == female else "male" if male else "female"


@cache
def _titles() -> frozenset[str]:
    short = {word for forms in short_titles().values() for word in forms}
    return role_words() | OF_MEN | OF_WOMEN | short | short_titles().keys() | lexicon_titles()


@cache
def _long_titles() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for role_, shorts in short_titles().items():
        for word in shorts:
            found[word] = (*found.get(word, ()), role_)
    return found
