import pytest

from tellings.article.dates import date_of_address, date_of_metadata, dates_of_line, is_date_line


@pytest.mark.parametrize(
    ("line", "dates"),
    [
        ("May 3, 2031 10:14 AM", [("published", "2031-05-03")]),
        ("POSTED: December 08,2030", [("published", "2030-12-08")]),
        (
            "Saturday, May 3,2031 | Updated 9:28 AM EDT",
            [("published", "2031-05-03"), ("modified", "2031-05-03T09:28:00-04:00")],
        ),
        ("29th February 2032", [("published", "2032-02-29")]),
        (
            "Posted May 3,2031 - 3:47pm Updated May 4,2031 - 6:56am",
            [("published", "2031-05-03"), ("modified", "2031-05-04")],
        ),
        ("3 May 2031 Last updated at 12:42 GMT", [("published", "2031-05-03"), ("modified", "2031-05-03T12:42:00Z")]),
        ("Post last modified:May 3, 2031", [("modified", "2031-05-03")]),
        ("SATURDAY 03 MAY 2031", [("published", "2031-05-03")]),
        ("2031-05-03", [("published", "2031-05-03")]),
        ("02.29.32 4:15 PM", [("published", "2032-02-29")]),
        ("February 29,2032,7: 32 p. m. ET", [("published", "2032-02-29T19:32:00-05:00")]),
        ("3 May 2031,10:00 (GMT+05:00)", [("published", "2031-05-03T10:00:00+05:00")]),
        ("Port Alder, Norland, 3 May 2031", [("published", "2031-05-03")]),
        ("EPN, Saturday 3 May 2031", [("published", "2031-05-03")]),
    ],
)
def test_a_date_line_gives_its_dates(line: str, dates: list[tuple[str, str]]) -> None:
    assert is_date_line(line)
    assert [(d.role, d.edtf) for d in dates_of_line(line)] == dates


def test_a_numeric_date_that_reads_two_ways_keeps_both() -> None:
    (found,) = dates_of_line("9 / 10 / 2031 @ 1:19PM")
    assert (found.edtf, found.other) == ("2031-09-10", "2031-10-09")


@pytest.mark.parametrize(
    "line",
    [
        "The ferry sank on May 3, 2031.",
        "Two dead",
        "2031",
        "40 people",
        "12:30",
        "In May 2031",
        "Ferry strikes, 2031-05-03 and after",
        "Route 4/5 closed 3/4/2031",
    ],
)
def test_a_date_in_running_words_is_no_date_line(line: str) -> None:
    assert not is_date_line(line)


def test_a_day_that_the_calendar_lacks_is_no_date() -> None:
    assert dates_of_line("February 30, 2031") == ()


def test_an_address_gives_its_day_or_its_month() -> None:
    assert date_of_address("https://quay.example/2031/05/03/ferry") == "2031-05-03"
    assert date_of_address("https://quay.example/2031/may/03/ferry") == "2031-05-03"
    assert date_of_address("https://quay.example/2031/05/ferry") == "2031-05"
    assert date_of_address("https://quay.example/news/20310503") is None


def test_metadata_dates_keep_their_offset() -> None:
    assert date_of_metadata("2031-05-03T23:30:00+02:00") == "2031-05-03T23:30:00+02:00"
    assert date_of_metadata("2031-05-03T09:30:00.123Z") == "2031-05-03T09:30:00Z"
    assert date_of_metadata("2031-05-03 09:30") == "2031-05-03"
    assert date_of_metadata("Sat, 03 May 2031 09:30:00 GMT") == "2031-05-03T09:30:00Z"
    assert date_of_metadata("yesterday") is None
    assert date_of_metadata("03/05/2031") is None
