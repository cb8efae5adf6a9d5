"""Who says what in whole articles, and who is one over the articles of a story, by the marks as they are."""

import tomllib
from pathlib import Path

import msgspec
import pytest

from tellings.article.reader import from_record
from tellings.model import Link, Telling
from tellings.origin.actors import Cast, cast
from tellings.run.steps import tell as told

HERE = Path(__file__).parent


class Spoken(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A row of ``speakers.toml``."""

    about: str
    text: str
    said: list[tuple[str, str]]


class Story(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A row of ``stories.toml``."""

    about: str
    texts: list[str]
    one: list[list[str]] = []
    apart: list[list[str]] = []


SPOKEN = msgspec.convert(tomllib.loads((HERE / "speakers.toml").read_text("utf-8"))["article"], list[Spoken])
STORIES = msgspec.convert(tomllib.loads((HERE / "stories.toml").read_text("utf-8"))["story"], list[Story])


def telling(text: str, name: str = "0") -> Telling:
    return told(from_record({"id": name, "text": text, "outlet": f"Outlet {name}", "published": "2026-03-02"}, name))


def source(found: Telling, words: str) -> Link | None:
    """The end of the chain of the statement or quote that holds ``words``."""
    place = found.article.text.index(words)
    for quote in found.speech.quotes:
        if quote.start <= place < quote.end and quote.chain:
            return quote.chain[0]
    for statement in found.speech.statements:
        if statement.start <= place < statement.end and statement.attribution:
            return statement.attribution[-1]
    return None


@pytest.mark.parametrize(
    ("text", "words", "label"),
    [pytest.param(row.text, *said, id=f"{row.about}: {said[0]}") for row in SPOKEN for said in row.said],
)
def test_who_says_it(text: str, words: str, label: str) -> None:
    found = telling(text)
    link = source(found, words)
    actors = cast([found])
    who = actors.speakers.get((link.mention.article, link.mention.start, link.mention.end), ()) if link else ()
    assert [actors.by_id[a].label.text for a in who][:1] == ([label] if label else [])


@pytest.mark.parametrize("row", STORIES, ids=lambda r: r.about)
def test_who_is_one_over_a_story(row: Story) -> None:
    tellings = [telling(text, str(number)) for number, text in enumerate(row.texts)]
    actors = cast(tellings)
    for group in row.one:
        assert len({actor_of(actors, tellings, m) for m in group}) == 1, group
    for group in row.apart:
        assert len({actor_of(actors, tellings, m) for m in group}) == len(group), group


def actor_of(actors: Cast, tellings: list[Telling], mention: str) -> str:
    """The actor with a mention that touches the first such words of the article."""
    article, _, words = mention.partition(": ")
    text = tellings[int(article)].article.text
    start = text.index(words)
    for actor in actors.actors:
        for m in actor.mentions:
            if m.article == tellings[int(article)].article.id and m.start < start + len(words) and start < m.end:
                return actor.id
    return f"none for {mention}"
