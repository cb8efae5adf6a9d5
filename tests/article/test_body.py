"""Body: a page cut into segments, and which of them are the article. All pages here are invented."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tellings.article.body import body, chosen, takers, weights
from tellings.article.evidence import Markup, evidence, kinds, rows, taken
from tellings.article.html import parsed
from tellings.article.segments import Segment, segments

FIRST = "The night ferry from Harbourton ran aground on Tuesday with forty people aboard, the harbour office said."
SECOND = "Nobody was hurt, and the ferry was towed off at high water the next morning by two tugs from Port Alder."
THIRD = "The owners have promised to pay back all fares, and to carry the cars of stranded passengers for nothing."


def cut(markup: str) -> list[str]:
    return [s.words for s in segments(parsed(markup, "a.html")).found]


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<p>A <b>ferry</b> ran <a href='/x'>aground</a>.</p><p>Twice.</p>", ["A ferry ran aground.", "Twice."]),
        ("<div>One line<br>goes on<br><br>A second</div>", ["One line goes on", "A second"]),
        ("<div>Before<p>Within</p>after</div>", ["Before", "Within", "after"]),
        ("<table><tr><td>Lund</td><td>40 m</td></tr></table>", ["Lund 40 m"]),
        ("<table><tr><td><p>A page</p></td><td><p>in a table</p></td></tr></table>", ["A page", "in a table"]),
        ("<p>Seen<script>var a</script><style>b</style><!-- c --> too</p>", ["Seen too"]),
        ("<p>\u00a0 </p><p> \n </p>", []),
    ],
)
def test_a_page_is_cut_where_its_markup_sets_words_apart(markup: str, expected: list[str]) -> None:
    assert cut(f"<html><body>{markup}</body></html>") == expected


def test_a_segment_knows_its_share_of_links_and_bold() -> None:
    found = segments(parsed("<html><body><p><a href='/x'>12345</a><b>12345</b></p></body></html>", "a")).found
    assert (found[0].linked, found[0].stressed) == (0.5, 0.5)


def test_the_markup_says_what_a_segment_is() -> None:
    page = segments(parsed("<html><body><h2>a</h2><ul><li>b</li></ul><blockquote><p>c</p></blockquote><p>d</p>", "a"))
    assert [page.kind(s) for s in page.found] == ["heading", "item", "quote", None]


@settings(max_examples=100, deadline=None)
@given(st.text(st.sampled_from("ab <>/pdivtrb&;\"'=\n"), max_size=200))
def test_any_markup_is_cut_without_an_error_and_no_segment_is_blank(markup: str) -> None:
    assert all(s == " ".join(s.split()) and s for s in cut(f"<html><body>x{markup}</body></html>"))


@pytest.mark.parametrize("row", rows(), ids=lambda row: row.key)
def test_each_row_of_markup_finds_its_example(row: Markup) -> None:
    assert list(rows()).index(row) in kinds(row.seen)


def test_names_are_looked_for_as_whole_words_where_the_table_says_so() -> None:
    adverts = next(n for n, row in enumerate(rows()) if row.key == "advert")
    assert adverts in kinds("ad-slot")
    assert adverts not in kinds("headline shadow")


def test_what_another_reader_took_is_found_again_whatever_its_spaces() -> None:
    assert list(taken(["theferryranaground", "menu"], ["The ferry", "ran aground."])) == [1.0, 0.0]


def test_the_weights_know_every_column_of_the_evidence() -> None:
    page = segments(parsed(f"<html><body><p>{FIRST}</p></body></html>", "a"))
    columns = evidence(page, {"extractor": [], "declared": []}, [])
    assert set(weights().names) <= set(columns)


def test_a_forest_gives_every_segment_a_chance() -> None:
    page = segments(
        parsed(f"<html><body><nav><a href='/'>Home</a></nav><p>{FIRST}</p><p>{SECOND}</p></body></html>", "a")
    )
    columns = evidence(page, {"extractor": [FIRST, SECOND], "declared": []}, [])
    home, first, second = weights().chances(columns)
    assert 0 <= home < 0.4 < min(first, second) <= 1


def test_the_article_is_taken_and_the_boxes_around_it_are_not() -> None:
    tree = parsed(
        f"<html><body><div class='site-menu'><a href='/'>Home</a> <a href='/sea'>Sea</a></div><div class='story'>"
        f"<h1>Ferry aground</h1><p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p></div>"
        "<div class='newsletter'><p>Get our letter.</p></div>"
        f"<div class='related-stories'><a href='/1'>Whale seen off the quay again</a></div></body></html>",
        "a.html",
    )
    page = segments(tree)
    assert [s.words for s in body(tree, page, ["Ferry aground"]) if s.words != "Ferry aground"] == [
        FIRST,
        SECOND,
        THIRD,
    ]


def test_a_choice_far_smaller_than_trafilaturas_gives_way_to_it() -> None:
    found = [Segment(FIRST, 0, 0, 0), Segment(SECOND, 0, 0, 0), Segment("Home", 0, 1, 0)]
    low = np.array([0.2, 0.3, 0.01])
    assert [s.words for s in chosen(found, low, [1.0, 1.0, 1.0], 0.42)] == [FIRST, SECOND]


def test_the_same_long_words_shown_twice_are_taken_once() -> None:
    found = [Segment(FIRST, 0, 0, 0), Segment("Go on.", 0, 0, 0), Segment(FIRST, 0, 0, 0), Segment("Go on.", 0, 0, 0)]
    assert [s.words for s in chosen(found, np.ones(4), [0.0] * 4, 0.42)] == [FIRST, "Go on.", "Go on."]


def test_the_body_that_a_page_declares_is_evidence() -> None:
    said = " ".join((FIRST, SECOND, THIRD)).replace('"', "'")
    tree = parsed(
        f'<html><head><script type="application/ld+json">{{"@graph": [{{"articleBody": "<p>{said}</p>"}}]}}</script>'
        f"</head><body><p>{FIRST}</p></body></html>",
        "a.html",
    )
    assert takers(tree)["declared"][0].split() == said.split()


def test_a_page_without_words_has_no_body() -> None:
    tree = parsed("<html><body><img src='a.png'></body></html>", "a.html")
    assert body(tree, segments(tree), []) == []


def test_markup_nested_deeper_than_any_page_is_cut_without_an_error() -> None:
    assert cut("<html><body>" + "<div><b>" * 3000 + FIRST + "</body></html>") in ([FIRST], [])
