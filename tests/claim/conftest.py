"""Invented tellings for the tests of the claim step, read, marked and attributed by the real steps."""

from collections.abc import Callable, Iterable
from functools import cache

import pytest

from tellings.article.reader import from_record
from tellings.claim import partition
from tellings.claim.claims import align
from tellings.claim.likeness import likenesses
from tellings.claim.relations import Relations
from tellings.claim.telling import story
from tellings.mark.marks import mark
from tellings.model import Aligned, Telling
from tellings.speech.speech import speech

LISTER = """Ferry runs aground off Port Ardle

A ferry ran aground on a sandbank off Port Ardle on Tuesday morning, injuring at least 12 people.

The captain, Marvin Oake, told the coastguard that the engine had failed.

"We heard a bang and then the lights went out over the whole deck," said passenger Ilsa Brandt.

The ferry company Norrland Lines declined to comment on the grounding.

The vessel struck the sandbank 3 kilometres west of Ardle Head, the coastguard said.
"""
HERALD = """Forty hurt as ferry strikes sandbank off Port Ardle

A ferry ran aground on a sandbank off Port Ardle on Tuesday morning, injuring 40 people.

The captain, Martin Oake, told the coastguard that the engine had failed.

"We heard a crash and then the lights went out over the whole deck," said passenger Ilsa Brandt.

Norrland Lines spokesman Per Lund said of the grounding: "The ship had passed every inspection this year."

The vessel struck the sandbank about two miles east of Ardle Head, the coastguard said.
"""

Tell = Callable[..., Telling]
Align = Callable[[Iterable[str]], Aligned]


@cache
def _tell(text: str, name: str, published: str | None) -> Telling:
    record = {"id": name, "text": text, "outlet": name, "title": text.splitlines()[0], "published": published}
    article = from_record(record, name)
    marks = mark(article)
    return Telling(article=article, marks=marks, speech=speech(article, marks))


def _telling(text: str, name: str = "one", published: str | None = "2031-04-08") -> Telling:
    return _tell(text, name, published)


@pytest.fixture(scope="session")
def tell() -> Tell:
    """One telling of a text whose first line is its title."""
    return _telling


@pytest.fixture(scope="session")
def aligned() -> Align:
    """What the claim step makes of texts, each an article of its own."""
    return lambda texts: align([_telling(text, f"a{number}") for number, text in enumerate(texts)])


@pytest.fixture(scope="session")
def ferry() -> list[Telling]:
    """Two tellings of one grounding that differ in a name, a direction, a toll and a quote."""
    return [_telling(LISTER, "lister"), _telling(HERALD, "herald", "2031-04-09")]


@pytest.fixture(scope="session")
def related() -> Callable[[list[Telling]], Relations]:
    """A story with its scored pairs and claims."""

    def relate(tellings: list[Telling]) -> Relations:
        told = story(tellings)
        likeness = likenesses(told)
        claims = partition.claims(partition.partition(told, likeness), likeness)
        return Relations(story=told, likeness=likeness, home={s: c.id for c in claims for s in c.statements})

    return relate
