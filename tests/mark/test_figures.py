from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tellings.mark.figures import figures
from tellings.mark.figurewords import (
    BEFALLEN,
    COMPARATORS,
    CURRENCIES,
    IDIOMS,
    INFLICTED,
    LABELS,
    MODIFIERS,
    PERSONS,
    PLURALS,
    TALLIES,
    UNITS,
    VAGUE_COUNTS,
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
def test_each_vague_count_has_the_bounds_of_its_row(row, written):
    text, words = bracketed(row.seen)
    (figure,) = found(written, text)
    assert (figure.text, figure.low, figure.high) == (words, row.low, row.high)


@pytest.mark.parametrize("row", [*IDIOMS, *LABELS], ids=lambda r: r.words.split()[0])
def test_no_idiom_and_no_labelled_number_is_a_figure(row, written):
    assert found(written, row.seen) == []


@pytest.mark.parametrize("row", PLURALS, ids=lambda r: r.words.split()[0])
def test_a_plural_without_s_is_what_is_counted(row, written):
    text, words = bracketed(row.seen)
    assert told(written, text) == [(float(words), float(words), "cattle")]


@pytest.mark.parametrize("row", MODIFIERS, ids=lambda r: r.words.split()[0])
def test_a_plural_that_modifies_is_not_what_is_counted(row, written):
    text, words = bracketed(row.seen)
    ((_, _, what),) = told(written, text)
    assert what is not None
    assert what.endswith(words)


@pytest.mark.parametrize("row", PERSONS, ids=lambda r: r.words.split()[0])
def test_an_age_beside_a_person_is_theirs(row, written):
    text, words = bracketed(row.seen)
    (figure,) = found(written, text)
    assert (figure.unit, figure.low, text[figure.what.start : figure.what.end]) == ("age", 30, words)


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
        "They met at 12 Mill Street at dawn.",
        "Flight 447 left the gate.",
        "The old Boeing 787 left the gate.",
        "Call 555-010-4477 for more.",
        "The side won 3-1 at home.",
        "She came second in the 5th race.",
        "The big A330-200 landed.",
        "1. The plan.",
        "They had a 43 - 39 record.",
        "The ePad 4 went on sale.",
        "The reactor 4 hall is shut.",
        "She likes their new 808 airliner.",
        "The 808 Heron took off.",
        "The 911 call was short.",
        "She works the second half of the week.",
        "A few said no.",
        "It is in a phase three trial.",
        "She won in ’86 there.",
        "It fell two-tenths of a point.",
    ],
)
def test_a_number_that_counts_nothing_is_left(text, written):
    assert found(written, text) == []


def read(written: Written, text: str) -> list[tuple[str, float | None, float | None, str | None, str | None]]:
    """Words, bounds, unit and noun."""
    found_ = found(written, text)
    whats = [text[f.what.start : f.what.end] if f.what else None for f in found_]
    return [(f.text, f.low, f.high, f.unit, what) for f, what in zip(found_, whats, strict=True)]


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("Police held a 34-year-old local fisherman.", ("34-year-old", 34, 34, "age", "local fisherman")),
        ("It hurt a boy aged 7.", ("7", 7, 7, "age", "boy")),
        ("Ann Bell, 27, of Ford, left.", ("27", 27, 27, "age", "Ann Bell")),
        ("It is shut, said Ann de Bell, 27, of Ford.", ("27", 27, 27, "age", "Ann de Bell")),
        ("A man, 45, and a woman, 38 — all of Ford — died.", ("38", 38, 38, "age", "woman")),
        ("His wife, 41, stayed.", ("41", 41, 41, "age", "wife")),
        ("He was 75.", ("75", 75, 75, "age", None)),
        ("She died at 82.", ("82", 82, 82, "age", None)),
        ("Children aged 12 to 15 may enter.", ("12 to 15", 12, 15, "age", "Children")),
        ("Voters aged 16 and over came.", ("16 and over", 16, None, "age", "Voters")),
        ("It is for those over the age of 60.", ("60", 60, None, "age", None)),
        ("She is in her early 40s.", ("early 40s", 40, 43, "age", None)),
        ("It is for a six-month-old baby.", ("six-month-old", 0.5, 0.5, "age", "baby")),
    ],
)
def test_an_age_is_a_figure_in_years_with_its_bearer(text, figure, written):
    assert figure in read(written, text)


