"""A story as the claim step sees it: every statement with what stands in it, in an order of its own.

The order is by article id and place, so nothing below depends on the order in which articles came.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol, TypeVar

from tellings.claim.background import Background, of_story
from tellings.claim.profile import Profile, Reading, profile
from tellings.claim.similarity import readings
from tellings.language.words import WORD, content_stems
from tellings.model import Article, Figure, Name, Norm, Place, Quote, Slice, Statement, Telling, Thread, Time


class Spanned(Protocol):
    """Anything that stands at a place of a text."""

    @property
    def start(self) -> int: ...  # noqa: D102
    @property
    def end(self) -> int: ...  # noqa: D102


# Where the words about a speaker end and the telling goes on.
TAIL_END = re.compile(r"[;:“\"—–]|-\s?-|\b(?:adding|but|while|when|after|before|because|and that)\b", re.IGNORECASE)

# What the Penn tags of verbs begin with.
VERB = "VB"
# Names of these kinds are read as one word by the sentence encoder, and compared as names apart.
PARTIES = frozenset(("person",))
SOMEONE = "Someone"

Mark = TypeVar("Mark", bound=Spanned)


@dataclass(frozen=True, eq=False)
class Told:
    """One statement of a story with the marks inside it; ``number`` is its index in the story."""

    number: int
    statement: Statement
    article: Article
    heading: bool
    profile: Profile
    stems: frozenset[str]
    names: tuple[Name, ...]
    figures: tuple[Figure, ...]
    times: tuple[Time, ...]
    places: tuple[Place, ...]
    norms: tuple[Norm, ...]
    quotes: tuple[Quote, ...]

    @property
    def id(self) -> str:
        """The statement's id."""
        return self.statement.id

    @property
    def text(self) -> str:
        """The statement's words."""
        return self.statement.text

    @cached_property
    def sources(self) -> frozenset[str]:
        """Content stems of the mentions of those who say it."""
        return frozenset(w for link in self.statement.attribution for w in content_stems(link.mention.text))

    def slice(self, span: Spanned) -> Slice:
        """The words at a span of this statement's article."""
        return self.article.slice(span.start, span.end)


@dataclass(frozen=True)
class Story:
    """All tellings of one story, articles in order of id, statements in order of article and place."""

    tellings: tuple[Telling, ...]
    told: tuple[Told, ...]
    background: Background

    @cached_property
    def by_id(self) -> dict[str, Told]:
        """Statements by id."""
        return {t.id: t for t in self.told}

    @cached_property
    def quotes(self) -> tuple[Quote, ...]:
        """Quotes of all articles, in order of article and place."""
        return tuple(q for t in self.tellings for q in sorted(t.speech.quotes, key=lambda q: (q.start, q.end)))

    @cached_property
    def threads(self) -> tuple[Thread, ...]:
        """Threads of all articles, in order of article and place."""
        return tuple(h for t in self.tellings for h in sorted(t.speech.threads, key=lambda h: (h.start, h.end)))

    @cached_property
    def articles(self) -> dict[str, Article]:
        """Articles by id."""
        return {t.article.id: t.article for t in self.tellings}

    def at(self, article: str, start: int, end: int) -> Told | None:
        """The statement that holds most of a stretch, or None where no statement does."""
        best, most = None, 0
        for told in self._of(article):
            shared = min(told.statement.end, end) - max(told.statement.start, start)
            if shared > most:
                best, most = told, shared
        return best

    def _of(self, article: str) -> Sequence[Told]:
        return self._by_article.get(article, ())

    @cached_property
    def _by_article(self) -> dict[str, list[Told]]:
        found: dict[str, list[Told]] = {}
        for told in self.told:
            found.setdefault(told.article.id, []).append(told)
        return found


def story(tellings: Sequence[Telling], *, fast: bool = False) -> Story:
    """The tellings of one story put in order, each statement with its marks.

    ``fast`` leaves the sentence encoder out, as does a machine where it is not installed.
    """
    ordered = tuple(sorted(tellings, key=lambda t: t.article.id))
    places = [(t, s) for t in ordered for s in sorted(t.speech.statements, key=lambda s: (s.start, s.end, s.id))]
    texts = [said(s) for _, s in places]
    background = of_story(texts)
    told = []
    for number, ((telling, statement), text, reading) in enumerate(
        zip(places, texts, _readings(places, texts, fast=fast), strict=True)
    ):
        told.append(_told(number, statement, telling, profile(text, background, reading)))
    return Story(tellings=ordered, told=tuple(told), background=background)


