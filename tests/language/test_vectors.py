import numpy as np
import pytest

from tellings.errors import TableError
from tellings.language import vectors

FERRY = "The ferry ran aground near the harbour on Monday morning."
BOAT = "A passenger boat hit rocks close to the port."
BUDGET = "Lawmakers passed the annual budget after a long debate."


def test_texts_on_one_thing_are_nearer_than_texts_on_two():
    ferry, boat, budget = vectors.embed([FERRY, BOAT, BUDGET])
    assert ferry @ boat > 0.2 > ferry @ budget


def test_a_row_is_of_unit_length():
    assert np.linalg.norm(vectors.embed([FERRY])[0]) == pytest.approx(1, abs=1e-4)


def test_a_text_without_a_known_word_piece_is_all_zeros():
    assert not vectors.embed([""]).any()


def test_a_row_does_not_depend_on_the_texts_beside_it():
    assert np.array_equal(vectors.embed([FERRY])[0], vectors.embed([BUDGET, "", FERRY])[2])


def test_no_texts_give_no_rows():
    assert vectors.embed([]).shape == (0, vectors.DIMENSIONS)


def test_a_file_that_is_not_the_one_named_is_refused(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(vectors, "_bytes", lambda name: b"other" if name == "rows.npy" else b"")
    with pytest.raises(TableError, match=r"rows\.npy"):
        vectors._checked("rows.npy")
