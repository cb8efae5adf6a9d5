"""What a page declares and shows, as candidates. All pages, names and places here are invented."""

import json

import lxml.html

from tellings.article.declared import of_page
from tellings.article.pulled import pulled
from tellings.article.ranking import Settled, elsewhere, settle
from tellings.article.visible import stamp

PROSE = "<p>" + "The night ferry from Harbourton ran aground on Tuesday with forty people aboard. " * 4 + "</p>"


def page(body: str, head: str = "", lang: str = "en") -> Settled:
    markup = f'<html lang="{lang}"><head>{head}</head><body>{body}{PROSE}</body></html>'
    return settle(of_page(lxml.html.document_fromstring(markup)))


def linked(**record: object) -> str:
    record = {"@context": "https://schema.org", "@type": "NewsArticle", **record}
    return f'<script type="application/ld+json">{json.dumps(record)}</script>'


def test_an_author_who_is_a_node_of_the_graph_is_followed() -> None:
    graph = {
        "@graph": [
            {
                "@type": ["Article"],
                "headline": "Ferry aground",
                "author": {"@id": "#maro"},
                "publisher": {"@id": "#org"},
            },
            {"@type": "Person", "@id": "#maro", "name": "Ines Maro"},
            {"@type": "Organization", "@id": "#org", "name": "Quay Weekly"},
        ]
    }
    found = page("<h1>Ferry aground</h1>", f'<script type="application/ld+json">{json.dumps(graph)}</script>')
    assert found.values("byline") == ("Ines Maro",)
    assert found.value("outlet") == "Quay Weekly"


def test_several_authors_of_linked_data_are_all_named() -> None:
    authors = [{"@type": "Person", "name": "Ines Maro, PhD"}, {"name": "Olu Tamm"}, "https://quay.example/author/cy"]
    assert page("", linked(headline="Ferry aground", author=authors)).values("byline") == ("Ines Maro", "Olu Tamm")


def test_an_organisation_signs_only_where_no_person_is_shown() -> None:
    head = linked(headline="Ferry aground", author={"@type": "Organization", "name": "Tide & Tackle Desk"})
    assert page("<h1>Ferry runs aground</h1>", head).values("byline") == ("Tide & Tackle Desk",)
    shown = page('<h1>Ferry aground</h1><p class="byline">By Ines Maro</p>', head)
    assert shown.values("byline") == ("Ines Maro",)


def test_linked_data_with_a_line_end_in_a_string_is_read() -> None:
    head = '<script type="application/ld+json">{"@type":"NewsArticle","headline":"Ferry\naground"}</script>'
    assert page("", head).value("title") == "Ferry aground"


def test_a_shown_byline_that_names_more_than_linked_data_is_taken() -> None:
    head = linked(headline="Ferry aground", author={"name": "Ines Maro"})
    found = page("<h1>Ferry aground off Harbourton</h1><div>By Ines Maro and Olu Tamm</div>", head)
    assert found.values("byline") == ("Ines Maro", "Olu Tamm")


def test_day_and_author_are_read_between_headline_and_text_without_marks() -> None:
    body = '<h1>Ferry runs aground off Harbourton</h1><div><a href="/author/maro">Ines Maro</a> <b>3 May 2031</b></div>'
    found = page(body)
    assert found.values("byline") == ("Ines Maro",)
    assert found.value("published") == "2031-05-03"


def test_a_day_may_stand_below_the_standfirst_but_within_the_text_it_dates_nothing() -> None:
    standfirst = page("<h1>Ferry runs aground off Harbourton</h1>" + PROSE + "<div>3 May 2031</div>")
    assert standfirst.value("published") == "2031-05-03"
    within = page("<h1>Ferry runs aground off Harbourton</h1>" + PROSE * 2 + "<div>3 May 2031</div>")
    assert within.value("published") is None


def test_a_day_in_the_words_of_another_language_is_read() -> None:
    body = (
        "<h1>Fähre vor Harbourton auf Grund gelaufen</h1><p>Von Ines Maro</p><span>Stand: 3. Mai 2031, 10:30 Uhr</span>"
    )
    found = page(body, lang="de")
    assert found.value("published") == "2031-05-03"
    assert found.values("byline") == ("Ines Maro",)
    assert found.value("language") == "de"


