"""What the tests of this folder share: articles as one would type them, read by the real marks."""

import re
from collections.abc import Callable

import msgspec
import pytest

from tellings.mark.marks import mark
from tellings.model import Article, Block, BlockKind, Marks, Word


@pytest.fixture(scope="session")
def written() -> Callable[..., tuple[Article, Marks]]:
    """An article and its marks; ``# `` opens a title, ``> `` a set-off paragraph."""

    def write(text: str, outlet: str | None = None, published: str | None = "2026-03-02") -> tuple[Article, Marks]:
        blocks = []
        for hit in re.finditer(r"[^\n]+", text):
            kinds: dict[str, BlockKind] = {"# ": "title", "> ": "quote"}
            kind = kinds.get(hit.group()[:2])
            start = hit.start() + (2 if kind else 0)
            blocks.append(Block(start=start, end=hit.end(), kind=kind or "paragraph"))
        article = Article(
            id="a", text=text, sha256="0" * 64, outlet=outlet, published=published, language="en", blocks=tuple(blocks)
        )
        return article, mark(article)

    return write


@pytest.fixture(scope="session")
def treed(written: Callable[..., tuple[Article, Marks]]) -> Callable[[str, str], tuple[Article, Marks]]:
    """An article of one paragraph with its tree written by hand: form, tag, head (from 1; 0 the root), relation.

    No trained network has a part in it, so what is tested is the walk alone.
    """

    def write(text: str, rows: str) -> tuple[Article, Marks]:
        article, _ = written(text)
        words: list[Word] = []
        at = 0
        for form, tag, head, relation in (row.split() for row in rows.strip().splitlines()):
            start = text.index(form, at)
            at = start + len(form)
            words.append(Word(start=start, end=at, tag=tag, head=int(head) - 1, relation=relation))
        return article, msgspec.structs.replace(mark(article, fast=True), words=tuple(words))

    return write
