import re
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evaluation.times import measure
from tellings.mark import moments
from tellings.mark.holidays import day_of
from tellings.mark.sentences import sentences
from tellings.mark.times import times
from tellings.mark.timewords import CUES, HOLIDAYS, LASTING, PAPERS, REQUESTS, VAGUE, ZONES
from tellings.model import Article, Block, Time

Written = Callable[..., Article]
SHARED = Path(__file__).parents[2].parent / "shared"
WEDNESDAY = "2026-01-28"

# EDTF levels 0 and 1 as this program writes them.
_DAY = r"\d{4}-\d\d-\d\d"
_POINT = rf"(?:\d{{4}}|\d{{3}}X|\d\dXX|\d{{4}}-\d\d|{_DAY})~?"
EDTF = re.compile(rf"(?:{_POINT}|{_DAY}T\d\d:\d\d(?:Z|[+-]\d\d:\d\d)?|(?:\.\.|{_POINT})/(?:\.\.|{_POINT}))")


def found(written: Written, text: str, published: str | None = WEDNESDAY) -> list[Time]:
    article = written(text, published=published)
    return list(times(article, sentences(article)))


def edtf(written: Written, text: str, published: str | None = WEDNESDAY) -> list[str | None]:
    return [t.edtf for t in found(written, text, published)]


def bracketed(seen: str) -> tuple[str, str]:
    """The sentence and the words that stood between brackets in it."""
    return seen.replace("[", "").replace("]", ""), seen[seen.index("[") + 1 : seen.index("]")]


@pytest.mark.parametrize("row", VAGUE, ids=lambda r: r.words)
def test_each_vague_expression_is_found_as_its_row_says(row, written):
    text, words = bracketed(row.seen)
    assert (words, row.type, row.value) in [(t.text, t.type, t.value) for t in found(written, text)]


@pytest.mark.parametrize("row", HOLIDAYS, ids=lambda r: r.words)
def test_each_holiday_is_the_day_its_row_says(row, written):
    text, words = bracketed(row.seen)
    assert words in [t.text for t in found(written, text)]
    assert str(day_of(row.on, 2025)) == row.in_2025


@pytest.mark.parametrize("row", ZONES, ids=lambda r: r.words)
def test_each_zone_is_attached_to_the_clock_time(row, written):
    text, words = bracketed(row.seen)
    (_, time) = found(written, "It was on Monday. " + text)
    assert time.text == words
    assert time.edtf.endswith(row.offset)


@pytest.mark.parametrize("row", CUES, ids=lambda r: r.words.split()[0])
def test_each_cue_turns_a_weekday_its_way(row, written):
    text, _ = bracketed(row.seen)
    assert edtf(written, text) == ["2026-01-29" if row.direction == "future" else "2026-01-22"]


@pytest.mark.parametrize("row", REQUESTS, ids=lambda r: r.words.split()[0])
def test_each_request_puts_its_weekday_ahead(row, written):
    assert edtf(written, bracketed(row.seen)[0]) == ["2026-01-29"]


@pytest.mark.parametrize("word", [w for row in PAPERS for w in row.words.split()])
def test_the_weekday_of_a_newspaper_is_no_time(word, written):
    assert found(written, PAPERS[0].seen.replace("Gazette", word)) == []


@pytest.mark.parametrize("row", LASTING, ids=lambda r: r.words.split()[0])
def test_what_lasted_until_a_weekday_is_over(row, written):
    assert edtf(written, bracketed(row.seen)[0]) == ["2026-01-22"]


