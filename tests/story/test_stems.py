from hypothesis import given
from hypothesis import strategies as st

from tellings.language.words import content_stems
from tellings.story.stems import stems

PIECES = st.lists(
    st.sampled_from(["The ", "ferry's ", "Ferries", "’s", "’", "'", "U.S. ", "Ōdile ", "and", "-", "1,200 ", "ſ", "_"])
)


@given(st.one_of(st.text(max_size=40), PIECES.map("".join)))
def test_stems_are_those_of_the_whole_text(text):
    assert stems(text) == content_stems(text)
