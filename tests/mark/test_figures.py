from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tellings.mark.figures import (
    BEFALLEN,
    COMPARATORS,
    CURRENCIES,
    IDIOMS,
    INFLICTED,
    LABELS,
    PLURALS,
    TALLIES,
    UNITS,
    VAGUE_COUNTS,
    figures,
)
from tellings.mark.numerals import read_number
from tellings.mark.sentences import sentences
from tellings.mark.times import times
from tellings.model import Article, Block, Figure

Written = Callable[..., Article]


def found(written: Written, text: str) -> list[Figure]:
    article = written(text, published="2026-01-28")
    whole = sentences(article)
    return list(figures(article, whole, times(article, whole)))


def told(written: Written, text: str) -> list[tuple[float | None, float | None, str | None]]:
    """Bounds and the noun counted."""
    return [(f.low, f.high, text[f.what.start : f.what.end] if f.what else None) for f in found(written, text)]


def bracketed(seen: str) -> tuple[str, str]:
    return seen.replace("[", "").replace("]", ""), seen[seen.index("[") + 1 : seen.index("]")]


@pytest.mark.parametrize("row", [*UNITS, *CURRENCIES], ids=lambda r: r.code)
def test_each_unit_and_money_is_found_with_its_code(row, written):
    text, words = bracketed(row.seen)
    (figure,) = found(written, text)
    assert (figure.text, figure.unit) == (words, row.code)


@pytest.mark.parametrize("row", COMPARATORS, ids=lambda r: r.code)
def test_each_comparator_is_found_as_its_row_says(row, written):
    text, words = bracketed(row.seen)
    (figure,) = found(written, text)
    assert (figure.text, figure.comparator) == (words, row.code)


@pytest.mark.parametrize("row", VAGUE_COUNTS, ids=lambda r: r.words[0])
def test_each_vague_count_has_a_least_and_no_most(row, written):
    text, words = bracketed(row.seen)
    (figure,) = found(written, text)
    assert (figure.text, figure.low, figure.high) == (words, row.low, None)


@pytest.mark.parametrize("row", [*IDIOMS, *LABELS], ids=lambda r: r.words.split()[0])
def test_no_idiom_and_no_labelled_number_is_a_figure(row, written):
    assert found(written, row.seen) == []


@pytest.mark.parametrize("row", PLURALS, ids=lambda r: r.words.split()[0])
def test_a_plural_without_s_is_what_is_counted(row, written):
    text, words = bracketed(row.seen)
    assert told(written, text) == [(float(words), float(words), "cattle")]


@pytest.mark.parametrize("row", [*BEFALLEN, *INFLICTED, *TALLIES], ids=lambda r: r.words.split(",")[0])
def test_those_counted_are_named_by_what_befell_them(row, written):
    text, words = bracketed(row.seen)
    assert told(written, text) == [(34, 34, words)]


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("seven", 7),
        ("twenty-five", 25),
        ("twenty - five", 25),
        ("one hundred and twenty", 120),
        ("two thousand three hundred", 2300),
        ("a dozen", 12),
        ("half a million", 500_000),
        ("two and a half", 2.5),
        ("1.5 million", 1_500_000),
        ("30,000", 30_000),
        ("seven boats", None),
        ("9" * 40, None),
    ],
)
def test_a_number_is_read_in_digits_and_words(words, value):
    assert read_number(words) == value


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("The storm hurt seven sailors.", (7, 7, "sailors")),
        ("At least seven of the sailors left.", (7, None, "sailors")),
        ("They carried 512 single - core mill wheels away.", (512, 512, "single - core mill wheels")),
        ("The storm left 24 people dead.", (24, 24, "people")),
        ("Between 5 and 7 goats fled.", (5, 7, "goats")),
        ("Two to three goats fled.", (2, 3, "goats")),
        ("Some 30 or so goats fled.", (30, 30, "goats")),
        ("The mill raised $35m in two rounds of funding.", (35_000_000, 35_000_000, "funding")),
        ("He paid a $10,000 fine.", (10_000, 10_000, "fine")),
        ("It took nine minutes.", (9, 9, "minutes")),
        ("She is a 22-year-old.", (22, 22, "year-old")),
        ("It cost $12 million to $20 million.", (12_000_000, 20_000_000, None)),
        ("It grew 15-20% more.", (15, 20, None)),
        ("It drew 107 or more.", (107, None, None)),
        ("In the end 41 were reported killed.", (41, 41, "killed")),
        ("The toll rose from 5 to 7 there.", (5, 5, "toll")),
        ("The toll rose from 5 to 7 there.", (7, 7, "toll")),
        ("The number of injured rises to 33.", (33, 33, "injured")),
        ("It revised the number of injured in Monday's fire to at least 33.", (33, None, "injured")),
        ("The number of people missing stood at 12.", (12, 12, "people missing")),
        ("31 of the 214 people on board were hurt.", (31, 31, "people")),
        ("Ferry hits pier, 31 hurt.", (31, 31, "hurt")),
        ("Dozens hurt as ferry hits pier.", (24, None, "hurt")),
        ("It hit a pier, injuring 31 of them.", (31, 31, "injuring")),
    ],
)
def test_a_figure_has_its_bounds_and_what_it_counts(text, figure, written):
    assert figure in told(written, text)


@pytest.mark.parametrize(
    "text",
    [
        "It sank on 9 March 2025 at 10:30.",
        "Ann Bell, 27, of Ford, left.",
        "They met at 12 Mill Street at dawn.",
        "Flight 447 left the gate.",
        "The old Boeing 787 left the gate.",
        "Call 555-010-4477 for more.",
        "The side won 3-1 at home.",
        "She came second in the 5th race.",
        "The big A330-200 landed.",
        "1. The plan.",
        "He was 75.",
        "They had a 43 - 39 record.",
    ],
)
def test_a_number_that_counts_nothing_is_left(text, written):
    assert found(written, text) == []


def test_a_count_holds_as_of_the_moment_the_text_says(written):
    (figure,) = found(written, "As of Tuesday 14 sailors were missing.")
    assert figure.as_of == "2026-01-27"


def test_a_deadline_is_not_when_a_count_held(written):
    (figure,) = found(written, "The port asked 14 crews to reply by Friday.")
    assert figure.as_of is None


def test_a_date_in_the_clause_alone_gives_no_as_of(written):
    (figure,) = found(written, "On Tuesday 14 sailors went missing.")
    assert figure.as_of is None


WORDS = st.sampled_from(
    """one two hundred thousand million dozens of hundreds $ € 53m bn 1,000 1.5 - to and or between from at least up
    more than % percent year-old people goats 3-1 , . ( ) + half a the 99999999999999999999999 Flight 7
    km m II ١٢ No.""".split()
)


@settings(max_examples=150, deadline=None)
@given(st.lists(WORDS, max_size=25))
def test_any_text_gives_exact_ordered_figures_with_low_up_to_high(words):
    text = " ".join(words)
    block = Block(start=0, end=len(text), kind="paragraph")
    article = Article(id="a", text=text, sha256="0" * 64, published="2026-01-28", blocks=(block,))
    whole = sentences(article)
    marks = figures(article, whole, times(article, whole))
    assert all(f.text == text[f.start : f.end] for f in marks)
    assert all(a.end <= b.start for a, b in pairwise(marks))
    assert all(f.low is None or f.high is None or f.low <= f.high for f in marks)
    assert all(f.what is None or 0 <= f.what.start < f.what.end <= len(text) for f in marks)


def test_ten_thousand_numbers_in_one_sentence_do_not_hang(written):
    assert len(found(written, "seven goats and " * 10_000)) == 10_000