def _readings(
    places: Sequence[tuple[Telling, Statement]], texts: Sequence[str], *, fast: bool
) -> Iterator[Reading | None]:
    """How the sentence encoder reads each statement: every party by one name, so that no name sways it."""
    parties = [_parties(telling, statement, text) for (telling, statement), text in zip(places, texts, strict=True)]
    blind = [by_one_name(text, named) for text, named in zip(texts, parties, strict=True)]
    told = {t.article.id: t for t, _ in places}
    verbs = {name: frozenset(w.start for w in t.marks.words if w.tag.startswith(VERB)) for name, t in told.items()}
    for (telling, statement), named, reading in zip(places, parties, readings(blind, fast=fast), strict=True):
        if reading is None:
            yield None
        else:
            acts = {start - statement.start for start in verbs[telling.article.id]}
            yield reading._replace(verbs=acts, names=named)


def _parties(telling: Telling, statement: Statement, text: str) -> frozenset[int]:
    """Places in a statement's text of the words of names of parties."""
    names = within(telling.marks.names, statement.start, statement.end)
    spans = [(n.start - statement.start, n.end - statement.start) for n in names if n.kind in PARTIES]
    return frozenset(w.start() for w in WORD.finditer(text) if any(a <= w.start() < b for a, b in spans))


def by_one_name(text: str, named: frozenset[int]) -> str:
    """``text`` with each word that starts at a place of ``named`` as the same word; as many words as before."""

    # Set apart, or "O'Hara's", which is two words, would become one.
    return WORD.sub(lambda word: f" {SOMEONE} " if word.start() in named else word.group(), text)


def said(statement: Statement) -> str:
    """What a statement tells, with the words that say who tells it replaced by spaces.

    Two statements by one speaker would else look alike by the speaker's name and office alone: ``",
    said Ann Bell, head of the port authority"`` goes whole, up to the next clause or quotation.
    """
    text = statement.text
    for link in statement.attribution:
        parts = [p for p in (link.mention, link.cue) if p is not None and p.article == statement.article]
        spans = [(p.start - statement.start, p.end - statement.start) for p in parts]
        cue_last = link.cue is not None and link.cue.start > link.mention.start
        for start, end in _with_tail(text, [s for s in spans if 0 <= s[0] < s[1] <= len(text)], cue_last):
            text = text[:start] + " " * (end - start) + text[end:]
    return text


def _with_tail(text: str, spans: list[tuple[int, int]], cue_last: bool) -> list[tuple[int, int]]:
    """The spans, drawn out over an apposition where they close a telling rather than open one."""
    if not spans:
        return []
    first, last = min(s for s, _ in spans), max(e for _, e in spans)
    before = text[:first].rstrip()
    after = text[last:].lstrip()
    opens = cue_last and after[:1] not in ("", ",", ".", "”", '"')
    if opens or not before or before[-1] not in ",”\"'’":
        return spans
    tail = TAIL_END.search(text, last)
    return [(first, tail.start() if tail else len(text))]


def within(marks: Sequence[Mark], start: int, end: int) -> tuple[Mark, ...]:
    """Marks that lie wholly in a stretch; ``marks`` are in order of start."""
    first = bisect_left(marks, start, key=lambda m: m.start)
    last = bisect_right(marks, end, key=lambda m: m.start)
    return tuple(m for m in marks[first:last] if m.end <= end)


def _told(number: int, statement: Statement, telling: Telling, own: Profile) -> Told:
    marks, start, end = telling.marks, statement.start, statement.end
    quotes = [q for q in telling.speech.quotes if q.statement == statement.id]
    return Told(
        number=number,
        statement=statement,
        article=telling.article,
        heading=_is_heading(telling.article, start),
        profile=own,
        stems=frozenset(content_stems(statement.text)),
        names=within(marks.names, start, end),
        figures=within(marks.figures, start, end),
        times=within(marks.times, start, end),
        places=within(marks.places, start, end),
        norms=within(marks.norms, start, end),
        quotes=tuple(sorted(quotes, key=lambda q: (q.start, q.end))),
    )


def _is_heading(article: Article, place: int) -> bool:
    at = bisect_right(article.blocks, place, key=lambda b: b.start) - 1
    return at >= 0 and article.blocks[at].kind in ("title", "heading") and place < article.blocks[at].end
