"""The articles' texts: each statement in its place, furniture dimmed, nothing left out."""

from collections.abc import Sequence

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
    statements = register.in_article(article.id)
    furniture = sorted(article.furniture, key=lambda f: f.start)
    found: list[Paragraph] = []
    told = cut = 0
    for start, end, kind in register.paragraphs[article.id][1]:
        # both lists stand in order, so each is walked once over the whole text
        while told < len(statements) and statements[told].end <= start:
            told += 1
        while cut < len(furniture) and furniture[cut].end <= start:
            cut += 1
        segments = _segments(register, article.text, (start, end), statements[told:told + 400], furniture[cut:cut + 400])  # fmt: skip
        found.append(Paragraph(anchor=paragraph_anchor(article.id, start), kind=kind, segments=segments))
    return tuple(found)


def _segments(
    register: Register, text: str, bounds: tuple[int, int], statements: Sequence[Statement], furniture: Sequence[Furniture]
) -> tuple[Segment, ...]:  # fmt: skip
    start, end = bounds
    spans: list[tuple[int, int, Statement | Furniture]] = [(s.start, s.end, s) for s in statements if s.start < end]
    spans += [(f.start, f.end, f) for f in furniture if f.start < end]
    found: list[Segment] = []
    at = start
    for a, b, what in sorted(spans, key=lambda s: (s[0], s[1])):
        a, b = max(a, at), min(b, end)
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
