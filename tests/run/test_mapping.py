"""Where words stand in the captured bytes, from case files and read articles."""

from pathlib import Path

import msgspec
import pytest
from click.testing import CliRunner

from tellings.cli import main
from tellings.errors import CaseFileError, NotFound
from tellings.model import Article
from tellings.run import steps
from tellings.run.mapping import mapped
from tests.archives import html, warc

TEXT = "Ferry hits pier\n\nThe ferry “Marguerite Lund” ran onto the north pier, the harbour office said on Tuesday.\n"


@pytest.fixture
def read_articles(tmp_path: Path) -> tuple[Path, Article]:
    save = tmp_path / "ferry.txt"
    save.write_bytes(TEXT.replace("\n", "\r\n").encode())
    (article,) = steps.read([str(save)], None)
    assert isinstance(article, Article)
    lines = tmp_path / "articles.jsonl"
    lines.write_bytes(msgspec.json.encode(article) + b"\n")
    return lines, article


def test_the_bytes_of_a_slice_are_its_words(read_articles: tuple[Path, Article]) -> None:
    lines, article = read_articles
    start = article.text.index("“Marguerite Lund”")
    result = CliRunner().invoke(main, ["map", str(lines), article.id, str(start), str(start + 17)])
    found = msgspec.json.decode(result.output)
    (place,) = found["places"]
    data = (lines.parent / "ferry.txt").read_bytes()
    assert data[place["first"] : place["last"]].decode() == "“Marguerite Lund”"


def test_an_unknown_article_is_answered_with_those_there(read_articles: tuple[Path, Article]) -> None:
    lines, article = read_articles
    with pytest.raises(CaseFileError, match=article.id):
        mapped(str(lines), "a000", 0, 5)


def test_a_source_that_is_not_there_is_said_to_be(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="no such file"):
        mapped(str(tmp_path / "nowhere"), "a000", 0, 5)


def test_a_capture_that_is_gone_is_said_to_be(read_articles: tuple[Path, Article]) -> None:
    lines, article = read_articles
    (lines.parent / "ferry.txt").unlink()
    with pytest.raises(CaseFileError, match="not there"):
        mapped(str(lines), article.id, 0, 5)


def test_a_capture_that_has_changed_is_refused(read_articles: tuple[Path, Article]) -> None:
    lines, article = read_articles
    (lines.parent / "ferry.txt").write_text("Another text altogether, of the same name.")
    with pytest.raises(CaseFileError, match="has changed"):
        mapped(str(lines), article.id, 0, 5)


def test_a_capture_that_moved_is_found_by_its_hash(read_articles: tuple[Path, Article], tmp_path: Path) -> None:
    lines, article = read_articles
    moved = tmp_path / "elsewhere"
    moved.mkdir()
    (lines.parent / "ferry.txt").rename(moved / "renamed.txt")
    assert mapped(str(lines), article.id, 0, 5, [str(moved)])["exact"] is True


def test_words_of_a_page_in_a_crawl_are_found_in_its_record(tmp_path: Path) -> None:
    crawl = tmp_path / "pages.warc.gz"
    page = html("Ferry hits pier")
    crawl.write_bytes(warc(("https://post.example/a", html("A lock is shut")), ("https://post.example/ferry", page)))
    article = next(a for a in steps.read([str(crawl)], None) if isinstance(a, Article) and a.title == "Ferry hits pier")
    lines = tmp_path / "articles.jsonl"
    lines.write_bytes(msgspec.json.encode(article) + b"\n")
    start = article.text.index("Ferry hits pier")
    found = mapped(str(lines), article.id, start, start + 15)
    (place,) = found["places"]
    assert page[place.first : place.last] == b"Ferry hits pier"
