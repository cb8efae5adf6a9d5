"""Ranking: which candidate is taken, and why another is not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tellings.article.ranking import elsewhere, is_of_outlet, is_outlet_itself, settle
from tellings.model import Candidate


def found(*told: tuple[str, str, str]) -> list[Candidate]:
    return [Candidate(field=field, value=value, from_=source) for field, value, source in told]


def published(*dates: tuple[str, str], captured_at: str | None = None) -> str | None:
    return settle(found(*(("published", value, source) for value, source in dates)), captured_at).value("published")


def why(value: str, *dates: tuple[str, str], captured_at: str | None = None) -> str | None:
    settled = settle(found(*(("published", v, s) for v, s in dates)), captured_at)
    return next(c.why for c in settled.candidates if c.value == value)


def test_the_day_that_the_page_shows_is_taken_before_the_day_in_utc() -> None:
    dates = (("2031-05-04T01:10:00Z", "json-ld"), ("2031-05-03", "page"))
    assert published(*dates) == "2031-05-03"
    assert why("2031-05-04T01:10:00Z", *dates) == "day-in-utc"


def test_the_same_moment_with_its_own_offset_is_taken() -> None:
    dates = (("2031-05-02T18:30:00Z", "json-ld"), ("2031-05-03T05:30:00+11:00", "time"))
    assert published(*dates) == "2031-05-03T05:30:00+11:00"


def test_a_moment_stays_where_the_page_shows_its_day_or_one_that_it_cannot_be() -> None:
    moment = ("2031-05-04T01:10:00Z", "json-ld")
    assert published(moment, ("2031-05-04", "page"), ("2031-05-03", "meta")) == moment[0]
    assert published(moment, ("2031-05-05", "page")) == moment[0]
    assert published(("2031-05-04T20:00:00Z", "json-ld"), ("2031-05-03", "page")) == "2031-05-04T20:00:00Z"


def test_what_a_record_says_is_not_moved_to_a_local_day() -> None:
    assert published(("2031-05-04T01:10:00Z", "record"), ("2031-05-03", "url")) == "2031-05-04T01:10:00Z"


def test_a_date_after_the_capture_is_kept_but_not_taken() -> None:
    dates = (("2031-05-09", "json-ld"), ("2031-05-03", "page"))
    assert published(*dates, captured_at="2031-05-04T12:00:00Z") == "2031-05-03"
    assert why("2031-05-09", *dates, captured_at="2031-05-04T12:00:00Z") == "after-capture"
    assert published(*dates) == "2031-05-09"


def test_a_day_that_has_begun_somewhere_on_earth_is_not_after_the_capture() -> None:
    assert published(("2031-05-05", "page"), captured_at="2031-05-04T12:00:00Z") == "2031-05-05"
    assert published(("2031-05-05", "page"), captured_at="2031-05-04T09:00:00Z") is None
    assert published(("2031-05-04T12:00:01Z", "page"), captured_at="2031-05-04T12:00:00Z") is None
    assert published(("2031-05-05", "page"), captured_at="2031-05-04") == "2031-05-05"
    assert published(("2031-05-06", "page"), captured_at="2031-05-04") is None


def test_a_date_before_the_web_is_kept_but_not_taken() -> None:
    dates = (("1970-01-01T00:00:00Z", "json-ld"), ("2031-05-03", "url"))
    assert published(*dates) == "2031-05-03"
    assert why("1970-01-01T00:00:00Z", *dates) == "before-1990"


def test_a_day_that_reads_two_ways_is_taken_in_the_reading_that_others_confirm() -> None:
    settled = settle(found(("published", "[2031-09-10,2031-10-09]", "page"), ("published", "2031-10-09", "url")))
    assert settled.value("published") == "2031-10-09"
    assert [(c.value, c.rank, c.why) for c in settled.candidates] == [
        ("2031-10-09", 1, None),
        ("2031-10-09", 2, None),
        ("[2031-09-10,2031-10-09]", None, "two-readings"),
    ]


@pytest.mark.parametrize(("language", "day"), [("de", "2031-10-09"), ("en", None), ("tl", None)])
def test_a_numeric_date_has_its_day_first_where_the_language_is_not_english(language: str, day: str | None) -> None:
    told = (("published", "[2031-09-10,2031-10-09]", "page"), ("language", language, "detected"))
    assert settle(found(*told)).value("published") == day


def test_persons_sign_before_desks_and_agencies() -> None:
    settled = settle(found(("byline", "Example News Agency", "json-ld"), ("byline", "Ines Maro", "page")))
    assert settled.values("byline") == ("Ines Maro",)
    assert settled.candidates[-1].why == "organisation"
    assert settle(found(("byline", "Example News Agency", "json-ld"))).values("byline") == ("Example News Agency",)


def test_all_names_of_the_best_source_are_taken_in_its_order() -> None:
    told = (("byline", "Olu Tamm", "json-ld"), ("byline", "Ines Maro", "json-ld"), ("byline", "Cy Dunn", "page"))
    assert settle(found(*told)).values("byline") == ("Olu Tamm", "Ines Maro")


def test_a_headline_cut_short_stands_behind_a_whole_one() -> None:
    told = (("title", "Ferry runs aground off…", "json-ld"), ("title", "Ferry runs aground off Harbourton", "meta"))
    assert settle(found(*told)).value("title") == "Ferry runs aground off Harbourton"


@pytest.mark.parametrize(
    ("canonical", "here", "source"),
    [
        ("https://quay.example/ferry", "https://tide.example/ferry", "quay.example"),
        ("https://www.quay.co.uk/ferry", "https://quay.com/ferry", None),
        ("https://quay.example/ferry", "https://amp.quay.example/ferry", None),
        ("https://quay.example/ferry", "https://quay-example.cdn.ampproject.org/ferry", None),
        ("https://apnews.com/article/1", "https://tide.example/ferry", "apnews.com"),
    ],
)
def test_a_canonical_address_elsewhere_tells_who_published_first(canonical: str, here: str, source: str | None) -> None:
    told = elsewhere(found(("url", canonical, "canonical")), here)
    assert [c.value for c in told] == ([source] if source else [])


def test_an_outlet_that_signs_its_own_text_is_no_author() -> None:
    assert is_outlet_itself("Quay Weekly Staff", ["The Quay Weekly"])
    assert is_outlet_itself("Quay Weekly", ["", "www.quayweekly.co.uk"])
    assert not is_outlet_itself("Ines Maro", ["The Quay Weekly"])
    assert is_of_outlet("Quay Business", ["Quay"])
    assert not is_of_outlet("Ines Maro", ["Quay"])


VALUES = st.sampled_from(
    ["2031-05-03", "1970-01-01", "2031-05-04T01:10:00Z", "[2031-03-05,2031-05-03]", "yesterday", "2031-05"]
)
CANDIDATES = st.lists(
    st.builds(
        lambda field, value, source: Candidate(field=field, value=value, from_=source),
        st.sampled_from(["published", "modified", "byline", "title", "outlet"]),
        VALUES,
        st.sampled_from(["json-ld", "meta", "page", "text", "url", "record"]),
    ),
    max_size=12,
)


@given(CANDIDATES)
def test_no_candidate_is_lost_and_what_is_taken_ranks_first(told: list[Candidate]) -> None:
    settled = settle(told)
    kept = {(c.field, c.value, c.from_) for c in settled.candidates}
    assert {(c.field, c.value, c.from_) for c in told} <= kept
    for one in settled.candidates:
        assert one.rank is None or one.rank >= 1
        assert one.rank is not None or one.why is not None


@given(CANDIDATES)
def test_settling_what_is_settled_takes_the_same(told: list[Candidate]) -> None:
    once = settle(told)
    bare = [Candidate(field=c.field, value=c.value, from_=c.from_) for c in once.candidates]
    again = settle(bare)
    for field in ("published", "modified", "title", "outlet"):
        assert again.value(field) == once.value(field)


def test_an_outlet_that_names_itself_is_no_first_publisher() -> None:
    told = found(
        ("outlet", "Cape Wire", "feed"), ("republished_from", "Cape Wire", "text"), ("republished_from", "Quay", "text")
    )
    settled = settle(told)
    assert settled.value("republished_from") == "Quay"
    assert [c.why for c in settled.candidates if c.value == "Cape Wire" and c.field == "republished_from"] == [
        "outlet-itself"
    ]


def test_a_name_in_the_text_alone_may_be_the_first_publisher() -> None:
    told = found(("outlet", "Cape Wire", "text"), ("republished_from", "Cape Wire", "text"))
    assert settle(told).value("republished_from") == "Cape Wire"
