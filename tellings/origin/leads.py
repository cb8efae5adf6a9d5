"""Leads: phrases of a text that name a document or a recording, whoever is said to say what in it."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Literal

import msgspec

from tellings.language.tables import load
from tellings.language.words import FUNCTION_WORDS, fold
from tellings.model import Record, Slice, Telling

# Words that may belong to the phrase before its noun.
MODIFIERS = 3
_WORD_BEFORE = re.compile(r"([\w’'-]+)\s+$")
_OF = re.compile(r"\s+of\s+(?!(?:the|an?|his|her|its|their|this|that|which|what|whom)\b)[a-z]+(?![\w’'])")
# All that moves or sounds is one lead: which video is meant the texts seldom say.
_ONE = {"videos": "video", "footage": "video", "film": "video", "clip": "video", "clips": "video"}


class LeadRow(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A row of ``origin/leads.toml``."""

    kind: Literal["document", "recording"]
    nouns: list[str]
    seen: str
    what: str


class Lead(Record, frozen=True):
    """A phrase that names a source; ``noun`` is what tells one lead of a story from another."""

    kind: Literal["document", "recording"]
    noun: str
    what: Slice


LEADS = load("origin/leads.toml", "lead", LeadRow)


def leads(telling: Telling) -> Iterator[Lead]:
    """Leads in the sentences of an article, in order, none inside a quotation."""
    text, kinds = telling.article.text, _kinds()
    quoted = [(q.start, q.end) for q in telling.marks.quotations]
    for sentence in telling.marks.sentences:
        folded = fold(text[sentence.start : sentence.end])
        for found in _pattern().finditer(folded):
            start, end = sentence.start + found.start(), sentence.start + found.end()
            if any(a <= start < b for a, b in quoted):
                continue
            of = _OF.match(text, end, sentence.end)
            what = telling.article.slice(_phrase_start(text, sentence.start, start), of.end() if of else end)
            yield Lead(kind=kinds[found.group()], noun=noun_of(found.group()), what=what)


def noun_of(words: str) -> str:
    """The noun that tells leads apart: the last of the table in ``words``, else its last word, singular."""
    found = _pattern().findall(fold(words))
    noun = found[-1] if found else (fold(words).split() or [""])[-1]
    return _ONE.get(noun, noun.removesuffix("s"))


def _phrase_start(text: str, least: int, start: int) -> int:
    for _ in range(MODIFIERS):
        before = _WORD_BEFORE.search(text, max(least, start - 40), start)
        if before is None or not _modifies(before.group(1)):
            break
        start = before.start(1)
    return start


def _modifies(word: str) -> bool:
    """A word that may stand before a noun: no function word, no verb in -ed or -ing, nothing possessive."""
    folded = fold(word)
    return folded not in FUNCTION_WORDS and not re.search(r"(?:ed|ing|ly|['’]s)$|^\d", folded)


@cache
def _kinds() -> dict[str, Literal["document", "recording"]]:
    return {noun: row.kind for row in LEADS for noun in row.nouns}


@cache
def _pattern() -> re.Pattern[str]:
    longest_first = sorted(_kinds(), key=lambda n: (-len(n), n))
    return re.compile(r"(?<![\w-])(?:" + "|".join(map(re.escape, longest_first)) + r")(?![\w-])")