@pytest.mark.parametrize(
    "text",
    [
        "The port asked the line to hand over the logs of the voyage by Thursday.",
        "The crew must leave no later than Thursday.",
        "The quay was closed until Thursday.",
        "The firm has until Thursday to answer.",
        "The mayor asked him to reply on Thursday.",
        "The ferry was to sail on Thursday.",
        "He said the quay would reopen on Thursday.",
        "He needs the crane by Thursday.",
    ],
)
def test_a_weekday_still_ahead_is_the_coming_one(text, written):
    assert edtf(written, text) == ["2026-01-29"]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The firm promised to publish the inspection report by June.", "2025-06"),
        ("The firm promised to publish the inspection report in June.", "2025-06"),
        ("The board plans to close the two piers in February.", "2026-02"),
        ("The mill would reopen in February, she said.", "2026-02"),
        ("The hearing is scheduled for March.", "2026-03"),
        ("The road stays shut until April.", "2026-04"),
        ("Residents demanded answers by 2 March.", "2026-03-02"),
        ("The lock would open on 2 March, she said.", "2026-03-02"),
        ("The firm must rebuild the wall by the first quarter.", "2026-01/2026-03"),
    ],
)
def test_a_month_or_day_still_ahead_is_the_coming_one(text, value, written):
    assert edtf(written, text, "2025-05-03") == [value]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("By December the fire was out.", "2024-12"),
        ("The firm had promised to sell the ferry in December.", "2024-12"),
        ("The pier was rebuilt in February.", "2025-02"),
        ("The quay had been closed until February.", "2025-02"),
        ("Inspectors would later question the 2 February order.", "2025-02-02"),
    ],
)
def test_a_month_or_day_told_as_gone_is_the_most_recent_one(text, value, written):
    assert edtf(written, text, "2025-05-03") == [value]


def test_a_season_promised_is_the_coming_one_and_spring_water_is_none(written):
    assert edtf(written, "The council promised to reopen the baths by the summer.", "2025-11-03") == ["2026-22"]
    assert edtf(written, "The council promised to clear the canal by spring.", "2025-11-03") == ["2026-21"]
    assert edtf(written, "The mill is fed by spring water.", "2025-11-03") == []


@pytest.mark.parametrize(
    "text",
    [
        "The quay had been closed until Thursday.",
        "By Thursday the fire was out.",
        "The fire was out by Thursday.",
        "It was caused by Thursday's storm.",
        "The firm asked a court to block the sale on Thursday.",
        "They met to discuss the sale on Thursday.",
        "The line would not comment on Thursday.",
        "A cable was to blame for Thursday's fire.",
    ],
)
def test_a_weekday_told_as_gone_is_the_most_recent_one(text, written):
    assert edtf(written, text) == ["2026-01-22"]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("It ended on 9 March 2025.", "2025-03-09"),
        ("It ended on 9th March 2025.", "2025-03-09"),
        ("It ended on the 9th of March, 2025.", "2025-03-09"),
        ("It ended on March 9, 2025.", "2025-03-09"),
        ("It ended on March 9,2025.", "2025-03-09"),
        ("It ended on Mar. 9, 2025.", "2025-03-09"),
        ("It ended on Sunday, March 9, 2025.", "2025-03-09"),
        ("It ended on 2025-03-09.", "2025-03-09"),
        ("It ended on 25/3/2025.", "2025-03-25"),
        ("It ended in March 2025.", "2025-03"),
        ("It ended in March last year.", "2025-03"),
        ("It ended last March.", "2025-03"),
        ("It ended in 2019.", "2019"),
        ("It ended in the 1980s.", "198X"),
        ("It ended in the 18th century.", "17XX"),
        ("It ended in the second quarter of 2024.", "2024-04/2024-06"),
        ("It ended in the summer of 2024.", "2024-22"),
        ("It ended around 1820.", "1820~"),
        ("It ran from 3-5 March 2025.", "2025-03-03/2025-03-05"),
    ],
)
def test_a_date_is_read_in_every_english_format(text, day, written):
    assert edtf(written, text) == [day]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The ferry sank yesterday.", "2026-01-27"),
        ("The ferry sank earlier today.", "2026-01-28"),
        ("The ferry sank last night.", "2026-01-27"),
        ("The ferry sank this morning.", "2026-01-28"),
        ("The ferry sank last week.", "2026-01-19/2026-01-25"),
        ("The ferry sank earlier this month.", "2026-01"),
        ("The ferry sank last year.", "2025"),
        ("The ferry sank two years ago.", "2024~"),
        ("The ferry sank a month ago.", "2025-12~"),
        ("The ferry sank ten days ago.", "2026-01-18"),
        ("The ferry sank less than three months ago.", "2025-10-28/2026-01-28"),
        ("The ferry sank more than two years ago.", "../2024"),
        ("The ferry sank at the weekend.", "2026-01-24/2026-01-25"),
    ],
)
def test_a_relative_expression_counts_from_publication(text, value, written):
    assert edtf(written, text) == [value]


