from hypothesis import given
from hypothesis import strategies as st

from tellings.language.words import fold


@given(st.text())
def test_folding_keeps_every_place(text: str) -> None:
    assert len(fold(text)) == len(text)


def test_folding_lowers_ascii_and_other_letters_alike() -> None:
    assert fold("The “Öre” İ Said") == 'the "öre" İ said'
