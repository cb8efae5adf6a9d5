"""Speech: who says what in one article.

marks → frames (who is said to say what) → sources (whom a pronoun means) → quotes, statements, threads
"""

from bisect import bisect_left
from collections.abc import Sequence

from tellings.model import Article, Link, Marks, Quotation, Speech
from tellings.speech.framed import framed
from tellings.speech.quotes import outermost, quotes, speakers
from tellings.speech.sentence import Reading, readings
from tellings.speech.sources import Told, told
from tellings.speech.statements import links_of, statements
from tellings.speech.threads import threads
from tellings.speech.tree import tree


def speech(article: Article, marks: Marks) -> Speech:
    """Statements, quotes and threads of the article's body, each in order of start. Raises nothing."""
    quotations = outermost(marks.quotations)
    reads = readings(article, marks, quotations)
    whole = tree(article, marks.words) if marks.words else None
    tellings = told(article, marks, reads, framed(article, reads, whole))
    chains = speakers(article, quotations, reads, tellings)
    said = statements(article, reads, tellings, _going_on(article, reads, quotations, chains), whole)
    return Speech(
        article=article.id,
        statements=tuple(said),
        quotes=tuple(quotes(article, quotations, chains, said)),
        threads=tuple(threads(article, marks, reads, said, tellings)),
    )


def _going_on(
    article: Article,
    reads: Sequence[Reading],
    quotations: Sequence[Quotation],
    chains: Sequence[tuple[Told, ...] | None],
) -> list[tuple[Link, ...]]:
    """For each sentence that is mostly a quotation the chain of that quotation, nearest to the outlet first."""
    found: list[tuple[Link, ...]] = []
    first = 0
    for reading in reads:
        while first < len(quotations) and quotations[first].end <= reading.start:
            first += 1
        here: tuple[Link, ...] = ()
        last = bisect_left(quotations, reading.end, lo=first, key=lambda q: q.start)
        for quotation, chain in zip(quotations[first:last], chains[first:last], strict=True):
            shared = min(quotation.end, reading.end) - max(quotation.start, reading.start)
            if chain and shared >= 0.6 * (reading.end - reading.start):
                here = tuple(step for one in reversed(chain) for step in links_of(article, one))
        found.append(here)
    return found
