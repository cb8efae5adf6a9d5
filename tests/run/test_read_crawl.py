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


def test_a_sidecar_and_the_head_of_a_mail_are_read_before_what_the_page_states(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_bytes(html())
    (tmp_path / "a.html.meta.json").write_text('{"outlet": "Quay Weekly", "published": "2031-05-09"}')
    head = b"From: Strand Letter <news@strand.example>\nSubject: Aground\nDate: Sat, 3 May 2031 18:00:00 +0000\n"
    (tmp_path / "b.eml").write_bytes(head + b"Content-Type: text/html\n\n" + html("A lock is shut"))
    told = [(a.outlet, a.published) for a in steps.read_crawl([str(tmp_path)]) if isinstance(a, Article)]
    assert told == [("Quay Weekly", "2031-05-09"), ("Strand Letter", "2031-05-03T18:00:00Z")]


def test_a_sidecars_word_that_is_no_day_is_not_taken_for_one(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_bytes(html())
    (tmp_path / "a.html.meta.json").write_text('{"published": "lately"}')
    (found,) = steps.read_crawl([str(tmp_path)])
    assert isinstance(found, Article)
    assert found.published != "lately"
