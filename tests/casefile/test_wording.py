"""Wording: whose evaluation a term is."""

import msgspec
import pytest

from tellings.casefile.wording import own_terms
from tellings.mark.loaded import loaded


def own(tell, text: str) -> list[str]:
    told = tell(text)
    terms = loaded(told.article, told.marks.sentences, told.marks.quotations)
    return [
        t.text
        for t in own_terms(msgspec.structs.replace(told, marks=msgspec.structs.replace(told.marks, loaded=terms)))
    ]


@pytest.mark.parametrize(
    "text",
    [
        "The mayor said the shameful plan would fail.",
        "The shameful plan would fail, the mayor said.",
        "The shameful plan, the mayor said, would fail.",
        "According to the guild, the ludicrous toll will rise.",
        "The guild accused the firm of a shameless grab for the meadow.",
        "The mayor said the toll was a trap, a burden and a shameful mistake.",
        "Ada Quill told reporters that the chaotic launch was a farce.",
    ],
)
def test_a_term_in_what_another_says_is_not_the_outlets(tell, text: str) -> None:
    assert own(tell, text) == []


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("The mayor ranted that the plan would fail.", ["ranted"]),
        ("The mayor blasted the plan, saying it would fail.", ["blasted"]),
        ("The bungling mayor said the plan would fail.", ["bungling mayor"]),
        ("In a vile rant the mayor said the plan would fail.", ["vile rant"]),
        ("A video shows the shocking state of the cells.", ["shocking state"]),
        ("The firm said it will sell the quay, a shameless move that puts forty out of work.", ["shameless move"]),
        ("The clerk told police that she lost her post in May, when she went on a rampage.", ["rampage"]),
        ("A clerk claimed the rust-bucket barge was “an old friend”.", ["rust-bucket"]),
        ("The owners hope to ram through the toll.", ["ram through"]),
        ("The shameful plan will fail.", ["shameful plan"]),
        ("The mayor said the plan would fail. The shameful plan was dropped.", ["shameful plan"]),
    ],
)
def test_how_the_outlet_tells_it_stays_the_outlets(tell, text: str, kept: list[str]) -> None:
    assert own(tell, text) == kept
