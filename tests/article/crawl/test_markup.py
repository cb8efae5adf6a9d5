import pytest

from tellings.article.crawl.marks import bit
from tellings.article.crawl.markup import nests_too_deep, parse


def texts(markup: str) -> list[str]:
    return [b.text for b in parse(markup.encode()).blocks]


def test_inline_elements_do_not_end_a_block() -> None:
    assert texts("<p>The <b>night</b> <a href=x>ferry</a></p>") == ["The night ferry"]


def test_one_line_break_is_a_space_and_two_part_paragraphs() -> None:
    assert texts("<p>One<br>two<br><br>three</p>") == ["One two", "three"]


def test_entities_are_read_once() -> None:
    assert texts("<p>Fish &amp; chips &amp;lt;b&amp;gt;</p>") == ["Fish & chips &lt;b&gt;"]


def test_a_sign_in_an_attribute_does_not_end_its_tag() -> None:
    assert texts('<p title="a > b">Words</p>') == ["Words"]


@pytest.mark.parametrize("value", [">", "<", "a < b > c", "<p>no words</p>", "x='1' <", ""])
def test_no_sign_in_an_attribute_is_text(value: str) -> None:
    assert texts(f'<div><p data-x="{value}" class="a">Words <b title="{value}">and</b> more</p></div>') == [
        "Words and more"
    ]


def test_comments_are_no_text() -> None:
    assert texts("<p>One <!-- > two <b>three</b> --> four<!----></p><!-- <p>five</p> -->") == ["One four"]


def test_an_element_of_an_unknown_name_is_a_block() -> None:
    assert texts("<x-card data-n=1>One</x-card>two<x-card>Three</x-card>") == ["One", "two", "Three"]


def test_elements_know_where_they_end_and_what_is_around_them() -> None:
    elements = parse(
        b"<div class=menu><div><p>One two three</p></div><p>Two</p></div><article></article><article><p>Three</p>"
    ).elements
    assert elements.tags == ["", "html", "body", "div", "div", "p", "p", "article", "article", "p"]
    assert elements.ends == [10, 10, 10, 7, 6, 6, 7, 8, 10, 10]
    assert elements.depths == [0, 1, 2, 3, 4, 5, 4, 3, 3, 4]
    assert elements.articles == [0, 0, 0, 0, 0, 0, 0, 1, 2, 2]
    assert [bits & bit("nav") > 0 for bits in elements.around] == [False] * 3 + [True] * 4 + [False] * 3


def test_a_page_says_whether_bytes_of_it_are_broken() -> None:
    assert [parse(b"<p>caf" + end).broken for end in (b"\xc3\xa9", b"\xe9")] == [False, True]


def test_paragraphs_that_are_not_closed_are_parted() -> None:
    assert texts("<p>One<p>Two") == ["One", "Two"]


def test_code_points_in_links_are_counted() -> None:
    assert [(b.text, b.linked) for b in parse(b"<p>See <a href=x>here</a> now</p>").blocks] == [("See here now", 4)]


def test_links_of_a_menu_are_left_out_and_counted() -> None:
    blocks = parse(
        b"<div class=menu><a href=x>Sport</a></div><div class=menu><a href=x>News</a></div><p>Words</p>"
    ).blocks
    assert [(b.text, b.left_out) for b in blocks] == [("Words", 2)]


def test_elements_know_their_parents() -> None:
    elements = parse(b"<div class=a><p id=b>One</p></div><p>Two</p>").elements
    assert list(zip(elements.tags, elements.parents, elements.marks, strict=True)) == [
        ("", 0, ""), ("html", 0, ""), ("body", 1, ""), ("div", 2, "a"), ("p", 3, "b"), ("p", 2, ""),
    ]  # fmt: skip


def test_what_the_page_states_is_kept_raw() -> None:
    stated = parse(
        b"<title>A</title><meta property=og:title content=B><link rel=canonical href=https://quay.example/1>"
        b"<h1>C</h1><time datetime=2031-05-03 class=Published>3 May</time>"
    ).stated
    assert (stated.title, stated.meta, stated.canonical) == ("A", [("og:title", "B")], "https://quay.example/1")
    assert (stated.headlines, stated.times) == (["C"], [("class published", "2031-05-03")])


def test_many_elements_beside_each_other_do_not_nest() -> None:
    assert not nests_too_deep(b"<div><p>Words<br></div><svg><path/><circle/></svg>" * 5000)
