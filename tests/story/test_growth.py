import random

import pytest

from tellings.errors import Malformed
from tellings.story.grouping import group
from tellings.story.growth import add
from tests.story.texts import BUDGET, FERRY, FERRY_OWN, article

WIRE = article("wire", FERRY, "Ferry hits breakwater at Harbourton", "2026-03-02")
OWN = article("own", FERRY_OWN, "Eleven hurt as ferry strikes Harbourton breakwater")
OTHER = article("other", BUDGET, "Vellmark passes disputed budget", "2026-03-02")


def by_id(groupings):
    return {g.id: g for g in groupings}


def test_articles_added_to_nothing_are_grouped_as_a_batch():
    assert add([], [WIRE, OWN, OTHER]) == group([WIRE, OWN, OTHER])


def test_nothing_added_moves_nothing():
    before = group([WIRE, OWN, OTHER])
    assert add(before, [WIRE, OWN, OTHER]) == before


def test_a_story_that_grows_says_which_it_was_and_the_others_stay():
    before = group([WIRE, OTHER])
    found = by_id(add(before, [WIRE, OTHER, OWN]))
    assert found["wire"].story == found["own"].story
    assert found["wire"].was == by_id(before)["wire"].story
    assert found["own"].was is None
    assert found["other"] == by_id(before)["other"]


def test_a_new_article_may_join_two_stories():
    first = article("first", " ".join(FERRY.split(". ")[0].split()) + ".", "Ferry hits breakwater")
    before = [g for a in (first, OWN) for g in group([a])]
    found = by_id(add(before, [first, OWN, WIRE]))
    assert len({g.story for g in found.values()}) == 1
    assert {g.was for g in found.values()} == {g.story for g in before} | {None}


def test_a_story_that_holds_strangers_falls_apart_when_something_near_comes():
    one = group([WIRE, OTHER])
    before = [g.__class__(id=g.id, story="s", family=g.family) for g in one]
    found = by_id(add(before, [WIRE, OTHER, OWN]))
    assert found["wire"].story == found["own"].story != found["other"].story
    assert found["other"].was == "s"


def test_adding_does_not_depend_on_order():
    before = group([WIRE, OTHER])
    some = [WIRE, OTHER, OWN, article("copy", FERRY + " Updated.")]
    shuffled = random.Random(3).sample(some, len(some))
    assert by_id(add(before, some)) == by_id(add(before[::-1], shuffled))


def test_a_story_whose_text_is_not_given_is_an_error():
    with pytest.raises(Malformed, match="its text is not given"):
        add(group([WIRE]), [OWN])
