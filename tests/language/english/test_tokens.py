from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tellings.language.english.tokens import tokens

CUTS = (
    ("Don't go.", "Do n't go ."),
    ("They can't, won’t and cannot.", "They ca n't , wo n’t and can not ."),
    ("Quill's boat and the crews' boats", "Quill 's boat and the crews ' boats"),
    ("They're here; I've seen it", "They 're here ; I 've seen it"),
    ("a well-known port", "a well - known port"),
    ("$1,250.50 on 08/16/2031 at 10:30", "$ 1,250.50 on 08/16/2031 at 10:30"),
    ("U.S. officials, J. Quill and Mr. Brandt", "U.S. officials , J. Quill and Mr. Brandt"),
    ("Quill & Sons, AT&T and the G8", "Quill & Sons , AT&T and the G8"),
    ("see www.port.example/a?b=1, or mail ada@port.example", "see www.port.example/a?b=1 , or mail ada@port.example"),
    ("the 21st, the 1990s, 5km and 3pm", "the 21st , the 1990s , 5 km and 3 pm"),
    ("Wait... what?! -- no ====", "Wait ... what ?! -- no ===="),
    ("O'Neill said “no”", "O'Neill said “ no ”"),
    ("file.pdf. Then", "file.pdf . Then"),
)


@pytest.mark.parametrize(("text", "cut"), CUTS)
def test_words_are_cut_as_the_treebanks_cut_them(text: str, cut: str) -> None:
    assert [text[t.start : t.end] for t in tokens(text, 0, len(text))] == cut.split()


@given(st.text(max_size=80))
def test_every_character_but_white_space_lies_in_one_word(text: str) -> None:
    found = tokens(text, 0, len(text))
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert "".join(text[t.start : t.end] for t in found).split() == "".join(text.split()).split()


def test_only_the_stretch_asked_for_is_cut() -> None:
    assert [(t.start, t.end) for t in tokens("one two three", 4, 7)] == [(4, 7)]
