import random

from tellings.story.grouping import group
from tests.story.texts import BUDGET, FERRY, FERRY_OWN, article

WIRE = article("wire", FERRY, "Ferry hits breakwater at Harbourton", "2026-03-02")
OWN = article("own", FERRY_OWN, "Eleven hurt as ferry strikes Harbourton breakwater")
OTHER = article("other", BUDGET, "Vellmark passes disputed budget", "2026-03-02")
OSTMERE = article("ostmere", "Four people were hurt on Friday when a ferry touched a pier at Ostmere, police said.",
                  "Ferry touches pier at Ostmere", "2027-03-05")  # fmt: skip


def stories(articles):
    return {g.id: g.story for g in group(articles)}


def test_two_tellings_of_one_event_are_one_story_and_a_stranger_stands_apart():
    found = stories([WIRE, OWN, OTHER])
    assert found["wire"] == found["own"] != found["other"]


def test_a_missing_date_says_nothing():
    dated = article("own", FERRY_OWN, OWN.title, "2026-03-02")
    assert stories([WIRE, OWN]) == stories([WIRE, dated])


def test_one_kind_of_event_a_year_apart_is_two_stories():
    found = stories([WIRE, OSTMERE])
    assert found["wire"] != found["ostmere"]


def test_a_family_is_never_parted_by_dates():
    copy = article("copy", FERRY + " Updated.", None, "2028-01-01")
    found = stories([WIRE, copy])
    assert found["wire"] == found["copy"]


def test_the_grouping_does_not_depend_on_the_order_of_articles():
    some = [WIRE, OWN, OTHER, article("copy", FERRY + " Updated.")]
    shuffled = random.Random(1).sample(some, len(some))
    assert stories(some) == stories(shuffled)
    assert [g.id for g in group(shuffled)] == [a.id for a in shuffled]


def test_an_article_without_a_word_is_a_story_of_its_own():
    assert len(set(stories([WIRE, article("empty", "…")]).values())) == 2


def test_no_articles_give_no_stories():
    assert group([]) == []


LATER = article(
    "later",
    "Three managers were charged with neglect on Friday. Prosecutors say they hid reports on the steering of the Grey "
    "Heron from inspectors at Harbourton for two years.",
    "Managers charged with neglect",
    "2026-09-14",
)


def test_a_story_taken_up_after_a_gap_follows_the_earlier_one():
    found = {g.id: g for g in group([WIRE, LATER])}
    assert found["later"].story != found["wire"].story
    assert found["later"].follows == found["wire"].story
    assert found["wire"].follows is None


def test_a_look_alike_event_follows_nothing():
    found = {g.id: g for g in group([WIRE, OSTMERE])}
    assert found["ostmere"].story != found["wire"].story
    assert found["ostmere"].follows is None
