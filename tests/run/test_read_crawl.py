from pathlib import Path

from tellings.errors import Aside, InputError
from tellings.model import Article
from tellings.run import steps
from tests.archives import html, warc


def test_pages_of_a_warc_are_read_in_order_and_know_where_they_lie(tmp_path: Path) -> None:
    file = tmp_path / "pages.warc.gz"
    pages = [(f"https://quay{n}.example/2031/05/0{n}/ferry", html(f"Ferry aground, day {n}")) for n in (1, 2)]
    file.write_bytes(warc(*pages))
    found = [a for a in steps.read_crawl([str(file)]) if isinstance(a, Article)]
    assert [(a.outlet, a.published) for a in found] == [
        ("quay1.example", "2031-05-01"),
        ("quay2.example", "2031-05-02"),
    ]
    assert all(a.capture and a.capture.part and a.capture.path == str(file) for a in found)


def test_a_page_without_an_article_is_an_error_and_the_rest_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_bytes(b"<html><body><p>Nothing here.</p></body></html>")
    (tmp_path / "b.html").write_bytes(html())
    found = list(steps.read_crawl([str(tmp_path)]))
    assert [isinstance(f, InputError) and not isinstance(f, Aside) for f in found] == [True, False]


def test_what_is_no_page_is_read_as_without_crawl(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Ferry aground\n\nThe night ferry from Harbourton ran aground on Tuesday.\n")
    assert list(steps.read_crawl([str(tmp_path)])) == list(steps.read([str(tmp_path)]))