def test_a_weekday_is_the_most_recent_one_including_publication_day(written):
    assert edtf(written, "He fell on Wednesday. She fell on Thursday.") == ["2026-01-28", "2026-01-22"]


def test_last_and_next_leave_the_publication_day_out(written):
    assert edtf(written, "They met last Wednesday and meet again next Wednesday.") == ["2026-01-21", "2026-02-04"]


def test_a_month_is_the_coming_one_where_the_text_looks_ahead(written):
    assert edtf(written, "It opened in March. It expects to close in March.") == ["2025-03", "2026-03"]


def test_a_participle_after_be_does_not_make_a_date_past(written):
    assert edtf(written, "The pact will be signed on 10 June.") == ["2026-06-10"]


def test_a_weekday_beside_a_date_tells_its_year(written):
    assert edtf(written, "They met on Monday 5 May.") == ["2025-05-05"]


def test_a_month_takes_the_one_year_the_text_gives_it(written):
    assert edtf(written, "She left on 8 April 2012. She was found on April 9.") == ["2012-04-08", "2012-04-09"]


def test_a_clock_time_joins_the_date_beside_it(written):
    (time,) = found(written, "It sailed at 14:30 (local time) on Friday 23 January.")
    assert (time.text, time.type, time.edtf) == ("14:30 (local time) on Friday 23 January", "TIME", "2026-01-23T14:30")


def test_a_clock_time_with_spaced_letters_is_read(written):
    (time,) = found(written, "It sailed at 8:30 p. m. Thursday night.")
    assert time.edtf == "2026-01-22T20:30"


def test_the_first_of_two_clock_times_shares_the_half_of_the_day(written):
    assert edtf(written, "Between 10:37 and 10:58 p.m. on Friday he called.") == [
        "2026-01-23T22:37",
        "2026-01-23T22:58",
    ]


def test_a_lone_clock_time_takes_the_day_told_last(written):
    assert edtf(written, "The wall fell on Monday. Sirens began at 0737 GMT.") == ["2026-01-26", "2026-01-26T07:37Z"]


def test_a_part_of_the_day_is_a_time_on_that_day(written):
    (time,) = found(written, "They argued on Thursday evening.")
    assert (time.type, time.value, time.edtf) == ("TIME", "2026-01-22TEV", "2026-01-22")


def test_without_an_anchor_no_year_and_no_day_is_invented(written):
    marks = found(written, "They met on Tuesday, on 24 January, in May, yesterday and two weeks ago.", None)
    assert len(marks) == 5
    assert [t.edtf for t in marks] == [None] * 5


def test_a_date_alone_on_an_early_line_is_the_anchor(written):
    assert edtf(written, "Harbour closed\n\nPosted: 3 May 2024\n\nThe gate fell yesterday.", None)[-1] == "2024-05-02"


@pytest.mark.parametrize(
    "line",
    [
        "Story created: May 3,2024 at 9:56 AM EDT",
        "PUBLISHED: 22:07 GMT, 3 May 2024",
        "Friday, May 3,2024 | Updated 1:32 PM PDT",
        "May 3, 2024 | 8:16 am",
        "HARBOURTON, May 3, 2024 (EP) — The gate was shut.",
        "2024-05-03",
    ],
)
def test_a_date_line_with_its_clock_and_labels_is_the_anchor(line, written):
    text = f"Harbour closed\n\n{line}\n\nThe gate fell yesterday."
    assert edtf(written, text, None)[-1] == "2024-05-02"


