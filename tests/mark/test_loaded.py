from collections import Counter
from collections.abc import Callable

import pytest

from tellings.mark.loaded import PLAIN, TERMS, loaded
from tellings.mark.quotation import quotations
from tellings.mark.sentences import sentences
from tellings.model import Article

Written = Callable[..., Article]
KINDS = {"judgement", "emotive", "intensifier", "labelling", "metaphor", "mockery"}


def found(written: Written, text: str) -> list[tuple[str, str]]:
    article = written(text)
    return [(t.text, t.kind) for t in loaded(article, sentences(article), quotations(article))]


@pytest.mark.parametrize("row", TERMS, ids=lambda r: r.match)
def test_each_row_is_found_in_its_example(row, written):
    assert row.kind in [kind for _, kind in found(written, row.seen)]


@pytest.mark.parametrize("row", PLAIN, ids=lambda r: r.seen)
def test_a_plain_sentence_stays_plain(row, written):
    assert found(written, row.seen) == []


def test_each_term_is_given_once_and_has_a_known_kind():
    assert [m for m, n in Counter(r.match.lower() for r in TERMS).items() if n > 1] == []
    assert {r.kind for r in TERMS} == KINDS


def test_a_term_in_a_quotation_is_not_the_outlets(written):
    assert found(written, "He called it “a shameful silence” and left.") == []


def test_a_term_is_marked_with_its_degree_and_the_noun_it_judges(written):
    assert found(written, "It was a very clever ploy.") == [("very clever ploy", "judgement")]


def test_terms_joined_by_and_are_one_phrase(written):
    assert found(written, "It was a sad and surprising reversal for them.") == [
        ("sad and surprising reversal", "judgement")
    ]


def test_a_compound_of_the_shape_x_in_the_y_is_a_label(written):
    assert ("snake-in-the-grass", "labelling") in found(written, "We heard the snake-in-the-grass again.")


def test_a_name_with_a_capital_is_no_term(written):
    assert found(written, "The award went to Lily Savage in May.") == []
