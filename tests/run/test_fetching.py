from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tellings.capture.web.rules import Rules, anywhere
from tellings.errors import NotFetched
from tellings.model import Article
from tellings.run.fetching import local
from tellings.run.steps import read
from tests.archives import html
from tests.server import Server, answer, serving

RULES = Rules(delay=0, seconds=5, refused=anywhere)


@pytest.fixture
def server() -> Iterator[Server]:
    yield from serving()


def test_a_url_is_read_from_the_file_that_it_was_fetched_into(server: Server, tmp_path: Path) -> None:
    server.on("/a", answer(html()))
    url = server.url("/a", host="127.0.0.1")
    files, problems = local([url, "saved.txt"], tmp_path, RULES)
    assert not problems
    assert files[1] == "saved.txt"
    (article,) = read(files[:1])
    assert isinstance(article, Article)
    assert article.url == url
    assert article.capture
    assert article.capture.path == files[0]


def test_what_cannot_be_fetched_is_told_and_the_rest_is_read(server: Server, tmp_path: Path) -> None:
    files, problems = local(
        [server.url("/none", host="127.0.0.1"), "saved.txt"], tmp_path, replace(RULES, robots=False)
    )
    assert files == ["saved.txt"]
    assert [type(p) for p in problems] == [NotFetched]


def test_paths_alone_fetch_nothing(tmp_path: Path) -> None:
    assert local(["a", "b"], tmp_path / "none") == (["a", "b"], [])
    assert not (tmp_path / "none").exists()
