import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tellings.article.crawl.letters import length, letters

STOP = re.compile(r"[.!?।؟۔։][\"'”’»)\]]*(?=\s|$)|[。！？]")
END = re.compile(r"[.!?…。！？।؟۔։][\"'”’»)\]」]*$")
COMMA = re.compile(r"[,،、，;:]")
SIGN = re.compile(r"[|»›©→@•]")

LINES = st.lists(
    st.text(st.sampled_from("aA1٣ .!?…。」»\"')],;:：،|©@—「日ก𝟙"), min_size=1, max_size=20)
    .map(lambda text: " ".join(text.split()))
    .filter(bool),
    min_size=1,
    max_size=8,
)


@given(LINES)
def test_signs_are_counted_as_a_regular_expression_would(texts: list[str]) -> None:
    found = letters(texts)
    assert found.stops.tolist() == [len(STOP.findall(text)) for text in texts]
    assert found.end.tolist() == [END.search(text[-6:]) is not None for text in texts]
    assert found.commas.tolist() == [len(COMMA.findall(text)) for text in texts]
    assert found.signs.tolist() == [len(SIGN.findall(text)) for text in texts]
    assert found.digits.tolist() == [len(re.findall(r"\d", text)) for text in texts]
    assert found.words.tolist() == [len(text.split(" ")) for text in texts]
    assert (found.lengths + 2 * found.dense).tolist() == [length(text) for text in texts]


@pytest.mark.parametrize(
    ("text", "stops", "end"),
    [
        ("He said no. (She did.)", 2, True),
        ("At 3.15 a.m. today", 1, False),
        ("「行った。」と", 1, False),
        ("Why?»", 1, True),
    ],
)
def test_a_stop_stands_before_a_space_or_the_end_closing_marks_between(text: str, stops: int, end: bool) -> None:
    found = letters([text])
    assert (found.stops.tolist(), found.end.tolist()) == ([stops], [end])


def test_characters_of_scripts_without_spaces_count_three_times() -> None:
    assert (length("ferry"), length("渡し船")) == (5, 9)
