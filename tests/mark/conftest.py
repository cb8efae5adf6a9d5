"""What the tests of this folder share: articles written as one would type them."""

import re
from collections.abc import Callable

import pytest

from tellings.model import Article, Block, BlockKind


@pytest.fixture(scope="session")
def written() -> Callable[..., Article]:
    """An article whose blocks are the stretches of ``text`` between blank lines; ``# `` opens a heading."""

    def write(text: str, kind: BlockKind = "paragraph", published: str | None = None) -> Article:
        blocks = []
        for hit in re.finditer(r"[^\n]+(?:\n[^\n]+)*", text):
            heading = hit.group().startswith("# ")
            start = hit.start() + 2 if heading else hit.start()
            blocks.append(Block(start=start, end=hit.end(), kind="heading" if heading else kind))
        return Article(id="a", text=text, sha256="0" * 64, published=published, language="en", blocks=tuple(blocks))

    return write