def test_microdata_and_attributes_give_their_moments() -> None:
    found = page(
        '<h1>Ferry aground off Harbourton</h1><span itemprop="datePublished" content="2031-05-03T09:30:00Z"></span>'
    )
    assert found.value("published") == "2031-05-03T09:30:00Z"
    found = page('<h1>Ferry aground off Harbourton</h1><span data-timestamp="1935567000">today</span>')
    assert found.value("published") == stamp("1935567000") == "2031-05-03T09:30:00Z"


def test_a_pages_own_state_dates_it_only_where_it_has_one_day() -> None:
    one = '<script>window.s={"publishedAt":"2031-05-03T09:30:00Z"}</script>'
    two = one + '<script>window.t={"publishedAt":"2031-05-01T09:30:00Z"}</script>'
    assert page("", one).value("published") == "2031-05-03T09:30:00Z"
    assert page("", two).value("published") is None


def test_the_name_of_the_site_is_cut_from_either_end_of_a_title() -> None:
    site = '<meta property="og:site_name" content="Quay Weekly">'
    assert page("", f"{site}<title>Ferry aground - Quay Weekly</title>").value("title") == "Ferry aground"
    assert page("", f"{site}<title>Quay Weekly | Ferry aground</title>").value("title") == "Ferry aground"
    assert page("", f"{site}<title>Report - Ferry aground</title>").value("title") == "Report - Ferry aground"
    short = '<meta property="og:site_name" content="Q">'
    assert page("", f"{short}<title>Ferry aground - Quays</title>").value("title") == "Ferry aground - Quays"
    assert page("", f"{short}<title>Ferry aground - Q</title>").value("title") == "Ferry aground"


def test_a_label_in_the_headlines_element_is_no_part_of_it() -> None:
    found = page(
        "<h1><i>News</i> Ferry runs aground off Harbourton</h1>", "<title>Ferry runs aground off Harbourton</title>"
    )
    assert found.value("title") == "Ferry runs aground off Harbourton"


def test_the_outlets_own_name_and_accounts_are_kept_but_sign_nothing() -> None:
    head = '<meta property="og:site_name" content="Quay Weekly"><meta name="author" content="Quay Weekly Staff">'
    found = page("", head + '<meta name="author" content="admin">')
    assert found.values("byline") == ()
    assert {(c.value, c.why) for c in found.candidates if c.field == "byline"} == {
        ("Quay Weekly Staff", "outlet-itself"),
        ("admin", "no-name"),
    }


def test_a_page_that_names_its_original_elsewhere_is_a_republication() -> None:
    for head in (
        '<link rel="canonical" href="https://quay.example/ferry">',
        '<meta name="syndication-source" content="https://quay.example/ferry">',
        '<link rel="alternate" hreflang="en" href="https://quay.example/ferry">',
    ):
        candidates = page("", head).candidates
        assert [c.value for c in elsewhere(candidates, "https://tide.example/ferry")] == ["quay.example"]
        assert elsewhere(candidates, "https://www.quay.example/ferry?id=1") == []
    other = page("", '<link rel="alternate" hreflang="de" href="https://kai.example/faehre">').candidates
    assert elsewhere(other, "https://tide.example/ferry") == []


# ---------------------------------------------------------------- pull quotes


def test_words_that_stand_a_second_time_are_a_pull_quote_with_its_speaker() -> None:
    told = "“Nobody aboard the ferry saw a light that night,” said Olu Tamm, who keeps the harbour."
    lines = ["The ferry ran aground.", "“Nobody aboard the ferry saw a light that night”", "— Olu Tamm", told]
    assert pulled(lines) == {1, 2}


def test_of_two_equal_blocks_the_second_is_told_again() -> None:
    line = "Nobody aboard the ferry saw a light that night."
    assert pulled([line, "The ferry ran aground.", line]) == {2}


def test_a_few_words_may_stand_twice() -> None:
    assert pulled(["The ferry ran aground.", "The ferry ran aground. Nobody was hurt."]) == frozenset()


def test_a_text_that_repeats_itself_has_no_pull_quotes() -> None:
    assert pulled(["Nobody aboard the ferry saw a light that night."] * 20) == frozenset()
