import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from tellings.story.pairs import AGAINST, FEATURES, candidates, features
from tellings.story.signs import signs
from tests.story.texts import BUDGET, FERRY, FERRY_OWN, article

SOME = [
    article("a", FERRY, "Ferry hits breakwater at Harbourton", "2026-03-02"),
    article("b", FERRY_OWN),
    article("c", BUDGET, "Vellmark passes disputed budget"),
]


def of(articles, name):
    return features(signs(articles), np.array([0]), np.array([1]))[0, FEATURES.index(name)]


def test_tellings_of_one_event_are_candidates():
    one, other = candidates(signs(SOME))
    assert (0, 1) in set(zip(one.tolist(), other.tolist(), strict=True))


def test_nothing_gives_no_candidates():
    one, other = candidates(signs([]))
    assert len(one) == len(other) == 0
    assert features(signs([]), one, other).shape == (0, len(FEATURES))


def test_counts_that_differ_speak_against_a_pair_and_a_shared_one_does_not():
    quake = article("a", "A quake of magnitude 6.1 shook Ostmere.")
    assert of([quake, article("b", "A quake of magnitude 5.4 shook Ostmere.")], "other_numbers") == 1
    assert of([quake, article("b", "Magnitude 6.1: Ostmere shaken.")], "other_numbers") == 0
    assert of([quake, article("b", "A quake shook Ostmere.")], "other_numbers") == 0


def test_months_that_differ_speak_against_a_pair():
    june = article("a", "Vellmark added jobs in June.")
    assert of([june, article("b", "Vellmark added jobs in August.")], "other_month") == 1
    assert of([june, article("b", "Vellmark added jobs.")], "other_month") == 0


WORDS = st.lists(
    st.sampled_from("Ferry Harbourton 11 hurt Monday June pier budget Vellmark . the".split()), max_size=12
)


@settings(max_examples=30)
@given(st.lists(WORDS, min_size=2, max_size=6))
def test_candidates_are_ordered_and_features_are_the_same_both_ways(texts):
    read = signs([article(str(n), " ".join(words)) for n, words in enumerate(texts)])
    one, other = candidates(read)
    assert (one < other).all()
    pairs = list(zip(one.tolist(), other.tolist(), strict=True))
    assert pairs == sorted(set(pairs))
    there = features(read, one, other)
    assert np.array_equal(there, features(read, other, one))
    assert there.min(initial=0) >= -1
    assert there.max(initial=0) <= 1


def test_every_feature_is_for_a_pair_or_against_it():
    assert set(AGAINST) < set(FEATURES)
