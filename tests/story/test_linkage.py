import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from tellings.story.linkage import Pace, agglomerate, neighbourhoods


def matrix(number: int, pairs: dict[tuple[int, int], float]) -> np.ndarray:
    likeness = np.eye(number, dtype=np.float32)
    for (a, b), value in pairs.items():
        likeness[a, b] = likeness[b, a] = value
    return likeness


def test_a_chain_of_neighbours_is_not_one_group():
    chain = matrix(4, {(0, 1): 0.9, (1, 2): 0.5, (2, 3): 0.9})
    assert agglomerate(chain, 0.4) == [[0, 1], [2, 3]]


def test_what_is_alike_on_the_average_is_one_group():
    alike = matrix(3, {(0, 1): 0.9, (1, 2): 0.5, (0, 2): 0.4})
    assert agglomerate(alike, 0.4) == [[0, 1, 2]]


def test_a_loose_group_asks_for_nearer_company_when_strict():
    loose = matrix(3, {(0, 1): 0.3, (1, 2): 0.24, (0, 2): 0.18})
    assert agglomerate(loose, 0.2) == [[0, 1, 2]]
    assert agglomerate(loose, 0.2, strictness=0.5) == [[0, 1], [2]]


def test_nothing_gives_no_groups():
    assert agglomerate(np.zeros((0, 0), dtype=np.float32), 0.5) == []


def test_a_neighbourhood_over_the_limit_is_parted_at_its_weakest_place():
    rows, columns = np.array([0, 1, 2]), np.array([1, 2, 3])
    likeness = np.array([0.9, 0.5, 0.9], dtype=np.float32)
    assert neighbourhoods(4, rows, columns, likeness, 0.4, 4) == [[0, 1, 2, 3]]
    assert neighbourhoods(4, rows, columns, likeness, 0.4, 2) == [[0, 1], [2, 3]]


@given(st.integers(1, 7), st.randoms(use_true_random=False))
def test_every_row_is_in_one_group_and_neighbourhoods_change_nothing(number, random):
    likeness = matrix(number, {(a, b): random.random() for a in range(number) for b in range(a)})
    rows, columns = np.nonzero(likeness >= 0.6)
    parts = neighbourhoods(number, rows, columns, likeness[rows, columns], 0.6, 100)
    inside = [[part[i] for i in g] for part in parts for g in agglomerate(likeness[np.ix_(part, part)], 0.6)]
    whole = agglomerate(likeness, 0.6)
    assert sorted(i for g in whole for i in g) == list(range(number))
    assert sorted(inside) == sorted(whole)


def test_time_between_two_groups_counts_against_all_of_both():
    alike = matrix(4, {(0, 1): 0.9, (2, 3): 0.9, (0, 2): 0.5, (1, 2): 0.5, (0, 3): 0.5, (1, 3): 0.5})
    days = np.array([0.0, np.nan, 9.0, np.nan])
    assert agglomerate(alike, 0.45) == [[0, 1, 2, 3]]
    assert agglomerate(alike, 0.45, pace=Pace(days, 2, 0.02, 0.1)) == [[0, 1], [2, 3]]


def test_groups_without_a_date_are_not_parted_by_time():
    alike = matrix(2, {(0, 1): 0.5})
    assert agglomerate(alike, 0.45, pace=Pace(np.array([0.0, np.nan]), 2, 0.02, 0.1)) == [[0, 1]]


def test_what_is_together_stays_so_whatever_the_likeness():
    strange = matrix(3, {(0, 1): 0.9})
    assert agglomerate(strange, 0.5, together=[[0, 2]]) == [[0, 2], [1]]
