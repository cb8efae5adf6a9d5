"""Blocking: what is scored in a story too large to score every pair."""

import pytest

from tellings.claim import blocking, partition
from tellings.claim.likeness import likenesses
from tellings.claim.telling import story

LINES = (
    "A ferry ran aground on a sandbank off Port Ardle, the coastguard said.\n\n"
    "The mayor opened a new library in Eastham on Friday.\n\n"
)


@pytest.fixture
def large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(blocking, "MOST_PAIRS", 0)


def test_a_story_of_common_size_has_no_copies(tell) -> None:
    assert blocking.blocks(story([tell("News\n\n" + LINES * 3)]).told).copies == {}


def test_statements_in_the_same_words_are_scored_once_in_a_large_story(tell, large) -> None:
    told = story([tell("News\n\n" + LINES * 20)]).told
    blocked = blocking.blocks(told)
    assert len(blocked.copies) >= 38
    assert len(blocked.pairs) < 2 * len(told)


def test_copies_go_into_the_claim_of_the_first_in_their_words(tell, large) -> None:
    told = story([tell("News\n\n" + LINES * 20)])
    blocked = blocking.blocks(told.told)
    groups = partition.partition(told, likenesses(told, blocked), blocked)
    assert sorted(t.number for group in groups for t in group) == list(range(len(told.told)))
    assert sum(len(group) >= 20 for group in groups) == 2


def test_pairs_of_a_large_story_do_not_depend_on_the_order_of_articles(tell, large) -> None:
    one, other = tell("News\n\n" + LINES, name="a"), tell("Word\n\n" + LINES, name="b")
    assert blocking.blocks(story([one, other]).told) == blocking.blocks(story([other, one]).told)
