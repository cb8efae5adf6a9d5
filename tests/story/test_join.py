import numpy as np

from tellings.story.join import join, least, score
from tellings.story.pairs import AGAINST, FEATURES


def test_what_two_articles_share_adds_up_to_one_and_what_differs_takes_off():
    weights = join().weights
    assert abs(sum(w for name, w in weights.items() if name not in AGAINST) - 1) < 0.001
    assert all(weights[name] < 0 for name in AGAINST)


def test_a_score_is_given_for_each_pair_and_none_for_no_pair():
    rows = np.eye(len(FEATURES), dtype=np.float32)
    assert score(rows).tolist() == [np.float32(join().weights[name]) for name in FEATURES]
    assert score(np.zeros((0, len(FEATURES)), np.float32)).shape == (0,)


def test_more_likeness_is_asked_for_in_a_larger_pool():
    assert least(3, join()) == least(10, join()) < least(1000, join())
