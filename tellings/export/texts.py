"""The articles' texts: each statement in its place, furniture dimmed, nothing left out."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import accumulate

from tellings.export.claims import CONFLICT, count, standing
from tellings.export.labels import label
from tellings.export.pieces import Teller
from tellings.export.register import Register, anchor, paragraph_anchor
from tellings.model import Article, Furniture, Record, Statement


class Segment(Record, frozen=True):
    """A stretch of text: plain, ``cut`` (furniture, with why) or a statement (with its claim)."""

    text: str
    cut: str = ""
    anchor: str = ""
    claim: str = ""
    glyph: str = ""
    counted: str = ""


class Paragraph(Record, frozen=True):
    """A paragraph of an article."""

    anchor: str
    kind: str
    segments: tuple[Segment, ...]


class Text(Record, frozen=True):
    """An article's text; ``whole`` is false where the file holds its statements only."""

    teller: Teller
    whole: bool
    paragraphs: tuple[Paragraph, ...]


def texts(register: Register) -> tuple[Text, ...]:
    """Texts in the order of the file."""
    return tuple(_text(register, article) for article in register.case.articles)


def _text(register: Register, article: Article) -> Text:
    whole = bool(article.text) and not register.case.share
    return Text(
        teller=register.tellers[article.id],
        whole=whole,
        paragraphs=_whole(register, article) if whole else _excerpts(register, article),
    )


def _whole(register: Register, article: Article) -> tuple[Paragraph, ...]:
    inside: list[Statement | Furniture] = [*register.in_article(article.id), *article.furniture]
    inside.sort(key=lambda s: (s.start, s.end))
    starts, ends = [s.start for s in inside], list(accumulate((s.end for s in inside), max))
    found: list[Paragraph] = []
    for start, end, kind in register.paragraphs[article.id][1]:
        here = inside[bisect_right(ends, start) : bisect_left(starts, end)]
        segments = _segments(register, article.text, (start, end), here)
        found.append(Paragraph(anchor=paragraph_anchor(article.id, start), kind=kind, segments=segments))
    return tuple(found)


def _segments(
    register: Register, text: str, bounds: tuple[int, int], inside: Sequence[Statement | Furniture]
) -> tuple[Segment, ...]:
    start, end = bounds
    found: list[Segment] = []
    at = start
    for what in inside:
        a, b = max(what.start, at), min(what.end, end)
        if a >= b:
            continue
        if a > at:
            found.append(Segment(text=text[at:a]))
        found.append(_segment(register, text[a:b], what, begins=a == what.start))
        at = b
    return tuple(found) + ((Segment(text=text[at:end]),) if at < end else ())


def _segment(register: Register, words: str, what: Statement | Furniture, *, begins: bool) -> Segment:
    if isinstance(what, Furniture):
        return Segment(text=words, cut=label("furniture", what.why))
    # a statement that runs over a paragraph's end has its anchor where it begins
    return _statement(register, words, what, anchor("s", what.id) if begins else "")


def _statement(register: Register, words: str, statement: Statement, anchor_: str) -> Segment:
    claim = register.claim_of.get(statement.id)
    if claim is None:
        return Segment(text=words, anchor=anchor_)
    stand = standing(claim)
    disputed = CONFLICT if claim.id in register.conflicts_of else ""
    return Segment(
        text=words,
        anchor=anchor_,
        claim="#" + anchor("c", claim.id),
        glyph=stand.glyph + disputed,
        counted=f"{stand.words}, {count(len(claim.articles), 'article')}" + (", in conflict" if disputed else ""),
    )


def _excerpts(register: Register, article: Article) -> tuple[Paragraph, ...]:
    return tuple(
        Paragraph(
            anchor=paragraph_anchor(article.id, s.start),
            kind="excerpt",
            segments=(_statement(register, s.text, s, anchor("s", s.id)),),
        )
        for s in register.in_article(article.id)
    )
