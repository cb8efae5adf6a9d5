import numpy as np
import pytest

from tellings.story.crowding import MOST, NEARER, NEXT, crowding, discounted

CROWD = NEARER + NEXT


def pairs(likeness):
    """Candidate pairs from a table of likeness by pair."""
    one, other = (np.array(side, np.int64) for side in zip(*likeness, strict=True))
    return one, other, np.array(list(likeness.values()), np.float32)


def test_a_story_that_many_others_are_like_is_crowded_and_a_lone_one_is_not():
    looked = [[n] for n in range(CROWD + 2)]
    found = crowding(looked, *pairs({(0, n): 0.05 for n in range(1, CROWD + 1)}))
    assert found[0] == pytest.approx(0.05)
    assert found[CROWD + 1] == 0


def test_the_nearest_stories_are_no_crowd():
    looked = [[n] for n in range(NEARER + 1)]
    assert crowding(looked, *pairs({(0, n): 0.9 for n in range(1, NEARER + 1)})).tolist() == [0] * (NEARER + 1)


def test_one_large_story_is_no_crowd_to_itself_or_to_another():
    large = list(range(1, 40))
    inside = {(a, b): 0.9 for a in large for b in large if a < b}
    found = crowding([[0], large], *pairs(inside | {(0, n): 0.5 for n in large}))
    assert not found.any()


def test_all_articles_of_a_story_are_as_crowded_and_by_the_mean_of_its_pairs():
    looked = [[0, 1], *([n] for n in range(2, CROWD + 2))]
    found = crowding(looked, *pairs({(0, n): 0.1 for n in range(2, CROWD + 2)}))
    assert found[0] == found[1] == pytest.approx(0.05)


def test_crowding_has_a_limit():
    looked = [[n] for n in range(CROWD + 1)]
    assert crowding(looked, *pairs({(0, n): 0.9 for n in range(1, CROWD + 1)}))[0] == MOST


def test_nothing_is_not_crowded():
    none = np.zeros(0, np.int64)
    assert crowding([], none, none, np.zeros(0, np.float32)).tolist() == []


def test_the_crowding_of_both_is_taken_off():
    one, other, likeness = pairs({(0, 1): 0.5})
    assert discounted(likeness, one, other, np.array([0.1, 0.04])).tolist() == [np.float32(0.43)]