@pytest.mark.parametrize(
    "text", ["He was 75 metres away.", "She died at 12 sites.", "In Lund, 30 goats fled.", "On Tuesday, 30 goats fled."]
)
def test_not_every_number_beside_a_name_is_an_age(text, written):
    assert "age" not in [f.unit for f in found(written, text)]


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("Half of them were children.", ("Half", 50, 50, "percent", None)),
        ("About half the crew fled.", ("About half", 50, 50, "percent", "crew")),
        ("More than a third of its staff left.", ("More than a third", 33.333333, None, "percent", "staff")),
        ("Nearly two-thirds agreed.", ("Nearly two-thirds", 66.666667, 66.666667, "percent", None)),
        ("Three quarters of the boats sank.", ("Three quarters", 75, 75, "percent", "boats")),
        ("A quarter of the boats sank.", ("A quarter", 25, 25, "percent", "boats")),
        ("It affects one in five goats.", ("one in five", 20, 20, "percent", "goats")),
        ("Some three out of ten goats fled.", ("Some three out of ten", 30, 30, "percent", "goats")),
        ("It rose half a percent.", ("half a percent", 0.5, 0.5, "percent", None)),
        ("It rose from 5 to 7 percent.", ("5", 5, 5, "percent", None)),
    ],
)
def test_a_share_in_words_is_in_percent(text, figure, written):
    assert figure in read(written, text)


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("Several hundred goats fled.", ("Several hundred", 300, 1200, None, "goats")),
        ("Several were hurt.", ("Several", 3, 12, None, "hurt")),
        ("It cost billions of dollars.", ("billions of dollars", 2e9, None, "USD", None)),
        ("It took several hours.", ("several hours", 3, 12, "hour", "hours")),
        ("They paid 1.5 crore rupees.", ("1.5 crore rupees", 15_000_000, 15_000_000, "INR", None)),
        ("They paid 1,50,000 rupees.", ("1,50,000 rupees", 150_000, 150_000, "INR", None)),
        ("It cost $249 USD.", ("$249 USD", 249, 249, "USD", None)),
        ("He took 400 pounds of copper.", ("400 pounds", 400, 400, "pound", "copper")),
        ("It fell to -36 there.", ("-36", -36, -36, None, None)),
        ("It was minus 12 degrees.", ("minus 12 degrees", -12, -12, "degree", "degrees")),
        ("The card is 5 by 11 inches.", ("5", 5, 5, "inch", "inches")),
        ("Goals: 3.", ("3", 3, 3, None, "Goals")),
        ("It had a death toll of 12.", ("12", 12, 12, None, "death toll")),
        ("It had a crew of 12.", ("12", 12, 12, None, "crew")),
        ("Casualties: 3 dead, 5 injured.", ("5", 5, 5, None, "injured")),
        ("In Paris 14 sailors died.", ("14", 14, 14, None, "sailors")),
        ("Killed: 12; hurt: 30.", ("12", 12, 12, None, "Killed")),
        ("It was 40C (104F) there.", ("40C", 40, 40, "degree", None)),
        ("It was -12C there.", ("-12C", -12, -12, "degree", None)),
        ("About 5 000 goats fled.", ("About 5 000", 5000, 5000, None, "goats")),
        ("Some 12\u00a0300 goats fled.", ("Some 12\u00a0300", 12_300, 12_300, None, "goats")),
        ("A 2,000-strong crowd left.", ("2,000-strong", 2000, 2000, None, "crowd")),
        ("A 12-member panel met.", ("12-member", 12, 12, None, "member")),
        ("They led for three quarters.", ("three", 3, 3, None, "quarters")),
        ("It was Lund's 20-year rule.", ("20-year", 20, 20, "year", "year")),
        ("It cost $8.2 trillion.", ("$8.2 trillion", 8.2e12, 8.2e12, "USD", None)),
        ("It cost $US1 million.", ("$US1 million", 1e6, 1e6, "USD", None)),
        ("It fell 678 points or more than 7%.", ("more than 7%", 7, None, "percent", None)),
    ],
)
def test_measures_money_and_vague_counts_are_read(text, figure, written):
    assert figure in read(written, text)


def test_a_number_that_the_article_uses_as_a_make_counts_nothing(written):
    text = "The crew flew the Heron 808 home. Its bigger 808 planes stay, and 808 people came."
    assert [(f.text, f.start > 60) for f in found(written, text)] == [("808", True)]


def test_so_far_is_up_to_publication(written):
    (figure,) = found(written, "So far 14 sailors were found.")
    assert figure.as_of == "2026-01-28"


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
