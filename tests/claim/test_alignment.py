import pytest

from tellings.claim.alignment import differences, words
from tellings.claim.utterances import tells_apart

SAME = [
    ("We don't know what failed on the bridge.", "We do not know what failed on the bridge"),
    ("The harbour is closed to all traffic", "The harbor is closed to all traffic"),
    ("It was a long night for the whole crew", "a long night"),
    ("The whole crew did its duty that night", "The whole crew … did its duty"),
    ("The old crew of the ferry did its duty that night", "The old crew … did its duty"),
    ("We saw 12 boats out there", "We saw twelve boats out there"),
    ("We think the 2nd letter hurt the crew", "We think the second letter hurt the crew"),
    ("We told [Captain] Oake to turn back at once", "We told Marvin Oake to turn back at once"),
    ("“The crew’s work was fine,” he added", '"The crew\'s work was fine"'),
]
OTHER = [
    ("We heard a bang below the deck", "We heard a crash below the deck"),
    ("We will sail again on Friday", "We will not sail again on Friday"),
    ("The old engine had failed before", "The engine had failed before"),
]


@pytest.mark.parametrize(("a", "b"), SAME)
def test_spelling_contraction_and_clipping_are_no_other_words(a: str, b: str) -> None:
    assert not tells_apart(words(a), words(b))


@pytest.mark.parametrize(("a", "b"), OTHER)
def test_a_content_word_or_a_negation_makes_other_words(a: str, b: str) -> None:
    assert tells_apart(words(a), words(b))


def test_a_difference_says_where_it_stands_in_both() -> None:
    a, b = words("We heard a bang below"), words("We heard a crash below")
    (found,) = differences(a, b)
    assert (found.op, found.i, found.j, found.k, found.l) == ("replaced", 3, 4, 3, 4)
