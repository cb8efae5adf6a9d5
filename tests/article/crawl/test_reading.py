import os
import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tellings.article.crawl.reading import read, read_all
from tellings.errors import InputError, NoArticle
from tellings.model import Article, Capture

# All words, names and outlets here are invented.
BODY = (
    "The night ferry from Harbourton ran aground on Tuesday with forty people aboard, the harbour office said.",
    "Nobody was hurt, and the ferry was towed off at high water the next morning by two tugs of the company.",
    "The harbour office has opened an inquiry, and it said it would publish what it finds before the end of May.",
)
MENU = "<ul class='main-menu'>" + "".join(f"<li><a href='/{n}'>Section {n}</a></li>" for n in range(12)) + "</ul>"
TEASERS = "".join(
    f"<div class='related-card'><a href='/t{n}'>Council votes on the new bridge, part {n}</a></div>" for n in range(6)
)
STATED = (
    "<meta property='og:site_name' content='Quay Weekly'>"
    "<meta property='article:published_time' content='2031-05-03T09:28:00-04:00'>"
)


def page(head: str = STATED, body: str = "", title: str = "Ferry aground - Quay Weekly") -> str:
    paragraphs = "".join(f"<p>{p}</p>" for p in BODY)
    return (
        f"<!doctype html><html><head><meta charset=utf-8><title>{title}</title>{head}</head><body>"
        f"<div class='header'>{MENU}</div><article><h1>Ferry aground</h1>{body}<div class='article-body'>{paragraphs}"
        f"</div></article><div class='sidebar'>{TEASERS}</div><footer>© Quay Weekly</footer></body></html>"
    )


def article(markup: str, url: str | None = "https://www.quay.example/news/1", **more: str) -> Article:
    return read(Capture(path="page.html", data=markup.encode(), sha256="0" * 64, url=url, **more))


def test_the_text_is_the_title_and_the_body_and_nothing_else() -> None:
    assert article(page()).text == "\n\n".join(("Ferry aground", *BODY))


def test_blocks_cover_the_text_in_order() -> None:
    found = article(page())
    assert "\n\n".join(found.text[b.start : b.end] for b in found.blocks) == found.text
    assert [b.kind for b in found.blocks] == ["title", "paragraph", "paragraph", "paragraph"]


def test_what_the_page_states_is_taken() -> None:
    found = article(page())
    assert (found.title, found.outlet, found.published) == ("Ferry aground", "Quay Weekly", "2031-05-03T09:28:00-04:00")


def test_the_host_is_the_outlet_of_a_page_that_names_none() -> None:
    assert article(page(head="")).outlet == "quay.example"


@pytest.mark.parametrize("title", ["Ferry aground | Quay Weekly", "Quay Weekly: Ferry aground", "Ferry aground"])
def test_the_name_of_the_site_is_cut_from_the_title(title: str) -> None:
    markup = page(title=title).replace("<h1>Ferry aground</h1>", "")
    assert article(markup).title == "Ferry aground"


def test_a_stroke_in_a_title_without_the_name_of_the_site_stays() -> None:
    markup = page(title="Ferry aground - what we know").replace("<h1>Ferry aground</h1>", "")
    assert article(markup).title == "Ferry aground - what we know"


def test_the_article_of_json_ld_gives_the_day() -> None:
    head = (
        '<script type="application/ld+json">{"@graph":[{"@type":"NewsArticle","datePublished":"2031-05-04"}]}</script>'
    )
    assert article(page(head=head)).published == "2031-05-04"


def test_broken_json_ld_still_gives_the_day() -> None:
    head = '<script type="application/ld+json">{"@type":"NewsArticle","datePublished":"2031-05-04",}</script>'
    assert article(page(head=head)).published == "2031-05-04"


def test_the_address_gives_the_day_of_a_page_that_states_none() -> None:
    assert article(page(head=""), "https://quay.example/2031/05/06/ferry").published == "2031-05-06"


def test_a_date_line_by_the_headline_gives_the_day_of_a_page_that_states_none() -> None:
    assert article(page(head="", body="<div>3 May 2031</div>")).published == "2031-05-03"


def test_a_day_after_the_capture_or_before_1990_is_not_taken() -> None:
    assert article(page(), captured_at="2031-05-01T00:00:00Z").published is None
    assert article(page(head="<meta name='date' content='1970-01-01'>")).published is None


