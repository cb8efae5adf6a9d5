from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation.pairs import average_precision, pairs, precision
from tellings.claim.similarity import MEANT, WORDED, similarity
from tellings.language.english import encoder
from tests.conftest import needs_encoder
from training.claims.labels import topic
from training.encoder.texts import KEPT_OUT

SHARED = Path(__file__).parents[2].parent / "shared"
WORDS = st.lists(
    st.sampled_from("ferry sank harbour Oake captain 12 people told the of storm Ardle".split()), max_size=12
)


def test_one_sentence_is_more_like_its_paraphrase_than_like_another_of_its_story() -> None:
    told = "The ferry ran aground on a sandbank near Port Ardle."
    again = "A ferry hit a sandbank close to Port Ardle and ran aground."
    other = "The captain of the ferry lives in Port Ardle with his two sons."
    assert similarity(told, again)[0] > similarity(told, other)[0]


def test_figures_that_differ_lower_the_score() -> None:
    told = "The storm destroyed 40 houses in the village."
    assert similarity(told, told.replace("40", "90"))[0] < similarity(told, told)[0]


@pytest.mark.parametrize(("fast", "features"), [(True, WORDED), pytest.param(False, MEANT, marks=needs_encoder)])
def test_the_score_is_explained_by_every_feature(fast: bool, features: tuple[str, ...]) -> None:
    assert set(similarity("A dam burst.", "The dam gave way.", fast=fast)[1]) == set(features)


@needs_encoder
def test_the_encoder_finds_the_same_said_in_other_words() -> None:
    told, again = "The vessel sank within minutes.", "It took only a short time for the ship to go down."
    assert similarity(told, again)[0] > similarity(told, again, fast=True)[0]


@needs_encoder
def test_what_a_text_means_does_not_depend_on_the_texts_beside_it() -> None:
    told = "The ferry ran aground on a sandbank near Port Ardle."
    others = ["A dam burst.", "The council met for five hours and decided nothing at all."]
    (alone,) = encoder.encode([told])
    *_, beside, again = encoder.encode([*others, told, told])
    assert beside is again
    assert np.array_equal(alone.vector, beside.vector)
    assert np.array_equal(alone.pieces, beside.pieces)


@given(WORDS, WORDS)
def test_the_score_is_symmetric_and_between_0_and_1(a: list[str], b: list[str]) -> None:
    left, right = " ".join(a), " ".join(b)
    score, features = similarity(left, right)
    assert (score, features) == similarity(right, left)
    assert 0.0 <= score <= 1.0
    assert all(0.0 <= value <= 1.0 for value in features.values())


@given(st.text(max_size=80), st.text(max_size=80))
def test_any_text_can_be_compared(a: str, b: str) -> None:
    assert 0.0 <= similarity(a, b)[0] <= 1.0


def test_average_precision_counts_ties_at_one_threshold() -> None:
    assert average_precision([True, False], np.array([0.5, 0.5])) == 0.5
    assert average_precision([True, False], np.array([0.9, 0.1])) == 1.0


@pytest.mark.parametrize(("name", "least"), [("pairs_ecb", 0.73), ("pairs_nanco", 0.72), ("pairs_sts_headlines", 0.7)])
def test_pairs_are_told_apart_as_well_as_the_card_says(name: str, least: float) -> None:
    found = list(pairs(SHARED / "data", name))
    if not found:
        pytest.skip("the pair sets are not here")
    assert precision(found, fast=True) >= least


@needs_encoder
def test_pairs_that_the_encoder_was_not_trained_on_are_told_apart_better_with_it() -> None:
    found = [p for p in pairs(SHARED / "data", "pairs_ecb") if topic(p.group) in KEPT_OUT]
    if not found:
        pytest.skip("the pair sets are not here")
    assert precision(found) > precision(found, fast=True)
