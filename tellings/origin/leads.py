"""Leads: phrases of a text that name a document or a recording, whoever is said to say what in it.

Which letter is meant the texts say by whose it is, to whom it went and what it is of. Two descriptions are
of one lead unless they say different things in one of these.
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import Literal

import msgspec

from tellings.language.tables import load
from tellings.language.words import FUNCTION_WORDS, content_stems, fold
from tellings.model import Record, Slice, Telling

# Words that may belong to the phrase before its noun.
MODIFIERS = 3
# Letters within which a sender or an addressee is looked for.
BESIDE = 60
_WORD_BEFORE = re.compile(r"([\w’'-]+)\s+$")
_OF = re.compile(r"\s+of\s+(?!(?:the|an?|his|her|its|their|this|that|which|what|whom)\b)[a-z]+(?![\w’'])")
_OWNER = re.compile(r"((?:[\w’'-]+\s+){0,2}[\w-]+)(?:['’]s|s['’])\s+$")
_NAMES = (
    r"((?:(?:the|a|an|its|their)\s+)?"
    r"(?:(?!(?:the|a|an|on|in|at|that|which|and|to|by|from|was|is|were|said)\b)[\w’'-]+\s*){1,4})"
)
_FROM = re.compile(
    rf"\s+(?:of\s+\w+\s+)?(?:(?:signed|written|sent|issued|published|posted|filed|taken|shot)\s+)?(?:from|by)\s+{_NAMES}"
)
_TO = re.compile(rf"\s+(?:of\s+\w+\s+)?(?:addressed\s+|sent\s+)?to\s+{_NAMES}")
_AFTER_HEAD = re.compile(r"\s+(?:of|from|by|for|on|in|at|to|that|which)\b")
# A word before a noun that belongs to it: a noun, an adjective, a number.
_NOUN_TAG, _MODIFIER_TAGS = "NN", ("NN", "JJ", "CD", "VBN", "VBG")


class LeadRow(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A row of ``origin/leads.toml``."""

    kind: Literal["document", "recording"]
    nouns: list[str]
    seen: str
    what: str
    one: bool = False


class Lead(Record, frozen=True):
    """A phrase that names a source: ``noun`` heads it, the sets are stems of who sent it, to whom, and of what.

    An empty set says nothing.
    """

    kind: Literal["document", "recording"]
    noun: str
    what: Slice
    sender: frozenset[str] = frozenset()
    addressee: frozenset[str] = frozenset()
    matter: frozenset[str] = frozenset()

    @property
    def told(self) -> int:
        """How much the phrase says of which one it is."""
        return len(self.sender) + len(self.addressee) + len(self.matter)

    def differs(self, other: "Lead") -> bool:
        """True where the two say different things of sender, addressee or matter."""
        sides = ((self.sender, other.sender), (self.addressee, other.addressee), (self.matter, other.matter))
        return any(a and b and not a & b for a, b in sides)


LEADS = load("origin/leads.toml", "lead", LeadRow)


def leads(telling: Telling) -> Iterator[Lead]:
    """Leads in the sentences of an article, in order, none inside a quotation."""
    text = telling.article.text
    quoted = [(q.start, q.end) for q in telling.marks.quotations]
    nouns = frozenset(w.start for w in telling.marks.words if w.tag.startswith(_NOUN_TAG))
    others = frozenset(w.start for w in telling.marks.words if not w.tag.startswith(_MODIFIER_TAGS))
    for sentence in telling.marks.sentences:
        folded = fold(text[sentence.start : sentence.end])
        for found in _pattern().finditer(folded):
            start, end = sentence.start + found.start(), sentence.start + found.end()
            if not any(a <= start < b for a, b in quoted):
                yield _lead(
                    telling, _rows()[found.group()].kind, (start, end), (sentence.start, sentence.end), nouns, others
                )


def _lead(
    telling: Telling,
    kind: Literal["document", "recording"],
    noun: tuple[int, int],
    within: tuple[int, int],
    nouns: frozenset[int],
    others: frozenset[int],
) -> Lead:
    text, (start, end) = telling.article.text, noun
    of = _OF.match(text, end, within[1])
    first, last = _phrase_start(text, within[0], start, others), of.end() if of else end
    near = min(within[1], end + BESIDE)
    owner = _OWNER.search(text, max(within[0], first - BESIDE), first)
    sender = _FROM.match(text, end, near) or owner

    def stems(start: int, end: int) -> frozenset[str]:
        # Only nouns: a verb may follow the name. Without the reader's tags nothing tells two leads apart.
        words = (m for m in re.finditer(r"[\w-]+", text[start:end]) if start + m.start() in nouns)
        return frozenset(s for m in words for s in content_stems(m.group()))

    def named(found: re.Match[str] | None) -> frozenset[str]:
        return stems(*found.span(1)) if found else frozenset()

    return Lead(
        kind=kind,
        noun=noun_of(text[start:end]),
        what=telling.article.slice(first, last),
        sender=named(sender),
        addressee=named(_TO.match(text, end, near)),
        matter=stems(first, start) | (stems(end, last) if of else frozenset()),
    )


def noun_of(words: str) -> str:
    """The noun that heads a lead: the last of the table in ``words``, else the last before an "of", singular.

    Nouns that are names for one thing are the first of their row.
    """
    found = _pattern().findall(fold(words))
    head = _AFTER_HEAD.split(fold(words))[0]
    noun = found[-1] if found else (head.split() or [""])[-1]
    row = _rows().get(noun)
    return row.nouns[0] if row is not None and row.one else noun.removesuffix("s")


def _phrase_start(text: str, least: int, start: int, others: frozenset[int]) -> int:
    for _ in range(MODIFIERS):
        before = _WORD_BEFORE.search(text, max(least, start - 40), start)
        if before is None or before.start(1) in others or not _modifies(before.group(1)):
            break
        start = before.start(1)
    return start


def _modifies(word: str) -> bool:
    """A word that may stand before a noun: no function word, no verb in -ed or -ing, nothing possessive."""
    folded = fold(word)
    return folded not in FUNCTION_WORDS and not re.search(r"(?:ed|ing|ly|['’]s|s['’])$|^\d", folded)


@cache
def _rows() -> dict[str, LeadRow]:
    return {noun: row for row in LEADS for noun in row.nouns}


@cache
def _pattern() -> re.Pattern[str]:
    longest_first = sorted(_rows(), key=lambda n: (-len(n), n))
    return re.compile(r"(?<![\w-])(?:" + "|".join(map(re.escape, longest_first)) + r")(?![\w-])")
