"""Tellings made by hand: a text with the marks and attributions a test is about, and nothing else."""

import hashlib
import re
from collections.abc import Callable, Sequence

import pytest

from tellings.language.english import encoder, reader
from tellings.model import (
    Aligned,
    Article,
    Block,
    Claim,
    Family,
    Link,
    Marks,
    Name,
    Quotation,
    Sentence,
    Speech,
    Statement,
    Telling,
)

needs_encoder = pytest.mark.skipif(
    not encoder.PACKAGE.installed(), reason="packages/tellings-encoder-en is not installed"
)
needs_reader = pytest.mark.skipif(not reader.PACKAGE.installed(), reason="packages/tellings-reader-en is not installed")

Said = tuple[str, Sequence[tuple[str, str]]]
Tell = Callable[..., Telling]

_SENTENCE = re.compile(r"\S(?:(?<=Lt)\.|(?<=Capt)\.|[^.?!])*[.?!]?”?")


def _tell(
    text: str,
    said: Sequence[Said] = (),
    *,
    name: str = "one",
    persons: Sequence[str] = (),
    bodies: Sequence[str] = (),
    outlet: str | None = None,
    published: str | None = None,
) -> Telling:
    """A telling of ``text``: ``said`` are statements with the chain of (mention, kind), nearest first."""
    article = Article(
        id=name,
        text=text,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        outlet=outlet,
        published=published,
        blocks=(Block(start=0, end=len(text), kind="paragraph"),),
    )
    sentences = tuple(Sentence(start=m.start(), end=m.end(), block=0) for m in _SENTENCE.finditer(text))
    names = [
        Name(
            start=m.start(),
            end=m.end(),
            text=m.group(),
            kind=kind,
            key=form.split()[-1].lower() if kind == "person" else form,
        )
        for kind, forms in (("person", persons), ("organisation", bodies))
        for form in forms
        for m in re.finditer(rf"(?<!\w){re.escape(form)}(?!\w)", text)
    ]
    inner = [n for n in names if any(o.start <= n.start and n.end <= o.end and o is not n for o in names)]
    kept = sorted((n for n in names if n not in inner), key=lambda n: n.start)
    quotations = tuple(
        Quotation(start=m.start(1), end=m.end(1), kind="double") for m in re.finditer(r"“([^”]*)”", text)
    )
    marks = Marks(
        article=name, sentences=sentences, quotations=quotations, names=tuple(kept), times=(), figures=(), places=(),
        norms=(), loaded=(),
    )  # fmt: skip
    speech = Speech(article=name, statements=tuple(_statement(article, s) for s in said), quotes=(), threads=())
    return Telling(article=article, marks=marks, speech=speech)


def _statement(article: Article, said: Said) -> Statement:
    words, chain = said
    start = article.text.index(words)
    links = tuple(_link(article, mention, kind, start) for mention, kind in chain)
    return Statement(
        id=f"{article.id}:{start}", article=article.id, start=start, end=start + len(words), text=words,
        stance="reported" if chain else "asserted", attribution=links,
    )  # fmt: skip


def _link(article: Article, mention: str, kind: str, near: int) -> Link:
    place = article.text.find(mention, near)
    place = article.text.index(mention) if place < 0 else place
    return Link(mention=article.slice(place, place + len(mention)), kind=kind)  # type: ignore[arg-type]


def _one_claim(*tellings: Telling) -> Aligned:
    """All statements of ``tellings`` as one claim."""
    return _claims([[s for t in tellings for s in t.speech.statements]])


def _claims(groups: Sequence[Sequence[Statement]]) -> Aligned:
    claims = tuple(
        Claim(
            id=f"c{number}",
            statements=tuple(s.id for s in group),
            articles=tuple(sorted({s.article for s in group})),
        )
        for number, group in enumerate(groups)
    )
    return Aligned(claims=claims, quotes=(), figures=(), conflicts=(), updates=(), open=())


def _alone(*tellings: Telling) -> list[Family]:
    """Each article a family of its own."""
    return [Family(id=f"f-{t.article.id}", root=t.article.id, articles=(t.article.id,)) for t in tellings]


@pytest.fixture
def tell() -> Tell:
    return _tell


@pytest.fixture
def one_claim() -> Callable[..., Aligned]:
    return _one_claim


@pytest.fixture
def claims() -> Callable[[Sequence[Sequence[Statement]]], Aligned]:
    return _claims


@pytest.fixture
def alone() -> Callable[..., list[Family]]:
    return _alone