def test_a_date_in_running_text_is_no_anchor(written):
    assert edtf(written, "It was begun on May 3, 2024.\n\nThe gate fell yesterday.", None)[-1] is None


def test_slashed_dates_follow_the_order_the_text_shows(written):
    assert edtf(written, "It ran from 25/01/2026 to 02/03/2026.") == ["2026-01-25", "2026-03-02"]
    assert edtf(written, "It ran from 01/25/2026 to 02/03/2026.") == ["2026-01-25", "2026-02-03"]


def test_a_month_of_publication_gives_years_but_no_days(written):
    assert edtf(written, "He is to be heard on 8 November. They met on Friday.", "2013-09") == ["2013-11-08", None]


@pytest.mark.parametrize(
    "text",
    [
        "He is 27 and lives there.",
        "The side won 3-1 there.",
        "They paid $2,010 for it.",
        "It may be so.",
        "They march on.",
        "Prices fall there.",
        "A 2000 year old tree stood there.",
        "He spoke to April Jones there.",
        "The troop of 2000 soldiers left.",
        "It grew by 12.30 metres there.",
    ],
)
def test_a_number_or_word_that_is_no_time_is_left(text, written):
    assert found(written, text) == []


def test_the_following_morning_counts_from_the_day_told_last(written):
    assert edtf(written, "The wall fell on Monday. The following morning it was gone.") == ["2026-01-26", "2026-01-27"]


def test_a_duration_and_a_set_are_values_without_a_date(written):
    marks = found(written, "For two and a half hours every Tuesday they swam.")
    assert [(t.type, t.value, t.edtf) for t in marks] == [("DURATION", "PT2.5H", None), ("SET", "XXXX-WXX-2", None)]


WORDS = st.sampled_from(
    """last next this past May March Monday Sept. 2012 31 Feb 29th of at noon 8:30 p.m. GMT ago two years earlier
    weekend quarter Q3 yesterday night - , . ( ) 99999999999 the every early mid 0737 24:00 3/4/05 1990s century a
    day fall less than before after 2012-13 spring İ ١٢ 9999 decade 1e9""".split()
)


@settings(max_examples=150, deadline=None)
@given(st.lists(WORDS, max_size=25), st.sampled_from([None, "2012-02-29", "2013-09", "0001-01-01", "9999-12-31"]))
def test_any_text_gives_exact_ordered_spans_and_valid_edtf(words, published):
    text = " ".join(words)
    block = Block(start=0, end=len(text), kind="paragraph")
    article = Article(id="a", text=text, sha256="0" * 64, published=published, blocks=(block,))
    marks = times(article, sentences(article))
    assert all(t.text == text[t.start : t.end] for t in marks)
    assert all(a.end <= b.start for a, b in pairwise(marks))
    assert [t.edtf for t in marks if t.edtf and not EDTF.fullmatch(t.edtf)] == []


@given(st.dates(), st.integers(0, 6))
def test_a_weekday_lies_within_six_days_of_its_anchor(anchor, weekday):
    if not 7 < anchor.toordinal() < 3652050:
        return
    back = moments.weekday_value(anchor, weekday, None, None).day
    ahead = moments.weekday_value(anchor, weekday, "future", None).day
    assert back is not None
    assert ahead is not None
    assert 0 <= (anchor - back).days <= 6
    assert 0 <= (ahead - anchor).days <= 6


def test_ten_thousand_times_in_one_sentence_do_not_hang(written):
    assert len(found(written, "yesterday and " * 10_000)) == 10_000


def test_the_labelled_news_is_read_as_well_as_stated():
    scores = measure(SHARED)
    if not scores:
        pytest.skip("the labelled times are not here")
    assert scores["times.meantime.value_f1"] >= 0.87
    assert scores["times.gum.value_f1"] >= 0.70
