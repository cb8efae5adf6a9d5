from itertools import product

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from tellings.language.english.decoding import Spotted, names, tree

LABELS = ["O", "B-PER", "I-PER", "B-ORG", "I-ORG"]


def scores(*tags: str) -> np.ndarray:
    rows = np.full((len(tags), len(LABELS)), np.log(0.05), dtype=np.float32)
    for at, tag in enumerate(tags):
        rows[at, LABELS.index(tag)] = np.log(0.8)
    return rows


def test_a_run_of_tags_is_a_name() -> None:
    (found,) = names(scores("O", "B-PER", "I-PER"), LABELS)
    assert found[:3] == Spotted(1, 3, "PER", 0)[:3]
    assert abs(found.sure - 0.8) < 1e-6


def test_a_name_that_goes_on_without_a_beginning_is_read_as_the_best_run_that_has_one() -> None:
    (found,) = names(scores("I-ORG", "I-ORG"), LABELS)
    assert found[:3] == (0, 2, "ORG")


def test_two_names_may_stand_side_by_side() -> None:
    assert [s[:3] for s in names(scores("B-PER", "B-PER"), LABELS)] == [(0, 1, "PER"), (1, 2, "PER")]


@given(st.integers(1, 4), st.integers(0, 10_000))
def test_the_tree_is_the_best_one_with_one_root(size: int, seed: int) -> None:
    table = np.random.default_rng(seed).normal(size=(size, size + 1)).astype(np.float32)
    if size > 3:  # the three likeliest roots are tried
        table[:3, size] += 10
    heads = tree(table)
    value = sum(table[i, h if h >= 0 else size] for i, h in enumerate(heads))
    assert abs(value - max(_trees(table))) < 1e-4


def _trees(table: np.ndarray) -> list[float]:
    size = len(table)
    found = []
    for heads in product(range(size + 1), repeat=size):
        if sum(h == size for h in heads) == 1 and all(_reaches_root(heads, i, size) for i in range(size)):
            found.append(float(sum(table[i, h] for i, h in enumerate(heads))))
    return found


def _reaches_root(heads: tuple[int, ...], at: int, size: int) -> bool:
    for _ in range(size):
        at = heads[at]
        if at == size:
            return True
    return False
