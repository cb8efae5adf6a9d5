import pytest

from tellings.language.english.features import SHAPES, shape

FORMS = (
    ("port", "small"), ("Port", "title"), ("NATO", "capitals"), ("McQuill", "mixed"), ("eBay", "mixed"),
    ("2031", "digits"), ("1,250.5", "digits"), (",", "mark"), ("A", "initial"), ("U.S.", "capitals"),
    ("Well2", "title"),
)  # fmt: skip


@pytest.mark.parametrize(("word", "name"), FORMS)
def test_the_shape_of_a_word_is_how_it_is_written(word: str, name: str) -> None:
    assert SHAPES[shape(word)] == name
