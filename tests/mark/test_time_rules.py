"""Which rules of time a sentence is tried on: those that one of its words has a needed piece of."""

from tellings.mark.times import _rules


def test_a_needed_piece_lies_in_one_word_with_the_space_after_it() -> None:
    pieces = {piece for _, _, needs in _rules() for piece in needs}
    assert [piece for piece in pieces if any(c.isspace() for c in piece.removesuffix(" "))] == []


def test_every_rule_needs_some_piece() -> None:
    assert all(needs and all(needs) for _, _, needs in _rules())
