import numpy as np

from tellings.story.join import crowding, join, least, score, uncrowded
from tellings.story.pairs import AGAINST, FEATURES

ONE, OTHER = np.array([0, 0, 0]), np.array([1, 2, 3])
NEAR = np.array([0.6, 0.6, 0.6], dtype=np.float32)


def test_what_two_articles_share_adds_up_to_one_and_what_differs_takes_off():
    weights = join().weights
    assert abs(sum(w for name, w in weights.items() if name not in AGAINST) - 1) < 0.001
    assert all(weights[name] < 0 for name in AGAINST)


def test_a_score_is_given_for_each_pair_and_none_for_no_pair():
    rows = np.eye(len(FEATURES), dtype=np.float32)
    assert score(rows).tolist() == [np.float32(join().weights[name]) for name in FEATURES]
    assert score(np.zeros((0, len(FEATURES)), np.float32)).shape == (0,)


def test_copies_of_a_neighbour_crowd_an_article_once():
    strangers = crowding(ONE, OTHER, NEAR, np.array([0, 1, 2, 3]), 10)
    copies = crowding(ONE, OTHER, NEAR, np.array([0, 1, 1, 1]), 10)
    assert strangers[0] == 0.18
    assert copies[0] == 0.06


def test_copies_of_an_article_do_not_crowd_it():
    assert crowding(ONE, OTHER, NEAR, np.array([0, 0, 0, 0]), 10)[0] == 0


def test_a_crowded_pair_is_less_alike():
    crowd = np.array([0.5, 0.5, 0, 0])
    found = uncrowded(ONE, OTHER, NEAR, crowd, join())
    assert found[0] < found[1] < NEAR[0]


def test_more_likeness_is_asked_for_in_a_larger_pool():
    assert least(3, join()) == least(10, join()) < least(1000, join())
