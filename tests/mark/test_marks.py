import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tellings.article.reader import from_record
from tellings.mark.marks import mark

TEXT = "On 3 May two men were held in Quito, “the harbour” chief Ana Osk said."


def test_an_english_article_has_every_kind_of_mark(written):
    marks = mark(written(TEXT, published="2026-05-10"))
    assert marks.sentences
    assert marks.quotations
    assert marks.names
    assert marks.times
    assert marks.figures
    assert marks.places


def test_an_article_in_another_language_has_sentences_and_quotations_only(written):
    marks = mark(msgspec.structs.replace(written(TEXT), language="es"))
    assert marks.sentences
    assert marks.quotations
    assert (marks.names, marks.times, marks.figures, marks.places, marks.norms, marks.loaded) == ((),) * 6


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.sampled_from([*"aAé İ’'“”\".,:-&01\n\u2028", " U.S.", " p. m.", " of ", " Inc.", "日本。", "👍"])).map(
        "".join
    )
)
def test_every_mark_is_exact_and_the_same_each_time(written, text):
    article = written(text)
    marks = mark(article)
    assert marks == mark(article)
    for kind in ("names", "times", "figures", "places", "norms", "loaded"):
        found = getattr(marks, kind)
        assert [m.text for m in found] == [article.text[m.start : m.end] for m in found]
        assert [m.start for m in found] == sorted(m.start for m in found)


@pytest.mark.parametrize(
    "text",
    [
        "The video was made by Channel Six Sound.",
        "A docker told the Daily Trumpet so.",
        "She wrote for the Sunday Times of Lund.",
        "They called Theresa May a friend.",
        "It was told on Harbour News Tonight.",
    ],
)
def test_a_word_of_a_name_is_neither_time_nor_figure(text, written):
    marks = mark(written(text, published="2026-01-28"))
    assert (marks.times, marks.figures) == ((), ())


def test_capitals_at_the_start_and_in_a_headline_hide_no_time_and_no_figure(written):
    marks = mark(written("# THREE DEAD IN MILL FIRE\n\nYesterday Lund Lines Inc. closed.", published="2026-01-28"))
    assert [t.edtf for t in marks.times] == ["2026-01-27"]
    assert [f.low for f in marks.figures] == [3]


def test_the_time_of_a_date_line_is_marked_though_it_is_furniture() -> None:
    article = from_record(
        {"id": "a", "text": "Ferry aground\n\nMay 3, 2031\n\nThe ferry ran aground on a sandbank."}, "t"
    )
    marks = mark(article)
    assert [t.edtf for t in marks.times] == ["2031-05-03"]
    assert all(article.text[s.start : s.end] != "May 3, 2031" for s in marks.sentences)
