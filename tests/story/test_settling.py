import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from tellings.story.linkage import Pace
from tellings.story.settling import settled
from tests.story.test_linkage import matrix

NEVER = Pace(np.full(5, np.nan), 2, 0.02, 0.06)
# Row 2 is a little like the first two and more like the last two.
BETWEEN = {(0, 1): 0.9, (0, 2): 0.3, (1, 2): 0.3, (2, 3): 0.5, (2, 4): 0.4, (3, 4): 0.9}


def test_an_article_goes_to_the_group_it_is_nearest_to():
    assert settled([[0, 1, 2], [3, 4]], matrix(5, BETWEEN), 0.2, NEVER) == [[0, 1], [2, 3, 4]]


def test_groups_that_are_well_made_stay():
    groups = [[0, 1], [2, 3, 4]]
    assert settled(groups, matrix(5, BETWEEN), 0.2, NEVER) == groups


def test_no_article_goes_where_it_is_not_alike_enough():
    groups = [[0, 1], [2], [3, 4]]
    assert settled(groups, matrix(5, BETWEEN), 0.6, NEVER) == groups


def test_no_article_is_left_alone():
    assert settled([[0, 1]], matrix(2, {(0, 1): 0.01}), 0.2, Pace(np.full(2, np.nan), 2, 0.02, 0.06)) == [[0, 1]]


def test_what_belongs_together_stays():
    likeness = matrix(5, BETWEEN)
    assert settled([[0, 1, 2], [3, 4]], likeness, 0.2, NEVER, [[1, 2]]) == [[0, 1, 2], [3, 4]]


def test_time_between_keeps_an_article_where_it_is():
    near = matrix(5, BETWEEN | {(2, 3): 0.33, (2, 4): 0.33})
    assert settled([[0, 1, 2], [3, 4]], near, 0.2, NEVER) == [[0, 1], [2, 3, 4]]
    days = np.array([np.nan, 1.0, 1.0, 30.0, np.nan])
    assert settled([[0, 1, 2], [3, 4]], near, 0.2, Pace(days, 2, 0.02, 0.06)) == [[0, 1, 2], [3, 4]]


@given(st.integers(1, 8), st.randoms(use_true_random=False))
def test_every_row_is_in_one_group_still(number, random):
    likeness = matrix(number, {(a, b): random.random() for a in range(number) for b in range(a)})
    home = [random.randrange(3) for _ in range(number)]
    groups = [members for g in range(3) if (members := [n for n in range(number) if home[n] == g])]
    days = np.array([random.choice([np.nan, random.randrange(9)]) for _ in range(number)], np.float64)
    found = settled(groups, likeness, 0.2, Pace(days, 2, 0.02, 0.06))
    assert sorted(row for members in found for row in members) == list(range(number))
