import math

import numpy as np

from tellings.story.signs import day, signs
from tests.story.texts import BUDGET, FERRY, article


def test_a_day_is_read_from_a_date_that_names_one_and_from_no_other():
    assert day("2026-03-02T09:30:00Z") == day("2026-03-02")
    assert math.isnan(day("2026-03"))
    assert math.isnan(day("2026-02-31"))
    assert math.isnan(day(None))


def test_a_year_is_no_count_and_a_toll_is_one():
    read = signs(
        [article("a", "Founded in 1987, the port of Harbourton closed."), article("b", "It cost 1,200 lives.")]
    )
    assert read.counted.tolist() == [False, True]


def test_may_is_a_month_only_where_it_stands_as_one():
    read = signs([article("a", "May Oduya, who may resign, spoke."), article("b", "The ferry sank in May.")])
    assert (read.months > 0).tolist() == [False, True]


def test_sparse_rows_are_of_unit_length_or_empty():
    read = signs([article("a", FERRY, "Ferry hits breakwater"), article("b", BUDGET), article("c", "…")])
    for name in ("title", "words", "beginning", "names", "phrases"):
        lengths = np.sqrt(getattr(read, name).multiply(getattr(read, name)).sum(axis=1))
        assert np.allclose(lengths, [1, 1, 0]), name


def test_no_articles_have_no_signs():
    assert signs([]).number == 0
