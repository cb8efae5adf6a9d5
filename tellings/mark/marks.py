"""Marks: all that stands in one article's text.

Sentences and quotations are marked in any language; the other marks are made by rules of English, so an
article known to be in another language has none of them.
"""

from collections.abc import Iterator, Sequence
from typing import TypeVar

from tellings.language.english import reader
from tellings.mark.figures import figures
from tellings.mark.loaded import loaded
from tellings.mark.names import names
from tellings.mark.norms import norms
from tellings.mark.places import places
from tellings.mark.quotation import quotations
from tellings.mark.recased import recased
from tellings.mark.sentences import sentences
from tellings.mark.times import times
from tellings.model import Article, Figure, Marks, Name, Sentence, Time, Word

T = TypeVar("T", Time, Figure)


def mark(article: Article, *, fast: bool = False) -> Marks:
    """All marks of the article, each in order of start, none inside furniture but the times of date lines.

    ``fast`` leaves the reader out: names by rule, no words. Raises nothing.
    """
    cut = sentences(article)
    quoted = quotations(article)
    if not article.in_english:
        return Marks(
            article=article.id, sentences=tuple(cut), quotations=tuple(quoted), names=(), times=(), figures=(),
            places=(), norms=(), loaded=(),
        )  # fmt: skip
    reads = _read(article, cut) if not fast and reader.PACKAGE.installed() else []
    named = names(article, cut, reads)
    dated = sorted([*cut, *date_lines(article)], key=lambda s: s.start)
    timed = outside_names(times(article, dated), named)
    return Marks(
        article=article.id,
        sentences=tuple(cut),
        words=tuple(words(reads)),
        quotations=tuple(quoted),
        names=tuple(named),
        times=tuple(timed),
        figures=outside_names(figures(article, cut, timed), named),
        places=tuple(places(article, named)),
        norms=tuple(norms(article, cut)),
        loaded=tuple(loaded(article, cut, quoted)),
    )


def _read(article: Article, cut: Sequence[Sentence]) -> list[reader.Read]:
    return reader.read(article.text, [(s.start, s.end) for s in cut], recased(article, cut))


def words(reads: Sequence[reader.Read]) -> Iterator[Word]:
    """The words of all sentences read, heads counted through the article."""
    before = 0
    for read in reads:
        for word in read.words:
            head = before + word.head if word.head >= 0 else -1
            yield Word(start=word.start, end=word.end, tag=word.tag, head=head, relation=word.relation)
        before += len(read.words)


def date_lines(article: Article) -> list[Sentence]:
    """Date lines as sentences: furniture, but a reader asks when a text was written, too."""
    return [
        Sentence(start=block.start, end=block.end, block=number)
        for number, block in enumerate(article.blocks)
        if block.kind == "furniture"
        and any(f.why == "date-line" and f.start <= block.start and block.end <= f.end for f in article.furniture)
    ]


def outside_names(marks: Sequence[T], names: Sequence[Name]) -> tuple[T, ...]:
    """Times or figures that are no part of a longer name ("Channel Six Sound") and no person ("May").

    Both in order of start. A name that is a day and nothing more ("September 11") stays a time.
    """
    kept: list[T] = []
    place = 0
    for mark in marks:
        while place < len(names) and names[place].end <= mark.start:
            place += 1
        name = names[place] if place < len(names) else None
        if name is None or not _is_part(mark, name):
            kept.append(mark)
    return tuple(kept)


_DAY_WORDS = frozenset({"yesterday", "today", "tomorrow"})


def _is_part(mark: Time | Figure, name: Name) -> bool:
    if not (name.start <= mark.start and mark.end <= name.end):
        return False
    # Capitals at a sentence's start or through a headline make no name: "Yesterday Lund Lines", "THREE DEAD IN FIRE".
    if mark.start == name.start and mark.text.lower() in _DAY_WORDS:
        return False
    if name.kind == "other" and name.text.isupper() and len(name.text.split()) > 2:
        return False
    return name.kind == "person" or mark.end - mark.start < name.end - name.start
