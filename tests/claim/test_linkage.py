from hypothesis import given
from hypothesis import strategies as st

from tellings.claim.linkage import average_linkage

GRAPHS = st.dictionaries(
    st.tuples(st.integers(0, 8), st.integers(0, 8)).filter(lambda p: p[0] < p[1]),
    st.floats(0.01, 1.0, allow_nan=False),
    max_size=20,
)


def test_a_chain_does_not_make_one_group() -> None:
    chain = {(0, 1): 0.9, (1, 2): 0.8, (2, 3): 0.9}
    assert average_linkage(4, chain, 0.5) == [[0, 1], [2, 3]]


def test_a_share_of_the_nearest_pair_joins_what_is_much_like_one_of_two() -> None:
    scores = {(0, 1): 0.9, (0, 2): 0.8}
    assert average_linkage(3, scores, 0.5) == [[0, 1], [2]]
    assert average_linkage(3, scores, 0.5, nearest=0.3) == [[0, 1, 2]]


def test_a_share_of_the_nearest_pair_does_not_make_a_chain_of_four() -> None:
    chain = {(0, 1): 0.9, (1, 2): 0.8, (2, 3): 0.9}
    assert average_linkage(4, chain, 0.45, nearest=0.3) == [[0, 1], [2, 3]]


def test_three_that_are_all_alike_are_one_group() -> None:
    assert average_linkage(4, {(0, 1): 0.9, (1, 2): 0.8, (0, 2): 0.7}, 0.5) == [[0, 1, 2], [3]]


@given(GRAPHS)
def test_groups_are_a_partition(scores: dict[tuple[int, int], float]) -> None:
    groups = average_linkage(9, scores, 0.4)
    assert sorted(n for group in groups for n in group) == list(range(9))


@given(GRAPHS)
def test_every_group_holds_together_on_average(scores: dict[tuple[int, int], float]) -> None:
    for group in average_linkage(9, scores, 0.4):
        pairs = [(i, j) for i in group for j in group if i < j]
        if pairs:
            assert max(scores.get(p, 0.0) for p in pairs) >= 0.4 - 1e-6