def test_a_day_as_it_was_at_the_outlet_is_taken_before_the_same_moment_in_utc() -> None:
    head = "<meta name='article:published_time' content='2031-05-04T01:28:00Z'><meta name='date' content='2031-05-03'>"
    assert article(page(head=head)).published == "2031-05-03"


def test_a_body_that_the_page_only_states_is_read_from_there() -> None:
    body = "\\n".join(BODY)
    head = f'<script type="application/ld+json">{{"@type":"NewsArticle","articleBody":"{body}"}}</script>'
    found = article(f"<html><head>{head}</head><body><p>Subscribe to read on.</p></body></html>")
    assert found.text == "\n\n".join(BODY)


@pytest.mark.parametrize("markup", ["", "words", "<p>Short.</p>", "<!-- <p> -->"])
def test_a_page_without_an_article_says_so(markup: str) -> None:
    with pytest.raises(NoArticle, match="no article found"):
        article(markup)


def test_elements_in_elements_without_end_are_refused_and_not_parsed() -> None:
    with pytest.raises(NoArticle, match="nested more than"):
        article("<x-y>" * 50_000 + page())


def test_a_headline_without_end_is_no_title() -> None:
    assert article(page(title="a - " * 20_000)).title == "Ferry aground"


def test_a_body_without_spaces_between_its_words_is_read() -> None:
    paragraphs = "".join(
        f"<p>{'港口办公室周二表示渡轮在夜间搁浅，船上有四十人，没有人受伤。' * 3}</p>" for _ in range(4)
    )
    found = article(f"<html><body><article><h1>渡轮搁浅</h1>{paragraphs}</article></body></html>")
    assert found.text.count("港口办公室") == 12


def test_one_broken_byte_does_not_change_the_encoding() -> None:
    data = page(body="<p>Café \xff</p>").encode().replace("ÿ".encode(), b"\xff")
    found = read(Capture(path="p", data=data, sha256="", url=None))
    assert found.capture is not None
    assert found.capture.encoding == "utf-8"


def test_words_in_code_of_a_comment_or_script_are_no_text() -> None:
    found = article(page(body="<!-- <div><p>Hidden words.</p> --><script>var a = '<p>Scripted</p>'</script>"))
    assert "Hidden" not in found.text
    assert "Scripted" not in found.text


PIECES = st.sampled_from(
    ["<p>", "</p>", "<div class='nav'>", "</div>", "<a href='\"x>'>", "</a>", "<br><br>", "<li>", "&amp;", "&lt;b>",
     "é", "<table><td>", "<script>", "</script>", "<!--", "-->", "\0", "\"'", "< >", *BODY]
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES, max_size=40))
def test_any_page_gives_an_article_or_an_error_of_ours(pieces: list[str]) -> None:
    try:
        found = article("".join(pieces))
    except InputError:
        return
    assert all(found.text[b.start : b.end].strip() for b in found.blocks)
    assert all(b.end + 2 == after.start for b, after in zip(found.blocks, found.blocks[1:], strict=False))


def test_pages_read_at_once_are_read_as_alone() -> None:
    bodies = [page(), page(head=""), "<p>Nothing</p>", "", page(body="<p>By Ann Bo</p>"), page(title="Other")] * 5
    captures = [
        Capture(path=f"{n}.html", data=markup.encode(), sha256="0" * 64, url=f"https://quay.example/{n}")
        for n, markup in enumerate(bodies)
    ]
    alone = [next(read_all([capture])) for capture in captures]
    at_once = list(read_all(captures))
    assert [str(a) if isinstance(a, InputError) else a for a in at_once] == [
        str(a) if isinstance(a, InputError) else a for a in alone
    ]
    assert [isinstance(a, NoArticle) for a in at_once[:6]] == [False, False, True, True, False, False]


def test_the_same_page_gives_the_same_bytes_in_another_process() -> None:
    program = (
        "import sys, msgspec; sys.path.insert(0, 'tests/article/crawl'); import test_reading as t;"
        "print(msgspec.json.encode(t.article(t.page())).decode())"
    )
    ran = [
        subprocess.run(
            [sys.executable, "-c", program],
            env={**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "PYTHONPATH": os.pathsep.join(sys.path)},
            capture_output=True,
            check=True,
        ).stdout
        for seed, zone in (("1", "UTC"), ("2", "Asia/Tokyo"))
    ]
    assert ran[0] == ran[1]
