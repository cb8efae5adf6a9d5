"""Wording: the evaluative terms that are an outlet's own.

The marks leave out what stands between quotation marks. What is reported without them is another's too
("the mayor said the shameful plan would fail"): it is left out here, where it is known who says what. How
the outlet calls the saying ("ranted") and the sayer stays the outlet's, and so does an aside within what is
reported ("the firm said it will sell the quay, a shabby move that …"): asides are the writer's (Potts, The
Logic of Conventional Implicatures, 2005).
"""

import re
from collections.abc import Iterator, Sequence

from tellings.model import Marks, Telling, Term, Wording
from tellings.speech.frames import frames
from tellings.speech.quotes import outermost
from tellings.speech.sentence import readings

_ASIDE_BEFORE = re.compile(r",\s+(?:when|where)\s[^,;]*$|,\s+(?:a|an|the)\s+(?:[\w-]+\s+)?$")
_RELATIVE_AFTER = re.compile(r"(?:\s+\w+)?\s+(?:that|which|who)\b")


def wording(tellings: Sequence[Telling]) -> tuple[Wording, ...]:
    """Each article's own evaluative terms, in the order of ``tellings``; articles without any are left out."""
    found = ((telling, own_terms(telling)) for telling in tellings)
    return tuple(Wording(article=telling.article.id, terms=terms) for telling, terms in found if terms)


def own_terms(telling: Telling) -> tuple[Term, ...]:
    """The marked terms less those that lie in what a person, body or document is said to say."""
    if not telling.marks.loaded:
        return ()
    reported = list(_reported(telling))
    return tuple(
        term
        for term in telling.marks.loaded
        if not any(
            start <= term.start and term.end <= end and not _is_aside(telling.article.text, term, start)
            for start, end in reported
        )
    )


def _is_aside(text: str, term: Term, start: int) -> bool:
    """True in a clause of time or place after a comma, and in an apposition that a relative clause follows."""
    aside = _ASIDE_BEFORE.search(text, start, term.start)
    if aside is None:
        return False
    return aside.group().lstrip(", ").startswith("wh") or bool(_RELATIVE_AFTER.match(text, term.end))


def _reported(telling: Telling) -> Iterator[tuple[int, int]]:
    """Stretches that a named source is said to say, in sentences that hold a term."""
    held = [s for s in telling.marks.sentences if _holds_term(s.start, s.end, telling.marks)]
    marks = Marks(
        article=telling.marks.article, sentences=tuple(held), quotations=(), names=(), times=(), figures=(), places=(),
        norms=(), loaded=(),
    )  # fmt: skip
    for reading in readings(telling.article, marks, outermost(telling.marks.quotations)):
        for frame in frames(reading):
            # what a video or a figure "shows" is told in the outlet's words
            if frame.source is not None and frame.use != "show":
                yield from (said for said in frame.content if not _is_retold(telling, *said))


def _is_retold(telling: Telling, start: int, end: int) -> bool:
    """True where what is reported is an intent ("hope to ram through …"), or has its own words in quotation marks."""
    intent = telling.article.text.startswith("to ", start)
    return intent or any(start <= q.start < end for q in telling.marks.quotations)


def _holds_term(start: int, end: int, marks: Marks) -> bool:
    return any(start <= term.start < end for term in marks.loaded)
